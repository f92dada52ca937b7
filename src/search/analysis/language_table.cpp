#include "search/analysis/language_table.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "embedded_comity_search.h"

namespace comity::search {
namespace {

using base::ErrorKind;

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (const auto part : base::split(line, ' ')) {
    if (!part.empty()) words.push_back(base::folded(part));
  }
  return words;
}

base::Status read_line(LanguageTable& table, std::vector<std::string> words, std::size_t line) {
  const auto wrong = [&](std::string message) {
    return base::fail(ErrorKind::invalid_input, std::move(message), "line " + std::to_string(line));
  };
  const std::string key = words.front();
  words.erase(words.begin());
  if (words.empty()) return wrong("nothing follows '" + key + "'");
  if (key == "stemmer") {
    table.stemmer = words.front();
  } else if (key == "stop") {
    table.stop_words.insert(words.begin(), words.end());
  } else if (key == "elided-before") {
    table.elided_before.insert(words.begin(), words.end());
  } else if (key == "elided-after") {
    table.elided_after.insert(words.begin(), words.end());
  } else if (key == "replace") {
    if (words.size() > 2) return wrong("replace takes one or two words");
    table.replacements.emplace_back(words[0], words.size() == 2 ? words[1] : "");
  } else if (key == "suffix") {
    table.suffixes.insert(table.suffixes.end(), words.begin(), words.end());
  } else if (key == "same") {
    for (const auto& word : words) table.same.insert_or_assign(word, words.front());
  } else if (key == "prefix" || key == "prefix-or-not") {
    LanguageTable::Prefix prefix{words[0], 0};
    if (words.size() != 2) return wrong(key + " takes a word and a number");
    const auto* end = words[1].data() + words[1].size();
    if (std::from_chars(words[1].data(), end, prefix.letters_left).ptr != end) {
      return wrong("'" + words[1] + "' is no number");
    }
    (key == "prefix" ? table.prefixes : table.loose_prefixes).push_back(std::move(prefix));
  } else {
    return wrong("unknown key '" + key + "'");
  }
  return {};
}

LanguageTable built_in(model::Language language) {
  const auto text = embedded("data/search/" + std::string(model::code_of(language)) + ".txt");
  auto table = parse_language_table(text);
  COMITY_ASSERT(table.has_value());
  return *std::move(table);
}

}  // namespace

base::Result<LanguageTable> parse_language_table(std::string_view text) {
  LanguageTable table;
  std::size_t number = 0;
  for (const auto raw : base::split(text, '\n')) {
    ++number;
    const auto line = base::trimmed(raw);
    if (line.empty() || line.front() == '#') continue;
    COMITY_CHECK(read_line(table, words_of(line), number));
  }
  std::stable_sort(table.prefixes.begin(), table.prefixes.end(),
                   [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
  return table;
}

const LanguageTable& table_of(model::Language language) {
  static const std::array<LanguageTable, 7> tables = [] {
    std::array<LanguageTable, 7> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i] = built_in(static_cast<model::Language>(i));
    }
    return all;
  }();
  return tables[static_cast<std::size_t>(language)];
}

}  // namespace comity::search
