#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"

// What a submission asks for (data/grammar/asks.csv has the words of asking, in six languages).
namespace comity::grammar {

/// A sentence with a word of asking, or an item of a list of recommendations.
struct AskedFor {
  std::string text;
  /// The text from behind its word of asking on ("ratify the Treaty" of "We recommend that the
  /// Government ratify …"); empty where nothing of weight stands behind it.
  std::string core;
  std::string by;  ///< the word of asking as printed, or the heading of the list
  int page = 0;    ///< 0 unknown
};

/// More than so many are not taken from one text.
inline constexpr std::size_t kMostAsks = 300;

/// In the order of the text. Footnotes ask nothing.
[[nodiscard]] std::vector<AskedFor> asks_of(const model::Reading& reading);

/// The sentences of a text; views into it, without white space at their ends.
[[nodiscard]] std::vector<std::string_view> sentences_of(std::string_view text);

}  // namespace comity::grammar
