#include "search/query/evaluation.h"

#include <algorithm>

#include "search/query/facet_filter.h"
#include "search/query/phrase.h"
#include "search/segments/term_lists.h"

namespace comity::search {

class LeafMatcher;

/// What a segment is and who asks, for all matchers of a question.
struct MatchContext {
  const Segment& segment;
  const VisibleDocuments& visible;
  std::vector<LeafMatcher*>& leaves;  ///< that score, in the order of the tree
};

class Matcher {
 public:
  virtual ~Matcher() = default;
  [[nodiscard]] virtual WindowBits match(std::uint32_t begin, const WindowBits& within) = 0;
  /// About how many documents match, to ask the rarest first.
  [[nodiscard]] virtual std::uint64_t estimate() const = 0;
  [[nodiscard]] virtual bool damaged() const = 0;
};

/// A leaf that scores: it knows beforehand in how many visible documents it stands.
class LeafMatcher : public Matcher {
 public:
  [[nodiscard]] std::uint64_t frequency() const { return frequency_; }
  [[nodiscard]] std::uint64_t estimate() const override { return frequency_; }
  [[nodiscard]] bool damaged() const override { return damaged_; }
  /// What none of its documents in a range scores more than.
  [[nodiscard]] virtual RangeScores bounds(std::uint32_t begin, const Ranking& ranking) = 0;
  /// Adds to the scores of the documents asked.
  virtual void add_scores(std::uint32_t begin, const WindowBits& asked, const Ranking& ranking,
                          Scores& scores) = 0;

 protected:
  explicit LeafMatcher(MatchContext& context)
      : segment_(context.segment), leaf_(context.leaves.size()) {
    context.leaves.push_back(this);
  }

  [[nodiscard]] RangeScores scores_of(const RangeScores& worth, const Ranking& ranking) const {
    RangeScores scores;
    for (std::size_t i = 0; i < kRanges; ++i) scores[i] = ranking.score(leaf_, worth[i]);
    return scores;
  }
  /// From what occurrences are worth to scores; leaves no worth behind.
  void settle(const Ranking& ranking, const WindowBits& asked, Scores& scores) {
    asked.for_each([&](std::uint32_t offset) {
      scores[offset] += ranking.score(leaf_, worth_[offset]);
      worth_[offset] = 0;
    });
  }

  const Segment& segment_;
  const std::size_t leaf_;
  std::uint64_t frequency_ = 0;
  bool damaged_ = false;
  Scores worth_{};
};

namespace {

using Kind = QueryNode::Kind;

class WordMatcher final : public LeafMatcher {
 public:
  WordMatcher(const QueryNode& node, MatchContext& context) : LeafMatcher(context) {
    // A phrase of one word is that very word.
    const auto found = node.kind == Kind::phrase
                           ? lists_of_form(context.segment, node.terms[0], node.fields)
                           : lists_of_word(context.segment, node.terms[0], node.fields);
    damaged_ = found.damaged;
    lists_.reserve(found.lists.size());
    for (const auto& one : found.lists) {
      lists_.emplace_back(one, context.segment.documents());
      frequency_ += visible_in(one.list, context.visible, context.segment.documents());
    }
  }

  WindowBits match(std::uint32_t begin, const WindowBits& within) override {
    WindowBits found;
    for (auto& list : lists_) list.finding.find(begin, within, found);
    return found;
  }

  RangeScores bounds(std::uint32_t begin, const Ranking& ranking) override {
    RangeScores all{};
    for (auto& list : lists_) {
      RangeScores worth{};
      list.scoring.for_each_maximum(
          begin, begin + kWindow,
          [&](std::uint32_t first, std::uint32_t last, const BlockMaximum& maximum) {
            // More than any number that fits a block.
            constexpr float kUnknown = 1e9F;
            const float most =
                maximum.occurrences == BlockMaximum::kMany
                    ? kUnknown
                    : ranking.worth(list.field, maximum.occurrences, maximum.shortest);
            const auto end = std::min(last, begin + kWindow - 1);
            for (auto i = (std::max(first, begin) - begin) / kRange; begin + i * kRange <= end;
                 ++i) {
              worth[i] = std::max(worth[i], most);
            }
          });
      for (std::size_t i = 0; i < kRanges; ++i) all[i] += worth[i];
    }
    return scores_of(all, ranking);
  }

  void add_scores(std::uint32_t begin, const WindowBits& asked, const Ranking& ranking,
                  Scores& scores) override {
    for (auto& list : lists_) add_list(list, begin, asked, ranking);
    settle(ranking, asked, scores);
  }

  [[nodiscard]] bool damaged() const override {
    return damaged_ || std::any_of(lists_.begin(), lists_.end(), [](const List& list) {
             return list.finding.damaged() || list.scoring.damaged();
           });
  }

