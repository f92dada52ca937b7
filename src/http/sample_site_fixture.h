#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "http/router.h"
#include "http/sample_jobs_fixture.h"
#include "http/sample_people_fixture.h"
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

class SampleSite final : public Site {
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

 private:
  static base::JsonObject token() {
    return {{"id", "0123456789ABC"},
            {"name", "night <ly>"},
            {"scopes", base::JsonArray{"read", "import"}},
            {"created", "2026-01-01T00:00:00Z"},
            {"expires", "2026-04-01T00:00:00Z"}};
  }
  static base::JsonObject count(int value, std::string_view address) {
    return {{"value", value}, {"address", address}};
  }
  static base::JsonObject state() {
    return {{"code", "BRA"}, {"name", "Brazil"}, {"address", "/states/BRA"}};
  }
  static base::JsonObject work() {
    return {{"work", "A/HRC/21/11"},
            {"symbol", "A/HRC/21/11"},
            {"kind", "working_group_report"},
            {"title", "Report <b>on</b> \"Brazil\""},
            {"date", "2012-07-09"},
            {"language", "en"},
            {"space", "main"},
            {"specimen", false},
            {"published", true},
            {"findings_count", 0},
            {"address", "/documents/A/HRC/21/11"}};
  }
  static base::JsonObject paragraph() {
    return {{"kind", "operative"},
            {"number", "1"},
            {"anchor", "1"},
            {"verb", "Requests"},
            {"text", "x < y"},
            {"html", "<em>x</em> &lt; y"},
            {"page", 1}};
  }
  static base::JsonObject review() {
    base::JsonObject object{{"state", state()}, {"cycle", 2},
                            {"session", 13},    {"date", "2012-05-25"},
                            {"work", work()},   {"address", "/reviews/BRA/2"}};
    base::JsonObject counts;
    for (const char* name : {"recommendations", "clauses", "clause_states", "supported", "noted",
                             "pending", "pledges"}) {
      counts[name] = count(3, "/search?state=BRA");
    }
    object["counts"] = std::move(counts);
    return object;
  }
  static base::JsonObject standings() {
    base::JsonObject counts;
    for (const char* name : {"rows", "agreed", "doubtful", "unmatched", "waiting", "repeated"}) {
      counts[name] = count(3, "/sources/~1/rows");
    }
    return counts;
  }
  static base::JsonObject source() {
    return {{"work", work()},
            {"counts", standings()},
            {"refused", count(1, "/sources/~1/refused.csv")},
            {"address", "/sources/~1"}};
  }
  static base::JsonObject source_row() {
    base::JsonObject row{
        {"row", 2},           {"cycle", 2},       {"text", "Go <on>"}, {"standing", "doubtful"},
        {"doubt", "wording"}, {"confidence", 75}, {"likeness", 0.5},   {"response", "Accepted"}};
    row["state_under_review"] = state();
    row["by"] = state();
    row["clause"] = base::JsonObject{{"number", "92.6"}, {"text", "Go"}, {"address", "/x"}};
    row["differences"] = base::JsonArray{base::JsonObject{{"in", "both"}, {"text", "Go"}},
                                         base::JsonObject{{"in", "source"}, {"text", "<on>"}}};
    return row;
  }
  static base::JsonObject recommendation() {
    base::JsonObject clause{{"clause", 1}, {"text", "Continue"}, {"address", "/x"}};
    clause["states"] = base::JsonArray{state()};
    base::JsonObject object{{"work", work()},
                            {"number", "92.6"},
                            {"printed", "92.6"},
                            {"position", "Supported"},
                            {"counts_as", "supported"},
                            {"page", 3},
                            {"cycle", 2},
                            {"session", 13}};
    object["state_under_review"] = state();
    object["clauses"] = base::JsonArray{std::move(clause)};
    object["address"] = "/recommendations/A/HRC/21/11/92.6";
    object["document_address"] = "/documents/A/HRC/21/11#92.6";
    return object;
  }

