#include "house.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/file_system.h"
#include "base/text.h"

namespace comity::layers {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestSource = 1 << 20;
constexpr std::array<std::string_view, 6> kFolders = {"src",   "tests",       "fuzz",
                                                      "bench", "web/islands", "web/style"};
constexpr std::array<std::string_view, 5> kEndings = {".h", ".cpp", ".ts", ".tsx", ".css"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (!is_space(c)) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string without_comments(std::string_view cmake) {
  std::string out;
  for (const auto line : base::split(cmake, '\n')) {
    out += line.substr(0, line.find('#'));
    out += '\n';
  }
  return out;
}

/// What stands between two grave accents and is a header.
std::vector<std::string> headers_in(std::string_view readme) {
  std::vector<std::string> headers;
  bool within = false;
  for (const auto piece : base::split(readme, '`')) {
    if (within && piece.ends_with(".h")) headers.emplace_back(piece);
    within = !within;
  }
  return headers;
}

/// `#include <string>  // why` gives "string"; an empty target for any other line.
Include include_on(std::string_view line) {
  Include include;
  line = base::trimmed(line);
  if (!line.starts_with('#')) return include;
  line = base::trimmed(line.substr(1));
  if (!line.starts_with("include")) return include;
  line = base::trimmed(line.substr(std::string_view("include").size()));
  if (line.empty() || (line.front() != '"' && line.front() != '<')) return include;
  include.angled = line.front() == '<';
  line.remove_prefix(1);
  include.target = line.substr(0, line.find(include.angled ? '>' : '"'));
  return include;
}

bool ends_as_source(const fs::path& path) {
  return std::find(kEndings.begin(), kEndings.end(), path.extension().string()) != kEndings.end();
}

base::Status read_folder(const fs::path& root, std::string_view folder, House& house) {
  auto& files = base::posix_file_system();
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.is_regular_file() && ends_as_source(entry.path())) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    COMITY_TRY(const auto text, files.read(path, kLargestSource));
    house.files.push_back(read_source(path.lexically_relative(root).generic_string(), text));
  }
  return {};
}

}  // namespace

std::string_view SourceFile::module() const {
  const auto parts = base::split(path, '/');
  return parts.size() > 2 && parts[0] == "src" ? parts[1] : std::string_view{};
}

void read_module(std::string_view cmake, House& house, std::string_view readme) {
  const auto text = without_comments(cmake);
  const auto at = text.find("comity_module(");
  if (at == std::string::npos) return;
  const auto begin = at + std::string_view("comity_module(").size();
  Module module;
  std::string name;
  std::string keyword;
  for (auto& word : words_of(std::string_view(text).substr(begin, text.find(')', begin) - begin))) {
    if (word == "NAME" || word == "DEPENDS" || word == "LINKS" || word == "PUBLIC_LINKS" ||
        word == "TEST_LINKS") {
      keyword = std::move(word);
    } else if (keyword == "NAME") {
      name = std::move(word);
    } else if (keyword == "DEPENDS") {
      module.depends.push_back(std::move(word));
    } else if (keyword == "TEST_LINKS") {
      module.test_links.push_back(std::move(word));
    } else {
      module.links.push_back(std::move(word));
    }
  }
  module.offers = headers_in(readme);
  house.modules[name] = std::move(module);
}

SourceFile read_source(std::string path, std::string_view text) {
  SourceFile file;
  file.path = std::move(path);
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  for (const auto line : base::split(text, '\n')) {
    ++file.lines;
    if (auto include = include_on(line); !include.target.empty()) {
      include.line = file.lines;
      file.includes.push_back(std::move(include));
    }
    if (line.find("std::regex") != std::string_view::npos) file.regex_lines.push_back(file.lines);
  }
  return file;
}

base::Result<House> read_house(const fs::path& root) {
  auto& files = base::posix_file_system();
  House house;
  COMITY_TRY(const auto names, files.list(root / "src"));
  for (const auto& name : names) {
    const auto list = root / "src" / name / "CMakeLists.txt";
    if (!files.exists(list)) continue;
    COMITY_TRY(const auto text, files.read(list, kLargestSource));
    const auto about = root / "src" / name / "README.md";
    std::string readme;
    if (files.exists(about)) {
      COMITY_TRY(readme, files.read(about, kLargestSource));
    }
    read_module(text, house, readme);
  }
  for (const auto folder : kFolders) {
    if (files.exists(root / folder)) COMITY_CHECK(read_folder(root, folder, house));
  }
  return house;
}

}  // namespace comity::layers
