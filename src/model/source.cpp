#include "model/source.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "model/names_of.h"
#include "model/reading.h"

namespace comity::model {
namespace {

using base::Json;
using base::JsonArray;
using base::JsonObject;

constexpr std::array<std::string_view, kSourceColumns> kColumns = {
    "state",     "by",     "text", "response", "session", "cycle",   "number",
    "mechanism", "symbol", "date", "type",     "themes",  "persons", "goals"};
constexpr std::array<std::string_view, 4> kAnswers = {"supported", "noted", "pending", "pledge"};

int number_in(std::string_view text) {
  int value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end ? value : 0;
}

/// The table that the source is, which has a row of names; or null.
const Paragraph* table_of(const Reading& reading) {
  if (!reading.source || reading.source->paragraph >= reading.paragraphs.size()) return nullptr;
  const auto& table = reading.paragraphs[reading.source->paragraph];
  return reading.source->header < table.rows.size() ? &table : nullptr;
}

/// Items of a cell that lists them: between semicolons, or each behind "- ". A number alone before
/// a hyphen belongs to what follows it ("03 - Good health").
std::vector<std::string> items_of(std::string_view cell) {
  std::vector<std::string> items;
  for (auto part : base::split(cell, ';')) {
    part = base::trimmed(part);
    const bool bullets = part.starts_with("- ");
    while (part.starts_with("- ")) part.remove_prefix(2);
    while (!part.empty()) {
      auto end = bullets ? part.find(" - ") : std::string_view::npos;
      const bool number = part.substr(0, end).find_first_not_of("0123456789") == part.npos;
      if (number && end != part.npos) end = part.find(" - ", end + 1);
      const auto item = base::trimmed(part.substr(0, end));
      if (!item.empty()) items.emplace_back(item);
      part.remove_prefix(end == part.npos ? part.size() : end + 3);
    }
  }
  return items;
}

class RowReader {
 public:
  RowReader(const SourceTable& source, std::vector<std::string> names)
      : source_(source), names_(std::move(names)) {}

  [[nodiscard]] SourceRow read(std::uint32_t number, const std::vector<Cell>& cells,
                               const SaidRow* said) const {
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
    row.number = text_in(texts, SourceColumn::number);
    row.text = text_in(texts, SourceColumn::text);
    read_source_of(row, texts);
    // A treaty body's sessions make no cycles.
    if (row.mechanism == kUpr) {
      row.cycle = row.session > 0 ? cycle_of_session(row.session)
                                  : number_in(text_in(texts, SourceColumn::cycle));
    }
    if (said != nullptr) apply(row, *said);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty() || is_mapped(i)) continue;
      if (i < names_.size() && names_[i] == kReasonColumn) continue;
      row.more.emplace_back(i < names_.size() ? names_[i] : std::string(), std::move(texts[i]));
    }
    return row;
  }

 private:
  void read_source_of(SourceRow& row, const std::vector<std::string>& texts) const {
    row.body = text_in(texts, SourceColumn::mechanism);
    if (const auto found = source_.mechanisms.find(row.body); found != source_.mechanisms.end()) {
      row.mechanism = found->second;
    }
    row.symbol = text_in(texts, SourceColumn::symbol);
    row.date = text_in(texts, SourceColumn::date);
    row.type = text_in(texts, SourceColumn::type);
    if (is_uuid(row.type)) row.type.clear();
    for (const auto scheme : {SourceColumn::themes, SourceColumn::persons, SourceColumn::goals}) {
      for (auto& item : items_of(text_in(texts, scheme))) {
        row.tags.push_back({std::string(model::name_of(scheme)), std::move(item)});
      }
    }
  }

  static void apply(SourceRow& row, const SaidRow& said) {
    if (!said.text.empty()) row.text = said.text;
    if (!said.number.empty()) row.number = said.number;
    if (!said.state.empty()) row.state = said.state;
    if (!said.by.empty()) row.by = said.by;
    if (!said.mechanism.empty()) row.mechanism = said.mechanism;
    if (said.cycle > 0) row.cycle = said.cycle;
    row.mending = said.mending;
  }

