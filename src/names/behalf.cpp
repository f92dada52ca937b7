#include "names/behalf.h"

#include "base/text.h"
#include "names/words.h"

namespace comity::names {
namespace {

bool opens(char32_t c) { return c == U'(' || c == U'[' || c == U'\uFF08'; }
bool closes(char32_t c) { return c == U')' || c == U']' || c == U'\uFF09'; }
bool parts(char32_t c) {
  constexpr std::u32string_view kSeparators = U",;:|\u060C\u061B\u3001\uFF0C\uFF1B\uFF1A";
  return kSeparators.find(c) != std::u32string_view::npos;
}

/// How many brackets are open before a byte.
int depth_before(std::string_view text, std::size_t until) {
  int depth = 0;
  for (std::size_t at = 0; at < until;) {
    const auto c = base::next_code_point(text, at);
    if (opens(c)) ++depth;
    if (closes(c) && depth > 0) --depth;
  }
  return depth;
}

/// Commas part nothing inside the bracket around the words.
std::size_t end_of(std::string_view text, std::size_t begin) {
  const bool inside = depth_before(text, begin) > 0;
  int depth = 0;
  for (std::size_t at = begin; at < text.size();) {
    const auto start = at;
    const auto c = base::next_code_point(text, at);
    if (opens(c)) ++depth;
    if (closes(c) && --depth < 0) return start;
    if (parts(c) && depth == 0 && !inside) return start;
  }
  return text.size();
}

}  // namespace

std::vector<Behalf> behalf_in(std::string_view text) {
  const auto tokens = tokenised(text);
  std::vector<Behalf> all;
  std::size_t end = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto begin = static_cast<std::size_t>(tokens.items[at].begin);
    if (begin < end || phrase_at(words().on_behalf, tokens, at) == 0) continue;
    end = end_of(text, begin);
    auto last = end;
    while (last > begin && text[last - 1] == ' ') --last;
    all.push_back({begin, last});
  }
  return all;
}

}  // namespace comity::names
