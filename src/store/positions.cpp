#include "store/positions.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::store {
namespace {

bool is_plain(std::string_view number) {
  return !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
}

class Resolver {
 public:
  explicit Resolver(std::span<const NumberedRecommendation> recommendations)
      : recommendations_(recommendations) {
    for (std::size_t i = 0; i < recommendations.size(); ++i) {
      by_number_[recommendations[i].number].push_back(i);
      by_list_[recommendations[i].list].push_back(i);
    }
    // A number that stands for none of them means the one that was made of its paragraph.
    for (std::size_t i = 0; i < recommendations.size(); ++i) {
      for (const auto& number : recommendations[i].stands_in) {
        auto& meant = by_number_[number];
        if (meant.empty() || recommendations[meant.front()].number != number) meant.push_back(i);
      }
    }
  }

  /// Whether the plain numbers of a work count items: one of them is neither a recommendation's nor
  /// a list's, and an item has it.
  [[nodiscard]] bool counts_items(std::span<const StatedPosition> statements) const {
    return std::any_of(statements.begin(), statements.end(), [&](const StatedPosition& stated) {
      const auto& numbers = stated.statement.numbers;
      return std::any_of(numbers.begin(), numbers.end(), [&](const std::string& number) {
        return is_plain(number) && !by_number_.contains(number) && !by_list_.contains(number) &&
               !items_of(number, stated.statement.list).empty();
      });
    });
  }

  static bool is_set(const model::PositionStatement& statement) {
    const auto& numbers = statement.numbers;
    return !numbers.empty() &&
           (numbers.front() == model::kAllNumbers || numbers.front() == model::kOtherNumbers);
  }

  /// `named`: what the work's other statements speak of by number.
  [[nodiscard]] MeantNumbers meant_set(const model::PositionStatement& statement, bool items,
                                       const std::set<std::size_t>& named) const {
    auto but = statement;
    but.numbers.clear();
    for (const auto& number : statement.numbers) {
      if (number.front() == model::kAllBut) but.numbers.push_back(number.substr(1));
    }
    auto out = meant(but, items);
    const std::set<std::size_t> left(out.ordinals.begin(), out.ordinals.end());
    out.ordinals.clear();
    const bool others = statement.numbers.front() == model::kOtherNumbers;
    const bool any_open = std::any_of(recommendations_.begin(), recommendations_.end(),
                                      [](const auto& each) { return each.open; });
    for (std::size_t i = 0; i < recommendations_.size(); ++i) {
      const auto& each = recommendations_[i];
      const bool other_state =
          !statement.state.empty() && !each.state.empty() && each.state != statement.state;
      const bool taken = left.contains(i) || (others && named.contains(i));
      if (!taken && !other_state && (each.open || !any_open)) out.ordinals.push_back(i);
    }
    return out;
  }

  [[nodiscard]] MeantNumbers meant(const model::PositionStatement& statement, bool items) const {
    MeantNumbers out;
    std::set<std::size_t> taken;
    for (const auto& number : statement.numbers) {
      auto found = exactly(number);
      const bool counted = is_plain(number) && (items || !statement.list.empty());
      if (counted || found.empty()) {
        const auto counting = items_of(number, statement.list);
        if (counting.size() > 1) {
          out.ambiguous.push_back(number);
          continue;
        }
        if (!counting.empty()) found = counting.front();
      }
      std::erase_if(found, [&](std::size_t i) {
        const auto& state = recommendations_[i].state;
        return !statement.state.empty() && !state.empty() && state != statement.state;
      });
      if (found.empty()) out.unknown.push_back(number);
      for (const auto i : found) {
        if (taken.insert(i).second) out.ordinals.push_back(i);
      }
    }
    return out;
  }

 private:
  using Ordinals = std::vector<std::size_t>;
  using Index = std::map<std::string_view, Ordinals, std::less<>>;

  static Ordinals in(const Index& index, std::string_view key) {
    const auto found = index.find(key);
    return found == index.end() ? Ordinals{} : found->second;
  }

