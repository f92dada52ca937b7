#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/ascii.h"
#include "base/result.h"
#include "base/text.h"
#include "search/analysis/analysis.h"
#include "search/analysis/language_table.h"

namespace comity::search {
namespace {

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, StemmerDeleter>;

Stemmer make_stemmer(const std::string& name) {
  if (name.empty()) return nullptr;
  Stemmer stemmer(sb_stemmer_new(name.c_str(), "UTF_8"));
  COMITY_ASSERT(stemmer != nullptr);
  return stemmer;
}

/// A stemmer keeps its working memory, so each thread has its own.
sb_stemmer* stemmer_of(model::Language language) {
  thread_local std::array<Stemmer, 7> stemmers = [] {
    std::array<Stemmer, 7> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i] = make_stemmer(table_of(static_cast<model::Language>(i)).stemmer);
    }
    return all;
  }();
  return stemmers[static_cast<std::size_t>(language)].get();
}

std::size_t letters_in(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

void replace_all(std::string& word, const std::string& from, const std::string& to) {
  for (auto at = word.find(from); at != std::string::npos; at = word.find(from, at + to.size())) {
    word.replace(at, from.size(), to);
  }
}

void take_prefix(std::string& word, const LanguageTable& table) {
  for (const auto& prefix : table.prefixes) {
    if (!word.starts_with(prefix.text)) continue;
    if (letters_in(word) - letters_in(prefix.text) < prefix.letters_left) continue;
    word.erase(0, prefix.text.size());
    return;
  }
}

void take_suffixes(std::string& word, const LanguageTable& table) {
  constexpr std::size_t kLettersLeft = 2;
  for (const auto& suffix : table.suffixes) {
    if (!word.ends_with(suffix)) continue;
    if (letters_in(word) - letters_in(suffix) < kLettersLeft) continue;
    word.resize(word.size() - suffix.size());
  }
}

std::string stem(model::Language language, std::string_view form) {
  const auto& table = table_of(language);
  std::string word(form);
  if (!table.replacements.empty()) {
    for (const auto& [from, to] : table.replacements) replace_all(word, from, to);
  }
  if (const auto same = table.same.find(word); same != table.same.end()) word = same->second;
  if (!table.prefixes.empty()) {
    word = base::unaccented(word);
    take_prefix(word, table);
  }
  take_suffixes(word, table);
  if (auto* stemmer = stemmer_of(language); stemmer != nullptr && !word.empty()) {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());  // the library's byte
    const auto* out = sb_stemmer_stem(stemmer, bytes, static_cast<int>(word.size()));
    if (out != nullptr) {
      word.assign(reinterpret_cast<const char*>(out),  // the library's byte
                  static_cast<std::size_t>(sb_stemmer_length(stemmer)));
    }
  }
  return word.empty() ? std::string(form) : word;
}

}  // namespace

std::vector<std::string> stem_keys(Tongue tongue, std::string_view form) {
  if (tongue == Tongue::neutral) return {base::unaccented(form)};
  const auto language = static_cast<model::Language>(tongue);
  if (base::is_ascii(form)) return {stem(language, form)};
  std::vector<std::string> keys{base::unaccented(stem(language, form))};
  const auto add = [&](std::string_view other) {
    auto key = base::unaccented(stem(language, other));
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  };
  add(base::unaccented(form));
  for (const auto& prefix : table_of(language).loose_prefixes) {
    if (!form.starts_with(prefix.text)) continue;
    const auto rest = form.substr(prefix.text.size());
    if (letters_in(rest) >= prefix.letters_left) add(rest);
  }
  return keys;
}

bool is_stop_word(model::Language language, const std::string& form) {
  return table_of(language).stop_words.contains(form);
}

}  // namespace comity::search
