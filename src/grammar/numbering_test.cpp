#include "grammar/numbering.h"

#include <gtest/gtest.h>

namespace comity::grammar {
namespace {

std::string numbers_after(std::initializer_list<const char*> labels) {
  Numbering numbering;
  std::string all;
  for (const char* label : labels) {
    const auto given = numbering.give(label);
    all += (all.empty() ? "" : ", ") + given.number + (given.rule.empty() ? "" : "!");
  }
  return all;
}

TEST(Numbering, CountsNumbersLettersAndRomans) {
  EXPECT_EQ(numbers_after({"1.", "2.", "(a)", "(b)", "(i)", "(ii)", "(c)", "3."}),
            "1, 2, 2 (a), 2 (b), 2 (b) (i), 2 (b) (ii), 2 (c), 3");
  EXPECT_EQ(numbers_after({"1.", "(i)", "(ii)", "(v)"}), "1, 1 (i), 1 (ii), 1 (v)");
}

TEST(Numbering, PutsLettersOfAnotherFormBelowNumerals) {
  EXPECT_EQ(numbers_after({"1.", "(a)", "(i)", "a.", "b.", "(ii)", "(b)"}),
            "1, 1 (a), 1 (a) (i), 1 (a) (i) (a), 1 (a) (i) (b), 1 (a) (ii), 1 (b)");
}

TEST(Numbering, TellsTheLetterIFromTheNumeral) {
  EXPECT_EQ(
      numbers_after({"1.", "(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"}),
      "1, 1 (a), 1 (b), 1 (c), 1 (d), 1 (e), 1 (f), 1 (g), 1 (h), 1 (i), 1 (j)");
}

TEST(Numbering, PutsItemsInFiguresBelowLetters) {
  const std::string expected = "4, 4 (a), 4 (b), 4 (b) (i), 4 (b) (ii), 4 (c)";
  EXPECT_EQ(numbers_after({"4.", "(a)", "(b)", "㈠", "㈡", "(c)"}), expected);
  EXPECT_EQ(numbers_after({"4.", "(a)", "(b)", "(一)", "（二）", "(c)"}), expected);
  EXPECT_EQ(numbers_after({"4 -", "(أ)", "(ب)", "'1'", "’2‘", "(ج)"}), expected);
  EXPECT_EQ(numbers_after({"4.", "(h)", "'1'", "(i)"}), "4, 4 (h), 4 (h) (i), 4 (i)");
}

TEST(Numbering, PutsWhatBeginsAnewUnderTheNumberBefore) {
  EXPECT_EQ(numbers_after({"113.", "114.", "1.", "2.", "3.", "115."}),
            "113, 114, 114.1, 114.2, 114.3, 115");
}

TEST(Numbering, KeepsDottedNumbers) {
  EXPECT_EQ(numbers_after({"119.", "119.1.", "119.2.", "120."}), "119, 119.1, 119.2, 120");
}

TEST(Numbering, LetsNumbersInBetweenKeepTheCount) {
  EXPECT_EQ(numbers_after({"1.", "2.", "(a)", "2 bis.", "(a)", "2 ter.", "3."}),
            "1, 2, 2 (a), 2 bis, 2 bis (a), 2 ter, 3");
}

TEST(Numbering, FindsGapsAndDuplicates) {
  EXPECT_EQ(numbers_after({"1.", "2.", "4."}), "1, 2, 4!");
  EXPECT_EQ(numbers_after({"1.", "2.", "2.", "3."}), "1, 2, 2-2!, 3");
  EXPECT_EQ(numbers_after({"5.", "6., 7., 8.", "9."}), "5, 6, 9");
  EXPECT_EQ(numbers_after({"5.", "6., 7., 9., 10.", "8.", "11.", "13."}), "5, 6, 8, 11, 13!");
}

TEST(Numbering, NamesAnnexes) {
  const auto english = model::Language::en;
  EXPECT_EQ(annex_prefix("Annex", english), "annex.");
  EXPECT_EQ(annex_prefix("ANNEX II", english), "annexII.");
  EXPECT_EQ(annex_prefix("Annex I: Composition", english), "annexI.");
  EXPECT_EQ(annex_prefix("Annexation of land", english), "");
}

TEST(Numbering, ALabelOfSeveralLinesIsFoundInTheTextBesideIt) {
  const std::string text = "The mission agrees with the 83., 85., 86. view of the court.";
  const auto rest = rest_of_label("77., 78.,", text);
  ASSERT_TRUE(rest);
  EXPECT_EQ(text.substr(rest->begin, rest->end - rest->begin), "83., 85., 86. ");
  EXPECT_TRUE(rest_of_label("77.,", "It agrees with the 83. view of the court."));
  EXPECT_FALSE(rest_of_label("77., 78.", text));                              // the label is whole
  EXPECT_FALSE(rest_of_label("90.,", text));                                  // not after 90
  EXPECT_FALSE(rest_of_label("77.,", "It did so in 83. The court agreed."));  // ends a sentence
  EXPECT_FALSE(rest_of_label("77.,", "It has 83 seats, 85 of them new."));
}

}  // namespace
}  // namespace comity::grammar
