// Real documents as Akoma Ntoso: valid against the schema, and the same structure when read again.
#include <gtest/gtest.h>

#include "real/read_again.h"
#include "render/akn.h"

namespace comity {
namespace {

using model::Reading;
using reading::Member;

/// The schema of Akoma Ntoso 3.0, and the one that it imports.
std::vector<Member> schemas_in(const std::filesystem::path& folder) {
  std::vector<Member> schemas;
  for (const char* const name : {"akomantoso30.xsd", "xml.xsd"}) {
    schemas.push_back({name, real::bytes_of(folder / name)});
  }
  return schemas;
}

class RealAkn : public testing::TestWithParam<const char*> {};

TEST_P(RealAkn, IsValidAndComesBack) {
  const auto data = real::data();
  if (!data) return;
  const auto schemas = schemas_in(*data / "akn");
  real::each_document(*data / GetParam(), [&](const Reading& first, const std::string& work,
                                              const std::string& name, reading::Reader& reader) {
    const auto xml = render::akn(first, work);
    const auto faults = reader.faults_by_schema(xml, name, schemas);
    ASSERT_TRUE(faults) << faults.error().message;
    for (const auto& fault : *faults) ADD_FAILURE() << name << ":" << fault.line << fault.said;
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
