#include "service/fetch/robots.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace comity::service::fetching {
namespace {

constexpr std::size_t kMostBytes = std::size_t{500} * 1024;  // RFC 9309, 2.5
constexpr std::size_t kMostPattern = 2048;
constexpr std::size_t kMostRules = 10'000;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

/// One way of writing what RFC 9309, 2.2.2 has to be compared as equal.
std::string normal_path(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto byte = static_cast<unsigned char>(path[i]);
    const bool coded = byte == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 &&
                       hex_value(path[i + 2]) >= 0;
    if (coded) {
      byte = static_cast<unsigned char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      i += 2;
    }
    if (coded ? is_unreserved(byte) : byte < 0x80) {
      out += static_cast<char>(byte);
    } else {
      out += fmt::format("%{:02X}", byte);
    }
  }
  return out;
}

/// Whether the pattern fits the path's beginning; * stands for any text, a $ at its end for the
/// path's end.
bool fits(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  const auto pieces = base::split(pattern, '*');
  if (!path.starts_with(pieces.front())) return false;
  std::size_t at = pieces.front().size();
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (to_end && i + 1 == pieces.size()) {
      return path.size() >= at + pieces[i].size() && path.ends_with(pieces[i]);
    }
    const auto found = path.find(pieces[i], at);
    if (found == path.npos) return false;
    at = found + pieces[i].size();
  }
  return !to_end || at == path.size();
}

/// "Comity/1.0 (…)" names the program comity.
std::string product_token(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
  return base::lower_ascii(text.substr(0, static_cast<std::size_t>(end - text.begin())));
}

std::optional<std::chrono::milliseconds> delay_of(std::string_view text) {
  double seconds = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, seconds);
  if (read.ec != std::errc{} || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, 3600.0) * 1000));
}

}  // namespace

/// Reads line by line; groups for one program count as one group.
class RobotsReader {
 public:
  explicit RobotsReader(std::string_view agent) : agent_(base::lower_ascii(agent)) {}

  void read(std::string_view line) {
    line = line.substr(0, line.find('#'));
    const auto colon = line.find(':');
    if (colon == line.npos) return;
    const auto key = base::lower_ascii(base::trimmed(line.substr(0, colon)));
    const auto value = base::trimmed(line.substr(colon + 1));
    if (key == "user-agent") return open_group(value);
    const bool allow = key == "allow";
    if (allow || key == "disallow") add({normal_path(value), allow});
    if (key == "crawl-delay") {
      in_head_ = false;
      if (mine_) own_.delay_ = delay_of(value);
      if (every_) all_.delay_ = delay_of(value);
    }
  }

  Robots done() && { return named_ ? std::move(own_) : std::move(all_); }

 private:
  void open_group(std::string_view agent) {
    if (!in_head_) mine_ = every_ = false;
    in_head_ = true;
    every_ = every_ || agent == "*";
    mine_ = mine_ || product_token(agent) == agent_;
    named_ = named_ || mine_;
  }

  void add(Robots::Rule rule) {
    in_head_ = false;
    // An empty rule says nothing.
    if (rule.pattern.empty() || rule.pattern.size() > kMostPattern) return;
    if (mine_ && own_.rules_.size() < kMostRules) own_.rules_.push_back(rule);
    if (every_ && all_.rules_.size() < kMostRules) all_.rules_.push_back(std::move(rule));
  }

  std::string agent_;
  Robots own_;
  Robots all_;
  bool in_head_ = false;  ///< the line before named a program too
  bool mine_ = false;
  bool every_ = false;
  bool named_ = false;
};

Robots Robots::parse(std::string_view text, std::string_view agent) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = text.substr(0, kMostBytes);
  RobotsReader reader(agent);
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    reader.read(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::move(reader).done();
}

bool Robots::allows(std::string_view path) const {
  const auto asked = normal_path(path.substr(0, path.find('#')));
  if (asked == "/robots.txt") return true;
  bool allowed = true;
  std::size_t longest = 0;
  for (const auto& rule : rules_) {
    const auto length = rule.pattern.size();
    const bool decides = length > longest || (length == longest && rule.allow);
    if (!decides || !fits(rule.pattern, asked)) continue;
    longest = length;
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace comity::service::fetching
