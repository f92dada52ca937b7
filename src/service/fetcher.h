#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "service/fetch_cache.h"
#include "service/robots.h"
#include "service/transfer.h"

namespace comity::service {

/// How one behaves towards a service.
struct Manners {
  std::chrono::milliseconds pause{1'000};  ///< at least, between two requests to one site
  std::chrono::seconds longest_wait{120};  ///< for a site that asks one to come again
  int tries = 4;                           ///< of one address, with twice the wait each time
  std::uint64_t most_bytes = std::uint64_t{200} << 20;
};

/// Brings documents over the network, one after the other: waits as sites ask it to, goes on where
/// a transfer was cut, asks only for what has changed. For one thread.
class Fetcher {
 public:
  /// Waits so long; false when one is asked to stop.
  using Wait = std::function<bool(std::chrono::milliseconds)>;

  Fetcher(Transfers& transfers, FetchCache& cache, const base::Clock& clock, Wait wait,
          const Manners& manners);

  struct Document {
    std::string address;  ///< where it was found in the end
    std::string bytes;
    std::string_view extension;  ///< ".pdf", ".docx", ".doc": by its bytes
    bool unchanged = false;      ///< since it was fetched the last time
  };
  /// not_found; forbidden: by the site's robots.txt, its answer, or a private network; unsupported:
  /// no document came (a web page does instead); too_large; unavailable and timeout: it may come
  /// later; invalid_input: no such address.
  [[nodiscard]] base::Result<Document> document(std::string_view address);

 private:
  base::Result<TransferAnswer> answer_of(const AddressParts& address);
  base::Result<TransferAnswer> once(const AddressParts& address,
                                    std::vector<std::pair<std::string, std::string>> headers);
  base::Result<TransferAnswer> settled(const AddressParts& address, TransferAnswer answer,
                                       std::optional<FetchCache::Kept> kept, bool& again);
  base::Status be_allowed(const AddressParts& address);
  base::Result<const Robots*> robots_of(const std::string& origin);
  base::Status pace(const std::string& origin);
  base::Status wait(std::chrono::milliseconds time, const std::string& address);

  Transfers& transfers_;
  FetchCache& cache_;
  const base::Clock& clock_;
  Wait wait_;
  Manners manners_;
  std::map<std::string, Robots> robots_;
  std::map<std::string, base::Time> last_;  // request to each site
};

}  // namespace comity::service
