#include "grammar/citations/place_numbers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "grammar/citations/resolution_number.h"
#include "grammar/dates.h"
#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kMostPlaceDigits = 4;
constexpr std::size_t kMostInBrackets = 6;  ///< bytes: "(iii)", "(هـ)"

/// Cyrillic letters that are typed for the Latin ones with which the UN letters its lists.
constexpr std::array<std::pair<std::string_view, char>, 3> kAlike{
    {{"а", 'a'}, {"с", 'c'}, {"е", 'e'}}};

bool may_be_lettered(std::string_view label) {
  return label == "chap." || label == "sect." || label == "annex" || label == "part" ||
         label == "appendix";
}

class PlaceReader {
 public:
  PlaceReader(const TextForms& forms, const Words& words) : forms_(forms), words_(words) {}

  [[nodiscard]] PlaceNumbers read(std::size_t at) const {
    if (const auto noun = words_.at(Rule::provision, forms_.small, at)) {
      return behind_noun(at, *noun);
    }
    if (const auto lead = words_.at(Rule::number_lead, forms_.small, at)) {
      return before_unit(at, lead->end);
    }
    return {};
  }

 private:
  /// "articles 6 and 14 (1)".
  [[nodiscard]] PlaceNumbers behind_noun(std::size_t at, const Found& noun) const {
    auto places = list(at, noun.end, noun.phrase->value);
    if (places.items.empty() && places.label == "annex") places.items.push_back({at, noun.end, ""});
    return places;
  }

 public:
  /// The numbers at `from`, of places that begin at `at`.
  [[nodiscard]] PlaceNumbers list(std::size_t at, std::size_t from, std::string label) const {
    PlaceNumbers places{std::move(label), {}, at, from};
    for (auto next = past_space(forms_.text, from);;) {
      auto item = item_at(next, places.label);
      if (!item && places.items.empty()) item = from_to(next, places.label);
      if (!item && !places.items.empty()) item = sibling(next, places.items.back());
      if (!item) break;
      places.items.push_back(*item);
      places.end = item->end;
      next = past_list_joint(forms_, places.end, words_);
      if (next == places.end || begins_date(next)) break;
      // "表1和表2".
      const auto again = words_.at(Rule::provision, forms_.small, next);
      if (again && again->phrase->value == places.label) next = past_space(forms_.text, again->end);
    }
    return places;
  }

 private:
  /// "第7条和第8条", "第3、12和18条", "第33条第2款".
  [[nodiscard]] PlaceNumbers before_unit(std::size_t at, std::size_t number) const {
    PlaceNumbers places;
    places.begin = at;
    const Phrase* unit = nullptr;
    for (auto next = number;;) {
      const auto figures = past_space(forms_.text, next);
      auto item = number_at_place(figures);
      if (!item && !places.items.empty()) item = sibling(figures, places.items.back());
      if (!item) break;
      add(*item, brackets(item->end));
      if (const auto range = range_behind(item->end); range.end > item->end) add(*item, range);
      const auto found = words_.at(Rule::provision_end, forms_.small, item->end);
      if (found) {
        unit = found->phrase;
        item->number = counted(std::move(item->number), unit->value, figures);
        item->end = found->end;
        take_range(*item, *unit);
        if (unit->value == "art.") take_paragraph(*item);
      }
      item->begin = places.items.empty() ? at : next;
      places.items.push_back(*item);
      if (found) places.end = item->end;
      next = past_list_joint(forms_, item->end, words_);
      if (next == item->end) break;
      if (const auto lead = words_.at(Rule::number_lead, forms_.small, next)) next = lead->end;
    }
    if (unit == nullptr) return {};
    std::erase_if(places.items, [&](const PlaceNumber& item) { return item.end > places.end; });
    places.label = unit->value;
    return places;
  }

  /// "至第二十条" behind "第十八条".
  void take_range(PlaceNumber& item, const Phrase& unit) const {
    const auto range = range_behind(item.end);
    if (range.end == item.end || may_be_lettered(unit.value)) return;
    const auto last = words_.at(Rule::provision_end, forms_.small, range.end);
    if (!last || last->phrase->value != unit.value) return;
    add(item, {range.begin, last->end, range.number});
  }

  /// "第2款" behind an article.
  void take_paragraph(PlaceNumber& item) const {
    const auto lead = words_.at(Rule::number_lead, forms_.small, item.end);
    const auto number = lead ? number_at_place(lead->end) : std::nullopt;
    const auto unit =
        number ? words_.at(Rule::provision_end, forms_.small, number->end) : std::nullopt;
    if (!unit || unit->phrase->value != "para.") return;
    item.number += " (" + number->number + ")";
    item.end = unit->end;
  }

