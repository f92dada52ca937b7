#include "grammar/reviews/review_lists.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/reviews/review_conclusions.h"
#include "grammar/reviews/review_labels.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/reviews/review_positions.h"
#include "grammar/reviews/review_states.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// section     := (list | prose | theme)* closing? pledges?
// list        := head (theme | item)*
// head        := plain-number sentence ":"             "98. The following … enjoy the support …:"
// item        := label text more*
// label       := head "." INT "."?                     "98.1."   canonical 98.1
//              | INT "."                               "1."      canonical 98.1
//              | "(" letter ")"                        "(a)"     canonical 98 (a)
// more        := unlabelled text of an open item | sub-item "(a)" text
// theme       := heading or short unlabelled line without States
// prose       := plain-number sentence without items
// closing     := plain-number "… reflect the position of the submitting States …"
// pledges     := heading (plain-number text (sub-item | bullet)*)*

using Kind = ReviewLabel::Kind;
constexpr std::size_t kLongestTheme = 120;
constexpr int kWidestGap = 5;

enum class Part { recommendations, conclusions, pledges, closed };

class ListReader : ConclusionsWriter {
 public:
  ListReader(std::vector<model::Paragraph> paragraphs, const names::Register& states,
             const ReviewWords& words)
      : waiting_(std::make_move_iterator(paragraphs.begin()),
                 std::make_move_iterator(paragraphs.end())),
        states_(states),
        words_(words) {}

  Conclusions read() {
    while (!waiting_.empty()) {
      auto paragraph = std::move(waiting_.front());
      waiting_.pop_front();
      if (ended_ || is_furniture(paragraph)) {
        pass(std::move(paragraph));
      } else {
        take(std::move(paragraph));
      }
    }
    close_item();
    return std::move(out_);
  }

 private:
  // --- one paragraph -----------------------------------------------------------------------

  void take(model::Paragraph paragraph) {
    auto label = label_of(paragraph.printed);
    if (label.kind == Kind::none && paragraph.kind != model::ParagraphKind::heading) {
      const auto text = shaped_text(paragraph);
      label = label_at_start(text);
      if (label.kind != Kind::none) {
        auto [mark, rest] = parted(paragraph, label.end);
        const auto printed = model::text_of(mark.runs);
        rest.printed = base::trimmed(printed);
        rest.footnotes = std::move(mark.footnotes);
        paragraph = std::move(rest);
      }
    }
    const auto text = shaped_text(paragraph);
    const auto low = lowered(base::trimmed(text));
    if (paragraph.kind == model::ParagraphKind::heading || label.kind == Kind::none) {
      if (section_heading(paragraph, low)) return;
    }
    switch (label.kind) {
      case Kind::dotted:
        return dotted(std::move(paragraph), label);
      case Kind::plain:
        return plain(std::move(paragraph), label, text);
      case Kind::letter:
      case Kind::roman:
      case Kind::bullet:
        return sub_item(std::move(paragraph), label);
      case Kind::none:
        return unlabelled(std::move(paragraph), text);
    }
  }

  /// A heading that opens the pledges or ends the body.
  bool section_heading(model::Paragraph& paragraph, std::string_view low) {
    if (low.size() > kLongestTheme || low.find(':') != npos) return false;
    if (words_.is(ReviewRule::end_heading, low)) {
      close_item();
      ended_ = true;
    } else if (const auto found = words_.find(ReviewRule::pledges_heading, low);
               found && (found->begin < 8 || paragraph.kind == model::ParagraphKind::heading) &&
               !low.ends_with('.') && !low.ends_with(';')) {
      close_item();
      part_ = Part::pledges;
      in_pledges_ = true;
      head_ = 0;
      has_list_ = false;
    } else {
      return false;
    }
    pass(std::move(paragraph));
    return true;
  }

