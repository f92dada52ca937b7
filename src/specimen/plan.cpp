#include "specimen/plan.h"

#include <algorithm>
#include <numeric>

#include "specimen/random.h"

namespace comity::specimen {
namespace {

constexpr std::size_t kStates = 24;
constexpr std::size_t kMostStates = 380;
constexpr std::size_t kReports = 24;         // of a world of the default size
constexpr std::size_t kLongestReport = 300;  // recommendations
constexpr int kSessionsOfCycle = 14;
constexpr int kFirstSession = 13;  // the second cycle begins
constexpr std::size_t kQuestions = 12;
constexpr int kFirstAssembly = 66;

std::size_t reports_for(std::size_t size) {
  if (size < kReports) return size;
  return std::max(kReports, (size + kLongestReport - 1) / kLongestReport);
}

/// `size` parted over the reports, some longer and some shorter than the mean.
std::vector<std::size_t> lengths(std::size_t size, std::size_t reports, Random& random) {
  std::vector<std::size_t> result(reports, reports == 0 ? 0 : size / reports);
  for (std::size_t i = 0; i < size % std::max<std::size_t>(reports, 1); ++i) ++result[i];
  for (std::size_t i = 0; i + 1 < reports; i += 2) {
    const auto moved = random.below(result[i] / 2 + 1);
    result[i] -= moved;
    result[i + 1] += moved;
  }
  return result;
}

std::vector<std::size_t> shuffled(std::size_t count, Random& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

std::vector<ReportPlan> reports_of(std::size_t size, std::size_t states, Random& random) {
  const auto count = reports_for(size);
  const auto each = lengths(size, count, random);
  // Every State under review comes back in the next cycle.
  const auto in_cycle = std::clamp<std::size_t>((count + 1) / 2, 1, states);
  const auto order = shuffled(states, random);
  std::vector<ReportPlan> reports;
  int last_session = 0;
  int number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto cycle = static_cast<int>(i / in_cycle);
    const auto place = i % in_cycle;
    const auto step = static_cast<int>(place * kSessionsOfCycle / in_cycle);
    const int session = kFirstSession + cycle * kSessionsOfCycle + step;
    number = session == last_session ? number + 1 : 3;
    last_session = session;
    reports.push_back({i, order[place], session, number, each[i]});
  }
  return reports;
}

std::vector<ResolutionPlan> resolutions_of(std::size_t reports) {
  // Half as many drafts and resolutions again as there are reports, two documents a round.
  const auto rounds = static_cast<int>(std::clamp<std::size_t>(reports / 16, 1, 20));
  const auto questions = std::min(kQuestions, std::max<std::size_t>(reports / 2, 1));
  std::vector<ResolutionPlan> resolutions;
  for (int round = 0; round < rounds + (reports >= kReports ? 1 : 0); ++round) {
    int number = 40;
    for (std::size_t question = 0; question < questions; ++question) {
      // A question comes up every second year; the even ones one year, the odd ones the next.
      if (reports < 2 * kReports && round == 1 && question % 2 == 1) continue;
      const int session = kFirstAssembly + 2 * round + static_cast<int>(question % 2);
      number += 3;
      resolutions.push_back({question, session, number, round});
    }
  }
  std::stable_sort(resolutions.begin(), resolutions.end(),
                   [](const auto& a, const auto& b) { return a.session < b.session; });
  return resolutions;
}

}  // namespace

Plan planned(std::uint64_t seed, std::size_t size) {
  Random random(seed, "plan", size);
  const auto reports = reports_for(size);
  Plan plan;
  plan.seed = seed;
  plan.states = invent_states(seed, std::clamp(reports / 4, kStates, kMostStates));
  plan.reports = reports_of(size, plan.states.size(), random);
  plan.resolutions = resolutions_of(reports);
  plan.active = shuffled(plan.states.size(), random);
  return plan;
}

Date first_day(int working_group_session) {
  const int since = working_group_session - 1;
  const int year = 2008 + since / 3;
  if (since % 3 == 0) return {year, 5, 21};
  if (since % 3 == 1) return {year, 10, 22};
  return {year + 1, 1, 21};
}

}  // namespace comity::specimen
