#include "render/akn.h"

#include <algorithm>
#include <pugixml.hpp>
#include <span>
#include <utility>
#include <vector>

#include "render/akn/inline.h"
#include "render/akn/meta.h"
#include "render/numbers.h"

namespace comity::render {
namespace {

using akn_parts::InlineWriter;
using akn_parts::Names;
using model::Paragraph;
using model::ParagraphKind;
using pugi::xml_node;

constexpr const char* kNamespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

bool is_head(const Paragraph& paragraph) {
  return paragraph.kind == ParagraphKind::masthead || paragraph.kind == ParagraphKind::title ||
         paragraph.kind == ParagraphKind::sponsors;
}

class AknWriter {
 public:
  AknWriter(const model::Reading& reading, std::string_view work)
      : reading_(reading), work_(work), text_(reading) {
    for (const auto& paragraph : reading.paragraphs) {
      if (paragraph.kind != ParagraphKind::note && paragraph.kind != ParagraphKind::rule) {
        paragraphs_.push_back(&paragraph);
      }
    }
  }

  std::string write() {
    auto root = document_.append_child("akomaNtoso");
    root.append_attribute("xmlns") = kNamespace;
    const auto form = akn_parts::form_of(reading_.kind);
    auto document = root.append_child(std::string(form.element).c_str());
    document.append_attribute("name") = std::string(form.subclass).c_str();
    document.append_attribute("contains") = "originalVersion";
    akn_parts::add_meta(document, reading_, work_);

    std::span<const Paragraph* const> rest(paragraphs_);
    const auto head = head_of(rest);
    preface(document, rest.first(head));
    rest = rest.subspan(head);
    if (form.element == std::string_view("statement")) rest = preamble(document, rest);
    const auto closing = closing_of(rest);
    auto body = document.append_child("mainBody");
    // A division goes on to the end of what it is given.
    const auto text = rest.first(rest.size() - closing);
    for (std::size_t i = 0; i < text.size();) i = element(body, text, i);
    if (!body.first_child()) body.append_child("p");
    conclusions(document, rest.last(closing));
    notes_apart(document.child("meta"));

    struct Writer final : pugi::xml_writer {
      void write(const void* data, std::size_t size) override {
        out.append(static_cast<const char*>(data), size);
      }
      std::string out;
    } writer;
    document_.save(writer, "", pugi::format_raw | pugi::format_save_file_text, pugi::encoding_utf8);
    return std::move(writer.out);
  }

 private:
  /// How many paragraphs stand before the text: to the last of the head where the text begins by a
  /// title, an enacting line or a number.
  [[nodiscard]] static std::size_t head_of(std::span<const Paragraph* const> paragraphs) {
    const auto past_head = [&](std::size_t at) {
      while (at < paragraphs.size() && is_head(*paragraphs[at])) ++at;
      return at;
    };
    std::size_t count = past_head(0);
    // A line between the facts that is none of them does not part the title from them.
    for (std::size_t i = count; i < paragraphs.size(); ++i) {
      const auto& paragraph = *paragraphs[i];
      if (paragraph.kind == ParagraphKind::title) count = past_head(i);
      const bool line = paragraph.kind == ParagraphKind::text && paragraph.printed.empty();
      if (!line && !is_head(paragraph)) break;
    }
    return count;
  }

  /// What follows the last paragraph of a resolution: meeting and date. Nothing where an annex
  /// stands between.
  [[nodiscard]] std::size_t closing_of(std::span<const Paragraph* const> paragraphs) const {
    if (akn_parts::form_of(reading_.kind).element != "statement") return 0;
    std::size_t count = 0;
    while (count < paragraphs.size()) {
      const auto& paragraph = *paragraphs[paragraphs.size() - 1 - count];
      if (paragraph.kind != ParagraphKind::text || !paragraph.printed.empty()) break;
      ++count;
    }
    const bool after_an_operative =
        count < paragraphs.size() &&
        (paragraphs[paragraphs.size() - 1 - count]->kind == ParagraphKind::operative ||
         paragraphs[paragraphs.size() - 1 - count]->kind == ParagraphKind::sub_item);
    return after_an_operative ? count : 0;
  }

