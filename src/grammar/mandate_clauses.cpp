#include "grammar/mandate_clauses.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "grammar/addressees.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr auto kNone = std::string_view::npos;

enum class Way { ask, ask_for, decides, promises };

/// A verb with which a clause begins.
struct Head {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< behind verb and adverbs
  std::string verb;
  Way way = Way::ask;
};

/// Where an action begins, and where those who are to act end.
struct Cut {
  std::size_t before = 0;
  std::size_t action = 0;
  bool set_off = false;  ///< a comma stands before it
};

/// Where a text ends without the marks at its end, of any of the six languages.
std::size_t without_end_marks(std::string_view text) {
  constexpr std::array<std::string_view, 9> kMarks = {" ", ";",  ".",  ",", "؛",
                                                      "،", "；", "。", "，"};
  for (bool again = true; again;) {
    again = false;
    for (const auto mark : kMarks) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      again = true;
    }
  }
  return text.size();
}

class Sentence {
 public:
  Sentence(std::string_view text, model::Language language, const MandateWords& words,
           const OccasionContext& context, const names::Register& states)
      : text_(text),
        small_(small_letters(text)),
        language_(language),
        words_(words),
        context_(context),
        states_(states) {
    end_ = without_end_marks(text_);
    for (const std::string_view colon : {":", "："}) {
      if (!text_.substr(0, end_).ends_with(colon)) continue;
      leads_ = true;
      end_ -= colon.size();
    }
  }

  Read clauses() {
    const auto heads = this->heads();
    for (std::size_t i = 0; i < heads.size(); ++i) {
      clause(heads[i], i + 1 < heads.size() ? heads[i + 1].begin : end_, i + 1 == heads.size());
    }
    return std::move(read_);
  }

  Read item(const Lead& lead) {
    if (begins_clause()) return clauses();
    std::size_t at = past_article(0);
    const auto infinitive = words_.at(MandateRule::infinitive, text_, small_, at);
    if (infinitive) at = past_space(small_, infinitive->end);
    const auto more = this->heads();
    const auto until = more.empty() ? end_ : more.front().begin;
    const bool acts = infinitive || (lead.ways && is_gerund(at)) || (lead.open && !is_gerund(at));
    if (lead.decides && !lead.asks) {
      decided(past_article(0), until, more.empty());
    } else if (acts && lead.asks) {
      Mandate mandate = lead.mandate;
      finish(std::move(mandate), at, until, more.empty());
    }
    for (std::size_t i = 0; i < more.size(); ++i) {
      clause(more[i], i + 1 < more.size() ? more[i + 1].begin : end_, i + 1 == more.size());
    }
    if (leads_ && !read_.lead && lead.asks) {
      read_.lead = lead;
      read_.lead->ways = ends_with_ways();
    }
    return std::move(read_);
  }

 private:
  [[nodiscard]] std::size_t past(MandateRule rule, std::size_t at) const {
    const auto found = words_.at(rule, text_, small_, at);
    return found ? past_space(small_, found->end) : at;
  }
  [[nodiscard]] std::size_t past_article(std::size_t at) const {
    return past(MandateRule::article, past_space(small_, at));
  }

  /// Past everything that may stand between a junction and a verb.
  [[nodiscard]] std::size_t past_fillers(std::size_t at) const {
    for (;;) {
      auto next = past_space(small_, at);
      if (next < small_.size() && (small_[next] == ',' || small_[next] == ';')) ++next;
      next = past_space(small_, next);
      for (const auto rule : {MandateRule::conjunction, MandateRule::filler, MandateRule::adverb}) {
        next = past(rule, next);
      }
      if (next == at) return at;
      at = next;
    }
  }

