#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "http/import_jobs.h"

namespace comity::http {

/// What happens in a job as server-sent events (HTML Standard, section 9.2): `file` and `job`, each
/// with the id to go on after. Says a word now and then, so that proxies keep the line open; ends
/// after the job did, and after a while in any case, so that whoever still listens asks again with
/// a session that still holds.
class EventStream final : public ByteStream {
 public:
  /// Gives the data of an event.
  using Draw = std::function<std::string(const JobEvent&)>;
  struct Times {
    std::chrono::milliseconds look{200};  ///< between two looks at the job
    std::chrono::milliseconds word{15'000};
    std::chrono::milliseconds whole{300'000};
  };

  EventStream(std::unique_ptr<JobEvents> events, Draw draw)
      : EventStream(std::move(events), std::move(draw), Times{}) {}
  EventStream(std::unique_ptr<JobEvents> events, Draw draw, Times times);
  base::Result<std::string> next() override;
  std::chrono::milliseconds pause() override;

 private:
  using Clock = std::chrono::steady_clock;
  const std::unique_ptr<JobEvents> events_;
  const Draw draw_;
  const Times times_;
  const Clock::time_point end_;
  Clock::time_point spoke_;
  bool begun_ = false;
  bool ended_ = false;
};

/// One event of a stream; `data` may have several lines.
[[nodiscard]] std::string event_text(std::string_view id, std::string_view name,
                                     std::string_view data);

}  // namespace comity::http
