#include "base/csv.h"

#include <algorithm>

namespace comity::base {
namespace {

/// Behind apostrophes too, so that one can always be added and taken away.
bool begins_a_formula(std::string_view text) {
  const auto first = text.find_first_not_of('\'');
  return first != std::string_view::npos &&
         std::string_view("=+-@").find(text[first]) != std::string_view::npos;
}

}  // namespace

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? npos : static_cast<std::size_t>(found - columns.begin());
}

CsvRows::CsvRows(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

Result<bool> CsvRows::next(std::vector<std::string>& row) {
  row.clear();
  if (at_ >= text_.size()) return false;
  row_line_ = line_;
  row_at_ = at_;
  for (bool more = true; more;) {
    if (at_ < text_.size() && text_[at_] == '"') {
      COMITY_TRY(auto field, quoted());
      row.push_back(std::move(field));
    } else {
      row.push_back(plain());
    }
    more = at_ < text_.size() && text_[at_] == delimiter_;
    if (more) ++at_;
  }
  if (at_ < text_.size() && !at_line_end()) {
    return fail(ErrorKind::invalid_input, "text after a closing quotation mark",
                "line " + std::to_string(line_), "double the quotation marks inside a field");
  }
  end_line();
  return true;
}

std::string_view CsvRows::skip_line() {
  at_ = std::min(text_.find_first_of("\r\n", row_at_), text_.size());
  line_ = row_line_;
  const auto line = text_.substr(row_at_, at_ - row_at_);
  end_line();
  return line;
}

std::string_view CsvRows::bytes() const {
  return text_.substr(row_at_, std::min(at_, text_.size()) - row_at_);
}

Result<std::string> CsvRows::quoted() {
  std::string field;
  for (++at_; at_ < text_.size();) {
    if (at_line_end()) {
      const auto from = at_;
      end_line();
      field += text_.substr(from, at_ - from);
    } else if (text_[at_] != '"') {
      field += text_[at_++];
    } else if (text_.substr(at_ + 1).starts_with('"')) {
      field += '"';
      at_ += 2;
    } else {
      ++at_;
      return field;
    }
  }
  return fail(ErrorKind::invalid_input, "a quoted field is not closed",
              "line " + std::to_string(row_line_), "close the quotation mark");
}

std::string CsvRows::plain() {
  const auto from = at_;
  while (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) ++at_;
  return std::string(text_.substr(from, at_ - from));
}

bool CsvRows::at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvRows::end_line() {
  at_ += text_.substr(std::min(at_, text_.size())).starts_with("\r\n") ? 2 : 1;
  ++line_;
}

Result<CsvTable> parse_csv(std::string_view text) {
  CsvTable table;
  CsvRows rows(text);
  for (std::vector<std::string> row;;) {
    COMITY_TRY(const bool more, rows.next(row));
    if (!more) return table;
    if (table.columns.empty()) {
      table.columns = row;
    } else if (row.size() != table.columns.size()) {
      return fail(ErrorKind::invalid_input,
                  "a row of " + std::to_string(row.size()) + " fields under " +
                      std::to_string(table.columns.size()) + " columns",
                  "line " + std::to_string(rows.line()), "quote fields that hold commas");
    } else {
      table.rows.push_back(row);
    }
  }
}

std::string defused(std::string_view text) {
  return begins_a_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view from_defused(std::string_view text) {
  return text.starts_with('\'') && begins_a_formula(text) ? text.substr(1) : text;
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
