#include "grammar/citations/resolution_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

/// "د-35": the session that other languages write in Roman numerals; 0 in other brackets.
int arabic_session(std::string_view inside) {
  constexpr std::string_view kSession = "د";
  if (!inside.starts_with(kSession)) return 0;
  const std::size_t at = inside.find('-');
  const auto session = at == std::string_view::npos
                           ? std::nullopt
                           : number_at(inside, past_space(inside, at + 1), 2);
  return session && session->end == inside.size() ? session->value : 0;
}

std::optional<ResolutionNumber> bracketed_number(std::string_view text, NumberAt first) {
  ResolutionNumber number;
  std::size_t at = past_space(text, first.end);
  std::string letter;
  if (const auto section = section_at(text, at); section.letter != 0) {
    letter = section.letter;
    at = past_space(text, section.end);
  }
  if (at >= text.size() || text[at] != '(') return std::nullopt;
  const std::size_t close = text.substr(at, 16).find(')');
  if (close == std::string_view::npos) return std::nullopt;
  const auto inside = text.substr(at + 1, close - 1);
  const auto year = number_at(inside, 0, 4);
  const std::string_view roman = inside.substr(inside.starts_with("S-") ? 2 : 0);
  const int counted = arabic_session(inside);
  if (year && year->end == 4 && inside.size() == 4) {
    number.form = ResolutionNumber::Form::bracket_year;
    number.session = year->value;
  } else if (!roman.empty() && is_upper(roman.front()) && roman_value(roman) > 0) {
    number.form = ResolutionNumber::Form::roman;
    number.session = roman_value(roman);
  } else if (counted > 0) {
    number.form = ResolutionNumber::Form::roman;
    number.session = counted;
  } else {
    return std::nullopt;
  }
  number.text = fmt::format("{}({}){}", first.value,
                            counted > 0 ? roman_numeral(counted) : std::string(inside),
                            letter.empty() ? std::string() : "[" + letter + "]");
  number.end = at + close + 1;
  return number;
}

/// What stands before the number of a special session, in the letters of symbols.
struct SpecialAt {
  std::string prefix;
  std::size_t end = 0;
};

/// "S-", "ES-", which Arabic abbreviates by its own words; "OM/" of an organizational meeting.
SpecialAt special_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSessions{
      {{"S", "S-"}, {"ES", "ES-"}, {"دإط", "ES-"}, {"د إ ط", "ES-"}, {"دإ", "S-"}, {"د إ", "S-"}}};
  if (text.substr(at).starts_with("OM/")) return {"OM/", at + 3};
  for (const auto& [written, prefix] : kSessions) {
    if (!text.substr(at).starts_with(written)) continue;
    const auto dash = past_space(text, at + written.size());
    for (const std::string_view sign : {"-", "\u2011"}) {
      if (!text.substr(dash).starts_with(sign)) continue;
      return {std::string(prefix), past_space(text, dash + sign.size())};
    }
  }
  return {{}, at};
}

/// Whether a mark, a date or "and" stands behind a capital: it is no word of the text.
bool follows_section(std::string_view rest) {
  constexpr std::array<std::string_view, 10> kBehind = {" of ", " du ", " de ", " and ",   " et ",
                                                        " y ",  " от ", " и ",  " المؤرخ", "号"};
  if (rest.empty() || std::string_view(",;.)").find(rest.front()) != npos) return true;
  return std::any_of(kBehind.begin(), kBehind.end(),
                     [&](std::string_view each) { return rest.starts_with(each); });
}

