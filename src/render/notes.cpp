#include "render/notes.h"

namespace comity::render {
namespace {

using model::Paragraph;

bool is_of_mark(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

}  // namespace

std::string bare_mark(std::string_view printed) {
  std::string out;
  for (const char c : printed) {
    if (c != '[' && c != ']' && c != '(' && c != ')' && c != '.' && c != ' ') out += c;
  }
  return out;
}

Notes::Notes(const model::Reading& reading) {
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind != model::ParagraphKind::note) continue;
    notes_.push_back(&paragraph);
    if (!paragraph.number.empty()) by_number_.emplace(paragraph.number, &paragraph);
  }
}

std::string Notes::mark_of(const std::string& number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? std::string() : bare_mark(found->second->printed);
}

// The paragraph's next note, where this is its mark.
const Paragraph* Notes::marked_by(const Paragraph& paragraph, std::string_view mark,
                                  std::size_t next) const {
  if (next >= paragraph.footnotes.size()) return nullptr;
  const auto found = by_number_.find(paragraph.footnotes[next]);
  if (found == by_number_.end() || bare_mark(found->second->printed) != mark) return nullptr;
  return found->second;
}

std::vector<Notes::Piece> Notes::pieces(const Paragraph& paragraph, std::string_view raised,
                                        std::size_t& next) {
  std::vector<Piece> out;
  for (std::size_t i = 0; i < raised.size();) {
    const bool mark = is_of_mark(raised[i]);
    std::size_t end = i;
    while (end < raised.size() && is_of_mark(raised[end]) == mark) ++end;
    Piece piece{raised.substr(i, end - i)};
    if (mark) piece.note = marked_by(paragraph, piece.text, next);
    if (piece.note != nullptr) {
      ++next;
      piece.first = marked_.insert(piece.note).second;
    }
    out.push_back(piece);
    i = end;
  }
  return out;
}

std::vector<const Paragraph*> Notes::unmarked() const {
  std::vector<const Paragraph*> out;
  for (const auto* note : notes_) {
    if (!marked_.contains(note)) out.push_back(note);
  }
  return out;
}

}  // namespace comity::render
