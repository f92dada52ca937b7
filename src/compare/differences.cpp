#include <algorithm>
#include <utility>

#include "compare/compare.h"
#include "compare/limits.h"

namespace comity::compare {
namespace {

/// What stands between white space.
struct Unit {
  std::string_view text;
  std::vector<std::string> words;  ///< of a mark alone: the mark
};

std::vector<Unit> units_of(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  std::vector<Unit> units;
  for (auto at = text.find_first_not_of(kWhite); at < text.size();) {
    const auto end = std::min(text.find_first_of(kWhite, at), text.size());
    const auto unit = text.substr(at, end - at);
    auto words = words_of(unit);
    if (words.empty()) words.emplace_back(unit);
    units.push_back({unit, std::move(words)});
    at = text.find_first_not_of(kWhite, end);
  }
  return units;
}

class Aligner {
 public:
  Aligner(std::vector<Unit> first, std::vector<Unit> second)
      : first_(std::move(first)), second_(std::move(second)) {}

  std::vector<Piece> run() {
    const auto shorter = std::min(first_.size(), second_.size());
    std::size_t head = 0;
    while (head < shorter && same(head, head)) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && same(first_.size() - tail - 1, second_.size() - tail - 1)) {
      ++tail;
    }
    for (std::size_t i = 0; i < head; ++i) add(Held::both, first_[i].text);
    align(head, first_.size() - tail, second_.size() - tail);
    for (std::size_t i = first_.size() - tail; i < first_.size(); ++i) {
      add(Held::both, first_[i].text);
    }
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] bool same(std::size_t a, std::size_t b) const {
    return first_[a].words == second_[b].words;
  }

  void align(std::size_t begin, std::size_t a_end, std::size_t b_end) {
    const auto rows = a_end - begin;
    const auto columns = b_end - begin;
    std::size_t a = 0, b = 0;
    if (rows > 0 && columns > 0 && rows * columns <= kMostCells) {
      // longest[i][j]: of what is left from there on
      std::vector<std::uint32_t> longest((rows + 1) * (columns + 1));
      const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
        return longest[i * (columns + 1) + j];
      };
      for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
          at(i, j) = same(begin + i, begin + j) ? at(i + 1, j + 1) + 1
                                                : std::max(at(i + 1, j), at(i, j + 1));
        }
      }
      while (a < rows && b < columns) {
        if (same(begin + a, begin + b)) {
          add(Held::both, first_[begin + a].text);
          ++a;
          ++b;
        } else if (at(a + 1, b) >= at(a, b + 1)) {
          add(Held::only_first, first_[begin + a++].text);
        } else {
          add(Held::only_second, second_[begin + b++].text);
        }
      }
    }
    while (a < rows) add(Held::only_first, first_[begin + a++].text);
    while (b < columns) add(Held::only_second, second_[begin + b++].text);
  }

  /// Goes on with the last piece where it is of the same kind; what then follows it in `pieces_`
  /// follows it in its text too, but for white space.
  void add(Held held, std::string_view text) {
    if (!pieces_.empty() && pieces_.back().held == held) {
      auto& last = pieces_.back().text;
      last = {last.data(), static_cast<std::size_t>(text.data() + text.size() - last.data())};
      return;
    }
    pieces_.push_back({held, text});
  }

  std::vector<Unit> first_;
  std::vector<Unit> second_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> differences(std::string_view first, std::string_view second) {
  return Aligner(units_of(first), units_of(second)).run();
}

}  // namespace comity::compare
