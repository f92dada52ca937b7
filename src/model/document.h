#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/language.h"

namespace comity::model {

/// A rectangle in points (1/72 inch) from the top left corner of its page.
struct Box {
  float left = 0;
  float top = 0;
  float width = 0;
  float height = 0;
  bool operator==(const Box&) const = default;
};

/// Where a stretch of a block's text stands in the source. `begin` and `end` are byte offsets into
/// the block's text (`text_of`). Paged sources: `page` from 1 and `box`. Others: page 0 and the
/// byte `offset` in the source, as UTF-8 where it is text; of a packed file, in the part that holds
/// the text.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int32_t page = 0;
  Box box;
  std::uint64_t offset = 0;
  bool operator==(const Place&) const = default;
};

/// How a run is set; these carry meaning in UN documents (italics mark operative verbs, raised
/// small figures mark footnotes).
struct Style {
  bool italic = false;
  bool bold = false;
  bool superscript = false;
  bool operator==(const Style&) const = default;
};

/// A stretch of text in one style, UTF-8 (NFC), with single spaces; words broken over lines and
/// pages are already joined.
struct Run {
  std::string text;
  Style style;
  std::string link;  ///< address the source links it to, or empty
  bool operator==(const Run&) const = default;
};

enum class BlockKind : std::uint8_t {
  heading,
  paragraph,
  list_item,
  table,
  note,  ///< a footnote; `label` is its mark
  rule,  ///< a drawn line or row of underscores that ends a part
};

struct Cell {
  std::vector<Run> runs;
  bool operator==(const Cell&) const = default;
};

/// From one row of a table on the rows follow each other in the file, too: those that hold nothing
/// are left out of the table.
struct RowNumber {
  std::uint32_t row = 0;     ///< of the table, from 1
  std::uint32_t number = 0;  ///< of the same row in the file, from 1
  bool operator==(const RowNumber&) const = default;
};

/// A paragraph, heading, item, table or note as set, its lines joined.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;  ///< of a heading (1 = highest) or of a list item, by indent
  std::string
      label;  ///< the printed number or mark before the text ("119.1.", "(b)", "A."), not in runs
  std::vector<Run> runs;
  std::vector<Place> places;            ///< one a line of a paged source, in order; else one
  std::vector<std::vector<Cell>> rows;  ///< of a table
  std::vector<RowNumber> row_numbers;   ///< ordered by row; none: each is numbered as it stands
  float indent = 0;                     ///< left edge of the text in points
  float label_indent = 0;               ///< left edge of the label in points
  float size = 0;                       ///< commonest font size in points; 0 where not known
  bool centred = false;
  bool operator==(const Block&) const = default;
};

struct Page {
  float width = 0;   ///< points
  float height = 0;  ///< points
  bool operator==(const Page&) const = default;
};

/// Something a reader or parser was not sure of, shown beside the text (design 5).
struct Finding {
  std::string rule;    ///< stable id, e.g. "review.unknown-state"
  std::string number;  ///< canonical number of the paragraph it concerns, or empty
  Place place;
  std::string saw;
  std::string assumed;
  bool operator==(const Finding&) const = default;
};

/// A file as read: structure and place, no meaning yet.
struct Document {
  std::string media_type;  ///< the registered type: "application/pdf", "text/markdown", …
  std::string producer;    ///< what the file says made it, or empty
  Language language = Language::und;
  std::vector<Page> pages;       ///< empty for sources without pages
  std::vector<Block> blocks;     ///< in reading order, running heads and folios taken out
  std::vector<Block> furniture;  ///< the running heads and folios
  std::vector<Finding> findings;
  bool operator==(const Document&) const = default;
};

/// What a row of a table, from 1, is numbered in the file.
[[nodiscard]] std::uint32_t number_of_row(const std::vector<RowNumber>& numbers, std::uint32_t row);

/// The text of runs, joined; what `Place::begin` and `end` count in.
[[nodiscard]] std::string text_of(const std::vector<Run>& runs);

}  // namespace comity::model
