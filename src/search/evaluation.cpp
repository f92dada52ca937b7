#include "search/evaluation.h"

#include <algorithm>

#include "search/phrase.h"
#include "search/term_lists.h"

namespace comity::search {

/// What a segment is and who asks, for all matchers of a question.
struct MatchContext {
  const Segment& segment;
  const VisibleDocuments& visible;
  std::size_t next_leaf = 0;
};

/// What one window is asked.
struct WindowQuestion {
  std::uint32_t begin = 0;
  const Ranking* ranking = nullptr;  ///< null where nothing is scored
  Scores& scores;
};

class Matcher {
 public:
  virtual ~Matcher() = default;
  [[nodiscard]] virtual WindowBits match(const WindowQuestion& question,
                                         const WindowBits& within) = 0;
  virtual void add_frequencies(std::vector<std::uint64_t>& frequencies) const = 0;
  /// About how many documents match, to ask the rarest first.
  [[nodiscard]] virtual std::uint64_t estimate() const = 0;
  [[nodiscard]] virtual bool damaged() const = 0;
};

namespace {

using Kind = QueryNode::Kind;

// Of BM25F: how soon more of the same word adds nothing, how much the length of a field matters,
// and what a title's word is worth.
constexpr double kSaturation = 1.2;
constexpr double kTitleLengthEffect = 0.4;
constexpr double kTextLengthEffect = 0.6;
constexpr double kTitleWorth = 3;

std::uint64_t visible_in(const PostingList& list, const MatchContext& context) {
  const auto documents = context.segment.documents();
  if (context.visible.count == documents) return list.documents;
  std::uint64_t count = 0;
  PostingCursor cursor(list, documents);
  for (std::uint32_t from = 0; cursor.seek(from);) {
    for (const auto document : cursor.documents()) count += context.visible.set.test(document);
    from = cursor.documents().back() + 1;
  }
  return count;
}

/// Occurrences of a leaf in the documents of a window, weighed by field and length.
class Occurrences {
 public:
  explicit Occurrences(const Segment& segment) : segment_(segment) {}

  void add(const WindowQuestion& question, Field field, std::uint32_t document, double count) {
    const auto& ranking = *question.ranking;
    double worth = count;
    if (field == Field::title) {
      const double length = length_of(segment_.title_length(document)) / ranking.title_length;
      worth = kTitleWorth * count / (1 - kTitleLengthEffect + kTitleLengthEffect * length);
    } else if (field == Field::text) {
      const double length = length_of(segment_.text_length(document)) / ranking.text_length;
      worth = count / (1 - kTextLengthEffect + kTextLengthEffect * length);
    }
    weights_[document - question.begin] += static_cast<float>(worth);
  }

  /// Adds what the found documents' occurrences are worth and forgets them.
  void settle(const WindowQuestion& question, const WindowBits& found, double weight) {
    found.for_each([&](std::uint32_t offset) {
      const double sum = weights_[offset];
      question.scores[offset] += static_cast<float>(weight * sum / (kSaturation + sum));
      weights_[offset] = 0;
    });
  }

 private:
  const Segment& segment_;
  Scores weights_{};
};

/// A leaf that scores: it knows beforehand in how many visible documents it stands.
class LeafMatcher : public Matcher {
 public:
  void add_frequencies(std::vector<std::uint64_t>& frequencies) const override {
    frequencies[leaf_] += frequency_;
  }
  [[nodiscard]] std::uint64_t estimate() const override { return frequency_; }
  [[nodiscard]] bool damaged() const override { return damaged_; }