  [[nodiscard]] std::string text_in(const std::vector<std::string>& texts,
                                    SourceColumn column) const {
    const auto found = source_.columns.find(column);
    if (found != source_.columns.end()) {
      return found->second < texts.size() ? texts[found->second] : std::string();
    }
    const auto constant = source_.constants.find(column);
    return constant == source_.constants.end() ? std::string() : constant->second;
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

base::Status read_sheets(const JsonArray& array, SourceTable& source) {
  for (const auto& each : array) {
    const bool parts = each.is_array() && each.get_array().size() == 3;
    if (!parts || !each.get_array()[1].is_string()) return broken("sheets");
    const auto& sheet = each.get_array();
    COMITY_TRY(const auto row, count_from(sheet[0], "sheets"));
    COMITY_TRY(const auto first, count_from(sheet[2], "sheets"));
    source.sheets.push_back({row, std::string(sheet[1].get_string()), first});
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

base::JsonObject to_json(const SaidRow& said) {
  JsonObject object{{"row", said.row}};
  const auto put = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) object[name] = value;
  };
  put("text", said.text);
  put("number", said.number);
  put("state", said.state);
  if (!said.by.empty()) {
    JsonArray by;
    for (const auto& code : said.by) by.emplace_back(code);
    object["by"] = std::move(by);
  }
  put("mechanism", said.mechanism);
  if (said.cycle > 0) object["cycle"] = said.cycle;
  put("mending", said.mending);
  return object;
}

base::Status read_said(const JsonArray& array, SourceTable& source) {
  for (const auto& each : array) {
    if (!each.is_object()) return broken("said");
    const auto& object = each.get_object();
    SaidRow said;
    const auto* row = object.if_contains("row");
    if (row == nullptr) return broken("said");
    COMITY_TRY(said.row, count_from(*row, "said"));
    said.text = base::text_at(object, "text");
    said.number = base::text_at(object, "number");
    said.state = base::text_at(object, "state");
    for (const auto& code : base::array_at(object, "by")) {
      if (!code.is_string()) return broken("said");
      said.by.emplace_back(code.get_string());
    }
    said.mechanism = base::text_at(object, "mechanism");
    if (!said.mechanism.empty() && !is_mechanism(said.mechanism)) return broken("said");
    said.cycle =
        static_cast<int>(std::clamp<std::int64_t>(base::integer_at(object, "cycle"), 0, 99));
    said.mending = base::text_at(object, "mending");
    source.said.push_back(std::move(said));
  }
  return {};
}

base::Status read_mapping(const JsonObject& object, SourceTable& source) {
  for (const auto& [name, index] : base::object_at(object, "columns")) {
    const auto column = source_column_from(name);
    if (!column) return broken("columns");
    COMITY_TRY(source.columns[*column], count_from(index, "columns"));
  }
  for (const auto& [name, value] : base::object_at(object, "constants")) {
    const auto column = source_column_from(name);
    if (!column || !value.is_string()) return broken("constants");
    source.constants[*column] = value.get_string();
  }
  return {};
}

base::Status read_mechanisms(const JsonObject& object, SourceTable& source) {
  for (const auto& [word, mechanism] : object) {
    if (!mechanism.is_string()) return broken("mechanisms");
    std::string value(mechanism.get_string());
    if (!is_mechanism(value)) return broken("mechanisms");
    source.mechanisms[std::string(word)] = std::move(value);
  }
  return {};
}

bool is_ordered(const auto& rows) {
  return std::is_sorted(rows.begin(), rows.end(),
                        [](const auto& a, const auto& b) { return a.row < b.row; });
}

}  // namespace

std::string_view name_of(SourceColumn column) { return detail::name_in(kColumns, column); }

std::optional<SourceColumn> source_column_from(std::string_view name) {
  return detail::value_in<SourceColumn>(kColumns, name);
}

std::string_view name_of(SourceAnswer answer) { return detail::name_in(kAnswers, answer); }

int cycle_of_session(int session) {
  if (session <= 0) return 0;
  return session <= 12 ? 1 : 2 + (session - 13) / 14;
}

bool is_uuid(std::string_view text) {
  constexpr std::size_t kLength = 36;
  return text.size() == kLength && std::count(text.begin(), text.end(), '-') == 4 &&
         text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
}

std::vector<std::string> cells_of(const std::vector<Cell>& row) {
  std::vector<std::string> texts;
  texts.reserve(row.size());
  for (const auto& cell : row) texts.push_back(text_of(cell.runs));
  return texts;
}

void each_source_row(const Reading& reading, const std::function<void(SourceRow)>& visit) {
  const auto* table = table_of(reading);
  if (table == nullptr) return;
  const std::size_t header = reading.source->header;
  const RowReader reader(*reading.source, cells_of(table->rows[header]));
  auto refused = reading.source->refused.begin();
  auto said = reading.source->said.begin();
  const auto last = reading.source->said.end();
  for (std::size_t i = header + 1; i < table->rows.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i + 1);
    if (refused != reading.source->refused.end() && refused->row == number) {
      ++refused;
      continue;
    }
    while (said != last && said->row < number) ++said;
    const bool more = said != last && said->row == number;
    visit(reader.read(number, table->rows[i], more ? &*said : nullptr));
  }
}

std::size_t source_row_count(const Reading& reading) {
  const auto* table = table_of(reading);
  if (table == nullptr) return 0;
  const auto rows = table->rows.size() - 1 - reading.source->header;
  return rows - std::min(rows, reading.source->refused.size());
}