  static void add(PlaceNumber& item, const PlaceNumber& more) {
    item.number += more.number;
    item.end = more.end;
  }

  [[nodiscard]] bool begins_date(std::size_t at) const {
    return date_at(forms_.small, at, words_).has_value();
  }

  [[nodiscard]] std::optional<PlaceNumber> item_at(std::size_t at, std::string_view label) const {
    auto item = number_at_place(at);
    if (!item && label == "sub.") item = letter_at(at);
    if (!item && may_be_lettered(label)) item = lettered(at);
    if (!item && label == "art.") item = roman(at);
    if (item) item->number = counted(std::move(item->number), label, at);
    if (!item) return std::nullopt;
    if (const auto letter = letter_behind(item->end)) add(*item, *letter);
    add(*item, brackets(item->end));
    if (label == "art.") {
      const auto inner = paragraph_behind(item->end);
      if (inner.end > item->end) add(*item, inner);
    }
    if (const auto range = range_behind(item->end); range.end > item->end) add(*item, range);
    return item;
  }

  /// Chapters and parts have Roman numerals, which Arabic and Chinese write as words.
  [[nodiscard]] std::string counted(std::string number, std::string_view label,
                                    std::size_t at) const {
    const bool in_words = may_be_lettered(label) && !digit_at(forms_.text, at);
    const auto value = in_words ? number_at(number, 0) : std::nullopt;
    return value && value->end == number.size() ? roman_numeral(value->value) : std::move(number);
  }

  /// "–6", "to 6", "to (c)"; its end is `end` where no range goes on.
  [[nodiscard]] PlaceNumber range_behind(std::size_t end) const {
    PlaceNumber none{end, end, ""};
    auto next = past_range(forms_, end, words_);
    if (next == end) return none;
    if (const auto lead = words_.at(Rule::number_lead, forms_.small, next)) next = lead->end;
    if (const auto last = number_at_place(next)) return {end, last->end, "-" + last->number};
    const auto last = label_at(next);
    return last.end > next ? PlaceNumber{end, last.end, "-" + last.number.substr(1)} : none;
  }

  /// "من 18 إلى 20": a range whose first number has a word before it as well.
  [[nodiscard]] std::optional<PlaceNumber> from_to(std::size_t at, std::string_view label) const {
    if (may_be_lettered(label)) return std::nullopt;
    const auto from = words_.at(Rule::provision_of, forms_.small, at);
    const auto item = from ? item_at(past_space(forms_.text, from->end), label) : std::nullopt;
    const bool range = item && item->number.find('-') != std::string::npos;
    return range ? item : std::nullopt;
  }

  /// "(b)" behind "8 (a)": 8 (b).
  [[nodiscard]] std::optional<PlaceNumber> sibling(std::size_t at,
                                                   const PlaceNumber& before) const {
    const auto bracket = before.number.rfind(" (");
    const auto label = label_at(at);
    if (bracket == std::string::npos || label.end == at) return std::nullopt;
    return PlaceNumber{at, label.end, before.number.substr(0, bracket) + label.number};
  }

  /// As brackets(), of labels that begin at `at`.
  [[nodiscard]] PlaceNumber label_at(std::size_t at) const {
    const bool bare = at > 0 && forms_.text[at - 1] == ' ';
    auto label = brackets(bare ? at - 1 : at);
    if (label.number.empty()) label.end = at;
    return label;
  }

  /// Figures, or a numeral in words.
  [[nodiscard]] std::optional<PlaceNumber> number_at_place(std::size_t at) const {
    if (at >= forms_.text.size()) return std::nullopt;
    if (const auto number = number_at(forms_.shape, at, kMostPlaceDigits)) {
      const bool goes_on = number->end < forms_.shape.size() &&
                           (forms_.shape[number->end] == '/' || forms_.shape[number->end] == '%');
      const bool part = number->end + 1 < forms_.shape.size() && forms_.shape[number->end] == '.' &&
                        is_digit(forms_.shape[number->end + 1]);
      if (goes_on || part || number->value == 0) return std::nullopt;
      return PlaceNumber{at, number->end, std::to_string(number->value)};
    }
    int sum = 0;
    int last = 0;
    auto end = at;
    while (const auto found = words_.at(Rule::numeral, forms_.small, end)) {
      const int value = number_at(found->phrase->value, 0)->value;
      if (value >= 10) {
        sum += std::max(last, 1) * value;
        last = 0;
      } else if (last > 0) {
        break;
      } else {
        last = value;
      }
      end = found->end;
    }
    sum += last;
    if (sum == 0) return std::nullopt;
    return PlaceNumber{at, end, std::to_string(sum)};
  }

