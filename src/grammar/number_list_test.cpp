#include "grammar/number_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace comity::grammar {
namespace {

using model::Language;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

std::vector<std::string> numbers(std::string_view text, Language language = Language::en) {
  const auto list = number_list_at(text, 0, ReviewWords::of(language));
  return list ? list->numbers : std::vector<std::string>{};
}

TEST(NumberList, WritesOutRanges) {
  EXPECT_THAT(numbers("119.1 to 119.4 and 119.20"),
              ElementsAre("119.1", "119.2", "119.3", "119.4", "119.20"));
  EXPECT_THAT(numbers("1–3, 7 (b)"), ElementsAre("1", "2", "3", "7 (b)"));
  EXPECT_THAT(numbers("122.17-18, 122.118- 120,122.146"),
              ElementsAre("122.17", "122.18", "122.118", "122.119", "122.120", "122.146"));
  EXPECT_THAT(numbers("80 – 82"), ElementsAre("80", "81", "82"));
  EXPECT_THAT(numbers("27 (a), (b) and (d) to (f), 31"),
              ElementsAre("27 (a)", "27 (b)", "27 (d)", "27 (e)", "27 (f)", "31"));
}

TEST(NumberList, TakesLabelsWithTheirDots) {
  EXPECT_THAT(numbers("5., 6., 7., 12."), ElementsAre("5", "6", "7", "12"));
}

TEST(NumberList, EndsWhereNoNumberFollows) {
  const auto list = number_list_at("1, 2 and the rest", 0, ReviewWords::of(Language::en));
  ASSERT_TRUE(list);
  EXPECT_THAT(list->numbers, ElementsAre("1", "2"));
  EXPECT_EQ(list->end, 4U);
  EXPECT_FALSE(number_list_at("and 2", 0, ReviewWords::of(Language::en)));
}

TEST(NumberList, LeavesARangeBetweenTwoListsOpen) {
  const auto list = number_list_at("105.59 to 106.3", 0, ReviewWords::of(Language::en));
  ASSERT_TRUE(list);
  EXPECT_THAT(list->numbers, ElementsAre("105.59"));
  EXPECT_EQ(list->open_range, "105.59–106.3");
}

TEST(NumberList, DoesNotTakeABackwardRange) { EXPECT_THAT(numbers("9-3"), ElementsAre("9")); }

TEST(NumberList, IsReadInSixLanguages) {
  const std::vector<std::string> wanted = {"119.1", "119.2", "119.3", "119.20"};
  EXPECT_THAT(numbers("119.1 to 119.3 and 119.20", Language::en), ElementsAreArray(wanted));
  EXPECT_THAT(numbers("119.1 à 119.3 et 119.20", Language::fr), ElementsAreArray(wanted));
  EXPECT_THAT(numbers("119.1 a 119.3 y 119.20", Language::es), ElementsAreArray(wanted));
  EXPECT_THAT(numbers("119.1 по 119.3 и 119.20", Language::ru), ElementsAreArray(wanted));
  EXPECT_THAT(numbers("119.1至119.3段和119.20", Language::zh), ElementsAreArray(wanted));
  EXPECT_THAT(numbers("١١٩-١ إلى ١١٩-٣ و١١٩-٢٠", Language::ar), ElementsAreArray(wanted));
}

/// Any list of numbers, written and read again, is the same list.
TEST(NumberList, WrittenAndReadIsTheSame) {
  std::mt19937 random(11);
  const auto below = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most));
  };
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> list;
    int paragraph = 1 + below(130);
    int item = 1 + below(40);
    const int size = 1 + below(12);
    for (int i = 0; i < size; ++i) {
      switch (below(5)) {
        case 0:
          list.push_back(std::to_string(paragraph++));
          break;
        case 1:
          list.push_back(std::to_string(paragraph) + " (" + static_cast<char>('a' + below(26)) +
                         ")");
          break;
        case 2:
          paragraph = 1 + below(200);
          item = 1 + below(250);
          [[fallthrough]];
        default:
          list.push_back(std::to_string(paragraph) + "." + std::to_string(item++));
      }
    }
    const auto text = number_list_text(list);
    for (const auto language :
         {Language::en, Language::fr, Language::es, Language::ru, Language::ar, Language::zh}) {
      ASSERT_THAT(numbers(text, language), ElementsAreArray(list)) << text;
    }
  }
}

}  // namespace
}  // namespace comity::grammar
