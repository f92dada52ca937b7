#include "grammar/sources/source_columns.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/scan.h"
#include "grammar/tables.h"

namespace comity::grammar {
namespace {

using model::ColumnMapping;
using model::SourceAnswer;
using model::SourceColumn;
using Rows = std::span<const std::vector<std::string>>;

constexpr double kMost = 0.7;               // of the cells, to say what a column holds
constexpr std::size_t kLongText = 30;       // bytes, on the average, of a recommendation
constexpr std::size_t kSymbolParts = 12;    // at most, of a symbol
constexpr std::size_t kLongestNumber = 16;  // bytes

/// Words in small letters with "_" between them, without accents, whatever their script.
std::string plain_name(std::string_view text) {
  std::string name;
  for (const char c : base::unaccented(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || is_digit(c) || (c & 0x80) != 0;
    if (letter) name += c;
    if (!letter && !name.empty() && name.back() != '_') name += '_';
  }
  if (name.ends_with('_')) name.pop_back();
  return name;
}

struct ColumnName {
  std::string name;
  SourceColumn column = SourceColumn::text;
};

const std::vector<ColumnName>& column_names() {
  static const std::vector<ColumnName> names = [] {
    std::vector<ColumnName> list;
    for (const auto& row : table_in("source_columns.csv").rows) {
      const auto column = model::source_column_from(row[1]);
      COMITY_ASSERT(column.has_value());
      list.push_back({plain_name(row[0]), *column});
    }
    return list;
  }();
  return names;
}

bool is_taken(const ColumnMapping& mapping, std::size_t index) {
  return std::any_of(mapping.columns.begin(), mapping.columns.end(),
                     [&](const auto& each) { return each.second == index; });
}

/// How many of the cells of a column that are not empty are so.
template <typename Is>
double share(Rows rows, std::size_t column, Is is) {
  std::size_t all = 0;
  std::size_t yes = 0;
  for (const auto& row : rows) {
    if (column >= row.size() || row[column].empty()) continue;
    ++all;
    if (is(row[column])) ++yes;
  }
  return all == 0 ? 0 : static_cast<double>(yes) / static_cast<double>(all);
}

/// The bytes of a column's cells, on the average.
std::size_t length_of(Rows rows, std::size_t column) {
  std::size_t bytes = 0;
  for (const auto& row : rows) {
    if (column < row.size()) bytes += row[column].size();
  }
  return rows.empty() ? 0 : bytes / rows.size();
}

bool is_item_number(std::string_view text) {
  if (text.empty() || text.size() > kLongestNumber || !is_digit(text.front())) return false;
  const auto dot = text.find('.');
  return dot != std::string_view::npos && dot + 1 < text.size() &&
         text.find_first_not_of("0123456789. ()abcdefghij") == std::string_view::npos;
}

/// Fills one meaning that is open with the first column of which a test says so.
template <typename Is>
void fill(ColumnMapping& mapping, SourceColumn meaning, std::size_t width, Is is) {
  if (mapping.columns.contains(meaning)) return;
  for (std::size_t i = 0; i < width; ++i) {
    if (is_taken(mapping, i) || !is(i)) continue;
    mapping.columns[meaning] = static_cast<std::uint32_t>(i);
    return;
  }
}

/// Which of the columns that hold States says them of more rows alike: the State under review.
void fill_states(ColumnMapping& mapping, Rows rows, std::size_t width,
                 const names::Register& states) {
  const auto named = [&](const std::string& cell) {
    const auto names = base::split(cell, ';');
    return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
      name = base::trimmed(name);
      return states.by_code(name) != nullptr || states.find(name) != nullptr;
    });
  };
  const auto distinct = [&](std::size_t column) {
    std::set<std::string_view> cells;
    for (const auto& row : rows) {
      if (column < row.size()) cells.insert(row[column]);
    }
    return cells.size();
  };
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < width; ++i) {
    if (!is_taken(mapping, i) && share(rows, i, named) >= kMost) found.push_back(i);
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](auto a, auto b) { return distinct(a) < distinct(b); });
  for (const auto column : found) {
    const auto place = static_cast<std::uint32_t>(column);
    if (mapping.columns.try_emplace(SourceColumn::state, place).second) continue;
    mapping.columns.try_emplace(SourceColumn::by, place);
  }
}

void fill_text(ColumnMapping& mapping, Rows rows, std::size_t width) {
  if (mapping.columns.contains(SourceColumn::text)) return;
  std::size_t best = width;
  for (std::size_t i = 0; i < width; ++i) {
    if (is_taken(mapping, i) || length_of(rows, i) < kLongText) continue;
    if (best == width || length_of(rows, i) > length_of(rows, best)) best = i;
  }
  if (best < width) mapping.columns[SourceColumn::text] = static_cast<std::uint32_t>(best);
}

