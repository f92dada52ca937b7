#include "compare/alignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

namespace comity::compare {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kNone = Aligned::kNone;

/// As wdiff prints it.
std::string marked(const std::vector<Piece>& pieces) {
  std::string text;
  for (const auto& piece : pieces) {
    const bool gone = piece.held == Held::only_first;
    if (piece.held == Held::both) {
      text += piece.text;
    } else {
      text += (gone ? "[-" : "{+") + std::string(piece.text) + (gone ? "-]" : "+}");
    }
  }
  return text;
}

std::string without(const std::vector<Piece>& pieces, Held held) {
  std::string text;
  for (const auto& piece : pieces) {
    if (piece.held != held) text += piece.text;
  }
  return text;
}

std::string changes(std::string_view a, std::string_view b) {
  return marked(exact_differences(a, b));
}

TEST(ExactDifferences, AreWholeWords) {
  EXPECT_EQ(changes("Encourages all States to act;", "Urges all States to act;"),
            "[-Encourages-]{+Urges+} all States to act;");
  EXPECT_EQ(changes("a b c", "a c"), "a [-b -]c");
  EXPECT_EQ(changes("a c", "a b c"), "a {+b +}c");
  EXPECT_EQ(changes("all States", "all States,"), "all States{+,+}");
  EXPECT_EQ(changes("resolution 74/153 of 2019", "resolution 75/185 of 2020"),
            "resolution [-74/153 of 2019-]{+75/185 of 2020+}");
}

TEST(ExactDifferences, AreOneChangeWhereOnlyAnArticleOrAMarkWouldStandBetween) {
  EXPECT_EQ(changes("requests the Office to report", "asks the Council to report"),
            "[-requests the Office-]{+asks the Council+} to report");
  EXPECT_EQ(changes("peace, security", "work, trade"), "[-peace, security-]{+work, trade+}");
  EXPECT_EQ(changes("keeps the long record of cooperation", "has the whole record of trade"),
            "[-keeps the long-]{+has the whole+} record of [-cooperation-]{+trade+}");
}

TEST(ExactDifferences, KeepCaseAndMarks) {
  EXPECT_EQ(changes("Urges", "urges"), "[-Urges-]{+urges+}");
  EXPECT_EQ(changes("don’t", "don't"), "[-don’t-]{+don't+}");
  EXPECT_EQ(changes("one two", "one  two"), "one[- -]{+  +}two");
}

TEST(ExactDifferences, AreCharactersWhereThereAreNoSpaces) {
  EXPECT_EQ(changes("鼓励各国保持共同记录", "敦促各国保持共同记录"),
            "[-鼓励-]{+敦促+}各国保持共同记录");
  EXPECT_EQ(changes("请秘书长提交报告", "请秘书长向大会提交报告"), "请秘书长{+向大会+}提交报告");
}

TEST(ExactDifferences, AreWordsInArabic) {
  EXPECT_EQ(changes("تشجع جميع الدول على التعاون،", "تحث جميع الدول على التعاون؛"),
            "[-تشجع-]{+تحث+} جميع الدول على التعاون[-،-]{+؛+}");
}

TEST(ExactDifferences, OfEmptyTexts) {
  EXPECT_THAT(exact_differences("", ""), IsEmpty());
  EXPECT_EQ(changes("", "a b"), "{+a b+}");
  EXPECT_EQ(changes("a b", ""), "[-a b-]");
}

/// Texts of few different words, so that much is in common.
std::string random_text(std::mt19937& random) {
  constexpr std::array<std::string_view, 22> kPieces = {
      "the", "record", "Urges", "all",   "States", " ",        "  ", ",", "\n",   ";",      "-",
      "合",  "作",     "报告",  "الدول", "و",      "\xC2\xA0", "’",  "é", "\xFF", "74/153", "."};
  std::string text;
  for (auto left = random() % 30; left > 0; --left) {
    text += kPieces[random() % kPieces.size()];
    if (random() % 2 == 0) text += ' ';
  }
  return text;
}

TEST(ExactDifferences, AppliedToTheFirstTextGiveTheSecond) {
  std::mt19937 random(7);
  for (int i = 0; i < 4000; ++i) {
    const auto a = random_text(random);
    const auto b = random_text(random);
    const auto pieces = exact_differences(a, b);
    ASSERT_EQ(without(pieces, Held::only_second), a);
    ASSERT_EQ(without(pieces, Held::only_first), b);
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      ASSERT_FALSE(pieces[at].text.empty());
      ASSERT_TRUE(at == 0 || pieces[at].held != pieces[at - 1].held);
    }
  }
}