  [[nodiscard]] std::optional<Head> head_at(std::size_t at) const {
    constexpr std::pair<MandateRule, Way> kWays[] = {{MandateRule::ask_for, Way::ask_for},
                                                     {MandateRule::promises, Way::promises},
                                                     {MandateRule::ask, Way::ask},
                                                     {MandateRule::decides, Way::decides}};
    std::optional<Head> best;
    for (const auto& [rule, way] : kWays) {
      const auto found = words_.at(rule, text_, small_, at);
      if (!found || (best && found->end <= best->end)) continue;
      best = Head{found->begin, found->end, std::string(found->value), way};
    }
    if (!best || (best->way == Way::ask && is_noun(best->end))) return std::nullopt;
    // "calls for further work" asks for work.
    if (best->way == Way::ask_for) return best;
    for (auto next = past_adverbs(best->end); next != best->end; next = past_adverbs(best->end)) {
      best->end = next;
    }
    return best;
  }

  [[nodiscard]] std::size_t past_adverbs(std::size_t at) const {
    auto next = past_space(small_, at);
    return past(MandateRule::filler, past(MandateRule::adverb, next));
  }

  /// "requests for information": what looks like the verb is a noun.
  [[nodiscard]] bool is_noun(std::size_t end) const {
    const auto next = past_space(small_, end);
    const auto word = word_at(next);
    return word == "for" || word == "by" || word == "from" || word == "of" || word == "made" ||
           word == "and" || word == "or";
  }

  [[nodiscard]] std::string_view word_at(std::size_t at) const {
    auto end = at;
    while (end < small_.size() && small_[end] != ' ' && small_[end] != ',' && small_[end] != ';' &&
           small_[end] != ':' && small_[end] != '.') {
      ++end;
    }
    return std::string_view(small_).substr(at, end - at);
  }

  [[nodiscard]] bool begins_clause() const { return head_at(past_fillers(0)).has_value(); }

  /// The verbs at the start and behind each junction.
  [[nodiscard]] std::vector<Head> heads() const {
    std::vector<Head> found;
    std::size_t looked = 0;  // junctions in a row ("and, and") lead to one place
    const auto look = [&](std::size_t at) {
      if (at < looked) return;
      looked = past_fillers(at);
      auto head = head_at(looked);
      if (!head || head->begin >= end_) return;
      if (found.empty() || head->begin >= found.back().end) found.push_back(*std::move(head));
    };
    look(0);
    for (std::size_t at = 0; at < end_; ++at) {
      if (is_junction(at)) look(small_[at] == '.' ? at + 1 : at);
    }
    return found;
  }

  [[nodiscard]] bool is_junction(std::size_t at) const {
    const char c = small_[at];
    if (c == ',' || c == ';') return true;
    if (c == '.') return at + 1 < small_.size() && small_[at + 1] == ' ';
    if (!words_.bound())
      return text_.substr(at).starts_with("，") || text_.substr(at).starts_with("；");
    if (text_.substr(at).starts_with("،") || text_.substr(at).starts_with("؛")) return true;
    const bool begins = at > 0 && small_[at - 1] == ' ';
    return begins && words_.at(MandateRule::conjunction, text_, small_, at).has_value();
  }

