// Secrets by which programs act, and answers that are kept so that nothing is done twice.
#include "store/people/accounts.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

constexpr base::Time kNow{1000};
constexpr base::Time kLater{2000};

class AccountsTest : public testing::TestWithParam<Backend> {
 protected:
  Store open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static NamedRequest request(const std::string& what, const std::string& name = "key") {
    return {kOwner, name, base::sha256(what)};
  }
  TestFolder folder_;
};

TEST_P(AccountsTest, ATokenHoldsUntilItEndsOrIsEnded) {
  auto store = open();
  auto& accounts = store.accounts();
  const Token token{{7}, base::sha256("secret"), kOwner, "nightly", "read import", kNow, kLater};
  ASSERT_TRUE(accounts.put_token(token));
  const auto found = *accounts.token(base::sha256("secret"), kNow);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, token.id);
  EXPECT_EQ(found->actor, kOwner);
  EXPECT_EQ(found->name, "nightly");
  EXPECT_EQ(found->scopes, "read import");
  EXPECT_EQ(found->expires, kLater);
  EXPECT_FALSE(*accounts.token(base::sha256("another"), kNow));
  EXPECT_FALSE(*accounts.token(base::sha256("secret"), kLater));
  EXPECT_EQ(accounts.tokens(kOwner, kNow)->size(), 1U);
  EXPECT_TRUE(accounts.tokens(kOwner, kLater)->empty());
  EXPECT_TRUE(accounts.tokens(ActorId{43}, kNow)->empty());
  EXPECT_FALSE(*accounts.end_token(ActorId{43}, token.id)) << "only their own";
  EXPECT_TRUE(*accounts.end_token(kOwner, token.id));
  EXPECT_FALSE(*accounts.end_token(kOwner, token.id));
  EXPECT_FALSE(*accounts.token(base::sha256("secret"), kNow));
}

TEST_P(AccountsTest, WhoIsErasedHasNoTokensAndNoAnswers) {
  auto store = open();
  auto& accounts = store.accounts();
  ASSERT_TRUE(accounts.put_token({{7}, base::sha256("s"), kOwner, "", "read", kNow, kLater}));
  ASSERT_TRUE(store.answers().claim(request("a"), kNow, kLater));
  ASSERT_TRUE(accounts.erase_person(kOwner));
  EXPECT_FALSE(*accounts.token(base::sha256("s"), kNow));
  EXPECT_EQ(store.answers().claim(request("b"), kNow, kLater)->state, Claim::State::granted);
}

TEST_P(AccountsTest, AnAnswerIsGivenAgainToTheSameRequestOnly) {
  {
    auto store = open();
    auto& answers = store.answers();
    EXPECT_EQ(answers.claim(request("a"), kNow, kLater)->state, Claim::State::granted);
    EXPECT_EQ(answers.claim(request("a"), kNow, kLater)->state, Claim::State::running);
    EXPECT_EQ(answers.claim(request("b"), kNow, kLater)->state, Claim::State::other);
    EXPECT_EQ(answers.claim(request("a", "second"), kNow, kLater)->state, Claim::State::granted);
    ASSERT_TRUE(answers.keep(request("a"), "{\"status\":200}", base::Time{3000}));
  }
  auto store = open();
  auto& answers = store.answers();
  const auto again = *answers.claim(request("a"), kLater, base::Time{2500});
  EXPECT_EQ(again.state, Claim::State::answered);
  EXPECT_EQ(again.answer, "{\"status\":200}");
  EXPECT_EQ(answers.claim(request("b"), kLater, kLater)->state, Claim::State::other);
  EXPECT_EQ(answers.claim(request("b"), base::Time{3000}, base::Time{4000})->state,
            Claim::State::granted)
      << "not kept for ever";
}

TEST_P(AccountsTest, AClaimThatIsGivenUpOrLapsesIsFree) {
  auto store = open();
  auto& answers = store.answers();
  ASSERT_TRUE(answers.claim(request("a"), kNow, kLater));
  ASSERT_TRUE(answers.give_up(request("a")));
  EXPECT_EQ(answers.claim(request("b"), kNow, kLater)->state, Claim::State::granted);
  EXPECT_EQ(answers.claim(request("c"), kLater, base::Time{3000})->state, Claim::State::granted);
}

TEST_P(AccountsTest, OfManyAtOnceOneIsGranted) {
  std::vector<Store> stores;
  for (int i = 0; i < 2; ++i) stores.push_back(open());  // as two processes would
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> granted = 0;
    std::vector<std::jthread> callers;
    for (std::size_t i = 0; i < 6; ++i) {
      callers.emplace_back([&, i] {
        const auto claim =
            stores[i % 2].answers().claim(request("a", std::to_string(round)), kNow, kLater);
        if (claim && claim->state == Claim::State::granted) ++granted;
      });
    }
    callers.clear();
    EXPECT_EQ(granted, 1);
  }
}

TEST_P(AccountsTest, AChangeRestsOnWhatWasSeen) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner);
  ASSERT_TRUE(space);
  const auto act = stored(store, "A/TEST/1", "bytes", report_of("XCC", 2));
  ASSERT_TRUE(act);
  const auto read = store.append({{space->id, kOwner, *act}});
  ASSERT_TRUE(read);
  const auto seen = read->front().number;
  const auto published = store.append({{space->id, kOwner, DocumentPublished{"A/TEST/1"}, seen}});
  ASSERT_TRUE(published);
  const auto late = store.append({{space->id, kOwner, DocumentWithdrawn{"A/TEST/1"}, seen}});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, base::ErrorKind::conflict);
  EXPECT_TRUE(store.append(
      {{space->id, kOwner, DocumentWithdrawn{"A/TEST/1"}, published->front().number}}));
}

INSTANTIATE_TEST_SUITE_P(On, AccountsTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
