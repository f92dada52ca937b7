#pragma once

#include <string>
#include <string_view>

namespace comity::reading {

/// What the PDF says made it ("Acrobat Distiller 7.0.5 (Windows)"); empty where it does not say so
/// in the open. At most 200 bytes of UTF-8.
[[nodiscard]] std::string pdf_producer(std::string_view pdf);

}  // namespace comity::reading
