#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "house.h"

namespace comity::layers {
namespace {

constexpr std::size_t kMostLines = 500;

/// The floors, as docs/architecture.md draws them.
constexpr std::array<std::pair<std::string_view, int>, 16> kFloors = {{
    {"base", 0},
    {"model", 1},
    {"names", 2},
    {"reading", 3},
    {"grammar", 3},
    {"tagging", 3},
    {"store", 4},
    {"search", 5},
    {"compare", 5},
    {"render", 5},
    {"match", 6},
    {"specimen", 6},
    {"service", 7},
    {"http", 8},
    {"cli", 8},
    {"app", 9},
}};

/// The two doors through which a library's types may be seen by other modules.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kDoors = {{
    {"src/base/json.h", "boost/json/"},
    {"src/base/result.h", "tl/expected.hpp"},
}};

std::optional<int> floor_of(std::string_view module) {
  for (const auto& [name, floor] : kFloors) {
    if (name == module) return floor;
  }
  return std::nullopt;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Headers that no other module may include: *_internal.h, and those in a folder inside the module
/// that its README.md does not offer.
bool is_private(std::string_view target, const Module* module) {
  if (target.ends_with("_internal.h")) return true;
  const auto within = target.substr(target.find('/') + 1);
  if (within.find('/') == std::string_view::npos) return false;
  return module == nullptr || !contains(module->offers, within);
}

/// The C++ library, POSIX and Linux: no third party's.
bool is_standard(std::string_view target) {
  if (!target.ends_with(".h") && !target.ends_with(".hpp")) {
    return target.find('/') == std::string_view::npos;
  }
  constexpr std::array<std::string_view, 12> kSystem = {
      "fcntl.h", "signal.h", "unistd.h", "poll.h",  "dirent.h", "termios.h",
      "spawn.h", "errno.h",  "time.h",   "netdb.h", "pwd.h",    "string.h"};
  return target.starts_with("sys/") || target.starts_with("linux/") ||
         target.starts_with("netinet/") || target.starts_with("arpa/") ||
         std::find(kSystem.begin(), kSystem.end(), target) != kSystem.end();
}

class Inspector {
 public:
  explicit Inspector(const House& house) : house_(house) {}

  std::vector<std::string> inspect() {
    for (const auto& [name, module] : house_.modules) check_module(name, module);
    for (const auto& file : house_.files) check_file(file);
    return std::move(breaches_);
  }

 private:
  template <typename... Parts>
  void report(fmt::format_string<Parts...> format, Parts&&... parts) {
    breaches_.push_back(fmt::format(format, std::forward<Parts>(parts)...));
  }

  void check_module(const std::string& name, const Module& module) {
    const auto floor = floor_of(name);
    if (!floor) {
      report(
          "src/{}/CMakeLists.txt: the module {} has no floor; give it one in "
          "tests/layers/rules.cpp and docs/architecture.md",
          name, name);
      return;
    }
    for (const auto& other : module.depends) {
      if (const auto below = floor_of(other); !below || *below >= *floor) {
        report("src/{}/CMakeLists.txt: {} (floor {}) depends on {}, which is on no lower floor",
               name, name, *floor, other);
      }
    }
    for (const auto& link : module.links) {
      if (link.starts_with("comity_")) {
        report("src/{}/CMakeLists.txt: links {}; modules are named under DEPENDS", name, link);
      }
    }
  }

  void check_file(const SourceFile& file) {
    if (file.lines > kMostLines) {
      report("{}: {} lines; at most {}, so part it by noun", file.path, file.lines, kMostLines);
    }
    if (file.module().empty()) return;
    for (const auto line : file.regex_lines) {
      report("{}:{}: std::regex is exponential on hostile text; use RE2", file.path, line);
    }
    for (const auto& include : file.includes) check_include(file, include);
  }

  void check_include(const SourceFile& file, const Include& include) {
    if (include.target == "regex") {
      report("{}:{}: <regex> is exponential on hostile text; use RE2", file.path, include.line);
    } else if (include.angled) {
      check_library(file, include);
    } else if (file.is_test() && include.target.starts_with("support/")) {
      return;  // tests/support: what several modules' tests share
    } else if (!include.target.starts_with("embedded_")) {
      check_own(file, include);
    }
  }

  void check_library(const SourceFile& file, const Include& include) {
    if (!file.is_header() || file.is_test() || is_standard(include.target)) return;
    for (const auto& [header, library] : kDoors) {
      if (file.path == header && include.target.starts_with(library)) return;
    }
    report("{}:{}: <{}> in a header; third-party types stay in .cpp files", file.path, include.line,
           include.target);
  }

  void check_own(const SourceFile& file, const Include& include) {
    const auto self = file.module();
    const auto slash = include.target.find('/');
    const auto other = std::string_view(include.target).substr(0, slash);
    if (slash == std::string::npos || !floor_of(other)) {
      report("{}:{}: \"{}\" names no module; write \"{}/…\"", file.path, include.line,
             include.target, self);
      return;
    }
    if (other == self) return;
    const auto floor = floor_of(self);
    if (floor && *floor_of(other) >= *floor) {
      report("{}:{}: {} (floor {}) includes \"{}\" (floor {}); only lower floors may be included",
             file.path, include.line, self, *floor, include.target, *floor_of(other));
    } else if (!is_declared(file, other)) {
      report("{}:{}: \"{}\" is included, but {} is not under DEPENDS in src/{}/CMakeLists.txt",
             file.path, include.line, include.target, other, self);
    }
    const auto found = house_.modules.find(other);
    if (is_private(include.target, found == house_.modules.end() ? nullptr : &found->second)) {
      report(
          "{}:{}: \"{}\" is private to {}; its face is what lies directly in src/{}/ and what "
          "src/{}/README.md names",
          file.path, include.line, include.target, other, other, other);
    }
  }

  bool is_declared(const SourceFile& file, std::string_view other) const {
    const auto found = house_.modules.find(file.module());
    if (found == house_.modules.end()) return false;
    if (contains(found->second.depends, other)) return true;
    return file.is_test() && contains(found->second.test_links, fmt::format("comity_{}", other));
  }

  const House& house_;
  std::vector<std::string> breaches_;
};

}  // namespace

std::vector<std::string> breaches(const House& house) {
  auto found = Inspector(house).inspect();
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace comity::layers
