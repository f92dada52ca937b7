#include "render/akn/inline.h"

#include <algorithm>
#include <pugixml.hpp>

#include "render/akn/meta.h"

namespace comity::render::akn_parts {
namespace {

using model::Paragraph;
using model::Run;

void add_text(pugi::xml_node to, std::string_view text) {
  to.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
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

void InlineWriter::write_raised(pugi::xml_node to, const Paragraph& paragraph, const Run& run,
                                std::size_t& note) {
  for (const auto& piece : notes_.pieces(paragraph, run.text, note)) {
    if (piece.note == nullptr) {
      write_run(to, run, piece.text);
    } else {
      write_mark(to, piece);
    }
  }
}

void InlineWriter::write_mark(pugi::xml_node to, const Notes::Piece& piece) {
  const std::string mark(piece.text);
  auto node = to.append_child(piece.first ? "authorialNote" : "noteRef");
  if (piece.first) {
    node.append_attribute("eId") = piece.note->number.c_str();
    node.append_attribute("marker") = mark.c_str();
    node.append_attribute("placement") = "bottom";
    write(node.append_child("p"), *piece.note);
  } else {
    node.append_attribute("href") = ("#" + piece.note->number).c_str();
    node.append_attribute("marker") = mark.c_str();
  }
}

}  // namespace comity::render::akn_parts
