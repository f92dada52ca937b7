#include "reading/markup/akn.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/encoding.h"
#include "reading/labels.h"
#include "reading/markup/flow_writer.h"
#include "reading/markup/html_parts.h"
#include "reading/markup/table.h"
#include "reading/markup/tree.h"
#include "reading/table.h"

namespace comity::reading {
namespace {

using model::BlockKind;

constexpr std::array<std::string_view, 4> kSkipped = {"meta", "toc", "img", "presentation"};

// Parts of a line; what is not among them parts lines.
constexpr std::array<std::string_view, 49> kInline = {"a",
                                                      "abbr",
                                                      "affectedDocument",
                                                      "argument",
                                                      "b",
                                                      "concept",
                                                      "courtType",
                                                      "date",
                                                      "decoration",
                                                      "def",
                                                      "del",
                                                      "docketNumber",
                                                      "entity",
                                                      "event",
                                                      "fillIn",
                                                      "i",
                                                      "inline",
                                                      "ins",
                                                      "judge",
                                                      "lawyer",
                                                      "legislature",
                                                      "location",
                                                      "mod",
                                                      "mmod",
                                                      "mref",
                                                      "neutralCitation",
                                                      "object",
                                                      "omissis",
                                                      "opinion",
                                                      "organization",
                                                      "outcome",
                                                      "party",
                                                      "person",
                                                      "placeholder",
                                                      "process",
                                                      "quantity",
                                                      "quotedText",
                                                      "recordedTime",
                                                      "ref",
                                                      "relatedDocument",
                                                      "remark",
                                                      "rmod",
                                                      "role",
                                                      "rref",
                                                      "session",
                                                      "signature",
                                                      "span",
                                                      "sub",
                                                      "term"};

// Facts of the head, each a line of its own where nothing but such stands in a paragraph.
bool is_fact(std::string_view name) {
  return (name.starts_with("doc") && name != "doc") || name == "session" || name == "legislature" ||
         name == "shortTitle";
}

bool is_inline(std::string_view name) {
  return is_one_of(name, kInline) || is_fact(name) || name == "sup" || name == "u" ||
         name == "time" || name == "vote" || name == "change";
}

model::Language language_of(const Node& document) {
  constexpr std::array<std::pair<std::string_view, model::Language>, 7> kCodes = {
      {{"ara", model::Language::ar},
       {"zho", model::Language::zh},
       {"chi", model::Language::zh},
       {"eng", model::Language::en},
       {"fra", model::Language::fr},
       {"rus", model::Language::ru},
       {"spa", model::Language::es}}};
  const Node* at = &document;
  for (const auto* name : {"meta", "identification", "FRBRExpression", "FRBRlanguage"}) {
    if (at != nullptr) at = at->child(name);
  }
  if (at == nullptr) return model::Language::und;
  const auto code = at->attribute("language");
  for (const auto& [known, language] : kCodes) {
    if (code == known) return language;
  }
  return model::language_from(code).value_or(model::Language::und);
}

// AKN4UN sets preambular paragraphs that stand among operative ones as headings between them.
bool is_preambular(const Node& node) {
  return node.name == "crossHeading" && node.attribute("refersTo") == "#preamble";
}

// Comity's own files say how high a heading is set: class="level-2".
std::optional<std::uint8_t> level_said(const Node& node) {
  constexpr std::string_view kStart = "level-";
  const auto said = node.attribute("class");
  if (said.size() != kStart.size() + 1 || !said.starts_with(kStart)) return std::nullopt;
  const char digit = said.back();
  if (digit < '0' || digit > '6') return std::nullopt;
  return static_cast<std::uint8_t>(digit - '0');
}

// "6" or "5., 6., 7.": numbers that need no dot to be read as such where they are marked as
// numbers.
bool is_figures(std::string_view text) {
  return text.find_first_not_of("0123456789., ") == std::string_view::npos;
}

// "73/6." or "73/6-" before the title that it numbers:
// <p><docNumber>…</docNumber><docTitle>…</docTitle></p>.
bool is_number_of_title(const Node& node) {
  if (node.name != "docNumber") return false;
  const auto text = base::collapsed(node.inner_text());
  return (text.ends_with('.') || text.ends_with('-')) && text.find('/') != std::string::npos;
}

// Notes stand in the order of their numbers; stars stand before them.
bool comes_before(std::string_view mark, std::string_view other) {
  const auto digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!digits(mark) || !digits(other)) return digits(other);
  return mark.size() != other.size() ? mark.size() < other.size() : mark < other;
}

// What holds for the text in an element; each element hands its own on.
struct AknSetting {
  FlowWriter* out = nullptr;
  model::Style style;
  std::string_view link;
  std::uint8_t depth = 0;    // of numbered parts without headings
  std::uint8_t heading = 1;  // level of the next heading
  bool facts = false;        // each fact of the head is a line
};

class AknReader {
 public:
  base::Result<model::Document> read(const Node& root) {
    document_.media_type = "application/akn+xml";
    FlowWriter out;
    AknSetting setting;
    setting.out = &out;
    for (const auto& child : root.children) {
      if (document_.language == model::Language::und) document_.language = language_of(child);
    }
    find_notes(root);
    take_symbol(root);
    children(root, setting);
    notes_without_mark();
    if (cells_ > kMostCells) return too_many_cells();
    document_.blocks = out.take();
    for (auto& note : notes_) document_.blocks.push_back(std::move(note));
    return std::move(document_);
  }

