// How one behaves towards services that do not behave. What goes over the network itself is tested
// in tests/e2e/fetch.test.mjs.
#include "service/fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "service/fetch.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const std::string kPdf = "%PDF-1.4 a document of some bytes";
constexpr const char* kSite = "https://docs.example:443";
const std::string kAddress = "https://docs.example/en/A/RES/74/153";

TransferAnswer answer(int status, std::string body = {},
                      std::map<std::string, std::string> headers = {}, bool cut = false) {
  return {status, std::move(headers), std::move(body), cut};
}

/// Gives prepared answers, and remembers what it was asked.
class Script final : public Transfers {
 public:
  base::Result<TransferAnswer> get(const TransferRequest& request) override {
    asked.push_back(request);
    const bool robots = request.address.ends_with("/robots.txt");
    auto& list = robots && !robots_text.empty() ? robots_text : answers;
    if (robots && robots_text.empty()) return answer(404);
    if (list.empty()) return base::fail(ErrorKind::internal, "asked more than was prepared");
    auto next = list.front();
    list.pop_front();
    return next;
  }
  [[nodiscard]] std::vector<std::string> addresses() const {
    std::vector<std::string> out;
    for (const auto& each : asked) {
      if (!each.address.ends_with("/robots.txt")) out.push_back(each.address);
    }
    return out;
  }

  std::deque<base::Result<TransferAnswer>> answers;
  std::deque<base::Result<TransferAnswer>> robots_text;
  std::vector<TransferRequest> asked;
};

class FetcherTest : public testing::Test {
 protected:
  base::Result<Fetcher::Document> fetch(const std::string& address = kAddress) {
    Fetcher fetcher(script_, cache_, clock_, waiting(), manners_);
    return fetcher.document(address);
  }
  Fetcher::Wait waiting() {
    return [this](std::chrono::milliseconds time) {
      waited_.push_back(time.count());
      clock_.set({clock_.now().microseconds + time.count() * 1'000});
      return !stopped_;
    };
  }
  base::Error error(const std::string& address = kAddress) {
    auto document = fetch(address);
    EXPECT_FALSE(document);
    return document ? base::Error{} : document.error();
  }

  test::TestFolder folder_;
  FetchCache cache_{base::posix_file_system(), folder_.path() / "fetched"};
  base::ManualClock clock_{{1'700'000'000'000'000}};
  Manners manners_;
  Script script_;
  std::vector<std::int64_t> waited_;
  bool stopped_ = false;
};

TEST_F(FetcherTest, BringsADocumentAndAsksOnlyForWhatChanged) {
  script_.answers = {answer(200, kPdf, {{"etag", "\"one\""}, {"content-type", "text/html"}}),
                     answer(304)};
  const auto first = fetch();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->bytes, kPdf);
  EXPECT_EQ(first->extension, ".pdf");
  EXPECT_FALSE(first->unchanged);
  const auto second = fetch();
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->bytes, kPdf);
  EXPECT_TRUE(second->unchanged);
  EXPECT_THAT(script_.asked.back().headers, Contains(Pair("If-None-Match", "\"one\"")));
}

TEST_F(FetcherTest, GoesOnWhereATransferWasCut) {
  script_.answers = {answer(200, kPdf.substr(0, 10), {{"etag", "\"one\""}}, true),
                     answer(206, kPdf.substr(10),
                            {{"etag", "\"one\""},
                             {"content-range", "bytes 10-" + std::to_string(kPdf.size() - 1) + "/" +
                                                   std::to_string(kPdf.size())}})};
  const auto document = fetch();
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->bytes, kPdf);
  EXPECT_THAT(script_.asked.back().headers, Contains(Pair("Range", "bytes=10-")));
  EXPECT_THAT(script_.asked.back().headers, Contains(Pair("If-Range", "\"one\"")));
}

TEST_F(FetcherTest, GoesOnTheNextTimeToo) {
  manners_.tries = 1;
  script_.answers = {answer(200, kPdf.substr(0, 10), {{"etag", "\"one\""}}, true),
                     answer(200, kPdf, {{"etag", "\"two\""}})};
  EXPECT_EQ(error().kind, ErrorKind::unavailable);
  const auto document = fetch();  // another version by now, which comes whole
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->bytes, kPdf);
  EXPECT_THAT(script_.asked.back().headers, Contains(Pair("Range", "bytes=10-")));
}

