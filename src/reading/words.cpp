#include "reading/words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"

namespace comity::reading {
namespace {

constexpr std::array<bool, 128> kWordBytes = [] {
  std::array<bool, 128> bytes{};
  for (const char c :
       std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")) {
    bytes[static_cast<std::size_t>(c)] = true;
  }
  return bytes;
}();

// The length of the word character at `at`, or 0.
std::size_t word_character(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < kWordBytes.size()) return kWordBytes[byte] ? 1 : 0;
  auto next = at;
  const auto c = base::next_code_point(text, next);
  return u_isalnum(static_cast<UChar32>(c)) ? next - at : 0;
}

bool has_capital(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

template <typename Counts>
void count_one(Counts& counts, std::string_view word) {
  if (const auto known = counts.find(word); known != counts.end()) {
    ++known->second;
  } else {
    counts.emplace(word, 1);
  }
}

bool is_lower_word(std::string_view word) {
  if (word.empty()) return false;
  for (const char c : word) {
    if ((c < 'a' || c > 'z') && static_cast<unsigned char>(c) < 0x80) return false;
  }
  return true;
}

}  // namespace

void Words::add(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    while (at < text.size()) {
      const auto length = word_character(text, at);
      if (length == 0) break;
      at += length;
    }
    if (at > begin) {
      const auto word = text.substr(begin, at - begin);
      if (word.back() == '-') continue;
      if (has_capital(word)) {
        count_one(counts_, lower(word));
        count_one(exact_, word);
      } else {
        count_one(counts_, word);
      }
    } else {
      ++at;
    }
  }
}

std::size_t Words::count(std::string_view word) const {
  const auto found =
      has_capital(word) ? counts_.find(std::string_view(lower(word))) : counts_.find(word);
  return found == counts_.end() ? 0 : found->second;
}

void Words::add_line_end(std::string_view before, std::string_view after) {
  constexpr std::size_t kEnough = 500;
  if (line_ends_.size() < kEnough) line_ends_.emplace_back(before, after);
}

int Words::verdict(std::string_view before, std::string_view after) const {
  const auto stem = before.substr(0, before.size() - (before.ends_with('-') ? 1 : 0));
  if (stem.empty() || after.empty()) return 1;
  std::size_t at = 0;
  if (!u_islower(static_cast<UChar32>(base::next_code_point(after, at)))) return 1;
  const auto hyphenated = count(std::string(stem) + '-' + std::string(after));
  const auto joined = count(std::string(stem) + std::string(after));
  if (hyphenated != joined) return hyphenated > joined ? 1 : -1;
  const auto dash = stem.rfind('-');
  const auto last = dash == std::string_view::npos ? stem : stem.substr(dash + 1);
  return count(last) > 0 && count(after) > 0 ? 1 : 0;
}

bool Words::keeps_hyphen(std::string_view before, std::string_view after) const {
  if (const int known = verdict(before, after); known != 0) return known > 0;
  int balance = 0;
  for (const auto& [first, second] : line_ends_) balance += verdict(first, second);
  return balance >= 0;
}

bool Words::torn(std::string_view before, std::string_view after) const {
  if (before.size() < 3 || after.empty() || !is_lower_word(after)) return false;
  if (!is_lower_word(before.substr(1)) || count(before) != 1) return false;
  if (count(after) > 2) return false;
  // "zeal and" is not the "Zealand" of another line.
  const auto joined = std::string(before) + std::string(after);
  if (!is_lower_word(joined)) return exact_.contains(joined);
  auto capitalised = joined;
  capitalised[0] = static_cast<char>(capitalised[0] - ('a' - 'A'));
  const auto found = exact_.find(capitalised);
  return count(joined) > (found == exact_.end() ? 0 : found->second);
}

std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    std::size_t at = begin - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    if (word_character(text, at) == 0) break;
    begin = at;
  }
  return text.substr(begin);
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const auto length = word_character(text, end);
    if (length == 0) break;
    end += length;
  }
  return text.substr(0, end);
}

}  // namespace comity::reading
