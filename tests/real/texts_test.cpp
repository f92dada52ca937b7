// Real documents read and parsed, against what their folders' indexes say of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/json.h"
#include "grammar/parse.h"
#include "reading/reader.h"
#include "service/documents/beside_rows.h"
#include "support/real_data.h"

namespace comity {
namespace {

using model::ParagraphKind;
using model::Reading;

class RealTexts : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto reader = reading::Reader::create();
    ASSERT_TRUE(reader) << reader.error().message;
    reader_ = std::make_unique<reading::Reader>(*std::move(reader));
  }
  static void TearDownTestSuite() { reader_.reset(); }

  static std::optional<Reading> read(const std::filesystem::path& path) {
    const auto document = reader_->read(real::bytes_of(path), path.filename().string());
    EXPECT_TRUE(document) << path << (document ? "" : ": " + document.error().message);
    if (!document) return std::nullopt;
    Reading reading = grammar::parse(*document, names::Register::builtin());
    check(reading, path);
    return reading;
  }

  /// What holds for every reading: numbers are unique, verbs open their text, all comes back.
  static void check(const Reading& reading, const std::filesystem::path& path) {
    std::set<std::string> numbers;
    std::set<std::string> notes;
    for (const model::Paragraph& paragraph : reading.paragraphs) {
      if (!paragraph.number.empty()) {
        EXPECT_TRUE(numbers.insert(paragraph.number).second) << path << " " << paragraph.number;
      }
      if (paragraph.kind == ParagraphKind::note) notes.insert(paragraph.number);
      const std::string text = model::text_of(paragraph.runs);
      EXPECT_LE(text.find(paragraph.verb), 3U) << path << " " << paragraph.number;
      for (const model::Citation& citation : paragraph.citations) {
        EXPECT_EQ(citation.text, text.substr(citation.begin, citation.end - citation.begin));
      }
    }
    for (const model::Paragraph& paragraph : reading.paragraphs) {
      for (const std::string& note : paragraph.footnotes) EXPECT_TRUE(notes.contains(note)) << path;
    }
    const auto again = model::reading_from_json(model::to_json(reading));
    ASSERT_TRUE(again) << path << " " << again.error().message;
    EXPECT_EQ(*again, reading) << path;
  }

  static std::vector<const model::Paragraph*> of(const Reading& reading, ParagraphKind kind) {
    std::vector<const model::Paragraph*> found;
    for (const model::Paragraph& paragraph : reading.paragraphs) {
      if (paragraph.kind == kind) found.push_back(&paragraph);
    }
    return found;
  }

  static std::unique_ptr<reading::Reader> reader_;
};

std::unique_ptr<reading::Reader> RealTexts::reader_;

TEST_F(RealTexts, DraftResolutionInMarkdown) {
  const auto data = real::data();
  if (!data) return;
  const auto reading =
      read(*data / "resolutions/A_C.3_75_L-enhancement-of-international-cooperation.md");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->kind, model::WorkKind::draft_resolution);
  EXPECT_TRUE(reading->symbol.empty());
  EXPECT_EQ(reading->title,
            "Enhancement of international cooperation in the field of human rights");
  EXPECT_EQ(reading->masthead.body, "General Assembly");
  EXPECT_EQ(reading->masthead.committee, "Third Committee");
  EXPECT_EQ(reading->masthead.distribution, "Limited");
  EXPECT_EQ(reading->masthead.date, "2020-10-29");
  EXPECT_EQ(reading->masthead.original_language, "English");
  EXPECT_EQ(reading->masthead.session, "Seventy-fifth session");
  EXPECT_EQ(reading->masthead.agenda_item, "72 (b)");
  EXPECT_TRUE(reading->masthead.agenda_title.starts_with("Promotion and protection"));
  EXPECT_EQ(reading->sponsors, (std::vector<std::string>{"CHN", "CUB", "RUS"}));
  EXPECT_TRUE(reading->sponsors_note.starts_with("On behalf of the States Members"));

  const auto preambular = of(*reading, ParagraphKind::preambular);
  const auto operative = of(*reading, ParagraphKind::operative);
  ASSERT_EQ(preambular.size(), 15U);
  ASSERT_EQ(operative.size(), 17U);
  EXPECT_EQ(preambular[2]->verb, "Recalling also");
  EXPECT_EQ(preambular[12]->verb, "Emphasizing also");
  EXPECT_NE(model::text_of(preambular[3]->runs).find("General Assembly to commemorate"),
            std::string::npos);
  EXPECT_EQ(operative[3]->verb, "Also reaffirms");
  EXPECT_EQ(operative[10]->verb, "Further emphasizes");
  EXPECT_EQ(operative[11]->verb, "Calls upon");
  EXPECT_NE(model::text_of(operative[13]->runs).find("cooperation, understanding"),
            std::string::npos);
  EXPECT_EQ(operative[16]->number, "17");
  EXPECT_EQ(of(*reading, ParagraphKind::note).size(), 6U);  // five figures and the sponsors' star
  EXPECT_EQ(preambular[2]->footnotes, (std::vector<std::string>{"fn2", "fn3"}));
  EXPECT_EQ(preambular[14]->footnotes, std::vector<std::string>{"fn5"});
  ASSERT_EQ(preambular[2]->citations.size(), 2U);
  EXPECT_EQ(preambular[2]->citations[0].target, "A/RES/74/153");
  EXPECT_EQ(preambular[2]->citations[1].target, "A/HRC/RES/44/18");
  ASSERT_EQ(reading->findings.size(), 1U);
  EXPECT_EQ(reading->findings[0].rule, "masthead.no-symbol");
}

