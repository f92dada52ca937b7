#pragma once

#include <memory>
#include <string>
#include <vector>

#include "http/import_jobs.h"

// Import jobs with one job of two files, as api/openapi.yaml has it, for tests.
namespace comity::http {

class SampleJobs final : public ImportJobs {
 public:
  static constexpr std::string_view kJob = "0123456789ABC";

  base::Result<base::Json> jobs(const Actor&) override { return base::JsonArray{body()}; }
  base::Result<std::string> create(std::string_view, const Actor&) override {
    return std::string(kJob);
  }
  base::Result<base::Json> job(std::string_view job, const Actor&) override {
    COMITY_CHECK(known(job));
    base::JsonObject answer = body();
    answer["files"] = base::JsonArray{row(0), row(1)};
    return base::Json(std::move(answer));
  }
  base::Result<base::Json> add(std::string_view job, const std::vector<FileToCome>& files,
                               const Actor&) override {
    COMITY_CHECK(known(job));
    told = files;
    return base::Json(base::JsonArray{row(0)});
  }
  base::Result<base::Json> file(std::string_view job, std::size_t file, const Actor&) override {
    COMITY_CHECK(known(job));
    if (file > 1) return base::fail(base::ErrorKind::not_found, "the import has no such file");
    return base::Json(row(static_cast<int>(file)));
  }
  base::Result<Arrival> append(std::string_view job, std::size_t, std::uint64_t offset,
                               std::string_view bytes, const Actor&) override {
    COMITY_CHECK(known(job));
    if (offset != arrived.size()) {
      return base::fail(base::ErrorKind::conflict, "the part begins elsewhere");
    }
    arrived += bytes;
    return Arrival{arrived.size(), kBytes};
  }
  base::Status run(std::string_view job, ImportWish wish, const Actor&) override {
    COMITY_CHECK(known(job));
    wished = wish;
    return {};
  }
  base::Status stop(std::string_view job, const Actor&) override { return known(job); }
  base::Status discard(std::string_view job, const Actor&) override { return known(job); }
  base::Result<std::unique_ptr<JobEvents>> events(std::string_view job, std::string_view since,
                                                  const Actor&) override;

  static constexpr std::size_t kBytes = 10;
  std::vector<FileToCome> told;
  std::string arrived;
  std::string state = "checked";
  std::string since;
  ImportWish wished;

 private:
  static base::Status known(std::string_view job) {
    if (job == kJob) return {};
    return base::fail(base::ErrorKind::not_found, "there is no such import");
  }
  [[nodiscard]] base::JsonObject row(int file) const {
    if (file == 0) {
      return {{"file", 0},
              {"name", "good <1>.md"},
              {"bytes", kBytes},
              {"modified", "170"},
              {"offset", arrived.size()},
              {"state", "arriving"},
              {"foreseen", false},
              {"adds", ""},
              {"outcomes", base::JsonArray{}}};
    }
    return {{"file", 1},
            {"name", "bad.pdf"},
            {"bytes", 5},
            {"modified", ""},
            {"offset", 5},
            {"state", "failed"},
            {"foreseen", true},
            {"adds", ""},
            {"outcomes", base::JsonArray{base::JsonObject{{"name", ""},
                                                          {"state", "failed"},
                                                          {"kind", "corrupt"},
                                                          {"place", "page 2"},
                                                          {"message", "the file <is> cut"},
                                                          {"mend", "get it again"},
                                                          {"address", ""}}}}};
  }
  [[nodiscard]] base::JsonObject body() const {
    return {{"job", kJob},
            {"address", "/import/jobs/0123456789ABC"},
            {"space", "home"},
            {"state", state},
            {"dry_run", true},
            {"publish", false},
            {"created", "2026-11-03T10:20:30Z"},
            {"expires", "2026-11-10T10:20:30Z"},
            {"error", nullptr},
            {"counts", base::JsonObject{{"files", 2},
                                        {"arriving", 1},
                                        {"arrived", 1},
                                        {"settled", 2},
                                        {"read", 1},
                                        {"unchanged", 0},
                                        {"failed", 1},
                                        {"doubtful", 0},
                                        {"new_works", 1},
                                        {"new_copies", 0},
                                        {"conflicts", 0},
                                        {"published", 0},
                                        {"recommendations", 3}}}};
  }

  class Events final : public JobEvents {
   public:
    Events(base::JsonObject row, base::JsonObject body)
        : row_(std::move(row)), body_(std::move(body)) {}
    [[nodiscard]] bool ready() const override { return !told_; }
    std::vector<JobEvent> next() override {
      told_ = true;
      return {{"X-1", JobEvent::Of::file, row_}, {"X-2", JobEvent::Of::job, body_}};
    }

   private:
    base::JsonObject row_;
    base::JsonObject body_;
    bool told_ = false;
  };
};

inline base::Result<std::unique_ptr<JobEvents>> SampleJobs::events(std::string_view job,
                                                                   std::string_view after,
                                                                   const Actor&) {
  COMITY_CHECK(known(job));
  since = after;
  return std::make_unique<Events>(row(1), body());
}

}  // namespace comity::http
