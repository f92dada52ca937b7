#include <algorithm>
#include <array>

#include "base/text.h"
#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "service/reviews/correct_internal.h"
#include "service/written.h"
#include "store/corrections.h"

// Corrections as people make them: what is wished becomes an entry of the journal.
namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonObject;
using base::Result;
using store::CorrectionValue;
using store::Corrects;
using CorrectionWhat = CorrectionWish::What;

Result<Subject> subject_of(Installation& installation, const store::Read& read, const Ask& ask,
                           std::string_view name, std::string_view number, std::string_view etag) {
  Subject subject;
  subject.address = recommendation_address(name, number, 0);
  COMITY_TRY(subject.work, work_to_change(read, ask, name, Action::correct, etag));
  COMITY_TRY(subject.person, person_of(installation, ask.actor));
  const auto& work = subject.work;
  COMITY_TRY(const auto record,
             read.recommendation(work.space, work.id, number, store::Visibility::everything()));
  COMITY_TRY(subject.reading, installation.store().reading(work.reading));
  COMITY_TRY(const auto value, value_read(read, work, *subject.reading,
                                          {Corrects::clauses, std::string(number), 0, 0}));
  if (!record) {
    return fail(
        ErrorKind::not_found,
        "the record holds no recommendation " + std::string(number) + " in " + std::string(name),
        subject.address, "look at the review's lists");
  }
  if (const auto& now = record->recommendation.number; now != number) {
    return fail(ErrorKind::not_found,
                "by a correction " + std::string(number) + " is part of " + now, subject.address,
                "correct " + now + ", or take that correction back");
  }
  subject.record = *record;
  if (value) subject.read = *value;
  store::CorrectionFilter filter;
  filter.space = work.space;
  filter.work = work.id;
  filter.number = number;
  COMITY_TRY(subject.held, read.corrections(filter, store::Visibility::everything()));
  std::erase_if(subject.held, [](const auto& each) { return !each.held(); });
  const auto* const space = read.space(work.space);
  COMITY_ASSERT(space != nullptr);
  COMITY_TRY(subject.states, installation.register_of(*space));
  return subject;
}

Result<CorrectionValue> position_wanted(const CorrectionValue& now, const CorrectionWish& wish) {
  auto wanted = now;
  if (wish.position) {
    wanted.position = base::collapsed(*wish.position);
    if (!base::is_utf8(wanted.position) || wanted.position.size() > kLongestText) {
      return refuse("these are no words of a position", "position", "write them shorter, as UTF-8");
    }
  }
  if (!wish.counts_as.empty()) {
    const auto counts_as = model::counts_as_from(wish.counts_as);
    if (!counts_as) {
      return refuse("a position does not count as " + wish.counts_as, "counts_as",
                    "supported, noted or pending");
    }
    wanted.counts_as = *counts_as;
  }
  return wanted;
}

Result<store::RecommendationCorrected> act_of_position(const store::Read& read,
                                                       const Subject& subject,
                                                       const CorrectionWish& wish) {
  auto act = act_of(subject, Corrects::position, 0);
  COMITY_TRY(auto value, value_read(read, subject.work, *subject.reading, act.place));
  COMITY_ASSERT(value.has_value());
  act.replaces = *std::move(value);
  CorrectionValue shown{
      act.replaces.clauses, {}, subject.record.position, subject.record.counts_as};
  COMITY_TRY(act.becomes, position_wanted(shown, wish));
  if (act.becomes == shown) {
    return refuse("this changes nothing", "position", "write what the State said");
  }
  return act;
}

/// Writes it down. `act` says what.
Result<JsonObject> write_down(Installation& installation, const Subject& subject, store::Act act,
                              std::string_view etag) {
  store::NewEntry entry{subject.work.space, subject.person, std::move(act)};
  if (!etag.empty()) entry.seen = subject.work.changed;
  COMITY_TRY(const auto appended, installation.store().append({std::move(entry)}));
  return JsonObject{{"entry", appended.front().number}, {"address", subject.address}};
}

