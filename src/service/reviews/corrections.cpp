#include "service/reviews/corrections.h"

#include <algorithm>
#include <array>
#include <set>

#include "compare/compare.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "service/reviews/positions.h"
#include "store/positions.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using store::CorrectionRecord;
using store::CorrectionValue;
using store::Corrects;

constexpr std::array<std::string_view, 4> kStandings = {"asked", "kept", "satisfied", "ended"};

std::size_t distinct(const std::vector<std::string>& numbers) {
  return std::set<std::string_view>(numbers.begin(), numbers.end()).size();
}

/// What was corrected, for people: "text", "states", "text_and_states", "split", "merge",
/// "clauses", "split_numbers", "merge_numbers", "numbers" or "position".
std::string_view kind_of(const CorrectionRecord& record) {
  if (record.place.corrects == Corrects::position) return "position";
  if (record.place.corrects == Corrects::numbers) {
    const auto read = distinct(record.replaces.numbers);
    const auto made = distinct(record.becomes.numbers);
    if (read == made) return "numbers";
    return read < made ? "split_numbers" : "merge_numbers";
  }
  const auto& before = record.replaces.clauses;
  const auto& wanted = record.becomes.clauses;
  if (record.place.corrects == Corrects::clauses) {
    if (before.size() == wanted.size()) return "clauses";
    return before.size() < wanted.size() ? "split" : "merge";
  }
  const bool text = before.front().text != wanted.front().text;
  const bool states = before.front().states != wanted.front().states ||
                      before.front().unknown != wanted.front().unknown;
  if (text && states) return "text_and_states";
  return text ? "text" : "states";
}

/// The text before and after to the letter.
JsonArray differences_json(const CorrectionRecord& record) {
  JsonArray pieces;
  const bool one = record.place.corrects == Corrects::clause;
  if (!one) return pieces;
  const auto& before = record.replaces.clauses.front().text;
  const auto& wanted = record.becomes.clauses.front().text;
  if (before == wanted) return pieces;
  for (const auto& piece : compare::exact_differences(before, wanted)) {
    const std::string_view in = piece.held == compare::Held::both         ? "both"
                                : piece.held == compare::Held::only_first ? "read"
                                                                          : "corrected";
    pieces.push_back(JsonObject{{"in", in}, {"text", piece.text}});
  }
  return pieces;
}

/// What a decision names as seen: the state of the work.
std::string state_of(const CorrectionRecord& record) {
  store::Work work;
  work.space = record.space;
  work.id = record.work_id;
  work.changed = record.changed;
  return etag_of(work) + ".";
}

bool is_asked(const CorrectionRecord& record) {
  return record.held() && record.standing == store::CorrectionStanding::asked;
}

std::string_view standing_of(const CorrectionRecord& record,
                             const std::optional<Instead>& instead) {
  if (!record.held()) return "ended";
  return instead ? name_of(store::CorrectionStanding::asked) : name_of(record.standing);
}

/// Why a person is asked: what its own document reads comes first.
std::string_view because_of(const CorrectionRecord& record, const std::optional<Instead>& instead) {
  if (instead && !is_asked(record)) return "replaced";
  return record.held() ? name_of(record.because) : std::string_view();
}

/// What of a correction can be said of another clause in the same words: not how clauses are
/// parted.
std::string_view said_again_of(const CorrectionRecord& record, const Instead& instead) {
  if (instead.number.empty()) return {};
  if (record.place.corrects == Corrects::position) return "position";
  return record.place.corrects == Corrects::clause ? "clause" : std::string_view();
}

const model::Recommendation* item_of(const model::Review& review, std::string_view number) {
  const auto& items = review.recommendations;
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const auto& each) { return each.number == number; });
  return found == items.end() ? nullptr : &*found;
}

/// What prevails on a recommendation where no correction of its position does, for those who see
/// internal things. Of its clauses what was read, unless a correction made its number.
Result<std::optional<CorrectionValue>> position_read(const store::Read& read,
                                                     const store::Work& work,
                                                     const model::Reading& reading,
                                                     std::string_view number) {
  COMITY_TRY(const auto shown, shown_review(read, work, reading));
  const auto* const item = item_of(shown.review, number);
  if (item == nullptr) return std::optional<CorrectionValue>{};
  COMITY_TRY(const auto stated, read.stated_positions(work, store::Visibility::everything()));
  const auto& items = shown.review.recommendations;
  const auto meant = store::meant_numbers(store::numbered(items, shown.stands_in), stated);
  const auto finals = store::final_positions(items.size(), stated, meant, store::Heard::all);
  const auto& last = finals[static_cast<std::size_t>(item - items.data())];
  const auto* const as_read = item_of(*reading.review, number);
  CorrectionValue value{
      as_read == nullptr ? item->clauses : as_read->clauses, {}, item->position, item->counts_as};
  if (!last) return std::optional{std::move(value)};
  value.position = stated[last->statement].statement.words;
  value.counts_as = last->counts_as;
  return std::optional{std::move(value)};
}

