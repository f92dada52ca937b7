#include "service/texts/mandate_states.h"

#include <algorithm>
#include <array>

#include "grammar/scan.h"

namespace comity::service {
namespace {

using grammar::Mandate;
using grammar::Occasion;

constexpr std::array<std::pair<MandateState, std::string_view>, kMandateStates> kMandateStateNames =
    {{{MandateState::due, "due"},
      {MandateState::kept, "kept"},
      {MandateState::not_seen, "not_seen"}}};

bool is_later(const TextOfRecord& text, const MandatingText& than) {
  if (text.session > 0 && than.session > 0 && text.body == than.body) {
    return text.session > than.session;
  }
  return !text.work.date.empty() && !than.date.empty() && text.work.date > than.date;
}

int year_of(const MandatingText& text) {
  const auto year = grammar::number_at(text.date, 0, 4);
  return year ? year->value : 0;
}

MandateVerdict kept(std::string_view reason, const TextOfRecord& by) {
  return {MandateState::kept, reason, {{by.work.name, by.work.title, by.work.date}}};
}

}  // namespace

std::string_view name_of(MandateState state) {
  for (const auto& [value, name] : kMandateStateNames) {
    if (value == state) return name;
  }
  return {};
}

std::optional<MandateState> mandate_state_from(std::string_view name) {
  for (const auto& [value, known] : kMandateStateNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

base::Result<MandateJudge> MandateJudge::look(Installation& installation, const store::Read& read,
                                              const store::Visibility& asker) {
  COMITY_TRY(auto record, installation.texts().look(read, asker));
  return MandateJudge(installation, read, asker, std::move(record));
}

base::Result<const MandateJudge::Surroundings*> MandateJudge::around(const MandatingText& text) {
  const auto known = known_.find(text.work);
  if (known != known_.end()) return &known->second;
  Surroundings found;
  const auto texts = record_->texts();
  const auto has = [](const std::vector<std::size_t>& list, std::size_t at) {
    return std::find(list.begin(), list.end(), at) != list.end();
  };
  const auto add = [&](std::size_t at) {
    if (texts[at].work.name == text.work) return;
    auto& list = texts[at].adopts ? found.texts : found.reports;
    if (!has(list, at)) list.push_back(at);
  };
  for (const auto& each : record_->on_question(text.title)) add(each.text);
  for (const auto at : record_->reports_on(text.title)) add(at);
  if (!text.symbol.empty()) {
    COMITY_TRY(const auto citing, read_.citing(text.symbol, asker_));
    for (const auto& each : citing) {
      const auto* one = record_->named(each.work.name);
      // A text that cites another in passing is on another question.
      if (one == nullptr || one->adopts || one->work.name == text.work) continue;
      const auto at = static_cast<std::size_t>(one - texts.data());
      if (!has(found.reports, at) && !has(found.citing, at)) found.citing.push_back(at);
    }
  }
  return &known_.emplace(text.work, std::move(found)).first->second;
}

template <typename InTime>
base::Result<const TextOfRecord*> MandateJudge::first_that_keeps(const MandatingText& text,
                                                                 const Mandate& mandate,
                                                                 const Surroundings& around,
                                                                 const InTime& in_time) {
  const auto texts = record_->texts();
  if (mandate.kind == Mandate::Kind::promise) {
    for (const auto at : around.texts) {
      if (in_time(texts[at])) return &texts[at];
    }
    return nullptr;
  }
  for (const auto* list : {&around.reports, &around.citing}) {
    for (const auto at : *list) {
      if (!in_time(texts[at])) continue;
      const bool on_question = list == &around.reports;
      COMITY_TRY(const bool answers,
                 documents_.answers(texts[at], on_question, text.symbol, mandate));
      if (answers) return &texts[at];
    }
  }
  return nullptr;
}

base::Result<MandateVerdict> MandateJudge::of_occasion(const MandatingText& text,
                                                       const Mandate& mandate,
                                                       const Occasion& occasion,
                                                       const Surroundings& around) {
  const bool promise = mandate.kind == Mandate::Kind::promise;
  const auto& body = occasion.body.empty() ? text.body : occasion.body;
  COMITY_TRY(const auto* by, first_that_keeps(text, mandate, around, [&](const TextOfRecord& one) {
               return occasion.kind == Occasion::Kind::session
                          ? one.body == body && one.session == occasion.number
                          : one.year > 0 && one.year <= occasion.number && is_later(one, text);
             }));
  if (by != nullptr) return kept(promise ? "text_of_session" : "document_of_time", *by);
  const bool come = occasion.kind == Occasion::Kind::session
                        ? record_->last_session(body) >= occasion.number
                        : record_->last_year(text.body) > occasion.number;
  return come ? MandateVerdict{MandateState::not_seen,
                               promise ? "nothing_on_question" : "no_document",
                               {}}
              : MandateVerdict{MandateState::due, "not_yet", {}};
}

base::Result<MandateVerdict> MandateJudge::without_time(const MandatingText& text,
                                                        const Mandate& mandate,
                                                        const Surroundings& around) {
  const bool recurring =
      std::any_of(mandate.occasions.begin(), mandate.occasions.end(),
                  [](const Occasion& each) { return each.kind == Occasion::Kind::recurring; });
  const bool promise = mandate.kind == Mandate::Kind::promise;
  if (!promise && !recurring) return MandateVerdict{MandateState::due, "no_time", {}};
  COMITY_TRY(const auto* by, first_that_keeps(text, mandate, around, [&](const TextOfRecord& one) {
               return (!promise || one.body == text.body) && is_later(one, text);
             }));
  if (by != nullptr) return kept(promise ? "later_text" : "later_document", *by);
  return MandateVerdict{MandateState::due, recurring ? "recurring" : "no_later_text", {}};
}

base::Result<MandateVerdict> MandateJudge::judge(const MandatingText& text,
                                                 const Mandate& mandate) {
  // Most ask for something at no time, and need no look around.
  const bool judged = mandate.kind == Mandate::Kind::promise || !mandate.occasions.empty();
  if (!judged) return without_time(text, mandate, {});
  COMITY_TRY(const auto* surroundings, around(text));
  MandateVerdict verdict;
  bool dated = false;
  for (const auto& occasion : mandate.occasions) {
    if (occasion.kind == Occasion::Kind::recurring) continue;
    // "as of 2018" in a text of 2018 begins at once.
    if (occasion.kind == Occasion::Kind::year && occasion.number <= year_of(text)) continue;
    dated = true;
    COMITY_TRY(verdict, of_occasion(text, mandate, occasion, *surroundings));
    if (verdict.state != MandateState::kept) return verdict;
  }
  return dated ? verdict : without_time(text, mandate, *surroundings);
}

}  // namespace comity::service
