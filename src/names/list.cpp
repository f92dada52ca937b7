#include "names/list.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace comity::names {
namespace {

/// No State's name has more words than these.
constexpr std::size_t kWordsOfName = 8;

enum class Mark : std::uint8_t { none, separator, open, close };

Mark mark_of(char32_t c) {
  switch (c) {
    case U',':
    case U';':
    case U'/':
    case U':':
    case U'|':
    case U'+':
    case U'\u2022':
    case U'\u060C':
    case U'\u061B':
    case U'\u3001':
    case U'\uFF0C':
    case U'\uFF1B':
    case U'\u2013':
    case U'\u2014':
      return Mark::separator;
    case U'(':
    case U'[':
    case U'\uFF08':
      return Mark::open;
    case U')':
    case U']':
    case U'\uFF09':
      return Mark::close;
    default:
      return Mark::none;
  }
}

/// Reads the list token by token, following the grammar in the header.
class ListReader {
 public:
  ListReader(std::string_view text, const Matcher& matcher, const IsGroup& is_group)
      : text_(text), matcher_(matcher), is_group_(is_group), tokens_(tokenised(text)) {}

  std::vector<ListItem> run() {
    std::size_t last = 0;
    for (std::size_t at = 0; at < tokens_.size();) {
      read_marks(last, tokens_.items[at].begin);
      at += read_words(at);
      last = end_;
    }
    read_marks(last, text_.size());
    flush();
    const bool known = std::any_of(items_.begin(), items_.end(),
                                   [](const ListItem& item) { return item.state >= 0; });
    if (!known || too_long_) items_.clear();
    return std::move(items_);
  }

 private:
  /// What the item being read holds so far.
  struct Item {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int32_t state = -1;
    std::size_t words = 0;  ///< not of a known name
    [[nodiscard]] bool empty() const { return state < 0 && words == 0; }
  };

  void read_marks(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const auto start = at;
      const auto c = base::next_code_point(text_, at);
      if (c == U'-' && depth_ == 0 && spaced(start, at)) {
        flush();
        continue;
      }
      switch (mark_of(c)) {
        case Mark::none:
          break;
        case Mark::separator:
          if (depth_ == 0) flush();
          break;
        case Mark::open:
          if (depth_ > 0 || !item_.empty()) ++depth_;
          break;
        case Mark::close:
          if (depth_ == 0) {
            flush();
          } else if (--depth_ == 0 && item_.words > 0) {
            item_.end = at;
          }
          break;
      }
    }
  }

  bool spaced(std::size_t begin, std::size_t end) const {
    return begin > 0 && text_[begin - 1] == ' ' && end < text_.size() && text_[end] == ' ';
  }

  /// Takes the words at a token; gives how many tokens, and leaves the byte after them in end_.
  std::size_t read_words(std::size_t at) {
    const auto& token = tokens_.items[at];
    const auto name = matcher_.longest(text_, tokens_, at, {});
    if (name && name->state != kBlock) {
      end_ = name->end;
      read_name(*name);
      return name->tokens;
    }
    end_ = token.end;
    if (depth_ > 0) return 1;
    const auto& small = words();
    if (const auto n = phrase_at(small.exceptions, tokens_, at); n > 0) {
      behalf_ = Behalf::closed;
      return through(at, n);
    }
    if (const auto n = phrase_at(small.on_behalf, tokens_, at); n > 0) {
      if (behalf_ == Behalf::no) behalf_ = nothing_yet() ? Behalf::closed : Behalf::open;
      first_ = true;
      return through(at, n);
    }
    if (const auto n = phrase_at(small.joiners, tokens_, at); n > 0) {
      if (behalf_ == Behalf::no) flush();
      joined_ = behalf_ == Behalf::open;
      return through(at, n);
    }
    if (behalf_ != Behalf::no) {
      if (!small.is_article(tokens_.word(at))) first_ = false;
      return 1;
    }
    if (item_.empty()) {
      if (token.digits) return 1;
      if (const auto n = phrase_at(small.leads, tokens_, at); n > 0) return through(at, n);
      if (small.is_article(tokens_.word(at))) return 1;
    }
    if (item_.state >= 0) {
      if (token.digits) return 1;
      if (const auto n = phrase_at(small.trails, tokens_, at); n > 0) return through(at, n);
    }
    if (item_.empty()) item_.begin = token.begin;
    item_.end = token.end;
    ++item_.words;
    return 1;
  }

  std::size_t through(std::size_t at, std::size_t count) {
    end_ = tokens_.items[at + count - 1].end;
    return count;
  }

  void read_name(const Found& name) {
    if (depth_ > 0) return;
    if (behalf_ != Behalf::no) {
      // "…on behalf of the European Union and Iceland": only what is joined on stands for itself.
      // "…on behalf of Denmark, Finland and Norway": States are no group, and each recommends.
      const bool of_states = std::exchange(first_, false) && behalf_ == Behalf::open;
      if (!joined_ && !(of_states && !is_group_(name.state))) return;
      flush();
    } else if (item_.state >= 0) {
      flush();
    }
    if (item_.empty()) item_.begin = name.begin;
    item_.end = name.end;
    item_.state = name.state;
  }

  [[nodiscard]] bool nothing_yet() const { return item_.empty() && items_.empty(); }

  void flush() {
    if (!item_.empty()) {
      const bool name = item_.words == 0;
      items_.push_back({item_.begin, item_.end, name ? item_.state : -1});
      if (item_.words > kWordsOfName) too_long_ = true;
    }
    item_ = {};
    behalf_ = Behalf::no;
    joined_ = false;
  }

  std::string_view text_;
  const Matcher& matcher_;
  const IsGroup& is_group_;
  Tokens tokens_;
  std::vector<ListItem> items_;
  Item item_;
  std::size_t end_ = 0;
  int depth_ = 0;
  /// Inside "on behalf of …": open where a name joined on by "and" may stand for itself.
  enum class Behalf : std::uint8_t { no, open, closed };
  Behalf behalf_ = Behalf::no;
  bool joined_ = false;  ///< after a joiner inside it
  bool first_ = false;   ///< nothing but articles stands between its words and here
  bool too_long_ = false;
};

}  // namespace

std::vector<ListItem> read_list(std::string_view text, const Matcher& matcher,
                                const IsGroup& is_group) {
  return ListReader(text, matcher, is_group).run();
}

}  // namespace comity::names
