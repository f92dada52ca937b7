// Real sentences in the six languages (multilingual/un-parallel-sentences.csv), each put into a
// resolution of its own: where the English one opens as a paragraph does, so do the others, and
// what one cites, all cite.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/csv.h"
#include "grammar/parse.h"
#include "support/real_data.h"

namespace comity {
namespace {

using model::Language;

struct Sentence {
  bool opens = false;
  bool closes = false;  ///< as a paragraph of a resolution does; others only look like one
  std::set<std::string> cites;
};

const std::map<Language, const char*>& enacting() {
  static const std::map<Language, const char*> kLines{
      {Language::en, "The General Assembly,"}, {Language::fr, "L’Assemblée générale,"},
      {Language::es, "La Asamblea General,"},  {Language::ru, "Генеральная Ассамблея,"},
      {Language::ar, "إن الجمعية العامة،"},    {Language::zh, "大会，"}};
  return kLines;
}

Sentence read(const std::string& text, Language language) {
  model::Document document;
  document.language = language;
  for (const std::string& line : {std::string("A/RES/69/1"), std::string("Lamps"),
                                  std::string(enacting().at(language)), text}) {
    model::Block block;
    block.runs = {{line, {}, {}}};
    document.blocks.push_back(std::move(block));
  }
  const auto reading = grammar::parse(document, names::Register::builtin());
  Sentence sentence;
  sentence.closes = text.ends_with(',') || text.ends_with(';');
  if (reading.paragraphs.empty()) return sentence;
  const auto& last = reading.paragraphs.back();
  sentence.opens = !last.verb.empty();
  for (const auto& citation : last.citations) {
    if (!citation.target.empty()) sentence.cites.insert(citation.target);
  }
  return sentence;
}

struct Counts {
  int asked = 0;
  int met = 0;
  [[nodiscard]] double share() const { return asked == 0 ? 0 : 100.0 * met / asked; }
};

TEST(RealSentences, OpenAndCiteAlikeInSixLanguages) {
  const auto data = real::data();
  if (!data) return;
  const auto table =
      base::parse_csv(real::bytes_of(*data / "multilingual/un-parallel-sentences.csv"));
  ASSERT_TRUE(table) << table.error().message;
  std::map<Language, Counts> openings;
  std::map<Language, Counts> citations;
  for (const auto& row : table->rows) {
    const auto english = read(row[table->column("en")], Language::en);
    for (const auto& [language, line] : enacting()) {
      if (language == Language::en) continue;
      const auto& text = row[table->column(std::string(model::code_of(language)))];
      const auto other = read(text, language);
      if (english.opens && english.closes) {
        ++openings[language].asked;
        openings[language].met += other.opens ? 1 : 0;
      }
      if (!english.cites.empty()) {
        ++citations[language].asked;
        citations[language].met += other.cites == english.cites ? 1 : 0;
      }
    }
  }
  for (const auto& [language, counts] : openings) {
    std::cout << model::code_of(language) << ": openings " << counts.met << " of " << counts.asked
              << ", citations " << citations[language].met << " of " << citations[language].asked
              << "\n";
    EXPECT_GE(counts.share(), 95) << model::code_of(language);
    EXPECT_GE(citations[language].share(), 85) << model::code_of(language);
  }
}

}  // namespace
}  // namespace comity
