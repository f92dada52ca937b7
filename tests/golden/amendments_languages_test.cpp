// Amendments to a draft in the six official languages (languages/amendments.LANGUAGE.source):
// each version proposes the same in the same places, whatever it is a file of.
#include <gtest/gtest.h>

#include "golden_fixture.h"
#include "golden_source.h"
#include "grammar/resolutions/draft_amendments.h"

namespace comity::golden {
namespace {

using test_support::DocxForm;

/// A line for each change: what is done where, and how much is quoted.
std::string proposals_of(const model::Reading& reading) {
  const auto proposed = grammar::draft_amendments_of(reading);
  std::string told = proposed.target + (proposed.renumber ? " renumbered\n" : "\n");
  for (const auto& change : proposed.changes) {
    told += std::string(grammar::name_of(change.action)) + " " + change.place;
    if (change.preambular) told += " preambular";
    if (!change.old_words.empty()) told += " old";
    if (!change.new_words.empty()) told += " new";
    for (const auto& paragraph : change.paragraphs) {
      told += paragraph.printed.empty() ? " paragraph" : " labelled";
    }
    told += "\n";
  }
  return told;
}

constexpr const char* kProposals =
    "A/C.3/86/L.12 renumbered\n"
    "insert_paragraph PP5 preambular paragraph\n"
    "replace_paragraph 3 labelled\n"
    "delete_words 7 old\n"
    "replace_words PP12 old new\n"
    "delete_paragraph 6 (b)\n";

class AmendmentsLanguages : public testing::TestWithParam<const char*> {
 protected:
  const std::string code_ = GetParam();
  const Source source_ =
      parse_source(content_of(folder() / ("languages/amendments." + code_ + ".source")));

  void expect(const model::Reading& reading) const {
    EXPECT_EQ(model::code_of(reading.language), code_);
    EXPECT_EQ(reading.kind, model::WorkKind::draft_amendments);
    EXPECT_EQ(reading.symbol.text(), "A/C.3/86/L.40");
    EXPECT_EQ(proposals_of(reading), kProposals);
    EXPECT_TRUE(grammar::draft_amendments_of(reading).findings.empty());
  }
};

TEST_P(AmendmentsLanguages, ProposeTheSameInMarkdown) {
  expect(read(markdown_of(source_), "text.md"));
}

TEST_P(AmendmentsLanguages, ProposeTheSameInWord) {
  expect(read(docx_of(source_, DocxForm::typed), "text.docx"));
}

TEST_P(AmendmentsLanguages, ProposeTheSameInHtml) { expect(read(html_of(source_), "text.html")); }

TEST_P(AmendmentsLanguages, ProposeTheSameInAkomaNtoso) {
  expect(read(akn_of(source_), "text.akn"));
}

TEST_P(AmendmentsLanguages, ProposeTheSameInPlainText) {
  expect(read(plain_text_of(source_), "text.txt"));
}

INSTANTIATE_TEST_SUITE_P(Texts, AmendmentsLanguages,
                         testing::Values("en", "fr", "es", "ru", "ar", "zh"),
                         [](const auto& given) { return std::string(given.param); });

}  // namespace
}  // namespace comity::golden
