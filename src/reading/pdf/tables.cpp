#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "reading/pdf/flow.h"

namespace comity::reading::pdf {
namespace {

constexpr std::size_t kLeastRows = 3;
constexpr float kMasthead = 0.45F;  // of the first page's height

using Rows = std::vector<std::vector<Line>>;

Rows rows_of(std::vector<Line> lines) {
  Rows rows;
  for (auto& line : lines) {
    if (rows.empty() || rows.back().front().row != line.row) rows.emplace_back();
    rows.back().push_back(std::move(line));
  }
  return rows;
}

struct Span1 {
  float left;
  float right;
};

// The columns of a stretch of rows: where their lines' widths overlap.
std::vector<Span1> columns_of(const Rows& rows, std::size_t begin, std::size_t end) {
  std::vector<Span1> spans;
  for (std::size_t r = begin; r < end; ++r) {
    if (rows[r].size() < 2) continue;
    for (const auto& line : rows[r]) spans.push_back({line.start(), line.right});
  }
  std::sort(spans.begin(), spans.end(), [](auto& a, auto& b) { return a.left < b.left; });
  std::vector<Span1> columns;
  for (const auto& span : spans) {
    if (!columns.empty() && span.left < columns.back().right) {
      columns.back().right = std::max(columns.back().right, span.right);
    } else {
      columns.push_back(span);
    }
  }
  return columns;
}

std::size_t column_of(const std::vector<Span1>& columns, const Line& line) {
  std::size_t best = 0;
  float most = -1e9F;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const float overlap =
        std::min(columns[i].right, line.right) - std::max(columns[i].left, line.start());
    if (overlap > most) {
      most = overlap;
      best = i;
    }
  }
  return best;
}

bool fits_one_column(const std::vector<Span1>& columns, const Line& line) {
  std::size_t touched = 0;
  for (const auto& column : columns) {
    touched += line.start() < column.right && line.right > column.left ? 1U : 0U;
  }
  return touched <= 1;
}

// Where a table that starts at `begin` ends, or `begin` if there is none.
std::size_t table_end(const Rows& rows, std::size_t begin, const Measures& measures) {
  std::size_t end = begin;
  std::size_t full = 0;
  for (std::size_t r = begin; r < rows.size(); ++r) {
    const auto& line = rows[r].front();
    if (r > begin) {
      const float gap = line.baseline - rows[r - 1].front().baseline;
      if (gap > 4 * measures.pitch(line.size)) break;
    }
    if (rows[r].size() >= 2) {
      ++full;
      end = r + 1;
      continue;
    }
    const auto columns = columns_of(rows, begin, end);
    if (!fits_one_column(columns, line) || r - end > 6) break;
    if (line.right - line.start() > 0.75F * (measures.right(line.page) - measures.left(line.page)))
      break;
  }
  return full >= kLeastRows && columns_of(rows, begin, end).size() >= 2 ? end : begin;
}

// Two columns of running text are read one after the other, not across.
bool is_prose(const Rows& rows, std::size_t begin, std::size_t end,
              const std::vector<Span1>& columns) {
  if (columns.size() != 2) return false;
  std::size_t letters[2] = {0, 0};
  std::size_t lines[2] = {0, 0};
  for (std::size_t r = begin; r < end; ++r) {
    for (const auto& line : rows[r]) {
      const auto c = column_of(columns, line);
      letters[c] += line.length();
      ++lines[c];
    }
  }
  for (int c = 0; c < 2; ++c) {
    if (lines[c] < 6 || letters[c] < 28 * lines[c]) return false;
  }
  return true;
}

std::vector<std::vector<std::vector<Line>>> cells_of(Rows& rows, std::size_t begin, std::size_t end,
                                                     const std::vector<Span1>& columns,
                                                     const Measures& measures) {
  std::vector<std::vector<std::vector<Line>>> table;
  float baseline = 0;
  for (std::size_t r = begin; r < end; ++r) {
    const auto& first = rows[r].front();
    const bool wraps = rows[r].size() == 1 && !table.empty() && first.label.empty() &&
                       first.baseline - baseline < 1.3F * measures.pitch(first.size);
    baseline = first.baseline;
    if (!wraps) table.emplace_back(columns.size());
    for (auto& line : rows[r]) table.back()[column_of(columns, line)].push_back(std::move(line));
  }
  return table;
}

// The dots that lead the eye from a title to its page.
constexpr std::string_view kLeader = ".....";

bool has_leader(const std::vector<Line>& row) {
  return std::any_of(row.begin(), row.end(), [](const Line& line) {
    return line.text().find(kLeader) != std::string::npos;
  });
}

// Where a list of contents that starts at `begin` ends, or `begin` if there is none: rows with
// leaders, and between them what belongs to a title of several lines.
std::size_t contents_end(const Rows& rows, std::size_t begin) {
  constexpr std::size_t kMostBetween = 3;
  std::size_t end = begin;
  std::size_t leaders = 0;
  for (std::size_t r = begin; r < rows.size() && r - end <= kMostBetween; ++r) {
    if (!has_leader(rows[r])) continue;
    ++leaders;
    end = r + 1;
  }
  return leaders >= 2 ? end : begin;
}

// A row of contents has two cells: what stands before the dots, and after. Widths cannot tell them
// apart, since the dots are often wider than the program thinks.
std::vector<std::vector<Line>> contents_row(std::vector<Line>& row) {
  std::vector<std::vector<Line>> cells(2);
  bool after = false;
  for (auto& line : row) {
    unlabel(line);
    Line left = line;
    Line right = line;
    left.spans.clear();
    right.spans.clear();
    for (auto& span : line.spans) {
      const auto dots = after ? 0 : span.text.find(kLeader);
      if (!after && dots == std::string::npos) {
        left.spans.push_back(span);
        continue;
      }
      const auto end =
          after ? 0 : std::min(span.text.size(), span.text.find_first_not_of('.', dots));
      if (!after) {
        const auto title = base::trimmed(std::string_view(span.text).substr(0, dots));
        left.spans.push_back({std::string(title), span.style, span.link});
      }
      const auto number = base::trimmed(std::string_view(span.text).substr(end));
      right.spans.push_back({std::string(number), span.style, span.link});
      after = true;
    }
    if (!left.spans.empty()) cells[0].push_back(std::move(left));
    if (!right.spans.empty()) cells[1].push_back(std::move(right));
  }
  return cells;
}

}  // namespace

