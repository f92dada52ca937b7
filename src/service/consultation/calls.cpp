#include <algorithm>

#include "base/text.h"
#include "base/time_zone.h"
#include "service/accounts/tokens.h"
#include "service/coding/state.h"
#include "service/consultation/parts.h"
#include "service/written.h"

// Calls: who may write them, what of them is refused, what follows from their times.
namespace comity::service {
namespace calling {
namespace {

using base::ErrorKind;
using base::Result;
using model::Call;
using model::CallState;
using model::QuestionKind;

constexpr std::size_t kLongestTitle = 500;
constexpr std::size_t kLongestCallText = 100'000;
constexpr std::size_t kLongestQuestion = 2'000;

base::Status must_write_calls(const Actor& actor, std::string_view space) {
  return must_be_allowed(actor, Action::write_call, space,
                         "only an editor of the space writes its calls for input",
                         "/consultations");
}

Result<model::InLanguages> clean_texts(const model::InLanguages& given, const std::string& field,
                                       std::size_t longest) {
  model::InLanguages texts;
  for (const auto& [language, text] : given) {
    const auto place = field + "." + std::string(model::code_of(language));
    if (!base::is_utf8(text)) return refuse("this is not UTF-8", place, "send it as UTF-8");
    if (text.size() > longest) {
      return refuse("this is longer than " + std::to_string(longest) + " bytes", place,
                    "write it shorter");
    }
    std::string clean;
    for (const auto line : base::split(text, '\n')) {
      clean += (clean.empty() ? "" : "\n") + base::collapsed(line);
    }
    const auto trimmed = base::trimmed(std::string_view(clean));
    if (!trimmed.empty()) texts[language] = std::string(trimmed);
  }
  return texts;
}

Result<std::vector<model::Question>> checked_questions(std::vector<model::Question> questions) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto& question = questions[i];
    const auto place = "questions, " + std::to_string(i + 1);
    COMITY_TRY(question.text, clean_texts(question.text, place, kLongestQuestion));
    if (question.text.empty()) return refuse("a question has no text", place, "write it");
    const bool chooses = question.kind == QuestionKind::choice;
    if (chooses ? question.choices.size() < 2 : !question.choices.empty()) {
      return refuse(chooses ? "a choice is between two at least" : "only a choice has choices",
                    place, "give each choice, or ask for a text");
    }
    for (auto& choice : question.choices) {
      COMITY_TRY(choice, clean_texts(choice, place, kLongestQuestion));
      if (choice.empty()) return refuse("a choice has no text", place, "write it");
    }
  }
  return questions;
}

Result<base::Time> time_of(const std::string& local, const std::string& zone,
                           const std::string& field) {
  auto time = base::time_from_local(local, zone);
  if (time) return time;
  const auto& error = time.error();
  return refuse(error.message, error.place.empty() ? field : error.place, error.mend);
}

template <typename Value>
Result<std::vector<Value>> values_of(const std::vector<std::string>& names,
                                     std::optional<Value> (*from)(std::string_view),
                                     const std::string& field, const std::string& mend) {
  std::vector<Value> values;
  for (const auto& name : names) {
    const auto value = from(name);
    if (!value) return refuse("not one of them: " + name, field, mend);
    if (std::find(values.begin(), values.end(), *value) == values.end()) values.push_back(*value);
  }
  std::sort(values.begin(), values.end());
  return values;
}

/// The call that a wish comes to, as a draft; without a time of its own it opens at that one.
Result<Call> call_wished(const CallWish& wish, base::Time opens) {
  Call call;
  COMITY_TRY(call.title, clean_texts(wish.title, "title", kLongestTitle));
  if (call.title.empty()) return refuse("the call has no title", "title", "write one");
  COMITY_TRY(call.text, clean_texts(wish.text, "text", kLongestCallText));
  COMITY_TRY(call.questions, checked_questions(wish.questions));
  COMITY_TRY(call.invited, values_of(wish.invited, model::body_kind_from, "invited",
                                     "write State, agency, NGO, institution or other"));
  call.time_zone = wish.time_zone.empty() ? "UTC" : wish.time_zone;
  COMITY_TRY(call.closes, time_of(wish.closes, call.time_zone, "closes"));
  call.opens = opens;
  if (!wish.opens.empty()) {
    COMITY_TRY(call.opens, time_of(wish.opens, call.time_zone, "opens"));
  }
  if (call.closes <= call.opens) {
    return refuse("the call closes before it opens", "closes", "choose a later deadline");
  }
  COMITY_TRY(call.ways, values_of(wish.ways, model::way_from, "ways",
                                  "write named, confidential or anonymous"));
  if (call.ways.empty()) call.ways = {model::Way::named};
  const auto terms = model::terms_from(wish.terms.empty() ? "by_choice" : wish.terms);
  if (!terms) return refuse("no such terms", "terms", "write none, by_choice or all");
  call.terms = *terms;
  return call;
}

/// In each language that it has, a text reads as it did; others may join.
bool keeps_texts(const model::InLanguages& before, const model::InLanguages& after) {
  return std::all_of(before.begin(), before.end(), [&](const auto& each) {
    const auto found = after.find(each.first);
    return found != after.end() && base::collapsed(found->second) == base::collapsed(each.second);
  });
}

bool keeps_question(const model::Question& before, const model::Question& after) {
  return before.kind == after.kind && keeps_texts(before.text, after.text) &&
         std::equal(before.choices.begin(), before.choices.end(), after.choices.begin(),
                    after.choices.end(), keeps_texts);
}

/// What may change once people can answer. A reply names a question and a choice by their places
/// and is read with their words: other words would make it say what its body never said. That
/// nobody has answered yet is no exception, since it would tell who edits whether anybody has.
base::Status keeps_questions(const Call& before, const Call& after) {
  if (before.state == CallState::draft) return {};
  const bool same = before.questions.size() <= after.questions.size() &&
                    std::equal(before.questions.begin(), before.questions.end(),
                               after.questions.begin(), keeps_question);
  if (!same) {
    return base::fail(ErrorKind::conflict,
                      "the call is public: its questions and choices keep their words", "questions",
                      "add a language, or a further question at the end, or make another call");
  }
  if (before.ways != after.ways || before.terms != after.terms) {
    return base::fail(ErrorKind::conflict,
                      "the call is public: its ways of answering and its terms stay", "terms",
                      "make another call");
  }
  return {};
}

/// Puts another version of a call into the record, and answers with it.
Result<base::JsonObject> put_call(Installation& installation, const Ask& ask,
                                  const store::CallRecord& record, Call content,
                                  std::uint64_t seen) {
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  COMITY_CHECK(installation.store().append(
      {{record.space, person, store::CallWritten{record.id, seen + 1, std::move(content)}}}));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto now, call_named(read, ask, base::to_text(record.id)));
  return call_json(installation, ask, now);
}

}  // namespace

