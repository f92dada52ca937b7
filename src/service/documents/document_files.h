#pragma once

#include <string_view>

#include "service/documents/documents.h"

// A document written out for other programs: what the reading says, in a format that they know.
namespace comity::service {

enum class DocumentFormat : std::uint8_t { akn, docx, html };

/// The document as a file; its name is the work's. not_found as for document().
[[nodiscard]] base::Result<StoredFile> written_document(Installation& installation, const Ask& ask,
                                                        std::string_view work,
                                                        DocumentFormat format,
                                                        const CopyWish& wish = {});

}  // namespace comity::service
