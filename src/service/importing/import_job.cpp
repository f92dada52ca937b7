#include "service/importing/import_job.h"

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

std::string_view state_of(const JsonObject& outcome) {
  if (outcome.contains("kind")) return "failed";
  return base::truth_at(outcome, "unchanged") ? "unchanged" : "read";
}

/// Of an archive, the best that became of one of its files.
std::string_view state_of(const JobFile& file) {
  if (file.settled) {
    std::string_view best = "failed";
    for (const auto& each : file.outcomes) {
      const auto state = state_of(each.as_object());
      if (state == "read" || best == "failed") best = state;
    }
    return best;
  }
  if (file.reading) return "reading";
  return file.arrived() ? "arrived" : "arriving";
}

/// What is told of one outcome in the row of `name`.
JsonObject outcome_json(const ImportJob& job, JsonObject outcome, const std::string& name) {
  const std::string file(base::text_at(outcome, "file"));
  const bool member = file.starts_with(name + "/");
  outcome.erase("file");
  outcome["name"] = member ? file.substr(name.size() + 1) : std::string();
  outcome["state"] = state_of(outcome);
  if (base::text_at(outcome, "place") == file) outcome["place"] = "";
  // What is only foreseen may not be there yet.
  const auto work = base::text_at(outcome, "work");
  const bool there = !job.wish.dry_run || base::truth_at(outcome, "unchanged");
  outcome["address"] = !work.empty() && there ? document_address(work) : "";
  return outcome;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

JsonObject counts_json(const ImportJob& job) {
  std::uint64_t arriving = 0, arrived = 0, settled = 0, read = 0, unchanged = 0, failed = 0;
  std::uint64_t doubtful = 0, works = 0, copies = 0, conflicts = 0, published = 0;
  std::uint64_t recommendations = 0;
  const auto count = [&](const JsonObject& outcome) {
    const auto state = state_of(outcome);
    if (state == "failed") ++failed;
    if (base::truth_at(outcome, "publishes")) ++published;
    if (state == "unchanged") ++unchanged;
    if (state != "read") return;
    ++read;
    ++(base::text_at(outcome, "adds") == "work" ? works : copies);
    if (base::integer_at(outcome, "findings") > 0) ++doubtful;
    if (outcome.contains("conflict")) ++conflicts;
    recommendations += static_cast<std::uint64_t>(base::integer_at(outcome, "recommendations"));
  };
  for (const auto& file : job.files) {
    if (file.arrived()) ++arrived;
    if (!file.arrived() && !file.settled) ++arriving;
    if (file.settled) ++settled;
    for (const auto& each : file.outcomes) count(each.as_object());
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

void JobFile::forget() {
  settled = false;
  reading = false;
  outcomes.clear();
}

JsonObject file_json(const ImportJob& job, std::size_t index) {
  const auto& file = job.files[index];
  std::string_view adds;
  JsonArray outcomes;
  for (const auto& each : file.outcomes) {
    outcomes.push_back(outcome_json(job, each.as_object(), file.told.name));
    const auto added = base::text_at(each.as_object(), "adds");
    const bool more = adds.empty() || adds == "nothing" || added == "work";
    if (more && !added.empty()) adds = added;
  }
  return {{"file", index},
          {"name", file.told.name},
          {"bytes", file.told.bytes},
          {"modified", file.told.modified},
          {"offset", file.offset},
          {"state", state_of(file)},
          {"adds", adds},
          {"foreseen", job.wish.dry_run && file.settled},
          {"outcomes", std::move(outcomes)}};
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
                               {"settled", file.settled},
                               {"outcomes", file.outcomes}});
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
    file.settled = base::truth_at(*row, "settled");
    for (const auto& outcome : base::array_at(*row, "outcomes")) {
      if (file.settled && outcome.is_object()) file.outcomes.push_back(outcome);
    }
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
