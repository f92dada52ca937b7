#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace comity::reading {

/// The words of one document and how often each occurs: what decides whether a word broken by a
/// hyphen at a line's end had that hyphen before.
class Words {
 public:
  /// Counts the words of a text; hyphens inside a word belong to it.
  void add(std::string_view text);
  [[nodiscard]] std::size_t count(std::string_view word) const;

  /// Whether the hyphen between `before` (the last letters of a line) and `after` (the first of
  /// the next) is to stay. It goes if the document knows the joined word, stays if it knows the
  /// hyphenated one, stays if it knows both halves; else it goes where the line goes on in lower
  /// case.
  [[nodiscard]] bool keeps_hyphen(std::string_view before, std::string_view after) const;

  /// Whether "before after" is one word torn by wide letter spacing ("Confere nce").
  [[nodiscard]] bool torn(std::string_view before, std::string_view after) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> counts_;
};

/// The letters (with hyphens and apostrophes) at the end and at the head of a text.
[[nodiscard]] std::string_view last_word(std::string_view text);
[[nodiscard]] std::string_view first_word(std::string_view text);

}  // namespace comity::reading
