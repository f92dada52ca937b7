#include "service/coding/report.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "service/consultation/parts.h"

namespace comity::service::coding {
namespace {

/// Of the blocks that texts in Chinese use.
bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// Signs of punctuation that stand in Chinese without a space.
bool is_stop(char32_t c) {
  constexpr std::u32string_view kShared = U"“”‘’…—·";
  return kShared.find(c) != std::u32string_view::npos ||
         (c >= 0x3000 && c <= 0x303F && c != 0x3007) || (c >= 0xFF00 && c <= 0xFF0F) ||
         (c >= 0xFF1A && c <= 0xFF20);
}

/// As the United Nations count: in Chinese each character.
std::size_t words_in(std::string_view text) {
  const auto plain = base::collapsed(text);
  std::size_t words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < plain.size();) {
    const auto c = base::next_code_point(plain, at);
    if (is_han(c)) {
      ++words;
      inside = false;
    } else if (c == U' ') {
      inside = false;
    } else if (!is_stop(c)) {
      words += inside ? 0U : 1U;
      inside = true;
    }
  }
  return words;
}

/// A body may send several replies, and not write its name alike in all.
std::string body_key(const ReplyHead& reply) {
  return reply.kind + " " + base::folded(base::collapsed(reply.body));
}

SourceOf source_of(const ReplyHead& reply) {
  return {reply.named() ? body_key(reply) : reply.name, reply.kind, reply.named()};
}

std::vector<SourceOf> sources_in(const CodingState& state) {
  std::vector<SourceOf> all;
  all.reserve(state.replies.size());
  for (const auto& reply : state.replies) all.push_back(source_of(reply));
  return all;
}

ReportLine line_of(const ReportWords& words, const CodingState& state,
                   const store::LineRecord& record, const Answered& answered) {
  ReportLine line;
  line.record = &record;
  std::vector<SourceOf> sources;
  std::set<std::string_view> apart;
  std::map<std::string_view, const ReplyHead*> named;
  for (const auto& id : record.line.passages) {
    if (!state.stands(id)) {
      line.lost.push_back(id);
      continue;
    }
    const auto at = state.passage_at.find(id);
    line.passages.push_back(at->second);
    const auto* reply = state.reply(state.passages[at->second].place.reply);
    sources.push_back(source_of(*reply));
    if (reply->named()) {
      named.emplace(reply->sorted, reply);
    } else {
      apart.insert(reply->name);
    }
  }
  // In the order of the bodies and of what they wrote, not in that of random ids.
  std::sort(line.passages.begin(), line.passages.end(), [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t at) {
      const auto& place = state.passages[at].place;
      return std::tuple(std::string_view(state.reply(place.reply)->sorted),
                        std::string_view(place.reply), std::string_view(place.part),
                        place.paragraph, place.begin);
    };
    return key(a) < key(b);
  });
  for (const auto& [key, reply] : named) line.named.push_back(reply);
  line.not_named = apart.size();
  const auto& table = CountTable::own();
  line.sources = counted_sources(table, words, sources, answered, Manner::words);
  line.figures = counted_sources(table, words, sources, answered, Manner::figures);
  if (line.figures == line.sources) line.figures.clear();
  return line;
}

std::string figure(const ReportWords& words, const ShownFigure& shown) {
  return shown ? std::to_string(*shown) : words.text("report.hidden");
}

/// How many replied without being named; nothing where the call offers no such way. Where it does,
/// none is told as few are: else whoever looks twice would see that one was withdrawn.
std::string not_named_told(const ReportWords& words, const CodingState& state) {
  constexpr model::Way kApart[] = {model::Way::confidential, model::Way::anonymous};
  const auto& offered = state.call.content.ways;
  std::vector<std::int64_t> counts;
  std::vector<model::Way> ways;
  for (const auto way : kApart) {
    const auto count = std::count_if(state.replies.begin(), state.replies.end(),
                                     [&](const ReplyHead& reply) { return reply.way == way; });
    if (count == 0 && std::find(offered.begin(), offered.end(), way) == offered.end()) continue;
    counts.push_back(count);
    ways.push_back(way);
  }
  if (ways.empty()) return {};
  const auto shown = shown_figures(counts);
  const auto told = [&](model::Way way) {
    const auto at = std::find(ways.begin(), ways.end(), way) - ways.begin();
    return static_cast<std::size_t>(at) == ways.size()
               ? std::string("0")
               : figure(words, shown.groups[static_cast<std::size_t>(at)]);
  };
  return words.text("report.apart", {{"confidential", told(model::Way::confidential)},
                                     {"anonymous", told(model::Way::anonymous)}});
}

