#include "reading/office/docx.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/office/docx_finish.h"
#include "reading/office/docx_inline.h"
#include "reading/office/docx_numbering.h"
#include "reading/office/docx_package.h"
#include "reading/office/docx_styles.h"
#include "reading/source_lines.h"

// document  = body of blocks, with notes in parts of their own
// block     = paragraph | table | container of blocks
// paragraph = properties runs, where a number comes from the numbering part or stands typed
// The elements are those of ECMA-376, part 1, chapter 17.
namespace comity::reading {
namespace docx {
namespace {

using model::BlockKind;
using Relations = std::vector<Relation>;

constexpr std::string_view kMediaType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr int kMastheadRows = 4;  // a table of so few before all text is its masthead

bool holds_blocks(std::string_view name) {
  return name == "sdt" || name == "sdtContent" || name == "customXml" || name == "smartTag";
}

std::size_t count_cells(XmlNode table, int& rows) {
  std::size_t cells = 0;
  for (auto row = table.first(); row; row = row.next()) {
    if (row.name() != "tr") continue;
    ++rows;
    for (auto cell = row.first(); cell; cell = cell.next()) cells += cell.name() == "tc" ? 1U : 0U;
  }
  return cells;
}

// The paragraph's own mark is deleted, so that it goes on in the next.
bool is_joined_to_next(XmlNode properties) {
  const auto mark = properties ? properties.child("rPr") : XmlNode();
  return mark && (mark.child("del") || mark.child("moveFrom"));
}

bool is_ruling(const std::string& text) {
  return text.size() >= 4 && text.find_first_not_of("_-—= ") == std::string::npos;
}

// The dots that a tabulator is filled with, so that a line of contents is seen as one.
void put_dots(std::vector<model::Run>& runs) {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    const auto tab = run->text.rfind('\t');
    if (tab == std::string::npos) continue;
    run->text.replace(tab, 1, " ...... ");
    return;
  }
}

class Body {
 public:
  Body(const Package& package, const Styles& styles, Numbering numbering)
      : package_(package),
        styles_(styles),
        numbering_(std::move(numbering)),
        inline_(styles, tally_) {}

  void count_notes_by(XmlNode properties) {
    for (const auto& [name, counter] :
         {std::pair{"footnotePr", &inline_.footnotes}, std::pair{"endnotePr", &inline_.endnotes}}) {
      const auto own = properties ? properties.child(name) : XmlNode();
      if (!own) continue;
      if (const auto format = own.child("numFmt")) counter->format = format.attribute("val");
    }
  }

  base::Status read_notes() {
    for (const bool endnotes : {false, true}) {
      COMITY_TRY(notes_[endnotes].part, package_.related(endnotes ? "endnotes" : "footnotes"));
      if (!notes_[endnotes].part) continue;
      for (const auto& relation : package_.relations()) {
        if (relation.kind != (endnotes ? "endnotes" : "footnotes") || relation.external) continue;
        COMITY_TRY(notes_[endnotes].relations, package_.relations_of(relation.target));
        break;
      }
      const auto root = notes_[endnotes].part->root();
      for (auto note = root.first(); note; note = note.next()) {
        notes_[endnotes].by_id.emplace(std::string(note.attribute("id")), note);
      }
    }
    return {};
  }

  void read(XmlNode body) {
    if (body) walk(body, package_.relations());
  }

  std::vector<Draft> take() { return std::exchange(drafts_, {}); }
  [[nodiscard]] const Tally& tally() const { return tally_; }

  base::Status read_furniture(model::Document& document) {
    const InOtherPart other(tally_);
    std::set<std::string> seen;
    for (const auto& relation : package_.relations()) {
      if ((relation.kind != "header" && relation.kind != "footer") || relation.external) continue;
      COMITY_TRY(const auto part, package_.part(relation.target));
      COMITY_TRY(const auto relations, package_.relations_of(relation.target));
      walk(part.root(), relations);
      for (auto& draft : take()) {
        if (!seen.insert(model::text_of(draft.block.runs)).second) continue;
        document.furniture.push_back(std::move(draft.block));
      }
    }
    return {};
  }

 private:
  struct Notes {
    std::optional<XmlPart> part;
    Relations relations;
    std::map<std::string, XmlNode, std::less<>> by_id;
  };

