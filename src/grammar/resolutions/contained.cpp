#include "grammar/resolutions/contained.h"

#include <algorithm>
#include <optional>
#include <set>

#include "grammar/masthead.h"
#include "grammar/numbering.h"
#include "grammar/plain.h"
#include "grammar/resolutions/held_label.h"
#include "grammar/resolutions/openings.h"
#include "grammar/resolutions/resolution.h"
#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::ParagraphKind;

constexpr std::size_t kTitleReach = 8;          ///< pieces of a label and its titles
constexpr std::size_t kLongestTitleLine = 400;  ///< bytes of one of them
constexpr std::size_t kMostHeld = 500;          ///< in one document; the rest is text

std::optional<HeldLabel> label_of(const Piece& piece, model::Language language) {
  return held_label(piece.paragraph.printed, title_text(piece.paragraph.runs), language);
}

/// Whether a piece can be a label or title: a line set apart, or, where no style is known, a short
/// one without an end.
bool is_line(const Piece& piece, model::Language language) {
  if (piece.block == BlockKind::table || piece.text.size() > kLongestTitleLine) return false;
  if (piece.paragraph.kind == ParagraphKind::title) return true;
  if (piece.paragraph.kind != ParagraphKind::text || piece.text.empty()) return false;
  if (piece.block == BlockKind::heading || piece.all_bold()) return true;
  const char mark = end_mark(piece.paragraph.runs);
  const bool open = mark != '.' && mark != ';' && mark != ',' && mark != ':' && mark != ']';
  if (!open) return false;
  return piece.centred || piece.size <= 0 || label_of(piece, language).has_value();
}

bool is_apart(const Piece& piece) {
  return piece.block == BlockKind::note || piece.block == BlockKind::rule;
}

class ContainedFinder {
 public:
  ContainedFinder(const std::vector<Piece>& pieces, std::size_t from, const Words& words,
                  model::Language language)
      : pieces_(pieces), from_(from), words_(words), language_(language) {}

  std::vector<Contained> run() {
    std::size_t bound = from_;
    for (std::size_t i = from_; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (opening_quotes(piece.text) > 0 || !piece.paragraph.printed.empty() ||
          !begins_resolution(pieces_, i, words_)) {
        continue;
      }
      if (!found_.empty() && enacts_further_section(i)) {
        bound = i + 1;
        continue;
      }
      Contained found = headed(i, bound);
      if (found.begin == i) continue;
      if (!found_.empty()) found_.back().end = end_of(found_.back(), found.begin);
      if (found_.size() == kMostHeld) return named();
      found_.push_back(std::move(found));
      bound = i + 1;
    }
    if (!found_.empty()) found_.back().end = end_of(found_.back(), pieces_.size());
    return named();
  }

 private:
  std::vector<Contained> named() {
    name_all();
    return std::move(found_);
  }

  /// "B" stands over it: what it enacts belongs to the resolution before.
  [[nodiscard]] bool enacts_further_section(std::size_t enacting) const {
    const auto over = section_over(pieces_, enacting, words_, language_);
    return over != kNoSection && section_letter(pieces_[over].paragraph) > 'A';
  }

  /// The resolution whose enacting line stands at `enacting`, with what stands over it.
  [[nodiscard]] Contained headed(std::size_t enacting, std::size_t bound) const {
    Contained found;
    found.begin = found.enacting = enacting;
    std::size_t lines = 0;
    for (std::size_t i = enacting; i > bound && lines < kTitleReach; --i) {
      const Piece& piece = pieces_[i - 1];
      if (is_apart(piece)) continue;
      if (!is_line(piece, language_) || closes(piece)) break;
      const auto label = label_of(piece, language_);
      // "II. Decisions" heads what follows, not this one alone.
      const bool lettered = section_letter(piece.paragraph) != 0;
      if (!label && !lettered && !piece.paragraph.printed.empty()) break;
      ++lines;
      found.begin = i - 1;
      if (!label) continue;
      found.labelled = label->counted;
      found.by_body = label->by_body;
      found.name = label->name;
      break;
    }
    if (found.name.empty() && found.begin < enacting) {
      found.name = proposed_before(found.begin) ? "draft-resolution" : "resolution";
    }
    return found;
  }

