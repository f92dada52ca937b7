#include "grammar/citations/cited_records.h"

#include <algorithm>
#include <optional>
#include <string>

#include "grammar/citations/instruments.h"
#include "grammar/mandates/mandate_words.h"
#include "grammar/mandates/occasions.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kReach = 140;       ///< bytes from the series to the number
constexpr std::size_t kSymbolReach = 48;  ///< bytes from a supplement to its symbol
constexpr int kFirstSymbols = 31;         ///< session since which supplements bear its number

class RecordReader {
 public:
  RecordReader(const TextForms& forms, model::Language language, const Words& words)
      : forms_(forms), language_(language), words_(words) {}

  [[nodiscard]] RecordsAt read(std::size_t at) const {
    if (const auto series = words_.at(Rule::official_records, forms_.small, at)) {
      return supplement(at, series->end);
    }
    if (const auto series = words_.at(Rule::treaty_series, forms_.small, at)) {
      // That of the League of Nations numbers its own.
      if (series->phrase->value.empty()) return treaties(at, series->end);
      return {{}, series->end};
    }
    return {{}, at};
  }

 private:
  /// The first phrase of a rule from `from` on, before the clause ends.
  [[nodiscard]] std::optional<Found> ahead(Rule rule, std::size_t from) const {
    const auto until = std::min({from + kReach, forms_.small.size(), forms_.shape.find(';', from)});
    for (auto at = from; at < until; ++at) {
      if (!is_word_bound(forms_.text, at)) continue;
      if (const auto found = words_.at(rule, forms_.small, at)) return found;
    }
    return std::nullopt;
  }

  [[nodiscard]] RecordsAt supplement(std::size_t begin, std::size_t end) const {
    RecordsAt none{{}, end};
    const auto noun = ahead(Rule::supplement, end);
    const auto number =
        noun ? number_at(forms_.shape, past_space(forms_.text, noun->end), 3) : std::nullopt;
    if (!number || has_symbol(number->end)) return none;
    auto session = past_space(forms_.shape, end);
    if (session < forms_.shape.size() && forms_.shape[session] == ',') {
      session = past_space(forms_.shape, session + 1);
    }
    const int counted = leading_ordinal(forms_.text.substr(session), MandateWords::of(language_));
    std::string target;
    if (counted >= kFirstSymbols) {
      target = "A/" + std::to_string(counted) + "/" + std::to_string(number->value);
    }
    RecordsAt all{{}, number->end};
    all.found.push_back(citation(begin, number->end, std::move(target), {}));
    return all;
  }

  /// "(A/34/46)", "and corrigendum (A/34/46 and Corr.1)" behind a supplement.
  [[nodiscard]] bool has_symbol(std::size_t end) const {
    const auto open = forms_.shape.find('(', end);
    return open != npos && open - end < kSymbolReach && open + 2 < forms_.text.size() &&
           is_upper(forms_.text[open + 1]) &&
           forms_.text.substr(open, kSymbolReach).find('/') != npos;
  }

  [[nodiscard]] RecordsAt treaties(std::size_t begin, std::size_t end) const {
    RecordsAt all{{}, end};
    const auto sign = ahead(Rule::treaty_number, end);
    if (!sign) return all;
    for (auto next = past_space(forms_.text, sign->end);;) {
      const auto number = number_at(forms_.shape, next);
      if (!number) break;
      const auto printed = std::to_string(number->value);
      const auto* known = instrument_registered(printed);
      all.found.push_back(
          citation(all.found.empty() ? begin : next, number->end,
                   known == nullptr ? "United Nations Treaty Series No. " + printed : known->target,
                   known == nullptr ? std::string() : known->short_name));
      all.end = number->end;
      next = past_list_joint(forms_, all.end, words_);
      if (next == all.end) next = past_range(forms_, all.end, words_);
      if (next == all.end) break;
    }
    return all;
  }

  [[nodiscard]] model::Citation citation(std::size_t begin, std::size_t end, std::string target,
                                         std::string place) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
            std::string(forms_.text.substr(begin, end - begin)), std::move(target),
            std::move(place)};
  }

  const TextForms& forms_;
  model::Language language_;
  const Words& words_;
};

}  // namespace

RecordsAt records_at(const TextForms& forms, std::size_t at, model::Language language,
                     const Words& words) {
  return RecordReader(forms, language, words).read(at);
}

}  // namespace comity::grammar