  void walk(XmlNode container, const Relations& relations) {
    for (auto node = container.first(); node; node = node.next()) {
      const auto name = node.name();
      if (name == "p") {
        paragraph(node, relations);
      } else if (name == "tbl") {
        table(node, relations);
      } else if (name == "ins" || name == "moveTo") {
        // Whole paragraphs: it stands before the first of them.
        const auto first = node.child("p");
        (name == "ins" ? tally_.insertions : tally_.moves).add(first ? first : node);
        walk(node, relations);
      } else if (name == "del") {
        tally_.deletions.add(node);
      } else if (name == "AlternateContent") {
        if (const auto branch = chosen_branch(node)) walk(branch, relations);
      } else if (holds_blocks(name)) {
        walk(node, relations);
      }
    }
  }

  void paragraph(XmlNode node, const Relations& relations) {
    const auto properties = node.child("pPr");
    std::string_view style;
    if (properties) {
      if (const auto named = properties.child("pStyle")) style = named.attribute("val");
    }
    auto content = inline_.read(node, style, relations);
    if (is_joined_to_next(properties)) {
      tally_.deletions.add(node);
      std::move(content.runs.begin(), content.runs.end(), std::back_inserter(carried_.runs));
      std::move(content.notes.begin(), content.notes.end(), std::back_inserter(carried_.notes));
      return;
    }
    auto draft = drafted(properties, style, content);
    const bool ruled = draft.second;
    auto& block = draft.first.block;
    if (is_ruling(model::text_of(block.runs)) || (ruled && block.runs.empty())) {
      block.kind = BlockKind::rule;
      block.runs.clear();
      block.label.clear();
    }
    place(block, node.offset());
    if (!block.runs.empty() || !block.label.empty() || block.kind == BlockKind::rule) {
      drafts_.push_back(std::move(draft.first));
    }
    for (const auto& box : content.boxes) walk(box, relations);
    for (const auto& note : content.notes) put_note(note);
  }

  // The paragraph's block, and whether a line is drawn at it.
  std::pair<Draft, bool> drafted(XmlNode properties, std::string_view style, Inline& content) {
    Draft draft;
    auto format = styles_.paragraph(style);
    const auto own = paragraph_format(properties);
    const bool list_of_style = format.list_of_style && !own.list;
    const auto style_format = format;
    format.put(own);
    std::optional<Numbered> numbered;
    if (format.list && *format.list != "0") {
      numbered = numbering_.next(*format.list, format.list_level, styles_.known(style));
    }
    if (numbered) {
      draft.block.label = numbered->label;
      draft.bullet = numbered->bullet;
      // A list that the paragraph names itself prevails over its style; one of the style does not.
      const auto settle = [&](auto ParagraphFormat::* value, const auto& listed) {
        if (own.*value || !listed || (list_of_style && style_format.*value)) return;
        format.*value = listed;
      };
      settle(&ParagraphFormat::left, numbered->left);
      settle(&ParagraphFormat::first, numbered->first);
    }
    draft.outline = format.outline;
    draft.block.centred = format.centred.value_or(false);
    draft.block.indent = format.left.value_or(0);
    draft.block.label_indent = draft.block.indent + format.first.value_or(0);
    draft.block.size = content.size;
    draft.block.runs = std::exchange(carried_.runs, {});
    std::move(content.runs.begin(), content.runs.end(), std::back_inserter(draft.block.runs));
    auto notes = std::exchange(carried_.notes, {});
    content.notes.insert(content.notes.begin(), notes.begin(), notes.end());
    if (format.dotted.value_or(false)) put_dots(draft.block.runs);
    tidy(draft.block);
    return {std::move(draft), format.ruled.value_or(false)};
  }

  static void place(model::Block& block, std::uint64_t offset) {
    model::Place place;
    place.end = static_cast<std::uint32_t>(model::text_of(block.runs).size());
    place.offset = offset;
    block.places = {place};
  }

