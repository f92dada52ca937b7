#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tagging/scheme.h"
#include "tagging/tokens.h"

namespace comity::tagging {

/// A form of the table found in a text.
struct FormFound {
  const Label* label = nullptr;
  std::string_view form;  ///< as the table writes it
  std::uint32_t first = 0;
  std::uint32_t words = 0;
};

/// Names and phrases by which an entry of a scheme is recognised (data/tagging/forms.csv). Of one
/// scheme the longest form that begins at a word is taken, and none that overlaps it. A form in
/// capitals ("CAT") is found in capitals only. Immutable; thread-safe.
class Gazetteer {
 public:
  /// The one built into the program.
  [[nodiscard]] static const Gazetteer& builtin();

  /// In the order of the schemes, then of the text. Put into `out`, which is emptied first: whoever
  /// reads many texts keeps its memory.
  void find(const Tokens& tokens, std::vector<FormFound>& out) const;

 private:
  struct Form {
    std::vector<std::uint64_t> words;
    std::vector<char> capitals;  ///< by word
    const Label* label = nullptr;
    std::string text;
  };
  Gazetteer();
  [[nodiscard]] static bool stands_at(const Form& form, const Tokens& tokens, std::size_t at);

  /// By first word; of each the longest first.
  std::unordered_map<std::uint64_t, std::vector<Form>> forms_;
};

}  // namespace comity::tagging