 protected:
  explicit LeafMatcher(MatchContext& context) : leaf_(context.next_leaf++) {}
  const std::size_t leaf_;
  std::uint64_t frequency_ = 0;
  bool damaged_ = false;
};

class WordMatcher final : public LeafMatcher {
 public:
  WordMatcher(const QueryNode& node, MatchContext& context)
      : LeafMatcher(context), occurrences_(context.segment) {
    // A phrase of one word is that very word.
    const auto found = node.kind == Kind::phrase
                           ? lists_of_form(context.segment, node.terms[0], node.fields)
                           : lists_of_word(context.segment, node.terms[0], node.fields);
    damaged_ = found.damaged;
    for (const auto& one : found.lists) {
      lists_.push_back({one.field, PostingCursor(one.list, context.segment.documents())});
      frequency_ += visible_in(one.list, context);
    }
  }

  WindowBits match(const WindowQuestion& question, const WindowBits& within) override {
    WindowBits found;
    const auto first = within.next(0);
    if (first == kWindow) return found;
    for (auto& [field, cursor] : lists_) {
      std::uint32_t from = question.begin + first;
      while (from < question.begin + kWindow && cursor.seek(from)) {
        const auto documents = cursor.documents();
        const auto counts = cursor.counts();
        auto i = static_cast<std::size_t>(
            std::lower_bound(documents.begin(), documents.end(), from) - documents.begin());
        for (; i < documents.size() && documents[i] < question.begin + kWindow; ++i) {
          const auto offset = documents[i] - question.begin;
          if (!within.test(offset)) continue;
          found.set(offset);
          if (question.ranking != nullptr) {
            occurrences_.add(question, field, documents[i], counts[i]);
          }
        }
        if (i < documents.size()) break;
        from = documents.back() + 1;
      }
    }
    if (question.ranking != nullptr) {
      occurrences_.settle(question, found, question.ranking->weights[leaf_]);
    }
    return found;
  }

  [[nodiscard]] bool damaged() const override {
    return damaged_ || std::any_of(lists_.begin(), lists_.end(),
                                   [](const auto& one) { return one.second.damaged(); });
  }

 private:
  std::vector<std::pair<Field, PostingCursor>> lists_;
  Occurrences occurrences_;
};

/// Found once in the whole segment: how many documents have it is asked before any window is.
class PhraseMatcher final : public LeafMatcher {
 public:
  PhraseMatcher(const QueryNode& node, MatchContext& context)
      : LeafMatcher(context), occurrences_(context.segment) {
    for (const auto field : fields_in(node.fields)) {
      if (field == Field::number) continue;
      auto& found = fields_.emplace_back(field, std::vector<Hit>());
      FieldPhrase phrase(node, field, context.segment);
      phrase.for_each([&](std::uint32_t document, std::uint64_t count) {
        found.second.push_back({document, static_cast<std::uint32_t>(count)});
        frequency_ += context.visible.set.test(document) ? 1U : 0U;
      });
      damaged_ = damaged_ || phrase.damaged();
    }
  }

  WindowBits match(const WindowQuestion& question, const WindowBits& within) override {
    WindowBits found;
    for (const auto& [field, hits] : fields_) {
      auto hit = std::lower_bound(
          hits.begin(), hits.end(), question.begin,
          [](const Hit& one, std::uint32_t begin) { return one.document < begin; });
      for (; hit != hits.end() && hit->document < question.begin + kWindow; ++hit) {
        const auto offset = hit->document - question.begin;
        if (!within.test(offset)) continue;
        found.set(offset);
        if (question.ranking != nullptr) {
          occurrences_.add(question, field, hit->document, static_cast<double>(hit->count));
        }
      }
    }
    if (question.ranking != nullptr) {
      occurrences_.settle(question, found, question.ranking->weights[leaf_]);
    }
    return found;
  }

