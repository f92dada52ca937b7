#include "grammar/citations/symbols.h"

#include <string>
#include <utility>

#include "grammar/bodies.h"
#include "grammar/citations/place_numbers.h"
#include "grammar/citations/resolution_number.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::string_view kStatement = "PRST OS/";

bool is_symbol_char(char c) {
  return is_upper(c) || is_lower(c) || is_digit(c) || c == '/' || c == '.' || c == '-';
}

class SymbolReader {
 public:
  SymbolReader(std::string_view text, std::string_view small, std::string_view series,
               const Words& words)
      : text_(text), small_(small), series_(series), words_(words) {}

  SymbolsAt read(std::size_t at) {
    auto end = numbered_statement(at);
    if (end == at) end = symbols(at);
    return {std::move(citations_), end};
  }

 private:
  void add(std::size_t begin, std::size_t end, std::string target) {
    citations_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                          std::string(text_.substr(begin, end - begin)), std::move(target)});
  }

  /// Symbols at `at`, one or two joined by a hyphen; the end of what was taken.
  std::size_t symbols(std::size_t at) {
    const bool in_path = at > 0 && (text_[at - 1] == '/' || text_[at - 1] == '.');
    if (!is_upper(text_[at]) || in_path) return at;
    std::size_t letters = at;
    while (letters < text_.size() && is_upper(text_[letters])) ++letters;
    const auto first = text_.substr(at, letters - at);
    if (text_.substr(at).starts_with(kStatement)) return statement(at);
    letters = past_session(letters);
    if (letters >= text_.size() || text_[letters] != '/') return at;
    if (!is_series(first) && first != series_) return at;
    std::size_t end = letters;
    while (end < text_.size()) {
      const auto next = past_bracket(end);
      if (next == end && !is_symbol_char(text_[end]) && !breaks_symbol(end)) break;
      end = std::max(next, end + 1);
    }
    std::size_t here = at;
    for (std::size_t i = at; i <= end; ++i) {
      if (i < end && !begins_second(i, end)) continue;
      if (const std::size_t taken = one_symbol(here, i); taken > here) {
        here = i < end ? i + 1 : taken;
      } else {
        return here;
      }
    }
    return here;
  }

  /// Behind "(70)" where the symbol goes on: "TD/B/EX(70)/2".
  [[nodiscard]] std::size_t past_bracket(std::size_t at) const {
    constexpr std::size_t kLongest = 10;
    if (text_[at] != '(') return at;
    auto end = at + 1;
    while (end < text_.size() && end - at < kLongest &&
           (is_upper(text_[end]) || is_digit(text_[end])))
      ++end;
    const bool goes_on = text_.substr(end).starts_with(")/");
    return goes_on ? end + 1 : at;
  }

  /// Behind what counts the session in the series itself: "TD(XIV)/2", "IDB.48/3".
  [[nodiscard]] std::size_t past_session(std::size_t at) const {
    if (at >= text_.size()) return at;
    const auto number = text_[at] == '.' ? number_at(text_, at + 1, 3) : std::nullopt;
    return number ? number->end : past_bracket(at);
  }

  /// "PRST 29/1", "presidential statement 29/1": of the Council, which alone numbers them so.
  std::size_t numbered_statement(std::size_t at) {
    const auto noun = words_.at(Rule::statement, small_, at);
    const auto number =
        noun ? number_of_resolution(text_, past_space(text_, noun->end)) : std::nullopt;
    if (!number || number->form != ResolutionNumber::Form::session) return at;
    const auto symbol = model::Symbol::parse("A/HRC/PRST/" + number->text);
    if (!symbol) return at;
    add(at, number->end, symbol->text());
    return number->end;
  }

  /// "PRST OS/12/1", as the UN writes statements made at organizational sessions.
  std::size_t statement(std::size_t at) {
    const std::size_t begin = at + kStatement.size();
    std::size_t end = begin;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '/')) ++end;
    while (end > begin && !is_digit(text_[end - 1])) --end;
    const auto number = text_.substr(begin, end - begin);
    const auto symbol = model::Symbol::parse("A/HRC/PRST/OS/" + std::string(number));
    if (number.empty() || !symbol) return at;
    add(at, end, symbol->text());
    return end;
  }

  /// A space after a slash, where a line of the page ended inside a symbol.
  [[nodiscard]] bool breaks_symbol(std::size_t at) const {
    return text_[at] == ' ' && text_[at - 1] == '/' && at + 1 < text_.size() &&
           (is_upper(text_[at + 1]) || is_digit(text_[at + 1]));
  }

  /// Whether the hyphen at `i` joins two symbols: "2000/46-E/CN.4/…".
  [[nodiscard]] bool begins_second(std::size_t i, std::size_t end) const {
    if (text_[i] != '-') return false;
    std::size_t letters = i + 1;
    while (letters < end && is_upper(text_[letters])) ++letters;
    return letters > i + 1 && letters < end && text_[letters] == '/' &&
           is_series(text_.substr(i + 1, letters - i - 1));
  }

  std::size_t one_symbol(std::size_t begin, std::size_t end) {
    while (end > begin && !is_upper(text_[end - 1]) && !is_digit(text_[end - 1]) &&
           !is_lower(text_[end - 1])) {
      --end;
    }
    // A bracket belongs to the symbol where it makes one: "A/CONF.157/24 (Part I)".
    const std::size_t open = past_space(text_, end);
    if (open < text_.size() && text_[open] == '(') {
      const std::size_t close = text_.substr(open, 14).find(')');
      if (close != std::string_view::npos) {
        if (const auto symbol =
                model::Symbol::parse(text_.substr(begin, open + close + 1 - begin))) {
          add(begin, open + close + 1, target_of(*symbol));
          return open + close + 1;
        }
      }
    }
    for (; end > begin; end = text_.substr(0, end).rfind('/')) {
      if (end == std::string_view::npos || end <= begin) break;
      if (const auto symbol = model::Symbol::parse(text_.substr(begin, end - begin))) {
        add(begin, end, target_of(*symbol));
        return suffixes(end, *symbol);
      }
    }
    return begin;
  }

  /// The UN writes statements of the Council's President without the series: "PRST/8/1".
  [[nodiscard]] static std::string target_of(const model::Symbol& symbol) {
    return symbol.parts().front() == "PRST" ? "A/HRC/" + symbol.text() : symbol.text();
  }

  /// "and Corr.1", "and Add.1" after a symbol: other documents that share its beginning.
  std::size_t suffixes(std::size_t end, const model::Symbol& symbol) {
    for (;;) {
      std::size_t at = past_space(text_, end);
      if (at < text_.size() && text_[at] == ',') at = past_space(text_, at + 1);
      if (const auto joined = words_.at(Rule::conjunction, small_, at)) {
        at = past_space(text_, joined->end);
      } else {
        at = past_glued_joint({text_, small_, text_}, at, words_);
      }
      std::size_t stop = at;
      while (stop < text_.size() && is_symbol_char(text_[stop]) && text_[stop] != '-') ++stop;
      while (stop > at && !is_digit(text_[stop - 1])) --stop;
      const auto suffix = text_.substr(at, stop - at);
      const bool known = suffix.starts_with("Add.") || suffix.starts_with("Corr.") ||
                         suffix.starts_with("Rev.") || suffix.starts_with("Amend.");
      if (!known || at == end) return end;
      const auto other = model::Symbol::parse(symbol.text() + "/" + std::string(suffix));
      if (!other) return end;
      add(at, stop, other->text());
      end = more_suffixes(stop, suffix, symbol);
    }
  }

  /// "and 2", "-3" after a suffix that has a number: the same for other numbers.
  std::size_t more_suffixes(std::size_t end, std::string_view suffix, const model::Symbol& symbol) {
    const TextForms forms{text_, small_, text_};
    const auto kind = suffix.substr(0, suffix.find('.') + 1);
    const auto add_number = [&](std::size_t begin, std::size_t stop, int value) {
      const auto other =
          model::Symbol::parse(symbol.text() + "/" + std::string(kind) + std::to_string(value));
      if (other) add(begin, stop, other->text());
      return other.has_value();
    };
    auto last = number_at(suffix, kind.size(), 2);
    for (;;) {
      auto at = past_list_joint(forms, end, words_);
      const bool range = at == end;
      if (range) at = past_range(forms, end, words_);
      const auto number = at == end ? std::nullopt : number_at(text_, at, 2);
      if (!number) return end;
      // "and 2 other reports".
      const auto next = past_space(text_, number->end);
      const bool counts = next < text_.size() && is_letter_byte(text_[next]) &&
                          !words_.at(Rule::conjunction, small_, next);
      const bool goes_on = number->end < text_.size() && text_[number->end] == '/';
      if (counts || goes_on) return end;
      // The dash stands for what lies between, where that is one.
      if (range && last && number->value == last->value + 2) add_number(end, at, last->value + 1);
      if (!add_number(at, number->end, number->value)) return end;
      last = number;
      end = number->end;
    }
  }

  std::string_view text_;
  std::string_view small_;
  std::string_view series_;
  const Words& words_;
  std::vector<model::Citation> citations_;
};

}  // namespace

SymbolsAt symbols_at(std::string_view text, std::string_view small, std::size_t at,
                     std::string_view series, const Words& words) {
  return SymbolReader(text, small, series, words).read(at);
}

}  // namespace comity::grammar
