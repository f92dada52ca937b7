#include "grammar/plain.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "grammar/language.h"
#include "grammar/notes.h"
#include "grammar/numbering.h"
#include "grammar/parse.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::ParagraphKind;

constexpr std::size_t kLongestBoldHeading = 150;  ///< bytes of a numbered heading set in bold

/// A line of a table of contents: dots that lead to a page.
bool has_leader(std::string_view text) { return text.find(".....") != std::string_view::npos; }

enum class LabelKind { none, number, item, letter, other };

LabelKind label_kind(std::string_view printed) {
  const std::string bare = bare_label(printed);
  if (bare.empty()) return LabelKind::none;
  if (is_digit(bare.front())) {
    const bool plain = bare.find_first_not_of("0123456789.,") == std::string::npos;
    if (!plain && latin_ordinal_of(bare).empty()) return LabelKind::other;
    return printed.starts_with('(') ? LabelKind::item : LabelKind::number;
  }
  const bool small = std::all_of(bare.begin(), bare.end(), is_lower);
  if (small && bare.size() <= 5) return LabelKind::item;
  return is_upper(bare.front()) ? LabelKind::letter : LabelKind::other;
}

class Classifier {
 public:
  Classifier(std::vector<Piece>& pieces, std::size_t from, model::Language language)
      : pieces_(pieces), language_(language), kept_(from) {}

  void run() {
    for (std::size_t i = kept_; i < pieces_.size(); ++i) {
      Piece& piece = pieces_[i];
      if (piece.paragraph.kind == ParagraphKind::text) classify(piece);
      if (continues(piece)) {
        Piece& before = pieces_[open_];
        join(before, std::move(piece));
        continue;
      }
      if (can_continue(piece)) open_ = kept_;
      if (piece.paragraph.kind == ParagraphKind::heading) open_ = kNone;
      if (kept_ != i) pieces_[kept_] = std::move(piece);
      ++kept_;
    }
    pieces_.resize(kept_);
    drop_heads_of_contents();
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// "Paragraphs  Page" between the word "Contents" and the table under it is the head of that
  /// table's columns, and no part of the document.
  void drop_heads_of_contents() {
    const Words& words = Words::of(language_);
    for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
      if (pieces_[i].paragraph.kind != ParagraphKind::heading) continue;
      if (pieces_[i + 1].paragraph.kind != ParagraphKind::table) continue;
      const auto* over = words.whole(Rule::contents, small_letters(pieces_[i - 1].text));
      if (over == nullptr || over->value == "part") continue;
      pieces_[i].paragraph.kind = ParagraphKind::text;
      pieces_[i].paragraph.level = 0;
    }
  }

  void classify(Piece& piece) const {
    model::Paragraph& paragraph = piece.paragraph;
    if (const auto apart = kind_apart(piece.block)) {
      paragraph.kind = *apart;
      return;
    }
    if (has_leader(piece.text)) return;
    const LabelKind label = label_kind(paragraph.printed);
    const bool unfinished = piece.text.size() < kLongestBoldHeading && ends_open(paragraph.runs);
    const bool bold_line = unfinished && piece.all_bold();
    // Plain text has no bold: there a labelled line alone is taken for a heading.
    const bool line = bold_line || (unfinished && piece.size <= 0);
    if (label == LabelKind::number) {
      const bool heading = bold_line || (piece.block == BlockKind::heading && unfinished);
      paragraph.kind = heading ? ParagraphKind::heading : ParagraphKind::numbered;
    } else if (label == LabelKind::item) {
      paragraph.kind = ParagraphKind::sub_item;
    } else if (piece.block == BlockKind::heading || (label == LabelKind::letter && line) ||
               heads_preamble(piece.text, language_) ||
               !article_prefix(piece.text, language_).empty()) {
      paragraph.kind = ParagraphKind::heading;
    }
    if (paragraph.kind != ParagraphKind::heading) paragraph.level = 0;
  }

