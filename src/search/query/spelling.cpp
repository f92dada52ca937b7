#include "search/query/spelling.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "search/query/near_words.h"
#include "search/query/query_node.h"
#include "search/segments/term_lists.h"

namespace comity::search {
namespace {

/// Fewer letters have too many neighbours.
constexpr std::size_t kShortestWord = 3;
/// From so many letters on two of them may be wrong.
constexpr std::size_t kLongWord = 5;
/// A word that is found is left as it is unless the other is found so many times as often.
constexpr std::uint64_t kTimes = 20;
/// So many words of a question are looked for, those that are found least: each is a way through
/// the dictionaries.
constexpr std::size_t kMostRespelt = 8;
/// One wrong letter is so much likelier than two.
constexpr std::uint64_t kNearer = 50;

std::size_t letters_of(std::string_view utf8) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < utf8.size(); ++count) {
    static_cast<void>(base::next_code_point(utf8, at));
  }
  return count;
}

/// A segment as one asker sees it.
struct SeenSegment {
  const Segment& segment;
  std::shared_ptr<const VisibleDocuments> visible;

  [[nodiscard]] std::uint64_t count(const PostingList& list) const {
    return visible_in(list, *visible, segment.documents());
  }
  [[nodiscard]] std::uint64_t count(std::string_view payload) const {
    const auto list = segment.postings(payload);
    return list ? count(*list) : 0;
  }
  [[nodiscard]] std::uint64_t count(const TermLists& lists) const {
    std::uint64_t sum = 0;
    for (const auto& one : lists.lists) sum += count(one.list);
    return sum;
  }
};

/// Two Han characters, as terms keep them.
std::optional<std::pair<char32_t, char32_t>> pair_of(std::string_view form) {
  const auto is_han = [](char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
  };
  std::size_t at = 0;
  if (form.empty()) return std::nullopt;
  const auto first = base::next_code_point(form, at);
  if (at == form.size() || !is_han(first)) return std::nullopt;
  const auto second = base::next_code_point(form, at);
  if (at != form.size() || !is_han(second)) return std::nullopt;
  return std::pair(first, second);
}

class Speller {
 public:
  explicit Speller(std::span<const SpaceView> spaces) {
    for (const auto& space : spaces) {
      for (const auto& view : space.snapshot.state().segments) {
        auto visible = view->visible(space.visible);
        if (visible->count > 0) segments_.push_back({view->segment(), std::move(visible)});
      }
    }
  }

  void read(const QueryNode& node) {
    using Kind = QueryNode::Kind;
    if (node.kind == Kind::negation || node.kind == Kind::facet || node.kind == Kind::prefix)
      return;
    if (!node.typed) return;
    for (const auto& child : node.children) read(child);
    if (!node.fields.text && !node.fields.title) return;
    for (const auto& term : node.terms) {
      if (!term.neutral) word(term, node.fields);
    }
    characters(node);
  }

  [[nodiscard]] std::vector<Respelling> take() {
    respell_words();
    std::sort(found_.begin(), found_.end(),
              [](const auto& a, const auto& b) { return a.position < b.position; });
    return std::move(found_);
  }

 private:
  struct AskedWord {
    const QueryTerm* term;
    const Fields* fields;
    std::size_t letters;
    std::uint64_t own;  ///< documents that have it
  };

  void word(const QueryTerm& term, const Fields& fields) {
    const auto letters = letters_of(term.form);
    if (letters < kShortestWord) return;
    std::uint64_t own = 0;
    for (const auto& seen : segments_) {
      own += seen.count(lists_of_word(seen.segment, term, fields));
    }
    words_.push_back({&term, &fields, letters, own});
  }

  void respell_words() {
    std::stable_sort(words_.begin(), words_.end(),
                     [](const auto& a, const auto& b) { return a.own < b.own; });
    if (words_.size() > kMostRespelt) words_.resize(kMostRespelt);
    for (const auto& [term, fields, letters, own] : words_) {
      const auto best = nearest(term->form, letters < kLongWord ? 1 : 2, *fields);
      if (best && best->second > own * kTimes) {
        found_.push_back({term->position, term->length, best->first});
      }
    }
  }

