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
constexpr int kLabourFounded = 1919;      ///< the International Labour Organization
constexpr int kLastYear = 2099;
constexpr int kMostConventions = 250;

class RecordReader {
 public:
  RecordReader(const TextForms& forms, model::Language language, const Words& words)
      : forms_(forms), language_(language), words_(words) {}

  [[nodiscard]] RecordsAt read(std::size_t at) const {
    if (const auto series = words_.at(Rule::official_records, forms_.small, at)) {
      return supplement(at, series->end, series->phrase->value);
    }
    if (const auto series = words_.at(Rule::treaty_series, forms_.small, at)) {
      // That of the League of Nations numbers its own.
      if (series->phrase->value.empty()) return treaties(at, series->end);
      return {{}, series->end};
    }
    if (const auto noun = words_.at(Rule::general_comment, forms_.small, at)) {
      return comment(at, *noun->phrase, sign_at(noun->end));
    }
    const auto kind = words_.at(Rule::instrument_kind, forms_.small, at);
    if (kind && kind->phrase->value == "Convention") return labour(at, kind->end);
    if (const auto ibid = words_.at(Rule::ibid, forms_.small, at)) return volume(at, ibid->end);
    return numbered_before(at);
  }

 private:
  /// "No. 15" at `at`, past a space or comma.
  [[nodiscard]] std::optional<NumberAt> sign_at(std::size_t at) const {
    at = past_space(forms_.shape, at);
    if (at < forms_.shape.size() && forms_.shape[at] == ',') at = past_space(forms_.shape, at + 1);
    const auto sign = words_.at(Rule::number_sign, forms_.small, at);
    if (!sign) return std::nullopt;
    auto number = number_at(forms_.shape, past_space(forms_.text, sign->end), 3);
    if (!number) return std::nullopt;
    if (const auto end = words_.at(Rule::number_end, forms_.small, number->end)) {
      number->end = end->end;
    }
    return number;
  }

  /// "第15号一般性意见", "第169号公约": the number before its noun.
  [[nodiscard]] RecordsAt numbered_before(std::size_t at) const {
    if (words_.phrases(Rule::number_lead).empty()) return {{}, at};
    auto number = sign_at(at);
    if (!number) return {{}, at};
    if (const auto noun = words_.at(Rule::general_comment, forms_.small, number->end)) {
      number->end = noun->end;
      return comment(at, *noun->phrase, number);
    }
    const auto kind = words_.at(Rule::instrument_kind, forms_.small, number->end);
    const bool convention = kind && kind->phrase->value == "Convention";
    if (!convention || !names_labour()) return {{}, at};
    return labour_convention(at, number->value, kind->end);
  }

  [[nodiscard]] RecordsAt one(std::size_t begin, std::size_t end, std::string target) const {
    RecordsAt all{{}, end};
    all.found.push_back(citation(begin, end, std::move(target), {}));
    return all;
  }

  /// "general comment No. 15 (2013) of the Committee on the Rights of the Child": whose it is, the
  /// text says near it or not at all.
  [[nodiscard]] RecordsAt comment(std::size_t at, const Phrase& noun,
                                  const std::optional<NumberAt>& number) const {
    if (!number || has_symbol(number->end)) return {{}, at};
    const auto committee = treaty_body_near(at, number->end);
    std::string target;
    if (!committee.empty()) {
      target = committee + " " + noun.value + " No. " + std::to_string(number->value);
    }
    return one(at, number->end, std::move(target));
  }

  /// The committee that is named in the same sentence, the nearest before or behind.
  [[nodiscard]] std::string treaty_body_near(std::size_t begin, std::size_t end) const {
    const std::string_view small = forms_.small;
    const auto behind =
        small.substr(end, std::min(small.find_first_of(".;", end), end + kReach) - end);
    const auto from = begin - std::min(begin, kReach);
    const auto before = small.substr(from, begin - from);
    std::string code;
    std::size_t nearest = npos;
    for (const Phrase& phrase : words_.phrases(Rule::treaty_body)) {
      const auto ahead = behind.find(phrase.small);
      const auto back = before.rfind(phrase.small);
      const auto distance =
          std::min(ahead, back == npos ? npos : before.size() - back - phrase.small.size());
      if (distance >= nearest) continue;
      nearest = distance;
      code = phrase.value;
    }
    return code;
  }

  [[nodiscard]] bool names_labour() const {
    return words_.within(Rule::labour_organization, forms_.small) != nullptr;
  }

