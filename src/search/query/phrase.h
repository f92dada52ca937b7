#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "search/query/query_node.h"
#include "search/segments/term_lists.h"

// Words one after the other, in one field of one segment.
namespace comity::search {

/// One word of a phrase: the documents that have it and where in them it stands, from all its
/// lists.
class PhraseWord {
 public:
  PhraseWord(const QueryTerm& term, bool stemmed, Field field, const Segment& segment)
      : offset_(term.offset) {
    const Fields only{field == Field::title, field == Field::text, false};
    const auto found =
        stemmed ? lists_of_word(segment, term, only) : lists_of_form(segment, term, only);
    damaged_ = found.damaged;
    lists_.reserve(found.lists.size());
    for (const auto& one : found.lists) {
      lists_.emplace_back(one.list, segment.documents());
      documents_ += one.list.documents;
    }
  }

  [[nodiscard]] std::uint64_t documents() const { return documents_; }
  [[nodiscard]] std::uint32_t offset() const { return offset_; }
  /// Calls with (offset, position) for all its positions in documents of a window; those of
  /// documents that are not within may be left out. Windows ascend.
  template <typename Function>
  void for_each_position(std::uint32_t begin, const WindowBits& within, Function function) {
    const auto end = begin + kWindow;
    for (auto& list : lists_) {
      auto& cursor = list.finding;
      for (auto from = begin + within.next(0); from < end && cursor.seek(from);) {
        cursor.for_each_position([&](std::uint32_t document, std::uint32_t position) {
          if (document - begin < kWindow) function(document - begin, position);
        });
        const auto last = cursor.documents().back();
        if (last >= end) break;
        from = begin + within.next(last + 1 - begin);
      }
    }
  }
  /// Its positions in a document, ascending; documents ascend. Valid until the next call.
  [[nodiscard]] std::span<const std::uint32_t> positions(std::uint32_t document) {
    if (lists_.size() == 1) return lists_.front().positions(document);
    merged_.clear();
    for (auto& list : lists_) {
      const auto more = list.positions(document);
      merged_.insert(merged_.end(), more.begin(), more.end());
    }
    std::sort(merged_.begin(), merged_.end());
    merged_.erase(std::unique(merged_.begin(), merged_.end()), merged_.end());
    return merged_;
  }
  [[nodiscard]] bool damaged() const {
    return damaged_ || std::any_of(lists_.begin(), lists_.end(), [](const List& list) {
             return list.finding.damaged() || list.placing.damaged();
           });
  }

 private:
  /// Documents are looked at again once the whole window was gone through.
  struct List {
    List(PostingList list, std::uint32_t limit) : finding(list, limit), placing(list, limit) {}
    std::span<const std::uint32_t> positions(std::uint32_t document) {
      if (documents.empty() || documents.back() < document) {
        documents = {};
        if (!placing.seek(document)) return {};
        documents = placing.documents();
        at = 0;
      }
      while (at < documents.size() && documents[at] < document) ++at;
      if (at == documents.size() || documents[at] != document) return {};
      return placing.positions(at);
    }
    PostingCursor finding;
    PostingCursor placing;
    std::span<const std::uint32_t> documents;  ///< of the block at hand
    std::size_t at = 0;
  };

  std::uint32_t offset_;
  std::vector<List> lists_;
  std::uint64_t documents_ = 0;
  std::vector<std::uint32_t> merged_;
  bool damaged_ = false;
};

/// A phrase in one field: its words, the rarest first.
class FieldPhrase {
 public:
  FieldPhrase(const QueryNode& node, Field field, const Segment& segment)
      : limit_(segment.documents()) {
    for (const auto& term : node.terms) words_.emplace_back(term, node.stemmed, field, segment);
    std::sort(words_.begin(), words_.end(), [](const PhraseWord& a, const PhraseWord& b) {
      return a.documents() < b.documents();
    });
  }

  /// Calls with each document in which it stands, ascending, and how often.
  template <typename Function>
  void for_each(Function function) {
    if (words_.front().documents() == 0) return;
    for (std::uint32_t begin = 0; begin < limit_; begin += kWindow) {
      likely(begin).for_each([&](std::uint32_t offset) {
        const auto count = occurrences(begin + offset);
        if (count > 0) function(begin + offset, count);
      });
    }
  }
  [[nodiscard]] bool damaged() const {
    return std::any_of(words_.begin(), words_.end(),
                       [](const PhraseWord& word) { return word.damaged(); });
  }

 private:
  using Starts = std::array<std::uint64_t, kWindow>;

  /// Documents of the window in which it may stand: a bit for each place where it might begin,
  /// counted modulo 64, is kept through one word after the other. In short texts that is already
  /// the truth.
  WindowBits likely(std::uint32_t begin) {
    auto within = WindowBits::filled(kWindow);
    for (std::size_t i = 0; i < words_.size() && !within.none(); ++i) {
      auto& before = *starts_of_[(i + 1) % 2];
      auto& after = *starts_of_[i % 2];
      after.fill(0);
      WindowBits found;
      const auto behind = words_[i].offset();
      words_[i].for_each_position(begin, within, [&](std::uint32_t offset, std::uint32_t position) {
        const auto start = std::uint64_t{1} << ((position - behind) % 64);
        const auto kept = i == 0 ? start : before[offset] & start;
        after[offset] |= kept;
        found.words[offset / 64] |= std::uint64_t{kept != 0} << (offset % 64);
      });
      within = found;
    }
    return within;
  }

  std::uint32_t occurrences(std::uint32_t document) {
    starts_.clear();
    const auto offset = words_.front().offset();
    for (const auto position : words_.front().positions(document)) {
      if (position >= offset) starts_.push_back(position - offset);
    }
    for (std::size_t i = 1; i < words_.size() && !starts_.empty(); ++i) {
      keep_where(words_[i].positions(document), words_[i].offset());
    }
    return static_cast<std::uint32_t>(starts_.size());
  }

  /// Keeps the starts that have a position `offset` behind them; both ascend.
  void keep_where(std::span<const std::uint32_t> positions, std::uint32_t offset) {
    auto at = positions.begin();
    std::erase_if(starts_, [&](std::uint32_t start) {
      while (at != positions.end() && *at < start + offset) ++at;
      return at == positions.end() || *at != start + offset;
    });
  }

  std::uint32_t limit_;
  std::vector<PhraseWord> words_;
  std::array<std::unique_ptr<Starts>, 2> starts_of_{std::make_unique<Starts>(),
                                                    std::make_unique<Starts>()};
  std::vector<std::uint32_t> starts_;
};

}  // namespace comity::search
