#include "service/texts/sessions.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "grammar/bodies.h"
#include "grammar/words.h"
#include "render/icalendar.h"
#include "service/address.h"
#include "service/answer_parts.h"
#include "service/documents/documents.h"
#include "service/texts/mandates.h"
#include "service/texts/session_facts.h"
#include "service/texts/session_texts.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::Language;

std::string address_of_session(std::string_view body, int number) {
  return "/sessions/" + encode_path(body) + "/" + std::to_string(number);
}

/// As the UN names it in the language.
std::string name_of_body(std::string_view code, Language language) {
  for (const auto& phrase : grammar::Words::of(language).phrases(grammar::Rule::body)) {
    if (phrase.value == code) return phrase.written;
  }
  return std::string(code);
}

/// By the number before the letter: "9", "72 (b)", "113"; texts without an item stand last.
auto order_of_item(const std::string& item) {
  const auto digits = item.find_first_not_of("0123456789");
  const auto number = item.substr(0, digits);
  return std::tuple(item.empty(), number.empty(), number.size(), item);
}

struct ByItem {
  bool operator()(const std::string& a, const std::string& b) const {
    return order_of_item(a) < order_of_item(b);
  }
};

/// The session's texts by date.
std::vector<const TextOfRecord*> texts_of_session(const RecordTexts& record, std::string_view body,
                                                  int number) {
  std::vector<const TextOfRecord*> texts;
  for (const auto& text : record.texts()) {
    if (text.body == body && text.session == number) texts.push_back(&text);
  }
  std::sort(texts.begin(), texts.end(), [](const TextOfRecord* a, const TextOfRecord* b) {
    return std::tie(a->work.date, a->work.name) < std::tie(b->work.date, b->work.name);
  });
  return texts;
}

/// Those of the sponsor, or all, by agenda item.
JsonArray items_json(const std::vector<SessionText>& all, const SessionFacts& facts,
                     std::string_view sponsor, const StateNames& states, model::Language language) {
  std::map<std::string, JsonArray, ByItem> items;
  for (const auto& text : all) {
    if (!sponsor.empty() && !sponsors(text, sponsor)) continue;
    items[text.work->agenda_item].push_back(to_json(text, states, language));
  }
  JsonArray out;
  for (auto& [item, texts] : items) {
    const auto title = facts.titles.find(item);
    out.push_back(JsonObject{{"item", item},
                             {"title", title == facts.titles.end() ? "" : title->second},
                             {"texts", std::move(texts)}});
  }
  return out;
}

/// As a filter of mandates has it.
std::string due_code(std::string_view body, int number) {
  return std::string(body) + ":s" + std::to_string(number);
}

base::Json days_json(const SessionFacts& facts) {
  if (!facts.days) return nullptr;
  return JsonObject{{"first", facts.days->first},
                    {"last", facts.days->last},
                    {"work", facts.days->work},
                    {"address", document_address(facts.days->work)}};
}

/// What names this session of this body as its occasion, by date of the text.
Result<std::vector<MandateRow>> asked_for(Installation& installation, const Ask& ask,
                                          const store::Read& read, MandateJudge& judge,
                                          std::string_view body, int number) {
  const MandatesRequest request{{}, {{"due", due_code(body, number)}}, {}, {}};
  return find_mandates(installation, ask, read, request, judge);
}

/// Numbers of the body's sessions in the record.
std::set<int> sessions_of(const RecordTexts& record, std::string_view body) {
  std::set<int> numbers;
  for (const auto& text : record.texts()) {
    if (text.body == body && text.session > 0) numbers.insert(text.session);
  }
  return numbers;
}

std::string neighbour(const std::set<int>& numbers, std::string_view body, int number,
                      bool earlier) {
  auto found = earlier ? numbers.lower_bound(number) : numbers.upper_bound(number);
  if (earlier ? found == numbers.begin() : found == numbers.end()) return {};
  if (earlier) --found;
  return address_of_session(body, *found);
}

}  // namespace

std::string session_address(const TextOfRecord& text) {
  const bool told = !text.body.empty() && text.session > 0;
  return told ? address_of_session(text.body, text.session) : std::string();
}

