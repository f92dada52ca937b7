#include "service/finding/index_documents.h"

#include <map>
#include <set>

#include "base/json.h"
#include "service/finding/found_paragraphs.h"
#include "service/finding/work_facets.h"
#include "service/tags/tag_decisions.h"
#include "service/tags/tags.h"
#include "service/texts/mandate_rows.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using model::Paragraph;
using model::ParagraphKind;
using search::IndexDocument;

// An id holds the work in its high bits; below, paragraphs by position, above kRows rows of tables
// and, above kClauses, clauses by recommendation and place in it.
constexpr int kWorkShift = 24;
constexpr std::uint64_t kRows = std::uint64_t{1} << 22;
constexpr std::uint64_t kMostRows = kRows;
constexpr std::uint64_t kClauses = std::uint64_t{1} << 23;
constexpr int kOrdinalShift = 7;
constexpr std::uint32_t kMostClauses = (1U << kOrdinalShift) - 1;
// The last bit of the ordinal tells the clause that those outside find from the one found inside.
constexpr std::uint32_t kMostOrdinals = 1U << (22 - kOrdinalShift);
constexpr std::uint64_t kForOutside = std::uint64_t{kMostOrdinals} << kOrdinalShift;

/// A position as a clause shows it.
struct Heard {
  std::string_view words;
  model::CountsAs counts_as = model::CountsAs::pending;
  bool operator==(const Heard&) const = default;
};

class Maker {
 public:
  Maker(const store::Work& work, const model::Reading& reading,
        std::span<const store::PrevailingPosition> prevailing, const MadeWith& with)
      : work_(work),
        reading_(reading),
        prevailing_(prevailing),
        with_(with),
        facets_(work_facets(work, reading)),
        day_(days_of(work.date)) {
    if (reading.review) {
      for (const auto& each : reading.review->dialogue) interventions_[each.paragraph] = &each;
    }
    if (reading.observations) {
      for (const auto& each : reading.observations->recommendations) {
        observations_.emplace(each.paragraph, &each);
      }
    }
  }

  std::vector<IndexDocument> make() {
    look_into_source();
    // States are named alike in every register that a text of the Organization is read with.
    all_mandates_ = grammar::mandates_of(reading_, names::Register::builtin());
    for (const auto& each : all_mandates_) mandates_[each.paragraph].push_back(&each);
    whole();
    for (std::size_t i = 0; i < reading_.paragraphs.size(); ++i) {
      const bool elsewhere = with_.elsewhere != nullptr && (*with_.elsewhere)[i];
      if (!elsewhere) paragraph(reading_.paragraphs[i], i);
    }
    if (reading_.review) clauses(*reading_.review);
    return std::move(out_);
  }

 private:
  [[nodiscard]] IndexDocument blank(std::uint64_t place, std::string_view kind) const {
    IndexDocument document;
    document.id = work_.id << kWorkShift | place;
    document.group = work_.id;
    document.visibility = work_.published ? kPublic : kInternal;
    document.language = reading_.language;
    document.date = day_;
    document.facets = facets_;
    add(document, facet::kKind, kind);
    add(document, facet::kWork, work_.name);
    return document;
  }

  static void add(IndexDocument& document, std::string_view name, std::string_view value) {
    if (!value.empty()) document.facets.push_back({std::string(name), std::string(value)});
  }

  /// Under review, or addressed.
  void add_state(IndexDocument& document, std::string_view code) const {
    add(document, facet::kState, code);
    add(document, facet::kRegionalGroup, regional_group_of(with_.states, code));
  }

  /// That recommends, or speaks.
  void add_by(IndexDocument& document, std::string_view code) const {
    add(document, facet::kBy, code);
    add(document, facet::kByRegionalGroup, regional_group_of(with_.states, code));
  }

  /// What its text is about: as people said of the clause, counted from 1, where it is one.
  void add_tags(IndexDocument& document, std::uint32_t clause = 0) const {
    if (with_.tagger == nullptr) return;
    std::vector<const store::TagRecord*> said;
    if (with_.said != nullptr && clause > 0) {
      said = with_.said->of(document.number, clause, document.text, reading_.language);
    }
    bool confirmed = false, guessed = false;
    for (const auto& tag : standing_tags(*with_.tagger, document.text, reading_.language, said)) {
      const auto& label = *tag.guess.tag.label;
      const auto facet = facet_of(label.scheme);
      add(document, facet, label.code);
      (tag.said != nullptr ? confirmed : guessed) |= !facet.empty();
    }
    if (confirmed) add(document, facet::kTagged, facet::kConfirmed);
    if (guessed) add(document, facet::kTagged, facet::kMachine);
  }

