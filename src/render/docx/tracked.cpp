#include "render/tracked_docx.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <utility>

#include "render/docx/sheet.h"
#include "render/docx/side.h"
#include "render/docx/steps.h"

namespace comity::render {
namespace {

using docx_parts::Cursor;
using docx_parts::Inked;
using docx_parts::Sheet;
using docx_parts::Side;
using docx_parts::Step;
using model::Paragraph;
using model::ParagraphKind;
using model::Run;
using pugi::xml_node;

/// What became of a run, or of the end of a paragraph.
enum class Fate : std::uint8_t { kept, inserted, deleted, moved_off, moved_in };

const char* element_of(Fate fate) {
  switch (fate) {
    case Fate::inserted:
      return "w:ins";
    case Fate::deleted:
      return "w:del";
    case Fate::moved_off:
      return "w:moveFrom";
    case Fate::moved_in:
      return "w:moveTo";
    case Fate::kept:
      break;
  }
  return "";
}

/// What holds the words of a run.
const char* words_element(Fate fate) { return fate == Fate::deleted ? "w:delText" : "w:t"; }

void describe(xml_node properties, const Side& side, std::size_t at) {
  const auto& paragraph = side.reading.paragraphs[at];
  if (paragraph.kind == ParagraphKind::note) {
    docx_parts::value(properties, "w:pStyle", "Note");
  } else {
    docx_parts::describe(properties, paragraph, side.depth[at]);
  }
}

/// For comparing what is said of two paragraphs.
std::string print(xml_node properties) {
  std::string text;
  for (auto child : properties.children()) {
    text += child.name();
    for (auto attribute : child.attributes()) text += std::string("=") + attribute.value();
    text += ' ';
  }
  return text;
}

class TrackedWriter {
 public:
  explicit TrackedWriter(Tracked texts)
      : texts_(std::move(texts)), from_(texts_.from), to_(texts_.to), sheet_(texts_.to.language) {
    texts_.pairs = docx_parts::told_pairs(texts_, from_, to_);
    for (const auto& pair : texts_.pairs) {
      if (texts_.to.paragraphs[pair.to].kind != ParagraphKind::note) continue;
      // A note with several parts has no mark to share.
      if (!notes_.emplace(pair.from, &pair).second) notes_[pair.from] = nullptr;
    }
  }

  base::Result<std::string> write() {
    for (const auto& step : docx_parts::steps_between(texts_, from_.standing, to_.standing)) {
      switch (step.kind) {
        case Step::Kind::kept:
          kept(step);
          break;
        case Step::Kind::removed:
          alone(from_, step.from.front(), Fate::deleted);
          break;
        case Step::Kind::added:
          alone(to_, step.to.front(), Fate::inserted);
          break;
        case Step::Kind::moved_off:
          moved(from_, step.from.front(), step, Fate::moved_off);
          break;
        case Step::Kind::moved_in:
          moved(to_, step.to.front(), step, Fate::moved_in);
          break;
      }
    }
    return sheet_.packed(texts_.to.title, texts_.work);
  }

 private:
  /// Says of a change who made it, and when.
  void sign(xml_node node) {
    node.append_attribute("w:id") = ++change_;
    node.append_attribute("w:author") = texts_.author.c_str();
    if (!texts_.date.empty()) node.append_attribute("w:date") = texts_.date.c_str();
  }

  xml_node changed(xml_node node, Fate fate) {
    if (fate == Fate::kept) return node;
    auto out = node.append_child(element_of(fate));
    sign(out);
    return out;
  }

  xml_node run(xml_node node, const Run& run, std::string_view text, Fate fate) {
    return sheet_.run(changed(sheet_.linked(node, run), fate), run, text, words_element(fate));
  }

  /// A paragraph of that side; `end` is what became of its end, that is whether the next one goes
  /// on in it.
  xml_node begin(const Side& side, std::size_t at, Fate end) {
    auto node = sheet_.body().append_child("w:p");
    auto properties = node.append_child("w:pPr");
    describe(properties, side, at);
    if (end != Fate::kept) changed(properties.append_child("w:rPr"), end);
    return node;
  }

