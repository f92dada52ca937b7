#include "grammar/source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "base/text.h"

namespace comity::grammar {
namespace {

using model::SourceAnswer;
using model::SourceColumn;
using model::SourceTable;

/// A column by a name that it goes by, in small letters with "_" between the words.
struct ColumnName {
  std::string_view name;
  SourceColumn column;
};

// The first name that is there wins: an export has counts_as beside the State's own words.
constexpr ColumnName kColumnNames[] = {
    {"state_under_review", SourceColumn::state},
    {"state_reviewed", SourceColumn::state},
    {"recommending_state", SourceColumn::by},
    {"recommending_states", SourceColumn::by},
    {"recommendation", SourceColumn::text},
    {"text", SourceColumn::text},
    {"counts_as", SourceColumn::response},
    {"response", SourceColumn::response},
    {"session", SourceColumn::session},
    {"upr_session", SourceColumn::session},
    {"cycle", SourceColumn::cycle},
    {"number", SourceColumn::number},
};

struct AnswerWord {
  std::string_view word;
  SourceAnswer answer;
};

constexpr AnswerWord kAnswerWords[] = {
    {"accepted", SourceAnswer::supported},
    {"supported", SourceAnswer::supported},
    {"noted", SourceAnswer::noted},
    {"rejected", SourceAnswer::noted},
    {"not supported", SourceAnswer::noted},
    {"pending", SourceAnswer::pending},
    {"general response", SourceAnswer::pending},
    {"no clear position", SourceAnswer::pending},
    {"voluntary pledge", SourceAnswer::pledge},
};

/// What a source writes where it does not know who recommended.
constexpr std::string_view kUnknown[] = {"(unknown)", "unknown", "-"};

constexpr int kMostSessions = 99;

std::string column_name(std::string_view text) {
  std::string name;
  for (const char c : base::unaccented(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) name += c;
    if (!letter && !name.empty() && name.back() != '_') name += '_';
  }
  if (name.ends_with('_')) name.pop_back();
  return name;
}

std::map<SourceColumn, std::uint32_t> columns_of(const std::vector<std::string>& names) {
  std::vector<std::string> plain;
  plain.reserve(names.size());
  for (const auto& name : names) plain.push_back(column_name(name));
  std::map<SourceColumn, std::uint32_t> columns;
  for (const auto& each : kColumnNames) {
    const auto found = std::find(plain.begin(), plain.end(), each.name);
    if (found == plain.end()) continue;
    columns.try_emplace(each.column, static_cast<std::uint32_t>(found - plain.begin()));
  }
  return columns;
}

/// What is lacking for a table of recommendations: nothing, a column, or too much to speak of.
std::optional<std::vector<std::string_view>> lacking(
    const std::map<SourceColumn, std::uint32_t>& columns) {
  std::vector<std::string_view> names;
  if (!columns.contains(SourceColumn::state)) names.push_back("state_under_review");
  if (!columns.contains(SourceColumn::by)) names.push_back("recommending_state");
  if (!columns.contains(SourceColumn::text)) names.push_back("recommendation");
  if (!columns.contains(SourceColumn::session) && !columns.contains(SourceColumn::cycle)) {
    names.push_back("session");
  }
  if (names.size() > 1) return std::nullopt;
  return names;
}

bool is_session(std::string_view text) {
  int value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end && value > 0 && value <= kMostSessions;
}

class Mapper {
 public:
  Mapper(SourceTable& source, std::vector<std::string> names, const names::Register& states)
      : source_(source), names_(std::move(names)), states_(states) {}

  /// Takes the row, or says why not.
  void take(std::uint32_t row, const std::vector<std::string>& cells) {
    if (auto refused = refusal_of(cells)) {
      refused->row = row;
      source_.refused.push_back(*std::move(refused));
    }
  }

 private:
  [[nodiscard]] std::optional<model::RefusedRow> refusal_of(const std::vector<std::string>& cells) {
    const auto refuse = [&](std::string_view rule, SourceColumn column, std::string_view saw) {
      return model::RefusedRow{0, std::string(rule), name_of(column), std::string(saw)};
    };
    for (const auto column : {SourceColumn::text, SourceColumn::state, SourceColumn::by}) {
      const auto* text = cell(cells, column);
      if (text == nullptr) {
        return refuse("source.few-cells", column, std::to_string(cells.size()));
      }
      if (text->empty()) return refuse("source.empty", column, "");
      if (column != SourceColumn::text && !understood(*text, column)) {
        return refuse("source.unknown-state", column, *text);
      }
    }
    const auto* session = cell(cells, SourceColumn::session);
    if (session == nullptr || session->empty()) session = cell(cells, SourceColumn::cycle);
    if (session == nullptr || !is_session(*session)) {
      return refuse("source.no-session", SourceColumn::session, session == nullptr ? "" : *session);
    }
    if (const auto* response = cell(cells, SourceColumn::response)) learn_answer(*response);
    return std::nullopt;
  }

