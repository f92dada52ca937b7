#include "reading/office/xlsx_values.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/text.h"

namespace comity::reading {
namespace {

constexpr int kMostSheetColumns = 16'384;
constexpr double kLastDay = 2'958'466;  // 9999-12-31 and its hours
constexpr int kUnixDay = 25'569;        // 1970-01-01 counted as Excel does
constexpr int kFrom1904 = 1'462;        // days between the two ways to count
constexpr int kFeignedDay = 60;         // 1900-02-29, which never was
constexpr long kSecondsADay = 86'400;

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::string time_text(long seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string date_text(int day) {
  const auto real = day < kFeignedDay ? day + 1 : day;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{real - kUnixDay}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

NumberShape shape_of_builtin(int format) {
  if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) ||
      (format >= 50 && format <= 58) || format == 36) {
    return NumberShape::date;
  }
  if ((format >= 18 && format <= 21) || (format >= 32 && format <= 35) ||
      (format >= 45 && format <= 47)) {
    return NumberShape::time;
  }
  return format == 22 ? NumberShape::date_and_time : NumberShape::number;
}

NumberShape shape_of_code(std::string_view code) {
  bool date = false;
  bool time = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      // "[h]" counts hours on, the others are colours, conditions and languages.
      const auto end = std::min(code.find(']', i), code.size());
      const auto inside = base::lower_ascii(code.substr(i + 1, end - i - 1));
      time = time || (!inside.empty() && inside.find_first_not_of("hms") == std::string::npos);
      i = end;
    } else {
      date = date || c == 'y' || c == 'Y' || c == 'd' || c == 'D';
      time = time || c == 'h' || c == 'H' || c == 's' || c == 'S';
    }
  }
  if (date && time) return NumberShape::date_and_time;
  if (date) return NumberShape::date;
  return time ? NumberShape::time : NumberShape::number;
}

std::string number_text(std::string_view value, NumberShape shape, bool from_1904) {
  const auto number = number_in(base::trimmed(value));
  if (!number) return std::string(value);
  const double counted = *number + (from_1904 ? kFrom1904 : 0);
  if (shape == NumberShape::number || *number < 0 || counted >= kLastDay) {
    return std::abs(*number) < 1e15 ? fmt::format("{}", *number) : std::string(value);
  }
  auto day = static_cast<int>(std::floor(counted));
  auto seconds = std::lround((counted - day) * static_cast<double>(kSecondsADay));
  if (seconds == kSecondsADay) {
    ++day;
    seconds = 0;
  }
  if (shape == NumberShape::time) {
    // Hours counted on past a day: a length of time.
    const auto days = static_cast<long>(std::floor(*number));
    return time_text(seconds + (days < 366 ? days * kSecondsADay : 0));
  }
  const bool hours = shape == NumberShape::date_and_time && seconds != 0;
  return hours ? date_text(day) + " " + time_text(seconds) : date_text(day);
}

int column_of(std::string_view reference) {
  int column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
    if (column > kMostSheetColumns) return -1;
  }
  return column - 1;
}

}  // namespace comity::reading
