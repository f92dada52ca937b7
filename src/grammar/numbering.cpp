#include "grammar/numbering.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "grammar/marks.h"
#include "grammar/piece.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

/// Where more numbers than these are missing, they stand elsewhere (a table, one answer to many).
constexpr int kLargestGap = 3;

int letter_value(std::string_view letters) {
  if (letters.size() == 1) return letters[0] - 'a' + 1;
  if (letters.size() == 2 && letters[0] == letters[1]) return letters[0] - 'a' + 27;
  return 0;
}

}  // namespace

Numbering::Given Numbering::unique(Given given) {
  if (given.number.empty() || taken_.insert(given.number).second) return given;
  const std::string wanted = given.number;
  for (int n = 2;; ++n) {
    given.number = fmt::format("{}-{}", wanted, n);
    if (taken_.insert(given.number).second) break;
  }
  given.rule = "numbering.duplicate";
  given.saw = wanted;
  given.assumed = given.number;
  return given;
}

void Numbering::stand_under(std::string number) {
  parent_ = std::move(number);
  letter_ = 0;
  roman_ = 0;
  letter_number_.clear();
  roman_number_.clear();
}

void Numbering::begin_part(std::string prefix) {
  prefix_ = std::move(prefix);
  last_ = 0;
  together_.clear();
  nested_ = false;
  outer_.clear();
  stand_under("");
}

int Numbering::next() const {
  int value = last_ + 1;
  while (together_.contains(value)) ++value;
  return value;
}

Numbering::Given Numbering::numbered(int value, float left) {
  Given given;
  const int expected = next();
  const bool outer_next = value == expected;
  const bool nested_next = nested_ && value == nested_last_ + 1;
  const bool nearer_nested = std::abs(left - nested_left_) + 2 < std::abs(left - left_);
  if (nested_next && (!outer_next || nearer_nested)) {
    nested_last_ = value;
    given.number = fmt::format("{}.{}", outer_, value);
    given.level = 1;
  } else if (value == 1 && last_ > 0 && !outer_.empty()) {
    nested_ = true;
    nested_last_ = 1;
    nested_left_ = left;
    given.number = outer_ + ".1";
    given.level = 1;
  } else {
    given.number = prefix_ + std::to_string(value);
    if (last_ > 0 && value > expected && value - expected <= kLargestGap) {
      given.rule = "numbering.gap";
      given.saw = std::to_string(value);
      given.assumed = std::to_string(expected);
    } else if (value <= last_ && !taken_.contains(given.number)) {
      given.rule = "numbering.order";
      given.saw = std::to_string(value);
      given.assumed = std::to_string(expected);
    }
    nested_ = false;
    last_ = value;
    left_ = left;
    outer_ = given.number;
  }
  given = unique(std::move(given));
  if (!nested_) outer_ = given.number;
  stand_under(given.number);
  return given;
}

Numbering::Given Numbering::lettered(std::string_view letters, std::string_view printed) {
  Given given;
  const bool bracketed = printed.starts_with('(');
  if (letter_ > 0 && roman_ > 0 && bracketed != bracketed_) {
    given.number = fmt::format("{} ({})", roman_number_, letters);
    given.level = 3;
    return unique(std::move(given));
  }
  const int letter = letter_value(letters);
  const int roman = roman_value(letters);
  const bool roman_next =
      roman > 0 && (roman == roman_ + 1) && (roman_ > 0 || letter != letter_ + 1);
  if (roman_next || (roman > 0 && letter == 0)) return numeral(letters, roman);
  letter_ = letter;
  roman_ = 0;
  given.level = 1;
  if (!parent_.empty()) given.number = fmt::format("{} ({})", parent_, letters);
  given = unique(std::move(given));
  letter_number_ = given.number;
  bracketed_ = bracketed;
  return given;
}

Numbering::Given Numbering::numeral(std::string_view letters, int value) {
  Given given;
  roman_ = value;
  const std::string& above = letter_number_.empty() ? parent_ : letter_number_;
  if (!above.empty()) given.number = fmt::format("{} ({})", above, letters);
  given.level = letter_number_.empty() ? 1 : 2;
  given = unique(std::move(given));
  roman_number_ = given.number;
  return given;
}

Numbering::Given Numbering::give(std::string_view printed, float left) {
  const std::string bare = bare_label(printed);
  if (bare.empty()) return {};
  // Letters do not go on in figures, which are never "(i)" behind "(h)".
  if (const int item = item_number_of(printed); item > 0) return numeral(bare, item);
  const auto first = number_at(bare, 0, 5);
  if (std::size_t comma = bare.find(','); first && comma != std::string::npos) {
    // Several numbers over one text: it stands under the first.
    Given given = numbered(first->value, left);
    for (; comma != std::string::npos && !nested_; comma = bare.find(',', comma + 1)) {
      if (const auto more = number_at(bare, comma + 1, 4)) together_.insert(more->value);
    }
    return given;
  }
  if (first && first->end == bare.size()) {
    if (!printed.starts_with('(')) return numbered(first->value, left);
    Given given;
    given.level = 1;
    if (!parent_.empty()) given.number = fmt::format("{} ({})", parent_, bare);
    return unique(std::move(given));
  }
  if (first && bare[first->end] == '.') {
    Given given;
    given.number = prefix_ + bare;
    given = unique(std::move(given));
    stand_under(given.number);
    return given;
  }
  if (const auto ordinal = latin_ordinal_of(bare); first && !ordinal.empty()) {
    // It was put between two numbers, which stay as they are.
    Given given;
    given.number = fmt::format("{}{} {}", prefix_, first->value, ordinal);
    given = unique(std::move(given));
    stand_under(given.number);
    return given;
  }
  const bool letters = std::all_of(bare.begin(), bare.end(), is_lower) && bare.size() <= 5;
  return letters ? lettered(bare, printed) : Given{};
}

