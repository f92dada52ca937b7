#include "service/coding/synthesis.h"

#include <algorithm>

#include "service/coding/report.h"

// The page on which the synthesis is written.
namespace comity::service {
namespace coding {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kPassagesAPage = 25;

Result<JsonArray> passages_json(ReplyWords& words, const Looked& looked,
                                const std::vector<std::size_t>& passages) {
  JsonArray all;
  for (const auto at : passages) {
    COMITY_TRY(auto json, passage_json(words, looked, at));
    all.push_back(std::move(json));
  }
  return all;
}

/// A line with its passages, where they are asked for.
Result<JsonObject> written_line_json(const Looked& looked, ReplyWords& words,
                                     const ReportLine& line, std::string_view opened) {
  auto json = line_json(line);
  const bool open = line.record->line.id == opened;
  json["open"] = open;
  if (!open) {
    json["passages"] = JsonArray();
    json["hidden"] = 0;
    return json;
  }
  const auto shown = shown_passages(looked, line.passages);
  json["hidden"] = line.passages.size() - shown.size();
  COMITY_TRY(json["passages"], passages_json(words, looked, shown));
  return json;
}

Result<JsonArray> sections_json(const Looked& looked, ReplyWords& words, const Report& report,
                                std::string_view opened) {
  JsonArray all;
  for (const auto& section : sections()) {
    const std::vector<ReportLine>* lines = nullptr;
    if (section == "summary") lines = &report.summary;
    for (const auto& each : report.sections) {
      if (each.code == section) lines = &each.lines;
    }
    JsonArray written;
    if (lines != nullptr) {
      for (const auto& line : *lines) {
        COMITY_TRY(auto json, written_line_json(looked, words, line, opened));
        written.push_back(std::move(json));
      }
    }
    all.push_back(JsonObject{{"code", section},
                             {"title", ReportWords::in(looked.language).text("section." + section)},
                             {"lines", std::move(written)}});
  }
  return all;
}

struct Coverage {
  std::size_t used = 0;
  std::size_t set_aside = 0;
  std::size_t unused = 0;
  std::size_t stale = 0;
  std::size_t hidden = 0;  ///< of those listed that the person is not shown yet
  std::vector<std::size_t> listed;
};

Coverage covered(const Looked& looked, const SynthesisQuery& query) {
  const auto& state = *looked.state;
  Coverage coverage;
  for (std::size_t at = 0; at < state.uses.size(); ++at) {
    const auto use = state.uses[at];
    ++(use == Use::used        ? coverage.used
       : use == Use::set_aside ? coverage.set_aside
       : use == Use::stale     ? coverage.stale
                               : coverage.unused);
    if (name_of(use) != query.use) continue;
    // How many of those that are hidden have the code is hidden too.
    if (!state.shown_to(looked.person, at)) {
      ++coverage.hidden;
      continue;
    }
    const auto& codes = state.passages[at].codes;
    if (query.code.empty() || std::find(codes.begin(), codes.end(), query.code) != codes.end()) {
      coverage.listed.push_back(at);
    }
  }
  return coverage;
}

base::JsonArray named_codes(const Looked& looked, const std::vector<std::string>& codes) {
  base::JsonArray named;
  for (const auto& code : codes) {
    named.push_back(base::JsonObject{
        {"code", code}, {"title", title_of_code(*looked.state, code, looked.language)}});
  }
  return named;
}

}  // namespace
}  // namespace coding

base::Result<Answer> synthesis(Installation& installation, const Ask& ask, std::string_view call,
                               const SynthesisQuery& query) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::write_synthesis));
  const auto& state = *looked.state;
  const auto report = report_of(ask, state);
  ReplyWords words(installation, looked.read, ask.actor, state);
  COMITY_TRY(auto written, sections_json(looked, words, report, query.line));
  const auto coverage = covered(looked, query);
  // What several marked at one place is used, or set aside, together.
  const auto groups = at_one_place(state, coverage.listed);
  auto pages = pages_json(groups.size(), kPassagesAPage, query.page);
  const auto from = static_cast<std::size_t>(base::integer_at(pages, "from"));
  base::JsonArray listed;
  for (auto at = from; at < std::min(from + kPassagesAPage, groups.size()); ++at) {
    const auto& group = groups[at];
    // One of them has the reason for which it was set aside.
    const auto reasoned = std::find_if(group.begin(), group.end(), [&](std::size_t each) {
      return state.set_aside(state.passages[each].id) != nullptr;
    });
    COMITY_TRY(auto json,
               passage_json(words, looked, reasoned == group.end() ? group.front() : *reasoned));
    json["codes"] = named_codes(looked, codes_of(state, group));
    listed.push_back(std::move(json));
  }
  base::JsonArray uses;
  for (const auto use : {Use::unused, Use::used, Use::set_aside, Use::stale}) {
    uses.push_back(
        base::JsonObject{{"use", name_of(use)}, {"selected", name_of(use) == query.use}});
  }
  base::JsonObject body{
      {"call", short_call_json(ask, state)},
      {"sections", std::move(written)},
      {"codes", codes_json(state, ask.language)},
      {"coverage", base::JsonObject{{"passages", state.passages.size()},
                                    {"used", coverage.used},
                                    {"set_aside", coverage.set_aside},
                                    {"unused", coverage.unused},
                                    {"stale", coverage.stale},
                                    {"hidden", coverage.hidden}}},
      {"listed", std::move(listed)},
      {"pages", std::move(pages)},
      {"uses", std::move(uses)},
      {"asked", base::JsonObject{{"line", query.line}, {"use", query.use}, {"code", query.code}}},
      {"word_count", report.words},
      {"broken", report.broken},
      {"published", state.record.published},
      {"annex", state.record.annex},
      {"published_seen", state.record.published_changed},
      {"may",
       base::JsonObject{{"publish", may(ask.actor, Action::publish, state.call.space_name)}}},
      {"at", at_json(looked.read, ask.actor)}};
  return Answer{std::move(body), {}};
}

}  // namespace comity::service
