// The grammar of a symbol, after stray space is taken away (README.md gives the UN's usage):
//
//   symbol  = series "/" part *( "/" part ) *"*"
//   series  = 1*8 UPPER [ counted ] | ( "IDB" | "GC" ) "." 1*6 DIGIT       A, CCPR, TD(XIV), IDB.48
//   part    = number | session | word | dotted | "Summary" | "Annex" | held
//   number  = 1*6 DIGIT [ "-" 1*6 DIGIT ] [ UPPER ] [ bracket [ "[" UPPER "]" ] ]
//   session = 1*3 UPPER "-" 1*4 DIGIT                       S-26, ES-10
//   word    = UPPER *11( UPPER | DIGIT ) [ counted ]        HRC, RES, BRA, NGO, EX(70), COP(14)
//   counted = "(" ( 1*4 DIGIT | roman ) ")"                 of a session
//   dotted  = UPPER *7 LETTER 1*( "." 1*6 ( DIGIT | UPPER ) ) [ bracket | meeting ] C.3, Sub.2,
//   Add.1 meeting = "(" 2*6 UPPER "." 1*6 DIGIT [ "/" 1*4 DIGIT ] ")"   L.4190(CEP.2020/3) held = [
//   "draft-" ] ( "resolution" | "decision" ) "-" 1*3 DIGIT      ours: decisions/0031 bracket = "("
//   roman | year | session "-" roman | "Part " roman | "Vol. " roman | "SUPP" ")"
//
// and, so that what follows a symbol in an address is not taken for a part of it: at most two plain
// numbers follow one another, one after a word that itself follows a number, none after a dotted
// part that follows a number (Add.1, L.12) or after a bracket.
#include "model/symbol.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"

namespace comity::model {
namespace {

constexpr std::size_t kLongest = 120;
constexpr std::size_t kMostParts = 14;

using base::is_digit;
using base::is_lower;
using base::is_upper;

/// How a character is printed that means another: no-break spaces, dashes, soft hyphens.
struct Spelling {
  std::string_view printed;
  char meant;  ///< 0: nothing
};
constexpr std::array<Spelling, 12> kSpellings = {{{"\u00A0", ' '},
                                                  {"\u202F", ' '},
                                                  {"\u2009", ' '},
                                                  {"\u00AD", 0},
                                                  {"\u200B", 0},
                                                  {"\uFEFF", 0},
                                                  {"\u2010", '-'},
                                                  {"\u2011", '-'},
                                                  {"\u2012", '-'},
                                                  {"\u2013", '-'},
                                                  {"\u2044", '/'},
                                                  {"\u2215", '/'}}};

/// ASCII with runs of space made one, and none at the ends or around slashes.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    char c = text[i];
    std::size_t length = 1;
    for (const Spelling& spelling : kSpellings) {
      if (text.substr(i).starts_with(spelling.printed)) {
        c = spelling.meant;
        length = spelling.printed.size();
        break;
      }
    }
    i += length;
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    if (c == 0 && length > 1) continue;
    if (c == ' ' && (out.empty() || out.back() == ' ' || out.back() == '/')) continue;
    if (c == '/' && !out.empty() && out.back() == ' ') out.pop_back();
    out += c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_roman(std::string_view text) {
  return !text.empty() && text.size() <= 8 &&
         text.find_first_not_of("IVXLC") == std::string_view::npos;
}

bool all(std::string_view text, bool (*test)(char)) {
  return std::all_of(text.begin(), text.end(), test);
}

/// "draft-resolution-2": what a document holds that has no symbol of its own.
bool is_held(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  if (text.starts_with("draft-")) text.remove_prefix(std::string_view("draft-").size());
  for (const std::string_view kind : {"resolution-", "decision-"}) {
    if (!text.starts_with(kind)) continue;
    text.remove_prefix(kind.size());
    return !text.empty() && text.size() <= kDigits && text.front() != '0' && all(text, is_digit);
  }
  return false;
}

std::optional<std::string> roman_after(std::string_view text, std::string_view word,
                                       std::string_view written) {
  if (!text.starts_with(word)) return std::nullopt;
  text.remove_prefix(word.size());
  if (text.starts_with(' ')) text.remove_prefix(1);
  if (!is_roman(text)) return std::nullopt;
  return std::string(written) + std::string(text);
}

/// The canonical text of what stands in round brackets, or nothing.
std::optional<std::string> bracket(std::string_view inside) {
  if (is_roman(inside)) return std::string(inside);
  if (inside.size() == 4 && all(inside, is_digit)) return std::string(inside);
  if (inside == "SUPP" || inside == "Supp." || inside == "Supp") return "SUPP";
  for (const std::string_view word : {"S-", "ES-"}) {
    if (inside.starts_with(word) && is_roman(inside.substr(word.size())))
      return std::string(inside);
  }
  for (const std::string_view word : {"Part", "PART"}) {
    if (auto part = roman_after(inside, word, "Part ")) return part;
  }
  for (const std::string_view word : {"Vol.", "VOL.", "Vol"}) {
    if (auto part = roman_after(inside, word, "Vol. ")) return part;
  }
  return std::nullopt;
}

enum class Shape { number, session, word, dotted, closed };

struct Part {
  Shape shape = Shape::word;
  std::string text;
};

/// Reads one part; `at` is left at the first character that does not fit.
class PartReader {
 public:
  explicit PartReader(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }

