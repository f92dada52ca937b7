#include "service/texts/session_texts.h"

#include <algorithm>
#include <utility>

#include "grammar/resolutions/actions.h"
#include "service/address.h"
#include "service/documents/copies.h"
#include "service/documents/document_view.h"
#include "service/documents/documents.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

/// A document that may say what was done with texts.
struct Saying {
  std::string name;
  std::shared_ptr<const model::Reading> reading;
  grammar::TextActions actions;

  [[nodiscard]] std::string address_of(std::size_t paragraph) const {
    return document_address(name, anchor_of(reading->paragraphs[paragraph], paragraph + 1));
  }
};

JsonObject action_json(const grammar::Adoption& adoption, const Saying& saying) {
  return {{"by_vote", adoption.by_vote}, {"in_favour", adoption.in_favour},
          {"against", adoption.against}, {"abstaining", adoption.abstaining},
          {"work", saying.name},         {"address", saying.address_of(adoption.paragraph)}};
}

/// Texts and the reports on them, each read once.
class SessionReader {
 public:
  SessionReader(const Installation& installation, const store::Read& read,
                const store::Visibility& asker)
      : installation_(installation), read_(read), asker_(asker) {}

  Result<SessionText> look(const TextOfRecord& of) {
    SessionText text{&of.work, {}, {}, nullptr, {}};
    if (!of.adopts) return text;
    COMITY_TRY(const auto* own, saying(of.work));
    text.tabled = own->reading->sponsors;
    for (const auto& adoption : own->actions.adoptions) {
      if (!adoption.target.empty()) continue;
      text.action = action_json(adoption, *own);
      text.roll = adoption.roll;
    }
    if (of.work.symbol.empty()) return text;
    COMITY_TRY(const auto citing, read_.citing(of.work.symbol, asker_));
    for (const auto& each : citing) {
      if (!reports(each.work.kind)) continue;
      COMITY_TRY(const auto* report, saying(each.work));
      take(*report, text);
    }
    return text;
  }

 private:
  /// The Third Committee reports on each of its items in an addendum: A/79/458/Add.2.
  static bool reports(model::WorkKind kind) {
    return kind == model::WorkKind::other || kind == model::WorkKind::addendum ||
           kind == model::WorkKind::session_report;
  }

  Result<const Saying*> saying(const store::Work& work) {
    const auto known = sayings_.find(work.name);
    if (known != sayings_.end()) return &known->second;
    COMITY_TRY(const auto copies, read_.copies(work.space, work.id));
    COMITY_TRY(const auto shown, shown_copy(work, copies, {}));
    COMITY_TRY(auto reading, installation_.store().reading(shown.copy.reading));
    auto actions = grammar::text_actions_of(*reading, names::Register::builtin());
    const auto put =
        sayings_.emplace(work.name, Saying{work.name, std::move(reading), std::move(actions)});
    return &put.first->second;
  }

  /// A report's word on the text: of several reports the first that says what came of it holds, in
  /// one report the last word, since what comes first may be undone or on less than the whole.
  static void take(const Saying& report, SessionText& text) {
    const bool open = text.action.is_null();
    for (const auto& adoption : report.actions.adoptions) {
      if (!open || adoption.target != text.work->symbol) continue;
      text.action = action_json(adoption, report);
      text.roll = adoption.roll;
    }
    for (const auto& joined : report.actions.joined) {
      if (joined.target != text.work->symbol) continue;
      for (const auto& state : joined.states) {
        const auto& tabled = text.tabled;
        if (std::find(tabled.begin(), tabled.end(), state) != tabled.end()) continue;
        text.joined.emplace(state, report.address_of(joined.paragraph));
      }
    }
  }

  const Installation& installation_;
  const store::Read& read_;
  const store::Visibility& asker_;
  std::map<std::string, Saying> sayings_;
};

JsonObject sponsor_json(const std::string& sponsor, const StateNames& states,
                        model::Language language) {
  return states.by_code(sponsor) != nullptr ? states.json(sponsor, language)
                                            : unknown_state_json(sponsor);
}

