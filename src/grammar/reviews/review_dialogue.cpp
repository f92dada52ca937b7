#include "grammar/reviews/review_dialogue.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "grammar/reviews/review_expand.h"
#include "grammar/reviews/review_fragments.h"
#include "grammar/reviews/review_labels.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// paragraph := State … recommending-word ("that" State)? text "."
//            | State … recommending-word … lead? "(a)" text (";" | ".") … lead? "(b)" text …
// lead      := verb-phrase                           "that it consider (a) joining … and (b) …"

using Kind = ReviewLabel::Kind;

/// "(b)" or "b)" inside a paragraph; nowhere: at the text's size.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string letter;
};

/// Whether what stands before a mark makes it part of a number: "article 2 (a)", "10 (2) (b)".
bool belongs_to_number(std::string_view text, std::size_t at) {
  auto last = at == 0 ? npos : text.find_last_not_of(' ', at - 1);
  if (last != npos && last > 0 && text[last] == ')') --last;
  return last != npos && is_digit(text[last]);
}

Mark next_mark(std::string_view text, std::size_t from) {
  for (auto at = text.find(')', from); at != npos; at = text.find(')', at + 1)) {
    auto begin = at;
    while (begin > from && text[begin - 1] >= 'a' && text[begin - 1] <= 'z') --begin;
    const auto letter = std::string(text.substr(begin, at - begin));
    if (letter.empty() || begin == 0) continue;
    const bool whole = text[begin - 1] == '(';
    if (!whole && (letter.size() > 1 || text[begin - 1] != ' ')) continue;
    if (whole) --begin;
    const auto kind = label_of('(' + letter + ')').kind;
    if (kind != Kind::letter && kind != Kind::roman) continue;
    if (!belongs_to_number(text, begin)) return {begin, at + 1, letter};
  }
  return {text.size(), text.size(), {}};
}

/// The text without a beginning of what the next mark is about: "…; Norway also recommended that".
std::string_view without_next_opening(std::string_view text, const ReviewWords& words) {
  constexpr std::size_t kReach = 30;
  const auto low = lowered(text);
  for (auto at = low.rfind(' '); at != npos && at > 0 && low.size() - at < 2 * kReach;
       at = low.rfind(' ', at - 1)) {
    const auto rest = std::string_view(low).substr(at + 1);
    const auto word = words.at_start(ReviewRule::recommending_word, rest);
    if (!word || words.is(ReviewRule::verb, rest.substr(0, word->end))) continue;
    if (rest.size() - word->end > kReach) return text;
    const auto joint = std::max(text.rfind(';', at) + 1, text.rfind(',', at) + 1);
    return joint == 0 ? text : text.substr(0, joint - 1);
  }
  return text;
}

/// A demand under the lead of a letter before it: "consider" and "joining …"; a noun stands under
/// the last demand's verbs too.
std::string with_lead(const std::string& lead, const std::string& last, const std::string& demand,
                      const ReviewWords& words) {
  if (is_gerund(lowered(word_at(demand, 0)), words)) return lead + ' ' + demand;
  if (after_verb_phrase(demand, words) > 0) return demand;
  return last.substr(0, after_verb_phrase(last, words)) + ' ' + demand;
}

/// The beginnings of a text's longer words, each once.
std::set<std::string> stems_of(std::string_view text) {
  constexpr std::size_t kStem = 5;
  const auto low = lowered(text);
  std::set<std::string> stems;
  for (std::size_t at = 0; at < low.size();) {
    const auto word = word_at(low, at);
    if (word.size() >= kStem) stems.emplace(word.substr(0, kStem));
    at += std::max<std::size_t>(1, word.size());
  }
  return stems;
}

/// Where the number stands in a list of references, from `from` on.
std::size_t number_in(std::string_view list, std::string_view number, std::size_t from) {
  for (auto at = list.find(number, from); at != npos; at = list.find(number, at + 1)) {
    const auto end = at + number.size();
    const bool before = at == 0 || (!is_digit(list[at - 1]) && list[at - 1] != '.');
    if (before && (end == list.size() || !is_digit(list[end]))) return at;
  }
  return npos;
}

/// What a list says, in the next parentheses, of the recommendation in a paragraph that it names.
std::vector<std::set<std::string>> subjects_in(std::string_view list, std::string_view number) {
  constexpr std::size_t kShortest = 20;  // "(a)" and "(b)" are no subjects
  std::vector<std::set<std::string>> subjects;
  for (auto at = number_in(list, number, 0); at != npos; at = number_in(list, number, at + 1)) {
    for (auto open = list.find('(', at); open != npos; open = list.find('(', open + 1)) {
      const auto close = std::min(list.find(')', open), list.size());
      if (close - open <= kShortest) continue;
      subjects.push_back(stems_of(list.substr(open, close - open)));
      break;
    }
  }
  return subjects;
}

}  // namespace