  [[nodiscard]] Ordinals exactly(std::string_view number) const {
    auto found = in(by_number_, number);
    return found.empty() ? in(by_list_, number) : found;
  }

  /// The items that have this number in their list, one entry a list.
  [[nodiscard]] std::vector<Ordinals> items_of(std::string_view number,
                                               std::string_view list) const {
    std::vector<Ordinals> all;
    for (const auto& [key, items] : by_list_) {
      if (!list.empty() && key != list) continue;
      std::string item(key);
      item.append(".").append(number);
      if (auto found = in(by_number_, item); !found.empty()) all.push_back(std::move(found));
    }
    return all;
  }

  std::span<const NumberedRecommendation> recommendations_;
  Index by_number_;
  Index by_list_;
};

}  // namespace

std::vector<NumberedRecommendation> numbered(std::span<const model::Recommendation> recommendations,
                                             std::span<const std::vector<std::string>> stands_in) {
  std::vector<NumberedRecommendation> all;
  all.reserve(recommendations.size());
  for (const auto& each : recommendations) {
    all.push_back({each.number,
                   each.list,
                   each.state_under_review,
                   each.counts_as == model::CountsAs::pending,
                   {}});
  }
  for (std::size_t i = 0; i < stands_in.size(); ++i) all[i].stands_in = stands_in[i];
  return all;
}

std::vector<MeantNumbers> meant_numbers(std::span<const NumberedRecommendation> recommendations,
                                        std::span<const StatedPosition> statements) {
  const Resolver resolver(recommendations);
  std::vector<MeantNumbers> all;
  all.reserve(statements.size());
  for (std::size_t begin = 0; begin < statements.size();) {
    auto end = begin + 1;
    while (end < statements.size() && statements[end].work == statements[begin].work) ++end;
    const bool items = resolver.counts_items(statements.subspan(begin, end - begin));
    std::set<std::size_t> named;
    const auto first = all.size();
    for (auto i = begin; i < end; ++i) {
      const auto& statement = statements[i].statement;
      all.push_back(Resolver::is_set(statement) ? MeantNumbers{}
                                                : resolver.meant(statement, items));
      if (!statement.counts_as) continue;  // a remark leaves it open
      named.insert(all.back().ordinals.begin(), all.back().ordinals.end());
    }
    for (auto i = begin; i < end; ++i) {
      const auto& statement = statements[i].statement;
      if (!Resolver::is_set(statement)) continue;
      all[first + i - begin] = resolver.meant_set(statement, items, named);
    }
    begin = end;
  }
  return all;
}

std::vector<std::optional<FinalPosition>> final_positions(
    std::size_t recommendations, std::span<const StatedPosition> statements,
    std::span<const MeantNumbers> meant, Heard heard) {
  std::vector<std::optional<FinalPosition>> finals(recommendations);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const auto& stated = statements[i];
    if (!stated.statement.counts_as || (heard == Heard::published && !stated.published)) continue;
    for (const auto ordinal : meant[i].ordinals) {
      finals[ordinal] = FinalPosition{i, *stated.statement.counts_as};
    }
  }
  return finals;
}

bool is_draft_report(std::string_view name) {
  constexpr std::size_t kLimited = 4;  // behind A, HRC, WG.6 and the session
  const auto symbol = model::Symbol::parse(name);
  if (!symbol) return false;
  const auto& parts = symbol->parts();
  return parts.size() > kLimited && parts[0] == "A" && parts[1] == "HRC" && parts[2] == "WG.6" &&
         parts[kLimited].starts_with("L.");
}

std::string report_name(std::string_view name) {
  const auto symbol = model::Symbol::parse(name);
  const auto amendment = symbol ? symbol->amendment() : std::nullopt;
  const bool revises = amendment && amendment->how == model::Symbol::Amendment::How::replaces;
  return revises ? amendment->of.text() : std::string(name);
}

}  // namespace comity::store
