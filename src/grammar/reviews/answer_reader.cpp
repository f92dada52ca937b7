#include "grammar/reviews/answer_reader.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "grammar/reviews/answer_binding.h"
#include "grammar/reviews/answer_numbers.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// answers  := (section | group | sentence | table)*
// section  := heading or "… :" with an answer           "Recommendations that enjoy its support"
// group    := numbers text*                              "122.11 …", "Rec. 18", "5., 6., 7. …"
// sentence := answer numbers | numbers answer | both, several times
// table    := row*       row := numbers-cell cell* with an answer, or a mark under one
//
// A group's answer is what its sentences say of "the recommendation"; else its section's. Sentences
// that quote the recommendation, with the State in parentheses at their end, say nothing of it.

constexpr std::size_t kLongestWords = 600;

std::uint32_t small(std::size_t value) { return static_cast<std::uint32_t>(value); }

/// Cut at a word, with an ellipsis, where it is longer than fits.
std::string shortened(std::string text) {
  if (text.size() <= kLongestWords) return text;
  auto end = text.rfind(' ', kLongestWords);
  if (end == std::string::npos) end = kLongestWords;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + " …";
}

/// The sentence, a long list of numbers in it as "…".
std::string words_of(std::string_view text, const AnswerSentence& sentence) {
  constexpr std::size_t kShortList = 60;
  std::string words;
  auto at = sentence.begin;
  for (const auto& token : sentence.tokens) {
    if (token.kind != AnswerToken::Kind::numbers || token.end - token.begin <= kShortList) continue;
    words += text.substr(at, token.begin - at);
    words += "…";
    at = token.end;
  }
  const auto rest = text.substr(at, sentence.end - at);
  if (!words.ends_with("…") || rest != ".") words += rest;
  return shortened(base::collapsed(words));
}

bool has_answer(const std::vector<GivenAnswer>& answers, Answer answer) {
  return std::any_of(answers.begin(), answers.end(),
                     [&](const GivenAnswer& given) { return given.answer == answer; });
}

/// What the answers of one group come to: those for and against are support in part where they
/// speak of parts; else the first is the position and what follows its reasons.
std::optional<Answer> combined(const std::vector<GivenAnswer>& answers) {
  if (answers.empty()) return std::nullopt;
  const bool against =
      has_answer(answers, Answer::not_supported) || has_answer(answers, Answer::pending);
  const bool parts = std::any_of(answers.begin(), answers.end(),
                                 [](const GivenAnswer& given) { return given.of_part; });
  if (has_answer(answers, Answer::partly)) return Answer::partly;
  if (has_answer(answers, Answer::supported) && against && parts) return Answer::partly;
  return answers.front().answer;
}

}  // namespace

AnswerReader::AnswerReader(const names::Register& states, const ReviewWords& words,
                           const ListNumbers& lists, AnswerScope scope)
    : states_(states), words_(words), lists_(lists), scope_(std::move(scope)) {}

/// Whether a sentence ends as a recommendation does, with its States: "… (France, Chile);".
bool AnswerReader::is_quotation(std::string_view sentence) const {
  while (!sentence.empty() && std::string_view(".;, ").find(sentence.back()) != npos) {
    sentence.remove_suffix(1);
  }
  if (sentence.empty() || sentence.back() != ')') return false;
  int depth = 0;
  for (std::size_t at = sentence.size(); at-- > 0;) {
    if (sentence[at] == ')') ++depth;
    if (sentence[at] != '(' || --depth > 0) continue;
    const auto named = states_.mentions(sentence.substr(at + 1));
    return !named.empty() && named.front().begin <= 4;
  }
  return false;
}