  /// "VI" of treaties that count their articles so, as "6".
  [[nodiscard]] std::optional<PlaceNumber> roman(std::size_t at) const {
    auto item = lettered(at);
    const int value = item ? roman_value(item->number) : 0;
    if (value == 0) return std::nullopt;
    item->number = std::to_string(value);
    return item;
  }

  /// "XXVIII", "A".
  [[nodiscard]] std::optional<PlaceNumber> lettered(std::size_t at) const {
    auto end = at;
    while (end < forms_.text.size() && is_upper(forms_.text[end])) ++end;
    const auto letters = forms_.text.substr(at, end - at);
    const bool one = letters.size() == 1;
    if (letters.empty() || !is_word_bound(forms_.text, end)) return std::nullopt;
    // "chap. I, A/CONF.211/8": a symbol follows.
    if (end < forms_.text.size() && forms_.text[end] == '/') return std::nullopt;
    if (!one && roman_value(letters) == 0) return std::nullopt;
    return PlaceNumber{at, end, std::string(letters)};
  }

  /// The letter of a sub-item that stands bare or in brackets: "e", "(e)".
  [[nodiscard]] std::optional<PlaceNumber> letter_at(std::size_t at) const {
    if (const auto inside = brackets(at); inside.end > at) {
      return PlaceNumber{at, inside.end, inside.number.substr(1)};
    }
    const bool one =
        at < forms_.text.size() && is_lower(forms_.text[at]) && is_word_bound(forms_.text, at + 1);
    if (!one) return std::nullopt;
    return PlaceNumber{at, at + 1, "(" + std::string(1, forms_.text[at]) + ")"};
  }

  /// "124A", "8 bis", "73 e of".
  [[nodiscard]] std::optional<PlaceNumber> letter_behind(std::size_t end) const {
    const auto& text = forms_.text;
    if (end < text.size() && is_upper(text[end]) && is_word_bound(text, end + 1)) {
      return PlaceNumber{end, end + 1, std::string(1, text[end])};
    }
    const auto at = past_space(text, end);
    for (const std::string_view latin : {"bis", "ter", "quater"}) {
      if (at > end && forms_.small.substr(at).starts_with(latin) &&
          is_word_bound(text, at + latin.size())) {
        return PlaceNumber{end, at + latin.size(), " " + std::string(latin)};
      }
    }
    // A bare letter belongs to a number where the instrument follows on it, as it does in Russian
    // without a word between.
    const auto bytes = at < text.size() && is_lower(text[at]) ? std::size_t{1} : cyrillic(at);
    if (at == end || bytes == 0 || !is_word_bound(text, at + bytes)) return std::nullopt;
    auto of = past_space(text, at + bytes);
    if (const auto word = words_.at(Rule::provision_of, forms_.small, of)) {
      of = past_space(text, word->end);
    }
    if (!words_.at(Rule::instrument, forms_.small, of)) return std::nullopt;
    const auto letter = bytes == 1 ? text[at] : cyrillic_letter(at);
    return PlaceNumber{end, at + bytes, " (" + std::string(1, letter) + ")"};
  }

  [[nodiscard]] char cyrillic_letter(std::size_t at) const {
    for (const auto& [written, latin] : kAlike) {
      if (forms_.small.substr(at).starts_with(written)) return latin;
    }
    return 0;
  }
  [[nodiscard]] std::size_t cyrillic(std::size_t at) const {
    return at < forms_.text.size() && cyrillic_letter(at) != 0 ? 2 : 0;
  }

  /// "(1) (c)" as " (1) (c)", "2 e)" as " (e)"; its end is `at` where no bracket stands there.
  [[nodiscard]] PlaceNumber brackets(std::size_t at) const {
    PlaceNumber all{at, at, ""};
    const auto& shape = forms_.shape;
    for (;;) {
      const auto open = past_space(shape, all.end);
      const bool bare = open > all.end && open + 1 < shape.size() && is_lower(forms_.text[open]) &&
                        shape[open + 1] == ')';
      if (!bare && (open >= shape.size() || shape[open] != '(')) return all;
      const auto from = bare ? open : open + 1;
      const auto close = shape.find(')', from);
      if (close == npos || close == from || close - from > kMostInBrackets) return all;
      const auto label = label_of(forms_.small.substr(from, close - from));
      if (label.empty()) return all;
      all.number += " (" + label + ")";
      all.end = close + 1;
    }
  }

