#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Punctuation, figures and labels of the six languages as the ASCII in which the grammars are
// written.
namespace comity::grammar {

/// The text with full-width and Arabic punctuation as ASCII. Spaces fill what that leaves, before
/// an opening bracket and after every other mark, so that each byte keeps its place.
[[nodiscard]] std::string shaped(std::string_view text);

/// The text with the figures of other scripts as ASCII; it may become shorter.
[[nodiscard]] std::string ascii_digits(std::string_view text);

/// The Latin letter that counts as much as the letter of another alphabet that lists are lettered
/// with ("ب" and "б" are "b"), with the bytes it takes; nothing in other texts.
struct LetterAt {
  char letter = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] LetterAt list_letter_at(std::string_view text, std::size_t at);

/// The number of an item of the third level, which Chinese and Arabic count in figures where other
/// languages write "(i)": "㈠", "(一)", "'1'"; `end` is past it. Nothing in other texts.
struct ItemNumberAt {
  int value = 0;
  std::size_t end = 0;
};
[[nodiscard]] ItemNumberAt item_number_at(std::string_view text);
/// The number of a label that is one such and no more, else 0.
[[nodiscard]] int item_number_of(std::string_view printed);

/// Whether no space stands between two texts that are joined: Chinese has none.
[[nodiscard]] bool runs_together(std::string_view before, std::string_view after);

/// Whether a sentence may begin at `at`: with a capital, or a letter of a script without them.
[[nodiscard]] bool may_open_sentence(std::string_view text, std::size_t at);
/// Whether a capital stands at `at`, of Latin or Cyrillic.
[[nodiscard]] bool is_capital_at(std::string_view text, std::size_t at);
/// Whether a small letter stands at `at`, of Latin or Cyrillic.
[[nodiscard]] bool is_small_at(std::string_view text, std::size_t at);

}  // namespace comity::grammar
