#include "tagging/scheme.h"

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_tagging.h"

namespace comity::tagging {
namespace {

constexpr std::array<std::string_view, kSchemes> kNames = {
    "theme", "action", "group", "goal", "target", "treaty", "mechanism", "state"};

std::vector<Label> read_labels() {
  const auto table = base::parse_csv(embedded("data/tagging/labels.csv"));
  COMITY_ASSERT(table.has_value() && table->columns.size() == 4);
  std::vector<Label> out;
  for (const auto& row : table->rows) {
    const auto scheme = scheme_from(row[0]);
    COMITY_ASSERT(scheme.has_value());
    out.push_back({*scheme, row[1], row[2], row[3] == "only alone"});
  }
  return out;
}

}  // namespace

std::string_view name_of(Scheme scheme) { return kNames[static_cast<std::size_t>(scheme)]; }

std::optional<Scheme> scheme_from(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Scheme>(found - kNames.begin());
}

std::span<const Label> labels() {
  static const std::vector<Label> kLabels = read_labels();
  return kLabels;
}

const Label* label_of(Scheme scheme, std::string_view code) {
  for (const auto& label : labels()) {
    if (label.scheme == scheme && label.code == code) return &label;
  }
  return nullptr;
}

}  // namespace comity::tagging
