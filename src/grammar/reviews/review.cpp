#include "grammar/reviews/review.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/reviews/head_positions.h"
#include "grammar/reviews/pledge_tables.h"
#include "grammar/reviews/prose_positions.h"
#include "grammar/reviews/recommendation_sets.h"
#include "grammar/reviews/review_clauses.h"
#include "grammar/reviews/review_dialogue.h"
#include "grammar/reviews/review_facts.h"
#include "grammar/reviews/review_labels.h"
#include "grammar/reviews/review_lists.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/reviews/review_positions.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// report := title introduction summary conclusions pledges? annex?
//   introduction  review_facts.h        conclusions, pledges  review_lists.h
//   an item       review_clauses.h      by reference          review_dialogue.h

constexpr std::size_t kIntroduction = 160;  ///< paragraphs among which the introduction stands
constexpr std::size_t kLongestSectionHeading = 120;

/// "II. Conclusions and/or recommendations**", "ثانياً- …", "二. …" without label and marks, in
/// small letters: the label is a word that a mark ends.
std::string heading_text(std::string_view masked) {
  constexpr std::size_t kLongestLabel = 24;
  auto text = lowered(base::trimmed(masked));
  const auto space = text.substr(0, kLongestLabel).find(' ');
  const auto head = std::string_view(text).substr(0, space == std::string::npos ? 0 : space);
  if (head.ends_with('.') || head.ends_with('-') || head.ends_with(',') || head.ends_with("–")) {
    text.erase(0, text.find_first_not_of(" -\t", space));
  }
  while (!text.empty() && (text.back() == '*' || text.back() == ' ')) text.pop_back();
  return text;
}

bool is_conclusions_heading(const model::Paragraph& paragraph, const ReviewWords& words) {
  if (paragraph.kind == model::ParagraphKind::note) return false;
  const auto masked = shaped_text(paragraph);
  if (masked.size() > 2 * kLongestSectionHeading) return false;
  const auto text = heading_text(masked);
  if (text.size() > kLongestSectionHeading || text.find("...") != std::string::npos) return false;
  const auto found = words.at_start(ReviewRule::conclusions_heading, text);
  return found && text.size() - found->end <= 4;
}

/// The last heading of the conclusions: earlier ones are lines of the table of contents.
std::size_t conclusions_at(const std::vector<model::Paragraph>& paragraphs,
                           const ReviewWords& words) {
  for (std::size_t i = paragraphs.size(); i-- > 0;) {
    if (is_conclusions_heading(paragraphs[i], words)) return i;
  }
  return npos;
}

std::size_t established_at(const std::vector<model::Paragraph>& paragraphs,
                           const ReviewWords& words) {
  const auto end = std::min(paragraphs.size(), kIntroduction);
  for (std::size_t i = 0; i < end; ++i) {
    const auto low = lowered(shaped_text(paragraphs[i]));
    if (words.find(ReviewRule::established, low) && words.find(ReviewRule::held_session, low) &&
        words.find(ReviewRule::session, low)) {
      return i;
    }
  }
  return npos;
}

class ReviewParser {
 public:
  ReviewParser(const names::Register& states, const ReviewWords& words)
      : states_(states), words_(words) {}

  ReviewReading parse(std::vector<model::Paragraph> paragraphs) {
    read_facts(paragraphs);
    const auto start = conclusions_at(paragraphs, words_);
    if (start == npos) {
      find("review.no-conclusions", "", {}, "", "no recommendations");
      out_.paragraphs = std::move(paragraphs);
      return std::move(out_);
    }
    std::vector<model::Paragraph> body(
        std::make_move_iterator(paragraphs.begin() + static_cast<std::ptrdiff_t>(start) + 1),
        std::make_move_iterator(paragraphs.end()));
    paragraphs.resize(start + 1);
    const auto conclusions =
        with_pledge_tables(read_conclusions(std::move(body), states_, words_), words_);

    add_reviewed_states(conclusions);
    const Dialogue dialogue(paragraphs, states_, words_, out_.review.states_under_review);
    for (const auto& list : conclusions.lists) add_items(conclusions, list);
    // A paragraph may speak of items that stand after it.
    for (const auto& list : conclusions.lists) {
      if (list.items.empty()) add_prose(list, position_in(list.text, words_), dialogue);
    }
    for (const auto& paragraph : conclusions.paragraphs) apply_asterisks(conclusions, paragraph);
    for (const auto& pledge : conclusions.pledges) add_pledge(conclusions, pledge);
    check_positions();
    out_.findings.insert(out_.findings.end(), conclusions.findings.begin(),
                         conclusions.findings.end());
    out_.paragraphs = std::move(paragraphs);
    out_.paragraphs.insert(out_.paragraphs.end(),
                           std::make_move_iterator(conclusions.paragraphs.begin()),
                           std::make_move_iterator(conclusions.paragraphs.end()));
    return std::move(out_);
  }