std::vector<model::Clause> clauses_about(std::vector<model::Clause> clauses, std::string_view list,
                                         std::string_view reference) {
  std::set<std::size_t> kept;
  for (const auto& subject : subjects_in(list, reference.substr(0, reference.find(' ')))) {
    std::vector<std::size_t> shared;
    for (const auto& clause : clauses) {
      const auto stems = stems_of(clause.text);
      shared.push_back(static_cast<std::size_t>(
          std::count_if(subject.begin(), subject.end(),
                        [&](const std::string& stem) { return stems.contains(stem); })));
    }
    const auto most = shared.empty() ? 0 : *std::max_element(shared.begin(), shared.end());
    for (std::size_t i = 0; i < shared.size() && most > 0; ++i) {
      if (shared[i] == most) kept.insert(i);
    }
  }
  if (kept.empty()) return clauses;
  std::vector<model::Clause> about;
  about.reserve(kept.size());
  for (const auto i : kept) about.push_back(std::move(clauses[i]));
  return about;
}

Dialogue::Dialogue(std::span<const model::Paragraph> paragraphs, const names::Register& states,
                   const ReviewWords& words, std::span<const std::string> under_review)
    : states_(states), words_(words), under_review_(under_review) {
  Numbered* current = nullptr;
  for (const auto& paragraph : paragraphs) {
    if (paragraph.kind == model::ParagraphKind::note) continue;
    const auto text = masked_text(paragraph);
    auto label = label_of(paragraph.printed);
    auto body = std::string_view(text);
    if (label.kind == Kind::none) {
      label = label_at_start(body);
      body = body.substr(std::min(label.end, body.size()));
    }
    if (label.kind == Kind::plain) {
      current = &by_number_[std::to_string(label.first)];
      current->text = std::string(body);
    } else if (current != nullptr && !label.letter.empty()) {
      current->subs.emplace(label.letter, std::string(body));
    } else if (current != nullptr && paragraph.kind == model::ParagraphKind::text) {
      current->text += ' ';
      current->text += body;
    } else {
      current = nullptr;
    }
  }
}

bool Dialogue::is_under_review(const std::string& code) const {
  return std::find(under_review_.begin(), under_review_.end(), code) != under_review_.end();
}

std::vector<std::string> Dialogue::subject_of(std::string_view text) const {
  // Who speaks is mostly named in the first sentence of a long paragraph.
  for (const auto part : {text.substr(0, sentence_end(text, 0, words_)), text}) {
    for (const auto& mention : states_.mentions(part)) {
      if (mention.code.empty()) continue;
      if (!is_under_review(mention.code)) return {mention.code};
    }
  }
  return {};
}

std::string Dialogue::demand_in(std::string_view text) const {
  auto demand = clause_text(text, words_);
  for (std::size_t size = 0; size != demand.size();) {
    size = demand.size();
    const auto low = lowered(demand);
    std::size_t drop = 0;
    const auto word = words_.at_start(ReviewRule::recommending_word, low);
    const auto named = states_.mentions(std::string_view(demand).substr(0, 80));
    const auto to = words_.at_start(ReviewRule::infinitive, low);
    const bool put_to = to && !named.empty() && named.front().begin == to->end + 1 &&
                        is_under_review(named.front().code);
    if (const auto opening = words_.at_start(ReviewRule::demand_opening, low)) {
      drop = opening->end;
    } else if (word && !words_.is(ReviewRule::verb, low.substr(0, word->end))) {
      drop = word->end;
    } else if (put_to || (!named.empty() && named.front().begin == 0 &&
                          is_under_review(named.front().code))) {
      drop = named.front().end;
    }
    if (drop > 0 && drop < demand.size() && demand[drop] == ' ') demand.erase(0, drop + 1);
  }
  const auto low = lowered(demand);
  for (auto at = words_.find(ReviewRule::aside, low); at;
       at = words_.find(ReviewRule::aside, low, at->end)) {
    if (at->begin < 2 || !std::string_view(low).substr(0, at->begin).ends_with(", ")) continue;
    demand.resize(at->begin - 2);
    break;
  }
  return demand;
}

