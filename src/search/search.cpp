#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "base/hash.h"
#include "search/index.h"
#include "search/query/asked_segment.h"

namespace comity::search {
namespace {

using base::ErrorKind;

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

  /// The last of the page once it is full; what comes behind it need not be offered.
  [[nodiscard]] const Candidate* last() const {
    return best_.size() < limit_ || best_.empty() ? nullptr : &best_.front();
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

/// Counts the clusters that have a match, word by word of the bits.
class ClusterCounter {
 public:
  explicit ClusterCounter(const Segment& segment) : segment_(segment) {}

  /// Windows ascend.
  void add(std::uint32_t begin, const WindowBits& found) {
    for (std::size_t i = 0; i < kWindowWords && begin + i * 64 < segment_.documents(); ++i) {
      const auto word = begin / 64 + i;
      add_word(found.words[i] & segment_.cluster_members(word), segment_.cluster_starts(word));
    }
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  void add_word(std::uint64_t matches, std::uint64_t starts) {
    if (matches == 0) {
      open_ = open_ && starts == 0;
      return;
    }
    count_ += bits_in(matches & starts);
    for (auto rest = matches & ~starts; rest != 0; rest &= rest - 1) {
      const auto below = (rest & (~rest + 1)) - 1;
      const auto begun = starts & below;
      // Of the same cluster, before it: from its beginning on, if that is in this word.
      const auto same = begun == 0 ? below : below & ~(std::bit_floor(begun) - 1);
      if ((matches & same) == 0 && (begun != 0 || !open_)) ++count_;
    }
    if (starts == 0) {
      open_ = true;
    } else {
      open_ = (matches & ~(std::bit_floor(starts) - 1)) != 0;
    }
  }

  const Segment& segment_;
  bool open_ = false;  ///< the cluster at hand has a match in an earlier word
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
  [[nodiscard]] const std::string& name() const { return name_; }
  void add(const FacetColumn& facet, const ValueNumbers& numbers) {
    for (std::uint32_t value = 0; value < numbers.size(); ++value) {
      if (numbers[value] != 0) counts_[std::string(facet.value(value))] += numbers[value];
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
  std::unordered_map<std::string, std::uint64_t> counts_;
};

/// Counts facets of one segment over one set of its documents.
void count_facets(const AskedSegment& asked, const DocumentSet& found,
                  const std::vector<FacetCounter*>& facets) {
  const Segment& segment = asked.view->segment();
  const auto& visible = *asked.visible;
  // Where most are found, those that are not are fewer to count.
  const auto count = found.count();
  const bool most = count * 2 > visible.count;
  const auto expected = most ? visible.count - count : count;
  std::vector<std::pair<const FacetColumn*, FacetCount>> counting;
  for (const auto* counter : facets) {
    const auto* facet = segment.facet(counter->name());
    if (facet != nullptr) counting.emplace_back(facet, FacetCount(*facet, expected));
  }
  if (expected > 0) {
    for (std::uint32_t begin = 0; begin < segment.documents(); begin += kWindow) {
      auto bits = most ? visible.set.window(begin) : found.window(begin);
      if (most) bits -= found.window(begin);
      const auto offsets = offsets_of(bits);
      for (auto& [facet, one] : counting) one.add(begin, bits, offsets);
    }
  }
  auto counted = counting.begin();
  for (auto* counter : facets) {
    if (segment.facet(counter->name()) == nullptr) continue;
    const auto& [facet, one] = *counted++;
    auto numbers = one.take();
    if (most) {
      const auto all = visible.numbers(*facet);
      for (std::size_t value = 0; value < numbers.size(); ++value) {
        numbers[value] = (*all)[value] - numbers[value];
      }
    }
    counter->add(*facet, numbers);
  }
}

/// The one pass that gives page, counts and facets.
class Pass {
 public:
  Pass(std::vector<AskedSegment>& segments, const Query& query, const SearchOptions& options,
       Page& page)
      : segments_(segments),
        options_(options),
        ranking_(ranking_of(segments, query)),
        by_date_(query.empty() || scores_alike(*query.root())),
        page_(page) {
    for (const auto& name : options.facets) facets_.emplace_back(name, options.filters);
    for (auto& facet : facets_) {
      sets_[std::min(facet.without(), options.filters.size())].push_back(&facet);
    }
  }

  base::Status run(SearchAnswer& answer) {
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
      const Segment& segment = segments_[i].view->segment();
      ClusterCounter clusters(segment);
      found_.clear();
      found_[options_.filters.size()] = DocumentSet(segment.documents());
      for (const auto& [without, facets] : sets_) {
        found_[without] = DocumentSet(segment.documents());
      }
      for (std::uint32_t begin = 0; begin < segment.documents(); begin += kWindow) {
        answer.count += window(i, begin, clusters);
      }
      if (by_date_) offer_latest(i);
      for (const auto& [without, facets] : sets_) {
        count_facets(segments_[i], found_[without], facets);
      }
      answer.clusters += clusters.count();
      if (segments_[i].query.damaged()) return damaged_lists();
    }
    for (auto& facet : facets_) answer.facets.push_back(facet.take());
    return {};
  }

 private:
  std::uint64_t window(std::uint32_t index, std::uint32_t begin, ClusterCounter& clusters) {
    auto& asked = segments_[index];
    const auto base = asked.match_in_space(begin);
    filtered_.clear();
    WindowBits found = base;
    for (const auto& filter : asked.filters) {
      filtered_.push_back(filter.match(begin, base));
      found &= filtered_.back();
    }
    for (auto& [without, set] : found_) {
      if (without == filtered_.size()) {
        set.set_window(begin, found);
        continue;
      }
      WindowBits bits = base;
      for (std::size_t i = 0; i < filtered_.size(); ++i) {
        if (i != without) bits &= filtered_[i];
      }
      set.set_window(begin, bits);
    }
    clusters.add(begin, found);
    const auto count = found.count();
    if (count > 0 && !by_date_) offer_best(index, begin, found);
    return count;
  }

  /// Offers to the page those of a window that may reach it by their score.
  void offer_best(std::uint32_t index, std::uint32_t begin, const WindowBits& found) {
    const auto* last = page_.last();
    const auto asked = segments_[index].query.score(begin, found, ranking_,
                                                    last == nullptr ? 0 : last->score, scores_);
    asked.for_each([&](std::uint32_t offset) { offer(index, begin + offset, scores_[offset]); });
  }

  /// Offers those of a segment, which all have one score: the latest ranges first, until no date of
  /// a range reaches the page.
  void offer_latest(std::uint32_t index) {
    auto& asked = segments_[index];
    const auto& found = found_[options_.filters.size()];
    const float score = asked.query.common_score(ranking_);
    for (const auto range : asked.visible->latest_first) {
      const auto* last = page_.last();
      if (last != nullptr && asked.visible->latest[range] < last->date) return;
      for (std::uint32_t i = 0; i < kRange / 64; ++i) {
        const auto begin = (range * kRange / 64 + i) * 64;
        for (auto word = found.words()[begin / 64]; word != 0; word &= word - 1) {
          offer(index, begin + static_cast<std::uint32_t>(std::countr_zero(word)), score);
        }
      }
    }
  }

  void offer(std::uint32_t index, std::uint32_t document, float score) {
    const auto* last = page_.last();
    if (last != nullptr && score < last->score) return;
    const Segment& segment = segments_[index].view->segment();
    const auto date = segment.date(document);
    if (last != nullptr && score == last->score && date < last->date) return;
    page_.offer({score, date, segments_[index].space, segment.id(document), index, document});
  }

  std::vector<AskedSegment>& segments_;
  const SearchOptions& options_;
  const Ranking ranking_;
  const bool by_date_;  ///< all that match have the same score
  Page& page_;
  std::vector<FacetCounter> facets_;
  /// The facets that are counted over the same documents, by the filter that does not count.
  std::map<std::size_t, std::vector<FacetCounter*>> sets_;
  std::map<std::size_t, DocumentSet> found_;
  Scores scores_{};
  std::vector<WindowBits> filtered_;
};

base::Result<Hit> hit_of(const Candidate& one, const Segment& segment, StoredReader::Pages& pages,
                         const Query& query) {
  COMITY_TRY(auto stored, pages.read(one.document));
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

/// In the order of `best`; read in the order in which they are stored, so that each block is
/// unpacked once.
base::Result<std::vector<Hit>> hits_of(const std::vector<Candidate>& best,
                                       const std::vector<AskedSegment>& segments,
                                       const Query& query) {
  std::vector<std::size_t> order(best.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto place = [&](std::size_t i) { return std::pair(best[i].segment, best[i].document); };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  std::vector<Hit> hits(best.size());
  std::optional<StoredReader::Pages> pages;
  const Segment* open = nullptr;
  for (const auto i : order) {
    const Segment& segment = segments[best[i].segment].view->segment();
    if (&segment != open) pages.emplace(segment.stored());
    open = &segment;
    COMITY_TRY(hits[i], hit_of(best[i], segment, *pages, query));
  }
  return hits;
}

}  // namespace

base::Result<SearchAnswer> search(std::span<const SpaceView> spaces, const Query& query,
                                  const SearchOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto mark = base::sha256(question_text(query, options.filters)).hex().substr(0, 16);
  COMITY_TRY(const auto after, candidate_of(options.after, mark));
  auto segments = ask_segments(spaces, query, options.filters);
  SearchAnswer answer;
  Page page(options.limit + 1, after);
  COMITY_CHECK(Pass(segments, query, options, page).run(answer));
  auto best = page.take();
  if (best.size() > options.limit) {
    best.resize(options.limit);
    if (!best.empty()) answer.next = cursor_text(best.back(), mark);
  }
  COMITY_TRY(answer.hits, hits_of(best, segments, query));
  answer.microseconds = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - begin)
                            .count();
  return answer;
}

}  // namespace comity::search
