#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_words.h"

namespace comity::grammar {

/// A printed number or mark before a paragraph: "119.1.", "5.", "(b)", "•".
struct ReviewLabel {
  enum class Kind { none, plain, dotted, letter, roman, bullet };
  Kind kind = Kind::none;
  int first = 0;        ///< of plain and dotted
  int second = 0;       ///< of dotted
  std::string letter;   ///< "b" of "(b)", "ii" of "(ii)"
  std::size_t end = 0;  ///< bytes in the text that the label and the space after it take
};

/// A label alone, as in Paragraph::printed.
[[nodiscard]] ReviewLabel label_of(std::string_view printed);
/// A label at the start of a text.
[[nodiscard]] ReviewLabel label_at_start(std::string_view text);

/// Bytes of a number at the start of a text as Arabic writes it ("٩٨-١", "98-2-" before Arabic); 0
/// where none stands there.
[[nodiscard]] std::size_t leftwards_label_length(std::string_view text);

/// Where, after `from`, the item numbered `first.second` ("98.7", second 0: "98.") begins inside a
/// text that should have ended: after ";" "." or ")" and before a capital. npos when nowhere.
[[nodiscard]] std::size_t item_inside(std::string_view text, int first, int second,
                                      std::size_t from);

/// The paragraphs that a text names: "paragraphs 27 (b), (c), 31 and 84 to 86 above" gives
/// "27 (b)", "27 (c)", "31", "84", "85", "86". Dotted numbers are kept as such ("119.1"); a range
/// of more than 400 is cut. Empty when the text does not say "paragraph(s)" and `anywhere` is not
/// asked for.
enum class ReferencePlace { after_paragraph_word, anywhere };
[[nodiscard]] std::vector<std::string> paragraphs_named(std::string_view text,
                                                        const ReviewWords& words,
                                                        ReferencePlace place);

}  // namespace comity::grammar