 private:
  void read_facts(const std::vector<model::Paragraph>& paragraphs) {
    const auto first = established_at(paragraphs, words_);
    std::vector<std::string> introduction;
    for (std::size_t i = first; i < paragraphs.size() && i < first + 6; ++i) {
      introduction.push_back(masked_text(paragraphs[i]));
    }
    out_.review = facts_of(introduction, title_after(paragraphs, words_), states_, words_);
    const auto& review = out_.review;
    const auto place = first == npos ? model::Place{} : place_of(paragraphs[first]);
    if (review.states_under_review.empty()) {
      find("review.no-state-under-review", "", place, "", "unknown");
    }
    if (review.session == 0) find("review.no-session", "", place, "", "unknown");
    if (review.date.empty()) find("review.no-date", "", place, "", "unknown");
  }

  void add_reviewed_states(const Conclusions& conclusions) {
    auto& reviewed = out_.review.states_under_review;
    for (const auto& list : conclusions.lists) {
      for (const auto& code : list.put_to) {
        if (std::find(reviewed.begin(), reviewed.end(), code) == reviewed.end()) {
          reviewed.push_back(code);
        }
      }
    }
  }

  [[nodiscard]] std::string state_of(const RecommendationList& list) const {
    if (!list.put_to.empty()) return list.put_to.front();
    const auto& reviewed = out_.review.states_under_review;
    return reviewed.empty() ? std::string{} : reviewed.front();
  }

  void add_items(const Conclusions& conclusions, const RecommendationList& list) {
    std::vector<std::string> numbers;
    numbers.reserve(list.items.size());
    for (const auto index : list.items) numbers.push_back(conclusions.items[index].number);
    const auto head = head_position(list.text, numbers, words_);
    const auto& position = head.position;
    if (position && !list.items.empty()) {
      state_position(list, *position);
      if (!head.exceptions.empty()) place_last(*position);
    }
    std::vector<model::Recommendation> others;
    for (const auto index : list.items) {
      const auto& item = conclusions.items[index];
      auto made = recommendation(conclusions.paragraphs[item.paragraph], item, list);
      if (position && !is_excepted(head, made.number)) {
        made.position = position->words;
        made.counts_as = position->counts_as;
      }
      for (auto& other : put_to_others(made, list)) others.push_back(std::move(other));
      add_one(std::move(made));
    }
    for (auto& other : others) add_one(std::move(other));
    for (const auto& except : head.exceptions) {
      if (!except.position) continue;
      if (apply_position(list, except.numbers, *except.position)) place_last(*except.position);
    }
  }

  static bool is_excepted(const HeadPosition& head, const std::string& number) {
    return std::any_of(head.exceptions.begin(), head.exceptions.end(), [&](const auto& except) {
      return std::find(except.numbers.begin(), except.numbers.end(), number) !=
             except.numbers.end();
    });
  }

  /// Keeps where in the head the last statement stands, which says more than one thing.
  void place_last(const Position& position) {
    out_.positions.back().begin = static_cast<std::uint32_t>(position.begin);
    out_.positions.back().end = static_cast<std::uint32_t>(position.end);
  }

  void add_one(model::Recommendation made) {
    if (!made.position.empty()) out_.positions.back().numbers.push_back(made.number);
    out_.review.recommendations.push_back(std::move(made));
  }

