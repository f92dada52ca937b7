#include "base/id.h"

#include <sodium.h>

#include <cctype>

namespace comity::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 13;

}  // namespace

std::string crockford(std::uint64_t value) {
  std::string out(kLength, '0');
  for (std::size_t i = kLength; i-- > 0; value >>= 5) out[i] = kAlphabet[value & 31];
  return out;
}

Result<std::uint64_t> from_crockford(std::string_view text) {
  const auto refuse = [] {
    return fail(ErrorKind::invalid_input, "an id has 13 characters of Crockford base 32");
  };
  if (text.size() != kLength) return refuse();
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < kLength; ++i) {
    char c = static_cast<char>(std::toupper(static_cast<unsigned char>(text[i])));
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    const auto digit = kAlphabet.find(c);
    if (digit == std::string_view::npos || (i == 0 && digit > 15)) return refuse();
    value = value << 5 | digit;
  }
  return value;
}

std::uint64_t random_id() {
  std::uint64_t value = 0;
  while (value == 0) {
    randombytes_buf(&value, sizeof value);
    value >>= 1;
  }
  return value;
}

}  // namespace comity::base
