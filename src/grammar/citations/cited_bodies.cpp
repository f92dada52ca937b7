#include "grammar/citations/cited_bodies.h"

#include <algorithm>
#include <utility>

#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kReachBack = 120;   ///< bytes in which "the Council, in its" is looked for
constexpr std::size_t kReachAhead = 160;  ///< bytes in which "by the Subcommission" is looked for

}  // namespace

NamedBody CitedBodies::body_before(std::size_t at) const {
  NamedBody named{"", at, false};
  std::size_t end = at;
  while (end > 0 && small_[end - 1] == ' ') --end;
  if (const auto found = ending_at(Rule::body, end)) {
    return {found->phrase->value, found->end, false};
  }
  if (const auto found = ending_at(Rule::body_short, end)) {
    return {short_body(found->phrase->value), found->end, false, found->phrase->value};
  }
  if (const auto found = ending_at(Rule::own, end)) {
    named.own = true;
    named.body = owner(found->end);
    return named;
  }
  if (const auto begin = other_before(end)) return {std::string(kOtherBody), *begin, false};
  return named;
}

bool CitedBodies::goes_on(const Phrase& name, std::string_view small, std::size_t end) const {
  const bool is_short = name.value == "CHR" && name.small.find(' ') == npos;
  const auto joint =
      is_short ? words_.at(Rule::kind_goes_on, small, past_space(small, end)) : std::nullopt;
  // "de la Comisión de 20 de abril".
  return joint && !digit_at(small, past_space(small, joint->end));
}

std::optional<std::size_t> CitedBodies::other_before(std::size_t end) const {
  if (const auto found = ending_at(Rule::other_body, end)) return found->end;
  const auto from = end - std::min(end, kReachBack);
  for (const Phrase& phrase : words_.phrases(Rule::other_body)) {
    const auto at = small_.substr(from, end - from).rfind(phrase.small);
    if (at == npos || !is_word_bound(text_, from + at)) continue;
    const auto rest = from + at + phrase.small.size();
    const auto joint = words_.at(Rule::kind_goes_on, small_, past_space(text_, rest));
    if (joint && is_title(joint->end, end)) return from + at;
  }
  return std::nullopt;
}

bool CitedBodies::is_title(std::size_t begin, std::size_t end) const {
  constexpr std::size_t kLongestParticle = 3;
  bool capital = false;
  for (auto at = past_space(text_, begin); at < end; at = past_space(text_, at)) {
    const auto stop = std::min(text_.find(' ', at), end);
    const auto word = text_.substr(at, stop - at);
    capital = is_upper(word.front());
    if (!capital && word.size() > kLongestParticle) return false;
    if (word.find_first_of(",;.:()") != npos) return false;
    at = stop;
  }
  return capital;
}

NamedBody CitedBodies::first_between(std::size_t from, std::size_t at) const {
  const auto reach = small_.substr(0, at);
  for (const std::string_view mark : {"\uFF0C", "\u3002", "\uFF1B", ",", ";"}) {
    const auto found = reach.rfind(mark);
    if (found != npos) from = std::max(from, found + mark.size());
  }
  for (; from < at; ++from) {
    if (const auto body = body_at(from); !body.code.empty()) return {body.code, at, true};
    if (words_.at(Rule::own, small_, from)) return {std::string(own_), at, true};
  }
  return {"", at, false};
}

std::optional<Found> CitedBodies::ending_at(Rule rule, std::size_t end) const {
  std::string_view head = small_.substr(0, end);
  for (const std::string_view possessive : {"\u2019s", "'s"}) {
    if (head.ends_with(possessive)) head.remove_suffix(possessive.size());
  }
  for (const Phrase& phrase : words_.phrases(rule)) {
    if (head.ends_with(phrase.small) && is_word_bound(text_, head.size() - phrase.small.size())) {
      return Found{head.size() - phrase.small.size(), &phrase};
    }
  }
  return std::nullopt;
}

std::string CitedBodies::short_body(std::string_view codes) const {
  std::string first;
  for (std::size_t at = 0; at < codes.size();) {
    const std::size_t end = std::min(codes.find(' ', at), codes.size());
    const std::string code(codes.substr(at, end - at));
    if (code == own_) return code;
    if (first.empty()) first = code;
    at = end + 1;
  }
  return first;
}

std::string CitedBodies::owner(std::size_t its) const {
  auto body = named_before(its);
  return body.empty() ? std::string(own_) : body;
}

std::string CitedBodies::named_before(std::size_t its) const {
  const std::size_t from = its > kReachBack ? its - kReachBack : 0;
  std::string_view reach = small_.substr(from, its - from);
  if (const std::size_t clause = reach.find_last_of(";."); clause != std::string_view::npos) {
    reach.remove_prefix(clause + 1);
  }
  std::size_t best = 0;
  std::string body;
  const auto look = [&](Rule rule) {
    for (const Phrase& phrase : words_.phrases(rule)) {
      const std::size_t at = reach.rfind(phrase.small);
      if (at == std::string_view::npos || !is_word_bound(reach, at)) continue;
      const std::size_t end = at + phrase.small.size();
      if (end <= best || !is_word_bound(reach, end)) continue;
      if (rule == Rule::body_short && goes_on(phrase, reach, end)) continue;
      best = end;
      body = rule == Rule::body ? phrase.value : short_body(phrase.value);
    }
  };
  look(Rule::body);
  look(Rule::body_short);
  return body;
}

BodyAt CitedBodies::body_at(std::size_t at) const {
  if (const auto found = words_.at(Rule::body, small_, at)) {
    return {found->phrase->value, found->end};
  }
  if (const auto found = words_.at(Rule::body_short, small_, at)) {
    if (goes_on(*found->phrase, small_, found->end)) return {std::string(kOtherBody), found->end};
    return {short_body(found->phrase->value), found->end, found->phrase->value};
  }
  return {};
}

BodyAt CitedBodies::body_right_after(std::size_t end) const {
  const std::size_t at = past_space(text_, end);
  const auto by = words_.at(Rule::by_body, small_, at);
  return body_at(by ? past_space(text_, by->end) : at);
}

std::string CitedBodies::body_after(std::size_t end) const {
  std::string_view reach = small_.substr(end, kReachAhead);
  if (const std::size_t clause = reach.find(';'); clause != std::string_view::npos) {
    reach = reach.substr(0, clause);
  }
  for (std::size_t at = 0; at < reach.size(); ++at) {
    if (at > 0 && reach[at - 1] != ' ') continue;
    const auto by = words_.at(Rule::by_body, reach, at);
    if (!by) continue;
    auto found = body_at(end + past_space(reach, by->end));
    if (!found.code.empty() && found.code != kOtherBody) return std::move(found.code);
  }
  return {};
}

}  // namespace comity::grammar
