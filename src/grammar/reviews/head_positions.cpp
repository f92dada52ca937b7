#include "grammar/reviews/head_positions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kExceptReach = 60;  ///< bytes from the words that except to the numbers

/// Where in a head items are excepted, in bytes.
struct Excepting {
  std::size_t begin = 0;
  std::size_t said = 0;  ///< past the numbers: what is said of them
  std::size_t end = 0;
  std::vector<std::string> numbers;
};

constexpr std::array<std::string_view, 9> kClauseEnds{",",  ";",  ":", "(", "，",
                                                      "；", "：", "،", "؛"};

std::size_t clause_end(std::string_view low, std::size_t from) {
  auto end = low.size();
  for (const auto mark : kClauseEnds) end = std::min(end, low.find(mark, from));
  const auto stop = low.find(". ", from);
  return std::min(end, stop);
}

/// Those numbers after a phrase that are items of the list.
std::optional<Excepting> numbers_behind(std::string_view low, const PhraseAt& phrase,
                                        const std::vector<std::string>& items,
                                        const ReviewWords& words) {
  for (auto at = phrase.end; at < low.size() && at < phrase.end + kExceptReach; ++at) {
    if (!digit_at(low, at)) continue;
    auto list = number_list_at(low, at, words);
    if (!list) return std::nullopt;
    std::erase_if(list->numbers, [&](const std::string& number) {
      return std::find(items.begin(), items.end(), number) == items.end();
    });
    if (list->numbers.empty()) return std::nullopt;
    return Excepting{phrase.begin, list->end, list->end, std::move(list->numbers)};
  }
  return std::nullopt;
}

/// Bytes of a text from `begin` to `end` made spaces, and the comma before them.
void blank(std::string& text, std::size_t begin, std::size_t end) {
  auto from = begin;
  while (from > 0 && text[from - 1] == ' ') --from;
  for (const std::string_view comma : {",", "，", "،"}) {
    if (std::string_view(text).substr(0, from).ends_with(comma)) from -= comma.size();
  }
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(from),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

/// What is said of the numbers in text[said, end): a position of its own, or a bare "do not", whose
/// meaning the list's own position gives.
struct Said {
  std::optional<Position> position;
  bool denied = false;
};

Said said_in(std::string_view text, const Excepting& except, const ReviewWords& words) {
  const auto clause = text.substr(except.said, except.end - except.said);
  Said said{position_in(clause, words), false};
  if (said.position) {
    said.position->begin += except.said;
    said.position->end += except.said;
    return said;
  }
  said.denied = words.find(ReviewRule::negation, lowered(shaped(clause))).has_value();
  return said;
}

/// The opposite of support, in the words of the clause that denies it.
std::optional<Position> denied(const std::optional<Position>& of_list, std::string_view text,
                               const Excepting& except) {
  if (!of_list || of_list->counts_as != model::CountsAs::supported) return std::nullopt;
  Position position;
  position.counts_as = model::CountsAs::noted;
  position.begin = except.begin;
  position.end = except.end;
  while (position.end > position.begin && text[position.end - 1] == ' ') --position.end;
  position.words = base::collapsed(text.substr(position.begin, position.end - position.begin));
  return position;
}

}  // namespace

HeadPosition head_position(std::string_view text, const std::vector<std::string>& items,
                           const ReviewWords& words) {
  HeadPosition out;
  std::string own(text);
  const auto low = lowered(shaped(text));
  std::vector<std::pair<Excepting, Said>> found;
  if (const auto phrase = words.find(ReviewRule::except_recommendations, low)) {
    if (auto except = numbers_behind(low, *phrase, items, words)) {
      blank(own, except->begin, except->end);
      found.emplace_back(*std::move(except), Said{});
    }
  }
  for (std::size_t at = 0; const auto phrase = words.find(ReviewRule::of_which, low, at);) {
    at = phrase->end;
    auto except = numbers_behind(low, *phrase, items, words);
    if (!except) continue;
    except->end = clause_end(low, except->said);
    at = except->end;
    auto said = said_in(text, *except, words);
    blank(own, except->begin, except->end);
    found.emplace_back(*std::move(except), std::move(said));
  }
  out.position = position_in(own, words);
  for (auto& [except, said] : found) {
    auto position = said.denied ? denied(out.position, text, except) : std::move(said.position);
    out.exceptions.push_back({std::move(except.numbers), std::move(position)});
  }
  return out;
}

}  // namespace comity::grammar
