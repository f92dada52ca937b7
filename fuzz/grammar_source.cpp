#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/sources/source.h"

// Any table, a line a row and a tab between cells: every row under the names of the columns is
// taken or refused, once; what is taken has a State, a text and a cycle; and the whole comes back
// from its JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (size > kMostBytes || !base::is_utf8(bytes)) return 0;
  model::Reading reading;
  reading.kind = model::WorkKind::table;
  auto& table = reading.paragraphs.emplace_back();
  table.kind = model::ParagraphKind::table;
  for (const auto line : base::split(bytes, '\n')) {
    auto& row = table.rows.emplace_back();
    for (const auto cell : base::split(line, '\t')) {
      row.emplace_back();
      if (!cell.empty()) row.back().runs.push_back({std::string(cell), {}, {}});
    }
  }
  grammar::read_source(reading, names::Register::builtin());
  if (!reading.source) {
    // As a person may say it.
    model::ColumnMapping told;
    told.columns = {{model::SourceColumn::text, 0}, {model::SourceColumn::symbol, 1}};
    told.constants = {{model::SourceColumn::state, "Brazil"}, {model::SourceColumn::by, "Chile"}};
    grammar::read_source_as(reading, names::Register::builtin(), told, 0);
  }
  if (!reading.source) return 0;
  std::set<std::uint32_t> rows;
  model::each_source_row(reading, [&](const model::SourceRow& row) {
    const bool reviewed = row.mechanism != model::kUpr || row.cycle > 0;
    const bool whole = !row.state.empty() && !row.text.empty() && reviewed;
    if (!whole || !rows.insert(row.row).second) std::abort();
  });
  for (const auto& refused : reading.source->refused) {
    if (!rows.insert(refused.row).second) std::abort();
  }
  const auto above = std::size_t{reading.source->header} + 1;
  if (above + rows.size() != table.rows.size() || (!rows.empty() && *rows.begin() <= above)) {
    std::abort();
  }
  const auto back = model::reading_from_json(model::to_json(reading));
  if (!back || back->source != reading.source) std::abort();
  return 0;
}
