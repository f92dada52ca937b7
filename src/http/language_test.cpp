#include "http/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "http/pages/pages.h"
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<std::string_view> kOffered = {"en", "ar", "fr"};

Target target_of(std::string_view address) { return parse_target(address).value_or(Target{}); }

std::string asked(std::string_view address, std::vector<Header> headers) {
  Request request;
  request.headers = std::move(headers);
  return language_of(request, target_of(address), kOffered);
}

std::optional<Response> chosen(std::string_view address, Method method = Method::get,
                               Transport transport = Transport::plain) {
  Request request;
  request.method = method;
  return language_choice(request, target_of(address), kOffered, transport);
}

TEST(Language, IsThatOfTheAddressThenOfTheChoiceThenOfTheBrowser) {
  const Header browser{"Accept-Language", "ar, en;q=0.5"};
  const Header kept{"Cookie", "session=abc; language=fr"};
  EXPECT_EQ(asked("/states?language=en", {browser, kept}), "en");
  EXPECT_EQ(asked("/states", {browser, kept}), "fr");
  EXPECT_EQ(asked("/states", {browser}), "ar");
  EXPECT_EQ(asked("/states", {}), "en");
}

TEST(Language, IsOneThatIsOffered) {
  EXPECT_EQ(asked("/states?language=tlh", {{"Cookie", "language=fr"}}), "fr");
  EXPECT_EQ(asked("/states", {{"Cookie", "language=../x"}, {"Accept-Language", "ar"}}), "ar");
  EXPECT_EQ(asked("/states", {{"Cookie", "language=fr; language=ar"}}), "en");
}

TEST(Language, AChoiceLeadsBackToTheSamePageAndIsKept) {
  const auto response = chosen("/states/BRA?language=en&a=b%20c&choose_language=fr");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 303);
  EXPECT_EQ(response->header("Location"), "/states/BRA?a=b%20c");
  EXPECT_EQ(response->header("Set-Cookie"),
            "language=fr; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
  EXPECT_EQ(response->header("Cache-Control"), "no-store");
  EXPECT_EQ(chosen("/?choose_language=ar")->header("Location"), "/");
  EXPECT_THAT(
      std::string(
          chosen("/?choose_language=ar", Method::head, Transport::tls)->header("Set-Cookie")),
      HasSubstr("; Secure"));
}

TEST(Language, OnlyAChoiceOnOfferIsOne) {
  EXPECT_FALSE(chosen("/states"));
  EXPECT_FALSE(chosen("/states?language=fr"));
  EXPECT_FALSE(chosen("/states?choose_language=tlh"));
  EXPECT_FALSE(chosen("/states?choose_language=fr%0d%0aX:y"));
  EXPECT_FALSE(chosen("/states?choose_language=fr", Method::post));
}

TEST(Language, AChoiceLeadsNowhereElse) {
  EXPECT_FALSE(chosen("//example.org/?choose_language=fr"));
  EXPECT_EQ(chosen("/%2fexample.org?choose_language=fr")->header("Location"), "/%2Fexample.org");
  EXPECT_EQ(chosen("/\\example.org?choose_language=fr")->header("Location"), "/%5Cexample.org");
}

bool has_a_page(const Route& route) {
  return route.method == Method::get && route.right == Right::read && route.faces.size() > 1;
}

class LanguageOfPagesTest : public ApplicationTest {
 protected:
  static std::vector<std::string> languages() {
    std::vector<std::string> codes;
    for (const std::string_view code : pages().languages()) codes.emplace_back(code);
    return codes;
  }
};

TEST_F(LanguageOfPagesTest, EveryPageIsThereInEachLanguage) {
  for (const std::string& language : languages()) {
    for (const Route& route : routes()) {
      if (!has_a_page(route)) continue;
      SCOPED_TRACE(language + " " + address_for(route));
      const Response response = page(address_for(route), {{"Cookie", "language=" + language}});
      EXPECT_EQ(response.status, 200);
      EXPECT_EQ(response.header("Content-Language"), language);
      EXPECT_THAT(std::string(response.header("Vary")),
                  testing::AllOf(HasSubstr("Cookie"), HasSubstr("Accept-Language")));
      EXPECT_THAT(std::string(response.text()), HasSubstr("<html lang=\"" + language + "\" dir="));
    }
  }
}

TEST_F(LanguageOfPagesTest, OneLanguageIsNotTakenForAnother) {
  for (const char* accept : {"text/html", "application/json"}) {
    std::set<std::string> tags;
    for (const std::string& language : languages()) {
      const Response response =
          get("/states", {{"Accept", accept}, {"Cookie", "language=" + language}});
      tags.insert(std::string(response.header("ETag")));
      EXPECT_EQ(site_.asked.language, language);
    }
    EXPECT_EQ(tags.size(), languages().size()) << accept;
  }
}

TEST_F(LanguageOfPagesTest, APageLeadsToItselfInEachLanguage) {
  const std::string html(page("/states?language=en&with=x").text());
  for (const std::string& language : languages()) {
    EXPECT_THAT(html, HasSubstr("hreflang=\"" + language +
                                "\" href=\"/states?with=x&amp;language=" + language + "\""));
    EXPECT_THAT(html, HasSubstr("<a href=\"/states?with=x&amp;choose_language=" + language +
                                "\" lang=\"" + language + "\""));
  }
}

TEST_F(LanguageOfPagesTest, AChoiceIsAnsweredBeforeAnythingIsAsked) {
  for (const std::string& language : languages()) {
    const Response response = page("/states/BRA?choose_language=" + language);
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.header("Location"), "/states/BRA");
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
  }
  EXPECT_THAT(site_.asked.state, IsEmpty());
  // A page that names no choice changes none.
  EXPECT_THAT(std::string(page("/states?language=en").header("Set-Cookie")), IsEmpty());
}

TEST_F(LanguageOfPagesTest, AProblemSaysItsOwnWordsInTheirLanguage) {
  for (const std::string& language : languages()) {
    const Response response = page("/nothing/here", {{"Cookie", "language=" + language}});
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(response.header("Content-Language"), language);
    const std::string html(response.text());
    EXPECT_THAT(html, HasSubstr("<bdi lang=\"en\">there is no such address<"));
    EXPECT_THAT(html, Not(HasSubstr("rel=\"alternate\"")));
    EXPECT_THAT(html, HasSubstr("/nothing/here?choose_language=" + language));
  }
}

TEST_F(LanguageOfPagesTest, WhatWasPostedIsReadAgainWhereItCanBe) {
  const auto links_of = [](const Response& response) { return std::string(response.text()); };
  EXPECT_THAT(links_of(post("/asked", "")), HasSubstr("\"/asked?choose_language=en\""));
  EXPECT_THAT(links_of(post("/sign-out", "")), HasSubstr("\"/?choose_language=en\""));
}

}  // namespace
}  // namespace comity::http
