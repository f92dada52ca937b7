#include "tagging/scripts.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "base/text.h"

namespace comity::tagging {
namespace {

/// What of a text may stand in one word: a word ends where that changes.
enum class Script : std::uint8_t { none, mark, latin, cyrillic, arabic, character, other };

constexpr char32_t kAscii = 0x80;
// The letters of today's alphabets, each a range that keeps its order.
constexpr char32_t kCyrillic = 0x0430, kCyrillicEnd = 0x0460;
constexpr char32_t kArabic = 0x0621, kArabicEnd = 0x064B;
constexpr char32_t kTatweel = 0x0640;
constexpr unsigned kCyrillicBytes = 0xB0, kArabicBytes = 0x80, kOtherBytes = 0xE3;
constexpr unsigned kOtherLetters = 0x100 - kOtherBytes;

bool is_character(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return true;
    default:
      return false;
  }
}

Script script_of(char32_t c) {
  if (c < kAscii) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter ? Script::latin : Script::none;
  }
  const auto point = static_cast<UChar32>(c);
  if (c == kTatweel || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0) return Script::mark;
  if (!u_isalnum(point)) return Script::none;
  if (c < 0x0250 || (c >= 0x1E00 && c < 0x1F00)) return Script::latin;
  if (c >= 0x0400 && c < 0x0530) return Script::cyrillic;
  if (c >= 0x0600 && c < 0x0700) return Script::arabic;
  return is_character(c) ? Script::character : Script::other;
}

/// A letter of a folded word. Bytes E2, and C2 and C3 before bytes under A0, would be signs to
/// Tokens: no two letters of one word make them.
void append_letter(std::string& coded, char32_t c) {
  if (c < kAscii) {
    coded += static_cast<char>(c);
  } else if (c >= kCyrillic && c < kCyrillicEnd) {
    coded += static_cast<char>(kCyrillicBytes + (c - kCyrillic));
  } else if (c >= kArabic && c < kArabicEnd) {
    coded += static_cast<char>(kArabicBytes + (c - kArabic));
  } else {
    coded += static_cast<char>(kOtherBytes + c % kOtherLetters);
  }
}

/// Puts words of a text together.
class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text) {}

  ScriptWords write() {
    out_.coded.reserve(text_.size());
    std::uint32_t begin = 0;
    auto script = Script::none;
    for (std::size_t at = 0; at < text_.size();) {
      const auto from = static_cast<std::uint32_t>(at);
      const auto next = script_of(base::next_code_point(text_, at));
      if (next == Script::mark) continue;
      if (next != script || next == Script::character) {
        put(script, begin, from);
        begin = from;
        script = next;
      }
    }
    put(script, begin, static_cast<std::uint32_t>(text_.size()));
    return std::move(out_);
  }

 private:
  void put(Script script, std::uint32_t begin, std::uint32_t end) {
    if (script == Script::none || begin == end) return;
    const auto word = text_.substr(begin, end - begin);
    const auto before = out_.coded.size();
    if (script == Script::character) {
      put_character(word);
    } else {
      put_letters(word);
    }
    if (out_.coded.size() == before) return;
    out_.coded += ' ';
    out_.places.push_back({begin, end});
  }

  // One character alone, whatever marks follow it.
  void put_character(std::string_view word) {
    std::size_t at = 0;
    (void)base::next_code_point(word, at);
    out_.coded += word.substr(0, at);
  }

  void put_letters(std::string_view word) {
    const bool ascii = std::all_of(word.begin(), word.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < kAscii; });
    const auto folded = ascii ? base::lower_ascii(word) : base::unaccented(word);
    for (std::size_t at = 0; at < folded.size();) {
      const auto c = base::next_code_point(folded, at);
      const auto kind = script_of(c);
      if (kind != Script::none && kind != Script::mark) append_letter(out_.coded, c);
    }
  }

  std::string_view text_;
  ScriptWords out_;
};

}  // namespace

ScriptWords script_words(std::string_view utf8) { return Writer(utf8).write(); }

}  // namespace comity::tagging
