#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "compare/alignment.h"

namespace {

using namespace comity::compare;

/// The paragraphs of a text: its lines.
std::vector<Passage> passages_of(std::string_view text) {
  std::vector<Passage> passages;
  while (!text.empty()) {
    const auto end = text.find('\n');
    passages.push_back({text.substr(0, end)});
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return passages;
}

std::string without(const std::vector<Piece>& pieces, Held held) {
  std::string text;
  for (const auto& piece : pieces) {
    if (piece.held != held) text += piece.text;
  }
  return text;
}

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// Of any two texts, parted by a zero byte: the differences applied to the first give the second,
// and in an alignment each paragraph stands in whole.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostBytes = std::size_t{16} << 10;
  if (size > kMostBytes) return 0;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const auto middle = std::min(all.find('\0'), all.size());
  const auto first = all.substr(0, middle);
  const auto second = all.substr(std::min(middle + 1, all.size()));
  const auto pieces = exact_differences(first, second);
  must(without(pieces, Held::only_second) == first);
  must(without(pieces, Held::only_first) == second);

  const auto from = passages_of(first);
  const auto to = passages_of(second);
  const auto pairs = align(from, to);
  if (!pairs) return 0;
  std::vector<std::string> from_said(from.size()), to_said(to.size());
  for (const auto& pair : *pairs) {
    if (pair.from != Aligned::kNone) from_said[pair.from] += without(pair.words, Held::only_second);
    if (pair.to != Aligned::kNone) to_said[pair.to] += without(pair.words, Held::only_first);
  }
  for (std::size_t i = 0; i < from.size(); ++i) must(from_said[i] == from[i].text);
  for (std::size_t j = 0; j < to.size(); ++j) must(to_said[j] == to[j].text);
  return 0;
}
