#include "service/texts/lineage.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "grammar/mandates/mandates.h"
#include "service/address.h"
#include "service/documents/document_view.h"
#include "service/documents/documents.h"
#include "service/reviews/alike.h"
#include "service/texts/compared_paragraphs.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using compare::Aligned;
using compare::Relation;

/// Of titles, where a citation says that the texts belong together.
constexpr double kCitedQuestion = 0.5;
/// A paragraph is followed through so many texts.
constexpr std::size_t kMostSteps = 60;

std::set<std::string, std::less<>> cited_in(const model::Reading& reading) {
  std::set<std::string, std::less<>> targets;
  for (const auto& paragraph : reading.paragraphs) {
    for (const auto& citation : paragraph.citations) targets.insert(citation.target);
  }
  return targets;
}

/// Sessions of the text's own body at which it promises to go on.
std::set<int> promised_sessions(const model::Reading& reading) {
  std::set<int> sessions;
  for (const auto& each : grammar::mandates_of(reading, names::Register::builtin())) {
    if (each.kind != grammar::Mandate::Kind::promise) continue;
    for (const auto& occasion : each.occasions) {
      if (occasion.kind == grammar::Occasion::Kind::session) sessions.insert(occasion.number);
    }
  }
  return sessions;
}

/// When a text was written, as far as it shows.
struct Moment {
  std::string body;
  int session = 0;
  std::string time;  ///< time_of() it
};

/// The text that is asked about says its body in its masthead where it has no symbol.
Moment moment_of(const store::Work& work, const model::Reading& reading) {
  const auto shown = grammar::occasion_context(reading);
  return {shown.body, shown.session, time_of(work.date, shown.body, shown.session)};
}

/// Whether the other text came before: by the sessions of their body, by their times, and where
/// these do not tell by which cites which. One that shows no time is a draft at hand, so the later.
bool came_before(const TextOfRecord& other, const Related& related, const Moment& own,
                 const std::string& own_name) {
  const bool counted = other.body == own.body && other.session > 0 && own.session > 0;
  if (counted && other.session != own.session) return other.session < own.session;
  const bool timed = !other.time.empty() && !own.time.empty();
  if (timed && other.time != own.time) return other.time < own.time;
  if (related.cites != related.cited) return related.cites;
  if (!timed && other.time.empty() != own.time.empty()) return own.time.empty();
  return std::tie(other.session, other.work.name) < std::tie(own.session, own_name);
}

/// A paragraph in one of the texts.
struct StandInText {
  const TextOfRecord* text = nullptr;
  std::shared_ptr<const model::Reading> reading;
  std::size_t place = 0;
  [[nodiscard]] const model::Paragraph& paragraph() const { return reading->paragraphs[place]; }
};

JsonObject step_json(const StandInText& stand, std::string_view kind, JsonArray words,
                     base::Json verb) {
  const auto& paragraph = stand.paragraph();
  const auto& work = stand.text->work;
  return {{"work", work.name},
          {"title", work.title},
          {"date", work.date},
          {"number", paragraph.number},
          {"text", model::text_of(paragraph.runs)},
          {"kind", kind},
          {"words", std::move(words)},
          {"verb", std::move(verb)},
          {"address", document_address(work.name, anchor_of(paragraph, stand.place + 1))}};
}

/// What an earlier text has for a paragraph of a later one.
struct Origin {
  std::size_t place = 0;  ///< in the earlier reading
  Relation relation = Relation::same;
  JsonArray words;
};

Result<std::optional<Origin>> origin_in(const model::Reading& earlier, const StandInText& stand) {
  const auto before = compared_paragraphs(earlier);
  const auto now = compared_paragraphs(*stand.reading);
  COMITY_TRY(const auto aligned, compare::align(before.passages, now.passages));
  for (const auto& pair : aligned) {
    if (pair.from == Aligned::kNone || pair.to == Aligned::kNone) continue;
    if (now.places[pair.to] != stand.place) continue;
    return std::optional<Origin>(
        Origin{before.places[pair.from], pair.relation, words_json(pair.words)});
  }
  return std::optional<Origin>();
}

/// Back through the earlier texts, the latest first; one that lacks the paragraph is passed over.
Result<JsonArray> steps_of(Installation& installation, const RecordTexts& record,
                           const std::vector<Related>& related, StandInText stand) {
  JsonArray steps;
  std::size_t looked = 0;
  for (auto each = related.rbegin(); each != related.rend() && looked < kMostSteps; ++each) {
    const auto& text = record.texts()[each->text];
    if (!each->earlier || text.work.language != stand.text->work.language) continue;
    ++looked;
    COMITY_TRY(auto reading, installation.store().reading(text.work.reading));
    COMITY_TRY(auto origin, origin_in(*reading, stand));
    if (!origin) continue;
    StandInText before{&text, std::move(reading), origin->place};
    steps.push_back(
        step_json(stand, compare::name_of(origin->relation), std::move(origin->words),
                  verb_json(&before.paragraph(), &stand.paragraph(), stand.reading->language)));
    stand = std::move(before);
  }
  const auto whole = model::text_of(stand.paragraph().runs);
  steps.push_back(
      step_json(stand, "first", JsonArray{JsonObject{{"kind", "same"}, {"text", whole}}}, nullptr));
  return steps;
}

