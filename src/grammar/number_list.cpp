#include "grammar/number_list.h"

#include <algorithm>

namespace comity::grammar {
namespace {

// list    := item (joint* item)*
// item    := number (range end)? | letters          letters only after a number
// number  := INT ("." INT)? letter?                 "119.1", "27 (b)", "5"
// end     := INT "." INT | INT | letter             "119.14", "14" after "119.1", "(d)" after "(b)"
// letter  := "(" [a-z]{1,6} ")"
// joint   := "," | ";" | "." before one of these | "and" | "paragraphs" | "recommendations"
//            ("and" written together with the number: rule prefix_join)
// range   := "to" | "–" | …                         rule range_word
//
// In Arabic the item stands behind a hyphen: "119-1" is 119.1 where the second number is the
// smaller; a range has the greater one last, unless the document speaks of items of the paragraph.

constexpr int kLongestRange = 400;
constexpr std::size_t kMostDigits = 4;

std::size_t past_blanks(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (text.substr(at).starts_with("\xC2\xA0")) {
      ++at;
    } else if (text[at] != ' ' && text[at] != '\t') {
      break;
    }
  }
  return at;
}

struct Int {
  int value = 0;
  std::size_t end = 0;
};

std::optional<Int> int_at(std::string_view text, std::size_t at) {
  Int number{0, at};
  std::size_t digits = 0;
  while (const auto digit = digit_at(text, number.end)) {
    number.value = number.value * 10 + digit->value;
    number.end += digit->bytes;
    if (++digits > kMostDigits) return std::nullopt;
  }
  return digits == 0 || number.value == 0 ? std::nullopt : std::optional(number);
}

/// A number as far as it is one: paragraph, item under it or 0, letter under that or empty.
struct Number {
  int paragraph = 0;
  int item = 0;
  std::string letter;

  [[nodiscard]] std::string base() const {
    return std::to_string(paragraph) + (item > 0 ? "." + std::to_string(item) : std::string());
  }
  [[nodiscard]] std::string text() const {
    return letter.empty() ? base() : base() + " (" + letter + ")";
  }
};

class NumberListReader {
 public:
  /// `lists`: of which the document speaks, or nothing where that is not known.
  NumberListReader(std::string_view text, std::size_t at, const ReviewWords& words,
                   const ListNumbers* lists)
      : text_(text), at_(at), words_(words), lists_(lists) {}

  std::optional<NumberList> read() {
    while (item()) {
      list_.end = at_;
      skip_joints();
    }
    if (list_.numbers.empty()) return std::nullopt;
    return std::move(list_);
  }

 private:
  void skip_joints() {
    for (;;) {
      at_ = past_blanks(text_, at_);
      if (at_ >= text_.size()) return;
      if (text_[at_] == ',' || text_[at_] == ';') {
        ++at_;
      } else if (text_[at_] == '.') {
        const auto next = past_blanks(text_, at_ + 1);
        if (next >= text_.size() || (text_[next] != ',' && text_[next] != ';')) return;
        at_ = next;
      } else if (!skip_prefix() && !skip_word(ReviewRule::list_join) &&
                 !skip_word(ReviewRule::paragraph_word) &&
                 !skip_word(ReviewRule::recommendation_word)) {
        return;
      }
    }
  }

  /// "and" where it is written together with the number.
  bool skip_prefix() {
    const auto word = words_.begins(ReviewRule::prefix_join, text_.substr(at_));
    if (!word || !digit_at(text_, at_ + *word)) return false;
    at_ += *word;
    return true;
  }

  bool skip_word(ReviewRule rule) {
    const auto word = words_.at_start(rule, text_.substr(at_));
    if (word) at_ += word->end;
    return word.has_value();
  }

  bool item() {
    if (const auto letter = letter_at(at_); letter && last_) {
      // "27 (b)": the number before was only its beginning.
      if (last_->letter.empty()) list_.numbers.pop_back();
      last_->letter = letter->first;
      list_.numbers.push_back(last_->text());
      at_ = letter->second;
      letter_range();
      return true;
    }
    if (unsure()) return true;
    const auto number = number_at(at_);
    if (!number) return false;
    last_ = number->first;
    at_ = number->second;
    list_.numbers.push_back(last_->text());
    range();
    return true;
  }

  /// Whether the text speaks of items of the paragraph.
  [[nodiscard]] bool is_list(int paragraph) const {
    if (last_ && last_->item > 0 && last_->paragraph == paragraph) return true;
    return lists_ != nullptr && lists_->contains(std::to_string(paragraph));
  }

  /// Takes "45-50" as it stands where it may be an item or a range.
  bool unsure() {
    const auto first = int_at(text_, at_);
    if (lists_ == nullptr || !first || first->end >= text_.size() || text_[first->end] != '-' ||
        !words_.is(ReviewRule::item_mark, "-") || is_list(first->value)) {
      return false;
    }
    const auto second = int_at(text_, first->end + 1);
    if (!second || second->value <= first->value) return false;
    list_.open_range = std::to_string(first->value) + "–" + std::to_string(second->value);
    list_.numbers.push_back(list_.open_range);
    last_.reset();
    at_ = second->end;
    return true;
  }

