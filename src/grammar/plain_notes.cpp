#include "grammar/plain_notes.h"

#include <optional>
#include <string>
#include <utility>

#include "grammar/plain.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;

constexpr std::size_t kDigits = 3;

/// The number at the head of a piece that may be a note, 0 in others, and where its text begins.
struct NoteHead {
  int number = 0;
  std::size_t text = 0;
  bool bracketed = false;
};

NoteHead note_head(const Piece& piece) {
  if (piece.block != BlockKind::paragraph && piece.block != BlockKind::list_item) return {};
  // "1 December 2021" under a resolution ends without a stop.
  if (end_mark(piece.paragraph.runs) != '.') return {};
  const std::string& printed = piece.paragraph.printed;
  if (!printed.empty()) {
    const auto number = printed.front() == '(' ? number_at(printed, 1, kDigits) : std::nullopt;
    const bool whole = number && number->end + 1 == printed.size() && printed.back() == ')';
    return whole ? NoteHead{number->value, 0, true} : NoteHead();
  }
  const auto number = number_at(piece.text, 0, kDigits);
  const std::size_t begin = number ? past_space(piece.text, number->end) : 0;
  if (!number || begin == number->end || begin >= piece.text.size()) return {};
  return {number->value, begin, false};
}

/// The first of the lines at the end that count from one; behind the last where none do.
std::size_t first_note(const std::vector<Piece>& pieces) {
  std::size_t at = pieces.size();
  int wanted = pieces.empty() ? 0 : note_head(pieces.back()).number;
  while (wanted > 0 && at > 0 && note_head(pieces[at - 1]).number == wanted) {
    --at;
    --wanted;
  }
  return wanted == 0 ? at : pieces.size();
}

/// The place of a mark in the text: a piece, and bytes of it.
struct MarkAt {
  std::size_t piece = 0;
  std::size_t begin = 0;
  std::size_t bytes = 0;
};

/// Whether the figures stand right behind a word or its closing mark, and no number goes on.
bool stands_as_mark(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin == 0 || (end < text.size() && (is_digit(text[end]) || is_letter(text[end])))) {
    return false;
  }
  // Chinese writes numbers and dates together with their words: "第5/1号", "6月".
  if (text.substr(0, begin).ends_with("第")) return false;
  for (const std::string_view unit :
       {"/", "年", "月", "日", "号", "段", "条", "款", "项", "届", "次", "个"}) {
    if (text.substr(end).starts_with(unit)) return false;
  }
  const char before = text[begin - 1];
  if (is_letter_byte(before)) return true;
  const bool closes = before == ',' || before == '"' || before == ')' || before == ';';
  return closes && begin > 1 && !is_digit(text[begin - 2]) && text[begin - 2] != ' ';
}

/// The mark in one text from `from` on.
std::optional<std::size_t> mark_in(std::string_view text, std::size_t from, const std::string& mark,
                                   bool bracketed) {
  const std::string written = bracketed ? "(" + mark + ")" : mark;
  for (auto at = text.find(written, from); at != npos; at = text.find(written, at + 1)) {
    const bool glued = bracketed && at > 0 && text[at - 1] != ' ';
    if (glued) return at + 1;
    if (!bracketed && stands_as_mark(text, at, at + written.size())) return at;
  }
  return std::nullopt;
}

/// The marks of all notes in the order of the text; none where one is missing.
std::vector<MarkAt> marks_before(const std::vector<Piece>& pieces, std::size_t notes) {
  std::vector<MarkAt> marks;
  MarkAt last;
  for (std::size_t i = notes; i < pieces.size(); ++i) {
    const NoteHead head = note_head(pieces[i]);
    const std::string mark = std::to_string(head.number);
    std::optional<std::size_t> found;
    while (!found && last.piece < notes) {
      found = mark_in(pieces[last.piece].text, last.begin + last.bytes, mark, head.bracketed);
      if (!found) last = {last.piece + 1, 0, 0};
    }
    if (!found) return {};
    last = {last.piece, *found, mark.size()};
    marks.push_back(last);
  }
  return marks;
}

void raise(std::vector<model::Run>& runs, std::size_t begin, std::size_t bytes) {
  for (auto run = runs.begin(); run != runs.end(); ++run) {
    const std::size_t size = run->text.size();
    if (begin >= size) {
      begin -= size;
      continue;
    }
    if (begin + bytes > size) return;
    model::Run mark = *run;
    model::Run rest = *run;
    mark.text = run->text.substr(begin, bytes);
    mark.style.superscript = true;
    rest.text = run->text.substr(begin + bytes);
    run->text.resize(begin);
    auto next = runs.insert(run + 1, std::move(mark)) + 1;
    if (!rest.text.empty()) runs.insert(next, std::move(rest));
    return;
  }
}

void make_note(Piece& piece) {
  const NoteHead head = note_head(piece);
  if (!head.bracketed) piece.paragraph.printed = std::to_string(head.number);
  piece.block = BlockKind::note;
  drop_front(piece.paragraph, head.text);
  piece.text.erase(0, head.text);
}

}  // namespace

void take_plain_notes(std::vector<Piece>& pieces) {
  const std::size_t notes = first_note(pieces);
  if (notes == pieces.size()) return;
  const auto marks = marks_before(pieces, notes);
  if (marks.empty()) return;
  for (const MarkAt& mark : marks) {
    raise(pieces[mark.piece].paragraph.runs, mark.begin, mark.bytes);
  }
  for (std::size_t i = notes; i < pieces.size(); ++i) make_note(pieces[i]);
}

}  // namespace comity::grammar
