#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "search/query_node.h"
#include "search/term_lists.h"

// Words one after the other, in one field of one segment.
namespace comity::search {

/// The positions of one word of a phrase in one document, from all its lists.
class PhraseWord {
 public:
  PhraseWord(const QueryTerm& term, Field field, const Segment& segment) : offset_(term.offset) {
    const Fields only{field == Field::title, field == Field::text, false};
    const auto found = lists_of_form(segment, term, only);
    damaged_ = found.damaged;
    for (const auto& one : found.lists) {
      cursors_.emplace_back(one.list, segment.documents());
      documents_ += one.list.documents;
    }
  }

  [[nodiscard]] std::uint64_t documents() const { return documents_; }
  [[nodiscard]] std::uint32_t offset() const { return offset_; }
  /// The first document at or after `from` in any list; the limit at the end.
  [[nodiscard]] std::uint32_t next(std::uint32_t from, std::uint32_t limit) {
    auto first = limit;
    for (auto& cursor : cursors_) {
      if (!cursor.seek(from)) continue;
      const auto documents = cursor.documents();
      const auto at = std::lower_bound(documents.begin(), documents.end(), from);
      if (at != documents.end()) first = std::min(first, *at);
    }
    return first;
  }
  /// Where the phrase would begin, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& starts(std::uint32_t document) {
    starts_.clear();
    for (auto& cursor : cursors_) {
      if (!cursor.seek(document)) continue;
      const auto documents = cursor.documents();
      const auto at = std::lower_bound(documents.begin(), documents.end(), document);
      if (at == documents.end() || *at != document) continue;
      for (const auto position :
           cursor.positions(static_cast<std::size_t>(at - documents.begin()))) {
        if (position >= offset_) starts_.push_back(position - offset_);
      }
    }
    if (cursors_.size() > 1) {
      std::sort(starts_.begin(), starts_.end());
      starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    }
    return starts_;
  }
  [[nodiscard]] bool damaged() const {
    return damaged_ || std::any_of(cursors_.begin(), cursors_.end(),
                                   [](const auto& cursor) { return cursor.damaged(); });
  }

 private:
  std::uint32_t offset_;
  std::vector<PostingCursor> cursors_;
  std::uint64_t documents_ = 0;
  std::vector<std::uint32_t> starts_;
  bool damaged_ = false;
};

/// A phrase in one field: its words, the rarest first.
class FieldPhrase {
 public:
  FieldPhrase(const QueryNode& node, Field field, const Segment& segment)
      : limit_(segment.documents()) {
    for (const auto& term : node.terms) words_.emplace_back(term, field, segment);
    std::sort(words_.begin(), words_.end(), [](const PhraseWord& a, const PhraseWord& b) {
      return a.documents() < b.documents();
    });
  }

  /// Calls with each document in which it stands, ascending, and how often.
  template <typename Function>
  void for_each(Function function) {
    for (std::uint32_t document = 0; document < limit_;) {
      const auto at = candidate(document);
      if (at >= limit_) return;
      if (const auto count = occurrences(at); count > 0) function(at, count);
      document = at + 1;
    }
  }
  [[nodiscard]] bool damaged() const {
    return std::any_of(words_.begin(), words_.end(),
                       [](const PhraseWord& word) { return word.damaged(); });
  }

 private:
  /// The next document that has all the words; the limit at the end.
  std::uint32_t candidate(std::uint32_t from) {
    auto document = from;
    for (std::size_t agreed = 0, i = 0; agreed < words_.size(); i = (i + 1) % words_.size()) {
      const auto next = words_[i].next(document, limit_);
      if (next >= limit_) return limit_;
      agreed = next == document ? agreed + 1 : 1;
      document = next;
    }
    return document;
  }

  std::uint64_t occurrences(std::uint32_t document) {
    common_ = words_.front().starts(document);
    for (std::size_t i = 1; i < words_.size() && !common_.empty(); ++i) {
      const auto& others = words_[i].starts(document);
      std::erase_if(common_, [&](std::uint32_t start) {
        return !std::binary_search(others.begin(), others.end(), start);
      });
    }
    return common_.size();
  }

  std::uint32_t limit_;
  std::vector<PhraseWord> words_;
  std::vector<std::uint32_t> common_;
};

}  // namespace comity::search
