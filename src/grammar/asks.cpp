#include "grammar/asks.h"

#include <algorithm>
#include <optional>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::size_t kLongestUnmarkedHeading =
    120;                                ///< bytes, of a heading that no heading style marks
constexpr std::size_t kShortest = 12;   ///< bytes; less asks for nothing
constexpr std::size_t kLongest = 2000;  ///< bytes; more is no one ask

/// The forms of one language; folded.
struct Forms {
  std::vector<std::string> asks;
  std::vector<std::string> headings;
  bool bound = true;  ///< whether words stand between spaces
};

Forms load_forms(model::Language language) {
  const auto table = base::parse_csv(embedded("data/grammar/asks.csv"));
  COMITY_ASSERT(table.has_value());
  Forms forms;
  // Arabic writes its articles and conjunctions with the word, Chinese has no spaces.
  forms.bound = language != model::Language::ar && language != model::Language::zh;
  for (const auto& row : table->rows) {
    if (row[table->column("language")] != model::code_of(language)) continue;
    const bool heading = row[table->column("rule")] == "heading";
    (heading ? forms.headings : forms.asks).push_back(base::folded(row[table->column("form")]));
  }
  return forms;
}

const Forms& forms_of(model::Language language) {
  static const std::vector<Forms> kAll = [] {
    std::vector<Forms> all;
    for (const auto each : {model::Language::ar, model::Language::zh, model::Language::en,
                            model::Language::fr, model::Language::ru, model::Language::es}) {
      all.push_back(load_forms(each));
    }
    return all;
  }();
  switch (language) {
    case model::Language::ar:
      return kAll[0];
    case model::Language::zh:
      return kAll[1];
    case model::Language::fr:
      return kAll[3];
    case model::Language::ru:
      return kAll[4];
    case model::Language::es:
      return kAll[5];
    default:
      return kAll[2];
  }
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The last of the forms in a folded text; the longest of those that end there.
std::optional<Range> last_of(const std::vector<std::string>& list, const std::string& text,
                             bool bound) {
  std::optional<Range> last;
  for (const auto& form : list) {
    for (auto at = text.find(form); at != std::string::npos; at = text.find(form, at + 1)) {
      const Range found{at, at + form.size()};
      const bool whole =
          !bound || (is_word_bound(text, found.begin) && is_word_bound(text, found.end));
      if (whole && (!last || found.end > last->end)) last = found;
    }
  }
  return last;
}

/// Whether every character stands at the same bytes in the folded text. That both are equally long
/// says less: one character may have grown by what another lost.
bool keeps_places(std::string_view text, const std::string& folded) {
  std::size_t at = 0, place = 0;
  while (at < text.size() && place < folded.size()) {
    static_cast<void>(base::next_code_point(text, at));
    static_cast<void>(base::next_code_point(folded, place));
    if (at != place) return false;
  }
  return at == text.size() && place == folded.size();
}

constexpr bool is_sentence_end(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == ';' || c == U'؟' || c == U'؛' || c == U'。' ||
         c == U'！' || c == U'？' || c == U'；';
}

/// The last character that is not space; 0 of an empty text.
char32_t last_of_text(std::string_view text) {
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = base::next_code_point(text, at);
    if (c != ' ' && c != 0xA0) last = c;
  }
  return last;
}

bool ends_in_colon(std::string_view text) {
  return last_mark(text) == ':' || last_of_text(text) == U'：';
}

bool opens_list(const Forms& forms, std::string_view text) {
  return last_of(forms.headings, base::folded(text), forms.bound).has_value();
}

bool may_ask(ParagraphKind kind) {
  switch (kind) {
    case ParagraphKind::masthead:
    case ParagraphKind::title:
    case ParagraphKind::sponsors:
    case ParagraphKind::enacting:
    case ParagraphKind::note:
    case ParagraphKind::rule:
      return false;
    default:
      return true;
  }
}

class AskReader {
 public:
  explicit AskReader(const model::Reading& reading)
      : reading_(reading), forms_(forms_of(reading.language)) {}

