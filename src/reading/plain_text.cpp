#include "reading/plain_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/block_writer.h"
#include "reading/labels.h"
#include "reading/page_furniture.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

constexpr std::size_t kWidestWrapped = 130;  // longer lines are whole paragraphs
constexpr std::size_t kNarrowest = 45;       // text is not wrapped in less
constexpr std::size_t kShortestFull = 30;    // a line that a page's end may part from the next
constexpr float kColumn = 6;                 // points a column of white space stands for

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Where the dots that lead from an entry of the contents to its page begin and end.
std::pair<std::size_t, std::size_t> leader_in(std::string_view text) {
  constexpr std::size_t kFewest = 4;
  for (auto begin = text.find('.'); begin != std::string_view::npos;
       begin = text.find('.', begin)) {
    const auto end = std::min(text.size(), text.find_first_not_of(". ", begin));
    const auto dots = std::count(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                 text.begin() + static_cast<std::ptrdiff_t>(end), '.');
    if (static_cast<std::size_t>(dots) >= kFewest) return {begin, end};
    begin = end;
  }
  return {text.size(), text.size()};
}

// As a line is set: without leaders and the white space that puts its parts where they stand.
std::size_t length_of(std::string_view text) {
  const auto [begin, end] = leader_in(text);
  return letters_in(text.substr(0, begin)) + letters_in(text.substr(end));
}

// Where the text of a line begins, behind its label.
std::size_t text_column(std::string_view line) {
  const auto text = base::trimmed(line);
  const auto label = label_at(text).length;
  const auto begin = label == 0 ? 0 : std::min(text.size(), text.find_first_not_of(' ', label));
  return indent_of(line) + begin;
}

void skip_feeds(SourceLine& line) {
  const auto feeds = std::min(line.text.size(), line.text.find_first_not_of('\f'));
  line.text.remove_prefix(feeds);
  line.offset += feeds;
}

// Whether the parts of a line stand far apart, as in a masthead or a table.
bool in_columns(std::string_view line) {
  constexpr std::string_view kGap = "        ";
  const auto text = base::trimmed(line);
  const auto label = label_at(text).length;
  return text.find(kGap, text.find_first_not_of(' ', label)) != std::string_view::npos;
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [text](std::string_view mark) { return text.starts_with(mark); });
}

bool is_figure(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && u_isdigit(static_cast<UChar32>(base::next_code_point(text, at))) != 0;
}

// Bytes of "6", "6.7", "٩٨-١", "6.1–6.4": numbers with single marks between them.
std::size_t number_length(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; is_figure(text.substr(at));) {
    static_cast<void>(base::next_code_point(text, at));
    end = at;
    for (const std::string_view mark : {".", "-", "–"}) {
      if (text.substr(at).starts_with(mark) && is_figure(text.substr(at + mark.size()))) {
        at += mark.size();
        break;
      }
    }
  }
  return end;
}

constexpr std::array<std::string_view, 7> kListMarks = {",", ";", "،", "؛", "、", "，", "；"};

// The last letter of a line that nothing ends: no capital, as an abbreviation or a name may have.
char32_t open_letter(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0U) == 0x80U) --at;
  if (at == 0) return 0;
  const auto letter = base::next_code_point(text, --at);
  const auto point = static_cast<UChar32>(letter);
  return u_isalpha(point) != 0 && u_isupper(point) == 0 ? letter : 0;
}

// Whether the text begins with numbers that the sentence before it lists ("accepts the
// recommendations / 6.6, 6.7."), and not with the number of a paragraph.
bool goes_on_with_numbers(std::string_view previous, std::string_view text) {
  const auto length = number_length(text);
  const auto letter = open_letter(previous);
  const bool comma = previous.ends_with(',') || previous.ends_with("،") ||
                     previous.ends_with("、") || previous.ends_with("，");
  if (length == 0 || (letter == 0 && !comma)) return false;
  const auto rest = text.substr(length);
  // "1、批准" is an item, "6.6、6.7" a list.
  for (const std::string_view mark : {"、", "，", "；"}) {
    if (rest.starts_with(mark) && !is_figure(rest.substr(mark.size()))) return false;
  }
  if (starts_with_any(rest, kListMarks)) return true;
  const bool dotted = text.substr(0, length).find('.') != std::string_view::npos;
  const bool small = comma || u_islower(static_cast<UChar32>(letter)) != 0;
  if (!dotted || !small) return false;
  const auto own = label_at(text);
  const auto before = label_at(previous);
  if (before.shape == LabelShape::dotted && own.shape == LabelShape::dotted &&
      follows(previous.substr(0, before.length), text.substr(0, own.length))) {
    return false;  // "98.1 ratifier …" / "98.2 adopter …"
  }
  return rest.empty() || rest == "." ||
         (rest.front() == ' ' && (starts_lower(rest.substr(1)) || is_figure(rest.substr(1))));
}