  /// The text over it says that what follows is a draft.
  [[nodiscard]] bool proposed_before(std::size_t begin) const {
    for (std::size_t i = begin; i > from_; --i) {
      const Piece& piece = pieces_[i - 1];
      if (is_apart(piece)) continue;
      return words_.within(Rule::draft_end, small_letters(piece.text)) != nullptr;
    }
    return false;
  }

  [[nodiscard]] bool closes(const Piece& piece) const {
    return piece.block != BlockKind::heading && closes_resolution(piece.text, words_);
  }

  [[nodiscard]] int last_number_before(std::size_t at) const {
    std::size_t lower = 0;
    for (const Contained& each : found_) {
      if (each.end > 0 && each.end <= at) lower = each.end;
    }
    for (std::size_t i = at; i > lower; --i) {
      if (const int value = plain_number(pieces_[i - 1].paragraph.printed)) return value;
    }
    return lower == 0 ? 0 : report_number_;
  }

  [[nodiscard]] std::size_t end_of(const Contained& part, std::size_t limit) {
    report_number_ = last_number_before(part.begin);
    bool closed = false;
    bool annex = false;
    int own = 0;
    for (std::size_t i = part.enacting + 1; i < limit; ++i) {
      const Piece& piece = pieces_[i];
      if (is_apart(piece)) continue;
      closed = closed || closes(piece);
      const bool line = is_line(piece, language_) && !closes(piece);
      if (line && !annex_prefix(piece.text, language_).empty()) {
        annex = true;
      } else if (closed && !annex && line && heads(piece)) {
        return i;
      }
      const int value = plain_number(piece.paragraph.printed);
      if (value == 0) continue;
      const bool next_of_part = value == own + 1 && opens(piece) && !stopped(i);
      if (report_number_ > 0 && value == report_number_ + 1 && !next_of_part) {
        return before_headings(part.enacting + 1, i);
      }
      own = value;
    }
    return limit;
  }

  /// A heading, or in plain text a line that is numbered as one: "III. Organization".
  [[nodiscard]] static bool heads(const Piece& piece) {
    const std::string label = bare_label(piece.paragraph.printed);
    return piece.block == BlockKind::heading || (!label.empty() && is_upper(label.front()));
  }

  /// Whether what stands before ends with a full stop, as a resolution's last paragraph alone does.
  [[nodiscard]] bool stopped(std::size_t at) const {
    while (at > 0 && is_apart(pieces_[at - 1])) --at;
    return at > 0 && end_mark(pieces_[at - 1].paragraph.runs) == '.';
  }

  /// As a paragraph of a resolution does.
  [[nodiscard]] bool opens(const Piece& piece) const {
    return known_opening(piece.text, words_).end > 0 ||
           italic_opening(piece.paragraph.runs).end > 0;
  }

  [[nodiscard]] std::size_t before_headings(std::size_t first, std::size_t at) const {
    while (at > first && (is_apart(pieces_[at - 1]) || is_line(pieces_[at - 1], language_))) --at;
    return at;
  }

  /// Those without a number of their own, and those whose number comes again, are counted.
  void name_all() {
    std::set<std::string> used;
    std::vector<Contained*> unnamed;
    for (Contained& each : found_) {
      const bool fresh = each.labelled && used.insert(each.name).second;
      if (!fresh) unnamed.push_back(&each);
    }
    for (Contained* each : unnamed) {
      if (each->by_body) each->name = "resolution";
      const std::string kind = each->name.substr(0, each->name.find_last_not_of("-0123456789") + 1);
      int count = 1;
      while (!used.insert(kind + "-" + std::to_string(count)).second) ++count;
      each->name = kind + "-" + std::to_string(count);
      each->labelled = each->by_body = false;
    }
  }

  const std::vector<Piece>& pieces_;
  std::size_t from_;
  const Words& words_;
  model::Language language_;
  std::vector<Contained> found_;
  int report_number_ = 0;  ///< the last of the report's own before the part
};

}  // namespace

std::vector<Contained> contained_in(const std::vector<Piece>& pieces, std::size_t from,
                                    const Words& words, model::Language language) {
  return ContainedFinder(pieces, from, words, language).run();
}

}  // namespace comity::grammar
