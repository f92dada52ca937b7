#include "http/pages/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "http/pages/template_parse.h"
#include "http/protocol/address.h"

namespace comity::http {
namespace {

bool holds(const base::Json* value) {
  if (value == nullptr || value->is_null()) return false;
  if (const auto* truth = value->if_bool()) return *truth;
  if (const auto* text = value->if_string()) return !text->empty();
  if (const auto* array = value->if_array()) return !array->empty();
  if (const auto* object = value->if_object()) return !object->empty();
  if (const auto* number = value->if_int64()) return *number != 0;
  if (const auto* number = value->if_uint64()) return *number != 0;
  return true;
}

void append_plain(std::string& out, const base::Json& value) {
  if (const auto* text = value.if_string()) {
    out.append(text->data(), text->size());
  } else if (const auto* integer = value.if_int64()) {
    fmt::format_to(std::back_inserter(out), "{}", *integer);
  } else if (const auto* natural = value.if_uint64()) {
    fmt::format_to(std::back_inserter(out), "{}", *natural);
  } else if (const auto* real = value.if_double()) {
    fmt::format_to(std::back_inserter(out), "{}", *real);
  } else if (const auto* truth = value.if_bool()) {
    out += *truth ? "true" : "false";
  }
}

std::string plain(const base::Json* value) {
  std::string out;
  if (value != nullptr) append_plain(out, *value);
  return out;
}

}  // namespace

struct Templates::Impl {
  const Catalogue* catalogue = nullptr;
  std::map<std::string, std::vector<Node>, std::less<>> templates;
};

namespace {

class Renderer {
 public:
  Renderer(const std::map<std::string, std::vector<Node>, std::less<>>& templates,
           const Catalogue& catalogue, std::vector<const base::Json*> frames)
      : templates_(templates), catalogue_(catalogue), frames_(std::move(frames)) {}

  void render(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) render(node);
  }
  std::string take() { return std::move(out_); }

 private:
  const base::Json* find(const Path& path) const {
    if (path.empty()) return frames_.back();
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
      const auto* object = (*frame)->if_object();
      if (object == nullptr) continue;
      const base::Json* value = object->if_contains(path.front());
      if (value == nullptr) continue;
      for (std::size_t index = 1; index < path.size() && value != nullptr; ++index) {
        const auto* inner = value->if_object();
        value = inner == nullptr ? nullptr : inner->if_contains(path[index]);
      }
      return value;
    }
    return nullptr;
  }

  void render(const Node& node) {
    switch (node.kind) {
      case NodeKind::text:
        out_ += node.text;
        break;
      case NodeKind::value:
        render_value(find(node.path));
        break;
      case NodeKind::markup:
        if (const auto* value = find(node.path)) append_plain(out_, *value);
        break;
      case NodeKind::section:
        render_section(node);
        break;
      case NodeKind::inverted:
        if (!is_met(node, find(node.path))) render(node.children);
        break;
      case NodeKind::partial:
        render_partial(node);
        break;
      case NodeKind::message:
        render_message(node);
        break;
      case NodeKind::named_message:
        render_named_message(node);
        break;
      case NodeKind::number:
        render_number(find(node.path));
        break;
      case NodeKind::date:
        append_escaped(out_, catalogue_.date(plain(find(node.path))));
        break;
      case NodeKind::url:
        out_ += encoded(plain(find(node.path)));
        break;
    }
  }

  static bool is_met(const Node& node, const base::Json* value) {
    return node.is ? plain(value) == *node.is : holds(value);
  }

  void render_value(const base::Json* value) {
    if (value == nullptr) return;
    if (const auto* text = value->if_string()) {
      append_escaped(out_, {text->data(), text->size()});
    } else {
      append_plain(out_, *value);
    }
  }

  void render_section(const Node& node) {
    const base::Json* value = find(node.path);
    if (!is_met(node, value)) return;
    const auto* array = value->if_array();
    if (node.is || (array == nullptr && !value->is_object())) {
      render(node.children);
    } else if (array == nullptr) {
      frames_.push_back(value);
      render(node.children);
      frames_.pop_back();
    } else {
      for (const base::Json& element : *array) {
        frames_.push_back(&element);
        render(node.children);
        frames_.pop_back();
      }
    }
  }

