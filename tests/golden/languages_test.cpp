// The reports of languages/, one about the same lamps in each of the six languages, in the forms of
// files that a test can make: what is read of them is the same. Arabic and Chinese as PDFs are
// printed by a browser (tests/e2e/languages.test.mjs).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "golden_fixture.h"
#include "golden_source.h"
#include "grammar/parse.h"
#include "names/register.h"
#include "reading/reader.h"

namespace comity::golden {
namespace {

using model::Language;
using testing::ElementsAre;

Source source_in(Language language) {
  std::ifstream in(std::string(COMITY_SOURCE_DIR) + "/tests/golden/languages/report." +
                   std::string(model::code_of(language)) + ".source");
  EXPECT_TRUE(in);
  return parse_source(std::string{std::istreambuf_iterator<char>(in), {}});
}

/// "98.1: FRA supported", a clause after another.
std::vector<std::string> told(const std::string& bytes, const std::string& name) {
  const auto document = reader().read(bytes, name);
  EXPECT_TRUE(document) << name << ": " << (document ? "" : document.error().message);
  if (!document) return {};
  const auto reading = grammar::parse(*document, names::Register::builtin());
  std::vector<std::string> out;
  if (!reading.review) return out;
  const auto& review = *reading.review;
  for (const auto& code : review.states_under_review) {
    out.push_back(code + " " + std::to_string(review.session) + " " + review.date);
  }
  for (const auto& made : review.recommendations) {
    std::string line = made.number + ":";
    for (const auto& clause : made.clauses) {
      for (const auto& code : clause.states) line += ' ' + code;
      line += " /";
    }
    out.push_back(line + ' ' + std::string(model::name_of(made.counts_as)));
  }
  return out;
}

class InLanguage : public testing::TestWithParam<Language> {
 protected:
  static void expect_told(const std::string& bytes, const std::string& name) {
    EXPECT_THAT(told(bytes, name), ElementsAre("FJI 34 2014-11-04", "98.1: FRA / supported",
                                               "98.2: IRN GBR / supported",
                                               "98.3: RUS / ESP / supported", "99.1: CHN / pending",
                                               "99.2: ZAF EGY / pending", "100.1: USA / noted"));
  }
  const Source source_ = source_in(GetParam());
};

TEST_P(InLanguage, IsReadAsMarkup) {
  expect_told(markdown_of(source_), "report.md");
  expect_told(html_of(source_), "report.html");
}

TEST_P(InLanguage, IsReadAsWord) {
  expect_told(docx_of(source_, test_support::DocxForm::typed), "report.docx");
}

/// The writer of PDFs has Latin letters only.
class InLatinLetters : public InLanguage {};

TEST_P(InLatinLetters, IsReadAsPdf) {
  expect_told(pdf_of(source_, test_support::PdfLayout::hanging_a4()), "report.pdf");
  expect_told(pdf_of(source_, test_support::PdfLayout::word_a4()), "report.pdf");
}

std::string name_of(const testing::TestParamInfo<Language>& given) {
  return std::string(model::code_of(given.param));
}

INSTANTIATE_TEST_SUITE_P(Languages, InLanguage,
                         testing::Values(Language::en, Language::fr, Language::es, Language::ru,
                                         Language::ar, Language::zh),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Languages, InLatinLetters,
                         testing::Values(Language::en, Language::fr, Language::es), name_of);

}  // namespace
}  // namespace comity::golden
