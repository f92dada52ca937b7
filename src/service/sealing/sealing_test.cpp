// Sealed replies: who opens them, through every change of readers, passwords and machines.
#include "service/sealing/sealing.h"
#include "base/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "service/accounts/accounts.h"
#include "service/accounts/people.h"
#include "service/accounts/sign_in.h"
#include "service/backup.h"
#include "service/finding/indexes.h"
#include "service/importing/import.h"
#include "service/sealing/person_keys.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

constexpr const char* kWords = "four words to sign in";
constexpr const char* kMarker = "a marker that stands in no file";
constexpr const char* kWhence = "198.51.100.0/24";
const CallName kCall{"CALL000000001"};

class SealingTest : public testing::Test {
 protected:
  void SetUp() override { installation_ = open("data"); }
  std::unique_ptr<Installation> open(const std::string& folder) {
    Installation::Options options;
    options.folder = folder_.path() / folder;
    options.clock = &clock_;
    options.password_cost = PasswordCost::least;
    auto opened = Installation::open(options);
    EXPECT_TRUE(opened) << opened.error().message;
    return *std::move(opened);
  }
  /// Takes up an account by a link.
  Actor take_up(const base::JsonObject& made, const std::string& name,
                const std::string& password = kWords) {
    const std::string link(base::text_at(made, "link"));
    const auto signed_in =
        accept_invitation(*installation_, {link.substr(link.find('=') + 1), name, password});
    EXPECT_TRUE(signed_in) << signed_in.error().message;
    return actor_of(*installation_, signed_in->session);
  }
  Actor member_called(const std::string& name, const std::string& role) {
    const auto made = invite(*installation_, owner_of_the_folder(), {name, role, "home"});
    EXPECT_TRUE(made) << made.error().message;
    return take_up(*made, name);
  }
  Actor by_password(const std::string& name, const std::string& password = kWords) {
    const auto tried = sign_in_by_password(*installation_, {name, password, "", kWhence});
    EXPECT_TRUE(tried && tried->done) << name;
    return actor_of(*installation_, tried->done->session);
  }
  Actor with_new_link(const Actor& person, const std::string& password) {
    const auto made = give_link(*installation_, owner_of_the_folder(), person.id);
    EXPECT_TRUE(made) << made.error().message;
    return take_up(*made, person.name, password);
  }
  base::JsonObject named(const Actor& actor, const std::vector<Actor>& readers) {
    NamingWish wish;
    for (const auto& each : readers) wish.people.push_back(each.id);
    wish.seen = version();
    auto done = name_readers(*installation_, actor, kCall, wish);
    EXPECT_TRUE(done) << done.error().message;
    return done ? *done : base::JsonObject{};
  }
  store::EntryNumber version() {
    const auto all = readers_of(*installation_, owner_of_the_folder(), kCall);
    return static_cast<store::EntryNumber>(base::integer_at(*all, "version"));
  }
  Sealed sealed(const std::string& text) {
    auto made = seal(*installation_, kCall, text);
    EXPECT_TRUE(made) << made.error().message;
    return *made;
  }
  bool opens(const Actor& actor, const Sealed& what, const std::string& text) {
    const auto opened = open_sealed(*installation_, actor, kCall, what);
    if (opened) {
      EXPECT_EQ(*opened, text);
    }
    return opened.has_value();
  }
  std::string state_of_reader(const Actor& reader) {
    const auto all = *readers_of(*installation_, owner_of_the_folder(), kCall);
    for (const auto& each : base::array_at(all, "readers")) {
      if (base::text_at(each.get_object(), "id") == reader.id) {
        return std::string(base::text_at(each.get_object(), "state"));
      }
    }
    return "not named";
  }
  test::TestFolder folder_;
  base::ManualClock clock_{base::Time{std::int64_t{1'700'000'000} * 1'000'000}};
  std::unique_ptr<Installation> installation_;
};

TEST_F(SealingTest, ACallReceivesWhenSomebodyCanOpenAndSaysWhyNot) {
  EXPECT_FALSE(can_receive_sealed(*installation_, kCall)->possible);
  EXPECT_EQ(seal(*installation_, kCall, "text").error().kind, ErrorKind::unavailable);
  const auto ana = member_called("Ana", "editor");
  const auto ben = member_called("Ben", "contributor");
  const auto nobody = name_readers(*installation_, ana, kCall, {{}, 0});
  EXPECT_EQ(nobody.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(name_readers(*installation_, ana, kCall, {{ben.id}, 0}).error().kind,
            ErrorKind::invalid_input)
      << "a contributor reads nothing";
  EXPECT_EQ(name_readers(*installation_, ana, kCall, {{"0000000000001"}, 0}).error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(name_readers(*installation_, ben, kCall, {{ana.id}, 0}).error().kind,
            ErrorKind::forbidden);
  (void)named(ana, {ana});
  EXPECT_TRUE(can_receive_sealed(*installation_, kCall)->possible);
  EXPECT_TRUE(opens(ana, sealed("text"), "text"));
  ASSERT_TRUE(change_role(*installation_, owner_of_the_folder(), ana.id, {"home", "none", ""}));
  const auto closed = can_receive_sealed(*installation_, kCall);
  EXPECT_FALSE(closed->possible);
  EXPECT_THAT(closed->mend, HasSubstr("recover"));
  EXPECT_EQ(can_receive_sealed(*installation_, {"X", "nowhere"}).error().kind,
            ErrorKind::not_found);
}

TEST_F(SealingTest, OnlyANamedReadersSessionThatBeganByPasswordOpens) {
  const auto ana = member_called("Ana", "editor");
  const auto ben = member_called("Ben", "administrator");
  (void)named(ana, {ana});
  const auto reply = sealed("text");
  EXPECT_TRUE(opens(ana, reply, "text"));
  EXPECT_TRUE(opens(by_password("Ana"), reply, "text")) << "another session of hers";
  EXPECT_FALSE(opens(ben, reply, "text")) << "an administrator is no reader";
  EXPECT_FALSE(opens(owner_of_the_folder(), reply, "text"));
  EXPECT_FALSE(opens(anyone(), reply, "text"));
  auto by_token = ana;
  by_token.scopes = std::set{Scope::read};
  EXPECT_FALSE(opens(by_token, reply, "text"));
  auto forged = ana;
  forged.session = ben.session;
  EXPECT_FALSE(opens(forged, reply, "text")) << "it holds another key";
  EXPECT_EQ(open_sealed(*installation_, ana, {"ANOTHER"}, reply).error().kind,
            ErrorKind::forbidden);
  ASSERT_TRUE(sign_out(*installation_, ana));
  EXPECT_FALSE(opens(ana, reply, "text")) << "the key went with the session";
}

TEST_F(SealingTest, AnotherProcessOpensWithTheSameSession) {
  const auto ana = member_called("Ana", "editor");
  (void)named(ana, {ana});
  const auto reply = sealed("text");
  const auto second = open("data");
  const auto there = actor_of(*second, ana.session);
  EXPECT_EQ(*open_sealed(*second, there, kCall, reply), "text");
}

TEST_F(SealingTest, WhatIsSealedToACodeOpensWithItAlone) {
  const auto sent = seal_to_code("ABCDE-FGHJK", "text");
  EXPECT_EQ(*open_by_code("ABCDE-FGHJK", sent), "text");
  EXPECT_EQ(open_by_code("ABCDE-FGHJX", sent).error().kind, ErrorKind::corrupt);
}

TEST_F(SealingTest, WhoLeavesOpensNothingMoreAndWhoComesOpensWhatCameBefore) {
  const auto ana = member_called("Ana", "editor");
  const auto ben = member_called("Ben", "reader");
  const auto cat = member_called("Cat", "reader");
  (void)named(ana, {ana, ben});
  const auto first = sealed("first");
  (void)named(ben, {ben, cat});
  const auto second = sealed("second");
  EXPECT_FALSE(opens(ana, first, "first"));
  EXPECT_FALSE(opens(ana, second, "second"));
  for (const auto& reader : {ben, cat}) {
    EXPECT_TRUE(opens(reader, first, "first"));
    EXPECT_TRUE(opens(reader, second, "second"));
  }
  EXPECT_EQ(name_readers(*installation_, ana, kCall, {{ana.id}, version()}).error().kind,
            ErrorKind::forbidden)
      << "who holds nothing names nobody";
  EXPECT_EQ(name_readers(*installation_, ben, kCall, {{ana.id}, version() - 1}).error().kind,
            ErrorKind::conflict);
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(SealingTest, AChangedPasswordKeepsTheKeyAndALostOneDoesNot) {
  const auto ana = member_called("Ana", "editor");
  auto ben = member_called("Ben", "reader");
  (void)named(ana, {ana, ben});
  const auto reply = sealed("text");
  ASSERT_TRUE(change_password(*installation_, ben, {kWords, "Ben", "another four words", kWhence}));
  EXPECT_TRUE(opens(ben, reply, "text")) << "the session that changed it";
  EXPECT_TRUE(opens(by_password("Ben", "another four words"), reply, "text"));
  ben = with_new_link(ben, "a third set of words");
  EXPECT_FALSE(opens(ben, reply, "text"));
  EXPECT_EQ(state_of_reader(ben), "new_key");
  EXPECT_THAT(open_sealed(*installation_, ben, kCall, reply).error().mend, HasSubstr("reader"));
  (void)named(ana, {ana, ben});
  EXPECT_EQ(state_of_reader(ben), "reads");
  EXPECT_TRUE(opens(ben, reply, "text")) << "another reader gave it again";
  ben = with_new_link(ben, "a third set of words");
  EXPECT_TRUE(opens(ben, reply, "text")) << "the same password keeps the key";
}

TEST_F(SealingTest, WhoHadNoPasswordIsNamedBeforeTheyHaveAKey) {
  const auto ana = member_called("Ana", "editor");
  const auto made = *invite(*installation_, owner_of_the_folder(), {"Ben", "reader", "home"});
  Actor ben;
  ben.id = base::text_at(base::object_at(made, "person"), "id");
  (void)named(ana, {ana, ben});
  EXPECT_EQ(state_of_reader(ben), "no_key");
  ben = take_up(made, "Ben");
  EXPECT_EQ(state_of_reader(ben), "new_key");
  (void)named(ana, {ana, ben});
  EXPECT_TRUE(opens(ben, sealed("text"), "text"));
}

TEST_F(SealingTest, TwoAdministratorsRecoverAndNeitherAloneDoes) {
  const auto ana = member_called("Ana", "editor");
  const auto first = member_called("First", "administrator");
  const auto second = member_called("Second", "administrator");
  const auto ben = member_called("Ben", "reader");
  auto all = named(ana, {ana});
  EXPECT_TRUE(base::truth_at(base::object_at(all, "recovery"), "possible"));
  const auto reply = sealed("text");
  const auto lost = with_new_link(ana, "words that were forgotten");
  EXPECT_FALSE(opens(lost, reply, "text"));
  EXPECT_FALSE(can_receive_sealed(*installation_, kCall)->possible);
  EXPECT_EQ(recover(*installation_, ana, kCall, ben.id).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(recover(*installation_, first, kCall, ben.id));
  EXPECT_FALSE(opens(ben, reply, "text")) << "one of two";
  EXPECT_EQ(state_of_reader(ben), "not named");
  EXPECT_EQ(recover(*installation_, first, kCall, ben.id).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(recover(*installation_, second, kCall, lost.id));
  EXPECT_FALSE(opens(ben, reply, "text")) << "two of two, for two people";
  EXPECT_FALSE(opens(lost, reply, "text"));
  const auto done = recover(*installation_, second, kCall, ben.id);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(opens(ben, reply, "text"));
  EXPECT_FALSE(opens(first, reply, "text"));
  EXPECT_FALSE(opens(second, reply, "text"));
  (void)named(ben, {ben, lost});
  EXPECT_TRUE(opens(lost, reply, "text"));
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(SealingTest, ALateAdministratorHasNoShare) {
  const auto ana = member_called("Ana", "editor");
  const auto first = member_called("First", "administrator");
  auto all = named(ana, {ana});
  EXPECT_FALSE(base::truth_at(base::object_at(all, "recovery"), "possible")) << "one is not two";
  EXPECT_EQ(recover(*installation_, first, kCall, first.id).error().kind, ErrorKind::forbidden);
  (void)member_called("Second", "administrator");
  all = *readers_of(*installation_, ana, kCall);
  EXPECT_FALSE(base::truth_at(base::object_at(all, "recovery"), "possible"));
  all = named(ana, {ana});
  EXPECT_TRUE(base::truth_at(base::object_at(all, "recovery"), "possible"));
}

/// All bytes of all files below a folder.
std::string all_bytes_of(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

TEST_F(SealingTest, NeitherTextNorSecretLiesInFilesIndexLogOrBackup) {
  const auto ana = member_called("Ana", "editor");
  (void)member_called("First", "administrator");
  (void)member_called("Second", "administrator");
  (void)named(ana, {ana});
  const auto reply = sealed(kMarker);
  ASSERT_TRUE(installation_->store().put_file(reply.bytes)) << "kept as a file is";
  ASSERT_TRUE(opens(ana, reply, kMarker));
  ASSERT_TRUE(import_bytes(*installation_, ana, {{"a.md", draft(1)}}, {}));
  ASSERT_TRUE(installation_->indexes().catch_up(std::chrono::seconds(10)));
  const auto own = key_in_session(*installation_, ana);
  ASSERT_TRUE(own && *own);
  ASSERT_TRUE(back_up(*installation_, owner_of_the_folder(), folder_.path() / "copy"));
  const auto all = all_bytes_of(folder_.path());
  EXPECT_THAT(all, HasSubstr("A/RES/89/1")) << "what is looked through";
  EXPECT_NE(all.find((*own)->key), std::string::npos) << "public keys are there";
  for (const std::string& secret :
       {std::string(kMarker), std::string((*own)->open.view()), base::to_hex((*own)->open.view()),
        std::string(kWords), ana.session}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  }
}

TEST_F(SealingTest, AfterARestoreWhoSetsTheSamePasswordReadsAgain) {
  const auto ana = member_called("Ana", "editor");
  (void)named(ana, {ana});
  const auto reply = sealed("text");
  ASSERT_TRUE(back_up(*installation_, owner_of_the_folder(), folder_.path() / "copy"));
  installation_ = open("copy");
  EXPECT_FALSE(opens(ana, reply, "text")) << "no session came along";
  EXPECT_TRUE(opens(with_new_link(ana, kWords), reply, "text"));
}

TEST_F(SealingTest, WhoeverComesAndGoesExactlyTheNamedReadersOpen) {
  std::mt19937_64 random(11);
  std::vector<Actor> people;
  for (int i = 0; i < 6; ++i) {
    people.push_back(member_called("Person " + std::to_string(i), i == 0 ? "editor" : "reader"));
  }
  std::set<std::size_t> now = {0};
  std::set<std::size_t> lost;  // have a key to which nothing was given
  std::map<std::string, Sealed> replies;
  (void)named(people[0], {people[0]});
  for (int step = 0; step < 40; ++step) {
    std::vector<std::size_t> able;
    std::set_difference(now.begin(), now.end(), lost.begin(), lost.end(), std::back_inserter(able));
    const auto who = able.at(random() % able.size());
    if (random() % 4 == 0 && able.size() > 1) {
      people[who] = with_new_link(people[who], "password number " + std::to_string(step));
      lost.insert(who);
    } else {
      std::vector<Actor> wished;
      std::set<std::size_t> next;
      for (std::size_t i = 0; i < people.size(); ++i) {
        if (random() % 2 == 0) next.insert(i);
      }
      if (next.empty()) next.insert(who);
      wished.reserve(next.size());
      for (const auto i : next) wished.push_back(people[i]);
      (void)named(people[who], wished);
      now = next;
      std::set<std::size_t> still;
      for (const auto i : lost) {
        if (!now.contains(i)) still.insert(i);
      }
      lost = still;
    }
    const auto text = "reply " + std::to_string(step);
    replies.emplace(text, sealed(text));
    for (std::size_t i = 0; i < people.size(); ++i) {
      const bool reads = now.contains(i) && !lost.contains(i);
      for (const auto& [words, reply] : replies) {
        ASSERT_EQ(opens(people[i], reply, words), reads) << "step " << step << ", person " << i;
      }
    }
  }
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

}  // namespace
}  // namespace comity::service
