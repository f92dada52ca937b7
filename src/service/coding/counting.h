#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/coding/report_words.h"

// How many said something, in the United Nations' manner or in figures, without telling anything of
// those who are not named (docs/decisions/0028-coding-and-synthesis.md).
namespace comity::service::coding {

/// No figure is given of fewer than so many who are not named.
inline constexpr std::int64_t kSmallestGroup = 5;

/// Who replied. Of those who are not named the kind is told to nobody: it is sealed with what they
/// wrote.
struct SourceOf {
  std::string key;   ///< of the body where it is named, else of its reply: each counts once
  std::string kind;  ///< State, agency, NGO, institution, other
  bool named = false;
};

/// From how many on which word is said, data/consultation/counts.csv.
class CountTable {
 public:
  struct Quantity {
    std::string words;  ///< "several"; its texts are ReportWords' "several.State", …
    std::int64_t least = 0;
    std::optional<std::int64_t> most;
    std::optional<double> share;  ///< more than this of those who answered; 1: all of them
    std::string source;
  };

  /// corrupt: the table is not one of its form.
  [[nodiscard]] static base::Result<CountTable> from_csv(std::string_view csv);
  /// That of the program.
  [[nodiscard]] static const CountTable& own();

  /// "several" for 7 of 30; the first quantity that fits, empty where none does.
  [[nodiscard]] std::string_view quantity(std::int64_t count, std::int64_t of) const;
  [[nodiscard]] const std::vector<Quantity>& quantities() const { return quantities_; }

 private:
  std::vector<Quantity> quantities_;
};

/// The kinds of bodies in the order in which reports name them; one that is none of them is told
/// as the last.
inline constexpr std::string_view kKindsCounted[] = {"State", "agency", "NGO", "institution",
                                                     "other"};

enum class Manner : std::uint8_t { words, figures };

/// All who answered a call, counted.
struct Answered {
  std::map<std::string, std::int64_t, std::less<>> named;  ///< of each kind
  std::int64_t not_named = 0;
};
[[nodiscard]] Answered answered_by(std::span<const SourceOf> replies);

/// "Several States and one non-governmental organization", or "States: 7; …" in figures: the
/// sources of a line among all who answered. Those who are not named are told together, without a
/// figure where they are fewer than kSmallestGroup. Empty without sources.
[[nodiscard]] std::string counted_sources(const CountTable& table, const ReportWords& words,
                                          std::span<const SourceOf> sources,
                                          const Answered& answered, Manner manner);

/// A figure, or none where it would be of too small a group.
using ShownFigure = std::optional<std::int64_t>;

struct ShownFigures {
  std::vector<ShownFigure> groups;
};

/// None of fewer than kSmallestGroup is shown, nor 0, which would tell that the last of few is
/// gone. Lest one that is hidden be found by taking the others from their sum, the smallest of the
/// others is hidden with it until two are hidden that come to kSmallestGroup, or all are. The sum
/// is no answer: of few it would be their figure.
[[nodiscard]] ShownFigures shown_figures(std::span<const std::int64_t> figures);

}  // namespace comity::service::coding