  /// A list may be put to several States, and each is asked: what the others are asked is a
  /// recommendation of its own, "84.1-2", that points to the paragraph.
  static std::vector<model::Recommendation> put_to_others(const model::Recommendation& made,
                                                          const RecommendationList& list) {
    std::vector<model::Recommendation> others;
    for (std::size_t i = 1; i < list.put_to.size(); ++i) {
      auto other = made;
      other.number += '-' + std::to_string(i + 1);
      other.state_under_review = list.put_to[i];
      other.refers_to = {made.number};
      for (auto& clause : other.clauses) clause.begin = clause.end = 0;
      others.push_back(std::move(other));
    }
    return others;
  }

  model::Recommendation recommendation(const model::Paragraph& paragraph, const ListItem& item,
                                       const RecommendationList& list) {
    model::Recommendation made;
    made.number = item.number;
    made.printed = item.printed;
    made.list = list.number;
    made.state_under_review = state_of(list);
    made.theme = item.theme;
    const auto text = masked_text(paragraph);
    made.clauses = clauses_of(text, states_, words_, out_.review.states_under_review);
    if (made.clauses.empty()) {
      made.clauses.push_back(
          {std::string(base::trimmed(text)), {}, {}, 0, static_cast<std::uint32_t>(text.size())});
    }
    for (const auto& clause : made.clauses) check(clause, item.number, paragraph);
    return made;
  }

  void check(const model::Clause& clause, const std::string& number,
             const model::Paragraph& paragraph) {
    for (const auto& name : clause.unknown) {
      find("review.unknown-state", number, place_of(paragraph), name, "kept as printed");
    }
    if (clause.states.empty() && clause.unknown.empty()) {
      find("review.no-state", number, place_of(paragraph), clause.text.substr(0, 120),
           "a recommendation whose State is not named");
    }
    if (clause.text.empty()) {
      find("review.no-text", number, place_of(paragraph), "", "States without a text");
    }
  }

  /// A paragraph without items: a position on lists or items named by number, recommendations by
  /// reference to the dialogue, or neither.
  void add_prose(const RecommendationList& list, const std::optional<Position>& position,
                 const Dialogue& dialogue) {
    const auto low = lowered(list.text);
    if (words_.find(ReviewRule::closing, low)) return;
    if (apply_parts(list)) return;
    if (!position) return;
    if (apply_set(list, *position)) return;
    const auto named = paragraphs_named(list.text, words_, ReferencePlace::anywhere);
    if (named.empty()) return;
    if (apply_position(list, named, *position)) return;
    if (!words_.find(ReviewRule::recommendation, low)) return;
    state_position(list, *position);
    for (const auto& reference : named) add_reference(list, *position, reference, dialogue);
  }

  /// Begins a statement, to which the numbers that it is about are added.
  void state_position(const RecommendationList& list, const Position& position) {
    model::PositionStatement statement;
    statement.list = list.number;
    statement.state = state_of(list);
    statement.words = position.words;
    statement.counts_as = position.counts_as;
    statement.partial = position.partial;
    out_.positions.push_back(std::move(statement));
    if (position.doubtful) {
      find("review.position-doubtful", list.number, {}, position.words, "pending");
    }
  }

  /// Gives the position to the recommendations named, by number or by list; whether there are any.
  bool apply_position(const RecommendationList& list, const std::vector<std::string>& named,
                      const Position& position) {
    bool any = false;
    for (auto& made : out_.review.recommendations) {
      const auto is = [&](const std::string& number) {
        return number == made.number || number == made.list;
      };
      if (std::none_of(named.begin(), named.end(), is)) continue;
      take_position(made, position);
      if (!any) state_position(list, position);
      out_.positions.back().numbers.push_back(made.number);
      any = true;
    }
    return any;
  }

