#include "base/log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cmath>

namespace comity::base {
namespace {

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

std::string quoted(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

void append_value(std::string& line, const LogField& field) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    line += quoted(*text);
  } else if (const auto* integer = std::get_if<std::int64_t>(&field.value)) {
    line += fmt::format("{}", *integer);
  } else {
    const double number = std::get<double>(field.value);
    line += std::isfinite(number) ? fmt::format("{}", number) : "null";
  }
}

}  // namespace

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  std::string line = fmt::format(R"({{"time":"{}","level":"{}","event":{})",
                                 to_rfc3339(clock_.now()), name_of(level), quoted(event));
  for (const LogField& field : fields) {
    line += ',';
    line += quoted(field.name);
    line += ':';
    append_value(line, field);
  }
  line += "}\n";
  const std::lock_guard lock(mutex_);
  sink_(line);
}

Log::Sink standard_error_sink() {
  return [](std::string_view line) {
    while (!line.empty()) {
      const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;  // nowhere to say it
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  };
}

}  // namespace comity::base
