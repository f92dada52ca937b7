#pragma once

#include <span>

#include "base/json.h"
#include "service/documents/documents.h"

namespace comity::service {

/// The resolutions that a document holds, with the addresses of those that the asker may see as
/// works of their own. `file` is that of the copy whose reading it is.
[[nodiscard]] base::Result<base::JsonArray> parts_json(const store::Read& read,
                                                       const store::Visibility& asker,
                                                       const model::Reading& reading,
                                                       const base::Hash& file);

/// Gives the paragraphs of parts the numbers that they have there ("2 (a)") beside the document's
/// ("14/1.2 (a)"), as `in_part`.
void number_in_parts(const base::JsonArray& parts, base::JsonArray& paragraphs);

/// The documents in which a work is printed among others, as far as the asker may see them.
[[nodiscard]] base::Result<base::JsonArray> printed_in_json(const store::Read& read,
                                                            const store::Visibility& asker,
                                                            std::span<const store::Copy> copies);

}  // namespace comity::service
