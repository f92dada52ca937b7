#include "grammar/mandates/mandate_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

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

/// Bytes of the comma or semicolon at `at`, of any of the six languages.
std::size_t pause_at(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {",", ";", "،", "؛", "，", "；"}) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

}  // namespace

MandateText::MandateText(std::string_view text, const MandateWords& words)
    : text_(text), small_(small_letters(text)), words_(words) {
  end_ = without_end_marks(text_);
  for (const std::string_view colon : {":", "："}) {
    if (!text_.substr(0, end_).ends_with(colon)) continue;
    leads_ = true;
    end_ -= colon.size();
  }
}

std::size_t MandateText::past(MandateRule rule, std::size_t at) const {
  const auto found = words_.at(rule, text_, small_, at);
  return found ? past_space(small_, found->end) : at;
}

std::size_t MandateText::past_article(std::size_t at) const {
  return past(MandateRule::article, past_space(small_, at));
}

std::size_t MandateText::past_fillers(std::size_t at) const {
  for (;;) {
    auto next = past_space(small_, at);
    if (next < small_.size()) next = past_space(small_, next + pause_at(small_, next));
    // The adverb may be the verb's own: "настоятельно призывает".
    if (words_.at(MandateRule::ask, text_, small_, next)) return next;
    for (const auto rule : {MandateRule::conjunction, MandateRule::filler, MandateRule::adverb}) {
      next = past(rule, next);
    }
    if (next == at) return at;
    at = next;
  }
}

std::size_t MandateText::past_adverbs(std::size_t at) const {
  auto next = past_space(small_, at);
  return past(MandateRule::filler, past(MandateRule::adverb, next));
}

std::size_t MandateText::past_aside(std::size_t at, std::size_t until) const {
  at = past_space(small_, at);
  while (at < until && small_[at] == ',') {
    const auto close = small_.find(',', at + 1);
    if (close == npos || close >= until) return past_space(small_, at + 1);
    at = close;
    const auto next = past_space(small_, close + 1);
    if (small_[next] != ',') return next;
  }
  return at;
}

std::string_view MandateText::word_at(std::size_t at) const {
  auto end = at;
  while (end < small_.size() && small_[end] != ' ' && small_[end] != ',' && small_[end] != ';' &&
         small_[end] != ':' && small_[end] != '.') {
    ++end;
  }
  return std::string_view(small_).substr(at, end - at);
}

bool MandateText::begins_clause() const { return head_at(past_fillers(0)).has_value(); }

std::vector<ClauseHead> MandateText::heads() const {
  std::vector<ClauseHead> found;
  std::size_t looked = 0;  // junctions in a row ("and, and") lead to one place
  const auto look = [&](std::size_t at) {
    if (at < looked) return;
    looked = past_fillers(at);
    auto head = head_at(looked);
    if (!head || head->begin >= end_) return;
    head->junction = at;
    if (at > 0 && !begins_another(*head)) return;
    if (found.empty() || head->begin >= found.back().end) found.push_back(*std::move(head));
  };
  look(0);
  for (std::size_t at = 0; at < end_; ++at) {
    if (is_junction(at)) look(small_[at] == '.' ? at + 1 : at);
  }
  if (found.size() == 1 && is_said_of_another(found.front().begin)) found.clear();
  return found;
}

bool MandateText::begins_another(const ClauseHead& head) const {
  const auto pause = pause_at(small_, head.junction);
  if (pause <= 1) return true;
  const auto joined = past_space(small_, head.junction + pause);
  if (words_.bound()) return text_.substr(joined).starts_with("\u0648");
  return words_.at(MandateRule::conjunction, text_, small_, joined) && names_somebody(head.end);
}

bool MandateText::is_said_of_another(std::size_t head) const {
  // The last clause of a list would follow on "and".
  auto comma = head;
  while (comma > 0 && small_[comma] != ',') --comma;
  if (comma == 0 || words_.find(MandateRule::conjunction, text_, small_, comma, head)) return false;
  constexpr int kWordsOfVerb = 3;
  auto at = past_space(small_, 0);
  for (int i = 0; i < kWordsOfVerb && at < comma; ++i) {
    at = past_space(small_, at + word_at(at).size());
    if (words_.at(MandateRule::that, text_, small_, at)) {
      return small_.find(',', at) < comma;
    }
  }
  return false;
}

