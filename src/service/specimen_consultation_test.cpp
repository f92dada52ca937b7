// The specimen's consultation, played through the functions that people use.
#include "service/specimen_consultation.h"

#include <gtest/gtest.h>

#include "service/coding/coding.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations.h"
#include "specimen/world.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

TEST(SpecimenConsultation, IsPlayedOnceAndLeavesSomethingToDo) {
  const test::TestFolder folder;
  Installation::Options options;
  options.folder = folder.path() / "data";
  const auto opened = Installation::open(options);
  ASSERT_TRUE(opened) << opened.error().message;
  auto& installation = **opened;
  const auto owner = owner_of_the_folder();
  const auto invented = specimen::World(1).consultation();
  ASSERT_TRUE(installation.store().create_space(
      {std::string(kSpecimenSpace), "An invented world", true, std::nullopt},
      installation.owner()));
  const auto made = import_consultation(installation, owner, invented);
  ASSERT_TRUE(made) << made.error().message << " " << made.error().place;
  ASSERT_TRUE(import_consultation(installation, owner, invented));

  const auto calls = consultations(installation, {anyone()});
  ASSERT_TRUE(calls);
  ASSERT_EQ(base::array_at(calls->body, "calls").size(), 1U) << "the second time adds none";
  const auto& call = base::array_at(calls->body, "calls").front().get_object();
  EXPECT_TRUE(base::truth_at(call, "receives"));
  EXPECT_TRUE(base::truth_at(call, "specimen"));
  const std::string id(base::text_at(call, "id"));
  const auto all = replies(installation, {anyone()}, id);
  ASSERT_TRUE(all);
  EXPECT_EQ(base::array_at(all->body, "replies").size(), 30U);

  const auto written = synthesis(installation, {owner}, id, {});
  ASSERT_TRUE(written);
  const auto& coverage = base::object_at(written->body, "coverage");
  EXPECT_GT(base::integer_at(coverage, "used"), 50);
  EXPECT_GT(base::integer_at(coverage, "unused"), 5);
  EXPECT_EQ(base::integer_at(coverage, "set_aside"), 2);
  EXPECT_EQ(base::integer_at(coverage, "hidden"), 0) << "the owner sees all marks";
  EXPECT_EQ(base::integer_at(written->body, "broken"), 0);
  const auto marked = passages(installation, {owner}, id, {});
  ASSERT_TRUE(marked);
  ASSERT_EQ(base::array_at(marked->body, "agreement").size(), 1U);
  const auto shown = report(installation, {anyone(), model::Language::ar}, id, {});
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_FALSE(base::array_at(shown->body, "summary").empty());
  EXPECT_EQ(base::text_at(base::array_at(shown->body, "sections").front().get_object(), "title"),
            "السبل والوسائل");
}

TEST(SpecimenConsultation, IsForWhoeverAdministersTheSpace) {
  const test::TestFolder folder;
  Installation::Options options;
  options.folder = folder.path() / "data";
  const auto opened = Installation::open(options);
  ASSERT_TRUE(opened);
  const auto refused = import_consultation(**opened, anyone(), specimen::World(1).consultation());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::forbidden);
}

}  // namespace
}  // namespace comity::service
