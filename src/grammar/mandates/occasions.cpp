#include "grammar/mandates/occasions.h"

#include <algorithm>
#include <optional>

#include "grammar/dates.h"
#include "grammar/mandates/addressees.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr int kFirstYear = 1946;
constexpr int kLastYear = 2199;
constexpr int kLastSession = 999;

class Finder {
 public:
  Finder(std::string_view text, const OccasionContext& context, const MandateWords& words,
         const Words& dates)
      : text_(text), small_(small_letters(text)), context_(context), words_(words), dates_(dates) {}

  /// `body`: whose session "its" means before another is named.
  std::vector<Occasion> run(std::string_view body) {
    body_ = body;
    for (std::size_t at = 0; at < small_.size();) {
      const bool begins = !words_.bound() || is_word_bound(small_, at);
      const auto next = begins ? step(at) : std::nullopt;
      at = next ? std::max(*next, at + 1) : at + 1;
    }
    return std::move(out_);
  }

  /// The number that ordinals at `at` give together ("seventy-sixth", "第七十六届"), with its end.
  [[nodiscard]] std::optional<NumberAt> ordinal(std::size_t at) const {
    NumberAt sum{0, at};
    int last = 0;
    for (auto place = at; place < small_.size();) {
      const auto found = words_.at(MandateRule::ordinal, text_, small_, place);
      if (!found) break;
      const int value = number_at(found->value, 0)->value;
      // "first and second" are two, "twenty-first" is one.
      const bool joined = sum.value == 0 || (value < last && last >= 10) || value >= 100 ||
                          tens(value, last) || (last < 10 && is_glued(found->begin));
      if (!joined) break;
      sum.value = added(sum.value, value, last);
      last = value;
      sum.end = found->end;
      place = past_joint(found->end);
    }
    if (sum.value == 0) return numeral(at);
    return sum;
  }

 private:
  /// "七十": a unit before ten multiplies it.
  [[nodiscard]] bool tens(int value, int last) const {
    return !words_.bound() && value == 10 && last > 0 && last < 10;
  }
  /// "السادسة والسبعين": the tens follow, with their "and" before them.
  [[nodiscard]] bool is_glued(std::size_t at) const {
    return text_.substr(at).starts_with("\u0648");
  }
  [[nodiscard]] int added(int sum, int value, int last) const {
    if (tens(value, last)) return sum - last + last * value;
    return value >= 100 && sum > 0 && sum < 10 ? sum * value : sum + value;
  }
  /// "76th", "76e", "76-й".
  [[nodiscard]] std::optional<NumberAt> numeral(std::size_t at) const {
    auto number = number_at(small_, at, 3);
    if (!number || number->value == 0) return std::nullopt;
    while (number->end < small_.size() && small_[number->end] != ' ' &&
           !is_digit(small_[number->end]) && words_.bound()) {
      ++number->end;
    }
    return number;
  }
  [[nodiscard]] std::size_t past_joint(std::size_t at) const {
    if (at < small_.size() && small_[at] == '-') return at + 1;
    auto place = past_space(small_, at);
    const auto and_word = words_.at(MandateRule::conjunction, text_, small_, place);
    // "السادسة والسبعون", "soixante et onzième": a joint inside the number.
    if (and_word &&
        words_.at(MandateRule::ordinal, text_, small_, past_space(small_, and_word->end))) {
      return past_space(small_, and_word->end);
    }
    return place;
  }

  std::optional<std::size_t> step(std::size_t at) {
    if (const auto named = words_.at(MandateRule::addressee, text_, small_, at)) {
      name(named->value);
    }
    if (const auto noun_first = sessions_behind(at)) return noun_first;
    if (const auto sessions = sessions_at(at)) return sessions;
    if (const auto often = words_.at(MandateRule::recurrence, text_, small_, at)) {
      // "The biennial panel" names one.
      if (!often->value.empty()) {
        keep({Occasion::Kind::recurring, 0, {}, {}, std::string(often->value)});
      }
      return often->end;
    }
    if (const auto before = words_.at(MandateRule::before_year, text_, small_, at)) {
      return day(past_space(small_, before->end)).value_or(before->end);
    }
    return std::nullopt;
  }

  void name(std::string_view code) {
    if (const auto body = body_of_addressee(code); !body.empty()) body_ = body;
    if (code != "council") return;
    // The Assembly calls its Human Rights Council so, where it has named no other.
    if (body_ == "GA" && context_.body == "GA") body_ = "HRC";
    if (context_.body != "GA" && !context_.body.empty()) body_ = context_.body;
  }

