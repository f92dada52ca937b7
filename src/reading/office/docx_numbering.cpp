#include "reading/office/docx_numbering.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "reading/counting.h"
#include "reading/source_lines.h"

namespace comity::reading::docx {
namespace {

constexpr int kHighest = 100'000;      // what a list counts to
constexpr std::size_t kLongest = 100;  // bytes of a label
constexpr int kMostRepeated = 10;      // letters of "aaaaaaaaaa"

int number(std::string_view text, int otherwise) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return otherwise;
  return std::clamp(value, 0, kHighest);
}

// After the last letter they are doubled: "z", "aa", "bb".
std::string in_letters(int value, std::u32string_view letters) {
  if (value < 1) return std::to_string(value);
  const auto count = static_cast<int>(letters.size());
  std::string out;
  const int times = std::min(kMostRepeated, 1 + (value - 1) / count);
  for (int i = 0; i < times; ++i) {
    base::append_code_point(out, letters[static_cast<std::size_t>((value - 1) % count)]);
  }
  return out;
}

constexpr std::u32string_view kLatin = U"abcdefghijklmnopqrstuvwxyz";
constexpr std::u32string_view kRussian = U"абвгдежзиклмнопрстуфхцчшщыэюя";
constexpr std::u32string_view kRussianCapitals = U"АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ";
constexpr std::u32string_view kArabic = U"أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
constexpr std::u32string_view kAbjad = U"أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";

// What stands for a bullet: the fonts' private signs are all dots of some kind.
std::string bullet(std::string_view text) {
  const auto sign = base::trimmed(text);
  return sign == "-" || sign == "–" || sign == "—" ? std::string(sign) : "•";
}

}  // namespace

std::string counted(int value, std::string_view format) {
  if (format == "none") return {};
  if (format == "lowerLetter") return in_letters(value, kLatin);
  if (format == "upperLetter") return in_capitals(in_letters(value, kLatin));
  if (format == "lowerRoman") return in_roman(value);
  if (format == "upperRoman") return in_capitals(in_roman(value));
  if (format == "russianLower") return in_letters(value, kRussian);
  if (format == "russianUpper") return in_letters(value, kRussianCapitals);
  if (format == "arabicAlpha") return in_letters(value, kArabic);
  if (format == "arabicAbjad") return in_letters(value, kAbjad);
  if (format == "chicago") {
    constexpr std::array<std::string_view, 4> kMarks = {"*", "†", "‡", "§"};
    std::string out;
    const int times = std::min(kMostRepeated, 1 + (std::max(value, 1) - 1) / 4);
    for (int i = 0; i < times; ++i)
      out += kMarks[static_cast<std::size_t>(std::max(value, 1) - 1) % 4];
    return out;
  }
  if (format == "decimalZero" && value < 10) return "0" + std::to_string(value);
  return std::to_string(value);
}

Numbering::Level Numbering::read_level(XmlNode node) {
  Level level;
  for (auto child = node.first(); child; child = child.next()) {
    const auto name = child.name();
    const auto value = child.attribute("val");
    if (name == "start") level.start = number(value, 1);
    if (name == "numFmt") level.format = value;
    if (name == "lvlText") level.text = value;
    if (name == "pStyle") level.style = value;
    if (name == "lvlRestart") level.restart = number(value, 0);
    if (name == "isLgl") level.figures_only = is_on(child);
    if (name == "pPr") {
      const auto format = paragraph_format(child);
      level.left = format.left;
      level.first = format.first;
    }
  }
  return level;
}

void Numbering::read_list(XmlNode node) {
  List list;
  if (const auto pattern = node.child("abstractNumId")) list.pattern = pattern.attribute("val");
  for (auto child = node.first(); child; child = child.next()) {
    if (child.name() != "lvlOverride") continue;
    const auto level = static_cast<std::size_t>(number(child.attribute("ilvl"), kHighest));
    if (level >= kLevels) continue;
    if (const auto own = child.child("lvl")) list.levels[level] = read_level(own);
    if (const auto start = child.child("startOverride")) {
      list.starts[level] = number(start.attribute("val"), 1);
    }
  }
  lists_.emplace(std::string(node.attribute("numId")), std::move(list));
}

