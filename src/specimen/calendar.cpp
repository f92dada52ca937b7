#include "specimen/calendar.h"

#include <array>
#include <chrono>

namespace comity::specimen {
namespace {

constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
constexpr std::array<const char*, 20> kOrdinals = {
    "",           "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
constexpr std::array<const char*, 10> kTens = {"",      "",      "twenty",  "thirty", "forty",
                                               "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<const char*, 10> kTenths = {"",          "",         "twentieth", "thirtieth",
                                                 "fortieth",  "fiftieth", "sixtieth",  "seventieth",
                                                 "eightieth", "ninetieth"};

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

const char* month_name(int month) { return kMonths[static_cast<std::size_t>(month - 1)]; }

}  // namespace

std::string printed(const Date& date) {
  return std::to_string(date.day) + ' ' + month_and_year(date);
}

std::string iso(const Date& date) {
  return std::to_string(date.year) + '-' + two(date.month) + '-' + two(date.day);
}

std::string month_and_year(const Date& date) {
  return std::string(month_name(date.month)) + ' ' + std::to_string(date.year);
}

Date shifted(const Date& date, int days) {
  using namespace std::chrono;
  const auto from = year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                                   day(static_cast<unsigned>(date.day)));
  const year_month_day to(sys_days(from) + std::chrono::days(days));
  return {static_cast<int>(to.year()), static_cast<int>(static_cast<unsigned>(to.month())),
          static_cast<int>(static_cast<unsigned>(to.day()))};
}

std::string ordinal(int number) {
  if (number >= 100) return short_ordinal(number);
  const auto index = static_cast<std::size_t>(number);
  if (index < kOrdinals.size()) return kOrdinals[index];
  if (index % 10 == 0) return kTenths[index / 10];
  return std::string(kTens[index / 10]) + '-' + kOrdinals[index % 10];
}

std::string short_ordinal(int number) {
  const int last = number % 10;
  const bool teen = number % 100 / 10 == 1;
  const char* end = teen || last > 3 || last == 0 ? "th"
                    : last == 1                   ? "st"
                    : last == 2                   ? "nd"
                                                  : "rd";
  return std::to_string(number) + end;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

}  // namespace comity::specimen
