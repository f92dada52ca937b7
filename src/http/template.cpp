#include "http/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "base/text.h"
#include "http/address.h"

namespace comity::http {
namespace {

enum class NodeKind {
  text,
  value,
  markup,
  section,
  inverted,
  partial,
  message,
  named_message,
  number,
  date,
  url,
};

using Path = std::vector<std::string>;  // empty for "."

struct Node {
  NodeKind kind = NodeKind::text;
  std::string text;  // literal text, message id or partial name
  Path path;
  std::optional<std::string> is;  // of {{#path=is}}
  std::vector<std::pair<std::string, Path>> arguments;
  std::vector<Node> children;
};

struct Tag {
  char sign = ' ';  // one of # ^ / > ! { or a space for values and helpers
  std::string_view body;
  std::size_t end = 0;  // offset after the tag
};

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/';
  });
}

Path path_from(std::string_view text) {
  Path path;
  if (text == ".") return path;
  for (const auto part : base::split(text, '.')) path.emplace_back(part);
  return path;
}

class Parser {
 public:
  Parser(std::string_view name, std::string_view source, const Catalogue& catalogue)
      : name_(name), source_(source), catalogue_(catalogue) {}

  base::Result<std::vector<Node>> parse() {
    std::vector<Node> nodes;
    COMITY_CHECK(parse_until({}, nodes));
    return nodes;
  }

 private:
  // Appends nodes up to the tag that closes `section` (the end where it is empty).
  base::Status parse_until(std::string_view section, std::vector<Node>& nodes) {
    while (true) {
      const std::size_t open = source_.find("{{", at_);
      add_text(nodes, source_.substr(at_, open == source_.npos ? open : open - at_));
      if (open == source_.npos) {
        at_ = source_.size();
        if (section.empty()) return {};
        return refused(fmt::format("section \"{}\" is not closed", section));
      }
      at_ = open;
      COMITY_TRY(const Tag tag, read_tag());
      at_ = tag.end;
      if (tag.sign == '#' || tag.sign == '^' || tag.sign == '/' || tag.sign == '>' ||
          tag.sign == '!') {
        drop_line_of_tag(nodes, open);
      }
      if (tag.sign == '/') {
        if (tag.body == section) return {};
        return refused(fmt::format("\"{}\" is closed where \"{}\" is open", tag.body, section));
      }
      COMITY_CHECK(add_tag(tag, nodes));
    }
  }

  base::Result<Tag> read_tag() const {
    const bool triple = source_.substr(at_, 3) == "{{{";
    const std::string_view closing = triple ? "}}}" : "}}";
    const std::size_t begin = at_ + closing.size();
    const std::size_t end = source_.find(closing, begin);
    if (end == source_.npos) return refused("a tag is not closed");
    Tag tag;
    tag.body = base::trimmed(source_.substr(begin, end - begin));
    tag.end = end + closing.size();
    if (triple) {
      tag.sign = '{';
    } else if (!tag.body.empty() && std::string_view("#^/>!").find(tag.body[0]) != source_.npos) {
      tag.sign = tag.body[0];
      tag.body = base::trimmed(tag.body.substr(1));
    }
    return tag;
  }

  base::Status add_tag(const Tag& tag, std::vector<Node>& nodes) {
    if (tag.sign == '!') return {};
    Node node;
    if (tag.sign == '#' || tag.sign == '^') {
      node.kind = tag.sign == '#' ? NodeKind::section : NodeKind::inverted;
      const std::size_t equals = tag.body.find('=');
      if (equals != std::string_view::npos) node.is = std::string(tag.body.substr(equals + 1));
      node.path = path_from(tag.body.substr(0, equals));
      COMITY_CHECK(parse_until(tag.body, node.children));
    } else if (tag.sign == '>') {
      node.kind = NodeKind::partial;
      node.text = tag.body;
    } else if (tag.sign == '{') {
      node.kind = NodeKind::markup;
      node.path = path_from(tag.body);
    } else {
      return add_value(tag.body, nodes);
    }
    nodes.push_back(std::move(node));
    return {};
  }