std::string corrections_address(std::string_view standing, const std::string& work) {
  return address_with("/corrections", {{"standing", std::string(standing)}, {"work", work}});
}

}  // namespace

Result<store::CorrectedReview> shown_review(const store::Read& read, const store::Work& work,
                                            const model::Reading& reading) {
  COMITY_TRY(const auto held, read.held_corrections(work.space, work.id));
  return store::corrected(reading.review.value_or(model::Review{}), reading.language, held);
}

Result<std::optional<CorrectionValue>> value_read(const store::Read& read, const store::Work& work,
                                                  const model::Reading& reading,
                                                  const store::CorrectionPlace& place,
                                                  std::span<const std::string> numbers) {
  std::optional<CorrectionValue> nothing;
  if (!reading.review) return nothing;
  if (place.corrects == Corrects::position) {
    return position_read(read, work, reading, place.number);
  }
  if (place.corrects == Corrects::numbers) {
    auto value = store::clauses_under(*reading.review, numbers);
    return value.clauses.empty() ? nothing : std::optional{std::move(value)};
  }
  const auto* const item = item_of(*reading.review, place.number);
  if (item == nullptr) return nothing;
  if (place.corrects == Corrects::clauses) {
    return std::optional{CorrectionValue{item->clauses, {}, {}, {}}};
  }
  if (place.clause == 0 || place.clause > item->clauses.size()) return nothing;
  return std::optional{CorrectionValue{{item->clauses[place.clause - 1]}, {}, {}, {}}};
}

std::vector<std::string> corrected_names(const store::RecommendationRecord& record,
                                         std::size_t clause) {
  std::vector<std::string> names;
  const auto marks = clause < record.corrected.size() ? record.corrected[clause] : 0;
  if ((marks & store::kTextCorrected) != 0) names.emplace_back("text");
  if ((marks & store::kStatesCorrected) != 0) names.emplace_back("states");
  if ((marks & store::kClausesCorrected) != 0) names.emplace_back("clauses");
  if ((marks & store::kNumbersCorrected) != 0) names.emplace_back("numbers");
  if (record.position_corrected != 0) names.emplace_back("position");
  return names;
}

JsonObject CorrectionTeller::value_json(const CorrectionValue& value, Corrects corrects) const {
  JsonArray clauses;
  for (std::size_t i = 0; i < value.clauses.size(); ++i) {
    const auto& clause = value.clauses[i];
    if (corrects == Corrects::position) break;
    JsonArray states;
    for (const auto& code : clause.states) states.push_back(states_.json(code, ask_.language));
    for (const auto& name : clause.unknown) states.push_back(unknown_state_json(name));
    const auto number = i < value.numbers.size() ? value.numbers[i] : std::string();
    clauses.push_back(
        JsonObject{{"number", number}, {"text", clause.text}, {"states", std::move(states)}});
  }
  const bool position = corrects == Corrects::position;
  return {{"clauses", std::move(clauses)},
          {"position", position ? value.position : std::string()},
          {"counts_as", position ? model::name_of(value.counts_as) : std::string_view()}};
}

Result<base::Json> CorrectionTeller::deed(store::SpaceId space, const store::Deed& deed) {
  if (deed.entry == 0) return base::Json(nullptr);
  const auto* const whose = read_.space(space);
  std::string who = whose == nullptr ? std::string() : whose->title;
  if (whose != nullptr && may(ask_.actor, Action::read_internal, whose->name)) {
    COMITY_TRY(const auto person, installation_.store().accounts().person(deed.actor));
    if (person) who = person->name;
  }
  return base::Json(JsonObject{{"entry", deed.entry},
                               {"who", who},
                               {"time", base::to_rfc3339(deed.time)},
                               {"reason", deed.reason}});
}

Result<base::Json> CorrectionTeller::read_now(const CorrectionRecord& record) {
  // What an internal work says of a position is nobody's outside.
  const auto* const space = read_.space(record.space);
  const bool inside = space != nullptr && may(ask_.actor, Action::read_internal, space->name);
  if (!is_asked(record) || !inside) return base::Json(nullptr);
  COMITY_TRY(const auto work, read_.work(record.space, record.work_id));
  if (!work) return base::Json(nullptr);
  auto& reading = readings_[{record.space, record.work_id}];
  if (!reading) {
    COMITY_TRY(reading, installation_.store().reading(work->reading));
  }
  COMITY_TRY(const auto value,
             value_read(read_, *work, *reading, record.place,
                        numbers_of(record.place, record.replaces, record.becomes)));
  if (!value) return base::Json(nullptr);
  return base::Json(value_json(*value, record.place.corrects));
}

