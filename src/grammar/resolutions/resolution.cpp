#include "grammar/resolutions/resolution.h"

#include <algorithm>
#include <utility>

#include "grammar/dates.h"
#include "grammar/marks.h"
#include "grammar/masthead.h"
#include "grammar/numbering.h"
#include "grammar/plain.h"
#include "grammar/resolutions/openings.h"
#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::ParagraphKind;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool is_text(const Piece& piece) { return !kind_apart(piece.block); }

bool is_number(std::string_view printed) {
  const std::string bare = bare_label(printed);
  if (bare.empty() || printed.starts_with('(')) return false;
  return bare.find_first_not_of("0123456789") == std::string::npos ||
         !latin_ordinal_of(bare).empty();
}

bool is_item(std::string_view printed) {
  const std::string bare = bare_label(printed);
  return !bare.empty() && bare.size() <= 5 && std::all_of(bare.begin(), bare.end(), is_lower);
}

/// The opening of a paragraph: italics where they mark it, else what the tables know.
Opening opening_of(const Piece& piece, const Words& words) {
  const Opening italic = italic_opening(piece.paragraph.runs);
  const Opening known = known_opening(piece.text, words);
  if (italic.end == 0) return known;
  // Italics on an adverb alone ("Also", then "reaffirms" upright) mark less than the opening is.
  const std::string_view marked = std::string_view(piece.text).substr(0, italic.end);
  const bool partial = known.end > italic.end && known_opening(marked, words).end == 0;
  Opening opening = partial ? known : italic;
  opening.kind = known.kind;
  if (opening.kind == OpeningKind::none) {
    const char mark = end_mark(piece.paragraph.runs);
    opening.kind = mark == ',' ? OpeningKind::preambular : OpeningKind::operative;
  }
  return opening;
}

std::string first_words(std::string_view text) {
  constexpr int kWords = 3;
  std::size_t end = 0;
  for (int i = 0; i < kWords && end < text.size(); ++i) {
    end = std::min(text.find(' ', end + 1), text.size());
  }
  return std::string(text.substr(0, end));
}

class Structure {
 public:
  Structure(std::vector<Piece>& pieces, std::size_t from, model::Language language)
      : pieces_(pieces),
        words_(Words::of(language)),
        language_(language),
        kept_(from),
        section_begin_(from) {}

  std::vector<model::Finding> run() {
    begin_first_section();
    std::size_t i = kept_;
    for (; i < pieces_.size() && part_ != Part::annex; ++i) {
      if (is_annex(pieces_[i])) break;
      take(i);
    }
    const std::size_t annex = kept_;
    for (; i < pieces_.size(); ++i) keep(i);
    pieces_.resize(kept_);
    number_unnumbered();
    if (annex < pieces_.size()) structure_annexes(annex);
    return std::move(findings_);
  }

 private:
  enum class Part { preamble, operative, closing, annex };

  [[nodiscard]] bool is_annex(const Piece& piece) const {
    if (!is_text(piece) || part_ == Part::preamble || !piece.paragraph.printed.empty())
      return false;
    if (piece.text.size() > 40 && piece.block != BlockKind::heading) return false;
    return !annex_prefix(piece.text, language_).empty();
  }

  void keep(std::size_t i) {
    if (kept_ != i) pieces_[kept_] = std::move(pieces_[i]);
    ++kept_;
  }

  void take(std::size_t i) {
    Piece& piece = pieces_[i];
    model::Paragraph& paragraph = piece.paragraph;
    if (paragraph.kind != ParagraphKind::text) return keep(i);
    look_for_section(i);
    if (const auto apart = kind_apart(piece.block)) {
      paragraph.kind = *apart;
    } else if (i < enacted_) {
      head_section(piece);
      open_ = kNone;
    } else if (continues(piece)) {
      join(pieces_[open_], std::move(piece));
      return;
    } else {
      paragraph.level = piece.block == BlockKind::heading ? paragraph.level : std::uint8_t{0};
      classify(piece);
      const bool heading =
          paragraph.kind == ParagraphKind::heading || paragraph.kind == ParagraphKind::enacting;
      open_ = heading ? kNone : kept_;
    }
    keep(i);
  }

