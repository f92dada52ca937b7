#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"

namespace comity::base {

enum class LogLevel : std::uint8_t { info, warning, error };

/// One named value of a log line. The text must live until the line is written.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double> value;

  LogField(std::string_view field, std::string_view text) : name(field), value(text) {}
  LogField(std::string_view field, const char* text) : name(field), value(std::string_view(text)) {}
  LogField(std::string_view field, const std::string& text)
      : name(field), value(std::string_view(text)) {}
  LogField(std::string_view field, std::int64_t number) : name(field), value(number) {}
  LogField(std::string_view field, int number) : name(field), value(std::int64_t{number}) {}
  LogField(std::string_view field, double number) : name(field), value(number) {}
};

/// A structured log: one JSON object a line, `{"time":…,"level":…,"event":…,…}`, handed whole to
/// the sink. Thread-safe; the sink is called by one thread at a time. Callers keep personal data
/// (addresses of people, tokens, what they searched for) out of it.
class Log {
 public:
  using Sink = std::function<void(std::string_view line)>;
  Log(const Clock& clock, Sink sink) : clock_(clock), sink_(std::move(sink)) {}

  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

 private:
  const Clock& clock_;
  std::mutex mutex_;
  Sink sink_;
};

/// A sink that writes to the standard error stream.
[[nodiscard]] Log::Sink standard_error_sink();

}  // namespace comity::base
