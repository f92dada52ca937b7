#include "model/source.h"

#include <algorithm>
#include <charconv>

#include "model/names_of.h"
#include "model/reading.h"

namespace comity::model {
namespace {

using base::Json;
using base::JsonArray;
using base::JsonObject;

constexpr std::array<std::string_view, kSourceColumns> kColumns = {
    "state", "by", "text", "response", "session", "cycle", "number"};
constexpr std::array<std::string_view, 4> kAnswers = {"supported", "noted", "pending", "pledge"};

int number_in(std::string_view text) {
  int value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end ? value : 0;
}

/// The table that the source is, or null.
const Paragraph* table_of(const Reading& reading) {
  if (!reading.source || reading.source->paragraph >= reading.paragraphs.size()) return nullptr;
  return &reading.paragraphs[reading.source->paragraph];
}

class RowReader {
 public:
  RowReader(const SourceTable& source, std::vector<std::string> names)
      : source_(source), names_(std::move(names)) {}

  [[nodiscard]] SourceRow read(std::uint32_t number, const std::vector<Cell>& cells) const {
    auto texts = cells_of(cells);
    SourceRow row;
    row.row = number;
    const auto state = states_in(text_in(texts, SourceColumn::state));
    if (!state.empty()) row.state = state.front();
    row.by = states_in(text_in(texts, SourceColumn::by));
    row.response = text_in(texts, SourceColumn::response);
    if (const auto found = source_.answers.find(row.response); found != source_.answers.end()) {
      row.answer = found->second;
    }
    row.session = number_in(text_in(texts, SourceColumn::session));
    row.cycle = row.session > 0 ? cycle_of_session(row.session)
                                : number_in(text_in(texts, SourceColumn::cycle));
    row.number = text_in(texts, SourceColumn::number);
    row.text = text_in(texts, SourceColumn::text);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty() || is_mapped(i)) continue;
      if (i < names_.size() && names_[i] == kReasonColumn) continue;
      row.more.emplace_back(i < names_.size() ? names_[i] : std::string(), std::move(texts[i]));
    }
    return row;
  }

 private:
  [[nodiscard]] std::string text_in(const std::vector<std::string>& texts,
                                    SourceColumn column) const {
    const auto found = source_.columns.find(column);
    if (found == source_.columns.end() || found->second >= texts.size()) return {};
    return texts[found->second];
  }

  [[nodiscard]] std::vector<std::string> states_in(const std::string& cell) const {
    const auto found = source_.states.find(cell);
    return found == source_.states.end() ? std::vector<std::string>() : found->second;
  }

  [[nodiscard]] bool is_mapped(std::size_t index) const {
    return std::any_of(source_.columns.begin(), source_.columns.end(),
                       [&](const auto& each) { return each.second == index; });
  }

  const SourceTable& source_;
  std::vector<std::string> names_;
};

tl::unexpected<base::Error> broken(std::string_view what) {
  return base::fail(base::ErrorKind::corrupt,
                    "a stored reading misstates its source: " + std::string(what), "source",
                    "read the document again");
}

base::Result<std::uint32_t> count_from(const Json& json, std::string_view what) {
  boost::system::error_code failed;
  const auto value = json.to_number<std::uint32_t>(failed);
  if (failed || json.is_double()) return broken(what);
  return value;
}

base::Status read_states(const JsonObject& object, SourceTable& source) {
  for (const auto& [name, codes] : object) {
    if (!codes.is_array()) return broken("states");
    auto& list = source.states[std::string(name)];
    for (const auto& code : codes.get_array()) {
      if (!code.is_string()) return broken("states");
      list.emplace_back(code.get_string());
    }
  }
  return {};
}

