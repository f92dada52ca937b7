#include "specimen/world.h"

#include <algorithm>

#include "specimen/plan.h"
#include "specimen/report.h"
#include "specimen/resolution.h"

namespace comity::specimen {
namespace {

/// Every resolution has a draft, which stands before it.
Stage stage_of(std::size_t index) { return index % 2 == 0 ? Stage::draft : Stage::adopted; }

}  // namespace

std::string file_name_of(std::string_view symbol) {
  std::string name(symbol);
  std::replace(name.begin(), name.end(), '/', '_');
  return name + ".md";
}

World::World(std::uint64_t seed, std::size_t size)
    : plan_(std::make_shared<const Plan>(planned(seed, size))) {}

std::string World::register_csv() const { return to_csv(plan_->states); }

std::size_t World::count() const { return 2 * plan_->resolutions.size() + plan_->reports.size(); }

std::string World::name(std::size_t index) const {
  const auto texts = 2 * plan_->resolutions.size();
  if (index >= texts) return file_name_of(symbol_of(plan_->reports.at(index - texts)));
  return file_name_of(symbol_of(plan_->resolutions[index / 2], stage_of(index)));
}

Consultation World::consultation() const { return consultation_of(plan_->states); }

File World::file(std::size_t index) const {
  const auto texts = 2 * plan_->resolutions.size();
  if (index >= texts) return report_of(*plan_, plan_->reports.at(index - texts));
  return resolution_of(*plan_, plan_->resolutions[index / 2], stage_of(index));
}

}  // namespace comity::specimen
