// What a corrigendum says, at the paragraphs that it names: on the document, its review and its
// recommendations.
#include "service/texts/amendments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kCorrected = R"(A/HRC/90/3

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Keep the rivers clean (Norway);

2.2. Measure the water (Portugal);

2.11. Close the last mill (Chile).
)";

class CorrigendumTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(*installation_, "report.md", kCorrected);
  }
  void correct(const std::string& text) {
    bring_in(*installation_, "corrigendum.md",
             "A/HRC/90/3/Corr.1\n\n**Human Rights Council**\n\n**Corrigendum**\n\n" + text + "\n");
  }
  /// "2.1: A/HRC/90/3/Corr.1 corrects …" of the document's paragraphs.
  std::vector<std::string> told() {
    std::vector<std::string> lines;
    const auto answer = document(*installation_, owner_, "A/HRC/90/3");
    EXPECT_TRUE(answer);
    for (const auto& value : base::array_at(answer->body, "findings")) {
      const auto& finding = value.as_object();
      if (base::text_at(finding, "rule") != "amendment.corrected-paragraph") continue;
      lines.push_back(std::string(base::text_at(finding, "number")) + ": " +
                      std::string(base::text_at(finding, "assumed")));
    }
    return lines;
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(CorrigendumTest, IsToldAtTheParagraphsThatItNames) {
  correct("Paragraph 2.1\n\nFor rivers read lakes.\n\nParagraphs 2.2 and 1\n\nDelete them.");
  EXPECT_THAT(told(), ElementsAre("2.1: Paragraph 2.1 For rivers read lakes.",
                                  "1: Paragraphs 2.2 and 1 Delete them.",
                                  "2.2: Paragraphs 2.2 and 1 Delete them."));
}

TEST_F(CorrigendumTest, ANumberThatIsPartOfAnotherIsNotNamed) {
  correct("Paragraph 2.11: for mill read windmill. See also 12.1 and 2.1.3.");
  EXPECT_THAT(
      told(),
      ElementsAre("2.11: Paragraph 2.11: for mill read windmill. See also 12.1 and 2.1.3."));
}

TEST_F(CorrigendumTest, ADottedNumberNeedsNoWordForParagraph) {
  correct("2.1. Keep the lakes clean (Norway);");
  EXPECT_THAT(told(), Contains(HasSubstr("2.1: ")));
}

TEST_F(CorrigendumTest, WhatTheTextHasNotIsPassedOver) {
  correct("Paragraph 7.4: for rivers read lakes.");
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(CorrigendumTest, ReviewAndRecommendationShowIt) {
  correct("Paragraph 2.1: for rivers read lakes.");
  const auto whole = review(*installation_, owner_, "ISL", 4);
  ASSERT_TRUE(whole);
  const auto& by = base::array_at(whole->body, "corrected_by");
  ASSERT_EQ(by.size(), 1U);
  EXPECT_EQ(base::text_at(by[0].as_object(), "work"), "A/HRC/90/3/Corr.1");
  const auto& numbers = base::array_at(by[0].as_object(), "numbers");
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(base::text_at(numbers[0].as_object(), "address"), "/documents/A/HRC/90/3#2.1");

  const auto corrected = recommendation(*installation_, owner_, "A/HRC/90/3", "2.1", 0);
  ASSERT_TRUE(corrected);
  EXPECT_EQ(base::array_at(corrected->body, "corrected_by").size(), 1U);
  const auto& findings = base::array_at(corrected->body, "findings");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(std::string(base::text_at(findings[0].as_object(), "text")),
              HasSubstr("for rivers read lakes"));
  const auto other = recommendation(*installation_, owner_, "A/HRC/90/3", "2.2", 0);
  ASSERT_TRUE(other);
  EXPECT_THAT(base::array_at(other->body, "findings"), IsEmpty());
}

TEST_F(CorrigendumTest, OnlyThoseWhoMaySeeItAreTold) {
  correct("Paragraph 2.1: for rivers read lakes.");
  ASSERT_TRUE(set_publication(*installation_, owner_, "A/HRC/90/3", Publication::publish, {}));
  const auto whole = review(*installation_, {anyone()}, "ISL", 4);
  ASSERT_TRUE(whole);
  EXPECT_THAT(base::array_at(whole->body, "corrected_by"), IsEmpty());
}

struct InLanguage {
  const char* language;
  const char* text;
};

class CorrigendumLanguages : public CorrigendumTest,
                             public testing::WithParamInterface<InLanguage> {};

TEST_P(CorrigendumLanguages, AreReadByTheirOwnWords) {
  correct(GetParam().text);
  EXPECT_THAT(told(), Contains(HasSubstr("2.1: ")));
}

INSTANTIATE_TEST_SUITE_P(
    All, CorrigendumLanguages,
    testing::Values(
        InLanguage{"fr", "Paragraphe 2.1 : remplacer les rivières par les lacs dans le texte."},
        InLanguage{"es", "Párrafo 2.1: donde dice los ríos debe decir los lagos del país."},
        InLanguage{"ru", "Пункт 2.1: вместо слова реки читать слово озера в тексте."},
        InLanguage{"ar", "الفقرة ٢-١: يستعاض عن كلمة الأنهار بكلمة البحيرات في النص 2.1"},
        InLanguage{"zh", "第2.1段：将河流改为湖泊。"}),
    [](const auto& test) { return std::string(test.param.language); });

}  // namespace
}  // namespace comity::service