  // What was said of a paragraph that is kept, where it is said otherwise now.
  void was(xml_node node, std::size_t from) {
    auto properties = node.child("w:pPr");
    pugi::xml_document before;
    auto earlier = before.append_child("w:pPr");
    describe(earlier, from_, from);
    if (print(earlier) == print(properties)) return;
    auto change = properties.append_child("w:pPrChange");
    sign(change);
    change.append_copy(earlier);
  }

  void kept(const Step& step) {
    if (texts_.to.paragraphs[step.to.front()].kind == ParagraphKind::table) {
      table(to_, step.to.front(), Fate::kept);
      return;
    }
    std::vector<Cursor> earlier;
    std::vector<Cursor> later;
    earlier.reserve(step.from.size());
    later.reserve(step.to.size());
    for (const auto at : step.from) earlier.emplace_back(from_.inked[at]);
    for (const auto at : step.to) later.emplace_back(to_.inked[at]);
    const auto same = step.words.empty() ? to_.words(step.to.front()) : std::string();
    const auto count = std::max(earlier.size(), later.size());
    for (std::size_t i = 0; i < count; ++i) {
      part(step, i, earlier[earlier.size() == 1 ? 0 : i], later[later.size() == 1 ? 0 : i],
           step.words.empty() ? std::vector<HeldWords>{{Holder::both, same}} : step.words[i]);
    }
  }

  // A paragraph that was split has got more ends, one that was merged has lost some.
  void part(const Step& step, std::size_t i, Cursor& earlier, Cursor& later,
            const std::vector<HeldWords>& told) {
    const bool split = step.to.size() > 1;
    const bool merged = step.from.size() > 1;
    const bool last = i + 1 == std::max(step.from.size(), step.to.size());
    const auto from = step.from[merged ? i : 0];
    const auto to = step.to[split ? i : 0];
    // Paragraphs that are joined are what the last of them is.
    auto node = merged && !last ? begin(from_, from, Fate::deleted)
                                : begin(to_, to, last ? Fate::kept : Fate::inserted);
    if (last) was(node, from);
    labels(node, i == 0 || merged ? &texts_.from.paragraphs[from] : nullptr,
           i == 0 || split ? &texts_.to.paragraphs[to] : nullptr);
    words(node, told, earlier, later);
    marks(node, merged || last ? &earlier : nullptr, split || last ? &later : nullptr);
  }

  void labels(xml_node node, const Paragraph* from, const Paragraph* to) {
    const auto is_note = [](const Paragraph& of) { return of.kind == ParagraphKind::note; };
    if (from != nullptr && to != nullptr && from->printed == to->printed &&
        is_note(*from) == is_note(*to)) {
      label(node, *to, Fate::kept);
      return;
    }
    if (from != nullptr) label(node, *from, Fate::deleted);
    if (to != nullptr) label(node, *to, Fate::inserted);
  }

  // A number is typed as it is printed: one that is counted anew would be another's.
  void label(xml_node node, const Paragraph& paragraph, Fate fate) {
    if (paragraph.kind == ParagraphKind::note) {
      Run mark;
      mark.style.superscript = true;
      mark.text = bare_mark(paragraph.printed);
      if (mark.text.empty()) return;
      run(node, mark, mark.text, fate);
      run(node, {}, " ", fate);
    } else if (!paragraph.printed.empty() && paragraph.kind != ParagraphKind::rule) {
      run(node, {}, paragraph.printed, fate).append_child("w:tab");
    }
  }

  void words(xml_node node, const std::vector<HeldWords>& told, Cursor& earlier, Cursor& later) {
    for (const auto& piece : told) {
      if (piece.holder == Holder::earlier) {
        take(node, from_, earlier, piece.text.size(), Fate::deleted);
      } else if (piece.holder == Holder::later) {
        take(node, to_, later, piece.text.size(), Fate::inserted);
      } else {
        take_both(node, earlier, later, piece.text.size());
      }
    }
  }

