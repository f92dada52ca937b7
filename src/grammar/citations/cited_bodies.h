#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/words.h"

namespace comity::grammar {

/// The code of a body that data/grammar/bodies.csv does not have: its resolutions have no target.
inline constexpr std::string_view kOtherBody = "other";

/// The body whose resolutions a number counts, as the text names it.
struct NamedBody {
  std::string body;             ///< code, or empty
  std::size_t begin = 0;        ///< where the body's name, or the noun, begins
  bool own = false;             ///< "its resolution"
  std::string_view meant = {};  ///< codes that its short name may mean
};

/// A body whose name stands at a place; an empty code where none does.
struct BodyAt {
  std::string code;
  std::size_t end = 0;
  std::string_view meant = {};  ///< codes that its short name may mean
};

/// Finds the bodies that are named around the numbers of resolutions, in one text.
class CitedBodies {
 public:
  /// `own`: the body of the document, which "its" means where no other is named; codes are those of
  /// data/grammar/bodies.csv. The texts must outlive this.
  CitedBodies(std::string_view text, std::string_view small, std::string_view own,
              const Words& words)
      : text_(text), small_(small), own_(own), words_(words) {}

  /// The body whose name ends right before `at`, or the owner that "its" stands for.
  [[nodiscard]] NamedBody body_before(std::size_t at) const;
  /// The body named last in the same clause, shortly before `its`; empty where none is.
  [[nodiscard]] std::string named_before(std::size_t its) const;
  /// The first body or owner that is named between: where the noun follows on its number, that one
  /// opens the phrase ("大会关于…的第48/134号决议").
  [[nodiscard]] NamedBody first_between(std::size_t from, std::size_t at) const;
  /// The body whose name, long or short, stands at `at`.
  [[nodiscard]] BodyAt body_at(std::size_t at) const;
  /// "44/18 du Conseil des droits de l’homme": the body right behind the number.
  [[nodiscard]] BodyAt body_right_after(std::size_t end) const;
  /// "… of 18 August 2000, on …, by the Subcommission": a body named after the number.
  [[nodiscard]] std::string body_after(std::size_t end) const;

 private:
  /// The phrase that ends at `end` (a possessive aside); `Found::end` is where it begins.
  [[nodiscard]] std::optional<Found> ending_at(Rule rule, std::size_t end) const;
  /// "Commission on Narcotic Drugs": whether a short name, which ends at `end` of `small`, begins
  /// the name of another body.
  [[nodiscard]] bool goes_on(const Phrase& name, std::string_view small, std::size_t end) const;
  /// Where the name of a commission or committee begins that ends right before `end`.
  [[nodiscard]] std::optional<std::size_t> other_before(std::size_t end) const;
  /// Whether the words between are those of a title: "the Status of Women".
  [[nodiscard]] bool is_title(std::size_t begin, std::size_t end) const;
  /// Among the bodies that a short name may mean, the document's own, else the first.
  [[nodiscard]] std::string short_body(std::string_view codes) const;
  /// Whose resolution "its" means: a body named shortly before in the same clause, else the
  /// document's own.
  [[nodiscard]] std::string owner(std::size_t its) const;

  std::string_view text_;
  std::string_view small_;
  std::string_view own_;
  const Words& words_;
};

}  // namespace comity::grammar