  void clause(const Head& head, std::size_t until, bool last) {
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
    const bool somebody = state || names_somebody(at) || (cut && cut->set_off);
    if (!somebody && (!cut || names_thing(at, at + those.size()))) {
      return thing(std::move(mandate), at, until, last);
    }
    mandate.addressees = named.codes;
    if (named.codes.empty() && !base::trimmed(those).empty()) mandate.addressees = {"other"};
    mandate.addressed = base::collapsed(cut ? those : those.substr(0, named.end));
    if (cut) return finish(std::move(mandate), cut->action, until, last);
    if (last && leads_) return lead(std::move(mandate), true);
    finish(std::move(mandate), at + named.end, until, last);
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
      if (word_at(verb) != "be" && word_at(verb) != "is" && word_at(verb) != "are") {
        mandate.addressees = named.codes;
        mandate.addressed = base::collapsed(text_.substr(at, named.end));
        action = behind;
      }
    }
    finish(std::move(mandate), action, until, last);
  }

  /// Past ", in accordance with …," and ", the occupying Power,".
  [[nodiscard]] std::size_t past_aside(std::size_t at, std::size_t until) const {
    at = past_space(small_, at);
    while (at < until && small_[at] == ',') {
      const auto close = small_.find(',', at + 1);
      if (close == kNone || close >= until) return past_space(small_, at + 1);
      at = close;
      const auto next = past_space(small_, close + 1);
      if (small_[next] != ',') return next;
    }
    return at;
  }

  /// "Encourages regular consultations by the Special Rapporteur": asked is who follows "by".
  void thing(Mandate mandate, std::size_t at, std::size_t until, bool last) {
    const auto by = small_.find(" by the ", at);
    const auto stop = small_.find(',', at);
    if (mandate.verb == "encourage" && by < std::min(stop, until)) {
      const auto from = by + 4;
      const auto named = addressees(text_.substr(from, until - from), NamesTaken::independent);
      if (!named.codes.empty()) mandate.addressees = {named.codes.front()};
      if (named.codes.empty()) mandate.addressees = {"other"};
      mandate.addressed = base::collapsed(text_.substr(from, named.end));
    }
    finish(std::move(mandate), at, until, last);
  }

  /// Whether somebody is named within the first words: "all relevant United Nations agencies".
  [[nodiscard]] bool names_somebody(std::size_t at) const {
    if (words_.at(MandateRule::addressee, text_, small_, past_space(small_, at))) return true;
    at = past_article(at);
    for (int i = 0; i < 3 && at < end_; ++i) {
      if (words_.at(MandateRule::addressee, text_, small_, at)) return true;
      const auto word = word_at(at);
      if (word.empty() || words_.is(MandateRule::dependent, word)) return false;
      at = past_space(small_, at + word.size());
    }
    return false;
  }

  /// Whether the words `at` name a thing rather than somebody: "the development of …".
  [[nodiscard]] bool names_thing(std::size_t at, std::size_t until) const {
    bool thing = false;
    at = past_article(at);
    for (int i = 0; i < 4 && at < until; ++i) {
      const auto word = word_at(at);
      if (word.empty() || words_.is(MandateRule::dependent, word)) break;
      thing = words_.ends(MandateRule::thing, word);
      at = past_space(small_, at + word.size());
    }
    return thing;
  }

  /// The first "to" behind which somebody is to do something.
  [[nodiscard]] std::optional<Cut> infinitive(std::size_t from, std::size_t until) const {
    if (!words_.has(MandateRule::infinitive)) return bare_infinitive(from, until);
    for (auto at = from; at < until; ++at) {
      if (words_.bound() && at > 0 && small_[at - 1] != ' ') continue;
      const auto to = words_.at(MandateRule::infinitive, text_, small_, at);
      if (!to || to->end > until) continue;
      const auto action = past_space(small_, to->end);
      if (action >= until) return leads_ ? std::optional<Cut>(Cut{at, action, true}) : std::nullopt;
      if (opens_action(at, action)) return Cut{at, action, is_set_off(at)};
    }
    return std::nullopt;
  }

  /// Where no word leads to the action, its verb is told by its end: "просит … представить".
  [[nodiscard]] std::optional<Cut> bare_infinitive(std::size_t from, std::size_t until) const {
    if (!words_.has(MandateRule::action_ends)) return std::nullopt;
    for (auto at = past_space(small_, from); at < until;) {
      const auto word = word_at(at);
      if (words_.ends(MandateRule::action_ends, word)) return Cut{at, at, is_set_off(at)};
      at = past_space(small_, at + std::max<std::size_t>(word.size(), 1));
    }
    return std::nullopt;
  }

  /// Whether one of the first words from `at` on is a verb: "de lui présenter".
  [[nodiscard]] bool is_verb(std::size_t at) const {
    if (!words_.has(MandateRule::action_ends)) return true;
    for (int i = 0; i < 2; ++i) {
      const auto word = word_at(at);
      if (words_.ends(MandateRule::action_ends, word)) return true;
      at = past_space(small_, at + word.size());
    }
    return false;
  }

  [[nodiscard]] bool is_set_off(std::size_t at) const {
    while (at > 0 && small_[at - 1] == ' ') --at;
    return at > 0 && small_[at - 1] == ',';
  }

  [[nodiscard]] bool opens_action(std::size_t to, std::size_t action) const {
    auto end = to;
    while (end > 0 && small_[end - 1] == ' ') --end;
    const bool set_off = is_set_off(to);
    auto begin = end;
    while (begin > 0 && small_[begin - 1] != ' ') --begin;
    const auto before = std::string_view(small_).substr(begin, end - begin);
    if (!set_off && words_.is(MandateRule::no_infinitive, before)) return false;
    const auto next = word_at(action);
    if (words_.at(MandateRule::determiner, text_, small_, action)) return false;
    if (!is_verb(action)) return false;
    return !words_.bound() ||
           (!next.empty() && !is_digit(next.front()) && !is_upper(text_[action]));
  }

  [[nodiscard]] bool is_gerund(std::size_t at) const {
    const auto word = word_at(past(MandateRule::adverb, past_space(small_, at)));
    return word.ends_with("ing") && word.size() > 4;
  }

  [[nodiscard]] bool ends_with_ways() const {
    const auto from = end_ > 40 ? end_ - 40 : 0;
    return words_.find(MandateRule::ways, text_, small_, from, end_).has_value();
  }

  void own(Mandate& mandate) const {
    const auto code = addressee_of_body(context_.body);
    if (mandate.verb == "commit") {
      mandate.addressees = {"states"};
    } else if (!code.empty()) {
      mandate.addressees = {std::string(code)};
    }
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
    mandate.occasions = occasions_in(text, context_, words_, Words::of(language_));
    mandate.action = std::move(text);
    read_.mandates.push_back(std::move(mandate));
  }

  [[nodiscard]] std::string trimmed_action(std::size_t from, std::size_t until) const {
    if (from >= until) return {};
    // What leads to the next clause ("and in this regard") is no part of this one.
    auto text = base::collapsed(text_.substr(from, until - from));
    constexpr int kMostTails = 8;
    bool again = true;
    for (int i = 0; again && i < kMostTails; ++i) {
      again = false;
      while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == ' ' ||
                               text.back() == '.' || text.back() == ':')) {
        text.pop_back();
      }
      const auto small = small_letters(text);
      for (auto at = small.rfind(' '); at != kNone && !again;
           at = at == 0 ? kNone : small.rfind(' ', at - 1)) {
        if (small.size() - at > 40) break;
        const auto tail = std::string_view(small).substr(at + 1);
        if (words_.is(MandateRule::conjunction, tail) || words_.is(MandateRule::filler, tail) ||
            words_.is(MandateRule::adverb, tail)) {
          text.resize(at);
          again = true;
        }
      }
      if (words_.is(MandateRule::filler, small)) text.clear();
    }
    return text;
  }

  std::string_view text_;
  std::string small_;
  model::Language language_;
  const MandateWords& words_;
  const OccasionContext& context_;
  const names::Register& states_;
  std::size_t end_ = 0;  ///< without the marks at the end
  bool leads_ = false;   ///< ended with ":"
  Read read_;
};

}  // namespace

MandateGrammar::MandateGrammar(model::Language language, const OccasionContext& context,
                               const names::Register& states)
    : language_(language), words_(MandateWords::of(language)), context_(context), states_(states) {}

Read MandateGrammar::paragraph(std::string_view text) const {
  return Sentence(text, language_, words_, context_, states_).clauses();
}

Read MandateGrammar::item(std::string_view text, const Lead& lead) const {
  return Sentence(text, language_, words_, context_, states_).item(lead);
}

}  // namespace comity::grammar
