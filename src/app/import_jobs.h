#pragma once

#include <mutex>

#include "http/import_jobs.h"
#include "service/importing/import_jobs.h"

namespace comity::app {

/// The import jobs of `service` behind the addresses of `http`. Opened when first asked for: until
/// another server of the same installation has ended they are unavailable.
class ServiceImportJobs final : public http::ImportJobs {
 public:
  explicit ServiceImportJobs(service::Installation& installation) : installation_(installation) {}

  base::Result<base::Json> jobs(const http::Actor& actor) override;
  base::Result<std::string> create(std::string_view space, const http::Actor& actor) override;
  base::Result<base::Json> job(std::string_view job, const http::Actor& actor) override;
  base::Result<base::Json> add(std::string_view job, const std::vector<http::FileToCome>& files,
                               const http::Actor& actor) override;
  base::Result<base::Json> file(std::string_view job, std::size_t file,
                                const http::Actor& actor) override;
  base::Result<http::Arrival> append(std::string_view job, std::size_t file, std::uint64_t offset,
                                     std::string_view bytes, const http::Actor& actor) override;
  base::Status run(std::string_view job, http::ImportWish wish, const http::Actor& actor) override;
  base::Status stop(std::string_view job, const http::Actor& actor) override;
  base::Status discard(std::string_view job, const http::Actor& actor) override;
  base::Result<std::unique_ptr<http::JobEvents>> events(std::string_view job,
                                                        std::string_view since,
                                                        const http::Actor& actor) override;

 private:
  [[nodiscard]] base::Result<service::ImportJobs*> opened();

  service::Installation& installation_;
  std::mutex mutex_;
  std::unique_ptr<service::ImportJobs> jobs_;
};

}  // namespace comity::app
