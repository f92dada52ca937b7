#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/reading.h"

namespace comity::render {

/// A work as one HTML file that needs nothing beside it: its own style, headings in order, notes
/// with the way back, each numbered paragraph with an anchor. `address_of` gives the address of a
/// cited work, or empty where it is not to be linked.
[[nodiscard]] std::string html_document(
    const model::Reading& reading, std::string_view work,
    const std::function<std::string(const model::Citation&)>& address_of = {});

}  // namespace comity::render