 private:
  /// Scoring goes over a window again, so it has a cursor of its own.
  struct List {
    List(const FieldList& one, std::uint32_t documents)
        : field(one.field), finding(one.list, documents), scoring(one.list, documents) {}
    Field field;
    PostingCursor finding;
    PostingCursor scoring;
  };

  void add_list(List& list, std::uint32_t begin, const WindowBits& asked, const Ranking& ranking) {
    for (auto from = begin + asked.next(0); from < begin + kWindow && list.scoring.seek(from);) {
      const auto documents = list.scoring.documents();
      const auto counts = list.scoring.counts();
      for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto offset = documents[i] - begin;  // beyond the window where it lies before
        if (offset >= kWindow || !asked.test(offset)) continue;
        worth_[offset] +=
            ranking.worth(list.field, counts[i], segment_.length_in(list.field, documents[i]));
      }
      if (documents.back() >= begin + kWindow) return;
      from = begin + asked.next(documents.back() + 1 - begin);
    }
  }

  std::vector<List> lists_;
};

/// Found once in the whole segment: how many documents have it is asked before any window is.
class PhraseMatcher final : public LeafMatcher {
 public:
  PhraseMatcher(const QueryNode& node, MatchContext& context) : LeafMatcher(context) {
    for (const auto field : fields_in(node.fields)) {
      if (field == Field::number) continue;
      auto& found = fields_.emplace_back(field, std::vector<Hit>());
      FieldPhrase phrase(node, field, context.segment);
      phrase.for_each([&](std::uint32_t document, std::uint32_t count) {
        found.second.push_back({document, count});
        frequency_ += context.visible.set.test(document) ? 1U : 0U;
      });
      damaged_ = damaged_ || phrase.damaged();
    }
  }

  WindowBits match(std::uint32_t begin, const WindowBits& within) override {
    WindowBits found;
    for_each_hit(begin, [&](Field /*field*/, std::uint32_t offset, std::uint32_t /*count*/) {
      found.set(offset);
    });
    found &= within;
    return found;
  }

  RangeScores bounds(std::uint32_t begin, const Ranking& ranking) override {
    RangeScores worth{};
    std::array<RangeScores, 2> of_field{};
    for_each_hit(begin, [&](Field field, std::uint32_t offset, std::uint32_t count) {
      auto& most = of_field[field == Field::title ? 0 : 1][offset / kRange];
      most = std::max(most, worth_of(ranking, field, begin + offset, count));
    });
    for (std::size_t i = 0; i < kRanges; ++i) worth[i] = of_field[0][i] + of_field[1][i];
    return scores_of(worth, ranking);
  }

  void add_scores(std::uint32_t begin, const WindowBits& asked, const Ranking& ranking,
                  Scores& scores) override {
    for_each_hit(begin, [&](Field field, std::uint32_t offset, std::uint32_t count) {
      if (asked.test(offset)) worth_[offset] += worth_of(ranking, field, begin + offset, count);
    });
    settle(ranking, asked, scores);
  }

 private:
  struct Hit {
    std::uint32_t document;
    std::uint32_t count;
  };

  [[nodiscard]] float worth_of(const Ranking& ranking, Field field, std::uint32_t document,
                               std::uint32_t count) const {
    return ranking.worth(field, count, segment_.length_in(field, document));
  }
  template <typename Function>
  void for_each_hit(std::uint32_t begin, Function function) const {
    for (const auto& [field, hits] : fields_) {
      auto hit = std::lower_bound(
          hits.begin(), hits.end(), begin,
          [](const Hit& one, std::uint32_t document) { return one.document < document; });
      for (; hit != hits.end() && hit->document < begin + kWindow; ++hit) {
        function(field, hit->document - begin, hit->count);
      }
    }
  }

  std::vector<std::pair<Field, std::vector<Hit>>> fields_;
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
      frequency_ += bits_in(words[i] & visible[i]);
    }
  }

  WindowBits match(std::uint32_t begin, const WindowBits& within) override {
    auto found = set_.window(begin);
    found &= within;
    return found;
  }
  RangeScores bounds(std::uint32_t /*begin*/, const Ranking& ranking) override {
    RangeScores bounds;
    bounds.fill(ranking.score(leaf_, 1));
    return bounds;
  }
  void add_scores(std::uint32_t begin, const WindowBits& asked, const Ranking& ranking,
                  Scores& scores) override {
    const auto worth = ranking.score(leaf_, 1);
    auto has = set_.window(begin);
    has &= asked;
    has.for_each([&](std::uint32_t offset) { scores[offset] += worth; });
  }

 private:
  DocumentSet set_;
};