  /// So many bytes of one side, with the marks of notes before them.
  void take(xml_node node, const Side& side, Cursor& cursor, std::size_t bytes, Fate fate) {
    while (bytes > 0 && !cursor.ended()) {
      if (cursor.at_mark()) {
        mark(node, side, cursor.piece(), fate);
        cursor.pass_mark();
        continue;
      }
      const auto text = cursor.words().substr(0, bytes);
      run(node, cursor.piece().run, text, fate);
      bytes -= text.size();
      cursor.pass(text.size());
    }
  }

  void take_both(xml_node node, Cursor& earlier, Cursor& later, std::size_t bytes) {
    marks(node, &earlier, &later);
    while (bytes > 0 && !earlier.ended() && !later.ended()) {
      const auto size = std::min({bytes, earlier.words().size(), later.words().size()});
      common(node, earlier.piece().run, later.piece().run, later.words().substr(0, size));
      bytes -= size;
      earlier.pass(size);
      later.pass(size);
      // Marks behind the words are theirs; those before the next ones too.
      marks(node, &earlier, &later);
    }
  }

  /// The same words, which may look otherwise now.
  void common(xml_node node, const Run& from, const Run& to, std::string_view text) {
    if (from.link != to.link) {
      run(node, from, text, Fate::deleted);
      run(node, to, text, Fate::inserted);
      return;
    }
    auto out = run(node, to, text, Fate::kept);
    if (from.style == to.style) return;
    auto properties = out.child("w:rPr");
    if (!properties) properties = out.prepend_child("w:rPr");
    auto change = properties.append_child("w:rPrChange");
    sign(change);
    if (!sheet_.look(change, from)) change.append_child("w:rPr");
  }

  // ---- notes

  /// The marks at which the two are; null: none of that side.
  void marks(xml_node node, Cursor* earlier, Cursor* later) {
    const auto waits = [](const Cursor* cursor) { return cursor != nullptr && cursor->at_mark(); };
    while (waits(earlier) || waits(later)) {
      if (waits(earlier) && waits(later) && share(node, earlier->piece(), later->piece())) {
        earlier->pass_mark();
        later->pass_mark();
        continue;
      }
      if (waits(earlier)) {
        mark(node, from_, earlier->piece(), Fate::deleted);
        earlier->pass_mark();
      }
      if (waits(later)) {
        mark(node, to_, later->piece(), Fate::inserted);
        later->pass_mark();
      }
    }
  }

  [[nodiscard]] int& next_mark(const Side& side) { return &side == &from_ ? next_from_ : next_to_; }

  // Marks that count 1, 2, 3 are left to the word processor; others are typed.
  bool counted(const Side& side, const Inked& mark) {
    return mark.run.text == std::to_string(next_mark(side));
  }

  void mark(xml_node node, const Side& side, const Inked& mark, Fate fate) {
    if (mark.note == nullptr) {
      run(node, mark.run, mark.run.text, fate);
      return;
    }
    const bool counts = counted(side, mark);
    if (counts) ++next_mark(side);
    auto note = sheet_.begin_note(changed(node, fate), mark.run.text, counts, words_element(fate));
    for (const auto& piece : side.inked[side.places.at(mark.note)]) {
      run(note, piece.run, piece.run.text, Fate::kept);
    }
    sheet_.end_note();
  }

  /// Whether the two marks are one, which is written then, with what changed in its note.
  bool share(xml_node node, const Inked& from, const Inked& to) {
    if (from.run.text != to.run.text || (from.note == nullptr) != (to.note == nullptr)) {
      return false;
    }
    if (from.note == nullptr) {
      run(node, to.run, to.run.text, Fate::kept);
      return true;
    }
    const auto pair = notes_.find(from_.places.at(from.note));
    if (pair == notes_.end() || pair->second == nullptr ||
        pair->second->to != to_.places.at(to.note) || counted(from_, from) != counted(to_, to)) {
      return false;
    }
    const bool counts = counted(to_, to);
    if (counts) {
      ++next_from_;
      ++next_to_;
    }
    auto note = sheet_.begin_note(node, to.run.text, counts);
    Cursor earlier(from_.inked[pair->second->from]);
    Cursor later(to_.inked[pair->second->to]);
    words(note, pair->second->words, earlier, later);
    marks(note, &earlier, &later);
    sheet_.end_note();
    return true;
  }

