#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "model/document.h"
#include "reading/markup/tree.h"

namespace comity::reading {

/// What an element of HTML does to the text in it.
enum class Role : std::uint8_t {
  text,  ///< nothing: a part of the line
  skipped,
  block,
  heading,
  list,
  item,
  table,
  rule,
  line_break,
  italic,
  bold,
  raised,
  link,
  verbatim,  ///< its lines are lines
};
[[nodiscard]] Role role_of(const Node& element);

/// The style that an element's own `style` attribute asks for, over the one around it.
[[nodiscard]] model::Style styled(const Node& element, model::Style style);
[[nodiscard]] bool is_centred(const Node& element);

/// Counts the items of one list and gives each its label.
class ListCounter {
 public:
  explicit ListCounter(const Node& list);
  /// "3.", "c.", "iii.", "•", or empty where the list shows none.
  [[nodiscard]] std::string label_of(const Node& item);

 private:
  char type_ = '*';
  long next_ = 1;
};

/// Where a page's notes stand and what marks them: links with a mark for text that lead within the
/// page and look like a note's ([1], raised, or called so).
class NoteAnchors {
 public:
  explicit NoteAnchors(const Node& root);

  /// The mark that a link shows, where it leads to a note; else empty.
  [[nodiscard]] std::string mark_of(const Node& link) const;
  /// The mark of the note that an element is the text of; else empty.
  [[nodiscard]] std::string note_of(const Node& element) const;
  /// Whether a link in a note leads back to its mark: it shows no word.
  [[nodiscard]] static bool leads_back(const Node& link);

 private:
  void collect_names(const Node& node);
  void collect_links(const Node& node, bool raised);
  [[nodiscard]] const std::string* target_of(const Node& node) const;
  [[nodiscard]] std::size_t targets_in(const Node& node) const;

  std::set<std::string, std::less<>> names_;               ///< every id of the page
  std::map<std::string, std::string, std::less<>> marks_;  ///< of notes, by id
  std::set<const Node*> links_;                            ///< that lead to notes
};

}  // namespace comity::reading