TEST_F(RealTexts, ResolutionsOfTheAssembly) {
  const auto data = real::data();
  if (!data) return;
  struct Expected {
    const char* file;
    const char* symbol;
    const char* date;
    std::size_t preambular, operative, notes;
  };
  for (const Expected& e : {Expected{"A_RES_73_3-en.pdf", "A/RES/73/3", "2018-10-18", 0, 54, 7},
                            Expected{"A_RES_73_6-en.pdf", "A/RES/73/6", "2018-10-31", 25, 14, 6},
                            Expected{"A_RES_73_7-en.pdf", "A/RES/73/7", "2018-10-31", 13, 28, 9}}) {
    const auto reading = read(*data / "resolutions" / e.file);
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->symbol.text(), e.symbol);
    EXPECT_EQ(reading->kind, model::WorkKind::resolution);
    EXPECT_EQ(reading->masthead.date, e.date);
    EXPECT_EQ(of(*reading, ParagraphKind::preambular).size(), e.preambular) << e.file;
    EXPECT_EQ(of(*reading, ParagraphKind::operative).size(), e.operative) << e.file;
    EXPECT_EQ(of(*reading, ParagraphKind::note).size(), e.notes) << e.file;
    EXPECT_TRUE(reading->findings.empty()) << e.file << " " << reading->findings[0].rule;
  }
}

TEST_F(RealTexts, PapersOfSlovenia) {
  const auto data = real::data();
  if (!data) return;
  const std::map<std::string, std::string> kinds = {
      {"national report", "national_report"},
      {"stakeholder summary", "stakeholder_summary"},
      {"corrigendum", "corrigendum"},
      {"working group report", "working_group_report"},
      {"addendum", "addendum"},
      {"decision", "decision"},
      {"session report", "session_report"},
      {"compilation", "compilation"}};
  const auto index = real::table_of(*data / "slovenia/index.csv");
  std::size_t read_files = 0;
  for (const auto& row : index.rows) {
    const auto kind = kinds.find(row[index.column("kind")]);
    if (kind == kinds.end()) continue;
    const std::string& file = row[index.column("file")];
    const auto reading = read(*data / "slovenia" / file);
    ASSERT_TRUE(reading);
    ++read_files;
    EXPECT_EQ(reading->symbol.text(), row[index.column("symbol")]) << file;
    EXPECT_EQ(model::name_of(reading->kind), kind->second) << file;
    EXPECT_EQ(reading->masthead.date, row[index.column("date")]) << file;
    EXPECT_EQ(reading->masthead.original_language, "English") << file;
    EXPECT_EQ(reading->review.has_value(), kind->second == "working_group_report") << file;
    EXPECT_LE(reading->findings.size(), 5U) << file;
  }
  EXPECT_EQ(read_files, 21U);
}

// The figures are the addenda's own where they give them: "accepts 142 recommendations … notes 21",
// "124 are now supported and 33 noted". In the first cycle three answers are in part, one is
// expressly left open and one, on recommendation 15, says neither.
TEST_F(RealTexts, AnswersOfSlovenia) {
  const auto data = real::data();
  if (!data) return;
  struct Expected {
    const char* file;
    const char* report;
    std::size_t supported, noted, pending, in_part;
  };
  for (const auto& e : {Expected{"cycle1/A_HRC_14_15_Add.1.pdf", "A/HRC/14/15", 92, 3, 1, 3},
                        Expected{"cycle2/A_HRC_28_15_Add.1.pdf", "A/HRC/28/15", 142, 21, 0, 0},
                        Expected{"cycle3/A_HRC_43_15_Add.1.pdf", "A/HRC/43/15", 124, 33, 0, 0}}) {
    SCOPED_TRACE(e.file);
    const auto reading = read(*data / "slovenia" / e.file);
    ASSERT_TRUE(reading);
    std::map<std::string, model::CountsAs> last;
    std::size_t in_part = 0;
    for (const auto& statement : reading->positions) {
      EXPECT_EQ(statement.report, e.report);
      EXPECT_EQ(statement.state, "SVN");
      if (statement.partial) in_part += statement.numbers.size();
      if (!statement.counts_as) continue;
      for (const auto& number : statement.numbers) last[number] = *statement.counts_as;
    }
    std::map<model::CountsAs, std::size_t> counts;
    for (const auto& [number, counts_as] : last) ++counts[counts_as];
    EXPECT_EQ(counts[model::CountsAs::supported], e.supported);
    EXPECT_EQ(counts[model::CountsAs::noted], e.noted);
    EXPECT_EQ(counts[model::CountsAs::pending], e.pending);
    EXPECT_EQ(in_part, e.in_part);
  }
}