  /// What a result says of the hit; the text itself the index has.
  [[nodiscard]] JsonObject payload(std::string_view kind, std::string_view number) const {
    JsonObject json{{"kind", kind}, {"work", work_.name}, {"number", number}};
    json["title"] = work_.title;
    json["date"] = work_.date;
    if (work_.specimen) json["specimen"] = true;
    return json;
  }

  void keep(IndexDocument document, const JsonObject& json) {
    document.stored = base::to_text(json);
    out_.push_back(std::move(document));
  }

  void whole() {
    auto document = blank(0, "document");
    document.title = work_.title;
    document.text = work_.symbol;
    if (!reading_.masthead.body.empty()) document.text += " · " + reading_.masthead.body;
    if (!reading_.masthead.agenda_title.empty()) {
      document.text += " · " + reading_.masthead.agenda_title;
    }
    keep(std::move(document), payload("document", ""));
  }

  void look_into_source() {
    model::each_source_row(
        reading_, [&](model::SourceRow row) { records_.emplace(row.row, std::move(row)); });
  }

  /// Whether it is found as more than a row: the clauses of reports are found in the reports.
  static bool is_record(const model::SourceRow& row) {
    return row.answer == model::SourceAnswer::pledge || row.mechanism != model::kUpr;
  }

  static void set_day(IndexDocument& document, const model::SourceRow& row) {
    const auto date = std::string_view(row.date).substr(0, 10);
    const auto day = days_of(date);
    if (day <= 0) return;
    document.date = day;
    set_year(document, date);
  }

  void record(const model::SourceRow& row) {
    const bool pledge = row.mechanism == model::kUpr;
    const std::string_view kind = pledge ? "pledge" : kOtherRecommendation;
    auto document = blank(kRows | rows_++, kind);
    document.text = row.text;
    document.number = row.number;
    set_day(document, row);
    add_state(document, row.state);
    add(document, facet::kMechanism, row.mechanism);
    if (pledge && row.cycle > 0) add(document, facet::kCycle, std::to_string(row.cycle));
    if (!pledge) add_tags(document);
    auto json = payload(kind, row.number);
    json["row"] = row.row;
    json["state"] = row.state;
    json["mechanism"] = row.mechanism;
    if (!row.symbol.empty()) json["symbol"] = row.symbol;
    if (!row.date.empty()) json["date"] = row.date.substr(0, 10);
    keep(std::move(document), json);
  }

  // A work that is a table is found row by row.
  void rows(const Paragraph& table, std::size_t position) {
    const bool source = reading_.source && reading_.source->paragraph == position;
    std::uint32_t number = 0;
    for (const auto& row : table.rows) {
      ++number;
      const auto found = source ? records_.find(number) : records_.end();
      const auto* const said = found == records_.end() ? nullptr : &found->second;
      if (rows_ == kMostRows) continue;
      if (said != nullptr && is_record(*said)) {
        record(*said);
      } else if (auto text = text_of_row(row, " · "); !text.empty()) {
        plain_row(std::move(text), number, position, said);
      }
    }
  }

  /// `said`: what its source says by it, or null.
  void plain_row(std::string text, std::uint32_t number, std::size_t position,
                 const model::SourceRow* said) {
    auto document = blank(kRows | rows_++, "row");
    document.text = std::move(text);
    auto json = payload("row", std::to_string(number));
    if (said == nullptr) {
      json["anchor"] = "p" + std::to_string(position + 1);
      keep(std::move(document), json);
      return;
    }
    json["row"] = number;
    add_said(json, *said);
    if (rows_ < kMostRows) keep(full_row(document, *said), json);
    document.visibility = work_.published ? kPublicBareRow : kInternalBareRow;
    keep(std::move(document), json);
  }

  static void add_said(JsonObject& json, const model::SourceRow& said) {
    json["state"] = said.state;
    JsonArray states;
    for (const auto& state : said.by) states.emplace_back(state);
    json["states"] = std::move(states);
    json["session"] = said.session;
    if (!said.answer) return;
    json["position"] = said.response;
    json["counts_as"] = model::name_of(*said.answer);
  }

  IndexDocument full_row(IndexDocument document, const model::SourceRow& said) {
    document.id = work_.id << kWorkShift | kRows | rows_++;
    document.visibility = work_.published ? kPublicFullRow : kInternalFullRow;
    set_day(document, said);
    add_state(document, said.state);
    for (const auto& state : said.by) add_by(document, state);
    if (said.session > 0) add(document, facet::kSession, std::to_string(said.session));
    if (said.cycle > 0) add(document, facet::kCycle, std::to_string(said.cycle));
    if (said.answer) add(document, facet::kPosition, model::name_of(*said.answer));
    add(document, facet::kMechanism, said.mechanism);
    return document;
  }

