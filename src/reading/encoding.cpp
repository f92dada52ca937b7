#include "reading/encoding.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"

namespace comity::reading {
namespace {

using base::ErrorKind;

constexpr std::size_t kSample = std::size_t{1} << 20;  // bytes looked at
constexpr std::string_view kMark = "\xEF\xBB\xBF";

// What the bytes 0x80 to 0xFF stand for in a Latin set; 0xFFFD where for nothing.
using Upper = std::array<char32_t, 128>;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  return {ucnv_open(name, &error), &ucnv_close};
}

// To UTF-8, a buffer at a time.
std::string converted(std::string_view bytes, const char* name) {
  const auto from = open_converter(name);
  const auto to = open_converter("UTF-8");
  std::string out;
  if (from == nullptr || to == nullptr) return out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<char, 4096> buffer{};
  std::array<UChar, 1024> pivot{};
  auto* pivot_source = pivot.data();
  auto* pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  for (bool first = true; error == U_BUFFER_OVERFLOW_ERROR; first = false) {
    error = U_ZERO_ERROR;
    char* target = buffer.data();
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source, end,
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(),
                   static_cast<UBool>(first), true, &error);
    out.append(buffer.data(), target);
  }
  return out;
}

const char* icu_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf16_le:
      return "UTF-16LE";
    case Encoding::utf16_be:
      return "UTF-16BE";
    case Encoding::windows_1252:
      return "windows-1252";
    case Encoding::mac_roman:
      return "macintosh";
    case Encoding::cp850:
      return "cp850";
  }
  return "UTF-8";
}

Upper upper_of(Encoding encoding) {
  Upper upper{};
  for (std::size_t i = 0; i < upper.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    std::size_t at = 0;
    const auto c = base::next_code_point(converted({&byte, 1}, icu_name(encoding)), at);
    upper[i] = c < 0xA0 ? 0xFFFD : c;  // no control characters
  }
  return upper;
}

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// How long the UTF-8 character is that begins at a high byte; 0 where none does.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (size == 0 || at + size > bytes.size()) return 0;
  return base::is_utf8(bytes.substr(at, size)) ? size : 0;
}

// Bytes that belong to no UTF-8 character, among all that are not ASCII.
struct Strays {
  std::size_t high = 0;
  std::vector<std::size_t> at;
};

Strays strays_in(std::string_view bytes) {
  Strays strays;
  for (std::size_t at = 0; at < bytes.size();) {
    if (!is_high(bytes[at])) {
      ++at;
      continue;
    }
    const auto size = sequence_at(bytes, at);
    if (size == 0) strays.at.push_back(at);
    strays.high += std::max<std::size_t>(size, 1);
    at += std::max<std::size_t>(size, 1);
  }
  return strays;
}

// In a Latin set letters that make a UTF-8 character by chance ("Ã©") are next to none.
bool is_utf8_but_for(const Strays& strays) { return strays.at.size() * 10 <= strays.high; }

// UTF-8 in which bytes of Windows-1252 were put: each is read as what it is there.
std::string without_strays(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + 16);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto size = is_high(bytes[at]) ? sequence_at(bytes, at) : 1;
    out += size == 0 ? converted(bytes.substr(at, 1), icu_name(Encoding::windows_1252))
                     : std::string(bytes.substr(at, size));
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

// "3, 19, …": where the first few of them stand.
std::string lines_of(std::string_view bytes, const std::vector<std::size_t>& places) {
  constexpr std::size_t kShown = 5;
  std::string out;
  std::size_t line = 1;
  std::size_t last = 0;
  std::size_t shown = 0;
  std::size_t passed = 0;
  for (const auto place : places) {
    line += static_cast<std::size_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(passed),
                                                bytes.begin() + static_cast<std::ptrdiff_t>(place),
                                                '\n'));
    passed = place;
    if (line == last) continue;
    if (shown++ == kShown) return out + ", …";
    if (!out.empty()) out += ", ";
    out += std::to_string(line);
    last = line;
  }
  return out;
}

bool is_open_mark(char32_t c) {
  return c == U'“' || c == U'‘' || c == U'«' || c == U'„' || c == U'‚';
}
bool is_close_mark(char32_t c) { return c == U'”' || c == U'’' || c == U'»'; }
bool is_dash(char32_t c) { return c == U'–' || c == U'—' || c == U'…'; }

