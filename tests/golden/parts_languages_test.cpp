// A report of a Committee that recommends two draft resolutions and a draft decision, in the six
// official languages (languages/committee.LANGUAGE.source): the tree is the same in each, and each
// part comes out of it as the same text, also through Akoma Ntoso.
#include <gtest/gtest.h>

#include "golden_fixture.h"
#include "golden_source.h"
#include "grammar/parse.h"
#include "grammar/resolutions/parts.h"
#include "names/register.h"

namespace comity::golden {
namespace {

using test_support::DocxForm;

/// A line for each paragraph with a number: the number, and the symbols it cites.
std::string numbers_of(const model::Reading& reading) {
  std::string tree;
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.number.empty()) continue;
    tree += paragraph.number;
    for (const auto& citation : paragraph.citations) tree += " " + citation.target;
    tree += paragraph.verb.empty() ? "\n" : " verb\n";
  }
  return tree;
}

constexpr const char* kReportTree =
    "1\n"
    "2\n"
    "draft-resolution-1.PP1 A/RES/85/12 verb\n"
    "draft-resolution-1.PP2 verb\n"
    "draft-resolution-1.1 verb\n"
    "draft-resolution-1.2 verb\n"
    "draft-resolution-1.2 (a)\n"
    "draft-resolution-1.2 (b)\n"
    "draft-resolution-1.3 verb\n"
    "draft-resolution-2.PP1 A/HRC/RES/44/18 verb\n"
    "draft-resolution-2.1 verb\n"
    "draft-resolution-2.2 verb\n"
    "3\n"
    "draft-decision-1.1 verb\n";

class PartsLanguages : public testing::TestWithParam<const char*> {
 protected:
  const std::string code_{GetParam()};
  const Source source_ =
      parse_source(content_of(folder() / ("languages/committee." + code_ + ".source")));

  void expect(const model::Reading& reading) const {
    EXPECT_EQ(model::code_of(reading.language), code_);
    EXPECT_EQ(reading.symbol.text(), "A/86/478/Add.2");
    EXPECT_EQ(numbers_of(reading), kReportTree);
    const auto parts = grammar::parts_of(reading);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].symbol.text(), "A/86/478/Add.2/draft-resolution-1");
    EXPECT_EQ(parts[1].symbol.text(), "A/86/478/Add.2/draft-resolution-2");
    EXPECT_EQ(parts[2].symbol.text(), "A/86/478/Add.2/draft-decision-1");
    for (const auto& part : parts) {
      EXPECT_EQ(part.kind, model::WorkKind::draft_resolution);
      EXPECT_FALSE(part.title.empty());
    }
  }
};

TEST_P(PartsLanguages, HaveOneTreeInMarkdown) { expect(read(markdown_of(source_), "text.md")); }

TEST_P(PartsLanguages, HaveOneTreeInWord) {
  expect(read(docx_of(source_, DocxForm::typed), "text.docx"));
}

TEST_P(PartsLanguages, HaveOneTreeInHtml) { expect(read(html_of(source_), "text.html")); }

TEST_P(PartsLanguages, HaveOneTreeInAkomaNtoso) { expect(read(akn_of(source_), "text.akn")); }

TEST_P(PartsLanguages, StandAlone) {
  const auto report = read(markdown_of(source_), "text.md");
  const auto parts = grammar::parts_of(report);
  ASSERT_EQ(parts.size(), 3U);
  const auto alone = grammar::part_alone(report, parts[0]);
  EXPECT_EQ(numbers_of(alone),
            "PP1 A/RES/85/12 verb\nPP2 verb\n1 verb\n2 verb\n2 (a)\n2 (b)\n3 verb\n");
  EXPECT_EQ(alone.title, parts[0].title);
  EXPECT_TRUE(grammar::parts_of(alone).empty());
}

INSTANTIATE_TEST_SUITE_P(Reports, PartsLanguages,
                         testing::Values("en", "fr", "es", "ru", "zh", "ar"),
                         [](const auto& given) { return std::string(given.param); });

}  // namespace
}  // namespace comity::golden