  std::vector<AskedFor> read() {
    for (const auto& paragraph : reading_.paragraphs) {
      if (!may_ask(paragraph.kind)) continue;
      add(paragraph, model::text_of(paragraph.runs));
      for (const auto& row : paragraph.rows) {
        for (const auto& cell : row) add(paragraph, model::text_of(cell.runs));
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool asks(std::string_view text) const {
    return last_of(forms_.asks, base::folded(text), forms_.bound).has_value();
  }

  /// A short line without an end is one, unless it asks for what stands below it: "The State
  /// should:".
  [[nodiscard]] bool is_heading(const Paragraph& paragraph, std::string_view text) const {
    if (paragraph.kind == ParagraphKind::heading) return true;
    const bool plain = paragraph.kind == ParagraphKind::text && paragraph.printed.empty();
    return plain && text.size() <= kLongestUnmarkedHeading &&
           !is_sentence_end(last_of_text(text)) && !(ends_in_colon(text) && asks(text));
  }

  void add(const Paragraph& paragraph, const std::string& text) {
    if (text.empty()) return;
    if (is_heading(paragraph, text)) {
      heading(paragraph, text);
      return;
    }
    // "The coalition recommends that the Government:" is followed by what it recommends.
    if (ends_in_colon(text)) {
      // A short one below a heading of recommendations heads some of them.
      const bool within = !list_.empty() && !lead_in_ && text.size() <= kLongestUnmarkedHeading;
      if (!within && (asks(text) || opens_list(forms_, text))) open(text, 0, true);
      return;
    }
    const bool item = !paragraph.printed.empty() || paragraph.level > 0;
    if (lead_in_ && !item && !list_.empty() && begun_) list_.clear();
    if (!list_.empty() && (item || !begins_small(text))) {
      begun_ = begun_ || item;
      keep(text, list_, paragraph);
      return;
    }
    for (const auto sentence : sentences_of(text)) {
      const auto folded = base::folded(sentence);
      if (const auto word = last_of(forms_.asks, folded, forms_.bound)) {
        const auto& source = keeps_places(sentence, folded) ? std::string(sentence) : folded;
        keep(sentence, source.substr(word->begin, word->end - word->begin), paragraph);
      }
    }
  }

  void heading(const Paragraph& paragraph, const std::string& text) {
    if (opens_list(forms_, text)) {
      open(text, paragraph.level, false);
      return;
    }
    // A heading below that of the list ("On health") goes on with it.
    const bool below = paragraph.kind != ParagraphKind::heading || paragraph.level > level_;
    if (!below || lead_in_) list_.clear();
  }

  void open(std::string_view by, int level, bool lead_in) {
    list_ = by;
    level_ = level;
    lead_in_ = lead_in;
    begun_ = false;
  }

  void keep(std::string_view text, std::string_view by, const Paragraph& paragraph) {
    if (text.size() < kShortest || text.size() > kLongest || out_.size() == kMostAsks) return;
    const int page = paragraph.places.empty() ? 0 : paragraph.places.front().page;
    out_.push_back({std::string(text), core_of(text), std::string(by), page});
  }

  [[nodiscard]] std::string core_of(std::string_view text) const {
    const auto folded = base::folded(text);
    const auto word = last_of(forms_.asks, folded, forms_.bound);
    if (!word || folded.size() - word->end < kShortest) return {};
    const auto& source = keeps_places(text, folded) ? std::string(text) : folded;
    return std::string(base::trimmed(std::string_view(source).substr(word->end)));
  }

  const model::Reading& reading_;
  const Forms& forms_;
  std::string list_;      ///< the heading or lead-in of the list at hand, or empty
  int level_ = 0;         ///< of that heading
  bool lead_in_ = false;  ///< a sentence opened it: it ends with its items
  bool begun_ = false;    ///< it has had an item
  std::vector<AskedFor> out_;
};

/// Marks after which a sentence ends without a space.
constexpr bool is_wide(char32_t c) { return c >= 0x3000; }

}  // namespace

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const auto sentence = base::trimmed(text.substr(begin, end - begin));
    if (!sentence.empty()) out.push_back(sentence);
    begin = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto c = base::next_code_point(text, at);
    if (!is_sentence_end(c)) continue;
    if (is_wide(c)) {
      close(at);
      continue;
    }
    if (at < text.size() && text[at] != ' ' && text[at] != '\n') continue;
    // "art. 5", "No. 3" and "e.g. schools" go on.
    if (c == '.' && at < text.size() &&
        (begins_small(text.substr(at + 1)) || (at + 1 < text.size() && is_digit(text[at + 1])))) {
      continue;
    }
    close(at);
  }
  close(text.size());
  return out;
}

std::vector<AskedFor> asks_of(const model::Reading& reading) { return AskReader(reading).read(); }

}  // namespace comity::grammar
