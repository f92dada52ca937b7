#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/reading.h"

namespace comity::render {

/// What a paragraph says, without the marks of its notes, whose numbers change with every note
/// before them. The cells of a table follow each other.
[[nodiscard]] std::string words_of(const model::Paragraph& paragraph);

enum class Holder : std::uint8_t { both, earlier, later };

/// A stretch of words of one text or of both, to the letter.
struct HeldWords {
  Holder holder = Holder::both;
  std::string_view text;
};

/// A paragraph of the earlier text and one of the later that belong together, by their places in
/// the readings; one that stands alone is in no pair. Of a paragraph that was split there is a
/// pair for each part, with the part's share of the words, one after the other; of one that was
/// merged likewise.
struct TrackedPair {
  std::size_t from = 0;
  std::size_t to = 0;
  bool moved = false;
  std::vector<HeldWords> words;  ///< of words_of() the two
};

/// Two texts, and who is said to have made the one into the other. The readings and what the views
/// show must live until the call returns.
struct Tracked {
  const model::Reading& from;
  const model::Reading& to;
  std::vector<TrackedPair> pairs;
  std::string work;    ///< of the later text, for its header
  std::string author;  ///< of the changes
  std::string date;    ///< of the changes, "2012-07-09T00:00:00Z"
};

/// The later text as Office Open XML with what changed as tracked changes (ECMA-376 part 1, 17.13):
/// whoever accepts them all has the later text, whoever rejects them all the earlier one, as docx()
/// writes them. docs/formats/docx.md says what becomes what. internal: it could not be packed.
[[nodiscard]] base::Result<std::string> tracked_docx(const Tracked& texts);

}  // namespace comity::render