  /// What brackets hold, in the letters of English: "3", "e", "iii"; empty where it is no label.
  [[nodiscard]] static std::string label_of(std::string_view inside) {
    constexpr std::string_view kStretch = "\u0640";
    if (inside.ends_with(kStretch)) inside.remove_suffix(kStretch.size());
    if (const auto number = number_at(inside, 0, 2); number && number->end == inside.size()) {
      return std::to_string(number->value);
    }
    for (const auto& [written, latin] : kAlike) {
      if (inside == written) return std::string(1, latin);
    }
    if (const auto letter = list_letter_at(inside, 0); letter.bytes == inside.size()) {
      return std::string(1, letter.letter);
    }
    return std::all_of(inside.begin(), inside.end(), is_lower) ? std::string(inside)
                                                               : std::string();
  }

  /// ", paragraph 4," behind the number of an article.
  [[nodiscard]] PlaceNumber paragraph_behind(std::size_t end) const {
    PlaceNumber none{end, end, ""};
    auto at = past_space(forms_.text, end);
    if (at >= forms_.shape.size() || forms_.shape[at] != ',') return none;
    at = past_space(forms_.shape, at + 1);
    const auto noun = words_.at(Rule::provision, forms_.small, at);
    if (!noun || noun->phrase->value != "para.") return none;
    const auto number = number_at_place(past_space(forms_.text, noun->end));
    if (!number) return none;
    PlaceNumber all{end, number->end, " (" + number->number + ")"};
    const auto more = brackets(number->end);
    if (more.end > number->end) add(all, more);
    // "Article 1, paragraph 3, of the Charter".
    const auto comma = past_space(forms_.shape, all.end);
    if (comma < forms_.shape.size() && forms_.shape[comma] == ',') {
      const auto of = past_space(forms_.shape, comma + 1);
      if (words_.at(Rule::provision_of, forms_.small, of)) all.end = comma + 1;
    }
    return all;
  }

  const TextForms& forms_;
  const Words& words_;
};

}  // namespace

std::string PlaceNumbers::text() const {
  std::string out = label;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].number.empty()) continue;
    out += (i == 0 ? " " : ", ") + items[i].number;
  }
  return out;
}

PlaceNumbers places_at(const TextForms& forms, std::size_t at, const Words& words) {
  return PlaceReader(forms, words).read(at);
}

PlaceNumbers numbers_at(const TextForms& forms, std::size_t at, const std::string& label,
                        const Words& words) {
  return PlaceReader(forms, words).list(at, at, label);
}

std::size_t past_list_joint(const TextForms& forms, std::size_t end, const Words& words) {
  auto at = past_space(forms.shape, end);
  bool joined = false;
  if (at < forms.shape.size() && forms.shape[at] == ',') {
    at = past_space(forms.shape, at + 1);
    joined = true;
  }
  if (const auto word = words.at(Rule::conjunction, forms.small, at)) {
    at = past_space(forms.text, word->end);
    joined = true;
  } else if (const auto number = past_glued_joint(forms, at, words); number > at) {
    return number;
  }
  return joined ? at : end;
}

std::size_t past_glued_joint(const TextForms& forms, std::size_t at, const Words& words) {
  for (const auto& phrase : words.phrases(Rule::conjunction)) {
    const auto next = at + phrase.small.size();
    const bool stands = at < forms.small.size() && forms.small.substr(at).starts_with(phrase.small);
    if (!stands || next >= forms.text.size()) continue;
    if (digit_at(forms.text, next)) return next;
    // A Latin word goes on from letter to letter.
    const bool latin = is_lower(phrase.small.back());
    const bool named = is_upper(forms.text[next]) || number_of_resolution(forms.shape, next);
    if (!latin && named) return next;
  }
  return at;
}

std::size_t past_range(const TextForms& forms, std::size_t end, const Words& words) {
  const auto at = past_space(forms.text, end);
  for (const std::string_view dash : {"-", "\u2013", "\u2011", "\u2010"}) {
    if (!forms.text.substr(at).starts_with(dash)) continue;
    const auto next = past_space(forms.text, at + dash.size());
    if (digit_at(forms.text, next)) return next;
  }
  if (const auto word = words.at(Rule::range, forms.small, at)) {
    return past_space(forms.text, word->end);
  }
  return end;
}

}  // namespace comity::grammar
