#pragma once

#include <string>

namespace comity::specimen {

struct Date {
  int year = 0;
  int month = 1;
  int day = 1;
};

/// "9 July 2012".
[[nodiscard]] std::string printed(const Date& date);
/// "2012-07-09".
[[nodiscard]] std::string iso(const Date& date);
/// The date that many days later (or earlier).
[[nodiscard]] Date shifted(const Date& date, int days);
/// "July 2012".
[[nodiscard]] std::string month_and_year(const Date& date);

/// "twenty-first"; in figures from 100 on.
[[nodiscard]] std::string ordinal(int number);
/// "9th".
[[nodiscard]] std::string short_ordinal(int number);
[[nodiscard]] std::string capitalised(std::string text);

}  // namespace comity::specimen
