#include "grammar/citations/cited_bodies.h"

#include <algorithm>
#include <utility>

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
  }
  return named;
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
    if (!found.code.empty()) return std::move(found.code);
  }
  return {};
}

}  // namespace comity::grammar
