#include "service/documents/reread.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <variant>

#include "service/accounts/tokens.h"
#include "service/documents/document_view.h"
#include "service/finding/indexes.h"
#include "service/importing/keeping.h"
#include "service/reviews/corrections.h"
#include "service/sources/columns.h"
#include "store/corrections.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::Reading;
using Writing = RereadOptions::Writing;

/// A file to read again.
struct Task {
  store::SpaceId space_id;
  std::string space;
  std::string work;
  bool published = false;
  store::Copy copy;
  std::shared_ptr<const names::Register> states;
  std::shared_ptr<const ColumnsTold> told;
};

base::Status add_copies(Installation& installation, const store::Read& read,
                        const store::Work& work, std::vector<Task>& tasks) {
  const auto* space = read.space(work.space);
  if (space == nullptr) return {};
  COMITY_TRY(const auto states, installation.register_of(*space));
  COMITY_TRY(auto copies, read.copies(work.space, work.id));
  COMITY_TRY(auto told, columns_told(read, work.space));
  const auto columns = std::make_shared<const ColumnsTold>(std::move(told));
  for (auto& copy : copies) {
    tasks.push_back(
        {work.space, space->name, work.name, work.published, std::move(copy), states, columns});
  }
  return {};
}

tl::unexpected<base::Error> forbidden(const std::string& place) {
  return fail(ErrorKind::forbidden, "only an administrator may have documents read again", place,
              "ask an administrator of the space");
}

/// The works that are named, or all, in the spaces where the actor may have them read again.
Result<std::vector<store::Work>> works_of(const store::Read& read, const Actor& actor,
                                          const std::vector<std::string>& names) {
  std::vector<store::Work> works;
  bool allowed = false;
  for (const auto& space : read.spaces()) {
    if (!may(actor, Action::reread, space.name)) continue;
    allowed = true;
    if (!names.empty()) continue;
    COMITY_CHECK(read.each_work(space.id, [&](const store::Work& work) {
      works.push_back(work);
      return true;
    }));
  }
  if (!allowed) return forbidden({});
  for (const auto& name : names) {
    COMITY_TRY(auto found, read.works_named(name, visibility_of(actor, read)));
    if (found.empty()) {
      return fail(ErrorKind::not_found, "the record holds no document " + name, name,
                  "comity search finds documents by their words");
    }
    std::erase_if(found, [&](const store::Work& work) {
      return !may(actor, Action::reread, work.space_name);
    });
    if (found.empty()) return forbidden(name);
    works.insert(works.end(), found.begin(), found.end());
  }
  return works;
}

Result<std::vector<Task>> tasks_of(Installation& installation, const Actor& actor,
                                   const std::vector<std::string>& names) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto works, works_of(read, actor, names));
  std::vector<Task> tasks;
  for (const auto& work : works) COMITY_CHECK(add_copies(installation, read, work, tasks));
  std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    return std::tuple(a.work, a.space, a.copy.entry) < std::tuple(b.work, b.space, b.copy.entry);
  });
  // A work that was named twice is read once.
  const auto same = [](const Task& a, const Task& b) {
    return a.space_id == b.space_id && a.copy.file == b.copy.file;
  };
  tasks.erase(std::unique(tasks.begin(), tasks.end(), same), tasks.end());
  return tasks;
}

/// The findings of `a` that `b` does not have.
std::vector<model::Finding> only_in(const Reading& a, const Reading& b) {
  auto rest = b.findings;
  std::vector<model::Finding> found;
  for (const auto& finding : a.findings) {
    const auto other = std::find(rest.begin(), rest.end(), finding);
    if (other == rest.end()) {
      found.push_back(finding);
    } else {
      rest.erase(other);
    }
  }
  return found;
}

std::uint64_t recommendations_in(const Reading& reading) {
  return reading.review ? reading.review->recommendations.size() : 0;
}

RereadCopy compared(const Task& task, const Reading& before, const Reading& now) {
  RereadCopy copy{task.work, task.space, task.copy.file_name, task.copy.file};
  copy.reader = {task.copy.reader, now.reader};
  copy.language = {std::string(model::code_of(before.language)),
                   std::string(model::code_of(now.language))};
  copy.symbol = {before.symbol.text(), now.symbol.text()};
  copy.findings = {before.findings.size(), now.findings.size()};
  copy.paragraphs = {before.paragraphs.size(), now.paragraphs.size()};
  copy.recommendations = {recommendations_in(before), recommendations_in(now)};
  copy.new_findings = only_in(now, before);
  copy.gone_findings = only_in(before, now);
  copy.paragraph_changes = paragraph_differences(before, now, Compared::to_the_letter);
  copy.recommendation_changes = recommendation_differences(before, now);
  return copy;
}

