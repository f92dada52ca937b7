#include "service/answer_parts.h"

#include <charconv>

namespace comity::service {

base::JsonArray strings_json(const std::vector<std::string>& values) {
  base::JsonArray out;
  out.reserve(values.size());
  for (const auto& value : values) out.emplace_back(value);
  return out;
}

std::string joined_values(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ";") + value;
  return out;
}

base::Result<std::size_t> offset_of(const std::string& cursor) {
  std::size_t offset = 0;
  const auto* const end = cursor.data() + cursor.size();
  const auto read = std::from_chars(cursor.data(), end, offset);
  if (cursor.empty() || (read.ec == std::errc{} && read.ptr == end)) return offset;
  return base::fail(base::ErrorKind::invalid_input, "not a cursor of this question", "cursor",
                    "begin at the first page");
}

}  // namespace comity::service