  [[nodiscard]] std::optional<std::pair<Number, std::size_t>> number_at(std::size_t at) const {
    const auto first = int_at(text_, at);
    if (!first) return std::nullopt;
    Number number{first->value, 0, {}};
    auto end = first->end;
    const char mark = end < text_.size() ? text_[end] : ' ';
    const bool hyphen = mark == '-' && words_.is(ReviewRule::item_mark, "-");
    if (mark == '.' || hyphen) {
      const auto second = int_at(text_, end + 1);
      if (second && (!hyphen || second->value < first->value || is_list(first->value))) {
        number.item = second->value;
        end = second->end;
      }
    }
    return std::pair(number, end);
  }

  [[nodiscard]] std::optional<std::pair<std::string, std::size_t>> letter_at(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '(') return std::nullopt;
    std::size_t end = at + 1;
    while (end < text_.size() && text_[end] >= 'a' && text_[end] <= 'z') ++end;
    if (end == at + 1 || end - at > 7 || end >= text_.size() || text_[end] != ')') {
      return std::nullopt;
    }
    return std::pair(std::string(text_.substr(at + 1, end - at - 1)), end + 1);
  }

  /// Past the word of a range that begins here, or nothing.
  [[nodiscard]] std::optional<std::size_t> past_range_word() const {
    const auto start = past_blanks(text_, at_);
    const auto word = words_.at_start(ReviewRule::range_word, text_.substr(start));
    if (!word) return std::nullopt;
    auto next = past_blanks(text_, start + word->end);
    for (const auto rule : {ReviewRule::paragraph_word, ReviewRule::recommendation_word}) {
      if (const auto noun = words_.at_start(rule, text_.substr(next))) {
        next = past_blanks(text_, next + noun->end);
      }
    }
    return next;
  }

  /// "119.1 to 119.14", "119.1–14", "84–86": adds what lies between, and the end.
  void range() {
    const auto next = past_range_word();
    if (!next) return;
    const auto last = number_at(*next);
    if (!last) return;
    const bool short_end = last_->item > 0 && last->first.item == 0;
    const bool same = short_end || last->first.paragraph == last_->paragraph;
    if ((last_->item > 0) != (last->first.item > 0) && !short_end) return;
    if (last_->item > 0 && !same) {
      list_.open_range = last_->text() + "–" + last->first.text();
      return;
    }
    const int from = last_->item > 0 ? last_->item : last_->paragraph;
    const int until = last_->item > 0 && !short_end ? last->first.item : last->first.paragraph;
    if (until <= from || until - from > kLongestRange) return;
    for (int n = from + 1; n <= until; ++n) {
      (last_->item > 0 ? last_->item : last_->paragraph) = n;
      list_.numbers.push_back(last_->text());
    }
    at_ = last->second;
  }

  /// "(b) to (d)".
  void letter_range() {
    const auto next = past_range_word();
    if (!next || last_->letter.size() != 1) return;
    const auto last = letter_at(*next);
    if (!last || last->first.size() != 1 || last->first <= last_->letter) return;
    const char until = last->first.front();
    for (char letter = last_->letter.front(); letter < until;) {
      last_->letter = ++letter;
      list_.numbers.push_back(last_->text());
    }
    at_ = last->second;
  }

  std::string_view text_;
  std::size_t at_;
  const ReviewWords& words_;
  const ListNumbers* lists_;
  std::optional<Number> last_;
  NumberList list_;
};

/// A number without its last part, and that part's value; 0 where a letter ends it.
std::pair<std::string_view, int> parted_number(std::string_view number) {
  const auto begin = number.find_last_not_of("0123456789");
  const auto at = begin == std::string_view::npos ? 0 : begin + 1;
  int value = 0;
  for (const char c : number.substr(at)) value = value * 10 + (c - '0');
  return {number.substr(0, at), at == number.size() ? 0 : value};
}

}  // namespace

std::optional<DigitAt> digit_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (text[at] >= '0' && text[at] <= '9') return DigitAt{text[at] - '0', 1};
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  // U+0660–0669 and U+06F0–06F9, Arabic; U+FF10–FF19, fullwidth.
  if (byte(0) == 0xD9 && byte(1) >= 0xA0 && byte(1) <= 0xA9) {
    return DigitAt{static_cast<int>(byte(1) - 0xA0), 2};
  }
  if (byte(0) == 0xDB && byte(1) >= 0xB0 && byte(1) <= 0xB9) {
    return DigitAt{static_cast<int>(byte(1) - 0xB0), 2};
  }
  if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x90 && byte(2) <= 0x99) {
    return DigitAt{static_cast<int>(byte(2) - 0x90), 3};
  }
  return std::nullopt;
}

std::optional<NumberList> number_list_at(std::string_view text, std::size_t at,
                                         const ReviewWords& words) {
  return NumberListReader(text, at, words, nullptr).read();
}

std::optional<NumberList> number_list_at(std::string_view text, std::size_t at,
                                         const ReviewWords& words, const ListNumbers& lists) {
  return NumberListReader(text, at, words, &lists).read();
}

std::string number_list_text(const std::vector<std::string>& numbers) {
  constexpr std::size_t kShortestRange = 3;
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    const auto [front, value] = parted_number(numbers[i]);
    std::size_t run = 1;
    while (value > 0 && run < kLongestRange && i + run < numbers.size() &&
           parted_number(numbers[i + run]) == std::pair(front, value + static_cast<int>(run))) {
      ++run;
    }
    if (!text.empty()) text += ", ";
    text += numbers[i];
    if (run >= kShortestRange) {
      text += "–" + numbers[i + run - 1];
      i += run;
    } else {
      ++i;
    }
  }
  return text;
}

}  // namespace comity::grammar
