// The one file that knows gumbo, which nobody maintains: what goes in is limited in length and
// nesting, what it takes is counted and given back here, and none of its recursions is used.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "reading/markup/tree.h"

namespace comity::reading {
namespace {

constexpr std::array<std::string_view, 15> kVoid = {"area",  "base",   "br",    "col",  "embed",
                                                    "hr",    "img",    "input", "link", "meta",
                                                    "param", "source", "track", "wbr",  "frame"};
constexpr std::array<std::string_view, 6> kRaw = {"script", "style",  "textarea",
                                                  "title",  "iframe", "xmp"};
// What need not be closed ends where another begins, within the nearest of `kScopes`.
constexpr std::array<std::string_view, 11> kOpenEnded = {
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"};
constexpr std::array<std::string_view, 9> kScopes = {"table", "ul", "ol", "dl",     "div",
                                                     "body",  "td", "th", "section"};

// How deeply the tags of a text are nested, without making a tree; stops counting past `most`.
class Nesting {
 public:
  Nesting(std::string_view html, std::size_t most) : html_(html), most_(most) {}

  std::size_t deepest() {
    for (std::size_t at = 0; (at = html_.find('<', at)) != std::string_view::npos;) {
      at = html_.substr(at).starts_with("<!--") ? past("-->", at + 4) : tag(at + 1);
      if (deepest_ > most_) break;
    }
    return deepest_;
  }

 private:
  [[nodiscard]] std::size_t past(std::string_view end, std::size_t at) const {
    const auto found = html_.find(end, std::min(at, html_.size()));
    return found == std::string_view::npos ? html_.size() : found + end.size();
  }

  std::size_t tag(std::size_t at) {
    const bool closes = at < html_.size() && html_[at] == '/';
    if (closes) ++at;
    if (at >= html_.size() || !base::is_letter(html_[at])) return at;
    const auto end = std::min(html_.find_first_of(" \t\r\n\f/>", at), html_.size());
    const auto name = base::lower_ascii(html_.substr(at, end - at));
    at = past_attributes(end);
    if (closes) {
      close(name);
      return at;
    }
    open(name);
    return is_one_of(name, kRaw) ? past_raw(name, at) : at;
  }

  [[nodiscard]] std::size_t past_attributes(std::size_t at) const {
    while (at < html_.size() && html_[at] != '>') {
      const char c = html_[at++];
      if (c != '=' || at >= html_.size()) continue;
      at = std::min(html_.find_first_not_of(" \t\r\n\f", at), html_.size());
      if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
        at = past(html_.substr(at, 1), at + 1);
      }
    }
    return std::min(at + 1, html_.size());
  }

  [[nodiscard]] std::size_t past_raw(std::string_view name, std::size_t at) const {
    while ((at = html_.find("</", at)) != std::string_view::npos) {
      if (base::lower_ascii(html_.substr(at + 2, name.size())) == name) return at;
      at += 2;
    }
    return html_.size();
  }

  void open(const std::string& name) {
    if (is_one_of(name, kVoid)) return;
    if (is_one_of(name, kOpenEnded)) end_open(name);
    open_.push_back(name);
    deepest_ = std::max(deepest_, open_.size());
  }

  void end_open(std::string_view name) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) {
        open_.resize(i);
        return;
      }
      if (is_one_of(open_[i], kScopes)) return;
    }
  }

  void close(std::string_view name) {
    const auto found = std::find(open_.rbegin(), open_.rend(), name);
    if (found == open_.rend()) return;
    open_.resize(static_cast<std::size_t>(open_.rend() - found) - 1);
  }

  std::string_view html_;
  std::size_t most_;
  std::vector<std::string> open_;
  std::size_t deepest_ = 0;
};

// The parser's memory: counted, and given back as a whole, so that a tree is never taken apart by
// calling itself. Past its limit it leaves the parser, which cannot be told that there is no more.
class Memory {
 public:
  explicit Memory(std::size_t most) : left_(most) { first_.next = first_.before = &first_; }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    while (first_.next != &first_) release(&first_, first_.next + 1);
  }

  std::jmp_buf out{};

  static void* take(void* self, std::size_t size) {
    auto& memory = *static_cast<Memory*>(self);
    auto* piece = size > memory.left_ ? nullptr : std::malloc(sizeof(Piece) + size);
    if (piece == nullptr) std::longjmp(memory.out, 1);
    memory.left_ -= size;
    auto* head = static_cast<Piece*>(piece);
    *head = {memory.first_.next, &memory.first_, size};
    head->next->before = head;
    memory.first_.next = head;
    return head + 1;
  }

  static void give_back(void* self, void* bytes) {
    if (bytes == nullptr) return;
    auto& memory = *static_cast<Memory*>(self);
    memory.left_ += (static_cast<Piece*>(bytes) - 1)->size;
    release(&memory.first_, bytes);
  }

 private:
  struct alignas(std::max_align_t) Piece {
    Piece* next = nullptr;
    Piece* before = nullptr;
    std::size_t size = 0;
  };

  static void release(const Piece*, void* bytes) {
    auto* piece = static_cast<Piece*>(bytes) - 1;
    piece->before->next = piece->next;
    piece->next->before = piece->before;
    std::free(piece);  // NOLINT(cppcoreguidelines-owning-memory)
  }

  Piece first_;
  std::size_t left_;
};

// No object with a destructor lives between the two ends of the jump.
const GumboOutput* parse(std::string_view html, Memory& memory) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Memory::take;
  options.deallocator = &Memory::give_back;
  options.userdata = &memory;
  options.max_errors = 0;
  if (setjmp(memory.out) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

std::string name_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  auto name = element.original_tag;
  if (name.data == nullptr) return "unknown";
  gumbo_tag_from_original_text(&name);
  return name.length == 0 ? "unknown" : base::lower_ascii({name.data, name.length});
}

bool copy(const GumboNode& from, Node& to, std::size_t depth, CopyLimit& limit) {
  if (!limit.take(depth)) return false;
  if (from.type != GUMBO_NODE_ELEMENT && from.type != GUMBO_NODE_TEMPLATE) {
    to.text = from.v.text.text;
    to.offset = from.v.text.start_pos.offset;
    return true;
  }
  const auto& element = from.v.element;
  to.name = name_of(element);
  to.offset = element.start_pos.offset;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    to.attributes.emplace_back(attribute.name, attribute.value);
  }
  for (unsigned i = 0; i < element.children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
    if (child.type == GUMBO_NODE_COMMENT) continue;
    to.children.emplace_back();
    if (!copy(child, to.children.back(), depth + 1, limit)) return false;
  }
  return true;
}

}  // namespace

base::Result<Node> html_tree(std::string_view html, const MarkupLimits& limits) {
  if (html.size() > limits.bytes) return markup_too_large("is too long");
  if (Nesting(html, limits.depth).deepest() > limits.depth) {
    return markup_too_large("is nested too deeply");
  }
  Memory memory(limits.memory);
  const auto* output = parse(html, memory);
  if (output == nullptr) return markup_too_large("takes too much memory");
  CopyLimit limit(limits);
  Node root;
  if (!copy(*output->root, root, 1, limit)) return limit.error();
  return root;
}

}  // namespace comity::reading
