#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "reading/office/docx_package.h"
#include "reading/office/docx_styles.h"
#include "reading/office/xml.h"

namespace comity::reading::docx {

/// How often a document has something of one kind, and where.
struct Count {
  std::size_t times = 0;
  std::vector<std::uint64_t> offsets;  ///< bytes of the main part, of the first of them
  void add(XmlNode node);
};

/// What a document has beside the text that is kept.
struct Tally {
  Count insertions;
  Count deletions;
  Count moves;
  Count comments;
  Count hidden;
};

/// While it lives what is counted stands in another part than the main one, where its places mean
/// nothing.
class InOtherPart {
 public:
  explicit InOtherPart(Tally& tally);
  InOtherPart(const InOtherPart&) = delete;
  InOtherPart& operator=(const InOtherPart&) = delete;
  ~InOtherPart();

 private:
  static constexpr Count Tally::* kCounts[] = {&Tally::insertions, &Tally::deletions, &Tally::moves,
                                               &Tally::comments, &Tally::hidden};
  Tally& tally_;
  std::size_t before_[std::size(kCounts)];
};

/// How notes are counted.
struct NoteCounter {
  std::string format;
  int next = 1;
};

struct NoteReference {
  std::string id;
  std::string mark;
  bool endnote = false;
};

/// What a paragraph holds. In the runs a tabulator is "\t" and a line's end "\n"; nothing is
/// cleaned yet.
struct Inline {
  std::vector<model::Run> runs;
  std::vector<NoteReference> notes;
  std::vector<XmlNode> boxes;  ///< text boxes that are anchored here
  float size = 0;              ///< commonest, in points
};

/// Reads what stands in paragraphs, in their order: fields may go on from one to the next.
/// Tracked changes are taken as accepted; of a field the result is kept and not its instruction.
class InlineReader {
 public:
  InlineReader(const Styles& styles, Tally& tally) : styles_(styles), tally_(tally) {}

  /// `relations` are those of the part in which the paragraph stands.
  [[nodiscard]] Inline read(XmlNode paragraph, std::string_view style,
                            const std::vector<Relation>& relations);

  NoteCounter footnotes{"decimal", 1};
  NoteCounter endnotes{"lowerRoman", 1};

 private:
  struct Setting {
    RunFormat format;
    std::string_view link;
  };
  struct Field {
    std::string instruction;
    std::string link;
    bool shows_result = false;
  };

  void take_children(XmlNode node, const Setting& setting);
  void take(XmlNode node, const Setting& setting);
  void take_run(XmlNode node, const Setting& setting);
  void take_sign(std::string_view name, XmlNode node, const Setting& setting);
  void take_link(XmlNode node, Setting setting);
  void take_note(XmlNode node, bool endnote, const Setting& setting);
  void take_field_sign(XmlNode node);
  void add(std::string_view text, const Setting& setting);
  [[nodiscard]] bool visible() const;

  const Styles& styles_;
  Tally& tally_;
  std::vector<Field> fields_;  ///< open ones, the innermost last
  // Of the paragraph that is being read.
  Inline out_;
  std::string_view style_;
  const std::vector<Relation>* relations_ = nullptr;
  bool awaits_mark_ = false;  ///< the next text is the mark of the last note
  std::vector<std::pair<float, std::size_t>> sizes_;
};

/// The branch of an AlternateContent that is read; the other says the same in another way.
[[nodiscard]] XmlNode chosen_branch(XmlNode alternate);

}  // namespace comity::reading::docx