struct BodyForm {
  std::string form;
  std::string match;  ///< "whole", "start", "symbol"
  std::string mechanism;
};

/// The longest form first.
const std::vector<BodyForm>& body_forms() {
  static const std::vector<BodyForm> forms = [] {
    std::vector<BodyForm> list;
    for (const auto& row : table_in("source_bodies.csv").rows)
      list.push_back({row[0], row[1], row[2]});
    std::stable_sort(list.begin(), list.end(), [](const BodyForm& a, const BodyForm& b) {
      return a.form.size() > b.form.size();
    });
    return list;
  }();
  return forms;
}

/// Whether a text is the form, or begins with it as with a whole word.
bool begins_with(std::string_view text, std::string_view form, char behind) {
  return text.starts_with(form) && (text.size() == form.size() || text[form.size()] == behind);
}

int whole_number_in(std::string_view text) {
  int value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end ? value : 0;
}

/// The Council's last session, and the last day, on which reports of a cycle came out. Reports are
/// considered one or two sessions of the Council after the review: the twelfth session of the
/// Working Group (October 2011) in A/HRC/19, the twenty-sixth (November 2016) in A/HRC/34, the
/// fortieth (February 2022) in A/HRC/50.
struct CycleEnd {
  int session;
  std::string_view day;
};
constexpr CycleEnd kCycleEnds[] = {{20, "2012-05-20"}, {35, "2017-04-30"}, {51, "2022-11-06"}};
constexpr int kLastOfFourthCycle = 67;  // of the fourth cycle, whose end is not known

/// What words say of a cycle: 0 for those that stand beside its number.
struct CycleWords {
  std::map<std::string, int, std::less<>> words;
  std::vector<std::pair<std::string, int>> beginnings;  ///< where no space parts words
};

const CycleWords& cycle_words() {
  static const CycleWords all = [] {
    CycleWords list;
    for (const auto& row : table_in("source_cycles.csv").rows) {
      const auto word = plain_name(row[0]);
      const auto cycle = whole_number_in(row[1]);
      list.words.emplace(word, cycle);
      if (row[2] == "zh" && cycle > 0) list.beginnings.emplace_back(word, cycle);
    }
    return list;
  }();
  return all;
}

/// What one word of a cell says of the cycle: its number, 0 for nothing; none where it is about
/// something else.
std::optional<int> cycle_in(std::string_view word) {
  constexpr std::size_t kDigitsOfYear = 4;
  constexpr int kMostCycles = 9;
  const auto& known = cycle_words();
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  if (digits >= kDigitsOfYear || word.empty()) return 0;
  if (digits > 0) {
    const auto ending = known.words.find(word.substr(digits));
    const bool is_ordinal =
        digits == word.size() || (ending != known.words.end() && ending->second == 0);
    const int number = whole_number_in(word.substr(0, digits));
    const bool is_cycle = is_ordinal && number > 0 && number <= kMostCycles;
    return is_cycle ? std::optional(number) : std::nullopt;
  }
  if (const auto found = known.words.find(word); found != known.words.end()) return found->second;
  for (const auto& [beginning, cycle] : known.beginnings) {
    if (word.starts_with(beginning)) return cycle;
  }
  return std::nullopt;
}

}  // namespace

ColumnMapping columns_by_name(const std::vector<std::string>& names) {
  std::vector<std::string> plain;
  plain.reserve(names.size());
  for (const auto& name : names) plain.push_back(plain_name(name));
  ColumnMapping mapping;
  for (const auto& each : column_names()) {
    if (mapping.columns.contains(each.column)) continue;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (plain[i] != each.name || is_taken(mapping, i)) continue;
      mapping.columns[each.column] = static_cast<std::uint32_t>(i);
      break;
    }
  }
  return mapping;
}

ColumnMapping columns_by_content(const ColumnMapping& known, const std::vector<std::string>& names,
                                 Rows rows, const names::Register& states) {
  auto mapping = known;
  fill_states(mapping, rows, names.size(), states);
  fill(mapping, SourceColumn::response, names.size(), [&](std::size_t column) {
    return share(rows, column, [](const std::string& cell) { return answer_by_word(cell); }) >=
           kMost;
  });
  fill(mapping, SourceColumn::number, names.size(), [&](std::size_t column) {
    return share(rows, column, [](const std::string& cell) { return is_item_number(cell); }) >=
           kMost;
  });
  fill_text(mapping, rows, names.size());
  return mapping;
}

