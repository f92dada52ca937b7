#pragma once

#include <string_view>

#include "base/csv.h"

namespace comity::grammar {

/// The table built in from data/grammar/, by its file's name ("source_marks.csv").
[[nodiscard]] base::CsvTable table_in(std::string_view file);

}  // namespace comity::grammar
