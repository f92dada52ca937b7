#include "base/metrics.h"

#include <gmock/gmock.h>

#include <thread>
#include <vector>

namespace comity::base {
namespace {

using testing::HasSubstr;

TEST(Metrics, PrintsEachSeriesWithItsLabels) {
  Metrics metrics;
  metrics.counter("requests_total", "Requests", {{"route", "search"}, {"status", "200"}}).add(3);
  metrics.gauge("connections", "Open connections").set(-2);

  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("# HELP requests_total Requests\n# TYPE requests_total counter\n"));
  EXPECT_THAT(text, HasSubstr("requests_total{route=\"search\",status=\"200\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE connections gauge\n"));
  EXPECT_THAT(text, HasSubstr("connections -2\n"));
}

TEST(Metrics, GivesTheSameSeriesForTheSameLabels) {
  Metrics metrics;
  metrics.counter("a", "A", {{"x", "1"}}).add();
  metrics.counter("a", "A", {{"x", "1"}}).add();
  EXPECT_EQ(metrics.counter("a", "A", {{"x", "1"}}).value(), 2u);
  EXPECT_EQ(metrics.counter("a", "A", {{"x", "2"}}).value(), 0u);
}

TEST(Metrics, EscapesLabelValues) {
  Metrics metrics;
  metrics.counter("a", "A", {{"x", "q\"b\\n\n"}}).add();
  EXPECT_THAT(metrics.text(), HasSubstr("a{x=\"q\\\"b\\\\n\\n\"} 1\n"));
}

TEST(Metrics, HistogramBucketsAreCumulative) {
  Metrics metrics;
  Histogram& histogram = metrics.histogram("seconds", "Seconds", {{"route", "home"}});
  histogram.observe(0.001);
  histogram.observe(0.004);
  histogram.observe(60);

  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("seconds_bucket{route=\"home\",le=\"0.001\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("seconds_bucket{route=\"home\",le=\"0.005\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("seconds_bucket{route=\"home\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("seconds_count{route=\"home\"} 3\n"));
}

TEST(Metrics, CountsFromManyThreads) {
  Metrics metrics;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int turn = 0; turn < 1000; ++turn) metrics.counter("n", "N").add();
      });
    }
  }
  EXPECT_EQ(metrics.counter("n", "N").value(), 4000u);
}

}  // namespace
}  // namespace comity::base
