#pragma once

#include <atomic>
#include <memory>

#include "app/coding.h"
#include "app/consultations.h"
#include "app/finding.h"
#include "app/import_jobs.h"
#include "app/people.h"
#include "app/uploads.h"
#include "http/site.h"
#include "service/installation.h"

namespace comity::app {

/// The use cases of `service` behind the addresses of `http`. The installation must outlive it.
class ServiceSite final : public http::Site {
 public:
  explicit ServiceSite(service::Installation& installation)
      : installation_(installation),
        import_jobs_(installation),
        people_(installation),
        consultations_(installation),
        uploads_(installation),
        coding_(installation),
        finding_(installation) {}

  http::Actor actor_of(std::string_view session) override;
  base::Result<http::Actor> actor_of_token(std::string_view secret) override;
  base::Result<http::Answer> answer(const http::Question& question,
                                    const http::Actor& actor) override;
  base::Result<http::File> page_image(std::string_view work, std::string_view copy, int page,
                                      const http::Actor& actor) override;
  base::Result<http::File> written(const http::Question& question, http::FileFormat format,
                                   const http::Actor& actor) override;
  base::Result<http::File> original(std::string_view work, std::string_view copy,
                                    const http::Actor& actor) override;
  base::Result<http::File> refused_rows(std::string_view work, std::string_view language,
                                        const http::Actor& actor) override;
  base::Result<http::File> source_rows(const http::Question& question,
                                       const http::Actor& actor) override;
  base::Result<http::File> pledges(const http::Question& question, http::RowFormat format,
                                   const http::Actor& actor) override;
  base::Result<http::Stream> rows(const http::Question& question, http::RowFormat format,
                                  const http::Actor& actor) override;
  base::Result<http::SignedIn> sign_in(std::string_view token) override;
  base::Status sign_out(const http::Actor& actor) override;
  base::Status change(const http::Change& change, const http::Actor& actor) override;
  base::Result<base::Json> tokens(const http::Actor& actor) override;
  base::Result<base::Json> make_token(const http::TokenWish& wish,
                                      const http::Actor& actor) override;
  base::Status revoke_token(std::string_view id, const http::Actor& actor) override;
  base::Result<http::Claim> claim(const http::NamedRequest& request,
                                  const http::Actor& actor) override;
  base::Status keep_answer(const http::NamedRequest& request, std::string_view answer,
                           const http::Actor& actor) override;
  base::Status give_up(const http::NamedRequest& request, const http::Actor& actor) override;
  base::Result<base::Json> compare_asks(const http::NewFile& submission, std::string_view review,
                                        std::string_view language,
                                        const http::Actor& actor) override;
  base::Result<base::Json> import(std::vector<http::NewFile> files, http::ImportWish wish,
                                  const http::Actor& actor) override;
  http::ImportJobs& import_jobs() override { return import_jobs_; }
  http::People& people() override { return people_; }
  http::Consultations& consultations() override { return consultations_; }
  http::ReplyUploads& uploads() override { return uploads_; }
  http::ReplyCoding& coding() override { return coding_; }
  http::Finding& finding() override { return finding_; }
  base::Json health() override;

 private:
  [[nodiscard]] service::Ask ask_of(const http::Actor& actor, std::string_view language);
  service::Installation& installation_;
  ServiceImportJobs import_jobs_;
  ServicePeople people_;
  ServiceConsultations consultations_;
  ServiceUploads uploads_;
  ServiceCoding coding_;
  ServiceFinding finding_;
  std::shared_ptr<std::atomic_flag> writes_workbook_ = std::make_shared<std::atomic_flag>();
};

}  // namespace comity::app
