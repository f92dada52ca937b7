// What people post: signing in and out, bringing in files, publishing and withdrawing.
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST_F(ApplicationTest, ALinkSignsInOnceAndOnlyByPost) {
  const Response shown = page("/sign-in?token=one-time");
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.header("Cache-Control"), "no-store");
  EXPECT_EQ(shown.header("Set-Cookie"), "");
  EXPECT_FALSE(site_.spent);
  EXPECT_THAT(std::string(shown.text()), HasSubstr("name=\"token\" value=\"one-time\""));

  const Response signed_in = post("/sign-in", "token=one-time");
  EXPECT_EQ(signed_in.status, 303);
  EXPECT_EQ(signed_in.header("Location"), "/");
  EXPECT_EQ(signed_in.header("Set-Cookie"),
            "session=session-of-the-owner; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict");
  EXPECT_EQ(post("/sign-in", "token=one-time").status, 401);
}

TEST_F(ApplicationTest, BehindTlsTheCookieIsSecure) {
  ApplicationOptions options;
  options.transport = Transport::tls;
  application_ = *Application::make(site_, pages(), log_, metrics_, clock_, options);
  EXPECT_THAT(std::string(post("/sign-in", "token=one-time").header("Set-Cookie")),
              HasSubstr("; Secure"));
}

