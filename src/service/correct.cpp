#include <algorithm>
#include <array>

#include "base/text.h"
#include "service/address.h"
#include "service/corrections.h"
#include "service/documents.h"
#include "service/written.h"
#include "store/corrections.h"

// Corrections as people make them: what is wished becomes an entry of the journal.
namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonObject;
using base::Result;
using model::Clause;
using store::CorrectionValue;
using store::Corrects;
using CorrectionWhat = CorrectionWish::What;

constexpr std::size_t kLongestText = 20'000;
constexpr std::size_t kMostParts = 40;

/// A recommendation as the record shows it and as it was read.
struct Subject {
  store::Work work;
  std::shared_ptr<const model::Reading> reading;
  store::RecommendationRecord record;
  CorrectionValue read;  ///< all its clauses
  std::vector<store::CorrectionRecord> held;
  std::shared_ptr<const names::Register> states;
  std::string address;

  [[nodiscard]] const std::vector<Clause>& shown() const { return record.recommendation.clauses; }
  /// Whether other clauses are shown than were read.
  [[nodiscard]] bool has_other_clauses() const {
    return std::any_of(held.begin(), held.end(), [](const auto& each) {
      return each.place.corrects == Corrects::clauses && each.applied;
    });
  }
};

Result<Subject> subject_of(Installation& installation, const store::Read& read, const Ask& ask,
                           std::string_view name, std::string_view number, std::string_view etag) {
  Subject subject;
  subject.address = recommendation_address(name, number, 0);
  COMITY_TRY(subject.work, work_to_change(read, ask, name, Action::correct, etag));
  const auto& work = subject.work;
  COMITY_TRY(const auto record,
             read.recommendation(work.space, work.id, number, store::Visibility::everything()));
  COMITY_TRY(subject.reading, installation.store().reading(work.reading));
  COMITY_TRY(const auto value, value_read(read, work, *subject.reading,
                                          {Corrects::clauses, std::string(number), 0, 0}));
  if (!record || !value) {
    return fail(
        ErrorKind::not_found,
        "the record holds no recommendation " + std::string(number) + " in " + std::string(name),
        subject.address, "look at the review's lists");
  }
  subject.record = *record;
  subject.read = *value;
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

std::string in_capitals(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// States by code or name. A name that no register knows is taken where the clause has it already.
Result<Clause> with_states(Clause clause, std::string_view given, const names::Register& states) {
  const auto unknown = std::move(clause.unknown);
  clause.states.clear();
  clause.unknown.clear();
  for (const auto part : base::split(given, ';')) {
    const auto name = base::collapsed(part);
    if (name.empty()) continue;
    const auto* state = states.by_code(in_capitals(name));
    if (state == nullptr) state = states.find(name);
    const bool printed = std::find(unknown.begin(), unknown.end(), name) != unknown.end();
    if (state == nullptr && !printed) {
      return refuse("no State has this name or code: " + name, "states",
                    "write ISO 3166-1 alpha-3 codes or names as the UN has them, with ; between");
    }
    auto& list = state == nullptr ? clause.unknown : clause.states;
    const auto& value = state == nullptr ? name : state->code;
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  }
  return clause;
}

Result<Clause> changed_clause(Clause clause, const CorrectionWish& wish,
                              const names::Register& states) {
  if (wish.text) {
    COMITY_TRY(clause.text, written_text(*wish.text, "text", kLongestText));
  }
  if (wish.states) {
    COMITY_TRY(clause, with_states(std::move(clause), *wish.states, states));
  }
  return clause;
}

/// The parts of a split, parted by empty lines.
std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const auto line : base::split(text, '\n')) {
    const auto words = base::collapsed(line);
    if (words.empty()) {
      if (!parts.back().empty()) parts.emplace_back();
      continue;
    }
    if (!parts.back().empty()) parts.back() += ' ';
    parts.back() += words;
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

Result<Clause> part_of(const Clause& whole, std::string_view part, const names::Register& states) {
  Clause clause = whole;
  const auto open = part.rfind('[');
  if (part.ends_with(']') && open != std::string_view::npos) {
    const auto inside = part.substr(open + 1, part.size() - open - 2);
    COMITY_TRY(clause, with_states(std::move(clause), inside, states));
    part = part.substr(0, open);
  }
  COMITY_TRY(clause.text, written_text(part, "parts", kLongestText));
  return clause;
}

Result<std::vector<Clause>> split_clauses(const Subject& subject, std::size_t at,
                                          const CorrectionWish& wish) {
  const auto parts = paragraphs_of(wish.parts);
  if (parts.size() < 2) {
    return refuse("a clause is split into two or more", "parts",
                  "leave an empty line between the parts");
  }
  if (parts.size() > kMostParts) {
    return refuse("these are more than " + std::to_string(kMostParts) + " parts", "parts",
                  "join some of them");
  }
  auto clauses = subject.shown();
  const Clause whole = clauses[at];
  clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    COMITY_TRY(auto part, part_of(whole, parts[i], *subject.states));
    clauses.insert(clauses.begin() + static_cast<std::ptrdiff_t>(at + i), std::move(part));
  }
  return clauses;
}

void add_missing(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const auto& each : from) {
    if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
  }
}