/// Who replied: kinds of those who are named, and how many are not.
std::string who_replied(const ReportWords& words, const CodingState& state) {
  const auto answered = answered_by(sources_in(state));
  std::int64_t named = 0;
  for (const auto& [kind, count] : answered.named) named += count;
  std::string of;
  for (const auto kind : kKindsCounted) {
    const auto found = answered.named.find(kind);
    if (found == answered.named.end()) continue;
    of += (of.empty() ? "" : words.text("note.between")) +
          words.text("figure", {{"kind", words.text("kinds." + std::string(kind))},
                                {"count", std::to_string(found->second)}});
  }
  auto text = words.text(of.empty() ? "report.named" : "report.named_of",
                         {{"count", std::to_string(named)}, {"of", of}});
  const auto apart = not_named_told(words, state);
  return apart.empty() ? text : text + " " + apart;
}

/// "“several”: 6 to 10", of each quantity.
std::string table_told(const ReportWords& words) {
  std::string told;
  for (const auto& each : CountTable::own().quantities()) {
    std::string id = "range.to";
    if (each.share) {
      id = *each.share < 1 ? "range.half" : "range.all";
    } else if (!each.most) {
      id = "range.more";
    } else if (*each.most == each.least) {
      id = "range.only";
    }
    const auto range = words.text(id, {{"least", std::to_string(each.least)},
                                       {"most", std::to_string(each.most.value_or(0))}});
    told += (told.empty() ? "" : words.text("range.between")) +
            words.text("range.entry",
                       {{"words", words.text("quantity." + each.words)}, {"range", range}});
  }
  return told;
}

/// Coverage of named replies alone: the number of the others' passages would tell how many they are
/// at most, and two such numbers that one was withdrawn.
std::string coverage_told(const ReportWords& words, const CodingState& state) {
  std::vector<std::size_t> told;
  for (std::size_t i = 0; i < state.uses.size(); ++i) {
    const bool named = state.reply(state.passages[i].place.reply)->named();
    if (named && state.uses[i] != Use::stale) told.push_back(i);
  }
  // What several marked at one place is one passage to whoever reads it.
  const auto places = at_one_place(state, told);
  const auto of_use = [&](Use use) {
    return static_cast<std::size_t>(
        std::count_if(places.begin(), places.end(),
                      [&](const auto& group) { return state.uses[group.front()] == use; }));
  };
  const auto coded = places.size();
  const auto used = of_use(Use::used);
  const auto aside = of_use(Use::set_aside);
  return words.text("report.coverage", {{"coded", std::to_string(coded)},
                                        {"used", std::to_string(used)},
                                        {"aside", std::to_string(aside)},
                                        {"unused", std::to_string(coded - used - aside)}});
}

/// Each named body with all its replies, by kind and name.
std::vector<Contributor> contributors_in(const CodingState& state) {
  std::vector<const ReplyHead*> named;
  for (const auto& reply : state.replies) {
    if (reply.named()) named.push_back(&reply);
  }
  std::sort(named.begin(), named.end(), [](const ReplyHead* a, const ReplyHead* b) {
    return std::tie(a->kind, a->sorted) < std::tie(b->kind, b->sorted);
  });
  std::vector<Contributor> all;
  std::map<std::string, std::size_t> known;
  for (const auto* reply : named) {
    const auto [found, first] = known.emplace(body_key(*reply), all.size());
    if (first) all.emplace_back();
    all[found->second].push_back(reply);
  }
  return all;
}

std::vector<std::string> method_of(const ReportWords& words, const CodingState& state) {
  std::vector<std::string> method;
  method.push_back(words.text("report.method", {{"table", table_told(words)}}));
  method.push_back(words.text("report.not_named"));
  method.push_back(coverage_told(words, state));
  return method;
}

