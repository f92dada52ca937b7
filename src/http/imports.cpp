#include "http/imports.h"

#include <charconv>

#include "http/faces.h"
#include "http/pages/views.h"
#include "http/protocol/address.h"
#include "http/protocol/event_stream.h"

namespace comity::http {
namespace {

constexpr std::string_view kPartType = "application/partial-upload";
constexpr std::size_t kMostFormBytes = std::size_t{128} << 20;
constexpr std::size_t kMostSubmissionBytes = std::size_t{32} << 20;
constexpr std::size_t kMostPartBytes = std::size_t{8} << 20;

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::size_t> file_of(const Visit& visit) {
  const auto number = whole_number(visit.match->value("file"));
  if (!number) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

Problem no_such_file() { return problem_of_status(404, "a file of an import is a number from 0"); }

// The headers of resumable uploads (draft-ietf-httpbis-resumable-upload).
void tell_arrival(const Arrival& arrival, Response& response) {
  response.set("Upload-Offset", std::to_string(arrival.offset));
  response.set("Upload-Length", std::to_string(arrival.bytes));
  response.set("Upload-Complete", arrival.offset == arrival.bytes ? "?1" : "?0");
  response.set("Cache-Control", "no-store");
}

Arrival arrival_of(const base::JsonObject& row) {
  return {static_cast<std::uint64_t>(base::integer_at(row, "offset")),
          static_cast<std::uint64_t>(base::integer_at(row, "bytes"))};
}

// What stands in the template beside the job's own members.
base::Json with_flags(base::Json job) {
  auto& object = job.as_object();
  const auto counts = base::object_at(object, "counts");
  const auto state = std::string(base::text_at(object, "state"));
  const bool checking = state == "running" && base::truth_at(object, "dry_run");
  object["phase"] = checking ? "checking" : state;
  object["missing"] = base::integer_at(counts, "arriving");
  object["closed"] = state == "running" || state == "done";
  object["ready"] = base::integer_at(counts, "arrived") > 0;
  object["usable"] =
      base::integer_at(counts, "read") > 0 || base::integer_at(counts, "unchanged") > 0;
  return job;
}

// `import`, because an answer's own `job` is its id.
base::Json job_root(const base::Json& job) { return base::JsonObject{{"import", with_flags(job)}}; }

}  // namespace

bool Imports::has(RouteId route) {
  return route >= RouteId::import_page && route <= RouteId::import_discard;
}

std::size_t Imports::most_bytes(RouteId route) {
  if (route == RouteId::asked) return kMostSubmissionBytes;
  if (route == RouteId::import) return kMostFormBytes;
  return route == RouteId::import_part ? kMostPartBytes : 0;
}

Outcome Imports::answer(const Visit& visit) const {
  const RouteId id = visit.route->id;
  if (id == RouteId::import) return post(visit);
  if (id == RouteId::import_part) return part(visit);
  if (visit.route->method == Method::post) {
    const auto fields = forms_.own_fields_of(visit);
    if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
    return change(visit, std::get<Fields>(fields));
  }
  if (!visit.actor.signed_in()) return not_signed_in();
  if (id == RouteId::import_file) return file(visit);
  if (id == RouteId::import_page) return page(visit);
  return visit.face == Face::events ? events(visit) : job(visit);
}

Outcome Imports::change(const Visit& visit, const Fields& fields) const {
  const auto job = visit.match->value("job");
  base::Status done;
  switch (visit.route->id) {
    case RouteId::import_job_new:
      return create(visit, fields);
    case RouteId::import_files:
      return add(visit, fields);
    case RouteId::import_run: {
      ImportWish wish;
      if (!value_of(fields, "dry_run").empty()) wish.effect = Effect::dry_run;
      if (!value_of(fields, "publish").empty()) wish.publication = Publication::published;
      done = site_.import_jobs().run(job, wish, visit.actor);
      break;
    }
    case RouteId::import_stop:
      done = site_.import_jobs().stop(job, visit.actor);
      break;
    default:
      done = site_.import_jobs().discard(job, visit.actor);
  }
  if (!done) return problem_of(done.error());
  const bool gone = visit.route->id == RouteId::import_discard;
  return onward(visit, gone ? "/import" : "/import/jobs/" + encoded_path(job));
}

Outcome Imports::create(const Visit& visit, const Fields& fields) const {
  const auto id = site_.import_jobs().create(value_of(fields, "space"), visit.actor);
  if (!id) return problem_of(id.error());
  return onward(visit, "/import/jobs/" + *id);
}

// Fields name, bytes and modified, each file after the other.
Outcome Imports::add(const Visit& visit, const Fields& fields) const {
  std::vector<FileToCome> files;
  for (const auto& [name, value] : fields) {
    if (name == "name") files.push_back({value, 0, {}});
    if (files.empty()) continue;
    if (name == "modified") files.back().modified = value;
    if (name != "bytes") continue;
    const auto bytes = whole_number(value);
    if (!bytes) return problem_of_status(400, "the length of a file is a number of bytes");
    files.back().bytes = *bytes;
  }
  const auto job = visit.match->value("job");
  const auto rows = site_.import_jobs().add(job, files, visit.actor);
  if (!rows) return problem_of(rows.error());
  if (visit.face == Face::html) return onward(visit, "/import/jobs/" + encoded_path(job));
  if (visit.face == Face::json) {
    return presenter_.own(visit, {}, {}, base::JsonObject{{"files", *rows}}, {});
  }
  const auto draw = presenter_.parts_of(visit);
  std::string markup;
  for (const auto& row : rows->as_array()) markup += draw("texts/import_file", row);
  Response response = text_response(visit.request, std::move(markup), std::string(kHtmlType));
  response.set("Cache-Control", "no-store");
  return response;
}

Outcome Imports::show(const Visit& visit, const base::Json& body, const base::Json& extra) const {
  const bool part = visit.face == Face::fragment;
  return presenter_.own(visit, part ? "texts/import_job" : "texts/import", "import.title", body,
                        extra);
}

Outcome Imports::page(const Visit& visit) const {
  if (!visit.actor.brings_in && !visit.actor.by_token()) {
    return problem_of_status(403, "only an editor brings documents in",
                             "Ask an administrator of the space for a role that may.");
  }
  const auto jobs = site_.import_jobs().jobs(visit.actor);
  if (!jobs) return problem_of(jobs.error());
  const base::Json body = base::JsonObject{{"jobs", *jobs}};
  return show(visit, body, base::JsonObject{{"has_jobs", !jobs->as_array().empty()}});
}

// What became of the files of a form, without script.
Outcome Imports::post(const Visit& visit) const {
  auto done = forms_.import(visit);
  if (auto* const problem = std::get_if<Problem>(&done)) return std::move(*problem);
  const auto report = std::get<base::Json>(std::move(done));
  return show(visit, report, import_extra(true, report.as_object()));
}

Outcome Imports::job(const Visit& visit) const {
  const auto job = site_.import_jobs().job(visit.match->value("job"), visit.actor);
  if (!job) return problem_of(job.error());
  return show(visit, *job, job_root(*job));
}

Outcome Imports::events(const Visit& visit) const {
  const auto id = visit.match->value("job");
  auto events = site_.import_jobs().events(id, visit.request.header("Last-Event-ID"), visit.actor);
  if (!events) return problem_of(events.error());
  const bool rows = value_of(visit.target.parameters, "view") == "rows";
  auto drawing = [rows, draw = presenter_.parts_of(visit)](const JobEvent& event) {
    if (!rows) return base::to_text(event.body);
    if (event.of == JobEvent::Of::file) return draw("texts/import_file", event.body);
    return draw("texts/import_state", job_root(event.body));
  };
  Response response;
  response.set("Content-Type", "text/event-stream; charset=utf-8");
  response.set("Cache-Control", "no-store");
  response.set("X-Accel-Buffering", "no");  // a proxy would hold the events back
  response.body = std::make_unique<EventStream>(*std::move(events), std::move(drawing));
  return response;
}

Outcome Imports::file(const Visit& visit) const {
  const auto number = file_of(visit);
  if (!number) return no_such_file();
  const auto row = site_.import_jobs().file(visit.match->value("job"), *number, visit.actor);
  if (!row) return problem_of(row.error());
  Response response = presenter_.own(visit, {}, {}, *row, {});
  tell_arrival(arrival_of(row->as_object()), response);
  return response;
}

Outcome Imports::part(const Visit& visit) const {
  if (auto refusal = forms_.refusal_of_bytes(visit)) return *std::move(refusal);
  if (!equal_without_case(visit.request.header("Content-Type"), kPartType)) {
    return problem_of_status(415, "a part of a file is bytes",
                             "Send it as " + std::string(kPartType) + ".");
  }
  const auto number = file_of(visit);
  if (!number) return no_such_file();
  const auto offset = whole_number(visit.request.header("Upload-Offset"));
  if (!offset) {
    return problem_of_status(400, "a part says where it begins",
                             "Send Upload-Offset; HEAD of this address gives it.");
  }
  auto& jobs = site_.import_jobs();
  const auto job = visit.match->value("job");
  const auto arrival = jobs.append(job, *number, *offset, visit.request.body, visit.actor);
  if (!arrival) {
    Problem problem = problem_of(arrival.error());
    const auto row = jobs.file(job, *number, visit.actor);
    if (row) problem.upload_offset = base::integer_at(row->as_object(), "offset");
    return problem;
  }
  Response response = presenter_.own(
      visit, {}, {}, base::JsonObject{{"offset", arrival->offset}, {"bytes", arrival->bytes}}, {});
  tell_arrival(*arrival, response);
  return response;
}

}  // namespace comity::http