  /// Of all words that are near the likeliest, and how many documents have it.
  [[nodiscard]] std::optional<std::pair<std::string, std::uint64_t>> nearest(
      std::string_view form, std::size_t most, const Fields& fields) const {
    std::map<std::string, std::pair<std::size_t, std::uint64_t>> near;  // distance, documents
    NearWords words(form, most);
    for (const auto& seen : segments_) {
      for (const auto field : fields_in(fields)) {
        for (std::size_t i = 0; i + 1 < kTongues; ++i) {
          words.find(seen.segment.terms(), term_key(field, static_cast<Tongue>(i), ""),
                     [&](std::string_view other, std::size_t distance, std::string_view payload) {
                       if (distance == 0) return;
                       const auto documents = seen.count(payload);
                       if (documents == 0) return;
                       auto& one = near[std::string(other)];
                       one = {distance, one.second + documents};
                     });
        }
      }
    }
    const auto likely = [](const auto& one) {
      const auto& [distance, documents] = one.second;
      return documents * (distance == 1 ? kNearer : 1);
    };
    const auto best = std::max_element(near.begin(), near.end(), [&](const auto& a, const auto& b) {
      return likely(a) < likely(b);
    });
    if (best == near.end()) return std::nullopt;
    return std::pair(best->first, best->second.second);
  }

  /// Of a run of Han characters that stands nowhere the one that is in no pair found anywhere.
  void characters(const QueryNode& node) {
    std::vector<std::pair<char32_t, char32_t>> pairs;
    std::vector<std::uint64_t> documents;
    for (const auto& term : node.terms) {
      const auto pair = pair_of(term.form);
      if (!pair || (!pairs.empty() && pairs.back().second != pair->first)) return;
      pairs.push_back(*pair);
      std::uint64_t sum = 0;
      for (const auto& seen : segments_) {
        sum += seen.count(lists_of_form(seen.segment, term, node.fields));
      }
      documents.push_back(sum);
    }
    if (pairs.empty()) return;
    // Within the run first: at its ends one pair alone says that it is wrong.
    std::optional<std::size_t> wrong;
    for (std::size_t i = 1; i < pairs.size() && !wrong; ++i) {
      if (documents[i - 1] == 0 && documents[i] == 0) wrong = i;
    }
    if (!wrong && documents.back() == 0) wrong = pairs.size();
    if (!wrong && documents.front() == 0) wrong = 0;
    if (!wrong || ++runs_ > kMostRespelt) return;
    const auto left = *wrong > 0 ? std::optional(pairs[*wrong - 1].first) : std::nullopt;
    const auto right = *wrong < pairs.size() ? std::optional(pairs[*wrong].second) : std::nullopt;
    const auto character = between(left, right);
    if (character.empty()) return;
    const auto place =
        *wrong < pairs.size() ? node.terms[*wrong].position : node.terms[*wrong - 1].position + 1;
    found_.push_back({place, 1, character});
  }

  /// The character that makes the most frequent pairs with both neighbours, or with the only one.
  [[nodiscard]] std::string between(std::optional<char32_t> left,
                                    std::optional<char32_t> right) const {
    std::map<char32_t, std::pair<std::uint64_t, std::uint64_t>> made;  // with each
    const auto prefix = term_key(Field::text, Tongue::neutral, "");
    for (const auto& seen : segments_) {
      const auto& terms = seen.segment.terms();
      for (auto at = terms.lower_bound(prefix); at.valid() && at.key().starts_with(prefix);
           at.next()) {
        const auto pair = pair_of(std::string_view(at.key()).substr(prefix.size()));
        if (!pair) continue;
        if (left && pair->first == *left) made[pair->second].first += seen.count(at.payload());
        if (right && pair->second == *right) made[pair->first].second += seen.count(at.payload());
      }
    }
    std::uint64_t most = 0;
    std::string best;
    for (const auto& [character, counts] : made) {
      const auto count = !left    ? counts.second
                         : !right ? counts.first
                                  : std::min(counts.first, counts.second);
      if (count <= most) continue;
      most = count;
      best.clear();
      base::append_code_point(best, character);
    }
    return best;
  }

  std::vector<SeenSegment> segments_;
  std::vector<Respelling> found_;
  std::vector<AskedWord> words_;
  std::size_t runs_ = 0;
};

}  // namespace

std::vector<Respelling> respellings(std::span<const SpaceView> spaces, const Query& query) {
  if (query.empty()) return {};
  Speller speller(spaces);
  speller.read(*query.root());
  return speller.take();
}

std::string respelt(std::string_view text, const std::vector<Respelling>& words) {
  std::string out;
  std::size_t character = 0;
  auto next = words.begin();
  for (std::size_t at = 0; at < text.size(); ++character) {
    const auto begin = at;
    static_cast<void>(base::next_code_point(text, at));
    while (next != words.end() && character >= next->position + next->length) ++next;
    if (next == words.end() || character < next->position) {
      out += text.substr(begin, at - begin);
    } else if (character == next->position) {
      out += next->word;
    }
  }
  return out;
}

}  // namespace comity::search
