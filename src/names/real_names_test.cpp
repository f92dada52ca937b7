#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "names/register.h"
#include "support/real_data.h"

namespace comity::names {
namespace {

TEST(RealNames, FindEveryStateOfUprInfo) {
  const auto data = real::data();
  if (!data) return;
  const auto reference = real::table_of(*data / "reference/states.csv");
  std::map<std::string, std::string> code;
  for (const auto& row : reference.rows) {
    code[row[reference.column("upr_info_name")]] = row[reference.column("iso3")];
  }
  const auto rows = real::table_of(*data / "upr-info/recommendations-s01-s17.csv");
  std::set<std::string> names;
  for (const auto& row : rows.rows) {
    names.insert(row[rows.column("state_under_review")]);
    names.insert(row[rows.column("recommending_state")]);
  }
  names.erase("(Unknown)");
  EXPECT_EQ(names.size(), 195U);
  for (const auto& name : names) {
    const auto* state = Register::builtin().find(name);
    EXPECT_EQ(state == nullptr ? "" : state->code, code[name]) << name;
  }
}

TEST(RealNames, FindEveryNameOfTheReferenceLists) {
  const auto data = real::data();
  if (!data) return;
  const auto& states = Register::builtin();
  const auto reference = real::table_of(*data / "reference/states.csv");
  for (const auto& row : reference.rows) {
    const auto& iso3 = row[reference.column("iso3")];
    const auto* state = states.by_code(iso3);
    ASSERT_NE(state, nullptr) << iso3;
    EXPECT_EQ(state->iso2, row[reference.column("iso2")]);
    EXPECT_EQ(state->m49, row[reference.column("m49")]);
    for (const auto* column : {"short_ru", "short_ar", "short_zh", "formal_en", "formal_fr",
                               "formal_es", "formal_ru", "formal_ar", "formal_zh"}) {
      const auto& name = row[reference.column(column)];
      if (name.empty()) continue;
      const auto* found = states.find(name);
      EXPECT_EQ(found == nullptr ? "" : found->code, iso3) << name;
    }
  }
  const auto reviews = real::table_of(*data / "reference/upr-sessions-as-published.csv");
  for (const auto& row : reviews.rows) {
    const auto& name = row[reviews.column("state")];
    EXPECT_NE(states.find(name), nullptr) << name;
  }
}

}  // namespace
}  // namespace comity::names
