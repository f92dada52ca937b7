#include "service/coding/counting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace comity::service::coding {
namespace {

using testing::ElementsAre;

enum class Who : std::uint8_t { named, hidden };

std::vector<SourceOf> bodies(int count, const std::string& kind, Who who = Who::named) {
  static int next = 0;
  std::vector<SourceOf> all;
  for (int i = 0; i < count; ++i) {
    all.push_back({"R" + std::to_string(++next), kind, who == Who::named});
  }
  return all;
}

std::vector<SourceOf> operator+(std::vector<SourceOf> a, const std::vector<SourceOf>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string told(const std::vector<SourceOf>& sources, const std::vector<SourceOf>& others = {},
                 Manner manner = Manner::words, model::Language language = model::Language::en) {
  return counted_sources(CountTable::own(), ReportWords::in(language), sources,
                         answered_by(sources + others), manner);
}

TEST(CountedSources, FollowTheTable) {
  const auto others = bodies(40, "State");
  EXPECT_EQ(told(bodies(1, "State"), others), "One State");
  EXPECT_EQ(told(bodies(2, "State"), others), "Two States");
  EXPECT_EQ(told(bodies(5, "State"), others), "Some States");
  EXPECT_EQ(told(bodies(6, "State"), others), "Several States");
  EXPECT_EQ(told(bodies(11, "State"), others), "Many States");
  EXPECT_EQ(told(bodies(41, "State"), others), "Most States");
  EXPECT_EQ(told(bodies(40, "State"), others), "Many States") << "half is not most";
  EXPECT_EQ(told(bodies(3, "State")), "All States");
  EXPECT_EQ(told(bodies(2, "State")), "Two States") << "all of two is two";
  EXPECT_EQ(told({}), "");
}

TEST(CountedSources, TellKindsApartAndARepeatedReplyOnce) {
  auto sources = bodies(2, "State") + bodies(1, "NGO") + bodies(1, "agency");
  sources.push_back(sources.front());
  EXPECT_EQ(told(sources, bodies(9, "State")),
            "Two States, one intergovernmental organization and one non-governmental organization");
  EXPECT_EQ(told(sources, {}, Manner::figures),
            "States: 2, intergovernmental organizations: 1, non-governmental organizations: 1");
}

TEST(CountedSources, GiveNoFigureOfFewWhoAreNotNamedAndNoKind) {
  const auto others = bodies(40, "NGO") + bodies(40, "NGO", Who::hidden);
  EXPECT_EQ(told(bodies(4, "NGO", Who::hidden), others), "Contributors who are not named");
  EXPECT_EQ(told(bodies(7, "NGO") + bodies(4, "NGO", Who::hidden), others, Manner::figures),
            "Non-governmental organizations: 7, contributors who are not named");
  EXPECT_EQ(told(bodies(3, "NGO", Who::hidden) + bodies(2, "State", Who::hidden), others,
                 Manner::figures),
            "Contributors who are not named: 5");
  EXPECT_EQ(told(bodies(6, "NGO", Who::hidden), others), "Several contributors who are not named");
}

TEST(CountedSources, AreToldInEveryLanguage) {
  const auto in = [](model::Language language) {
    return told(bodies(6, "State") + bodies(1, "NGO"), bodies(40, "State") + bodies(9, "NGO"),
                Manner::words, language);
  };
  EXPECT_EQ(in(model::Language::fr), "Plusieurs États et une organisation non gouvernementale");
  EXPECT_EQ(in(model::Language::es), "Varios Estados y una organización no gubernamental");
  EXPECT_EQ(in(model::Language::ru), "Несколько государств и одна неправительственная организация");
  EXPECT_EQ(in(model::Language::ar), "عدة دول ومنظمة غير حكومية واحدة");
  EXPECT_EQ(in(model::Language::zh), "若干国家和一个非政府组织");
}

/// Which names the text of an id takes.
std::string names_taken(const ReportWords& words, const std::string& id) {
  std::string taken;
  for (const char* name :
       {"title",   "count",  "of",   "kind",   "confidential", "anonymous", "words",
        "range",   "least",  "most", "table",  "coded",        "used",      "aside",
        "part",    "unused", "body", "places", "place",        "number",    "codes",
        "passage", "reason", "time", "zone",   "question",     "ways"}) {
    if (words.text(id, {{name, "#"}}).find('#') != std::string::npos) {
      taken += std::string(name) + " ";
    }
  }
  return taken;
}

TEST(ReportWords, AreThereInEveryLanguageWithTheSameNames) {
  const auto& english = ReportWords::in(model::Language::en);
  for (const auto language : ReportWords::languages()) {
    const auto& words = ReportWords::in(language);
    SCOPED_TRACE(std::string(model::code_of(language)));
    EXPECT_EQ(words.language(), language);
    for (const auto& id : english.ids()) {
      EXPECT_FALSE(words.text(id).empty() && names_taken(words, id).empty()) << id;
      EXPECT_EQ(names_taken(words, id), names_taken(english, id)) << id;
    }
    for (const auto& quantity : CountTable::own().quantities()) {
      EXPECT_TRUE(words.has("quantity." + quantity.words)) << quantity.words;
      EXPECT_TRUE(words.has(quantity.words + ".unnamed")) << quantity.words;
      for (const auto kind : kKindsCounted) {
        EXPECT_TRUE(words.has(quantity.words + "." + std::string(kind))) << quantity.words;
      }
    }
  }
  EXPECT_EQ(ReportWords::in(model::Language::und).language(), model::Language::en);
  EXPECT_EQ(english.text("no such id"), "no such id");
  EXPECT_EQ(english.text("report.brings", {{"title", "{count}"}}),
            "This report brings together the replies to the call for input “{count}”.");
  EXPECT_EQ(ReportWords::in(model::Language::ar).place("question 2", 3), "السؤال 2، الفقرة 3");
  EXPECT_EQ(english.part("unheard"), "unheard");
}

TEST(CountTable, IsReadOrRefused) {
  EXPECT_FALSE(CountTable::from_csv(""));
  EXPECT_FALSE(CountTable::from_csv("words,least\r\none,1\r\n"));
  EXPECT_FALSE(CountTable::from_csv("words,least,most,share,source\r\none,x,,,\r\n"));
  EXPECT_EQ(told(bodies(2, "unheard of")), "Two other contributors");
}

std::vector<std::int64_t> figures(std::vector<std::int64_t> all) { return all; }

TEST(ShownFigures, HideSmallGroupsAndWhatWouldTellThem) {
  EXPECT_THAT(shown_figures(figures({7, 0, 12})).groups,
              ElementsAre(std::nullopt, std::nullopt, 12));
  EXPECT_THAT(shown_figures(figures({7, 3, 12})).groups,
              ElementsAre(std::nullopt, std::nullopt, 12));
  EXPECT_THAT(shown_figures(figures({1, 2, 12})).groups,
              ElementsAre(std::nullopt, std::nullopt, std::nullopt));
  EXPECT_THAT(shown_figures(figures({3, 0})).groups, ElementsAre(std::nullopt, std::nullopt));
  EXPECT_THAT(shown_figures(figures({0, 0})).groups, ElementsAre(std::nullopt, std::nullopt))
      << "as when one was there";
  EXPECT_THAT(shown_figures(figures({7, 12})).groups, ElementsAre(7, 12));
}

// Whoever knows the sum and a figure that is shown knows no hidden group: there are others, and
// together they are not few.
TEST(ShownFigures, LeaveEveryHiddenFigureInDoubt) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::int64_t> all(1 + random() % 5);
    for (auto& figure : all) figure = static_cast<std::int64_t>(random() % 12);
    const auto shown = shown_figures(all);
    std::int64_t hidden = 0;
    std::int64_t groups = 0;
    bool told = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (shown.groups[i]) {
        EXPECT_EQ(*shown.groups[i], all[i]);
        EXPECT_GE(all[i], kSmallestGroup);
        told = true;
        continue;
      }
      hidden += all[i];
      ++groups;
    }
    if (groups > 0 && told) {
      EXPECT_GE(groups, 2);
      EXPECT_GE(hidden, kSmallestGroup);
    }
  }
}

}  // namespace
}  // namespace comity::service::coding
