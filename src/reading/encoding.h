#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// The encodings in which text is read.
enum class Encoding : std::uint8_t { utf8, utf16_le, utf16_be, windows_1252, mac_roman, cp850 };

/// "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252", "Mac Roman", "CP850".
[[nodiscard]] std::string_view name_of(Encoding encoding);

struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  bool marked = false;  ///< a byte order mark says so; else it is what fits the bytes best
};

/// The encoding of a text, by its byte order mark, else by its bytes: zeros in every second place
/// for UTF-16, UTF-8 where nine in ten of the bytes outside ASCII or more are valid, else the one
/// of the Latin sets (Windows, Macintosh, DOS) in which the letters make words. Errors: unsupported
/// for bytes that are no text, and for text whose letters are mostly outside ASCII and not in UTF-8
/// or UTF-16, with the place of the first of them.
[[nodiscard]] base::Result<EncodingGuess> guess_encoding(std::string_view bytes);

/// The bytes as UTF-8, without a byte order mark; what has no meaning becomes U+FFFD. Bytes that
/// are no UTF-8 in such a text are read as Windows-1252, from which they come where files were
/// joined.
[[nodiscard]] std::string decoded(std::string_view bytes, Encoding encoding);

/// The same from any encoding by the name that the web gives it ("iso-8859-1", "windows-1251",
/// "gb2312"). Error: unsupported for a name that is not known.
[[nodiscard]] base::Result<std::string> decoded_from(std::string_view bytes, std::string_view name);

struct DecodedText {
  std::string text;                       ///< UTF-8
  std::optional<model::Finding> finding;  ///< "text.encoding", where the encoding was only guessed;
                                          ///< "text.stray-bytes", where some bytes have another
};

/// The bytes of a text in the encoding that is guessed for them. Errors as of guess_encoding().
[[nodiscard]] base::Result<DecodedText> decoded_text(std::string_view bytes);

/// The same for HTML and XML, which may name their encoding at their head.
[[nodiscard]] base::Result<DecodedText> decoded_markup(std::string_view bytes);

}  // namespace comity::reading
