// Import jobs over HTTP: files in parts, what happens as events.
#include "http/protocol/event_stream.h"
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string kAddress = "/import/jobs/" + std::string(SampleJobs::kJob);

class ImportsTest : public ApplicationTest {
 protected:
  Response patch(const std::string& address, const std::string& bytes,
                 std::vector<Header> headers) {
    headers.push_back({"Content-Type", "application/partial-upload"});
    headers.push_back({"Accept", "application/json"});
    Request part = request(Method::patch, address, std::move(headers));
    part.body = bytes;
    return application_->handle(part);
  }
  Response part(const std::string& offset, const std::string& bytes) {
    return patch(kAddress + "/files/0", bytes,
                 {owner(), {"Form-Token", form_token()}, {"Upload-Offset", offset}});
  }
  Response program(const std::string& address, const std::string& fields) {
    Request posted = request(Method::post, address,
                             {owner(),
                              {"Content-Type", "application/x-www-form-urlencoded"},
                              {"Accept", "application/json"}});
    posted.body = "csrf=" + form_token() + "&" + fields;
    return application_->handle(posted);
  }
  static std::string all_of(Response& response) {
    auto& stream = *std::get<std::unique_ptr<ByteStream>>(response.body);
    auto piece = stream.next();
    return piece ? *piece : std::string();
  }
};

TEST_F(ImportsTest, AJobIsMadeAndToldOfFiles) {
  const Response made = program("/import/jobs", "space=");
  EXPECT_EQ(made.status, 200);
  EXPECT_EQ(base::text_at(json(made), "address"), kAddress);
  const Response told =
      program(kAddress + "/files", "name=a%2Fb.pdf&bytes=12&modified=170&name=c.md&bytes=3");
  EXPECT_EQ(told.status, 200);
  ASSERT_EQ(site_.jobs.told.size(), 2U);
  EXPECT_EQ(site_.jobs.told[0].name, "a/b.pdf");
  EXPECT_EQ(site_.jobs.told[0].modified, "170");
  EXPECT_EQ(site_.jobs.told[1].bytes, 3U);
  EXPECT_EQ(base::array_at(json(told), "files").size(), 1U);
  EXPECT_EQ(program(kAddress + "/files", "name=a&bytes=many").status, 400);
  const Response rows = program(kAddress + "/files.fragment", "name=a&bytes=1");
  EXPECT_THAT(std::string(rows.text()), StartsWith("<li class=\"file arriving\""));
  EXPECT_THAT(std::string(rows.text()), HasSubstr("good &lt;1&gt;.md"));
  EXPECT_EQ(program("/import/jobs/0000000000000/files", "name=a&bytes=1").status, 404);
}

TEST_F(ImportsTest, PartsAreAddedWhereTheLastEnded) {
  const Response first = part("0", "12345");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.header("Upload-Offset"), "5");
  EXPECT_EQ(first.header("Upload-Complete"), "?0");
  const Response head =
      application_->handle(request(Method::head, kAddress + "/files/0", {owner()}));
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Upload-Offset"), "5");
  EXPECT_EQ(head.header("Upload-Length"), "10");
  EXPECT_EQ(head.header("Cache-Control"), "no-store");

  const Response again = part("0", "12345");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.header("Upload-Offset"), "5") << "where to go on";
  EXPECT_EQ(base::text_at(json(again), "type"), "/help#problem-conflict");
  EXPECT_EQ(part("5", "67890").header("Upload-Complete"), "?1");
  EXPECT_EQ(site_.jobs.arrived, "1234567890");
}

TEST_F(ImportsTest, APartThatIsNoneIsRefused) {
  for (const char* offset : {"", "-1", "x", "1, 2", "99999999999999999999999"}) {
    EXPECT_EQ(part(offset, "1").status, 400) << offset;
  }
  const Header token{"Form-Token", form_token()};
  const Header offset{"Upload-Offset", "0"};
  EXPECT_EQ(patch(kAddress + "/files/x", "1", {owner(), token, offset}).status, 404);
  EXPECT_EQ(patch(kAddress + "/files/0", "1", {owner(), offset}).status, 403);
  EXPECT_EQ(
      patch(kAddress + "/files/0", "1", {owner(), token, offset, {"Sec-Fetch-Site", "cross-site"}})
          .status,
      403);
  Request form = request(Method::patch, kAddress + "/files/0",
                         {owner(), token, offset, {"Content-Type", "text/plain"}});
  EXPECT_EQ(application_->handle(form).status, 415);
  EXPECT_THAT(site_.jobs.arrived, IsEmpty());
}

