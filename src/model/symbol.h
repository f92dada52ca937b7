#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::model {

/// The symbol of a United Nations document as a parsed value: "A/HRC/21/11", "A/HRC/14/15/Add.1",
/// "A/C.3/75/L.12/Rev.1", "A/RES/73/6", "A/RES/217(III)[A]", "E/CN.4/2001/2". Ordered by its parts,
/// numbers as numbers. A reissue mark "*" is kept but does not make another work.
class Symbol {
 public:
  Symbol() = default;

  /// Accepts surrounding space and the forms in which documents print symbols; invalid_input names
  /// the character. Empty text is invalid.
  [[nodiscard]] static base::Result<Symbol> parse(std::string_view text);
  /// The longest prefix of an address path ("A/HRC/21/11/119.1") that is a valid symbol, with what
  /// follows it ("119.1"); design 4. Percent-decoding is the caller's.
  struct InPath;
  [[nodiscard]] static base::Result<InPath> longest_in_path(std::string_view path);

  /// The canonical text, without the reissue mark.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// How many "*" the symbol was printed with.
  [[nodiscard]] int reissue() const { return reissue_; }
  /// The parts between slashes: {"A", "HRC", "14", "15", "Add.1"}.
  [[nodiscard]] const std::vector<std::string>& parts() const { return parts_; }
  /// The symbol without /Rev., /Add., /Corr., /Amend. suffixes: the document they change.
  [[nodiscard]] Symbol base_symbol() const;
  /// What its last part says that the document does to another one; nothing for most.
  struct Amendment;
  [[nodiscard]] std::optional<Amendment> amendment() const;

  [[nodiscard]] std::strong_ordering operator<=>(const Symbol& other) const;
  [[nodiscard]] bool operator==(const Symbol& other) const { return text_ == other.text_; }

 private:
  std::string text_;
  std::vector<std::string> parts_;
  int reissue_ = 0;
};

/// "A/HRC/21/11/Rev.2" replaces A/HRC/21/11 and its revisions before; "A/HRC/21/11/Corr.1" corrects
/// it.
struct Symbol::Amendment {
  enum class How : std::uint8_t { replaces, corrects };
  How how = How::replaces;
  Symbol of;       ///< the symbol without its last part
  int number = 0;  ///< of the revision or corrigendum, from 1
};

struct Symbol::InPath {
  Symbol symbol;
  std::string rest;
};

}  // namespace comity::model
