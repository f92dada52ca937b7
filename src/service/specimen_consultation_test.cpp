// The specimen's consultation, played through the functions that people use.
#include "service/specimen_consultation.h"

#include <gtest/gtest.h>

#include "service/accounts/people.h"
#include "service/accounts/sign_in.h"
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

TEST(SpecimenConsultation, ItsCodersCameAndItsBodiesAreCalledAsTheyCallThemselves) {
  const test::TestFolder folder;
  Installation::Options options;
  options.folder = folder.path() / "data";
  options.password_cost = PasswordCost::least;
  const auto opened = Installation::open(options);
  ASSERT_TRUE(opened);
  auto& installation = **opened;
  const auto owner = owner_of_the_folder();
  ASSERT_TRUE(installation.store().create_space(
      {std::string(kSpecimenSpace), "An invented world", true, std::nullopt},
      installation.owner()));
  ASSERT_TRUE(import_consultation(installation, owner, specimen::World(1).consultation()));

  const auto known = people(installation, owner);
  ASSERT_TRUE(known);
  const auto& all = base::array_at(*known, "people");
  ASSERT_EQ(all.size(), 3U);
  for (const auto& each : all) {
    const auto& person = each.get_object();
    const std::string name(base::text_at(person, "name"));
    EXPECT_EQ(base::text_at(person, "state"), "active") << name;
    EXPECT_EQ(base::integer_at(person, "session_count"), 0) << name;
    EXPECT_FALSE(sign_in_by_password(installation, {name, "", "", "net"})) << name;
  }
  const auto answered = consultations(installation, {anyone()});
  ASSERT_TRUE(answered);
  const auto& call = base::array_at(answered->body, "calls").front().get_object();
  const auto sent = replies(installation, {anyone()}, base::text_at(call, "id"));
  ASSERT_TRUE(sent);
  for (const auto& each : base::array_at(sent->body, "replies")) {
    const auto& reply = each.get_object();
    const auto body = base::text_at(reply, "body");
    const auto language = base::text_at(reply, "language");
    const auto first = static_cast<unsigned char>(body.front());
    // Names in Russian, Arabic and Chinese begin with no letter of ASCII.
    const bool other = language == "ru" || language == "ar" || language == "zh";
    EXPECT_TRUE(!other || first >= 0x80) << language << ": " << body;
  }
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