/// "1/CP.21": the serial, the conference, and the session that it has come to. The letters may be
/// Cyrillic; Arabic has its own.
std::optional<ResolutionNumber> number_of_parties(std::string_view text, NumberAt serial) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kConferences{
      {{"CMA", "CMA"},
       {"СМА", "CMA"},
       {"م أ ت", "CMA"},
       {"م أت", "CMA"},
       {"CMP", "CMP"},
       {"СМР", "CMP"},
       {"КСС", "CMP"},
       {"م أ إ", "CMP"},
       {"م أإ", "CMP"},
       {"COP", "COP"},
       {"СОР", "COP"},
       {"CP", "CP"},
       {"СР", "CP"},
       {"КС", "CP"},
       {"م أ", "CP"},
       {"مأ", "CP"}}};
  const auto rest = text.substr(serial.end + 1);
  for (const auto& [written, conference] : kConferences) {
    if (!rest.starts_with(written)) continue;
    const std::size_t mark = serial.end + 1 + written.size();
    if (mark >= text.size() || (text[mark] != '.' && text[mark] != '-')) continue;
    const auto session = number_at(text, mark + 1, 3);
    if (!session) continue;
    return ResolutionNumber{ResolutionNumber::Form::parties, session->value,
                            fmt::format("{}/{}.{}", serial.value, conference, session->value),
                            session->end};
  }
  return std::nullopt;
}

/// "WHA73.1"
std::optional<ResolutionNumber> number_of_health(std::string_view text, std::size_t at) {
  constexpr std::string_view kAssembly = "WHA";
  if (!text.substr(at).starts_with(kAssembly)) return std::nullopt;
  const auto session = number_at(text, past_space(text, at + kAssembly.size()), 3);
  if (!session || session->end >= text.size() || text[session->end] != '.') return std::nullopt;
  const auto serial = number_at(text, session->end + 1, 3);
  if (!serial) return std::nullopt;
  return ResolutionNumber{ResolutionNumber::Form::health, session->value,
                          fmt::format("WHA{}.{}", session->value, serial->value), serial->end};
}

}  // namespace

std::string roman_numeral(int value) {
  constexpr std::array<std::pair<int, std::string_view>, 9> kSteps{{{100, "C"},
                                                                    {90, "XC"},
                                                                    {50, "L"},
                                                                    {40, "XL"},
                                                                    {10, "X"},
                                                                    {9, "IX"},
                                                                    {5, "V"},
                                                                    {4, "IV"},
                                                                    {1, "I"}}};
  std::string text;
  for (const auto& [step, letters] : kSteps) {
    for (; value >= step; value -= step) text += letters;
  }
  return text;
}

std::optional<ResolutionNumber> number_of_resolution(std::string_view text, std::size_t at) {
  if (auto health = number_of_health(text, at)) return health;
  ResolutionNumber number;
  const auto [special, figures] = special_at(text, at);
  const auto session = number_at(text, figures, 4);
  if (!session) return std::nullopt;
  if (session->end >= text.size() || text[session->end] != '/') {
    return special.empty() ? bracketed_number(text, *session) : std::nullopt;
  }
  if (auto parties = number_of_parties(text, *session)) return parties;
  const auto serial = number_at(text, session->end + 1, 4);
  if (!serial || session->value == 0 || serial->value == 0) return std::nullopt;
  number.form = !special.empty()         ? ResolutionNumber::Form::special
                : session->value >= 1946 ? ResolutionNumber::Form::year
                                         : ResolutionNumber::Form::session;
  number.session = session->value;
  number.text = fmt::format("{}{}/{}", special, session->value, serial->value);
  number.end = serial->end;
  // "73/262 A": the section of a resolution, where no word follows on it.
  const std::size_t letter = past_space(text, serial->end);
  const bool section = letter < text.size() && is_upper(text[letter]) &&
                       is_word_bound(text, letter + 1) && follows_section(text.substr(letter + 1));
  if (section) {
    number.text += text[letter];
    number.end = letter + 1;
  }
  return number;
}

std::optional<ResolutionNumber> lone_number(std::string_view text, std::size_t at) {
  const auto number = number_at(text, at, 4);
  const bool is_year = number && number->value >= 1945 && number->value < 2050;
  if (!number || number->value < 100 || is_year) return std::nullopt;
  const auto rest = text.substr(number->end);
  const bool goes_on =
      !rest.empty() && (rest.front() == '/' || rest.front() == '-' || is_digit(rest.front()) ||
                        is_lower(rest.front()) || is_upper(rest.front()));
  const bool is_part =
      rest.size() > 1 && (rest.front() == '.' || rest.front() == ',') && is_digit(rest[1]);
  if (goes_on || is_part) return std::nullopt;
  return ResolutionNumber{ResolutionNumber::Form::alone, 0, std::to_string(number->value),
                          number->end};
}

}  // namespace comity::grammar
