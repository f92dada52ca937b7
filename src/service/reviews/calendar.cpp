#include "service/reviews/calendar.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "base/hash.h"
#include "render/icalendar.h"
#include "service/address.h"
#include "service/reviews/session_tables.h"

namespace comity::service {
namespace {

using base::Result;
using std::chrono::year_month_day;

constexpr int kMonthsAfterTheFirst = 48;
constexpr int kMonthsAfterLater = 54;
constexpr std::string_view kUnverified = "unverified";  // of what no report says

/// As the United Nations names it.
std::string_view universal_periodic_review(model::Language language) {
  switch (language) {
    case model::Language::ar:
      return "الاستعراض الدوري الشامل";
    case model::Language::zh:
      return "普遍定期审议";
    case model::Language::fr:
      return "Examen périodique universel";
    case model::Language::ru:
      return "Универсальный периодический обзор";
    case model::Language::es:
      return "Examen periódico universal";
    case model::Language::en:
    case model::Language::und:
      break;
  }
  return "Universal periodic review";
}

std::optional<year_month_day> day_of(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto number = [iso](std::size_t at, std::size_t length) {
    unsigned value = 0;
    std::from_chars(iso.data() + at, iso.data() + at + length, value);
    return value;
  };
  const year_month_day day{std::chrono::year(static_cast<int>(number(0, 4))),
                           std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2))};
  return day.ok() ? std::optional(day) : std::nullopt;
}

std::string iso_of(const year_month_day& day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string uid_of(std::string_view state, int cycle) {
  return fmt::format("{}-{}.universal-periodic-review@comity", state, cycle);
}

/// Writes the events of reviews; of several reports on one review the first counts.
class Events {
 public:
  Events(const StateNames& states, model::Language language)
      : states_(states), language_(language) {}

  void add(const store::ReviewRecord& review) {
    const auto day = day_of(review.date);
    if (!day) return;
    auto uid = uid_of(review.state, review.cycle);
    if (!uids_.insert(uid).second) return;
    const std::chrono::sys_days first(*day);
    auto description = review.work.name;
    if (review.session > 0) description += fmt::format("; session {}", review.session);
    description += "\n" + review_address(review.state, review.cycle);
    if (review.work.specimen) description += "\nInvented: a specimen";
    events_.push_back({std::move(uid), review.date,
                       iso_of(year_month_day(first + std::chrono::days(1))),
                       summary(review.state, review.cycle), std::move(description),
                       render::EventStatus::confirmed, review.work.read});
  }

  void add_next(const store::ReviewRecord& review) {
    const auto next = next_review(review);
    if (!next) return;
    auto uid = uid_of(review.state, next->cycle);
    if (!uids_.insert(uid).second) return;
    const auto first = *day_of(next->month + "-01");
    const bool after_the_first = review.cycle == 1;
    events_.push_back(
        {std::move(uid), iso_of(first), iso_of(first + std::chrono::months(1)),
         summary(review.state, next->cycle) + " (?)",
         fmt::format("Foreseen, not verified: {} after the review of {} in {}, by {}. The "
                     "Council's own calendar prevails.{}",
                     after_the_first ? "four years" : "four and a half years", review.date,
                     review.work.name, next->rule,
                     review.work.specimen ? "\nInvented: a specimen" : ""),
         render::EventStatus::tentative, review.work.read, std::string(kUnverified)});
  }

  /// What a table says and no report: on its day, or over the days of the session's reviews that
  /// were read.
  void add(const UnverifiedReview& review) {
    const auto first = day_of(review.date.empty() ? review.first : review.date);
    const auto last = day_of(review.date.empty() ? review.last : review.date);
    if (!first || !last || review.state.empty()) return;
    auto uid = uid_of(review.state, review.cycle);
    if (!uids_.insert(uid).second) return;
    events_.push_back(
        {std::move(uid), iso_of(*first),
         iso_of(year_month_day(std::chrono::sys_days(*last) + std::chrono::days(1))),
         summary(review.state, review.cycle) + " (?)",
         fmt::format(
             "Not verified: session {} by row {} of the table {}; no report of this review "
             "was read.{}{}",
             review.session, review.row, review.table.title,
             review.date.empty() ? " The days are those of other reviews of the session." : "",
             review.table.specimen ? "\nInvented: a specimen" : ""),
         render::EventStatus::tentative, review.table.read, std::string(kUnverified)});
  }

  [[nodiscard]] std::string text(std::string_view state) const {
    std::string name(universal_periodic_review(language_));
    if (!state.empty()) name = states_.name(state, language_) + " – " + name;
    return render::icalendar(name, events_);
  }

 private:
  [[nodiscard]] std::string summary(std::string_view state, int cycle) const {
    return fmt::format("{} – {}, {}", states_.name(state, language_),
                       universal_periodic_review(language_), cycle);
  }

  const StateNames& states_;
  model::Language language_;
  std::vector<render::CalendarEvent> events_;
  std::set<std::string> uids_;
};

}  // namespace

std::optional<ForeseenReview> next_review(const store::ReviewRecord& review) {
  const auto day = day_of(review.date);
  if (!day || review.cycle == 0) return std::nullopt;
  const bool after_the_first = review.cycle == 1;
  const auto month =
      std::chrono::year_month(day->year(), day->month()) +
      std::chrono::months(after_the_first ? kMonthsAfterTheFirst : kMonthsAfterLater);
  return ForeseenReview{
      review.cycle + 1,
      fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                  static_cast<unsigned>(month.month())),
      after_the_first ? "A/HRC/RES/5/1, annex, para. 14" : "A/HRC/RES/16/21, annex, para. 3"};
}

Result<StoredFile> calendar(Installation& installation, const Ask& ask,
                            const CalendarQuery& query) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  if (!query.state.empty() && states.by_code(query.state) == nullptr) {
    return base::fail(base::ErrorKind::not_found,
                      "no register holds a State with the code " + query.state,
                      state_address(query.state), "choose a State from the list of States");
  }
  store::ReviewFilter filter;
  filter.state = query.state;
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto reviews, read.reviews(filter, asker));
  const auto asked = [](int wish, int is) { return wish == 0 || wish == is; };
  Events events(states, ask.language);
  std::map<std::string, const store::ReviewRecord*> last;
  for (const auto& review : reviews) {
    auto& latest = last[review.state];
    if (latest == nullptr || review.cycle > latest->cycle) latest = &review;
    if (asked(query.cycle, review.cycle) && asked(query.session, review.session)) {
      events.add(review);
    }
  }
  COMITY_TRY(const auto unverified, unverified_reviews(installation, read, asker, states,
                                                       {query.state, query.cycle, query.session}));
  for (const auto& review : unverified) events.add(review);
  for (const auto& [state, review] : last) {
    if (query.session == 0 && asked(query.cycle, review->cycle + 1)) events.add_next(*review);
  }
  auto text = events.text(query.state);
  auto tag = base::sha256(text).hex();
  return StoredFile{"text/calendar", query.state.empty() ? "reviews.ics" : query.state + ".ics",
                    std::move(tag), std::make_shared<const std::string>(std::move(text))};
}

}  // namespace comity::service
