#pragma once

#include <cstdint>
#include <string_view>

#include "model/document.h"
#include "reading/words.h"

namespace comity::reading {

/// What stands between a line and the one before it.
enum class Joint : std::uint8_t { space, none };

/// Joins lines to a block's runs: words broken by a hyphen are made whole, soft hyphens go, and
/// each line gets its place.
class BlockWriter {
 public:
  BlockWriter(model::Block& block, const Words& words)
      : block_(block), words_(words), length_(model::text_of(block.runs).size()) {}

  /// Starts a line; `spaced` says whether the source has white space before it.
  void start_line(std::string_view first_text, bool spaced);
  void add(std::string_view text, const model::Style& style, std::string_view link);
  /// Ends the line; the place's `begin` and `end` are filled in.
  void end_line(model::Place place);

 private:
  void append(std::string_view text, const model::Style& style, std::string_view link);
  void drop_last_byte();
  [[nodiscard]] bool is_one_word(std::string_view before, std::string_view after) const;

  model::Block& block_;
  const Words& words_;
  std::size_t length_ = 0;
  std::size_t line_begin_ = 0;
  bool pending_space_ = false;
};

/// Whether the last characters before and the first after a line break are of a script that sets
/// no spaces (Chinese).
[[nodiscard]] bool joins_without_space(std::string_view before, std::string_view after);

}  // namespace comity::reading
