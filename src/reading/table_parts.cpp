#include "reading/table_parts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "reading/encoding.h"
#include "reading/part_writer.h"

namespace comity::reading {
namespace {

std::string ended(std::string_view row) {
  const bool has_end = row.ends_with('\n') || row.ends_with('\r');
  return std::string(row) + (has_end ? "" : "\n");
}

std::size_t filled_cells(const std::vector<std::string>& row) {
  return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const auto& cell) {
    return !base::trimmed(std::string_view(cell)).empty();
  }));
}

std::vector<Member> delimited_parts(std::string_view text, std::size_t most) {
  const auto [delimiter, said, all] = delimited(text, false);
  base::CsvRows rows(all, delimiter);
  std::vector<std::string> row;
  const auto names = said ? "sep=" + std::string(1, delimiter) + "\n" : std::string();
  TablePartWriter parts(names, delimiter == '\t' ? ".tsv" : ".csv", most);
  for (std::size_t broken = 0;;) {
    const auto more = rows.next(row);
    if (!more) {
      if (parts.cells() == 0 || ++broken > kMostBrokenRows) return {};
      const auto line = rows.skip_line();
      parts.add(ended(rows.bytes()), base::split(line, delimiter).size(), 0, false);
      continue;
    }
    // As many cells as the reader counts, so that what it reads whole stays whole.
    if (!*more) return parts.cells() > most ? parts.take() : std::vector<Member>();
    const bool blank = row.size() == 1 && base::trimmed(std::string_view(row[0])).empty();
    if (!blank) parts.add(ended(rows.bytes()), row.size(), filled_cells(row));
  }
}

/// Behind the object that begins at `at`, and how many members it has; npos where it does not end.
struct ObjectEnd {
  std::size_t end = std::string_view::npos;
  std::size_t members = 0;
};

ObjectEnd end_of_object(std::string_view text, std::size_t at) {
  ObjectEnd found;
  std::size_t depth = 0;
  for (bool inside = false; at < text.size(); ++at) {
    const char c = text[at];
    if (inside) {
      if (c == '\\') ++at;
      inside = c != '"';
    } else if (c == '"') {
      inside = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == ':' && depth == 1) {
      ++found.members;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      found.end = at + 1;
      return found;
    }
  }
  return found;
}

bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// On one line; what ends a line within JSON stands between its tokens.
std::string on_one_line(std::string_view object) {
  std::string line(object);
  std::replace_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line + "\n";
}

std::vector<Member> list_parts(std::string_view text, std::size_t most) {
  PartWriter parts("", ".ndjson", most);
  for (std::size_t at = 1; at < text.size();) {
    if (is_json_space(text[at]) || text[at] == ',') {
      ++at;
      continue;
    }
    if (text[at] == ']') return parts.square() > most ? parts.take() : std::vector<Member>();
    const auto object = text[at] == '{' ? end_of_object(text, at) : ObjectEnd();
    if (object.end == std::string_view::npos) return {};
    parts.add(on_one_line(text.substr(at, object.end - at)), object.members);
    at = object.end;
  }
  return {};
}

std::vector<Member> line_parts(std::string_view text, std::size_t most) {
  PartWriter parts("", ".ndjson", most);
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = base::trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    const auto object = line.starts_with('{') ? end_of_object(line, 0) : ObjectEnd();
    const bool whole = object.end == line.size();
    parts.add(std::string(line) + "\n", std::max<std::size_t>(object.members, 1), whole);
  }
  return parts.square() > most ? parts.take() : std::vector<Member>();
}

}  // namespace

bool may_be_long_table(std::string_view bytes) {
  if (bytes.size() <= kMostCells) return false;
  std::size_t ends = 0;
  for (const char between : {',', ';', '\t', '\n', '\r'}) {
    ends += static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), between));
  }
  return ends > kMostCells;
}

std::size_t bytes_of_head(std::string_view beginning) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const auto text = beginning.substr(beginning.starts_with(kMark) ? kMark.size() : 0);
  const auto [delimiter, said, all] = delimited(text, false);
  base::CsvRows rows(all, delimiter);
  std::vector<std::string> row;
  std::vector<std::size_t> filled, ends;
  auto end = beginning.size() - all.size();
  while (filled.size() < kHeadRows) {
    const auto more = rows.next(row);
    if (!more || !*more || !rows.bytes().ends_with('\n')) break;
    end += rows.bytes().size();
    filled.push_back(filled_cells(row));
    ends.push_back(end);
  }
  const auto count = head_rows(filled);
  return count == 0 ? 0 : ends[count - 1];
}

std::vector<Member> table_parts(std::string_view bytes, std::size_t most) {
  const auto decoded = decoded_text(bytes);
  if (!decoded) return {};
  const auto text = base::trimmed(std::string_view(decoded->text));
  if (text.starts_with('[')) return list_parts(text, most);
  return text.starts_with('{') ? line_parts(text, most) : delimited_parts(decoded->text, most);
}

}  // namespace comity::reading
