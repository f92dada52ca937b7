#include "service/texts/sessions.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "grammar/bodies.h"
#include "grammar/words.h"
#include "service/address.h"
#include "service/answer_parts.h"
#include "service/documents/documents.h"
#include "service/texts/mandates.h"
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
JsonArray items_json(const std::vector<SessionText>& all, std::string_view sponsor,
                     const StateNames& states, model::Language language) {
  std::map<std::string, JsonArray, ByItem> items;
  for (const auto& text : all) {
    if (!sponsor.empty() && !sponsors(text, sponsor)) continue;
    items[text.work->agenda_item].push_back(to_json(text, states, language));
  }
  JsonArray out;
  for (auto& [item, texts] : items) {
    out.push_back(JsonObject{{"item", item}, {"texts", std::move(texts)}});
  }
  return out;
}

/// What names this session of this body as its occasion, by date of the text.
Result<std::vector<MandateRow>> asked_for(Installation& installation, const Ask& ask,
                                          const store::Read& read, MandateJudge& judge,
                                          std::string_view body, int number) {
  const MandatesRequest request{{}, {{"due", "s" + std::to_string(number)}}, {}, {}};
  COMITY_TRY(auto rows, find_mandates(installation, ask, read, request, judge));
  std::erase_if(rows, [&](const MandateRow& row) {
    const auto& all = row.mandate.occasions;
    return std::none_of(all.begin(), all.end(), [&](const grammar::Occasion& each) {
      return each.kind == grammar::Occasion::Kind::session && each.number == number &&
             each.body == body;
    });
  });
  return rows;
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
                 {"at", at_json(read)}},
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
  COMITY_TRY(const auto texts, session_texts(installation, read, asker,
                                             texts_of_session(judge.record(), body, number)));
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
  const auto due = address_with("/mandates", {{"due", "s" + std::to_string(number)}});
  return Answer{{{"body", body},
                 {"name", name_of_body(body, ask.language)},
                 {"session", number},
                 {"address", address},
                 {"count", count_json(texts.size(), address)},
                 {"sponsor", sponsor},
                 {"sponsor_name", sponsor.empty() ? "" : states.name(sponsor, ask.language)},
                 {"items", items_json(texts, sponsor, states, ask.language)},
                 {"sponsors", sponsors_json(texts, states, ask.language, address)},
                 {"asked", std::move(asked)},
                 {"asked_count", count_json(rows.size(), address)},
                 {"due_address", due},
                 {"earlier_address", neighbour(numbers, body, number, true)},
                 {"later_address", neighbour(numbers, body, number, false)},
                 {"at", at_json(read)}},
                {}};
}

}  // namespace comity::service
