#pragma once

#include <vector>

#include "search/query/query_node.h"
#include "search/segments/segment.h"
#include "search/segments/snapshot_state.h"

// From the words of a question to the posting lists of a segment.
namespace comity::search {

struct FieldList {
  Field field = Field::text;
  PostingList list;
};

/// The lists found, each once. `damaged`: the dictionary or a list's place could not be read.
struct TermLists {
  std::vector<FieldList> lists;
  bool damaged = false;
};

[[nodiscard]] std::vector<Field> fields_in(const Fields& fields);

/// Any form of the word, in any language.
[[nodiscard]] TermLists lists_of_word(const Segment& segment, const QueryTerm& term,
                                      const Fields& fields);
/// The word as it is written; accents are free where the question has none.
[[nodiscard]] TermLists lists_of_form(const Segment& segment, const QueryTerm& term,
                                      const Fields& fields);
/// All words that begin so.
[[nodiscard]] TermLists lists_of_prefix(const Segment& segment, const QueryTerm& term,
                                        const Fields& fields);

/// How many documents of a list, in a segment of so many, the asker may see.
[[nodiscard]] std::uint64_t visible_in(const PostingList& list, const VisibleDocuments& visible,
                                       std::uint32_t documents);

}  // namespace comity::search
