#include "app/import_jobs.h"

#include "app/person.h"

namespace comity::app {
namespace {

using base::Result;

/// What changes in a job as http takes it.
class Events final : public http::JobEvents {
 public:
  explicit Events(service::JobWatch watch) : watch_(std::move(watch)) {}
  [[nodiscard]] bool ready() const override { return watch_.ready(); }
  std::vector<http::JobEvent> next() override {
    auto news = watch_.next();
    std::vector<http::JobEvent> events;
    events.reserve(news.files.size() + 1);
    for (auto& file : news.files) {
      events.push_back({std::move(file.id), http::JobEvent::Of::file, std::move(file.body)});
    }
    events.push_back({std::move(news.job.id), http::JobEvent::Of::job, std::move(news.job.body)});
    return events;
  }

 private:
  service::JobWatch watch_;
};

}  // namespace

Result<service::ImportJobs*> ServiceImportJobs::opened() {
  const std::lock_guard lock(mutex_);
  if (!jobs_) {
    COMITY_TRY(jobs_, service::ImportJobs::open(installation_));
  }
  return jobs_.get();
}

Result<base::Json> ServiceImportJobs::jobs(const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  return base::Json(jobs->jobs(person(installation_, actor)));
}

Result<std::string> ServiceImportJobs::create(std::string_view space, const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  return jobs->create(person(installation_, actor),
                      std::string(space.empty() ? service::kOwnSpace : space));
}

Result<base::Json> ServiceImportJobs::job(std::string_view job, const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  COMITY_TRY(auto answer, jobs->job(person(installation_, actor), job));
  return base::Json(std::move(answer));
}

Result<base::Json> ServiceImportJobs::add(std::string_view job,
                                          const std::vector<http::FileToCome>& files,
                                          const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  std::vector<service::NewJobFile> told;
  told.reserve(files.size());
  for (const auto& file : files) told.push_back({file.name, file.bytes, file.modified});
  COMITY_TRY(auto rows, jobs->add(person(installation_, actor), job, told));
  return base::Json(std::move(rows));
}

Result<base::Json> ServiceImportJobs::file(std::string_view job, std::size_t file,
                                           const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  COMITY_TRY(auto row, jobs->row(person(installation_, actor), job, file));
  return base::Json(std::move(row));
}

Result<http::Arrival> ServiceImportJobs::append(std::string_view job, std::size_t file,
                                                std::uint64_t offset, std::string_view bytes,
                                                const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  COMITY_TRY(const auto arrival,
             jobs->append(person(installation_, actor), job, file, offset, bytes));
  return http::Arrival{arrival.offset, arrival.bytes};
}

base::Status ServiceImportJobs::run(std::string_view job, http::ImportWish wish,
                                    const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  return jobs->run(
      person(installation_, actor), job,
      {wish.effect == http::Effect::dry_run, wish.publication == http::Publication::published});
}

base::Status ServiceImportJobs::stop(std::string_view job, const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  return jobs->stop(person(installation_, actor), job);
}

base::Status ServiceImportJobs::discard(std::string_view job, const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  return jobs->discard(person(installation_, actor), job);
}

Result<std::unique_ptr<http::JobEvents>> ServiceImportJobs::events(std::string_view job,
                                                                   std::string_view since,
                                                                   const http::Actor& actor) {
  COMITY_TRY(auto* jobs, opened());
  COMITY_TRY(auto watch, jobs->watch(person(installation_, actor), job, since));
  return std::make_unique<Events>(std::move(watch));
}

}  // namespace comity::app
