#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace comity::model {

using base::Json;
using base::JsonArray;
using base::JsonObject;

/// How many values of all kinds one reading may hold; some fifty times the longest report's.
inline constexpr std::size_t kMostValues = 2'000'000;

/// Reads values and keeps the first thing that was wrong; every later answer is then neutral.
class Source {
 public:
  [[nodiscard]] bool ok() const { return !error_; }
  [[nodiscard]] base::Error error() const { return *error_; }

  void refuse(std::string_view what, std::string_view key) {
    if (error_) return;
    error_ = base::Error{base::ErrorKind::corrupt, "a stored reading " + std::string(what),
                         std::string(key), "read the document again"};
  }

  /// Counts a value against the limit; false once it is passed.
  bool spend(std::string_view key) {
    if (++spent_ > kMostValues) refuse("has too many values", key);
    return ok();
  }

  std::string text(const Json& json, std::string_view key) {
    if (spend(key) && json.is_string()) return std::string(json.get_string());
    refuse("has a value that is no text", key);
    return {};
  }

  template <typename Int>
  Int integer(const Json& json, std::string_view key) {
    if (spend(key)) {
      boost::system::error_code failed;
      const auto value = json.to_number<Int>(failed);
      if (!failed && !json.is_double()) return value;
      refuse("has a value that is no number of its kind", key);
    }
    return 0;
  }

  float decimal(const Json& json, std::string_view key) {
    if (spend(key)) {
      boost::system::error_code failed;
      const auto value = json.to_number<double>(failed);
      if (!failed && std::abs(value) <= std::numeric_limits<float>::max()) {
        return static_cast<float>(value);
      }
      refuse("has a value that is no length", key);
    }
    return 0;
  }

  bool truth(const Json& json, std::string_view key) {
    if (spend(key) && json.is_bool()) return json.get_bool();
    refuse("has a value that is no truth", key);
    return false;
  }

  const JsonArray& array(const Json& json, std::string_view key) {
    static const JsonArray kNone;
    if (spend(key) && json.is_array()) return json.get_array();
    refuse("has a value that is no list", key);
    return kNone;
  }

  template <typename T, typename Read>
  std::vector<T> all(const Json& json, std::string_view key, Read read) {
    std::vector<T> values;
    const JsonArray& elements = array(json, key);
    for (const Json& element : elements) {
      values.push_back(read(*this, element));
      if (!ok()) break;
    }
    return values;
  }

  std::vector<std::string> texts(const Json& json, std::string_view key) {
    return all<std::string>(json, key,
                            [key](Source& s, const Json& element) { return s.text(element, key); });
  }

  template <typename Enum>
  Enum named(const Json& json, std::string_view key,
             std::optional<Enum> (*from)(std::string_view)) {
    const auto value = from(text(json, key));
    if (!value) refuse("has a word that is none of those known", key);
    return value.value_or(Enum{});
  }

  /// Calls `member(key, value)` for each member; it answers false to a name it does not know.
  template <typename Member>
  void object(const Json& json, std::string_view key, Member member) {
    const JsonObject* members = json.if_object();
    if (!spend(key) || members == nullptr) return refuse("has a value that is no object", key);
    for (const auto& [name, value] : *members) {
      if (!member(std::string_view(name), value)) refuse("has a member of unknown name", name);
      if (!ok()) return;
    }
  }

 private:
  std::optional<base::Error> error_;
  std::size_t spent_ = 0;
};

}  // namespace comity::model