 private:
  struct Hit {
    std::uint32_t document;
    std::uint32_t count;
  };
  std::vector<std::pair<Field, std::vector<Hit>>> fields_;
  Occurrences occurrences_;
};

/// All words that begin so, looked up once: they may be thousands. Each is worth the same.
class PrefixMatcher final : public LeafMatcher {
 public:
  PrefixMatcher(const QueryNode& node, MatchContext& context)
      : LeafMatcher(context), set_(context.segment.documents()) {
    const auto found = lists_of_prefix(context.segment, node.terms[0], node.fields);
    damaged_ = found.damaged;
    for (const auto& one : found.lists) {
      PostingCursor cursor(one.list, context.segment.documents());
      for (std::uint32_t from = 0; cursor.seek(from);) {
        for (const auto document : cursor.documents()) set_.set(document);
        from = cursor.documents().back() + 1;
      }
      damaged_ = damaged_ || cursor.damaged();
    }
    const auto words = set_.words();
    const auto visible = context.visible.set.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
      frequency_ += static_cast<std::uint64_t>(std::popcount(words[i] & visible[i]));
    }
  }

  WindowBits match(const WindowQuestion& question, const WindowBits& within) override {
    auto found = set_.window(question.begin);
    found &= within;
    if (question.ranking != nullptr) {
      const auto worth = static_cast<float>(question.ranking->weights[leaf_] / (kSaturation + 1));
      found.for_each([&](std::uint32_t offset) { question.scores[offset] += worth; });
    }
    return found;
  }

 private:
  DocumentSet set_;
};

/// Which codes of a facet stand for one of the values.
std::vector<std::uint8_t> allowed_codes(const FacetColumn& facet,
                                        const std::vector<std::uint32_t>& values) {
  std::vector<std::uint8_t> wanted(facet.values());
  for (const auto value : values) wanted[value] = 1;
  std::vector<std::uint8_t> allowed(facet.codes());
  for (std::uint32_t code = 1; code < facet.codes(); ++code) {
    facet.for_each_value(code, [&](std::uint32_t value) { allowed[code] |= wanted[value]; });
  }
  return allowed;
}

class FacetMatcher final : public Matcher {
 public:
  FacetMatcher(const QueryNode& node, const MatchContext& context)
      : facet_(context.segment.facet(node.facet)) {
    if (facet_ != nullptr) allowed_ = allowed_codes(*facet_, facet_->find_folded(node.value));
  }
  WindowBits match(const WindowQuestion& question, const WindowBits& within) override {
    return facet_ == nullptr ? WindowBits{} : facet_->matching(question.begin, within, allowed_);
  }
  void add_frequencies(std::vector<std::uint64_t>& /*frequencies*/) const override {}
  /// It costs little where others have left little, so it comes late.
  [[nodiscard]] std::uint64_t estimate() const override { return ~std::uint64_t{0} - 1; }
  [[nodiscard]] bool damaged() const override { return false; }

 private:
  const FacetColumn* facet_;
  std::vector<std::uint8_t> allowed_;
};

std::unique_ptr<Matcher> matcher_of(const QueryNode& node, MatchContext& context);

class GroupMatcher final : public Matcher {
 public:
  GroupMatcher(const QueryNode& node, MatchContext& context) : kind_(node.kind) {
    for (const auto& child : node.children) children_.push_back(matcher_of(child, context));
    if (kind_ != Kind::conjunction) return;
    std::stable_sort(children_.begin(), children_.end(),
                     [](const auto& a, const auto& b) { return a->estimate() < b->estimate(); });
  }

  WindowBits match(const WindowQuestion& question, const WindowBits& within) override {
    if (kind_ == Kind::disjunction) {
      WindowBits found;
      for (auto& child : children_) found |= child->match(question, within);
      return found;
    }
    WindowBits left = within;
    for (auto& child : children_) {
      if (left.none()) break;
      left = child->match(question, left);
    }
    return left;
  }

  void add_frequencies(std::vector<std::uint64_t>& frequencies) const override {
    for (const auto& child : children_) child->add_frequencies(frequencies);
  }
  [[nodiscard]] std::uint64_t estimate() const override {
    std::uint64_t sum = 0;
    if (kind_ == Kind::conjunction) return children_.front()->estimate();
    for (const auto& child : children_) sum += std::min(child->estimate(), ~std::uint64_t{0} >> 8);
    return sum;
  }
  [[nodiscard]] bool damaged() const override {
    return std::any_of(children_.begin(), children_.end(),
                       [](const auto& child) { return child->damaged(); });
  }

