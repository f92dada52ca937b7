#include "tagging/tokens.h"

namespace comity::tagging {
namespace {

bool is_letter(unsigned char byte) {
  return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/// What stands for a sign of General Punctuation (U+2000 to U+203F), of which the last byte is
/// given: quotation marks, dashes and spaces part words, apostrophes do not.
char plain_of(unsigned char last) { return last == 0x98 || last == 0x99 ? '\'' : ' '; }

}  // namespace

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t hash = a * 0x9E3779B97F4A7C15ULL ^ (b + 0x7F4A7C15ULL + (a << 6) + (a >> 2));
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9ULL;  // the finaliser of splitmix64
  return hash ^ hash >> 32;
}

void Tokens::fold(std::string_view utf8) {
  text_.clear();
  original_.clear();
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    const auto at = [&](std::size_t next) {
      return i + next < utf8.size() ? static_cast<unsigned char>(utf8[i + next]) : 0U;
    };
    char folded = utf8[i];
    if (byte >= 'A' && byte <= 'Z') {
      folded = static_cast<char>(byte | 0x20);
    } else if (byte == 0xE2 && at(1) == 0x80 && at(2) != 0) {
      folded = plain_of(static_cast<unsigned char>(at(2)));
      i += 2;
    } else if (byte == 0xC2 && at(1) == 0xA0) {
      folded = ' ';
      ++i;
    } else if (byte == 0xC3 && at(1) >= 0x80 && at(1) <= 0x9E && at(1) != 0x97) {
      // À to Þ: the small letter is 32 code points further.
      text_ += folded;
      original_ += folded;
      folded = static_cast<char>(at(1) + 0x20);
      ++i;
    }
    text_ += folded;
    original_ += utf8[i];
  }
}

void Tokens::keep(std::size_t begin, std::size_t end) {
  Token token;
  token.word = std::string_view(text_).substr(begin, end - begin);
  token.capitals = end - begin > 1;
  for (std::size_t i = begin; i < end && token.capitals; ++i) {
    token.capitals = text_[i] != original_[i] || (text_[i] >= '0' && text_[i] <= '9');
  }
  if (token.word.find('\'') != std::string_view::npos) {
    const auto from = words_.size();
    for (const char c : token.word) {
      if (c != '\'') words_ += c;
    }
    token.word = std::string_view(words_).substr(from);
  }
  token.hash = hash_of(token.word);
  tokens_.push_back(token);
}

void Tokens::read(std::string_view utf8) {
  fold(utf8);
  tokens_.clear();
  words_.clear();
  words_.reserve(text_.size());  // views into it must stay
  const auto letter = [&](std::size_t at) {
    return at < text_.size() && is_letter(static_cast<unsigned char>(text_[at]));
  };
  for (std::size_t i = 0; i < text_.size();) {
    if (!letter(i)) {
      ++i;
      continue;
    }
    const auto begin = i;
    while (letter(i)) {
      ++i;
      if (i + 1 >= text_.size() || text_[i] != '\'' || !letter(i + 1)) continue;
      if (text_[i + 1] == 's' && !letter(i + 2)) break;
      ++i;
    }
    keep(begin, i);
    if (i + 1 < text_.size() && text_[i] == '\'' && text_[i + 1] == 's' && !letter(i + 2)) i += 2;
  }
}

}  // namespace comity::tagging
