#include "service/coding/report.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace comity::service::coding {
namespace {

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  for (const auto word : base::split(base::collapsed(text), ' ')) words += word.empty() ? 0U : 1U;
  return words;
}

std::vector<SourceOf> sources_in(const CodingState& state) {
  std::vector<SourceOf> all;
  all.reserve(state.replies.size());
  for (const auto& reply : state.replies) all.push_back({reply.name, reply.kind, reply.named()});
  return all;
}

ReportLine line_of(const CodingState& state, const store::LineRecord& record,
                   const Answered& answered) {
  ReportLine line;
  line.record = &record;
  std::vector<SourceOf> sources;
  std::set<std::string_view> apart;
  std::map<std::string_view, const ReplyHead*> named;
  for (const auto& id : record.line.passages) {
    const auto at = state.passage_at.find(id);
    if (at == state.passage_at.end()) {
      line.lost.push_back(id);
      continue;
    }
    line.passages.push_back(at->second);
    const auto* reply = state.reply(state.passages[at->second].place.reply);
    sources.push_back({reply->name, reply->kind, reply->named()});
    if (reply->named()) {
      named.emplace(reply->sorted, reply);
    } else {
      apart.insert(reply->name);
    }
  }
  for (const auto& [key, reply] : named) line.named.push_back(reply);
  line.not_named = apart.size();
  const auto& table = CountTable::own();
  line.sources = counted_sources(table, sources, answered, Manner::words);
  line.figures = counted_sources(table, sources, answered, Manner::figures);
  return line;
}

std::string figure(const ShownFigure& shown) {
  return shown ? std::to_string(*shown) : "fewer than five, or not shown beside such";
}

/// Who replied: kinds of those who are named, and how many are not.
std::string who_replied(const CodingState& state) {
  std::map<std::string, std::int64_t> kinds;
  std::int64_t named = 0;
  std::vector<std::int64_t> apart = {0, 0};
  for (const auto& reply : state.replies) {
    if (reply.named()) {
      ++kinds[reply.kind];
      ++named;
    } else {
      ++apart[reply.way == model::Way::anonymous ? 1 : 0];
    }
  }
  std::string text = std::to_string(named) +
                     (named == 1 ? " named reply was received" : " named replies were received");
  std::string of;
  for (const auto& each : CountTable::own().kinds()) {
    if (!kinds.contains(each.kind)) continue;
    const auto count = kinds[each.kind];
    of += (of.empty() ? ", from " : ", ") + std::to_string(count) + " " +
          CountTable::own().kind(each.kind, count);
  }
  text += of + ".";
  if (apart[0] + apart[1] == 0) return text;
  const auto shown = shown_figures(apart);
  text += " Confidential replies: " + figure(shown.groups[0]) +
          "; anonymous replies: " + figure(shown.groups[1]) + ".";
  return text;
}

std::vector<std::string> method_of(const CodingState& state) {
  std::vector<std::string> method;
  std::string words;
  for (const auto& each : CountTable::own().quantities()) {
    std::string range;
    if (each.share) {
      range = *each.share < 1 ? "more than half of those of its kind that replied, and at least " +
                                    std::to_string(each.least)
                              : "all of those of its kind that replied, and at least " +
                                    std::to_string(each.least);
    } else if (!each.most) {
      range = std::to_string(each.least) + " or more";
    } else if (*each.most == each.least) {
      range = std::to_string(each.least);
    } else {
      range = std::to_string(each.least) + " to " + std::to_string(*each.most);
    }
    words += (words.empty() ? "" : "; ") + ("\u201C" + each.words + "\u201D: " + range);
  }
  method.push_back(
      "Each paragraph stands on passages of replies, which its footnote names. Sources "
      "are counted once for each reply, by this table: " +
      words + ".");
  method.push_back(
      "Bodies that replied in confidence or without a name are not named, and no figure "
      "is given of fewer than five of them.");
  std::size_t used = 0;
  std::size_t aside = 0;
  for (const auto use : state.uses) {
    used += use == Use::used ? 1U : 0U;
    aside += use == Use::set_aside ? 1U : 0U;
  }
  const auto coded = state.passages.size();
  method.push_back(std::to_string(coded) + (coded == 1 ? " passage was" : " passages were") +
                   " coded: " + std::to_string(used) + " used, " + std::to_string(aside) +
                   " set aside with a reason, " + std::to_string(coded - used - aside) +
                   " not used.");
  return method;
}

}  // namespace

