#include "render/akn/inline.h"

#include <algorithm>
#include <pugixml.hpp>

#include "render/akn/meta.h"

namespace comity::render::akn_parts {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using model::Run;

void add_text(pugi::xml_node to, std::string_view text) {
  to.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
}

bool is_of_mark(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

// What marks a note is written without the brackets around it.
std::string bare(std::string_view printed) {
  std::string out;
  for (const char c : printed) {
    if (c != '[' && c != ']' && c != '(' && c != ')' && c != '.' && c != ' ') out += c;
  }
  return out;
}

const model::Citation* citation_at(const Paragraph& paragraph, std::size_t at) {
  for (const auto& citation : paragraph.citations) {
    if (!citation.target.empty() && citation.begin <= at && at < citation.end) return &citation;
  }
  return nullptr;
}

std::size_t next_cut(const Paragraph& paragraph, std::size_t from, std::size_t end) {
  for (const auto& citation : paragraph.citations) {
    if (citation.begin > from) end = std::min<std::size_t>(end, citation.begin);
    if (citation.end > from) end = std::min<std::size_t>(end, citation.end);
  }
  return end;
}

}  // namespace

std::string Names::next(const std::string& parent, std::string_view kind, std::string_view label) {
  std::string base = parent.empty() ? std::string() : parent + "__";
  base += kind;
  base += '_';
  std::string slug;
  for (const char c : label) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain || static_cast<unsigned char>(c) >= 0x80) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (slug.empty()) slug = std::to_string(++counts_[base]);
  std::string name = base + slug;
  for (int again = 2; !taken_.insert(name).second; ++again) {
    name = base + slug + "-" + std::to_string(again);
  }
  return name;
}

InlineWriter::InlineWriter(const model::Reading& reading) {
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind != ParagraphKind::note) continue;
    notes_.push_back(&paragraph);
    if (!paragraph.number.empty()) by_number_.emplace(paragraph.number, &paragraph);
  }
}

void InlineWriter::write(pugi::xml_node to, const Paragraph& paragraph) {
  std::size_t at = 0;
  std::size_t note = 0;
  const model::Citation* open = nullptr;
  pugi::xml_node reference;
  for (const auto& run : paragraph.runs) {
    const std::size_t end = at + run.text.size();
    if (run.style.superscript && note < paragraph.footnotes.size()) {
      write_raised(to, paragraph, run, note);
      at = end;
      continue;
    }
    for (std::size_t from = at; from < end;) {
      const auto* citation = citation_at(paragraph, from);
      if (citation != nullptr && citation != open) {
        reference = to.append_child("ref");
        reference.append_attribute("href") = iri_of_cited(citation->target).c_str();
      }
      open = citation;
      const std::size_t until = next_cut(paragraph, from, end);
      write_run(open != nullptr ? reference : to, run,
                std::string_view(run.text).substr(from - at, until - from));
      from = until;
    }
    at = end;
  }
}

void InlineWriter::write(pugi::xml_node to, const std::vector<Run>& runs) {
  for (const auto& run : runs) write_run(to, run, run.text);
}

void InlineWriter::write_run(pugi::xml_node to, const Run& run, std::string_view text) {
  const bool in_reference = std::string_view(to.name()) == "ref";
  if (run.link.starts_with("http") && !in_reference) {
    to = to.append_child("a");
    to.append_attribute("href") = run.link.c_str();
  }
  if (run.style.bold) to = to.append_child("b");
  if (run.style.italic) to = to.append_child("i");
  if (run.style.superscript) to = to.append_child("sup");
  add_text(to, text);
}

// "7, 8" raised are two marks.
void InlineWriter::write_raised(pugi::xml_node to, const Paragraph& paragraph, const Run& run,
                                std::size_t& note) {
  const std::string_view text = run.text;
  for (std::size_t i = 0; i < text.size();) {
    const bool mark = is_of_mark(text[i]);
    std::size_t end = i;
    while (end < text.size() && is_of_mark(text[end]) == mark) ++end;
    const auto part = text.substr(i, end - i);
    if (!mark || !write_mark(to, paragraph, part, note)) write_run(to, run, part);
    i = end;
  }
}

// Whether it is the mark of this paragraph's next note.
bool InlineWriter::write_mark(pugi::xml_node to, const Paragraph& paragraph, std::string_view mark,
                              std::size_t& note) {
  if (note >= paragraph.footnotes.size()) return false;
  const auto found = by_number_.find(paragraph.footnotes[note]);
  if (found == by_number_.end() || bare(found->second->printed) != mark) return false;
  const auto& text = *found->second;
  ++note;
  const bool first = marked_.insert(&text).second;
  auto node = to.append_child(first ? "authorialNote" : "noteRef");
  if (first) {
    node.append_attribute("eId") = text.number.c_str();
    node.append_attribute("marker") = std::string(mark).c_str();
    node.append_attribute("placement") = "bottom";
    write(node.append_child("p"), text);
  } else {
    node.append_attribute("href") = ("#" + text.number).c_str();
    node.append_attribute("marker") = std::string(mark).c_str();
  }
  return true;
}

std::vector<const Paragraph*> InlineWriter::unmarked() const {
  std::vector<const Paragraph*> out;
  for (const auto* note : notes_) {
    if (!marked_.contains(note)) out.push_back(note);
  }
  return out;
}

}  // namespace comity::render::akn_parts
