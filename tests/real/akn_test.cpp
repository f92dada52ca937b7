// Real documents as Akoma Ntoso: valid against the schema, and the same structure when read again.
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <cstdarg>
#include <cstdio>
#include <memory>

#include "real/read_again.h"
#include "render/akn.h"

namespace comity {
namespace {

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

class RealAkn : public testing::TestWithParam<const char*> {};

TEST_P(RealAkn, IsValidAndComesBack) {
  const auto data = real::data();
  if (!data) return;
  const Schema schema(*data / "akn" / "akomantoso30.xsd");
  real::each_document(*data / GetParam(), [&](const Reading& first, const std::string& work,
                                              const std::string& name, reading::Reader& reader) {
    const auto xml = render::akn(first, work);
    EXPECT_EQ(schema.fault(xml), "") << name;
    const auto second = real::read_again(reader, xml, "export.akn");
    ASSERT_TRUE(second) << name;
    EXPECT_EQ(second->symbol, first.symbol) << name;
    EXPECT_EQ(second->kind, first.kind) << name;
    // A table is called by the name of its file.
    if (first.kind != model::WorkKind::table) {
      EXPECT_EQ(second->title, first.title) << name;
    }
    EXPECT_TRUE(second->masthead == first.masthead) << name;
    EXPECT_EQ(second->sponsors, first.sponsors) << name;
    EXPECT_EQ(second->sponsors_note, first.sponsors_note) << name;
    real::expect_equal(real::numbered(first), real::numbered(*second), name);
  });
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
