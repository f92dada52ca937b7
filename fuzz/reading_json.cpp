#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "reading/encoding.h"
#include "reading/json_table.h"

// Any bytes as a table of objects: what is read has one row of names, none wider than it, and UTF-8
// in every cell.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto text = reading::decoded_text(bytes);
  if (!text) return 0;
  const auto document = reading::read_json_table(text->text);
  if (!document) return 0;
  const auto& rows = document->blocks.at(0).rows;
  for (const auto& row : rows) {
    if (row.size() > rows.front().size()) std::abort();
    for (const auto& cell : row) {
      if (!base::is_utf8(model::text_of(cell.runs))) std::abort();
    }
  }
  return 0;
}
