#include "grammar/reviews/pledge_tables.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "grammar/reviews/review_labels.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// tables  := (heading-of-pledges (text | table | annex-pledge)*)*      up to the next annex
// table   := head-row? (theme-row | row)*               a head names the column of the pledges
// row     := number-cell? cell*                         without a head: the fullest column

using Cells = std::vector<model::Cell>;
constexpr std::size_t kLongestHeading = 120;

std::string text_of_cell(const model::Cell& cell) {
  return base::collapsed(model::text_of(cell.runs));
}

bool is_row_number(const std::string& text) {
  return label_of(text).kind != ReviewLabel::Kind::none ||
         std::all_of(text.begin(), text.end(), is_digit);
}

class PledgeTables {
 public:
  PledgeTables(Conclusions conclusions, const ReviewWords& words)
      : words_(words),
        paragraphs_(std::move(conclusions.paragraphs)),
        out_(std::move(conclusions)) {
    out_.paragraphs.clear();
    for (auto& pledge : std::exchange(out_.pledges, {})) {
      const auto at = pledge.paragraph;
      pledges_.emplace(at, std::move(pledge));
    }
    for (const auto& item : out_.items) first_ = std::max(first_, item.paragraph + 1);
  }

  Conclusions read() {
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      auto& paragraph = paragraphs_[i];
      if (const auto known = pledges_.find(i); known != pledges_.end()) {
        keep(std::move(paragraph), std::move(known->second));
      } else if (i >= first_ && open_ && paragraph.kind == model::ParagraphKind::table) {
        table(paragraph);
      } else if (i >= first_ && open_ && in_annex_ && is_pledge(paragraph)) {
        pledge_of(std::move(paragraph));
      } else {
        if (i >= first_) look_at(paragraph, i);
        out_.paragraphs.push_back(std::move(paragraph));
      }
    }
    return std::move(out_);
  }

 private:
  void keep(model::Paragraph paragraph, ListItem item) {
    item.paragraph = out_.paragraphs.size();
    out_.paragraphs.push_back(std::move(paragraph));
    out_.pledges.push_back(std::move(item));
  }

  /// Headings open and end what holds pledges; a numbered paragraph numbers what stands under it.
  void look_at(const model::Paragraph& paragraph, std::size_t index) {
    if (!paragraph.number.empty() && !in_annex_) {
      under_ = paragraph.number;
      count_ = 0;
    }
    const auto text = shaped_text(paragraph);
    const auto low = lowered(base::trimmed(text));
    if (low.empty() || low.size() > kLongestHeading || low.ends_with('.')) return;
    const bool annex = words_.at_start(ReviewRule::end_heading, low).has_value();
    const bool heading = annex || paragraph.kind == model::ParagraphKind::heading;
    if (annex && !in_annex_) {
      in_annex_ = true;
      under_ = "annex";
      count_ = 0;
    }
    if (annex) open_ = false;
    if ((heading || in_annex_) && words_.find(ReviewRule::pledges_heading, low)) {
      open_ = true;
      labelled_ = are_labelled(index + 1);
    }
  }

  static bool has_label(const model::Paragraph& paragraph) {
    if (label_of(paragraph.printed).kind != ReviewLabel::Kind::none) return true;
    return label_at_start(shaped_text(paragraph)).kind != ReviewLabel::Kind::none;
  }

  /// Whether the pledges of an annex, up to the next one, are those of its paragraphs with a label:
  /// what has none between them is prose.
  [[nodiscard]] bool are_labelled(std::size_t from) const {
    std::size_t labelled = 0;
    for (auto i = from; i < paragraphs_.size(); ++i) {
      const auto text = shaped_text(paragraphs_[i]);
      if (words_.at_start(ReviewRule::end_heading, lowered(base::trimmed(text)))) break;
      if (has_label(paragraphs_[i])) ++labelled;
    }
    return labelled > 1;
  }

  /// A paragraph of an annex of pledges that is one: a whole sentence, or one with a label where
  /// others have some. What introduces them ends with a colon or speaks of pledges itself.
  [[nodiscard]] bool is_pledge(const model::Paragraph& paragraph) const {
    using Kind = model::ParagraphKind;
    const auto kind = paragraph.kind;
    if (kind == Kind::heading || kind == Kind::note || kind == Kind::table || kind == Kind::rule) {
      return false;
    }
    const auto text = shaped_text(paragraph);
    const auto low = lowered(base::trimmed(text));
    if (low.empty() || low.ends_with(':')) return false;
    if (words_.at_start(ReviewRule::end_heading, low)) return false;
    if (labelled_) return has_label(paragraph);
    const bool sentence = low.ends_with('.') || low.ends_with(';') || low.ends_with("。");
    return sentence && !words_.find(ReviewRule::pledges_heading, low);
  }

  void pledge_of(model::Paragraph paragraph) {
    if (paragraph.printed.empty()) {
      if (const auto label = label_at_start(shaped_text(paragraph));
          label.kind != ReviewLabel::Kind::none) {
        auto [mark, rest] = parted(paragraph, label.end);
        const auto printed = model::text_of(mark.runs);
        rest.printed = base::trimmed(printed);
        paragraph = std::move(rest);
      }
    }
    count_in(std::move(paragraph));
  }

  /// A pledge gets its number by its place in the annex.
  void count_in(model::Paragraph paragraph) {
    paragraph.kind = model::ParagraphKind::pledge;
    paragraph.number = under_ + '.' + std::to_string(++count_);
    ListItem item;
    item.number = paragraph.number;
    item.printed = paragraph.printed;
    keep(std::move(paragraph), std::move(item));
  }

  void table(const model::Paragraph& paragraph) {
    const auto& rows = paragraph.rows;
    std::size_t begin = 0;
    if (const auto named = named_column(rows); named != npos) {
      column_ = named;
      head_ = rows.front();
      begin = 1;
    } else if (column_ == npos || head_.size() != rows.front().size()) {
      column_ = fullest_column(rows);
      head_.clear();
    }
    for (auto row = begin; row < rows.size(); ++row) pledge(paragraph, rows[row]);
  }

  /// The column whose head says that it holds pledges; none where the first row is no head.
  [[nodiscard]] std::size_t named_column(const std::vector<Cells>& rows) const {
    if (rows.empty()) return npos;
    for (std::size_t i = 0; i < rows.front().size(); ++i) {
      const auto low = lowered(text_of_cell(rows.front()[i]));
      const bool named = low.size() <= kLongestHeading && !low.ends_with('.') &&
                         words_.find(ReviewRule::pledge_column, low).has_value();
      if (named) return i;
    }
    return npos;
  }

  static std::size_t fullest_column(const std::vector<Cells>& rows) {
    std::vector<std::size_t> bytes;
    for (const auto& row : rows) {
      bytes.resize(std::max(bytes.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i) bytes[i] += text_of_cell(row[i]).size();
    }
    return static_cast<std::size_t>(std::max_element(bytes.begin(), bytes.end()) - bytes.begin());
  }

  void pledge(const model::Paragraph& table, const Cells& row) {
    model::Paragraph own;
    own.places = table.places;
    std::string more;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto text = text_of_cell(row[i]);
      if (text.empty() || i == column_) continue;
      if (own.printed.empty() && is_row_number(text)) {
        own.printed = text;
        continue;
      }
      const auto head = i < head_.size() ? text_of_cell(head_[i]) : std::string();
      more += (more.empty() ? "" : "; ") + (head.empty() ? text : head + ": " + text);
    }
    if (column_ < row.size()) own.runs = row[column_].runs;
    // A row of one cell heads those below it.
    const bool theme = row.size() == 1 && head_.size() > 1;
    if (!theme && !base::collapsed(model::text_of(own.runs)).empty()) {
      count_in(std::move(own));
    } else if (theme) {
      more = text_of_cell(row.front());
    }
    if (more.empty()) return;
    model::Paragraph rest;
    rest.places = table.places;
    rest.runs.push_back({more, {}, {}});
    out_.paragraphs.push_back(std::move(rest));
  }

  const ReviewWords& words_;
  std::vector<model::Paragraph> paragraphs_;
  Conclusions out_;
  std::map<std::size_t, ListItem> pledges_;  ///< already read, by paragraph
  std::size_t first_ = 0;                    ///< behind the last recommendation
  Cells head_;
  std::size_t column_ = npos;
  std::string under_ = "annex";
  int count_ = 0;
  bool open_ = false;
  bool in_annex_ = false;
  bool labelled_ = false;  ///< the pledges of this annex have labels
};

}  // namespace

Conclusions with_pledge_tables(Conclusions conclusions, const ReviewWords& words) {
  return PledgeTables(std::move(conclusions), words).read();
}

}  // namespace comity::grammar
