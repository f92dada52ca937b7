#include "reading/pdf/pieces.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/text.h"
#include "reading/source_lines.h"

namespace comity::reading::pdf {
namespace {

constexpr float kPixelsPerPoint = 1.5F;  // the program's default zoom
constexpr std::size_t kMostPieces = 2'000'000;
constexpr std::size_t kMostFonts = 100'000;
constexpr float kLargest = 1e5F;

std::string_view attribute(std::string_view tag, std::string_view name) {
  std::size_t at = 0;
  while ((at = tag.find(name, at)) != std::string_view::npos) {
    const auto after = at + name.size();
    const bool starts = at > 0 && (tag[at - 1] == ' ' || tag[at - 1] == '\t');
    if (starts && tag.substr(after, 2) == "=\"") {
      const auto end = tag.find('"', after + 2);
      if (end == std::string_view::npos) return {};
      return tag.substr(after + 2, end - after - 2);
    }
    at = after;
  }
  return {};
}

float number(std::string_view tag, std::string_view name) {
  const auto text = attribute(tag, name);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::clamp(static_cast<float>(value) / kPixelsPerPoint, -kLargest, kLargest);
}

// The program draws a box from ascent to descent but names neither. Fonts without figures get 0.95
// and 0.35; those with figures have a descent near Times's 0.216.
float ascent_of(float height, float size) {
  if (size <= 0) return 0;
  const float ratio = height / size;
  if (ratio > 1.38F) return 1.05F;
  if (ratio > 1.23F) return 0.95F;
  return std::max(0.5F, ratio - 0.216F);
}

char32_t entity(std::string_view name) {
  if (name == "amp") return U'&';
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "quot") return U'"';
  if (name == "apos") return U'\'';
  if (name == "nbsp") return U' ';
  if (name.size() < 2 || name[0] != '#') return 0;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  const auto digits = name.substr(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return 0;
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  return value;
}

void append_decoded(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const auto end = text.find(';');
    const auto c = end <= 10 ? entity(text.substr(1, end - 1)) : 0;
    if (c != 0) {
      base::append_code_point(out, c);
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
}

std::size_t ink_of(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
}

std::vector<Span> spans_of(std::string_view content) {
  std::vector<Span> spans;
  Span now;
  std::string raw;
  const auto flush = [&] {
    if (raw.empty()) return;
    now.text = cleaned(raw);  // soft hyphens stay: one at a line's end matters
    raw.clear();
    if (!now.text.empty()) spans.push_back(now);
  };
  for (std::size_t i = 0; i < content.size();) {
    const auto open = content.find('<', i);
    append_decoded(raw, content.substr(i, open == std::string_view::npos ? open : open - i));
    if (open == std::string_view::npos) break;
    const auto close = content.find('>', open);
    if (close == std::string_view::npos) break;
    const auto tag = content.substr(open + 1, close - open - 1);
    i = close + 1;
    flush();
    if (tag == "b" || tag == "/b") now.style.bold = tag == "b";
    if (tag == "i" || tag == "/i") now.style.italic = tag == "i";
    if (tag == "/a") now.link.clear();
    if (tag.starts_with("a ")) {
      now.link.clear();
      append_decoded(now.link, attribute(tag, "href"));
      if (!now.link.starts_with("http") && !now.link.starts_with("mailto:")) now.link.clear();
    }
  }
  flush();
  return spans;
}

}  // namespace

std::string Piece::text() const {
  std::string out;
  for (const auto& span : spans) out += span.text;
  return out;
}

void Scanner::take(std::string_view xml) {
  xml_ = xml;
  at_ = 0;
  while (true) {
    const auto open = xml_.find('<', at_);
    if (open == std::string_view::npos) break;
    const auto close = xml_.find('>', open);
    if (close == std::string_view::npos) break;
    const auto tag = xml_.substr(open + 1, close - open - 1);
    at_ = close + 1;
    take_tag(tag);
  }
  xml_ = {};
}

void Scanner::take_tag(std::string_view tag) {
  if (tag.starts_with("page ")) {
    source_.pages.emplace_back();
    source_.pages.back().page = {number(tag, "width"), number(tag, "height")};
  } else if (tag.starts_with("fontspec ")) {
    if (sizes_.size() < kMostFonts) sizes_[std::string(attribute(tag, "id"))] = number(tag, "size");
  } else if (tag.starts_with("text ")) {
    take_text(tag);
  } else if (tag == "/pdf2xml") {
    source_.complete = true;
  }
}

void Scanner::take_text(std::string_view tag) {
  auto end = xml_.find("</text>", at_);
  if (end == std::string_view::npos) end = xml_.size();
  const auto content = xml_.substr(at_, end - at_);
  at_ = std::min(xml_.size(), end + 7);
  if (source_.pages.empty() || count_ >= kMostPieces) return;

  Piece piece;
  piece.spans = spans_of(content);
  for (const auto& span : piece.spans) piece.ink += ink_of(span.text);
  if (piece.ink == 0) return;
  piece.left = number(tag, "left");
  piece.top = number(tag, "top");
  piece.right = piece.left + std::max(0.0F, number(tag, "width"));
  piece.height = number(tag, "height");
  const auto size = sizes_.find(attribute(tag, "font"));
  piece.size = size != sizes_.end() && size->second > 0 ? size->second : piece.height / 1.2F;
  piece.baseline = piece.top + ascent_of(piece.height, piece.size) * piece.size;
  source_.pages.back().pieces.push_back(std::move(piece));
  ++count_;
}

}  // namespace comity::reading::pdf
