#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/language.h"
#include "search/query/query.h"

namespace comity::search {

/// In whose words a term is kept: one of the languages, or none for what is the same in all
/// (numbers, symbols, Han characters).
enum class Tongue : std::uint8_t { ar, zh, en, fr, ru, es, und, neutral };
inline constexpr std::size_t kTongues = 8;

[[nodiscard]] constexpr Tongue tongue_of(model::Language language) {
  return static_cast<Tongue>(language);
}

struct Token {
  /// word: a word or number, or a part of a compound. whole: a compound such as "a/hrc/21/11" or
  /// "119.1", at the position of its first part. han: one Han character; han_pair: it and the next.
  enum class Kind : std::uint8_t { word, whole, han, han_pair } kind = Kind::word;
  Tongue tongue = Tongue::neutral;
  std::uint32_t position = 0;
  /// Folded (NFKC case fold), accents kept. Lives until the next call of the analyzer.
  std::string_view form;
  /// Where it stands in the text.
  Range bytes;
};

/// Longest form kept, in bytes; a longer one is cut, a longer compound has its parts only.
inline constexpr std::size_t kLongestForm = 120;

/// The one analysis, shared by index and query. Not thread-safe; one for each thread.
class Analyzer {
 public:
  /// The tokens in order of position. The reference lives until the next call.
  [[nodiscard]] const std::vector<Token>& analyse(std::string_view text, model::Language language);

 private:
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t first_token = 0;
  };

  void read_run(std::string_view text, std::size_t& at, model::Language language);
  void add_word(std::string_view text, Range bytes, model::Language language);
  void add_han(std::string_view text, Range bytes, Range pair);
  void close_compound(std::string_view text, Run compound, std::size_t parts);
  void push(Token token, std::string_view source);

  std::vector<Token> tokens_;
  std::vector<std::pair<std::size_t, std::size_t>> form_places_;
  std::string forms_;
  std::uint32_t position_ = 0;
  std::unordered_map<std::string, std::string> folded_;
};

/// The keys under which a form is looked up: two forms are the same word for a reader of that
/// tongue when they share one. One key, or two where accents make a difference to the stemmer.
[[nodiscard]] std::vector<std::string> stem_keys(Tongue tongue, std::string_view form);

/// A number as it is compared: folded, without white space.
[[nodiscard]] std::string number_form(std::string_view number);

[[nodiscard]] bool is_stop_word(model::Language language, const std::string& form);

}  // namespace comity::search
