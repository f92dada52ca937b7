#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <unordered_map>

#include "base/hash.h"
#include "search/evaluation.h"
#include "search/index.h"

namespace comity::search {
namespace {

using base::ErrorKind;

auto damaged() {
  return base::fail(ErrorKind::corrupt, "the index is damaged: a list of occurrences", {},
                    "it is made anew from the journal");
}

/// A match on its way to the page.
struct Candidate {
  float score = 0;
  std::int64_t date = 0;
  std::uint32_t space = 0;
  std::uint64_t id = 0;
  std::uint32_t segment = 0;
  std::uint32_t document = 0;

  /// Whether it comes before the other.
  [[nodiscard]] bool before(const Candidate& other) const {
    if (score != other.score) return score > other.score;
    if (date != other.date) return date > other.date;
    return space != other.space ? space < other.space : id < other.id;
  }
};

/// The best so many, after a given one.
class Page {
 public:
  Page(std::size_t limit, std::optional<Candidate> after) : limit_(limit), after_(after) {}

  [[nodiscard]] bool may_take(float score) const {
    return best_.size() < limit_ || score >= best_.front().score;
  }
  void offer(const Candidate& one) {
    if (after_ && !after_->before(one)) return;
    if (best_.size() == limit_) {
      if (limit_ == 0 || !one.before(best_.front())) return;
      std::pop_heap(best_.begin(), best_.end(), better);
      best_.pop_back();
    }
    best_.push_back(one);
    std::push_heap(best_.begin(), best_.end(), better);
  }
  [[nodiscard]] std::vector<Candidate> take() {
    std::sort(best_.begin(), best_.end(), better);
    return std::move(best_);
  }

 private:
  static bool better(const Candidate& a, const Candidate& b) { return a.before(b); }

