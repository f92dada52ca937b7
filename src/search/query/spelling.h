#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"

namespace comity::search {

/// Another word for one of a question. Position and length count characters of the question's text.
struct Respelling {
  std::size_t position = 0;
  std::size_t length = 0;
  std::string word;
};

/// For words of a question that are found nowhere, or far less often, what they may be misspelt
/// for: a word of the documents that the asker may see, one or two letters away (optimal string
/// alignment: letters missing, added, other or exchanged with the next); of a run of Han characters
/// another character that makes pairs found there. In the order of the question, of the eight of
/// its words that are found least.
[[nodiscard]] std::vector<Respelling> respellings(std::span<const SpaceView> spaces,
                                                  const Query& query);

/// The question's text with them.
[[nodiscard]] std::string respelt(std::string_view text, const std::vector<Respelling>& words);

}  // namespace comity::search
