#include "reading/office/docx_styles.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace comity::reading::docx {
namespace {

constexpr int kLongestChain = 64;   // of styles based on one another
constexpr float kLargest = 10'000;  // points
constexpr float kTwip = 1.0F / 20;  // points
constexpr float kDefaultSize = 10;  // points, where nothing is said

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

std::optional<int> value_of(XmlNode node) {
  return node ? number(node.attribute("val")) : std::nullopt;
}

std::optional<float> points(std::optional<int> value, float unit) {
  if (!value) return std::nullopt;
  return std::clamp(static_cast<float>(*value) * unit, -kLargest, kLargest);
}

template <typename Value>
void put_over(std::optional<Value>& value, const std::optional<Value>& nearer) {
  if (nearer) value = nearer;
}

// "start" is what newer files call "left".
std::optional<int> either(XmlNode node, std::string_view name, std::string_view other) {
  const auto value = number(node.attribute(name));
  return value ? value : number(node.attribute(other));
}

std::optional<bool> crossed(std::optional<bool> one, std::optional<bool> other) {
  if (!one || !other) return one ? one : other;
  return *one != *other;
}

bool has_dots(XmlNode tabs) {
  for (auto tab = tabs.first(); tab; tab = tab.next()) {
    if (tab.attribute("leader") == "dot") return true;
  }
  return false;
}

std::optional<int> outline_of(std::string_view style_name) {
  constexpr std::string_view kHeading = "heading ";
  const auto name = base::folded(style_name);
  if (!name.starts_with(kHeading)) return std::nullopt;
  const auto level = number(std::string_view(name).substr(kHeading.size()));
  if (!level || *level < 1 || *level > 9) return std::nullopt;
  return *level - 1;
}

}  // namespace

void RunFormat::put(const RunFormat& nearer) {
  put_over(bold, nearer.bold);
  put_over(italic, nearer.italic);
  put_over(raised, nearer.raised);
  put_over(hidden, nearer.hidden);
  put_over(size, nearer.size);
}

void ParagraphFormat::put(const ParagraphFormat& nearer) {
  put_over(centred, nearer.centred);
  put_over(left, nearer.left);
  put_over(first, nearer.first);
  put_over(list, nearer.list);
  put_over(list_level, nearer.list_level);
  put_over(outline, nearer.outline);
  put_over(dotted, nearer.dotted);
  put_over(ruled, nearer.ruled);
}

bool is_on(XmlNode node) {
  const auto value = node.attribute("val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

RunFormat run_format(XmlNode properties) {
  RunFormat out;
  if (!properties) return out;
  for (auto node = properties.first(); node; node = node.next()) {
    const auto name = node.name();
    if (name == "b") out.bold = is_on(node);
    if (name == "i") out.italic = is_on(node);
    if (name == "vanish") out.hidden = is_on(node);
    if (name == "vertAlign") out.raised = node.attribute("val") == "superscript";
    if (name == "sz") out.size = points(value_of(node), 0.5F);
  }
  return out;
}

ParagraphFormat paragraph_format(XmlNode properties) {
  ParagraphFormat out;
  if (!properties) return out;
  for (auto node = properties.first(); node; node = node.next()) {
    const auto name = node.name();
    if (name == "jc") out.centred = node.attribute("val") == "center";
    if (name == "outlineLvl") out.outline = value_of(node);
    if (name == "tabs") out.dotted = has_dots(node);
    if (name == "pBdr") out.ruled = node.child("bottom") || node.child("top");
    if (name == "ind") {
      out.left = points(either(node, "left", "start"), kTwip);
      out.first = points(number(node.attribute("firstLine")), kTwip);
      if (const auto hanging = points(number(node.attribute("hanging")), kTwip)) {
        out.first = -*hanging;
      }
    }
    if (name == "numPr") {
      if (const auto list = node.child("numId")) out.list = std::string(list.attribute("val"));
      out.list_level = value_of(node.child("ilvl"));
    }
  }
  return out;
}

Styles::Styles(XmlNode root) {
  const auto defaults = root.child("docDefaults");
  if (defaults) {
    if (const auto node = defaults.child("rPrDefault"))
      default_run_ = run_format(node.child("rPr"));
    if (const auto node = defaults.child("pPrDefault")) {
      default_format_ = paragraph_format(node.child("pPr"));
    }
  }
  if (!default_run_.size) default_run_.size = kDefaultSize;
  for (auto node = root.first(); node; node = node.next()) {
    if (node.name() == "style") read(node);
  }
  for (auto& [id, style] : styles_) resolve(style, 0);
}

void Styles::read(XmlNode node) {
  Style style;
  style.run = run_format(node.child("rPr"));
  style.paragraph = paragraph_format(node.child("pPr"));
  style.paragraph.list_of_style = style.paragraph.list.has_value();
  if (const auto base = node.child("basedOn")) style.based_on = base.attribute("val");
  if (const auto name = node.child("name"); name && !style.paragraph.outline) {
    style.paragraph.outline = outline_of(name.attribute("val"));
  }
  const std::string id(node.attribute("styleId"));
  const bool is_default = node.has_attribute("default") && node.attribute("default") != "0" &&
                          node.attribute("default") != "false";
  if (is_default && node.attribute("type") == "paragraph") default_paragraph_ = id;
  styles_.emplace(id, std::move(style));
}

// A style that is based on itself, by however many steps, takes over nothing more.
void Styles::resolve(Style& style, int depth) {
  if (style.resolved) return;
  style.resolved = true;
  const auto base = styles_.find(style.based_on);
  if (base == styles_.end() || depth > kLongestChain) return;
  resolve(base->second, depth + 1);
  auto run = base->second.run;
  run.put(style.run);
  style.run = run;
  auto paragraph = base->second.paragraph;
  paragraph.put(style.paragraph);
  paragraph.list_of_style = paragraph.list.has_value();
  style.paragraph = std::move(paragraph);
}

const Styles::Style* Styles::find(std::string_view id) const {
  const auto found = styles_.find(id);
  return found == styles_.end() ? nullptr : &found->second;
}

const std::string& Styles::known(std::string_view id) const {
  const auto found = styles_.find(id);
  return found == styles_.end() ? default_paragraph_ : found->first;
}

const ParagraphFormat& Styles::paragraph(std::string_view id) const {
  const auto* style = find(known(id));
  return style == nullptr ? default_format_ : style->paragraph;
}

RunFormat Styles::run(std::string_view paragraph_style, std::string_view run_style,
                      const RunFormat& own) const {
  auto out = default_run_;
  const auto* outer = find(known(paragraph_style));
  const auto* inner = run_style.empty() ? nullptr : find(run_style);
  if (outer != nullptr) out.put(outer->run);
  if (inner != nullptr) {
    out.put(inner->run);
    if (outer != nullptr) {
      out.bold = crossed(outer->run.bold, inner->run.bold);
      out.italic = crossed(outer->run.italic, inner->run.italic);
    }
  }
  out.put(own);
  return out;
}

std::string_view Styles::list_of(std::string_view id) const {
  const auto* style = find(id);
  if (style == nullptr || !style->paragraph.list) return {};
  return *style->paragraph.list;
}

}  // namespace comity::reading::docx
