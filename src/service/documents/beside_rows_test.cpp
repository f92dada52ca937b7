#include "service/documents/beside_rows.h"

#include <gtest/gtest.h>

#include <random>

namespace comity::service {
namespace {

using model::ParagraphKind;
using model::Reading;

constexpr auto kNone = BesideRow::kNone;

void add(Reading& reading, ParagraphKind kind, std::string number, std::string text,
         std::string printed = {}) {
  auto& paragraph = reading.paragraphs.emplace_back();
  paragraph.kind = kind;
  paragraph.number = std::move(number);
  paragraph.printed = std::move(printed);
  paragraph.runs = {{std::move(text), {}, ""}};
}

using Rows = std::vector<BesideRow>;

TEST(BesideRows, PutsOneNumberTogetherWhereverItStands) {
  Reading english;
  add(english, ParagraphKind::preambular, "PP1", "Recalling");
  add(english, ParagraphKind::operative, "1", "Requests");
  add(english, ParagraphKind::operative, "2", "Decides");
  add(english, ParagraphKind::note, "fn1", "See there.");
  Reading french;
  add(french, ParagraphKind::operative, "2", "Décide");
  add(french, ParagraphKind::preambular, "PP1", "Rappelant");
  add(french, ParagraphKind::operative, "1", "Prie");
  add(french, ParagraphKind::note, "fn1", "Voir là.");
  EXPECT_EQ(beside_rows(english, french), (Rows{{0, 1}, {1, 2}, {2, 0}, {3, 3}}));
}

TEST(BesideRows, ANumberOfOneVersionStandsAlone) {
  Reading english;
  add(english, ParagraphKind::operative, "1", "Requests");
  add(english, ParagraphKind::operative, "2", "Decides");
  Reading french;
  add(french, ParagraphKind::operative, "1", "Prie");
  add(french, ParagraphKind::operative, "3", "Décide");
  EXPECT_EQ(beside_rows(english, french), (Rows{{0, 0}, {1, kNone}, {kNone, 1}}));
}

TEST(BesideRows, UnnumberedOnesStandByTheirOrderBetween) {
  Reading english;
  add(english, ParagraphKind::masthead, "", "General Assembly");
  add(english, ParagraphKind::masthead, "", "Distr.: General");
  add(english, ParagraphKind::title, "", "Lamps on roads");
  add(english, ParagraphKind::numbered, "1", "There are lamps.");
  add(english, ParagraphKind::heading, "", "Oil", "A.");
  add(english, ParagraphKind::text, "", "Oil is dear, and becomes dearer by the year.");
  add(english, ParagraphKind::numbered, "2", "There is oil.");
  Reading russian;
  add(russian, ParagraphKind::masthead, "", "Генеральная Ассамблея");
  add(russian, ParagraphKind::title, "", "Лампы на дорогах");
  add(russian, ParagraphKind::numbered, "1", "Лампы есть.");
  add(russian, ParagraphKind::text, "", "Масло дорого и с каждым годом дорожает.");
  add(russian, ParagraphKind::numbered, "2", "Масло есть.");
  EXPECT_EQ(beside_rows(english, russian),
            (Rows{{0, 0}, {1, kNone}, {2, 1}, {3, 2}, {4, kNone}, {5, 3}, {6, 4}}));
}

TEST(BesideRows, OfTwoPlacesThatWhichIsAsLongIsTaken) {
  Reading english;
  add(english, ParagraphKind::text, "", "In short.");
  add(english, ParagraphKind::text, "", "A long sentence that goes on and on, for a whole line.");
  Reading chinese;
  add(chinese, ParagraphKind::text, "", "一个很长的句子，一直写下去，写满一整行。");
  EXPECT_EQ(beside_rows(english, chinese), (Rows{{0, kNone}, {1, 0}}));
}

TEST(BesideRows, WhereEachLacksOtherParagraphsTheRestStandsTogether) {
  const auto long_one = [](const char* word, std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += std::string(word) + " ";
    return text;
  };
  Reading english;
  Reading french;
  add(french, ParagraphKind::text, "", "Adoptée un jour d'hiver.");
  add(french, ParagraphKind::text, "", "Préambule");
  for (const std::size_t words : {40, 90, 55, 70, 30}) {
    add(english, ParagraphKind::text, "", long_one("word", words));
    // One that the French version leaves out.
    if (words != 55) add(french, ParagraphKind::text, "", long_one("mots", words));
  }
  add(english, ParagraphKind::text, "", "Now, therefore,");
  EXPECT_EQ(beside_rows(english, french),
            (Rows{{kNone, 0}, {kNone, 1}, {0, 2}, {1, 3}, {2, kNone}, {3, 4}, {4, 5}, {5, kNone}}));
}

TEST(BesideRows, AHeadingIsBesideATitleAndNoText) {
  Reading english;
  add(english, ParagraphKind::heading, "", "Declaration");
  add(english, ParagraphKind::heading, "", "Preamble");
  Reading french;
  add(french, ParagraphKind::title, "", "Déclaration");
  add(french, ParagraphKind::text, "", "Préambule");
  EXPECT_EQ(beside_rows(english, french), (Rows{{0, 0}, {1, kNone}, {kNone, 1}}));
}

TEST(BesideRows, ATableIsBesideATableAlone) {
  Reading english;
  add(english, ParagraphKind::table, "", "");
  Reading french;
  add(french, ParagraphKind::text, "", "Voir le tableau.");
  EXPECT_EQ(beside_rows(english, french), (Rows{{0, kNone}, {kNone, 0}}));
}

TEST(BesideRows, ATextBesideItselfAgrees) {
  Reading text;
  for (int i = 0; i < 50; ++i) {
    add(text, ParagraphKind::heading, "", "Heading " + std::to_string(i));
    add(text, ParagraphKind::numbered, std::to_string(i + 1), "Said.");
    add(text, ParagraphKind::text, "", "Unnumbered.");
  }
  const auto rows = beside_rows(text, text);
  ASSERT_EQ(rows.size(), text.paragraphs.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], (BesideRow{i, i}));
}

TEST(BesideRows, OfManyUnnumberedOnesNoneIsLost) {
  Reading english;
  Reading french;
  for (int i = 0; i < 3'000; ++i) add(english, ParagraphKind::text, "", "A line.");
  for (int i = 0; i < 2'500; ++i) add(french, ParagraphKind::text, "", "Une ligne.");
  const auto rows = beside_rows(english, french);
  ASSERT_EQ(rows.size(), 3'000U);
  EXPECT_EQ(rows[2'499], (BesideRow{2'499, 2'499}));
  EXPECT_EQ(rows[2'500], (BesideRow{2'500, kNone}));
}

TEST(BesideRows, EveryParagraphIsThereOnce) {
  std::mt19937 random(7);
  constexpr ParagraphKind kKinds[] = {ParagraphKind::text, ParagraphKind::heading,
                                      ParagraphKind::table, ParagraphKind::note};
  for (int round = 0; round < 200; ++round) {
    Reading versions[2];
    for (auto& version : versions) {
      const auto count = random() % 30;
      for (unsigned i = 0; i < count; ++i) {
        // Some numbers come twice, which no reader promises never to give.
        const auto number = random() % 2 == 0 ? "" : std::to_string(random() % 12);
        add(version, kKinds[random() % 4], number, std::string(random() % 9, 'x'));
      }
    }
    std::vector<int> seen[2] = {std::vector<int>(versions[0].paragraphs.size()),
                                std::vector<int>(versions[1].paragraphs.size())};
    std::size_t last = 0;
    for (const auto& row : beside_rows(versions[0], versions[1])) {
      ASSERT_FALSE(row.first == kNone && row.second == kNone);
      if (row.first != kNone) {
        ++seen[0].at(row.first);
        EXPECT_GE(row.first, last) << "in the order of the first";
        last = row.first;
      }
      if (row.second != kNone) ++seen[1].at(row.second);
      if (row.first != kNone && row.second != kNone) {
        EXPECT_EQ(versions[0].paragraphs[row.first].number,
                  versions[1].paragraphs[row.second].number);
      }
    }
    for (const auto& of : seen) {
      for (const int times : of) EXPECT_EQ(times, 1);
    }
  }
}

}  // namespace
}  // namespace comity::service
