#include "reading/office/docx_inline.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "reading/office/docx_numbering.h"
#include "reading/source_lines.h"

namespace comity::reading::docx {
namespace {

constexpr std::size_t kDeepestField = 50;
constexpr std::size_t kLongestInstruction = 4'000;  // bytes
constexpr std::size_t kLongestMark = 12;            // bytes
constexpr std::size_t kMostSizes = 64;              // told apart in one paragraph
constexpr char32_t kNoSign = U'□';

struct Sign {
  char32_t code;
  char32_t sign;
};
// Signs of fonts that have an encoding of their own, by their code there.
constexpr auto kSymbol =
    std::to_array<Sign>({{0x2A, U'*'}, {0x2D, U'−'}, {0xA3, U'≤'}, {0xA5, U'∞'}, {0xAB, U'↔'},
                         {0xAC, U'←'}, {0xAD, U'↑'}, {0xAE, U'→'}, {0xAF, U'↓'}, {0xB0, U'°'},
                         {0xB1, U'±'}, {0xB3, U'≥'}, {0xB4, U'×'}, {0xB7, U'•'}, {0xB8, U'÷'},
                         {0xB9, U'≠'}, {0xBB, U'≈'}, {0xBC, U'…'}, {0xD6, U'√'}, {0xE5, U'∑'}});
constexpr auto kWingdings = std::to_array<Sign>({{0x6C, U'•'},
                                                 {0x6E, U'■'},
                                                 {0x6F, U'□'},
                                                 {0x71, U'□'},
                                                 {0x75, U'◆'},
                                                 {0x76, U'❖'},
                                                 {0x9F, U'•'},
                                                 {0xA7, U'▪'},
                                                 {0xA8, U'□'},
                                                 {0xD8, U'➢'},
                                                 {0xDF, U'←'},
                                                 {0xE0, U'→'},
                                                 {0xFB, U'✗'},
                                                 {0xFC, U'✓'},
                                                 {0xFD, U'☒'},
                                                 {0xFE, U'☑'}});

char32_t sign_of(XmlNode node) {
  const auto text = node.attribute("char");
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code, 16);
  if (error != std::errc() || end != text.data() + text.size() || code < 0x20 || code > 0xFFFF ||
      (code >= 0xD800 && code < 0xE000)) {
    return kNoSign;
  }
  const auto font = node.attribute("font");
  const bool own = font == "Symbol" || font.starts_with("Wingdings") || font == "Webdings";
  if (!own && (code < 0xF000 || code > 0xF0FF)) return code;
  code &= 0xFF;
  const auto among = [code](const auto& signs) {
    const auto found = std::find_if(signs.begin(), signs.end(),
                                    [code](const Sign& sign) { return sign.code == code; });
    return found == signs.end() ? kNoSign : found->sign;
  };
  return font.starts_with("Wingdings") ? among(kWingdings) : among(kSymbol);
}

// The address of an instruction as HYPERLINK "https://…" \o "tip", or empty.
std::string address_in(std::string_view instruction) {
  const auto text = base::trimmed(instruction);
  if (!text.starts_with("HYPERLINK ")) return {};
  const auto begin = text.find('"');
  if (begin == std::string_view::npos) return {};
  const auto switches = text.find('\\');
  if (switches != std::string_view::npos && switches < begin) return {};
  return std::string(text.substr(begin + 1, text.find('"', begin + 1) - begin - 1));
}

// Only what a browser would follow; a link is shown and never opened here.
std::string checked_link(std::string_view address) {
  const auto text = cleaned(base::trimmed(address));
  const bool known =
      text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:");
  return known && text.find(' ') == std::string::npos ? text : std::string();
}

bool is_skipped(std::string_view name) {
  constexpr auto kSkipped = std::to_array<std::string_view>(
      {"pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "rt", "rubyPr", "docPr",
       "binData", "pgNum", "footnoteRef", "endnoteRef"});
  return std::find(kSkipped.begin(), kSkipped.end(), name) != kSkipped.end();
}

}  // namespace

void Count::add(XmlNode node) {
  constexpr std::size_t kKept = 64;
  ++times;
  if (offsets.size() < kKept) offsets.push_back(node.offset());
}

InOtherPart::InOtherPart(Tally& tally) : tally_(tally) {
  for (std::size_t i = 0; i < std::size(kCounts); ++i) {
    before_[i] = (tally.*kCounts[i]).offsets.size();
  }
}

InOtherPart::~InOtherPart() {
  for (std::size_t i = 0; i < std::size(kCounts); ++i) {
    (tally_.*kCounts[i]).offsets.resize(before_[i]);
  }
}

XmlNode chosen_branch(XmlNode alternate) {
  const auto choice = alternate.child("Choice");
  return choice ? choice : alternate.child("Fallback");
}

Inline InlineReader::read(XmlNode paragraph, std::string_view style,
                          const std::vector<Relation>& relations) {
  out_ = {};
  sizes_.clear();
  style_ = style;
  relations_ = &relations;
  awaits_mark_ = false;
  take_children(paragraph, {});
  // An instruction that its paragraph does not end would take the rest of the document with it.
  std::erase_if(fields_, [](const Field& field) { return !field.shows_result; });
  const auto most = std::max_element(sizes_.begin(), sizes_.end(),
                                     [](auto& a, auto& b) { return a.second < b.second; });
  out_.size = most == sizes_.end() ? styles_.run(style, {}, {}).size.value_or(0) : most->first;
  return std::move(out_);
}

