#include "grammar/resolutions/instruction_clauses.h"

#include <algorithm>
#include <span>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using Token = InstructionToken;
using InstructionWords = std::span<const InstructionWord>;

constexpr int kLongestPlaceRange = 50;

bool is_noun(Token token) { return token <= Token::title; }

bool is_of_place(Token token) {
  return token <= Token::range || token == Token::bis || token == Token::ordinal ||
         token == Token::number || token == Token::item;
}

int value_of(const InstructionWord& word) {
  const auto number = number_at(word.value, 0, 3);
  return number ? number->value : 0;
}

/// Whether two numbers in a row are one: "twenty" "fifth", "十" "五", "الخامسة" "والعشرين".
bool continues_number(int sum, int next) {
  if (sum >= 10 && sum % 10 == 0 && next < 10) return true;
  return sum < 10 && next >= 10 && next % 10 == 0;
}

int joined_number(int sum, int next) { return sum < 10 && next == 10 ? sum * next : sum + next; }

/// The numbers of a place and what else is said of it, up to a conjunction.
struct PlaceGroup {
  std::vector<std::string> numbers;
  bool noun = false;
  bool preambular = false;
  bool title = false;
  bool part = false;  ///< "preambular" or "operative" was said
  bool is_new = false;
  std::string item;
};

class NamedPlaceReader {
 public:
  explicit NamedPlaceReader(InstructionWords words) : words_(words) {}

  /// The place or places that begin at `at`; `end` behind them.
  std::vector<NamedPlace> read(std::size_t at, std::size_t& end) {
    groups_.assign(1, PlaceGroup());
    std::size_t place = at;
    for (; place < words_.size() && is_of_place(words_[place].token); ++place) {
      if (begins_anew(words_[place])) break;
      take(place);
    }
    end = std::max(place, at + 1);
    return places(at, end);
  }

 private:
  [[nodiscard]] bool begins_anew(const InstructionWord& word) const {
    const auto& group = groups_.back();
    const bool numbered = group.noun && !group.numbers.empty();
    if (word.token == Token::is_new) return numbered;
    const bool named = word.token == Token::preambular || word.token == Token::operative ||
                       word.token == Token::title;
    return named && numbered && group.part && !is_joined_;
  }

  void take(std::size_t at) {
    const auto& word = words_[at];
    auto& group = groups_.back();
    is_joined_ = word.token == Token::join;
    switch (word.token) {
      case Token::preambular:
      case Token::operative:
        group.noun = group.part = true;
        group.preambular = group.preambular || word.token == Token::preambular;
        break;
      case Token::paragraph:
      case Token::subparagraph:
        group.noun = true;
        break;
      case Token::title:
        group.noun = group.title = true;
        break;
      case Token::is_new:
        group.is_new = true;
        break;
      case Token::conjunction:
        if (!group.numbers.empty()) groups_.emplace_back();
        break;
      case Token::range:
        range_ = !group.numbers.empty();
        break;
      case Token::item:
        group.item = word.value;
        break;
      case Token::bis:
        if (!group.numbers.empty()) group.numbers.back() += " " + word.value;
        break;
      case Token::number:
      case Token::ordinal:
        take_number(at);
        break;
      default:
        break;
    }
  }

  void take_number(std::size_t at) {
    const auto& word = words_[at];
    auto& numbers = groups_.back().numbers;
    if (word.value == "last") return numbers.push_back(word.value);
    const int value = value_of(word);
    const auto last = numbers.empty() ? std::nullopt : number_at(numbers.back(), 0, 3);
    const int before = last ? last->value : 0;
    const bool next_to = at > 0 && words_[at - 1].end + 1 >= word.begin &&
                         words_[at - 1].token == Token::ordinal && word.token == Token::ordinal;
    if (next_to && before > 0 && continues_number(before, value)) {
      numbers.back() = std::to_string(joined_number(before, value));
      return;
    }
    if (range_ && before > 0 && value > before && value - before < kLongestPlaceRange) {
      for (int between = before + 1; between < value; ++between) {
        numbers.push_back(std::to_string(between));
      }
    }
    range_ = false;
    numbers.push_back(std::to_string(value));
  }

