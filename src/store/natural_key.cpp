#include "store/natural_key.h"

#include "base/ascii.h"

namespace comity::store {
namespace {

using base::is_digit;

/// A run of digits from `at`, without leading zeros, as "0", its length and the digits: longer runs
/// are larger numbers, and any number stands where digits stand among other characters.
std::size_t append_number(std::string& key, std::string_view text, std::size_t at) {
  while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  key += '0';
  key += static_cast<char>(at - begin);
  key += text.substr(begin, at - begin);
  return at;
}

}  // namespace

std::string symbol_key(std::string_view symbol, std::string_view name) {
  if (symbol.empty()) return "\xff" + std::string(name);
  std::string key;
  for (std::size_t at = 0; at < symbol.size();) {
    if (is_digit(symbol[at])) {
      at = append_number(key, symbol, at);
    } else {
      key += symbol[at] == '/' ? '\0' : symbol[at];
      ++at;
    }
  }
  key.append(2, '\0');
  key += symbol;
  return key;
}

}  // namespace comity::store
