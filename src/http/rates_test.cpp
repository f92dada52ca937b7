// What costs much is limited by network, and tells when to come again.
#include "http/rates.h"

#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

class RatesTest : public ApplicationTest {
 protected:
  void SetUp() override { limit({3, 2, 1}); }

  void limit(Rates rates, Transport transport = Transport::plain) {
    ApplicationOptions options;
    options.rates = rates;
    options.transport = transport;
    application_ = *Application::make(site_, pages(), log_, metrics_, clock_, options);
  }
  Response from(const std::string& network, const std::string& target,
                std::vector<Header> headers = {}) {
    Request asked = request(Method::get, target, std::move(headers));
    asked.network = network;
    return application_->handle(asked);
  }
};

TEST_F(RatesTest, ANetworkThatAsksTooMuchIsToldWhenToComeAgain) {
  EXPECT_EQ(get("/search.json?q=rights").status, 200);
  EXPECT_EQ(page("/search?q=rights").status, 200);
  EXPECT_EQ(get("/documents/A/HRC/21/11/pages/1.png").status, 200);
  for (const char* path : {"/search.json?q=rights", "/search.fragment?q=rights",
                           "/documents/A/HRC/21/11/pages/1.png"}) {
    const Response refused = get(path);
    EXPECT_EQ(refused.status, 429) << path;
    EXPECT_EQ(refused.header("Retry-After"), "20") << path;
  }
  const auto problem = json(get("/search.json?q=rights"));
  EXPECT_EQ(base::integer_at(problem, "status"), 429);
  EXPECT_NE(base::text_at(problem, "mend"), "");
  EXPECT_EQ(get("/documents/A/HRC/21/11.json").status, 200)
      << "what is read by address costs little";
  EXPECT_EQ(from("198.51.100.0/24", "/search.json?q=rights").status, 200) << "others go on";
  clock_.set(base::Time{1'700'000'020'000'000});
  EXPECT_EQ(get("/search.json?q=rights").status, 200);
}

TEST_F(RatesTest, StreamsHaveALimitOfTheirOwn) {
  EXPECT_EQ(get("/search.csv?q=rights").status, 200);
  EXPECT_EQ(get("/search.ndjson?q=rights").status, 200);
  EXPECT_EQ(get("/search?q=rights", {{"Accept", "text/csv"}}).status, 429);
  EXPECT_EQ(get("/search.json?q=rights").status, 200);
}

TEST_F(RatesTest, WhoIsSignedInSearchesFreelyAndUploadsWithinLimits) {
  for (int time = 0; time < 10; ++time) {
    EXPECT_EQ(get("/search.json?q=rights", {owner()}).status, 200);
    EXPECT_EQ(get("/search.csv?q=rights", {owner()}).status, 200);
  }
  const std::string form = form_with(form_token(), "text");
  EXPECT_EQ(import_form(form, {owner()}).status, 200);
  EXPECT_EQ(import_form(form, {owner()}).status, 429);
}

TEST_F(RatesTest, ThisMachineIsNeverSlowed) {
  for (int time = 0; time < 10; ++time) {
    EXPECT_EQ(from("127.0.0.0/24", "/search.csv?q=rights").status, 200);
    EXPECT_EQ(from("::/64", "/search.json?q=rights").status, 200);
  }
}

TEST_F(RatesTest, BehindAProxyTheProxysWordCounts) {
  limit({3, 1, 1}, Transport::tls);
  const auto asked = [&](const char* list) {
    return from("127.0.0.0/24", "/search.csv?q=rights", {{"X-Forwarded-For", list}}).status;
  };
  EXPECT_EQ(asked("127.0.0.1, 198.51.100.7"), 200);
  EXPECT_EQ(asked("127.0.0.1, 198.51.100.8"), 429) << "of the same network";
  EXPECT_EQ(asked("198.51.100.7, 203.0.113.1"), 200);
}

TEST_F(RatesTest, ALimitOfNothingIsNone) {
  limit({0, 0, 0});
  for (int time = 0; time < 10; ++time) EXPECT_EQ(get("/search.csv?q=rights").status, 200);
}

}  // namespace
}  // namespace comity::http