  /// A group without a noun has that of its neighbour: "the fifth and sixth preambular paragraphs".
  std::vector<NamedPlace> places(std::size_t begin, std::size_t end) {
    std::vector<NamedPlace> out;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const auto& group = groups_[i];
      if (group.numbers.empty() && group.item.empty() && !group.noun && !group.is_new) continue;
      const auto* named = &group;
      if (!named->noun && i + 1 < groups_.size() && groups_[i + 1].noun) named = &groups_[i + 1];
      if (!named->noun && i > 0) named = &groups_[i - 1];
      if (!named->noun) continue;
      if (!group.noun) groups_[i].noun = true;
      groups_[i].preambular = named->preambular;
      NamedPlace place;
      place.preambular = named->preambular;
      place.part = named->part;
      place.title = named->title;
      place.is_new = group.is_new;
      place.item = group.item;
      place.begin = begin;
      place.end = end;
      if (group.numbers.empty()) {
        place.bare = !named->part && !named->title && !group.is_new && group.item.empty();
        out.push_back(place);
      }
      for (const auto& number : group.numbers) {
        place.number = number;
        out.push_back(place);
      }
    }
    return out;
  }

  InstructionWords words_;
  std::vector<PlaceGroup> groups_;
  bool range_ = false;
  bool is_joined_ = false;
};

/// Where "after", "before" and the ends stand, and what they speak of.
struct Marker {
  AmendmentWhere where = AmendmentWhere::after;
  bool behind = false;  ///< it follows what it speaks of
};

std::optional<Marker> marker_of(Token token) {
  switch (token) {
    case Token::after:
      return Marker{AmendmentWhere::after, false};
    case Token::before:
      return Marker{AmendmentWhere::before, false};
    case Token::end:
      return Marker{AmendmentWhere::at_end, false};
    case Token::start:
      return Marker{AmendmentWhere::at_start, false};
    case Token::after_it:
      return Marker{AmendmentWhere::after, true};
    case Token::before_it:
      return Marker{AmendmentWhere::before, true};
    case Token::end_of_it:
      return Marker{AmendmentWhere::at_end, true};
    case Token::start_of_it:
      return Marker{AmendmentWhere::at_start, true};
    default:
      return std::nullopt;
  }
}

class ClauseReader {
 public:
  ClauseReader(InstructionWords words, std::optional<NamedPlace>& standing)
      : words_(words), standing_(standing) {}

  InstructionClause run() {
    const auto action = action_of();
    if (!action) return {};
    clause_.renumber = std::any_of(words_.begin(), words_.end(), [](const InstructionWord& word) {
      return word.token == Token::renumber;
    });
    if (*action == Token::renumber) {
      clause_.understood = true;
      return std::move(clause_);
    }
    collect();
    bind_marker();
    switch (*action) {
      case Token::insert:
        insert();
        break;
      case Token::remove:
        remove();
        break;
      case Token::substitute:
        swap_ = true;
        [[fallthrough]];
      default:
        replace();
    }
    clause_.understood = !clause_.changes.empty();
    return std::move(clause_);
  }

 private:
  /// "to read" acts only where nothing else does.
  [[nodiscard]] std::optional<Token> action_of() const {
    std::optional<Token> action;
    for (const auto& word : words_) {
      if (!is_action(word.token)) continue;
      if (!action || *action == Token::reads) action = word.token;
    }
    return action;
  }

