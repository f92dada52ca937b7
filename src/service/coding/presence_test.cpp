// Who is where among the replies to a call.
#include "service/coding/presence.h"

#include "service/coding/coding_fixture.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

class PresenceTest : public CodingTest {
 protected:
  void SetUp() override {
    CodingTest::SetUp();
    for (const auto& [ask, name] : {std::pair(&ana_, "Ana"), std::pair(&ben_, "Ben")}) {
      ASSERT_TRUE(installation_->store().accounts().put_person(
          {{*base::from_crockford(ask->actor.id)}, name, clock_.now()}));
    }
  }
  void pass(std::int64_t seconds) { clock_.set({clock_.now().microseconds + seconds * 1'000'000}); }
  std::string seen_by(const Ask& who, const std::string& reply) {
    const auto answer = presence(*installation_, who, call_, reply);
    EXPECT_TRUE(answer) << answer.error().message;
    std::string all;
    for (const auto& each : base::array_at(answer->body, "people")) {
      const auto& person = each.get_object();
      all += std::string(base::text_at(person, "name")) + "@" +
             std::string(base::text_at(person, "reply_name")) + ":" +
             std::to_string(base::integer_at(person, "minutes")) + " ";
    }
    return all + std::to_string(base::array_at(answer->body, "here").size());
  }
};

TEST_F(PresenceTest, OthersAreSeenWhereTheyAreUntilTheyAreSilent) {
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  EXPECT_EQ(seen_by(ben_, first_), "Ana@Society of Rivers:0 1");
  EXPECT_EQ(seen_by(ben_, second_), "Ana@Society of Rivers:0 0");
  EXPECT_EQ(seen_by(ana_, first_), "0") << "oneself is no news";
  pass(70);
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  pass(70);
  EXPECT_EQ(seen_by(ben_, first_), "Ana@Society of Rivers:2 1") << "since they came";
  ASSERT_TRUE(be_present(*installation_, ana_, call_, ""));
  EXPECT_EQ(seen_by(ben_, first_), "Ana@:0 0") << "at the list";
  pass(kSilentSeconds);
  EXPECT_EQ(seen_by(ben_, first_), "0");
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(PresenceTest, IsOnThePageOfPassagesWithoutAMark) {
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  const auto before = reading(ben_, first_);
  EXPECT_EQ(base::array_at(before, "present").size(), 1U);
  (void)mark(ana_, marked(first_, "Open dialogue"));
  EXPECT_EQ(base::to_text(reading(ben_, first_)), base::to_text(before));
  const auto page = passages(*installation_, ben_, call_, {});
  EXPECT_EQ(base::array_at(page->body, "people").size(), 1U);
  EXPECT_EQ(base::array_at(passages(*installation_, ana_, call_, {})->body, "people").size(), 0U);
}

TEST_F(PresenceTest, IsSeldomWrittenAndForReadersAlone) {
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  const auto first = installation_->store().presences().at(call_, {0})->front().seen;
  pass(10);
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  EXPECT_EQ(installation_->store().presences().at(call_, {0})->front().seen.microseconds,
            first.microseconds);
  pass(30);
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  EXPECT_GT(installation_->store().presences().at(call_, {0})->front().seen.microseconds,
            first.microseconds);
  for (const auto& who : {public_, person_with(14, Role::contributor)}) {
    EXPECT_EQ(be_present(*installation_, who, call_, first_).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(presence(*installation_, who, call_, "").error().kind, ErrorKind::forbidden);
  }
  EXPECT_EQ(be_present(*installation_, ana_, call_, "0000000000001").error().kind,
            ErrorKind::not_found);
}

TEST_F(PresenceTest, IsInNoJournal) {
  const auto head = [&] { return installation_->store().read()->heads().front().applied; };
  const auto before = head();
  ASSERT_TRUE(be_present(*installation_, ana_, call_, first_));
  EXPECT_EQ(head(), before);
}

}  // namespace
}  // namespace comity::service