Result<Answer> sessions(Installation& installation, const Ask& ask) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, installation.texts().look(read, visibility_of(ask.actor, read)));
  std::map<std::string, std::map<int, std::size_t, std::greater<>>> bodies;
  for (const auto& text : record->texts()) {
    if (!session_address(text).empty()) ++bodies[text.body][text.session];
  }
  JsonArray rows;
  std::size_t count = 0;
  for (const auto& [body, numbers] : bodies) {
    JsonArray all;
    for (const auto& [number, texts] : numbers) {
      const auto address = address_of_session(body, number);
      all.push_back(JsonObject{
          {"session", number}, {"texts", count_json(texts, address)}, {"address", address}});
      ++count;
    }
    rows.push_back(JsonObject{
        {"body", body}, {"name", name_of_body(body, ask.language)}, {"sessions", std::move(all)}});
  }
  return Answer{{{"bodies", std::move(rows)},
                 {"count", count_json(count, "/sessions")},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

Result<Answer> session(Installation& installation, const Ask& ask, std::string_view body,
                       int number, std::string_view sponsor) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto judge, MandateJudge::look(installation, read, asker));
  const auto address = address_of_session(body, number);
  if (grammar::body_by_code(body) == nullptr) {
    return base::fail(base::ErrorKind::not_found,
                      "there is no body with the code " + std::string(body), address,
                      "the codes are those of /sessions: GA, HRC, …");
  }
  const auto held = texts_of_session(judge.record(), body, number);
  COMITY_TRY(const auto texts, session_texts(installation, read, asker, held));
  COMITY_TRY(const auto facts, session_facts(installation, held, ask.language));
  COMITY_TRY(const auto rows, asked_for(installation, ask, read, judge, body, number));
  if (texts.empty() && rows.empty()) {
    return base::fail(base::ErrorKind::not_found,
                      "the record holds no text of that session and none that promises one for it",
                      address, "the sessions that it holds are listed at /sessions");
  }
  COMITY_TRY(const auto states, installation.states(read));
  JsonArray asked;
  for (const auto& row : rows) asked.push_back(to_json(row, states, ask.language));
  const auto numbers = sessions_of(judge.record(), body);
  const auto due = address_with("/mandates", {{"due", due_code(body, number)}});
  return Answer{{{"body", body},
                 {"name", name_of_body(body, ask.language)},
                 {"session", number},
                 {"address", address},
                 {"count", count_json(texts.size(), address)},
                 {"sponsor", sponsor},
                 {"sponsor_name", sponsor.empty() ? "" : states.name(sponsor, ask.language)},
                 {"days", days_json(facts)},
                 {"items", items_json(texts, facts, sponsor, states, ask.language)},
                 {"sponsors", sponsors_json(texts, states, ask.language, address)},
                 {"asked", std::move(asked)},
                 {"asked_count", count_json(rows.size(), address)},
                 {"due_address", due},
                 {"earlier_address", neighbour(numbers, body, number, true)},
                 {"later_address", neighbour(numbers, body, number, false)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

Result<StoredFile> session_calendar(Installation& installation, const Ask& ask,
                                    std::string_view body, int number) {
  COMITY_TRY(const auto answer, session(installation, ask, body, number, {}));
  const auto& days = base::object_at(answer.body, "days");
  std::vector<render::CalendarEvent> events;
  const auto title = name_of_body(body, ask.language) + ", " + std::to_string(number);
  if (!days.empty()) {
    const std::string work(base::text_at(days, "work"));
    COMITY_TRY(const auto read, installation.store().read());
    COMITY_TRY(const auto stated, find_work(read, ask.actor, work));
    events.push_back({std::string(body) + "-" + std::to_string(number) + ".session@comity",
                      std::string(base::text_at(days, "first")),
                      render::day_after(base::text_at(days, "last")), title,
                      work + "\n" + std::string(base::text_at(answer.body, "address")) +
                          (stated.specimen ? "\nInvented: a specimen" : ""),
                      render::EventStatus::confirmed, stated.read});
  }
  auto text = render::icalendar(title, events);
  auto tag = base::sha256(text).hex();
  return StoredFile{"text/calendar", std::string(body) + "-" + std::to_string(number) + ".ics",
                    std::move(tag), std::make_shared<const std::string>(std::move(text))};
}

}  // namespace comity::service
