#pragma once

#include <string>

#include "cli/words.h"

namespace CLI {
class App;
}

namespace comity::cli {

/// A command with all below it, as plain values; `name` is the whole of it ("admin link").
[[nodiscard]] CommandWords described(const CLI::App& app, const std::string& name);

}  // namespace comity::cli