  void dotted(model::Paragraph paragraph, const ReviewLabel& label) {
    if (!has_list_ || (label.first != head_ && out_.lists.back().items.empty() && !item_)) {
      if (!has_list_ || label.first == head_ + 1) {
        note_finding("review.list-without-head", std::to_string(label.first), paragraph, "",
                     "items stand under a number whose paragraph was not found");
        open_list(label.first, {});
      }
    }
    style_ = Kind::dotted;
    open_item(std::move(paragraph), label.first, label.second);
  }

  void plain(model::Paragraph paragraph, const ReviewLabel& label, const std::string& text) {
    if (is_item(label.first, text)) {
      style_ = Kind::plain;
      return open_item(std::move(paragraph), head_, label.first);
    }
    if (is_head(label.first, text)) return take_head(std::move(paragraph), label.first);
    paragraph.runs = joined({}, paragraph, paragraph.printed + ' ').runs;
    unlabelled(std::move(paragraph), text);
  }

  [[nodiscard]] bool is_item(int number, const std::string& text) const {
    if (in_pledges_ || !has_list_ || part_ == Part::closed || style_ == Kind::dotted) return false;
    if (number == head_ + 1 && (number != last_ + 1 || looks_like_head(text))) return false;
    if (number == last_ + 1) return true;
    return style_ == Kind::plain && number > last_ && number <= last_ + kWidestGap;
  }

  [[nodiscard]] bool is_head(int number, const std::string& text) const {
    if (!has_list_ && !in_pledges_) return true;
    if (in_pledges_) return head_ == 0 || (number > head_ && number <= head_ + kWidestGap);
    return number == head_ + 1 ||
           (number > head_ && number <= head_ + kWidestGap && looks_like_head(text));
  }

  [[nodiscard]] bool looks_like_head(const std::string& text) const {
    const auto low = lowered(text);
    if (words_.find(ReviewRule::closing, low)) return true;
    if (ends_with_states(text)) return false;
    return words_.find(ReviewRule::recommendation, low) && position_in(low, words_).has_value();
  }

  [[nodiscard]] bool ends_with_states(std::string_view text) const {
    const auto groups = state_groups(text, states_);
    return !groups.empty() &&
           text.find_first_not_of(" ;.,:*0123456789)]", groups.back().end) == npos;
  }

  // --- heads -------------------------------------------------------------------------------

  void take_head(model::Paragraph paragraph, int number) {
    close_item();
    const auto whole = shaped_text(paragraph);
    const auto low = lowered(whole);
    if (in_pledges_) return pledge_head(std::move(paragraph), number, whole);

    const auto first = first_item_inside(whole, number);
    if (first != npos) {
      auto [head, rest] = parted(paragraph, first);
      waiting_.push_front(std::move(rest));
      head.printed = paragraph.printed;
      paragraph = std::move(head);
    }
    open_list(number, masked_text(paragraph));
    if (words_.find(ReviewRule::closing, low)) {
      part_ = Part::closed;
    } else if (words_.find(ReviewRule::conclusions_list, low)) {
      part_ = Part::conclusions;
    } else if (words_.find(ReviewRule::pledges_list, low)) {
      part_ = Part::pledges;
    } else {
      part_ = Part::recommendations;
    }
    paragraph.kind = model::ParagraphKind::numbered;
    paragraph.number = std::to_string(number);
    pass(std::move(paragraph));
    head_paragraph_ = out_.paragraphs.size() - 1;
  }

  [[nodiscard]] static std::size_t first_item_inside(std::string_view text, int number) {
    const auto colon = text.find(':');
    return colon == npos ? npos : item_inside(text, number, 1, colon);
  }

  void open_list(int number, std::string text) {
    has_list_ = true;
    head_ = number;
    last_ = 0;
    style_ = Kind::none;
    letter_items_ = false;
    theme_.clear();
    RecommendationList list{std::to_string(number), std::move(text), {}, {}};
    list.put_to = states_put_to(list.text, states_, words_);
    out_.lists.push_back(std::move(list));
  }