std::string call_address(store::CallId id) { return "/consultations/" + base::to_text(id); }

Result<store::CallRecord> call_named(const store::Read& read, const Ask& ask, std::string_view id) {
  const auto value = base::from_crockford(id);
  if (value) {
    COMITY_TRY(auto found, read.call({*value}, visibility_of(ask.actor, read)));
    if (found) return *std::move(found);
  }
  return base::fail(ErrorKind::not_found, "there is no such call for input",
                    "/consultations/" + std::string(id), "look at the list of consultations");
}

bool takes_replies(const Installation& installation, const Call& call) {
  const auto now = installation.clock().now();
  return call.state == CallState::open && now >= call.opens && now < call.closes;
}

bool close_if_over(Installation& installation, const store::CallRecord& record) {
  const bool over = record.content.state == CallState::open &&
                    installation.clock().now() >= record.content.closes;
  if (!over) return false;
  auto closed = record.content;
  closed.state = CallState::closed;
  const auto done =
      installation.store().append({{record.space, installation.owner(),
                                    store::CallWritten{record.id, record.version + 1, closed}}});
  if (done) (void)installation.store().uploads().discard_of(record.space, record.id);
  // In a conflict somebody else has closed or extended it meanwhile.
  return done || done.error().kind == ErrorKind::conflict;
}

}  // namespace calling

using calling::call_json;
using calling::call_named;

