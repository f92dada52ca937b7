#include <algorithm>

#include "base/csv.h"
#include "base/hash.h"
#include "render/docx.h"
#include "render/table_rows.h"
#include "service/coding/report.h"
#include "service/coding/synthesis.h"
#include "service/consultation/parts.h"

// The report as a page, and as files.
namespace comity::service {
namespace coding {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr render::Column kReportColumns[] = {
    {"number", "paragraph of the report"},
    {"section", "its section"},
    {"text", "the line"},
    {"sources", "who says so, counted"},
    {"line", "the line's id"},
    {"body", "whose passage; empty where not named"},
    {"kind", "kind of body"},
    {"reply", "address of the reply, where it is published"},
    {"part", "of the reply"},
    {"paragraph", "of the part"},
    {"codes", "of the passage"},
    {"words", "the passage, where it is published"},
    {"reason", "why it was set aside; its section is then set_aside"}};

/// Published, or of those who write it.
Result<Looked> look_at_report(Installation& installation, const Ask& ask, std::string_view call) {
  COMITY_TRY(auto looked, look_at_published(installation, ask, call));
  const auto& state = *looked.state;
  if (state.record.published || may(ask.actor, Action::write_synthesis, state.call.space_name)) {
    return looked;
  }
  return base::fail(ErrorKind::not_found, "there is no report yet",
                    calling::call_address(state.call.id),
                    "the body that made the call publishes it when it is ready");
}

/// Of those who are not named nothing but that there are some.
JsonObject apart_json() {
  return {{"id", ""},    {"named", false},   {"name", ""},         {"address", ""},
          {"kind", ""},  {"part", ""},       {"paragraph", 0},     {"place", ""},
          {"words", ""}, {"language", "en"}, {"direction", "ltr"}, {"codes", JsonArray()}};
}

/// What was marked at one place of a named body's reply, as everyone may know it: its words where
/// they are published.
Result<JsonObject> public_passage(const Looked& looked, ReplyWords& words,
                                  const std::vector<std::size_t>& group) {
  const auto& state = *looked.state;
  const auto& passage = state.passages[group.front()];
  const auto* reply = state.reply(passage.place.reply);
  JsonArray codes;
  for (const auto& code : codes_of(state, group)) {
    codes.emplace_back(title_of_code(state, code, looked.language));
  }
  std::optional<std::string> marked;
  if (reply->published) {
    COMITY_TRY(marked, words.words(passage.place));
  }
  const auto head = reply_head_json(state, *reply);
  return JsonObject{
      {"id", passage.id},
      {"named", true},
      {"name", reply->body},
      {"address", reply->published ? base::text_at(head, "address") : std::string_view()},
      {"kind", reply->kind},
      {"part", passage.place.part},
      {"paragraph", passage.place.paragraph},
      {"place",
       ReportWords::in(looked.language).place(passage.place.part, passage.place.paragraph)},
      {"words", marked.value_or("")},
      {"language", base::text_at(head, "language")},
      {"direction", base::text_at(head, "direction")},
      {"codes", std::move(codes)}};
}

Result<JsonArray> public_passages(const Looked& looked, ReplyWords& words, const ReportLine& line) {
  JsonArray all;
  bool apart = false;
  const auto& state = *looked.state;
  for (const auto& group : at_one_place(state, line.shown)) {
    if (!state.reply(state.passages[group.front()].place.reply)->named()) {
      apart = true;
      continue;
    }
    COMITY_TRY(auto json, public_passage(looked, words, group));
    all.push_back(std::move(json));
  }
  if (apart) all.push_back(apart_json());
  return all;
}

/// How many stretches of named bodies a line opens. The number of the others would tell how many
/// they are at most.
std::size_t told_of(const CodingState& state, const ReportLine& line) {
  const auto groups = at_one_place(state, line.passages);
  return static_cast<std::size_t>(
      std::count_if(groups.begin(), groups.end(), [&](const auto& group) {
        return state.reply(state.passages[group.front()].place.reply)->named();
      }));
}

Result<JsonObject> reported_line(const Looked& looked, ReplyWords& words, const ReportLine& line,
                                 bool open) {
  auto json = line_json(line);
  // It would tell that somebody who is not named has withdrawn.
  json.erase("lost_count");
  // Where nobody is named, `sources` says all that there is to say.
  json["note"] = line.named.empty()
                     ? std::string()
                     : footnote_of(looked.language, *looked.state, line, Names::isolated);
  json["passage_count"] = told_of(*looked.state, line);
  json["open"] = open;
  json["passages"] = JsonArray();
  if (open) {
    COMITY_TRY(json["passages"], public_passages(looked, words, line));
  }
  return json;
}

Result<JsonArray> reported_lines(const Looked& looked, ReplyWords& words,
                                 const std::vector<ReportLine>& lines, std::string_view opened) {
  JsonArray all;
  for (const auto& line : lines) {
    if (line.passages.empty()) continue;
    COMITY_TRY(auto json, reported_line(looked, words, line, line.record->line.id == opened));
    all.push_back(std::move(json));
  }
  return all;
}

JsonObject listed_reply(const CodingState& state, const ReplyHead& reply) {
  auto head = reply_head_json(state, reply);
  if (!reply.published) head["address"] = "";
  return head;
}

/// A body by its first reply, with the others.
JsonObject contributor_json(const CodingState& state, const Contributor& replies) {
  auto json = listed_reply(state, *replies.front());
  JsonArray more;
  for (std::size_t i = 1; i < replies.size(); ++i) {
    more.push_back(listed_reply(state, *replies[i]));
  }
  json["more"] = std::move(more);
  return json;
}

/// What a row says beside its passage.
struct RowOf {
  std::size_t number = 0;
  std::string_view section;
  std::string_view text;
  std::string_view sources;
  std::string_view line;
  std::string_view reason;
};

void append_row(std::string& out, ReportFormat format, const RowOf& of, const JsonObject& passage) {
  std::vector<std::string> codes;
  for (const auto& code : base::array_at(passage, "codes")) codes.emplace_back(code.get_string());
  const bool csv = format == ReportFormat::csv;
  const auto written = [&](std::string_view text) {
    return csv ? base::defused(text) : std::string(text);
  };
  const auto text = written(of.text);
  const auto body = written(base::text_at(passage, "name"));
  const auto quoted = written(base::text_at(passage, "words"));
  const auto reason = written(of.reason);
  const render::Field row[] = {static_cast<int>(of.number),
                               of.section,
                               std::string_view(text),
                               of.sources,
                               of.line,
                               std::string_view(body),
                               base::text_at(passage, "kind"),
                               base::text_at(passage, "address"),
                               base::text_at(passage, "part"),
                               static_cast<int>(base::integer_at(passage, "paragraph")),
                               std::span<const std::string>(codes),
                               std::string_view(quoted),
                               std::string_view(reason)};
  if (csv) {
    render::append_csv(out, row);
  } else {
    render::append_json(out, kReportColumns, row);
  }
}

/// What was set aside of named replies, each with its reason.
Result<JsonArray> set_aside_json(const Looked& looked, ReplyWords& words, const Report& report) {
  const auto& state = *looked.state;
  JsonArray all;
  if (!state.record.annex) return all;
  for (const auto& group : at_one_place(state, report.set_aside)) {
    if (!state.reply(state.passages[group.front()].place.reply)->named()) continue;
    COMITY_TRY(auto json, public_passage(looked, words, group));
    json["reason"] = reason_of(state, group);
    all.push_back(std::move(json));
  }
  return all;
}

/// One row for each passage of a line, then those of the annex.
Result<std::string> report_rows(const Looked& looked, ReplyWords& words, const Report& report,
                                ReportFormat format) {
  std::string out = format == ReportFormat::csv ? render::csv_header(kReportColumns) : "";
  const auto add = [&](const std::string& section, const ReportLine& line) -> base::Status {
    COMITY_TRY(const auto passages, public_passages(looked, words, line));
    for (const auto& each : passages) {
      append_row(
          out, format,
          {line.number, section, line.record->line.text, line.sources, line.record->line.id, {}},
          each.get_object());
    }
    return {};
  };
  for (const auto& line : report.summary) COMITY_CHECK(add("summary", line));
  for (const auto& section : report.sections) {
    for (const auto& line : section.lines) COMITY_CHECK(add(section.code, line));
  }
  COMITY_TRY(const auto aside, set_aside_json(looked, words, report));
  for (const auto& each : aside) {
    const auto& passage = each.get_object();
    append_row(out, format, {0, "set_aside", {}, {}, {}, base::text_at(passage, "reason")},
               passage);
  }
  return out;
}

}  // namespace
}  // namespace coding