  [[nodiscard]] bool continues(const Piece& piece) const {
    if (open_ == kNone || !piece.paragraph.printed.empty() || is_closing(piece)) return false;
    if (part_ == Part::closing && begins_list(piece.text)) return false;
    const Piece& before = pieces_[open_];
    if (before.text.empty()) return true;
    const char mark = end_mark(before.paragraph.runs);
    const bool stopped = mark == '.' || mark == ';' || mark == ':';
    const bool opens = words_.opens_small() && mark == ',' && opening_of(piece, words_).end > 0;
    if (begins_small(piece.text) && !opens) return !stopped;
    if (stopped || mark == ',' || piece.block == BlockKind::heading) return false;
    return opening_of(piece, words_).end == 0;
  }

  /// "Abstaining:": those who voted so follow. The list before it may end without a stop.
  static bool begins_list(std::string_view text) {
    constexpr std::size_t kLongestHeading = 60;
    return !begins_small(text) && shaped(text.substr(0, kLongestHeading)).find(':') != npos;
  }

  [[nodiscard]] bool is_closing(const Piece& piece) const {
    const std::string small = small_letters(piece.text);
    const bool starts = small.starts_with('[');
    if ((starts || part_ != Part::preamble) && closes_resolution(piece.text, words_)) return true;
    if (small.size() > 80) return false;
    const auto date = date_at(small, 0, words_);
    return date && past_space(small, date->end) + 1 >= small.size();
  }

  void classify(Piece& piece) {
    if (is_enacting(piece.text, words_) && piece.paragraph.printed.empty()) return enact(piece);
    if (is_number(piece.paragraph.printed)) return number(piece);
    if (is_item(piece.paragraph.printed)) return item(piece, ParagraphKind::sub_item);
    if (is_closing(piece)) {
      part_ = part_ == Part::preamble ? part_ : Part::closing;
      return;
    }
    if (const std::string article = article_prefix(piece.text, language_); !article.empty()) {
      piece.paragraph.kind = ParagraphKind::heading;
      declaration_ = true;
      numbering_.begin_part(section_ + article);
      numbering_.stand_under(section_ + article.substr(0, article.size() - 1));
      return;
    }
    const Opening opening = opening_of(piece, words_);
    // Plain text has no headings: a line that neither opens nor ends as a paragraph is one.
    const char mark = end_mark(piece.paragraph.runs);
    const bool line = opening.end == 0 && piece.size <= 0 && piece.text.size() < 200 &&
                      part_ == Part::preamble && mark != ',' && mark != '.' && mark != ';' &&
                      mark != ':' && opening_quotes(piece.text) == 0;
    const bool heading = piece.block == BlockKind::heading || line;
    // A heading may be a paragraph whose verb alone is set apart; a line all in bold is none.
    if (heading && (opening.end == 0 || piece.all_bold() || part_ == Part::closing)) {
      piece.paragraph.kind = ParagraphKind::heading;
      declaration_ = declaration_ || unnumbered_ > 0;
      return;
    }
    if (quoted_ || declaration_) return leave_quote(piece);
    if (part_ == Part::preamble && opening.kind != OpeningKind::operative) {
      return preambular(piece, opening);
    }
    if (opening.kind == OpeningKind::operative && part_ != Part::closing) {
      return unnumbered(piece, opening);
    }
  }

  void enact(Piece& piece) {
    const bool inside_quotes = opening_quotes(piece.text) > 0 && part_ == Part::operative;
    if (inside_quotes) {
      quoted_ = true;
      return;
    }
    // Another resolution under the same number: "A", "B".
    if (part_ != Part::preamble || letter_ != 0) begin_section();
    piece.paragraph.kind = ParagraphKind::enacting;
    part_ = Part::preamble;
    quoted_ = declaration_ = false;
  }

