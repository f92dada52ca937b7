#include "render/html.h"

#include <algorithm>
#include <cctype>

namespace comity::render {
namespace {

using model::Citation;
using model::Paragraph;
using model::Run;

bool is_mark_character(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '*' ||
         std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// Writes runs from left to right, opening and closing links where citations begin and end.
class ParagraphWriter {
 public:
  ParagraphWriter(const Paragraph& paragraph, const HtmlContext& context)
      : paragraph_(paragraph), context_(context) {}

  std::string write() {
    std::size_t at = 0;
    for (const auto& run : paragraph_.runs) {
      if (run.style.superscript) {
        superscript(run);
        at += run.text.size();
        continue;
      }
      const std::size_t end = at + run.text.size();
      std::size_t from = at;
      while (from < end) {
        close_link(from);
        open_link(from);
        const std::size_t to = next_cut(from, end);
        styled(run, std::string_view(run.text).substr(from - at, to - from));
        from = to;
      }
      at = end;
    }
    close_link(at);
    return std::move(out_);
  }

 private:
  void styled(const Run& run, std::string_view text) {
    if (run.style.bold) out_ += "<strong>";
    if (run.style.italic) out_ += "<em>";
    out_ += escape_html(text);
    if (run.style.italic) out_ += "</em>";
    if (run.style.bold) out_ += "</strong>";
  }

  void superscript(const Run& run) {
    out_ += "<sup>";
    const std::string_view text = run.text;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i;
      while (end < text.size() && is_mark_character(text[end])) ++end;
      if (end == i) {
        out_ += escape_html(text.substr(i++, 1));
        continue;
      }
      mark(text.substr(i, end - i));
      i = end;
    }
    out_ += "</sup>";
  }

  void mark(std::string_view text) {
    if (note_ >= paragraph_.footnotes.size()) {
      out_ += escape_html(text);
      return;
    }
    const auto note = escape_html(paragraph_.footnotes[note_++]);
    out_ += "<a class=\"mark\" id=\"ref-" + note + "-" + escape_html(context_.anchor) +
            "\" href=\"#" + note + "\">" + escape_html(text) + "</a>";
  }

  [[nodiscard]] std::size_t next_cut(std::size_t from, std::size_t end) const {
    std::size_t cut = end;
    for (const auto& citation : paragraph_.citations) {
      if (citation.begin > from) cut = std::min<std::size_t>(cut, citation.begin);
      if (citation.end > from) cut = std::min<std::size_t>(cut, citation.end);
    }
    return cut;
  }

  void open_link(std::size_t at) {
    if (link_end_ != 0 || !context_.address_of) return;
    for (const auto& citation : paragraph_.citations) {
      if (citation.begin > at || citation.end <= at) continue;
      const auto address = context_.address_of(citation);
      if (address.empty()) continue;
      out_ += "<a class=\"citation\" href=\"" + escape_html(address) + "\">";
      link_end_ = citation.end;
      return;
    }
  }

  void close_link(std::size_t at) {
    if (link_end_ == 0 || at < link_end_) return;
    out_ += "</a>";
    link_end_ = 0;
  }

  const Paragraph& paragraph_;
  const HtmlContext& context_;
  std::string out_;
  std::size_t note_ = 0;
  std::size_t link_end_ = 0;
};

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string paragraph_html(const Paragraph& paragraph, const HtmlContext& context) {
  return ParagraphWriter(paragraph, context).write();
}

std::string runs_html(const std::vector<Run>& runs) {
  Paragraph paragraph;
  paragraph.runs = runs;
  return paragraph_html(paragraph, {});
}

}  // namespace comity::render
