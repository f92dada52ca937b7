#include "service/fetch/fetcher.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "support/test_files.h"

namespace comity::service::fetching {
namespace {

using base::ErrorKind;
using std::chrono::microseconds;
using std::chrono::seconds;

const std::string kSite = "https://docs.example";
const std::string kAddress = kSite + "/a?s=A/90/1";
const std::string kTag = "\"one\"";

std::string pdf_of(std::size_t bytes, char filling = 'x') {
  return "%PDF-1.4\n" + std::string(bytes - 9, filling);
}

/// What a played server does with one request.
struct Play {
  int status = 200;
  std::map<std::string, std::string, std::less<>> fields;
  std::string body;
  std::string redirect;
  std::optional<base::Error> broken;  ///< after the body
};

/// Plays servers: one answer for each request to an address, the last one for ever.
class PlayedWeb final : public Web {
 public:
  std::map<std::string, std::deque<Play>> plays;
  std::vector<WebRequest> asked;

  base::Result<WebHead> get(const WebRequest& request, const TakePiece& take,
                            const std::stop_token&) override {
    asked.push_back(request);
    auto found = plays.find(request.address);
    if (found == plays.end()) {
      WebHead none;
      none.status = 404;
      return none;
    }
    const auto play = found->second.front();
    if (found->second.size() > 1) found->second.pop_front();
    WebHead head{play.status, play.fields, play.redirect};
    for (std::size_t at = 0; at < play.body.size(); at += 50'000) {
      COMITY_CHECK(take(head, std::string_view(play.body).substr(at, 50'000)));
    }
    if (play.broken) return tl::unexpected<base::Error>(*play.broken);
    return head;
  }

  /// Of the last request.
  [[nodiscard]] std::string field(std::string_view name) const {
    for (const auto& [key, value] : asked.back().fields) {
      if (key == name) return value;
    }
    return {};
  }
  [[nodiscard]] std::size_t count(const std::string& address) const {
    return static_cast<std::size_t>(std::count_if(
        asked.begin(), asked.end(), [&](const auto& each) { return each.address == address; }));
  }
};

Play cut(std::string body, std::map<std::string, std::string, std::less<>> fields) {
  return {200,
          std::move(fields),
          std::move(body),
          {},
          base::Error{ErrorKind::unavailable, "the connection broke", "", "again"}};
}

class FetcherTest : public testing::Test {
 protected:
  FetcherTest() { start(); }

  /// As a process that begins: nothing is known but what lies in the cache.
  void start() {
    fetcher_.emplace(Surroundings{files_, clock_, web_,
                                  [this](microseconds time, const std::stop_token&) {
                                    waits_.push_back(time);
                                    clock_.set({clock_.now().microseconds + time.count()});
                                  },
                                  folder_.path() / "cache"},
                     settings_);
  }
  void pass(microseconds time) { clock_.set({clock_.now().microseconds + time.count()}); }
  tl::expected<Brought, Trouble> bring(const std::string& address = kAddress) {
    return fetcher_->bring(address, "pdf", {});
  }
  base::ErrorKind refusal(const std::string& address = kAddress) {
    const auto brought = bring(address);
    if (brought) return ErrorKind::internal;
    last_ = brought.error().error.message;
    EXPECT_FALSE(brought.error().own) << last_;
    EXPECT_FALSE(brought.error().error.mend.empty()) << last_;
    return brought.error().error.kind;
  }
  std::string body_of(const Brought& brought) {
    return CachePlace(files_, brought.folder).body().value_or("none");
  }
  void expect_whole(const std::string& body) {
    const auto brought = bring();
    ASSERT_TRUE(brought) << brought.error().error.message;
    EXPECT_TRUE(brought->news);
    EXPECT_TRUE(body_of(*brought) == body);
  }

  test::TestFolder folder_;
  test::FailingFiles files_{base::posix_file_system()};
  base::ManualClock clock_{base::Time{1'700'000'000'000'000}};
  PlayedWeb web_;
  Settings settings_;
  std::vector<microseconds> waits_;
  std::string last_;
  std::optional<Fetcher> fetcher_;
};

TEST_F(FetcherTest, WhatHasComeIsNotAskedForAgainUntilItIsOld) {
  web_.plays[kAddress] = {{200, {{"etag", kTag}, {"last-modified", "then"}}, pdf_of(100)}, {304}};
  expect_whole(pdf_of(100));
  start();
  pass(std::chrono::hours(23));
  auto again = bring();
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->news);
  EXPECT_EQ(web_.count(kAddress), 1U);
  pass(std::chrono::hours(2));
  again = bring();
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->news);
  EXPECT_EQ(web_.field("If-None-Match"), kTag);
  EXPECT_EQ(web_.field("If-Modified-Since"), "then");
  EXPECT_EQ(body_of(*again), pdf_of(100));
  EXPECT_TRUE(bring());
  EXPECT_EQ(web_.count(kAddress), 2U) << "what was confirmed is fresh";
}

TEST_F(FetcherTest, ADamagedCacheIsNone) {
  web_.plays[kAddress] = {{200, {{"etag", kTag}}, pdf_of(100)}};
  const auto brought = bring();
  ASSERT_TRUE(brought);
  ASSERT_TRUE(base::write_atomically(files_, brought->folder / "body", "%PDF-cut"));
  expect_whole(pdf_of(100));
  EXPECT_EQ(web_.field("If-None-Match"), "");
}

TEST_F(FetcherTest, OneRequestASecondGoesToAServer) {
  web_.plays[kAddress] = {{200, {}, pdf_of(100)}};
  web_.plays[kAddress + "b"] = {{200, {}, pdf_of(100)}};
  ASSERT_TRUE(bring());
  ASSERT_TRUE(bring(kAddress + "b"));
  EXPECT_THAT(waits_, testing::ElementsAre(seconds(1), seconds(1)));  // robots.txt came first
  EXPECT_EQ(web_.count(kSite + "/robots.txt"), 1U);
}

TEST_F(FetcherTest, ACrawlDelayIsKeptTo) {
  web_.plays[kSite + "/robots.txt"] = {{200, {}, "User-agent: *\nCrawl-delay: 7\n"}};
  web_.plays[kAddress] = {{200, {}, pdf_of(100)}};
  web_.plays[kAddress + "b"] = {{200, {}, pdf_of(100)}};
  ASSERT_TRUE(bring());
  ASSERT_TRUE(bring(kAddress + "b"));
  EXPECT_EQ(waits_.back(), seconds(7));
}

TEST_F(FetcherTest, AServerThatIsBusySaysWhenToComeBack) {
  web_.plays[kAddress] = {{429, {{"retry-after", "42"}}}, {503}, {200, {}, pdf_of(100)}};
  expect_whole(pdf_of(100));
  EXPECT_THAT(waits_, testing::ElementsAre(seconds(1), seconds(42), seconds(4)));
}

TEST_F(FetcherTest, AServerThatStaysBusyIsLeftAlone) {
  web_.plays[kAddress] = {{503}};
  EXPECT_EQ(refusal(), ErrorKind::unavailable);
  EXPECT_EQ(web_.count(kAddress), 4U);
  EXPECT_EQ(refusal(kSite + "/other"), ErrorKind::unavailable);
  EXPECT_EQ(web_.count(kSite + "/other"), 0U);
}

TEST_F(FetcherTest, WhoWantsToBeLeftForLongIsNotWaitedFor) {
  web_.plays[kAddress] = {{429, {{"retry-after", "86400"}}}};
  EXPECT_EQ(refusal(), ErrorKind::unavailable);
  EXPECT_THAT(last_, testing::HasSubstr("86400 seconds"));
  EXPECT_EQ(web_.count(kAddress), 1U);
}

TEST_F(FetcherTest, ABrokenLineGoesOnWhereItStopped) {
  const auto whole = pdf_of(700'000);
  web_.plays[kAddress] = {cut(whole.substr(0, 300'000), {{"etag", kTag}}),
                          {206,
                           {{"etag", kTag}, {"content-range", "bytes 300000-699999/700000"}},
                           whole.substr(300'000)}};
  expect_whole(whole);
  EXPECT_EQ(web_.field("Range"), "bytes=300000-");
  EXPECT_EQ(web_.field("If-Range"), kTag);
}

TEST_F(FetcherTest, ANewProcessGoesOnWhereTheOldOneStopped) {
  const auto whole = pdf_of(700'000);
  settings_.attempts = 1;
  web_.plays[kAddress] = {
      cut(whole.substr(0, 550'000), {{"last-modified", "then"}}),
      {206, {{"content-range", "bytes 550000-699999/700000"}}, whole.substr(550'000)}};
  EXPECT_EQ(refusal(), ErrorKind::unavailable);
  start();
  expect_whole(whole);
  EXPECT_EQ(web_.field("Range"), "bytes=550000-");
  EXPECT_EQ(web_.field("If-Range"), "then");
}

TEST_F(FetcherTest, AnotherDocumentBetweenThePartsIsTakenWhole) {
  web_.plays[kAddress] = {cut(pdf_of(300'000), {{"etag", kTag}}),
                          {200, {{"etag", "\"two\""}}, pdf_of(400'000, 'y')}};
  expect_whole(pdf_of(400'000, 'y'));
}

TEST_F(FetcherTest, ARestOfAnotherDocumentIsThrownAway) {
  for (const Play& wrong :
       {Play{206, {{"etag", "\"two\""}, {"content-range", "bytes 300000-399999/400000"}}, "yyy"},
        Play{206, {{"etag", kTag}, {"content-range", "bytes 200000-399999/400000"}}, "yyy"},
        Play{206, {{"etag", kTag}}, "yyy"}, Play{416}}) {
    web_.plays[kAddress] = {cut(pdf_of(300'000), {{"etag", kTag}}),
                            wrong,
                            {200, {{"etag", "\"two\""}}, pdf_of(400'000, 'y')}};
    expect_whole(pdf_of(400'000, 'y'));
    EXPECT_EQ(web_.field("Range"), "");
    pass(std::chrono::hours(48));
  }
}

TEST_F(FetcherTest, WithoutAStrongTagItBeginsAnew) {
  web_.plays[kAddress] = {cut(pdf_of(300'000), {{"etag", "W/\"one\""}, {"last-modified", "then"}}),
                          {200, {}, pdf_of(400'000)}};
  expect_whole(pdf_of(400'000));
  EXPECT_EQ(web_.field("Range"), "");
}

TEST_F(FetcherTest, AServerMaySendPartAfterPart) {
  const auto whole = pdf_of(200'000);
  web_.plays[kAddress] = {cut(whole.substr(0, 100'000), {{"etag", kTag}}),
                          {206,
                           {{"etag", kTag}, {"content-range", "bytes 100000-149999/200000"}},
                           whole.substr(100'000, 50'000)},
                          {206,
                           {{"etag", kTag}, {"content-range", "bytes 150000-199999/200000"}},
                           whole.substr(150'000)}};
  expect_whole(whole);
}

TEST_F(FetcherTest, APageIsNoDocument) {
  web_.plays[kAddress] = {
      {200, {{"content-type", "text/html"}}, "<!DOCTYPE html><html>There is no document</html>"}};
  EXPECT_EQ(refusal(), ErrorKind::unsupported);
  EXPECT_THAT(last_,
              testing::AllOf(testing::HasSubstr("a web page"), testing::HasSubstr("text/html")));
  web_.plays[kAddress] = {{200, {}, ""}};
  EXPECT_EQ(refusal(), ErrorKind::unsupported);
  web_.plays[kAddress] = {{200, {{"content-type", "text/html"}}, pdf_of(100)}};
  expect_whole(pdf_of(100));
}

TEST_F(FetcherTest, WhatIsTooLargeIsLetGo) {
  settings_.most_bytes = 120'000;
  web_.plays[kAddress] = {{200, {{"etag", kTag}}, pdf_of(200'000)}};
  EXPECT_EQ(refusal(), ErrorKind::too_large);
  EXPECT_EQ(web_.count(kAddress), 1U);
}

TEST_F(FetcherTest, StatusesHaveTheirMeaning) {
  EXPECT_EQ(refusal(), ErrorKind::not_found);
  web_.plays[kAddress] = {{403}};
  EXPECT_EQ(refusal(), ErrorKind::forbidden);
  web_.plays[kAddress] = {{304}};
  EXPECT_EQ(refusal(), ErrorKind::unavailable);
  web_.plays[kAddress] = {{400}};
  EXPECT_EQ(refusal(), ErrorKind::unavailable);
  EXPECT_EQ(web_.count(kAddress), 4U) << "none of them is asked for twice";
}

TEST_F(FetcherTest, RedirectsAreFollowedWhereRobotsLet) {
  web_.plays[kAddress] = {{302, {}, "", "https://files.example/d/1.pdf"}};
  web_.plays["https://files.example/d/1.pdf"] = {{200, {{"etag", kTag}}, pdf_of(100)}};
  expect_whole(pdf_of(100));
  EXPECT_EQ(web_.count("https://files.example/robots.txt"), 1U);
  start();
  pass(std::chrono::hours(48));
  web_.plays["https://files.example/robots.txt"] = {{200, {}, "User-agent: *\nDisallow: /d/\n"}};
  EXPECT_EQ(refusal(), ErrorKind::forbidden);
  EXPECT_THAT(last_, testing::HasSubstr("files.example"));
}

TEST_F(FetcherTest, RedirectsInACircleOrOutOfProtectionAreRefused) {
  web_.plays[kAddress] = {{302, {}, "", kSite + "/b"}};
  web_.plays[kSite + "/b"] = {{301, {}, "", kAddress}};
  EXPECT_EQ(refusal(), ErrorKind::unsupported);
  EXPECT_EQ(web_.count(kAddress) + web_.count(kSite + "/b"), 6U);
  web_.plays[kAddress] = {{302, {}, "", "http://docs.example/a"}};
  EXPECT_EQ(refusal(), ErrorKind::forbidden);
  web_.plays[kAddress] = {{302}};
  EXPECT_EQ(refusal(), ErrorKind::unsupported);
}

TEST_F(FetcherTest, RobotsForbidOrAreNotThereOrCannotBeRead) {
  web_.plays[kAddress] = {{200, {}, pdf_of(100)}};
  web_.plays[kSite + "/robots.txt"] = {{200, {}, "User-agent: Comity\nDisallow: /a\n"}};
  EXPECT_EQ(refusal(), ErrorKind::forbidden);
  start();
  web_.plays[kSite + "/robots.txt"] = {{500}};
  EXPECT_EQ(refusal(), ErrorKind::unavailable);
  EXPECT_EQ(web_.count(kAddress), 0U);
  EXPECT_EQ(web_.count(kSite + "/robots.txt"), 5U);
  EXPECT_EQ(refusal(), ErrorKind::unavailable) << "and stays so";
  EXPECT_EQ(web_.count(kSite + "/robots.txt"), 5U);
  start();
  web_.plays[kSite + "/robots.txt"] = {{403}};
  expect_whole(pdf_of(100));
}

TEST_F(FetcherTest, AStopEndsItAndKeepsWhatIsThere) {
  std::stop_source stop;
  web_.plays[kAddress] = {{503}};
  fetcher_.emplace(Surroundings{files_, clock_, web_,
                                [&](microseconds, const std::stop_token&) { stop.request_stop(); },
                                folder_.path() / "cache"},
                   settings_);
  const auto brought = fetcher_->bring(kAddress, "pdf", stop.get_token());
  ASSERT_FALSE(brought);
  EXPECT_EQ(web_.count(kAddress), 0U);
}

TEST_F(FetcherTest, EachFailureOfTheDiskEndsItAndLeavesAWholeCache) {
  const auto whole = pdf_of(700'000);
  int failures = 0;
  for (int calls = 0;; ++calls) {
    start();
    pass(std::chrono::hours(48));
    web_.plays[kAddress] = {cut(whole.substr(0, 550'000), {{"etag", kTag}}),
                            {206,
                             {{"etag", kTag}, {"content-range", "bytes 550000-699999/700000"}},
                             whole.substr(550'000)}};
    files_.fail_after(calls, test::Fault::io_error);
    const auto brought = bring();
    const bool failed = files_.disk().has_failed();
    files_.fail_after(-1);
    if (failed && !brought) {
      ++failures;
      EXPECT_TRUE(brought.error().own) << brought.error().error.message;
      EXPECT_THAT(brought.error().error.message, testing::HasSubstr("Input/output error"));
    }
    web_.plays[kAddress] = {{200, {{"etag", kTag}}, whole}};
    start();
    const auto again = bring();
    ASSERT_TRUE(again) << again.error().error.message;
    EXPECT_TRUE(body_of(*again) == whole);
    if (!failed) break;
    std::filesystem::remove_all(folder_.path() / "cache");
  }
  EXPECT_GT(failures, 10);
}

}  // namespace
}  // namespace comity::service::fetching
