#include "http/application.h"

#include "http/question.h"
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

bool is_record_page(const Route& route) {
  return route.method == Method::get && route.right == Right::read && route.faces.size() > 1;
}

TEST_F(ApplicationTest, EveryRecordAddressAnswersInEachFace) {
  for (const Route& route : routes()) {
    if (!is_record_page(route)) continue;
    const std::string address = address_for(route);
    SCOPED_TRACE(address);
    const Response html = page(address);
    EXPECT_EQ(html.status, 200);
    EXPECT_EQ(html.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(html.text(), StartsWith("<!doctype html>"));
    EXPECT_THAT(std::string(html.text()), HasSubstr("</html>"));
    const Response json_by_accept = get(address, {{"Accept", "application/json"}});
    EXPECT_EQ(json_by_accept.status, 200);
    EXPECT_EQ(json_by_accept.header("Content-Type"), "application/json");
    EXPECT_FALSE(json(json_by_accept).empty());
    const Response json_by_name = get((address == "/" ? "/" : address) + std::string(".json"));
    EXPECT_EQ(json_by_name.status, 200);
    // Each form has a puzzle of its own.
    if (route.id == RouteId::reply_form) continue;
    EXPECT_EQ(json_by_name.text(), json_by_accept.text());
  }
}

TEST_F(ApplicationTest, HeadIsGetWithoutItsBody) {
  for (const Route& route : routes()) {
    if (route.method != Method::get || route.id == RouteId::metrics) continue;
    const std::string address = address_for(route);
    SCOPED_TRACE(address);
    const Response full = page(address);
    const Response head =
        application_->handle(request(Method::head, address, {{"Accept", "text/html,*/*;q=0.8"}}));
    EXPECT_EQ(head.status, full.status);
    EXPECT_EQ(head.header("Content-Type"), full.header("Content-Type"));
    EXPECT_EQ(head.header("ETag"), full.header("ETag"));
    EXPECT_EQ(head.text().size(), full.text().size());  // for Content-Length
  }
}

TEST_F(ApplicationTest, WhatIsThereAlreadyIsNotSentAgain) {
  for (const char* accept : {"text/html", "application/json"}) {
    for (const Route& route : routes()) {
      // What differs from person to person is kept by nobody.
      if (!is_record_page(route) || !view_of(route.id)) continue;
      const std::string address = address_for(route);
      SCOPED_TRACE(address + " " + accept);
      const std::string tag(get(address, {{"Accept", accept}}).header("ETag"));
      ASSERT_THAT(tag, Not(IsEmpty()));
      const Response again = get(address, {{"Accept", accept}, {"If-None-Match", tag}});
      EXPECT_EQ(again.status, 304);
      EXPECT_THAT(std::string(again.text()), IsEmpty());
      EXPECT_EQ(again.header("ETag"), tag);
      EXPECT_THAT(std::string(again.header("Vary")), HasSubstr("Cookie"));
      EXPECT_EQ(get(address, {{"Accept", accept}, {"If-None-Match", "\"other\""}}).status, 200);
    }
  }
  // A page of one person is none for another: it holds a form token.
  const std::string mine(page("/documents", {owner()}).header("ETag"));
  EXPECT_NE(mine, page("/documents").header("ETag"));
}

TEST_F(ApplicationTest, ChosenFaceIsPartOfTheTag) {
  const auto html = get("/documents", {{"Accept", "text/html"}});
  const auto as_json = get("/documents", {{"Accept", "application/json"}});
  EXPECT_NE(html.header("ETag"), as_json.header("ETag"));
  EXPECT_THAT(std::string(html.header("ETag")), StartsWith("W/"));
}

TEST_F(ApplicationTest, OtherMethodsAreRefusedWithThoseThatAreTaken) {
  for (const Route& route : routes()) {
    const std::string address = address_for(route);
    SCOPED_TRACE(address);
    const Response options = application_->handle(request(Method::options, address));
    EXPECT_EQ(options.status, 204);
    const std::string allow(options.header("Allow"));
    EXPECT_THAT(allow, HasSubstr(std::string(name_of(route.method))));
    EXPECT_EQ(application_->handle(request(Method::other, address)).status, 501);
    for (const Method wrong : {Method::get, Method::post, Method::patch}) {
      if (allow.find(name_of(wrong)) != std::string::npos) continue;
      const Response refused = application_->handle(request(wrong, address));
      EXPECT_EQ(refused.status, 405);
      EXPECT_EQ(refused.header("Allow"), allow);
    }
  }
}

TEST_F(ApplicationTest, WhatIsNotOfferedIsNamed) {
  const Response image = get("/documents", {{"Accept", "image/png"}});
  EXPECT_EQ(image.status, 406);
  EXPECT_EQ(image.header("Content-Type"), "application/problem+json");
  EXPECT_THAT(std::string(image.text()), HasSubstr("text/html, application/json"));
  EXPECT_EQ(get("/documents.csv").status, 406);
  EXPECT_EQ(get("/search.csv").status, 200);
  EXPECT_EQ(get("/search", {{"Accept", "text/csv"}}).status, 200);
  EXPECT_EQ(get("/search.ndjson").header("Content-Type"), "application/x-ndjson");
  EXPECT_EQ(get("/search", {{"Accept", "application/x-ndjson"}}).header("Content-Type"),
            "application/x-ndjson");
}

TEST_F(ApplicationTest, ASearchIsFollowedAsAFeedThatSaysWhenItChanged) {
  const std::string address = "/search.atom?q=water&state=BRA";
  EXPECT_EQ(get(address).header("Last-Modified"), "");
  site_.modified = base::Time{784'111'777'900'000};
  const Response feed = get(address);
  EXPECT_EQ(feed.status, 200);
  EXPECT_EQ(feed.header("Content-Type"), "application/atom+xml");
  EXPECT_EQ(feed.header("Content-Disposition"), "");
  EXPECT_EQ(feed.header("Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
  const auto since = [&](const std::string& date) {
    return get(address, {{"If-Modified-Since", date}}).status;
  };
  EXPECT_EQ(since("Sun, 06 Nov 1994 08:49:37 GMT"), 304);
  EXPECT_EQ(since("Mon, 07 Nov 1994 08:49:37 GMT"), 304);
  EXPECT_EQ(since("Sun, 06 Nov 1994 08:49:36 GMT"), 200);
  EXPECT_EQ(since("yesterday"), 200);
  // A tag says more than a date.
  EXPECT_EQ(get(address, {{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"},
                          {"If-None-Match", "\"another\""}})
                .status,
            200);
  const std::string tag(feed.header("ETag"));
  const Response same = get(address, {{"If-None-Match", tag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.text(), "");
  EXPECT_EQ(get("/search", {{"Accept", "application/atom+xml"}}).text(), "written");
  const std::string html(page("/search?q=water&state=BRA").text());
  EXPECT_THAT(html, HasSubstr("<link rel=\"alternate\" type=\"application/atom+xml\""));
  EXPECT_THAT(html, HasSubstr("/search.atom?q=water&amp;state=BRA"));
  EXPECT_THAT(std::string(page("/reviews").text()), Not(HasSubstr("atom+xml")));
  EXPECT_EQ(get("/reviews.atom").status, 406);
}

TEST_F(ApplicationTest, FilesAreFacesToo) {
  const std::pair<const char*, Face> kFiles[] = {{"/documents/A/HRC/21/11.akn", Face::akn},
                                                 {"/documents/A/HRC/21/11.docx", Face::docx},
                                                 {"/reviews/BRA/2.docx", Face::docx},
                                                 {"/compare.docx", Face::docx},
                                                 {"/reviews/BRA/2.xlsx", Face::xlsx},
                                                 {"/reviews.ics", Face::ics},
                                                 {"/states/BRA.ics", Face::ics}};
  for (const auto& [address, face] : kFiles) {
    SCOPED_TRACE(address);
    const Response file = get(address);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Type"), media_type_of(face));
    EXPECT_THAT(std::string(file.header("Content-Disposition")),
                HasSubstr("." + std::string(name_of(face))));
    EXPECT_EQ(file.text(), "written");
    const std::string tag(file.header("ETag"));
    EXPECT_EQ(get(address, {{"If-None-Match", tag}}).status, 304);
  }
  for (const char* address : {"/search.xlsx", "/reviews/BRA/2.csv", "/reviews/BRA/2.ndjson"}) {
    SCOPED_TRACE(address);
    const Response rows = get(address);
    EXPECT_EQ(rows.status, 200);
    EXPECT_EQ(rows.header("Trailer"), "Comity-Count, Comity-SHA256");
  }
  EXPECT_EQ(get("/reviews.xlsx").status, 406);
  EXPECT_EQ(get("/documents/A/HRC/21/11.xlsx").status, 406);
  EXPECT_EQ(get("/reviews/BRA/0.docx").status, 404);
}

TEST_F(ApplicationTest, UnknownAddressesAreProblemsInBothFaces) {
  for (const char* target :
       {"/nothing", "/reviews/BRA/two", "/reviews/BRA/0", "/states/BRA/x",
        "/recommendations/A/HRC/21/11/92.6~x", "/assets/none.css", "/documents/A/HRC/99/99",
        "/documents/A/HRC/21/11/pages/0.png", "/recommendations/A/HRC/21/11/~2", "/documents//"}) {
    SCOPED_TRACE(target);
    const Response problem = get(target, {{"Accept", "application/json"}});
    EXPECT_EQ(problem.status, 404);
    EXPECT_EQ(problem.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(problem.header("Cache-Control"), "no-store");
    const auto object = json(problem);
    EXPECT_EQ(base::integer_at(object, "status"), 404);
    EXPECT_EQ(base::text_at(object, "title"), "Not Found");
    EXPECT_EQ(base::text_at(object, "type"), "/help#problem-not_found");
    const Response html = page(target);
    EXPECT_EQ(html.status, 404);
    EXPECT_THAT(html.text(), StartsWith("<!doctype html>"));
  }
}

TEST_F(ApplicationTest, EveryKindOfErrorHasItsStatusAndShowsPlaceAndMend) {
  const std::vector<std::pair<base::ErrorKind, int>> table = {
      {base::ErrorKind::invalid_input, 400},   {base::ErrorKind::not_found, 404},
      {base::ErrorKind::conflict, 409},        {base::ErrorKind::forbidden, 403},
      {base::ErrorKind::unauthenticated, 401}, {base::ErrorKind::too_large, 413},
      {base::ErrorKind::unsupported, 415},     {base::ErrorKind::corrupt, 500},
      {base::ErrorKind::unavailable, 503},     {base::ErrorKind::timeout, 504},
      {base::ErrorKind::internal, 500}};
  for (const auto& [kind, status] : table) {
    SCOPED_TRACE(status);
    site_.failure = base::Error{kind, "what <was> wrong", "page 12", "mend it"};
    const Response as_json = get("/states", {{"Accept", "application/json"}});
    EXPECT_EQ(as_json.status, status);
    EXPECT_EQ(base::text_at(json(as_json), "place"), "page 12");
    EXPECT_EQ(base::text_at(json(as_json), "mend"), "mend it");
    const Response html = page("/states");
    EXPECT_EQ(html.status, status);
    EXPECT_THAT(std::string(html.text()), HasSubstr("what &lt;was&gt; wrong"));
    EXPECT_THAT(std::string(html.text()), HasSubstr("mend it"));
    // A kind without its words would show its id.
    EXPECT_THAT(std::string(html.text()), Not(HasSubstr(">problem.")));
  }
}

TEST_F(ApplicationTest, PathsThatClimbAreNoAddresses) {
  for (const char* target :
       {"/../etc/passwd", "/documents/../../x", "/documents/%2e%2e/x", "/documents/%2E%2E%2fx/..",
        "/assets/..%2f..%2fx/..", "/documents/a%00b", "/documents/%zz", "/documents/%ff", "nothing",
        "http://elsewhere.example/", "*", ""}) {
    SCOPED_TRACE(target);
    EXPECT_EQ(get(target).status, 400);
  }
  EXPECT_EQ(get("/assets/..%2f..%2fetc%2fpasswd").status, 404);
}

TEST_F(ApplicationTest, AddressesBecomeQuestions) {
  EXPECT_EQ(get("/recommendations/A/HRC/21/11/92.6~2.json").status, 200);
  EXPECT_EQ(site_.asked.work, "A/HRC/21/11");
  EXPECT_EQ(site_.asked.number, "92.6");
  EXPECT_EQ(site_.asked.clause, 2);
  EXPECT_EQ(get("/search.json?q=a%20b+c&state=BRA&state=CUB").status, 200);
  EXPECT_EQ(site_.asked.parameter("q"), "a b c");
  EXPECT_EQ(site_.asked.parameters.size(), 3U);
  EXPECT_EQ(get("/documents/~0123456789ABC").status, 200);
  EXPECT_EQ(site_.asked.work, "~0123456789ABC");
  EXPECT_EQ(get("/reviews/BRA/2?language=en").status, 200);
  EXPECT_EQ(site_.asked.cycle, 2);
  EXPECT_EQ(site_.asked.language, "en");
}

TEST_F(ApplicationTest, AnOldAddressLeadsToTheNew) {
  const Response moved = page("/documents/A/HRC/OLD/1");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.header("Location"), "/documents/A/HRC/21/11");
}

TEST_F(ApplicationTest, EveryAnswerCarriesTheSecurityHeaders) {
  for (const char* target : {"/", "/nothing", "/healthz", "/metrics", "/search.csv", "/help",
                             "/documents/A/HRC/21/11/pages/1.png", "/sign-in?token=x", "/%zz"}) {
    SCOPED_TRACE(target);
    const Response response = page(target);
    const std::string policy(response.header("Content-Security-Policy"));
    EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.header("Referrer-Policy"), "same-origin");
  }
}

TEST_F(ApplicationTest, PagesHoldNoInlineScriptOrStyle) {
  for (const Route& route : routes()) {
    if (route.method != Method::get || route.faces.front() != Face::html) continue;
    const std::string html(page(address_for(route)).text());
    SCOPED_TRACE(address_for(route));
    for (std::size_t at = html.find("<script"); at != std::string::npos;
         at = html.find("<script", at + 1)) {
      const std::string tag = html.substr(at, html.find('>', at) - at + 10);
      EXPECT_THAT(tag, HasSubstr("src=\"/assets/"));
      EXPECT_THAT(tag, HasSubstr("></script>"));
    }
    EXPECT_THAT(html, Not(HasSubstr("<style")));
    EXPECT_THAT(html, Not(HasSubstr(" style=\"")));
    EXPECT_THAT(html, Not(HasSubstr(" onclick=")));
    EXPECT_THAT(html, Not(HasSubstr("javascript:")));
    EXPECT_THAT(html, Not(HasSubstr("<b>on</b>"))) << "a title of a document is text";
  }
}

TEST_F(ApplicationTest, OriginalsAreKeptNotRun) {
  const Response alone = get("/documents/A/HRC/21/11/standalone");
  EXPECT_EQ(alone.status, 200);
  EXPECT_THAT(std::string(alone.header("Content-Disposition")), StartsWith("attachment; "));
  EXPECT_THAT(std::string(alone.header("Content-Type")), StartsWith("text/html"));
  EXPECT_THAT(std::string(alone.header("Content-Security-Policy")), HasSubstr("sandbox"));
  EXPECT_EQ(site_.asked.work, "A/HRC/21/11");
  const Response original = get("/documents/A/HRC/21/11/original");
  EXPECT_EQ(original.status, 200);
  EXPECT_THAT(std::string(original.header("Content-Disposition")), StartsWith("attachment; "));
  EXPECT_THAT(std::string(original.header("Content-Disposition")),
              HasSubstr("filename*=UTF-8''Draft%20%221%22%0D%0A%C3%A9.html"));
  EXPECT_THAT(std::string(original.header("Content-Disposition")), Not(HasSubstr("\r")));
  EXPECT_THAT(std::string(original.header("Content-Security-Policy")), HasSubstr("sandbox"));
  EXPECT_EQ(get("/documents/A/HRC/21/11/original",
                {{"If-None-Match", std::string(original.header("ETag"))}})
                .status,
            304);
}

TEST_F(ApplicationTest, TextsAreCompressedAsTheRequestTakesThem) {
  const Response plain = page("/help");
  const Response gzip = page("/help", {{"Accept-Encoding", "gzip"}});
  const Response br = page("/help", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(gzip.header("Content-Encoding"), "gzip");
  EXPECT_EQ(br.header("Content-Encoding"), "br");
  EXPECT_LT(gzip.text().size(), plain.text().size());
  EXPECT_LT(br.text().size(), plain.text().size());
}

TEST_F(ApplicationTest, AssetsAreKeptForEver) {
  const std::string html(page("/").text());
  const std::size_t at = html.find("/assets/style-");
  ASSERT_NE(at, std::string::npos);
  const std::string address = html.substr(at, html.find('"', at) - at);
  const Response style = get(address, {{"Accept-Encoding", "br"}});
  EXPECT_EQ(style.status, 200);
  EXPECT_EQ(style.header("Content-Encoding"), "br");
  EXPECT_THAT(std::string(style.header("Cache-Control")), HasSubstr("immutable"));
  EXPECT_TRUE(application_->handlers().immediate(request(Method::get, address)));
  EXPECT_FALSE(application_->handlers().immediate(request(Method::get, "/")));
}

TEST_F(ApplicationTest, HealthSpeaksInItsStatus) {
  EXPECT_EQ(get("/healthz").status, 200);
  site_.well = false;
  EXPECT_EQ(get("/healthz").status, 503);
}

TEST_F(ApplicationTest, LogAndMetricsTellOfRequestsAndNotOfPeople) {
  static_cast<void>(page("/search?q=secretwords", {owner()}));
  static_cast<void>(page("/sign-in?token=secrettoken"));
  EXPECT_THAT(lines_, HasSubstr("\"event\":\"request\""));
  EXPECT_THAT(lines_, HasSubstr("\"route\":\"search\""));
  EXPECT_THAT(lines_, HasSubstr("\"status\":200"));
  EXPECT_THAT(lines_, Not(HasSubstr("secret")));
  EXPECT_THAT(lines_, Not(HasSubstr(std::string(SampleSite::kSession))));
  const std::string metrics(get("/metrics").text());
  EXPECT_THAT(metrics, HasSubstr("comity_http_requests_total{route=\"search\",status=\"200\"} 1"));
  EXPECT_THAT(metrics, HasSubstr("comity_http_seconds_bucket{route=\"search\""));
}

TEST_F(ApplicationTest, AStreamThatBreaksIsSaidInTheLog) {
  site_.stream_breaks = true;
  Response response = get("/search.csv?q=x");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(std::string(response.header("Content-Disposition")),
              HasSubstr("recommendations.csv"));
  auto& stream = std::get<std::unique_ptr<ByteStream>>(response.body);
  EXPECT_TRUE(stream->next());
  EXPECT_TRUE(stream->next());
  EXPECT_FALSE(stream->next());
  EXPECT_THAT(lines_, HasSubstr("stream_cut"));
}

TEST_F(ApplicationTest, RefusalsOfTheServerAreProblemsToo) {
  for (const int status : {400, 408, 413, 414, 431, 501, 503}) {
    const Response refused = application_->handlers().refuse(status, Request{});
    EXPECT_EQ(refused.status, status);
    EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(refused.header("X-Content-Type-Options"), "nosniff");
  }
}

TEST_F(ApplicationTest, TheFragmentIsAPartOfTheSearchPage) {
  const Response fragment = get("/search.fragment?q=rights");
  EXPECT_EQ(fragment.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(std::string(fragment.text()), Not(HasSubstr("<html")));
  EXPECT_THAT(std::string(fragment.text()), HasSubstr("<mark>rights</mark> &amp; more"));
}

}  // namespace
}  // namespace comity::http