  void render_partial(const Node& node) {
    const auto found = templates_.find(node.text);
    if (found != templates_.end()) render(found->second);
  }

  void render_message(const Node& node) {
    std::vector<MessageArgument> arguments;
    for (const auto& [name, path] : node.arguments) {
      const base::Json* value = find(path);
      if (value != nullptr && (value->is_int64() || value->is_uint64())) {
        arguments.push_back({name, value->to_number<std::int64_t>()});
      } else if (value != nullptr && value->is_double()) {
        arguments.push_back({name, value->as_double()});
      } else {
        arguments.push_back({name, plain(value)});
      }
    }
    append_escaped(out_, catalogue_.format(node.text, arguments));
  }

  // A word of a closed set, such as a kind, in the page's language; a new word stands for itself.
  void render_named_message(const Node& node) {
    const std::string word = plain(find(node.path));
    const std::string id = node.text + word;
    append_escaped(out_, catalogue_.has(id) ? catalogue_.format(id) : word);
  }

  void render_number(const base::Json* value) {
    if (value == nullptr) return;
    if (value->is_int64() || value->is_uint64()) {
      append_escaped(out_, catalogue_.number(value->to_number<std::int64_t>()));
    } else {
      render_value(value);
    }
  }

  const std::map<std::string, std::vector<Node>, std::less<>>& templates_;
  const Catalogue& catalogue_;
  std::vector<const base::Json*> frames_;
  std::string out_;
};

// Every template that `nodes` calls is there, and none is among those `open` on the way to it:
// rendering then ends.
base::Status check_partials(const std::vector<Node>& nodes,
                            const std::map<std::string, std::vector<Node>, std::less<>>& all,
                            std::vector<std::string>& open, std::set<std::string>& checked) {
  for (const Node& node : nodes) {
    COMITY_CHECK(check_partials(node.children, all, open, checked));
    if (node.kind != NodeKind::partial || checked.contains(node.text)) continue;
    const auto found = all.find(node.text);
    if (found == all.end()) {
      return base::fail(base::ErrorKind::corrupt, fmt::format("no template \"{}\"", node.text),
                        open.back());
    }
    if (std::find(open.begin(), open.end(), node.text) != open.end()) {
      return base::fail(base::ErrorKind::corrupt,
                        fmt::format("template \"{}\" calls itself", node.text), open.back());
    }
    open.push_back(node.text);
    COMITY_CHECK(check_partials(found->second, all, open, checked));
    open.pop_back();
    checked.insert(node.text);
  }
  return {};
}

}  // namespace

Templates::Templates(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

base::Result<Templates> Templates::compile(
    const std::map<std::string, std::string_view, std::less<>>& sources,
    const Catalogue& catalogue) {
  auto impl = std::make_unique<Impl>();
  impl->catalogue = &catalogue;
  for (const auto& [name, source] : sources) {
    COMITY_TRY(auto nodes, parse_template(name, source, catalogue));
    impl->templates.emplace(name, std::move(nodes));
  }
  std::set<std::string> checked;
  for (const auto& [name, nodes] : impl->templates) {
    std::vector<std::string> open = {name};
    COMITY_CHECK(check_partials(nodes, impl->templates, open, checked));
  }
  return Templates(std::move(impl));
}

bool Templates::has(std::string_view name) const {
  return impl_->templates.find(name) != impl_->templates.end();
}

std::string Templates::render(std::string_view name,
                              const std::vector<const base::Json*>& roots) const {
  const auto found = impl_->templates.find(name);
  if (found == impl_->templates.end()) return {};
  Renderer renderer(impl_->templates, *impl_->catalogue, roots);
  renderer.render(found->second);
  return renderer.take();
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string_view reference;
    switch (text[at]) {
      case '&':
        reference = "&amp;";
        break;
      case '<':
        reference = "&lt;";
        break;
      case '>':
        reference = "&gt;";
        break;
      case '"':
        reference = "&quot;";
        break;
      case '\'':
        reference = "&#39;";
        break;
      default:
        continue;
    }
    out.append(text, begin, at - begin);
    out += reference;
    begin = at + 1;
  }
  out.append(text, begin, text.size() - begin);
}

}  // namespace comity::http
