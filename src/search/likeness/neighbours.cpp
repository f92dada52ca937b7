#include "search/likeness/neighbours.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "search/query/asked_segment.h"

namespace comity::search {
namespace {

/// More different words of a long text are not asked.
constexpr std::size_t kMostWords = 64;

bool is_function_word(const std::string& form) {
  constexpr std::array kLanguages = {model::Language::en, model::Language::fr, model::Language::es,
                                     model::Language::ru, model::Language::ar};
  return std::any_of(kLanguages.begin(), kLanguages.end(),
                     [&](model::Language language) { return is_stop_word(language, form); });
}

/// Any of the words that say something; of a text of function words alone, any of those.
Query query_of(std::string_view text) {
  QueryNode root;
  root.kind = QueryNode::Kind::disjunction;
  for (const bool all : {false, true}) {
    std::set<std::string> known;
    for (auto& term : terms_of(text)) {
      if (root.children.size() == kMostWords) break;
      if ((!all && is_function_word(term.form)) || !known.insert(term.form).second) continue;
      QueryNode word;
      word.fields = {false, true, false};
      term.offset = 0;
      word.terms.push_back(std::move(term));
      root.children.push_back(std::move(word));
    }
    if (!root.children.empty()) break;
  }
  if (root.children.empty()) return {};
  return Query(std::make_shared<const QueryNode>(std::move(root)));
}

struct Place {
  std::uint32_t segment = 0;
  std::uint32_t document = 0;
  auto operator<=>(const Place&) const = default;
};

/// Those of the window that may be found at all.
WindowBits allowed(const AskedSegment& asked, std::uint32_t begin) {
  auto bits = asked.visible->set.window(begin);
  for (const auto& filter : asked.filters) bits = filter.match(begin, bits);
  return bits;
}

/// The best so many by score.
class Best {
 public:
  explicit Best(std::size_t most) : most_(most) {}

  [[nodiscard]] float least() const { return kept_.size() < most_ ? 0 : kept_.begin()->first; }
  void offer(float score, Place place) {
    if (kept_.size() == most_ && score <= kept_.begin()->first) {
      cut_ = true;
      return;
    }
    kept_.emplace(score, place);
    if (kept_.size() <= most_) return;
    kept_.erase(kept_.begin());
    cut_ = true;
  }
  [[nodiscard]] bool cut() const { return cut_; }
  [[nodiscard]] const std::multimap<float, Place>& kept() const { return kept_; }

 private:
  std::size_t most_;
  std::multimap<float, Place> kept_;  ///< by score, the least first
  bool cut_ = false;
};

/// Only windows with a document that passes the filters are looked at, so that a question about one
/// State costs what the State has.
base::Status by_words(std::vector<AskedSegment>& segments, const Query& query, Best& best) {
  const auto ranking = ranking_of(segments, query);
  Scores scores{};
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    auto& asked = segments[i];
    const auto documents = asked.view->segment().documents();
    for (std::uint32_t begin = 0; begin < documents; begin += kWindow) {
      const auto within = allowed(asked, begin);
      if (within.none()) continue;
      const auto found = asked.query.match(begin, within);
      if (found.none()) continue;
      const auto scored = asked.query.score(begin, found, ranking, best.least(), scores);
      scored.for_each(
          [&](std::uint32_t offset) { best.offer(scores[offset], {i, begin + offset}); });
    }
    if (asked.query.damaged()) return damaged_lists();
  }
  return {};
}

/// The near-duplicates, up to so many; whether there were more.
base::Result<bool> add_near(const std::vector<AskedSegment>& segments, const NearKeys& keys,
                            std::size_t most, std::set<Place>& places) {
  std::size_t added = 0;
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    const auto& asked = segments[i];
    COMITY_TRY(const auto held, asked.view->segment().near_table());
    WindowBits window;
    std::uint32_t begin = ~std::uint32_t{0};
    for (const auto document : held->table.candidates(keys)) {
      if (document / kWindow * kWindow != begin) {
        begin = document / kWindow * kWindow;
        window = allowed(asked, begin);
      }
      if (!window.test(document - begin)) continue;
      if (added == most) return true;
      places.insert({i, document});
      ++added;
    }
  }
  return false;
}

base::Result<Hit> hit_of(const AskedSegment& asked, std::uint32_t document,
                         StoredReader::Pages& pages) {
  const Segment& segment = asked.view->segment();
  COMITY_TRY(auto stored, pages.read(document));
  Hit hit;
  hit.space = asked.space;
  hit.id = segment.id(document);
  hit.group = segment.group(document);
  hit.date = segment.date(document);
  hit.language = segment.language(document);
  hit.stored = std::move(stored.stored);
  hit.text = std::move(stored.text);
  return hit;
}

}  // namespace

base::Result<Neighbours> neighbours(std::span<const SpaceView> spaces, std::string_view text,
                                    const NeighbourOptions& options) {
  Neighbours out;
  const auto query = query_of(std::string(text) + " " + options.more_words);
  if (query.empty()) return out;
  auto segments = ask_segments(spaces, query, options.filters);
  Best best(options.by_words);
  if (options.by_words > 0) COMITY_CHECK(by_words(segments, query, best));
  std::set<Place> places;
  std::map<Place, double> scores;
  for (const auto& [score, place] : best.kept()) {
    places.insert(place);
    scores[place] = score;
  }
  bool more_near = false;
  if (const auto keys = near_keys(shingles_of(text))) {
    COMITY_TRY(more_near, add_near(segments, *keys, options.near, places));
  }
  out.complete = !best.cut() && !more_near;
  std::optional<StoredReader::Pages> pages;
  std::uint32_t open = ~std::uint32_t{0};
  for (const auto& place : places) {
    const auto& asked = segments[place.segment];
    if (place.segment != open) pages.emplace(asked.view->segment().stored());
    open = place.segment;
    COMITY_TRY(auto hit, hit_of(asked, place.document, *pages));
    if (const auto scored = scores.find(place); scored != scores.end()) hit.score = scored->second;
    out.hits.push_back(std::move(hit));
  }
  return out;
}

}  // namespace comity::search