  void preface(xml_node document, std::span<const Paragraph* const> head) {
    if (head.empty()) return;
    auto preface = document.append_child("preface");
    for (const auto* paragraph : head) {
      auto p = preface.append_child("p");
      if (paragraph->kind == ParagraphKind::title) {
        if (!paragraph->printed.empty()) {
          p.append_child("docNumber").text().set(paragraph->printed.c_str());
        }
        p = p.append_child("docTitle");
      } else if (paragraph->kind == ParagraphKind::sponsors) {
        p = p.append_child("docProponent");
      } else if (model::text_of(paragraph->runs) == work_) {
        p = p.append_child("docNumber");
      }
      text_.write(p, *paragraph);
    }
    job_number(preface, head);
  }

  /// The job number stands at the foot of the first page, which is no paragraph.
  void job_number(xml_node preface, std::span<const Paragraph* const> head) const {
    const auto& number = reading_.masthead.job_number;
    const bool told = std::any_of(head.begin(), head.end(), [&](const Paragraph* paragraph) {
      return model::text_of(paragraph->runs).find(number) != std::string::npos;
    });
    if (!number.empty() && !told) preface.append_child("p").text().set(number.c_str());
  }

  /// Returns what is left of the paragraphs.
  std::span<const Paragraph* const> preamble(xml_node document,
                                             std::span<const Paragraph* const> paragraphs) {
    if (paragraphs.empty() || paragraphs[0]->kind != ParagraphKind::enacting) return paragraphs;
    auto preamble = document.append_child("preamble");
    auto formula = preamble.append_child("formula");
    formula.append_attribute("name") = "enactingAuthority";
    text_.write(formula.append_child("p"), *paragraphs[0]);
    paragraphs = paragraphs.subspan(1);
    xml_node container;
    while (!paragraphs.empty() && paragraphs[0]->kind == ParagraphKind::preambular) {
      // Items under a preambular paragraph need what only the body has.
      if (paragraphs.size() > 1 && is_under(paragraphs[1]->number, paragraphs[0]->number)) break;
      if (!container) {
        container = preamble.append_child("container");
        container.append_attribute("name") = "preamble";
      }
      auto block = container.append_child("block");
      block.append_attribute("name") = "preamble";
      block.append_attribute("eId") =
          names_.next("preamble", "block", paragraphs[0]->number).c_str();
      text_.write(block, *paragraphs[0]);
      paragraphs = paragraphs.subspan(1);
    }
    return paragraphs;
  }

  /// Writes the paragraph at `i` with all that stands under it; returns the index behind.
  std::size_t element(xml_node to, std::span<const Paragraph* const> all, std::size_t i) {
    const auto& paragraph = *all[i];
    if (paragraph.kind == ParagraphKind::heading) return division(to, all, i);
    const bool in_division = std::string_view(to.name()) == "division";
    if (paragraph.kind == ParagraphKind::preambular && in_division && !has_children(all, i)) {
      auto node = to.append_child("crossHeading");
      name(node, "crossHeading", paragraph);
      node.append_attribute("refersTo") = "#preamble";
      text_.write(node, paragraph);
      return i + 1;
    }
    if (paragraph.printed.empty() && !has_children(all, i)) {
      loose(to, paragraph);
      return i + 1;
    }
    const bool point = std::string_view(to.name()) == "list";
    auto node = to.append_child(point ? "point" : "paragraph");
    name(node, point ? "point" : "para", paragraph);
    return numbered(node, all, i);
  }

