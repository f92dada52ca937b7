#include "search/analysis/analysis.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "search/analysis/language_table.h"

namespace comity::search {
namespace {

enum class CharacterClass : std::uint8_t { other, letter, mark, apostrophe, han };

constexpr std::array<CharacterClass, 128> kAscii = [] {
  std::array<CharacterClass, 128> classes{};
  for (char c = '0'; c <= '9'; ++c) classes[static_cast<std::size_t>(c)] = CharacterClass::letter;
  for (char c = 'a'; c <= 'z'; ++c) classes[static_cast<std::size_t>(c)] = CharacterClass::letter;
  for (char c = 'A'; c <= 'Z'; ++c) classes[static_cast<std::size_t>(c)] = CharacterClass::letter;
  classes['\''] = CharacterClass::apostrophe;
  return classes;
}();

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005 || c == 0x3007;
}

CharacterClass class_of(char32_t c) {
  if (c < 128) return kAscii[c];
  if (is_han(c)) return CharacterClass::han;
  if (c == 0x2019 || c == 0x02BC) return CharacterClass::apostrophe;
  const auto point = static_cast<UChar32>(c);
  if (u_isalnum(point)) return CharacterClass::letter;
  // Soft hyphens and joiners stand inside words and fall away when the word is folded.
  if (c == 0xAD || c == 0x200C || c == 0x200D) return CharacterClass::mark;
  const auto mask = U_GET_GC_MASK(point);
  return (mask & (U_GC_MN_MASK | U_GC_MC_MASK)) != 0 ? CharacterClass::mark : CharacterClass::other;
}

CharacterClass peek(std::string_view text, std::size_t at) {
  if (at >= text.size()) return CharacterClass::other;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 128) return kAscii[byte];
  return class_of(base::next_code_point(text, at));
}

std::size_t after(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 128) return at + 1;
  (void)base::next_code_point(text, at);
  return at;
}

/// The digits of Arabic and other scripts as those that documents of other languages have.
std::string with_plain_digits(std::string form) {
  std::string out;
  for (std::size_t at = 0; at < form.size();) {
    const auto begin = at;
    const auto c = base::next_code_point(form, at);
    const auto digit = c < 128 ? -1 : u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0) {
      out += static_cast<char>('0' + digit);
    } else {
      out.append(form, begin, at - begin);
    }
  }
  return out;
}

bool has_digit(std::string_view form) {
  for (const char c : form) {
    if (c >= '0' && c <= '9') return true;
  }
  return false;
}

std::string_view cut(std::string_view form) {
  if (form.size() <= kLongestForm) return form;
  std::size_t end = kLongestForm;
  while (end > 0 && (static_cast<unsigned char>(form[end]) & 0xC0) == 0x80) --end;
  return form.substr(0, end);
}

}  // namespace

const std::vector<Token>& Analyzer::analyse(std::string_view text, model::Language language) {
  tokens_.clear();
  form_places_.clear();
  forms_.clear();
  position_ = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto kind = peek(text, at);
    if (kind == CharacterClass::letter) {
      read_run(text, at, language);
    } else if (kind == CharacterClass::han) {
      const auto end = after(text, at);
      const auto pair = peek(text, end) == CharacterClass::han ? after(text, end) : at;
      add_han(text, {at, end}, {at, pair});
      at = end;
    } else {
      at = after(text, at);
    }
  }
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const auto [begin, length] = form_places_[i];
    tokens_[i].form = std::string_view(forms_).substr(begin, length);
  }
  return tokens_;
}

/// compound = word { ("/" | ".") word }: all the words that one symbol or number is made of.
void Analyzer::read_run(std::string_view text, std::size_t& at, model::Language language) {
  const Run compound{at, at, tokens_.size()};
  std::size_t parts = 0;
  std::size_t end = at;
  while (true) {
    const std::size_t begin = at;
    std::size_t i = at;
    for (auto kind = peek(text, i);; kind = peek(text, i)) {
      const bool inside = kind == CharacterClass::letter || kind == CharacterClass::mark;
      const bool joined = kind == CharacterClass::apostrophe &&
                          peek(text, after(text, i)) == CharacterClass::letter;
      if (!inside && !joined) break;
      i = after(text, i);
    }
    add_word(text, {begin, i}, language);
    ++parts;
    end = i;
    at = i;
    const bool goes_on = i + 1 < text.size() && (text[i] == '/' || text[i] == '.') &&
                         peek(text, i + 1) == CharacterClass::letter;
    if (!goes_on) break;
    at = i + 1;
  }
  if (parts > 1) close_compound(text, {compound.begin, end, compound.first_token}, parts);
}

