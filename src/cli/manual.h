#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/words.h"

namespace comity::cli {

/// The manual page of a command in the macros of man(7). `whole` is the program.
[[nodiscard]] std::string manual_page(const CommandWords& whole, const CommandWords& command);

/// Every page of the program with the name of its file: "comity.1", "comity-journal-verify.1".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> manual_pages(
    const CommandWords& whole);

/// The completion of a shell: "bash", "zsh" or "fish"; empty for another.
[[nodiscard]] std::string completion(const CommandWords& whole, std::string_view shell);

}  // namespace comity::cli
