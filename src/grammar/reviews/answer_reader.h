#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/answer_tokens.h"
#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// One of the answers to the same recommendations.
struct GivenAnswer {
  Answer answer = Answer::pending;
  bool of_part = false;  ///< of one part of what was recommended
};

/// Whose answers to which report are read.
struct AnswerScope {
  std::string report;
  std::string state;
  std::string list;           ///< whose items plain numbers count, or empty
  bool plain_labels = false;  ///< "5., 6., 7." before a paragraph are recommendations
};

/// Reads what paragraphs, given one after the other, say of recommendations.
class AnswerReader {
 public:
  /// What is given must outlive this.
  AnswerReader(const names::Register& states, const ReviewWords& words, const ListNumbers& lists,
               AnswerScope scope);

  /// `index` is the paragraph's place in Reading::paragraphs.
  void take(const model::Paragraph& paragraph, std::size_t index);
  /// Ends the reading.
  [[nodiscard]] std::vector<model::PositionStatement> finish();
  [[nodiscard]] std::vector<model::Finding>& findings() { return findings_; }

 private:
  /// What the head of a table says of a column.
  struct Column {
    std::optional<Answer> answer;
    bool answers = false;  ///< holds answers in words
    bool state = false;    ///< its head may be of what has been done too: "status"
    bool quotes = false;   ///< holds what was recommended
  };
  struct Place {
    std::size_t paragraph = 0;
    std::size_t row = 0;
    std::size_t cell = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  /// A head ("Accepted recommendations", "… does not support the following:") and what it says of
  /// the numbers under it.
  struct Section {
    Answer answer = Answer::pending;
    std::string words;
    Place place;
    std::uint8_t level = 0;
    bool heading = false;
  };
  /// Numbers that head an answer, with what was answered so far.
  struct Group {
    std::vector<std::string> numbers;
    std::vector<GivenAnswer> answers;
    std::string words;
    Place place;
    std::string remark;
    Place remark_place;
  };

  void heading(const model::Paragraph& paragraph, std::size_t index);
  bool plain_heading(const model::Paragraph& paragraph, std::size_t index, const std::string& own);
  void text(const model::Paragraph& paragraph, std::size_t index);
  void table(const model::Paragraph& paragraph, std::size_t index);
  void table_row(const model::Paragraph& paragraph, std::size_t index, std::size_t row);
  void table_head(const std::vector<model::Cell>& cells, std::size_t index, std::size_t row);
  [[nodiscard]] std::optional<NumberList> label_numbers(const model::Paragraph& paragraph,
                                                        const std::string& text) const;
  [[nodiscard]] std::optional<NumberList> cell_numbers(const std::string& text) const;
  void read_sentences(std::string_view text, std::size_t from, const Place& at, bool continues);
  void answer_group(const AnswerSentence& sentence, std::string_view text, const Place& at,
                    bool continues);
  void drop_unnamed();
  /// Numbers of which a sentence says something apart from its other numbers.
  struct Apart {
    std::vector<std::string> numbers;
    std::optional<Answer> answer;
    bool unnamed = false;  ///< all the others, where those they are besides were not named
  };
  [[nodiscard]] std::vector<Apart> told_apart(std::vector<AnswerToken>& tokens,
                                              std::string_view text) const;
  void bind(const AnswerSentence& sentence, std::string_view text, const Place& at);
  void open_section(const AnswerSentence& sentence, std::string_view text, const Place& at,
                    std::uint8_t level, bool heading);
  void answer_cell(std::string_view text, const Place& at, const Column& column);
  [[nodiscard]] std::optional<PhraseAt> heads_answers(std::string_view text) const;
  [[nodiscard]] bool of_part(const AnswerSentence& sentence, std::string_view text) const;
  [[nodiscard]] bool is_quotation(std::string_view sentence) const;
  [[nodiscard]] bool is_bare_answer(const AnswerSentence& sentence, std::string_view text) const;
  void open_group(std::vector<std::string> numbers, const Place& at);
  void close_group();
  void emit(std::vector<std::string> numbers, std::string words, std::optional<Answer> answer,
            const Place& at);
  /// Takes the rest of a list that a line or page tore from the last statement's paragraph.
  bool take_torn_list(const std::string& text, const std::string& label);
  void check_range(const std::string& open_range);
  /// Tells of answers to sets by topic, whose recommendations stay open.
  void check_topic(const AnswerSentence& sentence, std::string_view text);
  /// Tells of answers that were left open because they may be negated.
  void check_doubt(const AnswerToken& answer, const std::string& words);

  const names::Register& states_;
  const ReviewWords& words_;
  const ListNumbers& lists_;
  AnswerScope scope_;
  std::vector<Column> columns_;
  std::optional<Section> section_;
  std::optional<Group> group_;
  bool answer_cell_ = false;  ///< the sentence stands where the table holds its answers
  bool torn_ = false;         ///< the last statement's text stops in the middle of its list
  std::map<std::string, model::CountsAs, std::less<>> stated_;
  /// Statements of all others where those they are besides were not named beside them.
  std::vector<std::size_t> unnamed_;
  std::vector<model::PositionStatement> statements_;
  std::vector<model::Finding> findings_;
};

}  // namespace comity::grammar
