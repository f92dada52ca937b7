#include "service/accounts/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/accounts/accounts.h"
#include "service/documents/documents.h"
#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;

constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60 * 1'000'000;

class TokensTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    options.clock = &clock_;
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  std::string secret_of(std::set<Scope> scopes) {
    const auto made = make_token(*installation_, owner_of_the_folder(), {"t", std::move(scopes)});
    EXPECT_TRUE(made);
    return std::string(base::text_at(*made, "secret"));
  }
  Actor actor_with(std::set<Scope> scopes) {
    const auto actor = actor_of_token(*installation_, secret_of(std::move(scopes)));
    EXPECT_TRUE(actor);
    return *actor;
  }
  test::TestFolder folder_;
  base::ManualClock clock_{base::Time{1'700'000'000'000'000}};
  std::unique_ptr<Installation> installation_;
};

TEST_F(TokensTest, ASecretIsShownOnceAndActsForItsPerson) {
  const auto made = make_token(*installation_, owner_of_the_folder(),
                               {" nightly ", {Scope::import, Scope::read}, 2});
  ASSERT_TRUE(made);
  const std::string secret(base::text_at(*made, "secret"));
  EXPECT_THAT(secret, testing::MatchesRegex("comity_[0-9a-f]{40}"));
  const auto listed = *tokens(*installation_, owner_of_the_folder());
  EXPECT_EQ(base::array_at(listed, "tokens").size(), 1U);
  EXPECT_THAT(base::to_text(listed), testing::Not(testing::HasSubstr(secret.substr(7))));
  EXPECT_THAT(base::to_text(listed), testing::HasSubstr("\"name\":\"nightly\""));
  EXPECT_THAT(base::to_text(listed), testing::HasSubstr("[\"read\",\"import\"]"));
  const auto actor = actor_of_token(*installation_, secret);
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->id, base::to_text(installation_->owner()));
  EXPECT_EQ(actor->name, "Owner");
  clock_.set(base::Time{clock_.now().microseconds + 2 * kDay});
  EXPECT_EQ(actor_of_token(*installation_, secret).error().kind, ErrorKind::unauthenticated);
  EXPECT_TRUE(base::array_at(*tokens(*installation_, owner_of_the_folder()), "tokens").empty());
}

TEST_F(TokensTest, ARevokedTokenEndsAtOnce) {
  const auto made = *make_token(*installation_, owner_of_the_folder(), {"t", {Scope::read}});
  const std::string secret(base::text_at(made, "secret"));
  const std::string id(base::text_at(base::object_at(made, "token"), "id"));
  ASSERT_TRUE(revoke_token(*installation_, owner_of_the_folder(), id));
  EXPECT_FALSE(actor_of_token(*installation_, secret));
  for (const auto& other : {id, std::string("no id"), std::string()}) {
    EXPECT_EQ(revoke_token(*installation_, owner_of_the_folder(), other).error().kind,
              ErrorKind::not_found);
  }
}

TEST_F(TokensTest, NeitherATokenNorThePublicMakesTokens) {
  for (const auto& actor : {anyone(), actor_with({Scope::read, Scope::import, Scope::publish})}) {
    EXPECT_EQ(make_token(*installation_, actor, {"t", {Scope::read}}).error().kind,
              ErrorKind::forbidden);
    EXPECT_EQ(tokens(*installation_, actor).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(revoke_token(*installation_, actor, "x").error().kind, ErrorKind::forbidden);
  }
}

TEST_F(TokensTest, AWishThatSaysTooLittleIsRefusedByItsMember) {
  const auto place = [&](const TokenWish& wish) {
    const auto made = make_token(*installation_, owner_of_the_folder(), wish);
    EXPECT_FALSE(made);
    EXPECT_FALSE(made.error().mend.empty());
    return made.error().place;
  };
  EXPECT_EQ(place({" ", {Scope::read}}), "name");
  EXPECT_EQ(place({std::string(101, 'x'), {Scope::read}}), "name");
  EXPECT_EQ(place({"t", {}}), "scope");
  EXPECT_EQ(place({"t", {Scope::read}, 0}), "days");
  EXPECT_EQ(place({"t", {Scope::read}, kMostTokenDays + 1}), "days");
  EXPECT_EQ(scopes_from({"read", "all"}).error().place, "scope");
}

TEST_F(TokensTest, ScopesLimitWhatIsSeenAndDone) {
  const std::string text = "A/RES/89/1\n\n*The General Assembly,*\n\n1. *Requests* kindness.\n";
  const std::string other = "A/RES/89/2\n\n*The General Assembly,*\n\n1. *Requests* more.\n";
  const auto reader = actor_with({Scope::read});
  const auto bringer = actor_with({Scope::import});
  const auto publisher = actor_with({Scope::publish});
  EXPECT_EQ(import_bytes(*installation_, reader, {{"a.md", text}}, {}).error().kind,
            ErrorKind::forbidden);
  ASSERT_TRUE(import_bytes(*installation_, bringer, {{"a.md", text}}, {}));
  ImportOptions at_once;
  at_once.publish = true;
  EXPECT_EQ(import_bytes(*installation_, bringer, {{"b.md", other}}, at_once).error().kind,
            ErrorKind::forbidden);
  EXPECT_TRUE(import_bytes(*installation_, actor_with({Scope::import, Scope::publish}),
                           {{"b.md", other}}, at_once));

  const auto seen = [&](const Actor& actor) {
    return document(*installation_, {actor}, "A/RES/89/1");
  };
  EXPECT_FALSE(seen(bringer));
  ASSERT_TRUE(seen(reader));
  ASSERT_TRUE(seen(publisher));
  EXPECT_NE(seen(reader)->etag, seen(publisher)->etag) << "the answer says what one may";
  const auto publish = [&](const Actor& actor) {
    return set_publication(*installation_, {actor}, "A/RES/89/1", Publication::publish, "");
  };
  EXPECT_EQ(publish(bringer).error().kind, ErrorKind::not_found);
  EXPECT_EQ(publish(reader).error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(publish(publisher));
  EXPECT_TRUE(seen(bringer));
}

}  // namespace
}  // namespace comity::service
