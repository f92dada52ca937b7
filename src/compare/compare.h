#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Likeness of texts by their words, and who said the same: rows of a source against the clauses of
// the reports.
namespace comity::compare {

/// The words of a text: small letters without accents; typographic marks as a keyboard has them; a
/// Chinese character is a word.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// Twice the longest common subsequence of words over the sum of the words: 1 for equal texts, 0
/// for texts without a common word.
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

/// From here on two texts of one State in one review are taken for the same recommendation.
inline constexpr double kAlike = 0.8;

/// A text and who said it. What the views show must live until the call returns.
struct Statement {
  std::string_view by;
  std::string_view text;
};

struct Match {
  std::size_t row = 0;
  std::size_t clause = 0;
  double likeness = 0;
};

/// Rows and clauses paired one to one.
struct Assignment {
  std::vector<Match> found;          ///< ordered by row
  std::vector<std::size_t> missing;  ///< rows without a clause
  std::vector<std::size_t> extra;    ///< clauses without a row
};

/// Pairs rows and clauses of the same State whose likeness is at least `least`, so that as many as
/// possible are found, and among such pairings the sum of the likenesses is greatest. Where several
/// are equally good, the order of the texts decides, never the order in which they were given
/// (equal statements aside).
[[nodiscard]] Assignment assign(std::span<const Statement> rows, std::span<const Statement> clauses,
                                double least = kAlike);

/// What became of a row.
enum class Standing : std::uint8_t {
  agreed,     ///< a clause of the same State says it
  doubtful,   ///< a clause may say it: a person should look
  unmatched,  ///< none does
};

/// Why a pair is doubtful.
enum class Doubt : std::uint8_t {
  none,
  wording,  ///< the same State, another wording
  state,    ///< the same wording, another State
  part,     ///< one of the two says a part of what the other says
};

[[nodiscard]] std::string_view name_of(Standing standing);
[[nodiscard]] std::string_view name_of(Doubt doubt);

struct Verdict {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Standing standing = Standing::unmatched;
  Doubt doubt = Doubt::none;
  std::size_t clause = kNone;  ///< of one that is not unmatched
  double likeness = 0;
  /// How often a pair like this one is right, from 0 to 1 (confidence.h says how it was found).
  double confidence = 0;
};

/// One verdict for each row, of the rows and clauses of one review. A clause is in agreement with
/// at most one row; several rows may be parts of one clause.
[[nodiscard]] std::vector<Verdict> reconcile(std::span<const Statement> rows,
                                             std::span<const Statement> clauses);

enum class Held : std::uint8_t { both, only_first, only_second };

/// A stretch of words, without the white space around it; of those that both hold, as the first
/// text writes them.
struct Piece {
  Held held = Held::both;
  std::string_view text;
  bool operator==(const Piece&) const = default;
};

/// The two texts word by word; case, accents and punctuation make no difference. Views into them.
/// Texts of thousands of words that share neither beginning nor end are not aligned.
[[nodiscard]] std::vector<Piece> differences(std::string_view first, std::string_view second);

/// The two texts to the letter: the pieces but those of the second alone, one after the other, are
/// the first text; those but the first's alone are the second. Changes are told as a person would:
/// whole words, one change rather than several with an article between them. Views into the texts.
[[nodiscard]] std::vector<Piece> exact_differences(std::string_view first, std::string_view second);

}  // namespace comity::compare
