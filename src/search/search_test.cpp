// The index against a scan of all documents, with random documents and random questions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "search/segments/cross_count.h"
#include "search/test_fixture.h"
#include "search/test_oracle.h"

namespace comity::search {
namespace {

struct Space {
  std::unique_ptr<Index> index;
  std::vector<Plain> documents;  ///< those not taken away
  std::uint64_t head = 0;
};

class AgainstAScan : public testing::TestWithParam<int> {
 protected:
  void change(Random& random, Space& space) {
    Batch batch;
    batch.head = ++space.head;
    if (below(random, 3) == 0 && next_group_ > 1) {
      const auto gone = 1 + below(random, next_group_ - 1);
      batch.deleted_groups.push_back(gone);
      std::erase_if(space.documents,
                    [&](const Plain& plain) { return plain.document.group == gone; });
    }
    const auto groups = below(random, 3);
    for (std::size_t i = 0; i < groups; ++i) {
      const auto group = next_group_++;
      const auto count = 1 + below(random, 40);
      std::uint64_t cluster = 0;
      for (std::size_t k = 0; k < count; ++k) {
        if (below(random, 3) != 0) cluster = below(random, 4) == 0 ? 0 : next_id_;
        space.documents.push_back(random_document(random, next_id_++, group, cluster));
        batch.added.push_back(space.documents.back().document);
      }
    }
    ASSERT_TRUE(space.index->apply(batch));
    if (below(random, 5) == 0) {
      ASSERT_TRUE(space.index->merge());
    }
  }

