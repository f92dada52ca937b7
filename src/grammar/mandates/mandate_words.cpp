#include "grammar/mandates/mandate_words.h"

#include <algorithm>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::array<std::string_view, 31> kMandateRules = {"ask",
                                                            "ask_for",
                                                            "ask_infinitive",
                                                            "decides",
                                                            "promises",
                                                            "performs",
                                                            "does_not_act",
                                                            "modal",
                                                            "filler",
                                                            "adverb",
                                                            "infinitive",
                                                            "that",
                                                            "no_infinitive",
                                                            "determiner",
                                                            "addressee",
                                                            "addressee_goes_on",
                                                            "addressee_ends",
                                                            "dependent",
                                                            "article",
                                                            "conjunction",
                                                            "ordinal",
                                                            "session_noun",
                                                            "recurrence",
                                                            "before_year",
                                                            "ways",
                                                            "thing",
                                                            "behind_noun",
                                                            "passive",
                                                            "by_whom",
                                                            "gerund",
                                                            "action_ends"};
static_assert(kMandateRules.size() == static_cast<std::size_t>(MandateRule::action_ends) + 1);

/// Whether the next word follows on a phrase without a bound: one that ends with a space, or with
/// "ب", which Arabic writes together with it ("تهيب بالدول").
bool is_open_phrase(std::string_view phrase) {
  return phrase.ends_with(' ') || phrase.ends_with(" \u0628");
}

bool begins_large(std::string_view written, std::string_view small) {
  return !written.empty() && written.front() != small.front();
}

}  // namespace

MandateWords::MandateWords(std::string_view csv, bool bound)
    : bound_(bound), by_rule_(kMandateRules.size()) {
  const auto table = base::parse_csv(csv);
  COMITY_ASSERT(table.has_value());
  for (const auto& row : table->rows) {
    const auto* const rule =
        std::find(kMandateRules.begin(), kMandateRules.end(), row[table->column("rule")]);
    COMITY_ASSERT(rule != kMandateRules.end());
    Entry entry{row[table->column("phrase")], {}, row[table->column("value")], false};
    entry.small = small_letters(entry.written);
    COMITY_ASSERT(!entry.small.empty());
    entry.capital = begins_large(entry.written, entry.small);
    auto& bucket = by_rule_[static_cast<std::size_t>(rule - kMandateRules.begin())]
                           [static_cast<unsigned char>(entry.small.front())];
    bucket.push_back(std::move(entry));
  }
  for (auto& rule : by_rule_) {
    for (auto& bucket : rule) {
      std::stable_sort(bucket.begin(), bucket.end(), [](const Entry& a, const Entry& b) {
        return a.small.size() > b.small.size();
      });
    }
  }
}

const MandateWords& MandateWords::of(model::Language language) {
  static ByLanguage<MandateWords> all;
  return all.of(language, [](model::Language wanted) {
    const std::string name = "data/grammar/mandates.";
    auto csv = embedded(name + std::string(model::code_of(wanted)) + ".csv");
    const bool known = !csv.empty();
    if (!known) csv = embedded(name + "en.csv");
    return MandateWords(csv, wanted != model::Language::zh);
  });
}

std::optional<MandatePhrase> MandateWords::at(MandateRule rule, std::string_view text,
                                              std::string_view small, std::size_t at) const {
  if (at >= small.size()) return std::nullopt;
  const auto rest = small.substr(at);
  for (const auto& entry :
       by_rule_[static_cast<std::size_t>(rule)][static_cast<unsigned char>(small[at])]) {
    if (!rest.starts_with(entry.small)) continue;
    const auto end = at + entry.small.size();
    if (bound_ && !is_open_phrase(entry.small) && !is_word_bound(small, end)) continue;
    if (entry.capital && text[at] == small[at] && text[at] != entry.written.front()) continue;
    return MandatePhrase{at, end, entry.value};
  }
  return std::nullopt;
}

std::optional<MandatePhrase> MandateWords::find(MandateRule rule, std::string_view text,
                                                std::string_view small, std::size_t from,
                                                std::size_t until) const {
  for (auto place = from; place < std::min(until, small.size()); ++place) {
    const bool begins =
        !bound_ || small[place] == ' ' || small[place] == ',' || is_word_bound(small, place);
    if (!begins) continue;
    if (const auto found = at(rule, text, small, place)) return found;
  }
  return std::nullopt;
}

bool MandateWords::is(MandateRule rule, std::string_view word) const {
  if (word.empty()) return false;
  const auto& bucket =
      by_rule_[static_cast<std::size_t>(rule)][static_cast<unsigned char>(word.front())];
  return std::any_of(bucket.begin(), bucket.end(),
                     [&](const Entry& entry) { return entry.small == word; });
}

bool MandateWords::ends(MandateRule rule, std::string_view word) const {
  for (const auto& bucket : by_rule_[static_cast<std::size_t>(rule)]) {
    for (const auto& entry : bucket) {
      if (word.ends_with(entry.small)) return true;
    }
  }
  return false;
}

bool MandateWords::has(MandateRule rule) const {
  const auto& buckets = by_rule_[static_cast<std::size_t>(rule)];
  return std::any_of(buckets.begin(), buckets.end(),
                     [](const Bucket& bucket) { return !bucket.empty(); });
}

}  // namespace comity::grammar