  base::Status add_value(std::string_view body, std::vector<Node>& nodes) const {
    std::vector<std::string_view> words;
    for (const auto word : base::split(body, ' ')) {
      if (!word.empty()) words.push_back(word);
    }
    Node node;
    if (words.size() == 1 && is_word(words[0])) {
      node.kind = NodeKind::value;
      node.path = path_from(words[0]);
    } else if (words.size() == 2 && (words[0] == "n" || words[0] == "date" || words[0] == "u")) {
      node.kind =
          words[0] == "n" ? NodeKind::number : (words[0] == "u" ? NodeKind::url : NodeKind::date);
      node.path = path_from(words[1]);
    } else if (words.size() == 3 && words[0] == "t" && words[1].ends_with(".*")) {
      node.kind = NodeKind::named_message;
      node.text = words[1].substr(0, words[1].size() - 1);
      node.path = path_from(words[2]);
    } else if (words.size() >= 2 && words[0] == "t") {
      node.kind = NodeKind::message;
      node.text = words[1];
      for (std::size_t index = 2; index < words.size(); ++index) {
        const std::size_t equals = words[index].find('=');
        if (equals == std::string_view::npos) return refused("an argument without \"=\"");
        node.arguments.emplace_back(words[index].substr(0, equals),
                                    path_from(words[index].substr(equals + 1)));
      }
      COMITY_CHECK(check_message(node));
      if (node.arguments.empty()) {
        // Nothing in it can change: it is text from here on.
        std::string text;
        append_escaped(text, catalogue_.format(node.text));
        node.kind = NodeKind::text;
        node.text = std::move(text);
      }
    } else {
      return refused(fmt::format("\"{}\" is no tag", body));
    }
    nodes.push_back(std::move(node));
    return {};
  }

  base::Status check_message(const Node& node) const {
    if (!catalogue_.has(node.text)) return refused(fmt::format("no message \"{}\"", node.text));
    std::vector<std::string> given;
    given.reserve(node.arguments.size());
    for (const auto& [argument, path] : node.arguments) given.push_back(argument);
    std::sort(given.begin(), given.end());
    if (given == catalogue_.arguments_of(node.text)) return {};
    return refused(fmt::format("message \"{}\" takes other arguments", node.text));
  }

  // A line that holds nothing but a section, comment or partial tag leaves no trace.
  void drop_line_of_tag(std::vector<Node>& nodes, std::size_t open) {
    const std::size_t newline = source_.rfind('\n', open);
    const std::size_t line = open == 0 || newline == source_.npos ? 0 : newline + 1;
    const auto blank = [](std::string_view text) {
      return text.find_first_not_of(" \t") == std::string_view::npos;
    };
    std::size_t end = source_.find('\n', at_);
    if (end == source_.npos) end = source_.size();
    if (!blank(source_.substr(line, open - line)) || !blank(source_.substr(at_, end - at_))) return;
    at_ = std::min(end + 1, source_.size());
    if (nodes.empty() || nodes.back().kind != NodeKind::text) return;
    std::string& text = nodes.back().text;
    const std::size_t last = text.find_last_not_of(" \t");
    if (last == std::string::npos) {
      text.clear();
    } else if (text[last] == '\n') {
      text.resize(last + 1);
    }
  }

  // Indentation is for those who read the template, not for the line to the reader.
  static void add_text(std::vector<Node>& nodes, std::string_view text) {
    Node node;
    for (std::size_t at = 0; at < text.size(); ++at) {
      node.text += text[at];
      if (text[at] != '\n') continue;
      const std::size_t next = text.find_first_not_of(" \t\n", at + 1);
      if (next == std::string_view::npos) {
        // Blanks before a tag are kept to one line break.
        break;
      }
      at = next - 1;
    }
    if (!node.text.empty()) nodes.push_back(std::move(node));
  }

  tl::unexpected<base::Error> refused(std::string message) const {
    const auto read = source_.substr(0, at_);
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    return base::fail(base::ErrorKind::corrupt, std::move(message),
                      fmt::format("{}, line {}", name_, line));
  }

  std::string_view name_;
  std::string_view source_;
  const Catalogue& catalogue_;
  std::size_t at_ = 0;
};

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
    COMITY_TRY(auto nodes, Parser(name, source, catalogue).parse());
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