Numbering::Numbering(XmlNode root, const Styles& styles) {
  for (auto node = root.first(); node; node = node.next()) {
    if (node.name() == "num") read_list(node);
    if (node.name() != "abstractNum") continue;
    Pattern pattern;
    if (const auto link = node.child("numStyleLink")) pattern.of_style = link.attribute("val");
    for (auto child = node.first(); child; child = child.next()) {
      const auto level = static_cast<std::size_t>(number(child.attribute("ilvl"), kHighest));
      if (child.name() == "lvl" && level < kLevels) pattern.levels[level] = read_level(child);
    }
    patterns_.emplace(std::string(node.attribute("abstractNumId")), std::move(pattern));
  }
  // A pattern may only point to a style, whose list has the levels.
  for (auto& [id, pattern] : patterns_) {
    if (pattern.of_style.empty()) continue;
    const auto list = lists_.find(styles.list_of(pattern.of_style));
    if (list == lists_.end()) continue;
    const auto source = patterns_.find(list->second.pattern);
    if (source != patterns_.end()) pattern.levels = source->second.levels;
  }
}

const Numbering::Level& Numbering::level_of(const List& list, const Pattern& pattern,
                                            std::size_t level) {
  const auto own = list.levels.find(level);
  return own == list.levels.end() ? pattern.levels[level] : own->second;
}

int Numbering::start_of(const List& list, const Pattern& pattern, std::size_t level) {
  const auto own = list.starts.find(level);
  return own == list.starts.end() ? level_of(list, pattern, level).start : own->second;
}

// "%1.%2" with the number of each level.
std::string Numbering::label(const List& list, const Pattern& pattern, std::size_t level) const {
  const auto& own = level_of(list, pattern, level);
  std::string out;
  const std::string_view text = own.text;
  for (std::size_t i = 0; i < text.size() && out.size() < kLongest; ++i) {
    const bool place =
        text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9';
    if (!place) {
      out += text[i];
      continue;
    }
    const auto other = static_cast<std::size_t>(text[++i] - '1');
    const auto& its = level_of(list, pattern, other);
    const bool figures = own.figures_only && its.format != "none";
    out += counted(pattern.counters[other].value_or(start_of(list, pattern, other)),
                   figures ? "decimal" : its.format);
  }
  return base::collapsed(cleaned(out));
}

std::optional<Numbered> Numbering::next(std::string_view list_id, std::optional<int> wanted,
                                        std::string_view style) {
  const auto found = lists_.find(list_id);
  if (found == lists_.end()) return std::nullopt;
  auto& list = found->second;
  const auto pattern = patterns_.find(list.pattern);
  if (pattern == patterns_.end()) return std::nullopt;
  auto& counters = pattern->second.counters;

  auto level = static_cast<std::size_t>(std::clamp(wanted.value_or(0), 0, int{kLevels} - 1));
  for (std::size_t i = 0; !wanted && !style.empty() && i < kLevels; ++i) {
    if (level_of(list, pattern->second, i).style == style) level = i;
  }
  if (!std::exchange(list.begun, true)) {
    for (const auto& [at, start] : list.starts) counters[at].reset();
  }
  const auto& own = level_of(list, pattern->second, level);
  counters[level] = counters[level] ? std::min(*counters[level] + 1, kHighest)
                                    : start_of(list, pattern->second, level);
  for (std::size_t i = level + 1; i < kLevels; ++i) {
    const auto restart = level_of(list, pattern->second, i).restart;
    if (!restart || (*restart > 0 && level < static_cast<std::size_t>(*restart)))
      counters[i].reset();
  }
  Numbered out;
  out.bullet = own.format == "bullet";
  out.label = out.bullet ? bullet(own.text) : label(list, pattern->second, level);
  out.left = own.left;
  out.first = own.first;
  return out;
}

}  // namespace comity::reading::docx
