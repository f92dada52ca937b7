#include "reading/pdf/producer.h"

#include "base/text.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

constexpr std::size_t kLongest = 200;

// A literal string: balanced brackets, backslash escapes.
std::string literal_at(std::string_view pdf, std::size_t at) {
  std::string out;
  int depth = 1;
  for (; at < pdf.size() && out.size() < 2 * kLongest; ++at) {
    char c = pdf[at];
    if (c == '\\' && at + 1 < pdf.size()) {
      c = pdf[++at];
      if (c >= '0' && c <= '7') {
        int value = 0;
        std::size_t digits = 0;
        for (; digits < 3 && at + digits < pdf.size(); ++digits) {
          const char d = pdf[at + digits];
          if (d < '0' || d > '7') break;
          value = value * 8 + (d - '0');
        }
        at += digits - 1;
        c = static_cast<char>(value);
      }
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return out;
    }
    out += c;
  }
  return {};
}

std::string from_utf16(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    const auto unit = static_cast<char32_t>((static_cast<unsigned char>(bytes[i]) << 8U) |
                                            static_cast<unsigned char>(bytes[i + 1]));
    if (unit < 0xD800 || unit > 0xDFFF) base::append_code_point(out, unit);
  }
  return out;
}

std::string from_latin(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) base::append_code_point(out, static_cast<unsigned char>(c));
  return out;
}

}  // namespace

std::string pdf_producer(std::string_view pdf) {
  auto at = pdf.rfind("/Producer");
  if (at == std::string_view::npos) return {};
  at += std::string_view("/Producer").size();
  while (at < pdf.size() && (pdf[at] == ' ' || pdf[at] == '\r' || pdf[at] == '\n')) ++at;
  if (at >= pdf.size() || pdf[at] != '(') return {};
  const auto raw = literal_at(pdf, at + 1);
  auto text = raw.starts_with("\xFE\xFF") ? from_utf16(raw) : from_latin(raw);
  text = base::collapsed(cleaned(text));
  return text.size() <= kLongest ? text : std::string();
}

}  // namespace comity::reading
