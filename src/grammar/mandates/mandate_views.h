#pragma once

#include <string>
#include <string_view>
#include <vector>

// Prepared views of mandates by what they are about: data/grammar/mandate_views.csv.
namespace comity::grammar {

/// In the order of the table.
[[nodiscard]] const std::vector<std::string>& mandate_views();
/// Whether a text is about the view's matter: it holds one of the view's phrases, case aside.
[[nodiscard]] bool is_in_view(std::string_view view, std::string_view text);

}  // namespace comity::grammar
