#include "golden_source.h"

#include <cctype>

namespace comity::golden {
namespace {

using test_support::Alignment;
using test_support::PdfLayout;
using test_support::PdfParagraph;
using test_support::PdfWriter;

bool take(std::string_view& line, std::string_view mark) {
  if (!line.starts_with(mark)) return false;
  line.remove_prefix(mark.size());
  return true;
}

Line parse_line(std::string_view line) {
  Line out;
  if (line == "===") return {LineKind::page_end, "", ""};
  if (take(line, "! "))
    out.kind = LineKind::masthead;
  else if (take(line, "# "))
    out.kind = LineKind::heading;
  else if (take(line, "- "))
    out.kind = LineKind::item;
  else if (take(line, "~ "))
    out.kind = LineKind::running_head;
  else if (take(line, "| "))
    out.kind = LineKind::row;
  else if (take(line, "> ")) {
    const auto space = line.find(' ');
    return {LineKind::note, std::string(line.substr(0, space)),
            std::string(line.substr(space + 1))};
  }
  if (take(line, "{")) {
    const auto end = line.find('}');
    out.label = line.substr(0, end);
    line.remove_prefix(end + 2);
  }
  out.text = line;
  return out;
}

/// With the marks of runs (* ** ^) replaced.
std::string restyled(std::string_view text, std::string_view raise, std::string_view lower,
                     bool stars) {
  std::string out;
  bool raised = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      if (stars) out += c;
      out += text[++i];
    } else if (c == '^') {
      out += raised ? lower : raise;
      raised = !raised;
    } else if (c != '*' || stars) {
      if (!raised || !raise.empty()) out += c;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> cells_of(std::string_view text) {
  std::vector<std::string> cells;
  for (;;) {
    const auto end = text.find(" | ");
    cells.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return cells;
    text.remove_prefix(end + 3);
  }
}

Source parse_source(std::string_view text) {
  Source source;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    // Lines that begin with % speak to whoever reads the source.
    if (!line.empty() && line.front() != '%') source.push_back(parse_line(line));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return source;
}

std::string pdf_of(const Source& source, PdfLayout layout) {
  for (const Line& line : source) {
    if (line.kind == LineKind::running_head) layout.symbol = line.text;
  }
  PdfWriter writer(layout);
  const float width = (layout.right - layout.left) / 3;
  for (const Line& line : source) {
    switch (line.kind) {
      case LineKind::masthead: {
        PdfParagraph shape;
        shape.gap = 3;
        shape.own_alignment = true;
        writer.put(shape, line.text);
        break;
      }
      case LineKind::heading:
        writer.heading(line.label, line.text);
        break;
      case LineKind::paragraph:
        writer.paragraph(line.label, line.text);
        break;
      case LineKind::item:
        writer.item(line.label, line.text);
        break;
      case LineKind::note:
        writer.note(line.label == "*" ? "\\*" : line.label, line.text);
        break;
      case LineKind::page_end:
        writer.new_page();
        break;
      case LineKind::row: {
        // The first cell as a label, the others placed by a tabulator's width of their own.
        const auto cells = cells_of(line.text);
        PdfParagraph shape;
        shape.label = cells.front();
        shape.first = layout.left + width;
        shape.rest = shape.first;
        shape.own_alignment = true;
        writer.put(shape, cells.size() > 1 ? cells[1] : "");
        break;
      }
      case LineKind::running_head:
        break;
    }
  }
  return writer.save();
}

std::string docx_of(const Source& source, test_support::DocxForm form) {
  test_support::DocxWriter writer(form);
  for (const Line& line : source) {
    switch (line.kind) {
      case LineKind::masthead:
        writer.masthead(line.text);
        break;
      case LineKind::heading:
        writer.heading(line.label, line.text);
        break;
      case LineKind::paragraph:
        writer.paragraph(line.label, line.text);
        break;
      case LineKind::item:
        writer.item(line.label, line.text);
        break;
      case LineKind::note:
        writer.note(line.label, line.text);
        break;
      case LineKind::running_head:
        writer.running_head(line.text);
        break;
      case LineKind::row:
        writer.row(cells_of(line.text));
        break;
      case LineKind::page_end:
        break;
    }
  }
  return writer.save();
}

std::string markdown_of(const Source& source) {
  std::string out;
  std::string notes;
  bool in_table = false;
  const auto flush = [&] {
    if (!notes.empty()) out += "---\n\n" + notes + "---\n\n";
    notes.clear();
  };
  for (const Line& line : source) {
    const std::string text = restyled(line.text, "<sup>", "</sup>", true);
    const std::string label = line.label.empty() ? "" : line.label + " ";
    if (in_table && line.kind != LineKind::row) out += "\n";
    if (line.kind == LineKind::row) {
      const auto cells = cells_of(text);
      out += "|";
      for (const auto& cell : cells) out += " " + cell + " |";
      out += "\n";
      if (!in_table) {
        out += "|";
        for (std::size_t i = 0; i < cells.size(); ++i) out += " --- |";
        out += "\n";
      }
    }
    in_table = line.kind == LineKind::row;
    if (line.kind == LineKind::heading) out += "#### " + label + text + "\n\n";
    if (line.kind == LineKind::masthead || line.kind == LineKind::paragraph ||
        line.kind == LineKind::item) {
      out += label + text + "\n\n";
    }
    if (line.kind == LineKind::note) {
      const bool star = line.label.front() == '*';
      notes += (star ? "\\*" : "<sup>" + line.label + "</sup>") + " " + text + "\n\n";
    }
    if (line.kind == LineKind::page_end) {
      if (notes.empty()) out += "---\n\n";
      flush();
    }
  }
  flush();
  return out;
}

std::string plain_text_of(const Source& source) {
  std::string out;
  for (const Line& line : source) {
    if (line.kind == LineKind::note || line.kind == LineKind::running_head ||
        line.kind == LineKind::page_end) {
      continue;
    }
    const std::string label = line.label.empty() ? "" : line.label + " ";
    out += label + restyled(line.text, "", "", false) + "\n\n";
  }
  return out;
}

}  // namespace comity::golden
