#include "grammar/facts.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "grammar/bodies.h"
#include "grammar/dates.h"
#include "grammar/marks.h"
#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

/// "GENERAL" as the tables write it: "General".
std::string capitalised(const Phrase& phrase) { return phrase.written; }

/// Past the phrase at `at` where its characters stand apart, 0 where it does not stand there.
std::size_t past_set_wide(std::string_view text, std::size_t at, std::string_view phrase) {
  constexpr std::string_view kWideSpace = "\u3000";
  for (const char byte : phrase) {
    at = past_space(text, at);
    while (text.substr(at).starts_with(kWideSpace)) at += kWideSpace.size();
    if (at >= text.size() || text[at] != byte) return 0;
    ++at;
  }
  return at;
}

class Line {
 public:
  Line(std::string_view text, Facts facts, const Words& words)
      : text_(text), small_(small_letters(text)), facts_(std::move(facts)), words_(words) {}

  [[nodiscard]] Facts& facts() { return facts_; }

  /// Bytes of facts from the start.
  std::size_t read() {
    std::size_t end = 0;
    at_ = past_gap(0);
    while (at_ < text_.size() && one_fact()) {
      end = at_;
      at_ = past_gap(at_);
    }
    return at_ >= text_.size() ? text_.size() : end;
  }

