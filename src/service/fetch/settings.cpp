#include "service/fetch/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_service_data.h"

namespace comity::service::fetching {
namespace {

using base::ErrorKind;
using base::Result;
using base::Status;

constexpr std::uint64_t kMostTableBytes = std::uint64_t{1} << 20;
constexpr std::array<std::string_view, 4> kBlanks = {"symbol", "symbol_", "language", "format"};

/// A row of the table, and where it stands.
struct Row {
  std::string_view setting;
  std::string_view format;
  std::string_view value;
  std::string place;
};

tl::unexpected<base::Error> refused(const Row& row, std::string_view what, std::string mend) {
  return base::fail(ErrorKind::invalid_input,
                    fmt::format("the setting {} {}: {}", row.setting, what, row.value), row.place,
                    std::move(mend));
}

Result<std::int64_t> whole_number(const Row& row, std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  const auto* const end = row.value.data() + row.value.size();
  const auto read = std::from_chars(row.value.data(), end, value);
  if (read.ec == std::errc{} && read.ptr == end && value >= least && value <= most) return value;
  return refused(row, "is no number that can be used",
                 fmt::format("give a whole number from {} to {}", least, most));
}

/// Every {…} in the pattern is known, and a symbol is among them.
Status check_blanks(const Row& row) {
  bool symbol = false;
  for (std::size_t at = row.value.find('{'); at != row.value.npos; at = row.value.find('{', at)) {
    const auto end = row.value.find('}', at);
    const auto name = row.value.substr(at + 1, end == row.value.npos ? end : end - at - 1);
    if (end == row.value.npos || std::find(kBlanks.begin(), kBlanks.end(), name) == kBlanks.end()) {
      return refused(row, "has a blank that nothing fills in",
                     "the blanks are {symbol}, {symbol_}, {language} and {format}");
    }
    symbol = symbol || name.starts_with("symbol");
    at = end;
  }
  if (symbol) return {};
  return refused(row, "says not where the symbol goes", "write {symbol} or {symbol_} into it");
}

Result<Pattern> service_pattern(const Row& row) {
  COMITY_CHECK(check_blanks(row));
  // A server's name is never made out of what is asked for.
  const auto host_end = row.value.find('/', row.value.find("://") + 3);
  if (!is_web_address(row.value) || row.value.find('{') < host_end || host_end == row.value.npos) {
    return refused(row, "is no address of a server", "https://SERVER/…{symbol}…");
  }
  return Pattern{std::string(row.format), std::string(row.value)};
}

Result<Pattern> mirror_pattern(const Row& row) {
  COMITY_CHECK(check_blanks(row));
  if (row.value.starts_with('/') || row.value.find("..") != row.value.npos) {
    return refused(row, "leads out of the mirror",
                   "a path below it: {symbol_}-{language}.{format}");
  }
  return Pattern{std::string(row.format), std::string(row.value)};
}

Result<bool> yes_or_no(const Row& row) {
  if (row.value == "yes" || row.value == "no") return row.value == "yes";
  return refused(row, "is neither yes nor no", "write yes or no");
}

/// What is told to a server stands on one line of a request.
Result<std::string> one_line(const Row& row) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::none_of(row.value.begin(), row.value.end(), control)) return std::string(row.value);
  return refused(row, "is not on one line", "take the line breaks out of it");
}

/// Reads rows over the settings before.
class Table {
 public:
  explicit Table(Settings settings) : settings_(std::move(settings)) {}

  Status take(const Row& row) {
    const auto number = numbers().find(row.setting);
    if (number != numbers().end()) {
      COMITY_TRY(const auto value, whole_number(row, number->second.least, number->second.most));
      number->second.set(settings_, value);
      return {};
    }
    if (row.setting == "service") return add(row, service_pattern(row), settings_.service);
    if (row.setting == "mirror") return add(row, mirror_pattern(row), settings_.mirror);
    if (row.setting == "local") return set(yes_or_no(row), settings_.local);
    if (row.setting == "contact") return set(one_line(row), settings_.contact);
    if (row.setting == "proxy") return set(one_line(row), settings_.proxy);
    return refused(row, "is not known",
                   "the settings are service, mirror, contact, proxy, local, pause, attempts, "
                   "backoff, longest, silence, largest and fresh");
  }

  Settings settings() && { return std::move(settings_); }