std::size_t Dialogue::lead_in(std::string_view before) const {
  constexpr std::size_t kLongest = 60;
  const auto low = lowered(before);
  std::size_t begin = 0;
  bool told = false;  // a word says that what follows is recommended
  for (auto word = words_.find(ReviewRule::recommending_word, low); word;
       word = words_.find(ReviewRule::recommending_word, low, word->end)) {
    if (words_.is(ReviewRule::verb,
                  std::string_view(low).substr(word->begin, word->end - word->begin)))
      continue;
    begin = word->end;
    told = true;
  }
  if (!told) {
    for (auto word = words_.find(ReviewRule::conjunction, low); word;
         word = words_.find(ReviewRule::conjunction, low, word->end)) {
      begin = word->end;
    }
    if (begin == 0) return before.size();
  }
  const auto last = before.find_last_not_of(' ');
  const auto word = last == npos ? std::string_view{} : word_before(low, last + 1);
  if (words_.is(ReviewRule::conjunction, word)) return before.size();
  if (last == npos || std::string_view(",;:.").find(before[last]) != npos) return before.size();
  const auto lead = demand_in(before.substr(begin));
  const auto low_lead = lowered(lead);
  const auto first = word_at(low_lead, 0);
  const bool opens = words_.is(ReviewRule::verb, first) || words_.is(ReviewRule::infinitive, first);
  if (!opens || lead.size() > kLongest || after_verb_phrase(lead, words_) == 0) {
    return before.size();
  }
  const auto at = before.rfind(lead);
  return at == npos ? before.size() : at;
}

std::vector<std::pair<std::string, std::string>> Dialogue::lettered_in(
    std::string_view text) const {
  std::vector<std::pair<std::string, std::string>> found;
  std::string lead;  // of the last letter that has one
  std::size_t from = 0;
  for (auto mark = next_mark(text, 0); mark.begin < text.size();) {
    const auto before = text.substr(from, mark.begin - from);
    const auto own_lead = lead_in(before);
    const auto next = next_mark(text, mark.end);
    const auto stop = sentence_end(text, mark.end, words_);
    const auto end = std::min(stop, next.begin);
    auto own = text.substr(mark.end, end - mark.end);
    if (end == next.begin) {
      own = without_next_opening(own, words_);
      own = own.substr(0, std::min(own.size(), lead_in(own)));
    }
    auto demand = demand_in(own);
    if (own_lead < before.size()) {
      lead = demand_in(before.substr(own_lead));
      demand = lead + ' ' + demand;
    } else if (!lead.empty()) {
      demand = with_lead(lead, found.back().second, demand, words_);
    }
    found.emplace_back(mark.letter, std::move(demand));
    if (stop < next.begin) lead.clear();
    from = mark.end;
    mark = next;
  }
  return found;
}

std::vector<model::Clause> Dialogue::recommended_in(std::string_view reference) const {
  const auto space = reference.find(' ');
  const auto found = by_number_.find(std::string(reference.substr(0, space)));
  if (found == by_number_.end()) return {};
  const auto& paragraph = found->second;
  const auto states = subject_of(paragraph.text);
  std::vector<model::Clause> clauses;
  const auto add = [&](std::string_view text) {
    auto own = demand_in(text);
    if (!own.empty()) clauses.push_back({std::move(own), states, {}, 0, 0});
  };

  if (space != npos) {
    const auto letter = std::string(reference.substr(space + 2, reference.size() - space - 3));
    const auto sub = paragraph.subs.find(letter);
    if (sub != paragraph.subs.end()) {
      add(sub->second);
      return clauses;
    }
    for (const auto& [mark, demand] : lettered_in(paragraph.text)) {
      if (mark != letter) continue;
      add(demand);
      break;
    }
    return clauses;
  }
  for (const auto& [letter, text] : paragraph.subs) add(text);
  if (!clauses.empty()) return clauses;
  const std::string_view text = paragraph.text;
  const auto low = lowered(text);
  for (const auto& [letter, demand] : lettered_in(text)) add(demand);
  for (std::size_t at = 0; at < text.size();) {
    const auto word = words_.find(ReviewRule::recommending_word, low, at);
    if (!word) break;
    at = word->end;
    const auto rest = std::string_view(low).substr(std::min(at + 1, low.size()));
    if (words_.at_start(ReviewRule::no_demand, rest)) continue;
    at = sentence_end(text, word->end, words_);
    if (next_mark(text, word->end).begin < at) continue;
    add(text.substr(word->end, at - word->end));
  }
  return clauses;
}

}  // namespace comity::grammar
