#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "base/file_system.h"
#include "service/fetch/cache.h"
#include "service/fetch/robots.h"
#include "service/fetch/settings.h"
#include "service/fetch/web.h"

namespace comity::service::fetching {

/// Waits, or until somebody asks for a stop.
using Wait = std::function<void(std::chrono::microseconds, const std::stop_token&)>;

/// What a fetcher stands on; tests put their own in its place.
struct Surroundings {
  base::FileSystem& files;
  const base::Clock& clock;
  Web& web;
  Wait wait;
  std::filesystem::path cache;
};

/// A document that is in the cache now.
struct Brought {
  std::filesystem::path folder;  ///< of its CachePlace
  std::uint64_t bytes = 0;
  bool news = false;  ///< the server sent it just now
};

/// An error, and whether it is this machine's own, which ends the whole of a fetch.
struct Trouble {
  base::Error error;
  bool own = false;
};

/// Brings documents into the cache, one request after the other: as slowly as settings and
/// robots.txt say, going on where it was broken off. Not thread-safe.
class Fetcher {
 public:
  Fetcher(Surroundings surroundings, const Settings& settings)
      : at_(std::move(surroundings)), settings_(settings) {}

  /// `format` is what is expected: pdf, doc or docx (the last two stand for each other). Errors, by
  /// the address: not_found, forbidden (robots.txt, the server, a local address, a certificate),
  /// unsupported (a page where a document was expected, too many redirects), too_large,
  /// unavailable, timeout.
  [[nodiscard]] tl::expected<Brought, Trouble> bring(const std::string& address,
                                                     std::string_view format,
                                                     const std::stop_token& stop);

 private:
  /// What is asked for, over all attempts and redirects.
  struct Question {
    std::string address;
    std::uint64_t most_bytes = 0;
    bool of_robots = false;  ///< which ask no robots.txt
    std::function<std::vector<std::pair<std::string, std::string>>(const std::string&)> fields;
    std::function<base::Status(const std::string& address, const WebHead&, std::string_view)> take;
    std::function<std::uint64_t()> arrived;
  };
  /// What came of asking.
  struct Turn {
    std::string address;  ///< that answered, or did not
    WebHead head;
    std::optional<base::Error> error;
    bool again = false;      ///< asking again may help
    bool of_server = false;  ///< it would answer other questions alike
    std::optional<std::chrono::microseconds> after;
  };
  struct Server {
    base::Time next;  ///< when it may be asked again
    std::optional<Robots> robots;
    std::optional<base::Error> given_up;
  };

  Turn persist(const Question& question, const std::stop_token& stop);
  Turn ask(const Question& question, const std::stop_token& stop);
  Turn ask_one(const Question& question, const std::string& address, const std::stop_token& stop);
  [[nodiscard]] std::optional<base::Error> may_ask(const WebAddress& parts,
                                                   const std::string& address,
                                                   const std::stop_token& stop);
  [[nodiscard]] std::optional<base::Error> load_robots(const std::string& origin,
                                                       const std::stop_token& stop);
  void pace(Server& server, const std::stop_token& stop);

  Surroundings at_;
  const Settings& settings_;
  std::map<std::string, Server> servers_;  ///< by origin
};

}  // namespace comity::service::fetching
