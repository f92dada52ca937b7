#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace comity::reading {

/// The words of one document and how often each occurs: what decides whether a word broken by a
/// hyphen at a line's end had that hyphen before.
class Words {
 public:
  /// Counts the words of a text; hyphens inside a word belong to it.
  void add(std::string_view text);
  [[nodiscard]] std::size_t count(std::string_view word) const;

  /// Tells of a line that ends with a hyphen, so that a document that breaks words is known.
  void add_line_end(std::string_view before, std::string_view after);

  /// Whether the hyphen between `before` (the last letters of a line) and `after` (the first of
  /// the next) is to stay. It goes if the document knows the joined word, stays if it knows the
  /// hyphenated one or both halves; else it goes if the document breaks words elsewhere.
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
  using Counts = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  // Whether the document's own words settle the hyphen: 1 it stays, -1 it goes, 0 they do not.
  [[nodiscard]] int verdict(std::string_view before, std::string_view after) const;

  Counts counts_;  ///< in lower case
  Counts exact_;   ///< as printed, where that is not lower case
  std::vector<std::pair<std::string, std::string>> line_ends_;
};

/// The letters (with hyphens and apostrophes) at the end and at the head of a text.
[[nodiscard]] std::string_view last_word(std::string_view text);
[[nodiscard]] std::string_view first_word(std::string_view text);

}  // namespace comity::reading