  /// "Convention No. 169" where the International Labour Organization is named; "Convention, 1989
  /// (No. 169)", as it alone numbers its conventions.
  [[nodiscard]] RecordsAt labour(std::size_t at, std::size_t end) const {
    if (const auto number = sign_at(end)) {
      return names_labour() ? labour_convention(at, number->value, number->end) : RecordsAt{{}, at};
    }
    const auto until = std::min({end + kReach, forms_.shape.size(), forms_.shape.find(';', end),
                                 forms_.shape.find('.', end)});
    for (auto open = forms_.shape.find('(', end); open < until;
         open = forms_.shape.find('(', open + 1)) {
      const auto number = sign_at(open + 1);
      if (!number) continue;
      const bool closed = number->end < forms_.shape.size() && forms_.shape[number->end] == ')';
      if (!closed || !(names_labour() || dated(at, open))) continue;
      return labour_convention(at, number->value, number->end + 1);
    }
    return {{}, at};
  }

  /// Whether a year stands between, or right behind the bracket.
  [[nodiscard]] bool dated(std::size_t from, std::size_t to) const {
    for (auto at = from; at < to; ++at) {
      const bool begins =
          is_digit(forms_.shape[at]) && (at == 0 || !is_digit(forms_.shape[at - 1]));
      const auto year = begins ? number_at(forms_.shape, at, 4) : std::nullopt;
      if (year && year->value >= kLabourFounded && year->value <= kLastYear) return true;
    }
    return false;
  }

  [[nodiscard]] RecordsAt labour_convention(std::size_t begin, int number, std::size_t end) const {
    if (number < 1 || number > kMostConventions) return {{}, begin};
    return one(begin, end, "ILO Convention No. " + std::to_string(number));
  }

  /// The first phrase of a rule from `from` on, before the clause ends.
  [[nodiscard]] std::optional<Found> ahead(Rule rule, std::size_t from) const {
    const auto until = std::min({from + kReach, forms_.small.size(), forms_.shape.find(';', from)});
    for (auto at = from; at < until; ++at) {
      if (!is_word_bound(forms_.text, at)) continue;
      if (const auto found = words_.at(rule, forms_.small, at)) return found;
    }
    return std::nullopt;
  }

  /// Supplement No. 5 of the Economic and Social Council's records of 2019 is E/2019/25: reports of
  /// its commissions, of which the second is 22 and the nineteenth 39.
  [[nodiscard]] std::string of_year(std::size_t at, int number) const {
    constexpr int kFirstYear = 1978;
    constexpr int kBefore = 20;
    const auto year = number_at(forms_.shape, at, 4);
    const bool known = year && year->value >= kFirstYear && number > 1 && number < kBefore;
    return known ? "E/" + std::to_string(year->value) + "/" + std::to_string(kBefore + number)
                 : std::string();
  }

  [[nodiscard]] RecordsAt supplement(std::size_t begin, std::size_t end,
                                     std::string_view series) const {
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
    if (series == "ECOSOC") {
      target = of_year(session, number->value);
    } else if (counted >= kFirstSymbols) {
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

  /// "Ibid., vol. 1577, No. 27531": another treaty of the series that was named before.
  [[nodiscard]] RecordsAt volume(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kFarthest = 40;
    constexpr std::size_t kFewestFigures = 3;
    RecordsAt none{{}, begin};
    const auto comma = past_space(forms_.shape, end);
    if (comma >= forms_.shape.size() || forms_.shape[comma] != ',') return none;
    const auto sign = ahead(Rule::treaty_number, end);
    if (!sign || sign->end > end + kFarthest) return none;
    const auto between = forms_.shape.substr(end, sign->end - end);
    const auto number = number_at(forms_.shape, past_space(forms_.text, sign->end));
    const bool counted = std::any_of(between.begin(), between.end(), is_digit);
    if (!counted || !number || std::to_string(number->value).size() < kFewestFigures) return none;
    return treaties(begin, end);
  }

  /// "第660卷，第195页", "第195至200页": pages have the same words before them as treaties.
  [[nodiscard]] bool is_of_page(std::size_t end) const {
    constexpr std::size_t kReach = 24;
    const auto behind = forms_.text.substr(end, kReach);
    const auto page = behind.find("页");
    return page != npos && page < behind.find("号");
  }

  [[nodiscard]] RecordsAt treaties(std::size_t begin, std::size_t end) const {
    RecordsAt all{{}, end};
    const auto sign = ahead(Rule::treaty_number, end);
    if (!sign) return all;
    for (auto next = past_space(forms_.text, sign->end);;) {
      const auto number = number_at(forms_.shape, next);
      if (!number || is_of_page(number->end)) break;
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