  /// The lines from the letter of a section to its enacting line are its heading.
  void look_for_section(std::size_t i) {
    if (i < enacted_) return;
    const auto enacting = enacted_section(pieces_, i, words_, language_);
    if (enacting == kNoSection) return;
    enacted_ = enacting;
    letter_ = section_letter(pieces_[i].paragraph);
  }

  static void head_section(Piece& piece) {
    piece.masthead = false;
    piece.paragraph.kind = ParagraphKind::heading;
    if (piece.block != BlockKind::heading) piece.paragraph.level = 2;
  }

  /// The letter over the first enacting line, where another section follows.
  void begin_first_section() {
    const auto first = section_over(pieces_, kept_, words_, language_);
    if (first == kNoSection || !section_follows(pieces_, kept_ + 1, words_, language_)) return;
    for (std::size_t i = first; i < kept_; ++i) {
      if (!kind_apart(pieces_[i].block)) head_section(pieces_[i]);
    }
    name_section(section_letter(pieces_[first].paragraph));
  }

  void begin_section() {
    number_unnumbered();
    ++sections_;
    if (letter_ != 0) {
      name_section(letter_);
    } else {
      section_ = std::to_string(sections_) + ".";
    }
    letter_ = 0;
    section_begin_ = kept_;
    preambular_ = 0;
    unnumbered_ = 0;
    numbered_ = false;
    numbering_.begin_part(section_);
  }

  /// By its letter; sections come in order, whichever alphabet lends the letters.
  void name_section(char letter) {
    if (letter <= last_letter_ && last_letter_ < 'Z') letter = static_cast<char>(last_letter_ + 1);
    last_letter_ = letter;
    section_ = std::string(1, letter) + ".";
    numbering_.begin_part(section_);
  }

  void leave_quote(const Piece& piece) {
    if (piece.text.ends_with("\u201D") || piece.text.ends_with("\u201D.") ||
        piece.text.ends_with("\u201D;")) {
      quoted_ = false;
    }
  }

  void preambular(Piece& piece, const Opening& opening) {
    piece.paragraph.kind = ParagraphKind::preambular;
    piece.paragraph.number = section_ + "PP" + std::to_string(++preambular_);
    numbering_.stand_under(piece.paragraph.number);
    set_verb(piece, opening);
  }

  void unnumbered(Piece& piece, const Opening& opening) {
    part_ = Part::operative;
    ++unnumbered_;
    piece.paragraph.kind = ParagraphKind::operative;
    numbering_.stand_under("");
    set_verb(piece, opening);
  }

  void number(Piece& piece) {
    item(piece, ParagraphKind::operative);
    if (piece.paragraph.level > 0) {
      piece.paragraph.kind = ParagraphKind::sub_item;
      return leave_quote(piece);
    }
    part_ = Part::operative;
    numbered_ = true;
    Opening opening = opening_of(piece, words_);
    if (opening.end == 0 || declaration_) {
      if (const Opening declared = declared_opening(piece.text, words_); declared.end > 0) {
        opening = declared;
      }
    }
    if (declaration_ && opening.end == 0) return;
    set_verb(piece, opening);
  }

  void item(Piece& piece, ParagraphKind kind) {
    const float left = piece.paragraph.places.empty() ? 0 : piece.paragraph.places.front().box.left;
    const Numbering::Given given = numbering_.give(piece.paragraph.printed, left);
    piece.paragraph.kind = kind;
    piece.paragraph.number = given.number;
    piece.paragraph.level = given.level;
    if (!given.rule.empty()) find(piece, given.rule, given.saw, given.assumed);
  }

  void set_verb(Piece& piece, const Opening& opening) {
    if (opening.end == 0) {
      find(piece, "resolution.unknown-verb", first_words(piece.text), "a paragraph without a verb");
      return;
    }
    piece.paragraph.verb = piece.text.substr(opening.begin, opening.end - opening.begin);
  }

