#include "search/query/query_text.h"

#include "base/text.h"

namespace comity::search {
namespace {

/// Marks as keyboards and word processors of six languages have them: which one is meant.
std::string_view plain_mark(char32_t c) {
  constexpr std::u32string_view kQuotes = U"“”„«»「」『』〝〞＂";
  constexpr std::u32string_view kBlanks = U"\u00A0\u202F\u3000\u2009、，；。！？،؛؟";
  if (kQuotes.find(c) != kQuotes.npos) return "\"";
  if (kBlanks.find(c) != kBlanks.npos) return " ";
  if (c == U'（') return "(";
  if (c == U'）') return ")";
  return c == U'：' ? ":" : std::string_view();
}

}  // namespace

QueryText::QueryText(std::string_view source) {
  std::size_t character = 0;
  for (std::size_t at = 0; at < source.size(); ++character) {
    const auto begin = at;
    const auto c = base::next_code_point(source, at);
    auto piece = plain_mark(c);
    const bool opens = bytes.empty() || is_query_space(bytes.back()) || bytes.back() == '(';
    if (opens && (c == U'−' || c == U'–')) piece = "-";
    if (piece.empty()) piece = source.substr(begin, at - begin);
    bytes += piece;
    characters.insert(characters.end(), piece.size(), character);
  }
  characters.push_back(character);
}

}  // namespace comity::search
