#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grammar/parse.h"
#include "reading/reader.h"
#include "support/real_data.h"

// Real documents that are written out and read again.
namespace comity::real {

/// The text without spaces before raised marks: a note's mark follows its word.
[[nodiscard]] inline std::string text_with_marks(const std::vector<model::Run>& runs) {
  std::string out;
  for (const auto& run : runs) {
    if (run.style.superscript) out.erase(out.find_last_not_of(' ') + 1);
    out += run.text;
  }
  return out;
}

/// What an address can name, with what stands there.
[[nodiscard]] inline std::vector<std::string> numbered(const model::Reading& reading) {
  std::vector<std::string> out;
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    if (paragraph.number.empty() || paragraph.runs.empty() ||
        paragraph.kind == model::ParagraphKind::note ||
        paragraph.kind == model::ParagraphKind::heading) {
      continue;
    }
    out.push_back(paragraph.number + " [" + paragraph.verb + "] " +
                  text_with_marks(paragraph.runs));
  }
  return out;
}

/// Calls `visit(reading, work, name, reader)` for each document of a folder that can be read.
template <typename Visit>
void each_document(const std::filesystem::path& folder, Visit visit) {
  auto reader = reading::Reader::create();
  ASSERT_TRUE(reader) << reader.error().message;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".pdf" && extension != ".md" && extension != ".docx") continue;
    const auto name = entry.path().filename().string();
    const auto document = reader->read(bytes_of(entry.path()), name);
    if (!document) continue;  // refused files are files_test's
    const auto reading = grammar::parse(*document, names::Register::builtin());
    visit(reading, reading.symbol.empty() ? "~0000000000001" : reading.symbol.text(), name,
          *reader);
    ++files;
  }
  EXPECT_GT(files, 4);
}

[[nodiscard]] inline std::optional<model::Reading> read_again(reading::Reader& reader,
                                                              const std::string& bytes,
                                                              const std::string& name) {
  const auto document = reader.read(bytes, name);
  if (!document) {
    ADD_FAILURE() << document.error().message;
    return std::nullopt;
  }
  return grammar::parse(*document, names::Register::builtin());
}

inline void expect_equal(const std::vector<std::string>& before,
                         const std::vector<std::string>& after, const std::string& name) {
  const auto [left, right] =
      std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  EXPECT_TRUE(left == before.end() && right == after.end())
      << name << ": " << (left == before.end() ? "ends" : *left) << "\n became "
      << (right == after.end() ? "ends" : *right);
}

}  // namespace comity::real
