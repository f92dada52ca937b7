#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::base {

/// Label names and values of one series, in the order they are printed.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// A number that only grows. Thread-safe.
class Counter {
 public:
  void add(std::uint64_t amount = 1) { value_.fetch_add(amount, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// A number that goes up and down. Thread-safe.
class Gauge {
 public:
  void add(std::int64_t amount) { value_.fetch_add(amount, std::memory_order_relaxed); }
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

/// Seconds sorted into buckets from 1 ms to 10 s. Thread-safe.
class Histogram {
 public:
  static constexpr double kBounds[] = {0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1,
                                       0.25,  0.5,    1,     2.5,  5,    10};
  static constexpr std::size_t kBuckets = sizeof(kBounds) / sizeof(kBounds[0]) + 1;

  void observe(double seconds);
  [[nodiscard]] std::uint64_t in_bucket(std::size_t index) const {
    return buckets_[index].load(std::memory_order_relaxed);
  }
  [[nodiscard]] double sum() const {
    return static_cast<double>(microseconds_.load(std::memory_order_relaxed)) / 1e6;
  }

 private:
  std::atomic<std::uint64_t> buckets_[kBuckets]{};
  std::atomic<std::uint64_t> microseconds_{0};
};

/// All series of a process, written out as Prometheus text (exposition format 0.0.4). Series are
/// made at their first use and live as long as the registry. Thread-safe.
class Metrics {
 public:
  [[nodiscard]] Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
  [[nodiscard]] Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
  [[nodiscard]] Histogram& histogram(std::string_view name, std::string_view help,
                                     Labels labels = {});
  [[nodiscard]] std::string text() const;

 private:
  template <typename Series>
  struct Family {
    std::string help;
    std::map<Labels, std::unique_ptr<Series>> series;
  };
  template <typename Series>
  using Families = std::map<std::string, Family<Series>, std::less<>>;

  template <typename Series>
  Series& find(Families<Series>& families, std::string_view name, std::string_view help,
               Labels labels);

  mutable std::mutex mutex_;
  Families<Counter> counters_;
  Families<Gauge> gauges_;
  Families<Histogram> histograms_;
};

}  // namespace comity::base