PlaceOfRow place_of_row(const SourceTable& source, std::uint32_t row) {
  PlaceOfRow place{{}, row};
  for (const auto& sheet : source.sheets) {
    if (sheet.row > row) break;
    place = {sheet.name, sheet.first + (row - sheet.row)};
  }
  return place;
}

std::string header_of(const Reading& reading) {
  if (const auto* source = table_of(reading))
    return header_of(source->rows[reading.source->header]);
  const auto table =
      std::find_if(reading.paragraphs.begin(), reading.paragraphs.end(),
                   [](const Paragraph& each) { return each.kind == ParagraphKind::table; });
  if (table == reading.paragraphs.end() || table->rows.empty()) return {};
  return header_of(table->rows.front());
}

std::string header_of(const std::vector<Cell>& row) {
  std::string header;
  for (const auto& cell : row) {
    const auto name = base::folded(text_of(cell.runs));
    if (name == kReasonColumn) continue;
    header += name;
    header += '\n';
  }
  return header;
}

base::Json to_json(const SourceTable& source) {
  JsonObject states, answers, mechanisms;
  for (const auto& [name, codes] : source.states) {
    JsonArray list;
    for (const auto& code : codes) list.emplace_back(code);
    states.emplace(name, std::move(list));
  }
  for (const auto& [word, answer] : source.answers) {
    answers.emplace(word, name_of(answer));
  }
  for (const auto& [word, mechanism] : source.mechanisms) mechanisms.emplace(word, mechanism);
  JsonArray refused, said;
  for (const auto& row : source.refused)
    refused.push_back(JsonArray{row.row, row.rule, row.column, row.saw});
  for (const auto& row : source.said) said.push_back(to_json(row));
  JsonObject object{{"paragraph", source.paragraph}};
  if (source.header > 0) object["header"] = source.header;
  if (!source.sheets.empty()) {
    JsonArray sheets;
    for (const auto& each : source.sheets) {
      sheets.push_back(JsonArray{each.row, each.name, each.first});
    }
    object["sheets"] = std::move(sheets);
  }
  for (auto& [name, value] : to_json(ColumnMapping{source.columns, source.constants})) {
    object.emplace(name, std::move(value));
  }
  if (source.told) object["told"] = true;
  object["states"] = std::move(states);
  object["answers"] = std::move(answers);
  if (!mechanisms.empty()) object["mechanisms"] = std::move(mechanisms);
  if (!said.empty()) object["said"] = std::move(said);
  object["refused"] = std::move(refused);
  return object;
}

base::Result<SourceTable> source_from_json(const base::Json& json) {
  if (!json.is_object()) return broken("it is no object");
  const auto& object = json.get_object();
  SourceTable source;
  const auto* paragraph = object.if_contains("paragraph");
  if (paragraph == nullptr) return broken("paragraph");
  COMITY_TRY(source.paragraph, count_from(*paragraph, "paragraph"));
  if (const auto* header = object.if_contains("header")) {
    COMITY_TRY(source.header, count_from(*header, "header"));
  }
  COMITY_CHECK(read_sheets(base::array_at(object, "sheets"), source));
  COMITY_CHECK(read_mapping(object, source));
  source.told = base::truth_at(object, "told");
  COMITY_CHECK(read_states(base::object_at(object, "states"), source));
  for (const auto& [word, name] : base::object_at(object, "answers")) {
    if (!name.is_string()) return broken("answers");
    const auto answer = detail::value_in<SourceAnswer>(kAnswers, name.get_string());
    if (!answer) return broken("answers");
    source.answers[std::string(word)] = *answer;
  }
  COMITY_CHECK(read_mechanisms(base::object_at(object, "mechanisms"), source));
  COMITY_CHECK(read_said(base::array_at(object, "said"), source));
  if (!is_ordered(source.said)) return broken("said");
  COMITY_CHECK(read_refused(base::array_at(object, "refused"), source));
  if (!is_ordered(source.refused)) return broken("refused");
  if (!is_ordered(source.sheets)) return broken("sheets");
  return source;
}

base::JsonObject to_json(const ColumnMapping& mapping) {
  JsonObject columns, constants;
  for (const auto& [column, index] : mapping.columns) columns.emplace(name_of(column), index);
  for (const auto& [column, value] : mapping.constants) constants.emplace(name_of(column), value);
  JsonObject object{{"columns", std::move(columns)}};
  if (!constants.empty()) object["constants"] = std::move(constants);
  return object;
}

base::Result<ColumnMapping> column_mapping_from(const base::JsonObject& json) {
  SourceTable table;
  COMITY_CHECK(read_mapping(json, table));
  return ColumnMapping{std::move(table.columns), std::move(table.constants)};
}

}  // namespace comity::model
