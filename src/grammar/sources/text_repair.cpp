#include "grammar/sources/text_repair.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr int kMostRounds = 3;  // times that one text can have been encoded anew
constexpr std::size_t kLongestEntity = 12;
constexpr std::size_t kLongestTag = 200;

using Entities = std::map<std::string, char32_t, std::less<>>;

const Entities& entities() {
  static const Entities table = [] {
    const auto csv = base::parse_csv(embedded("data/grammar/entities.csv"));
    COMITY_ASSERT(csv.has_value());
    Entities names;
    for (const auto& row : csv->rows) {
      std::uint32_t code = 0;
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), code, 16);
      names.emplace(row[0], static_cast<char32_t>(code));
    }
    return names;
  }();
  return table;
}

/// The sign that a number names; nothing for what no text holds.
std::optional<char32_t> numbered(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t code = 0;
  const auto end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, code, hex ? 16 : 10);
  const bool number = error == std::errc() && stopped == end;
  if (!number || code < 0x20 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    return std::nullopt;
  }
  return static_cast<char32_t>(code);
}

/// The sign that "&NAME;" at `at` stands for, and where it ends.
struct Named {
  char32_t sign = 0;
  std::size_t end = 0;
};
std::optional<Named> entity_at(std::string_view text, std::size_t at) {
  const auto end = text.substr(at, kLongestEntity).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const auto name = text.substr(at + 1, end - 1);
  if (name.starts_with('#')) {
    const auto sign = numbered(name.substr(1));
    if (!sign) return std::nullopt;
    return Named{*sign, at + end + 1};
  }
  const auto found = entities().find(name);
  if (found == entities().end()) return std::nullopt;
  return Named{found->second, at + end + 1};
}

bool decode_entities(std::string& text) {
  if (text.find('&') == std::string::npos) return false;
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto named = text[i] == '&' ? entity_at(text, i) : std::nullopt;
    if (!named) {
      out += text[i++];
      continue;
    }
    base::append_code_point(out, named->sign);
    i = named->end;
    changed = true;
  }
  text = std::move(out);
  return changed;
}

/// The signs that Windows-1252 has at 80 to 9F, by their bytes; 0 where it has none.
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// The byte that a program which took UTF-8 for Windows-1252 had before it; 0 where it had none.
unsigned char byte_of(char32_t sign) {
  if (sign >= 0x80 && sign <= 0xFF) return static_cast<unsigned char>(sign);
  const auto* const found = std::find(kWindows.begin(), kWindows.end(), sign);
  if (sign == 0 || found == kWindows.end()) return 0;
  return static_cast<unsigned char>(0x80 + (found - kWindows.begin()));
}

/// How many bytes a sign has whose first byte is this; 0 where none begins so.
int bytes_behind(unsigned char first) {
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/// The bytes of one sign that stand as several signs at `at`, which is moved past them.
std::optional<std::string> misread_at(std::string_view text, std::size_t& at) {
  auto next = at;
  const auto first = byte_of(base::next_code_point(text, next));
  const int length = bytes_behind(first);
  if (length == 0) return std::nullopt;
  std::string bytes(1, static_cast<char>(first));
  for (int i = 1; i < length; ++i) {
    if (next >= text.size()) return std::nullopt;
    const auto byte = byte_of(base::next_code_point(text, next));
    if (byte < 0x80 || byte > 0xBF) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  if (!base::is_utf8(bytes)) return std::nullopt;
  at = next;
  return bytes;
}

bool decode_encoding(std::string& text) {
  // Only what stands outside ASCII can be it.
  if (std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; })) return false;
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < text.size();) {
    if (auto bytes = misread_at(text, i)) {
      out += *bytes;
      changed = true;
      continue;
    }
    const auto begin = i;
    static_cast<void>(base::next_code_point(text, i));
    out.append(text, begin, i - begin);
  }
  text = std::move(out);
  return changed;
}

bool is_page_tag(std::string_view name) {
  static const std::set<std::string, std::less<>> names = {
      "a",      "abbr",   "b",    "blockquote", "br",    "center", "dd", "div",   "dl",
      "dt",     "em",     "font", "h1",         "h2",    "h3",     "h4", "h5",    "hr",
      "i",      "img",    "li",   "ol",         "p",     "pre",    "s",  "small", "span",
      "strike", "strong", "sub",  "sup",        "table", "tbody",  "td", "tfoot", "th",
      "thead",  "tr",     "tt",   "u",          "ul",    "o:p"};
  return names.contains(base::lower_ascii(name));
}