/// What the corrections of a work come to where this reading leads.
Result<std::vector<CorrectionForeseen>> foreseen(const store::Read& read, const Task& task,
                                                 const Reading& now) {
  std::vector<CorrectionForeseen> all;
  COMITY_TRY(const auto work, read.work(task.space_id, task.work, store::Visibility::everything()));
  if (!work || work->file != task.copy.file) return all;
  COMITY_TRY(const auto held, read.held_corrections(work->space, work->id));
  if (held.empty()) return all;
  const auto outcomes =
      store::corrected(now.review.value_or(model::Review{}), now.language, held).outcomes;
  for (std::size_t i = 0; i < held.size(); ++i) {
    auto outcome = outcomes[i];
    if (held[i].place.corrects == store::Corrects::position && outcome.applied) {
      COMITY_TRY(const auto value, value_read(read, *work, now, held[i].place));
      if (value) outcome = store::outcome_of_position(held[i], value->position, value->counts_as);
    }
    all.push_back({held[i].entry, held[i].place, outcome.standing, outcome.because});
  }
  return all;
}

/// Whether the two say the same, whoever read them.
bool same_but_for_the_reader(const Reading& before, Reading now) {
  now.reader = before.reader;
  now.program = before.program;
  return before == now;
}

struct Current {};
struct Same {};
using TaskOutcome = std::variant<Current, Same, RereadCopy, RereadFailure>;

/// Reads in several threads; each appends what it found before it goes on, so that commits are
/// shared and nothing waits that could be lost.
class RereadRun {
 public:
  RereadRun(Installation& installation, store::ActorId person, std::vector<Task> tasks,
            const RereadOptions& options)
      : installation_(installation),
        person_(person),
        program_(installation.reader().program_version()),
        tasks_(std::move(tasks)),
        options_(options),
        outcomes_(tasks_.size()) {}

  RereadReport run() {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = options_.threads == 0 ? cores : options_.threads;
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < std::min(wanted, tasks_.size()); ++i) {
        threads.emplace_back([this] { work(); });
      }
    }
    RereadReport report;
    for (auto& outcome : outcomes_) {
      if (!outcome) {
        report.interrupted = true;
      } else if (std::holds_alternative<Current>(*outcome)) {
        ++report.current;
      } else if (std::holds_alternative<Same>(*outcome)) {
        ++report.same;
      } else if (auto* copy = std::get_if<RereadCopy>(&*outcome)) {
        if (options_.writing == Writing::keep) ++report.written;
        report.changed.push_back(std::move(*copy));
      } else {
        report.failed.push_back(std::get<RereadFailure>(std::move(*outcome)));
      }
    }
    return report;
  }

 private:
  void work() {
    while (!options_.stop.stop_requested()) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= tasks_.size()) return;
      const Task& task = tasks_[index];
      auto outcome = read(task);
      if (!outcome) {
        outcome = RereadFailure{task.work, task.copy.file_name, std::move(outcome).error()};
      }
      const std::lock_guard lock(mutex_);
      outcomes_[index] = *std::move(outcome);
      ++done_;
      if (options_.progress) options_.progress(done_, tasks_.size(), task.copy.file_name);
    }
  }

  Result<TaskOutcome> read(const Task& task) {
    const auto& copy = task.copy;
    const bool paged = copy.media_type == "application/pdf";
    if (copy.reader == installation_.reader_version() && (!paged || copy.program == program_)) {
      return TaskOutcome{Current{}};
    }
    COMITY_TRY(const auto bytes, installation_.store().file(copy.file));
    COMITY_TRY(auto now, installation_.read_file(bytes, copy.file_name, *task.states, *task.told));
    COMITY_TRY(const auto before, installation_.store().reading(copy.reading));
    // Told when it came: the file does not say it.
    if (now->symbol.empty() && !before->symbol.empty()) now = with_symbol(*now, before->symbol);
    if (same_but_for_the_reader(*before, *now)) return TaskOutcome{Same{}};
    auto changed = compared(task, *before, *now);
    {
      COMITY_TRY(const auto read, installation_.store().read());
      COMITY_TRY(changed.corrections, foreseen(read, task, *now));
    }
    if (options_.writing == Writing::keep) COMITY_CHECK(keep(task, now));
    return TaskOutcome{std::move(changed)};
  }

  base::Status keep(const Task& task, const std::shared_ptr<const Reading>& now) {
    store::DocumentReread act{task.work,   task.copy.file, {},           task.copy.reading,
                              now->reader, now->program,   now->language};
    COMITY_TRY(act.reading, installation_.store().put_reading(now));
    std::vector<store::NewEntry> entries;
    const auto add = [&](store::Act each) {
      entries.push_back({task.space_id, person_, std::move(each)});
    };
    store::DocumentRead document;
    document.file = act.file;
    document.file_name = task.copy.file_name;
    document.work = act.work;
    COMITY_TRY(auto parts, keep_parts(installation_, document, *now, *task.states));
    add(std::move(act));
    for (auto& part : parts) {
      add(std::move(part));
      if (task.published) add(store::DocumentPublished{});
    }
    COMITY_TRY(const auto appended, installation_.store().append(std::move(entries)));
    return {};
  }

  Installation& installation_;
  const store::ActorId person_;
  const std::string program_;
  const std::vector<Task> tasks_;
  const RereadOptions& options_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::vector<std::optional<TaskOutcome>> outcomes_;
};

