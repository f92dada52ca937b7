#include <algorithm>
#include <cmath>
#include <utility>

#include "reading/pdf_flow.h"

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
    if (line.right - line.start() > 0.75F * (measures.right - measures.left)) break;
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
      letters[c] += line.text().size();
      ++lines[c];
    }
  }
  for (int c = 0; c < 2; ++c) {
    if (lines[c] < 6 || letters[c] < 28 * lines[c]) return false;
  }
  return true;
}

std::vector<std::vector<std::vector<Line>>> cells_of(Rows& rows, std::size_t begin,
                                                     std::size_t end,
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

}  // namespace

std::vector<Stretch> stretches_of(std::vector<Line> lines, const PageParts& page,
                                  std::int32_t number, const Measures& measures) {
  auto rows = rows_of(std::move(lines));
  std::vector<Stretch> out(1);
  for (std::size_t r = 0; r < rows.size();) {
    const bool masthead =
        number == 1 && rows[r].front().baseline < kMasthead * page.page.height;
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
