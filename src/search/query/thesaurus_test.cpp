#include "search/query/thesaurus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "search/test_fixture.h"

namespace comity::search {
namespace {

using model::Language;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<AlsoCalled> also_called(std::string_view question) {
  Schema schema{{{"state", "state"}}, &Thesaurus::builtin()};
  const auto parsed = parse_query(question, schema);
  EXPECT_TRUE(std::holds_alternative<Query>(parsed)) << question;
  return std::holds_alternative<Query>(parsed) ? std::get<Query>(parsed).also()
                                               : std::vector<AlsoCalled>();
}

std::vector<std::string> names_in(Language language, std::string_view question) {
  std::vector<std::string> names;
  for (const auto& also : also_called(question)) {
    for (const auto& name : also.names) {
      if (name.language == language) names.push_back(name.text);
    }
  }
  return names;
}

class ThesaurusTest : public testing::Test {
 protected:
  ThesaurusTest() {
    const std::pair<Language, const char*> texts[] = {
        {Language::en, "Protect the lands of indigenous peoples"},
        {Language::fr, "Protéger les terres des peuples autochtones"},
        {Language::es, "Proteger las tierras de los pueblos indígenas"},
        {Language::ru, "Защищать земли коренных народов"},
        {Language::ar, "حماية أراضي الشعوب الأصلية"},
        {Language::zh, "保护土著人民的土地"},
        {Language::en, "An indigenous plant of other peoples' gardens"},
        {Language::en, "Abolish prison sentences"}};
    Batch batch;
    batch.head = 1;
    for (const auto& [language, text] : texts) {
      IndexDocument document;
      document.id = batch.added.size() + 1;
      document.group = 1;
      document.language = language;
      document.text = text;
      batch.added.push_back(std::move(document));
    }
    auto opened = Index::open(folder_.path(), base::posix_file_system(),
                              {Access::read_write, Merging::on_request});
    EXPECT_TRUE(opened);
    index_ = *std::move(opened);
    EXPECT_TRUE(index_->apply(batch));
  }

  [[nodiscard]] std::vector<std::uint64_t> ids(std::string_view question) const {
    const std::vector<SpaceView> views{{index_->snapshot(), {0}}};
    return found_ids(views, question, {{}, &Thesaurus::builtin()});
  }

  /// The text of what comes first.
  [[nodiscard]] std::string first(std::string_view question) const {
    const std::vector<SpaceView> views{{index_->snapshot(), {0}}};
    const Schema schema{{}, &Thesaurus::builtin()};
    const auto answer =
        comity::search::search(views, std::get<Query>(parse_query(question, schema)), {});
    return answer && !answer->hits.empty() ? answer->hits.front().text : std::string();
  }