Result<std::vector<Clause>> merged_clauses(const Subject& subject, std::size_t at,
                                           const CorrectionWish& wish) {
  auto clauses = subject.shown();
  if (at + 1 >= clauses.size()) {
    return refuse("no clause follows this one", "clause", "name the first of two that are one");
  }
  auto& first = clauses[at];
  const auto& second = clauses[at + 1];
  first.text += " " + second.text;
  add_missing(first.states, second.states);
  add_missing(first.unknown, second.unknown);
  COMITY_TRY(first, changed_clause(std::move(first), wish, *subject.states));
  clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return clauses;
}

/// Values say nothing of places in the paragraph.
std::vector<Clause> without_places(std::vector<Clause> clauses) {
  for (auto& clause : clauses) clause.begin = clause.end = 0;
  return clauses;
}

/// What the journal is told, but for the reason.
store::RecommendationCorrected act_of(const Subject& subject, Corrects corrects,
                                      std::uint32_t clause) {
  store::RecommendationCorrected act;
  act.work = subject.work.name;
  act.file = subject.work.file;
  act.language = subject.work.language;
  act.place = {corrects, subject.record.recommendation.number, clause,
               static_cast<std::uint32_t>(subject.read.clauses.size())};
  return act;
}

Result<store::RecommendationCorrected> act_of_clauses(const Subject& subject,
                                                      const CorrectionWish& wish) {
  if (wish.clause < 1 || static_cast<std::size_t>(wish.clause) > subject.shown().size()) {
    return fail(ErrorKind::not_found,
                "the recommendation has no clause " + std::to_string(wish.clause), subject.address,
                "its page lists the clauses there are");
  }
  const auto at = static_cast<std::size_t>(wish.clause) - 1;
  auto clauses = subject.shown();
  if (wish.what == CorrectionWhat::clause) {
    COMITY_TRY(clauses[at], changed_clause(clauses[at], wish, *subject.states));
  } else if (wish.what == CorrectionWhat::split) {
    COMITY_TRY(clauses, split_clauses(subject, at, wish));
  } else {
    COMITY_TRY(clauses, merged_clauses(subject, at, wish));
  }
  const bool whole = wish.what != CorrectionWhat::clause || subject.has_other_clauses();
  auto act = act_of(subject, whole ? Corrects::clauses : Corrects::clause,
                    whole ? 0U : static_cast<std::uint32_t>(wish.clause));
  act.replaces.clauses = whole ? subject.read.clauses : std::vector{subject.read.clauses[at]};
  act.becomes.clauses = whole ? clauses : std::vector{clauses[at]};
  if (without_places(clauses) == without_places(subject.shown())) {
    return refuse("this changes nothing", wish.text ? "text" : "states",
                  "write what should stand there");
  }
  return act;
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
  CorrectionValue shown{act.replaces.clauses, subject.record.position, subject.record.counts_as};
  COMITY_TRY(act.becomes, position_wanted(shown, wish));
  if (act.becomes == shown) {
    return refuse("this changes nothing", "position", "write what the State said");
  }
  return act;
}

/// Writes it down. `act` says what.
Result<JsonObject> write_down(Installation& installation, const Subject& subject, store::Act act,
                              std::string_view etag) {
  store::NewEntry entry{subject.work.space, installation.owner(), std::move(act)};
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
  COMITY_TRY(auto now, value_read(read, subject.work, *subject.reading, act.place));
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
                                                   : act_of_clauses(subject, wish);
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
