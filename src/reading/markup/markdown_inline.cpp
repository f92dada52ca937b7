#include "reading/markup/markdown_inline.h"

#include <md4c.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "reading/labels.h"
#include "reading/runs.h"

namespace comity::reading {
namespace {

// Collects what md4c calls out into runs.
class Collector {
 public:
  void enter(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_EM) ++italic_;
    if (type == MD_SPAN_STRONG) ++bold_;
    if (type == MD_SPAN_IMG) ++image_;
    if (type == MD_SPAN_A) {
      const auto* link = static_cast<MD_SPAN_A_DETAIL*>(detail);
      link_.assign(link->href.text == nullptr ? "" : link->href.text, link->href.size);
      if (!link_.starts_with("http") && !link_.starts_with("mailto:")) link_.clear();
    }
  }

  void leave(MD_SPANTYPE type) {
    if (type == MD_SPAN_EM) --italic_;
    if (type == MD_SPAN_STRONG) --bold_;
    if (type == MD_SPAN_IMG) --image_;
    if (type == MD_SPAN_A) link_.clear();
  }

  void text(MD_TEXTTYPE type, std::string_view bytes) {
    switch (type) {
      case MD_TEXT_HTML:
        tag(base::lower_ascii(bytes));
        return;
      case MD_TEXT_BR:
        lines_.emplace_back();
        return;
      case MD_TEXT_SOFTBR:
        add(" ");
        return;
      case MD_TEXT_ENTITY:
        add(entity(bytes));
        return;
      case MD_TEXT_NULLCHAR:
        return;
      default:
        add(bytes);
    }
  }

  std::vector<std::vector<model::Run>> take() {
    for (auto& line : lines_) {
      tidy(line);
      raise_reference(line);
    }
    return std::move(lines_);
  }

 private:
  void tag(const std::string& name) {
    if (name == "<sup>") ++raised_;
    if (name == "</sup>") raised_ = std::max(0, raised_ - 1);
    if (name == "<em>" || name == "<i>") ++italic_;
    if (name == "</em>" || name == "</i>") italic_ = std::max(0, italic_ - 1);
    if (name == "<strong>" || name == "<b>") ++bold_;
    if (name == "</strong>" || name == "</b>") bold_ = std::max(0, bold_ - 1);
    if (name.starts_with("<br")) lines_.emplace_back();
  }

  static std::string entity(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
        {"&amp;", "&"},   {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""}, {"&nbsp;", " "},
        {"&ndash;", "–"}, {"&mdash;", "—"}, {"&rsquo;", "’"}, {"&lsquo;", "‘"}, {"&ldquo;", "“"},
        {"&rdquo;", "”"}, {"&apos;", "'"},  {"&hellip;", "…"}};
    for (const auto& [from, to] : kNamed) {
      if (name == from) return std::string(to);
    }
    if (!name.starts_with("&#") || name.size() < 4) return std::string(name);
    const bool hex = name[2] == 'x' || name[2] == 'X';
    char32_t value = 0;
    for (const char c : name.substr(hex ? 3 : 2)) {
      const auto digit = c >= '0' && c <= '9'   ? c - '0'
                         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                : 99;
      if (digit >= (hex ? 16 : 10) || value > 0x10FFFF) break;
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    }
    std::string out;
    if (value > 0 && value <= 0x10FFFF) base::append_code_point(out, value);
    return out;
  }

  void add(std::string_view bytes) {
    if (image_ > 0) return;
    const model::Style style{italic_ > 0, bold_ > 0, raised_ > 0};
    auto& line = lines_.back();
    if (!line.empty() && line.back().style == style && line.back().link == link_) {
      line.back().text += bytes;
    } else {
      line.push_back({std::string(bytes), style, link_});
    }
  }

  // "[^1]" inside text.
  static void raise_reference(std::vector<model::Run>& runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const auto open = runs[i].text.find("[^");
      if (open == std::string::npos) continue;
      const auto close = runs[i].text.find(']', open);
      if (close == std::string::npos || !is_mark(runs[i].text.substr(open + 2, close - open - 2))) {
        continue;
      }
      auto mark = runs[i];
      auto rest = runs[i];
      mark.text = runs[i].text.substr(open + 2, close - open - 2);
      mark.style.superscript = true;
      rest.text = runs[i].text.substr(close + 1);
      runs[i].text.resize(open);
      const auto at = runs.begin() + static_cast<std::ptrdiff_t>(i);
      runs.insert(at + 1, {std::move(mark), std::move(rest)});
      std::erase_if(runs, [](const model::Run& run) { return run.text.empty(); });
    }
  }

  std::vector<std::vector<model::Run>> lines_ = std::vector<std::vector<model::Run>>(1);
  std::string link_;
  int italic_ = 0;
  int bold_ = 0;
  int raised_ = 0;
  int image_ = 0;
};

Collector& self(void* data) { return *static_cast<Collector*>(data); }

}  // namespace

std::vector<std::vector<model::Run>> inline_lines(std::string_view markdown) {
  Collector collector;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_COLLAPSEWHITESPACE;
  parser.enter_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
  parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* data) {
    self(data).enter(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* data) {
    self(data).leave(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
    self(data).text(type, {text, size});
    return 0;
  };
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &collector);
  return collector.take();
}

}  // namespace comity::reading
