#include "grammar/resolutions/statements.h"

#include <algorithm>
#include <utility>

#include "grammar/numbering.h"
#include "grammar/resolutions/resolution.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::ParagraphKind;

constexpr std::size_t kNoParagraph = static_cast<std::size_t>(-1);
constexpr std::size_t kLongestStated = 240;  ///< bytes
constexpr std::string_view kAnd = "و";       ///< Arabic joins it to the verb

/// Behind quotation marks: French puts a hard space after them, Arabic opens with what closes
/// elsewhere.
std::size_t first_word(std::string_view text) {
  std::size_t at = past_space(text, opening_quotes(text));
  for (const std::string_view mark : {"\u201D", "\u00A0"}) {
    if (text.substr(std::min(at, text.size())).starts_with(mark)) {
      at = past_space(text, at + mark.size());
    }
  }
  return at;
}

/// The end of the Council's name at `at`, which is `at` where none stands there.
std::size_t subject_end(std::string_view small, std::size_t at, const Words& words) {
  std::size_t end = at;
  for (const Rule rule : {Rule::enacting, Rule::stated_by}) {
    if (const auto found = words.at(rule, small, at)) end = std::max(end, found->end);
  }
  return end;
}

/// The end of a verb as resolutions have them, or of one that statements alone do: "will continue".
std::size_t verb_end(std::string_view small, std::size_t at, const Words& words) {
  const auto own = words.at(Rule::stated_verb, small, at);
  return std::max(own ? own->end : 0, operative_end(small, at, words));
}

/// What a paragraph says first: of which bytes the subject is, and the verb.
struct Stated {
  std::size_t subject = 0;
  std::size_t subject_end = 0;
  Opening verb;
};

/// "يطلب مجلس الأمن": the Council behind the verb.
Stated verb_first(std::string_view small, std::size_t begin, const Words& words) {
  for (const std::size_t skip : {std::size_t{0}, kAnd.size()}) {
    if (skip > 0 && !small.substr(begin).starts_with(kAnd)) break;
    const std::size_t end = verb_end(small, begin + skip, words);
    const std::size_t at = past_space(small, end);
    const std::size_t stop = end == 0 ? at : subject_end(small, at, words);
    if (stop == at) continue;
    return {at, stop, {OpeningKind::operative, begin + skip, end}};
  }
  return {};
}

Stated stated(std::string_view text, const Words& words) {
  const std::size_t begin = first_word(text);
  const std::string small = small_letters(text.substr(0, begin + kLongestStated));
  if (begin >= small.size()) return {};
  const std::size_t end = subject_end(small, begin, words);
  if (end == begin) return verb_first(small, begin, words);
  const std::size_t at = past_space(small, end);
  const std::size_t verb = verb_end(small, at, words);
  return {begin, end, {OpeningKind::operative, at, verb > 0 ? verb : at}};
}

bool is_of_text(const Piece& piece) { return !kind_apart(piece.block); }

class Statement {
 public:
  Statement(std::vector<Piece>& pieces, std::size_t from, model::Language language)
      : pieces_(pieces), words_(Words::of(language)), kept_(from) {}

  std::vector<model::Finding> run() {
    for (std::size_t i = kept_; i < pieces_.size(); ++i) take(i);
    pieces_.resize(kept_);
    return std::move(findings_);
  }

 private:
  void take(std::size_t i) {
    Piece& piece = pieces_[i];
    model::Paragraph& paragraph = piece.paragraph;
    if (paragraph.kind != ParagraphKind::text) return keep(i);
    if (const auto apart = kind_apart(piece.block)) {
      paragraph.kind = *apart;
    } else if (continues(piece)) {
      join(pieces_[open_], std::move(piece));
      return;
    } else {
      classify(piece);
      open_ = paragraph.kind == ParagraphKind::heading ? kNoParagraph : kept_;
    }
    keep(i);
  }

  void keep(std::size_t i) {
    if (kept_ != i) pieces_[kept_] = std::move(pieces_[i]);
    ++kept_;
  }

