#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// What the columns of a table mean: found out by the reader, and, where that is not right, said by
// a person once for all tables with the same header.
namespace comity::service {

/// What one column, or every row alike, is said to mean.
struct ColumnWord {
  model::SourceColumn meaning = model::SourceColumn::text;
  bool constant = false;  ///< `value` is what every row says, else a column's number or name
  std::string value;
};

/// From "text=3,state=Country,cycle:3": a column by its number from 1 or its name behind "=", what
/// every row says behind ":". Parts are told by commas or ends of lines. invalid_input.
[[nodiscard]] base::Result<std::vector<ColumnWord>> column_words_from(std::string_view text);

/// In a table whose columns are called so. invalid_input: there is no such column.
[[nodiscard]] base::Result<model::ColumnMapping> mapping_of(const std::vector<ColumnWord>& words,
                                                            const std::vector<std::string>& names);

/// The names of the columns of a reading's first table; none where it has no table.
[[nodiscard]] std::vector<std::string> column_names_of(const model::Reading& reading);

/// What people of a space said.
[[nodiscard]] base::Result<ColumnsTold> columns_told(const store::Read& read, store::SpaceId space);

/// Reads a table as it was told, where something was told of its header.
void read_as_told(model::Reading& reading, const names::Register& states, const ColumnsTold& told);

/// The columns of a work that is a table with what they are taken for, and its first rows
/// (api/openapi.yaml). `header`: which of the first rows names the columns, from 1; 0: as the table
/// is read now. not_found: no such work, or no table; invalid_input: no such row.
[[nodiscard]] base::Result<Answer> columns(Installation& installation, const Ask& ask,
                                           std::string_view work, std::size_t header = 0);

/// What a person says of the columns of a table.
struct ColumnsWish {
  std::string work;
  std::string name;               ///< under which it is kept; empty: the work's title
  std::vector<ColumnWord> words;  ///< none: to be found out again
  std::string etag;               ///< of the document as the person saw it, or empty
  std::size_t header = 0;         ///< the row that names the columns, from 1; 0: as it is read now
};
/// Keeps it for all tables of the space with this header, and reads the work again by it; durable
/// and indexed when it returns. forbidden, not_found, invalid_input, conflict.
[[nodiscard]] base::Status map_columns(Installation& installation, const Ask& ask,
                                       const ColumnsWish& wish);

}  // namespace comity::service
