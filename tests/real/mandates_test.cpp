// Mandates against paragraphs marked by hand (mandates.csv: file, paragraph, plain verb, those
// asked, first word of the action without its article, occasions; a paragraph without a mandate
// has empty fields). The marks hold no text. Those of held_out_mandates.csv were made, by reading
// alone, in paragraphs drawn by lot that nobody had marked while the grammar was written.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "grammar/mandates/mandates.h"
#include "grammar/parse.h"
#include "reading/reader.h"
#include "support/real_data.h"

namespace comity {
namespace {

using Values = std::multiset<std::string>;
using ByParagraph = std::map<std::string, Values>;

std::string sorted(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ";") + value;
  return out;
}

std::string sorted_list(const std::string& list) {
  std::vector<std::string> values;
  for (const auto part : base::split(list, ';')) {
    if (!part.empty()) values.emplace_back(part);
  }
  return sorted(std::move(values));
}

std::string first_word(const std::string& action) {
  const auto small = base::lower_ascii(action);
  for (const auto word : base::split(small, ' ')) {
    if (word == "the" || word == "a" || word == "an" || word == "that" || word.empty()) continue;
    const auto end = word.find_first_of(",;.");
    return std::string(word.substr(0, end));
  }
  return {};
}

std::string value_of(const grammar::Mandate& mandate) {
  std::vector<std::string> occasions;
  for (const auto& each : mandate.occasions) occasions.push_back(grammar::code_of(each));
  return mandate.verb + " | " + sorted(mandate.addressees) + " | " + first_word(mandate.action) +
         " | " + sorted(std::move(occasions));
}

ByParagraph read(const reading::Reader& reader, const std::filesystem::path& path) {
  const auto document = reader.read(real::bytes_of(path), path.filename().string());
  EXPECT_TRUE(document) << path;
  ByParagraph found;
  if (!document) return found;
  const auto& states = names::Register::builtin();
  const auto reading = grammar::parse(*document, states);
  for (const auto& mandate : grammar::mandates_of(reading, states)) {
    found[mandate.number].insert(value_of(mandate));
  }
  return found;
}

struct Agreement {
  std::size_t paragraphs = 0;
  std::size_t marked = 0;
  std::size_t read = 0;
  std::size_t alike = 0;  ///< in all values
  [[nodiscard]] double precision() const {
    return 100.0 * static_cast<double>(alike) / static_cast<double>(read);
  }
  [[nodiscard]] double recall() const {
    return 100.0 * static_cast<double>(alike) / static_cast<double>(marked);
  }
};

std::map<std::string, ByParagraph> marks_of(std::string_view file) {
  const auto marks = real::table_of(std::filesystem::path(COMITY_SOURCE_DIR) / "tests/real" / file);
  std::map<std::string, ByParagraph> marked;
  for (const auto& row : marks.rows) {
    auto& values = marked[row[0]][row[1]];
    if (row[2].empty()) continue;
    values.insert(row[2] + " | " + sorted_list(row[3]) + " | " + row[4] + " | " +
                  sorted_list(row[5]));
  }
  return marked;
}

/// Says each paragraph that differs.
Agreement agreement_over(const std::filesystem::path& data, std::string_view marks) {
  Agreement all;
  auto reader = reading::Reader::create();
  EXPECT_TRUE(reader) << (reader ? "" : reader.error().message);
  if (!reader) return all;
  for (const auto& [file, by_paragraph] : marks_of(marks)) {
    auto found = read(*reader, data / "resolutions/paragraphs" / (file + ".txt"));
    for (const auto& [number, values] : by_paragraph) {
      ++all.paragraphs;
      Values same;
      std::set_intersection(values.begin(), values.end(), found[number].begin(),
                            found[number].end(), std::inserter(same, same.end()));
      all.marked += values.size();
      all.read += found[number].size();
      all.alike += same.size();
      if (same == values && same == found[number]) continue;
      std::cout << file << " " << number << "\n";
      for (const auto& value : values) std::cout << "  marked " << value << "\n";
      for (const auto& value : found[number]) std::cout << "  read   " << value << "\n";
    }
  }
  std::cout << marks << ": " << all.paragraphs << " paragraphs, " << all.marked
            << " mandates marked, " << all.read << " read, " << all.alike
            << " alike in all values: precision " << all.precision() << " %, recall "
            << all.recall() << " %\n";
  return all;
}

TEST(RealMandates, AgreeWithMarkedParagraphs) {
  const auto data = real::data();
  if (!data) return;
  const auto agreement = agreement_over(*data, "mandates.csv");
  EXPECT_GE(agreement.paragraphs, 200U);
  EXPECT_GE(agreement.precision(), 95);
  EXPECT_GE(agreement.recall(), 95);
}

TEST(RealMandates, AgreeWithParagraphsThatTheGrammarWasNotWrittenWith) {
  const auto data = real::data();
  if (!data) return;
  const auto agreement = agreement_over(*data, "held_out_mandates.csv");
  EXPECT_GE(agreement.paragraphs, 100U);
  EXPECT_GE(agreement.precision(), 95);
  EXPECT_GE(agreement.recall(), 95);
}

}  // namespace
}  // namespace comity