  /// A column as the table itself calls it.
  [[nodiscard]] std::string name_of(SourceColumn column) const {
    const auto found = source_.columns.find(column);
    return found == source_.columns.end() ? std::string(model::name_of(column))
                                          : names_[found->second];
  }

  [[nodiscard]] const std::string* cell(const std::vector<std::string>& cells,
                                        SourceColumn column) const {
    const auto found = source_.columns.find(column);
    if (found == source_.columns.end() || found->second >= cells.size()) return nullptr;
    return &cells[found->second];
  }

  /// Whether a cell names States of the register, which it then means from now on.
  bool understood(const std::string& name, SourceColumn column) {
    if (const auto known = source_.states.find(name); known != source_.states.end()) {
      return !known->second.empty() || column == SourceColumn::by;
    }
    if (unknown_.contains(name)) return false;
    auto codes = codes_of(name);
    const auto low = base::lower_ascii(name);
    const bool nobody =
        column == SourceColumn::by &&
        std::find(std::begin(kUnknown), std::end(kUnknown), low) != std::end(kUnknown);
    if (codes.empty() && !nobody) {
      unknown_.insert(name);
      return false;
    }
    source_.states.emplace(name, std::move(codes));
    return true;
  }

  /// A name or code, or several between semicolons; none where one of them is not known.
  [[nodiscard]] std::vector<std::string> codes_of(const std::string& names) const {
    std::vector<std::string> codes;
    for (const auto part : base::split(names, ';')) {
      const auto name = base::trimmed(part);
      const auto* state = states_.by_code(name);
      if (state == nullptr) state = states_.find(name);
      if (state == nullptr) return {};
      codes.push_back(state->code);
    }
    return codes;
  }

  void learn_answer(const std::string& response) {
    const auto low = base::lower_ascii(response);
    for (const auto& each : kAnswerWords) {
      if (each.word == low) source_.answers.try_emplace(response, each.answer);
    }
  }

  SourceTable& source_;
  std::vector<std::string> names_;
  const names::Register& states_;
  std::set<std::string> unknown_;
};

/// Rows that the reader could not part into cells as they are quoted, by their number.
std::set<std::uint32_t> broken_rows(const model::Reading& reading) {
  std::set<std::uint32_t> rows;
  for (const auto& finding : reading.findings) {
    if (finding.rule != "table.broken-row") continue;
    std::uint32_t row = 0;
    std::from_chars(finding.assumed.data(), finding.assumed.data() + finding.assumed.size(), row);
    rows.insert(row);
  }
  return rows;
}

}  // namespace

void read_source(model::Reading& reading, const names::Register& states) {
  const auto is_table = [](const model::Paragraph& each) {
    return each.kind == model::ParagraphKind::table;
  };
  const auto& paragraphs = reading.paragraphs;
  const auto table = std::find_if(paragraphs.begin(), paragraphs.end(), is_table);
  if (table == paragraphs.end() || table->rows.size() < 2) return;
  SourceTable source;
  source.paragraph = static_cast<std::uint32_t>(table - paragraphs.begin());
  source.columns = columns_of(model::cells_of(table->rows.front()));
  const auto lacks = lacking(source.columns);
  if (!lacks) return;
  if (!lacks->empty()) {
    reading.findings.push_back({"source.missing-column", "", {}, std::string(lacks->front()), ""});
    return;
  }
  const auto broken = broken_rows(reading);
  Mapper mapper(source, model::cells_of(table->rows.front()), states);
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    const auto row = static_cast<std::uint32_t>(i + 1);
    if (broken.contains(row)) {
      source.refused.push_back({row, "source.broken-quotes", "", ""});
    } else {
      mapper.take(row, model::cells_of(table->rows[i]));
    }
  }
  if (!source.refused.empty()) {
    reading.findings.push_back(
        {"source.refused", "", {}, std::to_string(source.refused.size()), ""});
  }
  reading.source = std::move(source);
}

}  // namespace comity::grammar