 private:
  struct Number {
    std::int64_t least;
    std::int64_t most;
    void (*set)(Settings&, std::int64_t);
  };
  static const std::map<std::string_view, Number>& numbers() {
    using std::chrono::hours;
    using std::chrono::seconds;
    static const std::map<std::string_view, Number> known = {
        {"pause", {0, 3600, [](Settings& s, std::int64_t v) { s.pause = seconds(v); }}},
        {"attempts",
         {1, 20, [](Settings& s, std::int64_t v) { s.attempts = static_cast<int>(v); }}},
        {"backoff", {0, 600, [](Settings& s, std::int64_t v) { s.backoff = seconds(v); }}},
        {"longest", {1, 86'400, [](Settings& s, std::int64_t v) { s.longest = seconds(v); }}},
        {"silence", {1, 3600, [](Settings& s, std::int64_t v) { s.silence = seconds(v); }}},
        {"largest",
         {1, 200,
          [](Settings& s, std::int64_t v) { s.most_bytes = static_cast<std::uint64_t>(v) << 20; }}},
        {"fresh", {0, 87'600, [](Settings& s, std::int64_t v) { s.fresh = hours(v); }}}};
    return known;
  }

  template <typename Value>
  static Status set(Result<Value> read, Value& value) {
    if (!read) return tl::unexpected<base::Error>(std::move(read).error());
    value = *std::move(read);
    return {};
  }

  Status add(const Row& row, Result<Pattern> read, std::vector<Pattern>& patterns) {
    if (!read) return tl::unexpected<base::Error>(std::move(read).error());
    if (named_.insert(std::string(row.setting)).second) patterns.clear();
    patterns.push_back(*std::move(read));
    return {};
  }

  Settings settings_;
  std::set<std::string> named_;
};

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string filled(std::string_view pattern, const Blanks& blanks,
                   const std::function<std::string(std::string_view)>& written) {
  std::string flat(blanks.symbol);
  std::replace(flat.begin(), flat.end(), '/', '_');
  const std::array<std::string_view, 4> values = {blanks.symbol, flat, blanks.language,
                                                  blanks.format};
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto end = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
    const auto name =
        end == pattern.npos ? std::string_view() : pattern.substr(at + 1, end - at - 1);
    const auto* const blank = std::find(kBlanks.begin(), kBlanks.end(), name);
    if (blank == kBlanks.end()) {
      out += pattern[at++];
      continue;
    }
    out += written(values[static_cast<std::size_t>(blank - kBlanks.begin())]);
    at = end + 1;
  }
  return out;
}

}  // namespace

Result<Settings> read_settings(std::string_view csv, const std::string& place, Settings before) {
  base::CsvRows rows(csv.starts_with("\xEF\xBB\xBF") ? csv.substr(3) : csv);
  std::vector<std::string> header, fields;
  const auto next = [&](std::vector<std::string>& row) {
    auto more = rows.next(row);
    if (!more) more.error().place = place + ", " + more.error().place;
    return more;
  };
  COMITY_TRY(const bool any, next(header));
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  if (!any || column("setting") == header.size() || column("value") == header.size()) {
    return base::fail(ErrorKind::invalid_input, "the first row does not name the columns",
                      place + ", line 1", "setting,format,value");
  }
  Table table(std::move(before));
  while (true) {
    COMITY_TRY(const bool more, next(fields));
    if (!more) return std::move(table).settings();
    const auto field = [&](std::string_view name) {
      const auto at = column(name);
      return at < fields.size() ? base::trimmed(std::string_view(fields[at])) : std::string_view();
    };
    if (field("setting").empty() && field("value").empty()) continue;
    COMITY_CHECK(table.take({field("setting"), field("format"), field("value"),
                             fmt::format("{}, line {}", place, rows.line())}));
  }
}

Result<Settings> settings_of(base::FileSystem& files, const std::filesystem::path& folder) {
  constexpr const char* kOwn = "data/fetch/settings.csv";
  COMITY_TRY(auto settings, read_settings(embedded(kOwn), kOwn, {}));
  const auto own = folder / "fetch.csv";
  if (!files.exists(own)) return settings;
  COMITY_TRY(const auto text, files.read(own, kMostTableBytes));
  return read_settings(text, own.string(), std::move(settings));
}

std::string filled_address(std::string_view pattern, const Blanks& blanks) {
  return filled(pattern, blanks, encoded);
}

std::string filled_path(std::string_view pattern, const Blanks& blanks) {
  return filled(pattern, blanks, [](std::string_view text) { return std::string(text); });
}

bool is_web_address(std::string_view text) {
  const auto lower = base::lower_ascii(text.substr(0, 8));
  return lower.starts_with("http://") || lower.starts_with("https://");
}

}  // namespace comity::service::fetching
