#include "http/pages/template_parse.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/pages/template.h"

namespace comity::http {
namespace {

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

}  // namespace

base::Result<std::vector<Node>> parse_template(std::string_view name, std::string_view source,
                                               const Catalogue& catalogue) {
  return Parser(name, source, catalogue).parse();
}

}  // namespace comity::http
