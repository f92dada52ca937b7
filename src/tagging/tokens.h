#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::tagging {

/// A 64-bit value of bytes, the same on every machine: model files name features by it.
[[nodiscard]] std::uint64_t hash_of(std::string_view bytes);
/// Two values as one; not symmetric.
[[nodiscard]] std::uint64_t mixed(std::uint64_t a, std::uint64_t b);

/// A word of a text.
struct Token {
  std::string_view word;  ///< small letters (A to Z, and of Latin-1); of Tokens::text
  std::uint64_t hash = 0;
  bool capitals = false;  ///< written in capitals only, two letters or more
};

/// The words of a text: runs of letters and digits. A possessive 's is left out, other apostrophes
/// join ("d'Ivoire" is one word); typographic signs count as the plain ones. Bytes beyond ASCII are
/// letters. Can be used again, without new memory, by the next text.
class Tokens {
 public:
  void read(std::string_view utf8);
  [[nodiscard]] const std::vector<Token>& all() const { return tokens_; }
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  const Token& operator[](std::size_t index) const { return tokens_[index]; }

 private:
  void fold(std::string_view utf8);
  void keep(std::size_t begin, std::size_t end);

  std::string text_;      ///< folded; tokens look into it
  std::string original_;  ///< the same length, as written
  std::string words_;     ///< words that had an apostrophe inside
  std::vector<Token> tokens_;
};

}  // namespace comity::tagging