  void pledge_head(model::Paragraph paragraph, int number, const std::string& text) {
    head_ = number;
    last_ = 0;
    has_list_ = true;
    const auto trimmed = base::trimmed(text);
    if (trimmed.ends_with(':')) {
      paragraph.kind = model::ParagraphKind::numbered;
      paragraph.number = std::to_string(number);
      pass(std::move(paragraph));
      return;
    }
    start(std::move(paragraph), std::to_string(number), OpenAs::pledge);
  }

  // --- items -------------------------------------------------------------------------------

  enum class OpenAs { recommendation, pledge };

  void start(model::Paragraph paragraph, std::string number, OpenAs as) {
    close_item();
    const auto printed = paragraph.printed;
    item_ = {std::move(paragraph), std::move(number), printed, {}, as == OpenAs::pledge};
  }

  void open_item(model::Paragraph paragraph, int list, int number) {
    if (part_ == Part::closed) part_ = Part::recommendations;
    const auto canonical = std::to_string(list) + '.' + std::to_string(number);
    if (list == head_ && number != last_ + 1) out_of_order(paragraph, canonical, number);
    if (list == head_) last_ = number;

    const auto text = shaped_text(paragraph);
    const auto next = item_inside(text, style_ == Kind::plain ? number + 1 : list,
                                  style_ == Kind::plain ? 0 : number + 1, 1);
    if (next != npos) {
      auto [own, rest] = parted(paragraph, next);
      own.printed = paragraph.printed;
      note_finding("review.parted", canonical, paragraph, "",
                   "another number begins inside the paragraph; read as an item of its own");
      waiting_.push_front(std::move(rest));
      paragraph = std::move(own);
    } else if (const auto head = head_inside(text); head != npos) {
      auto [own, rest] = parted(paragraph, head);
      own.printed = paragraph.printed;
      waiting_.push_front(std::move(rest));
      paragraph = std::move(own);
    }
    start(std::move(paragraph), canonical,
          part_ == Part::pledges ? OpenAs::pledge : OpenAs::recommendation);
  }

  /// Where the next list's head begins inside an item that the reader did not part from it.
  [[nodiscard]] std::size_t head_inside(const std::string& text) const {
    const auto at = item_inside(text, head_ + 1, 0, 1);
    return at != npos && looks_like_head(text.substr(at)) ? at : npos;
  }

  void out_of_order(const model::Paragraph& paragraph, const std::string& canonical, int number) {
    const auto expected = std::to_string(head_) + '.' + std::to_string(last_ + 1);
    note_finding(number <= last_ ? "review.number-repeated" : "review.number-gap", canonical,
                 paragraph, paragraph.printed, expected);
  }

  void sub_item(model::Paragraph paragraph, const ReviewLabel& label) {
    if (head_goes_on()) return join_head(paragraph);
    if (item_ && !letter_items_) {
      item_->subs.push_back(std::move(paragraph));
      return;
    }
    const bool takes = has_list_ && part_ != Part::closed && part_ != Part::conclusions;
    if (!takes) return pass(std::move(paragraph));
    ++last_;
    auto number = label.kind == Kind::bullet ? std::to_string(head_) + '.' + std::to_string(last_)
                                             : std::to_string(head_) + " (" + label.letter + ')';
    if (part_ == Part::pledges || in_pledges_) {
      start(std::move(paragraph), std::move(number), OpenAs::pledge);
      close_item();
    } else {
      start(std::move(paragraph), std::move(number), OpenAs::recommendation);
      letter_items_ = true;
    }
  }

  void unlabelled(model::Paragraph paragraph, const std::string& text) {
    const auto trimmed = base::trimmed(text);
    if (trimmed.empty()) return pass(std::move(paragraph));
    const auto low = lowered(trimmed);
    if (words_.find(ReviewRule::read_otherwise, low.substr(0, 200))) {
      return read_otherwise(std::move(paragraph), trimmed);
    }
    if (head_goes_on()) return join_head(paragraph);
    if (!item_) return without_item(std::move(paragraph), trimmed);
    if (item_->pledge) return join_pledge(std::move(paragraph));

    const auto item_text = shaped_text(item_->paragraph);
    const auto own = base::trimmed(item_text);
    const bool heading = paragraph.kind == model::ParagraphKind::heading;
    if (!heading && (own.empty() || !complete())) return join_item(paragraph);
    if (ends_with_states(text)) return lost_number(std::move(paragraph));
    if (heading || (trimmed.size() <= kLongestTheme && !trimmed.ends_with('.'))) {
      return take_theme(std::move(paragraph), trimmed);
    }
    if (is_small_at(trimmed, 0)) return join_item(paragraph);
    pass(std::move(paragraph));
  }