/// Behind the tag that begins at `at`, or npos.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  const auto end = text.substr(at, kLongestTag).find('>');
  if (end == std::string_view::npos) return end;
  auto inside = text.substr(at + 1, end - 1);
  if (inside.starts_with('/')) inside.remove_prefix(1);
  const auto name = inside.substr(0, inside.find_first_of(" /\t"));
  return is_page_tag(name) ? at + end + 1 : std::string_view::npos;
}

/// Tags that stand inside a word leave no space behind.
bool parts_words(std::string_view tag) {
  static const std::set<std::string, std::less<>> within = {
      "a",    "abbr",   "b",      "em",  "font", "i",  "s", "small",
      "span", "strike", "strong", "sub", "sup",  "tt", "u", "o:p"};
  if (tag.starts_with('/')) tag.remove_prefix(1);
  return !within.contains(base::lower_ascii(tag.substr(0, tag.find_first_of(" />\t"))));
}

bool take_markup(std::string& text) {
  if (text.find('<') == std::string::npos) return false;
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto end = text[i] == '<' ? end_of_tag(text, i) : std::string::npos;
    if (end == std::string::npos) {
      out += text[i++];
      continue;
    }
    if (parts_words(std::string_view(text).substr(i + 1, end - i - 1))) out += ' ';
    i = end;
    changed = true;
  }
  text = std::move(out);
  return changed;
}

bool is_unseen(char32_t sign) {
  const bool control = sign < 0x20 || (sign >= 0x7F && sign < 0xA0);
  return control || sign == 0xAD || sign == 0x200B || sign == 0xFEFF;
}

bool take_controls(std::string& text) {
  const auto unusual = [](char c) { return static_cast<unsigned char>(c) - 0x20U >= 0x5F; };
  if (std::none_of(text.begin(), text.end(), unusual)) return false;
  std::string out;
  bool changed = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = i;
    const auto sign = base::next_code_point(text, i);
    if (!is_unseen(sign)) {
      out.append(text, begin, i - begin);
      continue;
    }
    if (sign == '\n' || sign == '\t' || sign == '\r') out += ' ';
    changed = true;
  }
  if (changed) text = std::move(out);
  return changed;
}

/// "rights.The", and not "U.N.", "www.Name" or "1.The".
bool part_joined(std::string& text) {
  bool changed = false;
  for (std::size_t i = 2; i + 2 < text.size(); ++i) {
    if (text[i] != '.' && text[i] != ';') continue;
    const bool before = is_lower(text[i - 1]) && is_lower(text[i - 2]);
    const bool after = is_letter(text[i + 1]) && !is_lower(text[i + 1]) && is_lower(text[i + 2]);
    if (!before || !after || text.compare(i - 2, 2, "ww") == 0) continue;
    text.insert(i + 1, 1, ' ');
    changed = true;
  }
  return changed;
}

/// "GE.12-34567 (E) 010112": the job number that stands at the foot of a first page.
bool take_furniture(std::string& text) {
  bool changed = false;
  for (auto at = text.find("GE."); at != std::string::npos; at = text.find("GE.", at + 1)) {
    auto end = at + 3;
    const auto digits = [&] {
      const auto begin = end;
      while (end < text.size() && is_digit(text[end])) ++end;
      return end - begin;
    };
    const bool starts = at == 0 || !is_letter(text[at - 1]);
    if (!starts || digits() != 2 || end >= text.size() || text[end] != '-') continue;
    ++end;
    if (digits() < 5) continue;
    if (text.compare(end, 2, " (") == 0 && end + 3 < text.size() && text[end + 3] == ')') end += 4;
    text.erase(at, end - at);
    changed = true;
  }
  return changed;
}

}  // namespace

std::string_view name_of(Mending mending) {
  constexpr std::array<std::string_view, 6> kNames = {"entities", "encoding", "markup",
                                                      "controls", "joined",   "furniture"};
  return kNames[static_cast<std::size_t>(mending)];
}

MendedText mended_text(std::string_view source) {
  MendedText out{std::string(source), {}};
  std::set<Mending> mended;
  const auto note = [&](bool changed, Mending what) {
    if (changed) mended.insert(what);
    return changed;
  };
  for (int round = 0; round < kMostRounds; ++round) {
    const bool named = note(decode_entities(out.text), Mending::entities);
    const bool encoded = note(decode_encoding(out.text), Mending::encoding);
    if (!named && !encoded) break;
  }
  note(take_markup(out.text), Mending::markup);
  note(take_controls(out.text), Mending::controls);
  note(take_furniture(out.text), Mending::furniture);
  note(part_joined(out.text), Mending::joined);
  if (!mended.empty()) out.text = base::collapsed(out.text);
  out.mended.assign(mended.begin(), mended.end());
  return out;
}

}  // namespace comity::grammar
