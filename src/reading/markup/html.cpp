#include "reading/markup/html.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/encoding.h"
#include "reading/markup/flow_writer.h"
#include "reading/markup/html_parts.h"
#include "reading/markup/table.h"
#include "reading/markup/tree.h"
#include "reading/plain_text.h"
#include "reading/table.h"

namespace comity::reading {
namespace {

using model::Block;
using model::BlockKind;

// What holds for the text in an element; each element hands its own on.
struct PageSetting {
  FlowWriter* out = nullptr;
  model::Style style;
  std::string_view link;
  ListCounter* list = nullptr;
  std::uint8_t depth = 0;  // of lists
  bool centred = false;
  bool whole = false;  // in a heading: lines are not parted
  bool in_note = false;
  bool in_main = false;
};

bool is_address(std::string_view link) {
  return link.starts_with("http://") || link.starts_with("https://") || link.starts_with("mailto:");
}

bool holds(const Node& node, std::string_view name) {
  return node.name == name || std::any_of(node.children.begin(), node.children.end(),
                                          [&](const Node& child) { return holds(child, name); });
}

class PageReader {
 public:
  explicit PageReader(const Node& root)
      : root_(root), anchors_(root), has_main_(holds(root, "main")) {}

  base::Result<model::Document> read() {
    document_.media_type = "text/html";
    const auto language = root_.attribute("lang");
    document_.language =
        model::language_from(base::lower_ascii(language.substr(0, language.find('-'))))
            .value_or(model::Language::und);
    FlowWriter out;
    PageSetting setting;
    setting.out = &out;
    element(root_, setting);
    if (cells_ > kMostCells) return too_many_cells();
    document_.blocks = out.take();
    drop_rules_before_notes();
    document_.furniture = furniture_.take();
    return std::move(document_);
  }

 private:
  // The line that is drawn over notes belongs to them.
  void drop_rules_before_notes() {
    std::vector<Block> kept;
    for (auto& block : document_.blocks) {
      if (block.kind == BlockKind::note && !kept.empty() && kept.back().kind == BlockKind::rule) {
        kept.pop_back();
      }
      kept.push_back(std::move(block));
    }
    document_.blocks = std::move(kept);
  }

  void children(const Node& node, const PageSetting& setting) {
    for (const auto& child : node.children) {
      if (child.is_text()) {
        setting.out->text(child.text, setting.style, setting.link, child.offset);
      } else {
        element(child, setting);
      }
    }
  }

  void element(const Node& node, PageSetting setting) {
    const auto role = role_of(node);
    setting.style = styled(node, setting.style);
    setting.centred = setting.centred || is_centred(node);
    if (!setting.in_note && is_block(role)) {
      if (const auto mark = anchors_.note_of(node); !mark.empty()) {
        note(node, mark, setting);
        return;
      }
    }
    switch (role) {
      case Role::skipped:
        return;
      case Role::block:
        return block(node, setting);
      case Role::heading:
        return heading(node, setting);
      case Role::list:
        return list(node, setting);
      case Role::item:
        return item(node, setting);
      case Role::table:
        return table(node, setting);
      case Role::rule:
        return setting.out->add(empty_block(BlockKind::rule, node.offset));
      case Role::line_break:
        return line_break(node, setting);
      case Role::verbatim:
        return verbatim(node, setting);
      case Role::link:
        return link(node, setting);
      case Role::italic:
      case Role::bold:
      case Role::raised:
      case Role::text:
        break;
    }
    setting.style.italic = setting.style.italic || role == Role::italic;
    setting.style.bold = setting.style.bold || role == Role::bold;
    setting.style.superscript = setting.style.superscript || role == Role::raised;
    children(node, setting);
  }

  void heading(const Node& node, PageSetting setting) {
    setting.whole = true;
    const auto level = static_cast<std::uint8_t>(node.name[1] - '0');
    setting.out->begin(BlockKind::heading, level, setting.centred);
    children(node, setting);
    setting.out->end();
  }

  static bool is_block(Role role) {
    return role == Role::block || role == Role::item || role == Role::table || role == Role::list;
  }

  static Block empty_block(BlockKind kind, std::uint64_t offset) {
    Block block;
    block.kind = kind;
    block.places.emplace_back();
    block.places.front().offset = offset;
    return block;
  }