  void put_note(const NoteReference& reference) {
    auto& notes = notes_[reference.endnote];
    const auto found = notes.by_id.find(reference.id);
    if (found == notes.by_id.end() || in_note_ ||
        !put_.insert({reference.endnote, reference.id}).second) {
      return;
    }
    in_note_ = true;
    const InOtherPart notes_part(tally_);
    auto drafts = std::exchange(drafts_, {});
    walk(found->second, notes.relations);
    Draft note;
    note.block = joined(take());
    drafts_ = std::move(drafts);
    in_note_ = false;
    note.block.kind = BlockKind::note;
    note.block.label = reference.mark;
    if (const auto text = model::text_of(note.block.runs);
        !reference.mark.empty() && text.starts_with(reference.mark)) {
      drop_head(note.block.runs, reference.mark.size());  // a mark of its own is typed here too
    }
    place(note.block, found->second.offset());
    drafts_.push_back(std::move(note));
  }

  // One block with the text of several, each with its label.
  static model::Block joined(std::vector<Draft> drafts) {
    model::Block out;
    for (auto& draft : drafts) {
      auto& runs = draft.block.runs;
      if (!draft.block.label.empty()) runs.insert(runs.begin(), {draft.block.label + " ", {}, {}});
      for (auto& row : draft.block.rows) {
        for (auto& cell : row) {
          if (!runs.empty()) runs.push_back({" ", {}, {}});
          std::move(cell.runs.begin(), cell.runs.end(), std::back_inserter(runs));
        }
      }
      if (!out.runs.empty() && !runs.empty()) out.runs.back().text += ' ';
      std::move(runs.begin(), runs.end(), std::back_inserter(out.runs));
      out.size = std::max(out.size, draft.block.size);
    }
    tidy(out.runs);
    return out;
  }

  void table(XmlNode node, const Relations& relations) {
    int rows = 0;
    const auto cells = count_cells(node, rows);
    // A table of one cell is a frame around text; a small one before all text is a masthead, whose
    // lines are told apart.
    if (cells <= 1 || (rows <= kMastheadRows && drafts_.empty())) {
      walk_cells(node, relations);
      return;
    }
    Draft draft;
    draft.block.kind = BlockKind::table;
    std::vector<Draft> beside;  // notes, which follow the table
    read_rows(node, relations, draft.block, beside);
    place(draft.block, node.offset());
    if (!draft.block.rows.empty()) drafts_.push_back(std::move(draft));
    std::move(beside.begin(), beside.end(), std::back_inserter(drafts_));
  }

  void walk_cells(XmlNode node, const Relations& relations) {
    for (auto child = node.first(); child; child = child.next()) {
      const auto name = child.name();
      if (name == "tc") {
        walk(child, relations);
      } else if (name == "tr" || holds_blocks(name)) {
        if (!is_deleted(child)) walk_cells(child, relations);
      }
    }
  }

  bool is_deleted(XmlNode row) {
    const auto properties = row.child("trPr");
    if (!properties) return false;
    if (properties.child("ins")) tally_.insertions.add(row);
    if (!properties.child("del")) return false;
    tally_.deletions.add(row);
    return true;
  }

  void read_rows(XmlNode node, const Relations& relations, model::Block& block,
                 std::vector<Draft>& beside) {
    for (auto child = node.first(); child; child = child.next()) {
      const auto name = child.name();
      if (holds_blocks(name)) {
        read_rows(child, relations, block, beside);
      } else if (name == "tr" && !is_deleted(child)) {
        block.rows.emplace_back();
        read_cells(child, relations, block, beside);
        if (block.rows.back().empty()) block.rows.pop_back();
      }
    }
  }

  void read_cells(XmlNode row, const Relations& relations, model::Block& block,
                  std::vector<Draft>& beside) {
    for (auto child = row.first(); child; child = child.next()) {
      if (holds_blocks(child.name())) read_cells(child, relations, block, beside);
      if (child.name() != "tc") continue;
      auto drafts = std::exchange(drafts_, {});
      walk(child, relations);
      auto inner = take();
      drafts_ = std::move(drafts);
      const auto notes = std::stable_partition(inner.begin(), inner.end(), [](const Draft& draft) {
        return draft.block.kind != BlockKind::note;
      });
      std::move(notes, inner.end(), std::back_inserter(beside));
      inner.erase(notes, inner.end());
      auto cell = joined(std::move(inner));
      block.size = std::max(block.size, cell.size);
      block.rows.back().push_back({std::move(cell.runs)});
    }
  }