std::optional<TextSpan> rest_of_label(std::string_view printed, std::string_view text) {
  const auto end = printed.find_last_not_of(' ');
  if (end == std::string_view::npos || printed[end] != ',') return std::nullopt;
  const auto digit = printed.find_last_of("0123456789");
  if (digit == std::string_view::npos) return std::nullopt;
  const auto before = printed.find_last_not_of("0123456789", digit);
  const auto last = number_at(printed, before == std::string_view::npos ? 0 : before + 1, 5);
  for (std::size_t at = 0; last && at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && text[at - 1] != ' ')) continue;
    int value = last->value;
    int count = 0;
    auto next = at;
    bool goes_on = true;
    for (auto number = number_at(text, at, 5); goes_on && number && number->value > value;
         number = number_at(text, next, 5)) {
      if (number->end == text.size() || text[number->end] != '.') break;
      value = number->value;
      ++count;
      next = number->end + 1;
      goes_on = next < text.size() && text[next] == ',';
      next = std::min(text.find_first_not_of(' ', next + (goes_on ? 1 : 0)), text.size());
    }
    // One number and a period may end a sentence: then no small letter follows.
    const bool inside = next < text.size() && is_lower(text[next]);
    if (count > 1 || (count == 1 && inside)) return TextSpan{at, next};
  }
  return std::nullopt;
}

OrdinalAt latin_ordinal_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 4> kOrdinals = {"bis", "ter", "quater", "quinquies"};
  const auto begin = past_space(text, at);
  for (const auto word : kOrdinals) {
    const auto end = begin + word.size();
    if (text.substr(begin).starts_with(word) && is_word_bound(text, end)) return {word, end};
  }
  return {};
}

std::string_view latin_ordinal_of(std::string_view bare) {
  const auto number = number_at(bare, 0, 4);
  const auto ordinal = number ? latin_ordinal_at(bare, number->end) : OrdinalAt();
  return ordinal.end == bare.size() ? ordinal.word : std::string_view();
}

int plain_number(std::string_view printed) {
  const std::string bare = bare_label(printed);
  const auto number = number_at(bare, 0, 5);
  return number && number->end == bare.size() && !printed.starts_with('(') ? number->value : 0;
}

std::string annex_prefix(std::string_view text, model::Language language) {
  const Words& words = Words::of(language);
  const std::string small = small_letters(text);
  const auto found = words.at(Rule::annex, small, 0);
  if (!found || text.size() > 160) return {};
  std::string_view rest = std::string_view(text).substr(past_space(text, found->end));
  if (rest.empty() || rest == "*") return found->phrase->small == "annexes" ? "" : "annex.";
  const std::size_t space = std::min(rest.find_first_of(" .:*"), rest.size());
  const std::string_view label = rest.substr(0, space);
  const bool capital = label.size() == 1 && is_upper(label.front());
  const bool roman = is_upper(label.front()) && roman_value(label) != 0;
  const auto digits = number_at(label, 0, 2);
  if (capital || roman || (digits && digits->end == label.size())) {
    return fmt::format("annex{}.", label);
  }
  return rest.front() == ':' ? "annex." : "";
}

namespace {

/// "三十条": the number of an article in Chinese figures, 0 in other texts.
int chinese_article(std::string_view text, const Words& words) {
  constexpr std::array<std::string_view, 10> kFigures = {"一", "二", "三", "四", "五",
                                                         "六", "七", "八", "九", "十"};
  constexpr int kTen = 10;
  int value = 0;
  std::size_t at = 0;
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < kFigures.size() && !more; ++i) {
      if (!text.substr(at).starts_with(kFigures[i])) continue;
      const int figure = static_cast<int>(i) + 1;
      value = figure < kTen ? value + figure : std::max(value, 1) * kTen;
      at += kFigures[i].size();
      more = true;
    }
  }
  const auto end = words.at(Rule::article_end, text, at);
  return at > 0 && end && end->end == text.size() ? value : 0;
}

}  // namespace

bool heads_preamble(std::string_view text, model::Language language) {
  return Words::of(language).whole(Rule::preamble, small_letters(text)) != nullptr;
}

std::string article_prefix(std::string_view text, model::Language language) {
  if (text.size() > 40) return {};
  const Words& words = Words::of(language);
  const std::string small = small_letters(text);
  const auto found = words.at(Rule::article, small, 0);
  if (!found) return {};
  std::string number = bare_label(text.substr(past_space(text, found->end)));
  if (const int counted = chinese_article(number, words); counted > 0) {
    number = std::to_string(counted);
  }
  if (number.empty()) return found->phrase->value.empty() ? "" : "art" + found->phrase->value + ".";
  const auto digits = number_at(number, 0, 3);
  const bool whole = (digits && digits->end == number.size()) || roman_value(number) != 0;
  return whole ? "art" + number + "." : "";
}

}  // namespace comity::grammar
