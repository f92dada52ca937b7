#include "grammar/citations/provisions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "grammar/dates.h"
#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kClauseReach = 300;  ///< bytes in which an instrument is named before
constexpr std::string_view kGoals = "A/RES/70/1";
constexpr int kGoalCount = 17;

class ProvisionReader {
 public:
  ProvisionReader(const TextForms& forms, const NamedInstruments& named, const Words& words)
      : forms_(forms), named_(named), words_(words) {}

  [[nodiscard]] ProvisionsAt read(std::size_t at) const {
    auto places = places_at(forms_, at, words_);
    if (places.items.empty()) return {{}, {}, at};
    within(places);
    if (places.label != "art.") {
      if (places.label == "sub.") return {{}, {}, at};
      if (const auto instrument = instrument_behind(places.end)) return cited(places, *instrument);
      // Where units follow on their numbers, what they belong to stands before.
      if (words_.at(Rule::number_lead, forms_.small, at) && places.label != "para.") {
        if (const auto before = instrument_before(places)) return cited(places, *before);
      }
      return in_part(places);
    }
    if (const auto behind = instrument_behind(places.end)) return cited(places, *behind);
    if (auto before = instrument_before(places)) return cited(places, *before);
    return {{}, {}, at};
  }

 private:
  /// "paragraph 15 of the annex to", "chapter II, section A, of": places within one another, the
  /// widest first.
  [[nodiscard]] ProvisionsAt in_part(const PlaceNumbers& places) const {
    ProvisionsAt all{{}, places.text(), places.end};
    const auto outer = places_at(forms_, past_of(places.end), words_);
    const bool part = outer.label == "annex" || outer.label == "chap." || outer.label == "sect." ||
                      outer.label == "part";
    if (outer.items.empty() || !part || outer.label == places.label) return all;
    all.place = outer.text() + ", " + all.place;
    all.end = outer.end;
    return all;
  }

  [[nodiscard]] std::size_t past_of(std::size_t at) const {
    at = past_space(forms_.text, at);
    const auto of = words_.at(Rule::provision_of, forms_.small, at);
    return past_space(forms_.text, of ? of->end : at);
  }

  /// "paragraphs 1 and 2 of article 9": the article's, numbered as "9 (1)" and "9 (2)".
  void within(PlaceNumbers& places) const {
    if (places.label != "para." && places.label != "sub.") return;
    auto outer = places_at(forms_, past_of(places.end), words_);
    if (outer.items.size() != 1 || outer.begin < places.end) return;
    if (outer.label == "para.") within(outer);
    if (outer.label != "art." && outer.label != "para.") return;
    for (auto& item : places.items) {
      const bool bracketed = item.number.starts_with("(");
      item.number =
          outer.items.front().number + (bracketed ? " " + item.number : " (" + item.number + ")");
    }
    places.label = outer.label;
    places.end = outer.end;
    places.items.back().end = outer.end;
  }

  [[nodiscard]] std::size_t past_quotes(std::size_t at) const {
    return at + opening_quotes(forms_.text.substr(at));
  }

  /// "of the Covenant", "Устава": the instrument that follows on its provisions.
  [[nodiscard]] std::optional<InstrumentAt> instrument_behind(std::size_t end) const {
    const auto from = past_space(forms_.text, end);
    if (from == end) return std::nullopt;
    const auto of = words_.at(Rule::provision_of, forms_.small, from);
    // Where the language has a word for it, nothing else joins the two.
    if (!of && !words_.phrases(Rule::provision_of).empty() && !is_genitive()) return std::nullopt;
    const auto at = past_quotes(past_of(end));
    if (auto found = instrument_at(forms_.text, forms_.small, at, words_)) return found;
    const auto kind = words_.at(Rule::instrument_kind, forms_.small, at);
    const auto goes_on = [&](const Found& found) {
      return words_.at(Rule::kind_goes_on, forms_.small, past_space(forms_.text, found.end));
    };
    if (!kind || goes_on(*kind)) return std::nullopt;
    return last_of(*kind->phrase, end, kind->end);
  }

  /// "the Convention": the one that the text named last, before `before` or in what went before.
  [[nodiscard]] std::optional<InstrumentAt> last_of(const Phrase& kind, std::size_t before,
                                                    std::size_t end) const {
    NamedInstruments here;
    note_instruments(forms_.text.substr(0, before), words_, here);
    for (const auto* all : {static_cast<const NamedInstruments*>(&here), &named_}) {
      const auto last = all->find(kind.value);
      if (last == all->end()) continue;
      if (last->second == nullptr) return std::nullopt;
      return InstrumentAt{last->second, end};
    }
    return std::nullopt;
  }

