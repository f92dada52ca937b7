#include "reading/block_writer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "base/text.h"

namespace comity::reading {
namespace {

constexpr std::string_view kSoftHyphen = "\xC2\xAD";

char32_t last_code_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0U) == 0x80U) --at;
  if (at == 0) return 0;
  --at;
  return base::next_code_point(text, at);
}

bool sets_no_spaces(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) || (c >= 0x3000 && c <= 0x303F) ||
         (c >= 0xFF00 && c <= 0xFF65);
}

}  // namespace

bool joins_without_space(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  if (static_cast<unsigned char>(before.back()) < 0x80) return false;
  if (static_cast<unsigned char>(after.front()) < 0x80) return false;
  std::size_t at = 0;
  return sets_no_spaces(last_code_point(before)) &&
         sets_no_spaces(base::next_code_point(after, at));
}

void BlockWriter::start_line(std::string_view first_text, bool spaced) {
  pending_space_ = false;
  if (!block_.runs.empty()) {
    auto& before = block_.runs.back().text;
    const bool soft = before.ends_with(kSoftHyphen);
    if (soft) {
      for (std::size_t i = 0; i < kSoftHyphen.size(); ++i) drop_last_byte();
    } else if (before.ends_with('-') && before.size() > 1 && before[before.size() - 2] != ' ' &&
               (!spaced || is_one_word(before, first_text))) {
      if (!words_.keeps_hyphen(last_word(before), first_word(first_text))) drop_last_byte();
    } else if (!spaced && before.size() > 1 &&
               (before.ends_with('/') || before.ends_with("—") || before.ends_with("–"))) {
      const auto cut = before.ends_with('/') ? 1U : 3U;
      pending_space_ = before.size() > cut && before[before.size() - cut - 1] == ' ';
    } else {
      pending_space_ = !joins_without_space(before, first_text);
    }
  }
  line_begin_ = length_ + (pending_space_ ? 1U : 0U);
}

// "awareness- / raising": the space is the line's end where the document knows the whole word.
bool BlockWriter::is_one_word(std::string_view before, std::string_view after) const {
  const auto word = first_word(after);
  const auto bare = word.substr(0, std::min(word.find('\''), word.find("\u2019")));
  return !bare.empty() && words_.count(std::string(last_word(before)) + std::string(bare)) > 0;
}

void BlockWriter::drop_last_byte() {
  block_.runs.back().text.pop_back();
  --length_;
  for (auto& place : block_.places) {
    if (place.end > length_) place.end = static_cast<std::uint32_t>(length_);
    if (place.begin > length_) place.begin = static_cast<std::uint32_t>(length_);
  }
  if (block_.runs.back().text.empty()) block_.runs.pop_back();
}

void BlockWriter::append(std::string_view text, const model::Style& style, std::string_view link) {
  if (text.empty()) return;
  length_ += text.size();
  if (!block_.runs.empty() && block_.runs.back().style == style &&
      block_.runs.back().link == link) {
    block_.runs.back().text += text;
    return;
  }
  block_.runs.push_back({std::string(text), style, std::string(link)});
}

void BlockWriter::add(std::string_view text, const model::Style& style, std::string_view link) {
  if (text.empty()) return;
  if (pending_space_) {
    pending_space_ = false;
    auto& last = block_.runs.back();
    // A space belongs to what stands before it, unless that is a note's mark.
    if (last.style.superscript && !style.superscript) {
      append(" ", style, link);
    } else {
      last.text += ' ';
      ++length_;
    }
  }
  append(text, style, link);
}

void BlockWriter::end_line(model::Place place) {
  place.begin = static_cast<std::uint32_t>(std::min(line_begin_, length_));
  place.end = static_cast<std::uint32_t>(length_);
  block_.places.push_back(place);
}

}  // namespace comity::reading