// Whether quotation marks open at a word's beginning and close at its end, dashes stand apart; an
// apostrophe may stand within.
bool stands_well(char32_t c, bool after_letter, bool before_letter) {
  if (is_open_mark(c)) return !after_letter && before_letter;
  if (c == U'’') return after_letter;
  if (is_close_mark(c) || c == U'…') return !before_letter;
  return !(after_letter && before_letter);
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Whether an accented letter is a capital in a word of small letters, or the other way round.
bool breaks_case(char32_t c, char before, char after) {
  if (u_isupper(static_cast<UChar32>(c)) != 0) {
    return is_small(before) || (is_capital(before) && is_small(after));
  }
  return u_islower(static_cast<UChar32>(c)) != 0 && is_capital(before) && is_capital(after);
}

// Letters of French and Spanish: of two that stand as well the one that documents have more often.
bool is_common_letter(char32_t c) {
  constexpr std::u32string_view kCommon = U"àâæçèéêëîïôùûüÿœáíñóúªº";
  const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return kCommon.find(small) != std::u32string_view::npos;
}

// How well a character fits between its neighbours: an accented letter stands in a word and is
// as small or large as its letters, marks stand at words, other signs apart from them.
int fitness(char32_t c, char before, char after) {
  const bool after_letter = base::is_letter(before) || is_high(before);
  const bool before_letter = base::is_letter(after) || is_high(after);
  if (c == 0xFFFD) return -8;
  if (u_isalpha(static_cast<UChar32>(c))) {
    if (c >= 0x180) return -2;  // ﬁ, ƒ, Ω and π are no letters of the languages written so
    if (breaks_case(c, before, after)) return -3;
    if (!after_letter && !before_letter) return c == U'à' || c == U'À' ? 1 : -1;
    return (after_letter && before_letter ? 3 : 2) - (is_common_letter(c) ? 0 : 1);
  }
  if (is_open_mark(c) || is_close_mark(c) || is_dash(c)) {
    return stands_well(c, after_letter, before_letter) ? 4 : -3;
  }
  return after_letter && before_letter ? -3 : 0;
}

int fitness(std::string_view bytes, Encoding encoding) {
  const auto upper = upper_of(encoding);
  int total = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_high(bytes[i])) continue;
    const char before = i == 0 ? ' ' : bytes[i - 1];
    const char after = i + 1 == bytes.size() ? ' ' : bytes[i + 1];
    total += fitness(upper[static_cast<unsigned char>(bytes[i]) - 0x80U], before, after);
  }
  return total;
}

std::string place_of(std::string_view bytes, std::size_t offset) {
  const auto lines =
      std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  return "line " + std::to_string(lines + 1) + ", offset " + std::to_string(offset);
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1A;
}

// Zeros in the even (0) or odd (1) places of a text whose letters are mostly of the Latin script.
std::size_t zeros(std::string_view bytes, std::size_t place) {
  std::size_t count = 0;
  for (std::size_t i = place; i < bytes.size(); i += 2) count += bytes[i] == '\0' ? 1U : 0U;
  return count;
}

base::Result<EncodingGuess> no_text(std::string_view bytes, std::size_t offset) {
  return base::fail(ErrorKind::unsupported, "the file is not a document", place_of(bytes, offset),
                    "give a file of a type that is read");
}

base::Result<EncodingGuess> guess_latin(std::string_view bytes) {
  std::size_t letters = 0;
  std::size_t high = 0;
  for (const char c : bytes) {
    letters += base::is_letter(c) ? 1U : 0U;
    high += is_high(c) ? 1U : 0U;
  }
  // In French, the most accented of the languages written so, one letter of twenty-five has one; in
  // a short line one of three.
  if (high * 2 > letters) {
    const auto first = std::find_if(bytes.begin(), bytes.end(), is_high);
    return base::fail(ErrorKind::unsupported, "the text is in an encoding that is not known",
                      place_of(bytes, static_cast<std::size_t>(first - bytes.begin())),
                      "save the file as UTF-8");
  }
  // Of those that fit as well the one that is met most.
  EncodingGuess guess{Encoding::windows_1252, false};
  int best = fitness(bytes, guess.encoding);
  for (const auto encoding : {Encoding::mac_roman, Encoding::cp850}) {
    const int fits = fitness(bytes, encoding);
    if (fits > best) guess.encoding = encoding;
    best = std::max(best, fits);
  }
  return guess;
}

// The encoding named at the head of a marked-up file; empty where none is.
std::string_view declared(std::string_view bytes) {
  constexpr std::size_t kHead = 4096;
  constexpr std::pair<std::string_view, std::string_view> kPlaces[] = {{"<?xml", "encoding"},
                                                                       {"<meta", "charset"}};
  const auto head = base::lower_ascii(bytes.substr(0, kHead));
  for (const auto& [tag, word] : kPlaces) {
    for (auto at = head.find(tag); at != std::string::npos; at = head.find(tag, at + 1)) {
      const auto end = std::min(head.find('>', at), head.size());
      auto value = head.find(word, at);
      if (value >= end) continue;
      value = head.find_first_not_of(" =\"'\t\r\n", value + word.size());
      if (value >= end) continue;
      return bytes.substr(value, head.find_first_of(" \"';/>?", value) - value);
    }
  }
  return {};
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  constexpr std::array<std::string_view, 6> kNames = {"UTF-8",        "UTF-16LE",  "UTF-16BE",
                                                      "Windows-1252", "Mac Roman", "CP850"};
  return kNames[static_cast<std::size_t>(encoding)];
}

