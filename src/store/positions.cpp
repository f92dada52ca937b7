#include "store/positions.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::store {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_plain(std::string_view number) {
  return !number.empty() && number.find_first_not_of("0123456789") == npos;
}

class Resolver {
 public:
  explicit Resolver(std::span<const NumberedRecommendation> recommendations)
      : recommendations_(recommendations) {
    for (std::size_t i = 0; i < recommendations.size(); ++i) {
      by_number_[recommendations[i].number].push_back(i);
      by_list_[recommendations[i].list].push_back(i);
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

std::vector<NumberedRecommendation> numbered(
    std::span<const model::Recommendation> recommendations) {
  std::vector<NumberedRecommendation> all;
  all.reserve(recommendations.size());
  for (const auto& each : recommendations) {
    all.push_back({each.number, each.list, each.state_under_review});
  }
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
    for (; begin < end; ++begin) all.push_back(resolver.meant(statements[begin].statement, items));
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

std::string report_name(std::string_view name) {
  const auto symbol = model::Symbol::parse(name);
  const auto amendment = symbol ? symbol->amendment() : std::nullopt;
  const bool revises = amendment && amendment->how == model::Symbol::Amendment::How::replaces;
  return revises ? amendment->of.text() : std::string(name);
}

}  // namespace comity::store