  void paragraph(const Paragraph& source, std::size_t position) {
    if (source.kind == ParagraphKind::table && reading_.kind == model::WorkKind::table) {
      rows(source, position);
      return;
    }
    const auto* const intervention = intervention_in(position);
    const auto* const observation = observation_in(position);
    const auto kind = intervention != nullptr  ? kStatement
                      : observation != nullptr ? kObservation
                                               : found_kind_of(source.kind);
    if (kind.empty()) return;
    auto text =
        source.kind == ParagraphKind::table ? text_of_table(source) : model::text_of(source.runs);
    if (text.empty()) return;
    auto document = blank(1 + position, kind);
    if (source.kind == ParagraphKind::pledge) {
      document.visibility = class_of_review(work_);
      add_state(document, state_of_pledge(source.number));
      add(document, facet::kMechanism, model::kUpr);
    }
    document.text = std::move(text);
    document.number = source.number;
    auto json = payload(kind, source.number);
    if (source.number.empty()) json["anchor"] = "p" + std::to_string(position + 1);
    if (intervention != nullptr) add_speakers(document, json, *intervention);
    if (observation != nullptr) add_addressee(document, json, *observation);
    add_mandates(document, json, position);
    keep(std::move(document), json);
  }

  [[nodiscard]] std::string_view state_of_pledge(std::string_view number) const {
    if (!reading_.review) return {};
    for (const auto& pledge : reading_.review->pledges) {
      if (pledge.number == number) return pledge.state;
    }
    return {};
  }

  [[nodiscard]] const model::Intervention* intervention_in(std::size_t position) const {
    const auto found = interventions_.find(position);
    return found == interventions_.end() ? nullptr : found->second;
  }

  [[nodiscard]] const model::Observation* observation_in(std::size_t position) const {
    const auto found = observations_.find(position);
    return found == observations_.end() ? nullptr : found->second;
  }

  /// Who spoke, and in whose review.
  void add_speakers(IndexDocument& document, JsonObject& json,
                    const model::Intervention& intervention) const {
    const auto& review = *reading_.review;
    JsonArray states;
    for (const auto& state : intervention.states) {
      add_by(document, state);
      states.emplace_back(state);
    }
    for (const auto& state : review.states_under_review) add_state(document, state);
    if (review.session > 0) add(document, facet::kSession, std::to_string(review.session));
    if (review.cycle > 0) add(document, facet::kCycle, std::to_string(review.cycle));
    document.visibility = class_of_review(work_);
    if (!review.states_under_review.empty()) json["state"] = review.states_under_review.front();
    json["states"] = std::move(states);
    json["session"] = review.session;
  }

  void add_addressee(IndexDocument& document, JsonObject& json,
                     const model::Observation& observation) const {
    const auto& observations = *reading_.observations;
    add(document, facet::kMechanism, observations.mechanism);
    add_state(document, observations.state);
    json["mechanism"] = observations.mechanism;
    json["state"] = observations.state;
    json["subject"] = observation.theme;
    add_tags(document);
  }

  /// A paragraph that asks or promises is found as what it is and as a mandate.
  void add_mandates(IndexDocument& document, JsonObject& json, std::size_t position) const {
    const auto found = mandates_.find(position);
    if (found == mandates_.end()) return;
    const auto text = mandating_text(work_, reading_);
    add(document, facet::kKind, kMandate);
    add(document, facet::kBody, text.body);
    std::set<std::string_view> asked;
    for (const auto* each : found->second)
      asked.insert(each->addressees.begin(), each->addressees.end());
    for (const auto code : asked) add(document, facet::kAddressee, code);
    json["mandates"] = stored_mandates(found->second);
    json["body"] = text.body;
    json["adopted_session"] = text.session;
  }

  void clauses(const model::Review& review) {
    std::uint32_t ordinal = 0;
    for (const auto& recommendation : review.recommendations) {
      if (ordinal >= kMostOrdinals) return;
      const auto everyone = heard(recommendation, ordinal, false);
      const auto inside = heard(recommendation, ordinal, true);
      const auto visibility = class_of_review(work_);
      const auto place = kClauses | static_cast<std::uint64_t>(ordinal) << kOrdinalShift;
      const auto cluster = work_.id << kWorkShift | (ordinal + 1);
      // Nobody outside sees an internal report.
      if (!work_.published || everyone == inside) {
        clauses(review, recommendation, inside, {place, cluster, visibility});
      } else {
        clauses(review, recommendation, inside, {place, cluster, inside_of(visibility)});
        clauses(review, recommendation, everyone,
                {place | kForOutside, cluster, outside_of(visibility)});
      }
      ++ordinal;
    }
  }

