#include "base/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace comity::base {
namespace {

std::string label_text(const Labels& labels, std::string_view extra = {}) {
  std::string text;
  for (const auto& [name, value] : labels) {
    text += text.empty() ? "{" : ",";
    text += name;
    text += "=\"";
    for (const char c : value) {
      if (c == '\\' || c == '"') text += '\\';
      if (c == '\n') {
        text += "\\n";
      } else {
        text += c;
      }
    }
    text += '"';
  }
  if (!extra.empty()) {
    text += text.empty() ? "{" : ",";
    text += extra;
  }
  return text.empty() ? text : text + "}";
}

void write_head(std::string& out, std::string_view name, std::string_view help,
                std::string_view type) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void write_histogram(std::string& out, std::string_view name, const Labels& labels,
                     const Histogram& histogram) {
  std::uint64_t total = 0;
  for (std::size_t index = 0; index < Histogram::kBuckets; ++index) {
    total += histogram.in_bucket(index);
    const std::string bound = index + 1 < Histogram::kBuckets
                                  ? fmt::format("le=\"{}\"", Histogram::kBounds[index])
                                  : std::string("le=\"+Inf\"");
    fmt::format_to(std::back_inserter(out), "{}_bucket{} {}\n", name, label_text(labels, bound),
                   total);
  }
  fmt::format_to(std::back_inserter(out), "{0}_sum{1} {2}\n{0}_count{1} {3}\n", name,
                 label_text(labels), histogram.sum(), total);
}

}  // namespace

void Histogram::observe(double seconds) {
  const auto* bound = std::lower_bound(std::begin(kBounds), std::end(kBounds), seconds);
  const auto index = static_cast<std::size_t>(bound - std::begin(kBounds));
  buckets_[index].fetch_add(1, std::memory_order_relaxed);
  microseconds_.fetch_add(static_cast<std::uint64_t>(std::max(0.0, seconds) * 1e6),
                          std::memory_order_relaxed);
}

template <typename Series>
Series& Metrics::find(Families<Series>& families, std::string_view name, std::string_view help,
                      Labels labels) {
  const std::lock_guard lock(mutex_);
  auto family = families.find(name);
  if (family == families.end()) {
    family = families.emplace(std::string(name), Family<Series>{std::string(help), {}}).first;
  }
  auto& series = family->second.series[std::move(labels)];
  if (!series) series = std::make_unique<Series>();
  return *series;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, Labels labels) {
  return find(counters_, name, help, std::move(labels));
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, Labels labels) {
  return find(gauges_, name, help, std::move(labels));
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, Labels labels) {
  return find(histograms_, name, help, std::move(labels));
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  const auto write_plain = [&out](const auto& families, std::string_view type) {
    for (const auto& [name, family] : families) {
      write_head(out, name, family.help, type);
      for (const auto& [labels, series] : family.series) {
        fmt::format_to(std::back_inserter(out), "{}{} {}\n", name, label_text(labels),
                       series->value());
      }
    }
  };
  write_plain(counters_, "counter");
  write_plain(gauges_, "gauge");
  for (const auto& [name, family] : histograms_) {
    write_head(out, name, family.help, "histogram");
    for (const auto& [labels, series] : family.series) {
      write_histogram(out, name, labels, *series);
    }
  }
  return out;
}

}  // namespace comity::base