  void find(const Piece& piece, std::string rule, std::string saw, std::string assumed) {
    findings_.push_back(
        {std::move(rule), piece.paragraph.number,
         piece.paragraph.places.empty() ? model::Place() : piece.paragraph.places.front(),
         std::move(saw), std::move(assumed)});
  }

  /// Where no operative paragraph of the section has a number, they are counted.
  void number_unnumbered() {
    if (numbered_) return;
    numbering_.begin_part(section_);
    int count = 0;
    for (std::size_t i = section_begin_; i < kept_; ++i) {
      model::Paragraph& paragraph = pieces_[i].paragraph;
      if (!paragraph.number.empty()) continue;
      if (paragraph.kind == ParagraphKind::operative) {
        paragraph.number = numbering_.give(std::to_string(++count)).number;
      } else if (paragraph.kind == ParagraphKind::sub_item && count > 0) {
        item(pieces_[i], ParagraphKind::sub_item);
      }
    }
  }

  /// Annexes are read as plain documents whose numbers carry the annex's name.
  void structure_annexes(std::size_t annex) {
    pieces_[annex].block = BlockKind::heading;
    for (std::size_t i = annex; i < pieces_.size(); ++i) {
      if (is_annex(pieces_[i])) pieces_[i].block = BlockKind::heading;
    }
    classify_plain(pieces_, annex, language_);
    std::vector<model::Paragraph> paragraphs;
    paragraphs.reserve(pieces_.size() - annex);
    for (std::size_t i = annex; i < pieces_.size(); ++i) {
      paragraphs.push_back(std::move(pieces_[i].paragraph));
    }
    auto findings = number_plain(paragraphs, language_, PlainPart::annexes);
    for (std::size_t i = annex; i < pieces_.size(); ++i) {
      pieces_[i].paragraph = std::move(paragraphs[i - annex]);
    }
    findings_.insert(findings_.end(), std::make_move_iterator(findings.begin()),
                     std::make_move_iterator(findings.end()));
  }

  std::vector<Piece>& pieces_;
  const Words& words_;
  model::Language language_;
  std::size_t kept_;
  std::size_t open_ = kNone;
  Part part_ = Part::preamble;
  Numbering numbering_;
  std::string section_;
  std::size_t section_begin_;
  std::size_t enacted_ = 0;  ///< the enacting line of the section whose heading was met last
  char letter_ = 0;          ///< of the section that is enacted next
  char last_letter_ = 0;
  int sections_ = 1;
  int preambular_ = 0;
  int unnumbered_ = 0;
  bool numbered_ = false;
  bool quoted_ = false;
  bool declaration_ = false;  ///< below a heading after an operative paragraph without number
  std::vector<model::Finding> findings_;
};

}  // namespace

bool begins_resolution(const std::vector<Piece>& pieces, std::size_t at, const Words& words) {
  if (at >= pieces.size() || !is_enacting(pieces[at].text, words)) return false;
  bool first = true;
  for (std::size_t i = at + 1; i < pieces.size() && i < at + 6; ++i) {
    const Piece& piece = pieces[i];
    if (!is_text(piece)) continue;
    if (known_opening(piece.text, words).end > 0) return true;
    // Farther off, italics and numbers may be of any text.
    const bool opens = is_number(piece.paragraph.printed) || opening_of(piece, words).end > 0;
    if (std::exchange(first, false) && opens) return true;
  }
  return false;
}

bool closes_resolution(std::string_view text, const Words& words) {
  constexpr std::size_t kLongestMeeting = 80;
  const std::string small = small_letters(text);
  for (const Phrase& phrase : words.phrases(Rule::closing_start)) {
    if (small.starts_with(phrase.small)) return true;
  }
  const bool digit = std::any_of(small.begin(), small.end(), is_digit);
  return digit && small.size() <= kLongestMeeting &&
         words.within(Rule::closing_end, small) != nullptr;
}

std::vector<model::Finding> structure_resolution(std::vector<Piece>& pieces, std::size_t from,
                                                 model::Language language) {
  return Structure(pieces, from, language).run();
}

}  // namespace comity::grammar