 private:
  // Notes may stand apart, among the data on the document.
  void find_notes(const Node& node) {
    if (node.name == "note") apart_.push_back(&node);
    for (const auto& child : node.children) find_notes(child);
  }

  // The work's number among the data on the document stands for running heads, which there are
  // none.
  void take_symbol(const Node& node) {
    if (node.name == "FRBRWork") {
      const auto* number = node.child("FRBRnumber");
      const auto symbol = number == nullptr ? std::string_view() : number->attribute("value");
      if (symbol.find('/') == std::string_view::npos) return;
      model::Block head;
      head.runs.push_back({std::string(symbol), {}, {}});
      document_.furniture.push_back(std::move(head));
    } else if (node.name != "mainBody") {
      for (const auto& child : node.children) take_symbol(child);
    }
  }

  void notes_without_mark() {
    for (const auto* apart : apart_) {
      if (referred_.contains(apart)) continue;
      auto mark = base::collapsed(apart->attribute("marker"));
      if (mark.empty()) mark = std::to_string(notes_.size() + 1);
      auto note = made_note(std::move(mark), *apart);
      const auto place = std::find_if(notes_.begin(), notes_.end(), [&](const model::Block& other) {
        return comes_before(note.label, other.label);
      });
      notes_.insert(place, std::move(note));
    }
  }

  void children(const Node& node, const AknSetting& setting) {
    for (const auto& child : node.children) part(child, setting);
  }

  void part(const Node& child, const AknSetting& setting) {
    if (child.is_text()) {
      setting.out->text(child.text, setting.style, setting.link, child.offset);
    } else {
      element(child, setting);
    }
  }

  void element(const Node& node, AknSetting setting) {
    if (is_one_of(node.name, kSkipped)) return;
    setting.style = styled(node, setting.style);
    if (node.name == "num") {
      number(node, setting);
    } else if (node.name == "authorialNote" || node.name == "noteRef") {
      note(node, setting);
    } else if (node.name == "table") {
      setting.out->add(
          table_block(node, [&](const Node& cell) { return runs_of(cell, setting); }, cells_));
    } else if (is_preambular(node)) {
      block(node, setting);
    } else if (node.name == "heading" || node.name == "subheading" || node.name == "crossHeading") {
      setting.out->begin(BlockKind::heading, setting.heading);
      children(node, setting);
      setting.out->end();
    } else if (node.name == "br") {
      setting.out->break_line();
    } else if (node.name == "eol" || node.name == "eop") {
      setting.out->text(" ", setting.style, setting.link, node.offset);
    } else if (is_inline(node.name)) {
      part_of_line(node, setting);
    } else {
      block(node, setting);
    }
  }

  void part_of_line(const Node& node, AknSetting setting) {
    if (node.name == "i") setting.style.italic = true;
    if (node.name == "b") setting.style.bold = true;
    if (node.name == "sup") setting.style.superscript = true;
    if (const auto address = node.attribute("href"); address.starts_with("http")) {
      setting.link = address;
    }
    if (setting.facts && is_number_of_title(node)) {
      setting.out->set_label(node.inner_text(), setting.depth, FlowWriter::Label::written);
      return;
    }
    const bool line = setting.facts && is_fact(node.name);
    setting.facts = false;
    if (line && node.name == "docTitle") {
      setting.out->begin(BlockKind::heading, 0);
    } else if (line) {
      setting.out->end();
    }
    const auto put = [&](std::string_view text) {
      setting.out->text(text, setting.style, setting.link, node.offset);
    };
    put(node.attribute("startQuote"));
    if (node.name == "omissis" && node.children.empty()) put("…");
    children(node, setting);
    put(node.attribute("endQuote"));
    if (line) setting.out->end();
  }

  void block(const Node& node, AknSetting setting) {
    const bool numbered = node.child("num") != nullptr;
    if (node.child("heading") != nullptr) {
      const auto deeper = static_cast<std::uint8_t>(std::min(setting.heading + 1, 6));
      setting.heading = level_said(node).value_or(deeper);
    } else if (numbered) {
      setting.depth = static_cast<std::uint8_t>(std::min(setting.depth + 1, 6));
    }
    setting.out->end();
    setting.facts = holds_facts_alone(node);
    if (node.name == "li" && !numbered) setting.out->set_label("•", 1);
    const bool number_alone = numbered && says_nothing(node);
    for (const auto& child : node.children) {
      part(child, setting);
      if (number_alone && child.name == "num") setting.out->keep_label(child.offset);
    }
    if (numbered || node.name == "li") setting.out->drop_label();
    setting.out->end();
  }

