#include "grammar/notes.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "grammar/piece.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

struct Note {
  std::size_t order = 0;  ///< place among all paragraphs as they were read
  int page = 0;
  std::string number;
  bool marked = false;
};

struct NoteMark {
  std::string mark;
  std::size_t at = 0;  ///< byte in the text
  bool raised = false;
};

bool is_mark(std::string_view text) {
  const auto all = [&](auto test) { return std::all_of(text.begin(), text.end(), test); };
  if (text.empty() || text.size() > 4) return false;
  return all(is_digit) || all([](char c) { return c == '*'; }) ||
         (text.size() == 1 && is_lower(text.front()));
}

/// The marks that a raised run holds: "1", "1, 2", "**".
void marks_in_raised(std::string_view text, std::size_t at, std::vector<NoteMark>& marks) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = text.find_first_not_of(" ,", i);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" ,", begin), text.size());
    const auto mark = text.substr(begin, end - begin);
    if (is_mark(mark)) marks.push_back({std::string(mark), at + begin, true});
    i = end;
  }
}

/// Stars that follow a letter, as in "Cuba*"; only the head of a document sets them unraised.
void stars_in(std::string_view text, std::size_t at, std::vector<NoteMark>& marks) {
  for (std::size_t i = text.find('*'); i != std::string_view::npos; i = text.find('*', i)) {
    std::size_t end = i;
    while (end < text.size() && text[end] == '*') ++end;
    if (i > 0 && text[i - 1] != ' ') marks.push_back({std::string(end - i, '*'), at + i, false});
    i = end;
  }
}

std::vector<NoteMark> marks_of(const Paragraph& paragraph) {
  const bool head =
      paragraph.kind == ParagraphKind::masthead || paragraph.kind == ParagraphKind::title ||
      paragraph.kind == ParagraphKind::sponsors || paragraph.kind == ParagraphKind::heading;
  std::vector<NoteMark> marks;
  std::size_t at = 0;
  for (const model::Run& run : paragraph.runs) {
    if (run.style.superscript) {
      marks_in_raised(run.text, at, marks);
    } else if (head) {
      stars_in(run.text, at, marks);
    }
    at += run.text.size();
  }
  for (const auto& row : paragraph.rows) {
    for (const model::Cell& cell : row) {
      for (const model::Run& run : cell.runs) {
        if (run.style.superscript) marks_in_raised(run.text, at, marks);
      }
    }
  }
  return marks;
}

int page_at(const Paragraph& paragraph, std::size_t at) {
  for (const model::Place& place : paragraph.places) {
    if (at >= place.begin && at <= place.end) return place.page;
  }
  return paragraph.places.empty() ? 0 : paragraph.places.back().page;
}

class Linker {
 public:
  explicit Linker(std::vector<Paragraph>& paragraphs) : paragraphs_(paragraphs) {}

  std::vector<model::Finding> link() {
    gather();
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) link_marks(i);
    note_unmarked();
    std::stable_partition(paragraphs_.begin(), paragraphs_.end(),
                          [](const Paragraph& p) { return p.kind != ParagraphKind::note; });
    return std::move(findings_);
  }

 private:
  void gather() {
    for (const Paragraph& paragraph : paragraphs_) {
      if (!paragraph.number.empty()) taken_.insert(paragraph.number);
    }
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      Paragraph& paragraph = paragraphs_[i];
      if (paragraph.kind != ParagraphKind::note) continue;
      const std::string mark = bare_label(paragraph.printed);
      if (mark.empty()) continue;
      auto& notes = notes_[mark];
      std::size_t& copy = copies_[mark];
      do {
        ++copy;
        paragraph.number = "fn" + mark + (copy == 1 ? "" : "-" + std::to_string(copy));
      } while (!taken_.insert(paragraph.number).second);
      notes.push_back({i, place_of(paragraph).page, paragraph.number, false});
    }
  }

  /// `notes` are in order of place, so that both searches are by halves.
  static Note* nearest(std::vector<Note>& notes, std::size_t order, int page) {
    if (page > 0) {
      const auto same = std::lower_bound(notes.begin(), notes.end(), page,
                                         [](const Note& n, int p) { return n.page < p; });
      if (same != notes.end() && same->page == page) return &*same;
    }
    const auto next = std::lower_bound(notes.begin(), notes.end(), order,
                                       [](const Note& n, std::size_t o) { return n.order < o; });
    return next != notes.end() ? &*next : &notes.back();
  }

  void link_marks(std::size_t i) {
    Paragraph& paragraph = paragraphs_[i];
    for (const NoteMark& mark : marks_of(paragraph)) {
      const auto found = notes_.find(mark.mark);
      if (found == notes_.end()) {
        if (mark.raised && is_digit(mark.mark.front())) unlinked_.push_back({i, mark});
        continue;
      }
      Note* note = nearest(found->second, i, page_at(paragraph, mark.at));
      note->marked = true;
      auto& footnotes = paragraph.footnotes;
      if (std::find(footnotes.begin(), footnotes.end(), note->number) == footnotes.end()) {
        footnotes.push_back(note->number);
      }
    }
  }

  void note_unmarked() {
    // Without any note the raised figures are exponents, or notes were not read at all.
    for (const auto& [i, mark] : unlinked_) {
      if (notes_.empty()) break;
      findings_.push_back({"notes.mark-without-note", paragraphs_[i].number,
                           place_of(paragraphs_[i]), mark.mark, "a mark without a note"});
    }
    for (auto& [mark, notes] : notes_) {
      for (const Note& note : notes) {
        if (note.marked || !is_digit(mark.front())) continue;
        findings_.push_back({"notes.note-without-mark", note.number,
                             place_of(paragraphs_[note.order]), mark, "a note to the whole text"});
      }
    }
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const model::Finding& a, const model::Finding& b) {
                       return std::pair(a.place.page, a.number) < std::pair(b.place.page, b.number);
                     });
  }

  std::vector<Paragraph>& paragraphs_;
  std::unordered_map<std::string, std::vector<Note>> notes_;
  std::unordered_map<std::string, std::size_t> copies_;
  std::unordered_set<std::string> taken_;
  std::vector<std::pair<std::size_t, NoteMark>> unlinked_;
  std::vector<model::Finding> findings_;
};

}  // namespace

std::vector<model::Finding> link_notes(std::vector<Paragraph>& paragraphs) {
  return Linker(paragraphs).link();
}

}  // namespace comity::grammar
