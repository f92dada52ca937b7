#include "names/tokens.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

#include "base/text.h"

namespace comity::names {
namespace {

enum class Kind : std::uint8_t { letter, digit, ideograph, nothing, loose, other };

/// A code point's kind and what it folds to.
struct Folding {
  Kind kind = Kind::other;
  bool small = false;
  bool cased = false;
  std::string text;
};

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u2018' || c == U'\u02BC' || c == U'\u00B4' ||
         c == U'`' || c == U'\u2032';
}

Kind kind_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const auto type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || c == U'\u0640') {
    return Kind::nothing;
  }
  if (type == U_FORMAT_CHAR) return Kind::nothing;
  if (is_apostrophe(c)) return Kind::loose;
  if (u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) != 0) return Kind::ideograph;
  if (u_isalpha(point) != 0 || type == U_COMBINING_SPACING_MARK) return Kind::letter;
  if (u_isdigit(point) != 0 || type == U_OTHER_NUMBER) return Kind::digit;
  if (u_isUWhiteSpace(point) != 0 || type == U_DASH_PUNCTUATION) return Kind::loose;
  return Kind::other;
}

Folding folding_of(char32_t c) {
  Folding result;
  if (c >= U'\u4E00' && c <= U'\u9FFF') {  // the common ideographs fold to themselves
    result.kind = Kind::ideograph;
    base::append_code_point(result.text, c);
    return result;
  }
  result.kind = kind_of(c);
  const auto point = static_cast<UChar32>(c);
  result.cased = u_isUUppercase(point) != 0 || u_isULowercase(point) != 0 ||
                 u_charType(point) == U_TITLECASE_LETTER;
  result.small = u_isULowercase(point) != 0;
  if (result.kind == Kind::letter || result.kind == Kind::digit || result.kind == Kind::ideograph) {
    std::string one;
    base::append_code_point(one, c);
    result.text = base::unaccented(one);
    // Final and dotless forms that Arabic spelling mixes freely.
    if (c == U'\u0649') result.text = "\u064A";
  }
  return result;
}

/// Latin, Greek, Cyrillic and Arabic are looked up; the rest asks ICU each time.
constexpr char32_t kTabled = 0x0700;

const std::array<Folding, kTabled>& table() {
  static const auto made = [] {
    std::array<Folding, kTabled> foldings;
    for (char32_t c = 0; c < kTabled; ++c) foldings[c] = folding_of(c);
    return foldings;
  }();
  return made;
}

std::uint8_t gap_of(char32_t c) {
  switch (c) {
    case U',':
    case U'\u060C':
    case U'\u3001':
    case U'\uFF0C':
      return kGapComma;
    case U'(':
    case U')':
    case U'[':
    case U']':
    case U'\uFF08':
    case U'\uFF09':
      return kGapBracket;
    case U'.':
      return kGapDot;
    default:
      return kGapOther;
  }
}

/// Reads a text once from left to right.
class Tokeniser {
 public:
  explicit Tokeniser(std::string_view text) : text_(text), table_(table()) {
    tokens_.folded.reserve(text.size());
    tokens_.items.reserve(text.size() / 6 + 4);
  }

  Tokens run() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto begin = at;
      const auto c = base::next_code_point(text_, at);
      if (c < kTabled) {
        take(c, table_[c], begin, at);
      } else {
        take(c, folding_of(c), begin, at);
      }
      if (open_) at = past_ascii(at);
    }
    return std::move(tokens_);
  }

 private:
  void take(char32_t c, const Folding& folding, std::size_t begin, std::size_t end) {
    switch (folding.kind) {
      case Kind::nothing:
        if (open_) tokens_.items.back().end = static_cast<std::uint32_t>(end);
        return;
      case Kind::loose:
        if (c == U'\n' && ++newlines_ > 1) gap_ |= kGapOther;
        if (c == U'-' || c > U'\u00FF') newlines_ = 0;  // a line that holds a dash is not empty
        if (c == U'\u2029' || c == U'\f') gap_ |= kGapOther;
        open_ = false;
        return;
      case Kind::other:
        if (c == U'&') {
          start(begin, Kind::letter);
          append("and", end);
        } else {
          gap_ |= gap_of(c);
        }
        open_ = false;
        return;
      case Kind::letter:
      case Kind::digit:
      case Kind::ideograph:
        if (!open_ || kind_ != folding.kind || kind_ == Kind::ideograph) {
          start(begin, folding.kind);
          tokens_.items.back().small_first = folding.small;
        }
        if (folding.small) tokens_.items.back().has_small = true;
        append(folding.text, end);
        open_ = true;
        return;
    }
  }

  /// Takes what goes on with the open token in ASCII, which most words are written in, as take()
  /// does; gives where it ends.
  std::size_t past_ascii(std::size_t at) {
    auto& token = tokens_.items.back();
    for (; at < text_.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte >= 0x80 || table_[byte].kind != kind_) break;
      token.has_small = token.has_small || table_[byte].small;
      tokens_.folded += table_[byte].text.front();
    }
    if (at > token.end) {
      token.end = static_cast<std::uint32_t>(at);
      token.folded_end = static_cast<std::uint32_t>(tokens_.folded.size());
    }
    return at;
  }

  void start(std::size_t begin, Kind kind) {
    Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.folded_begin = static_cast<std::uint32_t>(tokens_.folded.size());
    token.gap = gap_;
    token.digits = kind == Kind::digit;
    tokens_.items.push_back(token);
    kind_ = kind;
    gap_ = 0;
    newlines_ = 0;
  }

  void append(std::string_view folded, std::size_t end) {
    tokens_.folded += folded;
    auto& token = tokens_.items.back();
    token.end = static_cast<std::uint32_t>(end);
    token.folded_end = static_cast<std::uint32_t>(tokens_.folded.size());
  }

  std::string_view text_;
  const std::array<Folding, kTabled>& table_;
  Tokens tokens_;
  Kind kind_ = Kind::other;
  bool open_ = false;
  std::uint8_t gap_ = 0;
  int newlines_ = 0;
};

}  // namespace

Tokens tokenised(std::string_view text) { return Tokeniser(text).run(); }

bool is_loose(char32_t code_point) {
  const auto kind = kind_of(code_point);
  return kind == Kind::loose || kind == Kind::nothing;
}

}  // namespace comity::names
