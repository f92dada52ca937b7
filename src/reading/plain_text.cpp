#include "reading/plain_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/block_writer.h"
#include "reading/labels.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

constexpr std::size_t kWidestWrapped = 130;  // longer lines are whole paragraphs
constexpr std::size_t kNarrowest = 45;       // text is not wrapped in less
constexpr float kColumn = 6;                 // points a column of white space stands for

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
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
  explicit TextReader(std::string_view bytes) : lines_(source_lines(bytes)) { words_.add(bytes); }

  model::Document run() {
    document_.media_type = "text/plain";
    wrapped_ = is_wrapped();
    bool fresh = true;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto text = base::collapsed(cleaned(lines_[i].text));
      if (text.empty() || is_comment(text)) {
        fresh = true;
        continue;
      }
      if (is_rule(text)) {
        push(model::BlockKind::rule, {}, i);
        fresh = true;
        continue;
      }
      const bool starts = fresh || breaks(i, text);
      fresh = false;
      if (starts) {
        start(text, i);
      } else {
        go_on(text, i);
      }
    }
    join_parted(document_.blocks, words_);
    return std::move(document_);
  }

 private:
  // Lines as long as these are paragraphs, so that each line is one.
  [[nodiscard]] bool is_wrapped() const {
    return std::all_of(lines_.begin(), lines_.end(), [](const SourceLine& line) {
      return letters_in(line.text) <= kWidestWrapped;
    });
  }

  // The longest line near this one, between empty lines.
  [[nodiscard]] std::size_t width_around(std::size_t at) const {
    constexpr std::size_t kNear = 12;
    std::size_t longest = std::max(kNarrowest, letters_in(lines_[at].text));
    for (std::size_t i = at; i-- > 0 && at - i <= kNear;) {
      if (base::trimmed(lines_[i].text).empty()) break;
      longest = std::max(longest, letters_in(lines_[i].text));
    }
    for (std::size_t i = at + 1; i < lines_.size() && i - at <= kNear; ++i) {
      if (base::trimmed(lines_[i].text).empty()) break;
      longest = std::max(longest, letters_in(lines_[i].text));
    }
    return longest;
  }

  [[nodiscard]] bool breaks(std::size_t at, std::string_view text) const {
    const auto before = cleaned(lines_[at - 1].text);
    const auto previous = base::trimmed(before);
    const bool closed = ends_closed(previous);
    const bool opens = !wrapped_ && may_open_small(previous, text);
    if (starts_lower(text) && !closed && !opens) return false;
    if (!wrapped_) return true;
    if (label_at(text).shape != LabelShape::none && closed) return true;
    const auto width = width_around(at);
    const auto length = letters_in(previous);
    const auto word = letters_in(text.substr(0, text.find(' ')));
    if (length + 1 + word > width) return false;
    // A line that ends a little early in the middle of a sentence was wrapped there.
    return closed || previous.ends_with(',') || length * 10 < width * 7;
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

  model::Block& push(model::BlockKind kind, std::string text, std::size_t line) {
    writer_.reset();
    model::Block block;
    block.kind = kind;
    model::Place place;
    place.offset = lines_[line].offset;
    place.end = static_cast<std::uint32_t>(text.size());
    block.places.push_back(place);
    if (!text.empty()) block.runs.push_back({std::move(text), {}, {}});
    document_.blocks.push_back(std::move(block));
    return document_.blocks.back();
  }

  std::vector<SourceLine> lines_;
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
