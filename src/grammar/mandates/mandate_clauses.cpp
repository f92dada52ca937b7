#include "grammar/mandates/mandate_clauses.h"

#include <algorithm>

#include "base/text.h"
#include "grammar/mandates/addressees.h"
#include "grammar/mandates/mandate_text.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

class MandateSentence : private MandateText {
 public:
  MandateSentence(std::string_view text, model::Language language, const MandateWords& words,
                  const OccasionContext& context, const names::Register& states)
      : MandateText(text, words), language_(language), context_(context), states_(states) {}

  Read clauses() {
    const auto heads = this->heads();
    for (std::size_t i = 0; i < heads.size(); ++i) {
      const auto until = i + 1 < heads.size() ? end_before(heads[i + 1]) : end_;
      clause(heads[i], statement(heads[i].end, until), i + 1 == heads.size());
    }
    return std::move(read_);
  }

  Read item(const Lead& lead) {
    if (begins_clause()) return clauses();
    std::size_t at = past_article(0);
    const auto infinitive = words_.at(MandateRule::infinitive, text_, small_, at);
    if (infinitive) at = past_space(small_, infinitive->end);
    const auto more = this->heads();
    const auto until = more.empty() ? end_ : end_before(more.front());
    const bool way = lead.ways && (is_gerund(at) || !words_.has(MandateRule::gerund));
    const bool acts = infinitive || way || (lead.open && !is_gerund(at));
    if (lead.decides && !lead.asks) {
      decided(past_article(0), until, more.empty());
    } else if (acts && lead.asks) {
      Mandate mandate = lead.mandate;
      finish(std::move(mandate), at, until, more.empty());
    }
    for (std::size_t i = 0; i < more.size(); ++i) {
      clause(more[i], i + 1 < more.size() ? end_before(more[i + 1]) : end_, i + 1 == more.size());
    }
    if (leads_ && !read_.lead && lead.asks) {
      read_.lead = lead;
      read_.lead->ways = ends_with_ways();
    }
    return std::move(read_);
  }

 private:
  /// Where a clause ends before another. What joins them is trimmed from its action, but in
  /// Chinese, where no space shows it.
  [[nodiscard]] std::size_t end_before(const ClauseHead& next) const {
    return words_.bound() ? next.begin : next.junction;
  }

  /// Where a clause begins that asks nobody (", in this regard notes …"); `until` where none does.
  [[nodiscard]] std::size_t statement(std::size_t from, std::size_t until) const {
    const auto& words = Words::of(language_);
    for (auto at = from; at < until; ++at) {
      if (small_[at] != ',' && small_[at] != ';') continue;
      const auto filler = past_space(small_, at + 1);
      const auto verb = past_fillers(at);
      if (verb <= filler || verb >= until) continue;
      if (words.at(Rule::verb, small_, verb)) return at;
    }
    return until;
  }

  void clause(const ClauseHead& head, std::size_t until, bool last) {
    Mandate mandate;
    mandate.verb = head.verb;
    const auto at = past_space(small_, head.end);
    switch (head.way) {
      case Way::promises:
        mandate.kind = Mandate::Kind::promise;
        own(mandate);
        return finish(std::move(mandate), head.verb == "remain" ? head.begin : at, until, last);
      case Way::ask_for:
        return thing(std::move(mandate), at, until, last);
      case Way::decides:
        return decided(at, until, last);
      case Way::ask:
        return asked(std::move(mandate), at, until, last);
    }
  }

  /// "the Secretary-General to consult", "that all parties cooperate", "the development of …".
  void asked(Mandate mandate, std::size_t at, std::size_t until, bool last) {
    if (const auto that = words_.at(MandateRule::that, text_, small_, at)) {
      return that_clause(std::move(mandate), past_space(small_, that->end), until, last);
    }
    const auto cut = infinitive(at, until);
    const auto those = text_.substr(at, (cut ? cut->before : until) - at);
    const auto named = addressees(those, NamesTaken::independent);
    const bool state = !named.codes.empty() && named.codes.front().starts_with("state:");
    const bool somebody =
        state || names_somebody(at) || (cut && cut->set_off) || names_last(mandate.verb, at, named);
    if (!somebody && (!cut || names_thing(at, at + those.size()))) {
      return thing(std::move(mandate), at, until, last);
    }
    mandate.addressees = named.codes;
    if (named.codes.empty() && !base::trimmed(those).empty()) mandate.addressees = {"other"};
    mandate.addressed = base::collapsed(cut ? those : those.substr(0, named.end));
    if (cut) return asked_to(std::move(mandate), cut->action, until, last);
    if (last && leads_) return lead(std::move(mandate), true);
    finish(std::move(mandate), at + named.end, until, last);
  }