bool InlineReader::visible() const {
  return std::all_of(fields_.begin(), fields_.end(),
                     [](const Field& field) { return field.shows_result; });
}

void InlineReader::take_children(XmlNode node, const Setting& setting) {
  for (auto child = node.first(); child; child = child.next()) take(child, setting);
}

void InlineReader::take(XmlNode node, const Setting& setting) {
  const auto name = node.name();
  if (name == "r") {
    take_run(node, setting);
  } else if (name == "ins") {
    tally_.insertions.add(node);
    take_children(node, setting);
  } else if (name == "del") {
    tally_.deletions.add(node);
  } else if (name == "moveTo") {
    tally_.moves.add(node);
    take_children(node, setting);
  } else if (name == "moveFrom") {
    return;  // told with the place it was moved to
  } else if (name == "hyperlink" || name == "fldSimple") {
    take_link(node, setting);
  } else if (name == "AlternateContent") {
    if (const auto branch = chosen_branch(node)) take_children(branch, setting);
  } else if (name == "txbxContent") {
    out_.boxes.push_back(node);
  } else if (!is_skipped(name)) {
    take_sign(name, node, setting);
  }
}

void InlineReader::take_link(XmlNode node, Setting setting) {
  std::string link;
  if (node.name() == "fldSimple") {
    link = checked_link(address_in(node.attribute("instr")));
  } else if (const auto* relation = find(*relations_, node.attribute("id")); relation != nullptr) {
    link = checked_link(relation->target);
  }
  setting.link = link;
  take_children(node, setting);
}

void InlineReader::take_run(XmlNode node, const Setting& setting) {
  Setting own = setting;
  const auto properties = node.child("rPr");
  std::string_view run_style;
  if (properties) {
    if (const auto style = properties.child("rStyle")) run_style = style.attribute("val");
  }
  own.format = styles_.run(style_, run_style, run_format(properties));
  if (own.format.hidden.value_or(false)) tally_.hidden.add(node);
  take_children(node, own);
}

void InlineReader::take_sign(std::string_view name, XmlNode node, const Setting& setting) {
  if (name == "t") {
    add(node.text(), setting);
  } else if (name == "tab" || name == "ptab") {
    add("\t", setting);
  } else if (name == "br" || name == "cr") {
    add("\n", setting);
  } else if (name == "noBreakHyphen") {
    add("-", setting);
  } else if (name == "softHyphen") {
    return;
  } else if (name == "sym") {
    std::string text;
    base::append_code_point(text, sign_of(node));
    add(text, setting);
  } else if (name == "fldChar") {
    take_field_sign(node);
  } else if (name == "instrText") {
    if (fields_.empty() || fields_.back().shows_result) return;
    auto& instruction = fields_.back().instruction;
    if (instruction.size() < kLongestInstruction) instruction += node.text();
  } else if (name == "footnoteReference" || name == "endnoteReference") {
    take_note(node, name == "endnoteReference", setting);
  } else if (name == "commentReference") {
    tally_.comments.add(node);
  } else {
    take_children(node, setting);
  }
}

void InlineReader::take_field_sign(XmlNode node) {
  const auto type = node.attribute("fldCharType");
  if (type == "begin") {
    if (fields_.size() < kDeepestField) fields_.emplace_back();
  } else if (type == "separate") {
    if (fields_.empty()) return;
    fields_.back().shows_result = true;
    fields_.back().link = checked_link(address_in(fields_.back().instruction));
  } else if (type == "end") {
    if (!fields_.empty()) fields_.pop_back();
  }
}

void InlineReader::take_note(XmlNode node, bool endnote, const Setting& setting) {
  if (!visible() || setting.format.hidden.value_or(false)) return;
  NoteReference note;
  note.id = node.attribute("id");
  note.endnote = endnote;
  const auto custom = node.attribute("customMarkFollows");
  awaits_mark_ = !custom.empty() && custom != "0" && custom != "false";
  if (!awaits_mark_) {
    auto& counter = endnote ? endnotes : footnotes;
    note.mark = counted(counter.next++, counter.format);
    auto raised = setting;
    raised.format.raised = true;
    add(note.mark, raised);
  }
  out_.notes.push_back(std::move(note));
}

void InlineReader::add(std::string_view text, const Setting& setting) {
  if (text.empty() || !visible() || setting.format.hidden.value_or(false)) return;
  model::Style style;
  style.bold = setting.format.bold.value_or(false);
  style.italic = setting.format.italic.value_or(false);
  style.superscript = setting.format.raised.value_or(false);
  if (awaits_mark_ && !base::trimmed(text).empty()) {
    awaits_mark_ = false;
    style.superscript = true;
    out_.notes.back().mark = cleaned(base::trimmed(text).substr(0, kLongestMark));
  }
  const std::string_view link =
      setting.link.empty() && !fields_.empty() ? fields_.back().link : setting.link;
  const float size = setting.format.size.value_or(0);
  const auto known = std::find_if(sizes_.begin(), sizes_.end(),
                                  [size](const auto& each) { return each.first == size; });
  if (known == sizes_.end() && sizes_.size() < kMostSizes) {
    sizes_.emplace_back(size, text.size());
  } else if (known != sizes_.end()) {
    known->second += text.size();
  }
  if (!out_.runs.empty() && out_.runs.back().style == style && out_.runs.back().link == link) {
    out_.runs.back().text += text;
  } else {
    out_.runs.push_back({std::string(text), style, std::string(link)});
  }
}

}  // namespace comity::reading::docx