  void block(const Node& node, PageSetting setting) {
    setting.in_main = setting.in_main || node.name == "main";
    // The head and foot of the site, where the page says what its own part is.
    const bool furniture = (node.name == "header" || node.name == "footer") && has_main_ &&
                           !setting.in_main && !holds(node, "main");
    if (furniture) setting.out = &furniture_;
    begin(setting);
    children(node, setting);
    if (!setting.whole) setting.out->end();
  }

  // In a heading that holds a block of its own the heading goes on.
  static void begin(const PageSetting& setting) {
    if (!setting.whole) setting.out->begin(BlockKind::paragraph, 0, setting.centred);
  }

  void line_break(const Node& node, const PageSetting& setting) {
    if (setting.whole) {
      setting.out->text(" ", setting.style, setting.link, node.offset);
    } else {
      setting.out->break_line();
    }
  }

  void list(const Node& node, PageSetting setting) {
    ListCounter counter(node);
    setting.list = &counter;
    setting.depth = static_cast<std::uint8_t>(std::min(setting.depth + 1, 6));
    begin(setting);
    children(node, setting);
    setting.out->end();
  }

  void item(const Node& node, const PageSetting& setting) {
    begin(setting);
    const auto label = setting.list == nullptr ? "•" : setting.list->label_of(node);
    setting.out->set_label(label, std::max<std::uint8_t>(setting.depth, 1));
    children(node, setting);
    setting.out->drop_label();
    setting.out->end();
  }

  void note(const Node& node, const std::string& mark, PageSetting setting) {
    FlowWriter text;
    setting.out->end();
    auto& out = *std::exchange(setting.out, &text);
    setting.in_note = true;
    setting.list = nullptr;
    if (role_of(node) == Role::item) {
      children(node, setting);
    } else {
      element(node, setting);
    }
    out.add(reading::note_of(mark, text.take()));
  }

  void link(const Node& node, PageSetting setting) {
    if (setting.in_note && NoteAnchors::leads_back(node)) return;
    if (const auto mark = anchors_.mark_of(node); !mark.empty() && !setting.in_note) {
      setting.out->mark(mark, node.offset);
      return;
    }
    const auto address = node.attribute("href");
    if (is_address(address)) setting.link = address;
    children(node, setting);
  }

  // Lines that are kept as they are: read as a text file is.
  void verbatim(const Node& node, const PageSetting& setting) {
    setting.out->end();
    auto text = read_text(node.inner_text());
    if (!text) return;
    for (auto& block : text->blocks) {
      for (auto& place : block.places) place.offset += node.offset;
      setting.out->add(std::move(block));
    }
  }

  // A table that only sets things on the page: with tables or headings in it, of one column, or at
  // the head of a document, where mastheads are.
  static bool is_layout(const Node& node, const PageSetting& setting) {
    constexpr std::size_t kMastheadRows = 6;
    const auto inside = [&](std::string_view name) {
      return std::any_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return holds(child, name); });
    };
    if (node.attribute("role") == "presentation") return true;
    if (inside("table") || inside("h1") || inside("h2") || inside("h3")) return true;
    const auto size = table_size(node);
    const bool masthead = setting.out->empty() && size.rows <= kMastheadRows && !inside("th");
    return size.columns < 2 || masthead;
  }

  void table(const Node& node, const PageSetting& setting) {
    if (is_layout(node, setting)) {
      block(node, setting);
      return;
    }
    if (const auto* caption = node.child("caption")) block(*caption, setting);
    setting.out->add(
        table_block(node, [&](const Node& cell) { return runs_of(cell, setting); }, cells_));
  }

  std::vector<model::Run> runs_of(const Node& cell, PageSetting setting) {
    FlowWriter text;
    setting.out = &text;
    setting.list = nullptr;
    setting.depth = 0;
    if (role_of(cell) != Role::skipped) children(cell, setting);
    return joined_runs(text.take());
  }

  const Node& root_;
  NoteAnchors anchors_;
  bool has_main_;
  std::size_t cells_ = 0;
  FlowWriter furniture_;
  model::Document document_;
};

}  // namespace

base::Result<model::Document> read_html(std::string_view bytes) {
  COMITY_TRY(auto text, decoded_markup(bytes));
  COMITY_TRY(const auto root, html_tree(text.text));
  COMITY_TRY(auto document, PageReader(root).read());
  if (text.finding) document.findings.push_back(*std::move(text.finding));
  return document;
}

}  // namespace comity::reading