  /// A paragraph that says more than one thing, of some recommendations and of others; whether it
  /// is one and speaks of any that are known.
  bool apply_parts(const RecommendationList& list) {
    ListNumbers lists;
    for (const auto& made : out_.review.recommendations) lists.insert(made.list);
    const auto parts = parts_stated(list.text, lists, words_);
    if (!parts) return false;
    std::vector<std::string> named;
    for (const auto& part : *parts) {
      named.insert(named.end(), part.numbers.begin(), part.numbers.end());
    }
    bool any = false;
    for (const auto& part : *parts) {
      const auto meant = part.position ? meant_by(part, named) : std::vector<std::string>{};
      if (meant.empty() || !apply_position(list, meant, *part.position)) continue;
      place_last(*part.position);
      any = true;
    }
    return any;
  }

  /// The recommendations that a part names, one by one or as a list or set; of these only such as
  /// are not `named` by another part.
  [[nodiscard]] std::vector<std::string> meant_by(const StatedPart& part,
                                                  const std::vector<std::string>& named) const {
    const auto has = [](const std::vector<std::string>& numbers, std::string_view number) {
      return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    };
    const bool all = has(part.numbers, model::kAllNumbers);
    const bool others = has(part.numbers, model::kOtherNumbers);
    std::vector<std::string> meant;
    for (const auto& made : out_.review.recommendations) {
      const bool of_set = all || has(part.numbers, made.list) || (others && made.position.empty());
      const bool left_out =
          has(named, made.number) || has(part.numbers, model::kAllBut + made.number);
      if (has(part.numbers, made.number) || (of_set && !left_out)) meant.push_back(made.number);
    }
    return meant;
  }

  /// What a report says last of a recommendation holds.
  void take_position(model::Recommendation& made, const Position& position) {
    const bool told = !made.position.empty() && made.counts_as != model::CountsAs::pending;
    if (told && made.counts_as != position.counts_as) {
      find("review.position-contradicted", made.number, {}, made.position, position.words);
    }
    made.position = position.words;
    made.counts_as = position.counts_as;
  }

  /// "All other recommendations enjoy the support of …": those that no list and no number has given
  /// a position, or all; whether the paragraph speaks of such a set.
  bool apply_set(const RecommendationList& list, const Position& position) {
    const auto low = lowered(shaped(list.text));
    const auto set = recommendation_set_in(low, 0, words_);
    if (!set || position.counts_as == model::CountsAs::pending) return false;
    if (set->by_topic) {
      find("positions.set-by-topic", list.number, {}, position.words, "pending");
      return false;
    }
    const auto but = numbers_left_out(low, *set, words_);
    std::vector<std::string> meant;
    for (const auto& made : out_.review.recommendations) {
      const bool open = !set->others || made.position.empty();
      if (open && std::find(but.begin(), but.end(), made.number) == but.end()) {
        meant.push_back(made.number);
      }
    }
    return apply_position(list, meant, position);
  }

  /// "Recommendations marked with an asterisk enjoy the support of …", in a note or in prose.
  void apply_asterisks(const Conclusions& conclusions, const model::Paragraph& paragraph) {
    const auto text = model::text_of(paragraph.runs);
    const auto phrase = words_.find(ReviewRule::asterisk, lowered(text));
    if (!phrase) return;
    const auto before = text.rfind(". ", phrase->begin);
    const auto begin = before == std::string::npos ? 0 : before + 2;
    const auto end = sentence_end(text, phrase->end, words_);
    const auto position = position_in(std::string_view(text).substr(begin, end - begin), words_);
    if (!position) return;
    std::vector<std::string> marked;
    for (const auto& item : conclusions.items) {
      if (has_asterisk(conclusions.paragraphs[item.paragraph])) marked.push_back(item.number);
    }
    RecommendationList list;
    list.number = paragraph.number;
    (void)apply_position(list, marked, *position);
  }

  /// Before the item's text, in its label or at its end.
  static bool has_asterisk(const model::Paragraph& item) {
    const auto text = model::text_of(item.runs);
    const auto own = base::trimmed(text);
    if (own.empty()) return false;
    return own.front() == '*' || own.back() == '*' || item.printed.find('*') != std::string::npos;
  }

