#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace comity::reading {

/// What a printed number or mark at the head of a paragraph looks like.
enum class LabelShape : std::uint8_t {
  none,
  number,     ///< "12.", "12 bis.", "12)"
  dotted,     ///< "119.1.", "75.21"
  bracketed,  ///< "(a)", "(iv)", "(1)"
  letter,     ///< "A.", "b)"
  roman,      ///< "II.", "iv."
  bullet,     ///< "•", "–"
  mark,       ///< of a note: "1", "*", set small or raised
};

struct Label {
  LabelShape shape = LabelShape::none;
  std::size_t length = 0;  ///< bytes of the text it takes
};

/// The label at the start of a text, which must be followed by white space or nothing. Numbers
/// without a dot or bracket are not labels, but for those with an inner dot ("75.21").
[[nodiscard]] Label label_at(std::string_view text);

/// Whether the whole of a text is a label, where the source sets labels apart: there "1-" is one
/// without the Arabic behind it.
[[nodiscard]] bool is_whole_label(std::string_view text);

/// Whether `label` counts one on from `before`: "12." after "11.", "129.81." after "129.80.",
/// "(c)" after "(b)".
[[nodiscard]] bool follows(std::string_view before, std::string_view label);

/// Whether the text is a note's mark: one to three digits, one letter, or stars and daggers.
[[nodiscard]] bool is_mark(std::string_view text);

}  // namespace comity::reading
