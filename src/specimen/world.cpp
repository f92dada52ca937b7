#include "specimen/world.h"

#include <utility>

#include "specimen/plan.h"
#include "specimen/report.h"
#include "specimen/resolution.h"

namespace comity::specimen {

World generate(std::uint64_t seed, std::size_t size) {
  World world;
  world.register_csv = register_csv(seed, size);
  const auto written = write(seed, size, [&](File&& file) -> base::Status {
    world.files.push_back(std::move(file));
    return {};
  });
  COMITY_ASSERT(written.has_value());
  return world;
}

std::string register_csv(std::uint64_t seed, std::size_t size) {
  return to_csv(planned(seed, size).states);
}

base::Status write(std::uint64_t seed, std::size_t size,
                   const std::function<base::Status(File&&)>& sink) {
  const auto plan = planned(seed, size);
  for (const auto& resolution : plan.resolutions) {
    for (auto& file : resolution_of(plan, resolution)) COMITY_CHECK(sink(std::move(file)));
  }
  for (const auto& report : plan.reports) COMITY_CHECK(sink(report_of(plan, report)));
  return {};
}

}  // namespace comity::specimen
