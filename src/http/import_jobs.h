#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/site.h"

namespace comity::http {

/// A file that somebody is about to send in parts; `modified` tells equal names apart.
struct FileToCome {
  std::string name;
  std::uint64_t bytes = 0;
  std::string modified;
};

/// How much of a file has arrived.
struct Arrival {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// Something that changed in a job: a file's row or the job itself. `id` is where to go on after
/// it.
struct JobEvent {
  enum class Of : std::uint8_t { file, job };
  std::string id;
  Of of = Of::job;
  base::Json body;
};

/// What changes in one job.
class JobEvents {
 public:
  virtual ~JobEvents() = default;
  /// Whether next() has anything to tell; only looks.
  [[nodiscard]] virtual bool ready() const = 0;
  /// Files first, then the job.
  [[nodiscard]] virtual std::vector<JobEvent> next() = 0;
};

/// The part of a Site that keeps imports beyond their request; api/openapi.yaml has the answers. A
/// job that the actor may not see is not_found; one that is running or done takes no files
/// (conflict).
class ImportJobs {
 public:
  virtual ~ImportJobs() = default;
  [[nodiscard]] virtual base::Result<base::Json> jobs(const Actor& actor) = 0;
  /// Gives the id; an empty `space` is the installation's own.
  [[nodiscard]] virtual base::Result<std::string> create(std::string_view space,
                                                         const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<base::Json> job(std::string_view job, const Actor& actor) = 0;
  /// The rows of the files; one that was told before is the same.
  [[nodiscard]] virtual base::Result<base::Json> add(std::string_view job,
                                                     const std::vector<FileToCome>& files,
                                                     const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<base::Json> file(std::string_view job, std::size_t file,
                                                      const Actor& actor) = 0;
  /// conflict: the part begins elsewhere than what has arrived ends.
  [[nodiscard]] virtual base::Result<Arrival> append(std::string_view job, std::size_t file,
                                                     std::uint64_t offset, std::string_view bytes,
                                                     const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status run(std::string_view job, ImportWish wish,
                                         const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status stop(std::string_view job, const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status discard(std::string_view job, const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<std::unique_ptr<JobEvents>> events(std::string_view job,
                                                                        std::string_view since,
                                                                        const Actor& actor) = 0;
};

}  // namespace comity::http
