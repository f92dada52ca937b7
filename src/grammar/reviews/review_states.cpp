#include "grammar/reviews/review_states.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace comity::grammar {
namespace {

// groups      := group*
// group       := parenthesis (joint parenthesis)*
// parenthesis := "(" list-of-States ")"          the list is names::Register's
// joint       := " "* [",/"]? " "* conjunction? " "*    "(France), (Peru) and (Chad)", "(A)/(B)"

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< after the closing parenthesis
};

constexpr std::size_t kLongestList = 1200;

std::optional<Span> parenthesis_at(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size() && i < open + kLongestList; ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return Span{open, i + 1};
  }
  return std::nullopt;
}

/// "(Iran (Islamic Republic of)," with its last parenthesis lost: ends at the next ";" or the end.
std::optional<Span> unclosed_at(std::string_view text, std::size_t open) {
  const auto end = text.find_first_of(";.", open);
  const auto stop = end == std::string_view::npos ? text.size() : end;
  if (stop - open > kLongestList || text.find(')', open) >= stop) return std::nullopt;
  return Span{open, stop};
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

bool add_names(StateGroup& group, std::string_view inside, const names::Register& states) {
  const auto named = states.list(inside);
  if (named.empty()) return false;
  for (const auto& mention : named) {
    if (!mention.code.empty()) {
      add_once(group.states, mention.code);
      continue;
    }
    auto name = base::trimmed(inside.substr(mention.begin, mention.end - mention.begin));
    if (!name.empty()) add_once(group.unknown, std::string(name));
  }
  return !group.states.empty();
}

/// The parenthesis behind one word that joins, where that word stands at `at`; else npos.
std::size_t past_conjunction(std::string_view text, std::size_t at) {
  const auto open = text.find('(', at);
  if (open == std::string_view::npos) return open;
  const auto word = lowered(base::trimmed(text.substr(at, open - at)));
  for (const auto language : {model::Language::en, model::Language::fr, model::Language::es,
                              model::Language::ru, model::Language::ar, model::Language::zh}) {
    if (ReviewWords::of(language).is(ReviewRule::conjunction, word)) return open;
  }
  return std::string_view::npos;
}

/// How far only space or a joint reaches from `at`; npos where other text follows.
std::size_t next_joint(std::string_view text, std::size_t at) {
  bool mark = false;
  for (; at < text.size(); ++at) {
    if (text[at] == ' ') continue;
    if ((text[at] == ',' || text[at] == '/') && !mark) {
      mark = true;
      continue;
    }
    return text[at] == '(' ? at : past_conjunction(text, at);
  }
  return std::string_view::npos;
}

bool is_capital(char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3; }

/// Whether a parenthesis at the very end of an item may be a State that was misspelt: few words,
/// each with a capital but the small ones, not an acronym, no figures.
bool looks_like_name(std::string_view inside) {
  if (inside.size() < 4 || inside.size() > 60 || !is_capital(inside.front())) return false;
  bool small_letter = false;
  int words = 1;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const char c = inside[i];
    if ((c >= '0' && c <= '9') || c == '"' || c == ':' || c == ';') return false;
    if (c >= 'a' && c <= 'z') small_letter = true;
    if (c == ' ') {
      ++words;
      const auto rest = inside.substr(i + 1);
      const auto word = rest.substr(0, rest.find(' '));
      if (word.size() > 3 && !is_capital(word.front())) return false;
    }
  }
  return small_letter && words <= 6;
}

bool only_marks_after(std::string_view text, std::size_t at) {
  return text.find_first_not_of(" ;.,*0123456789", at) == std::string_view::npos;
}

}  // namespace

std::vector<StateGroup> state_groups(std::string_view text, const names::Register& states) {
  std::vector<StateGroup> groups;
  std::size_t joint = std::string_view::npos;
  for (auto open = text.find('('); open != std::string_view::npos;) {
    auto span = parenthesis_at(text, open);
    if (!span) span = unclosed_at(text, open);
    if (!span) {
      open = text.find('(', open + 1);
      continue;
    }
    const auto closing = text[span->end - 1] == ')' ? 1U : 0U;
    const auto inside = text.substr(open + 1, span->end - open - 1 - closing);
    StateGroup found{open, span->end, {}, {}};
    if (add_names(found, inside, states)) {
      if (joint == open && !groups.empty()) {
        groups.back().end = found.end;
        for (auto& code : found.states) add_once(groups.back().states, std::move(code));
        for (auto& name : found.unknown) add_once(groups.back().unknown, std::move(name));
      } else {
        groups.push_back(std::move(found));
      }
      joint = next_joint(text, span->end);
      open = text.find('(', span->end);
      continue;
    }
    if (only_marks_after(text, span->end) && looks_like_name(base::trimmed(inside))) {
      found.unknown.emplace_back(base::trimmed(inside));
      if (joint == open && !groups.empty()) {
        groups.back().end = found.end;
        groups.back().unknown.push_back(found.unknown.front());
      } else {
        groups.push_back(std::move(found));
      }
      return groups;
    }
    open = text.find('(', open + 1);
  }
  return groups;
}

std::vector<std::string> states_put_to(std::string_view head, const names::Register& states,
                                       const ReviewWords& words) {
  std::vector<std::string> codes;
  const auto put = words.find(ReviewRule::put_to, lowered(head));
  if (!put) return codes;
  const auto text = head.substr(put->end);
  std::size_t end = 0;
  for (const auto& mention : states.mentions(text)) {
    const auto gap = lowered(base::trimmed(text.substr(end, mention.begin - end)));
    const bool joined = gap.empty() || gap == "," || words.is(ReviewRule::conjunction, gap);
    if (!codes.empty() && !joined) break;
    if (!mention.code.empty()) add_once(codes, mention.code);
    end = mention.end;
  }
  return codes;
}

}  // namespace comity::grammar
