#include "service/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace comity::service {
namespace {

constexpr std::size_t kMostBytes = std::size_t{500} << 10;
constexpr std::size_t kMostRules = 5'000;
constexpr std::size_t kLongestRule = 2'000;
constexpr double kLongestDelay = 3'600;  // seconds

struct Line {
  std::string name;
  std::string_view value;
};

Line line_of(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  return {base::lower_ascii(base::trimmed(text.substr(0, colon))),
          base::trimmed(text.substr(colon + 1))};
}

/// The next line of `text`, which is moved behind it.
std::string_view next_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Whether a rule ("/a/*.pdf$") fits the beginning of a path. In steps of both lengths at worst.
bool fits(std::string_view rule, std::string_view path) {
  const bool whole = rule.ends_with('$');
  if (whole) rule.remove_suffix(1);
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after = 0;
  while (true) {
    if (in == rule.size() && (!whole || at == path.size())) return true;
    if (in < rule.size() && rule[in] == '*') {
      star = ++in;
      after = at;
    } else if (in < rule.size() && at < path.size() && rule[in] == path[at]) {
      ++in;
      ++at;
    } else if (star != std::string_view::npos && after < path.size()) {
      in = star;
      at = ++after;
    } else {
      return false;
    }
  }
}

std::chrono::milliseconds delay_of(std::string_view text) {
  double seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc{} || !std::isfinite(seconds) || seconds <= 0) return {};
  return std::chrono::milliseconds(std::llround(std::min(seconds, kLongestDelay) * 1'000));
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view agent) {
  text = text.substr(0, kMostBytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Robots own;
  Robots all;
  bool has_own = false;
  bool names = false;  // of agents stand here, so that another one belongs to the same group
  bool for_own = false;
  bool for_all = false;
  while (!text.empty()) {
    const auto [name, value] = line_of(next_line(text));
    if (name == "user-agent") {
      if (!names) for_own = for_all = false;
      names = true;
      for_own = for_own || base::lower_ascii(value) == agent;
      for_all = for_all || value == "*";
      has_own = has_own || for_own;
      continue;
    }
    const bool rule = name == "allow" || name == "disallow";
    if (!rule && name != "crawl-delay") continue;
    names = false;
    for (auto* each : {for_own ? &own : nullptr, for_all ? &all : nullptr}) {
      if (each == nullptr) continue;
      if (!rule) {
        each->delay_ = delay_of(value);
      } else if (!value.empty() && value.size() <= kLongestRule &&
                 each->rules_.size() < kMostRules) {
        each->rules_.push_back({std::string(value), name == "allow"});
      }
    }
  }
  return has_own ? own : all;
}

bool Robots::allows(std::string_view path) const {
  const Rule* best = nullptr;
  for (const auto& rule : rules_) {
    if (!fits(rule.path, path)) continue;
    const bool better = best == nullptr || rule.path.size() > best->path.size() ||
                        (rule.path.size() == best->path.size() && rule.allow);
    if (better) best = &rule;
  }
  return best == nullptr || best->allow;
}

}  // namespace comity::service
