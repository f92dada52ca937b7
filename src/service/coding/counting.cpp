#include "service/coding/counting.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/csv.h"
#include "embedded_comity_service_consultation.h"

namespace comity::service::coding {
namespace {

using base::ErrorKind;

template <typename T>
base::Result<std::optional<T>> number_from(const std::string& text) {
  if (text.empty()) return std::optional<T>();
  T value{};
  const auto* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && at == end) return std::optional<T>(value);
  return base::fail(ErrorKind::corrupt, "not a number: " + text, "counts.csv");
}

std::vector<SourceOf> each_once(std::span<const SourceOf> sources) {
  std::vector<SourceOf> once;
  std::set<std::string_view> seen;
  for (const auto& source : sources) {
    if (seen.insert(source.key).second) once.push_back(source);
  }
  return once;
}

}  // namespace

base::Result<CountTable> CountTable::from_csv(std::string_view csv) {
  COMITY_TRY(const auto rows, base::parse_csv(csv));
  CountTable table;
  if (rows.rows.empty() ||
      rows.columns != std::vector<std::string>{"words", "least", "most", "share", "source"}) {
    return base::fail(ErrorKind::corrupt, "not a table of counts", "counts.csv",
                      "its columns are words, least, most, share, source");
  }
  for (const auto& row : rows.rows) {
    Quantity quantity;
    quantity.words = row[0];
    COMITY_TRY(const auto least, number_from<std::int64_t>(row[1]));
    quantity.least = least.value_or(1);
    COMITY_TRY(quantity.most, number_from<std::int64_t>(row[2]));
    COMITY_TRY(quantity.share, number_from<double>(row[3]));
    quantity.source = row[4];
    table.quantities_.push_back(std::move(quantity));
  }
  return table;
}

const CountTable& CountTable::own() {
  static const CountTable table = [] {
    auto read = from_csv(embedded("data/consultation/counts.csv"));
    COMITY_ASSERT(read);
    return *std::move(read);
  }();
  return table;
}

std::string_view CountTable::quantity(std::int64_t count, std::int64_t of) const {
  const auto fits = [&](const Quantity& each) {
    if (count < each.least || (each.most && count > *each.most)) return false;
    if (!each.share) return true;
    const auto needed = *each.share * static_cast<double>(of);
    return *each.share < 1 ? static_cast<double>(count) > needed : count == of;
  };
  const auto found = std::find_if(quantities_.begin(), quantities_.end(), fits);
  return found == quantities_.end() ? std::string_view() : found->words;
}

Answered answered_by(std::span<const SourceOf> replies) {
  Answered answered;
  for (const auto& source : each_once(replies)) {
    const bool known = std::find(std::begin(kKindsCounted), std::end(kKindsCounted), source.kind) !=
                       std::end(kKindsCounted);
    if (source.named) {
      ++answered.named[known ? source.kind : std::string(kKindsCounted[4])];
    } else {
      ++answered.not_named;
    }
  }
  return answered;
}

std::string counted_sources(const CountTable& table, const ReportWords& words,
                            std::span<const SourceOf> sources, const Answered& answered,
                            Manner manner) {
  const auto of = answered_by(sources);
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, std::int64_t all, std::string_view kind) {
    const auto quantity = manner == Manner::words ? table.quantity(count, all) : std::string_view();
    if (quantity.empty()) {
      parts.push_back(words.text("figure", {{"kind", words.text("kinds." + std::string(kind))},
                                            {"count", std::to_string(count)}}));
    } else {
      parts.push_back(words.text(std::string(quantity) + "." + std::string(kind)));
    }
  };
  for (const auto kind : kKindsCounted) {
    const auto count = of.named.find(kind);
    const auto all = answered.named.find(kind);
    if (count == of.named.end()) continue;
    add(count->second, all == answered.named.end() ? 0 : all->second, kind);
  }
  constexpr std::string_view kApart = "unnamed";
  if (of.not_named >= kSmallestGroup) {
    add(of.not_named, answered.not_named, kApart);
  } else if (of.not_named > 0) {
    parts.push_back(words.text("kinds.unnamed"));
  }
  return manner == Manner::words ? words.list(parts) : words.figures(parts);
}

ShownFigures shown_figures(std::span<const std::int64_t> figures) {
  ShownFigures shown;
  shown.groups.assign(figures.begin(), figures.end());
  std::int64_t hidden = 0;
  std::size_t groups = 0;
  const auto hide = [&](std::size_t at) {
    hidden += figures[at];
    ++groups;
    shown.groups[at].reset();
  };
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i] < kSmallestGroup) hide(i);
  }
  const auto in_doubt = [&] { return groups == 0 || (groups > 1 && hidden >= kSmallestGroup); };
  while (!in_doubt()) {
    std::optional<std::size_t> smallest;
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (!shown.groups[i]) continue;
      if (!smallest || figures[i] < figures[*smallest]) smallest = i;
    }
    if (!smallest) break;
    hide(*smallest);
  }
  return shown;
}

}  // namespace comity::service::coding
