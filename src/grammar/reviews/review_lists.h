#pragma once

#include <string>
#include <vector>

#include "grammar/reviews/review_words.h"
#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// A list of the conclusions: its head and what the head says of all its items.
struct RecommendationList {
  std::string number;               ///< canonical number of the head: "119"
  std::string text;                 ///< of the head
  std::vector<std::string> put_to;  ///< States to whom the head says that its items are put
  std::vector<std::size_t> items;   ///< indices into Conclusions::items
};

/// One recommendation or pledge as a paragraph, not yet parted into clauses.
struct ListItem {
  std::size_t paragraph = 0;  ///< index into Conclusions::paragraphs
  std::string number;
  std::string printed;
  std::string theme;
};

/// The section "Conclusions and/or recommendations" and what follows it, in order.
struct Conclusions {
  std::vector<model::Paragraph> paragraphs;
  std::vector<RecommendationList> lists;  ///< also paragraphs of prose: lists without items
  std::vector<ListItem> items;
  std::vector<ListItem> pledges;
  std::vector<model::Finding> findings;
};

/// Finds the lists and their items in the paragraphs from the section's heading to the end of the
/// report, giving every item a paragraph of its own.
[[nodiscard]] Conclusions read_conclusions(std::vector<model::Paragraph> paragraphs,
                                           const names::Register& states, const ReviewWords& words);

}  // namespace comity::grammar