  void collect() {
    for (auto& place : named_places({words_.begin(), words_.end()})) {
      if (place.is_new) {
        if (!proposed_) proposed_ = place;
      } else if (place.bare) {
        if (standing_) places_.push_back(*standing_);
      } else if (place.part && place.number.empty()) {
        whole_ = place;
      } else {
        // "In the preamble, after paragraph 5".
        if (whole_ && !place.part) place.preambular = whole_->preambular;
        places_.push_back(place);
      }
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].token == Token::quote) quotes_.push_back(i);
      says_words_ = says_words_ || words_[i].token == Token::words;
    }
    if (places_.empty() && whole_) places_.push_back(*whole_);
    if (places_.empty() && standing_ && !proposed_) places_.push_back(*standing_);
    if (!places_.empty() && !places_.back().name().empty()) standing_ = places_.back();
  }

  /// The marker speaks of the next quotation or place (or the one before it, where it stands
  /// behind what it speaks of).
  void bind_marker() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto marker = marker_of(words_[i].token);
      if (!marker) continue;
      marker_ = marker->where;
      anchor_ = marker->behind ? quote_before(i) : quote_behind(i);
      return;
    }
  }

  /// The quotation next behind a word, where no noun of a place stands between.
  [[nodiscard]] std::optional<std::size_t> quote_behind(std::size_t at) const {
    for (std::size_t i = at + 1; i < words_.size(); ++i) {
      if (words_[i].token == Token::quote) return i;
      if (is_noun(words_[i].token) || is_action(words_[i].token)) break;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> quote_before(std::size_t at) const {
    for (std::size_t i = at; i-- > 0;) {
      if (words_[i].token == Token::quote) return i;
      if (is_noun(words_[i].token) || is_action(words_[i].token)) break;
    }
    return std::nullopt;
  }

  DraftAmendment& add(AmendmentAction action, const std::string& place) {
    auto& change = clause_.changes.emplace_back();
    change.action = action;
    change.place = place;
    return change;
  }

  /// The quotation that is new text: the first that is not the one beside which it goes.
  [[nodiscard]] std::optional<std::size_t> new_quote() const {
    for (const auto at : quotes_) {
      if (!anchor_ || at != *anchor_) return at;
    }
    return std::nullopt;
  }

  void insert() {
    if (anchor_) return insert_beside_words();
    const bool numbered = !places_.empty() && !places_.front().number.empty();
    const bool ends = marker_ && *marker_ >= AmendmentWhere::at_start;
    if (numbered && ends && !proposed_) return insert_at_end_of_paragraph();
    if (places_.empty() && !proposed_) return;
    if (!marker_ && !proposed_) return;
    insert_paragraph();
  }

  void insert_beside_words() {
    const auto text = new_quote();
    if (!text || places_.empty() || *marker_ >= AmendmentWhere::at_start) return;
    for (const auto& place : places_) {
      auto& change = add(AmendmentAction::insert_words, place.name());
      change.where = *marker_;
      change.old_words = words_[*anchor_].value;
      change.new_words = words_[*text].value;
    }
  }

  void insert_at_end_of_paragraph() {
    auto& change = add(AmendmentAction::insert_words, places_.front().name());
    change.where = *marker_;
    if (const auto text = new_quote()) {
      change.new_words = words_[*text].value;
    } else {
      await_text();
    }
  }

  void await_text() {
    clause_.awaits_text = true;
    for (const auto at : quotes_) clause_.quoted.push_back(words_[at]);
  }

  void insert_paragraph() {
    auto& change = add(AmendmentAction::insert_paragraph, {});
    const bool beside = !places_.empty() && marker_.has_value();
    change.where = marker_.value_or(AmendmentWhere::at_end);
    change.preambular = beside ? places_.front().preambular : false;
    if (beside) change.place = places_.front().name();
    if (proposed_) {
      if (!beside || proposed_->part) change.preambular = proposed_->preambular;
      change.number = proposed_->number;
      if (!beside) put_by_number(change, *proposed_);
      if (!beside && proposed_->number.empty() && !marker_) {
        clause_.changes.pop_back();
        return;
      }
    }
    await_text();
  }

  /// "a new operative paragraph 4 bis" goes behind 4, "a new paragraph 4" before what is 4 now.
  static void put_by_number(DraftAmendment& change, const NamedPlace& proposed) {
    if (proposed.number.empty()) return;
    auto beside = proposed;
    const auto space = proposed.number.find(' ');
    change.where = space == std::string::npos ? AmendmentWhere::before : AmendmentWhere::after;
    beside.number = proposed.number.substr(0, space);
    change.place = beside.name();
  }

  void remove() {
    if (marker_) return;
    for (const auto& place : places_) {
      if (quotes_.empty()) {
        if (!place.number.empty()) add(AmendmentAction::delete_paragraph, place.name());
        continue;
      }
      for (const auto at : quotes_) {
        add(AmendmentAction::delete_words, place.name()).old_words = words_[at].value;
      }
    }
  }

  void replace() {
    if (places_.empty()) return;
    if (quotes_.size() >= 2 && quotes_.size() % 2 == 0) return replace_words();
    const bool whole = std::any_of(places_.begin(), places_.end(),
                                   [](const NamedPlace& place) { return place.name().empty(); });
    if (says_words_ || quotes_.size() > 1 || whole) return;
    // One text for several paragraphs stands in the place of the first.
    for (std::size_t i = 1; i < places_.size(); ++i) {
      add(AmendmentAction::delete_paragraph, places_[i].name());
    }
    add(AmendmentAction::replace_paragraph, places_.front().name());
    await_text();
  }

  void replace_words() {
    for (const auto& place : places_) {
      for (std::size_t i = 0; i + 1 < quotes_.size(); i += 2) {
        auto& change = add(AmendmentAction::replace_words, place.name());
        change.old_words = words_[quotes_[swap_ ? i + 1 : i]].value;
        change.new_words = words_[quotes_[swap_ ? i : i + 1]].value;
      }
    }
  }

  InstructionWords words_;
  std::optional<NamedPlace>& standing_;
  InstructionClause clause_;
  std::vector<NamedPlace> places_;
  std::optional<NamedPlace> proposed_;
  std::optional<NamedPlace> whole_;  ///< a part of the draft: "the preamble"
  std::vector<std::size_t> quotes_;
  std::optional<AmendmentWhere> marker_;
  std::optional<std::size_t> anchor_;
  bool says_words_ = false;
  bool swap_ = false;
};

/// Whether a clause begins at `at`: behind a stop, or with an action that a conjunction leads to
/// where the clause before has acted already.
bool begins_clause(InstructionWords words, std::size_t at, bool acted) {
  const auto& word = words[at];
  if (word.token == Token::stop) return true;
  if (!acted || !is_action(word.token) || word.token == Token::reads) return false;
  // In Arabic the conjunction is a letter of the word itself.
  return word.value == "and" || (at > 0 && words[at - 1].token == Token::conjunction);
}

}  // namespace