  /// "《公约》第3条".
  [[nodiscard]] std::optional<InstrumentAt> quoted_kind_before(std::size_t begin) const {
    constexpr std::string_view kOpen = "\u300A";
    constexpr std::string_view kClose = "\u300B";
    auto head = forms_.small.substr(0, begin);
    if (!head.ends_with(kClose)) return std::nullopt;
    head.remove_suffix(kClose.size());
    for (const auto& kind : words_.phrases(Rule::instrument_kind)) {
      if (!head.ends_with(kind.small)) continue;
      const auto before = head.substr(0, head.size() - kind.small.size());
      if (before.ends_with(kOpen)) return last_of(kind, before.size(), begin);
    }
    return std::nullopt;
  }

  /// Whether a case joins the two: the table of the language says so.
  [[nodiscard]] bool is_genitive() const { return !words_.phrases(Rule::genitive).empty(); }

  /// "the Charter, in its Article 33": the instrument that was named right before, or anywhere in
  /// the clause where "thereof" follows. `places` then ends behind that.
  [[nodiscard]] std::optional<InstrumentAt> instrument_before(PlaceNumbers& places) const {
    if (const auto quoted = quoted_kind_before(places.begin)) {
      return InstrumentAt{quoted->instrument, places.end};
    }
    const auto last = last_instrument(places.begin);
    if (!last) return std::nullopt;
    const auto behind = past_space(forms_.text, places.end);
    if (const auto thereof = words_.at(Rule::provision_thereof, forms_.small, behind)) {
      places.end = thereof->end;
    } else if (!only_leads(last->end, places.begin)) {
      return std::nullopt;
    }
    return InstrumentAt{last->instrument, places.end};
  }

  [[nodiscard]] std::optional<InstrumentAt> last_instrument(std::size_t before) const {
    const auto reach = before - std::min(before, kClauseReach);
    const auto clause = forms_.shape.substr(reach, before - reach).find_last_of(';');
    std::optional<InstrumentAt> last;
    for (auto at = clause == npos ? reach : reach + clause + 1; at < before;) {
      const bool begins = is_word_bound(forms_.text, at);
      const auto found =
          begins ? instrument_at(forms_.text, forms_.small, at, words_) : std::nullopt;
      if (found && found->end <= before) last = found;
      at = found ? std::max(found->end, at + 1) : at + 1;
    }
    return last;
  }

  /// Whether nothing but commas, dates and "in particular" stands between.
  [[nodiscard]] bool only_leads(std::size_t from, std::size_t to) const {
    while (from < to) {
      const auto next = past_lead(from);
      if (next == from) return false;
      from = next;
    }
    return true;
  }
  [[nodiscard]] std::size_t past_lead(std::size_t at) const {
    if (const auto space = past_space(forms_.shape, at); space > at) return space;
    if (forms_.shape[at] == ',' || forms_.shape[at] == '(') return at + 1;
    for (const std::string_view quote : {"\u00BB", "\u201D", "\u2019", "\u300B"}) {
      if (forms_.text.substr(at).starts_with(quote)) return at + quote.size();
    }
    if (const auto lead = words_.at(Rule::provision_lead, forms_.small, at)) return lead->end;
    const auto of = words_.at(Rule::provision_of, forms_.small, at);
    const auto date =
        of ? date_at(forms_.small, past_space(forms_.text, of->end), words_) : std::nullopt;
    return date ? date->end : at;
  }

  [[nodiscard]] ProvisionsAt cited(const PlaceNumbers& places, const InstrumentAt& of) const {
    ProvisionsAt all{{}, {}, of.end};
    for (const auto& item : places.items) {
      const bool first = &item == &places.items.front();
      const bool last = &item == &places.items.back();
      const auto begin = first ? places.begin : item.begin;
      const auto end = last ? of.end : item.end;
      all.found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                           std::string(forms_.text.substr(begin, end - begin)),
                           of.instrument->target,
                           of.instrument->short_name + ", " + places.label + " " + item.number});
    }
    return all;
  }

  const TextForms& forms_;
  const NamedInstruments& named_;
  const Words& words_;
};

class GoalReader {
 public:
  GoalReader(const TextForms& forms, const Words& words) : forms_(forms), words_(words) {}

