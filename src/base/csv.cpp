#include "base/csv.h"

#include <algorithm>

namespace comity::base {

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? npos : static_cast<std::size_t>(found - columns.begin());
}

Result<CsvTable> parse_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvTable table;
  std::vector<std::string> row;
  std::size_t line = 1;
  std::size_t at = 0;
  const auto place = [&] { return "line " + std::to_string(line); };
  while (at < text.size()) {
    const std::size_t first_line = line;
    row.clear();
    for (bool more = true; more;) {
      std::string field;
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at >= text.size()) {
            return fail(ErrorKind::invalid_input, "a quoted field is not closed",
                        "line " + std::to_string(first_line), "close the quotation mark");
          }
          if (text[at] == '\n') ++line;
          if (text[at] != '"') {
            field += text[at];
          } else if (at + 1 < text.size() && text[at + 1] == '"') {
            field += text[++at];
          } else {
            ++at;
            break;
          }
        }
      } else {
        const auto end = std::min(text.find_first_of(",\r\n", at), text.size());
        field = text.substr(at, end - at);
        at = end;
      }
      row.push_back(std::move(field));
      more = at < text.size() && text[at] == ',';
      if (more) ++at;
    }
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] != '\n') {
      return fail(ErrorKind::invalid_input, "text after a closing quotation mark", place(),
                  "double the quotation marks inside a field");
    }
    ++at;
    ++line;
    if (table.columns.empty()) {
      table.columns = row;
    } else if (row.size() != table.columns.size()) {
      return fail(ErrorKind::invalid_input,
                  "a row of " + std::to_string(row.size()) + " fields under " +
                      std::to_string(table.columns.size()) + " columns",
                  "line " + std::to_string(first_line), "quote fields that hold commas");
    } else {
      table.rows.push_back(row);
    }
  }
  return table;
}

void append_csv_row(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    const auto& field = fields[i];
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

}  // namespace comity::base
