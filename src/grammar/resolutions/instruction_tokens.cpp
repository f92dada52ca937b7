#include "grammar/resolutions/instruction_tokens.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/marks.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using Token = InstructionToken;

constexpr std::array<std::string_view, 26> kInstructionRules = {
    "preambular", "operative", "paragraph",   "subparagraph", "title",  "new",     "join",
    "and",        "to",        "after",       "before",       "end",    "start",   "after_it",
    "before_it",  "end_of_it", "start_of_it", "words",        "insert", "replace", "substitute",
    "delete",     "renumber",  "reads",       "bis",          "ordinal"};
static_assert(kInstructionRules.size() == static_cast<std::size_t>(Token::ordinal) + 1);

struct InstructionPhrase {
  Token token;
  std::string small;
  std::string value;
};

struct InstructionTable {
  std::vector<InstructionPhrase> phrases;  ///< longest first
  bool bound = true;                       ///< words stand between spaces
};

InstructionTable load_instructions(model::Language language) {
  const std::string name = "data/grammar/draft_amendments.";
  auto csv = embedded(name + std::string(model::code_of(language)) + ".csv");
  if (csv.empty()) csv = embedded(name + "en.csv");
  const auto table = base::parse_csv(csv);
  COMITY_ASSERT(table.has_value());
  InstructionTable out;
  out.bound = language != model::Language::zh;
  for (const auto& row : table->rows) {
    const auto* const rule =
        std::find(kInstructionRules.begin(), kInstructionRules.end(), row[table->column("rule")]);
    COMITY_ASSERT(rule != kInstructionRules.end());
    out.phrases.push_back({static_cast<Token>(rule - kInstructionRules.begin()),
                           small_letters(row[table->column("phrase")]),
                           row[table->column("value")]});
  }
  std::stable_sort(out.phrases.begin(), out.phrases.end(),
                   [](const auto& a, const auto& b) { return a.small.size() > b.small.size(); });
  return out;
}

const InstructionTable& instructions_in(model::Language language) {
  static ByLanguage<InstructionTable> all;
  return all.of(language, load_instructions);
}

struct QuotationMarks {
  std::string_view open;
  std::string_view close;
};

constexpr std::array<QuotationMarks, 6> kQuotationMarks = {
    QuotationMarks{"\u201C", "\u201D"}, QuotationMarks{"\u00AB", "\u00BB"},
    QuotationMarks{"\u201E", "\u201C"}, QuotationMarks{"\u201D", "\u201C"},  // as in Arabic
    QuotationMarks{"\u300C", "\u300D"}, QuotationMarks{"\"", "\""}};

const QuotationMarks* marks_at(std::string_view text) {
  const auto* const found =
      std::find_if(kQuotationMarks.begin(), kQuotationMarks.end(),
                   [&](const QuotationMarks& marks) { return text.starts_with(marks.open); });
  return found == kQuotationMarks.end() ? nullptr : found;
}

/// Past spaces, also those that do not break.
std::size_t past_blank(std::string_view text, std::size_t at) {
  constexpr std::string_view kFixed = "\u00A0";
  constexpr std::string_view kNarrow = "\u202F";
  while (at < text.size()) {
    const auto rest = text.substr(at);
    if (rest.front() == ' ') {
      ++at;
    } else if (rest.starts_with(kFixed) || rest.starts_with(kNarrow)) {
      at += rest.starts_with(kFixed) ? kFixed.size() : kNarrow.size();
    } else {
      break;
    }
  }
  return at;
}

std::size_t before_blank(std::string_view text, std::size_t end) {
  while (end > 0) {
    const auto begin = text.substr(0, end);
    if (begin.ends_with(' ')) {
      --end;
    } else if (begin.ends_with("\u00A0")) {
      end -= 2;
    } else if (begin.ends_with("\u202F")) {
      end -= 3;
    } else {
      break;
    }
  }
  return end;
}

class InstructionScanner {
 public:
  InstructionScanner(std::string_view text, const InstructionTable& table)
      : text_(text), small_(small_letters(text)), table_(table) {}