const std::vector<model::PassageCode>& sections() {
  static const std::vector<model::PassageCode> all = [] {
    std::vector<model::PassageCode> list = {{"summary", "Summary", "section"}};
    for (const auto& each : heading_codes()) list.push_back(each);
    list.push_back({"conclusions", "Conclusions", "section"});
    return list;
  }();
  return all;
}

Report report_of(const Ask& ask, const CodingState& state) {
  Report report;
  const auto answered = answered_by(sources_in(state));
  const auto& call = state.call.content;
  report.introduction.push_back(
      "This report brings together the replies to the call for input \u201C" +
      std::string(model::text_in(call.title, ask.language)) + "\u201D.");
  report.introduction.push_back(who_replied(state));
  report.method = method_of(state);
  for (const auto& section : sections()) {
    ReportSection made{section.code, section.title, {}};
    for (const auto& record : state.record.lines) {
      if (record.line.section != section.code) continue;
      auto line = line_of(state, record, answered);
      if (!line.lost.empty()) ++report.broken;
      report.words += words_in(record.line.text);
      made.lines.push_back(std::move(line));
    }
    if (section.code == "summary") {
      report.summary = std::move(made.lines);
    } else if (!made.lines.empty()) {
      report.sections.push_back(std::move(made));
    }
  }
  std::size_t number = report.introduction.size() + report.method.size();
  for (const auto& text : report.introduction) report.words += words_in(text);
  for (const auto& text : report.method) report.words += words_in(text);
  for (auto& section : report.sections) {
    for (auto& line : section.lines) {
      if (!line.passages.empty()) line.number = ++number;
    }
  }
  for (const auto& reply : state.replies) {
    if (reply.named()) report.contributors.push_back(&reply);
  }
  std::sort(report.contributors.begin(), report.contributors.end(),
            [](const ReplyHead* a, const ReplyHead* b) {
              return std::tie(a->kind, a->sorted) < std::tie(b->kind, b->sorted);
            });
  for (std::size_t i = 0; i < state.uses.size(); ++i) {
    if (state.uses[i] == Use::unused) report.unused.push_back(i);
  }
  return report;
}

Report report_for(const Ask& ask, const Looked& looked) {
  auto report = report_of(ask, *looked.state);
  const auto show = [&](std::vector<ReportLine>& lines) {
    for (auto& line : lines) line.shown = shown_passages(looked, line.passages);
  };
  show(report.summary);
  for (auto& section : report.sections) show(section.lines);
  report.unused = shown_passages(looked, report.unused);
  return report;
}

base::JsonObject line_json(const ReportLine& line) {
  const auto& record = *line.record;
  base::Json number = nullptr;
  if (line.number > 0) number = line.number;
  return {{"id", record.line.id},           {"section", record.line.section},
          {"order", record.line.order},     {"number", std::move(number)},
          {"text", record.line.text},       {"sources", line.sources},
          {"figures", line.figures},        {"passage_count", line.passages.size()},
          {"lost_count", line.lost.size()}, {"stands", !line.passages.empty()},
          {"seen", record.changed}};
}

std::vector<std::size_t> shown_passages(const Looked& looked,
                                        const std::vector<std::size_t>& passages) {
  if (looked.state->record.published) return passages;
  std::vector<std::size_t> shown;
  std::copy_if(passages.begin(), passages.end(), std::back_inserter(shown),
               [&](std::size_t at) { return looked.state->shown_to(looked.person, at); });
  return shown;
}

}  // namespace comity::service::coding