  std::optional<Part> read() {
    if (text_ == "Summary" || text_ == "SUMMARY") return Part{Shape::closed, "Summary"};
    if (text_ == "Annex" || text_ == "ANNEX") return Part{Shape::closed, "Annex"};
    if (text_.empty()) return std::nullopt;
    if (is_held(text_)) return Part{Shape::closed, std::string(text_)};
    auto part = is_digit(text_.front()) ? number() : lettered();
    if (!part || at_ != text_.size()) return std::nullopt;
    return part;
  }

 private:
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  [[nodiscard]] char next() const { return more() ? text_[at_] : '\0'; }

  std::string_view take(bool (*test)(char), std::size_t most) {
    const std::size_t begin = at_;
    while (more() && test(text_[at_]) && at_ - begin < most) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::optional<Part> number() {
    Part part{Shape::number, std::string(take(is_digit, 6))};
    if (next() == '-') {
      ++at_;
      const auto second = take(is_digit, 6);
      if (second.empty()) return std::nullopt;
      part.text += '-';
      part.text += second;
    }
    const std::string letter = section_letter();
    const bool closed = bracketed(part);
    std::string after = letter.empty() ? section_letter() : letter;
    if (closed) part.shape = Shape::closed;
    if (!after.empty()) {
      part.text += closed ? "[" + after + "]" : after;
      part.shape = Shape::closed;
    }
    return part;
  }

  /// The letter of a resolution in several sections: "A", " A" or "[A]".
  std::string section_letter() {
    std::size_t at = at_;
    if (at < text_.size() && text_[at] == ' ') ++at;
    const bool square = at < text_.size() && text_[at] == '[';
    if (square) ++at;
    if (at >= text_.size() || !is_upper(text_[at])) return {};
    const char letter = text_[at++];
    if (square && (at >= text_.size() || text_[at++] != ']')) return {};
    at_ = at;
    return std::string(1, letter);
  }

  /// Appends "(III)", or " (Part I)" with the space in which the UN prints it.
  bool bracketed(Part& part) {
    std::size_t at = at_;
    if (at < text_.size() && text_[at] == ' ') ++at;
    if (at >= text_.size() || text_[at] != '(') return false;
    const std::size_t end = text_.find(')', at);
    if (end == std::string_view::npos) return false;
    const auto inside = bracket(text_.substr(at + 1, end - at - 1));
    if (!inside) return false;
    part.text += inside->find(' ') == std::string::npos ? "(" : " (";
    part.text += *inside;
    part.text += ')';
    at_ = end + 1;
    return true;
  }

  std::optional<Part> lettered() {
    const auto is_letter = [](char c) { return is_upper(c) || is_lower(c); };
    const auto is_capital_or_digit = [](char c) { return is_upper(c) || is_digit(c); };
    if (!is_upper(next())) return std::nullopt;
    Part part{Shape::word, std::string(take(is_letter, 12))};
    const bool mixed = std::any_of(part.text.begin(), part.text.end(), is_lower);
    if (next() == '-' && !mixed && part.text.size() <= 3) {
      ++at_;
      const auto digits = take(is_digit, 4);
      if (digits.empty()) return std::nullopt;
      return Part{Shape::session, part.text + "-" + std::string(digits)};
    }
    if (next() == '.' && part.text.size() <= 8) {
      part = Part{Shape::dotted, canonical_word(part.text)};
      while (next() == '.') {
        ++at_;
        if (next() == ' ') ++at_;
        const auto value = take(is_capital_or_digit, 6);
        if (value.empty()) return std::nullopt;
        part.text += '.';
        part.text += value;
      }
      if (bracketed(part) || meeting(part)) part.shape = Shape::closed;
      return part;
    }
    if (mixed) return std::nullopt;
    part.text += take(is_capital_or_digit, 12 - part.text.size());
    const bool preambular = part.text.size() > 2 && part.text.starts_with("PP") &&
                            all(std::string_view(part.text).substr(2), is_digit);
    if (preambular) return std::nullopt;
    if (counted(part)) part.shape = Shape::session;
    return part;
  }

  /// What stands in the bracket that opens here, without a space before it; empty where none does.
  [[nodiscard]] std::string_view inside_bracket() const {
    const auto close = next() == '(' ? text_.find(')', at_) : std::string_view::npos;
    return close == std::string_view::npos ? std::string_view()
                                           : text_.substr(at_ + 1, close - at_ - 1);
  }

  void take_bracket(Part& part, std::string_view inside) {
    part.text += '(';
    part.text += inside;
    part.text += ')';
    at_ += inside.size() + 2;
  }

  /// Appends the "(70)" of a session.
  bool counted(Part& part) {
    const auto inside = inside_bracket();
    const bool figures = !inside.empty() && inside.size() <= 4 && all(inside, is_digit);
    if (!figures && !is_roman(inside)) return false;
    take_bracket(part, inside);
    return true;
  }

  /// Appends "(CEP.2020/3)": the same paper as the regional commission's meeting numbers it.
  bool meeting(Part& part) {
    const auto inside = inside_bracket();
    const auto dot = inside.find('.');
    if (dot == std::string_view::npos || dot < 2 || dot > 6) return false;
    const auto slash = std::min(inside.find('/'), inside.size());
    if (slash < dot) return false;
    const auto digits = [](std::string_view text, std::size_t most) {
      return !text.empty() && text.size() <= most && all(text, is_digit);
    };
    const bool fits = all(inside.substr(0, dot), is_upper) &&
                      digits(inside.substr(dot + 1, slash - dot - 1), 6) &&
                      (slash == inside.size() || digits(inside.substr(slash + 1), 4));
    if (fits) take_bracket(part, inside);
    return fits;
  }

  static std::string canonical_word(std::string word) {
    for (const std::string_view known : {"Add", "Rev", "Corr", "Amend", "Sub"}) {
      const bool same = word.size() == known.size() &&
                        std::equal(word.begin(), word.end(), known.begin(),
                                   [](char a, char b) { return (a | 0x20) == (b | 0x20); });
      if (same) return std::string(known);
    }
    return word;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool is_organ(std::string_view part) {
  for (const std::string_view organ : {"C.", "CN.", "WG.", "AC.", "SC.", "Sub.", "CONF.", "GC."}) {
    if (part.starts_with(organ)) return true;
  }
  return false;
}

bool is_conference(std::string_view part) { return part.starts_with("CONF."); }

/// Whether a part may come next, so that "A/HRC/21/11/119" is not a symbol.
bool may_follow(const std::vector<Part>& before, const Part& part) {
  if (part.shape != Shape::number && part.shape != Shape::closed) return true;
  if (part.shape == Shape::closed && !is_digit(part.text.front())) return true;
  if (before.empty()) return true;
  const auto is_number = [](const Part& p) {
    return p.shape == Shape::number || p.shape == Shape::session;
  };
  const Part& last = before.back();
  if (last.shape == Shape::closed) return false;
  const bool numbered = std::any_of(before.begin(), before.end(), is_number);
  if (last.shape == Shape::dotted) return !numbered || is_organ(last.text);
  if (last.shape == Shape::word) return true;
  if (before.size() < 2) return true;
  const Part& second = before[before.size() - 2];
  if (is_number(second) || is_conference(second.text)) return false;
  const bool earlier = std::any_of(before.begin(), before.end() - 2, is_number);
  return !(second.shape == Shape::word && earlier);
}

bool names_a_document(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    const bool digit = std::any_of(part.text.begin(), part.text.end(), is_digit);
    return digit && !is_organ(part.text);
  });
}

/// The capital letters with which a symbol begins; empty where the part is not such a one.
std::string_view series_in(const Part& part) {
  const std::string_view text = part.text;
  if (part.shape == Shape::word) return text;
  if (part.shape == Shape::session) return text.substr(0, text.find('('));
  const auto series = text.substr(0, text.find('.'));
  // Of the United Nations Industrial Development Organization: its board and general conference.
  const bool numbered = series == "IDB" || series == "GC";
  return part.shape == Shape::dotted && numbered ? series : std::string_view();
}

/// Where a part ends: at a slash that stands in no bracket.
std::size_t end_of_part(std::string_view text, std::size_t begin) {
  bool inside = false;
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (text[at] == '(') inside = true;
    if (text[at] == ')') inside = false;
    if (text[at] == '/' && !inside) return at;
  }
  return text.size();
}

bool is_change(std::string_view part) {
  for (const std::string_view word : {"Rev.", "Add.", "Corr.", "Amend."}) {
    if (part.starts_with(word)) return true;
  }
  return false;
}

/// Compares runs of digits as numbers and the rest as bytes.
std::strong_ordering natural(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  const auto digits = [](std::string_view text, std::size_t& at) {
    while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return text.substr(begin, at - begin);
  };
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto x = digits(a, i);
      const auto y = digits(b, j);
      if (const auto order = x.size() <=> y.size(); order != 0) return order;
      if (const int order = x.compare(y); order != 0) return order <=> 0;
    } else {
      if (a[i] != b[j]) return a[i] <=> b[j];
      ++i;
      ++j;
    }
  }
  return (a.size() - i) <=> (b.size() - j);
}

