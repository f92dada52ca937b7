#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "service/reviews/correct_internal.h"
#include "service/written.h"

// The clauses of a recommendation as a person wishes them.
namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using model::Clause;
using CorrectionWhat = CorrectionWish::What;

constexpr std::size_t kMostParts = 40;

std::string in_capitals(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// States by code or name. A name that no register knows is taken where the clause has it already.
Result<Clause> with_states(Clause clause, std::string_view given, const names::Register& states) {
  const auto unknown = std::move(clause.unknown);
  clause.states.clear();
  clause.unknown.clear();
  for (const auto part : base::split(given, ';')) {
    const auto name = base::collapsed(part);
    if (name.empty()) continue;
    const auto* state = states.by_code(in_capitals(name));
    if (state == nullptr) state = states.find(name);
    const bool printed = std::find(unknown.begin(), unknown.end(), name) != unknown.end();
    if (state == nullptr && !printed) {
      return refuse("no State has this name or code: " + name, "states",
                    "write ISO 3166-1 alpha-3 codes or names as the UN has them, with ; between");
    }
    auto& list = state == nullptr ? clause.unknown : clause.states;
    const auto& value = state == nullptr ? name : state->code;
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  }
  return clause;
}

/// The parts of a split, parted by empty lines.
std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const auto line : base::split(text, '\n')) {
    const auto words = base::collapsed(line);
    if (words.empty()) {
      if (!parts.back().empty()) parts.emplace_back();
      continue;
    }
    if (!parts.back().empty()) parts.back() += ' ';
    parts.back() += words;
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

/// A part of a split, and the number that it is to have; empty: that of the whole.
struct Part {
  std::string number;
  Clause clause;
};

/// The number in square brackets before a part, taken off it.
std::string number_before(std::string_view& part) {
  const auto close = part.find(']');
  if (!part.starts_with('[') || close == std::string_view::npos) return {};
  auto number = base::collapsed(part.substr(1, close - 1));
  if (number.empty() || !base::is_digit(number.front())) return {};
  part.remove_prefix(close + 1);
  return number;
}

Result<Part> part_of(const Clause& whole, std::string_view part, const names::Register& states) {
  Clause clause = whole;
  auto number = number_before(part);
  const auto open = part.rfind('[');
  if (part.ends_with(']') && open != std::string_view::npos) {
    const auto inside = part.substr(open + 1, part.size() - open - 2);
    COMITY_TRY(clause, with_states(std::move(clause), inside, states));
    part = part.substr(0, open);
  }
  COMITY_TRY(clause.text, written_text(part, "parts", kLongestText));
  return Part{std::move(number), std::move(clause)};
}

/// What the split leaves of the recommendation, then what it makes under other numbers.
Result<NumberedClauses> split_clauses(const Subject& subject, std::size_t at,
                                      const CorrectionWish& wish) {
  const auto parts = paragraphs_of(wish.parts);
  if (parts.size() > kMostParts) {
    return refuse("these are more than " + std::to_string(kMostParts) + " parts", "parts",
                  "join some of them");
  }
  const auto& own = subject.record.recommendation.number;
  NumberedClauses all = {{own, subject.shown()}};
  const Clause whole = all.front().clauses[at];
  auto& left = all.front().clauses;
  left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
  for (const auto& each : parts) {
    COMITY_TRY(auto part, part_of(whole, each, *subject.states));
    if (part.number.empty() || part.number == own) {
      auto& clauses = all.front().clauses;
      clauses.insert(clauses.begin() + static_cast<std::ptrdiff_t>(at++), std::move(part.clause));
      continue;
    }
    if (all.back().number != part.number) all.push_back({part.number, {}});
    all.back().clauses.push_back(std::move(part.clause));
  }
  if (parts.size() < 2 && all.size() < 2) {
    return refuse("a clause is split into two or more", "parts",
                  "leave an empty line between the parts");
  }
  if (all.front().clauses.empty()) {
    return refuse("nothing is left of " + own, "parts",
                  "leave a part without a number: it stays under " + own);
  }
  return all;
}

Result<std::vector<Clause>> merged_clauses(const Subject& subject, std::size_t at,
                                           const CorrectionWish& wish) {
  auto clauses = subject.shown();
  if (at + 1 >= clauses.size()) {
    return refuse("no clause follows this one", "clause", "name the first of two that are one");
  }
  auto& first = clauses[at];
  const auto& second = clauses[at + 1];
  first.text += " " + second.text;
  add_missing(first.states, second.states);
  add_missing(first.unknown, second.unknown);
  COMITY_TRY(first, changed_clause(std::move(first), wish, *subject.states));
  clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return clauses;
}

}  // namespace

std::vector<Clause> without_places(std::vector<Clause> clauses) {
  for (auto& clause : clauses) clause.begin = clause.end = 0;
  return clauses;
}

void add_missing(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const auto& each : from) {
    if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
  }
}

Result<Clause> changed_clause(Clause clause, const CorrectionWish& wish,
                              const names::Register& states) {
  if (wish.text) {
    COMITY_TRY(clause.text, written_text(*wish.text, "text", kLongestText));
  }
  if (wish.states) {
    COMITY_TRY(clause, with_states(std::move(clause), *wish.states, states));
  }
  return clause;
}

Result<NumberedClauses> clauses_wished(const Subject& subject, const CorrectionWish& wish) {
  if (wish.clause < 1 || static_cast<std::size_t>(wish.clause) > subject.shown().size()) {
    return fail(ErrorKind::not_found,
                "the recommendation has no clause " + std::to_string(wish.clause), subject.address,
                "its page lists the clauses there are");
  }
  const auto at = static_cast<std::size_t>(wish.clause) - 1;
  if (wish.what == CorrectionWhat::split) return split_clauses(subject, at, wish);
  auto clauses = subject.shown();
  if (wish.what == CorrectionWhat::clause) {
    COMITY_TRY(clauses[at], changed_clause(clauses[at], wish, *subject.states));
  } else {
    COMITY_TRY(clauses, merged_clauses(subject, at, wish));
  }
  if (without_places(clauses) == without_places(subject.shown())) {
    return refuse("this changes nothing", wish.text ? "text" : "states",
                  "write what should stand there");
  }
  return NumberedClauses{{subject.record.recommendation.number, std::move(clauses)}};
}

}  // namespace comity::service
