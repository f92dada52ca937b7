// Every file among the real documents has an expected result in files.csv: what kind of work it is
// read as, or the kind of error with which it is refused. COMITY_REBASE=1 writes the table anew.
#include <gtest/gtest.h>

#include <map>

#include "grammar/parse.h"
#include "reading/reader.h"
#include "support/real_data.h"

namespace comity {
namespace {

namespace fs = std::filesystem;

using Table = std::map<std::string, std::string>;  // "read resolution" by "resolutions/a.pdf"

fs::path table_file() { return fs::path(COMITY_SOURCE_DIR) / "tests/real/files.csv"; }

Table expected() {
  Table expected;
  if (!fs::exists(table_file())) return expected;
  const auto table = real::table_of(table_file());
  for (const auto& row : table.rows) {
    expected[row[table.column("file")]] =
        row[table.column("result")] + " " + row[table.column("kind")];
  }
  return expected;
}

std::string result_of(const reading::Reader& reader, const fs::path& path,
                      const std::string& name) {
  const auto document = reader.read(real::bytes_of(path), name);
  if (document) {
    const auto reading = grammar::parse(*document, names::Register::builtin());
    return "read " + std::string(model::name_of(reading.kind));
  }
  EXPECT_TRUE(document.error().place.starts_with(name)) << document.error().place;
  EXPECT_FALSE(document.error().message.empty()) << name;
  EXPECT_FALSE(document.error().mend.empty()) << name;
  return "refused " + std::string(base::name_of(document.error().kind));
}

void rebase(const Table& seen) {
  std::ofstream out(table_file());
  out << "file,result,kind\n";
  for (const auto& [file, result] : seen) {
    const auto space = result.find(' ');
    out << file << ',' << result.substr(0, space) << ',' << result.substr(space + 1) << '\n';
  }
}

TEST(RealFiles, EachIsReadOrRefusedAsListed) {
  const auto data = real::data();
  if (!data) return;
  const auto reader = reading::Reader::create();
  ASSERT_TRUE(reader);
  Table seen;
  for (const auto& entry : fs::recursive_directory_iterator(*data)) {
    if (!entry.is_regular_file()) continue;
    const auto name = fs::relative(entry.path(), *data).generic_string();
    seen[name] = result_of(*reader, entry.path(), name);
  }
  if (std::getenv("COMITY_REBASE") != nullptr) rebase(seen);
  const auto listed = expected();
  EXPECT_GT(listed.size(), 200U);
  for (const auto& [file, result] : listed) {
    EXPECT_EQ(seen.contains(file) ? seen[file] : "not there", result) << file;
  }
  for (const auto& [file, result] : seen) {
    if (!listed.contains(file)) std::cout << "not listed: " << file << ": " << result << '\n';
  }
}

}  // namespace
}  // namespace comity
