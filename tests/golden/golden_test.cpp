#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "golden_fixture.h"
#include "golden_source.h"
#include "golden_structure.h"
#include "grammar/parse.h"
#include "names/register.h"
#include "reading/reader.h"

namespace comity::golden {
namespace {

using test_support::Alignment;
using test_support::DocxForm;
using test_support::PdfLayout;
namespace fs = std::filesystem;

struct Layout {
  const char* name;
  PdfLayout layout;
};

/// Every layout that the reader knows.
std::vector<Layout> layouts() {
  auto ragged = PdfLayout::word_a4();
  ragged.alignment = Alignment::left;
  auto hanging_ragged = PdfLayout::hanging_a4();
  hanging_ragged.alignment = Alignment::left;
  auto page_word = PdfLayout::word_a4();
  page_word.page_word = true;
  auto small_notes = PdfLayout::letter_2008();
  small_notes.note_size = 9;
  return {{"word_a4", PdfLayout::word_a4()},       {"word_a4 ragged", ragged},
          {"word_a4 with Page", page_word},        {"hanging_a4", PdfLayout::hanging_a4()},
          {"hanging_a4 ragged", hanging_ragged},   {"letter_2008", PdfLayout::letter_2008()},
          {"letter_2008 small notes", small_notes}};
}

void expect_places(const model::Reading& reading) {
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    ASSERT_FALSE(paragraph.places.empty()) << paragraph.number;
    for (const model::Place& place : paragraph.places) {
      EXPECT_GE(place.page, 1);
      EXPECT_LE(static_cast<std::size_t>(place.page), reading.pages.size());
    }
  }
}

class Golden : public testing::TestWithParam<const char*> {
 protected:
  const std::string name_ = GetParam();
  const Source source_ = parse_source(content_of(folder() / (name_ + ".source")));

  base::Json expected() const {
    auto json = base::parse_json(content_of(folder() / (name_ + ".json")));
    EXPECT_TRUE(json) << name_ << (json ? "" : ": " + json.error().message);
    return json ? *std::move(json) : base::Json(base::JsonObject{});
  }
};

TEST_P(Golden, GivesItsStructureInEveryLayout) {
  if (std::getenv("COMITY_REBASE") != nullptr) {
    const auto reading = read(pdf_of(source_, PdfLayout::word_a4()), name_ + ".pdf");
    std::ofstream(folder() / (name_ + ".json"))
        << base::to_pretty_text(structure_of(reading)) << '\n';
  }
  const std::string wanted = base::to_pretty_text(expected());
  for (const auto& [layout_name, layout] : layouts()) {
    SCOPED_TRACE(layout_name);
    const auto reading = read(pdf_of(source_, layout), name_ + ".pdf");
    EXPECT_EQ(base::to_pretty_text(structure_of(reading)), wanted);
    expect_places(reading);
  }
}

TEST_P(Golden, GivesItsStructureInWord) {
  for (const auto form : {DocxForm::typed, DocxForm::automatic}) {
    SCOPED_TRACE(form == DocxForm::typed ? "typed" : "automatic");
    const auto reading = read(docx_of(source_, form), name_ + ".docx");
    EXPECT_EQ(base::to_pretty_text(structure_of(reading)), base::to_pretty_text(expected()));
  }
}

TEST_P(Golden, GivesItsStructureInMarkdown) {
  const auto reading = read(markdown_of(source_), name_ + ".md");
  EXPECT_EQ(base::to_pretty_text(structure_of(reading)), base::to_pretty_text(expected()));
}

TEST_P(Golden, GivesItsStructureInHtml) {
  const auto reading = read(html_of(source_), name_ + ".html");
  EXPECT_EQ(base::to_pretty_text(structure_of(reading)), base::to_pretty_text(expected()));
}

TEST_P(Golden, GivesItsStructureInAkomaNtoso) {
  const auto reading = read(akn_of(source_), name_ + ".akn");
  EXPECT_EQ(base::to_pretty_text(structure_of(reading)), base::to_pretty_text(expected()));
}

TEST_P(Golden, GivesItsNumbersInPlainText) {
  const auto reading = read(plain_text_of(source_), name_ + ".txt");
  EXPECT_EQ(base::to_pretty_text(bare(structure_of(reading))),
            base::to_pretty_text(bare(expected())));
}

INSTANTIATE_TEST_SUITE_P(Documents, Golden,
                         testing::Values("resolution", "draft", "report_lists", "report_sections",
                                         "plain", "answers_ranges", "answers_labels",
                                         "answers_letters", "report_later", "committee_drafts",
                                         "session_resolutions", "annex_decisions", "statement"),
                         [](const auto& given) { return std::string(given.param); });

}  // namespace
}  // namespace comity::golden