  /// "宗教问题特别报告员向大会": Chinese names those asked at the end of the phrase, before what
  /// they are to do.
  [[nodiscard]] bool names_last(std::string_view verb, std::size_t at,
                                const Addressees& named) const {
    const bool asks = verb == "request" || verb == "invite";
    return !words_.bound() && asks && !named.codes.empty() &&
           words_.at(MandateRule::addressee_ends, text_, small_, at + named.end).has_value();
  }

  /// "A to report by 2022, and B to prepare a study": two are asked, each for its own.
  void asked_to(Mandate mandate, std::size_t action, std::size_t until, bool last) {
    const auto comma = before_others(action, until);
    if (comma >= until) return finish(std::move(mandate), action, until, last);
    Mandate next;
    next.verb = mandate.verb;
    finish(std::move(mandate), action, comma, false);
    asked(std::move(next), past_joint(comma), until, last);
  }

  /// The comma before ", and the Office to prepare"; `until` where others are not asked. English
  /// alone has a "to" that tells it.
  [[nodiscard]] std::size_t before_others(std::size_t from, std::size_t until) const {
    if (language_ != model::Language::en) return until;
    for (auto comma = small_.find(',', from); comma < until; comma = small_.find(',', comma + 1)) {
      const auto those = past_joint(comma);
      const auto name = words_.at(MandateRule::addressee, text_, small_, past_article(those));
      const auto cut = infinitive(those, until);
      const bool joined = those > past_space(small_, comma + 1);
      if (joined && name && cut && cut->before == past_space(small_, name->end)) return comma;
    }
    return until;
  }

  /// Past a comma and the "and" behind it.
  [[nodiscard]] std::size_t past_joint(std::size_t comma) const {
    return past(MandateRule::conjunction, past_space(small_, comma + 1));
  }

  /// "Decides to continue …", "Decides that the Council shall …", "Decides to request …".
  void decided(std::size_t at, std::size_t until, bool last) {
    Mandate mandate;
    mandate.verb = "decide";
    const auto first = past_fillers(at);
    if (const auto that = words_.at(MandateRule::that, text_, small_, first)) {
      return shall(std::move(mandate), past_space(small_, that->end), until, last);
    }
    auto action = first;
    if (const auto to = words_.at(MandateRule::infinitive, text_, small_, first)) {
      action = past_space(small_, to->end);
    } else if (const auto cut = infinitive(first, until); cut && small_[at] == ',') {
      action = cut->action;
    }
    if (const auto ask = words_.at(MandateRule::ask_infinitive, text_, small_, action)) {
      mandate.verb = ask->value;
      return asked(std::move(mandate), past_space(small_, ask->end), until, last);
    }
    if (action >= until) {
      if (last && leads_) lead(std::move(mandate), false);
      return;
    }
    const auto verb = past(MandateRule::adverb, action);
    if (words_.at(MandateRule::performs, text_, small_, verb)) return tasks(action, until, last);
    mandate.kind = Mandate::Kind::promise;
    own(mandate);
    finish(std::move(mandate), action, until, last);
  }

  /// A decision that is done by being taken; what it lists is laid upon those that it names.
  void tasks(std::size_t action, std::size_t until, bool last) {
    if (!last || !leads_) return;
    Mandate mandate;
    mandate.verb = "decide";
    auto named = addressees(text_.substr(action, until - action), NamesTaken::all);
    if (!named.codes.empty()) mandate.addressees = {named.codes.front()};
    lead(std::move(mandate), true);
  }

  void shall(Mandate mandate, std::size_t at, std::size_t until, bool last) {
    if (last && leads_ && at >= until) return lead(std::move(mandate), false);
    const auto modal = words_.find(MandateRule::modal, text_, small_, at, until);
    if (!modal) return;
    const auto those = text_.substr(at, modal->begin - at);
    const auto named = addressees(those, NamesTaken::independent);
    auto verb = past_fillers(past_space(small_, modal->end));
    verb = past(MandateRule::adverb, verb);
    if (named.codes.empty() || words_.at(MandateRule::does_not_act, text_, small_, verb)) return;
    mandate.addressees = named.codes;
    mandate.addressed = base::collapsed(those);
    if (last && leads_ && verb >= until) return lead(std::move(mandate), true);
    finish(std::move(mandate), verb, until, last);
  }