/// One list of a vote, in the order of its document; `counted` is what the document says of it.
void add_cast(JsonArray& to, std::string_view cast, const std::vector<std::string>& list,
              std::int64_t counted, const StateNames& states, model::Language language) {
  if (list.empty()) return;
  JsonArray all;
  for (const auto& state : list) all.push_back(sponsor_json(state, states, language));
  to.push_back(JsonObject{{"cast", cast},
                          {"count", list.size()},
                          {"complete", static_cast<std::int64_t>(list.size()) == counted},
                          {"states", std::move(all)}});
}

/// What came of a text with who voted how; null where nothing did.
base::Json with_roll(const SessionText& text, const StateNames& states, model::Language language) {
  if (text.action.is_null()) return nullptr;
  auto action = text.action.as_object();
  JsonArray roll;
  add_cast(roll, "in_favour", text.roll.in_favour, base::integer_at(action, "in_favour"), states,
           language);
  add_cast(roll, "against", text.roll.against, base::integer_at(action, "against"), states,
           language);
  add_cast(roll, "abstaining", text.roll.abstaining, base::integer_at(action, "abstaining"), states,
           language);
  action["roll"] = std::move(roll);
  return action;
}

}  // namespace

Result<base::Json> action_of(const Installation& installation, const store::Read& read,
                             const store::Visibility& asker, const TextOfRecord& text,
                             const StateNames& states, model::Language language) {
  COMITY_TRY(const auto looked, SessionReader(installation, read, asker).look(text));
  return with_roll(looked, states, language);
}

Result<std::vector<SessionText>> session_texts(const Installation& installation,
                                               const store::Read& read,
                                               const store::Visibility& asker,
                                               const std::vector<const TextOfRecord*>& texts) {
  SessionReader reader(installation, read, asker);
  std::vector<SessionText> out;
  out.reserve(texts.size());
  for (const auto* text : texts) {
    COMITY_TRY(auto looked, reader.look(*text));
    out.push_back(std::move(looked));
  }
  return out;
}

bool sponsors(const SessionText& text, std::string_view code) {
  return std::find(text.tabled.begin(), text.tabled.end(), code) != text.tabled.end() ||
         text.joined.contains(std::string(code));
}

JsonObject to_json(const SessionText& text, const StateNames& states, model::Language language) {
  auto json = work_json(*text.work);
  JsonArray tabled, joined;
  for (const auto& sponsor : text.tabled) {
    tabled.push_back(sponsor_json(sponsor, states, language));
  }
  for (const auto& [sponsor, address] : text.joined) {
    joined.push_back(
        JsonObject{{"state", sponsor_json(sponsor, states, language)}, {"address", address}});
  }
  json["sponsor_count"] = tabled.size();
  json["joined_count"] = joined.size();
  json["sponsors"] = std::move(tabled);
  json["joined"] = std::move(joined);
  json["action"] = with_roll(text, states, language);
  return json;
}

JsonArray sponsors_json(const std::vector<SessionText>& texts, const StateNames& states,
                        model::Language language, const std::string& address) {
  struct Counts {
    std::size_t tabled = 0;
    std::size_t joined = 0;
  };
  std::map<std::string, Counts> counts;
  for (const auto& text : texts) {
    for (const auto& sponsor : text.tabled) ++counts[sponsor].tabled;
    for (const auto& joined : text.joined) ++counts[joined.first].joined;
  }
  std::vector<std::pair<std::string, std::string>> order;
  order.reserve(counts.size());
  for (const auto& [sponsor, count] : counts) {
    order.emplace_back(states.sort_key(sponsor, language), sponsor);
  }
  std::sort(order.begin(), order.end());
  JsonArray out;
  for (const auto& [key, sponsor] : order) {
    const auto& count = counts[sponsor];
    const auto all = address_with(address, {{"sponsor", sponsor}});
    out.push_back(JsonObject{{"state", sponsor_json(sponsor, states, language)},
                             {"tabled", count.tabled},
                             {"joined", count.joined},
                             {"texts", count_json(count.tabled + count.joined, all)}});
  }
  return out;
}

}  // namespace comity::service