  /// Where the clauses of one recommendation stand in the index.
  struct Slot {
    std::uint64_t place = 0;
    std::uint64_t cluster = 0;
    std::uint8_t visibility = 0;
  };

  [[nodiscard]] Heard heard(const model::Recommendation& recommendation, std::uint32_t ordinal,
                            bool inside) const {
    for (const auto& each : prevailing_) {
      if (each.ordinal == ordinal && each.inside == inside) return {each.words, each.counts_as};
    }
    return {recommendation.position, recommendation.counts_as};
  }

  void clauses(const model::Review& review, const model::Recommendation& recommendation,
               const Heard& position, const Slot& slot) {
    const auto session = review.session > 0 ? std::to_string(review.session) : std::string();
    const auto cycle = review.cycle > 0 ? std::to_string(review.cycle) : std::string();
    std::uint32_t number = 0;
    for (const auto& clause : recommendation.clauses) {
      if (number >= kMostClauses) return;
      auto document = blank(slot.place | number, "recommendation");
      document.visibility = slot.visibility;
      document.cluster = slot.cluster;
      document.text = clause.text;
      document.number = recommendation.number;
      add_state(document, recommendation.state_under_review);
      for (const auto& state : clause.states) add_by(document, state);
      add(document, facet::kSession, session);
      add(document, facet::kCycle, cycle);
      add(document, facet::kPosition, model::name_of(position.counts_as));
      add(document, facet::kList, recommendation.list);
      add(document, facet::kMechanism, model::kUpr);
      ++number;
      add_tags(document, number);
      keep(std::move(document), clause_payload(review, recommendation, position, clause, number));
    }
  }

  [[nodiscard]] JsonObject clause_payload(const model::Review& review,
                                          const model::Recommendation& recommendation,
                                          const Heard& position, const model::Clause& clause,
                                          std::uint32_t number) const {
    auto json = payload("recommendation", recommendation.number);
    json["clause"] = number;
    json["clauses"] = recommendation.clauses.size();
    json["state"] = recommendation.state_under_review;
    JsonArray states;
    for (const auto& state : clause.states) states.emplace_back(state);
    json["states"] = std::move(states);
    JsonArray unknown;
    for (const auto& name : clause.unknown) unknown.emplace_back(name);
    if (!unknown.empty()) json["unknown"] = std::move(unknown);
    json["position"] = position.words;
    json["counts_as"] = model::name_of(position.counts_as);
    json["session"] = review.session;
    return json;
  }

  const store::Work& work_;
  const model::Reading& reading_;
  std::span<const store::PrevailingPosition> prevailing_;
  MadeWith with_;
  std::vector<search::FacetValue> facets_;  ///< of the whole work
  std::int64_t day_;
  std::map<std::size_t, const model::Intervention*> interventions_;  ///< by paragraph
  std::map<std::size_t, const model::Observation*> observations_;    ///< by paragraph
  std::vector<grammar::Mandate> all_mandates_;
  std::map<std::size_t, std::vector<const grammar::Mandate*>> mandates_;  ///< by paragraph
  std::uint64_t rows_ = 0;                                                ///< of all tables so far
  std::map<std::uint32_t, model::SourceRow> records_;                     ///< of the source, by row
  std::vector<IndexDocument> out_;
};

}  // namespace

std::optional<ClausePlace> clause_of(std::uint64_t id) {
  const auto place = id & ((std::uint64_t{1} << kWorkShift) - 1);
  if ((place & kClauses) == 0) return std::nullopt;
  const auto rest = static_cast<std::uint32_t>(place & (kClauses - 1));
  return ClausePlace{id >> kWorkShift, (rest >> kOrdinalShift) & (kMostOrdinals - 1),
                     rest & kMostClauses};
}

std::optional<std::size_t> paragraph_of(std::uint64_t id) {
  const auto place = id & ((std::uint64_t{1} << kWorkShift) - 1);
  if (place == 0 || place >= kRows) return std::nullopt;
  return place - 1;
}

std::vector<IndexDocument> index_documents(const store::Work& work, const model::Reading& reading,
                                           std::span<const store::PrevailingPosition> prevailing,
                                           const MadeWith& with) {
  return Maker(work, reading, prevailing, with).make();
}

}  // namespace comity::service
