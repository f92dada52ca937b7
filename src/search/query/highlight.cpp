#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "search/query/query.h"
#include "search/query/query_node.h"

namespace comity::search {
namespace {

using Kind = QueryNode::Kind;

/// What a query asks of the words of one text, each stemmed once however many are asked for.
class Words {
 public:
  explicit Words(const std::vector<Token>& tokens) : tokens_(tokens) {}

  /// Calls with each token that is a form of the word.
  template <typename Function>
  void for_each_form(const QueryTerm& term, Function function) {
    if (by_key_.empty()) read_keys();
    std::set<std::size_t> found;
    for (const auto tongue : tongues_) {
      if ((tongue == Tongue::neutral) != term.neutral) continue;
      for (const auto& key : stem_keys(tongue, term.form)) {
        const auto places = by_key_.find(key_in(tongue, key));
        if (places != by_key_.end()) found.insert(places->second.begin(), places->second.end());
      }
    }
    for (const auto i : found) function(i);
  }

  [[nodiscard]] bool begins_so(std::size_t i, const QueryTerm& term) {
    return tokens_[i].form.starts_with(term.form) || plain(i).starts_with(term.form);
  }
  [[nodiscard]] bool same_form(std::size_t i, const QueryTerm& term) {
    if ((tokens_[i].tongue == Tongue::neutral) != term.neutral) return false;
    return tokens_[i].form == term.form || plain(i) == term.form;
  }

 private:
  static std::string key_in(Tongue tongue, std::string_view key) {
    return static_cast<char>('a' + static_cast<int>(tongue)) + std::string(key);
  }

  void read_keys() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      tongues_.insert(tokens_[i].tongue);
      for (const auto& key : stem_keys(tokens_[i].tongue, tokens_[i].form)) {
        by_key_[key_in(tokens_[i].tongue, key)].push_back(i);
      }
    }
  }

  [[nodiscard]] const std::string& plain(std::size_t i) {
    if (plain_.empty()) {
      plain_.reserve(tokens_.size());
      for (const auto& token : tokens_) plain_.push_back(base::unaccented(token.form));
    }
    return plain_[i];
  }

  const std::vector<Token>& tokens_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_key_;
  std::set<Tongue> tongues_;
  std::vector<std::string> plain_;
};

class Marker {
 public:
  explicit Marker(const std::vector<Token>& tokens) : tokens_(tokens), words_(tokens) {}

  void mark(const QueryNode& node) {
    if (node.kind == Kind::negation || node.kind == Kind::facet) return;
    for (const auto& child : node.children) mark(child);
    if (!node.fields.text || tokens_.empty()) return;
    if (node.kind == Kind::phrase) {
      mark_phrases(node);
    } else if (node.kind == Kind::word) {
      words_.for_each_form(node.terms[0], [&](std::size_t i) { add(i); });
    } else if (node.kind == Kind::prefix) {
      for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (words_.begins_so(i, node.terms[0])) add(i);
      }
    }
  }

  std::vector<Range> take() {
    std::sort(ranges_.begin(), ranges_.end());
    std::vector<Range> merged;
    for (const auto& range : ranges_) {
      if (!merged.empty() && range.begin <= merged.back().end) {
        merged.back().end = std::max(merged.back().end, range.end);
      } else {
        merged.push_back(range);
      }
    }
    return merged;
  }

 private:
  void add(std::size_t i) { ranges_.push_back(tokens_[i].bytes); }

  /// The tokens that are the term, by position.
  [[nodiscard]] std::map<std::uint32_t, Range> places_of(const QueryTerm& term, bool stemmed) {
    std::map<std::uint32_t, Range> places;
    const auto take = [&](std::size_t i) {
      places.insert_or_assign(tokens_[i].position, tokens_[i].bytes);
    };
    if (stemmed) {
      words_.for_each_form(term, take);
    } else {
      for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (words_.same_form(i, term)) take(i);
      }
    }
    return places;
  }

  void mark_phrases(const QueryNode& node) {
    std::vector<std::map<std::uint32_t, Range>> places;
    places.reserve(node.terms.size());
    for (const auto& term : node.terms) places.push_back(places_of(term, node.stemmed));
    for (const auto& [start, first] : places.front()) {
      auto last = first;
      bool whole = true;
      for (std::size_t term = 1; term < places.size() && whole; ++term) {
        const auto found = places[term].find(start + node.terms[term].offset);
        whole = found != places[term].end();
        if (whole) last = found->second;
      }
      if (whole) ranges_.push_back({first.begin, last.end});
    }
  }

  const std::vector<Token>& tokens_;
  Words words_;
  std::vector<Range> ranges_;
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// `characters` code points on from `at`, then on to a blank if one is near.
std::size_t forward(std::string_view text, std::size_t at, std::size_t characters) {
  for (; at < text.size() && characters > 0; --characters) {
    ++at;
    while (at < text.size() && is_continuation(text[at])) ++at;
  }
  constexpr std::size_t kNear = 24;
  const auto blank = text.find(' ', at);
  if (at < text.size() && blank != std::string_view::npos && blank - at < kNear) return blank;
  return blank == std::string_view::npos && text.size() - at < kNear ? text.size() : at;
}

std::size_t backward(std::string_view text, std::size_t at, std::size_t characters) {
  for (; at > 0 && characters > 0; --characters) {
    --at;
    while (at > 0 && is_continuation(text[at])) --at;
  }
  constexpr std::size_t kNear = 24;
  if (at < kNear) return 0;
  const auto blank = text.rfind(' ', at);
  return blank != std::string_view::npos && at - blank < kNear ? blank + 1 : at;
}

/// Where the window of that many bytes with the most highlights begins.
std::size_t thickest(const std::vector<Range>& highlights, std::size_t bytes) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0, end = 0; i < highlights.size(); ++i) {
    while (end < highlights.size() && highlights[end].end <= highlights[i].begin + bytes) ++end;
    if (end > i && end - i > most) {
      most = end - i;
      best = i;
    }
  }
  return highlights[best].begin;
}

}  // namespace

std::vector<Range> highlight(const Query& query, std::string_view text, model::Language language) {
  if (query.empty()) return {};
  Analyzer analyzer;
  Marker marker(analyzer.analyse(text, language));
  marker.mark(*query.root());
  return marker.take();
}

std::vector<SnippetPiece> snippet(std::string_view text, const std::vector<Range>& highlights,
                                  std::size_t length) {
  std::size_t begin = 0;
  std::size_t end = forward(text, 0, length);
  if (end < text.size() && !highlights.empty()) {
    const auto start = thickest(highlights, length);
    begin = backward(text, start, length / 5);
    end = forward(text, begin, length);
    if (end == text.size()) begin = std::min(begin, backward(text, end, length));
  }
  std::vector<SnippetPiece> pieces;
  if (begin > 0) pieces.push_back({SnippetPiece::Kind::gap, "…"});
  std::size_t at = begin;
  for (const auto& range : highlights) {
    if (range.end <= at || range.begin >= end) continue;
    const auto from = std::max(range.begin, at);
    const auto to = std::min(range.end, end);
    if (from > at) {
      pieces.push_back({SnippetPiece::Kind::plain, std::string(text.substr(at, from - at))});
    }
    pieces.push_back({SnippetPiece::Kind::marked, std::string(text.substr(from, to - from))});
    at = to;
  }
  if (end > at)
    pieces.push_back({SnippetPiece::Kind::plain, std::string(text.substr(at, end - at))});
  if (end < text.size()) pieces.push_back({SnippetPiece::Kind::gap, "…"});
  return pieces;
}

}  // namespace comity::search
