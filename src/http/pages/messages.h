#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace comity::http {

/// A named value for a message.
struct MessageArgument {
  std::string name;
  std::variant<std::string, std::int64_t, double> value;
};

/// The messages of one language: data/messages/<language>.json, patterns in ICU MessageFormat, with
/// the language's plural rules, numbers and dates. Thread-safe once made.
class Catalogue {
 public:
  /// Reads `{"language", "locale", "name", "direction", "messages": {id: pattern}}`, and "months",
  /// twelve names, where the United Nations does not write ICU's; corrupt names the message that is
  /// no pattern.
  [[nodiscard]] static base::Result<Catalogue> parse(std::string_view json);
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  [[nodiscard]] const std::string& language() const;   ///< "en"
  [[nodiscard]] const std::string& name() const;       ///< "English", in the language itself
  [[nodiscard]] const std::string& direction() const;  ///< "ltr" or "rtl"

  [[nodiscard]] bool has(std::string_view id) const;
  /// Names of the arguments a message takes, sorted; empty for an unknown message.
  [[nodiscard]] std::vector<std::string> arguments_of(std::string_view id) const;
  /// All ids, sorted.
  [[nodiscard]] std::vector<std::string> ids() const;
  /// Plain text, not markup, with texts of the other direction isolated. An unknown id gives the
  /// id, so that a page shows what is missing.
  [[nodiscard]] std::string format(std::string_view id,
                                   const std::vector<MessageArgument>& arguments = {}) const;

  /// "3,065"
  [[nodiscard]] std::string number(std::int64_t value) const;
  /// "9 July 2012" from "2012-07-09", with its clock from "2012-07-09T18:00"; what is no such date
  /// is returned as it is.
  [[nodiscard]] std::string date(std::string_view iso) const;

 private:
  struct Impl;
  explicit Catalogue(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::http