  std::vector<InstructionWord> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto next = step(at);
      at = std::max(next, at + 1);
    }
    return std::move(words_);
  }

 private:
  std::size_t step(std::size_t at) {
    const auto rest = std::string_view(text_).substr(at);
    if (marks_at(rest) != nullptr) return quotation(at);
    if (stops(rest)) return add(Token::stop, at, at + 1, {});
    if (table_.bound && at > 0 && !is_word_bound(small_, at)) return at + 1;
    if (const auto end = end_of_symbol(at); end > at) return end;
    if (const auto end = item_end(at); end > at) return end;
    if (const auto found = phrase_at(at)) {
      return add(found->token, at, at + found->small.size(), found->value);
    }
    if (const auto number = number_at(text_, at, 3)) {
      return add(Token::number, at, number->end, std::to_string(number->value));
    }
    return at + 1;
  }

  std::size_t add(Token token, std::size_t begin, std::size_t end, std::string value) {
    words_.push_back({token, begin, end, std::move(value), 0});
    return end;
  }

  std::size_t quotation(std::size_t at) {
    const auto rest = std::string_view(text_).substr(at);
    const auto begin = opening_of_quotation(rest);
    const auto found = end_of_quotation(rest);
    words_.push_back({Token::quote, at, at + found.end,
                      std::string(rest.substr(begin, found.inner - begin)), at + begin});
    return at + found.end;
  }

  static bool stops(std::string_view rest) {
    if (rest.starts_with(';') || rest.starts_with("\u061B") || rest.starts_with("\uFF1B") ||
        rest.starts_with("\u3002")) {
      return true;
    }
    return rest.starts_with(". ") || rest == ".";
  }

  /// A word with a slash in it is a symbol, whose numbers are none of paragraphs.
  [[nodiscard]] std::size_t end_of_symbol(std::size_t at) const {
    if (!is_letter(text_[at])) return at;
    std::size_t end = at;
    bool slash = false;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) ||
                                  text_[end] == '/' || text_[end] == '.')) {
      slash = slash || text_[end] == '/';
      ++end;
    }
    return slash ? end : at;
  }

  /// "(b)", "b)", "(ب)".
  std::size_t item_end(std::size_t at) {
    const std::size_t open = text_[at] == '(' ? at + 1 : at;
    const auto other = list_letter_at(text_, open);
    const bool latin = open < text_.size() && is_lower(text_[open]);
    const std::size_t close = open + (other.bytes > 0 ? other.bytes : 1);
    if ((!latin && other.bytes == 0) || close >= text_.size() || text_[close] != ')') return at;
    const char letter = other.bytes > 0 ? other.letter : text_[open];
    return add(Token::item, at, close + 1, std::string("(") + letter + ")");
  }

  [[nodiscard]] const InstructionPhrase* phrase_at(std::size_t at) const {
    const auto rest = std::string_view(small_).substr(at);
    for (const auto& phrase : table_.phrases) {
      if (!rest.starts_with(phrase.small)) continue;
      const auto end = at + phrase.small.size();
      // "l’" joins the word behind it, and "PP5" needs no space.
      const bool ends = !table_.bound || is_word_bound(small_, end) || is_digit(small_[end]) ||
                        phrase.small.ends_with("\u2019");
      if (ends) return &phrase;
    }
    return nullptr;
  }

  std::string text_;
  std::string small_;
  const InstructionTable& table_;
  std::vector<InstructionWord> words_;
};

}  // namespace

std::size_t opening_of_quotation(std::string_view text) {
  const auto* marks = marks_at(text);
  return marks == nullptr ? 0 : past_blank(text, marks->open.size());
}

QuotationEnd end_of_quotation(std::string_view text) {
  const auto* marks = marks_at(text);
  if (marks == nullptr) return {};
  int depth = 1;
  for (std::size_t at = marks->open.size(); at < text.size(); ++at) {
    const auto rest = text.substr(at);
    // Where both marks are alike, the next one closes.
    if (rest.starts_with(marks->close)) {
      if (--depth == 0) return {before_blank(text, at), at + marks->close.size(), true};
    } else if (rest.starts_with(marks->open)) {
      ++depth;
    }
  }
  return {before_blank(text, text.size()), text.size(), false};
}

std::vector<InstructionWord> instruction_words(std::string_view text, model::Language language) {
  return InstructionScanner(text, instructions_in(language)).run();
}

}  // namespace comity::grammar