TEST(ExactDifferences, OfVeryLongTextsAreTheirEnds) {
  std::string a = "begin ", b = "begin ";
  for (int i = 0; i < 3000; ++i) {
    a += "a" + std::to_string(i) + " ";
    b += "b" + std::to_string(i) + " ";
  }
  a += "end";
  b += "end";
  const auto pieces = exact_differences(a, b);
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces.front().text, "begin ");
  EXPECT_EQ(pieces.back().text, " end");
}

std::vector<Passage> passages(std::initializer_list<std::string_view> texts) {
  std::vector<Passage> list;
  for (const auto text : texts) list.push_back({text});
  return list;
}

using Row = std::tuple<std::size_t, std::size_t, Relation>;

std::vector<Row> rows(const std::vector<Passage>& from, const std::vector<Passage>& to) {
  std::vector<Row> list;
  const auto pairs = align(from, to).value();
  for (const auto& pair : pairs) {
    list.emplace_back(pair.from, pair.to, pair.relation);
  }
  return list;
}

constexpr std::string_view kRivers =
    "Encourages all States to keep a shared record of clean rivers;";
constexpr std::string_view kSchools =
    "Requests the Secretary-General to report on the building of schools in mountain districts;";
constexpr std::string_view kBridges =
    "Welcomes the work of engineers who mend old stone bridges before winter comes;";
constexpr std::string_view kForests = "Notes the growth of young forests along the northern coast;";

TEST(Align, TellsWhatIsTheSame) {
  const auto texts = passages({kRivers, kSchools, kBridges});
  EXPECT_THAT(rows(texts, texts), ElementsAre(Row(0, 0, Relation::same), Row(1, 1, Relation::same),
                                              Row(2, 2, Relation::same)));
  EXPECT_THAT(rows({}, {}), IsEmpty());
}

TEST(Align, TellsWhatChangedWasAddedAndRemoved) {
  EXPECT_THAT(rows(passages({kRivers, kSchools, kBridges}),
                   passages({"Urges all States to keep a shared record of clean rivers and lakes;",
                             kForests, kBridges})),
              ElementsAre(Row(0, 0, Relation::changed), Row(1, kNone, Relation::removed),
                          Row(kNone, 1, Relation::added), Row(2, 2, Relation::same)));
}

TEST(Align, TellsTheShorterOfTwoThatChangedPlacesAsMoved) {
  EXPECT_THAT(
      rows(passages({kRivers, kSchools, kBridges}), passages({kSchools, kRivers, kBridges})),
      ElementsAre(Row(1, 0, Relation::same), Row(0, 1, Relation::moved),
                  Row(2, 2, Relation::same)));
}

TEST(Align, FindsOneThatMovedThoughAnotherStandsInItsPlace) {
  EXPECT_THAT(rows(passages({kRivers, kSchools, kBridges}),
                   passages({"Encourages all States to keep a record of deep lakes;", kSchools,
                             kBridges, kRivers})),
              ElementsAre(Row(kNone, 0, Relation::added), Row(1, 1, Relation::same),
                          Row(2, 2, Relation::same), Row(0, 3, Relation::moved)));
}

TEST(Align, KeepsTheOrderOfEqualParagraphs) {
  const auto texts = passages({kRivers, kForests, kRivers, kBridges, kRivers});
  EXPECT_THAT(rows(texts, texts), ElementsAre(Row(0, 0, Relation::same), Row(1, 1, Relation::same),
                                              Row(2, 2, Relation::same), Row(3, 3, Relation::same),
                                              Row(4, 4, Relation::same)));
}

constexpr std::string_view kBoth =
    "Encourages all States to keep a shared record of clean rivers, and requests the "
    "Secretary-General to report on the building of schools in mountain districts;";

TEST(Align, TellsWhatWasSplitAndMerged) {
  const auto one = passages({kForests, kBoth, kBridges});
  const auto two = passages({kForests, kRivers, kSchools, kBridges});
  EXPECT_THAT(rows(one, two), ElementsAre(Row(0, 0, Relation::same), Row(1, 1, Relation::split),
                                          Row(1, 2, Relation::split), Row(2, 3, Relation::same)));
  EXPECT_THAT(rows(two, one), ElementsAre(Row(0, 0, Relation::same), Row(1, 1, Relation::merged),
                                          Row(2, 1, Relation::merged), Row(3, 2, Relation::same)));
}

