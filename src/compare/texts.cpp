#include "compare/texts.h"

#include <string_view>
#include <unordered_map>

namespace comity::compare {

Texts::Texts(std::span<const Statement> statements, Vocabulary& vocabulary) {
  std::unordered_map<std::string_view, std::size_t> known;
  texts_ = std::make_shared<std::vector<Text>>();
  text_of_.reserve(statements.size());
  for (const auto& statement : statements) {
    const auto [at, added] = known.try_emplace(statement.text, texts_->size());
    if (added) texts_->push_back({vocabulary.words(statement.text), std::nullopt});
    text_of_.push_back(at->second);
  }
}

Texts Texts::only(std::span<const std::size_t> statements) const {
  Texts some;
  some.texts_ = texts_;
  some.text_of_.reserve(statements.size());
  for (const auto statement : statements) some.text_of_.push_back(text_of_[statement]);
  return some;
}

const Pattern& Texts::pattern(std::size_t statement) const {
  auto& text = (*texts_)[text_of_[statement]];
  if (!text.pattern) text.pattern.emplace(text.words);
  return *text.pattern;
}

}  // namespace comity::compare
