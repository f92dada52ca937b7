// Signing in by a password, taking up an account, one's own account, and the people of the record.
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class PeoplePagesTest : public ApplicationTest {
 protected:
  std::string csrf() { return "csrf=" + form_token(); }
  Response own_post(std::string target, const std::string& fields) {
    return post(std::move(target), csrf() + "&" + fields, {owner()});
  }
};

TEST_F(PeoplePagesTest, WhoGivesNameAndPasswordIsSignedIn) {
  EXPECT_THAT(std::string(page("/sign-in").text()), HasSubstr("type=\"password\""));
  const Response in = post("/sign-in", "name=Ana&password=right&code=123456");
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(in.header("Location"), "/");
  EXPECT_THAT(std::string(in.header("Set-Cookie")), HasSubstr("session=session-of-the-owner"));
  EXPECT_EQ(site_.persons.signed_in_as, "Ana");
  EXPECT_EQ(site_.persons.asked_from, "192.0.2.0/24");
  const Response wrong = post("/sign-in", "name=Ana&password=wrong");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.header("Set-Cookie"), "");
  EXPECT_THAT(std::string(wrong.text()), HasSubstr("href=\"/sign-in\""));
  EXPECT_EQ(post("/sign-in", "name=Ana&password=right", {{"Sec-Fetch-Site", "cross-site"}}).status,
            403);
}

TEST_F(PeoplePagesTest, WhoGuessesIsToldForHowLongToWait) {
  site_.persons.wait = 77;
  const Response slow = post("/sign-in", "name=Ana&password=right");
  EXPECT_EQ(slow.status, 429);
  EXPECT_EQ(slow.header("Retry-After"), "77");
  for (const char* target : {"/account/password", "/account/second-factor",
                             "/account/second-factor/confirm", "/account/second-factor/end"}) {
    const Response own = own_post(target, "name=x&password=right&old=right&code=right");
    EXPECT_EQ(own.status, 429) << target;
    EXPECT_EQ(own.header("Retry-After"), "77") << target;
  }
}

TEST_F(PeoplePagesTest, ANetworkIsSlowedByWhatWasWrongAlone) {
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(post("/sign-in", "name=Ana&password=right").status, 303)
        << "an office in the morning";
  }
  int refused = 0;
  for (int i = 0; i < 12; ++i) {
    const Response answer = post("/sign-in", "name=Ana&password=wrong");
    if (answer.status != 429) continue;
    ++refused;
    EXPECT_NE(answer.header("Retry-After"), "");
  }
  EXPECT_EQ(refused, 2);
  EXPECT_EQ(post("/invitation", "token=invited&name=A&password=x").status, 429) << "one count";
}

TEST_F(PeoplePagesTest, AnAccountIsTakenUpByItsLink) {
  const Response form = page("/invitation?token=invited");
  EXPECT_EQ(form.status, 200);
  EXPECT_EQ(form.header("Cache-Control"), "no-store");
  EXPECT_THAT(std::string(form.text()), HasSubstr("value=\"Ana &lt;em&gt;\""));
  EXPECT_EQ(page("/invitation?token=other").status, 401);
  EXPECT_EQ(page("/invitation").status, 401);
  const Response in = post("/invitation", "token=invited&name=Ana&password=right");
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(in.header("Location"), "/account");
  EXPECT_THAT(std::string(in.header("Set-Cookie")), HasSubstr("HttpOnly"));
  EXPECT_EQ(site_.persons.accepted, "Ana");
  EXPECT_EQ(post("/invitation", "token=other&name=Ana&password=right").status, 401);
  EXPECT_THAT(lines_, Not(HasSubstr("invited"))) << "no link in the log";
}

