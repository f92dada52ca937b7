#include "reading/markup/html_parts.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "base/text.h"
#include "reading/counting.h"
#include "reading/markup/flow_writer.h"

namespace comity::reading {
namespace {

const std::unordered_map<std::string_view, Role>& roles() {
  static const auto kRoles = [] {
    std::unordered_map<std::string_view, Role> out;
    const auto put = [&](Role role, std::initializer_list<std::string_view> names) {
      for (const auto name : names) out.emplace(name, role);
    };
    put(Role::skipped, {"head", "script", "style", "nav", "template", "noscript", "iframe",
                        "object", "embed", "svg", "math", "canvas", "audio", "video", "button",
                        "select", "textarea", "dialog", "datalist"});
    put(Role::block,
        {"html",    "body",    "p",          "div",      "section",    "article", "main",
         "header",  "footer",  "aside",      "figure",   "figcaption", "address", "dl",
         "dt",      "dd",      "blockquote", "fieldset", "legend",     "form",    "center",
         "details", "summary", "hgroup",     "caption",  "tr",         "td",      "th",
         "tbody",   "thead",   "tfoot"});
    put(Role::heading, {"h1", "h2", "h3", "h4", "h5", "h6"});
    put(Role::list, {"ul", "ol", "menu", "dir"});
    put(Role::item, {"li"});
    put(Role::table, {"table"});
    put(Role::rule, {"hr"});
    put(Role::line_break, {"br"});
    put(Role::italic, {"i", "em", "cite", "var", "dfn"});
    put(Role::bold, {"b", "strong"});
    put(Role::raised, {"sup"});
    put(Role::link, {"a"});
    put(Role::verbatim, {"pre", "listing", "xmp", "plaintext"});
    return out;
  }();
  return kRoles;
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : base::lower_ascii(text)) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

bool has_word(std::string_view text, std::string_view word) {
  return base::lower_ascii(text).find(word) != std::string::npos;
}

bool is_hidden(const Node& element) {
  for (const auto& [key, value] : element.attributes) {
    if (key == "hidden") return true;
    if (key == "aria-hidden" && value == "true") return true;
    if (key == "role" && value == "navigation") return true;
    if (key == "style" && (squeezed(value).find("display:none") != std::string::npos ||
                           squeezed(value).find("mso-hide:all") != std::string::npos)) {
      return true;
    }
  }
  return false;
}

long number_in(std::string_view text, long otherwise) {
  long value = otherwise;
  text = base::trimmed(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && value > -100'000 && value < 100'000 ? value : otherwise;
}

std::string letters_of(long number) {
  std::string out;
  for (; number > 0; number = (number - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('a' + (number - 1) % 26));
  }
  return out;
}

// How a list counts: '1', 'a', 'A', 'i', 'I', '*' for bullets, ' ' for nothing shown.
char type_of_list(const Node& list, char otherwise) {
  if (const auto type = base::trimmed(list.attribute("type")); type.size() == 1) return type[0];
  constexpr std::array<std::pair<std::string_view, char>, 11> kStyles = {{{"none", ' '},
                                                                          {"lower-alpha", 'a'},
                                                                          {"lower-latin", 'a'},
                                                                          {"upper-alpha", 'A'},
                                                                          {"upper-latin", 'A'},
                                                                          {"lower-roman", 'i'},
                                                                          {"upper-roman", 'I'},
                                                                          {"decimal", '1'},
                                                                          {"disc", '*'},
                                                                          {"circle", '*'},
                                                                          {"square", '*'}}};
  const auto style = squeezed(list.attribute("style"));
  const auto at = style.find("list-style");
  if (at == std::string::npos) return otherwise;
  const auto value = style.substr(at, style.find(';', at) - at);
  for (const auto& [name, type] : kStyles) {
    if (value.find(name) != std::string::npos) return type;
  }
  return otherwise;
}

}  // namespace

Role role_of(const Node& element) {
  if (is_hidden(element)) return Role::skipped;
  const auto found = roles().find(element.name);
  return found == roles().end() ? Role::text : found->second;
}

model::Style styled(const Node& element, model::Style style) {
  const auto css = squeezed(element.attribute("style"));
  if (css.empty()) return style;
  const auto says = [&](std::string_view what) { return css.find(what) != std::string::npos; };
  if (says("font-style:italic") || says("font-style:oblique")) style.italic = true;
  if (says("font-style:normal")) style.italic = false;
  if (says("font-weight:bold") || says("font-weight:700")) style.bold = true;
  if (says("font-weight:normal") || says("font-weight:400")) style.bold = false;
  if (says("vertical-align:super")) style.superscript = true;
  if (says("vertical-align:baseline")) style.superscript = false;
  return style;
}

bool is_centred(const Node& element) {
  return element.name == "center" || base::lower_ascii(element.attribute("align")) == "center" ||
         squeezed(element.attribute("style")).find("text-align:center") != std::string::npos;
}

ListCounter::ListCounter(const Node& list) {
  type_ = type_of_list(list, list.name == "ol" ? '1' : '*');
  next_ = number_in(list.attribute("start"), 1);
}

std::string ListCounter::label_of(const Node& item) {
  const long number = number_in(item.attribute("value"), next_);
  next_ = number + 1;
  switch (type_of_list(item, type_)) {
    case '1':
      return std::to_string(number) + ".";
    case 'a':
      return number < 1 ? std::string() : letters_of(number) + ".";
    case 'A':
      return number < 1 ? std::string() : in_capitals(letters_of(number)) + ".";
    case 'i':
      return number < 1 ? std::string() : in_roman(number) + ".";
    case 'I':
      return number < 1 ? std::string() : in_capitals(in_roman(number)) + ".";
    case ' ':
      return {};
    default:
      return "•";
  }
}

NoteAnchors::NoteAnchors(const Node& root) {
  collect_names(root);
  collect_links(root, false);
}

void NoteAnchors::collect_names(const Node& node) {
  for (const auto name : {node.attribute("id"), node.attribute("name")}) {
    if (!name.empty()) names_.emplace(name);
  }
  for (const auto& child : node.children) collect_names(child);
}

void NoteAnchors::collect_links(const Node& node, bool raised) {
  raised = raised || node.name == "sup" || styled(node, {}).superscript;
  const auto address = node.attribute("href");
  if (node.name == "a" && address.size() > 1 && address.front() == '#' &&
      names_.contains(address.substr(1)) && target_of(node) == nullptr) {
    const auto shown = node.inner_text();
    const auto mark = bare_mark(shown);
    const bool called = raised || base::trimmed(shown).starts_with('[') ||
                        has_word(node.attribute("role"), "noteref") ||
                        has_word(node.attribute("class"), "footnote") ||
                        has_word(node.attribute("class"), "noteref") ||
                        has_word(node.attribute("style"), "footnote") ||
                        has_word(node.attribute("style"), "endnote") ||
                        (node.child("sup") != nullptr);
    if (!mark.empty() && called) {
      marks_.emplace(address.substr(1), mark);
      links_.insert(&node);
    }
  }
  for (const auto& child : node.children) collect_links(child, raised);
}

const std::string* NoteAnchors::target_of(const Node& node) const {
  for (const auto name : {node.attribute("id"), node.attribute("name")}) {
    const auto found = name.empty() ? marks_.end() : marks_.find(name);
    if (found != marks_.end()) return &found->second;
  }
  return nullptr;
}

std::size_t NoteAnchors::targets_in(const Node& node) const {
  std::size_t count = target_of(node) != nullptr ? 1 : 0;
  for (const auto& child : node.children) count += targets_in(child);
  return count;
}

std::string NoteAnchors::mark_of(const Node& link) const {
  return links_.contains(&link) ? bare_mark(link.inner_text()) : std::string();
}

std::string NoteAnchors::note_of(const Node& element) const {
  // The anchor may stand on the element or be the first thing in it, before any text.
  for (const auto* at = &element; at != nullptr;) {
    if (const auto* mark = target_of(*at)) {
      return targets_in(element) == 1 ? *mark : std::string();
    }
    const Node* next = nullptr;
    for (const auto& child : at->children) {
      if (child.is_text() && base::trimmed(child.text).empty()) continue;
      next = child.is_text() ? nullptr : &child;
      break;
    }
    at = next;
  }
  return {};
}

bool NoteAnchors::leads_back(const Node& link) {
  const auto address = link.attribute("href");
  if (!address.empty() && address.front() != '#') return false;
  const auto shown = link.inner_text();
  if (!bare_mark(shown).empty()) return true;
  for (std::size_t at = 0; at < shown.size();) {
    if (u_isalnum(static_cast<UChar32>(base::next_code_point(shown, at))) != 0) return false;
  }
  return !address.empty();
}

}  // namespace comity::reading
