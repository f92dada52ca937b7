#include "grammar/reviews/review_facts.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// introduction := … "held its" ordinal "session" … "the review of" State "was held" … date …
//                 "headed by" name ("." | headed-end) … "adopted the" … date …
//                 "(troika)" … ":" State-list "."
// date         := day join* month join* year | month day year | year 年 month 月 day 日
// ordinal      := figures | tens? ordinal, on either side of "session"
//
// A date that a sentence gives before its verb counts where none follows: Chinese has it there.

int leading_number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The figures before the month of a date, past words as "de" and "er".
std::string_view digits_before(std::string_view text, std::size_t end, const ReviewWords& words) {
  for (;;) {
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
    const auto join = words.at_end(ReviewRule::date_join, text.substr(0, end));
    if (join == 0) break;
    end -= join;
  }
  auto begin = end;
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

std::string_view digits_after(std::string_view text, std::size_t at, const ReviewWords& words) {
  for (;;) {
    while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
    const auto join = words.begins(ReviewRule::date_join, text.substr(std::min(at, text.size())));
    if (!join) break;
    at += *join;
  }
  auto end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

std::string iso(int year, int month, int day) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + '-' + two(month) + '-' + two(day);
}

/// "2014年11月4日": a date that is all numbers, each with its mark.
std::string numbered_date(std::string_view text, std::size_t from, const ReviewWords& words) {
  const auto mark = words.find(ReviewRule::year_mark, text, from);
  if (!mark) return {};
  const auto year = digits_before(text, mark->begin, words);
  const auto month = digits_after(text, mark->end, words);
  const auto month_end = static_cast<std::size_t>(month.data() - text.data()) + month.size();
  const auto month_mark = words.at_start(ReviewRule::month_mark, text.substr(month_end));
  if (year.size() != 4 || month.empty() || !month_mark) {
    return numbered_date(text, mark->end, words);
  }
  const auto day = digits_after(text, month_end + month_mark->end, words);
  if (day.empty() || day.size() > 2 || month.size() > 2) return {};
  return iso(leading_number(year), leading_number(month), leading_number(day));
}

std::vector<std::string> codes_in(std::string_view text, const names::Register& states,
                                  const ReviewWords& words) {
  std::vector<std::string> codes;
  auto named = states.list(text);
  if (named.empty()) named = states.mentions(text, words.language());
  for (const auto& mention : named) {
    if (mention.code.empty()) continue;
    if (std::find(codes.begin(), codes.end(), mention.code) == codes.end()) {
      codes.push_back(mention.code);
    }
  }
  return codes;
}

struct Passage {
  std::string text;  ///< as printed
  std::string low;   ///< as shaped() and lowered(), byte by byte alike
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
  struct Sentence {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  /// The sentence in which byte `at` stands. Ends are told by capitals, so by the printed text.
  [[nodiscard]] Sentence sentence_of(const Passage& p, std::size_t at) const {
    const auto shape = shaped(p.text);
    Sentence sentence;
    for (auto end = sentence_end(shape, 0, words_); end < at;
         end = sentence_end(shape, end + 1, words_)) {
      sentence.begin = end + 1;
    }
    sentence.end = sentence_end(shape, at, words_);
    return sentence;
  }

  void session(const Passage& p) {
    if (review.session != 0 || !words_.find(ReviewRule::established, p.low)) return;
    constexpr std::size_t kReach = 320;
    for (auto held = words_.find(ReviewRule::held_session, p.low); held && review.session == 0;
         held = words_.find(ReviewRule::held_session, p.low, held->end)) {
      review.session = session_of(std::string_view(p.low).substr(held->end, kReach), words_);
    }
  }

  /// "The review of X was held": the first place where a State stands between the two.
  void held(const Passage& p) {
    if (!review.date.empty()) return;
    for (auto start = words_.find(ReviewRule::review_of, p.low); start;
         start = words_.find(ReviewRule::review_of, p.low, start->end)) {
      const auto verb = words_.find(ReviewRule::was_held, p.low, start->end);
      if (!verb) return;
      if (verb->begin - start->end > 200) continue;
      const auto name = std::string_view(p.text).substr(start->end, verb->begin - start->end);
      auto codes = codes_in(name, states_, words_);
      if (codes.empty() && words_.find(ReviewRule::review_of, p.low, start->end)) continue;
      if (review.states_under_review.empty()) review.states_under_review = std::move(codes);
      const auto low = std::string_view(p.low);
      const auto begin = sentence_of(p, start->begin).begin;
      const auto end = std::max(sentence_of(p, verb->end).end, verb->end);
      for (const auto part :
           {low.substr(verb->end, end - verb->end), low.substr(begin, start->begin - begin),
            low.substr(verb->end, 120)}) {
        if (review.date.empty()) review.date = first_date(part, words_);
      }
      return;
    }
  }

  void head_of_delegation(const Passage& p) {
    if (!review.head_of_delegation.empty()) return;
    const auto head = words_.find(ReviewRule::headed_by, p.low);
    if (!head || review.date.empty()) return;
    auto begin = p.text.find_first_not_of(" :", head->end);
    if (begin == npos) return;
    auto end = sentence_of(p, begin).end;
    if (const auto stop = words_.find(ReviewRule::headed_end, p.low, begin)) {
      end = std::min(end, stop->begin);
    }
    // "Делегацию Словении возглавлял …", but "ترأس وفد سلوفينيا …": the State may stand between.
    const auto named =
        states_.mentions(std::string_view(p.text).substr(begin, end - begin), words_.language());
    if (!named.empty() && named.front().begin == 0 && begin + named.front().end < end) {
      begin += named.front().end;
    }
    review.head_of_delegation =
        base::collapsed(std::string_view(p.text).substr(begin, end - begin));
  }

  void adopted(const Passage& p) {
    if (!review.adopted.empty()) return;
    const auto verb = words_.find(ReviewRule::adopted, p.low);
    if (!verb) return;
    const auto sentence = sentence_of(p, verb->begin);
    const auto low = std::string_view(p.low);
    review.adopted = first_date(low.substr(sentence.begin, verb->begin - sentence.begin), words_);
    if (!review.adopted.empty()) return;
    const auto end = sentence_of(p, verb->end).end;
    review.adopted = first_date(low.substr(verb->end, end - verb->end), words_);
  }

  void troika(const Passage& p) {
    if (!review.troika.empty()) return;
    const auto word = words_.find(ReviewRule::troika, p.low);
    if (!word) return;
    const auto colon = p.low.find(':', word->end);
    const auto end = sentence_of(p, word->end).end;
    const auto begin = colon < end ? colon + 1 : word->end;
    if (colon >= end && words_.language() == model::Language::en) return;
    for (auto& code :
         codes_in(std::string_view(p.text).substr(begin, end - begin), states_, words_)) {
      const auto& reviewed = review.states_under_review;
      const bool own =
          colon >= end && std::find(reviewed.begin(), reviewed.end(), code) != reviewed.end();
      if (!own) review.troika.push_back(std::move(code));
    }
  }

  const names::Register& states_;
  const ReviewWords& words_;
};

}  // namespace

std::string first_date(std::string_view text, const ReviewWords& words) {
  const auto low = ascii_digits(lowered(text));
  if (auto date = numbered_date(low, 0, words); !date.empty()) return date;
  for (std::size_t from = 0;;) {
    const auto month = words.find(ReviewRule::month, low, from);
    if (!month) return {};
    from = month->end;
    const auto before = digits_before(low, month->begin, words);
    const auto after = digits_after(low, month->end, words);
    if (!before.empty() && before.size() <= 2 && after.size() == 4) {
      return iso(leading_number(after), month->value, leading_number(before));
    }
    if (!after.empty() && after.size() <= 2) {
      const auto at = static_cast<std::size_t>(after.data() - low.data()) + after.size();
      const auto year = digits_after(low, at, words);
      if (year.size() == 4) return iso(leading_number(year), month->value, leading_number(after));
    }
  }
}

int session_of(std::string_view text, const ReviewWords& words) {
  const auto low = ascii_digits(lowered(text));
  const auto noun = words.find(ReviewRule::session, low);
  if (!noun) return 0;
  constexpr std::size_t kBefore = 60;  // of the noun: "at its 2300th meeting, … its eighty-ninth"
  const auto all_before = std::string_view(low).substr(0, noun->begin);
  const auto before = all_before.substr(all_before.size() - std::min(all_before.size(), kBefore));
  // "24th", "28º", "第28": figures count only close to the noun.
  constexpr std::size_t kSuffix = 8;
  const auto digit = before.find_last_of("0123456789");
  const bool close = digit != npos && before.size() - digit <= kSuffix;
  if (close && before.find_first_of(",/;", digit) == npos) {
    return leading_number(digits_before(before, digit + 1, words));
  }
  constexpr std::size_t kReach = 60;
  for (const auto side : {before, std::string_view(low).substr(noun->end, kReach)}) {
    const auto ordinal = words.find(ReviewRule::ordinal, side);
    if (!ordinal) continue;
    const auto tens = words.find(ReviewRule::tens, side);
    return ordinal->value + (tens ? tens->value : 0);
  }
  return 0;
}

model::Review facts_of(const std::vector<std::string>& introduction, std::string_view title,
                       const names::Register& states, const ReviewWords& words) {
  FactReader reader(states, words);
  for (const auto& text : introduction) reader.read({text, lowered(shaped(text))});
  auto review = std::move(reader.review);
  if (review.states_under_review.empty())
    review.states_under_review = codes_in(title, states, words);
  review.cycle = model::cycle_of_session(review.session);
  return review;
}

std::optional<ReportTitle> report_title(const std::vector<model::Paragraph>& paragraphs,
                                        const ReviewWords& words) {
  constexpr std::size_t kMostLines = 4;
  constexpr std::size_t kLongestLine = 160;
  const auto is_line = [](const model::Paragraph& paragraph) {
    return paragraph.kind != model::ParagraphKind::note && paragraph.printed.empty() &&
           model::text_of(paragraph.runs).size() <= kLongestLine;
  };
  const auto end = std::min(paragraphs.size(), kTitlePages);
  for (std::size_t i = 0; i < end; ++i) {
    auto text = masked_text(paragraphs[i]);
    for (auto last = i;;) {
      if (const auto found = words.find(ReviewRule::title, lowered(text))) {
        return ReportTitle{i, last, found->begin, text.substr(found->end)};
      }
      if (!is_line(paragraphs[last]) || ++last >= std::min(end, i + kMostLines)) break;
      if (!is_line(paragraphs[last])) break;
      text += ' ' + masked_text(paragraphs[last]);
    }
  }
  return std::nullopt;
}

std::string title_after(const std::vector<model::Paragraph>& paragraphs, const ReviewWords& words) {
  constexpr std::size_t kMostParagraphs = 3;
  const auto title = report_title(paragraphs, words);
  if (!title) return {};
  auto text = title->rest + '\n';
  const auto end = std::min({paragraphs.size(), kTitlePages, title->last + 1 + kMostParagraphs});
  for (auto i = title->last + 1; i < end; ++i) text += masked_text(paragraphs[i]) + '\n';
  return text;
}

}  // namespace comity::grammar