JsonObject json_of(const FromTo& pair) { return {{"from", pair.from}, {"to", pair.to}}; }
JsonObject json_of(const Numbers& pair) { return {{"from", pair.from}, {"to", pair.to}}; }

JsonArray json_of(const std::vector<Difference>& differences) {
  JsonArray out;
  for (const auto& each : differences) {
    out.push_back(JsonObject{{"number", each.number},
                             {"clause", each.clause},
                             {"change", name_of(each.change)},
                             {"from", each.from},
                             {"to", each.to}});
  }
  return out;
}

JsonArray json_of(const std::vector<model::Finding>& findings, model::Language language) {
  JsonArray out;
  for (const auto& finding : findings) out.push_back(finding_json(finding, language));
  return out;
}

JsonObject json_of(const RereadCopy& copy, model::Language language) {
  auto findings = json_of(copy.findings);
  findings["new"] = json_of(copy.new_findings, language);
  findings["gone"] = json_of(copy.gone_findings, language);
  auto paragraphs = json_of(copy.paragraphs);
  paragraphs["changes"] = json_of(copy.paragraph_changes);
  auto recommendations = json_of(copy.recommendations);
  recommendations["changes"] = json_of(copy.recommendation_changes);
  JsonArray corrections;
  for (const auto& each : copy.corrections) {
    corrections.push_back(JsonObject{{"entry", each.entry},
                                     {"number", each.place.number},
                                     {"clause", each.place.clause},
                                     {"corrects", name_of(each.place.corrects)},
                                     {"standing", name_of(each.standing)},
                                     {"because", name_of(each.because)}});
  }
  return {{"work", copy.work},
          {"space", copy.space},
          {"corrections", std::move(corrections)},
          {"file", copy.file},
          {"hash", copy.hash.hex()},
          {"reader", json_of(copy.reader)},
          {"language", json_of(copy.language)},
          {"symbol", json_of(copy.symbol)},
          {"findings", std::move(findings)},
          {"paragraphs", std::move(paragraphs)},
          {"recommendations", std::move(recommendations)}};
}

}  // namespace

Result<RereadReport> reread(Installation& installation, const Actor& actor,
                            const RereadOptions& options) {
  COMITY_TRY(auto tasks, tasks_of(installation, actor, options.works));
  COMITY_TRY(const auto person, person_of(installation, actor));
  RereadRun run(installation, person, std::move(tasks), options);
  auto report = run.run();
  if (report.written > 0) COMITY_CHECK(installation.indexes().catch_up(kIndexPatience));
  return report;
}

JsonObject to_json(const RereadReport& report, Writing writing, model::Language language) {
  JsonArray changed;
  for (const auto& copy : report.changed) changed.push_back(json_of(copy, language));
  JsonArray failed;
  for (const auto& each : report.failed) {
    failed.push_back(JsonObject{{"work", each.work},
                                {"file", each.file},
                                {"kind", base::name_of(each.error.kind)},
                                {"place", each.error.place},
                                {"message", each.error.message},
                                {"mend", each.error.mend}});
  }
  return {{"dry_run", writing == Writing::only_show},
          {"current", report.current},
          {"same", report.same},
          {"written", report.written},
          {"changed", std::move(changed)},
          {"failed", std::move(failed)},
          {"interrupted", report.interrupted}};
}

}  // namespace comity::service
