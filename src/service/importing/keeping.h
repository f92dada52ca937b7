#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/resolutions/parts.h"
#include "service/importing/import.h"

namespace comity::service {

/// Keeps a file and what was read in it; gives the act that names both.
[[nodiscard]] base::Result<store::DocumentRead> keep_file(
    Installation& installation, const FileSource& source, std::string_view bytes,
    const std::shared_ptr<const model::Reading>& reading);

/// The same for each resolution that the document holds: a work of its own, whose file is the
/// Akoma Ntoso that is cut out of the document (docs/decisions/0031).
[[nodiscard]] base::Result<std::vector<store::DocumentRead>> keep_parts(
    Installation& installation, const store::DocumentRead& document, const model::Reading& reading,
    const names::Register& states);

/// A reading with the symbol that a person told of a file that shows none.
[[nodiscard]] std::shared_ptr<const model::Reading> with_symbol(const model::Reading& reading,
                                                                const model::Symbol& symbol);

/// The reading as a text of the work `as`, where the file itself shows no symbol; empty: as it is.
/// conflict: the file shows another.
[[nodiscard]] base::Result<std::shared_ptr<const model::Reading>> as_told(
    std::shared_ptr<const model::Reading> reading, const std::string& as, const std::string& file);

/// Whether a file that is in the record already is a text of the work `as`; empty: of any.
/// conflict: it is another's, since a file is one work's and stays so.
[[nodiscard]] base::Status must_be_of(const store::Work& known, const std::string& as,
                                      const std::string& file);

/// What a part is called as a work: its symbol, or "~ID", the same whenever it is cut out of the
/// same file.
[[nodiscard]] std::string work_of_part(const grammar::Part& part, const base::Hash& file);

/// The document out of which a file was cut, by its origin; empty for all other files.
[[nodiscard]] std::string_view document_of_origin(std::string_view origin);

}  // namespace comity::service
