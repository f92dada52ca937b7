#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"

namespace comity::reading {

/// Writes the blocks of a marked-up tree (HTML, Akoma Ntoso) as its walk comes by: text goes into
/// the open block, which the first text opens.
class FlowWriter {
 public:
  /// Whether a list's label was counted out by us or written in the source.
  enum class Label : std::uint8_t { counted, written };

  /// Ends the open block; text that follows opens one of this kind.
  void begin(model::BlockKind kind, std::uint8_t level = 0, bool centred = false);
  /// Ends the open block; text that follows opens a paragraph.
  void end() { begin(model::BlockKind::paragraph); }
  /// Ends the line: text that follows opens another block like it, unless it only goes on with the
  /// sentence, in small letters.
  void break_line();

  /// The label of an item, `depth` lists deep (1 = outermost), for the next block that opens.
  /// Where the text begins with a label of its own, that one stands instead of a counted one, and
  /// one that was written goes before it.
  void set_label(std::string_view label, std::uint8_t depth, Label from = Label::counted);
  /// A label that no block took goes.
  void drop_label();
  /// A label that no block took is a block by itself: a number with nothing behind it.
  void keep_label(std::uint64_t offset);

  /// `offset` is where the text stands in the source.
  void text(std::string_view utf8, const model::Style& style, std::string_view link,
            std::uint64_t offset);
  /// A note's mark, raised, without a space before it.
  void mark(std::string_view utf8, std::uint64_t offset);
  /// A block made elsewhere: a table, a rule, a note.
  void add(model::Block block);

  [[nodiscard]] bool empty() const { return blocks_.empty() && open_.runs.empty(); }
  [[nodiscard]] std::vector<model::Block> take();

 private:
  void close();

  std::vector<model::Block> blocks_;
  model::Block open_;
  std::string label_;
  Label label_from_ = Label::counted;
  std::uint8_t depth_ = 0;
  bool broken_ = false;  ///< whether a line of the same block stands before the open one
};

/// The text of blocks as one stretch, labels within it: what a cell or a note holds.
[[nodiscard]] std::vector<model::Run> joined_runs(std::vector<model::Block> blocks);

/// A note with its mark, from the blocks of its text; the mark is taken from their head.
[[nodiscard]] model::Block note_of(std::string mark, std::vector<model::Block> blocks);

/// The mark of a note without the brackets and spaces around it ("[1]", "(*)"); empty where the
/// text is none.
[[nodiscard]] std::string bare_mark(std::string_view text);

}  // namespace comity::reading
