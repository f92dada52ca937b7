#include "grammar/citations/instruments.h"

#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/scan.h"
#include "names/treaties.h"

namespace comity::grammar {
namespace {

struct Table {
  std::map<std::string, Instrument, std::less<>> by_name;
  std::map<std::string, const Instrument*, std::less<>> by_registration;
};

const Table& instruments() {
  static const auto kTable = [] {
    const auto csv = base::parse_csv(embedded("data/grammar/instruments.csv"));
    COMITY_ASSERT(csv.has_value());
    Table table;
    for (const auto& row : csv->rows) {
      const auto& name = row[csv->column("name")];
      const auto& target = row[csv->column("target")];
      const auto [place, fresh] = table.by_name.emplace(
          name, Instrument{name, row[csv->column("short")], row[csv->column("kind")],
                           target.empty() ? name : target});
      COMITY_ASSERT(fresh);
      const auto& registration = row[csv->column("registration")];
      if (!registration.empty()) table.by_registration.emplace(registration, &place->second);
    }
    return table;
  }();
  return kTable;
}

const Instrument* named(std::string_view name) {
  const auto found = instruments().by_name.find(name);
  return found == instruments().by_name.end() ? nullptr : &found->second;
}

/// Most places are inside a word of ASCII letters, or between words: no name begins there.
bool may_begin_name(std::string_view text, std::size_t at) {
  const auto in_ascii_word = [](char c) { return is_letter(c) || is_digit(c); };
  if (!is_letter_byte(text[at]) && !is_digit(text[at])) return false;
  return at == 0 || !in_ascii_word(text[at]) || !in_ascii_word(text[at - 1]);
}

}  // namespace

std::optional<InstrumentAt> instrument_at(std::string_view text, std::string_view small,
                                          std::size_t at, const Words& words) {
  std::optional<InstrumentAt> best;
  if (at >= text.size()) return best;
  if (const auto found = words.at(Rule::instrument, small, at)) {
    if (const auto* instrument = named(found->phrase->value)) best = {instrument, found->end};
  }
  if (const auto treaty = names::treaty_at(text, small, at)) {
    const auto* instrument = named(treaty->treaty);
    if (instrument != nullptr && (!best || treaty->end > best->end)) {
      best = {instrument, treaty->end};
    }
  }
  return best;
}

const Instrument* instrument_registered(std::string_view number) {
  const auto found = instruments().by_registration.find(number);
  return found == instruments().by_registration.end() ? nullptr : found->second;
}

void note_instruments(std::string_view text, const Words& words, NamedInstruments& named) {
  const auto small = small_letters(text);
  for (std::size_t at = 0; at < text.size();) {
    if (!may_begin_name(text, at)) {
      ++at;
      continue;
    }
    const auto found =
        is_word_bound(text, at) ? instrument_at(text, small, at, words) : std::nullopt;
    if (found) {
      named[found->instrument->kind] = found->instrument;
    } else if (const auto kind = words.at(Rule::instrument_kind, small, at);
               kind && words.at(Rule::kind_goes_on, small, past_space(text, kind->end))) {
      // Another one, of which we know nothing.
      named[kind->phrase->value] = nullptr;
    }
    at = found ? found->end : at + 1;
  }
}

}  // namespace comity::grammar
