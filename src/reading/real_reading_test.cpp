#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "reading/labels.h"
#include "reading/reader_fixture.h"
#include "support/real_data.h"

namespace comity::reading {
namespace {

using model::BlockKind;
using ::testing::AllOf;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// What becomes of a file; each is read once for all tests.
const base::Result<model::Document>& outcome_of(const fs::path& path) {
  static std::map<fs::path, base::Result<model::Document>> known;
  const auto found = known.find(path);
  if (found != known.end()) return found->second;
  auto read = shared_reader().read(real::bytes_of(path), path.filename().string());
  if (read) expect_sound_places(*read);
  return known.emplace(path, std::move(read)).first->second;
}

model::Document sound_file(const fs::path& path) {
  const auto& document = outcome_of(path);
  EXPECT_TRUE(document) << path << ": " << (document ? "" : document.error().message);
  return document ? *document : model::Document();
}

std::vector<fs::path> files_under(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// What becomes of each file of the data: "read", or the kind of error.
std::string expected_of(const fs::path& file) {
  static const std::map<std::string, std::string> kOdd = {
      {"damaged-g0917123.pdf", "corrupt"},
      {"high-commissioner-letter-scanned.pdf", "unsupported"},
      {"A_HRC_WG.6_34_ITA_3-aligned-en-ru.json", "corrupt"},  // one object, no table
  };
  const auto odd = kOdd.find(file.filename().string());
  if (odd != kOdd.end()) return odd->second;
  const auto type = file.extension().string();
  constexpr std::array<std::string_view, 7> kRead = {".pdf",  ".md",  ".txt", ".csv",
                                                     ".docx", ".doc", ".json"};
  return std::find(kRead.begin(), kRead.end(), type) != kRead.end() ? "read" : "unsupported";
}

TEST(RealReading, GivesEveryFileItsOutcome) {
  const auto data = real::data();
  if (!data) return;
  std::map<std::string, int> outcomes;
  for (const char* folder : {"upr-reports", "slovenia", "resolutions", "multilingual"}) {
    for (const auto& file : files_under(*data / folder)) {
      const auto& document = outcome_of(file);
      const std::string outcome =
          document ? "read" : std::string(base::name_of(document.error().kind));
      EXPECT_EQ(outcome, expected_of(file)) << file;
      if (document) {
        EXPECT_FALSE(document->blocks.empty()) << file;
      } else {
        EXPECT_FALSE(document.error().mend.empty()) << file;
        EXPECT_THAT(document.error().place, HasSubstr(file.filename().string()));
      }
      ++outcomes[outcome];
    }
  }
  EXPECT_EQ(outcomes["corrupt"], 2);
  EXPECT_GE(outcomes["read"], 130);
}

struct Numbers {
  int last_paragraph = 0;  ///< of the paragraphs 1., 2., 3., …
  int dotted = 0;          ///< 95.1., 95.2., …
  std::vector<std::string> out_of_order;
};

Numbers numbers_of(const model::Document& document) {
  Numbers out;
  std::map<std::string, std::string> last;
  for (const auto& block : document.blocks) {
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) continue;
    const auto shape = label_at(block.label).shape;
    if (shape == LabelShape::number &&
        block.label == std::to_string(out.last_paragraph + 1) + ".") {
      ++out.last_paragraph;
    }
    if (shape != LabelShape::dotted) continue;
    ++out.dotted;
    auto& before = last[block.label.substr(0, block.label.find('.'))];
    const bool first = before.empty() && block.label.find(".1") != std::string::npos;
    if (!first && !follows(before, block.label)) out.out_of_order.push_back(block.label);
    before = block.label;
  }
  return out;
}

// The last paragraph of each report, as printed.
const std::map<std::string, int>& last_paragraphs() {
  static const std::map<std::string, int> kLast = {
      {"A_HRC_8_23", 80},   {"A_HRC_8_34", 70},   {"A_HRC_8_41", 59},   {"A_HRC_8_46", 112},
      {"A_HRC_10_75", 94},  {"A_HRC_10_84", 70},  {"A_HRC_11_24", 99},  {"A_HRC_11_25", 118},
      {"A_HRC_11_27", 97},  {"A_HRC_12_4", 69},   {"A_HRC_12_11", 103}, {"A_HRC_13_3", 90},
      {"A_HRC_13_5", 108},  {"A_HRC_14_7", 102},  {"A_HRC_14_8", 103},  {"A_HRC_15_10", 68},
      {"A_HRC_15_11", 98},  {"A_HRC_15_16", 99},  {"A_HRC_16_14", 103}, {"A_HRC_17_6", 90},
      {"A_HRC_17_13", 66},  {"A_HRC_18_3", 104},  {"A_HRC_18_14", 77},  {"A_HRC_18_16", 87},
      {"A_HRC_19_11", 106}, {"A_HRC_19_16", 115}, {"A_HRC_21_3", 134},  {"A_HRC_21_11", 120},
      {"A_HRC_22_10", 125}, {"A_HRC_22_16", 129}, {"A_HRC_23_7", 118},  {"A_HRC_23_15", 134},
      {"A_HRC_24_3", 115},  {"A_HRC_24_16", 171}, {"A_HRC_25_3", 139},
  };
  return kLast;
}

TEST(RealReading, FindsEveryNumberedParagraphAndItem) {
  const auto data = real::data();
  if (!data) return;
  int dotted = 0;
  for (const auto& [name, last] : last_paragraphs()) {
    const auto numbers = numbers_of(sound_file(*data / "upr-reports" / (name + ".pdf")));
    EXPECT_EQ(numbers.last_paragraph, last) << name;
    EXPECT_THAT(numbers.out_of_order, testing::IsEmpty()) << name;
    dotted += numbers.dotted;
  }
  EXPECT_GE(dotted, 3065);  // as counted by hand in the reports of sessions 8 to 17
  EXPECT_LE(dotted, 3066);
}

TEST(RealReading, JoinsItemsThatSpanPages) {
  const auto data = real::data();
  if (!data) return;
  const auto morocco = sound_file(*data / "upr-reports/A_HRC_21_3.pdf");
  const auto item = labelled(morocco, "129.80.");
  EXPECT_THAT(model::text_of(item.runs),
              AllOf(testing::StartsWith("Take immediate steps"), testing::EndsWith("(Sweden);"),
                    HasSubstr("fully respected, including press freedom")));
  EXPECT_EQ(item.places.front().page, 20);
  EXPECT_EQ(item.places.back().page, 21);
  const auto other = labelled(sound_file(*data / "upr-reports/A_HRC_25_3.pdf"), "138.68.");
  EXPECT_EQ(other.places.front().page, 17);
  EXPECT_EQ(other.places.back().page, 18);
}

TEST(RealReading, RaisesTheMarksOfNotes) {
  const auto data = real::data();
  if (!data) return;
  const auto sweden = sound_file(*data / "upr-reports/A_HRC_15_11.pdf");
  const auto runs = labelled(sweden, "95.10.").runs;
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_THAT(runs[0].text, testing::EndsWith("(Djibouti)"));
  EXPECT_EQ(runs[1].text, "2");
  EXPECT_TRUE(runs[1].style.superscript);
  const auto samoa = sound_file(*data / "upr-reports/A_HRC_18_14.pdf");
  EXPECT_THAT(text_of_label(samoa, "73.5."), testing::EndsWith("Optional Protocol (Ecuador);"));
  EXPECT_THAT(text_of_label(samoa, "1"), testing::StartsWith("The recommendation as read"));
  EXPECT_EQ(labelled(samoa, "1").kind, BlockKind::note);
}

// Every numbered note of a report is called for in its text, and every call has its note.
TEST(RealReading, PairsNotesWithTheirMarks) {
  const auto data = real::data();
  if (!data) return;
  for (const auto& [name, last] : last_paragraphs()) {
    const auto document = sound_file(*data / "upr-reports" / (name + ".pdf"));
    std::set<std::string> marks;
    std::set<std::string> notes;
    for (const auto& block : document.blocks) {
      if (block.kind == BlockKind::note && block.label[0] != '*') notes.insert(block.label);
      for (const auto& run : block.runs) {
        const bool digits = run.text.find_first_not_of("0123456789") == std::string::npos;
        if (run.style.superscript && digits) marks.insert(run.text);
      }
    }
    EXPECT_EQ(marks, notes) << name;
  }
}

TEST(RealReading, JoinsTheDraftsParagraphsOverPages) {
  const auto data = real::data();
  if (!data) return;
  const auto draft =
      sound_file(*data / "resolutions" / "A_C.3_75_L-enhancement-of-international-cooperation.md");
  const auto texts = texts_of(draft, BlockKind::paragraph);
  EXPECT_THAT(texts, testing::Contains(AllOf(testing::StartsWith("Recalling further the World"),
                                             HasSubstr("meeting of the General Assembly to"),
                                             testing::EndsWith("human rights,"))));
  EXPECT_THAT(text_of_label(draft, "14."), HasSubstr("mutual cooperation, understanding"));
  EXPECT_EQ(numbers_of(draft).last_paragraph, 17);
  EXPECT_EQ(texts_of(draft, BlockKind::note).size(), 6U);
}

}  // namespace
}  // namespace comity::reading
