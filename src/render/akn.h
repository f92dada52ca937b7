#pragma once

#include <string>
#include <string_view>

#include "model/reading.h"

namespace comity::render {

/// A work as Akoma Ntoso 3.0, in the United Nations' profile (AKN4UN: a resolution is a
/// `statement`, other documents are a `doc`), valid against the OASIS schema. `work` is its symbol
/// or "~ID". The same reading gives the same bytes, with the same `eId`s; whoever reads the result
/// again gets the same structure. docs/formats/akn.md says what becomes what.
[[nodiscard]] std::string akn(const model::Reading& reading, std::string_view work);

}  // namespace comity::render