  /// Over the end of a page.
  [[nodiscard]] bool continues(const Piece& piece) const {
    if (open_ == kNoParagraph || !piece.paragraph.printed.empty()) return false;
    if (piece.block == BlockKind::heading || stated_opening(piece.text, words_).end > 0) {
      return false;
    }
    const char mark = last_mark(pieces_[open_].text);
    return mark != '.' && mark != ';' && mark != ':';
  }

  void classify(Piece& piece) {
    model::Paragraph& paragraph = piece.paragraph;
    const auto bare = bare_label(paragraph.printed);
    const bool letter = !bare.empty() && std::all_of(bare.begin(), bare.end(), is_lower);
    const Opening opening = stated_opening(piece.text, words_);
    if (opening.end > 0) {
      operative(piece, opening);
    } else if (letter && count_ > 0) {
      number(piece, ParagraphKind::sub_item);
    } else if (piece.block == BlockKind::heading) {
      paragraph.kind = ParagraphKind::heading;
    }
  }

  void operative(Piece& piece, const Opening& opening) {
    // The numbers are ours: such statements print none.
    if (piece.paragraph.printed.empty()) {
      piece.paragraph.kind = ParagraphKind::operative;
      piece.paragraph.number = numbering_.give(std::to_string(++count_)).number;
    } else {
      number(piece, ParagraphKind::operative);
      ++count_;
    }
    if (opening.end > opening.begin) {
      piece.paragraph.verb = piece.text.substr(opening.begin, opening.end - opening.begin);
      return;
    }
    const auto rest = std::string_view(piece.text).substr(opening.end);
    find(piece, "resolution.unknown-verb", std::string(rest.substr(0, rest.find(' '))),
         "a paragraph without a verb");
  }

  void number(Piece& piece, ParagraphKind kind) {
    const float left = piece.paragraph.places.empty() ? 0 : piece.paragraph.places.front().box.left;
    Numbering::Given given = numbering_.give(piece.paragraph.printed, left);
    piece.paragraph.kind = kind;
    piece.paragraph.number = std::move(given.number);
    piece.paragraph.level = given.level;
    if (!given.rule.empty()) {
      find(piece, std::move(given.rule), std::move(given.saw), std::move(given.assumed));
    }
  }

  void find(const Piece& piece, std::string rule, std::string saw, std::string assumed) {
    findings_.push_back(
        {std::move(rule), piece.paragraph.number,
         piece.paragraph.places.empty() ? model::Place() : piece.paragraph.places.front(),
         std::move(saw), std::move(assumed)});
  }

  std::vector<Piece>& pieces_;
  const Words& words_;
  std::size_t kept_;
  std::size_t open_ = kNoParagraph;
  Numbering numbering_;
  int count_ = 0;
  std::vector<model::Finding> findings_;
};

}  // namespace

Opening stated_opening(std::string_view text, const Words& words) {
  return stated(text, words).verb;
}

std::string without_subject(const std::string& text, const Words& words) {
  const Stated said = stated(text, words);
  if (said.subject_end == 0) return text;
  if (said.subject < said.verb.begin) return text.substr(past_space(text, said.subject_end));
  return text.substr(said.verb.begin, said.verb.end - said.verb.begin) +
         text.substr(said.subject_end);
}

std::size_t find_statement(const std::vector<Piece>& pieces, std::size_t from, const Words& words) {
  constexpr std::size_t kReach = 12;
  for (std::size_t i = from; i < pieces.size() && i < from + kReach; ++i) {
    if (!is_of_text(pieces[i])) continue;
    const Opening opening = stated_opening(pieces[i].text, words);
    if (opening.end > opening.begin) return i;
  }
  return pieces.size();
}

std::vector<model::Finding> structure_statement(std::vector<Piece>& pieces, std::size_t from,
                                                model::Language language) {
  return Statement(pieces, from, language).run();
}

}  // namespace comity::grammar
