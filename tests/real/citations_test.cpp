// Citations in real texts against marks that a person made by reading them (citations.csv: file,
// place, language, the symbol that is meant, "-" where the text gives none, and where in it: the
// paragraph or article). Those of held_out_citations.csv were marked in texts that nobody looked at
// while the grammar was written. Of a table the place is the line, of a list of paragraphs its
// index, of a text the line. What is found where nothing is marked counts against the grammar too.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/csv.h"
#include "base/json.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "reading/reader.h"
#include "support/real_data.h"

namespace comity {
namespace {

using model::Language;

constexpr std::string_view kNoSymbol = "-";

/// What is cited at a place, in order of the letters.
using Cited = std::vector<std::string>;
/// By file, place and language.
using Places = std::map<std::tuple<std::string, std::string, std::string>, Cited>;

std::string value_of(const std::string& target, const std::string& place) {
  auto value = target.empty() ? std::string(kNoSymbol) : target;
  return place.empty() ? value : value + " [" + place + "]";
}

std::string enacting(Language language, const std::string& symbol) {
  if (language == Language::en && symbol.starts_with("A/HRC")) return "The Human Rights Council,";
  if (symbol.starts_with("S/")) {
    switch (language) {
      case Language::fr:
        return "Le Conseil de sécurité,";
      case Language::es:
        return "El Consejo de Seguridad,";
      case Language::ru:
        return "Совет Безопасности,";
      case Language::ar:
        return "إن مجلس الأمن،";
      case Language::zh:
        return "安全理事会，";
      default:
        return "The Security Council,";
    }
  }
  switch (language) {
    case Language::fr:
      return "L’Assemblée générale,";
    case Language::es:
      return "La Asamblea General,";
    case Language::ru:
      return "Генеральная Ассамблея,";
    case Language::ar:
      return "إن الجمعية العامة،";
    case Language::zh:
      return "大会，";
    default:
      return "The General Assembly,";
  }
}

Cited cited_in(const model::Reading& reading, std::size_t from) {
  Cited cited;
  for (std::size_t i = from; i < reading.paragraphs.size(); ++i) {
    for (const auto& citation : reading.paragraphs[i].citations) {
      cited.push_back(value_of(citation.target, citation.place));
    }
  }
  std::sort(cited.begin(), cited.end());
  return cited;
}

/// A paragraph by itself, in a document of that symbol.
Cited cited_in(const std::string& text, Language language, const std::string& symbol) {
  model::Document document;
  document.language = language;
  for (const auto& line : {symbol, std::string("Lamps"), enacting(language, symbol), text}) {
    model::Block block;
    block.runs = {{line, {}, {}}};
    document.blocks.push_back(std::move(block));
  }
  const auto reading = grammar::parse(document, names::Register::builtin());
  std::size_t from = 0;
  while (from < reading.paragraphs.size() &&
         reading.paragraphs[from].kind != model::ParagraphKind::enacting) {
    ++from;
  }
  return cited_in(reading, from == reading.paragraphs.size() ? 0 : from + 1);
}

/// "2015/s/res/2200__2015_" is S/RES/2200(2015), "A_HRC_RES_48_9.json" A/HRC/RES/48/9.
std::string symbol_of(std::string name, bool of_corpus) {
  if (!of_corpus) {
    name.resize(name.rfind('.'));
    std::replace(name.begin(), name.end(), '_', '/');
    return name;
  }
  name.erase(0, name.find('/') + 1);
  if (const auto open = name.find("__"); open != std::string::npos && name.ends_with('_')) {
    name.replace(open, 2, "(");
    name.back() = ')';
  }
  std::string out;
  for (const char c : name) {
    out += c == '_' ? '.' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

Places marks(std::string_view file) {
  const auto table = base::parse_csv(
      real::bytes_of(std::filesystem::path(COMITY_SOURCE_DIR) / "tests/real" / file));
  EXPECT_TRUE(table) << (table ? "" : table.error().message);
  Places places;
  if (!table) return places;
  for (const auto& row : table->rows) {
    const bool whole = !row[0].ends_with(".csv");
    places[{row[0], whole ? "" : row[1], row[2]}].push_back(value_of(row[3], row[4]));
  }
  for (auto& [place, cited] : places) std::sort(cited.begin(), cited.end());
  return places;
}

void find_in_sentences(const std::filesystem::path& data, const std::string& file, Places& found) {
  const auto table = base::parse_csv(real::bytes_of(data / file));
  ASSERT_TRUE(table) << table.error().message;
  for (std::size_t i = 0; i < table->rows.size(); ++i) {
    const auto& row = table->rows[i];
    const auto symbol = symbol_of(row[table->column("document")], true);
    for (const std::string code : {"en", "fr", "es", "ru", "ar", "zh"}) {
      auto cited = cited_in(row[table->column(code)], *model::language_from(code), symbol);
      if (!cited.empty()) found[{file, std::to_string(i + 2), code}] = std::move(cited);
    }
  }
}

void find_in_paragraphs(const std::filesystem::path& data, const std::string& file, Places& found) {
  const auto json = base::parse_json(real::bytes_of(data / file));
  ASSERT_TRUE(json) << json.error().message;
  const auto symbol = symbol_of(std::filesystem::path(file).filename().string(), false);
  model::Document document;
  document.language = Language::en;
  std::vector<std::string> texts = {symbol, "Lamps", enacting(Language::en, symbol)};
  for (const auto& each : json->as_array()) {
    texts.push_back(base::collapsed(base::text_at(each.as_object(), "text")));
  }
  for (const auto& text : texts) {
    model::Block block;
    block.runs = {{text, {}, {}}};
    document.blocks.push_back(std::move(block));
  }
  auto& cited = found[{file, "", "en"}];
  cited = cited_in(grammar::parse(document, names::Register::builtin()), 0);
  // What the document says of itself at its head names no other one.
  if (const auto own = std::find(cited.begin(), cited.end(), symbol); own != cited.end()) {
    cited.erase(own);
  }
}

Places found_in(const std::filesystem::path& data, const Places& marked) {
  Places found;
  std::set<std::string> files;
  auto reader = reading::Reader::create();
  EXPECT_TRUE(reader) << (reader ? "" : reader.error().message);
  if (!reader) return found;
  for (const auto& [place, cited] : marked) {
    const auto& [file, at, language] = place;
    if (!files.insert(file).second) continue;
    if (file.ends_with(".csv")) {
      find_in_sentences(data, file, found);
    } else if (file.ends_with(".json")) {
      find_in_paragraphs(data, file, found);
    } else {
      const auto document = reader->read(real::bytes_of(data / file), file);
      EXPECT_TRUE(document) << file;
      if (!document) continue;
      found[{file, "", language}] =
          cited_in(grammar::parse(*document, names::Register::builtin()), 0);
    }
  }
  return found;
}

struct Score {
  std::size_t marked = 0;
  std::size_t found = 0;
  std::size_t right = 0;
  [[nodiscard]] double recall() const {
    return 100.0 * static_cast<double>(right) / static_cast<double>(marked);
  }
  [[nodiscard]] double precision() const {
    return 100.0 * static_cast<double>(right) / static_cast<double>(found);
  }
};

std::string joined(const Cited& cited) {
  std::string text;
  for (const auto& each : cited) text += (text.empty() ? "" : " | ") + each;
  return text;
}

using Scores = std::map<std::string, Score>;

Scores measured(const std::filesystem::path& data, std::string_view file) {
  const auto marked = marks(file);
  auto found = found_in(data, marked);
  Scores scores;
  for (const auto& [place, cited] : marked) found.try_emplace(place);
  for (const auto& [place, cited] : found) {
    const auto& [name, at, language] = place;
    const auto mark = marked.find(place);
    const auto expected = mark == marked.end() ? Cited() : mark->second;
    Cited right;
    std::set_intersection(expected.begin(), expected.end(), cited.begin(), cited.end(),
                          std::back_inserter(right));
    for (auto* score : {&scores[language], &scores["all"]}) {
      score->marked += expected.size();
      score->found += cited.size();
      score->right += right.size();
    }
    if (expected != cited) {
      std::cout << name << " " << at << " " << language << ": marked " << joined(expected)
                << "; found " << joined(cited) << "\n";
    }
  }
  for (const auto& [language, score] : scores) {
    std::cout << file << ", " << language << ": " << score.marked << " marked, precision "
              << score.precision() << ", recall " << score.recall() << "\n";
  }
  return scores;
}

TEST(RealCitations, AreFoundAsAPersonMarkedThem) {
  const auto data = real::data();
  if (!data) return;
  auto scores = measured(*data, "citations.csv");
  for (const auto& [language, score] : scores) EXPECT_GE(score.marked, 50U) << language;
  EXPECT_GE(scores["all"].marked, 300U);
  EXPECT_GE(scores["all"].precision(), 99);
  EXPECT_GE(scores["all"].recall(), 99);
}

TEST(RealCitations, AreFoundInTextsThatTheGrammarWasNotWrittenWith) {
  const auto data = real::data();
  if (!data) return;
  auto scores = measured(*data, "held_out_citations.csv");
  EXPECT_GE(scores["all"].marked, 100U);
  EXPECT_GE(scores["all"].precision(), 99);
  EXPECT_GE(scores["all"].recall(), 99);
}

}  // namespace
}  // namespace comity
