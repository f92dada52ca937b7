// People: invited, signed in, slowed down where they guess, and gone without a trace.
#include "service/accounts/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "base/text.h"
#include "service/accounts/attempts.h"
#include "service/accounts/people.h"
#include "service/accounts/tokens.h"
#include "service/accounts/totp.h"
#include "service/backup.h"
#include "service/documents/documents.h"
#include "service/export.h"
#include "service/finding/indexes.h"
#include "service/importing/import.h"
#include "service/journal.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kOneSecond = 1'000'000;
constexpr const char* kPassword = "marker password of many words";
constexpr const char* kNetwork = "198.51.100.0/24";

class PeopleTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "data";
    options.clock = &clock_;
    options.password_cost = PasswordCost::least;
    auto opened = Installation::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    installation_ = *std::move(opened);
  }
  void pass(std::int64_t seconds) {
    clock_.set(base::Time{clock_.now().microseconds + seconds * kOneSecond});
  }
  /// The token of a one-time link.
  static std::string token_of(const base::JsonObject& made) {
    const std::string link(base::text_at(made, "link"));
    return link.substr(link.find('=') + 1);
  }
  static std::string id_of(const base::JsonObject& made) {
    return std::string(base::text_at(base::object_at(made, "person"), "id"));
  }
  base::JsonObject invited(const std::string& name, const std::string& role,
                           const std::string& space = "home") {
    auto made = invite(*installation_, owner_of_the_folder(), {name, role, space});
    EXPECT_TRUE(made) << made.error().message;
    return *made;
  }
  /// Somebody who was invited and came; acts by their session.
  Actor member(const std::string& name, const std::string& role,
               const std::string& space = "home") {
    const auto signed_in =
        accept_invitation(*installation_, {token_of(invited(name, role, space)), name, kPassword});
    EXPECT_TRUE(signed_in) << signed_in.error().message;
    return actor_of(*installation_, signed_in->session);
  }
  base::Result<Tried<SignedIn>> try_in(const std::string& name, const std::string& password,
                                       const std::string& code = {},
                                       const std::string& network = kNetwork) {
    return sign_in_by_password(*installation_, {name, password, code, network});
  }
  bool gets_in(const std::string& name, const std::string& password, const std::string& code = {},
               const std::string& network = kNetwork) {
    const auto tried = try_in(name, password, code, network);
    return tried && tried->done;
  }
  test::TestFolder folder_;
  base::ManualClock clock_{base::Time{std::int64_t{1'700'000'000} * kOneSecond}};
  std::unique_ptr<Installation> installation_;
};

TEST_F(PeopleTest, WhoIsInvitedTakesUpAnAccountOnceAndSignsInByPassword) {
  const auto made = invited("  Ana   Example ", "editor");
  EXPECT_EQ(base::text_at(base::object_at(made, "person"), "name"), "Ana Example");
  EXPECT_EQ(base::text_at(base::object_at(made, "person"), "state"), "invited");
  const auto token = token_of(made);
  EXPECT_EQ(base::text_at(*invitation(*installation_, token), "name"), "Ana Example");
  EXPECT_FALSE(sign_in(*installation_, token)) << "the link is no key to the door";
  const auto accepted = accept_invitation(*installation_, {token, "Ana É", kPassword});
  ASSERT_TRUE(accepted);
  const auto actor = actor_of(*installation_, accepted->session);
  EXPECT_EQ(actor.name, "Ana É");
  EXPECT_EQ(actor.role_in("home"), Role::editor);
  EXPECT_EQ(actor.role_in("specimen"), Role::anyone);
  EXPECT_EQ(accept_invitation(*installation_, {token, "Ana É", kPassword}).error().kind,
            ErrorKind::unauthenticated);
  EXPECT_EQ(invitation(*installation_, token).error().kind, ErrorKind::unauthenticated);
  EXPECT_TRUE(gets_in("ana É", kPassword));
  EXPECT_TRUE(gets_in(" ANA  e\u0301 ", kPassword)) << "as people type a name";
  EXPECT_FALSE(gets_in("Ana É", "another password"));
  EXPECT_FALSE(gets_in("", kPassword));
  pass(kSessionSeconds);
  EXPECT_TRUE(actor_of(*installation_, accepted->session).id.empty()) << "sessions end";
}

TEST_F(PeopleTest, ALinkEndsAndAnotherTakesItsPlace) {
  const auto made = invited("Ana", "reader");
  pass(kInvitationSeconds);
  EXPECT_FALSE(accept_invitation(*installation_, {token_of(made), "Ana", kPassword}));
  EXPECT_EQ(base::text_at(*person(*installation_, owner_of_the_folder(), id_of(made)), "state"),
            "lapsed");
  const auto second = give_link(*installation_, owner_of_the_folder(), id_of(made));
  const auto third = give_link(*installation_, owner_of_the_folder(), id_of(made));
  ASSERT_TRUE(third);
  EXPECT_FALSE(accept_invitation(*installation_, {token_of(*second), "Ana", kPassword}));
  EXPECT_TRUE(accept_invitation(*installation_, {token_of(*third), "Ana", kPassword}));
}

TEST_F(PeopleTest, WhatIsNotGoodEnoughIsRefusedByItsMember) {
  const auto token = token_of(invited("Ana", "reader"));
  const auto place = [&](const std::string& name, const std::string& password) {
    const auto refused = accept_invitation(*installation_, {token, name, password});
    EXPECT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
    EXPECT_FALSE(refused.error().mend.empty());
    return refused.error().place;
  };
  EXPECT_EQ(place("", kPassword), "name");
  EXPECT_EQ(place("\xff", kPassword), "name");
  EXPECT_EQ(place(std::string(101, 'x'), kPassword), "name");
  EXPECT_EQ(place("Ana", "eleven char"), "password");
  EXPECT_EQ(place("Ana Ana Ana Ana", "ana ana ana ana"), "password");
  EXPECT_EQ(place("Ana", std::string(1025, 'x')), "password");
  EXPECT_TRUE(accept_invitation(*installation_, {token, "Ana", "пароль слово"}))
      << "characters are counted, not bytes";
  const auto wish = [&](const InviteWish& each) {
    return invite(*installation_, owner_of_the_folder(), each).error();
  };
  EXPECT_EQ(wish({"Ben", "owner", ""}).place, "role");
  EXPECT_EQ(wish({" ", "reader", ""}).place, "name");
  EXPECT_EQ(wish({"Ben", "reader", "nowhere"}).kind, ErrorKind::not_found);
}

TEST_F(PeopleTest, TheSecondFactorIsAskedForAndItsCodesAreSpent) {
  const auto ana = member("Ana", "editor");
  EXPECT_EQ(begin_second_factor(*installation_, ana, "wrong password", kNetwork).error().kind,
            ErrorKind::forbidden);
  const auto begun = begin_second_factor(*installation_, ana, kPassword, kNetwork);
  ASSERT_TRUE(begun);
  EXPECT_TRUE(gets_in("Ana", kPassword)) << "not before a code was shown";
  const auto factor = (*installation_->store().credentials().named("ana"))->factor;
  EXPECT_EQ(base::text_at(*begun->done, "secret"), base32(factor));
  EXPECT_EQ(confirm_second_factor(*installation_, ana, "000000", kNetwork).error().place, "code");
  const auto code_now = [&] { return totp_code(factor, totp_step(clock_.now())); };
  const auto confirmed = confirm_second_factor(*installation_, ana, code_now(), kNetwork);
  ASSERT_TRUE(confirmed);
  const auto codes = base::array_at(*confirmed->done, "recovery_codes");
  ASSERT_EQ(codes.size(), 10U);
  EXPECT_THAT(std::string(codes[0].as_string()),
              testing::MatchesRegex("[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}"));

  EXPECT_FALSE(gets_in("Ana", kPassword));
  EXPECT_FALSE(gets_in("Ana", kPassword, code_now())) << "spent when it was shown";
  pass(30);
  EXPECT_FALSE(gets_in("Ana", "another password", code_now()));
  EXPECT_TRUE(gets_in("Ana", kPassword, code_now()));
  EXPECT_FALSE(gets_in("Ana", kPassword, code_now())) << "whoever looked over a shoulder";
  const std::string recovery(codes[3].as_string());
  EXPECT_TRUE(gets_in("Ana", kPassword, base::lower_ascii(recovery)));
  EXPECT_FALSE(gets_in("Ana", kPassword, recovery));
  const auto own = *own_account(*installation_, ana);
  EXPECT_EQ(base::integer_at(own, "recovery_codes"), 9);
  EXPECT_TRUE(base::truth_at(own, "second_factor"));

  pass(3600);
  EXPECT_TRUE(end_second_factor(*installation_, ana, kPassword, kNetwork));
  EXPECT_TRUE(gets_in("Ana", kPassword));
}

TEST_F(PeopleTest, ANewPasswordEndsOtherSessions) {
  const auto ana = member("Ana", "reader");
  const auto elsewhere = try_in("Ana", kPassword)->done->session;
  const std::string other = "four other words here";
  EXPECT_EQ(
      change_password(*installation_, ana, {"wrong password", "Ana", other, kNetwork}).error().kind,
      ErrorKind::forbidden);
  ASSERT_TRUE(change_password(*installation_, ana, {kPassword, "Ana B", other, kNetwork}));
  EXPECT_TRUE(actor_of(*installation_, elsewhere).id.empty());
  EXPECT_EQ(actor_of(*installation_, ana.session).name, "Ana B");
  EXPECT_FALSE(gets_in("Ana B", kPassword));
  EXPECT_TRUE(gets_in("Ana B", other));
  EXPECT_FALSE(gets_in("Ana", other)) << "the name of before";
}

TEST_F(PeopleTest, TheOwnerComesByLinkAndMaySetAPassword) {
  const auto token = *make_owner_token(*installation_);
  const auto session = sign_in(*installation_, token)->session;
  const auto owner = actor_of(*installation_, session);
  EXPECT_FALSE(base::truth_at(*own_account(*installation_, owner), "password"));
  EXPECT_EQ(begin_second_factor(*installation_, owner, "", kNetwork).error().kind,
            ErrorKind::conflict);
  ASSERT_TRUE(change_password(*installation_, owner, {"", "The owner", kPassword, kNetwork}));
  EXPECT_EQ(actor_of(*installation_, try_in("the owner", kPassword)->done->session).administers,
            (std::set<std::string, std::less<>>{"*"}));
  EXPECT_TRUE(sign_in(*installation_, *make_owner_token(*installation_))) << "and still by link";
  const auto id = base::to_text(installation_->owner());
  const auto ana = member("Ana", "administrator");
  EXPECT_EQ(close_account(*installation_, ana, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(close_account(*installation_, owner_of_the_folder(), id).error().kind,
            ErrorKind::forbidden);
}

TEST_F(PeopleTest, AnAdministratorDecidesWithinTheirSpaceOnly) {
  ASSERT_TRUE(
      installation_->store().create_space({"other", "Other", false, {}}, installation_->owner()));
  const auto ana = member("Ana", "administrator");
  const auto ben = member("Ben", "reader");
  const auto foreign = member("Cai", "editor", "other");
  const auto both = member("Dea", "reader");
  ASSERT_TRUE(
      change_role(*installation_, owner_of_the_folder(), both.id, {"other", "editor", "none"}));
  EXPECT_EQ(change_role(*installation_, owner_of_the_folder(), both.id, {"other", "reader", "none"})
                .error()
                .kind,
            ErrorKind::conflict)
      << "another was faster";
  const auto names = [&](const Actor& actor) {
    std::string text;
    const auto seen = people(*installation_, actor);
    EXPECT_TRUE(seen);
    for (const auto& each : base::array_at(*seen, "people")) {
      text += std::string(base::text_at(each.as_object(), "name")) + " ";
    }
    return text;
  };
  EXPECT_EQ(names(ana), "Ana Ben Dea ");
  EXPECT_EQ(names(owner_of_the_folder()), "Owner Ana Ben Cai Dea ");
  for (const auto& nobody : {ben, foreign, anyone()}) {
    EXPECT_EQ(people(*installation_, nobody).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(person(*installation_, nobody, ben.id).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(invite(*installation_, nobody, {"Eve", "reader", ""}).error().kind,
              ErrorKind::forbidden);
    EXPECT_EQ(change_role(*installation_, nobody, ben.id, {"home", "editor", ""}).error().kind,
              ErrorKind::forbidden);
    EXPECT_EQ(close_account(*installation_, nobody, ben.id).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(give_link(*installation_, nobody, ben.id).error().kind, ErrorKind::forbidden);
  }
  EXPECT_EQ(person(*installation_, ana, foreign.id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(invite(*installation_, ana, {"Eve", "reader", "other"}).error().kind,
            ErrorKind::forbidden);
  EXPECT_EQ(change_role(*installation_, ana, ben.id, {"other", "reader", ""}).error().kind,
            ErrorKind::forbidden);
  EXPECT_EQ(close_account(*installation_, ana, both.id).error().kind, ErrorKind::forbidden);
  const auto seen = *person(*installation_, ana, both.id);
  EXPECT_EQ(base::array_at(seen, "roles").size(), 1U) << "what she is elsewhere is not told";
  EXPECT_EQ(change_role(*installation_, ana, ana.id, {"home", "reader", ""}).error().kind,
            ErrorKind::conflict);
  ASSERT_TRUE(change_role(*installation_, ana, both.id, {"home", "none", ""}));
  EXPECT_EQ(actor_of(*installation_, both.session).role_in("home"), Role::anyone);
  EXPECT_EQ(actor_of(*installation_, both.session).role_in("other"), Role::editor);
}

TEST_F(PeopleTest, RolesReachSessionsAndTokensAtOnce) {
  const auto ana = member("Ana", "editor");
  const auto made = make_token(*installation_, ana, {"nightly", {Scope::import, Scope::read}});
  ASSERT_TRUE(made);
  const std::string secret(base::text_at(*made, "secret"));
  const auto brings = [&](const Actor& actor, int number) {
    return import_bytes(*installation_, actor, {{"a.md", draft(number)}}, {}).has_value();
  };
  EXPECT_TRUE(brings(*actor_of_token(*installation_, secret), 1));
  ASSERT_TRUE(change_role(*installation_, owner_of_the_folder(), ana.id, {"home", "reader", ""}));
  EXPECT_FALSE(brings(*actor_of_token(*installation_, secret), 2));
  EXPECT_FALSE(brings(actor_of(*installation_, ana.session), 2));
  EXPECT_TRUE(document(*installation_, {*actor_of_token(*installation_, secret)}, "A/RES/89/1"));
  ASSERT_TRUE(
      change_role(*installation_, owner_of_the_folder(), ana.id, {"home", "contributor", ""}));
  EXPECT_FALSE(document(*installation_, {*actor_of_token(*installation_, secret)}, "A/RES/89/1"));
  EXPECT_EQ(make_token(*installation_, actor_of(*installation_, ana.session), {"t", {Scope::read}})
                .error()
                .kind,
            ErrorKind::forbidden);
}

/// Every role × what may be done × own and foreign space × internal and published.
TEST_F(PeopleTest, EachRoleSeesAndDoesWhatItIsForInItsSpace) {
  ASSERT_TRUE(
      installation_->store().create_space({"other", "Other", false, {}}, installation_->owner()));
  int number = 0;
  for (const auto role : kRoles) {
    for (const std::string space : {"home", "other"}) {
      for (const bool published : {false, true}) {
        SCOPED_TRACE(std::string(name_of(role)) + " of home, document of " + space +
                     (published ? ", published" : ", internal"));
        const auto work = "A/RES/89/" + std::to_string(++number);
        ImportOptions options;
        options.space = space;
        options.publish = published;
        ASSERT_TRUE(import_bytes(*installation_, owner_of_the_folder(), {{"a.md", draft(number)}},
                                 options));
        const auto actor = role == Role::anyone
                               ? anyone()
                               : member("P" + std::to_string(number), std::string(name_of(role)));
        const bool own = space == "home";
        const bool seen = published || (own && role >= Role::reader);
        EXPECT_EQ(document(*installation_, {actor}, work).has_value(), seen);
        const auto change =
            set_publication(*installation_, {actor}, work,
                            published ? Publication::withdraw : Publication::publish, "");
        const bool may_change = own && role >= Role::editor;
        EXPECT_EQ(change.has_value(), may_change);
        if (!may_change) {
          EXPECT_EQ(change.error().kind, seen ? ErrorKind::forbidden : ErrorKind::not_found)
              << "what may not be seen is not there";
        }
        options.publish = false;
        EXPECT_EQ(import_bytes(*installation_, actor, {{"b.md", draft(1000 + number)}}, options)
                      .has_value(),
                  own && role >= Role::editor);
        EXPECT_EQ(invite(*installation_, actor, {"X", "reader", space}).has_value(),
                  own && role == Role::administrator);
      }
    }
  }
}

TEST_F(PeopleTest, ClosingAnAccountForgetsThePersonAndKeepsTheJournal) {
  const auto ana = member("Marker Surname", "editor");
  ASSERT_TRUE(make_token(*installation_, ana, {"t", {Scope::read}}));
  const auto id = ana.id;
  EXPECT_EQ(base::array_at(*person(*installation_, owner_of_the_folder(), id), "sessions").size(),
            1U);
  ASSERT_TRUE(close_account(*installation_, owner_of_the_folder(), id));
  EXPECT_TRUE(actor_of(*installation_, ana.session).id.empty());
  EXPECT_FALSE(gets_in("Marker Surname", kPassword));
  EXPECT_EQ(person(*installation_, owner_of_the_folder(), id).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(installation_->store().verify()->valid);
  const auto told = base::to_text(journal(*installation_, {owner_of_the_folder()})->body);
  EXPECT_THAT(told, HasSubstr("role.changed"));
  EXPECT_THAT(told, HasSubstr(id));
  EXPECT_THAT(told, Not(HasSubstr("Marker")));
  EXPECT_THAT(base::to_text(journal(*installation_, {anyone()})->body), Not(HasSubstr(id)))
      << "who has which role is the space's own affair";
}

TEST_F(PeopleTest, WhatSomebodyDoesIsWrittenDownAsTheirs) {
  const auto ben = member("Ben", "editor");
  ASSERT_TRUE(import_bytes(*installation_, ben, {{"a.md", draft(1)}}, {}));
  ASSERT_TRUE(set_publication(*installation_, {ben}, "A/RES/89/1", Publication::publish, {}));
  const auto entries = installation_->store().read()->recent_entries(2);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  for (const auto& entry : *entries) {
    EXPECT_EQ(base::to_text(entry.actor), ben.id) << entry.verb;
  }
}

TEST_F(PeopleTest, AnAdministratorEndsASessionOfAnother) {
  const auto ana = member("Ana", "reader");
  const auto sessions =
      base::array_at(*person(*installation_, owner_of_the_folder(), ana.id), "sessions");
  const std::string session(base::text_at(sessions[0].as_object(), "id"));
  ASSERT_TRUE(end_session_of(*installation_, owner_of_the_folder(), ana.id, session));
  EXPECT_TRUE(actor_of(*installation_, ana.session).id.empty());
  EXPECT_EQ(end_session_of(*installation_, owner_of_the_folder(), ana.id, session).error().kind,
            ErrorKind::not_found);
  const auto again = try_in("Ana", kPassword)->done->session;
  const auto own =
      base::array_at(*own_account(*installation_, actor_of(*installation_, again)), "sessions");
  ASSERT_EQ(own.size(), 1U);
  EXPECT_TRUE(base::truth_at(own[0].as_object(), "current"));
  EXPECT_THAT(base::to_text(own), Not(HasSubstr(again)));
  ASSERT_TRUE(end_own_session(*installation_, actor_of(*installation_, again),
                              base::text_at(own[0].as_object(), "id")));
  EXPECT_TRUE(actor_of(*installation_, again).id.empty());
}

// Ten thousand guesses, a second apart, from a thousand networks, at one account, while its person
// and others come and go.
TEST_F(PeopleTest, TenThousandGuessesGetNobodyInAndKeepNobodyOut) {
  member("Ana", "editor");
  member("Ben", "editor");
  ASSERT_TRUE(gets_in("Ana", kPassword));
  const auto hashed = installation_->passwords().hashed();
  std::uint64_t looked_at = 0;
  std::uint64_t keys = 0;  // a right password is hashed once more, to open the key
  for (int guess = 0; guess < 10'000; ++guess) {
    const auto network = "203.0." + std::to_string(guess % 1000) + ".0/24";
    const auto tried = try_in("Ana", "guess number " + std::to_string(guess), "", network);
    if (tried) {
      ASSERT_FALSE(tried->done);
      ASSERT_GT(tried->wait, 0);
      ASSERT_LE(tried->wait, 360);
    } else {
      ASSERT_EQ(tried.error().kind, ErrorKind::unauthenticated);
      ++looked_at;
    }
    pass(1);
    if (guess % 1000 == 0) {
      ASSERT_TRUE(gets_in("Ana", kPassword)) << "from where she signed in before";
      ASSERT_TRUE(gets_in("Ben", kPassword, "", "192.0.2.0/24")) << "whom nobody guesses at";
      looked_at += 2;
      keys += 2;
    }
  }
  EXPECT_LT(looked_at, 65U) << "10 at once, and one in six minutes";
  EXPECT_EQ(installation_->passwords().hashed() - hashed, looked_at + keys);
  const auto right = try_in("Ana", kPassword, "", "203.0.1.0/24");
  ASSERT_TRUE(right);
  EXPECT_FALSE(right->done) << "not even the right guess, from a network that is not known";
  pass(right->wait);
  EXPECT_TRUE(gets_in("Ana", kPassword, "", "203.0.1.0/24"));
}

TEST_F(PeopleTest, KnownAndUnknownNamesAreAnsweredAlike) {
  member("Ana", "editor");
  const auto known = try_in("Ana", "a wrong password");
  const auto unknown = try_in("Nobody", "a wrong password");
  ASSERT_FALSE(known);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(known.error().kind, unknown.error().kind);
  EXPECT_EQ(known.error().message, unknown.error().message);
  EXPECT_EQ(known.error().place, unknown.error().place);
  EXPECT_EQ(known.error().mend, unknown.error().mend);
  const auto hashes = installation_->passwords().hashed();
  for (const char* name : {"Ana", "Nobody"}) {
    for (int i = 0; i < 20; ++i) (void)try_in(name, "a wrong password");
  }
  EXPECT_EQ(installation_->passwords().hashed() - hashes, 18U) << "nine more of each";
}

/// All bytes of all files below a folder.
std::string bytes_below(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  return all;
}

TEST_F(PeopleTest, NoSecretLiesInAnyFileAndNoneOfPeopleInABackup) {
  const auto made = invited("Ana", "editor");
  const auto token = token_of(made);
  const auto accepted = accept_invitation(*installation_, {token, "Ana", kPassword});
  ASSERT_TRUE(accepted);
  const auto ana = actor_of(*installation_, accepted->session);
  const auto begun = begin_second_factor(*installation_, ana, kPassword, kNetwork);
  const auto factor = (*installation_->store().credentials().named("ana"))->factor;
  const auto confirmed = confirm_second_factor(
      *installation_, ana, totp_code(factor, totp_step(clock_.now())), kNetwork);
  ASSERT_TRUE(confirmed);
  const std::string recovery(base::array_at(*confirmed->done, "recovery_codes")[0].as_string());
  (void)try_in("Ana", "marker of a wrong password");
  ASSERT_TRUE(import_bytes(*installation_, ana, {{"a.md", draft(1)}}, {}));
  ASSERT_TRUE(installation_->indexes().catch_up(std::chrono::seconds(10)));

  std::string letters = recovery;
  std::erase(letters, '-');
  const std::string secrets[] = {kPassword,
                                 "marker of a wrong password",
                                 token,
                                 accepted->session,
                                 recovery,
                                 letters,
                                 std::string(base::text_at(*begun->done, "secret")),
                                 "198.51.100"};
  const auto all = bytes_below(folder_.path() / "data");
  EXPECT_THAT(all, HasSubstr("A/RES/89/1")) << "what is looked through";
  for (const auto& secret : secrets) EXPECT_EQ(all.find(secret), std::string::npos) << secret;

  ASSERT_TRUE(back_up(*installation_, owner_of_the_folder(), folder_.path() / "copy"));
  const auto copy = bytes_below(folder_.path() / "copy");
  for (const auto& secret : secrets) EXPECT_EQ(copy.find(secret), std::string::npos) << secret;
  EXPECT_EQ(copy.find("$argon2id$"), std::string::npos);
  EXPECT_EQ(copy.find(factor), std::string::npos);
  EXPECT_EQ(copy.find(std::string(base::sha256(token).view())), std::string::npos);
  EXPECT_NE(copy.find("role.changed"), std::string::npos) << "roles are of the record";
}

}  // namespace
}  // namespace comity::service
