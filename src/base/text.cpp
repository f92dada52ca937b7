#include "base/text.h"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <map>
#include <memory>

#include "base/ascii.h"
#include "base/result.h"

namespace comity::base {
namespace {

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string normalised_by(const icu::Normalizer2* (*instance)(UErrorCode&), std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = instance(status);
  COMITY_ASSERT(U_SUCCESS(status));
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  const auto result = normalizer->normalize(source, status);
  return U_SUCCESS(status) ? to_utf8(result) : std::string(utf8);
}

bool is_white(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

/// Where the last code point begins; bytes that are none stand alone.
std::size_t last_code_point(std::string_view utf8) {
  std::size_t at = utf8.size() - 1;
  while (at > 0 && utf8.size() - at < U8_MAX_LENGTH && U8_IS_TRAIL(utf8[at])) --at;
  auto end = at;
  (void)next_code_point(utf8, end);
  return end == utf8.size() ? at : utf8.size() - 1;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::int32_t i = 0, n = static_cast<std::int32_t>(bytes.size()); i < n;) {
    UChar32 c = 0;
    U8_NEXT(bytes.data(), i, n, c);
    if (c < 0) return false;
  }
  return true;
}

std::string normalised(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  return normalised_by(icu::Normalizer2::getNFCInstance, utf8);
}

std::string folded(std::string_view utf8) {
  if (is_ascii(utf8)) {
    std::string out(utf8);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return out;
  }
  return normalised_by(icu::Normalizer2::getNFKCCasefoldInstance, utf8);
}

namespace {

/// Letters that have no mark to lose, as keyboards without them write them.
std::string_view written_out(char32_t c) {
  switch (c) {
    case U'œ':
      return "oe";
    case U'æ':
      return "ae";
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'đ':
      return "d";
    case U'ı':
      return "i";
    default:
      return {};
  }
}

}  // namespace

std::string unaccented(std::string_view utf8) {
  auto text = folded(utf8);
  if (is_ascii(text)) return text;
  const auto decomposed = normalised_by(icu::Normalizer2::getNFDInstance, text);
  std::string out;
  out.reserve(decomposed.size());
  for (std::size_t i = 0; i < decomposed.size();) {
    const auto c = next_code_point(decomposed, i);
    if (const auto letters = written_out(c); !letters.empty()) {
      out += letters;
    } else if (u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) {
      append_code_point(out, c);
    }
  }
  return out;
}

std::string sort_key(std::string_view utf8, std::string_view language) {
  // A collator is not thread-safe, so each thread keeps its own.
  thread_local std::map<std::string, std::unique_ptr<icu::Collator>, std::less<>> collators;
  auto found = collators.find(language);
  if (found == collators.end()) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(
        icu::Collator::createInstance(icu::Locale(std::string(language).c_str()), status));
    COMITY_ASSERT(U_SUCCESS(status));
    found = collators.emplace(std::string(language), std::move(made)).first;
  }
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string key(64 + static_cast<std::size_t>(source.length()) * 4, '\0');
  auto* out = reinterpret_cast<std::uint8_t*>(key.data());  // ICU's own byte type
  auto length = found->second->getSortKey(source, out, static_cast<std::int32_t>(key.size()));
  if (static_cast<std::size_t>(length) > key.size()) {
    key.resize(static_cast<std::size_t>(length));
    out = reinterpret_cast<std::uint8_t*>(key.data());  // ICU's own byte type
    length = found->second->getSortKey(source, out, length);
  }
  key.resize(length > 0 ? static_cast<std::size_t>(length) - 1 : 0);
  return key;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

char32_t next_code_point(std::string_view utf8, std::size_t& offset) {
  auto i = static_cast<std::int32_t>(offset);
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(utf8.data(), i, static_cast<std::int32_t>(utf8.size()), c);
  offset = static_cast<std::size_t>(i);
  return static_cast<char32_t>(c);
}

std::size_t byte_of(std::string_view utf8, std::size_t code_point) {
  std::size_t byte = 0;
  while (byte < utf8.size() && code_point-- > 0) static_cast<void>(next_code_point(utf8, byte));
  return byte;
}

void append_code_point(std::string& utf8, char32_t code_point) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  UBool bad = 0;
  U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<UChar32>(code_point), bad);
  if (bad == 0) utf8.append(buffer, static_cast<std::size_t>(length));
}

std::string_view trimmed(std::string_view utf8) {
  for (std::size_t next = 0; !utf8.empty(); next = 0) {
    if (!is_white(next_code_point(utf8, next))) break;
    utf8.remove_prefix(next);
  }
  while (!utf8.empty()) {
    const auto last = last_code_point(utf8);
    auto at = last;
    if (!is_white(next_code_point(utf8, at))) break;
    utf8 = utf8.substr(0, last);
  }
  return utf8;
}

std::string collapsed(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool space = false;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t start = i;
    if (is_white(next_code_point(utf8, i))) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out.append(utf8.substr(start, i - start));
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace comity::base
