// The documents as HTML and as Akoma Ntoso, with what those have and Markdown has not: numbers that
// a list counts, notes that an anchor or a place leads to.
#include <map>

#include "golden_source.h"

namespace comity::golden {
namespace {

std::string escaped(char c) {
  if (c == '&') return "&amp;";
  return c == '<' ? "&lt;" : std::string(1, c);
}

/// The text with elements for its styles; `mark` writes a raised stretch.
template <typename Mark>
std::string styled(std::string_view text, const std::string& italic, const std::string& bold,
                   Mark mark) {
  std::string out;
  bool in_italic = false;
  bool in_bold = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += escaped(text[++i]);
    } else if (text.substr(i).starts_with("**")) {
      out += (in_bold ? "</" : "<") + bold + ">";
      in_bold = !in_bold;
      ++i;
    } else if (text[i] == '*') {
      out += (in_italic ? "</" : "<") + italic + ">";
      in_italic = !in_italic;
    } else if (text[i] == '^') {
      const auto end = text.find('^', i + 1);
      std::string raised(text.substr(i + 1, end - i - 1));
      if (raised.starts_with('\\')) raised.erase(0, 1);
      out += mark(raised);
      i = end;
    } else {
      out += escaped(text[i]);
    }
  }
  return out;
}

/// A number as a list counts it, "12.", or 0.
int counted(const std::string& label) {
  const bool digits = label.size() > 1 && label.back() == '.' &&
                      label.find_first_not_of("0123456789") == label.size() - 1;
  return digits ? std::stoi(label) : 0;
}

std::string id_of(const std::string& mark) {
  return "note-" + (mark.front() == '*' ? "star" + std::to_string(mark.size()) : mark);
}

std::map<std::string, std::string> notes_of(const Source& source) {
  std::map<std::string, std::string> notes;
  for (const Line& line : source) {
    if (line.kind == LineKind::note) notes[line.label] = line.text;
  }
  return notes;
}

std::string html_line(const Line& line, const std::string& text) {
  const std::string label = line.label.empty() ? "" : line.label + " ";
  const int number = counted(line.label);
  switch (line.kind) {
    case LineKind::heading:
      return "<h2>" + label + text + "</h2>\n";
    case LineKind::masthead:
    case LineKind::paragraph:
      if (number == 0) return "<p>" + label + text + "</p>\n";
      return "<ol start=\"" + std::to_string(number) + "\"><li>" + text + "</li></ol>\n";
    case LineKind::item:
      return "<ul style=\"list-style: none\"><li>" + label + text + "</li></ul>\n";
    case LineKind::note:
      return "<p id=\"" + id_of(line.label) + "\"><sup>" + line.label + "</sup> " + text + "</p>\n";
    default:
      return {};
  }
}

std::string akn_line(const Line& line, const std::string& text) {
  const std::string number = line.label.empty() ? "" : "<num>" + line.label + "</num>";
  switch (line.kind) {
    case LineKind::heading:
      return "<hcontainer>" + number + "<heading>" + text + "</heading></hcontainer>\n";
    case LineKind::masthead:
    case LineKind::paragraph:
      if (number.empty()) return "<p>" + text + "</p>\n";
      return "<paragraph>" + number + "<content><p>" + text + "</p></content></paragraph>\n";
    case LineKind::item:
      return "<blockList><item>" + number + "<p>" + text + "</p></item></blockList>\n";
    default:
      return {};
  }
}

/// The lines written by `write`, rows put together to tables.
template <typename Style, typename Write>
std::string lines_of(const Source& source, Style style, Write write) {
  std::string out;
  bool in_table = false;
  for (const Line& line : source) {
    const bool row = line.kind == LineKind::row;
    if (row != in_table) out += row ? "<table>" : "</table>\n";
    in_table = row;
    if (!row) {
      out += write(line, style(line.text));
      continue;
    }
    out += "<tr>";
    for (const auto& cell : cells_of(line.text)) out += "<td><p>" + style(cell) + "</p></td>";
    out += "</tr>";
  }
  return out + (in_table ? "</table>" : "");
}

}  // namespace

std::string html_of(const Source& source) {
  const auto notes = notes_of(source);
  const auto mark = [&](const std::string& raised) {
    if (!notes.contains(raised)) return "<sup>" + raised + "</sup>";
    return "<sup><a href=\"#" + id_of(raised) + "\">" + raised + "</a></sup>";
  };
  const auto style = [&](std::string_view text) { return styled(text, "em", "strong", mark); };
  return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n" +
         lines_of(source, style, html_line) + "</body></html>\n";
}

std::string akn_of(const Source& source) {
  const auto notes = notes_of(source);
  const auto plain = [&](std::string_view text) {
    return styled(text, "i", "b", [](const std::string& raised) { return raised; });
  };
  const auto mark = [&](const std::string& raised) {
    const auto note = notes.find(raised);
    if (note == notes.end()) return "<sup>" + raised + "</sup>";
    return "<authorialNote marker=\"" + raised + "\"><p>" + plain(note->second) +
           "</p></authorialNote>";
  };
  const auto style = [&](std::string_view text) { return styled(text, "i", "b", mark); };
  return "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><doc "
         "name=\"text\"><mainBody>\n" +
         lines_of(source, style, akn_line) + "</mainBody></doc></akomaNtoso>\n";
}

}  // namespace comity::golden