base::Json CorrectionTeller::instead_json(const CorrectionRecord& record,
                                          const std::optional<Instead>& instead) const {
  if (!instead) return base::Json(nullptr);
  const auto* const space = read_.space(record.space);
  const auto& work = instead->work;
  const auto what = said_again_of(record, *instead);
  const auto address =
      instead->number.empty()
          ? document_address(work.name)
          : recommendation_address(work.name, instead->number, static_cast<int>(instead->clause));
  const bool may_correct =
      !what.empty() && space != nullptr && may(ask_.actor, Action::correct, space->name);
  const auto correct = recommendation_address(work.name, instead->number, 0) + "/correct";
  return base::Json(JsonObject{{"work", work.name},
                               {"title", work.title},
                               {"number", instead->number},
                               {"clause", instead->clause},
                               {"reads", value_json(instead->reads, record.place.corrects)},
                               {"address", address},
                               {"etag", state_of_work(work)},
                               {"what", what},
                               {"correct", may_correct ? correct : std::string()}});
}

Result<JsonObject> CorrectionTeller::json(const CorrectionRecord& record) {
  COMITY_TRY(const auto asked, instead(record));
  return json(record, asked);
}

Result<JsonObject> CorrectionTeller::json(const CorrectionRecord& record,
                                          const std::optional<Instead>& instead) {
  const auto* const space = read_.space(record.space);
  const bool may_decide =
      record.held() && space != nullptr && may(ask_.actor, Action::correct, space->name);
  const auto address = recommendation_address(record.work, record.place.number, 0);
  JsonObject object{{"entry", record.made.entry},
                    {"space", space == nullptr ? std::string() : space->name},
                    {"work", record.work},
                    {"title", record.title},
                    {"number", record.place.number},
                    {"clause", record.place.clause},
                    {"kind", kind_of(record)},
                    {"replaces", value_json(record.replaces, record.place.corrects)},
                    {"becomes", value_json(record.becomes, record.place.corrects)},
                    {"differences", differences_json(record)},
                    {"standing", standing_of(record, instead)},
                    {"because", because_of(record, instead)},
                    {"applied", record.applied},
                    {"replaced", record.replaced},
                    {"address", address},
                    {"etag", state_of(record)},
                    {"decide", may_decide ? address + "/decide" : std::string()}};
  COMITY_TRY(object["read_now"], read_now(record));
  COMITY_TRY(object["made"], deed(record.space, record.made));
  COMITY_TRY(object["ended"], deed(record.space, record.ended));
  object["can_keep"] = may_decide && is_asked(record) && object["read_now"].is_object();
  object["instead"] = instead_json(record, instead);
  return object;
}

Result<JsonArray> CorrectionTeller::of(const store::Work& work, std::string_view number) {
  store::CorrectionFilter filter;
  filter.space = work.space;
  filter.work = work.id;
  filter.number = number;
  COMITY_TRY(const auto records, read_.corrections(filter, visibility_of(ask_.actor, read_)));
  JsonArray out;
  for (const auto& record : records) {
    COMITY_TRY(auto one, json(record));
    out.push_back(std::move(one));
  }
  return out;
}

Result<Answer> corrections(Installation& installation, const Ask& ask,
                           const CorrectionsQuery& query) {
  const bool known =
      std::find(kStandings.begin(), kStandings.end(), query.standing) != kStandings.end();
  if (!query.standing.empty() && !known) {
    return fail(ErrorKind::invalid_input, "corrections do not stand so: " + query.standing,
                "standing", "asked, kept, satisfied or ended");
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  store::CorrectionFilter filter;
  if (!query.work.empty()) {
    COMITY_TRY(const auto work, find_work(read, ask.actor, query.work));
    filter.space = work.space;
    filter.work = work.id;
  }
  COMITY_TRY(const auto records, read.corrections(filter, visibility_of(ask.actor, read)));
  CorrectionTeller teller(installation, read, ask, states);
  std::map<std::string_view, std::uint64_t> counts;
  JsonArray list;
  for (const auto& record : records) {
    COMITY_TRY(const auto instead, teller.instead(record));
    const auto standing = standing_of(record, instead);
    ++counts[standing];
    if (!query.standing.empty() && query.standing != standing) continue;
    COMITY_TRY(auto one, teller.json(record, instead));
    list.push_back(std::move(one));
  }
  JsonObject counted;
  for (const auto standing : kStandings) {
    counted[standing] = count_json(counts[standing], corrections_address(standing, query.work));
  }
  const auto count = list.size();
  return Answer{{{"standing", query.standing},
                 {"work", query.work},
                 {"count", count_json(count, corrections_address(query.standing, query.work))},
                 {"counts", std::move(counted)},
                 {"corrections", std::move(list)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

}  // namespace comity::service