  void add_reference(const RecommendationList& list, const Position& position,
                     const std::string& reference, const Dialogue& dialogue) {
    const auto& known = out_.review.recommendations;
    const bool repeated = std::any_of(known.begin(), known.end(),
                                      [&](const auto& made) { return made.number == reference; });
    if (repeated) {
      find("review.reference-repeated", reference, {}, list.text.substr(0, 120),
           "the recommendation is counted once");
      return;
    }
    model::Recommendation made;
    made.number = reference;
    made.list = list.number;
    made.state_under_review = state_of(list);
    made.position = position.words;
    made.counts_as = position.counts_as;
    made.refers_to = {reference};
    made.clauses = clauses_about(dialogue.recommended_in(reference), list.text, reference);
    if (made.clauses.empty()) {
      find("review.reference-not-found", reference, {}, list.text.substr(0, 120),
           "a recommendation without a text");
      made.clauses.emplace_back();
    }
    out_.positions.back().numbers.push_back(made.number);
    out_.review.recommendations.push_back(std::move(made));
  }

  /// Lists on which the report states no position, once each.
  void check_positions() {
    std::string last;
    for (const auto& made : out_.review.recommendations) {
      if (!made.position.empty() || made.list == last) continue;
      last = made.list;
      find("review.no-position", made.list, {}, "", "pending");
    }
  }

  void add_pledge(const Conclusions& conclusions, const ListItem& item) {
    const auto& reviewed = out_.review.states_under_review;
    model::Pledge pledge;
    pledge.number = item.number;
    pledge.state = reviewed.empty() ? std::string{} : reviewed.front();
    pledge.text = base::collapsed(masked_text(conclusions.paragraphs[item.paragraph]));
    out_.review.pledges.push_back(std::move(pledge));
  }

  void find(std::string rule, std::string number, const model::Place& place, std::string saw,
            std::string assumed) {
    out_.findings.push_back(
        {std::move(rule), std::move(number), place, std::move(saw), std::move(assumed)});
  }

  const names::Register& states_;
  const ReviewWords& words_;
  ReviewReading out_;
};

}  // namespace

bool is_working_group_report(const std::vector<model::Paragraph>& paragraphs,
                             model::Language language) {
  const auto& words = ReviewWords::of(language);
  const auto established = established_at(paragraphs, words);
  if (established == npos) return false;
  return report_title(paragraphs, words) ||
         words.find(ReviewRule::review_of, lowered(masked_text(paragraphs[established])));
}

bool is_titled_as_report(const std::vector<model::Paragraph>& paragraphs,
                         model::Language language) {
  constexpr std::size_t kMostBefore = 60;  // "Draft", and a masthead's line joined to it
  constexpr std::size_t kMostBehind = 120;
  const auto title = report_title(paragraphs, ReviewWords::of(language));
  return title && title->begin <= kMostBefore && title->rest.size() <= kMostBehind &&
         paragraphs[title->first].kind != model::ParagraphKind::note;
}

std::vector<model::PositionStatement> place_positions(
    std::vector<model::PositionStatement> statements,
    const std::vector<model::Paragraph>& paragraphs, model::Language language) {
  const auto& words = ReviewWords::of(language);
  std::vector<model::PositionStatement> placed;
  for (auto& statement : statements) {
    const auto number = std::exchange(statement.list, {});
    const auto paragraph =
        std::find_if(paragraphs.begin(), paragraphs.end(), [&](const model::Paragraph& each) {
          return each.number == number && each.kind != model::ParagraphKind::note;
        });
    if (statement.numbers.empty() || paragraph == paragraphs.end()) continue;
    const auto text = masked_text(*paragraph);
    if (statement.end == 0 || statement.end > text.size()) {
      const auto position = position_in(text, words);
      if (!position) continue;
      statement.begin = static_cast<std::uint32_t>(position->begin);
      statement.end = static_cast<std::uint32_t>(position->end);
    }
    statement.paragraph = static_cast<std::uint32_t>(paragraph - paragraphs.begin());
    placed.push_back(std::move(statement));
  }
  return placed;
}

ReviewReading parse_review(std::vector<model::Paragraph> paragraphs, const names::Register& states,
                           model::Language language) {
  return ReviewParser(states, ReviewWords::of(language)).parse(std::move(paragraphs));
}

}  // namespace comity::grammar