  static bool ends_open(const std::vector<model::Run>& runs) {
    const char mark = end_mark(runs);
    return mark != '.' && mark != ';' && mark != ',';
  }

  static bool can_continue(const Piece& piece) {
    const ParagraphKind kind = piece.paragraph.kind;
    return kind == ParagraphKind::numbered || kind == ParagraphKind::sub_item ||
           (kind == ParagraphKind::text && piece.block != BlockKind::table);
  }

  /// Text without a label goes on with the paragraph before it where that one has a label alone, or
  /// stopped without punctuation and this one begins with a small letter.
  [[nodiscard]] bool continues(const Piece& piece) const {
    if (open_ == kNone || piece.paragraph.kind != ParagraphKind::text || piece.masthead)
      return false;
    if (!piece.paragraph.printed.empty() || has_leader(piece.text)) return false;
    const Piece& before = pieces_[open_];
    if (before.paragraph.kind == ParagraphKind::text && has_leader(before.text)) return false;
    if (before.text.empty()) return true;
    const char mark = end_mark(before.paragraph.runs);
    const bool stopped = mark == '.' || mark == ';' || mark == ':';
    return !stopped && begins_small(piece.text);
  }

  std::vector<Piece>& pieces_;
  model::Language language_;
  std::size_t kept_;
  std::size_t open_ = kNone;
};

/// "14/3", "14/3bis" at the start of a heading: a resolution inside a report of a session.
std::string resolution_in(const model::Paragraph& heading) {
  std::string text = heading.printed;
  if (text.empty()) text = model::text_of(heading.runs).substr(0, 12);
  const auto session = number_at(text, 0, 3);
  if (!session || session->end >= text.size() || text[session->end] != '/') return {};
  const auto number = number_at(text, session->end + 1, 3);
  if (!number) return {};
  return text.substr(0, number->end) + std::string(latin_ordinal_at(text, number->end).word);
}

/// Numbers the paragraphs of a work. Where its numbers begin anew below another heading, that
/// series carries a prefix of its own; the longest series carries none, but in annexes.
class Numberer {
 public:
  Numberer(std::vector<model::Paragraph>& paragraphs, model::Language language, PlainPart what)
      : paragraphs_(paragraphs), language_(language), what_(what) {}