JsonObject one_json(const Related& related, const TextOfRecord& text, const std::string& of) {
  JsonArray because;
  const auto add = [&](bool holds, std::string_view reason) {
    if (holds) because.push_back(JsonObject{{"reason", reason}});
  };
  add(related.title, "title");
  add(related.cites, "cites");
  add(related.cited, "cited");
  add(related.promised, "promised");
  const auto& name = text.work.name;
  return {{"work", name},
          {"title", text.work.title},
          {"date", text.work.date},
          {"session", text.session},
          {"relation", related.earlier ? "earlier" : "later"},
          {"likeness", rounded(related.likeness)},
          {"because", std::move(because)},
          {"address", document_address(name)},
          {"compare_address", address_with("/compare", {{"from", related.earlier ? name : of},
                                                        {"to", related.earlier ? of : name}})}};
}

JsonArray texts_json(const std::vector<Related>& related, const RecordTexts& record,
                     const std::string& of) {
  JsonArray texts;
  for (const auto& each : related) {
    texts.push_back(one_json(each, record.texts()[each.text], of));
  }
  return texts;
}

Result<std::size_t> place_of(const model::Reading& reading, const std::string& number,
                             const store::Work& work) {
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    if (anchor_of(reading.paragraphs[i], i + 1) == number) return i;
  }
  return fail(ErrorKind::not_found, work.name + " has no paragraph " + number, number,
              "take a number that the document's page shows");
}

}  // namespace

Result<std::vector<Related>> related_texts(const store::Read& read, const store::Visibility& asker,
                                           const RecordTexts& record, const store::Work& work,
                                           const model::Reading& reading) {
  const auto* own = record.named(work.name);
  std::vector<Related> out;
  if (own == nullptr) return out;
  const auto cited = cited_in(reading);
  std::set<std::string, std::less<>> citing;
  if (!work.symbol.empty()) {
    COMITY_TRY(const auto all, read.citing(work.symbol, asker));
    for (const auto& each : all) citing.insert(each.work.name);
  }
  const auto promised = promised_sessions(reading);
  const auto moment = moment_of(work, reading);
  for (const auto& each : record.on_question(work.title, kCitedQuestion)) {
    const auto& text = record.texts()[each.text];
    if (&text == own || !text.adopts) continue;
    Related related{each.text,
                    each.likeness,
                    each.likeness >= kSameQuestion,
                    cited.contains(text.work.name),
                    citing.contains(text.work.name),
                    false,
                    false};
    if (!related.title && !related.cites && !related.cited) continue;
    related.earlier = came_before(text, related, moment, work.name);
    related.promised =
        !related.earlier && text.body == moment.body && promised.contains(text.session);
    out.push_back(related);
  }
  return out;
}

Result<JsonArray> related_json(const store::Read& read, const store::Visibility& asker,
                               const RecordTexts& record, const store::Work& work,
                               const model::Reading& reading) {
  COMITY_TRY(const auto related, related_texts(read, asker, record, work, reading));
  return texts_json(related, record, work.name);
}

Result<Answer> lineage(Installation& installation, const Ask& ask, const std::string& name,
                       const std::string& paragraph) {
  if (name.empty()) {
    return fail(ErrorKind::invalid_input, "no document is named", "document",
                "name one: /lineage?document=A/HRC/RES/56/2");
  }
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto work, find_work(read, ask.actor, name));
  COMITY_TRY(auto reading, installation.store().reading(work.reading));
  COMITY_TRY(const auto kept, installation.texts().look(read, asker));
  const auto& record = *kept;
  COMITY_TRY(const auto related, related_texts(read, asker, record, work, *reading));
  auto texts = texts_json(related, record, work.name);
  JsonArray steps;
  const auto* own = record.named(work.name);
  if (!paragraph.empty() && own != nullptr) {
    COMITY_TRY(const auto place, place_of(*reading, paragraph, work));
    COMITY_TRY(steps, steps_of(installation, record, related, {own, reading, place}));
  }
  return Answer{{{"work", work.name},
                 {"title", work.title},
                 {"date", work.date},
                 {"address", document_address(work.name)},
                 {"paragraph", paragraph},
                 {"texts", std::move(texts)},
                 {"steps", std::move(steps)},
                 {"specimen", work.specimen},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

}  // namespace comity::service