std::optional<SourceAnswer> answer_by_word(std::string_view word) {
  static const std::map<std::string, SourceAnswer, std::less<>> words = [] {
    std::map<std::string, SourceAnswer, std::less<>> list;
    for (const auto& row : table_in("source_answers.csv").rows) {
      for (int i = 0; i <= static_cast<int>(SourceAnswer::pledge); ++i) {
        const auto answer = static_cast<SourceAnswer>(i);
        if (model::name_of(answer) == row[1]) list.emplace(base::folded(row[0]), answer);
      }
    }
    return list;
  }();
  const auto found = words.find(base::folded(base::trimmed(word)));
  if (found == words.end()) return std::nullopt;
  return found->second;
}

std::string mechanism_by_name(std::string_view name) {
  for (auto part : base::split(name, ';')) {
    part = base::trimmed(part);
    while (part.starts_with("- ")) part.remove_prefix(2);
    const auto plain = plain_name(part);
    for (const auto& each : body_forms()) {
      if (each.match == "symbol") continue;
      const auto form = plain_name(each.form);
      if (each.match == "whole" ? plain == form : begins_with(plain, form, '_')) {
        return each.mechanism;
      }
    }
  }
  return {};
}

std::string mechanism_by_symbol(std::string_view symbol) {
  for (const auto& each : body_forms()) {
    if (each.match == "symbol" && begins_with(symbol, each.form, '/')) return each.mechanism;
  }
  return {};
}

std::string state_by_symbol(std::string_view symbol, const names::Register& states) {
  const auto parts = base::split(symbol, '/');
  if (parts.size() > kSymbolParts) return {};
  // The first part is the body: "CAT/C/…" is no State's.
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].size() != 3) continue;
    if (const auto* state = states.by_code(parts[i])) return state->code;
  }
  return {};
}

int cycle_by_symbol(std::string_view symbol) {
  constexpr std::string_view kGroup = "A/HRC/WG.6/";
  constexpr std::string_view kCouncil = "A/HRC/";
  if (symbol.starts_with(kGroup)) {
    symbol.remove_prefix(kGroup.size());
    return model::cycle_of_session(whole_number_in(symbol.substr(0, symbol.find('/'))));
  }
  if (!symbol.starts_with(kCouncil)) return 0;
  symbol.remove_prefix(kCouncil.size());
  const auto session = whole_number_in(symbol.substr(0, symbol.find('/')));
  if (session < 8 || session > kLastOfFourthCycle) return 0;
  int cycle = 1;
  for (const auto& end : kCycleEnds) cycle += session > end.session ? 1 : 0;
  return cycle;
}

int cycle_by_date(std::string_view date) {
  const auto day = date.substr(0, 10);
  if (day.size() != 10 || day[4] != '-' || day[7] != '-' || day < "2008-04-07") return 0;
  int cycle = 1;
  for (const auto& end : kCycleEnds) cycle += day > end.day ? 1 : 0;
  return cycle;
}

int cycle_by_words(std::string_view text) {
  const auto plain = plain_name(ascii_digits(text));
  int cycle = 0;
  for (const auto word : base::split(plain, '_')) {
    const auto said = cycle_in(word);
    if (!said || (*said > 0 && cycle > 0 && *said != cycle)) return 0;
    if (*said > 0) cycle = *said;
  }
  return cycle;
}

PositionFrom position_from(std::string_view text) {
  static const std::vector<std::string> phrases = [] {
    std::vector<std::string> list;
    for (const auto& row : table_in("source_marks.csv").rows) {
      if (row[0] == "position_from") list.push_back(row[1]);
    }
    return list;
  }();
  const auto low = base::lower_ascii(text);
  for (const auto& phrase : phrases) {
    const auto begin = low.rfind(phrase);
    if (begin == std::string::npos) continue;
    auto symbol = text.substr(begin + phrase.size());
    const auto from = symbol.find_first_not_of(": ");
    symbol.remove_prefix(std::min(from, symbol.size()));
    return {begin, std::string(symbol.substr(0, symbol.find(' ')))};
  }
  return {};
}

NumberBefore number_before(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
  auto number = text.substr(0, end);
  while (number.ends_with('.')) number.remove_suffix(1);
  const bool parts = is_item_number(number) && number.find("..") == std::string_view::npos;
  const auto rest = text.find_first_not_of(' ', end);
  if (!parts || rest == end || rest == std::string_view::npos) return {};
  return {std::string(number), rest};
}

}  // namespace comity::grammar
