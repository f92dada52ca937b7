#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/documents/documents.h"

// Reviews as a calendar that programs subscribe to (iCalendar, RFC 5545).
namespace comity::service {

/// When a State's next review is to be expected. No document says so: it follows from a rule alone.
struct ForeseenReview {
  int cycle = 0;
  std::string month;      ///< "2016-11"
  std::string_view rule;  ///< where the Human Rights Council says it
};

/// Four years after a review of the first cycle (Human Rights Council resolution 5/1, annex,
/// para. 14), four and a half after a later one (resolution 16/21, annex, para. 3). Nothing where
/// the review's cycle or date is not known.
[[nodiscard]] std::optional<ForeseenReview> next_review(const store::ReviewRecord& review);

struct CalendarQuery {
  std::string state;  ///< empty for all
  int cycle = 0;      ///< 0 for all
  int session = 0;    ///< 0 for all; others hold no foreseen reviews
};

/// The reviews whose dates the record holds; as tentative and of the category "unverified" those
/// that only a table of sessions names, and after a State's last one the next, with the rule that
/// it follows from. not_found: a State that no register holds.
[[nodiscard]] base::Result<StoredFile> calendar(Installation& installation, const Ask& ask,
                                                const CalendarQuery& query);

}  // namespace comity::service
