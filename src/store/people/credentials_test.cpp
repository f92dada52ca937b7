// How people sign in, and which roles they have, on every database behind the store.
#include "store/people/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

constexpr base::Time kBefore{1000};
constexpr base::Time kEnd{2000};
constexpr ActorId kGuest{77};

class CredentialsTest : public testing::TestWithParam<Backend> {
 protected:
  Store open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static Acceptance acceptance(const std::string& link, const std::string& sign_in) {
    return {base::sha256(link),
            kBefore,
            "Guest",
            sign_in,
            "$argon2id$",
            {base::sha256("session of " + link), {}, kBefore, kEnd, "link"}};
  }
  static void invite(Store& store, SpaceId space, ActorId person, const std::string& link) {
    const auto done = store.append(
        {{space, kOwner, RoleChanged{person, "editor"}}, {space, kOwner, LinkGiven{person}}},
        {Person{person, "As invited", kBefore},
         Link{base::sha256(link), "invitation", person, kEnd}, std::nullopt});
    ASSERT_TRUE(done) << done.error().message;
  }
  TestFolder folder_;
};

TEST_P(CredentialsTest, ALinkIsAcceptedOnceAndSaysWhoSignsIn) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  invite(store, space, kGuest, "link");
  auto& credentials = store.credentials();
  EXPECT_FALSE(*store.accounts().use_link(base::sha256("link"), "owner", kBefore))
      << "it signs nobody in by itself";
  auto late = acceptance("link", "guest");
  late.now = kEnd;
  EXPECT_FALSE(*credentials.accept(late));
  EXPECT_EQ(*credentials.accept(acceptance("link", "guest")), kGuest);
  EXPECT_FALSE(*credentials.accept(acceptance("link", "guest")));
  EXPECT_EQ((*credentials.named("guest"))->person, kGuest);
  EXPECT_EQ((*credentials.of(kGuest))->password, "$argon2id$");
  EXPECT_EQ((*store.accounts().person(kGuest))->name, "Guest");
  const auto session = *store.accounts().session(base::sha256("session of link"), kBefore);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->actor, kGuest);
  EXPECT_EQ(session->how, "link");
}

TEST_P(CredentialsTest, OfManyWhoOpenOneLinkOneGetsIn) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  invite(store, space, kGuest, "link");
  std::atomic<int> in = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 6; ++i) {
      callers.emplace_back([&] {
        const auto accepted = store.credentials().accept(acceptance("link", "guest"));
        if (accepted && *accepted) ++in;
      });
    }
  }
  EXPECT_EQ(in, 1);
}

TEST_P(CredentialsTest, ANameIsOnePersonsAndALinkOutlivesItsRefusal) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  invite(store, space, kGuest, "first");
  invite(store, space, ActorId{78}, "second");
  ASSERT_TRUE(*store.credentials().accept(acceptance("first", "guest")));
  const auto taken = store.credentials().accept(acceptance("second", "guest"));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, base::ErrorKind::conflict);
  EXPECT_EQ(taken.error().place, "name");
  EXPECT_EQ(*store.credentials().accept(acceptance("second", "another")), ActorId{78});
}

TEST_P(CredentialsTest, EachCodeIsSpentOnce) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  invite(store, space, kGuest, "link");
  auto& credentials = store.credentials();
  ASSERT_TRUE(*credentials.accept(acceptance("link", "guest")));
  ASSERT_TRUE(credentials.offer_factor(kGuest, std::string("\0secret", 7)));
  EXPECT_EQ((*credentials.of(kGuest))->factor, std::string("\0secret", 7));
  EXPECT_FALSE((*credentials.of(kGuest))->factor_holds);
  const std::vector<base::Hash> codes = {base::sha256("a"), base::sha256("b")};
  ASSERT_TRUE(credentials.confirm_factor(kGuest, 10, codes));
  ASSERT_TRUE(credentials.offer_factor(kGuest, "another"));
  EXPECT_EQ((*credentials.of(kGuest))->factor, std::string("\0secret", 7)) << "it holds";
  EXPECT_FALSE(*credentials.spend_step(kGuest, 10)) << "spent when it was confirmed";
  EXPECT_TRUE(*credentials.spend_step(kGuest, 11));
  EXPECT_FALSE(*credentials.spend_step(kGuest, 11));
  EXPECT_TRUE(*credentials.spend_code(kGuest, base::sha256("a")));
  EXPECT_FALSE(*credentials.spend_code(kGuest, base::sha256("a")));
  EXPECT_EQ(*credentials.codes_left(kGuest), 1U);
  ASSERT_TRUE(credentials.end_factor(kGuest));
  EXPECT_FALSE((*credentials.of(kGuest))->factor_holds);
  EXPECT_EQ(*credentials.codes_left(kGuest), 0U);
}