/// Whether the sentence is an answer and who gives it: "Accepted", "Westmarch does not accept",
/// "Response: noted; …".
bool AnswerReader::is_bare_answer(const AnswerSentence& sentence, std::string_view text) const {
  const auto answers = of_kind(sentence, AnswerToken::Kind::answer);
  if (answers.empty()) return false;
  auto begin = sentence.begin;
  for (const auto& token : of_kind(sentence, AnswerToken::Kind::numbers)) {
    // The paragraph's own number: "6.7 Does not enjoy the support".
    if (token.end <= answers.front().begin) begin = token.end;
  }
  auto before = base::trimmed(text.substr(begin, answers.front().begin - begin));
  while (!before.empty() && std::string_view(".:–- ").find(before.front()) != npos) {
    before.remove_prefix(1);
  }
  const auto low = lowered(before);
  // The auxiliary of "does not accept" belongs to the answer.
  for (const std::string_view verb : {" does", " do", " has", " have", " is", " are", " cannot"}) {
    if ((" " + low).ends_with(verb)) before.remove_suffix(std::min(verb.size(), before.size()));
  }
  if (before.ends_with("的")) before.remove_suffix(std::string_view("的").size());
  while (!before.empty() && std::string_view(":–- (").find(before.back()) != npos) {
    before.remove_suffix(1);
  }
  // "Same answer as for 6.18: accepted"
  const bool colon = before.size() < low.size() && low[before.size()] == ':';
  if (colon && words_.find(ReviewRule::reason_word, low)) return true;
  // "Noted (not supported)"
  if (words_.is(ReviewRule::answer_bare_noted, lowered(before))) return true;
  if (before.empty() || words_.is(ReviewRule::answerer, lowered(before))) return true;
  const auto named = states_.mentions(before);
  constexpr std::size_t kArticle = 20;  // "The Government of "
  return !named.empty() && named.back().end == before.size() && named.front().begin <= kArticle;
}

void AnswerReader::take(const model::Paragraph& paragraph, std::size_t index) {
  using model::ParagraphKind;
  switch (paragraph.kind) {
    case ParagraphKind::masthead:
    case ParagraphKind::title:
    case ParagraphKind::sponsors:
    case ParagraphKind::enacting:
    case ParagraphKind::note:
    case ParagraphKind::rule:
      return;
    case ParagraphKind::table:
      return table(paragraph, index);
    case ParagraphKind::heading:
      return heading(paragraph, index);
    default:
      return text(paragraph, index);
  }
}

/// The rest of recommendations that no statement names is not known.
void AnswerReader::drop_unnamed() {
  const auto names = [](const model::PositionStatement& statement) {
    const auto& numbers = statement.numbers;
    return statement.counts_as && !numbers.empty() && numbers.front() != model::kOtherNumbers &&
           numbers.front() != model::kAllNumbers;
  };
  if (std::any_of(statements_.begin(), statements_.end(), names)) return;
  for (auto at = unnamed_.rbegin(); at != unnamed_.rend(); ++at) {
    statements_.erase(statements_.begin() + static_cast<std::ptrdiff_t>(*at));
  }
}

std::vector<model::PositionStatement> AnswerReader::finish() {
  close_group();
  drop_unnamed();
  // A group ends after what its later sentences say of other numbers.
  std::stable_sort(statements_.begin(), statements_.end(),
                   [](const model::PositionStatement& a, const model::PositionStatement& b) {
                     return std::tie(a.paragraph, a.row, a.cell, a.begin) <
                            std::tie(b.paragraph, b.row, b.cell, b.begin);
                   });
  return std::move(statements_);
}

/// The numbers of a label: "122.11.", and, where plain labels are such, "5., 6., 7.".
std::optional<NumberList> AnswerReader::label_numbers(const model::Paragraph& paragraph,
                                                      const std::string& text) const {
  auto list = number_list_at(paragraph.printed, 0, words_, lists_);
  if (!list) return std::nullopt;
  const bool item = list->numbers.front().find('.') != std::string::npos;
  if (!item && !scope_.plain_labels) return std::nullopt;
  list->end = 0;
  if (!base::trimmed(paragraph.printed).ends_with(',')) return list;
  // The label goes on in the line below, which the reader took for text: "83., 85., 86., 87."
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto more = number_list_at(text, at, words_, lists_);
    if (!more) continue;
    const bool dotted = more->end < text.size() && text[more->end] == '.' &&
                        text.substr(at, more->end - at).find("., ") != std::string::npos;
    if (dotted) {
      list->numbers.insert(list->numbers.end(), more->numbers.begin(), more->numbers.end());
      break;
    }
    at = std::max(at, more->end - 1);
  }
  return list;
}