std::string NamedPlace::name() const {
  if (title) return "title";
  if (number.empty()) return {};
  return (preambular ? "PP" : "") + number + (item.empty() ? "" : " " + item);
}

std::vector<NamedPlace> named_places(const std::vector<InstructionWord>& words) {
  std::vector<NamedPlace> out;
  for (std::size_t at = 0; at < words.size();) {
    if (!is_of_place(words[at].token)) {
      ++at;
      continue;
    }
    std::size_t end = at;
    auto places = NamedPlaceReader(words).read(at, end);
    out.insert(out.end(), places.begin(), places.end());
    at = end;
  }
  return out;
}

std::optional<NamedPlace> place_line(std::string_view text,
                                     const std::vector<InstructionWord>& words) {
  constexpr std::size_t kBeforePlace = 12;  // bytes of "In " in any of the languages
  constexpr std::size_t kBehindPlace = 3;   // bytes of a mark
  const auto places = named_places(words);
  if (places.empty() || places.front().bare || places.front().is_new) return std::nullopt;
  const bool whole = words[places.front().begin].begin <= kBeforePlace &&
                     words[places.back().end - 1].end + kBehindPlace >= text.size();
  if (!whole || places.front().name().empty()) return std::nullopt;
  return places.front();
}

std::vector<InstructionClause> instruction_clauses(const std::vector<InstructionWord>& words,
                                                   std::optional<NamedPlace>& standing) {
  std::vector<InstructionClause> clauses;
  std::size_t begin = 0;
  bool acted = false;
  for (std::size_t at = 0; at <= words.size(); ++at) {
    if (at < words.size() && !begins_clause(words, at, acted)) {
      acted = acted || is_action(words[at].token);
      continue;
    }
    const std::vector<InstructionWord> part(words.begin() + static_cast<std::ptrdiff_t>(begin),
                                            words.begin() + static_cast<std::ptrdiff_t>(at));
    if (acted) {
      clauses.push_back(ClauseReader(part, standing).run());
    } else if (const auto places = named_places(part); !places.empty()) {
      // "In operative paragraph 7:" stands for what follows.
      const auto& last = places.back();
      if (!last.bare && (!last.number.empty() || last.title)) standing = last;
    }
    begin = at;
    acted = at < words.size() && is_action(words[at].token);
  }
  return clauses;
}

}  // namespace comity::grammar