TEST_P(CredentialsTest, RolesAreWhatTheJournalSaysAndWhoIsErasedLeavesNoTrace) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  invite(store, space, kGuest, "link");
  ASSERT_TRUE(*store.credentials().accept(acceptance("link", "guest")));
  ASSERT_EQ(store.accounts().roles(kGuest)->size(), 1U);
  EXPECT_EQ(store.accounts().roles(std::nullopt)->front().role, "editor");
  const auto again = store.append({{space, kOwner, RoleChanged{kGuest, "editor"}}});
  EXPECT_EQ(again->front().outcome, Outcome::unchanged);
  ASSERT_TRUE(store.append({{space, kOwner, RoleChanged{kGuest, "reader"}}}));
  EXPECT_EQ(store.accounts().roles(kGuest)->front().role, "reader");
  EXPECT_TRUE(store.rebuild_check()->equal);
  EXPECT_EQ(store.append({{space, kOwner, RoleChanged{kGuest, "Two words"}}}).error().kind,
            base::ErrorKind::invalid_input);

  ASSERT_TRUE(store.append({{space, kOwner, RoleChanged{kGuest, ""}}}, {{}, {}, kGuest}));
  EXPECT_TRUE(store.accounts().roles(kGuest)->empty());
  EXPECT_FALSE(*store.accounts().person(kGuest));
  EXPECT_FALSE(*store.credentials().of(kGuest));
  EXPECT_TRUE(store.accounts().sessions(kBefore)->empty());
  EXPECT_TRUE(store.rebuild_check()->equal);
  EXPECT_TRUE(store.verify()->valid);
}

TEST_P(CredentialsTest, KeysComeAndGoWithTheirPeopleAndTheirSessions) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  invite(store, space, kGuest, "link");
  auto accepted = acceptance("link", "guest");
  accepted.key = ReaderKey{{}, std::string("p\0", 2), "wrapped", kBefore};
  accepted.session.held = "held";
  ASSERT_TRUE(*store.credentials().accept(accepted));
  auto& keys = store.reader_keys();
  ASSERT_TRUE(*keys.of(kGuest));
  EXPECT_EQ((*keys.of(kGuest))->key, std::string("p\0", 2));
  EXPECT_EQ(*keys.held(accepted.session.token, kBefore), "held");
  EXPECT_EQ(*keys.held(accepted.session.token, kEnd), "") << "with the session";
  EXPECT_EQ(keys.put_first({kGuest, "late", "late", kBefore})->wrapped, "wrapped");
  ASSERT_TRUE(store.credentials().put_password(kGuest, "Guest", "guest", "$argon2id$",
                                               {accepted.session.token, "again"},
                                               {kGuest, "q", "by another", kEnd}));
  EXPECT_EQ(keys.all()->front().wrapped, "by another");
  EXPECT_EQ(*keys.held(accepted.session.token, kBefore), "again");
  ASSERT_TRUE(store.accounts().erase_person(kGuest));
  EXPECT_TRUE(keys.all()->empty());
  EXPECT_EQ(*keys.held(accepted.session.token, kBefore), "");
}

TEST_P(CredentialsTest, KeysOfACallAreWhatTheJournalSaysAndOneOfTwoWhoChangeThemIsTold) {
  auto store = open();
  const auto space = store.create_space({"home", "Home", false, {}}, kOwner)->id;
  CallKeyed keyed{"CALL",
                  0,
                  {{"ab", ""}},
                  {{kGuest, "01", "02"}, {kOwner, "", ""}},
                  {{kOwner, "03", "04"}},
                  {{0, {kGuest, "05", "06"}}}};
  const auto first = store.append({{space, kOwner, keyed}});
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ((*store.read()->call_keys(space, "CALL"))->keys, keyed);
  EXPECT_FALSE(*store.read()->call_keys(space, "ANOTHER"));
  EXPECT_EQ(store.append({{space, kOwner, keyed}}).error().kind, base::ErrorKind::conflict);
  keyed.replaces = first->front().number;
  keyed.readers.pop_back();
  keyed.keys.push_back({"cd", "ef"});
  ASSERT_TRUE(store.append({{space, kOwner, keyed}}));
  EXPECT_EQ((*store.read()->call_keys(space, "CALL"))->keys, keyed);
  EXPECT_TRUE(store.rebuild_check()->equal);
  EXPECT_TRUE(store.verify()->valid);
  keyed.keys.clear();
  EXPECT_EQ(store.append({{space, kOwner, keyed}}).error().kind, base::ErrorKind::invalid_input);
}

TEST_P(CredentialsTest, WhatIsRefusedLeavesNobodyBehind) {
  auto store = open();
  ASSERT_TRUE(store.create_space({"home", "Home", false, {}}, kOwner));
  const auto refused = store.append({{SpaceId{1}, kOwner, RoleChanged{kGuest, "editor"}}},
                                    {Person{kGuest, "Nobody", kBefore},
                                     Link{base::sha256("link"), "invitation", kGuest, kEnd},
                                     {}});
  EXPECT_EQ(refused.error().kind, base::ErrorKind::not_found);
  EXPECT_FALSE(*store.accounts().person(kGuest));
  EXPECT_TRUE(store.accounts().links("invitation", kBefore)->empty());
}

TEST_P(CredentialsTest, SessionsOfAPersonEndButOne) {
  auto store = open();
  auto& accounts = store.accounts();
  for (const char* token : {"a", "b", "c"}) {
    ASSERT_TRUE(accounts.put_session({base::sha256(token), kGuest, kBefore, kEnd, "password"}));
  }
  ASSERT_TRUE(accounts.put_session({base::sha256("d"), kOwner, kBefore, kEnd, "link"}));
  ASSERT_TRUE(accounts.end_sessions(kGuest, base::sha256("b")));
  const auto left = *accounts.sessions(kBefore);
  ASSERT_EQ(left.size(), 2U);
  EXPECT_TRUE(*accounts.session(base::sha256("b"), kBefore));
  EXPECT_TRUE(*accounts.session(base::sha256("d"), kBefore));
}

INSTANTIATE_TEST_SUITE_P(On, CredentialsTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