TEST_F(ImportsTest, AJobIsAPageAndAnAnswer) {
  const std::string html(page(kAddress, {owner()}).text());
  EXPECT_THAT(html, HasSubstr("1 would be a new document"));
  EXPECT_THAT(html, HasSubstr("action=\"" + kAddress + "/run\""));
  EXPECT_THAT(html, HasSubstr("the file &lt;is&gt; cut (page 2)"));
  EXPECT_THAT(html, Not(HasSubstr("href=\"" + kAddress + "\"")));
  const Response told = get(kAddress + ".json", {owner()});
  EXPECT_EQ(base::array_at(json(told), "files").size(), 2U);
  EXPECT_THAT(std::string(get(kAddress + ".fragment", {owner()}).text()),
              StartsWith("<section id=\"state\""));
  EXPECT_THAT(std::string(page("/import", {owner()}).text()),
              HasSubstr("href=\"" + kAddress + "\""));
  EXPECT_EQ(page("/import/jobs/0000000000000", {owner()}).status, 404);
}

TEST_F(ImportsTest, AJobIsRunByItsForms) {
  const auto own = [this](const char* fields) { return "csrf=" + form_token() + fields; };
  const Response run = post(kAddress + "/run", own("&publish=yes"), {owner()});
  EXPECT_EQ(run.status, 303);
  EXPECT_EQ(run.header("Location"), kAddress);
  EXPECT_EQ(site_.jobs.wished.effect, Effect::record);
  EXPECT_EQ(site_.jobs.wished.publication, Publication::published);
  EXPECT_EQ(post(kAddress + "/run", own("&dry_run=yes&publish="), {owner()}).status, 303);
  EXPECT_EQ(site_.jobs.wished.effect, Effect::dry_run);
  EXPECT_EQ(site_.jobs.wished.publication, Publication::internal);
  EXPECT_EQ(post(kAddress + "/stop", own(""), {owner()}).header("Location"), kAddress);
  EXPECT_EQ(post(kAddress + "/discard", own(""), {owner()}).header("Location"), "/import");
  EXPECT_EQ(post(kAddress + "/run", "csrf=x", {owner()}).status, 403);
}

TEST_F(ImportsTest, WhatHappensComesAsEvents) {
  Response plain =
      get(kAddress, {owner(), {"Accept", "text/event-stream"}, {"Last-Event-ID", "X-0"}});
  EXPECT_EQ(plain.header("Content-Type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(site_.jobs.since, "X-0");
  const std::string told = all_of(plain);
  EXPECT_THAT(told, StartsWith("retry: 2000\n\nid: X-1\nevent: file\ndata: {\"file\":1"));
  EXPECT_THAT(told, HasSubstr("\n\nid: X-2\nevent: job\ndata: {\"job\""));
  EXPECT_THAT(told, EndsWith("\n\n"));

  Response rows = get(kAddress + ".events?view=rows", {owner()});
  const std::string markup = all_of(rows);
  EXPECT_THAT(markup, HasSubstr("data: <li class=\"file failed\""));
  EXPECT_THAT(markup, HasSubstr("data: <section id=\"state\""));
  EXPECT_EQ(get("/import/jobs/0000000000000.events", {owner()}).status, 404);
}

/// A job of which a test says when it has news.
class Quiet final : public JobEvents {
 public:
  explicit Quiet(const bool& news) : news_(news) {}
  [[nodiscard]] bool ready() const override { return news_; }
  std::vector<JobEvent> next() override {
    return {{"X-1", JobEvent::Of::job, base::JsonObject{{"state", "done"}}}};
  }

 private:
  const bool& news_;
};

TEST(EventStream, WaitsForNewsSaysAWordAndEndsWithTheJob) {
  bool news = false;
  EventStream::Times times;
  times.word = 0ms;
  EventStream stream(
      std::make_unique<Quiet>(news), [](const JobEvent&) { return "one\ntwo\r\n"; }, times);
  EXPECT_EQ(stream.next().value(), "retry: 2000\n\n");
  EXPECT_EQ(stream.pause(), 0ms);
  EXPECT_EQ(stream.next().value(), ":\n\n");
  news = true;
  EXPECT_EQ(stream.next().value(), "id: X-1\nevent: job\ndata: one\ndata: two\ndata: \n\n");
  EXPECT_EQ(stream.pause(), 0ms);
  EXPECT_EQ(stream.next().value(), "");

  news = false;
  EventStream patient(std::make_unique<Quiet>(news), {}, {});
  EXPECT_EQ(patient.pause(), 0ms) << "it begins at once";
  EXPECT_THAT(patient.next().value(), Not(IsEmpty()));
  EXPECT_EQ(patient.pause(), EventStream::Times{}.look);
  times.whole = 0ms;
  EventStream over(std::make_unique<Quiet>(news), {}, times);
  EXPECT_EQ(over.next().value(), "");
}

}  // namespace
}  // namespace comity::http