bool MandateText::names_somebody(std::size_t at) const {
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

bool MandateText::names_thing(std::size_t at, std::size_t until) const {
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

std::optional<ActionCut> MandateText::infinitive(std::size_t from, std::size_t until) const {
  if (!words_.has(MandateRule::infinitive)) return bare_infinitive(from, until);
  for (auto at = from; at < until; ++at) {
    if (words_.bound() && at > 0 && small_[at - 1] != ' ') continue;
    const auto to = words_.at(MandateRule::infinitive, text_, small_, at);
    if (!to || to->end > until) continue;
    const auto action = past_space(small_, to->end);
    if (action >= until)
      return leads_ ? std::optional<ActionCut>(ActionCut{at, action, true}) : std::nullopt;
    if (opens_action(at, action)) return ActionCut{at, action, is_set_off(at)};
  }
  return std::nullopt;
}

bool MandateText::is_gerund(std::size_t at) const {
  const auto word = word_at(past(MandateRule::adverb, past_space(small_, at)));
  return word.size() > 4 && words_.ends(MandateRule::gerund, word);
}

bool MandateText::ends_with_ways() const {
  const auto from = end_ > 40 ? end_ - 40 : 0;
  return words_.find(MandateRule::ways, text_, small_, from, end_).has_value();
}

std::string MandateText::trimmed_action(std::size_t from, std::size_t until) const {
  if (from >= until) return {};
  // What leads to the next clause ("and in this regard") is no part of this one.
  auto text = base::collapsed(text_.substr(from, until - from));
  constexpr int kMostTails = 8;
  bool again = true;
  for (int i = 0; again && i < kMostTails; ++i) {
    again = false;
    text.resize(without_end_marks(text));
    while (text.ends_with(':')) {
      text.pop_back();
      text.resize(without_end_marks(text));
    }
    const auto small = small_letters(text);
    for (auto at = small.rfind(' '); at != npos && !again;
         at = at == 0 ? npos : small.rfind(' ', at - 1)) {
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

std::optional<ClauseHead> MandateText::head_at(std::size_t at) const {
  constexpr std::pair<MandateRule, Way> kWays[] = {{MandateRule::ask_for, Way::ask_for},
                                                   {MandateRule::promises, Way::promises},
                                                   {MandateRule::ask, Way::ask},
                                                   {MandateRule::decides, Way::decides}};
  std::optional<ClauseHead> best;
  for (const auto& [rule, way] : kWays) {
    const auto found = words_.at(rule, text_, small_, at);
    if (!found || (best && found->end <= best->end)) continue;
    best = ClauseHead{found->begin, found->end, std::string(found->value), way};
  }
  if (!best || (best->way == Way::ask && is_noun(best->end))) return std::nullopt;
  // "calls for further work" asks for work.
  if (best->way == Way::ask_for) return best;
  for (auto next = past_adverbs(best->end); next != best->end; next = past_adverbs(best->end)) {
    best->end = next;
  }
  return best;
}

bool MandateText::is_noun(std::size_t end) const {
  const auto next = past_space(small_, end);
  const auto word = word_at(next);
  return words_.is(MandateRule::behind_noun, word);
}

bool MandateText::is_junction(std::size_t at) const {
  const char c = small_[at];
  if (c == ',' || c == ';') return true;
  if (c == '.') return at + 1 < small_.size() && small_[at + 1] == ' ';
  if (!words_.bound())
    return text_.substr(at).starts_with("，") || text_.substr(at).starts_with("；");
  if (text_.substr(at).starts_with("،") || text_.substr(at).starts_with("؛")) return true;
  const bool begins = at > 0 && small_[at - 1] == ' ';
  return begins && words_.at(MandateRule::conjunction, text_, small_, at).has_value();
}

std::optional<ActionCut> MandateText::bare_infinitive(std::size_t from, std::size_t until) const {
  if (!words_.has(MandateRule::action_ends)) return std::nullopt;
  const auto acts = [&](std::size_t at) {
    return words_.ends(MandateRule::action_ends, word_at(at));
  };
  for (auto at = past_space(small_, from); at < until;) {
    // How often it is to be done is part of the action: "ежегодно представлять доклад".
    const auto often = words_.at(MandateRule::recurrence, text_, small_, at);
    const bool often_acts = often && acts(past_space(small_, often->end));
    if (often_acts || acts(at)) return ActionCut{at, at, is_set_off(at)};
    const auto word = word_at(at);
    at = past_space(small_, at + std::max<std::size_t>(word.size(), 1));
  }
  return std::nullopt;
}

bool MandateText::is_verb(std::size_t at) const {
  if (!words_.has(MandateRule::action_ends)) return true;
  for (int i = 0; i < 2; ++i) {
    const auto word = word_at(at);
    if (words_.ends(MandateRule::action_ends, word)) return true;
    at = past_space(small_, at + word.size());
  }
  return false;
}

bool MandateText::is_set_off(std::size_t at) const {
  while (at > 0 && small_[at - 1] == ' ') --at;
  return at > 0 && small_[at - 1] == ',';
}

bool MandateText::opens_action(std::size_t to, std::size_t action) const {
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
  return !words_.bound() || (!next.empty() && !is_digit(next.front()) && !is_upper(text_[action]));
}

}  // namespace comity::grammar