base::Result<Answer> report(Installation& installation, const Ask& ask, std::string_view call,
                            std::string_view line) {
  using namespace coding;
  COMITY_TRY(const auto looked, look_at_report(installation, ask, call));
  const auto& state = *looked.state;
  const auto made = report_for(ask, looked);
  // Words that everyone may read, whoever asks.
  const auto everyone = anyone();
  ReplyWords words(installation, looked.read, everyone, state);
  COMITY_TRY(auto summary, reported_lines(looked, words, made.summary, line));
  base::JsonArray sections;
  for (const auto& section : made.sections) {
    COMITY_TRY(auto lines, reported_lines(looked, words, section.lines, line));
    sections.push_back(base::JsonObject{
        {"code", section.code}, {"title", section.title}, {"lines", std::move(lines)}});
  }
  base::JsonArray contributors;
  for (const auto& each : made.contributors) {
    contributors.push_back(contributor_json(state, each));
  }
  base::JsonArray unused;
  if (state.record.annex) {
    for (const auto& group : at_one_place(state, made.unused)) {
      if (!state.reply(state.passages[group.front()].place.reply)->named()) continue;
      COMITY_TRY(auto json, public_passage(looked, words, group));
      unused.push_back(std::move(json));
    }
  }
  COMITY_TRY(auto aside, set_aside_json(looked, words, made));
  std::size_t number = 0;
  base::JsonArray introduction;
  for (const auto* texts : {&made.introduction, &made.method}) {
    for (const auto& text : *texts) {
      introduction.push_back(base::JsonObject{{"number", ++number}, {"text", text}});
    }
  }
  base::JsonObject body{
      {"call", short_call_json(ask, state)},
      {"published", state.record.published},
      {"annex", state.record.annex},
      {"word_count", made.words},
      {"summary", std::move(summary)},
      {"introduction", std::move(introduction)},
      {"sections", std::move(sections)},
      {"contributors", std::move(contributors)},
      {"unused", std::move(unused)},
      {"set_aside", std::move(aside)},
      {"may",
       base::JsonObject{{"write", may(ask.actor, Action::write_synthesis, state.call.space_name)}}},
      {"at", at_json(looked.read, ask.actor)}};
  return Answer{std::move(body), {}};
}

base::Result<StoredFile> report_file(Installation& installation, const Ask& ask,
                                     std::string_view call, ReportFormat format) {
  using namespace coding;
  COMITY_TRY(const auto looked, look_at_report(installation, ask, call));
  const auto& state = *looked.state;
  const auto made = report_for(ask, looked);
  const auto name = "report-" + base::to_text(state.call.id);
  std::string bytes;
  std::string type;
  std::string extension;
  if (format == ReportFormat::docx) {
    COMITY_TRY(bytes, render::docx(report_paper(ask, state, made), name));
    type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    extension = ".docx";
  } else {
    const auto everyone = anyone();
    ReplyWords words(installation, looked.read, everyone, state);
    COMITY_TRY(bytes, report_rows(looked, words, made, format));
    type = format == ReportFormat::csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
    extension = format == ReportFormat::csv ? ".csv" : ".ndjson";
  }
  auto tag = base::sha256(bytes).hex();
  return StoredFile{type, name + extension, std::move(tag),
                    std::make_shared<const std::string>(std::move(bytes))};
}

}  // namespace comity::service
