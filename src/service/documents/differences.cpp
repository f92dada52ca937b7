#include "service/documents/differences.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace comity::service {
namespace {

using model::Clause;
using model::Paragraph;
using model::Reading;
using model::Recommendation;

std::string text_of(const Paragraph& paragraph) {
  std::string text = model::text_of(paragraph.runs);
  for (const auto& row : paragraph.rows) {
    for (const auto& cell : row) {
      if (!text.empty()) text += ' ';
      text += model::text_of(cell.runs);
    }
  }
  return text;
}

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

std::string words_of(std::string_view text) {
  std::string words;
  for (const char c : base::folded(text)) {
    if (is_word_byte(c)) words += c;
  }
  return words;
}

bool same(std::string_view a, std::string_view b, Compared compared) {
  return a == b || (compared == Compared::by_words && words_of(a) == words_of(b));
}

std::string states_of(const Clause& clause) {
  std::string text;
  for (const auto* list : {&clause.states, &clause.unknown}) {
    for (const auto& state : *list) text += (text.empty() ? "" : ", ") + state;
  }
  return text;
}

std::string text_of(const Recommendation& recommendation) {
  std::string text;
  for (const auto& clause : recommendation.clauses) {
    text += (text.empty() ? "" : "; ") + clause.text;
  }
  return text;
}

void add_clauses(const Recommendation& from, const Recommendation& to,
                 std::vector<Difference>& differences) {
  const std::size_t both = std::min(from.clauses.size(), to.clauses.size());
  const auto number_of = [&](std::size_t at) { return static_cast<int>(at) + 1; };
  for (std::size_t at = 0; at < both; ++at) {
    const Clause& a = from.clauses[at];
    const Clause& b = to.clauses[at];
    if (a.text != b.text) {
      differences.push_back({from.number, number_of(at), Change::text, a.text, b.text});
    }
    if (states_of(a) != states_of(b)) {
      differences.push_back(
          {from.number, number_of(at), Change::states, states_of(a), states_of(b)});
    }
  }
  for (std::size_t at = both; at < from.clauses.size(); ++at) {
    differences.push_back({from.number, number_of(at), Change::removed, from.clauses[at].text, {}});
  }
  for (std::size_t at = both; at < to.clauses.size(); ++at) {
    differences.push_back({from.number, number_of(at), Change::added, {}, to.clauses[at].text});
  }
}

void add_position(const Recommendation& from, const Recommendation& to,
                  std::vector<Difference>& differences) {
  const auto position_of = [](const Recommendation& one) {
    const std::string counts_as(model::name_of(one.counts_as));
    return one.position.empty() ? counts_as : counts_as + " (" + one.position + ")";
  };
  if (position_of(from) == position_of(to)) return;
  differences.push_back({from.number, 0, Change::position, position_of(from), position_of(to)});
}

/// What a work says last of each recommendation of others: "A/HRC/14/15 111.2" → "noted (…)".
std::map<std::string, std::string> answers_of(const Reading& reading) {
  std::map<std::string, std::string> answers;
  for (const auto& statement : reading.positions) {
    if (statement.report.empty() || !statement.counts_as) continue;
    for (const auto& number : statement.numbers) {
      answers[statement.report + " " + number] =
          std::string(model::name_of(*statement.counts_as)) + " (" + statement.words + ")";
    }
  }
  return answers;
}

void add_answers(const Reading& from, const Reading& to, std::vector<Difference>& differences) {
  const auto before = answers_of(from);
  auto now = answers_of(to);
  for (const auto& [number, answer] : before) {
    const auto found = now.find(number);
    const auto other = found == now.end() ? std::string() : found->second;
    if (answer != other) differences.push_back({number, 0, Change::position, answer, other});
    if (found != now.end()) now.erase(found);
  }
  for (const auto& [number, answer] : now) {
    differences.push_back({number, 0, Change::position, {}, answer});
  }
}

/// Goes through two lists of numbered things: `both` for what stands in both.
template <typename Item, typename Both>
std::vector<Difference> by_number(const std::vector<Item>& from, const std::vector<Item>& to,
                                  Both both) {
  std::map<std::string_view, const Item*> others;
  for (const auto& item : to) {
    if (!item.number.empty()) others.emplace(item.number, &item);
  }
  std::vector<Difference> differences;
  for (const auto& item : from) {
    if (item.number.empty()) continue;
    const auto found = others.find(item.number);
    if (found == others.end()) {
      differences.push_back({item.number, 0, Change::removed, text_of(item), {}});
      continue;
    }
    both(item, *found->second, differences);
    others.erase(found);
  }
  for (const auto& item : to) {
    const auto left = others.find(item.number);
    if (left == others.end() || left->second != &item) continue;
    differences.push_back({item.number, 0, Change::added, {}, text_of(item)});
  }
  return differences;
}

}  // namespace

std::string_view name_of(Change change) {
  switch (change) {
    case Change::added:
      return "added";
    case Change::removed:
      return "removed";
    case Change::text:
      return "text";
    case Change::states:
      return "states";
    case Change::position:
      break;
  }
  return "position";
}

std::vector<Difference> paragraph_differences(const Reading& from, const Reading& to,
                                              Compared compared) {
  return by_number(
      from.paragraphs, to.paragraphs,
      [&](const Paragraph& a, const Paragraph& b, std::vector<Difference>& found) {
        auto before = text_of(a);
        auto now = text_of(b);
        if (same(before, now, compared)) return;
        found.push_back({a.number, 0, Change::text, std::move(before), std::move(now)});
      });
}

std::vector<Difference> recommendation_differences(const Reading& from, const Reading& to) {
  static const std::vector<Recommendation> kNone;
  auto differences = by_number(
      from.review ? from.review->recommendations : kNone,
      to.review ? to.review->recommendations : kNone,
      [](const Recommendation& a, const Recommendation& b, std::vector<Difference>& found) {
        add_clauses(a, b, found);
        add_position(a, b, found);
      });
  add_answers(from, to, differences);
  return differences;
}

}  // namespace comity::service