base::Status read_refused(const JsonArray& array, SourceTable& source) {
  for (const auto& each : array) {
    if (!each.is_array() || each.get_array().size() != 4) return broken("refused");
    const auto& parts = each.get_array();
    COMITY_TRY(const auto row, count_from(parts[0], "refused"));
    const bool texts = parts[1].is_string() && parts[2].is_string() && parts[3].is_string();
    if (!texts) return broken("refused");
    source.refused.push_back({row, std::string(parts[1].get_string()),
                              std::string(parts[2].get_string()),
                              std::string(parts[3].get_string())});
  }
  return {};
}

}  // namespace

std::string_view name_of(SourceColumn column) { return detail::name_in(kColumns, column); }

std::string_view name_of(SourceAnswer answer) { return detail::name_in(kAnswers, answer); }

int cycle_of_session(int session) {
  if (session <= 0) return 0;
  return session <= 12 ? 1 : 2 + (session - 13) / 14;
}

std::vector<std::string> cells_of(const std::vector<Cell>& row) {
  std::vector<std::string> texts;
  texts.reserve(row.size());
  for (const auto& cell : row) texts.push_back(text_of(cell.runs));
  return texts;
}

void each_source_row(const Reading& reading, const std::function<void(SourceRow)>& visit) {
  const auto* table = table_of(reading);
  if (table == nullptr || table->rows.empty()) return;
  const RowReader reader(*reading.source, cells_of(table->rows.front()));
  auto refused = reading.source->refused.begin();
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i + 1);
    if (refused != reading.source->refused.end() && refused->row == number) {
      ++refused;
      continue;
    }
    visit(reader.read(number, table->rows[i]));
  }
}

std::size_t source_row_count(const Reading& reading) {
  const auto* table = table_of(reading);
  if (table == nullptr || table->rows.empty()) return 0;
  return table->rows.size() - 1 - std::min(table->rows.size() - 1, reading.source->refused.size());
}

base::Json to_json(const SourceTable& source) {
  JsonObject columns, states, answers;
  for (const auto& [column, index] : source.columns) columns.emplace(name_of(column), index);
  for (const auto& [name, codes] : source.states) {
    JsonArray list;
    for (const auto& code : codes) list.emplace_back(code);
    states.emplace(name, std::move(list));
  }
  for (const auto& [word, answer] : source.answers) {
    answers.emplace(word, name_of(answer));
  }
  JsonArray refused;
  for (const auto& row : source.refused)
    refused.push_back(JsonArray{row.row, row.rule, row.column, row.saw});
  return JsonObject{{"paragraph", source.paragraph},
                    {"columns", std::move(columns)},
                    {"states", std::move(states)},
                    {"answers", std::move(answers)},
                    {"refused", std::move(refused)}};
}

base::Result<SourceTable> source_from_json(const base::Json& json) {
  if (!json.is_object()) return broken("it is no object");
  const auto& object = json.get_object();
  SourceTable source;
  const auto* paragraph = object.if_contains("paragraph");
  if (paragraph == nullptr) return broken("paragraph");
  COMITY_TRY(source.paragraph, count_from(*paragraph, "paragraph"));
  for (const auto& [name, index] : base::object_at(object, "columns")) {
    const auto column = detail::value_in<SourceColumn>(kColumns, name);
    if (!column) return broken("columns");
    COMITY_TRY(source.columns[*column], count_from(index, "columns"));
  }
  COMITY_CHECK(read_states(base::object_at(object, "states"), source));
  for (const auto& [word, name] : base::object_at(object, "answers")) {
    if (!name.is_string()) return broken("answers");
    const auto answer = detail::value_in<SourceAnswer>(kAnswers, name.get_string());
    if (!answer) return broken("answers");
    source.answers[std::string(word)] = *answer;
  }
  COMITY_CHECK(read_refused(base::array_at(object, "refused"), source));
  if (!std::is_sorted(source.refused.begin(), source.refused.end(),
                      [](const auto& a, const auto& b) { return a.row < b.row; })) {
    return broken("refused");
  }
  return source;
}

}  // namespace comity::model
