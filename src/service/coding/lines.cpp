#include <algorithm>

#include "base/text.h"
#include "service/coding/merging.h"
#include "service/coding/report.h"
#include "service/coding/synthesis.h"
#include "service/written.h"
#include "store/passages.h"

// Writing lines, setting passages aside, publishing the report.
namespace comity::service {
namespace coding {
namespace {

using base::ErrorKind;
using base::Result;

constexpr int kLineAttempts = 8;
constexpr std::size_t kLongestLine = 5'000;

const store::LineRecord* line_there(const CodingState& state, const std::string& id) {
  const auto found = std::find_if(state.record.lines.begin(), state.record.lines.end(),
                                  [&](const auto& each) { return each.line.id == id; });
  return found == state.record.lines.end() ? nullptr : &*found;
}

/// Of the passages that the line stands on those that its writer is not shown: whoever cannot see
/// one does not take it out.
std::vector<std::string> hidden_passages(const Looked& looked, const std::string& line) {
  std::vector<std::string> hidden;
  const auto& state = *looked.state;
  const auto* record = line_there(state, line);
  if (record == nullptr || state.record.published) return hidden;
  for (const auto& id : record->line.passages) {
    if (!state.stands(id)) continue;
    if (!state.shown_to(looked.person, state.passage_at.at(id))) hidden.push_back(id);
  }
  return hidden;
}

Result<model::SynthesisLine> line_wished(const Looked& looked, const LineWish& wish) {
  const auto& state = *looked.state;
  model::SynthesisLine line;
  line.id = wish.line.empty() ? new_coding_id() : wish.line;
  const auto known = std::any_of(sections().begin(), sections().end(),
                                 [&](const auto& each) { return each == wish.section; });
  if (!known) {
    return refuse("the synthesis has no section " + wish.section, "section",
                  "write summary, ways_and_means, obstacle, challenge, proposal or conclusions");
  }
  line.section = wish.section;
  COMITY_TRY(line.text, written_text(wish.text, "text", kLongestLine));
  line.order = wish.order;
  if (line.order == 0) {
    for (const auto& each : state.record.lines) {
      if (each.line.section != line.section) continue;
      if (each.line.id == line.id) {
        line.order = each.line.order;
        break;
      }
      line.order = std::max(line.order, each.line.order);
    }
    const bool there =
        std::any_of(state.record.lines.begin(), state.record.lines.end(), [&](const auto& each) {
          return each.line.id == line.id && each.line.section == line.section;
        });
    if (!there) ++line.order;
  }
  line.passages = hidden_passages(looked, line.id);
  line.passages.insert(line.passages.end(), wish.passages.begin(), wish.passages.end());
  std::sort(line.passages.begin(), line.passages.end());
  line.passages.erase(std::unique(line.passages.begin(), line.passages.end()), line.passages.end());
  std::erase(line.passages, std::string());
  if (line.passages.empty()) {
    return refuse("a line stands on a passage, one at least", "passages",
                  "choose the passages that say it");
  }
  return line;
}

/// The line beside a change that came meanwhile; what it no longer can stand on is left out.
Result<model::SynthesisLine> line_beside(const Looked& looked, const model::SynthesisLine& wished,
                                         store::EntryNumber seen, const base::Error& conflict) {
  const auto refused = [&] { return tl::unexpected<base::Error>(conflict); };
  const auto* now = line_there(*looked.state, wished.id);
  COMITY_TRY(const auto payload, looked.read.payload(looked.state->call.space, seen));
  if (now == nullptr || !payload) return refused();
  const auto act = store::coding_act_from(store::kLineWritten, *payload);
  const auto* before = act ? std::get_if<store::LineWritten>(&*act) : nullptr;
  if (before == nullptr || before->line.id != wished.id) return refused();
  auto merged = merged_line(before->line, wished, now->line);
  if (!merged) return refused();
  std::erase_if(merged->passages, [&](const std::string& id) { return !looked.state->stands(id); });
  if (merged->passages.empty()) return refused();
  return *std::move(merged);
}

base::JsonObject written_json(const Ask& ask, const CodingState& state, const std::string& id) {
  const auto report = report_of(ask, state);
  const auto find = [&](const std::vector<ReportLine>& lines) -> const ReportLine* {
    for (const auto& each : lines) {
      if (each.record->line.id == id) return &each;
    }
    return nullptr;
  };
  const auto* found = find(report.summary);
  for (const auto& section : report.sections) {
    if (found == nullptr) found = find(section.lines);
  }
  return {{"line", found == nullptr ? base::JsonObject() : line_json(*found)}};
}

}  // namespace
}  // namespace coding

base::Result<base::JsonObject> write_line(Installation& installation, const Ask& ask,
                                          std::string_view call, const LineWish& wish) {
  using namespace coding;
  COMITY_TRY(auto looked, look(installation, ask, call, Action::write_synthesis));
  COMITY_TRY(auto line, line_wished(looked, wish));
  if (!wish.line.empty() && line_there(*looked.state, wish.line) == nullptr) {
    return base::fail(base::ErrorKind::not_found, "there is no such line", wish.line,
                      "load the synthesis again: it was removed");
  }
  auto seen = wish.seen;
  for (int attempt = 0; attempt < kLineAttempts; ++attempt) {
    const store::LineWritten act{base::to_text(looked.state->call.id), line};
    const auto done = append_act(installation, looked, act, seen);
    COMITY_TRY(looked, look(installation, ask, call, Action::write_synthesis));
    if (done) return written_json(ask, *looked.state, line.id);
    const auto& error = done.error();
    const auto* now = line_there(*looked.state, line.id);
    const bool changed =
        error.kind == base::ErrorKind::conflict && now != nullptr && seen && now->changed != *seen;
    if (!changed) return tl::unexpected<base::Error>(error);
    COMITY_TRY(line, line_beside(looked, line, *wish.seen, error));
    seen = now->changed;
  }
  return base::fail(base::ErrorKind::conflict, "the line is being changed by others", line.id,
                    "load the synthesis again and decide anew");
}

base::Status remove_line(Installation& installation, const Ask& ask, std::string_view call,
                         const std::string& line, SeenEntry seen) {
  COMITY_TRY(const auto looked, coding::look(installation, ask, call, Action::write_synthesis));
  COMITY_CHECK(coding::append_act(
      installation, looked, store::LineRemoved{base::to_text(looked.state->call.id), line}, seen));
  return {};
}

base::Status set_passage_aside(Installation& installation, const Ask& ask, std::string_view call,
                               const std::string& passage, std::string_view reason,
                               SeenEntry seen) {
  COMITY_TRY(const auto looked, coding::look(installation, ask, call, Action::write_synthesis));
  std::string why;
  if (!base::trimmed(reason).empty()) {
    COMITY_TRY(why, written_reason(reason));
  }
  COMITY_CHECK(coding::append_act(
      installation, looked,
      store::PassageSetAside{base::to_text(looked.state->call.id), passage, std::move(why)}, seen));
  return {};
}

base::Status publish_report(Installation& installation, const Ask& ask, std::string_view call,
                            const PublishReportWish& wish) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::publish));
  COMITY_CHECK(append_act(
      installation, looked,
      store::SynthesisPublished{base::to_text(looked.state->call.id), wish.published, wish.annex},
      wish.seen));
  return {};
}

}  // namespace comity::service