  std::vector<model::Finding> run() {
    take_bare_numbers();
    find_series();
    choose_prefixes();
    std::size_t series = 0;
    for (const model::Paragraph& paragraph : paragraphs_) {
      if (!paragraph.number.empty()) numbering_.reserve(paragraph.number);
    }
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      // The items of an article without numbered paragraphs stand under the article itself.
      if (const auto article = articles_.find(i); article != articles_.end()) {
        numbering_.stand_under(article->second);
      }
      if (series < series_.size() && series_[series].begin == i) {
        numbering_.begin_part(series_[series].prefix);
        ++series;
      }
      number(paragraphs_[i]);
    }
    return std::move(findings_);
  }

 private:
  struct Series {
    std::size_t begin = 0;
    std::size_t count = 0;
    std::string prefix;
    bool annex = false;
    std::string under;  ///< prefix of the annex that it stands in, where all carry theirs
  };

  static bool is_counted(const model::Paragraph& paragraph) {
    return paragraph.kind == ParagraphKind::numbered && paragraph.number.empty();
  }

  /// The next plain number after paragraph `i`, 0 where none is near.
  [[nodiscard]] int next_number(std::size_t i) const {
    constexpr std::size_t kReach = 8;
    for (std::size_t n = i + 1; n < paragraphs_.size() && n <= i + kReach; ++n) {
      if (!is_counted(paragraphs_[n])) continue;
      if (const int value = plain_number(paragraphs_[n].printed)) return value;
    }
    return 0;
  }

  /// "6  Also urges": a number whose dot was forgotten, between its neighbours.
  void take_bare_numbers() {
    int last = 0;
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      model::Paragraph& paragraph = paragraphs_[i];
      if (paragraph.kind == ParagraphKind::text && paragraph.printed.empty() && last > 0) {
        const std::string text = model::text_of(paragraph.runs);
        const auto number = number_at(text, 0, 3);
        const std::size_t begin = number ? past_space(text, number->end) : 0;
        const bool apart = number && begin > number->end && begin < text.size();
        if (apart && is_upper(text[begin]) && number->value == last + 1 &&
            next_number(i) == last + 2) {
          paragraph.kind = ParagraphKind::numbered;
          paragraph.printed = text.substr(0, number->end);
          drop_front(paragraph, begin);
        }
      }
      const bool between = !latin_ordinal_of(bare_label(paragraph.printed)).empty();
      if (is_counted(paragraph) && !between) last = plain_number(paragraph.printed);
    }
  }

  static bool looks_like_heading(const model::Paragraph& paragraph) {
    std::size_t size = 0;
    for (const model::Run& run : paragraph.runs) size += run.text.size();
    const char mark = end_mark(paragraph.runs);
    return size > 0 && size < 2 * kLongestBoldHeading && mark != '.' && mark != ';' &&
           mark != ',' && mark != ':';
  }

  void find_series() {
    series_.push_back({});
    int last = 0;
    const model::Paragraph* heading = nullptr;
    std::string annex;  ///< prefix that the next number begins a series with
    std::string part;   ///< prefix of the annex that articles stand in
    bool in_article =
        false;  ///< whether the next number is the first of an article, whatever it is
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      model::Paragraph& paragraph = paragraphs_[i];
      if (paragraph.kind == ParagraphKind::heading) {
        heading = &paragraph;
        if (paragraph.printed.empty()) {
          const std::string text = model::text_of(paragraph.runs);
          if (const auto prefix = annex_prefix(text, language_); !prefix.empty()) {
            annex = part = prefix;
          } else if (const auto article = article_prefix(text, language_); !article.empty()) {
            annex = part + article;
            in_article = true;
            articles_[i] = annex.substr(0, annex.size() - 1);
          }
        }
        continue;
      }
      if (!is_counted(paragraph)) continue;
      const int value = plain_number(paragraph.printed);
      if (value == 0) continue;
      // A numbered heading among numbered paragraphs: the count goes on without it.
      if (last > 0 && looks_like_heading(paragraph) && next_number(i) == last + 1) {
        paragraph.kind = ParagraphKind::heading;
        heading = &paragraph;
        continue;
      }
      const bool anew = std::exchange(in_article, false) ||
                        (value == 1 && (heading != nullptr || !annex.empty()));
      if (last > 0 && anew) {
        series_.push_back(series_at(i, annex, part, heading));
        annex.clear();
        last = 0;
      } else if (last == 0) {
        series_.back() = series_at(i, annex, part, heading);
        annex.clear();
      }
      heading = nullptr;
      ++series_.back().count;
      if (value == last + 1 || value > last) last = value;
    }
    // Numbers in parts ("1.1") begin no series.
    if (series_.back().count == 0) series_.back() = series_at(0, {}, part, nullptr);
  }

  [[nodiscard]] Series series_at(std::size_t begin, const std::string& annex,
                                 const std::string& part, const model::Paragraph* heading) const {
    Series series{begin, 0, prefix_of(annex, heading), !annex.empty(), {}};
    if (what_ == PlainPart::annexes) series.under = part;
    if (!series.annex) series.prefix = series.under + series.prefix;
    return series;
  }

  static std::string prefix_of(const std::string& annex, const model::Paragraph* heading) {
    if (!annex.empty() || heading == nullptr) return annex;
    if (std::string number = resolution_in(*heading); !number.empty()) return number + ".";
    const std::string label = bare_label(heading->printed);
    return !label.empty() && is_upper(label.front()) ? label + "." : "";
  }

  [[nodiscard]] std::size_t longest_series() const {
    std::size_t longest = series_.size();
    for (std::size_t n = 0; n < series_.size(); ++n) {
      if (series_[n].annex || resolution_series(series_[n])) continue;
      if (longest == series_.size() || series_[n].count > series_[longest].count) longest = n;
    }
    return longest;
  }

  void choose_prefixes() {
    const std::size_t longest = what_ == PlainPart::annexes ? series_.size() : longest_series();
    std::unordered_set<std::string> used;
    for (std::size_t n = 0; n < series_.size(); ++n) {
      Series& series = series_[n];
      if (n == longest) {
        series.prefix.clear();
        continue;
      }
      if ((series.prefix.empty() && series.count > 0) || used.contains(series.prefix)) {
        series.prefix = series.under + "s" + std::to_string(n + 1) + ".";
      }
      used.insert(series.prefix);
    }
  }

  static bool resolution_series(const Series& series) {
    return series.prefix.find('/') != std::string::npos;
  }

  void number(model::Paragraph& paragraph) {
    const bool labelled =
        paragraph.kind == ParagraphKind::numbered || paragraph.kind == ParagraphKind::sub_item;
    if (paragraph.kind == ParagraphKind::table) table_ = true;
    if (!paragraph.number.empty()) {
      if (paragraph.kind != ParagraphKind::note) numbering_.stand_under(paragraph.number);
      return;
    }
    if (!labelled) return;
    complete_label(paragraph);
    const model::Place place = paragraph.places.empty() ? model::Place() : paragraph.places.front();
    Numbering::Given given = numbering_.give(paragraph.printed, place.box.left);
    paragraph.number = given.number;
    paragraph.level = given.level;
    // Numbers inside a table are not among the paragraphs.
    const bool in_table = given.rule == "numbering.gap" && table_;
    if (paragraph.kind == ParagraphKind::numbered) table_ = false;
    if (given.rule.empty() || in_table) return;
    findings_.push_back({given.rule, paragraph.number, place, given.saw, given.assumed});
  }

  /// "77., 78.," whose further lines fell into the text beside them.
  static void complete_label(model::Paragraph& paragraph) {
    for (;;) {
      const auto rest = rest_of_label(paragraph.printed, model::text_of(paragraph.runs));
      if (!rest) return;
      auto [before, after] = parted(paragraph, rest->begin);
      auto [label, text] = parted(after, rest->end - rest->begin);
      const auto more = model::text_of(label.runs);
      const auto printed = paragraph.printed + ' ' + more.substr(0, more.find_last_not_of(' ') + 1);
      paragraph = joined(std::move(before), text, {});
      paragraph.printed = printed;
    }
  }

  std::vector<model::Paragraph>& paragraphs_;
  model::Language language_;
  PlainPart what_;
  std::vector<Series> series_;
  std::map<std::size_t, std::string> articles_;  ///< headings of articles: their number
  Numbering numbering_;
  bool table_ = false;
  std::vector<model::Finding> findings_;
};

}  // namespace

char end_mark(const std::vector<model::Run>& runs) {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    if (run->style.superscript) continue;
    if (const char mark = last_mark(run->text); mark != '\0') return mark;
  }
  return '\0';
}

void classify_plain(std::vector<Piece>& pieces, std::size_t from, model::Language language) {
  Classifier(pieces, from, language).run();
}

std::vector<model::Finding> number_plain(std::vector<model::Paragraph>& paragraphs,
                                         model::Language language, PlainPart what) {
  return Numberer(paragraphs, language, what).run();
}

model::Reading read_plainly(const model::Document& document) {
  model::Reading reading;
  reading.reader = version();
  reading.media_type = document.media_type;
  reading.kind = model::WorkKind::other;
  reading.language = language_of(document);
  auto pieces = pieces_of(document);
  classify_plain(pieces, 0, reading.language);
  reading.paragraphs.reserve(pieces.size());
  for (auto& piece : pieces) reading.paragraphs.push_back(std::move(piece.paragraph));
  (void)number_plain(reading.paragraphs, reading.language);
  (void)link_notes(reading.paragraphs);
  return reading;
}

}  // namespace comity::grammar
