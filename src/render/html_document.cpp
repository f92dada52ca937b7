#include "render/html_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "render/html.h"
#include "render/numbers.h"

namespace comity::render {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::string_view kStyle =
    "body{margin:2rem auto;max-width:42rem;padding:0 1rem;font:1rem/1.5 Georgia,'Times New "
    "Roman',serif;color:#111;background:#fff}"
    "h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.5em 0 .5em}"
    "p{margin:0 0 .75em}.in1{margin-inline-start:2rem}.in2{margin-inline-start:4rem}"
    ".in3{margin-inline-start:6rem}.label{margin-inline-end:.75em}"
    "table{border-collapse:collapse;margin:1em 0}td{border:1px solid #666;padding:.25em "
    ".5em;vertical-align:top}"
    ".notes{border-top:1px solid #666;margin-top:2rem;padding-top:.5rem;font-size:.9rem}"
    "a{color:#0b5394}@media print{body{margin:0;max-width:none}a{color:inherit}}";

/// An anchor: numbers hold spaces ("6 (b)"), which no anchor does.
std::string anchor_of(const Paragraph& paragraph, std::size_t index) {
  auto anchor = paragraph.number.empty() ? "p" + std::to_string(index + 1) : paragraph.number;
  std::replace(anchor.begin(), anchor.end(), ' ', '_');
  return anchor;
}

class PageWriter {
 public:
  PageWriter(const model::Reading& reading, std::string_view work,
             const std::function<std::string(const model::Citation&)>& address_of)
      : reading_(reading), work_(work), address_of_(address_of) {}

  std::string write() {
    head();
    bool titled = std::any_of(reading_.paragraphs.begin(), reading_.paragraphs.end(),
                              [](const auto& each) { return each.kind == ParagraphKind::title; });
    if (!titled) out_ += "<h1>" + escape_html(name()) + "</h1>\n";
    for (std::size_t i = 0; i < reading_.paragraphs.size(); ++i) {
      if (reading_.paragraphs[i].kind != ParagraphKind::note) block(i);
    }
    notes();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string name() const {
    return reading_.title.empty() ? std::string(work_) : reading_.title;
  }

  void head() {
    const bool known = reading_.language != model::Language::und;
    out_ += fmt::format(
        "<!doctype html>\n<html{}{}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n"
        "<meta name=\"dcterms.identifier\" content=\"{}\">\n<meta name=\"generator\" "
        "content=\"Comity\">\n<style>{}</style>\n</head>\n<body>\n<main>\n",
        known ? fmt::format(" lang=\"{}\"", model::code_of(reading_.language)) : std::string(),
        reading_.language == model::Language::ar ? " dir=\"rtl\"" : "", escape_html(name()),
        escape_html(work_), kStyle);
  }

  void block(std::size_t index) {
    const auto& paragraph = reading_.paragraphs[index];
    if (paragraph.kind == ParagraphKind::table) {
      table(paragraph);
      return;
    }
    if (paragraph.kind == ParagraphKind::rule) {
      out_ += "<hr>\n";
      return;
    }
    const auto element = element_of(paragraph);
    const auto anchor = anchor_of(paragraph, index);
    const auto depth = element == "p" ? depth_of(paragraph) : 0;
    out_ += fmt::format("<{} id=\"{}\"{}>", element, escape_html(anchor),
                        depth > 0 ? fmt::format(" class=\"in{}\"", std::min<std::size_t>(depth, 3))
                                  : std::string());
    label(paragraph.printed);
    const auto text = paragraph_html(paragraph, {address_of_, anchor});
    out_ += text;
    out_ += fmt::format("</{}>\n", element);
    for (const auto& note : paragraph.footnotes) {
      // A mark that is not raised is no link, and nothing leads back to it.
      const auto mark = "ref-" + note + "-" + anchor;
      if (text.find("id=\"" + escape_html(mark) + "\"") != std::string::npos) {
        marked_.emplace(note, mark);
      }
    }
  }

  void label(const std::string& printed) {
    if (printed.empty()) return;
    out_ += "<span class=\"label\">" + escape_html(printed) + "</span> ";
  }

  // Headings nest without a gap, whatever levels the document's own have.
  std::string element_of(const Paragraph& paragraph) {
    if (paragraph.kind == ParagraphKind::title && !std::exchange(titled_, true)) return "h1";
    if (paragraph.kind != ParagraphKind::heading) return "p";
    while (!headings_.empty() && headings_.back() >= paragraph.level) headings_.pop_back();
    headings_.push_back(paragraph.level);
    return "h" + std::to_string(std::min<std::size_t>(headings_.size() + 1, 6));
  }

  std::size_t depth_of(const Paragraph& paragraph) {
    if (paragraph.number.empty()) return 0;
    while (!above_.empty() && !is_under(paragraph.number, above_.back())) above_.pop_back();
    above_.push_back(paragraph.number);
    return above_.size() - 1;
  }

  void table(const Paragraph& paragraph) {
    out_ += "<table>\n";
    for (const auto& row : paragraph.rows) {
      out_ += "<tr>";
      for (const auto& cell : row) out_ += "<td>" + runs_html(cell.runs) + "</td>";
      out_ += "</tr>\n";
    }
    out_ += "</table>\n";
  }

  void notes() {
    bool open = false;
    for (std::size_t i = 0; i < reading_.paragraphs.size(); ++i) {
      const auto& note = reading_.paragraphs[i];
      if (note.kind != ParagraphKind::note) continue;
      if (!std::exchange(open, true)) out_ += "<section class=\"notes\" role=\"doc-endnotes\">\n";
      out_ += fmt::format("<p id=\"{}\">", escape_html(anchor_of(note, i)));
      if (const auto mark = marked_.find(note.number); mark != marked_.end()) {
        out_ += fmt::format("<a class=\"label\" role=\"doc-backlink\" href=\"#{}\">{}</a> ",
                            escape_html(mark->second), escape_html(note.printed));
      } else {
        label(note.printed);
      }
      out_ += paragraph_html(note, {address_of_, anchor_of(note, i)}) + "</p>\n";
    }
    if (open) out_ += "</section>\n";
  }

  const model::Reading& reading_;
  std::string_view work_;
  const std::function<std::string(const model::Citation&)>& address_of_;
  std::string out_;
  bool titled_ = false;
  std::vector<std::uint8_t> headings_;
  std::vector<std::string> above_;
  std::map<std::string, std::string> marked_;  ///< anchor of the first mark of each note
};

}  // namespace

std::string html_document(const model::Reading& reading, std::string_view work,
                          const std::function<std::string(const model::Citation&)>& address_of) {
  return PageWriter(reading, work, address_of).write();
}

}  // namespace comity::render