/// Pieces between apostrophes become words; those that the language elides fall away.
void Analyzer::add_word(std::string_view text, Range bytes, model::Language language) {
  std::vector<Range> pieces;
  std::size_t begin = bytes.begin;
  for (std::size_t i = bytes.begin; i < bytes.end;) {
    const auto next = after(text, i);
    if (peek(text, i) == CharacterClass::apostrophe) {
      pieces.push_back({begin, i});
      begin = next;
    }
    i = next;
  }
  const auto tongue = tongue_of(language);
  if (pieces.empty()) {
    push({Token::Kind::word, tongue, position_++, {}, bytes},
         text.substr(bytes.begin, bytes.end - bytes.begin));
    return;
  }
  pieces.push_back({begin, bytes.end});
  const auto& table = table_of(language);
  const auto folded = [&](Range r) { return base::folded(text.substr(r.begin, r.end - r.begin)); };
  if (table.elided_before.contains(folded(pieces.front()))) pieces.erase(pieces.begin());
  if (pieces.size() > 1 && table.elided_after.contains(folded(pieces.back()))) pieces.pop_back();
  for (const auto piece : pieces) {
    push({Token::Kind::word, tongue, position_++, {}, piece},
         text.substr(piece.begin, piece.end - piece.begin));
  }
}

void Analyzer::add_han(std::string_view text, Range bytes, Range pair) {
  push({Token::Kind::han, Tongue::neutral, position_, {}, bytes},
       text.substr(bytes.begin, bytes.end - bytes.begin));
  if (pair.end > bytes.end) {
    push({Token::Kind::han_pair, Tongue::neutral, position_, {}, pair},
         text.substr(pair.begin, pair.end - pair.begin));
  }
  ++position_;
}

void Analyzer::close_compound(std::string_view text, Run compound, std::size_t parts) {
  const auto source = text.substr(compound.begin, compound.end - compound.begin);
  if (parts < 2 || source.size() > kLongestForm || compound.first_token >= tokens_.size()) return;
  const auto position = tokens_[compound.first_token].position;
  push({Token::Kind::whole, Tongue::neutral, position, {}, {compound.begin, compound.end}}, source);
  // The compound stands before its parts, so that positions stay in order.
  const auto from = static_cast<std::ptrdiff_t>(compound.first_token);
  std::rotate(tokens_.begin() + from, tokens_.end() - 1, tokens_.end());
  std::rotate(form_places_.begin() + from, form_places_.end() - 1, form_places_.end());
}

void Analyzer::push(Token token, std::string_view source) {
  const std::size_t begin = forms_.size();
  if (base::is_ascii(source)) {
    source = cut(source);
    forms_.resize(begin + source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
      const char c = source[i];
      forms_[begin + i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  } else {
    constexpr std::size_t kRemembered = 50'000;
    if (folded_.size() > kRemembered) folded_.clear();
    auto [found, fresh] = folded_.try_emplace(std::string(source));
    if (fresh) found->second = std::string(cut(with_plain_digits(base::folded(source))));
    forms_ += found->second;
  }
  const auto form = std::string_view(forms_).substr(begin);
  if (form.empty()) return;
  if (has_digit(form)) token.tongue = Tongue::neutral;
  tokens_.push_back(token);
  form_places_.emplace_back(begin, form.size());
}

std::string number_form(std::string_view number) {
  std::string form;
  for (const char c : base::folded(base::collapsed(number))) {
    if (c != ' ') form += c;
  }
  return std::string(cut(form));
}

}  // namespace comity::search
