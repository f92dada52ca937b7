#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "http/router.h"
#include "http/samples/sample_answers_fixture.h"
#include "http/samples/sample_coding_fixture.h"
#include "http/samples/sample_consultations_fixture.h"
#include "http/samples/sample_finding_fixture.h"
#include "http/samples/sample_jobs_fixture.h"
#include "http/samples/sample_people_fixture.h"
#include "http/samples/sample_uploads_fixture.h"
#include "http/site.h"

// A Site with one document, one person and answers as api/openapi.yaml has them, for tests.
namespace comity::http {

/// Three pieces of CSV, or two and an error.
class SampleStream final : public ByteStream {
 public:
  explicit SampleStream(bool breaks) : breaks_(breaks) {}
  base::Result<std::string> next() override {
    if (given_ == 2 && breaks_) {
      return base::fail(base::ErrorKind::corrupt, "a stored reading is damaged");
    }
    return given_++ < 3 ? std::string("A/HRC/21/11,92.6\n") : std::string();
  }
  [[nodiscard]] std::optional<Trailer> trailer() const override { return Trailer{3, "ab12"}; }

 private:
  bool breaks_;
  int given_ = 0;
};

class SampleSite final : public Site, private SampleAnswers {
 public:
  static constexpr std::string_view kSession = "session-of-the-owner";
  static constexpr std::string_view kLink = "one-time";
  static constexpr std::string_view kToken = "comity_token";

  Actor actor_of(std::string_view session) override {
    if (session != kSession) return {};
    Actor owner{"7", "Owner <of> the folder", std::string(session), {}};
    owner.brings_in = true;
    owner.manages_people = true;
    return owner;
  }
  base::Result<Actor> actor_of_token(std::string_view secret) override {
    if (secret == kToken) return Actor{"7", "Owner <of> the folder", {}, std::string(secret)};
    return base::fail(base::ErrorKind::unauthenticated, "this token is unknown or has ended");
  }

  base::Result<Answer> answer(const Question& question, const Actor& actor) override {
    asked = question;
    if (failure) return tl::unexpected<base::Error>(*failure);
    if (question.work == "A/HRC/99/99") {
      return base::fail(base::ErrorKind::not_found, "there is no such document", question.work,
                        "search for it");
    }
    if (question.work == "A/HRC/OLD/1") return Answer{{}, {}, "/documents/A/HRC/21/11"};
    base::JsonObject body = body_of(question.view);
    if (question.view == View::document) {
      body["may"] = base::JsonObject{{"publish", actor.signed_in() && !published},
                                     {"withdraw", actor.signed_in() && published}};
    }
    return Answer{std::move(body), question.view == View::document ? etag : "", {}};
  }

  base::Result<File> page_image(std::string_view, std::string_view, int page,
                                const Actor&) override {
    if (page > 2) return base::fail(base::ErrorKind::invalid_input, "no such page");
    return File{"image/png", "page.png", "image-1", std::make_shared<const std::string>("\x89PNG")};
  }
  base::Result<File> original(std::string_view, std::string_view copy, const Actor&) override {
    asked_copy = copy;
    return File{"text/html", "Draft \"1\"\r\né.html", "file-1",
                std::make_shared<const std::string>("<script>alert(1)</script>")};
  }
  base::Result<File> refused_rows(std::string_view, std::string_view, const Actor&) override {
    return File{"text/csv; charset=utf-8", "table-refused.csv", "refused-1",
                std::make_shared<const std::string>("recommendation,reason\r\n")};
  }
  base::Result<File> source_rows(const Question& question, const Actor&) override {
    asked = question;
    return File{"text/csv; charset=utf-8", "table-rows.csv", "rows-1",
                std::make_shared<const std::string>("source,row\r\n")};
  }
  base::Result<File> pledges(const Question& question, RowFormat format, const Actor&) override {
    asked = question;
    const bool csv = format == RowFormat::csv;
    return File{csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                csv ? "pledges.csv" : "pledges.ndjson", "file-1",
                std::make_shared<const std::string>("pledges")};
  }
  base::Result<File> written(const Question& question, FileFormat format, const Actor&) override {
    asked = question;
    const auto face = format == FileFormat::akn    ? Face::akn
                      : format == FileFormat::docx ? Face::docx
                      : format == FileFormat::xlsx ? Face::xlsx
                      : format == FileFormat::atom ? Face::atom
                      : format == FileFormat::html ? Face::html
                                                   : Face::ics;
    return File{std::string(media_type_of(face)), "file." + std::string(name_of(face)), "file-1",
                std::make_shared<const std::string>("written"), modified};
  }
  base::Result<Stream> rows(const Question& question, RowFormat format, const Actor&) override {
    asked = question;
    if (format == RowFormat::xlsx) {
      return Stream{std::string(media_type_of(Face::xlsx)), "recommendations.xlsx",
                    std::make_unique<SampleStream>(stream_breaks)};
    }
    if (format == RowFormat::ndjson) {
      return Stream{"application/x-ndjson", "recommendations.ndjson",
                    std::make_unique<SampleStream>(stream_breaks)};
    }
    return Stream{"text/csv; charset=utf-8", "recommendations.csv",
                  std::make_unique<SampleStream>(stream_breaks)};
  }