base::Result<EncodingGuess> guess_encoding(std::string_view bytes) {
  const bool marked = bytes.starts_with(kMark);
  if (bytes.starts_with("\xFF\xFE")) return EncodingGuess{Encoding::utf16_le, true};
  if (bytes.starts_with("\xFE\xFF")) return EncodingGuess{Encoding::utf16_be, true};
  const auto head = bytes.substr(0, 4096);
  if (const auto even = zeros(head, 0), odd = zeros(head, 1); even + odd > 0) {
    if (odd * 4 > head.size() && even * 16 < odd) return EncodingGuess{Encoding::utf16_le, false};
    if (even * 4 > head.size() && odd * 16 < even) return EncodingGuess{Encoding::utf16_be, false};
    return no_text(bytes, head.find('\0'));
  }
  if (base::is_utf8(bytes)) return EncodingGuess{Encoding::utf8, marked};
  const auto sample = bytes.substr(0, kSample);
  const auto control = std::find_if(sample.begin(), sample.end(), is_control);
  if (control != sample.end()) {
    return no_text(bytes, static_cast<std::size_t>(control - sample.begin()));
  }
  if (is_utf8_but_for(strays_in(bytes))) return EncodingGuess{Encoding::utf8, marked};
  return guess_latin(sample.substr(marked ? kMark.size() : 0));
}

std::string decoded(std::string_view bytes, Encoding encoding) {
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  if (encoding == Encoding::utf8) {
    return base::is_utf8(bytes) ? std::string(bytes) : without_strays(bytes);
  }
  auto out = converted(bytes, icu_name(encoding));
  if (out.starts_with(kMark)) out.erase(0, kMark.size());
  return out;
}

base::Result<std::string> decoded_from(std::string_view bytes, std::string_view name) {
  constexpr std::size_t kLongestName = 40;
  const std::string asked = base::lower_ascii(base::trimmed(name.substr(0, kLongestName)));
  // As browsers do: pages that say Latin-1 are written in what Windows made of it.
  if (asked == "iso-8859-1" || asked == "latin1" || asked == "us-ascii" || asked == "ascii") {
    return decoded(bytes, Encoding::windows_1252);
  }
  if (asked == "utf-8" || asked == "utf8") return decoded(bytes, Encoding::utf8);
  UErrorCode error = U_ZERO_ERROR;
  // Looks into a table of names only; an unknown one is never sought among files.
  const char* known = ucnv_getStandardName(asked.c_str(), "IANA", &error);
  if (U_FAILURE(error) || known == nullptr) {
    return base::fail(ErrorKind::unsupported,
                      "the text says that it is in an encoding that is not known: " + asked, {},
                      "save the file as UTF-8");
  }
  return converted(bytes, known);
}

base::Result<DecodedText> decoded_text(std::string_view bytes) {
  COMITY_TRY(const auto guess, guess_encoding(bytes));
  DecodedText out{decoded(bytes, guess.encoding), std::nullopt};
  if (!guess.marked && guess.encoding != Encoding::utf8) {
    out.finding = model::Finding{"text.encoding", "", {}, "", std::string(name_of(guess.encoding))};
  } else if (guess.encoding == Encoding::utf8 && !base::is_utf8(bytes)) {
    const auto strays = strays_in(bytes);
    out.finding = model::Finding{
        "text.stray-bytes", "", {}, std::to_string(strays.at.size()), lines_of(bytes, strays.at)};
  }
  return out;
}

base::Result<DecodedText> decoded_markup(std::string_view bytes) {
  const auto name = declared(bytes);
  const auto guess = guess_encoding(bytes);
  const bool latin =
      guess && (guess->encoding == Encoding::windows_1252 ||
                guess->encoding == Encoding::mac_roman || guess->encoding == Encoding::cp850);
  // What the bytes are for certain counts for more than what is said of them.
  if ((guess && !latin) || name.empty() || base::lower_ascii(name) == "utf-8") {
    return decoded_text(bytes);
  }
  COMITY_TRY(auto text, decoded_from(bytes, name));
  return DecodedText{std::move(text), std::nullopt};
}

}  // namespace comity::reading
