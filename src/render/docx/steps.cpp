#include "render/docx/steps.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace comity::render::docx_parts {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::size_t kMostAlike = 1'000;  // paragraphs of mastheads between two pairs

/// Paragraphs that belong together, by where they are in Standing.
struct Unit {
  std::vector<std::size_t> from;
  std::vector<std::size_t> to;
  std::vector<std::vector<HeldWords>> words;
  bool moved = false;
};

/// Where each place is in a Standing.
std::map<std::size_t, std::size_t> order_of(const Standing& standing) {
  std::map<std::size_t, std::size_t> order;
  for (std::size_t i = 0; i < standing.size(); ++i) order.emplace(standing[i], i);
  return order;
}

bool follow_each_other(const std::vector<std::size_t>& list) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i] != list[i - 1] + 1) return false;
  }
  return true;
}

/// The pairs, parts of one paragraph together; without those whose parts are torn apart, which a
/// word processor has no way to show.
std::vector<Unit> units_of(const Tracked& texts, const Standing& from, const Standing& to) {
  const auto in_from = order_of(from);
  const auto in_to = order_of(to);
  std::vector<Unit> units;
  std::map<std::size_t, std::size_t> by_from;
  std::map<std::size_t, std::size_t> by_to;
  for (const auto& pair : texts.pairs) {
    const auto a = in_from.find(pair.from);
    const auto b = in_to.find(pair.to);
    if (a == in_from.end() || b == in_to.end()) continue;
    auto unit = units.size();
    if (const auto known = by_from.find(a->second); known != by_from.end()) {
      unit = known->second;
      units[unit].to.push_back(b->second);
    } else if (const auto merged = by_to.find(b->second); merged != by_to.end()) {
      unit = merged->second;
      units[unit].from.push_back(a->second);
    } else {
      units.push_back({{a->second}, {b->second}, {}, pair.moved});
    }
    by_from.emplace(a->second, unit);
    by_to.emplace(b->second, unit);
    units[unit].words.push_back(pair.words);
  }
  std::erase_if(units, [](const Unit& unit) {
    const bool forked = unit.from.size() > 1 && unit.to.size() > 1;
    return forked || !follow_each_other(unit.from) || !follow_each_other(unit.to);
  });
  std::sort(units.begin(), units.end(),
            [](const Unit& a, const Unit& b) { return a.from < b.from; });
  return units;
}

/// Marks as moved what crosses others, so that the rest is in order: as many as can be.
void settle_order(std::vector<Unit>& units) {
  std::vector<std::size_t> length(units.size(), 0);
  std::vector<std::optional<std::size_t>> before(units.size());
  std::vector<std::size_t> ends;  // of the best chain of each length
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].moved) continue;
    const auto at = std::lower_bound(
        ends.begin(), ends.end(), units[i].to.front(),
        [&](std::size_t end, std::size_t place) { return units[end].to.front() < place; });
    if (at != ends.begin()) before[i] = *std::prev(at);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<bool> kept(units.size(), false);
  for (auto i = ends.empty() ? std::nullopt : std::optional(ends.back()); i; i = before[*i]) {
    kept[*i] = true;
  }
  for (std::size_t i = 0; i < units.size(); ++i) units[i].moved = !kept[i];
}

