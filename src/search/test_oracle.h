#pragma once

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "search/index.h"

// Random documents and random questions for tests, each question with what it asks said in C++: a
// scan over all documents is the truth.
namespace comity::search {

// No two of them share a stem in any language, so that a scan for whole words is the truth.
inline const std::vector<std::string> kWords = {
    "prison", "reform", "torture", "child", "rights",   "woman", "border", "school",
    "health", "water",  "enfants", "école", "justicia", "agua",  "дети",   "школа",
    "вода",   "حقوق",   "مدرسة",   "ماء",   "学校",     "儿童"};
inline const std::vector<model::Language> kLanguages = {
    model::Language::en, model::Language::fr, model::Language::es, model::Language::ru,
    model::Language::ar, model::Language::zh, model::Language::und};
inline const std::vector<std::string> kStates = {"BRA", "FRA", "IND", "ZAF"};
inline const Schema kSchema{{{"state", "state"}, {"by", "by"}, {"year", "year"}}};

/// A document as the scan sees it.
struct Plain {
  IndexDocument document;
  std::vector<std::string> words;
  std::vector<std::string> title;
};

using Random = std::mt19937;

[[nodiscard]] inline std::size_t below(Random& random, std::size_t limit) {
  return random() % limit;
}

[[nodiscard]] inline Plain random_document(Random& random, std::uint64_t id, std::uint64_t group,
                                           std::uint64_t cluster) {
  Plain plain;
  auto& document = plain.document;
  document.id = id;
  document.group = group;
  document.cluster = cluster;
  document.visibility = static_cast<std::uint8_t>(below(random, 3));
  document.language = kLanguages[below(random, kLanguages.size())];
  document.date = static_cast<std::int64_t>(below(random, 50));
  const auto length = 1 + below(random, 12);
  for (std::size_t i = 0; i < length; ++i) {
    plain.words.push_back(kWords[below(random, kWords.size())]);
    document.text += (i == 0 ? "" : " ") + plain.words.back();
  }
  for (std::size_t i = below(random, 4); i > 0; --i) {
    plain.title.push_back(kWords[below(random, kWords.size())]);
    document.title += (document.title.empty() ? "" : " ") + plain.title.back();
  }
  document.facets.push_back({"state", kStates[below(random, kStates.size())]});
  for (const auto& state : kStates) {
    if (below(random, 3) == 0) document.facets.push_back({"by", state});
  }
  document.facets.push_back({"year", std::to_string(1998 + below(random, 20))});
  document.stored = std::to_string(id);
  return plain;
}

[[nodiscard]] inline bool has(const Plain& plain, std::string_view facet, std::string_view value) {
  return std::any_of(
      plain.document.facets.begin(), plain.document.facets.end(),
      [&](const FacetValue& one) { return one.facet == facet && one.value == value; });
}

[[nodiscard]] inline bool in_years(const Plain& plain, int first, int last) {
  const auto& document = plain.document;
  return std::any_of(document.facets.begin(), document.facets.end(), [&](const FacetValue& one) {
    return one.facet == "year" && first <= std::stoi(one.value) && std::stoi(one.value) <= last;
  });
}

/// A random question with the same thing said in C++.
struct Asked {
  std::string text;
  std::function<bool(const Plain&)> matches;
};

[[nodiscard]] inline bool stands_in(const std::vector<std::string>& words,
                                    const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

[[nodiscard]] inline bool follow(const std::vector<std::string>& words, const std::string& first,
                                 const std::string& second) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == first && words[i + 1] == second) return true;
  }
  return false;
}

/// The first two letters.
[[nodiscard]] inline std::string start_of(const std::string& word) {
  std::size_t at = 0;
  static_cast<void>(base::next_code_point(word, at));
  if (at < word.size()) static_cast<void>(base::next_code_point(word, at));
  return word.substr(0, at);
}

[[nodiscard]] inline Asked random_part(Random& random) {
  const auto word = kWords[below(random, kWords.size())];
  const auto contains = [word](const Plain& plain) {
    return stands_in(plain.words, word) || stands_in(plain.title, word);
  };
  switch (below(random, 8)) {
    case 0:
      return {word, contains};
    case 1: {
      const auto second = kWords[below(random, kWords.size())];
      return {"\"" + word + " " + second + "\"", [word, second](const Plain& plain) {
                return follow(plain.words, word, second) || follow(plain.title, word, second);
              }};
    }
    case 2: {
      const auto start = start_of(word);
      return {start + "*", [start](const Plain& plain) {
                const auto begins = [&](const auto& one) { return one.starts_with(start); };
                return std::any_of(plain.words.begin(), plain.words.end(), begins) ||
                       std::any_of(plain.title.begin(), plain.title.end(), begins);
              }};
    }
    case 3: {
      const auto state = kStates[below(random, kStates.size())];
      return {"by:" + state, [state](const Plain& plain) { return has(plain, "by", state); }};
    }
    case 6: {
      const auto first = 1998 + static_cast<int>(below(random, 20));
      const auto last = first + static_cast<int>(below(random, 9));
      return {"year:" + std::to_string(first) + ".." + std::to_string(last),
              [first, last](const Plain& plain) { return in_years(plain, first, last); }};
    }
    case 4:
      return {"title:" + word, [word](const Plain& plain) { return stands_in(plain.title, word); }};
    case 5:
      return {"text:" + word, [word](const Plain& plain) { return stands_in(plain.words, word); }};
    default:
      return {"-" + word, [contains](const Plain& plain) { return !contains(plain); }};
  }
}

[[nodiscard]] inline Asked random_question(Random& random) {
  Asked all = random_part(random);
  const auto more = below(random, 3);
  for (std::size_t i = 0; i < more; ++i) {
    auto next = random_part(random);
    const bool either = below(random, 3) == 0;
    all.text = either ? "(" + all.text + ") OR " + next.text : "(" + all.text + ") " + next.text;
    all.matches = [either, first = all.matches, second = next.matches](const Plain& plain) {
      return either ? first(plain) || second(plain) : first(plain) && second(plain);
    };
  }
  return all;
}

}  // namespace comity::search
