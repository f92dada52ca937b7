#include "grammar/tables.h"

#include <string>
#include <utility>

#include "base/result.h"
#include "embedded_comity_grammar.h"

namespace comity::grammar {

base::CsvTable table_in(std::string_view file) {
  auto table = base::parse_csv(embedded("data/grammar/" + std::string(file)));
  COMITY_ASSERT(table.has_value());
  return *std::move(table);
}

}  // namespace comity::grammar
