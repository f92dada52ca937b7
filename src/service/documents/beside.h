#pragma once

#include <span>
#include <string_view>

#include "service/documents/copies.h"
#include "service/documents/document_view.h"

// A document in two languages, side by side.
namespace comity::service {

/// Whose versions stand side by side.
struct BesideWish {
  const store::Read& read;
  const store::Work& work;
  const store::Visibility& asker;
  std::span<const store::Copy> copies;
  const ShownCopy& shown;
};

/// The shown copy and beside it the copy in force in `language` (SideBySide of api/openapi.yaml);
/// null where there is none in it. invalid_input: no such language, or the shown copy's own.
[[nodiscard]] base::Result<base::Json> beside_json(const Installation& installation,
                                                   const BesideWish& wish,
                                                   std::string_view language,
                                                   const ViewContext& context);

/// Where the shown copy stands beside the version in `language`; empty for its own language.
[[nodiscard]] std::string beside_address(const store::Work& work, const ShownCopy& shown,
                                         model::Language language);

}  // namespace comity::service