  /// Whether nothing stands behind a paragraph's number, before the items below it.
  static bool says_nothing(const Node& node) {
    return std::all_of(node.children.begin(), node.children.end(), [](const Node& child) {
      if (child.name == "num") return true;
      if (child.name != "list") return is_blank(child);
      const Node* intro = child.child("intro");
      return intro == nullptr || is_blank(*intro);
    });
  }

  static bool is_blank(const Node& node) {
    if (node.is_text()) return base::trimmed(node.text).empty();
    constexpr std::array<std::string_view, 4> kSeen = {"table", "img", "noteRef", "omissis"};
    return !is_one_of(node.name, kSeen) &&
           std::all_of(node.children.begin(), node.children.end(),
                       [](const Node& child) { return is_blank(child); });
  }

  static bool holds_facts_alone(const Node& node) {
    return std::all_of(node.children.begin(), node.children.end(), [](const Node& child) {
      if (child.is_text()) return base::trimmed(child.text).empty();
      return is_fact(child.name) || child.name == "authorialNote" || child.name == "span";
    });
  }

  void number(const Node& node, const AknSetting& setting) {
    const auto whole = base::collapsed(node.inner_text());
    // A quoted resolution opens its quotation marks before the number.
    std::string_view text = whole;
    for (const std::string_view mark : {"\"", "“", "«", "„"}) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size());
    }
    if (is_whole_label(text) || (!text.empty() && is_figures(text))) {
      setting.out->set_label(text, setting.depth, FlowWriter::Label::written);
      return;
    }
    // "Article 1" is text; so is a number that no label is written as.
    setting.out->begin(BlockKind::heading, setting.heading);
    setting.out->text(whole, setting.style, {}, node.offset);
    setting.out->end();
  }

  void note(const Node& node, AknSetting setting) {
    const Node* text = &node;
    std::string mark = base::collapsed(node.attribute("marker"));
    if (node.name == "noteRef") {
      text = nullptr;
      const auto address = node.attribute("href");
      for (const auto* apart : apart_) {
        const bool meant = address.size() > 1 && (apart->attribute("eId") == address.substr(1) ||
                                                  apart->attribute("id") == address.substr(1));
        if (meant) text = apart;
      }
      if (mark.empty() && text != nullptr) mark = base::collapsed(text->attribute("marker"));
    }
    if (mark.empty()) mark = std::to_string(notes_.size() + 1);
    setting.out->mark(mark, node.offset);
    if (text == nullptr || !referred_.insert(text).second) return;
    notes_.push_back(made_note(std::move(mark), *text));
  }

  model::Block made_note(std::string mark, const Node& text) {
    FlowWriter writer;
    AknSetting inner;
    inner.out = &writer;
    children(text, inner);
    return note_of(std::move(mark), writer.take());
  }

  std::vector<model::Run> runs_of(const Node& cell, AknSetting setting) {
    FlowWriter writer;
    setting.out = &writer;
    setting.depth = 0;
    children(cell, setting);
    return joined_runs(writer.take());
  }

  model::Document document_;
  std::vector<model::Block> notes_;
  std::vector<const Node*> apart_;
  std::set<const Node*> referred_;
  std::size_t cells_ = 0;
};

bool is_akn(const Node& root) {
  if (root.name != "akomaNtoso") return false;
  return std::any_of(root.attributes.begin(), root.attributes.end(), [](const auto& attribute) {
    const std::string_view space = attribute.second;
    return space.starts_with("http://docs.oasis-open.org/legaldocml/ns/akn/3.0") ||
           space.starts_with("http://www.akomantoso.org/2.0");
  });
}

}  // namespace

base::Result<model::Document> read_akn(std::string_view bytes) {
  COMITY_TRY(auto text, decoded_markup(bytes));
  COMITY_TRY(const auto root, xml_tree(text.text));
  if (root.name == "akomaNtoso" && !is_akn(root)) {
    return base::fail(
        base::ErrorKind::unsupported,
        "this is Akoma Ntoso without its name space, or of a version that is not read", {},
        "give it the name space of version 3.0");
  }
  if (!is_akn(root)) {
    return base::fail(base::ErrorKind::unsupported,
                      "this is XML of another kind: its root is <" + root.name.substr(0, 60) + ">",
                      {}, "of XML only Akoma Ntoso (akomaNtoso, version 3.0 or 2.0) is read");
  }
  COMITY_TRY(auto document, AknReader().read(root));
  if (text.finding) document.findings.push_back(*std::move(text.finding));
  return document;
}

}  // namespace comity::reading