  base::Result<SignedIn> sign_in(std::string_view token) override {
    if (token != kLink || spent) {
      return base::fail(base::ErrorKind::unauthenticated, "this link was used or is too old");
    }
    spent = true;
    return SignedIn{std::string(kSession), 3600};
  }
  base::Status sign_out(const Actor&) override {
    signed_out = true;
    return {};
  }
  base::Status change(const Change& change, const Actor&) override {
    if (change.etag != etag) {
      return base::fail(base::ErrorKind::conflict, "the document has changed since");
    }
    changes.push_back(change);
    const bool publication = change.act == Act::publish || change.act == Act::withdraw;
    if (publication) published = change.act == Act::publish;
    return {};
  }
  base::Result<base::Json> import(std::vector<NewFile> files, ImportWish wish,
                                  const Actor&) override {
    published = wish.publication == Publication::published;
    ++imports;
    base::JsonArray read, failed;
    for (const NewFile& file : files) {
      if (file.bytes.empty()) {
        failed.push_back(base::JsonObject{{"file", file.name},
                                          {"kind", "corrupt"},
                                          {"place", file.name},
                                          {"message", "the file <is> empty"},
                                          {"mend", "get it again"}});
      } else {
        read.push_back(base::JsonObject{
            {"file", file.name}, {"work", "A/HRC/21/11"}, {"unchanged", false}, {"findings", 1}});
      }
    }
    return base::Json(base::JsonObject{{"read", read.size()},
                                       {"unchanged", 0},
                                       {"dry_run", wish.effect == Effect::dry_run},
                                       {"new_works", read.size()},
                                       {"new_copies", 0},
                                       {"recommendations", 3},
                                       {"doubtful", read.size()},
                                       {"failed", std::move(failed)},
                                       {"files", std::move(read)}});
  }
  base::Result<base::Json> compare_asks(const NewFile& submission, std::string_view review,
                                        std::string_view, const Actor&) override {
    submitted = submission.bytes;
    base::JsonObject ask{{"text", "Mend <the> bridges"}, {"outcome", "not"}, {"by", "should"}};
    ask["matches"] = base::JsonArray{};
    ask["nearest"] = nullptr;
    return base::Json(base::JsonObject{{"file", submission.name},
                                       {"state", state()},
                                       {"cycle", 2},
                                       {"guessed", review.empty()},
                                       {"asks", base::JsonArray{std::move(ask)}}});
  }
  ImportJobs& import_jobs() override { return jobs; }
  People& people() override { return persons; }
  Consultations& consultations() override { return calls; }
  ReplyUploads& uploads() override { return ahead; }
  ReplyCoding& coding() override { return coded; }
  Finding& finding() override { return found; }
  base::Result<base::Json> tokens(const Actor& actor) override {
    if (actor.by_token()) return base::fail(base::ErrorKind::forbidden, "not for tokens");
    return base::Json(base::JsonObject{{"tokens", base::JsonArray{token()}}});
  }
  base::Result<base::Json> make_token(const TokenWish& wish, const Actor& actor) override {
    if (actor.by_token()) return base::fail(base::ErrorKind::forbidden, "not for tokens");
    wished = wish;
    return base::Json(base::JsonObject{{"secret", "comity_new"}, {"token", token()}});
  }
  base::Status revoke_token(std::string_view id, const Actor&) override {
    revoked = id;
    return {};
  }
  base::Result<Claim> claim(const NamedRequest& request, const Actor&) override {
    const std::lock_guard lock(claims_mutex);
    const auto [found, fresh] = claims.emplace(request.name, std::pair(request.fingerprint, ""));
    if (fresh) return Claim{Claim::State::granted, {}};
    if (found->second.first != request.fingerprint) return Claim{Claim::State::other, {}};
    if (found->second.second.empty()) return Claim{Claim::State::running, {}};
    return Claim{Claim::State::answered, found->second.second};
  }
  base::Status keep_answer(const NamedRequest& request, std::string_view answer,
                           const Actor&) override {
    const std::lock_guard lock(claims_mutex);
    claims[request.name].second = answer;
    return {};
  }
  base::Status give_up(const NamedRequest& request, const Actor&) override {
    const std::lock_guard lock(claims_mutex);
    claims.erase(request.name);
    return {};
  }
  base::Json health() override {
    return base::JsonObject{{"status", well ? "ok" : "degraded"}, {"index_behind", 0}};
  }

  SampleJobs jobs;
  SamplePeople persons;
  SampleConsultations calls;
  SampleUploads ahead;
  SampleCoding coded;
  SampleFinding found;
  Question asked;
  std::optional<base::Error> failure;
  std::string etag = "entry-12";
  std::vector<Change> changes;
  std::string asked_copy;
  base::Time modified;  ///< of written files
  TokenWish wished;
  std::string revoked;
  std::string submitted;
  std::mutex claims_mutex;
  std::map<std::string, std::pair<std::string, std::string>> claims;
  int imports = 0;
  bool published = false;
  bool stream_breaks = false;
  bool spent = false;
  bool signed_out = false;
  bool well = true;
};

}  // namespace comity::http