  std::uint64_t next_group_ = 1;
  std::uint64_t next_id_ = 1;
};

TEST_P(AgainstAScan, CountsFacetsClustersAndPagesAgree) {
  Random random(static_cast<unsigned>(GetParam()));
  TestFolder folder;
  std::vector<Space> spaces(2);
  for (std::size_t i = 0; i < spaces.size(); ++i) {
    auto index = Index::open(folder.path() / std::to_string(i), base::posix_file_system(),
                             {Access::read_write, Merging::on_request});
    ASSERT_TRUE(index);
    spaces[i].index = *std::move(index);
  }
  for (int round = 0; round < 25; ++round) {
    for (auto& space : spaces) change(random, space);
    const std::vector<SpaceView> views{{spaces[0].index->snapshot(), {0}},
                                       {spaces[1].index->snapshot(), {0, 2}}};
    const auto asked = random_question(random);
    const auto parsed = parse_query(asked.text, kSchema);
    ASSERT_TRUE(std::holds_alternative<Query>(parsed)) << asked.text;
    const auto& query = std::get<Query>(parsed);
    SearchOptions options;
    options.limit = 7;
    options.facets = {"state", "by"};
    const auto filtered = kStates[below(random, kStates.size())];
    const bool narrowed = below(random, 2) == 0;
    if (narrowed) {
      options.filters.push_back({Filter::Kind::any_of, "state", {filtered}});
    }
    const auto since = 1998 + static_cast<int>(below(random, 20));
    const bool recent = below(random, 3) == 0;
    if (recent) {
      options.filters.push_back({Filter::Kind::any_of, "year", {std::to_string(since) + ".."}});
    }

    std::multiset<std::uint64_t> ids;
    std::set<std::pair<std::size_t, std::uint64_t>> clusters;
    std::map<std::string, std::uint64_t> states, by;
    std::map<std::pair<std::string, std::string>, std::uint64_t> both;
    for (std::size_t s = 0; s < spaces.size(); ++s) {
      for (const auto& plain : spaces[s].documents) {
        const auto& document = plain.document;
        const bool visible = document.visibility == 0 || (s == 1 && document.visibility == 2);
        if (!visible || !asked.matches(plain)) continue;
        if (recent && !in_years(plain, since, 9999)) continue;
        for (const auto& facet : document.facets) {
          if (facet.facet == "state") ++states[facet.value];
        }
        if (narrowed && !has(plain, "state", filtered)) continue;
        ids.insert(document.id);
        if (document.cluster != 0) clusters.emplace(s, document.cluster);
        for (const auto& facet : document.facets) {
          if (facet.facet != "by") continue;
          ++by[facet.value];
          ++both[{document.facets.front().value, facet.value}];
        }
      }
    }

    std::multiset<std::uint64_t> paged;
    std::vector<Hit> in_order;
    SearchAnswer first;
    for (int page = 0;; ++page) {
      auto answer = comity::search::search(views, query, options);
      ASSERT_TRUE(answer) << answer.error().message;
      if (page == 0) first = *answer;
      for (auto& hit : answer->hits) {
        paged.insert(hit.id);
        EXPECT_EQ(hit.stored, std::to_string(hit.id));
        in_order.push_back(std::move(hit));
      }
      options.after = answer->next;
      if (options.after.empty()) break;
      ASSERT_LT(page, 1000);
    }
    EXPECT_EQ(first.count, ids.size()) << asked.text;
    EXPECT_EQ(first.clusters, clusters.size()) << asked.text;
    EXPECT_EQ(paged, ids) << asked.text;
    for (std::size_t i = 1; i < in_order.size(); ++i) {
      EXPECT_GE(in_order[i - 1].score, in_order[i].score);
      if (in_order[i - 1].score == in_order[i].score) {
        EXPECT_GE(in_order[i - 1].date, in_order[i].date);
      }
    }
    ASSERT_EQ(first.facets.size(), 2U);
    std::map<std::string, std::uint64_t> counted_states, counted_by;
    for (const auto& one : first.facets[0].values) counted_states[one.value] = one.count;
    for (const auto& one : first.facets[1].values) counted_by[one.value] = one.count;
    EXPECT_EQ(counted_states, states) << asked.text;
    EXPECT_EQ(counted_by, by) << asked.text;
    const auto crossed = cross_count(views, query, options.filters, "state", "by");
    ASSERT_TRUE(crossed) << crossed.error().message;
    std::map<std::pair<std::string, std::string>, std::uint64_t> cells;
    for (const auto& cell : crossed->cells) cells[{cell.row, cell.column}] = cell.count;
    counted_by.clear();
    for (const auto& one : crossed->columns) counted_by[one.value] = one.count;
    EXPECT_EQ(crossed->count, ids.size()) << asked.text;
    EXPECT_EQ(cells, both) << asked.text;
    EXPECT_EQ(counted_by, by) << asked.text;
    EXPECT_EQ(std::multiset<std::uint64_t>(), [&] {
      const auto all = matching_ids(views, query, options.filters);
      std::multiset<std::uint64_t> rest(all->begin(), all->end());
      for (const auto id : ids) rest.erase(id);
      return rest;
    }());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AgainstAScan, testing::Range(1, 21));

std::vector<std::uint64_t> ids_of(const std::vector<Hit>& hits) {
  std::vector<std::uint64_t> ids;
  for (const auto& hit : hits) ids.push_back(hit.id);
  return ids;
}

/// Many words of few kinds, so that lists have full blocks and windows are several.
IndexDocument long_document(Random& random, std::uint64_t id) {
  IndexDocument document;
  document.id = id;
  document.group = id / 10 + 1;
  document.cluster = id / 3 + 1;
  document.language = model::Language::en;
  document.date = static_cast<std::int64_t>(below(random, 900));
  for (auto length = 3 + below(random, 40); length > 0; --length) {
    document.text += kWords[std::min(below(random, 10), below(random, 10))] + " ";
  }
  if (below(random, 4) == 0) document.title = kWords[below(random, 10)];
  document.facets = {{"state", kStates[below(random, kStates.size())]}};
  if (below(random, 3) == 0) document.facets.push_back({"by", std::to_string(below(random, 30))});
  if (below(random, 9) == 0) document.facets.push_back({"by", std::to_string(below(random, 30))});
  return document;
}

/// The hits of all pages of a question.
std::vector<Hit> paged(std::span<const SpaceView> views, const Query& query, std::size_t pages) {
  SearchOptions options;
  options.limit = 20;
  std::vector<Hit> hits;
  for (std::size_t page = 0; page < pages; ++page) {
    auto answer = comity::search::search(views, query, options);
    EXPECT_TRUE(answer);
    if (!answer) break;
    std::move(answer->hits.begin(), answer->hits.end(), std::back_inserter(hits));
    options.after = answer->next;
    if (options.after.empty()) break;
  }
  return hits;
}

// What is passed over because it cannot reach the page is never what belongs on it: the first pages
// are the beginning of one page that holds all.
TEST(BestFirst, PagesAreTheBeginningOfTheWholeOrder) {
  const TestFolder folder;
  const auto index = *Index::open(folder.path(), base::posix_file_system(),
                                  {Access::read_write, Merging::on_request});
  Random random(3);
  constexpr std::uint64_t kDocuments = 17'000;  // more than a window
  for (std::uint64_t head = 1; head <= 2; ++head) {
    Batch batch;
    batch.head = head;
    for (std::uint64_t i = 0; i < kDocuments / 2; ++i) {
      batch.added.push_back(long_document(random, head * kDocuments + i));
    }
    if (head == 2) batch.deleted_groups = {kDocuments / 10 + 3, kDocuments / 10 + 900};
    ASSERT_TRUE(index->apply(batch));
  }
  ASSERT_TRUE(index->merge());
  const std::vector<SpaceView> views{{index->snapshot(), {0}}};
  for (const auto* question :
       {"prison", "woman", "water", "prison woman", "reform water", "prison OR water",
        "(prison reform) OR (border -child)", "\"prison reform\"", "\"reform prison reform\" woman",
        "pr*", "pr* wa*", "pr* OR water", "title:water", "title:water prison", "-prison",
        "state:BRA prison", "", "by:7 -state:BRA"}) {
    const auto query = std::get<Query>(parse_query(question, kSchema));
    SearchOptions all;
    all.limit = kDocuments;
    const auto whole = comity::search::search(views, query, all);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->hits.size(), whole->count) << question;
    std::set<std::uint64_t> clusters;
    for (const auto& hit : whole->hits) clusters.insert(hit.id / 3);
    EXPECT_EQ(whole->clusters, clusters.size()) << question;
    auto wanted = ids_of(whole->hits);
    const auto got = ids_of(paged(views, query, 5));
    wanted.resize(std::min(wanted.size(), got.size()));
    EXPECT_EQ(got, wanted) << question;
    EXPECT_EQ(got.size(), std::min<std::size_t>(100, whole->count)) << question;
  }
}

// Two stores that differ in a hidden document answer alike, to the last digit of a score.
TEST(Visibility, AHiddenDocumentChangesNothing) {
  TestFolder folder;
  const auto open = [&](const std::string& name) {
    return *Index::open(folder.path() / name, base::posix_file_system(),
                        {Access::read_write, Merging::on_request});
  };
  Random random(5);
  Batch batch;
  batch.head = 1;
  for (std::uint64_t id = 1; id <= 60; ++id) {
    auto plain = random_document(random, id, id, 0);
    plain.document.visibility = 0;
    batch.added.push_back(std::move(plain.document));
  }
  const auto without = open("without");
  ASSERT_TRUE(without->apply(batch));
  auto hidden = random_document(random, 61, 61, 0).document;
  hidden.visibility = 1;
  hidden.text = "prison prison prison water";
  hidden.facets = {{"state", "SECRET"}};
  batch.added.push_back(hidden);
  const auto with = open("with");
  ASSERT_TRUE(with->apply(batch));
  SearchOptions options;
  options.facets = {"state", "by"};
  for (const auto* question : {"prison", "prison water", "pri*", "\"prison water\"", ""}) {
    const auto query = std::get<Query>(parse_query(question, kSchema));
    const std::vector<SpaceView> a{{without->snapshot(), {0}}};
    const std::vector<SpaceView> b{{with->snapshot(), {0}}};
    const auto first = comity::search::search(a, query, options);
    const auto second = comity::search::search(b, query, options);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->count, second->count);
    ASSERT_EQ(first->hits.size(), second->hits.size());
    for (std::size_t i = 0; i < first->hits.size(); ++i) {
      EXPECT_EQ(first->hits[i].id, second->hits[i].id);
      EXPECT_EQ(first->hits[i].score, second->hits[i].score);
    }
    for (const auto& value : second->facets[0].values) EXPECT_NE(value.value, "SECRET");
  }
}

TEST(Cursor, OfAnotherQuestionIsRefused) {
  TestFolder folder;
  const auto index = *Index::open(folder.path(), base::posix_file_system());
  Random random(1);
  Batch batch;
  batch.head = 1;
  for (std::uint64_t id = 1; id <= 30; ++id) {
    auto document = random_document(random, id, id, 0).document;
    document.visibility = 0;
    batch.added.push_back(std::move(document));
  }
  ASSERT_TRUE(index->apply(batch));
  const std::vector<SpaceView> views{{index->snapshot(), {0}}};
  SearchOptions options;
  options.limit = 2;
  const auto everything = comity::search::search(views, {}, options);
  ASSERT_TRUE(everything);
  options.after = everything->next;
  const auto other =
      comity::search::search(views, std::get<Query>(parse_query("prison", {})), options);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, base::ErrorKind::invalid_input);
  options.after = "nonsense";
  EXPECT_FALSE(comity::search::search(views, {}, options));
}

}  // namespace
}  // namespace comity::search
