#pragma once

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// Makes a reading that is one table a source, where its columns are those of a table of
/// recommendations: UPR Info's, UHRI's, those of `export recommendations`, or others by names and
/// contents that tell what they hold (source_columns.h). Rows that cannot be one (no State known
/// here, no text, no session) are refused one by one with the reason. The names of the columns are
/// the first of the first ten rows that has such names; titles may stand above. Of a workbook the
/// sheets whose columns mean what those of the first such sheet do are made one table, which stands
/// first (source_sheets.h). A table
/// that lacks a single column for it stays a table, with the finding `source.missing-column`. What
/// was mended in texts, or found out by symbols, is told in findings.
void read_source(model::Reading& reading, const names::Register& states);

/// Among so many first rows the names of the columns are looked for.
inline constexpr std::size_t kHeaderRows = 10;

/// The same by what a person said of the columns under the row `header`, from 0, in place of what
/// was found out.
void read_source_as(model::Reading& reading, const names::Register& states,
                    const model::ColumnMapping& mapping, std::size_t header);

/// What columns mean by their names alone (source_columns.h).
[[nodiscard]] model::ColumnMapping named_columns(const std::vector<std::string>& names);

/// What the columns of a reading's first table seem to mean under the row `header`, also where that
/// is too little for a source; nothing where there is no such table.
[[nodiscard]] model::ColumnMapping guessed_columns(const model::Reading& reading,
                                                   const names::Register& states,
                                                   std::size_t header);

}  // namespace comity::grammar
