#include "grammar/findings.h"

#include <map>
#include <utility>
#include <vector>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_grammar.h"

namespace comity::grammar {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

/// From a table of rules, each with the sentence in the other column.
Sentences sentences_from(std::string_view csv, std::string_view column) {
  const auto table = base::parse_csv(csv);
  COMITY_ASSERT(table.has_value());
  Sentences sentences;
  for (const auto& row : table->rows) {
    sentences.emplace(row[table->column("rule")], row[table->column(column)]);
  }
  return sentences;
}

/// "data/grammar/NAME.LANGUAGE.csv" of every language; in English what that has no sentence for.
std::vector<Sentences> sentence_tables(const std::string& name, std::string_view column) {
  const auto english = sentences_from(embedded("data/grammar/" + name + ".en.csv"), column);
  std::vector<Sentences> list;
  for (int i = 0; i <= static_cast<int>(model::Language::und); ++i) {
    const std::string code(model::code_of(static_cast<model::Language>(i)));
    const auto csv = embedded("data/grammar/" + name + "." + code + ".csv");
    auto sentences = csv.empty() ? Sentences() : sentences_from(csv, column);
    sentences.insert(english.begin(), english.end());
    list.push_back(std::move(sentences));
  }
  return list;
}

const Sentences& finding_sentences(model::Language language) {
  static const auto tables = sentence_tables("findings", "sentence");
  return tables[static_cast<std::size_t>(language)];
}

const Sentences& mends_of(model::Language language) {
  static const auto tables = sentence_tables("mends", "mend");
  return tables[static_cast<std::size_t>(language)];
}

/// What stands in the place of `name`; once, so that braces in a document's text stay.
void put_in(std::string& sentence, std::string_view name, const std::string& value) {
  const auto at = sentence.find(name);
  if (at != std::string::npos) sentence.replace(at, name.size(), value);
}

std::string filled(std::string sentence, const model::Finding& finding) {
  put_in(sentence, "{assumed}", finding.assumed);
  put_in(sentence, "{saw}", finding.saw);
  return sentence;
}

}  // namespace

std::string sentence_of(const model::Finding& finding, model::Language language) {
  const auto& sentences = finding_sentences(language);
  const auto found = sentences.find(finding.rule);
  if (found == sentences.end()) {
    return finding.assumed.empty() ? finding.saw : finding.saw + " → " + finding.assumed;
  }
  return filled(found->second, finding);
}

std::string mend_of(const model::Finding& finding, model::Language language) {
  const auto& mends = mends_of(language);
  const auto found = mends.find(finding.rule);
  return found == mends.end() ? std::string() : filled(found->second, finding);
}

std::vector<model::Finding> few_of(std::vector<model::Finding> findings) {
  constexpr std::size_t kMost = 10;  // of one rule
  constexpr std::size_t kShown = 5;
  std::map<std::string, std::size_t> count;
  for (const auto& finding : findings) ++count[finding.rule];
  std::map<std::string, std::size_t> seen;
  std::vector<model::Finding> few;
  for (auto& finding : findings) {
    const auto all = count[finding.rule];
    const auto own = ++seen[finding.rule];
    if (all <= kMost || own <= kShown) {
      few.push_back(std::move(finding));
    } else if (own == kShown + 1) {
      finding.assumed = std::exchange(finding.rule, "findings.more");
      finding.saw = std::to_string(all - kShown);
      few.push_back(std::move(finding));
    }
  }
  return few;
}

}  // namespace comity::grammar