  [[nodiscard]] static bool has_children(std::span<const Paragraph* const> all, std::size_t i) {
    return i + 1 < all.size() && is_under(all[i + 1]->number, all[i]->number) &&
           all[i + 1]->kind != ParagraphKind::heading;
  }

  std::size_t numbered(xml_node node, std::span<const Paragraph* const> all, std::size_t i) {
    const auto& paragraph = *all[i];
    if (!paragraph.printed.empty()) {
      node.append_child("num").text().set(paragraph.printed.c_str());
    }
    if (!has_children(all, i)) {
      content(node.append_child("content"), paragraph);
      return i + 1;
    }
    auto list = node.append_child("list");
    list.append_attribute("eId") = names_.next(node.attribute("eId").value(), "list", {}).c_str();
    auto intro = list.append_child("intro");
    content(intro, paragraph);
    ++i;
    while (i < all.size() && is_under(all[i]->number, paragraph.number) &&
           all[i]->kind != ParagraphKind::heading) {
      i = element(list, all, i);
    }
    return i;
  }

  std::size_t division(xml_node to, std::span<const Paragraph* const> all, std::size_t i) {
    const auto& heading = *all[i];
    auto node = to.append_child("division");
    name(node, "dvs", heading);
    // How deep divisions nest does not tell how high a heading is set.
    node.append_attribute("class") = ("level-" + std::to_string(heading.level)).c_str();
    if (!heading.printed.empty()) node.append_child("num").text().set(heading.printed.c_str());
    text_.write(node.append_child("heading"), heading);
    ++i;
    while (i < all.size() &&
           (all[i]->kind != ParagraphKind::heading || all[i]->level > heading.level)) {
      i = element(node, all, i);
    }
    return i;
  }

  /// What has no number of its own.
  void loose(xml_node to, const Paragraph& paragraph) {
    auto node = to.append_child("hcontainer");
    const std::string kind(model::name_of(paragraph.kind));
    node.append_attribute("name") = kind.c_str();
    name(node, "hcontainer", paragraph);
    content(node.append_child("content"), paragraph);
  }

  void content(xml_node to, const Paragraph& paragraph) {
    if (paragraph.kind != ParagraphKind::table) {
      text_.write(to.append_child("p"), paragraph);
      return;
    }
    auto table = to.append_child("table");
    for (const auto& row : paragraph.rows) {
      auto tr = table.append_child("tr");
      for (const auto& cell : row) text_.write(tr.append_child("td").append_child("p"), cell.runs);
      if (row.empty()) tr.append_child("td").append_child("p");
    }
  }

  void conclusions(xml_node document, std::span<const Paragraph* const> closing) {
    if (closing.empty()) return;
    auto node = document.append_child("conclusions");
    for (const auto* paragraph : closing) text_.write(node.append_child("p"), *paragraph);
  }

  void notes_apart(xml_node meta) {
    const auto unmarked = text_.unmarked();
    if (unmarked.empty()) return;
    auto notes = meta.append_child("notes");
    notes.append_attribute("source") = "#comity";
    for (const auto* paragraph : unmarked) {
      auto note = notes.append_child("note");
      note.append_attribute("eId") = names_.next({}, "note", paragraph->printed).c_str();
      note.append_attribute("marker") = paragraph->printed.c_str();
      text_.write(note.append_child("p"), *paragraph);
    }
  }

  void name(xml_node node, std::string_view kind, const Paragraph& paragraph) {
    auto parent = node.parent();
    while (parent && !parent.attribute("eId")) parent = parent.parent();
    node.append_attribute("eId") =
        names_.next(parent.attribute("eId").value(), kind, paragraph.printed).c_str();
  }

  const model::Reading& reading_;
  std::string_view work_;
  InlineWriter text_;
  Names names_;
  pugi::xml_document document_;
  std::vector<const Paragraph*> paragraphs_;
};

}  // namespace

std::string akn(const model::Reading& reading, std::string_view work) {
  return AknWriter(reading, work).write();
}

}  // namespace comity::render
