#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// Forms with files (RFC 7578).
namespace comity::http {

/// A field of a form, or a file; the content is a view of the body.
struct Part {
  std::string name;
  std::string file_name;  ///< empty for a field; the last part of a path where one was given
  bool is_file = false;
  std::string_view content;
};

/// The parts of `body`, whose `content_type` header names the boundary, in their order. Errors:
/// unsupported (not multipart/form-data with a boundary), invalid_input (not ended, a part without
/// a name), too_large (more than 1,000 parts).
[[nodiscard]] base::Result<std::vector<Part>> parse_multipart(std::string_view body,
                                                              std::string_view content_type);

/// The content of the first field of that name, or empty.
[[nodiscard]] std::string_view field_of(const std::vector<Part>& parts, std::string_view name);

}  // namespace comity::http
