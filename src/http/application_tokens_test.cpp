// Programs: tokens, keys of requests, and problems that leave nobody without a next step.
#include <set>
#include <thread>

#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Header kBearer{"Authorization", "Bearer " + std::string(SampleSite::kToken)};
const Header kJson{"Accept", "application/json"};
constexpr const char* kPublish = "/documents/A/HRC/21/11/publish";

class ProgramsTest : public ApplicationTest {
 protected:
  Response send(std::string target, std::vector<Header> headers, std::string body = {}) {
    headers.push_back(kJson);
    Request posted = request(Method::post, std::move(target), std::move(headers));
    posted.body = std::move(body);
    return application_->handle(posted);
  }
  /// The files of form_with(), parted by another boundary, under a key.
  Response import_once(const std::string& key, const std::string& content,
                       const std::string& boundary = "xYz") {
    std::string body = form_with("", content);
    for (auto at = body.find("xYz"); at != std::string::npos; at = body.find("xYz", at + 1)) {
      body.replace(at, 3, boundary);
    }
    return send("/import",
                {kBearer,
                 {"Idempotency-Key", key},
                 {"Content-Type", "multipart/form-data; boundary=" + boundary}},
                body);
  }
};

TEST_F(ProgramsTest, ATokenIsTakenByEveryRouteAndAWrongOneByNone) {
  for (const Route& route : routes()) {
    const std::string address = address_for(route);
    SCOPED_TRACE(address);
    Request wrong = request(route.method, address, {{"Authorization", "bearer nonsense"}, kJson});
    const Response refused = application_->handle(wrong);
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(std::string(refused.header("WWW-Authenticate")), HasSubstr("Bearer"));
    if (route.id == RouteId::sign_in) continue;  // asks for a link, whoever asks
    Request right = request(route.method, address, {kBearer});
    EXPECT_NE(application_->handle(right).status, 401);
  }
  EXPECT_EQ(get("/", {{"Authorization", "Basic eDp5"}}).status, 200) << "a proxy's own";
  EXPECT_EQ(application_->handlers().body_bytes(
                request(Method::post, "/import", {{"Authorization", "Bearer nonsense"}})),
            0U);
  EXPECT_GT(application_->handlers().body_bytes(request(Method::post, "/import", {kBearer})),
            std::size_t{100} << 20);
  EXPECT_EQ(application_->handlers()
                .refuse(413, request(Method::post, "/import", {{"Authorization", "Bearer x"}}))
                .status,
            401);
}

TEST_F(ProgramsTest, ATokenNeedsNoFormTokenAndASessionDoes) {
  EXPECT_EQ(send(kPublish, {owner(), {"If-Match", "\"entry-12\""}}).status, 403);
  EXPECT_EQ(send(kPublish, {kBearer}).status, 428);
  EXPECT_EQ(send(kPublish, {kBearer, {"If-Match", "\"entry-11-json-en\""}}).status, 412);
  EXPECT_THAT(site_.changes, IsEmpty());
  const Response done = send(kPublish, {kBearer, {"If-Match", "\"entry-12-json-en\""}});
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(base::text_at(json(done), "address"), "/documents/A/HRC/21/11");
  EXPECT_EQ(site_.changes.size(), 1U);
  EXPECT_THAT(std::string(page("/documents", {kBearer}).text()), Not(HasSubstr("name=\"csrf\"")))
      << "a page for a program holds no form token";
}

TEST_F(ProgramsTest, TheSameRequestIsDoneOnce) {
  const Response first = import_once("key-1", "content");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.header("Idempotency-Replayed"), "");
  const Response again = import_once("\"key-1\"", "content", "another");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.text(), first.text());
  EXPECT_EQ(again.header("Content-Type"), "application/json");
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(site_.imports, 1);
  const Response other = import_once("key-1", "other content");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(base::text_at(json(other), "place"), "Idempotency-Key");
  EXPECT_EQ(base::text_at(json(other), "type"), "/help#problem-key_reused");
  EXPECT_EQ(import_once("key-2", "other content").status, 200);
  EXPECT_EQ(site_.imports, 2);
  EXPECT_EQ(import_once(std::string(201, 'k'), "content").status, 400);
  EXPECT_EQ(import_once("two words", "content").status, 400);
  EXPECT_EQ(site_.imports, 2);
}

TEST_F(ProgramsTest, AProblemIsNotKept) {
  const Header key{"Idempotency-Key", "publish-1"};
  const Header match{"If-Match", "\"entry-13\""};
  EXPECT_EQ(send(kPublish, {kBearer, key, match}).status, 412);
  site_.etag = "entry-13";
  EXPECT_EQ(send(kPublish, {kBearer, key, match}).status, 200);
  site_.etag = "entry-14";
  EXPECT_EQ(send(kPublish, {kBearer, key, match}).status, 200) << "the answer of then";
  EXPECT_EQ(send(kPublish, {kBearer, key, {"If-Match", "\"entry-14\""}}).status, 422);
  EXPECT_EQ(site_.changes.size(), 1U);
}

