#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/record.h"

// What works beside a report say of its recommendations, and what that comes to.
namespace comity::store {

/// A recommendation by its place in the report.
struct NumberedRecommendation {
  std::string_view number;  ///< canonical
  std::string_view list;
  std::string_view state;                  ///< under review
  bool open = false;                       ///< the report leaves its position pending
  std::span<const std::string> stands_in;  ///< paragraphs, or none: its own; their numbers mean it
};
[[nodiscard]] std::vector<NumberedRecommendation> numbered(
    std::span<const model::Recommendation> recommendations,
    std::span<const std::vector<std::string>> stands_in = {});

/// What the numbers of one statement mean in one report.
struct MeantNumbers {
  std::vector<std::size_t> ordinals;   ///< recommendations, each once
  std::vector<std::string> unknown;    ///< numbers that the report lacks
  std::vector<std::string> ambiguous;  ///< numbers that fit items of several lists: none is meant
};

/// For each statement what it means. A number is a recommendation's own, or a list's, which means
/// all its items; a plain number in a work whose plain numbers are not of that kind counts the
/// items of the list that the work names, else of the only list that has so many. A set (all
/// recommendations, or all that the work names nowhere else) means those that the report leaves
/// open where it leaves any open, else all: a general word takes back no single answer.
[[nodiscard]] std::vector<MeantNumbers> meant_numbers(
    std::span<const NumberedRecommendation> recommendations,
    std::span<const StatedPosition> statements);

/// The position that prevails, and the statement that says it.
struct FinalPosition {
  std::size_t statement = 0;  ///< an index into the statements
  model::CountsAs counts_as = model::CountsAs::pending;
};

enum class Heard : std::uint8_t { all, published };

/// For each recommendation the last of the statements (in their order, which is that of their
/// dates) that takes a position on it; nothing where none does. `published`: without the internal
/// works'.
[[nodiscard]] std::vector<std::optional<FinalPosition>> final_positions(
    std::size_t recommendations, std::span<const StatedPosition> statements,
    std::span<const MeantNumbers> meant, Heard heard);

/// The symbol by which works name the report when they speak of its recommendations: what it
/// revises, or its own name.
[[nodiscard]] std::string report_name(std::string_view name);

/// Whether the work of that name is what the Working Group had before it when it adopted a report,
/// or a revision of that: "A/HRC/WG.6/41/L.3".
[[nodiscard]] bool is_draft_report(std::string_view name);

}  // namespace comity::store
