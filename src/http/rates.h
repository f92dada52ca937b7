#pragma once

#include <optional>

#include "base/clock.h"
#include "http/guard.h"
#include "http/visit.h"

namespace comity::http {

/// How many requests that cost much one network may make a minute; 0 for as many as it likes.
struct Rates {
  int searches = 1200;  ///< and page images
  int downloads = 60;   ///< streams of a search
  int uploads = 1200;   ///< parts of files, forms with files, and runs of imports
};

/// Keeps one network from taking the processor from all others. This machine itself is never
/// slowed, nor are searches and downloads of who is signed in. Thread-safe.
class RateLimits {
 public:
  RateLimits(const base::Clock& clock, const Rates& rates, Transport transport)
      : transport_(transport),
        searches_(clock, rates.searches),
        downloads_(clock, rates.downloads),
        uploads_(clock, rates.uploads) {}

  /// 429 with the seconds to wait, or nothing where the request may go on (and is counted). The
  /// visit has its route, face and actor.
  [[nodiscard]] std::optional<Problem> refusal_of(const Visit& visit);

 private:
  [[nodiscard]] Throttle* throttle_of(const Visit& visit);

  const Transport transport_;
  Throttle searches_;
  Throttle downloads_;
  Throttle uploads_;
};

}  // namespace comity::http