  TestFolder folder_;
  std::unique_ptr<Index> index_;
};

TEST_F(ThesaurusTest, TheWordsThatWereTypedComeFirst) {
  EXPECT_THAT(first("indigenous peoples"), testing::StartsWith("Protect the lands"));
  EXPECT_THAT(first("peuples autochtones"), testing::StartsWith("Protéger"));
  EXPECT_THAT(first("pueblos indígenas"), testing::StartsWith("Proteger"));
  EXPECT_THAT(first("коренные народы"), testing::StartsWith("Защищать"));
  EXPECT_THAT(first("الشعوب الأصلية"), testing::StartsWith("حماية"));
}

TEST_F(ThesaurusTest, ANameFindsTextsInSixLanguages) {
  for (const auto* question : {"peuples autochtones", "pueblos indigenas", "PUEBLOS INDÍGENAS",
                               "коренные народы", "الشعوب الأصلية", "土著人民"}) {
    EXPECT_THAT(ids(question), testing::IsSupersetOf({1, 2, 3, 4, 5, 6})) << question;
    EXPECT_THAT(ids(question), testing::Not(Contains(8))) << question;
  }
}

TEST_F(ThesaurusTest, BesideOtherWordsAllAreNeeded) {
  EXPECT_THAT(ids("terres peuples autochtones"), UnorderedElementsAre(1, 2, 3, 4, 5, 6));
  // "proteger" is the same word to who leaves accents out.
  EXPECT_THAT(ids("peuples autochtones protéger"), UnorderedElementsAre(2, 3));
}

TEST_F(ThesaurusTest, QuotationMarksSignsAndFieldsKeepTheirWords) {
  EXPECT_THAT(ids("\"peuples autochtones\""), ElementsAre(2));
  EXPECT_THAT(ids("text:prison"), ElementsAre(8));
  EXPECT_THAT(also_called("\"peuples autochtones\" -torture title:prison tortur*"), IsEmpty());
}

TEST(Thesaurus, TheLongestNameWins) {
  EXPECT_THAT(names_in(Language::fr, "convention on the rights of the child"),
              ElementsAre("Convention relative aux droits de l'enfant"));
  EXPECT_THAT(names_in(Language::en, "droits de l’enfant"), ElementsAre("rights of the child"));
  EXPECT_THAT(names_in(Language::en, "Übereinkommen"), IsEmpty());
}

TEST(Thesaurus, NoNameIsOneHanCharacter) {
  // Alone it is found within other words: 水 in 水平, level.
  EXPECT_THAT(names_in(Language::zh, "water"), ElementsAre("用水", "饮水", "水资源", "供水"));
}

TEST(Thesaurus, SaysWhatOfTheQuestionWasMeant) {
  const auto also = also_called("rivières (torture OR eau potable) state:BRA");
  ASSERT_EQ(also.size(), 2U);
  EXPECT_EQ(also[0].position, 10U);
  EXPECT_EQ(also[0].length, 7U);
  EXPECT_EQ(also[1].position, 21U);
  EXPECT_EQ(also[1].length, 11U);
  EXPECT_THAT(also[1].names, Contains(Name{Language::zh, "饮用水"}));
}

TEST(Thesaurus, AQuestionOfManyNamesHasSomeOfThem) {
  std::string question;
  for (int i = 0; i < 200; ++i) question += "torture ";
  EXPECT_EQ(also_called(question).size(), 8U);
}

TEST(Thesaurus, EveryNameLeadsToTheOthersOfItsThing) {
  const auto made = Thesaurus::parse("en,fr\nwell|water hole,puits\nroad,route|voie\n");
  ASSERT_TRUE(made);
  const Schema schema{{}, &*made};
  const auto names = [&](std::string_view question) {
    std::vector<std::string> out;
    const auto query = std::get<Query>(parse_query(question, schema));
    for (const auto& also : query.also()) {
      for (const auto& name : also.names) out.push_back(name.text);
    }
    return out;
  };
  EXPECT_THAT(names("puits"), ElementsAre("well", "water hole"));
  EXPECT_THAT(names("wells"), ElementsAre("water hole", "puits"));
  EXPECT_THAT(names("water hole"), ElementsAre("well", "puits"));
  EXPECT_THAT(names("water"), IsEmpty());
  EXPECT_THAT(names("voie puits"), ElementsAre("road", "route", "well", "water hole"));
}

/// Many texts of a few words; "puits" and "water hole" are rare among them, "well" is not.
std::unique_ptr<Index> index_of_wells(const TestFolder& folder) {
  const std::vector<std::string> words = {"well", "road", "lamp", "rope", "bucket"};
  std::mt19937 random(7);
  Batch batch;
  batch.head = 1;
  for (std::uint64_t id = 1; id <= 9000; ++id) {
    IndexDocument document;
    document.id = id;
    document.group = 1;
    document.language = model::Language::en;
    for (auto count = 1 + random() % 9; count > 0; --count) {
      document.text += words[random() % words.size()] + " ";
    }
    if (random() % 50 == 0) document.text += "puits";
    if (random() % 70 == 0) document.text += " water hole";
    batch.added.push_back(std::move(document));
  }
  auto opened = Index::open(folder.path(), base::posix_file_system(),
                            {Access::read_write, Merging::on_request});
  EXPECT_TRUE(opened);
  EXPECT_TRUE((*opened)->apply(batch));
  return *std::move(opened);
}

TEST(Thesaurus, ARareNameIsWorthLessThanTheCommonOneThatWasTyped) {
  const auto made = Thesaurus::parse("en,fr\nwell|water hole,puits\n");
  ASSERT_TRUE(made);
  const TestFolder folder;
  const auto index = index_of_wells(folder);
  const std::vector<SpaceView> views{{index->snapshot(), {0}}};
  const auto asked = [&](std::string_view question, std::size_t limit) {
    const Schema schema{{}, &*made};
    SearchOptions options;
    options.limit = limit;
    auto answer =
        comity::search::search(views, std::get<Query>(parse_query(question, schema)), options);
    EXPECT_TRUE(answer);
    return answer.value_or(SearchAnswer());
  };
  const auto all = asked("well", 9000);
  EXPECT_EQ(all.count, all.hits.size());
  double typed = 0;
  double others = 0;
  for (const auto& hit : all.hits) {
    const bool well = hit.text.find("well") != std::string::npos;
    const bool other =
        hit.text.find("puits") != std::string::npos || hit.text.find("hole") != std::string::npos;
    if (well && !other) typed = std::max(typed, hit.score);
    if (!well) others = std::max(others, hit.score);
  }
  EXPECT_GT(others, 0);
  EXPECT_LT(others, typed);
  // What cannot reach a page is not scored; the page is that of scoring everything.
  for (const std::size_t limit : {1U, 5U, 50U}) {
    const auto page = asked("well", limit);
    EXPECT_EQ(page.count, all.count);
    ASSERT_EQ(page.hits.size(), limit);
    for (std::size_t i = 0; i < limit; ++i) EXPECT_EQ(page.hits[i].id, all.hits[i].id) << i;
  }
}

/// Two lands of which one's name contains the other's, and two that a stemmer makes one.
Thesaurus with_lands() {
  using enum ProperName::Use;
  const auto made = Thesaurus::parse("en,fr\nwell,puits\n");
  EXPECT_TRUE(made);
  return made->with(ProperNames(
      {{{{Language::en, "Guinea"}, told},
        {{Language::fr, "Guinée"}, told},
        {{Language::zh, "几内亚"}, told}},
       {{{Language::en, "Equatorial Guinea"}, told}, {{Language::fr, "Guinée équatoriale"}, told}},
       {{{Language::en, "Niger"}, told}, {{Language::ru, "Нигер"}, told}},
       {{{Language::en, "Nigeria"}, told}, {{Language::ru, "Нигерия"}, told}},
       {{{Language::en, "Syrian Arab Republic"}, told},
        {{Language::en, "Syria"}, sought},
        {{Language::en, "SAR"}, typed},
        {{Language::ru, "Сирия"}, sought},
        {{Language::ru, "Сирии"}, typed}},
       {{{Language::en, "Hongkong"}, told},
        {{Language::en, "SAR"}, typed},
        {{Language::en, "US"}, typed}}}));
}

std::vector<std::string> told_of(std::string_view question) {
  static const auto lands = with_lands();
  const Schema schema{{}, &lands};
  std::vector<std::string> out;
  const auto query = std::get<Query>(parse_query(question, schema));
  for (const auto& also : query.also()) {
    for (const auto& name : also.names) out.push_back(name.text);
  }
  return out;
}

TEST(ProperNames, TheLongestWinsAndDifferentThingsAreNotMixed) {
  EXPECT_THAT(told_of("equatorial guinea"), ElementsAre("Guinée équatoriale"));
  EXPECT_THAT(told_of("GUINEE équatoriale"), ElementsAre("Equatorial Guinea"));
  EXPECT_THAT(told_of("guinee"), ElementsAre("Guinea", "几内亚")) << "as wide as what was typed is";
  EXPECT_THAT(told_of("niger"), IsEmpty()) << "the Russian word finds the other one's texts too";
  EXPECT_THAT(told_of("Нигерия"), ElementsAre("Nigeria"));
  EXPECT_THAT(told_of("Нигер"), ElementsAre("Niger"));
  EXPECT_THAT(told_of("puits guinea"), ElementsAre("well", "Guinée", "几内亚"));
}

TEST(ProperNames, SpellingsLeadToTheNameAndAFormOfTwoToNeither) {
  EXPECT_THAT(told_of("syria"), ElementsAre("Syrian Arab Republic"));
  EXPECT_THAT(told_of("в Сирии"), ElementsAre("Syrian Arab Republic"));
  EXPECT_THAT(told_of("SAR"), IsEmpty());
  EXPECT_THAT(told_of("help us"), IsEmpty());
  EXPECT_THAT(told_of("\"syria\" -syria title:syria"), IsEmpty());
}

TEST(Thesaurus, ATableThatIsNoneIsToldByItsLine) {
  EXPECT_EQ(Thesaurus::parse("en,xx\nwell,puits\n").error().place, "line 1");
  EXPECT_EQ(Thesaurus::parse("en,fr\nwell,puits\nroad,…\n").error().place, "line 3");
}

}  // namespace
}  // namespace comity::search
