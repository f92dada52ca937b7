#include "names/matcher.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace comity::names {
namespace {

constexpr std::uint32_t kNone = 0;  // the root is nobody's child, and no word has this number

bool is_open(char32_t c) { return c == U'(' || c == U'\uFF08' || c == U'['; }
bool is_close(char32_t c) { return c == U')' || c == U'\uFF09' || c == U']'; }

/// Brackets opened less brackets closed between two places.
int depth_between(std::string_view text, std::size_t begin, std::size_t end) {
  int depth = 0;
  for (std::size_t at = begin; at < end;) {
    const auto c = base::next_code_point(text, at);
    if (is_open(c)) ++depth;
    if (is_close(c)) --depth;
  }
  return depth;
}

/// Past the bracket that closes the name, when only space stands before it.
std::uint32_t closed(std::string_view text, std::uint32_t end, int depth) {
  std::size_t at = end;
  while (depth > 0 && at < text.size()) {
    const auto c = base::next_code_point(text, at);
    if (is_close(c)) {
      end = static_cast<std::uint32_t>(at);
      --depth;
    } else if (!is_loose(c)) {
      break;
    }
  }
  return end;
}

/// The byte after so many letters of a token.
std::uint32_t after_letters(std::string_view text, const Token& token, std::size_t letters) {
  std::size_t at = token.begin;
  while (letters > 0 && at < token.end) {
    if (!is_loose(base::next_code_point(text, at))) --letters;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace

Matcher::Matcher() : nodes_(1) {
  vocabulary_.reserve(4096);
  edges_.reserve(8192);
}

std::optional<std::int32_t> Matcher::add(std::string_view form, std::int32_t state,
                                         Languages languages) {
  const auto tokens = tokenised(form);
  if (tokens.items.empty()) return std::nullopt;
  // Formal names carry their article in small letters ("the Islamic Republic of Iran").
  std::size_t first = 0;
  if (tokens.size() > 1 && tokens.items[0].small_first && words().is_article(tokens.word(0))) {
    first = 1;
  }
  std::uint32_t node = 0;
  for (std::size_t i = first; i < tokens.size(); ++i) {
    const auto next_word = static_cast<std::uint32_t>(vocabulary_.size() + 1);
    const auto word = vocabulary_.try_emplace(std::string(tokens.word(i)), next_word).first->second;
    const auto gap = i == first ? std::uint8_t{0} : tokens.items[i].gap;
    auto step = Step::plain;
    if ((gap & kGapDot) != 0) step = Step::dot;
    if ((gap & (kGapComma | kGapBracket)) != 0) step = Step::punctuation;
    const auto key =
        (std::uint64_t{node} << 32) | (std::uint64_t{word} << 2) | static_cast<std::uint64_t>(step);
    const auto next_node = static_cast<std::uint32_t>(nodes_.size());
    const auto [edge, made] = edges_.try_emplace(key, next_node);
    if (made) nodes_.emplace_back();
    node = edge->second;
  }
  auto& leaf = nodes_[node];
  if (leaf.state >= 0 && leaf.state != state) return leaf.state;
  const bool capitals = std::none_of(tokens.items.begin(), tokens.items.end(),
                                     [](const Token& token) { return token.has_small; });
  const bool first_time = leaf.state == -1;
  leaf.state = state;
  leaf.languages |= languages;
  leaf.small_letter = leaf.small_letter || tokens.items[first].small_first;
  leaf.capitals_only = (first_time || leaf.capitals_only) && capitals && form.size() <= 6 &&
                       static_cast<unsigned char>(form[0]) < 0x80;
  Phrase phrase;
  for (std::size_t i = first; i < tokens.size(); ++i) phrase.emplace_back(tokens.word(i));
  const auto& common = words().only_in;
  leaf.common_word = std::find(common.begin(), common.end(), phrase) != common.end();
  return std::nullopt;
}

std::uint32_t Matcher::word_id(std::string_view word) const {
  const auto found = vocabulary_.find(word);
  return found == vocabulary_.end() ? kNone : found->second;
}

std::uint32_t Matcher::child(std::uint32_t node, std::uint32_t word, Step step) const {
  const auto key =
      (std::uint64_t{node} << 32) | (std::uint64_t{word} << 2) | static_cast<std::uint64_t>(step);
  const auto found = edges_.find(key);
  return found == edges_.end() ? kNone : found->second;
}

bool Matcher::accepts(const Node& node, const Tokens& tokens, std::size_t at, std::size_t count,
                      const Demand& demand) const {
  if (node.state == -1) return false;
  if (node.state == kBlock) return true;
  if ((node.languages & demand.languages) == 0) return false;
  if (node.common_word && !demand.known_language) return false;
  if (demand.letters == Demand::Letters::any) return true;
  if (tokens.items[at].small_first && !node.small_letter) return false;
  if (!node.capitals_only) return true;
  return std::none_of(tokens.items.begin() + static_cast<std::ptrdiff_t>(at),
                      tokens.items.begin() + static_cast<std::ptrdiff_t>(at + count),
                      [](const Token& token) { return token.has_small; });
}

std::optional<Found> Matcher::walk(std::string_view text, const Tokens& tokens, std::size_t at,
                                   std::uint32_t first, const Demand& demand) const {
  constexpr std::size_t kBranches = 3;
  std::array<std::uint32_t, kBranches> here = {child(0, first, Step::plain)};
  std::size_t branches = here[0] == kNone ? 0 : 1;
  std::optional<Found> best;
  for (std::size_t i = at; branches > 0; ++i) {
    for (std::size_t b = 0; b < branches; ++b) {
      const auto& node = nodes_[here[b]];
      if (accepts(node, tokens, at, i - at + 1, demand)) {
        best = Found{node.state, i - at + 1, tokens.items[at].begin, tokens.items[i].end};
      }
    }
    if (i + 1 >= tokens.size()) break;
    const auto word = word_id(tokens.word(i + 1));
    if (word == kNone) break;
    const auto gap = tokens.items[i + 1].gap;
    std::array<std::uint32_t, kBranches> next = {};
    std::size_t count = 0;
    const auto try_step = [&](std::uint32_t node, Step step) {
      const auto to = child(node, word, step);
      if (to != kNone && count < kBranches) next[count++] = to;
    };
    for (std::size_t b = 0; b < branches; ++b) {
      if (gap == 0) try_step(here[b], Step::plain);
      if ((gap & ~kGapDot) == 0) try_step(here[b], Step::dot);
      if ((gap & ~(kGapComma | kGapBracket)) == 0) try_step(here[b], Step::punctuation);
    }
    here = next;
    branches = count;
  }
  if (best) best->end = closed(text, best->end, depth_between(text, best->begin, best->end));
  return best;
}

std::optional<Found> Matcher::longest(std::string_view text, const Tokens& tokens, std::size_t at,
                                      const Demand& demand) const {
  const auto word = tokens.word(at);
  std::optional<Found> best;
  if (const auto id = word_id(word); id != kNone) best = walk(text, tokens, at, id, demand);
  if (best || word.size() < 4 || static_cast<unsigned char>(word[0]) < 0xD8) return best;
  for (const auto& prefix : words().prefixes) {
    if (!word.starts_with(prefix.form)) continue;
    const auto id = word_id(prefix.instead + std::string(word.substr(prefix.form.size())));
    if (id == kNone) continue;
    auto found = walk(text, tokens, at, id, demand);
    if (!found || (best && best->tokens >= found->tokens)) continue;
    found->begin = after_letters(text, tokens.items[at], prefix.letters);
    best = found;
  }
  return best;
}

std::optional<std::int32_t> Matcher::whole(std::string_view text, const Tokens& tokens,
                                           std::size_t at) const {
  if (at >= tokens.size()) return std::nullopt;
  const auto id = word_id(tokens.word(at));
  if (id == kNone) return std::nullopt;
  const auto found = walk(text, tokens, at, id, {});
  if (!found || found->tokens != tokens.size() - at || found->state == kBlock) return std::nullopt;
  return found->state;
}

}  // namespace comity::names
