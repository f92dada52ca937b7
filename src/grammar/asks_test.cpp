#include "grammar/asks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <random>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> asks(const std::string& text) {
  std::vector<std::string> list;
  for (const auto& each : asks_of(parse(sketch(text), names::Register::builtin()))) {
    list.push_back(each.text);
  }
  return list;
}

/// One paragraph in a language.
model::Reading reading(model::Language language, std::string_view text) {
  model::Reading out;
  out.language = language;
  auto& paragraph = out.paragraphs.emplace_back();
  paragraph.runs.push_back({.text = std::string(text)});
  return out;
}

std::vector<std::string> asks_in(model::Language language, std::string_view text) {
  std::vector<std::string> list;
  for (const auto& each : asks_of(reading(language, text))) list.push_back(each.text);
  return list;
}

TEST(Asks, AreTheSentencesThatAsk) {
  EXPECT_THAT(
      asks("The rivers were clean in 2030. The Government should mend the northern bridges. "
           "Many fishers live there."),
      ElementsAre("The Government should mend the northern bridges."));
  EXPECT_THAT(asks("Shoulder bags are made in the valley. The mustard is good."), IsEmpty());
}

TEST(Asks, AreTheItemsBelowAHeadingOfRecommendations) {
  EXPECT_THAT(asks("# A submission about lakes\n\nMany lakes are far away from the towns.\n\n"
                   "## Recommendations\n\n"
                   "1. Build schools beside the lakes;\n\n2. Train teachers for the mountains.\n\n"
                   "## Annex\n\n3. The lakes are listed by their names."),
              ElementsAre("Build schools beside the lakes;", "Train teachers for the mountains."));
}

TEST(Asks, AreTheItemsBelowAShortLineThatAsks) {
  EXPECT_THAT(asks("A submission about lakes\nMany lakes are far away from the towns.\n"
                   "The Government should:\n"
                   "{(a)} Build schools beside the lakes;\n"
                   "{(b)} Train teachers for the mountains.\n"),
              ElementsAre("Build schools beside the lakes;", "Train teachers for the mountains."));
}

TEST(Asks, SayWhatStandsBehindTheWordOfAsking) {
  const auto found = asks_of(
      reading(model::Language::en, "We recommend that the Government mend the northern bridges."));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].by, "recommend");
  EXPECT_EQ(found[0].core, "that the Government mend the northern bridges.");
}

TEST(Asks, AreFoundInSixLanguages) {
  using model::Language;
  EXPECT_THAT(
      asks_in(Language::fr, "Les lacs sont loin. L’État devrait réparer les ponts du nord."),
      ElementsAre("L’État devrait réparer les ponts du nord."));
  EXPECT_THAT(asks_in(Language::es, "El Estado debería reparar los puentes del norte."),
              ElementsAre("El Estado debería reparar los puentes del norte."));
  EXPECT_THAT(asks_in(Language::ru, "Государству следует починить северные мосты."),
              ElementsAre("Государству следует починить северные мосты."));
  EXPECT_THAT(asks_in(Language::ar, "البحيرات بعيدة. ينبغي للدولة أن تصلح الجسور الشمالية."),
              ElementsAre("ينبغي للدولة أن تصلح الجسور الشمالية."));
  EXPECT_THAT(asks_in(Language::zh, "湖泊很远。国家应当修复北方的桥梁。"),
              ElementsAre("国家应当修复北方的桥梁。"));
}

TEST(Asks, AreNoMoreThanALimit) {
  std::string text;
  for (std::size_t i = 0; i < 2 * kMostAsks; ++i) text += "The Government should mend bridges. ";
  EXPECT_EQ(asks_of(reading(model::Language::en, text)).size(), kMostAsks);
}

TEST(Asks, OfWhateverBytesAreWithinThem) {
  constexpr std::string_view kPieces[] = {"should ", "recommend", ".", " ",
                                          ": ",      "\xC3",      "é", "。",
                                          "应",      "\n",        "1", "Recommendations"};
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 30; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    for (const auto& sentence : sentences_of(text)) {
      EXPECT_NE(text.find(sentence), std::string::npos);
      EXPECT_FALSE(sentence.empty());
    }
    for (const auto& ask : asks_of(reading(model::Language::en, text))) {
      EXPECT_NE(text.find(ask.text), std::string::npos);
      EXPECT_LE(ask.core.size(), ask.text.size());
    }
  }
}

TEST(Sentences, EndWhereAMarkDoes) {
  EXPECT_THAT(
      sentences_of("Mend the bridges (art. 5, No. 3). See e.g. the lakes! 修复桥梁。湖泊。"),
      ElementsAre("Mend the bridges (art. 5, No. 3).", "See e.g. the lakes!", "修复桥梁。",
                  "湖泊。"));
}

}  // namespace
}  // namespace comity::grammar
