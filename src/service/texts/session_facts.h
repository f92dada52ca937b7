#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/texts/record_texts.h"

// What the mastheads of a session's texts say of it: its days, and how its agenda items are called.
namespace comity::service {

/// From the first to the last day, ISO 8601.
struct SessionDays {
  std::string first;
  std::string last;
  std::string work;  ///< the first text whose masthead says so
};

struct SessionFacts {
  /// As most mastheads have it that print days; of several as often told the earliest.
  std::optional<SessionDays> days;
  std::map<std::string, std::string> titles;  ///< of agenda items, by number as printed
};

/// The days that a masthead prints: "Geneva, 8-26 September 2014". Nothing where it prints one day
/// alone, or none.
[[nodiscard]] std::optional<SessionDays> days_of(const model::Reading& reading);

/// Of each item a few texts are asked, those in `language` first.
[[nodiscard]] base::Result<SessionFacts> session_facts(
    const Installation& installation, const std::vector<const TextOfRecord*>& texts,
    model::Language language);

}  // namespace comity::service