class Way {
 public:
  Way(const Tracked& texts, const Standing& from, const Standing& to)
      : texts_(texts), from_(from), to_(to), units_(units_of(texts, from, to)) {
    settle_order(units_);
    // Parts that moved have no sign: they go and come.
    std::erase_if(units_, [](const Unit& unit) { return unit.moved && unit.words.size() > 1; });
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].moved) continue;
      moved_off_.emplace(units_[i].from.front(), i);
      moved_in_.emplace(units_[i].to.front(), i);
    }
  }

  std::vector<Step> steps() {
    std::size_t a = 0;
    std::size_t b = 0;
    for (const auto& unit : units_) {
      if (unit.moved) continue;
      between(a, unit.from.front(), b, unit.to.front());
      keep(unit);
      a = unit.from.back() + 1;
      b = unit.to.back() + 1;
    }
    between(a, from_.size(), b, to_.size());
    return std::move(steps_);
  }

 private:
  [[nodiscard]] const Paragraph& earlier(std::size_t a) const {
    return texts_.from.paragraphs[from_[a]];
  }
  [[nodiscard]] const Paragraph& later(std::size_t b) const { return texts_.to.paragraphs[to_[b]]; }

  void keep(const Unit& unit) {
    Step step;
    for (const auto a : unit.from) step.from.push_back(from_[a]);
    for (const auto b : unit.to) step.to.push_back(to_[b]);
    step.words = unit.words;
    steps_.push_back(std::move(step));
  }

  // What is in no pair, from `a` up to `a_end` and from `b` up to `b_end`.
  void between(std::size_t a, std::size_t a_end, std::size_t b, std::size_t b_end) {
    for (const auto& [same_a, same_b] : alike(a, a_end, b, b_end)) {
      apart(a, same_a, b, same_b);
      steps_.push_back({Step::Kind::kept, {from_[same_a]}, {to_[same_b]}, {}, 0});
      a = same_a + 1;
      b = same_b + 1;
    }
    apart(a, a_end, b, b_end);
  }

  void apart(std::size_t a, std::size_t a_end, std::size_t b, std::size_t b_end) {
    for (; a < a_end; ++a) {
      Step step{Step::Kind::removed, {from_[a]}, {}, {}, 0};
      if (const auto moved = moved_off_.find(a); moved != moved_off_.end()) {
        step.kind = Step::Kind::moved_off;
        step.words = units_[moved->second].words;
        step.move = moved->second + 1;
      }
      steps_.push_back(std::move(step));
    }
    for (; b < b_end; ++b) {
      Step step{Step::Kind::added, {}, {to_[b]}, {}, 0};
      if (const auto moved = moved_in_.find(b); moved != moved_in_.end()) {
        step.kind = Step::Kind::moved_in;
        step.words = units_[moved->second].words;
        step.move = moved->second + 1;
      }
      steps_.push_back(std::move(step));
    }
  }

  static bool is_unpaired(const Paragraph& paragraph) {
    return paragraph.kind == ParagraphKind::masthead || paragraph.kind == ParagraphKind::rule;
  }

  // The longest common subsequence of what says the same of mastheads and rules.
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> alike(std::size_t a,
                                                                       std::size_t a_end,
                                                                       std::size_t b,
                                                                       std::size_t b_end) const {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> columns;
    for (; a < a_end; ++a) {
      if (is_unpaired(earlier(a))) rows.push_back(a);
    }
    for (; b < b_end; ++b) {
      if (is_unpaired(later(b))) columns.push_back(b);
    }
    if (rows.size() > kMostAlike || columns.size() > kMostAlike) return {};
    std::vector<std::vector<std::size_t>> length(rows.size() + 1,
                                                 std::vector<std::size_t>(columns.size() + 1, 0));
    for (std::size_t i = rows.size(); i-- > 0;) {
      for (std::size_t j = columns.size(); j-- > 0;) {
        length[i][j] = say_the_same(earlier(rows[i]), later(columns[j]))
                           ? length[i + 1][j + 1] + 1
                           : std::max(length[i + 1][j], length[i][j + 1]);
      }
    }
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t i = 0, j = 0; i < rows.size() && j < columns.size();) {
      if (say_the_same(earlier(rows[i]), later(columns[j]))) {
        out.emplace_back(rows[i++], columns[j++]);
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
    return out;
  }

  static bool say_the_same(const Paragraph& a, const Paragraph& b) {
    return a.kind == b.kind && a.printed == b.printed && a.runs == b.runs && a.footnotes.empty() &&
           b.footnotes.empty();
  }

  const Tracked& texts_;
  const Standing& from_;
  const Standing& to_;
  std::vector<Unit> units_;
  std::map<std::size_t, std::size_t> moved_off_;  // from what is in `from_` to its unit
  std::map<std::size_t, std::size_t> moved_in_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> steps_between(const Tracked& texts, const Standing& from, const Standing& to) {
  return Way(texts, from, to).steps();
}

}  // namespace comity::render::docx_parts