base::Result<std::vector<Part>> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::size_t begin = 0;
  const auto refuse = [&](std::size_t at, std::string_view why) {
    return base::fail(base::ErrorKind::invalid_input,
                      fmt::format("\"{}\" is not a document symbol: {}", text, why),
                      fmt::format("character {}", at + 1),
                      "write it as the document does, as in A/HRC/21/11 or A/RES/73/6");
  };
  while (begin <= text.size()) {
    const std::size_t end = end_of_part(text, begin);
    const auto piece = text.substr(begin, end - begin);
    PartReader reader(piece);
    auto part = reader.read();
    if (!part) return refuse(begin + reader.at(), "this does not fit the form of one");
    const auto series = series_in(*part);
    if (parts.empty() && (series.empty() || !all(series, is_upper) || series.size() > 8)) {
      return refuse(begin, "it begins with the capital letters of a series");
    }
    if (!may_follow(parts, *part)) return refuse(begin, "no further number belongs to it");
    parts.push_back(std::move(*part));
    if (parts.size() > kMostParts) return refuse(begin, "it has too many parts");
    begin = end + 1;
  }
  if (parts.size() < 2) return refuse(text.size(), "it has no parts between slashes");
  if (!names_a_document(parts)) return refuse(text.size(), "the number of the document is missing");
  return parts;
}

}  // namespace