void AnswerReader::text(const model::Paragraph& paragraph, std::size_t index) {
  const auto own = masked_text(paragraph);
  const Place at{index, 0, 0, 0, own.size()};
  if (take_torn_list(own, paragraph.printed)) return;
  auto numbers = label_numbers(paragraph, own);
  const bool labelled = numbers.has_value();
  if (labelled && group_ && base::trimmed(own).empty()) {
    // A label's second line: "43., 44." under "40., 41., 42.,".
    auto& all = group_->numbers;
    all.insert(all.end(), numbers->numbers.begin(), numbers->numbers.end());
    return;
  }
  if (!numbers) numbers = numbers_at_start(own, words_, lists_);
  if (!numbers && scope_.plain_labels) {
    // Labels that the reader took for text: "3., 4., 5. Accepted."
    auto list = number_list_at(own, 0, words_, lists_);
    if (list && list->end < own.size() && own[list->end] == '.') numbers = std::move(list);
  }
  if (!numbers && plain_heading(paragraph, index, own)) return;
  if (!numbers) {
    // A number of the document's own paragraphs begins something new.
    const bool plain = !paragraph.printed.empty() && digit_at(paragraph.printed, 0).has_value();
    if (plain) close_group();
    return read_sentences(own, 0, at, true);
  }
  close_group();
  check_range(numbers->open_range);
  if (!labelled) {
    // "Recommendations 1 to 5 are accepted, 6 and 7 are noted": no head, but a sentence.
    const auto sentences = answer_sentences(own, words_, lists_, states_);
    if (!sentences.empty() && of_kind(sentences.front(), AnswerToken::Kind::numbers).size() > 1 &&
        !of_kind(sentences.front(), AnswerToken::Kind::answer).empty() &&
        !is_quotation(std::string_view(own).substr(0, sentences.front().end))) {
      return read_sentences(own, 0, at, true);
    }
  }
  open_group(numbers->numbers, at);
  read_sentences(own, numbers->end, at, false);
}

bool AnswerReader::take_torn_list(const std::string& text, const std::string& label) {
  if (!std::exchange(torn_, false) || !label.empty()) return false;
  const auto more = number_list_at(text, 0, words_, lists_);
  if (!more) return false;
  auto& last = statements_.back();
  for (const auto& number : more->numbers) {
    last.numbers.push_back(number);
    if (last.counts_as) stated_.emplace(number, *last.counts_as);
  }
  return true;
}

/// `continues`: not the paragraph that the open group's numbers head.
void AnswerReader::read_sentences(std::string_view text, std::size_t from, const Place& at,
                                  bool continues) {
  for (const auto& sentence : answer_sentences(text, words_, lists_, states_)) {
    if (sentence.end <= from) continue;
    const auto own = text.substr(sentence.begin, sentence.end - sentence.begin);
    if (is_quotation(own)) continue;
    check_topic(sentence, text);
    const auto answers = of_kind(sentence, AnswerToken::Kind::answer);
    auto numbers = of_kind(sentence, AnswerToken::Kind::numbers);
    std::erase_if(numbers, [&](const AnswerToken& token) { return token.end <= from; });
    if (group_ && !answers.empty() && !numbers.empty() &&
        answers_own(text, sentence, from, words_)) {
      answer_group(sentence, text, at, continues);
    } else if (!answers.empty() && !numbers.empty()) {
      bind(sentence, text, at);
    } else if (group_) {
      answer_group(sentence, text, at, continues);
    } else if (!answers.empty() && answers.front().answer != Answer::none &&
               base::trimmed(own).ends_with(':')) {
      open_section(sentence, text, at, 0, false);
    }
  }
}

/// Whether a sentence answers one part of what was recommended.
bool AnswerReader::of_part(const AnswerSentence& sentence, std::string_view text) const {
  const auto own = lowered(text.substr(sentence.begin, sentence.end - sentence.begin));
  return words_.find(ReviewRule::answer_of_part, own).has_value();
}

