#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "render/tracked_docx.h"

namespace comity::render::docx_parts {

/// Part of the way from one text to another: what is printed there.
struct Step {
  enum class Kind : std::uint8_t {
    kept,       ///< `from` became `to`; one of the two is alone, the other has one or more parts
    removed,    ///< `from` alone
    added,      ///< `to` alone
    moved_off,  ///< `from` stands elsewhere in the later text
    moved_in,   ///< `to` stood elsewhere in the earlier text
  };
  Kind kind = Kind::kept;
  std::vector<std::size_t> from;  ///< places in the earlier reading
  std::vector<std::size_t> to;    ///< places in the later reading
  /// Of each part of what was kept, or of what was moved; none where both say the same.
  std::vector<std::vector<HeldWords>> words;
  std::size_t move = 0;  ///< the same number, from 1, for the two sides of what was moved
};

/// What stands in a text, one after the other, by its place: all but the notes that a paragraph
/// marks.
using Standing = std::vector<std::size_t>;

/// The way: in its order, what has `from` is the whole earlier text in its order, and what has `to`
/// the whole later one. Of the masthead and of rules, which are in no pair, what says the same is
/// kept.
[[nodiscard]] std::vector<Step> steps_between(const Tracked& texts, const Standing& from,
                                              const Standing& to);

}  // namespace comity::render::docx_parts
