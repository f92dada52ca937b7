#pragma once

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// Makes a reading that is one table a source, where its columns are those of a table of
/// recommendations: UPR Info's, UHRI's, those of `export recommendations`, or others by names and
/// contents that tell what they hold (source_columns.h). Rows that cannot be one (no State known
/// here, no text, no session) are refused one by one with the reason. A table that lacks a single
/// column for it stays a table, with the finding `source.missing-column`. What was mended in texts,
/// or found out by symbols, is told in findings.
void read_source(model::Reading& reading, const names::Register& states);

/// The same by what a person said of the columns, in place of what was found out.
void read_source_as(model::Reading& reading, const names::Register& states,
                    const model::ColumnMapping& mapping);

/// What the columns of a reading's first table seem to mean, also where that is too little for a
/// source; nothing where there is no table.
[[nodiscard]] model::ColumnMapping guessed_columns(const model::Reading& reading,
                                                   const names::Register& states);

}  // namespace comity::grammar