void AnswerReader::answer_group(const AnswerSentence& sentence, std::string_view text,
                                const Place& at, bool continues) {
  auto& group = *group_;
  const auto words = words_of(text, sentence);
  if (group.remark.empty()) {
    group.remark_place = at;
    group.remark_place.begin = sentence.begin;
  }
  if (group.remark_place.paragraph == at.paragraph && group.remark_place.cell == at.cell) {
    group.remark_place.end = sentence.end;
  }
  if (group.remark.size() < kLongestWords)
    group.remark += (group.remark.empty() ? "" : " ") + words;
  const bool answers = answer_cell_ || sentence.about || is_bare_answer(sentence, text);
  bool any = false;
  for (const auto& token : of_kind(sentence, AnswerToken::Kind::answer)) {
    if (token.answer == Answer::none || token.of_topic) continue;
    const bool open = token.answer == Answer::pending || token.answer == Answer::noted;
    if (!answers && !(token.of_position && !continues)) continue;
    if (any && open) continue;
    group.answers.push_back({token.answer, of_part(sentence, text)});
    check_doubt(token, words);
    any = true;
  }
  if (!any) return;
  if (group.words.empty()) {
    group.place = at;
    group.place.begin = sentence.begin;
  }
  if (group.place.paragraph == at.paragraph && group.place.cell == at.cell) {
    group.place.end = sentence.end;
  }
  group.words += (group.words.empty() ? "" : " ") + words;
}

/// What the sentence says of sets and of numbers that it excepts; takes their tokens away.
std::vector<AnswerReader::Apart> AnswerReader::told_apart(std::vector<AnswerToken>& tokens,
                                                          std::string_view text) const {
  std::vector<Apart> apart;
  for (std::size_t i = 0; i < tokens.size();) {
    const auto token = tokens[i];
    if (!token.told && !token.excepted) {
      ++i;
      continue;
    }
    const auto at = tokens.begin() + static_cast<std::ptrdiff_t>(i);
    if (token.told) {
      apart.push_back({token.numbers, token.told, are_unnamed(tokens, token)});
      tokens.erase(at);
      continue;
    }
    const auto own = answer_of_exception(text, tokens, i, words_);
    const bool token_behind = own && i + 1 < tokens.size();
    apart.push_back({token.numbers, own, false});
    tokens.erase(at, at + (token_behind ? 2 : 1));
    leave_out(tokens, token.numbers);
  }
  std::erase_if(tokens, [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::numbers && token.numbers.empty();
  });
  return apart;
}

void AnswerReader::bind(const AnswerSentence& sentence, std::string_view text, const Place& at) {
  Place place = at;
  place.begin = sentence.begin;
  place.end = sentence.end;
  const auto words = words_of(text, sentence);
  std::vector<AnswerToken> tokens;
  std::copy_if(sentence.tokens.begin(), sentence.tokens.end(), std::back_inserter(tokens),
               [](const AnswerToken& token) { return !token.pointed_to; });
  const auto named = [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::numbers && !token.of_paragraph;
  };
  // "recommendations 1 to 4 in paragraph 97": the list, not one number more.
  const auto counted = scope_.list;
  if (std::any_of(tokens.begin(), tokens.end(), named)) {
    for (const auto& token : tokens) {
      if (token.of_paragraph) scope_.list = token.numbers.front();
    }
    std::erase_if(tokens, [](const AnswerToken& token) { return token.of_paragraph; });
  }
  for (const auto& token : tokens) check_range(token.open_range);
  const auto apart = told_apart(tokens, text);
  for (auto& [answer, numbers] : bound(tokens)) {
    if (answer.answer == Answer::none) continue;
    check_doubt(answer, words);
    // "With regard to recommendations 1 to 4, it accepted the recommendation on wells."
    const bool vague = numbers.size() > 1 && says_one(text, sentence, answer.begin, words_);
    emit(std::move(numbers), words, vague ? std::nullopt : std::optional(answer.answer), place);
  }
  for (const auto& [numbers, answer, unnamed] : apart) {
    if (unnamed) unnamed_.push_back(statements_.size());
    emit(numbers, words, answer, place);
  }
  scope_.list = counted;
  // "… 42.1, 42.5–8 and" at the end of the paragraph: what follows belongs to the list.
  const auto& end = sentence.tokens.back();
  const auto rest = base::trimmed(text.substr(std::min(end.end, text.size())));
  torn_ = end.kind == AnswerToken::Kind::numbers && apart.empty() && sentence.end == text.size() &&
          (rest == "," || rest == ";" || words_.is(ReviewRule::list_join, rest)) &&
          !statements_.empty();
}