base::Result<Symbol> Symbol::parse(std::string_view text) {
  if (text.size() > kLongest) {
    return base::fail(base::ErrorKind::invalid_input,
                      fmt::format("a symbol has at most {} bytes, not {}", kLongest, text.size()));
  }
  std::string clean = plain(text);
  Symbol symbol;
  while (!clean.empty() && (clean.back() == '*' || clean.back() == ' ')) {
    if (clean.back() == '*') ++symbol.reissue_;
    clean.pop_back();
  }
  COMITY_TRY(auto parts, parts_of(clean));
  symbol.parts_.reserve(parts.size());
  for (Part& part : parts) {
    if (!symbol.text_.empty()) symbol.text_ += '/';
    symbol.text_ += part.text;
    symbol.parts_.push_back(std::move(part.text));
  }
  // The canonical form may be longer than what was printed, and must itself be accepted.
  if (symbol.text_.size() + static_cast<std::size_t>(symbol.reissue_) > kLongest) {
    return base::fail(base::ErrorKind::invalid_input, "the symbol is too long");
  }
  return symbol;
}

base::Result<Symbol::InPath> Symbol::longest_in_path(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  // A symbol's text is short, so that only so many prefixes need trying, longest first.
  const std::string_view head = path.substr(0, kLongest + 1);
  for (std::size_t end = path.size() <= kLongest ? path.size() : head.rfind('/');
       end != std::string_view::npos && end > 0; end = path.rfind('/', end - 1)) {
    if (auto symbol = parse(path.substr(0, end))) {
      return InPath{*std::move(symbol),
                    std::string(end < path.size() ? path.substr(end + 1) : std::string_view())};
    }
  }
  return base::fail(base::ErrorKind::invalid_input,
                    fmt::format("\"{}\" does not begin with a document symbol", head));
}

Symbol Symbol::base_symbol() const {
  std::size_t count = parts_.size();
  while (count > 2 && is_change(parts_[count - 1])) --count;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : "/") + parts_[i];
  auto base = parse(text);
  return base ? *std::move(base) : *this;
}

std::optional<Symbol::Amendment> Symbol::amendment() const {
  if (parts_.size() < 2) return std::nullopt;
  const std::string_view last = parts_.back();
  Amendment amendment;
  std::string_view digits;
  if (last.starts_with("Rev.")) {
    digits = last.substr(4);
  } else if (last.starts_with("Corr.")) {
    amendment.how = Amendment::How::corrects;
    digits = last.substr(5);
  } else {
    return std::nullopt;
  }
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, amendment.number);
  auto of = parse(std::string_view(text_).substr(0, text_.size() - last.size() - 1));
  if (read.ec != std::errc{} || read.ptr != end || amendment.number < 1 || !of) return std::nullopt;
  amendment.of = *std::move(of);
  return amendment;
}

std::strong_ordering Symbol::operator<=>(const Symbol& other) const {
  const std::size_t common = std::min(parts_.size(), other.parts_.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (const auto order = natural(parts_[i], other.parts_[i]); order != 0) return order;
  }
  if (const auto order = parts_.size() <=> other.parts_.size(); order != 0) return order;
  return text_.compare(other.text_) <=> 0;
}

}  // namespace comity::model