  std::size_t limit_;
  std::optional<Candidate> after_;
  std::vector<Candidate> best_;  ///< a heap with the last of them in front
};

std::string question_text(const Query& query, const std::vector<Filter>& filters) {
  std::string text = query.empty() ? "" : describe(*query.root());
  for (const auto& filter : filters) {
    text += filter.kind == Filter::Kind::any_of ? "+" : "-";
    text += filter.facet;
    for (const auto& value : filter.values)
      text += " " + std::to_string(value.size()) + ":" + value;
  }
  return text;
}

std::string hex(std::uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4)
    text[static_cast<std::size_t>(i)] = kDigits[value & 15];
  return text;
}

std::string cursor_text(const Candidate& last, const std::string& mark) {
  return mark + hex(std::bit_cast<std::uint32_t>(last.score)) +
         hex(static_cast<std::uint64_t>(last.date)) + hex(last.space) + hex(last.id);
}

/// The candidate of a cursor, of which only the order counts.
base::Result<std::optional<Candidate>> candidate_of(std::string_view cursor,
                                                    const std::string& mark) {
  if (cursor.empty()) return std::optional<Candidate>{};
  const auto refuse = [] {
    return base::fail(ErrorKind::invalid_input, "not a cursor of this question", "cursor",
                      "begin at the first page");
  };
  if (cursor.size() != 5 * 16 || cursor.substr(0, 16) != mark) return refuse();
  std::uint64_t numbers[4]{};
  for (std::size_t i = 16; i < cursor.size(); ++i) {
    const char c = cursor[i];
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return refuse();
    auto& number = numbers[i / 16 - 1];
    number = number << 4 | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  Candidate last;
  last.score = std::bit_cast<float>(static_cast<std::uint32_t>(numbers[0]));
  last.date = static_cast<std::int64_t>(numbers[1]);
  last.space = static_cast<std::uint32_t>(numbers[2]);
  last.id = numbers[3];
  return std::optional(last);
}

/// A segment with what is asked of it.
struct Asked {
  std::uint32_t space = 0;
  std::shared_ptr<const SegmentView> view;
  std::shared_ptr<const VisibleDocuments> visible;
  SegmentQuery query;
  std::vector<SegmentFilter> filters;
};

std::vector<Asked> ask_segments(std::span<const SpaceView> spaces, const Query& query,
                                const std::vector<Filter>& filters) {
  std::vector<Asked> all;
  for (std::uint32_t space = 0; space < spaces.size(); ++space) {
    for (const auto& view : spaces[space].snapshot.state().segments) {
      auto visible = view->visible(spaces[space].visible);
      if (visible->count == 0) continue;
      SegmentQuery asked(query.root(), view->segment(), *visible);
      all.push_back({space, view, std::move(visible), std::move(asked), {}});
      for (const auto& filter : filters) all.back().filters.emplace_back(filter, view->segment());
    }
  }
  return all;
}

Ranking ranking_of(const std::vector<Asked>& segments, const Query& query) {
  Ranking ranking;
  const std::size_t leaves = query.empty() ? 0 : scoring_leaves(*query.root());
  std::vector<std::uint64_t> frequencies(leaves);
  std::uint64_t documents = 0;
  std::uint64_t titles = 0;
  std::uint64_t texts = 0;
  for (const auto& asked : segments) {
    documents += asked.visible->count;
    titles += asked.visible->title_length;
    texts += asked.visible->text_length;
    const auto of_segment = asked.query.frequencies();
    for (std::size_t i = 0; i < leaves; ++i) frequencies[i] += of_segment[i];
  }
  const auto total = static_cast<double>(documents);
  if (documents > 0 && titles > 0) ranking.title_length = static_cast<double>(titles) / total;
  if (documents > 0 && texts > 0) ranking.text_length = static_cast<double>(texts) / total;
  for (const auto frequency : frequencies) {
    const auto found = std::min(static_cast<double>(frequency), total);
    ranking.weights.push_back(std::log(1 + (total - found + 0.5) / (found + 0.5)));
  }
  return ranking;
}

/// Counts clusters by the first of their documents that matches.
class ClusterCounter {
 public:
  explicit ClusterCounter(const Segment& segment) : segment_(segment) {}
  void add(std::uint32_t document) {
    if (!segment_.in_cluster(document)) return;
    // Between the last match and this one a cluster must begin.
    auto at = document;
    while (!segment_.starts_cluster(at) && at > 0 && at != last_) --at;
    if (last_ != kNone && at == last_ && at != document) {
      last_ = document;
      return;
    }
    ++count_;
    last_ = document;
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  static constexpr std::uint32_t kNone = ~0U;
  const Segment& segment_;
  std::uint32_t last_ = kNone;
  std::uint64_t count_ = 0;
};

/// One facet counted over all segments.
class FacetCounter {
 public:
  FacetCounter(std::string name, const std::vector<Filter>& filters) : name_(std::move(name)) {
    for (std::size_t i = 0; i < filters.size(); ++i) {
      if (filters[i].kind == Filter::Kind::any_of && filters[i].facet == name_) without_ = i;
    }
  }

  /// The filter that does not count for it; none: the number of filters or more.
  [[nodiscard]] std::size_t without() const { return without_; }
  void enter(const Segment& segment) {
    facet_ = segment.facet(name_);
    codes_.assign(facet_ == nullptr ? 0 : facet_->codes(), 0);
  }
  void add(std::uint32_t begin, std::span<const std::uint16_t> offsets) {
    if (facet_ != nullptr) facet_->count(begin, offsets, codes_);
  }
  void leave() {
    for (std::uint32_t code = 1; code < codes_.size(); ++code) {
      if (codes_[code] == 0) continue;
      facet_->for_each_value(code, [&](std::uint32_t value) {
        counts_[std::string(facet_->value(value))] += codes_[code];
      });
    }
  }
  [[nodiscard]] FacetCounts take() {
    FacetCounts counts{name_, {}};
    for (auto& [value, count] : counts_) counts.values.push_back({value, count});
    std::sort(counts.values.begin(), counts.values.end(),
              [](const ValueCount& a, const ValueCount& b) {
                return a.count != b.count ? a.count > b.count : a.value < b.value;
              });
    return counts;
  }

 private:
  std::string name_;
  std::size_t without_ = ~std::size_t{0};
  const FacetColumn* facet_ = nullptr;
  std::vector<std::uint32_t> codes_;
  std::unordered_map<std::string, std::uint64_t> counts_;
};

void list_offsets(const WindowBits& bits, std::vector<std::uint16_t>& offsets) {
  offsets.clear();
  bits.for_each(
      [&](std::uint32_t offset) { offsets.push_back(static_cast<std::uint16_t>(offset)); });
}

/// The one pass that gives page, counts and facets.
class Pass {
 public:
  Pass(std::vector<Asked>& segments, const Ranking& ranking, const SearchOptions& options,
       Page& page)
      : segments_(segments), ranking_(ranking), page_(page) {
    for (const auto& name : options.facets) facets_.emplace_back(name, options.filters);
  }

  base::Status run(SearchAnswer& answer) {
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
      const Segment& segment = segments_[i].view->segment();
      ClusterCounter clusters(segment);
      for (auto& facet : facets_) facet.enter(segment);
      for (std::uint32_t begin = 0; begin < segment.documents(); begin += kWindow) {
        answer.count += window(i, begin, clusters);
      }
      for (auto& facet : facets_) facet.leave();
      answer.clusters += clusters.count();
      if (segments_[i].query.damaged()) return damaged();
    }
    for (auto& facet : facets_) answer.facets.push_back(facet.take());
    return {};
  }

 private:
  std::uint64_t window(std::uint32_t index, std::uint32_t begin, ClusterCounter& clusters) {
    auto& asked = segments_[index];
    const auto visible = asked.visible->set.window(begin);
    const bool scoring = !ranking_.weights.empty();
    if (scoring) scores_.fill(0);
    const auto base = asked.query.match(begin, visible, scoring ? &ranking_ : nullptr, scores_);
    filtered_.clear();
    WindowBits found = base;
    for (const auto& filter : asked.filters) {
      filtered_.push_back(filter.match(begin, base));
      found &= filtered_.back();
    }
    list_offsets(found, offsets_);
    for (const auto offset : offsets_) {
      clusters.add(begin + offset);
      offer(index, begin, offset, scoring);
    }
    count_facets(begin, base);
    return offsets_.size();
  }

  void offer(std::uint32_t index, std::uint32_t begin, std::uint16_t offset, bool scoring) {
    const float score = scoring ? scores_[offset] : 0;
    if (!page_.may_take(score)) return;
    const Segment& segment = segments_[index].view->segment();
    const auto document = begin + offset;
    page_.offer({score, segment.date(document), segments_[index].space, segment.id(document), index,
                 document});
  }

  void count_facets(std::uint32_t begin, const WindowBits& base) {
    for (auto& facet : facets_) {
      if (facet.without() >= filtered_.size()) {
        facet.add(begin, offsets_);
        continue;
      }
      WindowBits bits = base;
      for (std::size_t i = 0; i < filtered_.size(); ++i) {
        if (i != facet.without()) bits &= filtered_[i];
      }
      list_offsets(bits, others_);
      facet.add(begin, others_);
    }
  }

  std::vector<Asked>& segments_;
  const Ranking& ranking_;
  Page& page_;
  std::vector<FacetCounter> facets_;
  Scores scores_{};
  std::vector<WindowBits> filtered_;
  std::vector<std::uint16_t> offsets_;
  std::vector<std::uint16_t> others_;
};

base::Result<Hit> hit_of(const Candidate& one, const std::vector<Asked>& segments,
                         const Query& query) {
  const Segment& segment = segments[one.segment].view->segment();
  COMITY_TRY(auto stored, segment.stored().read(one.document));
  Hit hit;
  hit.space = one.space;
  hit.id = one.id;
  hit.group = segment.group(one.document);
  hit.score = one.score;
  hit.date = one.date;
  hit.language = segment.language(one.document);
  hit.stored = std::move(stored.stored);
  hit.text = std::move(stored.text);
  hit.highlights = highlight(query, hit.text, hit.language);
  return hit;
}

}  // namespace

base::Result<SearchAnswer> search(std::span<const SpaceView> spaces, const Query& query,
                                  const SearchOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto mark = base::sha256(question_text(query, options.filters)).hex().substr(0, 16);
  COMITY_TRY(const auto after, candidate_of(options.after, mark));
  auto segments = ask_segments(spaces, query, options.filters);
  const auto ranking = ranking_of(segments, query);
  SearchAnswer answer;
  Page page(options.limit + 1, after);
  COMITY_CHECK(Pass(segments, ranking, options, page).run(answer));
  auto best = page.take();
  if (best.size() > options.limit) {
    best.resize(options.limit);
    if (!best.empty()) answer.next = cursor_text(best.back(), mark);
  }
  for (const auto& one : best) {
    COMITY_TRY(auto hit, hit_of(one, segments, query));
    answer.hits.push_back(std::move(hit));
  }
  answer.microseconds = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - begin)
                            .count();
  return answer;
}

base::Status each_match(std::span<const SpaceView> spaces, const Query& query,
                        const std::vector<Filter>& filters,
                        const std::function<void(std::uint64_t id)>& visit) {
  auto segments = ask_segments(spaces, query, filters);
  Scores scores{};
  for (auto& asked : segments) {
    const Segment& segment = asked.view->segment();
    for (std::uint32_t begin = 0; begin < segment.documents(); begin += kWindow) {
      auto found = asked.query.match(begin, asked.visible->set.window(begin), nullptr, scores);
      for (const auto& filter : asked.filters) found = filter.match(begin, found);
      found.for_each([&](std::uint32_t offset) { visit(segment.id(begin + offset)); });
    }
    if (asked.query.damaged()) return damaged();
  }
  return {};
}

base::Result<std::vector<std::uint64_t>> matching_ids(std::span<const SpaceView> spaces,
                                                      const Query& query,
                                                      const std::vector<Filter>& filters) {
  std::vector<std::uint64_t> ids;
  COMITY_CHECK(each_match(spaces, query, filters, [&ids](std::uint64_t id) { ids.push_back(id); }));
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace comity::search