Result<JsonObject> write_correction(Installation& installation, const Subject& subject,
                                    store::RecommendationCorrected act, std::string_view reason,
                                    std::string_view etag) {
  act.replaces.clauses = without_places(std::move(act.replaces.clauses));
  act.becomes.clauses = without_places(std::move(act.becomes.clauses));
  if (act.replaces == act.becomes) {
    return refuse("this is what was read", "text",
                  "take the correction back that changed it: then what was read holds again");
  }
  COMITY_TRY(act.reason, written_reason(reason));
  return write_down(installation, subject, std::move(act), etag);
}

/// The same correction of what is read now.
Result<store::RecommendationCorrected> held_against_now(const store::Read& read,
                                                        const Subject& subject,
                                                        const store::CorrectionRecord& held) {
  auto act = act_of(subject, held.place.corrects, held.place.clause);
  COMITY_TRY(auto now, value_read(read, subject.work, *subject.reading, act.place,
                                  numbers_of(held.place, held.replaces, held.becomes)));
  if (!now) {
    return fail(ErrorKind::conflict, "nothing stands there that it could correct", subject.address,
                "take it back, and correct what is read now");
  }
  act.replaces = *std::move(now);
  act.becomes = held.becomes;
  // What the correction left alone is as it is read now.
  if (held.place.corrects == Corrects::clause) {
    const auto& before = held.replaces.clauses.front();
    auto& wanted = act.becomes.clauses.front();
    const auto& here = act.replaces.clauses.front();
    if (wanted.text == before.text) wanted.text = here.text;
    if (wanted.states == before.states && wanted.unknown == before.unknown) {
      wanted.states = here.states;
      wanted.unknown = here.unknown;
    }
  }
  if (held.place.corrects == Corrects::position) act.becomes.clauses = act.replaces.clauses;
  return act;
}

}  // namespace

std::optional<CorrectionWhat> correction_from(std::string_view name) {
  if (name == "clause") return CorrectionWhat::clause;
  if (name == "split") return CorrectionWhat::split;
  if (name == "merge") return CorrectionWhat::merge;
  if (name == "position") return CorrectionWhat::position;
  return std::nullopt;
}

Result<JsonObject> correct(Installation& installation, const Ask& ask, std::string_view name,
                           std::string_view number, const CorrectionWish& wish,
                           std::string_view etag) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto subject, subject_of(installation, read, ask, name, number, etag));
  auto act = wish.what == CorrectionWhat::position ? act_of_position(read, subject, wish)
                                                   : act_of_clauses(read, subject, wish);
  if (!act) return tl::unexpected<base::Error>(std::move(act).error());
  return write_correction(installation, subject, *std::move(act), wish.reason, etag);
}

Result<JsonObject> decide(Installation& installation, const Ask& ask, std::string_view name,
                          std::string_view number, const DecisionWish& wish,
                          std::string_view etag) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto work, work_to_change(read, ask, name, Action::correct, etag));
  Subject subject;
  subject.work = work;
  subject.address = recommendation_address(name, number, 0);
  store::CorrectionFilter filter;
  filter.space = work.space;
  filter.work = work.id;
  filter.number = number;
  COMITY_TRY(const auto all, read.corrections(filter, store::Visibility::everything()));
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) {
    return each.held() && each.made.entry == wish.correction;
  });
  if (found == all.end()) {
    return fail(ErrorKind::not_found, "no correction of this entry holds there", subject.address,
                "look at the recommendation's page, or at the list of corrections");
  }
  if (wish.decision == CorrectionDecision::take_back) {
    COMITY_TRY(auto reason, written_reason(wish.reason));
    return write_down(installation, subject,
                      store::CorrectionWithdrawn{work.name, wish.correction, std::move(reason)},
                      etag);
  }
  // What is gone has no record to hold it against.
  COMITY_TRY(subject, subject_of(installation, read, ask, name, number, etag));
  COMITY_TRY(auto act, held_against_now(read, subject, *found));
  return write_correction(installation, subject, std::move(act), wish.reason, etag);
}

}  // namespace comity::service
