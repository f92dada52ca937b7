// The index against a scan of all documents, with random documents and random questions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "search/test_fixture.h"

namespace comity::search {
namespace {

// No two of them share a stem in any language, so that a scan for whole words is the truth.
const std::vector<std::string> kWords = {
    "prison", "reform", "torture", "child", "rights",   "woman", "border", "school",
    "health", "water",  "enfants", "école", "justicia", "agua",  "дети",   "школа",
    "вода",   "حقوق",   "مدرسة",   "ماء",   "学校",     "儿童"};
const std::vector<model::Language> kLanguages = {
    model::Language::en, model::Language::fr, model::Language::es, model::Language::ru,
    model::Language::ar, model::Language::zh, model::Language::und};
const std::vector<std::string> kStates = {"BRA", "FRA", "IND", "ZAF"};
const Schema kSchema{{{"state", "state"}, {"by", "by"}}};

/// A document as the scan sees it.
struct Plain {
  IndexDocument document;
  std::vector<std::string> words;
  std::vector<std::string> title;
};

struct Space {
  std::unique_ptr<Index> index;
  std::vector<Plain> documents;  ///< those not taken away
  std::uint64_t head = 0;
};

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

Plain random_document(Random& random, std::uint64_t id, std::uint64_t group,
                      std::uint64_t cluster) {
  Plain plain;
  auto& document = plain.document;
  document.id = id;
  document.group = group;
  document.cluster = cluster;
  document.visibility = static_cast<std::uint8_t>(below(random, 3));
  document.language = kLanguages[below(random, kLanguages.size())];
  document.date = static_cast<std::int64_t>(below(random, 50));
  const auto length = 1 + below(random, 12);
  for (std::size_t i = 0; i < length; ++i) {
    plain.words.push_back(kWords[below(random, kWords.size())]);
    document.text += (i == 0 ? "" : " ") + plain.words.back();
  }
  for (std::size_t i = below(random, 4); i > 0; --i) {
    plain.title.push_back(kWords[below(random, kWords.size())]);
    document.title += (document.title.empty() ? "" : " ") + plain.title.back();
  }
  document.facets.push_back({"state", kStates[below(random, kStates.size())]});
  for (const auto& state : kStates) {
    if (below(random, 3) == 0) document.facets.push_back({"by", state});
  }
  document.stored = std::to_string(id);
  return plain;
}

bool has(const Plain& plain, std::string_view facet, std::string_view value) {
  return std::any_of(
      plain.document.facets.begin(), plain.document.facets.end(),
      [&](const FacetValue& one) { return one.facet == facet && one.value == value; });
}

/// A random question with the same thing said in C++.
struct Asked {
  std::string text;
  std::function<bool(const Plain&)> matches;
};

bool stands_in(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool follow(const std::vector<std::string>& words, const std::string& first,
            const std::string& second) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == first && words[i + 1] == second) return true;
  }
  return false;
}

/// The first two letters.
std::string start_of(const std::string& word) {
  std::size_t at = 0;
  static_cast<void>(base::next_code_point(word, at));
  if (at < word.size()) static_cast<void>(base::next_code_point(word, at));
  return word.substr(0, at);
}

Asked random_part(Random& random) {
  const auto word = kWords[below(random, kWords.size())];
  const auto contains = [word](const Plain& plain) {
    return stands_in(plain.words, word) || stands_in(plain.title, word);
  };
  switch (below(random, 7)) {
    case 0:
      return {word, contains};
    case 1: {
      const auto second = kWords[below(random, kWords.size())];
      return {"\"" + word + " " + second + "\"", [word, second](const Plain& plain) {
                return follow(plain.words, word, second) || follow(plain.title, word, second);
              }};
    }
    case 2: {
      const auto start = start_of(word);
      return {start + "*", [start](const Plain& plain) {
                const auto begins = [&](const auto& one) { return one.starts_with(start); };
                return std::any_of(plain.words.begin(), plain.words.end(), begins) ||
                       std::any_of(plain.title.begin(), plain.title.end(), begins);
              }};
    }
    case 3: {
      const auto state = kStates[below(random, kStates.size())];
      return {"by:" + state, [state](const Plain& plain) { return has(plain, "by", state); }};
    }
    case 4:
      return {"title:" + word, [word](const Plain& plain) { return stands_in(plain.title, word); }};
    case 5:
      return {"text:" + word, [word](const Plain& plain) { return stands_in(plain.words, word); }};
    default:
      return {"-" + word, [contains](const Plain& plain) { return !contains(plain); }};
  }
}

Asked random_question(Random& random) {
  Asked all = random_part(random);
  const auto more = below(random, 3);
  for (std::size_t i = 0; i < more; ++i) {
    auto next = random_part(random);
    const bool either = below(random, 3) == 0;
    all.text = either ? "(" + all.text + ") OR " + next.text : "(" + all.text + ") " + next.text;
    all.matches = [either, first = all.matches, second = next.matches](const Plain& plain) {
      return either ? first(plain) || second(plain) : first(plain) && second(plain);
    };
  }
  return all;
}

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
    if (below(random, 2) == 0) {
      options.filters.push_back({Filter::Kind::any_of, "state", {filtered}});
    }

    std::multiset<std::uint64_t> ids;
    std::set<std::pair<std::size_t, std::uint64_t>> clusters;
    std::map<std::string, std::uint64_t> states, by;
    for (std::size_t s = 0; s < spaces.size(); ++s) {
      for (const auto& plain : spaces[s].documents) {
        const auto& document = plain.document;
        const bool visible = document.visibility == 0 || (s == 1 && document.visibility == 2);
        if (!visible || !asked.matches(plain)) continue;
        for (const auto& facet : document.facets) {
          if (facet.facet == "state") ++states[facet.value];
        }
        if (!options.filters.empty() && !has(plain, "state", filtered)) continue;
        ids.insert(document.id);
        if (document.cluster != 0) clusters.emplace(s, document.cluster);
        for (const auto& facet : document.facets) {
          if (facet.facet == "by") ++by[facet.value];
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
    EXPECT_EQ(std::multiset<std::uint64_t>(), [&] {
      const auto all = matching_ids(views, query, options.filters);
      std::multiset<std::uint64_t> rest(all->begin(), all->end());
      for (const auto id : ids) rest.erase(id);
      return rest;
    }());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AgainstAScan, testing::Range(1, 21));

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