 private:
  Kind kind_;
  std::vector<std::unique_ptr<Matcher>> children_;
};

class NegationMatcher final : public Matcher {
 public:
  NegationMatcher(const QueryNode& node, const MatchContext& context) {
    // Its leaves score nothing, so they are numbered apart.
    MatchContext apart{context.segment, context.visible, 0};
    child_ = matcher_of(node.children.front(), apart);
  }
  WindowBits match(const WindowQuestion& question, const WindowBits& within) override {
    WindowBits left = within;
    left -= child_->match({question.begin, nullptr, question.scores}, within);
    return left;
  }
  void add_frequencies(std::vector<std::uint64_t>& /*frequencies*/) const override {}
  [[nodiscard]] std::uint64_t estimate() const override { return ~std::uint64_t{0}; }
  [[nodiscard]] bool damaged() const override { return child_->damaged(); }

 private:
  std::unique_ptr<Matcher> child_;
};

std::unique_ptr<Matcher> matcher_of(const QueryNode& node, MatchContext& context) {
  switch (node.kind) {
    case Kind::word:
      return std::make_unique<WordMatcher>(node, context);
    case Kind::phrase:
      if (node.terms.size() == 1) return std::make_unique<WordMatcher>(node, context);
      return std::make_unique<PhraseMatcher>(node, context);
    case Kind::prefix:
      return std::make_unique<PrefixMatcher>(node, context);
    case Kind::facet:
      return std::make_unique<FacetMatcher>(node, context);
    case Kind::negation:
      return std::make_unique<NegationMatcher>(node, context);
    case Kind::conjunction:
    case Kind::disjunction:
      break;
  }
  return std::make_unique<GroupMatcher>(node, context);
}

}  // namespace

std::size_t scoring_leaves(const QueryNode& node) {
  if (node.kind == Kind::negation || node.kind == Kind::facet) return 0;
  if (node.children.empty()) return 1;
  std::size_t sum = 0;
  for (const auto& child : node.children) sum += scoring_leaves(child);
  return sum;
}

SegmentQuery::SegmentQuery(const QueryNode* root, const Segment& segment,
                           const VisibleDocuments& visible) {
  if (root == nullptr) return;
  MatchContext context{segment, visible, 0};
  root_ = matcher_of(*root, context);
}

SegmentQuery::~SegmentQuery() = default;
SegmentQuery::SegmentQuery(SegmentQuery&&) noexcept = default;

std::vector<std::uint64_t> SegmentQuery::frequencies() const {
  // A tree has no more leaves than a question has bytes.
  std::vector<std::uint64_t> frequencies(2048);
  if (root_ != nullptr) root_->add_frequencies(frequencies);
  return frequencies;
}

WindowBits SegmentQuery::match(std::uint32_t begin, const WindowBits& within,
                               const Ranking* ranking, Scores& scores) {
  return root_ == nullptr ? within : root_->match({begin, ranking, scores}, within);
}

bool SegmentQuery::damaged() const { return root_ != nullptr && root_->damaged(); }

SegmentFilter::SegmentFilter(const Filter& filter, const Segment& segment)
    : facet_(segment.facet(filter.facet)), keeps_others_(filter.kind == Filter::Kind::none_of) {
  if (facet_ == nullptr) return;
  std::vector<std::uint32_t> values;
  for (const auto& value : filter.values) {
    if (const auto found = facet_->find(value)) values.push_back(*found);
  }
  allowed_ = allowed_codes(*facet_, values);
  if (!keeps_others_) return;
  for (auto& code : allowed_) code = code == 0 ? 1 : 0;
}

WindowBits SegmentFilter::match(std::uint32_t begin, const WindowBits& within) const {
  if (facet_ == nullptr) return keeps_others_ ? within : WindowBits{};
  return facet_->matching(begin, within, allowed_);
}

}  // namespace comity::search
