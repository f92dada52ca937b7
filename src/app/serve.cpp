#include "app/serve.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <utility>

#include "app/site.h"
#include "base/log.h"
#include "base/metrics.h"
#include "http/application.h"
#include "http/pages/pages.h"
#include "http/server.h"
#include "service/accounts/accounts.h"
#include "service/finding/indexes.h"
#include "service/served.h"
#include "service/specimen.h"

namespace comity::app {
namespace {

constexpr service::SpecimenOptions kDocumentsFirst = {.consultation = false};

/// The specimen's documents, where there is none.
base::Status ensure_specimen(service::Installation& installation) {
  COMITY_TRY(const bool there, service::has_specimen(installation));
  if (there) return {};
  COMITY_TRY(
      const auto report,
      service::import_specimen(installation, service::owner_of_the_folder(), kDocumentsFirst, {}));
  if (report.failed.empty()) return {};
  return tl::unexpected<base::Error>(report.failed.front().error);
}

/// Lets this process have as many files and connections open as the system allows it, and gives how
/// many connections that leaves room for. Readers are started by a process that was forked before,
/// and keep their own limit.
std::size_t room_for_connections() {
  constexpr rlim_t kMost = 8192;  // some 10 kB each
  constexpr rlim_t kOwn = 512;    // databases, indexes, files and readers
  constexpr rlim_t kFewest = 128;
  rlimit descriptors{};
  if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return kFewest;
  const auto wanted = std::min(descriptors.rlim_max, kMost + kOwn);
  if (descriptors.rlim_cur < wanted) {
    const auto before = std::exchange(descriptors.rlim_cur, wanted);
    if (setrlimit(RLIMIT_NOFILE, &descriptors) != 0) descriptors.rlim_cur = before;
  }
  return std::clamp(descriptors.rlim_cur, kFewest + kOwn, kMost + kOwn) - kOwn;
}

void say(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

void wait_for(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any asked;
  std::unique_lock lock(mutex);
  asked.wait(lock, stop, [] { return false; });
}

}  // namespace

base::Status serve(service::Installation& installation, const cli::Invocation& invocation,
                   const std::string& first, const std::stop_token& stop) {
  if (invocation.specimen) {
    COMITY_CHECK(ensure_specimen(installation));
  }
  ServiceSite site(installation);
  base::Log log(installation.clock(), base::standard_error_sink());
  base::Metrics metrics;
  http::ApplicationOptions application_options;
  if (invocation.origin.starts_with("https://")) {
    application_options.transport = http::Transport::tls;
  } else if (!invocation.origin.empty()) {
    return base::fail(base::ErrorKind::invalid_input, "not an address behind TLS",
                      "--origin " + invocation.origin, "write https:// and the name people use");
  }
  auto& rates = application_options.rates;
  rates.searches = invocation.searches.value_or(rates.searches);
  rates.downloads = invocation.downloads.value_or(rates.downloads);
  rates.uploads = invocation.uploads.value_or(rates.uploads);
  COMITY_TRY(const auto pages, http::Pages::load());
  COMITY_TRY(const auto application,
             http::Application::make(site, pages, log, metrics, installation.clock(),
                                     application_options));
  http::ServerOptions options;
  options.address = invocation.address;
  options.port = invocation.port;
  options.connections = room_for_connections();
  COMITY_TRY(const auto server, http::Server::start(options, application->handlers()));
  installation.indexes().follow();

  const auto local = fmt::format("http://{}:{}", invocation.address, server->port());
  const auto& origin = invocation.origin.empty() ? local : invocation.origin;
  const auto served = service::Served::at(installation, origin);
  if (!served) log.write(base::LogLevel::error, "served", {{"problem", served.error().message}});
  say(fmt::format("Comity is ready: {}{}\n", local, first));
  if (!invocation.no_link) {
    COMITY_TRY(const auto token, service::make_owner_token(installation));
    say(fmt::format("Owner's link, good once within a day: {}/sign-in?token={}\n", origin, token));
  }
  // Once the server answers: it is many small entries, and nobody should wait for them.
  if (invocation.specimen) {
    const auto held = service::hold_specimen_consultation(
        installation, service::owner_of_the_folder(), kDocumentsFirst, stop);
    // Of no record but the specimen's: nobody's work waits for it.
    if (!held) log.write(base::LogLevel::error, "specimen", {{"problem", held.error().message}});
  }
  wait_for(stop);
  server->stop();
  return {};
}

}  // namespace comity::app