class FacetMatcher final : public Matcher {
 public:
  FacetMatcher(const QueryNode& node, const MatchContext& context)
      : documents_(documents_of(context.segment.facet(node.facet), node.value)) {}
  WindowBits match(std::uint32_t begin, const WindowBits& within) override {
    return documents_.match(begin, within);
  }
  /// It costs little where others have left little, so it comes late.
  [[nodiscard]] std::uint64_t estimate() const override { return ~std::uint64_t{0} - 1; }
  [[nodiscard]] bool damaged() const override { return false; }

 private:
  static FacetDocuments documents_of(const FacetColumn* facet, std::string_view value) {
    if (facet == nullptr) return {nullptr, {}};
    const auto range = number_range_from(value);
    return {facet, range ? facet->find_numbers(*range) : facet->find_folded(value)};
  }
  FacetDocuments documents_;
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

  WindowBits match(std::uint32_t begin, const WindowBits& within) override {
    if (kind_ == Kind::disjunction) {
      WindowBits found;
      for (auto& child : children_) found |= child->match(begin, within);
      return found;
    }
    WindowBits left = within;
    for (auto& child : children_) {
      if (left.none()) break;
      left = child->match(begin, left);
    }
    return left;
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
    // Its leaves score nothing.
    std::vector<LeafMatcher*> apart;
    MatchContext silent{context.segment, context.visible, apart};
    child_ = matcher_of(node.children.front(), silent);
  }
  WindowBits match(std::uint32_t begin, const WindowBits& within) override {
    WindowBits left = within;
    left -= child_->match(begin, within);
    return left;
  }
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

Ranking::Ranking(std::vector<float> weights, double title_length, double text_length)
    : weights_(std::move(weights)) {
  // How much the length of a field matters, and what a title's word is worth.
  constexpr double kTitleLengthEffect = 0.4;
  constexpr double kTextLengthEffect = 0.6;
  constexpr double kTitleWorth = 3;
  for (std::size_t byte = 0; byte < title_worth_.size(); ++byte) {
    const double length = length_of(static_cast<std::uint8_t>(byte));
    title_worth_[byte] = static_cast<float>(
        kTitleWorth / (1 - kTitleLengthEffect + kTitleLengthEffect * length / title_length));
    text_worth_[byte] =
        static_cast<float>(1 / (1 - kTextLengthEffect + kTextLengthEffect * length / text_length));
  }
}

bool scores_alike(const QueryNode& node) {
  if (node.kind == Kind::prefix || node.kind == Kind::facet || node.kind == Kind::negation) {
    return true;
  }
  return node.kind == Kind::conjunction &&
         std::all_of(node.children.begin(), node.children.end(), scores_alike);
}

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
  MatchContext context{segment, visible, leaves_};
  root_ = matcher_of(*root, context);
}

SegmentQuery::~SegmentQuery() = default;
SegmentQuery::SegmentQuery(SegmentQuery&&) noexcept = default;

void SegmentQuery::add_frequencies(std::vector<std::uint64_t>& frequencies) const {
  for (std::size_t i = 0; i < leaves_.size(); ++i) frequencies[i] += leaves_[i]->frequency();
}

WindowBits SegmentQuery::match(std::uint32_t begin, const WindowBits& within) {
  return root_ == nullptr || within.none() ? within : root_->match(begin, within);
}

WindowBits SegmentQuery::score(std::uint32_t begin, WindowBits asked, const Ranking& ranking,
                               float least, Scores& scores) {
  // A sum in another order may differ in its last digits.
  constexpr float kSlack = 0.9999F;
  least *= kSlack;
  // What leaf i and those after it may add; the rarest, which add most, come first.
  std::vector<RangeScores> rest(leaves_.size() + 1);
  std::vector<LeafMatcher*> order = leaves_;
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->frequency() < b->frequency(); });
  for (auto i = order.size(); i-- > 0;) {
    rest[i] = order[i]->bounds(begin, ranking);
    for (std::size_t k = 0; k < kRanges; ++k) rest[i][k] += rest[i + 1][k];
  }
  for (std::size_t k = 0; k < kRanges; ++k) {
    if (rest.front()[k] < least) asked.clear_range(k);
  }
  asked.for_each([&](std::uint32_t offset) { scores[offset] = 0; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0) {
      asked.keep_if(
          [&](std::uint32_t offset) { return scores[offset] + rest[i][offset / kRange] >= least; });
    }
    order[i]->add_scores(begin, asked, ranking, scores);
  }
  return asked;
}

float SegmentQuery::common_score(const Ranking& ranking) {
  float sum = 0;
  for (auto* leaf : leaves_) sum += leaf->bounds(0, ranking).front();
  return sum;
}

bool SegmentQuery::damaged() const { return root_ != nullptr && root_->damaged(); }

}  // namespace comity::search
