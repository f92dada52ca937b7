#include "http/pages/query_mark.h"

#include <algorithm>

#include "base/text.h"

namespace comity::http {
namespace {

std::string as_value(std::string_view value) {
  const bool bare = value.find_first_of(" \t()") == std::string_view::npos;
  return bare ? std::string(value) : "\"" + std::string(value) + "\"";
}

}  // namespace

base::Json query_mark(std::string_view query, const base::JsonObject& error) {
  if (error.empty()) return nullptr;
  const auto number = [&](std::string_view name, std::int64_t least) {
    return static_cast<std::size_t>(std::max(least, base::integer_at(error, name)));
  };
  const auto position = number("position", 0);
  const auto begin = std::min(query.size(), base::byte_of(query, position));
  const auto end = std::min(query.size(), base::byte_of(query, position + number("length", 1)));
  const auto before = query.substr(0, begin);
  const auto after = query.substr(end);
  const auto perhaps = base::text_at(error, "perhaps");
  const auto& values = base::array_at(error, "values");
  const auto code = base::text_at(error, "code");
  base::JsonObject mark{{"code", code},
                        {"before", before},
                        {"marked", query.substr(begin, end - begin)},
                        {"after", after},
                        {"field", base::text_at(error, "field")},
                        {"value", base::text_at(error, "value")},
                        {"values", values},
                        {"of_fields", code == "unknown_field"},
                        {"has_values", !values.empty()},
                        {"instead", ""}};
  if (!perhaps.empty()) {
    mark["instead"] = std::string(before) + as_value(perhaps) + std::string(after);
  }
  return mark;
}

}  // namespace comity::http
