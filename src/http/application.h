#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/result.h"
#include "http/guard.h"
#include "http/rates.h"
#include "http/server.h"
#include "http/site.h"

namespace comity::http {

class Pages;

struct ApplicationOptions {
  Transport transport = Transport::plain;
  int sign_in_attempts = 10;  ///< a minute and network
  Rates rates;
};

/// Turns requests into questions to a Site and its answers into faces: the whole of HTTP but the
/// network. Site, pages, log, metrics and clock must outlive it. Thread-safe.
class Application {
 public:
  /// corrupt where the program was built without its assets.
  [[nodiscard]] static base::Result<std::unique_ptr<Application>> make(
      Site& site, const Pages& pages, base::Log& log, base::Metrics& metrics,
      const base::Clock& clock = base::system_clock(), ApplicationOptions options = {});
  ~Application();

  /// Answers, logs and counts one request. Those of people who answer a call are neither logged nor
  /// counted unless the server fails.
  [[nodiscard]] Response handle(const Request& request) const;
  /// For Server::start; they hold a reference to this.
  [[nodiscard]] Handlers handlers() const;

 private:
  class Impl;
  explicit Application(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::http
