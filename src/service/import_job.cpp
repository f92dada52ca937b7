#include "service/import_job.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "service/address.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;

constexpr std::array kStates = {JobState::receiving, JobState::running, JobState::checked,
                                JobState::done, JobState::interrupted};

std::string_view state_of(const JobFile& file) {
  if (!file.outcome.empty()) {
    if (file.outcome.contains("kind")) return "failed";
    return base::truth_at(file.outcome, "unchanged") ? "unchanged" : "read";
  }
  if (file.reading) return "reading";
  return file.arrived() ? "arrived" : "arriving";
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

JsonObject counts_json(const ImportJob& job) {
  std::uint64_t arriving = 0, arrived = 0, settled = 0, read = 0, unchanged = 0, failed = 0,
                doubtful = 0;
  std::uint64_t works = 0, copies = 0, conflicts = 0, published = 0, recommendations = 0;
  for (const auto& file : job.files) {
    const auto state = state_of(file);
    if (file.arrived()) ++arrived;
    if (state == "arriving") ++arriving;
    if (file.outcome.empty()) continue;
    ++settled;
    if (state == "failed") ++failed;
    if (base::truth_at(file.outcome, "publishes")) ++published;
    if (state == "unchanged") ++unchanged;
    if (state != "read") continue;
    ++read;
    ++(base::text_at(file.outcome, "adds") == "work" ? works : copies);
    if (base::integer_at(file.outcome, "findings") > 0) ++doubtful;
    if (file.outcome.contains("conflict")) ++conflicts;
    recommendations +=
        static_cast<std::uint64_t>(base::integer_at(file.outcome, "recommendations"));
  }
  return {{"files", job.files.size()},
          {"arriving", arriving},
          {"arrived", arrived},
          {"settled", settled},
          {"read", read},
          {"unchanged", unchanged},
          {"failed", failed},
          {"doubtful", doubtful},
          {"new_works", works},
          {"new_copies", copies},
          {"conflicts", conflicts},
          {"published", published},
          {"recommendations", recommendations}};
}

}  // namespace

std::string_view name_of(JobState state) {
  switch (state) {
    case JobState::receiving:
      return "receiving";
    case JobState::running:
      return "running";
    case JobState::checked:
      return "checked";
    case JobState::done:
      return "done";
    case JobState::interrupted:
      return "interrupted";
    case JobState::discarded:
      return "discarded";
  }
  return "discarded";
}

JsonObject file_json(const ImportJob& job, std::size_t index) {
  const auto& file = job.files[index];
  JsonObject row{{"file", index},
                 {"name", file.told.name},
                 {"bytes", file.told.bytes},
                 {"modified", file.told.modified},
                 {"offset", file.offset},
                 {"state", state_of(file)},
                 {"foreseen", job.wish.dry_run && !file.outcome.empty()}};
  if (file.outcome.empty()) return row;
  JsonObject outcome = file.outcome;
  outcome.erase("file");  // the row has its name
  if (base::text_at(outcome, "place") == file.told.name) outcome["place"] = "";
  // What is only foreseen may not be there yet.
  const auto work = base::text_at(outcome, "work");
  const bool there = !job.wish.dry_run || base::truth_at(outcome, "unchanged");
  outcome["address"] = !work.empty() && there ? document_address(work) : "";
  row["outcome"] = std::move(outcome);
  return row;
}

JsonObject job_json(const ImportJob& job, base::Time expires) {
  JsonObject answer{{"job", job.id},
                    {"address", "/import/jobs/" + job.id},
                    {"space", job.space},
                    {"state", name_of(job.state)},
                    {"dry_run", job.wish.dry_run},
                    {"publish", job.wish.publish},
                    {"created", base::to_rfc3339(job.created)},
                    {"expires", base::to_rfc3339(expires)},
                    {"counts", counts_json(job)}};
  answer["error"] = job.error.empty() ? base::Json(nullptr) : base::Json(job.error);
  return answer;
}

std::string stored(const ImportJob& job) {
  JsonArray files;
  for (const auto& file : job.files) {
    files.push_back(JsonObject{{"name", file.told.name},
                               {"bytes", file.told.bytes},
                               {"modified", file.told.modified},
                               {"outcome", file.outcome}});
  }
  return base::to_text(JsonObject{{"space", job.space},
                                  {"created", job.created.microseconds},
                                  {"touched", job.touched.microseconds},
                                  {"state", name_of(job.state)},
                                  {"dry_run", job.wish.dry_run},
                                  {"publish", job.wish.publish},
                                  {"error", job.error},
                                  {"files", std::move(files)}});
}

base::Status restore(std::string_view text, ImportJob& job) {
  COMITY_TRY(const auto json, base::parse_json(text));
  const auto* object = json.if_object();
  const auto named = object == nullptr ? std::string_view() : base::text_at(*object, "state");
  const auto* state = std::find_if(kStates.begin(), kStates.end(),
                                   [&](JobState each) { return name_of(each) == named; });
  if (state == kStates.end()) {
    return base::fail(base::ErrorKind::corrupt, "not the state of an import job", job.id);
  }
  job.space = base::text_at(*object, "space");
  job.created = {base::integer_at(*object, "created")};
  job.touched = {base::integer_at(*object, "touched")};
  job.state = *state == JobState::running ? JobState::interrupted : *state;
  job.wish = {base::truth_at(*object, "dry_run"), base::truth_at(*object, "publish")};
  job.error = base::object_at(*object, "error");
  for (const auto& each : base::array_at(*object, "files")) {
    const auto* row = each.if_object();
    if (row == nullptr) continue;
    JobFile file;
    file.told = {std::string(base::text_at(*row, "name")),
                 static_cast<std::uint64_t>(base::integer_at(*row, "bytes")),
                 std::string(base::text_at(*row, "modified"))};
    file.outcome = base::object_at(*row, "outcome");
    job.files.push_back(std::move(file));
  }
  return {};
}

std::string name_of(const JobPart& part) {
  return std::to_string(part.file) + "-" + std::to_string(part.begin) + "-" +
         std::to_string(part.end);
}

std::optional<JobPart> part_from(std::string_view name) {
  const auto numbers = base::split(name, '-');
  if (numbers.size() != 3) return std::nullopt;
  const auto file = whole_number(numbers[0]);
  const auto begin = whole_number(numbers[1]);
  const auto end = whole_number(numbers[2]);
  if (!file || !begin || !end || *end <= *begin) return std::nullopt;
  return JobPart{static_cast<std::size_t>(*file), *begin, *end};
}

std::vector<JobPart> parts_of(const std::vector<std::string>& names, std::size_t file) {
  std::vector<JobPart> all;
  for (const auto& name : names) {
    const auto part = part_from(name);
    if (part && part->file == file) all.push_back(*part);
  }
  std::sort(all.begin(), all.end(),
            [](const JobPart& a, const JobPart& b) { return a.begin < b.begin; });
  std::vector<JobPart> chain;
  for (const auto& part : all) {
    if (part.begin == (chain.empty() ? 0 : chain.back().end)) chain.push_back(part);
  }
  return chain;
}

}  // namespace comity::service