TEST_F(ApplicationTest, GuessingLinksIsSlowedDown) {
  for (int attempt = 0; attempt < 10; ++attempt) {
    EXPECT_EQ(post("/sign-in", "token=guess").status, 401);
  }
  const Response refused = post("/sign-in", "token=one-time");
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(std::string(refused.header("Retry-After")), Not(IsEmpty()));
  EXPECT_FALSE(site_.spent);
  Request other =
      request(Method::post, "/sign-in", {{"Content-Type", "application/x-www-form-urlencoded"}});
  other.network = "198.51.100.0/24";
  other.body = "token=one-time";
  EXPECT_NE(application_->handle(other).status, 429) << "another network is not shut out";
  clock_.set(base::Time{1'700'000'060'000'000});
  EXPECT_EQ(post("/sign-in", "token=guess").status, 401);
}

TEST_F(ApplicationTest, BehindAProxyOneSenderDoesNotShutOutAnother) {
  ApplicationOptions options;
  options.transport = Transport::tls;
  application_ = *Application::make(site_, pages(), log_, metrics_, clock_, options);
  const auto attempt = [&](const std::string& from, const char* token) {
    return post("/sign-in", "token=" + std::string(token), {{"X-Forwarded-For", from}}).status;
  };
  // What the sender writes into the list itself stands first and is not believed.
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(attempt("203.0.113." + std::to_string(i) + ", 198.51.100.7", "guess"), 401);
  }
  EXPECT_EQ(attempt("198.51.100.7", "one-time"), 429);
  EXPECT_EQ(attempt("192.0.2.1", "one-time"), 303);
}

TEST_F(ApplicationTest, OtherSitesCannotPost) {
  const std::string body = "csrf=" + form_token() + "&etag=entry-12";
  const std::string address = "/documents/A/HRC/21/11/publish";
  EXPECT_EQ(post(address, body, {owner(), {"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_EQ(post(address, body, {owner(), {"Sec-Fetch-Site", "same-site"}}).status, 403);
  EXPECT_EQ(post(address, body, {owner(), {"Origin", "http://evil.example"}, {"Host", "127.0.0.1"}})
                .status,
            403);
  EXPECT_EQ(post("/sign-in", "token=one-time", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_FALSE(site_.spent);
  EXPECT_THAT(site_.changes, IsEmpty());
}

TEST_F(ApplicationTest, PublishingTakesASessionATokenAndTheStateSeen) {
  const std::string address = "/documents/A/HRC/21/11/publish";
  const std::string token = form_token();
  ASSERT_THAT(token, Not(IsEmpty()));
  EXPECT_EQ(post(address, "csrf=" + token + "&etag=entry-12").status, 401);
  EXPECT_EQ(post(address, "etag=entry-12", {owner()}).status, 403);
  EXPECT_EQ(post(address, "csrf=" + std::string(128, '0') + "&etag=entry-12", {owner()}).status,
            403);
  EXPECT_EQ(post(address, "csrf=" + token, {owner()}).status, 428);
  EXPECT_EQ(post(address, "csrf=" + token + "&etag=entry-11", {owner()}).status, 409);
  EXPECT_EQ(post(address, "csrf=" + token, {owner(), {"If-Match", "\"entry-11-json-en\""}}).status,
            412);
  EXPECT_THAT(site_.changes, IsEmpty());

  const Response done = post(address, "csrf=" + token + "&etag=entry-12", {owner()});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.header("Location"), "/documents/A/HRC/21/11");
  ASSERT_EQ(site_.changes.size(), 1U);
  EXPECT_EQ(site_.changes[0].act, Act::publish);
  EXPECT_EQ(site_.changes[0].work, "A/HRC/21/11");

  const std::string tag(get("/documents/A/HRC/21/11.json", {owner()}).header("ETag"));
  EXPECT_EQ(
      post("/documents/A/HRC/21/11/withdraw", "csrf=" + form_token(), {owner(), {"If-Match", tag}})
          .status,
      303);
  EXPECT_EQ(site_.changes.size(), 2U);
}

TEST_F(ApplicationTest, ChoosingACopyTakesASessionATokenAndTheStateSeen) {
  const std::string address = "/documents/A/HRC/21/11/choose";
  const std::string body = "csrf=" + form_token() + "&copy=0123456789abcdef";
  EXPECT_EQ(post(address, body + "&etag=entry-12").status, 401);
  EXPECT_EQ(post(address, body, {owner()}).status, 428);
  EXPECT_EQ(post(address, body + "&etag=entry-11", {owner()}).status, 409);
  EXPECT_EQ(post(address, body, {owner(), {"If-Match", "\"entry-11-json-en\""}}).status, 412);
  EXPECT_EQ(post(address, "copy=0123456789abcdef&etag=entry-12", {owner()}).status, 403);
  EXPECT_THAT(site_.changes, IsEmpty());
  const Response done = post(address, body + "&etag=entry-12", {owner()});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.header("Location"), "/documents/A/HRC/21/11");
  ASSERT_EQ(site_.changes.size(), 1U);
  EXPECT_EQ(site_.changes[0].act, Act::choose_copy);
  EXPECT_EQ(site_.changes[0].copy, "0123456789abcdef");
  EXPECT_EQ(get(address, {owner()}).status, 405);
}

TEST_F(ApplicationTest, ADecisionIsPassedOnWithWhatWasSeen) {
  const std::string address = "/recommendations/A/HRC/21/11/92.6~2/correct";
  const std::string body = "csrf=" + form_token() + "&what=clause&clause=2&text=a+b&reason=why";
  EXPECT_EQ(post(address, body + "&etag=entry-12").status, 401);
  EXPECT_EQ(post(address, body, {owner()}).status, 428);
  EXPECT_EQ(post(address, body + "&etag=entry-11", {owner()}).status, 409);
  EXPECT_EQ(post(address, "what=clause&etag=entry-12", {owner()}).status, 403);
  EXPECT_THAT(site_.changes, IsEmpty());
  const Response done = post(address, body + "&etag=entry-12", {owner()});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.header("Location"), "/recommendations/A/HRC/21/11/92.6");
  ASSERT_EQ(site_.changes.size(), 1U);
  EXPECT_EQ(site_.changes[0].act, Act::correct);
  EXPECT_EQ(site_.changes[0].number, "92.6");
  EXPECT_EQ(value_of(site_.changes[0].fields, "text"), "a b");
  EXPECT_EQ(get(address, {owner()}).status, 405);
}

TEST_F(ApplicationTest, WhatIsSaidOfTagsIsPassedOn) {
  const std::string address = "/recommendations/A/HRC/21/11/92.6~2/tags";
  const std::string body =
      "csrf=" + form_token() + "&etag=entry-12&confirm=theme:Water&confirm=goal:6&clause=2";
  EXPECT_EQ(post(address, body).status, 401);
  const Response done = post(address, body, {owner()});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.header("Location"), "/recommendations/A/HRC/21/11/92.6~2");
  ASSERT_EQ(site_.changes.size(), 1U);
  EXPECT_EQ(site_.changes[0].act, Act::tag);
  EXPECT_EQ(site_.changes[0].number, "92.6");
  EXPECT_EQ(site_.changes[0].fields.size(), 5U);
}

TEST_F(ApplicationTest, ADecisionLeadsBackToItsListAndNowhereElse) {
  const std::string token = "csrf=" + form_token() + "&etag=entry-12&reason=why";
  const auto leads_to = [&](const std::string& address, const std::string& back) {
    const Response done = post(address, token + "&return=" + back, {owner()});
    EXPECT_EQ(done.status, 303);
    return std::string(done.header("Location"));
  };
  const std::string decide = "/recommendations/A/HRC/21/11/92.6/decide";
  EXPECT_EQ(leads_to(decide, "/corrections%3Fstanding=asked"), "/corrections?standing=asked");
  EXPECT_EQ(leads_to(decide, "//evil.example"), "/recommendations/A/HRC/21/11/92.6");
  const std::string settle = "/sources/~1/rows/17/settle";
  EXPECT_EQ(leads_to(settle, "/sources/~1/rows%3Fstate=BRA"), "/sources/~1/rows?state=BRA");
  EXPECT_EQ(leads_to(settle, "/sources/~1/rows/17"), "/sources/~1/rows/17");
  EXPECT_EQ(leads_to(settle, "https://evil.example/sources/~1/rows"), "/sources/~1/rows");
  EXPECT_EQ(site_.changes.back().act, Act::settle);
  EXPECT_EQ(site_.changes.back().row, 17);
  EXPECT_EQ(post("/sources/~1/rows/none/settle", token, {owner()}).status, 404);
}

TEST_F(ApplicationTest, FilesAreOfTheCopyThatIsNamed) {
  EXPECT_EQ(get("/documents/A/HRC/21/11/original?copy=0123456789abcdef").status, 200);
  EXPECT_EQ(site_.asked_copy, "0123456789abcdef");
  EXPECT_EQ(get("/documents/A/HRC/21/11/original").status, 200);
  EXPECT_EQ(site_.asked_copy, "");
}

TEST_F(ApplicationTest, APostIsAForm) {
  Request posted = request(Method::post, "/sign-in", {{"Content-Type", "application/json"}});
  posted.body = "{\"token\":\"one-time\"}";
  EXPECT_EQ(application_->handle(posted).status, 415);
  EXPECT_EQ(post("/sign-in", "token=%zz").status, 400);
}

TEST_F(ApplicationTest, SigningOutEndsTheCookie) {
  const Response out = post("/sign-out", "csrf=" + form_token(), {owner()});
  EXPECT_EQ(out.status, 303);
  EXPECT_TRUE(site_.signed_out);
  EXPECT_THAT(std::string(out.header("Set-Cookie")), StartsWith("session=; Path=/; Max-Age=0"));
}

TEST_F(ApplicationTest, ACookieThatComesTwiceIsNobody) {
  const std::string twice = std::string(owner().value) + "; session=planted";
  EXPECT_THAT(std::string(page("/", {{"Cookie", twice}}).text()), Not(HasSubstr("/sign-out")));
  EXPECT_THAT(std::string(page("/", {owner()}).text()), HasSubstr("/sign-out"));
  EXPECT_THAT(std::string(page("/", {owner()}).text()), HasSubstr("Owner &lt;of&gt; the folder"));
}

TEST_F(ApplicationTest, WhatNeedsASessionIsAskedForOneFirst) {
  std::size_t asked = 0;
  for (const Route& route : routes()) {
    if (route.right != Right::signed_in) continue;
    SCOPED_TRACE(std::string(route.name));
    ++asked;
    const std::string address = address_for(route);
    const auto answer = [&]() -> Response {
      if (route.id == RouteId::import) return import_form(form_with("", "content"));
      if (route.method == Method::post) return post(address, "csrf=x&etag=entry-12");
      return application_->handle(
          request(route.method, address, {{"Accept", "text/html, */*;q=0.5"}}));
    };
    const Response refused = answer();
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(std::string(refused.text()), HasSubstr("one-time link"));
  }
  EXPECT_GE(asked, 13U);
  EXPECT_THAT(site_.jobs.told, IsEmpty());
  EXPECT_THAT(site_.jobs.arrived, IsEmpty());
  EXPECT_THAT(site_.changes, IsEmpty());
  EXPECT_FALSE(site_.signed_out);
}

TEST_F(ApplicationTest, FilesAreReadAndWhatBecameOfEachIsShown) {
  const Response form = page("/import", {owner()});
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(std::string(form.text()), HasSubstr("enctype=\"multipart/form-data\""));
  EXPECT_EQ(form.header("Cache-Control"), "no-store");

  const std::string body = form_with(form_token(), "content");
  const Response done = import_form(body, {owner()});
  EXPECT_EQ(done.status, 200);
  const std::string html(done.text());
  EXPECT_THAT(html, HasSubstr("href=\"/documents/A/HRC/21/11\""));
  EXPECT_THAT(html, HasSubstr("good &lt;1&gt;.md"));
  EXPECT_THAT(html, HasSubstr("the file &lt;is&gt; empty"));
  EXPECT_THAT(html, HasSubstr("get it again"));
  EXPECT_TRUE(site_.published);

  std::string dry = body;
  dry.insert(dry.size() - 9,
             "--xYz\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\nyes\r\n");
  const Response foreseen = import_form(dry, {owner()});
  EXPECT_THAT(std::string(foreseen.text()), HasSubstr("Nothing was written"));
  EXPECT_THAT(std::string(foreseen.text()), HasSubstr("1 would be a new document"));

  const Response told = import_form(body, {owner()}, "application/json");
  EXPECT_EQ(told.header("Content-Type"), "application/json");
  EXPECT_EQ(base::integer_at(json(told), "read"), 1);
  EXPECT_EQ(base::array_at(json(told), "failed").size(), 1U);
}

TEST_F(ApplicationTest, FilesOfAnotherSiteOrSessionAreNotRead) {
  const std::string body = form_with(form_token(), "content");
  EXPECT_EQ(import_form(body, {owner(), {"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_EQ(import_form(form_with("", "content"), {owner()}).status, 403);
  EXPECT_EQ(import_form(body.substr(0, body.size() - 9), {owner()}).status, 400);
  EXPECT_EQ(import_form("--xYz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" +
                            form_token() + "\r\n--xYz--\r\n",
                        {owner()})
                .status,
            400)
      << "no file";
  EXPECT_EQ(post("/import", "csrf=" + form_token(), {owner()}).status, 415);
  EXPECT_FALSE(site_.published);
}

TEST_F(ApplicationTest, OnlyWhoIsSignedInSendsMoreThanAForm) {
  const auto allowed = [this](Method method, const char* target, std::vector<Header> headers) {
    return application_->handlers().body_bytes(request(method, target, std::move(headers)));
  };
  EXPECT_GT(allowed(Method::post, "/import", {owner()}), std::size_t{100} << 20);
  EXPECT_GT(allowed(Method::post, "/import.json", {owner()}), std::size_t{100} << 20);
  EXPECT_EQ(allowed(Method::post, "/import", {}), 0U);
  EXPECT_EQ(allowed(Method::post, "/sign-out", {owner()}), 0U);
  EXPECT_EQ(allowed(Method::get, "/import", {owner()}), 0U);
  EXPECT_EQ(allowed(Method::patch, "/import/jobs/0123456789ABC/files/0", {owner()}),
            std::size_t{8} << 20);
  EXPECT_EQ(allowed(Method::patch, "/import/jobs/0123456789ABC/files/0", {}), 0U);
  EXPECT_EQ(allowed(Method::post, "/import/jobs/0123456789ABC/files", {owner()}), 0U);
  EXPECT_EQ(allowed(Method::post, "/%zz", {owner()}), 0U);
  const auto refuse = application_->handlers().refuse;
  EXPECT_EQ(refuse(413, request(Method::post, "/import")).status, 401);
  const Response large = refuse(413, request(Method::post, "/import", {owner()}));
  EXPECT_EQ(large.status, 413);
  EXPECT_THAT(std::string(large.text()), HasSubstr("comity import"));
}

TEST_F(ApplicationTest, WhatASavedSearchShowedIsWhatWasSeen) {
  const Response saved = page("/searches", {owner()});
  EXPECT_THAT(std::string(saved.text()), HasSubstr("name=\"at\" value=\"home:7\""));
  const auto seen = post("/searches/" + std::string(SampleFinding::kSearch) + "/seen",
                         "csrf=" + form_token() + "&at=home%3A7&at=law%3A3", {owner()});
  EXPECT_EQ(seen.status, 303);
  EXPECT_EQ(site_.found.decided.back(), "see home:7,law:3");
}

TEST_F(ApplicationTest, ASubmissionIsAnsweredAndNotKeptForAKey) {
  const auto send = [&](const std::string& body, std::vector<Header> headers) {
    headers.push_back({"Content-Type", "multipart/form-data; boundary=xYz"});
    headers.push_back({"Idempotency-Key", "asked-1"});
    Request posted = request(Method::post, "/asked", std::move(headers));
    posted.body = body;
    return application_->handle(posted);
  };
  const auto field = [](const std::string& name, const std::string& value) {
    return "--xYz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
           "\r\n";
  };
  const auto text = field("text", "The Government should mend <the> bridges.");
  const auto token = field("csrf", form_token());
  EXPECT_EQ(send(text + "--xYz--\r\n", {}).status, 401);
  EXPECT_EQ(send(text + "--xYz--\r\n", {owner()}).status, 403);
  EXPECT_EQ(send(token + "--xYz--\r\n", {owner()}).status, 400);
  const Response answer = send(token + text + "--xYz--\r\n", {owner()});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_THAT(std::string(answer.text()), HasSubstr("Mend &lt;the&gt; bridges"));
  EXPECT_EQ(site_.submitted, "The Government should mend <the> bridges.");
  EXPECT_TRUE(site_.claims.empty());
}

}  // namespace
}  // namespace comity::http