TEST_F(ProgramsTest, OfTheSameRequestAtOnceOneIsDone) {
  std::vector<int> statuses(8);
  {
    std::vector<std::jthread> senders;
    for (auto& status : statuses) {
      senders.emplace_back([&] { status = import_once("race", "content").status; });
    }
  }
  for (const int status : statuses) EXPECT_TRUE(status == 200 || status == 409) << status;
  EXPECT_EQ(site_.imports, 1);
}

TEST_F(ProgramsTest, TokensAreMadeOnThePageWithItsForm) {
  const std::string shown(page("/account", {owner()}).text());
  EXPECT_THAT(shown, HasSubstr("night &lt;ly&gt;"));
  EXPECT_THAT(shown, HasSubstr("action=\"/account/tokens/0123456789ABC/revoke\""));
  const std::string form = "csrf=" + form_token();
  EXPECT_EQ(post("/account/tokens", "name=x&scope=read", {owner()}).status, 403);
  EXPECT_EQ(post("/account/tokens", form + "&name=x&scope=read&days=none", {owner()}).status, 400);
  const Response made =
      post("/account/tokens", form + "&name=x&scope=read&scope=import&days=7", {owner()});
  EXPECT_EQ(made.status, 200);
  EXPECT_EQ(made.header("Cache-Control"), "no-store");
  EXPECT_THAT(std::string(made.text()), HasSubstr("comity_new"));
  EXPECT_EQ(site_.wished.name, "x");
  EXPECT_EQ(site_.wished.scopes, (std::vector<std::string>{"read", "import"}));
  EXPECT_EQ(site_.wished.days, 7);
  const Response ended = post("/account/tokens/0123456789ABC/revoke", form, {owner()});
  EXPECT_EQ(ended.status, 303);
  EXPECT_EQ(ended.header("Location"), "/account");
  EXPECT_EQ(site_.revoked, "0123456789ABC");
  EXPECT_EQ(get("/account", {kBearer}).status, 403) << "no token is for it";
  EXPECT_EQ(page("/account").status, 401);
}

TEST_F(ProgramsTest, EveryProblemSaysWhereAndWhatHelps) {
  std::vector<Response> problems;
  for (const char* target : {"/nothing", "/documents/A/HRC/99/99", "/%zz", "/states.csv",
                             "/reviews/BRA/two", "/assets/none.css", "/account"}) {
    problems.push_back(get(target, {kJson}));
  }
  problems.push_back(get("/help", {{"Accept", "application/json"}}));
  problems.push_back(application_->handle(request(Method::post, "/states", {kJson})));
  problems.push_back(application_->handle(request(Method::other, "/", {kJson})));
  problems.push_back(send(kPublish, {}));
  problems.push_back(send(kPublish, {kBearer}));
  problems.push_back(send("/sign-in", {}));
  for (const int status : {400, 408, 413, 414, 431, 501, 503}) {
    problems.push_back(application_->handlers().refuse(status, Request{}));
  }
  for (const auto kind : {base::ErrorKind::internal, base::ErrorKind::timeout}) {
    site_.failure = base::Error{kind, "", "", ""};
    problems.push_back(get("/states", {kJson}));
  }
  std::set<int> statuses;
  const std::string help(page("/help").text());
  for (const Response& problem : problems) {
    const auto object = json(problem);
    SCOPED_TRACE(std::string(problem.text()));
    EXPECT_EQ(problem.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(base::integer_at(object, "status"), problem.status);
    for (const char* member : {"type", "title", "detail", "place", "mend"}) {
      EXPECT_THAT(std::string(base::text_at(object, member)), Not(IsEmpty())) << member;
    }
    const std::string anchor(base::text_at(object, "type").substr(6));
    EXPECT_THAT(help, HasSubstr("id=\"" + anchor + "\""));
    statuses.insert(problem.status);
  }
  EXPECT_GE(statuses.size(), 14U);
}

TEST_F(ProgramsTest, WhatIsOneFaceSaysSo) {
  EXPECT_EQ(get("/help", {{"Accept", "text/*"}}).status, 200);
  EXPECT_EQ(get("/healthz", {{"Accept", "application/*"}}).status, 200);
  const Response refused = get("/healthz", {{"Accept", "text/csv"}});
  EXPECT_EQ(refused.status, 406);
  EXPECT_THAT(std::string(refused.text()), HasSubstr("application/json"));
  EXPECT_EQ(get("/metrics", {{"Accept", "application/openmetrics-text"}}).status, 200);
  EXPECT_EQ(get("/openapi.yaml", {{"Accept", "text/html"}}).header("Content-Type"),
            "application/yaml; charset=utf-8");
  const std::string tag(get("/openapi.yaml").header("ETag"));
  EXPECT_EQ(get("/openapi.yaml", {{"If-None-Match", tag}}).status, 304);
}

TEST_F(ProgramsTest, AStreamSaysWhatItCameTo) {
  Response response = get("/search.csv?q=x");
  EXPECT_EQ(response.header("Trailer"), "Comity-Count, Comity-SHA256");
  auto& stream = std::get<std::unique_ptr<ByteStream>>(response.body);
  while (!stream->next()->empty()) {
  }
  ASSERT_TRUE(stream->trailer());
  EXPECT_EQ(stream->trailer()->count, 3U);
}

}  // namespace
}  // namespace comity::http