TEST_F(RealTexts, ReportsOfTheWorkingGroup) {
  const auto data = real::data();
  if (!data) return;
  const auto index = real::table_of(*data / "upr-reports/index.csv");
  for (const auto& row : index.rows) {
    const std::string& file = row[index.column("file")];
    const auto reading = read(*data / "upr-reports" / file);
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->symbol.text(), row[index.column("symbol")]) << file;
    EXPECT_EQ(reading->kind, model::WorkKind::working_group_report) << file;
    EXPECT_EQ(reading->masthead.body, "Human Rights Council") << file;
    EXPECT_EQ(reading->masthead.date.size(), 10U) << file;
    EXPECT_FALSE(reading->masthead.session.empty()) << file;
    EXPECT_NE(reading->title.find("Report of the Working Group"), std::string::npos) << file;
    for (const model::Finding& finding : reading->findings) {
      EXPECT_TRUE(finding.rule.starts_with("review.")) << file << " " << finding.rule;
    }
  }
  const auto reissued = read(*data / "upr-reports/A_HRC_11_25.pdf");
  ASSERT_TRUE(reissued);
  EXPECT_EQ(reissued->symbol.reissue(), 1);
}

/// Texts classified by a program elsewhere: not a gold standard, so that agreement is printed and
/// only a floor is asked for.
TEST_F(RealTexts, AgreeRoughlyWithClassifiedParagraphs) {
  const auto data = real::data();
  if (!data) return;
  std::size_t same = 0;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data / "resolutions/paragraphs")) {
    if (entry.path().extension() != ".txt") continue;
    const auto reading = read(entry.path());
    ASSERT_TRUE(reading);
    const auto json = base::parse_json(
        real::bytes_of(std::filesystem::path(entry.path()).replace_extension("json")));
    ASSERT_TRUE(json);
    std::size_t preambular = 0;
    std::size_t operative = 0;
    for (const base::Json& paragraph : json->as_array()) {
      const auto type = base::text_at(paragraph.as_object(), "paragraph_type");
      const auto level = base::integer_at(paragraph.as_object(), "paragraph_level");
      preambular += type == "preambular" ? 1U : 0U;
      operative += type == "operative" && level == 1 ? 1U : 0U;
    }
    // The classification counts the enacting line among the preambular paragraphs.
    const std::size_t ours = of(*reading, ParagraphKind::preambular).size() +
                             of(*reading, ParagraphKind::enacting).size();
    const std::size_t ours_operative = of(*reading, ParagraphKind::operative).size();
    ++files;
    if (ours == preambular && ours_operative == operative) {
      ++same;
    } else {
      std::cout << entry.path().filename().string() << ": preambular " << ours << " (" << preambular
                << "), operative " << ours_operative << " (" << operative << ")\n";
    }
  }
  std::cout << same << " of " << files << " texts agree\n";
  EXPECT_GE(same * 10, files * 6);
}

TEST_F(RealTexts, DeclarationHasTheSameArticlesInSixLanguages) {
  const auto data = real::data();
  if (!data) return;
  const auto articles = [&](std::string_view language) {
    std::vector<std::string> out;
    const auto reading =
        read(*data / ("resolutions/A_RES_217_A_III-" + std::string(language) + ".txt"));
    if (!reading) return out;
    for (const auto& paragraph : reading->paragraphs) {
      const bool heading = paragraph.kind == ParagraphKind::heading;
      if (heading || paragraph.number.starts_with("art")) {
        out.push_back(std::string(model::name_of(paragraph.kind)) + " " + paragraph.number);
      }
    }
    return out;
  };
  const auto english = articles("en");
  EXPECT_EQ(english.size(), 31U);  // the preamble and thirty articles
  for (const auto* language : {"fr", "es", "ru", "ar", "zh"}) {
    EXPECT_EQ(articles(language), english) << language;
  }
}

TEST_F(RealTexts, DeclarationStandsSideBySideInSixLanguages) {
  const auto data = real::data();
  if (!data) return;
  const auto version = [&](std::string_view language) {
    return read(*data / ("resolutions/A_RES_217_A_III-" + std::string(language) + ".txt"));
  };
  const auto english = version("en");
  ASSERT_TRUE(english);
  for (const auto* language : {"fr", "es", "ru", "ar", "zh"}) {
    const auto other = version(language);
    ASSERT_TRUE(other) << language;
    // Preambles are laid out by each language's printer; articles stand beside each other.
    std::size_t together = 0, apart = 0;
    for (const auto& row : service::beside_rows(*english, *other)) {
      if (row.first == service::BesideRow::kNone || row.second == service::BesideRow::kNone) {
        continue;
      }
      const auto& here = english->paragraphs[row.first];
      const auto& there = other->paragraphs[row.second];
      if (here.number != there.number || here.kind != there.kind) ++apart;
      if (here.kind == ParagraphKind::heading) ++together;
    }
    EXPECT_GE(together, 31U) << language;
    EXPECT_EQ(apart, 0U) << language;
  }
}

}  // namespace
}  // namespace comity
