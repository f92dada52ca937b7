// Language versions of one text have the same tree of paragraphs.
#include <gtest/gtest.h>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;

constexpr std::string_view kTree = "PP1 1 1 (a) 1 (b) 1 (b) (i) 1 (b) (ii) 1 (c) 2";

std::string tree_of(std::string_view text, Language language) {
  std::string tree;
  for (const auto& paragraph : reading_of(text, language).paragraphs) {
    if (!paragraph.number.empty()) tree += (tree.empty() ? "" : " ") + paragraph.number;
  }
  return tree;
}

TEST(LanguageVersions, CountItemsBelowLettersAlike) {
  EXPECT_EQ(tree_of(R"(A/RES/86/7
The General Assembly,
Recalling its resolution 85/1,
1. Encourages States:
(a) To build wells;
(b) To mend wells, including by:
(i) Training menders;
(ii) Buying rope;
(c) To clean wells;
2. Decides to remain seized of the matter.
)",
                    Language::en),
            kTree);
  EXPECT_EQ(tree_of(R"(A/RES/86/7
大会，
回顾其第85/1号决议，
1. 鼓励各国：
(a) 修建水井；
(b) 修理水井，包括：
㈠ 培训修理工；
㈡ 购买绳索；
(c) 清洁水井；
2. 决定继续处理此案。
)",
                    Language::zh),
            kTree);
  EXPECT_EQ(tree_of(R"(A/RES/86/7
大会，
回顾其第85/1号决议，
1. 鼓励各国：
(a) 修建水井；
(b) 修理水井，包括：
(一) 培训修理工；
(二) 购买绳索；
(c) 清洁水井；
2. 决定继续处理此案。
)",
                    Language::zh),
            kTree);
  EXPECT_EQ(tree_of(R"(A/RES/86/7
إن الجمعية العامة،
إذ تشير إلى قرارها 85/1،
1 - تشجع الدول على ما يلي:
{(أ)} بناء الآبار؛
{(ب)} إصلاح الآبار، بوسائل منها:
’1‘ تدريب المصلحين؛
’2‘ شراء الحبال؛
{(ج)} تنظيف الآبار؛
2 - تقرر أن تبقي المسألة قيد نظرها.
)",
                    Language::ar),
            kTree);
}

}  // namespace
}  // namespace comity::grammar