TEST_F(PeoplePagesTest, WhatIsShownOnceIsOnThePageThatMadeItAndKeptByNobody) {
  const Response factor = own_post("/account/second-factor", "password=right");
  EXPECT_EQ(factor.status, 200);
  EXPECT_EQ(factor.header("Cache-Control"), "no-store");
  EXPECT_THAT(std::string(factor.text()), HasSubstr("MZXW6"));
  EXPECT_THAT(std::string(factor.text()), HasSubstr("otpauth://totp/x"));
  const Response codes = own_post("/account/second-factor/confirm", "code=right");
  EXPECT_THAT(std::string(codes.text()), HasSubstr("AAAA-BBBB"));
  EXPECT_THAT(std::string(page("/account", {owner()}).text()), Not(HasSubstr("AAAA-BBBB")));
  EXPECT_EQ(own_post("/account/second-factor", "password=wrong").status, 403);
  EXPECT_EQ(own_post("/account/second-factor/end", "password=right").status, 303);
  EXPECT_EQ(own_post("/account/password", "name=x&old=right&password=y").status, 303);
  EXPECT_EQ(post("/account/password", "name=x&old=right&password=y", {owner()}).status, 403)
      << "a form of our own";

  Request asked = request(Method::post, "/people",
                          {owner(),
                           {"Host", "comity.example"},
                           {"Content-Type", "application/x-www-form-urlencoded"},
                           {"Accept", "text/html"}});
  asked.body = csrf() + "&name=Ben&role=editor&space=home";
  const std::string shown(application_->handle(asked).text());
  EXPECT_THAT(shown, HasSubstr("http://comity.example/invitation?token=new"));
  EXPECT_THAT(std::string(page("/people", {owner()}).text()), Not(HasSubstr("token=new")));
}

TEST_F(PeoplePagesTest, AnAdministratorDecidesOnWhatTheySaw) {
  const std::string person(page("/people/0123456789ABC", {owner()}).text());
  EXPECT_THAT(person, HasSubstr("Ana &lt;em&gt;"));
  EXPECT_THAT(person, HasSubstr("<option value=\"editor\" selected>"));
  EXPECT_THAT(person, HasSubstr("name=\"was\" value=\"editor\""));
  EXPECT_EQ(page("/people/nobody", {owner()}).status, 404);
  EXPECT_EQ(own_post("/people/0123456789ABC/role", "space=home&role=reader").status, 428);
  EXPECT_EQ(own_post("/people/0123456789ABC/role", "space=home&role=reader&was=editor")
                .header("Location"),
            "/people/0123456789ABC");
  EXPECT_EQ(
      own_post("/people/0123456789ABC/role", "space=home&role=none&was=reader").header("Location"),
      "/people");
  EXPECT_EQ(own_post("/people/0123456789ABC/link", "").status, 200);
  EXPECT_EQ(own_post("/people/0123456789ABC/sessions/0000000000001/end", "").status, 303);
  EXPECT_EQ(own_post("/account/sessions/0000000000001/end", "").status, 303);
  EXPECT_EQ(own_post("/people/0123456789ABC/close", "").header("Location"), "/people");
  EXPECT_THAT(
      site_.persons.decided,
      ElementsAre("role 0123456789ABC editor to reader", "role 0123456789ABC reader to none",
                  "link 0123456789ABC", "session 0123456789ABC 0000000000001",
                  "own session 0000000000001", "close 0123456789ABC"));
}

TEST_F(PeoplePagesTest, NoTokenIsForAccountsAndPeople) {
  const Header bearer{"Authorization", "Bearer " + std::string(SampleSite::kToken)};
  std::size_t asked = 0;
  for (const Route& route : routes()) {
    if (route.id < RouteId::people || route.id > RouteId::own_session) continue;
    ++asked;
    EXPECT_EQ(application_->handle(request(route.method, address_for(route), {bearer})).status, 403)
        << route.name;
  }
  EXPECT_EQ(asked, 15U);
  EXPECT_TRUE(site_.persons.decided.empty());
}

TEST_F(PeoplePagesTest, WhoMayNotBringInOrInviteIsShownNoWayThere) {
  EXPECT_THAT(std::string(page("/documents", {owner()}).text()), HasSubstr("href=\"/import\""));
  EXPECT_THAT(std::string(page("/account", {owner()}).text()), HasSubstr("href=\"/people\""));
  EXPECT_THAT(std::string(page("/documents").text()), Not(HasSubstr("href=\"/import\"")));
  EXPECT_THAT(std::string(page("/documents").text()), HasSubstr("href=\"/sign-in\""));
}

}  // namespace
}  // namespace comity::http
