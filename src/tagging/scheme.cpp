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

// scheme, code, name: of all labels or of some.
void read_names(std::string_view csv, model::Language language, std::vector<Label>& labels) {
  const auto table = base::parse_csv(csv);
  COMITY_ASSERT(table.has_value() && table->columns.size() == 3);
  for (const auto& row : table->rows) {
    const auto found = std::find_if(labels.begin(), labels.end(), [&](const Label& label) {
      return name_of(label.scheme) == row[0] && label.code == row[1];
    });
    COMITY_ASSERT(found != labels.end() && !row[2].empty());
    found->names[language] = row[2];
  }
}

std::vector<Label> read_labels() {
  const auto table = base::parse_csv(embedded("data/tagging/labels.csv"));
  COMITY_ASSERT(table.has_value() && table->columns.size() == 4);
  std::vector<Label> out;
  for (const auto& row : table->rows) {
    const auto scheme = scheme_from(row[0]);
    COMITY_ASSERT(scheme.has_value());
    out.push_back({*scheme, row[1], row[2], row[3] == "only alone"});
  }
  constexpr std::string_view kNamesOf = "data/tagging/labels.";
  for (const auto& [path, bytes] : embedded_files()) {
    if (!path.starts_with(kNamesOf)) continue;
    const auto language = model::language_from(path.substr(kNamesOf.size(), 2));
    if (language && path.size() == kNamesOf.size() + 6) read_names(bytes, *language, out);
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

const std::string& name_in(const Label& label, model::Language language) {
  const auto found = label.names.find(language);
  return found == label.names.end() ? label.name : found->second;
}

}  // namespace comity::tagging