void AnswerReader::open_section(const AnswerSentence& sentence, std::string_view text,
                                const Place& at, std::uint8_t level, bool heading) {
  const auto answers = of_kind(sentence, AnswerToken::Kind::answer);
  Place place = at;
  place.begin = sentence.begin;
  place.end = sentence.end;
  section_ = Section{answers.front().answer, words_of(text, sentence), place, level, heading};
  check_doubt(answers.front(), section_->words);
}

void AnswerReader::open_group(std::vector<std::string> numbers, const Place& at) {
  close_group();
  group_ = Group{std::move(numbers), {}, {}, at, {}, at};
}

void AnswerReader::close_group() {
  if (!group_) return;
  auto group = *std::exchange(group_, std::nullopt);
  auto answer = combined(group.answers);
  const bool contradicted = answer && answer != Answer::partly &&
                            has_answer(group.answers, Answer::supported) &&
                            has_answer(group.answers, Answer::not_supported);
  if (contradicted) {
    findings_.push_back({"positions.contradicted",
                         {},
                         {},
                         number_list_text(group.numbers),
                         std::string(model::name_of(counts_as_of(*answer)))});
  }
  if (answer) return emit(std::move(group.numbers), shortened(group.words), answer, group.place);
  if (section_) {
    const auto counts_as = counts_as_of(section_->answer);
    std::vector<std::string> open;
    for (const auto& number : group.numbers) {
      const auto known = stated_.find(number);
      if (known == stated_.end() || known->second != counts_as) open.push_back(number);
    }
    if (!open.empty()) emit(std::move(open), section_->words, section_->answer, section_->place);
  }
  if (!group.remark.empty()) {
    emit(std::move(group.numbers), shortened(group.remark), std::nullopt, group.remark_place);
  }
}

void AnswerReader::emit(std::vector<std::string> numbers, std::string words,
                        std::optional<Answer> answer, const Place& at) {
  model::PositionStatement statement;
  statement.report = scope_.report;
  statement.state = scope_.state;
  statement.list = scope_.list;
  statement.words = std::move(words);
  statement.partial = answer == Answer::partly;
  statement.paragraph = small(at.paragraph);
  statement.row = small(at.row);
  statement.cell = small(at.cell);
  statement.begin = small(at.begin);
  statement.end = small(at.end);
  if (answer) {
    statement.counts_as = counts_as_of(*answer);
    for (const auto& number : numbers) {
      const auto [known, fresh] = stated_.emplace(number, *statement.counts_as);
      if (fresh || known->second == *statement.counts_as) continue;
      findings_.push_back({"positions.contradicted",
                           {},
                           {},
                           number,
                           std::string(model::name_of(*statement.counts_as))});
      known->second = *statement.counts_as;
    }
  }
  statement.numbers = std::move(numbers);
  statements_.push_back(std::move(statement));
}

void AnswerReader::check_range(const std::string& open_range) {
  if (open_range.empty()) return;
  // "6–13" may be item 13; "98.7–99.2" is a range over two lists.
  const bool unsure = open_range.find('.') == std::string::npos;
  findings_.push_back(
      {unsure ? "positions.unsure-range" : "positions.open-range", {}, {}, open_range, {}});
}

void AnswerReader::check_topic(const AnswerSentence& sentence, std::string_view text) {
  const auto own = text.substr(sentence.begin, sentence.end - sentence.begin);
  // What stands under a head names them.
  if (!sentence.by_topic || base::trimmed(own).ends_with(':')) return;
  findings_.push_back({"positions.set-by-topic", {}, {}, words_of(text, sentence), "pending"});
}

void AnswerReader::check_doubt(const AnswerToken& answer, const std::string& words) {
  if (!answer.doubtful) return;
  findings_.push_back({"positions.doubtful", {}, {}, words, "pending"});
}

}  // namespace comity::grammar