TEST_F(FetcherTest, DoesNotPutTogetherWhatDoesNotBelongTogether) {
  script_.answers = {answer(200, kPdf.substr(0, 10), {{"etag", "\"one\""}}, true),
                     answer(206, "other", {{"content-range", "bytes 4-8/9"}}), answer(200, kPdf)};
  const auto document = fetch();
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->bytes, kPdf);
  // A weak tag is no promise about bytes.
  script_.answers = {answer(200, kPdf.substr(0, 10), {{"etag", "W/\"x\""}}, true),
                     answer(200, kPdf)};
  ASSERT_TRUE(fetch("https://docs.example/weak"));
  for (const auto& [name, value] : script_.asked.back().headers) EXPECT_NE(name, "Range");
}

TEST_F(FetcherTest, WaitsAsItIsAskedTo) {
  script_.answers = {answer(429, {}, {{"retry-after", "7"}}), answer(503), answer(200, kPdf)};
  ASSERT_TRUE(fetch());
  EXPECT_THAT(waited_, Contains(7'000));
  script_.answers = {answer(429, {}, {{"retry-after", "86400"}})};
  const auto later = error("https://docs.example/later");
  EXPECT_EQ(later.kind, ErrorKind::unavailable);
  EXPECT_THAT(later.message, HasSubstr("86400 seconds"));
}

TEST_F(FetcherTest, GivesUpAfterSomeTries) {
  for (int i = 0; i < manners_.tries; ++i) script_.answers.push_back(answer(500));
  EXPECT_EQ(error().kind, ErrorKind::unavailable);
  EXPECT_EQ(script_.addresses().size(), 4U);
  script_.answers = {base::fail(ErrorKind::timeout, "slow"), answer(200, kPdf)};
  EXPECT_TRUE(fetch());
}

TEST_F(FetcherTest, PausesBetweenRequestsToOneSite) {
  script_.answers = {answer(200, kPdf), answer(200, kPdf)};
  Fetcher fetcher(script_, cache_, clock_, waiting(), manners_);
  ASSERT_TRUE(fetcher.document("https://docs.example/1"));
  ASSERT_TRUE(fetcher.document("https://docs.example/2"));
  EXPECT_THAT(waited_, ElementsAre(1'000, 1'000));  // robots.txt and two documents
}

TEST_F(FetcherTest, DoesWhatRobotsTxtAsks) {
  script_.robots_text = {
      answer(200,
             "User-agent: *\nDisallow: /\n\nUser-agent: Comity\nDisallow: /private\n"
             "Crawl-delay: 3\n")};
  script_.answers = {answer(200, kPdf)};
  Fetcher fetcher(script_, cache_, clock_, waiting(), manners_);
  ASSERT_TRUE(fetcher.document(kAddress));
  EXPECT_THAT(waited_, ElementsAre(3'000));
  const auto refused = fetcher.document("https://docs.example/private/x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_EQ(script_.asked.front().address, std::string(kSite) + "/robots.txt");
}

TEST_F(FetcherTest, FetchesNothingWhereRobotsTxtCannotBeRead) {
  script_.robots_text = {answer(503)};
  EXPECT_EQ(error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(script_.addresses().empty());
}

TEST_F(FetcherTest, FollowsRedirectsButNotForEver) {
  script_.answers = {answer(302, {}, {{"location", "/doc/n19.pdf#page=2"}}), answer(200, kPdf)};
  const auto document = fetch();
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->address, "https://docs.example/doc/n19.pdf");
  script_.answers = {answer(302, {}, {{"location", "/b"}}), answer(301, {}, {{"location", "/a"}})};
  EXPECT_THAT(error("https://docs.example/a").message, HasSubstr("circle"));
  script_.answers = {};
  for (int i = 0; i < 20; ++i) {
    script_.answers.push_back(answer(307, {}, {{"location", "/hop" + std::to_string(i)}}));
  }
  EXPECT_THAT(error().message, HasSubstr("more than 8 times"));
  script_.answers = {answer(302, {}, {{"location", "http://docs.example/x"}})};
  EXPECT_EQ(error().kind, ErrorKind::forbidden);
  for (const char* wrong : {"file:///etc/passwd", "ftp://docs.example/x", ""}) {
    SCOPED_TRACE(wrong);
    script_.answers = {answer(302, {}, {{"location", wrong}})};
    EXPECT_FALSE(fetch());
  }
}

TEST_F(FetcherTest, TakesNoPageForADocument) {
  script_.answers = {answer(200, "<!doctype html><title>Not found</title>",
                            {{"content-type", "application/pdf"}})};
  const auto page = error();
  EXPECT_EQ(page.kind, ErrorKind::unsupported);
  EXPECT_THAT(page.message, HasSubstr("web page"));
  script_.answers = {answer(404)};
  EXPECT_EQ(error().kind, ErrorKind::not_found);
  script_.answers = {answer(403)};
  EXPECT_EQ(error().kind, ErrorKind::forbidden);
}

TEST_F(FetcherTest, StopsWhenItIsAskedTo) {
  stopped_ = true;
  script_.answers = {answer(503), answer(200, kPdf)};
  EXPECT_THAT(error().message, HasSubstr("stopped"));
}

TEST_F(FetcherTest, WhatIsDamagedInTheCacheIsFetchedAgain) {
  script_.answers = {answer(200, kPdf, {{"etag", "\"one\""}}), answer(200, kPdf)};
  ASSERT_TRUE(fetch());
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "fetched")) {
    std::filesystem::resize_file(file, 90);
  }
  const auto again = fetch();
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->unchanged);
}

TEST(Addresses, OfPrivateNetworksAreTold) {
  for (const char* own :
       {"127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.1.1", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "no address"}) {
    EXPECT_FALSE(is_public_address(own)) << own;
  }
  for (const char* other :
       {"8.8.8.8", "172.32.0.1", "157.150.185.69", "2606:4700::1", "::ffff:8.8.8.8"}) {
    EXPECT_TRUE(is_public_address(other)) << other;
  }
}

TEST(RetryAfter, IsANumberOrADate) {
  EXPECT_EQ(retry_after("120", 0).count(), 120);
  EXPECT_EQ(retry_after("Tue, 14 Nov 2023 22:13:50 GMT", 1'700'000'000).count(), 30);
  for (const char* nothing : {"", "soon", "-5", "Tue, 14 Nov 2022 22:13:50 GMT"}) {
    EXPECT_EQ(retry_after(nothing, 1'700'000'000).count(), 0) << nothing;
  }
  EXPECT_GT(retry_after("99999999999999999999", 0).count(), 1'000'000);
}

TEST(FetchAddresses, AreReadFromATable) {
  const auto built_in =
      fetch_addresses("name,address,unverified\na,https://x/{symbol}?l={language},\n", "fetch.csv");
  ASSERT_TRUE(built_in);
  EXPECT_EQ(built_in->front().address, "https://x/{symbol}?l={language}");
  for (const char* wrong :
       {"", "name,address\n", "name,address\na,https://x/\n", "a,b\n", "name,address\nalone\n"}) {
    SCOPED_TRACE(wrong);
    const auto refused = fetch_addresses(wrong, "fetch.csv");
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().place, HasSubstr("fetch.csv, line"));
  }
}

}  // namespace
}  // namespace comity::service