bool is_rule(std::string_view text) {
  return text.size() >= 4 && text.find_first_not_of("_-=* ") == std::string_view::npos;
}

// "<!-- Page 1 -->": what converters leave between pages.
bool is_comment(std::string_view text) {
  return text.starts_with("<!--") && text.find("-->") == text.size() - 3;
}

class TextReader {
 public:
  explicit TextReader(std::string_view bytes) : lines_(source_lines(bytes)) {
    words_.add(bytes);
    for (auto& line : lines_) {
      feeds_.push_back(line.text.starts_with('\f'));
      if (feeds_.back()) skip_feeds(line);
      texts_.push_back(base::collapsed(cleaned(line.text)));
      lengths_.push_back(length_of(texts_.back()));
    }
    paged_ = std::find(feeds_.begin(), feeds_.end(), true) != feeds_.end();
    furniture_ = page_furniture(texts_, feeds_);
  }

  model::Document run() {
    document_.media_type = "text/plain";
    wrapped_ = is_wrapped();
    bool fresh = true;
    bool page = false;  // ends between the text before and this line
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto& text = texts_[i];
      page = page || feeds_[i] || furniture_[i];
      if (furniture_[i]) {
        document_.furniture.push_back(line_block(model::BlockKind::paragraph, text, i));
        continue;
      }
      if (text.empty() || is_comment(text)) {
        fresh = true;
        continue;
      }
      if (is_rule(text)) {
        push(model::BlockKind::rule, {}, i);
        fresh = true;
        continue;
      }
      take(i, page ? !goes_on_over_page(text) : fresh || breaks(i));
      fresh = false;
      page = false;
    }
    join_parted(document_.blocks, words_);
    return std::move(document_);
  }

 private:
  // Where lines as long as paragraphs hold much of the text, each line is one. A few are in any
  // file.
  [[nodiscard]] bool is_wrapped() const {
    constexpr std::size_t kOneIn = 5;
    std::size_t all = 0;
    std::size_t wide = 0;
    for (const auto length : lengths_) {
      all += length;
      wide += length > kWidestWrapped ? length : 0;
    }
    return wide * kOneIn <= all;
  }

  // The longest line near this one, between empty lines.
  [[nodiscard]] std::size_t width_around(std::size_t at) const {
    constexpr std::size_t kNear = 12;
    std::size_t longest = std::max(kNarrowest, lengths_[at]);
    const auto widen = [&](std::size_t i) {
      if (lengths_[i] <= kWidestWrapped) longest = std::max(longest, lengths_[i]);
      return !texts_[i].empty();
    };
    for (std::size_t i = at; i-- > 0 && at - i <= kNear;) {
      if (!widen(i)) break;
    }
    for (std::size_t i = at + 1; i < lines_.size() && i - at <= kNear; ++i) {
      if (!widen(i)) break;
    }
    return longest;
  }

  // Whether nothing goes on from this line to the next, however long it is.
  [[nodiscard]] bool stands_alone(std::size_t at) const {
    return leader_in(texts_[at]).first < texts_[at].size() || in_columns(lines_[at].text) ||
           lengths_[at] > kWidestWrapped;
  }

  // Whether the paragraph of the last line goes on with this text behind the end of a page.
  [[nodiscard]] bool goes_on_over_page(std::string_view text) const {
    if (document_.blocks.empty()) return false;
    const auto kind = document_.blocks.back().kind;
    if (kind == model::BlockKind::note || kind == model::BlockKind::rule) return false;
    const std::string_view previous = texts_[last_];
    if (ends_closed(previous) || stands_alone(last_)) return false;
    if (starts_lower(text)) return !may_open_small(previous, text);
    if (goes_on_with_numbers(previous, text)) return true;
    if (!wrapped_ || label_at(text).shape != LabelShape::none) return false;
    // In scripts without small letters only the length tells that a line was wrapped.
    const auto length = lengths_[last_];
    return length >= kShortestFull && length * 5 >= width_around(last_) * 4;
  }

  // Lines of a typeset page differ in their letters, and a page sets its paragraphs apart by more
  // than a line's end: there a shorter line inside a paragraph says nothing.
  [[nodiscard]] bool is_set_on(std::size_t at) const {
    return paged_ && label_at(texts_[at]).shape == LabelShape::none &&
           indent_of(lines_[at].text) <= text_column(lines_[last_].text);
  }

  [[nodiscard]] bool breaks(std::size_t at) const {
    const std::string_view text = texts_[at];
    const std::string_view previous = texts_[last_];
    const bool closed = ends_closed(previous);
    const bool opens = !wrapped_ && may_open_small(previous, text);
    if (starts_lower(text) && !closed && !opens) return false;
    if (goes_on_with_numbers(previous, text)) return false;
    if (!wrapped_ || stands_alone(last_)) return true;
    if (label_at(text).shape != LabelShape::none && closed) return true;
    const auto width = width_around(last_);
    const auto length = lengths_[last_];
    const auto word = letters_in(text.substr(0, text.find(' ')));
    if (length + 1 + word > width) return false;
    // A line that ends a little early in the middle of a sentence was wrapped there.
    if (length * 10 < width * 7) return true;
    return (closed || previous.ends_with(',')) && !is_set_on(at);
  }

  void take(std::size_t line, bool starts) {
    if (starts) {
      start(texts_[line], line);
    } else {
      go_on(texts_[line], line);
    }
    last_ = line;
  }

  void start(std::string text, std::size_t line) {
    auto& block = push(model::BlockKind::paragraph, std::move(text), line);
    const auto whole = model::text_of(block.runs);
    const auto indent = indent_of(lines_[line].text);
    block.label_indent = static_cast<float>(indent) * kColumn;
    block.indent = block.label_indent;
    const auto label = label_at(whole);
    if (label.shape == LabelShape::none) {
      take_note(block, whole);
      return;
    }
    block.label = whole.substr(0, label.length);
    drop_head(block.runs, label.length);
    block.places.front().end = static_cast<std::uint32_t>(model::text_of(block.runs).size());
    if (label.shape == LabelShape::number && indent < 2) return;
    block.kind = model::BlockKind::list_item;
    block.level = static_cast<std::uint8_t>(std::min<std::size_t>(6, 1 + indent / 4));
  }

  static void take_note(model::Block& block, const std::string& whole) {
    const auto mark = whole.substr(0, whole.find(' '));
    if (mark.size() == whole.size() || mark[0] != '*' || !is_mark(mark)) return;
    block.kind = model::BlockKind::note;
    block.label = mark;
    drop_head(block.runs, mark.size());
    block.places.front().end = static_cast<std::uint32_t>(model::text_of(block.runs).size());
  }

  void go_on(const std::string& text, std::size_t line) {
    if (!writer_) writer_.emplace(document_.blocks.back(), words_);
    writer_->start_line(text, false);
    writer_->add(text, {}, {});
    model::Place place;
    place.offset = lines_[line].offset;
    writer_->end_line(place);
  }

  [[nodiscard]] model::Block line_block(model::BlockKind kind, std::string text,
                                        std::size_t line) const {
    model::Block block;
    block.kind = kind;
    model::Place place;
    place.offset = lines_[line].offset;
    place.end = static_cast<std::uint32_t>(text.size());
    block.places.push_back(place);
    if (!text.empty()) block.runs.push_back({std::move(text), {}, {}});
    return block;
  }

  model::Block& push(model::BlockKind kind, std::string text, std::size_t line) {
    writer_.reset();
    document_.blocks.push_back(line_block(kind, std::move(text), line));
    return document_.blocks.back();
  }

  std::vector<SourceLine> lines_;
  std::vector<std::string> texts_;    ///< of the lines, cleaned, white space collapsed
  std::vector<std::size_t> lengths_;  ///< of the texts
  std::vector<bool> feeds_;           ///< lines that a form feed begins
  std::vector<bool> furniture_;
  bool paged_ = false;
  std::size_t last_ = 0;  ///< the last line of the last block
  bool wrapped_ = false;
  Words words_;
  model::Document document_;
  std::optional<BlockWriter> writer_;  ///< of the last block
};

}  // namespace

base::Result<model::Document> read_text(std::string_view bytes) { return TextReader(bytes).run(); }

base::Result<model::Document> read_doc_text(std::string_view text) {
  auto document = TextReader(text).run();
  document.media_type = "application/msword";
  if (document.blocks.empty()) {
    return base::fail(base::ErrorKind::corrupt, "the Word document holds no text", {},
                      "get a whole copy of the file");
  }
  return document;
}

}  // namespace comity::reading
