#include "specimen/markdown.h"

namespace comity::specimen {

void Markdown::paragraph(std::string_view text) {
  out_ += text;
  out_ += "\n\n";
}

void Markdown::heading(int level, std::string_view text) {
  out_.append(static_cast<std::size_t>(level), '#');
  out_ += ' ';
  paragraph(text);
}

void Markdown::title(std::string_view text) { heading(4, "**" + std::string(text) + "**"); }

void Markdown::rule() { paragraph("---"); }

void Markdown::facts(std::string_view first, std::string_view second) {
  out_ += first;
  out_ += "  \n";
  paragraph(second);
}

std::string Markdown::note(std::string_view text) {
  const auto mark = "<sup>" + std::to_string(++count_) + "</sup>";
  notes_ += mark + ' ' + std::string(text) + "\n\n";
  return mark;
}

void Markdown::flush_notes() {
  if (notes_.empty()) return;
  rule();
  out_ += notes_;
  rule();
  notes_.clear();
}

}  // namespace comity::specimen
