// Real documents as Akoma Ntoso: valid against the schema, and the same structure when read again.
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <memory>

#include "grammar/parse.h"
#include "reading/reader.h"
#include "render/akn.h"
#include "support/real_data.h"

namespace comity {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using model::Reading;

/// The schema of Akoma Ntoso 3.0, read once.
class Schema {
 public:
  explicit Schema(const std::filesystem::path& file)
      : parser_(xmlSchemaNewParserCtxt(file.c_str()), xmlSchemaFreeParserCtxt),
        schema_(xmlSchemaParse(parser_.get()), xmlSchemaFree) {}

  /// What is wrong with a document, or nothing.
  [[nodiscard]] std::string fault(const std::string& xml) const {
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "", "UTF-8", XML_PARSE_NONET),
        xmlFreeDoc);
    if (!document) return "not well formed";
    const std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> context(
        xmlSchemaNewValidCtxt(schema_.get()), xmlSchemaFreeValidCtxt);
    std::string said;
    xmlSchemaSetValidErrors(context.get(), &add, &add, &said);
    const int result = xmlSchemaValidateDoc(context.get(), document.get());
    return result == 0 ? std::string() : said + " (" + std::to_string(result) + ")";
  }

 private:
  static void add(void* said, const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    char text[400];
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    *static_cast<std::string*>(said) += text;
  }

  std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> parser_;
  std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> schema_;
};

/// The text without spaces before raised marks: a note's mark follows its word.
std::string text_with_marks(const std::vector<model::Run>& runs) {
  std::string out;
  for (const auto& run : runs) {
    if (run.style.superscript) out.erase(out.find_last_not_of(' ') + 1);
    out += run.text;
  }
  return out;
}

/// What an address can name, with what stands there.
std::vector<std::string> numbered(const Reading& reading) {
  std::vector<std::string> out;
  for (const Paragraph& paragraph : reading.paragraphs) {
    if (paragraph.number.empty() || paragraph.runs.empty() ||
        paragraph.kind == ParagraphKind::note || paragraph.kind == ParagraphKind::heading) {
      continue;
    }
    out.push_back(paragraph.number + " [" + paragraph.verb + "] " +
                  text_with_marks(paragraph.runs));
  }
  return out;
}

class RealAkn : public testing::TestWithParam<const char*> {};

TEST_P(RealAkn, IsValidAndComesBack) {
  const auto data = real::data();
  if (!data) return;
  const Schema schema(*data / "akn" / "akomantoso30.xsd");
  auto reader = reading::Reader::create();
  ASSERT_TRUE(reader) << reader.error().message;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*data / GetParam())) {
    const auto extension = entry.path().extension();
    if (extension != ".pdf" && extension != ".md" && extension != ".docx") continue;
    const auto name = entry.path().filename().string();
    const auto document = reader->read(real::bytes_of(entry.path()), name);
    if (!document) continue;  // refused files are files_test's
    const Reading first = grammar::parse(*document, names::Register::builtin());
    const auto work = first.symbol.empty() ? "~0000000000001" : first.symbol.text();
    const auto xml = render::akn(first, work);
    EXPECT_EQ(schema.fault(xml), "") << name;
    const auto again = reader->read(xml, "export.akn");
    ASSERT_TRUE(again) << name << " " << again.error().message;
    const Reading second = grammar::parse(*again, names::Register::builtin());
    EXPECT_EQ(second.symbol, first.symbol) << name;
    EXPECT_EQ(second.kind, first.kind) << name;
    const auto before = numbered(first);
    const auto after = numbered(second);
    const auto [left, right] =
        std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    EXPECT_TRUE(left == before.end() && right == after.end())
        << name << ": " << (left == before.end() ? "ends" : *left) << "\n became "
        << (right == after.end() ? "ends" : *right);
    ++files;
  }
  EXPECT_GT(files, 4);
}

INSTANTIATE_TEST_SUITE_P(Folders, RealAkn,
                         testing::Values("resolutions", "upr-reports", "slovenia"),
                         [](const auto& named) {
                           std::string name = named.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace comity