  [[nodiscard]] ProvisionsAt read(std::size_t at) const {
    ProvisionsAt all{{}, {}, at};
    const auto noun = words_.at(Rule::goal, forms_.small, at);
    if (!noun || !printed_alike(at, *noun->phrase)) return all;
    const bool target = noun->phrase->value == "target";
    auto next = past_space(forms_.text, noun->end);
    if (const auto sign = words_.at(Rule::goal_number, forms_.small, next)) {
      next = past_space(forms_.text, sign->end);
    }
    for (auto begin = at; const auto number = goal_at(next);) {
      if (target && !number->is_target) break;
      const auto text = forms_.text.substr(begin, number->end - begin);
      all.found.push_back({static_cast<std::uint32_t>(begin),
                           static_cast<std::uint32_t>(number->end), std::string(text),
                           std::string(kGoals),
                           (number->is_target ? "target " : "Goal ") + number->text});
      all.end = number->end;
      next = past_list_joint(forms_, all.end, words_);
      if (next == all.end) break;
      begin = next;
    }
    // "Millennium Development Goal 5" is known and is none of these.
    if (noun->phrase->value.empty() || !in_context()) all.found.clear();
    return all;
  }

 private:
  struct GoalAt {
    std::string text;  ///< "16", "16.4", "5.c", "1-6"
    std::size_t end = 0;
    bool is_target = false;
  };

  /// A goal has a capital where the table writes it with one.
  [[nodiscard]] bool printed_alike(std::size_t at, const Phrase& phrase) const {
    return !is_capital_at(phrase.written, 0) || is_capital_at(forms_.text, at);
  }

  [[nodiscard]] bool in_context() const {
    return words_.within(Rule::goal_context, forms_.small) != nullptr;
  }

  [[nodiscard]] std::optional<GoalAt> goal_at(std::size_t at) const {
    const auto number = number_at(forms_.shape, at, 2);
    if (!number || number->value == 0 || number->value > kGoalCount) return std::nullopt;
    GoalAt goal{std::to_string(number->value), number->end};
    const auto& shape = forms_.shape;
    const auto mark = number->end < shape.size() ? shape[number->end] : ' ';
    if (mark == '.' || (mark == '-' && is_arabic())) take_target(goal);
    if (const auto dash = past_range(forms_, goal.end, words_); dash > goal.end) {
      const auto last = number_at(shape, dash, 2);
      if (last && last->value <= kGoalCount && !goal.is_target) {
        goal.text += "-" + std::to_string(last->value);
        goal.end = last->end;
      }
    }
    if (goal.end < shape.size() && shape[goal.end] == '%') return std::nullopt;
    if (!is_word_bound(forms_.text, goal.end)) return std::nullopt;
    return goal;
  }

  /// In Arabic a dash parts the target from its goal.
  [[nodiscard]] bool is_arabic() const { return !words_.phrases(Rule::goal_dash).empty(); }

  [[nodiscard]] static LetterAt letter_of(std::string_view small) {
    if (!small.empty() && is_lower(small.front())) return {small.front(), 1};
    return list_letter_at(small, 0);
  }

  void take_target(GoalAt& goal) const {
    const auto at = goal.end + 1;
    if (const auto number = number_at(forms_.shape, at, 2)) {
      goal.text += "." + std::to_string(number->value);
      goal.end = number->end;
    } else if (const auto letter = letter_of(forms_.small.substr(at));
               letter.bytes > 0 && is_word_bound(forms_.text, at + letter.bytes)) {
      goal.text += std::string(".") + letter.letter;
      goal.end = at + letter.bytes;
    } else {
      return;
    }
    goal.is_target = true;
  }

  const TextForms& forms_;
  const Words& words_;
};

}  // namespace

ProvisionsAt provisions_at(const TextForms& forms, std::size_t at, const NamedInstruments& named,
                           const Words& words) {
  auto goals = GoalReader(forms, words).read(at);
  if (goals.end > at) return goals;
  return ProvisionReader(forms, named, words).read(at);
}

PlaceBehind place_behind(const TextForms& forms, std::size_t at, const Words& words) {
  PlaceBehind all{{}, at};
  auto next = at;
  if (next < forms.shape.size() && forms.shape[next] == ')') ++next;
  for (;;) {
    const auto space = past_space(forms.shape, next);
    const bool comma = space < forms.shape.size() && forms.shape[space] == ',';
    // Where units follow on their numbers, they follow on the document as well: "决议第5段".
    auto from = comma ? past_space(forms.shape, space + 1) : space;
    if (const auto lead = words.at(Rule::provision_lead, forms.small, from); lead && !comma) {
      from = past_space(forms.shape, lead->end);
    }
    if (!comma && !all.place.empty()) break;
    const auto places = places_at(forms, from, words);
    if (places.items.empty() || places.label == "art." || places.label == "sub.") break;
    // "resolution 60/251, chapter VII of the Charter": of something else.
    const auto of = past_space(forms.text, places.end);
    if (words.at(Rule::provision_of, forms.small, of)) break;
    if (words.at(Rule::instrument, forms.small, of)) break;
    all.place += (all.place.empty() ? "" : ", ") + places.text();
    all.end = places.end;
    next = places.end;
  }
  return all;
}

}  // namespace comity::grammar