/// A line whose replies are all withdrawn is for its writers alone.
void leave_out_lost(Report& report) {
  const auto lost = [](const ReportLine& line) { return line.passages.empty(); };
  std::erase_if(report.summary, lost);
  for (auto& section : report.sections) std::erase_if(section.lines, lost);
  std::erase_if(report.sections,
                [](const ReportSection& section) { return section.lines.empty(); });
}

}  // namespace

const std::vector<std::string>& sections() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list = {"summary"};
    for (const auto& each : heading_codes()) list.push_back(each.code);
    list.emplace_back("conclusions");
    return list;
  }();
  return all;
}

Report report_of(const Ask& ask, const CodingState& state) {
  Report report;
  const auto answered = answered_by(sources_in(state));
  const auto& call = state.call.content;
  const auto& words = ReportWords::in(ask.language);
  report.introduction.push_back(
      words.text("report.brings", {{"title", model::text_in(call.title, ask.language)}}));
  report.introduction.push_back(who_replied(words, state));
  report.method = method_of(words, state);
  for (const auto& section : sections()) {
    ReportSection made{section, words.text("section." + section), {}};
    for (const auto& record : state.record.lines) {
      if (record.line.section != section) continue;
      auto line = line_of(words, state, record, answered);
      if (!line.lost.empty()) ++report.broken;
      if (!line.passages.empty()) report.words += words_in(record.line.text);
      made.lines.push_back(std::move(line));
    }
    if (section == "summary") {
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
  report.contributors = contributors_in(state);
  for (std::size_t i = 0; i < state.uses.size(); ++i) {
    if (state.uses[i] == Use::unused) report.unused.push_back(i);
    if (state.uses[i] == Use::set_aside) report.set_aside.push_back(i);
  }
  return report;
}

Report report_for(const Ask& ask, const Looked& looked) {
  auto report = report_of(ask, *looked.state);
  leave_out_lost(report);
  const auto show = [&](std::vector<ReportLine>& lines) {
    for (auto& line : lines) line.shown = shown_passages(looked, line.passages);
  };
  show(report.summary);
  for (auto& section : report.sections) show(section.lines);
  report.unused = shown_passages(looked, report.unused);
  report.set_aside = shown_passages(looked, report.set_aside);
  return report;
}

base::JsonObject line_json(const ReportLine& line) {
  const auto& record = *line.record;
  base::Json number = nullptr;
  if (line.number > 0) number = line.number;
  return {{"id", record.line.id},
          {"section", record.line.section},
          {"order", record.line.order},
          {"number", std::move(number)},
          {"text", record.line.text},
          {"direction", calling::direction_of_text(record.line.text)},
          {"sources", line.sources},
          {"figures", line.figures},
          {"passage_count", line.passages.size()},
          {"lost_count", line.lost.size()},
          {"stands", !line.passages.empty()},
          {"seen", record.changed}};
}

std::vector<std::vector<std::size_t>> at_one_place(const CodingState& state,
                                                   const std::vector<std::size_t>& passages) {
  std::vector<std::vector<std::size_t>> groups;
  std::map<std::tuple<std::string_view, std::int64_t, std::string_view, std::int64_t, std::int64_t,
                      std::int64_t>,
           std::size_t>
      known;
  for (const auto at : passages) {
    const auto& place = state.passages[at].place;
    const auto [found, first] = known.emplace(
        std::tuple(std::string_view(place.reply), place.version, std::string_view(place.part),
                   place.paragraph, place.begin, place.end),
        groups.size());
    if (first) groups.emplace_back();
    groups[found->second].push_back(at);
  }
  return groups;
}

std::string reason_of(const CodingState& state, const std::vector<std::size_t>& group) {
  for (const auto at : group) {
    if (const auto* aside = state.set_aside(state.passages[at].id)) return aside->reason;
  }
  return {};
}

std::vector<std::string> codes_of(const CodingState& state,
                                  const std::vector<std::size_t>& passages) {
  std::vector<std::string> codes;
  for (const auto at : passages) {
    for (const auto& code : state.passages[at].codes) {
      if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
    }
  }
  return codes;
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