  void that_clause(Mandate mandate, std::size_t at, std::size_t until, bool last) {
    const auto rest = text_.substr(at, until - at);
    const auto named = addressees(rest, NamesTaken::independent);
    auto action = at;
    const auto first = past_article(at);
    // Those asked stand first; a name further on belongs to what is asked.
    const auto start = words_.find(MandateRule::addressee, text_, small_, first, until);
    const bool states_first = !named.codes.empty() && named.codes.front().starts_with("state:");
    if ((start && start->begin <= first + 16 && !named.codes.empty()) || states_first) {
      const auto behind = past_aside(at + named.end, until);
      const auto verb = past_fillers(past(MandateRule::modal, behind));
      if (!words_.is(MandateRule::passive, word_at(verb))) {
        mandate.addressees = named.codes;
        mandate.addressed = base::collapsed(text_.substr(at, named.end));
        action = behind;
      }
    }
    finish(std::move(mandate), action, until, last);
  }

  /// "Encourages regular consultations by the Special Rapporteur": asked is who follows "by".
  void thing(Mandate mandate, std::size_t at, std::size_t until, bool last) {
    const auto stop = std::min(small_.find(',', at), until);
    const auto by = words_.find(MandateRule::by_whom, text_, small_, at, stop);
    if (mandate.verb == "encourage" && by) {
      const auto from = past_space(small_, by->end);
      const auto named = addressees(text_.substr(from, until - from), NamesTaken::independent);
      if (!named.codes.empty()) mandate.addressees = {named.codes.front()};
      if (named.codes.empty()) mandate.addressees = {"other"};
      mandate.addressed = base::collapsed(text_.substr(from, named.end));
    }
    finish(std::move(mandate), at, until, last);
  }

  void own(Mandate& mandate) const {
    const auto code = addressee_of_body(context_.body);
    if (mandate.verb == "commit" || mandate.verb == "intend") {
      mandate.addressees = {"states"};
    } else if (!code.empty()) {
      mandate.addressees = {std::string(code)};
    }
  }

  /// The first body that is asked; empty where only others are.
  [[nodiscard]] static std::string_view body_among(const std::vector<std::string>& codes) {
    for (const auto& code : codes) {
      if (const auto body = body_of_addressee(code); !body.empty()) return body;
    }
    return {};
  }

  [[nodiscard]] Addressees addressees(std::string_view those, NamesTaken taken) const {
    return addressees_in(those, context_.body, taken, words_, states_, language_);
  }

  void lead(Mandate mandate, bool asks) {
    read_.lead = Lead{std::move(mandate), asks, !asks, ends_with_ways(), true};
  }

  /// Keeps the clause with its action; one that leads to items is theirs too.
  void finish(Mandate mandate, std::size_t action, std::size_t until, bool last) {
    auto text = trimmed_action(action, until);
    const bool leads = last && leads_;
    if (leads) {
      read_.lead = Lead{mandate, mandate.kind == Mandate::Kind::request, false, ends_with_ways(),
                        text.empty()};
    }
    if (text.empty()) return;
    mandate.occasions =
        occasions_in(text, context_, body_among(mandate.addressees), words_, Words::of(language_));
    mandate.action = std::move(text);
    read_.mandates.push_back(std::move(mandate));
  }

  model::Language language_;
  const OccasionContext& context_;
  const names::Register& states_;
  Read read_;
};

}  // namespace

MandateGrammar::MandateGrammar(model::Language language, const OccasionContext& context,
                               const names::Register& states)
    : language_(language), words_(MandateWords::of(language)), context_(context), states_(states) {}

Read MandateGrammar::paragraph(std::string_view text) const {
  return MandateSentence(text, language_, words_, context_, states_).clauses();
}

Read MandateGrammar::item(std::string_view text, const Lead& lead) const {
  return MandateSentence(text, language_, words_, context_, states_).item(lead);
}

}  // namespace comity::grammar