  /// "forty-seventh, forty-eighth and fiftieth sessions".
  std::optional<std::size_t> sessions_at(std::size_t at) {
    std::vector<int> numbers;
    auto place = at;
    while (place < small_.size()) {
      const auto number = ordinal(place);
      if (!number) break;
      numbers.push_back(number->value);
      place = past_list(number->end);
      if (const auto noun = words_.at(MandateRule::session_noun, text_, small_, place)) {
        for (const int each : numbers) keep_session(each);
        return noun->end;
      }
    }
    return std::nullopt;
  }

  /// "в ходе сессии … семьдесят шестой" is rare; "الدورة السادسة والسبعين", "période de sessions
  /// 76" name the noun first.
  std::optional<std::size_t> sessions_behind(std::size_t at) {
    const auto noun = words_.at(MandateRule::session_noun, text_, small_, at);
    if (!noun) return std::nullopt;
    auto place = past_space(small_, noun->end);
    std::optional<std::size_t> end;
    while (const auto number = ordinal(place)) {
      if (words_.at(MandateRule::session_noun, text_, small_, past_space(small_, number->end))) {
        break;
      }
      keep_session(number->value);
      end = number->end;
      const auto next = past_list(number->end);
      if (next == number->end || next == place) break;
      place = next;
    }
    return end;
  }

  [[nodiscard]] std::size_t past_list(std::size_t at) const {
    auto place = past_space(small_, at);
    if (place < small_.size() && small_[place] == ',') place = past_space(small_, place + 1);
    if (const auto joined = words_.at(MandateRule::conjunction, text_, small_, place)) {
      place = past_space(small_, joined->end);
    }
    return place;
  }

  void keep_session(int number) {
    const bool own = !body_.empty() && body_ == context_.body;
    if (number > kLastSession || (own && context_.session > 0 && number <= context_.session))
      return;
    keep({Occasion::Kind::session, number, body_, {}, {}});
  }

  std::optional<std::size_t> day(std::size_t at) {
    const auto article = words_.at(MandateRule::article, text_, small_, at);
    if (article) at = past_space(small_, article->end);
    if (const auto date = date_at(small_, at, dates_)) {
      const int year = number_at(date->iso, 0, 4)->value;
      keep_year(year, date->iso);
      return date->end;
    }
    auto place = at;
    if (const auto month = dates_.at(Rule::month, small_, at)) {
      place = past_space(small_, month->end);
      const auto join = dates_.at(Rule::date_join, small_, place);
      if (join) place = past_space(small_, join->end);
    }
    const auto year = number_at(small_, place, 4);
    if (!year || year->value < kFirstYear || year->value > kLastYear) return std::nullopt;
    if (words_.bound() && !is_word_bound(small_, year->end)) return std::nullopt;
    // "in 2030 Agenda" names a document; "/2" a number.
    const auto next = past_space(small_, year->end);
    const bool name = next < text_.size() && next > year->end && is_upper(text_[next]);
    if (name || (year->end < small_.size() && small_[year->end] == '/')) return std::nullopt;
    keep_year(year->value, {});
    return year->end;
  }

  void keep_year(int year, std::string date) {
    if (context_.year > 0 && year < context_.year) return;
    keep({Occasion::Kind::year, year, {}, std::move(date), {}});
  }

  void keep(Occasion occasion) {
    if (std::find(out_.begin(), out_.end(), occasion) == out_.end()) {
      out_.push_back(std::move(occasion));
    }
  }

  std::string_view text_;
  std::string small_;
  const OccasionContext& context_;
  const MandateWords& words_;
  const Words& dates_;
  std::string body_;  ///< named last
  std::vector<Occasion> out_;
};

}  // namespace

std::string code_of(const Occasion& occasion) {
  switch (occasion.kind) {
    case Occasion::Kind::session:
      return "s" + std::to_string(occasion.number);
    case Occasion::Kind::year:
      return occasion.date.empty() ? std::to_string(occasion.number) : occasion.date;
    case Occasion::Kind::recurring:
      return occasion.every;
  }
  return {};
}

std::vector<Occasion> occasions_in(std::string_view action, const OccasionContext& context,
                                   std::string_view asked, const MandateWords& words,
                                   const Words& dates) {
  const std::string_view own = context.body;
  return Finder(action, context, words, dates).run(asked.empty() ? own : asked);
}

int leading_ordinal(std::string_view text, const MandateWords& words) {
  const OccasionContext nowhere;
  const auto number = Finder(text, nowhere, words, Words::of(model::Language::en)).ordinal(0);
  return number ? number->value : 0;
}

}  // namespace comity::grammar
