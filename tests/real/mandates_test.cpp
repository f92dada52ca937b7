// Mandates against paragraphs marked by hand (mandates.csv: file, paragraph, plain verb, those
// asked, first word of the action without its article, occasions; a paragraph without a mandate
// has empty fields). The marks hold no text.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "grammar/mandates.h"
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

TEST(RealMandates, AgreeWithMarkedParagraphs) {
  const auto data = real::data();
  if (!data) return;
  auto reader = reading::Reader::create();
  ASSERT_TRUE(reader) << reader.error().message;
  const auto marks =
      real::table_of(std::filesystem::path(COMITY_SOURCE_DIR) / "tests/real/mandates.csv");
  std::map<std::string, ByParagraph> marked;
  for (const auto& row : marks.rows) {
    auto& values = marked[row[0]][row[1]];
    if (row[2].empty()) continue;
    values.insert(row[2] + " | " + sorted_list(row[3]) + " | " + row[4] + " | " +
                  sorted_list(row[5]));
  }
  std::size_t expected = 0;
  std::size_t given = 0;
  std::size_t right = 0;
  std::size_t paragraphs = 0;
  for (const auto& [file, by_paragraph] : marked) {
    auto found = read(*reader, *data / "resolutions/paragraphs" / (file + ".txt"));
    for (const auto& [number, values] : by_paragraph) {
      ++paragraphs;
      Values same;
      std::set_intersection(values.begin(), values.end(), found[number].begin(),
                            found[number].end(), std::inserter(same, same.end()));
      expected += values.size();
      given += found[number].size();
      right += same.size();
      if (same == values && same == found[number]) continue;
      std::cout << file << " " << number << "\n";
      for (const auto& value : values) std::cout << "  marked " << value << "\n";
      for (const auto& value : found[number]) std::cout << "  read   " << value << "\n";
    }
  }
  ASSERT_GE(paragraphs, 200U);
  const double precision = 100.0 * static_cast<double>(right) / static_cast<double>(given);
  const double recall = 100.0 * static_cast<double>(right) / static_cast<double>(expected);
  std::cout << paragraphs << " paragraphs, " << expected << " mandates marked, " << given
            << " read, " << right << " alike in all values: precision " << precision
            << " %, recall " << recall << " %\n";
  EXPECT_GE(precision, 95);
  EXPECT_GE(recall, 95);
}

}  // namespace
}  // namespace comity
