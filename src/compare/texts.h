#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "compare/common_words.h"
#include "compare/compare.h"

namespace comity::compare {

/// The words of many statements; equal texts are looked at once. For one thread.
class Texts {
 public:
  Texts(std::span<const Statement> statements, Vocabulary& vocabulary);
  /// Some of the statements, in that order; they share what is known of their texts.
  [[nodiscard]] Texts only(std::span<const std::size_t> statements) const;

  [[nodiscard]] const std::vector<Word>& words(std::size_t statement) const {
    return (*texts_)[text_of_[statement]].words;
  }
  /// Made when it is first asked for.
  [[nodiscard]] const Pattern& pattern(std::size_t statement) const;

 private:
  struct Text {
    std::vector<Word> words;
    std::optional<Pattern> pattern;
  };
  Texts() = default;
  std::shared_ptr<std::vector<Text>> texts_;
  std::vector<std::size_t> text_of_;
};

/// assign(), where the words are there already.
[[nodiscard]] Assignment assign_texts(std::span<const Statement> rows,
                                      std::span<const Statement> clauses, const Texts& row_texts,
                                      const Texts& clause_texts, double least);

}  // namespace comity::compare
