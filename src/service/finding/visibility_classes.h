#pragma once

#include <cstdint>
#include <vector>

#include "store/record.h"

// Visibility classes of an index: who sees a document, and asking for what.
namespace comity::service {

/// Of recommendations and pledges it is told too whether the work that they stand in is replaced by
/// another (store::Work::replaced). What is replaced for the asker is found only by naming the
/// work.
inline constexpr std::uint8_t kPublic = 0;
inline constexpr std::uint8_t kInternal = 1;
inline constexpr std::uint8_t kPublicReplaced = 2;    ///< published, and replaced for everyone
inline constexpr std::uint8_t kPublicSuperseded = 3;  ///< published, and replaced only inside
inline constexpr std::uint8_t kInternalReplaced = 4;
/// A clause of which those inside hear another position than everyone: it stands there twice. What
/// those inside find is kInternal or kInternalReplaced; the others find it under one of these.
inline constexpr std::uint8_t kOutside = 5;
inline constexpr std::uint8_t kOutsideReplaced = 6;
/// A row of a source that is a recommendation of the universal periodic review stands there twice:
/// bare for who asks for everything, since a clause of a report may say the same and both would
/// count, and with its States, session and position for who asks for rows.
inline constexpr std::uint8_t kPublicBareRow = 7;
inline constexpr std::uint8_t kInternalBareRow = 8;
inline constexpr std::uint8_t kPublicFullRow = 9;
inline constexpr std::uint8_t kInternalFullRow = 10;

enum class Inside : std::uint8_t { no, yes };
enum class ReplacedToo : std::uint8_t { no, yes };
enum class Rows : std::uint8_t { bare, full };

/// The classes that an asker reads, who sees internal things or not.
[[nodiscard]] std::vector<std::uint8_t> visible_classes(Inside inside, ReplacedToo replaced,
                                                        Rows rows = Rows::bare);

/// The class of what a work's review says.
[[nodiscard]] std::uint8_t class_of_review(const store::Work& work);
/// Of a clause of that class what those outside find, and what those inside do.
[[nodiscard]] std::uint8_t outside_of(std::uint8_t visibility);
[[nodiscard]] std::uint8_t inside_of(std::uint8_t visibility);

}  // namespace comity::service