TEST(Align, GivesEachShareOfASplitItsWords) {
  const auto one = passages({kBoth});
  const auto two = passages({kRivers, kSchools});
  const auto pairs = align(one, two).value();
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(marked(pairs[0].words),
            "Encourages all States to keep a shared record of clean rivers[-, and requests-]{+;+}");
  EXPECT_EQ(marked(pairs[1].words),
            "{+Requests+} the Secretary-General to report on the building of schools in "
            "mountain districts;");
}

TEST(Align, PairsOnlyWithinAPart) {
  std::vector<Passage> from = {{kRivers, 1}};
  std::vector<Passage> to = {{kRivers, 2}};
  EXPECT_THAT(rows(from, to),
              ElementsAre(Row(0, kNone, Relation::removed), Row(kNone, 0, Relation::added)));
}

TEST(Align, PairsWhatHasTheSameKey) {
  std::vector<Passage> from = {{"Rivers", 0, "title"}, {kRivers}};
  std::vector<Passage> to = {{"Lakes", 0, "title"}, {kRivers}};
  EXPECT_THAT(rows(from, to), ElementsAre(Row(0, 0, Relation::changed), Row(1, 1, Relation::same)));
}

TEST(Align, RefusesTextsOfTooManyParagraphs) {
  const std::vector<Passage> many(2001, Passage{kRivers});
  EXPECT_EQ(align(many, many).error().kind, base::ErrorKind::too_large);
}

TEST(Align, RefusesTextsOfTooManyWords) {
  std::string text;
  for (int i = 0; i < 320'000; ++i) text += "ab ";
  const std::vector<Passage> one = {{text}};
  EXPECT_EQ(align(one, one).error().kind, base::ErrorKind::too_large);
}

/// Paragraphs of invented words; a part of them alike.
std::vector<std::string> random_paragraphs(std::mt19937& random) {
  constexpr std::array<std::string_view, 12> kSyllables = {"ra", "lo", "min", "ta", "ke", "sur",
                                                           "合", "作", "دول", "و",  ",",  ";"};
  std::vector<std::string> list(random() % 9);
  for (auto& text : list) {
    for (auto left = random() % 14; left > 0; --left) {
      text += kSyllables[random() % kSyllables.size()];
      if (random() % 2 == 0) text += ' ';
    }
  }
  return list;
}

/// What the pairs say of one side, put together in its order.
std::string rebuilt(std::vector<Aligned> pairs, std::size_t Aligned::* side, Held other) {
  std::erase_if(pairs, [&](const Aligned& pair) { return pair.*side == kNone; });
  std::stable_sort(pairs.begin(), pairs.end(),
                   [&](const auto& a, const auto& b) { return a.*side < b.*side; });
  std::string text;
  for (const auto& pair : pairs) text += without(pair.words, other);
  return text;
}

TEST(Align, LeavesNothingOutAndInventsNothing) {
  std::mt19937 random(11);
  std::size_t parted = 0;
  for (int i = 0; i < 3000; ++i) {
    auto a = random_paragraphs(random);
    auto b = i % 3 == 0 ? random_paragraphs(random) : a;
    std::shuffle(b.begin(), b.end(), random);
    // Some are put together, so that there is something to find.
    if (b.size() > 2 && i % 2 == 0) {
      b[0] += " " + b[1];
      b.erase(b.begin() + 1);
    }
    std::vector<Passage> from, to;
    std::string all_a, all_b;
    for (const auto& text : a) from.push_back({text}), all_a += text;
    for (const auto& text : b) to.push_back({text}), all_b += text;
    const auto pairs = align(from, to).value();
    ASSERT_EQ(rebuilt(pairs, &Aligned::from, Held::only_second), all_a);
    ASSERT_EQ(rebuilt(pairs, &Aligned::to, Held::only_first), all_b);
    parted += static_cast<std::size_t>(std::count_if(
        pairs.begin(), pairs.end(), [](const auto& p) { return p.relation == Relation::merged; }));
  }
  EXPECT_GT(parted, 100U);
}

TEST(Align, FindsEachTextTheSameAsItself) {
  std::mt19937 random(13);
  for (int i = 0; i < 500; ++i) {
    const auto a = random_paragraphs(random);
    std::vector<Passage> from;
    for (const auto& text : a) from.push_back({text});
    const auto pairs = align(from, from).value();
    for (const auto& pair : pairs) {
      ASSERT_EQ(pair.relation, Relation::same);
    }
  }
}

}  // namespace
}  // namespace comity::compare
