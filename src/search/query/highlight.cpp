#include <algorithm>
#include <optional>

#include "base/text.h"
#include "search/query/query.h"
#include "search/query/query_node.h"

namespace comity::search {
namespace {

using Kind = QueryNode::Kind;

bool share_a_key(const Token& token, const QueryTerm& term) {
  if ((token.tongue == Tongue::neutral) != term.neutral) return false;
  if (token.form == term.form) return true;
  const auto ours = stem_keys(token.tongue, token.form);
  const auto asked = stem_keys(token.tongue, term.form);
  return std::any_of(ours.begin(), ours.end(), [&](const std::string& key) {
    return std::find(asked.begin(), asked.end(), key) != asked.end();
  });
}

bool same_form(const Token& token, const QueryTerm& term) {
  if ((token.tongue == Tongue::neutral) != term.neutral) return false;
  return token.form == term.form || base::unaccented(token.form) == term.form;
}

bool begins_so(const Token& token, const QueryTerm& term) {
  return token.form.starts_with(term.form) || base::unaccented(token.form).starts_with(term.form);
}

class Marker {
 public:
  explicit Marker(const std::vector<Token>& tokens) : tokens_(tokens) {}

  void mark(const QueryNode& node) {
    if (node.kind == Kind::negation || node.kind == Kind::facet) return;
    for (const auto& child : node.children) mark(child);
    if (!node.fields.text) return;
    if (node.kind == Kind::phrase) {
      for (std::size_t i = 0; i < tokens_.size(); ++i) mark_phrase(node, i);
    } else if (node.kind == Kind::word || node.kind == Kind::prefix) {
      for (const auto& token : tokens_) {
        const bool found = node.kind == Kind::word ? share_a_key(token, node.terms[0])
                                                   : begins_so(token, node.terms[0]);
        if (found) ranges_.push_back(token.bytes);
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
  /// The phrase that begins with the token there.
  void mark_phrase(const QueryNode& node, std::size_t first) {
    if (!same_form(tokens_[first], node.terms[0])) return;
    const auto start = tokens_[first].position;
    std::vector<Range> found{tokens_[first].bytes};
    for (std::size_t term = 1; term < node.terms.size(); ++term) {
      const auto wanted = start + node.terms[term].offset;
      std::optional<Range> place;
      for (std::size_t i = first; i < tokens_.size() && tokens_[i].position <= wanted; ++i) {
        if (tokens_[i].position == wanted && same_form(tokens_[i], node.terms[term])) {
          place = tokens_[i].bytes;
        }
      }
      if (!place) return;
      found.push_back(*place);
    }
    ranges_.push_back({found.front().begin, found.back().end});
  }

  const std::vector<Token>& tokens_;
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
