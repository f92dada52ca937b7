#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "reading/cleaning.h"

// What each format is cleaned of. For bytes from strangers: in the confined child, and in tests.
namespace comity::reading {

using Traces = std::set<Trace>;

/// A document or picture, by its bytes. Errors: unsupported (another format, encrypted, macros, or
/// something inside it that cannot be cleaned), corrupt, too_large, with the mend.
[[nodiscard]] base::Result<Cleaned> clean(std::string_view bytes);

/// The formats one by one; what is removed is added to `traces`.
[[nodiscard]] base::Result<std::string> clean_docx(std::string_view bytes, Traces& traces);
[[nodiscard]] base::Result<std::string> clean_pdf(std::string_view bytes, Traces& traces);
[[nodiscard]] base::Result<std::string> clean_png(std::string_view bytes, Traces& traces);

/// Whether a picture that is shown by itself keeps how it is turned.
enum class Orientation : std::uint8_t { kept, dropped };
[[nodiscard]] base::Result<std::string> clean_jpeg(std::string_view bytes, Orientation orientation,
                                                   Traces& traces);
[[nodiscard]] bool is_jpeg(std::string_view bytes);
[[nodiscard]] bool is_png(std::string_view bytes);

/// A part of an office file: elements and attributes that tell of people taken out.
[[nodiscard]] base::Result<std::string> clean_xml(const std::string& bytes, std::string_view name,
                                                  Traces& traces);

}  // namespace comity::reading
