// Words of six languages meet in the forms that their readers expect.
#include "search/analysis/analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "search/query/query.h"
#include "search/query/query_node.h"
#include "search/query/thesaurus.h"

namespace comity::search {
namespace {

using model::Language;

std::vector<std::string> keys_of_word(Language language, std::string_view word) {
  Analyzer analyzer;
  const auto& tokens = analyzer.analyse(word, language);
  EXPECT_EQ(tokens.size(), 1U) << word;
  return tokens.empty() ? std::vector<std::string>() : stem_keys(tokens[0].tongue, tokens[0].form);
}

bool meet(Language language, std::string_view one, std::string_view other) {
  const auto ours = keys_of_word(language, one);
  const auto theirs = keys_of_word(language, other);
  return std::any_of(ours.begin(), ours.end(), [&](const std::string& key) {
    return std::find(theirs.begin(), theirs.end(), key) != theirs.end();
  });
}

TEST(Analysis, FormsOfAWordMeet) {
  const std::pair<Language, std::vector<std::pair<const char*, const char*>>> all[] = {
      {Language::en, {{"woman", "women"}, {"child", "children"}, {"rights", "right"}}},
      {Language::fr,
       {{"travail", "travaux"}, {"cœur", "coeur"}, {"Œuvre", "oeuvres"}, {"état", "etats"}}},
      {Language::es,
       {{"mujer", "mujeres"}, {"juez", "jueces"}, {"raíz", "raices"}, {"niños", "ninos"}}},
      {Language::ru, {{"девочка", "девочек"}, {"ребёнка", "детей"}, {"пытки", "пыток"}}},
      {Language::ar,
       {{"توصية", "توصيات"},
        {"انتهاك", "انتهاكات"},
        {"سياسة", "السياسات"},
        {"لاجئ", "اللاجئين"},
        {"حقوق", "لحقوق"},
        {"مكافحة", "ولمكافحة"},
        {"المهاجرون", "مهاجرين"},
        {"حقوق", "الحقوق"}}}};
  for (const auto& [language, pairs] : all) {
    for (const auto& [one, other] : pairs) EXPECT_TRUE(meet(language, one, other)) << one;
  }
}

TEST(Analysis, WhatIsAnotherWordStaysApart) {
  EXPECT_FALSE(meet(Language::ar, "حقوق", "تعليم"));
  EXPECT_FALSE(meet(Language::ar, "لجنة", "لغة"));
  EXPECT_FALSE(meet(Language::es, "mujer", "muerte"));
  EXPECT_FALSE(meet(Language::ru, "девочка", "дело"));
}

TEST(Analysis, DigitsOfArabicAreTheNumbersOfAll) {
  Analyzer analyzer;
  const auto& tokens = analyzer.analyse("عام ٢٠١٤ و۲۰۱۵", Language::ar);
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[1].form, "2014");
  EXPECT_EQ(tokens[1].tongue, Tongue::neutral);
}

TEST(Analysis, ACompoundOfWordsIsMarkedInAnyForm) {
  const auto marked = [](std::string_view question, std::string_view text, Language language) {
    const auto query = std::get<Query>(parse_query(question, {}));
    std::vector<std::string> out;
    for (const auto& range : highlight(query, text, language)) {
      out.emplace_back(text.substr(range.begin, range.end - range.begin));
    }
    return out;
  };
  using testing::ElementsAre;
  EXPECT_THAT(marked("социально-экономическая", "О социально-экономическую политику", Language::ru),
              ElementsAre("социально-экономическую"));
  EXPECT_THAT(
      marked("\"социально-экономическая\"", "О социально-экономическую политику", Language::ru),
      testing::IsEmpty());
  EXPECT_THAT(
      marked("\"death penalty\" penalties", "The death penalty, a penalty of death", Language::en),
      ElementsAre("death penalty", "penalty"));
}

}  // namespace
}  // namespace comity::search
