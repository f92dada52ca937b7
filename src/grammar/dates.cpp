#include "grammar/dates.h"

#include <fmt/format.h>

#include <array>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::array<std::string_view, 6> kDashes = {"\u2013", "\u2012", "-",
                                                     "to",     "\u2014", "\u2010"};

/// Past what stands between the first day of a stretch and the last: a dash, or "a" in "16 de junio
/// a 9 de julio".
std::optional<std::size_t> past_dash(std::string_view text, std::size_t at, const Words& words) {
  at = past_space(text, at);
  for (const std::string_view dash : kDashes) {
    if (text.substr(at).starts_with(dash)) return past_space(text, at + dash.size());
  }
  const auto word = words.at(Rule::range, text, at);
  return word ? std::optional(past_space(text, word->end)) : std::nullopt;
}

/// Past space and the words that stand between the parts of a date: "4 | de | noviembre".
std::size_t past_join(std::string_view small, std::size_t at, const Words& words) {
  at = past_space(small, at);
  const auto join = words.at(Rule::date_join, small, at);
  return join ? past_space(small, join->end) : at;
}

struct MonthAt {
  int month = 0;
  std::size_t end = 0;
};

std::optional<MonthAt> month_at(std::string_view small, std::size_t at, const Words& words) {
  const auto found = words.at(Rule::month, small, past_join(small, at, words));
  if (!found) return std::nullopt;
  return MonthAt{number_at(found->phrase->value, 0)->value, found->end};
}

std::optional<NumberAt> year_at(std::string_view small, std::size_t at, const Words& words) {
  auto year = number_at(small, past_join(small, at, words), 4);
  if (!year || year->value < 1900 || year->value > 2199) return std::nullopt;
  if (const auto behind = words.at(Rule::date_end, small, past_space(small, year->end))) {
    year->end = behind->end;
  }
  return year;
}

bool is_day(int day, int month, int year) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= (month == 2 && !leap ? 28 : kDays[static_cast<std::size_t>(month) - 1]);
}

std::string iso_of(int day, int month, int year) {
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

/// A number of at most `digits` digits with the phrase of a rule behind it; its end is the
/// phrase's.
std::optional<NumberAt> marked_number(std::string_view small, std::size_t at, std::size_t digits,
                                      Rule mark, const Words& words) {
  auto number = number_at(small, at, digits);
  const auto behind = number ? words.at(mark, small, number->end) : std::nullopt;
  if (!behind) return std::nullopt;
  number->end = behind->end;
  return number;
}

/// "至23日", "至7月9日" behind a date: it is the first day of a stretch.
void stretch(DateAt& date, int year, int month, std::string_view small, const Words& words) {
  const auto dash = past_dash(small, date.end, words);
  if (!dash) return;
  const auto other = marked_number(small, *dash, 2, Rule::date_month, words);
  const auto last = marked_number(small, other ? other->end : *dash, 2, Rule::date_day, words);
  if (other) month = other->value;
  if (!last || !is_day(last->value, month, year)) return;
  date.range = true;
  date.last = iso_of(last->value, month, year);
  date.end = last->end;
}

/// "2030年12月18日", "2025年6月16日至7月9日".
std::optional<DateAt> marked_date(std::string_view small, std::size_t at, const Words& words) {
  const auto year = marked_number(small, at, 4, Rule::date_year, words);
  if (!year) return std::nullopt;
  const auto month = marked_number(small, year->end, 2, Rule::date_month, words);
  const auto day =
      month ? marked_number(small, month->end, 2, Rule::date_day, words) : std::nullopt;
  if (!day || month->value < 1 || month->value > 12) return std::nullopt;
  if (!is_day(day->value, month->value, year->value)) return std::nullopt;
  DateAt date{iso_of(day->value, month->value, year->value), day->end};
  stretch(date, year->value, month->value, small, words);
  return date;
}

}  // namespace

std::optional<DateAt> date_at(std::string_view small, std::size_t at, const Words& words) {
  if (const auto marked = marked_date(small, at, words)) return marked;
  const auto day = number_at(small, at, 2);
  if (!day) return std::nullopt;
  auto month = month_at(small, day->end, words);
  std::size_t end = month ? month->end : day->end;
  auto year = month ? year_at(small, end, words) : std::nullopt;
  std::optional<NumberAt> last;
  std::optional<MonthAt> last_month;
  std::string last_day;
  // The month, or the year, may stand only at the end: "8-19 february 2010".
  if (!year) {
    const auto dash = past_dash(small, end, words);
    last = dash ? number_at(small, *dash, 2) : std::nullopt;
    last_month = last ? month_at(small, last->end, words) : std::nullopt;
    if (!last_month) return std::nullopt;
    if (!month) month = last_month;
    year = year_at(small, last_month->end, words);
    // "24 february–13 march and 15–23 june 2020": two stretches of one session.
    const auto joined = words.at(Rule::conjunction, small, past_space(small, last_month->end));
    const auto more =
        !year && joined ? date_at(small, past_space(small, joined->end), words) : std::nullopt;
    if (more) {
      year = NumberAt{number_at(more->iso, 0, 4)->value, more->end};
      last_day = more->range ? more->last : more->iso;
    }
  }
  if (!year || !is_day(day->value, month->month, year->value)) return std::nullopt;
  DateAt date{iso_of(day->value, month->month, year->value), year->end};
  if (!last_month) return date;
  date.range = true;
  date.last = std::move(last_day);
  if (date.last.empty() && is_day(last->value, last_month->month, year->value)) {
    date.last = iso_of(last->value, last_month->month, year->value);
  }
  return date;
}

}  // namespace comity::grammar