  void without_item(model::Paragraph paragraph, std::string_view trimmed) {
    const bool in_list = has_list_ && !in_pledges_ && part_ == Part::recommendations;
    const bool heading = paragraph.kind == model::ParagraphKind::heading;
    // "100. The following recommendation did not enjoy the support of …:" and one without a number.
    if (in_list && style_ == Kind::none && !letter_items_ &&
        base::trimmed(out_.lists.back().text).ends_with(':') && ends_with_states(trimmed)) {
      return lost_number(std::move(paragraph));
    }
    if (in_list && (heading || (trimmed.size() <= kLongestTheme && !trimmed.ends_with('.')))) {
      return take_theme(std::move(paragraph), trimmed);
    }
    pass(std::move(paragraph));
  }

  void take_theme(model::Paragraph paragraph, std::string_view trimmed) {
    close_item();
    theme_ = base::collapsed(trimmed);
    paragraph.kind = model::ParagraphKind::heading;
    if (paragraph.level == 0) paragraph.level = 3;
    pass(std::move(paragraph));
  }

  void read_otherwise(model::Paragraph paragraph, std::string_view trimmed) {
    note_finding("review.read-otherwise", item_ ? item_->number : "", paragraph,
                 std::string(trimmed.substr(0, 300)),
                 "a note on how a recommendation was read; not counted as one");
    pass(std::move(paragraph));
  }

  /// An unlabelled paragraph with States after a head or a complete item: the number was lost when
  /// the list has none or the next printed one leaves a gap, else it goes on with the item.
  void lost_number(model::Paragraph paragraph) {
    if (!letter_items_ && (style_ == Kind::none || next_number() == last_ + 2)) {
      const auto number = last_ + 1;
      const auto canonical = std::to_string(head_) + '.' + std::to_string(number);
      note_finding("review.number-missing", canonical, paragraph, "",
                   "the next number of the list");
      return open_item(std::move(paragraph), head_, number);
    }
    join_item(paragraph);
  }

  [[nodiscard]] int next_number() const {
    for (const auto& next : waiting_) {
      if (is_furniture(next)) continue;
      auto label = label_of(next.printed);
      if (label.kind == Kind::none) label = label_at_start(shaped_text(next));
      if (label.kind == Kind::dotted && label.first == head_) return label.second;
      if (label.kind == Kind::plain && style_ == Kind::plain) return label.first;
      return 0;
    }
    return 0;
  }

  /// Whether the open item has its States and its end.
  [[nodiscard]] bool complete() const {
    const auto& last = item_->subs.empty() ? item_->paragraph : item_->subs.back();
    const auto text = shaped_text(last);
    if (ends_with_states(text)) return true;
    const auto trimmed = base::trimmed(text);
    return trimmed.ends_with(").") || trimmed.ends_with(");");
  }

  void join_item(const model::Paragraph& paragraph) {
    auto& last = item_->subs.empty() ? item_->paragraph : item_->subs.back();
    const auto number = item_->number;
    auto whole = joined(std::move(last), paragraph, {});
    // The item that follows may stand inside what was joined.
    const auto text = shaped_text(whole);
    const bool plain = style_ == Kind::plain;
    const auto next = letter_items_
                          ? npos
                          : item_inside(text, plain ? last_ + 1 : head_, plain ? 0 : last_ + 1, 1);
    if (next != npos) {
      auto [own, rest] = parted(whole, next);
      own.printed = whole.printed;
      waiting_.push_front(std::move(rest));
      whole = std::move(own);
    }
    (item_->subs.empty() ? item_->paragraph : item_->subs.back()) = std::move(whole);
  }