 private:
  [[nodiscard]] std::size_t past_gap(std::size_t at) const {
    while (at < text_.size()) {
      const std::size_t next = past_space(text_, at);
      if (next != at) {
        at = next;
      } else if (text_[at] == '*' || text_[at] == ',' || text_[at] == ';' || text_[at] == '.') {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }

  [[nodiscard]] std::optional<Found> named(Rule rule) const {
    const auto found = words_.at(rule, small_, at_);
    return found ? found : named_wide(rule);
  }

  /// The heads of Chinese papers set names of two or three characters wide: "联 合 国".
  [[nodiscard]] std::optional<Found> named_wide(Rule rule) const {
    constexpr unsigned char kLeadOfChinese = 0xE3;
    for (const Phrase& phrase : words_.phrases(rule)) {
      if (static_cast<unsigned char>(phrase.small.front()) < kLeadOfChinese) continue;
      const std::size_t end = past_set_wide(small_, at_, phrase.small);
      if (end > 0) return Found{end, &phrase};
    }
    return std::nullopt;
  }

  bool over(Rule rule, std::string* written = nullptr) {
    const auto found = named(rule);
    if (!found) return false;
    if (written != nullptr) *written = capitalised(*found->phrase);
    at_ = found->end;
    return true;
  }

  bool one_fact() {
    const bool was_agenda = std::exchange(facts_.agenda, false);
    if (symbol() || over(Rule::united_nations) || committee() || body() || distribution() ||
        original() || session() || date() || agenda() || job() || remark()) {
      return true;
    }
    facts_.agenda = was_agenda;
    return false;
  }

  bool body() {
    const auto found = named(Rule::body);
    if (!found) return false;
    // The General Assembly heads the papers of its Human Rights Council too.
    const bool wider = found->phrase->value == "GA" && !facts_.masthead.body.empty();
    if (!wider) facts_.masthead.body = capitalised(*found->phrase);
    at_ = found->end;
    return true;
  }

  bool committee() { return over(Rule::committee, &facts_.masthead.committee); }

  bool distribution() {
    if (over(Rule::distribution_label)) {
      at_ = past_gap(at_);
      facts_.distribution_open = !over(Rule::distribution, &facts_.masthead.distribution);
      return true;
    }
    if (facts_.distribution_open && over(Rule::distribution, &facts_.masthead.distribution)) {
      facts_.distribution_open = false;
      return true;
    }
    return false;
  }

  bool original() {
    // "Français", "Original : anglais": the label of this language's copy, then the original's.
    if (!over(Rule::original_label) && !facts_.original_open) return false;
    at_ = past_space(text_, at_);
    std::string all;
    std::string one;
    while (over(Rule::language, &one)) {
      all += (all.empty() ? "" : "/") + one;
      std::size_t next = past_space(text_, at_);
      const auto joined = words_.at(Rule::conjunction, small_, next);
      if (joined) {
        next = past_space(text_, joined->end);
      } else if (next < text_.size() && (text_[next] == '/' || text_[next] == ',')) {
        next = past_space(text_, next + 1);
      } else {
        break;
      }
      if (!words_.at(Rule::language, small_, next)) break;
      at_ = next;
    }
    if (facts_.original_open && all.empty()) return false;
    facts_.original_open = all.empty();
    if (!all.empty()) facts_.masthead.original_language = all;
    return true;
  }

  bool date() {
    std::size_t at = at_;
    // "Geneva, 8-19 February 2010": a place before the days of a session.
    if (is_upper(text_[at])) {
      const std::size_t comma = text_.find(',', at);
      if (comma == std::string_view::npos || comma - at > 30) return false;
      at = past_space(text_, comma + 1);
    }
    const auto date = date_at(small_, at, words_);
    if (!date || (at != at_ && !date->range)) return false;
    if (!date->range && facts_.masthead.date.empty()) facts_.masthead.date = date->iso;
    at_ = date->end;
    return true;
  }

  /// "Twenty-first special session": words with capitals, or of the table, up to "session".
  /// "28º período de sesiones", "第二十八届会议", "الدورة الثامنة والعشرون": where no capital tells
  /// a word of the line, the whole of a short one.
  bool session_line() {
    constexpr std::size_t kLongestSession = 120;
    const auto rest = std::string_view(small_).substr(at_);
    if (rest.size() > kLongestSession) return false;
    const bool starts = words_.at(Rule::session_start, small_, at_).has_value();
    const bool ends = std::any_of(
        words_.phrases(Rule::session_end).begin(), words_.phrases(Rule::session_end).end(),
        [&](const Phrase& phrase) { return rest.ends_with(phrase.small); });
    if (!starts && (!ends || is_upper(text_[at_]))) return false;
    facts_.masthead.session = base::collapsed(text_.substr(at_));
    at_ = text_.size();
    return true;
  }

  bool session() {
    if (!is_upper(text_[at_])) return session_line();
    std::size_t at = at_;
    for (int count = 0; count < 6 && at < text_.size(); ++count) {
      if (const auto end = words_.at(Rule::session_end, small_, at); end && count > 0) {
        facts_.masthead.session = as_sentence(text_.substr(at_, end->end - at_));
        at_ = end->end;
        return true;
      }
      const std::size_t space = std::min(text_.find(' ', at), text_.size());
      std::string_view word = text_.substr(at, space - at);
      if (word.starts_with('(') && word.ends_with(')')) word = word.substr(1, word.size() - 2);
      const bool fits = !word.empty() && (is_upper(word.front()) ||
                                          words_.whole(Rule::session_kind, small_letters(word)));
      if (!fits) return false;
      at = past_space(text_, space);
    }
    return false;
  }

  /// "TENTH SESSION" as "Tenth session"; mixed letters as they are.
  static std::string as_sentence(std::string_view text) {
    if (std::any_of(text.begin(), text.end(), is_lower)) return base::collapsed(text);
    std::string out = small_letters(text);
    out.front() = text.front();
    return base::collapsed(out);
  }

  /// "(b)", "b)", "(iv)", "(ب)", at the place reached, as "b" and "iv"; goes past it.
  std::string sub_item() {
    std::size_t at = past_space(text_, at_);
    const bool opens = at < text_.size() && text_[at] == '(';
    if (opens) ++at;
    const std::size_t close = at < text_.size() ? text_.substr(at, 7).find(')') : std::string::npos;
    if (close == std::string_view::npos || close == 0) return {};
    const auto inside = text_.substr(at, close);
    const auto letter = list_letter_at(inside, 0);
    const bool other = letter.bytes > 0 && letter.bytes == inside.size();
    if (!opens && !other && (inside.size() > 1 || !is_lower(inside.front()))) return {};
    at_ = at + close + 1;
    return other ? std::string(1, letter.letter) : std::string(inside);
  }

  bool agenda() {
    const std::size_t begin = at_;
    if (is_small_at(text_, at_) || !over(Rule::agenda_item)) return false;
    std::string numbers;
    at_ = past_space(text_, at_);
    while (const auto number = number_at(text_, at_, 3)) {
      numbers += std::to_string(number->value);
      at_ = number->end;
      for (auto part = sub_item(); !part.empty(); part = sub_item()) numbers += " (" + part + ")";
      std::size_t next = past_space(text_, at_);
      std::string_view between = ", ";
      if (next < text_.size() && text_[next] == ',') {
        next = past_space(text_, next + 1);
      } else if (const auto joined = words_.at(Rule::conjunction, small_, next)) {
        next = past_space(text_, joined->end);
        between = " and ";
      } else {
        break;
      }
      if (!number_at(text_, next, 3)) break;
      numbers += between;
      at_ = next;
    }
    if (numbers.empty()) {
      // The number is missing from the page itself; the title may follow.
      if (at_ >= text_.size()) return facts_.agenda = true;
      at_ = begin;
      return false;
    }
    const std::size_t of = past_gap(at_);
    if (const auto found = words_.at(Rule::agenda_of, small_, of)) at_ = found->end;
    facts_.masthead.agenda_item = numbers;
    facts_.agenda = true;
    return true;
  }

  bool symbol() {
    const std::string_view rest = text_.substr(at_);
    const std::size_t slash = rest.find('/');
    if (!is_upper(rest.front()) || slash == std::string_view::npos || slash > 8) return false;
    std::size_t length = std::min(rest.find(' '), rest.size());
    // A bracket belongs to the symbol: "A/RES/217 (III)", "A/CONF.157/24 (Part I)".
    if (rest.substr(length).starts_with(" (")) {
      const std::size_t close = rest.find(')', length);
      if (close != std::string_view::npos && model::Symbol::parse(rest.substr(0, close + 1))) {
        length = close + 1;
      }
    }
    const auto parsed = model::Symbol::parse(rest.substr(0, length));
    if (!parsed) return false;
    if (facts_.symbol.empty()) facts_.symbol = *parsed;
    // "A/RES/57/270 A-B": all sections.
    if (const auto end = past_section_letters(rest, length); end == rest.size()) length = end;
    at_ += length;
    return true;
  }

  bool job() {
    const std::string number = job_number(text_.substr(at_));
    if (number.empty()) return false;
    if (facts_.masthead.job_number.empty()) facts_.masthead.job_number = number;
    at_ = text_.size();
    return true;
  }

  /// "English only", "(E)", and the big letter of the series beside the emblem.
  bool remark() {
    const std::string_view rest = text_.substr(at_);
    if (rest.size() == 1 && is_upper(rest.front())) {
      ++at_;
      return true;
    }
    if (rest == "(E)") {
      at_ = text_.size();
      return true;
    }
    const std::size_t begin = at_;
    if (!over(Rule::language)) return false;
    at_ = past_space(text_, at_);
    if (over(Rule::only)) return true;
    at_ = begin;
    return false;
  }

  std::string_view text_;
  std::string small_;
  Facts facts_;
  const Words& words_;
  std::size_t at_ = 0;
};

}  // namespace

LineRead read_line(std::string_view text, const Facts& before, const Words& words) {
  Line line(text, before, words);
  const std::size_t end = line.read();
  const bool whole = end == text.size();
  if (end == 0 || (!whole && !line.facts().agenda)) return {before, 0};
  return {std::move(line.facts()), end};
}

std::string job_number(std::string_view text) {
  std::size_t at = 0;
  if (text.starts_with("GE.") || text.starts_with("GE:")) {
    at = past_space(text, 3);
  } else if (text.starts_with("N ") || text.starts_with("V.")) {
    at = 2;
  }
  const auto year = number_at(text, at, 2);
  if (!year || year->end >= text.size() || text[year->end] != '-') return {};
  const auto serial_begin = past_space(text, year->end + 1);
  const auto serial = number_at(text, serial_begin, 6);
  if (!serial || serial->end - serial_begin < 4) return {};
  std::string_view rest = text.substr(serial->end);
  for (const char c : rest) {
    if (c != ' ' && c != '*' && c != '(' && c != ')' && !is_upper(c) && !is_digit(c)) return {};
  }
  std::string number(text.substr(0, serial->end));
  const auto series = number.find('.') == std::string::npos ? std::size_t{2} : std::size_t{0};
  number.erase(std::remove(number.begin() + static_cast<std::ptrdiff_t>(series), number.end(), ' '),
               number.end());
  return number;
}

}  // namespace comity::grammar
