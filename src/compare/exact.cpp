#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "compare/compare.h"
#include "compare/limits.h"

namespace comity::compare {
namespace {

// What keeping a token is worth, and what it costs to begin a stretch of changes: a lone article or
// comma between two changes is not worth keeping, and a person reads one change instead of two.
constexpr std::int32_t kMark = 1;
constexpr std::int32_t kShortWord = 2;
constexpr std::int32_t kIdeograph = 3;
constexpr std::int32_t kWord = 5;
constexpr std::int32_t kChange = 4;
constexpr std::size_t kShortLetters = 3;

enum class Class : std::uint8_t { white, mark, joiner, letter, ideograph };

bool is_between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

Class class_of(char32_t c) {
  if (c < 0x80) {
    if (c == ' ' || is_between(c, '\t', '\r')) return Class::white;
    if (is_between(c, '0', '9') || is_between(c | 0x20U, 'a', 'z')) return Class::letter;
    return c == '-' || c == '\'' || c == '/' || c == '.' ? Class::joiner : Class::mark;
  }
  if (c == 0xA0 || is_between(c, 0x2000, 0x200A) || c == 0x202F || c == 0x3000) return Class::white;
  if (c == 0x2019 || c == 0x2010 || c == 0x2011 || c == 0x02BC) return Class::joiner;
  if (is_between(c, 0x3400, 0x9FFF) || is_between(c, 0x20000, 0x3FFFF)) return Class::ideograph;
  const bool mark = is_between(c, 0x80, 0xBF) || is_between(c, 0x2000, 0x206F) ||
                    is_between(c, 0x3000, 0x303F) || is_between(c, 0xFF00, 0xFF0F) ||
                    is_between(c, 0xFF1A, 0xFF20) || c == 0x060C || c == 0x061B || c == 0x061F ||
                    c == 0xFFFD;
  return mark ? Class::mark : Class::letter;
}

/// A word, a mark, a Chinese character, or a stretch of white space: together they are the text.
struct Token {
  std::string_view text;
  std::uint32_t number = 0;  ///< equal for equal texts
  std::int32_t worth = 0;    ///< 0 for white space
};

/// The end of the word whose first letter ends at `at`: hyphens, apostrophes, strokes and points
/// between letters are of it ("North-South", "74/153").
std::size_t end_of_word(std::string_view text, std::size_t at, std::size_t& letters) {
  while (at < text.size()) {
    std::size_t next = at;
    auto kind = class_of(base::next_code_point(text, next));
    if (kind == Class::joiner) {
      if (next >= text.size()) return at;
      kind = class_of(base::next_code_point(text, next));
    }
    if (kind != Class::letter) return at;
    at = next;
    ++letters;
  }
  return at;
}

class Tokens {
 public:
  std::vector<Token> of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      const auto kind = class_of(base::next_code_point(text, end));
      std::int32_t worth = kind == Class::ideograph ? kIdeograph : kMark;
      if (kind == Class::white) {
        worth = 0;
        for (auto next = end; next < text.size(); end = next) {
          if (class_of(base::next_code_point(text, next)) != Class::white) break;
        }
      } else if (kind == Class::letter) {
        std::size_t letters = 1;
        end = end_of_word(text, end, letters);
        worth = letters > kShortLetters ? kWord : kShortWord;
      }
      const auto token = text.substr(at, end - at);
      const auto number = static_cast<std::uint32_t>(numbers_.size());
      tokens.push_back({token, numbers_.try_emplace(token, number).first->second, worth});
      at = end;
    }
    return tokens;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

/// The places of the tokens that are no white space.
std::vector<std::size_t> cores_of(const std::vector<Token>& tokens) {
  std::vector<std::size_t> cores;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].worth > 0) cores.push_back(i);
  }
  return cores;
}

/// Which cores of two texts are kept: worth most together, less kChange for each stretch of
/// changes (O. Gotoh's affine gaps, 1982).
class Keeper {
 public:
  Keeper(const std::vector<Token>& first, const std::vector<Token>& second)
      : first_(first), second_(second), a_(cores_of(first)), b_(cores_of(second)) {}

  /// Pairs of places in the two lists of tokens.
  std::vector<std::pair<std::size_t, std::size_t>> kept() {
    const auto shorter = std::min(a_.size(), b_.size());
    std::size_t head = 0;
    for (; head < shorter && same(head, head); ++head) keep(head, head);
    std::size_t tail = 0;
    while (tail < shorter - head && same(a_.size() - tail - 1, b_.size() - tail - 1)) ++tail;
    align(head, a_.size() - tail, b_.size() - tail);
    for (; tail > 0; --tail) keep(a_.size() - tail, b_.size() - tail);
    return std::move(kept_);
  }

 private:
  enum Step : std::uint8_t { match = 0, skip_first = 1, skip_second = 2 };