  const Package& package_;
  const Styles& styles_;
  Numbering numbering_;
  Tally tally_;
  InlineReader inline_;
  Notes notes_[2];  // footnotes, endnotes
  std::set<std::pair<bool, std::string>> put_;
  bool in_note_ = false;
  Inline carried_;  // of paragraphs that go on in the next
  std::vector<Draft> drafts_;
};

/// The paragraph in which, or behind which, a byte of the main part stands; null before the first.
const model::Block* paragraph_at(const std::vector<model::Block>& blocks, std::uint64_t offset) {
  const model::Block* found = nullptr;
  for (const auto& block : blocks) {
    if (block.kind == BlockKind::note || block.places.empty()) continue;
    const auto own = block.places.front().offset;
    if (own <= offset && (found == nullptr || own >= found->places.front().offset)) found = &block;
  }
  return found;
}

/// By what a person finds a paragraph again: "12. “Requests the Secretary-General …”".
std::string called(const model::Block& block) {
  constexpr std::size_t kShown = 40;
  auto text = model::text_of(block.runs);
  if (text.empty() && !block.rows.empty() && !block.rows.front().empty()) {
    text = model::text_of(block.rows.front().front().runs);
  }
  if (text.size() > kShown) {
    auto end = text.rfind(' ', kShown);
    if (end == std::string::npos || end == 0) end = kShown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end) + " …";
  }
  return (block.label.empty() ? "" : block.label + " ") + "“" + text + "”";
}

/// The first few paragraphs that have one of those counted.
std::string places_of(const Count& count, const std::vector<model::Block>& blocks) {
  constexpr std::size_t kShown = 5;
  std::vector<const model::Block*> found;
  for (const auto offset : count.offsets) {
    const auto* block = paragraph_at(blocks, offset);
    if (block == nullptr || (!found.empty() && found.back() == block)) continue;
    found.push_back(block);
  }
  std::string out;
  for (std::size_t i = 0; i < found.size() && i < kShown; ++i) {
    out += (i == 0 ? "" : ", ") + called(*found[i]);
  }
  if (found.size() > kShown) out += ", …";
  return out.empty() ? "–" : out;
}

std::vector<model::Finding> findings_of(const Tally& tally,
                                        const std::vector<model::Block>& blocks) {
  std::vector<model::Finding> out;
  const auto tell = [&](const Count& count, std::string rule) {
    if (count.times == 0) return;
    model::Finding finding;
    finding.rule = std::move(rule);
    if (!count.offsets.empty()) finding.place.offset = count.offsets.front();
    finding.saw = std::to_string(count.times);
    finding.assumed = places_of(count, blocks);
    out.push_back(std::move(finding));
  };
  tell(tally.insertions, "reading.tracked-insertions");
  tell(tally.deletions, "reading.tracked-deletions");
  tell(tally.moves, "reading.tracked-moves");
  tell(tally.comments, "reading.comments");
  tell(tally.hidden, "reading.hidden-text");
  return out;
}

base::Result<model::Document> read_package(const Package& package) {
  COMITY_TRY(const auto styles_part, package.related("styles"));
  const Styles styles = styles_part ? Styles(styles_part->root()) : Styles();
  COMITY_TRY(const auto numbering_part, package.related("numbering"));
  COMITY_TRY(const auto settings, package.related("settings"));
  COMITY_TRY(const auto main, package.part(package.main_name()));
  const auto body_node = main.root() ? main.root().child("body") : XmlNode();

  Body body(package, styles,
            numbering_part ? Numbering(numbering_part->root(), styles) : Numbering());
  if (settings) body.count_notes_by(settings->root());
  if (body_node) body.count_notes_by(body_node.child("sectPr"));
  COMITY_CHECK(body.read_notes());
  body.read(body_node);

  model::Document document;
  document.media_type = kMediaType;
  document.producer = package.producer();
  document.blocks = finish(body.take());
  COMITY_CHECK(body.read_furniture(document));
  document.findings = findings_of(body.tally(), document.blocks);
  if (document.blocks.empty()) {
    return base::fail(base::ErrorKind::corrupt, "the Word document holds no text",
                      package.main_name(), "get a whole copy of the file");
  }
  return document;
}

}  // namespace
}  // namespace docx

base::Result<model::Document> read_docx(std::string_view bytes) {
  COMITY_TRY(const auto package, docx::Package::open(bytes));
  return docx::read_package(package);
}

}  // namespace comity::reading