  // ---- what stands in one text alone, or elsewhere in the other

  void alone(const Side& side, std::size_t at, Fate fate) {
    if (side.reading.paragraphs[at].kind == ParagraphKind::table) {
      table(side, at, fate);
      return;
    }
    auto node = begin(side, at, fate);
    label(node, side.reading.paragraphs[at], fate);
    all(node, side, side.inked[at], fate);
  }

  void all(xml_node node, const Side& side, const std::vector<Inked>& pieces, Fate fate) {
    for (const auto& piece : pieces) {
      if (piece.mark) {
        mark(node, side, piece, fate);
      } else {
        run(node, piece.run, piece.run.text, fate);
      }
    }
  }

  void moved(const Side& side, std::size_t at, const Step& step, Fate fate) {
    const bool off = fate == Fate::moved_off;
    const auto own = off ? Fate::deleted : Fate::inserted;
    if (side.reading.paragraphs[at].kind == ParagraphKind::table) {
      table(side, at, own);
      return;
    }
    auto node = begin(side, at, fate);
    auto range = node.append_child(off ? "w:moveFromRangeStart" : "w:moveToRangeStart");
    sign(range);
    range.append_attribute("w:name") = ("move" + std::to_string(step.move)).c_str();
    const auto id = range.attribute("w:id").as_int();
    label(node, side.reading.paragraphs[at], fate);
    Cursor cursor(side.inked[at]);
    for (const auto& piece : step.words.front()) {
      if (piece.holder == Holder::both) {
        take(node, side, cursor, piece.text.size(), fate);
      } else if ((piece.holder == Holder::earlier) == off) {
        take(node, side, cursor, piece.text.size(), own);
      }
    }
    while (cursor.at_mark()) {
      mark(node, side, cursor.piece(), fate);
      cursor.pass_mark();
    }
    sheet_.body()
        .append_child(off ? "w:moveFromRangeEnd" : "w:moveToRangeEnd")
        .append_attribute("w:id") = id;
  }

  void table(const Side& side, std::size_t at, Fate fate) {
    const auto columns = docx_parts::columns_of(side.reading.paragraphs[at]);
    auto table = sheet_.table(columns);
    for (const auto& row : side.rows.at(at)) {
      auto out = table.append_child("w:tr");
      if (fate != Fate::kept) changed(out.append_child("w:trPr"), fate);
      for (std::size_t i = 0; i < std::max<std::size_t>(row.size(), 1); ++i) {
        auto cell = Sheet::cell(out, i, row.size(), columns);
        if (i < row.size()) all(cell, side, row[i], fate);
      }
    }
    // A table does not end a document, and two in a row would be one.
    auto behind = sheet_.body().append_child("w:p");
    if (fate != Fate::kept) changed(behind.append_child("w:pPr").append_child("w:rPr"), fate);
  }

  Tracked texts_;
  Side from_;
  Side to_;
  Sheet sheet_;
  std::map<std::size_t, const TrackedPair*> notes_;  // by the earlier one
  int change_ = 0;
  int next_from_ = 1;
  int next_to_ = 1;
};

}  // namespace

std::string words_of(const Paragraph& paragraph) {
  std::string text;
  for (const auto& run : paragraph.runs) {
    if (!run.style.superscript || paragraph.footnotes.empty()) text += run.text;
  }
  for (const auto& row : paragraph.rows) {
    for (const auto& cell : row) {
      if (!text.empty()) text += ' ';
      text += model::text_of(cell.runs);
    }
  }
  return text;
}

base::Result<std::string> tracked_docx(const Tracked& texts) {
  return TrackedWriter(texts).write();
}

}  // namespace comity::render
