#include "names/words.h"

#include <algorithm>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_names.h"

namespace comity::names {
namespace {

Phrase phrase_of(std::string_view form) {
  const auto tokens = tokenised(form);
  Phrase phrase;
  for (std::size_t i = 0; i < tokens.size(); ++i) phrase.emplace_back(tokens.word(i));
  return phrase;
}

std::string joined(const Phrase& phrase) {
  std::string out;
  for (const auto& word : phrase) out += word;
  return out;
}

Prefix prefix_of(std::string_view form) {
  const auto arrow = form.find('>');
  Prefix prefix;
  prefix.form = joined(phrase_of(form.substr(0, arrow)));
  if (arrow != std::string_view::npos) prefix.instead = joined(phrase_of(form.substr(arrow + 1)));
  // Two bytes a letter; of "لل" only the first letter stands before the name.
  prefix.letters = prefix.form.size() / 2 - (prefix.instead.empty() ? 0 : 1);
  return prefix;
}

void longest_first(std::vector<Phrase>& phrases) {
  std::stable_sort(phrases.begin(), phrases.end(),
                   [](const Phrase& a, const Phrase& b) { return a.size() > b.size(); });
}

Words read_words() {
  const auto table = base::parse_csv(embedded("data/names.csv"));
  COMITY_ASSERT(table.has_value() && table->columns.size() == 3);
  Words result;
  for (const auto& row : table->rows) {
    const std::string_view kind = row[0];
    const std::string_view form = row[2];
    if (kind == "article") result.articles.push_back(joined(phrase_of(form)));
    if (kind == "joiner") result.joiners.push_back(phrase_of(form));
    if (kind == "on_behalf") result.on_behalf.push_back(phrase_of(form));
    if (kind == "exception") result.exceptions.push_back(phrase_of(form));
    if (kind == "lead") result.leads.push_back(phrase_of(form));
    if (kind == "trail") result.trails.push_back(phrase_of(form));
    if (kind == "prefix") result.prefixes.push_back(prefix_of(form));
    if (kind == "only_in") result.only_in.push_back(phrase_of(form));
  }
  for (auto* list : {&result.joiners, &result.on_behalf, &result.leads, &result.trails}) {
    longest_first(*list);
  }
  return result;
}

}  // namespace

bool Words::is_article(std::string_view folded) const {
  return std::find(articles.begin(), articles.end(), folded) != articles.end();
}

const Words& words() {
  static const Words kWords = read_words();
  return kWords;
}

std::size_t phrase_at(const std::vector<Phrase>& phrases, const Tokens& tokens, std::size_t at) {
  for (const auto& phrase : phrases) {
    if (at + phrase.size() > tokens.size()) continue;
    std::size_t i = 0;
    while (i < phrase.size() && tokens.word(at + i) == phrase[i]) ++i;
    if (i == phrase.size()) return i;
  }
  return 0;
}

}  // namespace comity::names