  [[nodiscard]] bool same(std::size_t i, std::size_t j) const {
    return first_[a_[i]].number == second_[b_[j]].number;
  }
  void keep(std::size_t i, std::size_t j) { kept_.emplace_back(a_[i], b_[j]); }

  /// The best step from a place, and what all from there on is worth; `opening` is the cost of
  /// leaving the kept words.
  struct Best {
    std::int32_t worth;
    Step step;
  };
  static Best best(std::int32_t matched, std::int32_t without_first, std::int32_t without_second,
                   std::int32_t opening) {
    Best found{without_first - opening, skip_first};
    if (without_second - opening > found.worth) found = {without_second - opening, skip_second};
    if (matched >= found.worth) found = {matched, match};
    return found;
  }

  void align(std::size_t begin, std::size_t a_end, std::size_t b_end) {
    const auto rows = a_end - begin;
    const auto columns = b_end - begin;
    if (rows == 0 || columns == 0 || rows * columns > kMostCells) return;
    constexpr std::int32_t kNever = -1'000'000'000;
    const auto width = columns + 1;
    std::vector<std::uint8_t> steps((rows + 1) * width);  // after kept words, after changed ones
    std::vector<std::int32_t> kept(width), changed(width), kept_below(width), changed_below(width);
    for (std::size_t i = rows + 1; i-- > 0;) {
      for (std::size_t j = columns + 1; j-- > 0;) {
        if (i == rows && j == columns) continue;
        const bool inside = i < rows && j < columns;
        const auto matched = inside && same(begin + i, begin + j)
                                 ? kept_below[j + 1] + first_[a_[begin + i]].worth
                                 : kNever;
        const auto without_first = i < rows ? changed_below[j] : kNever;
        const auto without_second = j < columns ? changed[j + 1] : kNever;
        const auto opened = best(matched, without_first, without_second, kChange);
        const auto going = best(matched, without_first, without_second, 0);
        kept[j] = opened.worth;
        changed[j] = going.worth;
        steps[i * width + j] = static_cast<std::uint8_t>(opened.step | going.step << 2U);
      }
      std::swap(kept, kept_below);
      std::swap(changed, changed_below);
    }
    follow(begin, rows, columns, steps);
  }

  void follow(std::size_t begin, std::size_t rows, std::size_t columns,
              const std::vector<std::uint8_t>& steps) {
    bool changing = false;
    for (std::size_t i = 0, j = 0; i < rows || j < columns;) {
      const auto both = steps[i * (columns + 1) + j];
      const auto step = static_cast<Step>(changing ? both >> 2U : both & 3U);
      changing = step != match;
      if (step == match) keep(begin + i, begin + j);
      if (step != skip_second) ++i;
      if (step != skip_first) ++j;
    }
  }

  const std::vector<Token>& first_;
  const std::vector<Token>& second_;
  std::vector<std::size_t> a_;
  std::vector<std::size_t> b_;
  std::vector<std::pair<std::size_t, std::size_t>> kept_;
};

/// Writes the pieces; between kept words white space that both have is kept too.
class Writer {
 public:
  Writer(const std::vector<Token>& first, const std::vector<Token>& second)
      : first_(first), second_(second) {}

  void change(std::size_t a, std::size_t a_end, std::size_t b, std::size_t b_end) {
    const auto both_white = [&](std::size_t i, std::size_t j) {
      return first_[i].worth == 0 && first_[i].number == second_[j].number;
    };
    for (; a < a_end && b < b_end && both_white(a, b); ++b) add(Held::both, first_[a++]);
    std::size_t tail = 0;
    if (a < a_end && b < b_end && both_white(a_end - 1, b_end - 1)) tail = 1;
    for (; a < a_end - tail; ++a) add(Held::only_first, first_[a]);
    for (; b < b_end - tail; ++b) add(Held::only_second, second_[b]);
    if (tail == 1) add(Held::both, first_[a]);
  }

  void add(Held held, const Token& token) {
    if (!pieces_.empty() && pieces_.back().held == held) {
      auto& last = pieces_.back().text;
      last = {last.data(), last.size() + token.text.size()};
    } else {
      pieces_.push_back({held, token.text});
    }
  }

  std::vector<Piece> take() { return std::move(pieces_); }

 private:
  const std::vector<Token>& first_;
  const std::vector<Token>& second_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> exact_differences(std::string_view first, std::string_view second) {
  if (first == second) {
    return first.empty() ? std::vector<Piece>() : std::vector<Piece>{{Held::both, first}};
  }
  Tokens reader;
  const auto a = reader.of(first);
  const auto b = reader.of(second);
  Writer writer(a, b);
  std::size_t i = 0, j = 0;
  for (const auto& [next_a, next_b] : Keeper(a, b).kept()) {
    writer.change(i, next_a, j, next_b);
    writer.add(Held::both, a[next_a]);
    i = next_a + 1;
    j = next_b + 1;
  }
  writer.change(i, a.size(), j, b.size());
  return writer.take();
}

}  // namespace comity::compare
