#include "service/documents/beside_rows.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace comity::service {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using model::Reading;

constexpr std::size_t kAlone = BesideRow::kNone;
/// More pairs between two numbers than this are not weighed: they are taken as they come.
constexpr std::size_t kMostPairs = 4'000'000;

// What speaks for two unnumbered paragraphs being one, as far as they are alike in length: versions
// leave paragraphs out, and a run of pairs that are a place apart has as many of them as the right
// one (Gale and Church, A program for aligning sentences in bilingual corpora, 1993).
constexpr double kAnyPair = 60;
constexpr double kSameKind = 80;
constexpr double kSameLabel = 60;
constexpr double kLeastRatio = 0.25;  ///< of lengths; below it they are no pair
constexpr double kFewLetters = 8;     ///< are added to both: of short ones a letter says little

/// For each paragraph of `first` the one of `second` with its number.
std::vector<std::size_t> partners_of(const Reading& first, const Reading& second) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < second.paragraphs.size(); ++i) {
    const auto& number = second.paragraphs[i].number;
    if (!number.empty()) places.emplace(number, i);
  }
  std::vector<std::size_t> partners(first.paragraphs.size(), kAlone);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const auto found = places.find(first.paragraphs[i].number);
    if (found == places.end()) continue;
    partners[i] = found->second;
    places.erase(found);  // a number that a version has twice is no second pair
  }
  return partners;
}

/// The longest list of places of `first` whose partners stand in the same order: what stands
/// between two of them in one version stands between them in the other.
std::vector<std::size_t> in_order(const std::vector<std::size_t>& partners) {
  std::vector<std::size_t> tails;  // of the best list of each length, its last place
  std::vector<std::size_t> before(partners.size(), kAlone);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i] == kAlone) continue;
    const auto at =
        std::lower_bound(tails.begin(), tails.end(), partners[i],
                         [&](std::size_t place, std::size_t to) { return partners[place] < to; });
    if (at != tails.begin()) before[i] = *std::prev(at);
    if (at == tails.end()) {
      tails.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<std::size_t> list;
  for (auto at = tails.empty() ? kAlone : tails.back(); at != kAlone; at = before[at]) {
    list.push_back(at);
  }
  std::reverse(list.begin(), list.end());
  return list;
}

std::size_t length_of(const Paragraph& paragraph) {
  std::size_t length = 0;
  for (const auto& run : paragraph.runs) length += run.text.size();
  return length;
}

std::size_t length_of(const Reading& reading) {
  std::size_t length = 0;
  for (const auto& paragraph : reading.paragraphs) length += length_of(paragraph);
  return length;
}

/// A heading may be a title in the other version, and never a paragraph of text.
bool may_be_one(ParagraphKind a, ParagraphKind b) {
  const auto has = [&](ParagraphKind kind) { return a == kind || b == kind; };
  if (a == b) return true;
  if (has(ParagraphKind::table) || has(ParagraphKind::note)) return false;
  return !has(ParagraphKind::heading) ||
         !(has(ParagraphKind::text) || has(ParagraphKind::preambular));
}

/// The paragraphs between two numbers that both versions have.
struct Between {
  std::vector<std::size_t> first;
  std::vector<std::size_t> second;
};

class Rows {
 public:
  Rows(const Reading& first, const Reading& second)
      : first_(first),
        second_(second),
        partners_(partners_of(first, second)),
        taken_(second.paragraphs.size()),
        scale_(static_cast<double>(length_of(second) + 1) /
               static_cast<double>(length_of(first) + 1)) {
    for (const auto partner : partners_) {
      if (partner != kAlone) taken_[partner] = true;
    }
  }

  std::vector<BesideRow> make() {
    std::size_t i = 0;
    std::size_t j = 0;
    for (const auto place : in_order(partners_)) {
      add(between(i, place, j, partners_[place]));
      rows_.push_back({place, partners_[place]});
      i = place + 1;
      j = partners_[place] + 1;
    }
    add(between(i, first_.paragraphs.size(), j, second_.paragraphs.size()));
    return std::move(rows_);
  }

 private:
  [[nodiscard]] Between between(std::size_t i, std::size_t i_end, std::size_t j,
                                std::size_t j_end) const {
    Between out;
    for (; i < i_end; ++i) out.first.push_back(i);
    for (; j < j_end; ++j) {
      if (!taken_[j]) out.second.push_back(j);
    }
    return out;
  }

  /// 0 where the two cannot be one paragraph.
  [[nodiscard]] int likeness(std::size_t i, std::size_t j) const {
    const auto& a = first_.paragraphs[i];
    const auto& b = second_.paragraphs[j];
    if (!a.number.empty() || !b.number.empty()) return 0;
    if (!may_be_one(a.kind, b.kind)) return 0;
    const bool same = a.kind == b.kind;
    const double length = scale_ * static_cast<double>(length_of(a)) + kFewLetters;
    const double other = static_cast<double>(length_of(b)) + kFewLetters;
    const double ratio = std::min(length, other) / std::max(length, other);
    if (ratio < kLeastRatio) return 0;
    const bool labelled = !a.printed.empty() && a.printed == b.printed;
    return static_cast<int>(
        std::lround(ratio * (kAnyPair + (same ? kSameKind : 0) + (labelled ? kSameLabel : 0))));
  }

  void add_first(std::size_t i) { rows_.push_back({i, partners_[i]}); }

  void add(const Between& part) {
    if (part.first.size() * part.second.size() > kMostPairs) {
      add_as_they_come(part);
    } else {
      add_best(part);
    }
  }

  void add_as_they_come(const Between& part) {
    std::size_t j = 0;
    for (const auto i : part.first) {
      if (j < part.second.size() && likeness(i, part.second[j]) > 0) {
        rows_.push_back({i, part.second[j++]});
      } else {
        add_first(i);
      }
    }
    for (; j < part.second.size(); ++j) rows_.push_back({kAlone, part.second[j]});
  }

  /// The pairs in order whose likenesses add up to most.
  void add_best(const Between& part) {
    const auto rows = part.first.size();
    const auto columns = part.second.size();
    std::vector<int> best((rows + 1) * (columns + 1));  // of what begins at each two places
    const auto at = [&](std::size_t i, std::size_t j) -> int& {
      return best[i * (columns + 1) + j];
    };
    const auto paired = [&](std::size_t i, std::size_t j) {
      const int alike = likeness(part.first[i], part.second[j]);
      return alike == 0 ? -1 : alike + at(i + 1, j + 1);
    };
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        at(i, j) = std::max({at(i + 1, j), at(i, j + 1), paired(i, j)});
      }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows && j < columns) {
      if (at(i, j) == paired(i, j)) {
        rows_.push_back({part.first[i++], part.second[j++]});
      } else if (at(i, j) == at(i + 1, j)) {
        add_first(part.first[i++]);
      } else {
        rows_.push_back({kAlone, part.second[j++]});
      }
    }
    for (; i < rows; ++i) add_first(part.first[i]);
    for (; j < columns; ++j) rows_.push_back({kAlone, part.second[j]});
  }

  const Reading& first_;
  const Reading& second_;
  std::vector<std::size_t> partners_;
  std::vector<bool> taken_;  ///< by a number
  double scale_;             ///< one language takes more letters than another
  std::vector<BesideRow> rows_;
};

}  // namespace

std::vector<BesideRow> beside_rows(const Reading& first, const Reading& second) {
  return Rows(first, second).make();
}

}  // namespace comity::service