  static base::JsonObject body_of(View view) {
    base::JsonObject body;
    switch (view) {
      case View::home: {
        base::JsonObject counts;
        for (const char* name : {"documents", "recommendations", "reviews", "states"}) {
          counts[name] = count(1234, "/documents");
        }
        body["counts"] = std::move(counts);
        body["recent"] = base::JsonArray{work()};
        break;
      }
      case View::documents:
        body["works"] = base::JsonArray{work()};
        body["count"] = count(1, "/documents");
        break;
      case View::document:
        body = work();
        body["paragraphs"] = base::JsonArray{paragraph()};
        body["pages"] =
            base::JsonArray{base::JsonObject{{"page", 1},
                                             {"width", 600},
                                             {"height", 800},
                                             {"image", "/documents/A/HRC/21/11/pages/1.png"},
                                             {"marks", base::JsonArray{}}}};
        break;
      case View::reviews:
        body["reviews"] = base::JsonArray{review()};
        break;
      case View::review:
        body = review();
        break;
      case View::states:
        body["groups"] = base::JsonArray{
            base::JsonObject{{"name", "GRULAC"}, {"states", base::JsonArray{state()}}}};
        break;
      case View::compare:
        body["from"] = nullptr;
        body["to"] = nullptr;
        body["pairs"] = base::JsonArray{};
        body["counts"] = nullptr;
        body["proposals"] = base::JsonArray{};
        break;
      case View::state:
        body["state"] = state();
        body["next_review"] = base::JsonObject{
            {"cycle", 3}, {"month", "2016-11"}, {"rule", "A/HRC/RES/16/21, annex, para. 3"}};
        break;
      case View::recommendation:
        body = recommendation();
        break;
      case View::sources:
        body["sources"] = base::JsonArray{source()};
        break;
      case View::source:
        body = source();
        body["reviews"] = base::JsonArray{base::JsonObject{{"state", state()},
                                                           {"cycle", 2},
                                                           {"address", "/reviews/BRA/2"},
                                                           {"counts", standings()}}};
        break;
      case View::source_rows:
        body["work"] = work();
        body["count"] = count(1, "/sources/~1/rows");
        body["rows"] = base::JsonArray{source_row()};
        break;
      case View::corrections:
        body["count"] = count(0, "/corrections");
        body["corrections"] = base::JsonArray{};
        break;
      case View::source_record:
        body = source_row();
        body["work"] = work();
        body["kind"] = "other_recommendation";
        body["mechanism"] = "treaty-body:CEDAW";
        body["state"] = state();
        body["mended"] = base::JsonArray{base::JsonObject{{"what", "entities"}}};
        body["text_in_table"] = "Go &lt;on&gt;";
        body["tags"] = base::JsonArray{
            base::JsonObject{{"scheme", "themes"},
                             {"values", base::JsonArray{base::JsonObject{{"value", "Water"}}}}}};
        break;
      case View::columns:
        body["work"] = work();
        body["address"] = "/sources/~1/columns";
        body["columns"] = base::JsonArray{base::JsonObject{
            {"number", 1},
            {"name", "Text <a>"},
            {"means", "text"},
            {"meanings",
             base::JsonArray{base::JsonObject{{"value", "text"}, {"selected", true}}}}}};
        body["constants"] =
            base::JsonArray{base::JsonObject{{"means", "state"}, {"value", "Brazil"}}};
        body["rows"] = base::JsonArray{base::JsonObject{
            {"row", 2}, {"cells", base::JsonArray{base::JsonObject{{"text", "Go <on>"}}}}}};
        body["may"] = base::JsonObject{{"change", true}};
        break;
      case View::search:
        body["query"] = "rights";
        body["count"] = count(1, "/search?q=rights");
        body["results"] =
            base::JsonArray{base::JsonObject{{"kind", "recommendation"},
                                             {"work", "A/HRC/21/11"},
                                             {"number", "92.6"},
                                             {"snippet", "<mark>rights</mark> &amp; more"},
                                             {"address", "/x"}}};
        body["error"] = nullptr;
        break;
      case View::asked:
        body["reviews"] = base::JsonArray{base::JsonObject{
            {"review", "BRA/2"}, {"state", state()}, {"cycle", 2}, {"selected", false}}};
        break;
      case View::similar:
        body["text"] = "Keep <clean> rivers";
        body["recommendation"] = nullptr;
        body["count"] = count(1, "/similar?text=rivers");
        body["recommendations"] = 1;
        body["complete"] = true;
        body["results"] = base::JsonArray{base::JsonObject{
            {"work", "A/HRC/21/11"},
            {"number", "92.6"},
            {"relation", "reworded"},
            {"likeness", 0.5},
            {"confidence", 0.5},
            {"address", "/x"},
            {"words",
             base::JsonArray{base::JsonObject{{"kind", "added"}, {"text", "<b>Keep</b>"}}}}}};
        break;
      case View::lineage:
        body["title"] = "Lamps <and> oil";
        body["work"] = "A/RES/74/1";
        body["texts"] = base::JsonArray{base::JsonObject{{"work", "A/RES/73/1"},
                                                         {"title", "Lamps"},
                                                         {"relation", "earlier"},
                                                         {"address", "/x"}}};
        break;
      case View::citations:
        body["count"] = count(1, "/citations");
        body["results"] = base::JsonArray{base::JsonObject{
            {"symbol", "A/RES/<60>/251"},
            {"works", count(1, "/citations?symbol=A/RES/60/251")},
            {"citing", base::JsonArray{base::JsonObject{{"symbol", "A/RES/74/1"},
                                                        {"title", "Lamps <and> oil"},
                                                        {"address", "/x"},
                                                        {"paragraphs", base::JsonArray{}}}}}}};
        break;
      case View::plots:
        body["plot"] = "time";
        body["query"] = "<lamps>";
        body["count"] = count(3, "/search?kind=recommendation");
        body["row_facet"] = "session";
        body["column_facet"] = "position";
        body["whole"] = true;
        body["tagged_by"] = "gazetteers";
        body["plots"] = base::JsonArray{base::JsonObject{
            {"plot", "time"}, {"address", "/plots?plot=time"}, {"selected", true}}};
        body["filters"] = base::JsonArray{};
        body["columns"] = base::JsonArray{
            base::JsonObject{{"value", "noted"}, {"name", "noted"}, {"count", count(3, "/x")}}};
        body["rows"] =
            base::JsonArray{base::JsonObject{{"value", "<2>"},
                                             {"name", "<2>"},
                                             {"count", count(3, "/x")},
                                             {"opened", "/plots?session=2"},
                                             {"counts", base::JsonArray{3}},
                                             {"cells", base::JsonArray{count(3, "/x")}}}};
        break;
      case View::sessions:
        body["count"] = count(1, "/sessions");
        body["bodies"] = base::JsonArray{base::JsonObject{
            {"body", "HRC"},
            {"name", "Human <Rights> Council"},
            {"sessions", base::JsonArray{base::JsonObject{{"session", 21},
                                                          {"texts", count(1, "/sessions/HRC/21")},
                                                          {"address", "/sessions/HRC/21"}}}}}};
        break;
      case View::session:
        body["body"] = "HRC";
        body["name"] = "Human <Rights> Council";
        body["session"] = 21;
        body["address"] = "/sessions/HRC/21";
        body["count"] = count(1, "/sessions/HRC/21");
        body["asked_count"] = count(0, "/sessions/HRC/21");
        body["asked"] = base::JsonArray{};
        body["items"] = base::JsonArray{base::JsonObject{
            {"item", "9"},
            {"texts", base::JsonArray{base::JsonObject{{"symbol", "A/HRC/21/1"},
                                                       {"kind", "resolution"},
                                                       {"title", "Lamps <and> oil"},
                                                       {"published", true},
                                                       {"address", "/x"}}}}}};
        break;
      case View::mandates:
        body["count"] = count(1, "/mandates");
        body["results"] = base::JsonArray{base::JsonObject{
            {"work", "A/RES/74/1"},
            {"number", "7"},
            {"title", "Lamps <and> oil"},
            {"kind", "request"},
            {"verb", "request"},
            {"addressees",
             base::JsonArray{base::JsonObject{{"code", "states"}, {"name", "states"}}}},
            {"action", "light <b>lamps</b>"},
            {"state", "due"},
            {"reason", "no_time"},
            {"by", nullptr},
            {"address", "/x"}}};
        break;
      case View::journal:
        body["spaces"] = base::JsonArray{base::JsonObject{
            {"space", "main"}, {"entries", 12}, {"root", "abc"}, {"title", "Main"}}};
        break;
    }
    return body;
  }
};

}  // namespace comity::http
