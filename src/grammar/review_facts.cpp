#include "grammar/review_facts.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace comity::grammar {
namespace {

// introduction := … "held its" ordinal "session" … "the review of" State "was held" … date …
//                 "headed by" name "." … "adopted the" … date …
//                 "(troika)" … ":" State-list "."

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
int number_in(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string_view digits_before(std::string_view text, std::size_t end) {
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
  auto begin = end;
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

std::string_view digits_after(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
  auto end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

std::string iso(int year, int month, int day) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + '-' + two(month) + '-' + two(day);
}

std::vector<std::string> codes_in(std::string_view text, const names::Register& states) {
  std::vector<std::string> codes;
  auto named = states.list(text);
  if (named.empty()) named = states.mentions(text);
  for (const auto& mention : named) {
    if (mention.code.empty()) continue;
    if (std::find(codes.begin(), codes.end(), mention.code) == codes.end()) {
      codes.push_back(mention.code);
    }
  }
  return codes;
}

struct Passage {
  std::string text;
  std::string low;
};

class FactReader {
 public:
  FactReader(const names::Register& states, const ReviewWords& words)
      : states_(states), words_(words) {}

  void read(const Passage& passage) {
    session(passage);
    held(passage);
    head_of_delegation(passage);
    adopted(passage);
    troika(passage);
  }
  model::Review review;

 private:
  void session(const Passage& p) {
    if (review.session != 0 || !words_.find(ReviewRule::established, p.low)) return;
    const auto held = words_.find(ReviewRule::held_session, p.low);
    if (held) review.session = session_of(std::string_view(p.low).substr(held->end, 80), words_);
  }

  void held(const Passage& p) {
    if (!review.date.empty()) return;
    const auto start = words_.find(ReviewRule::review_of, p.low);
    if (!start) return;
    const auto verb = words_.find(ReviewRule::was_held, p.low, start->end);
    if (!verb || verb->begin - start->end > 200) return;
    const auto name = std::string_view(p.text).substr(start->end, verb->begin - start->end);
    if (review.states_under_review.empty()) review.states_under_review = codes_in(name, states_);
    review.date = first_date(std::string_view(p.low).substr(verb->end, 120), words_);
  }

  void head_of_delegation(const Passage& p) {
    if (!review.head_of_delegation.empty()) return;
    const auto head = words_.find(ReviewRule::headed_by, p.low);
    if (!head || review.date.empty()) return;
    const auto begin = p.text.find_first_not_of(" :", head->end);
    if (begin == npos) return;
    const auto end = sentence_end(p.text, begin, words_);
    review.head_of_delegation =
        base::collapsed(std::string_view(p.text).substr(begin, end - begin));
  }

  void adopted(const Passage& p) {
    if (!review.adopted.empty()) return;
    const auto verb = words_.find(ReviewRule::adopted, p.low);
    if (!verb) return;
    std::size_t begin = 0;
    for (std::size_t at = sentence_end(p.text, 0, words_); at < verb->begin;
         at = sentence_end(p.text, at + 1, words_)) {
      begin = at + 1;
    }
    const auto low = std::string_view(p.low);
    review.adopted = first_date(low.substr(begin, verb->begin - begin), words_);
    if (!review.adopted.empty()) return;
    const auto end = sentence_end(p.text, verb->end, words_);
    review.adopted = first_date(low.substr(verb->end, end - verb->end), words_);
  }

  void troika(const Passage& p) {
    if (!review.troika.empty()) return;
    const auto word = words_.find(ReviewRule::troika, p.low);
    const auto colon = word ? p.text.find(':', word->end) : std::string::npos;
    if (colon == std::string::npos) return;
    const auto end = sentence_end(p.text, colon, words_);
    review.troika = codes_in(std::string_view(p.text).substr(colon + 1, end - colon - 1), states_);
  }

  const names::Register& states_;
  const ReviewWords& words_;
};

}  // namespace

std::string first_date(std::string_view text, const ReviewWords& words) {
  const auto low = lowered(text);
  for (std::size_t from = 0;;) {
    const auto month = words.find(ReviewRule::month, low, from);
    if (!month) return {};
    from = month->end;
    const auto before = digits_before(low, month->begin);
    const auto after = digits_after(low, month->end);
    if (!before.empty() && before.size() <= 2 && after.size() == 4) {
      return iso(number_in(after), month->value, number_in(before));
    }
    if (!after.empty() && after.size() <= 2) {
      const auto at = static_cast<std::size_t>(after.data() - low.data()) + after.size();
      const auto year = digits_after(low, at);
      if (year.size() == 4) return iso(number_in(year), month->value, number_in(after));
    }
  }
}

int session_of(std::string_view text, const ReviewWords& words) {
  const auto low = lowered(text);
  const auto noun = words.find(ReviewRule::session, low);
  if (!noun) return 0;
  const auto before = std::string_view(low).substr(0, noun->begin);
  std::size_t digit = 0;
  while (digit < before.size() && !is_digit(before[digit])) ++digit;
  if (digit < before.size()) return number_in(digits_after(before, digit));
  const auto ordinal = words.find(ReviewRule::ordinal, before);
  if (!ordinal) return 0;
  const auto tens = words.find(ReviewRule::tens, before);
  return ordinal->value + (tens && tens->begin < ordinal->begin ? tens->value : 0);
}

model::Review facts_of(const std::vector<std::string>& introduction, std::string_view title,
                       const names::Register& states, const ReviewWords& words) {
  FactReader reader(states, words);
  for (const auto& text : introduction) reader.read({text, lowered(text)});
  auto review = std::move(reader.review);
  if (review.states_under_review.empty()) review.states_under_review = codes_in(title, states);
  review.cycle = model::cycle_of_session(review.session);
  return review;
}

}  // namespace comity::grammar
