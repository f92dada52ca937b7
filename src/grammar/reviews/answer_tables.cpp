// The tables of an addendum: a row a recommendation, answers in words or as marks in columns.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/reviews/answer_numbers.h"
#include "grammar/reviews/answer_reader.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kLongestColumnHead = 160;  ///< of a column or of the rows below

bool is_tick(std::string_view text) {
  const auto low = lowered(base::trimmed(text));
  for (const std::string_view mark : {"x", "✓", "✔", "√", "•", "+", "yes", "×", "☒", "☑"}) {
    if (low == mark) return true;
  }
  return false;
}

/// What a cell says that is "yes" or "no" and nothing else.
std::optional<Answer> cell_answer(std::string_view text, const ReviewWords& words) {
  auto own = base::trimmed(text);
  if (own.ends_with('.')) own.remove_suffix(1);
  const auto low = lowered(own);
  if (words.is(ReviewRule::cell_yes, low)) return Answer::supported;
  if (words.is(ReviewRule::cell_no, low)) return Answer::not_supported;
  return std::nullopt;
}

std::string cell_text(const model::Cell& cell) { return model::text_of(cell.runs); }

}  // namespace

void AnswerReader::table(const model::Paragraph& paragraph, std::size_t index) {
  close_group();
  columns_.clear();
  for (std::size_t row = 0; row < paragraph.rows.size(); ++row) table_row(paragraph, index, row);
}

/// The head of the table, or a row that heads those below it.
void AnswerReader::table_head(const std::vector<model::Cell>& cells, std::size_t index,
                              std::size_t row) {
  columns_.resize(std::max(columns_.size(), cells.size()));
  const auto filled = std::count_if(cells.begin(), cells.end(),
                                    [](const model::Cell& cell) { return !cell.runs.empty(); });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto text = cell_text(cells[i]);
    if (text.empty() || text.size() > kLongestColumnHead) continue;
    const auto sentence = answer_sentences(text, words_, lists_, states_).front();
    const auto answers = of_kind(sentence, AnswerToken::Kind::answer);
    if (filled > 1) {
      if (!answers.empty()) columns_[i].answer = answers.front().answer;
      if (const auto head = row == 0 && answers.empty() ? heads_answers(text) : std::nullopt) {
        columns_[i].answers = true;
        columns_[i].state = head->value != 0;
      }
      columns_[i].quotes = !columns_[i].answers &&
                           words_.find(ReviewRule::recommendation_word, lowered(text)) &&
                           answers.empty();
    } else if (!answers.empty()) {
      open_section(sentence, text, {index, row + 1, i + 1, 0, text.size()}, 0, false);
    }
  }
}

/// The word by which the head of a column says that answers stand in it, before any word for what
/// is answered: "Position on the recommendation".
std::optional<PhraseAt> AnswerReader::heads_answers(std::string_view text) const {
  constexpr std::size_t kLongest = 60;
  if (text.size() > kLongest) return std::nullopt;
  const auto low = lowered(text);
  const auto answers = words_.find(ReviewRule::position_column, low);
  const auto asked = words_.find(ReviewRule::recommendation_word, low);
  const bool heads = answers && (!asked || answers->begin < asked->begin);
  return heads ? answers : std::nullopt;
}

/// The numbers that a cell holds or begins with.
std::optional<NumberList> AnswerReader::cell_numbers(const std::string& text) const {
  if (auto numbers = numbers_at_start(text, words_, lists_)) return numbers;
  auto plain = number_list_at(lowered(text), 0, words_, lists_);
  if (!plain) return std::nullopt;
  const auto rest = base::trimmed(std::string_view(text).substr(plain->end));
  return rest.find_first_not_of('.') == npos ? std::move(plain) : std::nullopt;
}

/// A cell of a table one of whose columns holds the answers: one more of them, or a remark, which
/// says nothing of the group nor of others.
void AnswerReader::answer_cell(std::string_view text, const Place& at, const Column& column) {
  const bool answers = column.answers;
  // "No" under "Implementation status" is no answer.
  if (const auto whole = answers && !column.state ? cell_answer(text, words_) : std::nullopt) {
    group_->answers.push_back({*whole, false});
    group_->words = text;
    group_->place = at;
    return;
  }
  for (auto& sentence : answer_sentences(text, words_, lists_, states_)) {
    if (!answers) sentence.tokens.clear();
    answer_cell_ = answers && sentence.begin == 0;
    answer_group(sentence, text, at, true);
  }
  answer_cell_ = false;
}

void AnswerReader::table_row(const model::Paragraph& paragraph, std::size_t index,
                             std::size_t row) {
  const auto& cells = paragraph.rows[row];
  std::optional<NumberList> numbers;
  std::size_t of = 0;
  while (of < std::min<std::size_t>(cells.size(), 2) && !numbers) {
    numbers = cell_numbers(cell_text(cells[of++]));
  }
  if (!numbers) return table_head(cells, index, row);
  check_range(numbers->open_range);
  open_group(numbers->numbers, {index, row + 1, of, 0, cell_text(cells[of - 1]).size()});
  const bool headed = std::any_of(columns_.begin(), columns_.end(),
                                  [](const Column& column) { return column.answers; });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto column = i < columns_.size() ? columns_[i] : Column{};
    if (i + 1 == of || column.quotes) continue;
    const auto text = cell_text(cells[i]);
    const Place at{index, row + 1, i + 1, 0, text.size()};
    if (column.answer && is_tick(text)) {
      group_->answers.push_back({*column.answer, false});
      group_->words = text;
      group_->place = at;
    } else if (headed) {
      answer_cell(text, at, column);
    } else {
      read_sentences(text, 0, at, true);
    }
  }
  close_group();
}

}  // namespace comity::grammar