  void join_pledge(model::Paragraph paragraph) {
    const auto text = shaped_text(item_->paragraph);
    const auto own = base::trimmed(text);
    const bool open = own.empty() || (own.back() != '.' && own.back() != ';' && own.back() != ':');
    if (open) {
      item_->paragraph = joined(std::move(item_->paragraph), paragraph, {});
      return;
    }
    close_item();
    pass(std::move(paragraph));
  }

  /// A head that names paragraphs may be torn over blocks; its next lines may look like sub-items.
  [[nodiscard]] bool head_goes_on() const {
    if (item_ || !has_list_ || in_pledges_ || out_.lists.back().text.empty()) return false;
    if (head_paragraph_ + 1 != out_.paragraphs.size()) return false;
    const auto shape = shaped(out_.lists.back().text);
    const auto text = base::trimmed(shape);
    return !text.ends_with(':') && !text.ends_with('.');
  }

  void join_head(const model::Paragraph& paragraph) {
    auto& head = out_.paragraphs[head_paragraph_];
    head = joined(std::move(head), paragraph,
                  paragraph.printed.empty() ? "" : paragraph.printed + ' ');
    out_.lists.back().text = masked_text(head);
  }

  // --- closing an item ---------------------------------------------------------------------

  void close_item() {
    if (!item_) return;
    auto item = std::move(*item_);
    item_.reset();
    if (subs_are_items(item)) return close_as_items(std::move(item));
    for (const auto& sub : item.subs) {
      item.paragraph = joined(std::move(item.paragraph), sub, sub.printed + ' ');
    }
    add(std::move(item.paragraph), item.number, item.printed, item.pledge);
  }

  /// "7. Capacity-building: (a) … (b) …" without any State: each sub-item is a recommendation.
  [[nodiscard]] bool subs_are_items(const OpenItem& item) const {
    if (item.pledge || item.subs.size() < 2) return false;
    const auto text = shaped_text(item.paragraph);
    const auto lead = base::trimmed(text);
    if (!lead.ends_with(':') || !state_groups(lead, states_).empty()) return false;
    return std::none_of(item.subs.begin(), item.subs.end(), [&](const auto& sub) {
      return !state_groups(shaped_text(sub), states_).empty();
    });
  }

  void close_as_items(OpenItem item) {
    item.paragraph.kind = model::ParagraphKind::numbered;
    item.paragraph.number = item.number;
    pass(std::move(item.paragraph));
    for (auto& sub : item.subs) {
      const auto label = label_of(sub.printed);
      const auto printed = sub.printed;
      add(std::move(sub), item.number + " (" + label.letter + ')', printed, false);
    }
  }

  void add(model::Paragraph paragraph, std::string number, std::string printed, bool pledge) {
    if (part_ == Part::conclusions) {
      paragraph.kind = model::ParagraphKind::numbered;
      paragraph.number = number;
      return pass(std::move(paragraph));
    }
    keep(std::move(paragraph), {0, std::move(number), std::move(printed), theme_},
         pledge ? KeptAs::pledge : KeptAs::recommendation);
  }

  std::deque<model::Paragraph> waiting_;
  const names::Register& states_;
  const ReviewWords& words_;
  std::optional<OpenItem> item_;
  std::string theme_;
  Part part_ = Part::recommendations;
  Kind style_ = Kind::none;
  int head_ = 0;  ///< number of the list's head
  int last_ = 0;  ///< number of its last item
  std::size_t head_paragraph_ = npos;
  bool has_list_ = false;
  bool in_pledges_ = false;
  bool letter_items_ = false;
  bool ended_ = false;
};

}  // namespace

Conclusions read_conclusions(std::vector<model::Paragraph> paragraphs,
                             const names::Register& states, const ReviewWords& words) {
  return ListReader(std::move(paragraphs), states, words).read();
}

}  // namespace comity::grammar