base::Result<Answer> consultations(Installation& installation, const Ask& ask) {
  COMITY_TRY(auto read, installation.store().read());
  COMITY_TRY(auto all, read.calls(visibility_of(ask.actor, read)));
  bool news = false;
  for (const auto& record : all) news |= calling::close_if_over(installation, record);
  if (news) {
    COMITY_TRY(read, installation.store().read());
    COMITY_TRY(all, read.calls(visibility_of(ask.actor, read)));
  }
  base::JsonArray calls;
  for (const auto& record : all) calls.push_back(call_json(installation, ask, record));
  base::JsonArray spaces;
  for (const auto& space : read.spaces()) {
    if (!may(ask.actor, Action::write_call, space.name)) continue;
    spaces.push_back(base::JsonObject{{"space", space.name}, {"title", space.title}});
  }
  base::JsonObject may_json{{"write", !spaces.empty()}};
  return Answer{{{"calls", std::move(calls)},
                 {"spaces", std::move(spaces)},
                 {"may", std::move(may_json)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

base::Result<Answer> consultation(Installation& installation, const Ask& ask, std::string_view id) {
  COMITY_TRY(auto read, installation.store().read());
  COMITY_TRY(auto record, call_named(read, ask, id));
  if (calling::close_if_over(installation, record)) {
    COMITY_TRY(read, installation.store().read());
    COMITY_TRY(record, call_named(read, ask, id));
  }
  COMITY_TRY(const auto coding, installation.codings().look(read, ask.actor, id));
  auto body = call_json(installation, ask, record);
  body["report_published"] = coding->record.published;
  body["at"] = at_json(read, ask.actor);
  return Answer{std::move(body), {}};
}

base::Result<base::JsonObject> write_call(Installation& installation, const Ask& ask,
                                          std::string_view id, const CallWish& wish) {
  COMITY_TRY(const auto read, installation.store().read());
  if (id.empty()) {
    const std::string name = wish.space.empty() ? std::string(kOwnSpace) : wish.space;
    COMITY_CHECK(calling::must_write_calls(ask.actor, name));
    const auto* space = read.space(std::string_view(name));
    if (space == nullptr) {
      return base::fail(base::ErrorKind::not_found, "there is no such space", name);
    }
    COMITY_TRY(auto call, calling::call_wished(wish, installation.clock().now()));
    store::CallRecord made;
    made.space = space->id;
    made.id = {base::random_id()};
    return calling::put_call(installation, ask, made, std::move(call), 0);
  }
  COMITY_TRY(const auto record, call_named(read, ask, id));
  COMITY_CHECK(calling::must_write_calls(ask.actor, record.space_name));
  COMITY_TRY(auto call, calling::call_wished(wish, record.content.opens));
  call.state = record.content.state;
  call.shown = record.content.shown;
  COMITY_CHECK(calling::keeps_questions(record.content, call));
  return calling::put_call(installation, ask, record, std::move(call), wish.seen);
}

base::Result<base::JsonObject> change_call(Installation& installation, const Ask& ask,
                                           std::string_view id, const CallStepWish& wish) {
  using model::CallState;
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, id));
  COMITY_CHECK(calling::must_write_calls(ask.actor, record.space_name));
  auto call = record.content;
  const auto now = installation.clock().now();
  const auto wrong = [&](std::string message, std::string mend) {
    return base::fail(base::ErrorKind::conflict, std::move(message),
                      calling::call_address(record.id), std::move(mend));
  };
  if (wish.step == CallStep::open) {
    if (call.state != CallState::draft) return wrong("the call is public already", "extend it");
    if (call.closes <= now) return wrong("its deadline is over", "choose a later deadline first");
    call.state = CallState::open;
  } else if (call.state == CallState::draft) {
    return wrong("the call is a draft", "open it first");
  }
  if (wish.step == CallStep::close) call.state = CallState::closed;
  if (wish.step == CallStep::show || wish.step == CallStep::hide) {
    call.shown = wish.step == CallStep::show;
  }
  if (wish.step == CallStep::extend) {
    COMITY_TRY(call.closes, calling::time_of(wish.closes, call.time_zone, "closes"));
    if (call.closes <= now || call.closes <= call.opens) {
      return refuse("this deadline is over already", "closes", "choose a later one");
    }
    call.state = CallState::open;
  }
  auto done = calling::put_call(installation, ask, record, std::move(call), wish.seen);
  // What is still on its way to it comes too late; where this fails, it expires.
  if (done && wish.step == CallStep::close) {
    (void)installation.store().uploads().discard_of(record.space, record.id);
  }
  return done;
}

}  // namespace comity::service