std::vector<Stretch> stretches_of(std::vector<Line> lines, const PageParts& page,
                                  std::int32_t number, const Measures& measures) {
  auto rows = rows_of(std::move(lines));
  std::vector<Stretch> out(1);
  for (std::size_t r = 0; r < rows.size();) {
    if (const auto contents = has_leader(rows[r]) ? contents_end(rows, r) : r; contents > r) {
      out.emplace_back();
      for (; r < contents; ++r) out.back().rows.push_back(contents_row(rows[r]));
      out.emplace_back();
      continue;
    }
    const bool masthead = number == 1 && rows[r].front().baseline < kMasthead * page.page.height;
    const auto end = masthead || rows[r].size() < 2 ? r : table_end(rows, r, measures);
    if (end == r) {
      for (auto& line : rows[r]) out.back().lines.push_back(std::move(line));
      ++r;
      continue;
    }
    const auto columns = columns_of(rows, r, end);
    if (is_prose(rows, r, end, columns)) {
      for (std::size_t c = 0; c < 2; ++c) {
        out.emplace_back();
        for (auto i = r; i < end; ++i) {
          for (auto& line : rows[i]) {
            if (column_of(columns, line) == c) out.back().lines.push_back(line);
          }
        }
      }
    } else {
      out.emplace_back();
      out.back().rows = cells_of(rows, r, end, columns, measures);
    }
    out.emplace_back();
    r = end;
  }
  std::erase_if(out, [](const Stretch& s) { return s.lines.empty() && s.rows.empty(); });
  return out;
}

}  // namespace comity::reading::pdf
