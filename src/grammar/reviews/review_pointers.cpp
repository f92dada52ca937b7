#include "grammar/reviews/review_pointers.h"

#include <algorithm>
#include <optional>

#include "grammar/reviews/review_fragments.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// object := pointer word{0,3} part               "its two Optional Protocols"
//         | article word{0,3} part pointer-adverb  "the Optional Protocol thereto"
//
// A part that is already said of something ("its Protocol to the Charter", "its ratification
// process") points to nothing else.

constexpr int kWordsBefore = 3;  ///< between a pointer or an article and the part

std::size_t after_space(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(' ', at), text.size());
}

/// Past the word, of letters or figures, that begins at `at`.
std::size_t word_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(" ,;.:()/", at), text.size());
}

/// What points to a treaty, and the part of it that is meant.
struct Pointer {
  std::size_t begin = 0;       ///< of the pointer or article
  std::size_t after = 0;       ///< of the word that the pointer or article is
  std::size_t part_end = 0;    ///< of the part
  std::size_t end = 0;         ///< of the whole
  std::string_view connector;  ///< what stands between a part and its treaty: "to"
};

/// Past the part whose words begin at `at`; npos when none follows.
std::size_t part_after(std::string_view low, std::size_t at, const ReviewWords& words) {
  for (int i = 0; i <= kWordsBefore && at < low.size(); ++i) {
    const auto end = word_end(low, at);
    const auto word = low.substr(at, end - at);
    if (words.is(ReviewRule::part, word)) return end;
    if (end == low.size() || low[end] != ' ') return npos;
    if (words.is(ReviewRule::continuation, word) || is_verb(word, words)) return npos;
    at = after_space(low, end);
  }
  return npos;
}

std::string_view connector_of(std::string_view word, const ReviewWords& words) {
  return words.completion(ReviewRule::with_preposition, std::string(word) + ' ');
}

/// Whether a part that ends at `end` is said of something that follows it.
bool is_said_of(std::string_view low, std::size_t end, std::string_view connector,
                const ReviewWords& words) {
  if (end == low.size() || low[end] != ' ') return false;
  const auto at = after_space(low, end);
  const auto word = word_at(low, at);
  if (word == connector) {
    return !is_verb(word_at(low, after_space(low, at + word.size())), words);
  }
  return !words.is(ReviewRule::continuation, word) && !words.is(ReviewRule::conjunction, word);
}

std::optional<Pointer> pointer_in(std::string_view low, std::size_t object,
                                  const ReviewWords& words) {
  // A verb phrase may have taken the pointer along: "ratify its", "consider its ratification".
  auto begin = after_space(low, object);
  for (auto at = words.find(ReviewRule::pointer, low); at && at->begin < object;
       at = words.find(ReviewRule::pointer, low, at->end)) {
    begin = at->begin;
  }
  const auto word = word_at(low, begin);
  const bool pointer = words.is(ReviewRule::pointer, word);
  if (!pointer && !words.is(ReviewRule::article, word)) return std::nullopt;

  Pointer found{begin, begin + word.size(), 0, 0, {}};
  found.part_end = part_after(low, after_space(low, found.after), words);
  if (found.part_end == npos) return std::nullopt;
  found.end = found.part_end;
  found.connector = connector_of(word_before(low, found.part_end), words);
  if (pointer) {
    if (is_said_of(low, found.end, found.connector, words)) return std::nullopt;
    return found;
  }
  const auto adverb = after_space(low, found.part_end);
  const auto said = word_at(low, adverb);
  if (!words.is(ReviewRule::pointer_adverb, said)) return std::nullopt;
  found.end = adverb + said.size();
  return found;
}

}  // namespace

std::string_view treaty_in(std::string_view text, const ReviewWords& words) {
  for (std::size_t at = 0; at < text.size(); at = after_space(text, word_end(text, at) + 1)) {
    const auto word = text.substr(at, word_end(text, at) - at);
    const bool acronym = word.size() > 1 && is_upper(word[0]) && is_upper(word[1]);
    const auto next = after_space(text, at + word.size());
    const bool named =
        words.is(ReviewRule::article, lowered(word)) && next < text.size() && is_upper(text[next]);
    if (!acronym && !named) continue;
    // "Cruel, Inhuman" goes on with the name, ", which" does not.
    auto end = text.find(',', at);
    while (end != npos && !(end + 2 < text.size() && is_lower(text[end + 2]))) {
      end = text.find(',', end + 1);
    }
    return trim_fragment(text.substr(at, std::min(end, text.size()) - at));
  }
  return {};
}

bool points_back(std::string_view text, std::size_t object, const ReviewWords& words) {
  return pointer_in(lowered(text), object, words).has_value();
}

std::string named_out(std::string_view text, std::size_t object, std::string_view treaty,
                      const ReviewWords& words) {
  const auto low = lowered(text);
  const auto found = pointer_in(low, object, words);
  if (!found || treaty.empty()) return std::string(text);
  std::string out(text.substr(0, found->begin));
  out += words.completion(ReviewRule::article, {});
  out += text.substr(found->after, found->part_end - found->after);
  out += ' ';
  out += found->connector;
  out += ' ';
  out += treaty;
  out += text.substr(found->end);
  return out;
}

}  // namespace comity::grammar
