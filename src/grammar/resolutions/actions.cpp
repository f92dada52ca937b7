#include "grammar/resolutions/actions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/marks.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::array<std::string_view, 15> kActionRules = {
    "adopted",      "denied",        "part",     "draft",        "whole",
    "without_vote", "recorded_vote", "votes_to", "count",        "abstentions",
    "joined",       "announced",     "cast_for", "cast_against", "cast_abstaining"};
enum class ActionRule : std::uint8_t {
  adopted,
  denied,  ///< "not adopted"
  part,    ///< "paragraph", "amendment": less than a draft
  draft,   ///< "draft resolution"; none where a language names the part behind it (Chinese)
  whole,   ///< "as a whole"
  without_vote,
  recorded_vote,
  votes_to,     ///< between the votes in favour and those against
  count,        ///< a number of votes in words: "none"
  abstentions,  ///< how the words begin that tell the third count
  joined,
  announced,  ///< between who speaks and what is said: "announced that"
  cast_for,   ///< over those who voted so: "In favour"
  cast_against,
  cast_abstaining,
};
static_assert(kActionRules.size() == static_cast<std::size_t>(ActionRule::cast_abstaining) + 1);

struct ActionPhrase {
  std::string small;
  int value = 0;  ///< of a count
};
using ActionPhrases = std::array<std::vector<ActionPhrase>, kActionRules.size()>;

/// Without the vowel signs and the drawn-out joints of Arabic: "اعتُمد" as "اعتمد".
std::string without_signs(std::string_view text) {
  std::string bare;
  bare.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    const bool sign = text[at] == '\xD9' && ((next >= 0x8B && next <= 0x92) ||  // U+064B to U+0652
                                             next == 0x80 || next == 0xB0);     // U+0640, U+0670
    if (sign) {
      ++at;
    } else {
      bare += text[at];
    }
  }
  return bare;
}

ActionPhrases load_actions(model::Language language) {
  const std::string name = "data/grammar/actions.";
  auto csv = embedded(name + std::string(model::code_of(language)) + ".csv");
  if (csv.empty()) csv = embedded(name + "en.csv");
  const auto table = base::parse_csv(csv);
  COMITY_ASSERT(table.has_value());
  ActionPhrases phrases;
  for (const auto& row : table->rows) {
    const auto* const rule =
        std::find(kActionRules.begin(), kActionRules.end(), row[table->column("rule")]);
    COMITY_ASSERT(rule != kActionRules.end());
    const auto value = number_at(row[table->column("value")], 0);
    phrases[static_cast<std::size_t>(rule - kActionRules.begin())].push_back(
        {small_letters(without_signs(row[table->column("phrase")])), value ? value->value : 0});
  }
  return phrases;
}

const ActionPhrases& actions_in(model::Language language) {
  static ByLanguage<ActionPhrases> all;
  return all.of(language, load_actions);
}

const std::vector<ActionPhrase>& of_rule(const ActionPhrases& phrases, ActionRule rule) {
  return phrases[static_cast<std::size_t>(rule)];
}

/// Bytes of a text.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The phrase of the rule that stands first in the sentence from `from` on; nothing where none
/// does.
std::optional<Stretch> first_phrase(const ActionPhrases& phrases, ActionRule rule,
                                    std::string_view small, std::size_t from = 0) {
  std::optional<Stretch> first;
  for (const auto& phrase : of_rule(phrases, rule)) {
    auto at = small.find(phrase.small, from);
    while (at != std::string_view::npos && !is_word_bound(small, at)) {
      at = small.find(phrase.small, at + 1);
    }
    if (at == std::string_view::npos || (first && first->begin <= at)) continue;
    first = Stretch{at, at + phrase.small.size()};
  }
  return first;
}

bool stands_in(const ActionPhrases& phrases, ActionRule rule, std::string_view small) {
  return first_phrase(phrases, rule, small).has_value();
}

/// With spaces for what stands in round brackets: "(see para. 20, draft resolution IV)".
std::string outside_brackets(std::string_view small) {
  std::string outside(small);
  const auto shape = shaped(small);
  for (auto open = shape.find('('); open != npos; open = shape.find('(', open + 1)) {
    const auto close = shape.find(')', open);
    if (close == npos) break;
    std::fill(outside.begin() + static_cast<std::ptrdiff_t>(open),
              outside.begin() + static_cast<std::ptrdiff_t>(close), ' ');
  }
  return outside;
}

/// Whether less than a draft is adopted: "adopted operative paragraph 2 of the draft resolution".
/// What is adopted stands behind the verb, or before it where nothing does.
bool adopts_part(const ActionPhrases& phrases, std::string_view small) {
  if (stands_in(phrases, ActionRule::whole, small)) return false;
  const auto outside = outside_brackets(small);
  const auto verb = first_phrase(phrases, ActionRule::adopted, outside);
  for (const std::size_t from : {verb ? verb->end : std::size_t{0}, std::size_t{0}}) {
    const auto part = first_phrase(phrases, ActionRule::part, outside, from);
    const auto draft = first_phrase(phrases, ActionRule::draft, outside, from);
    if (part || draft) return part && (!draft || part->begin < draft->begin);
  }
  return false;
}

/// Parted at full stops before a capital or a letter of a script without them, and at "。".
std::vector<Stretch> sentences_in(std::string_view text) {
  constexpr std::string_view kFullStop = "\u3002";
  std::vector<Stretch> out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool chinese = text.substr(at).starts_with(kFullStop);
    const bool stop = text[at] == '.' && at + 2 < text.size() && text[at + 1] == ' ' &&
                      !is_lower(text[at + 2]) && !is_digit(text[at + 2]);
    if (!chinese && !stop) continue;
    const auto end = at + (chinese ? kFullStop.size() : 1);
    out.push_back({begin, end});
    begin = end;
  }
  if (begin < text.size()) out.push_back({begin, text.size()});
  return out;
}

/// A number of votes, in figures or in words.
struct Count {
  Stretch place;
  int value = 0;
};

/// What counts votes in a stretch of a sentence, in order.
std::vector<Count> counts_in(const ActionPhrases& phrases, std::string_view small, Stretch where) {
  constexpr std::size_t kFigures = 3;
  constexpr std::size_t kLongest = 9;
  std::vector<Count> counts;
  for (auto at = where.begin; at < where.end;) {
    // The votes in favour are in figures: "par une majorité de 129 voix" counts from 129.
    if (const auto figures = number_at(small, at, kLongest)) {
      if (const auto number = number_at(small, at, kFigures)) {
        counts.push_back({{at, number->end}, number->value});
      }
      at = figures->end;
      continue;
    }
    const auto before = at;
    for (const auto& phrase : of_rule(phrases, ActionRule::count)) {
      const auto end = at + phrase.small.size();
      const bool stands = !counts.empty() && small.substr(at).starts_with(phrase.small) &&
                          is_word_bound(small, at) && is_word_bound(small, end);
      if (!stands) continue;
      counts.push_back({{at, end}, phrase.value});
      at = end;
      break;
    }
    if (at == before) ++at;
  }
  return counts;
}

std::size_t bytes_between(const Stretch& a, const Stretch& b) {
  if (a.end <= b.begin) return b.begin - a.end;
  return b.end <= a.begin ? a.begin - b.end : 0;
}

/// The votes that a sentence counts from `at` on: "129 to 54, with 8 abstentions", "46 to none".
/// Of those abstaining the count stands by their word, before or behind it; without the word there
/// were none. Nothing where the counts cannot be told.
std::optional<std::array<int, 3>> votes_from(const ActionPhrases& phrases, std::string_view small,
                                             std::size_t at) {
  constexpr std::size_t kReach = 240;  // bytes
  constexpr std::size_t kNear = 60;
  const auto all = counts_in(phrases, small, {at, std::min(small.size(), at + kReach)});
  if (all.size() < 2) return std::nullopt;
  std::array<int, 3> votes{all[0].value, all[1].value, 0};
  const auto abstaining = first_phrase(phrases, ActionRule::abstentions, small, all[1].place.end);
  if (!abstaining || abstaining->begin > at + kReach) return votes;
  if (all.size() < 3 || bytes_between(all[2].place, *abstaining) > kNear) return std::nullopt;
  votes[2] = all[2].value;
  return votes;
}

/// Where the votes in favour begin that stand before "votes to"; nothing where no number does.
std::optional<std::size_t> figures_before(std::string_view small, std::size_t end) {
  while (end > 0 && small[end - 1] == ' ') --end;
  constexpr std::size_t kBytes = 6;  // of three figures in any script
  for (auto at = end - std::min(end, kBytes); at < end; ++at) {
    const auto number = number_at(small, at, 3);
    if (!number || number->end != end) continue;
    return at > 0 && is_digit(small[at - 1]) ? std::nullopt : std::optional(at);
  }
  return std::nullopt;
}

/// A heading of a list of votes, with its colon.
struct Cast {
  Stretch place;
  ActionRule rule = ActionRule::cast_for;
};

/// The headings in a text, in order.
std::vector<Cast> casts_in(const ActionPhrases& phrases, std::string_view bare) {
  const auto shape = shaped(bare);
  const auto small = small_letters(bare);
  std::vector<Cast> casts;
  for (const auto rule :
       {ActionRule::cast_for, ActionRule::cast_against, ActionRule::cast_abstaining}) {
    for (const auto& phrase : of_rule(phrases, rule)) {
      for (auto at = small.find(phrase.small); at != npos; at = small.find(phrase.small, at + 1)) {
        const auto colon = past_space(shape, at + phrase.small.size());
        if (!is_word_bound(small, at) || colon >= shape.size() || shape[colon] != ':') continue;
        casts.push_back({{at, colon + 1}, rule});
      }
    }
  }
  std::sort(casts.begin(), casts.end(), [](const Cast& a, const Cast& b) {
    return std::pair(a.place.begin, b.place.end) < std::pair(b.place.begin, a.place.end);
  });
  // "Ont voté pour :" holds "pour :".
  std::vector<Cast> outer;
  for (const Cast& each : casts) {
    if (outer.empty() || each.place.begin >= outer.back().place.end) outer.push_back(each);
  }
  return outer;
}

/// The lists behind a recorded vote.
class RollReader {
 public:
  RollReader(const model::Reading& reading, const names::Register& states,
             const ActionPhrases& phrases)
      : reading_(reading), states_(states), phrases_(phrases) {}

  /// From the byte of the paragraph on, in its text without signs.
  RollCall read(std::size_t paragraph, std::string_view rest) {
    constexpr std::size_t kReach = 12;  // paragraphs
    take(rest);
    const auto& all = reading_.paragraphs;
    for (auto i = paragraph + 1; i < all.size() && i <= paragraph + kReach; ++i) {
      if (all[i].kind == ParagraphKind::rule || all[i].kind == ParagraphKind::note) continue;
      const bool other = !all[i].number.empty() || all[i].kind == ParagraphKind::enacting ||
                         !take(without_signs(model::text_of(all[i].runs)));
      if (other) break;
    }
    return std::move(roll_);
  }

 private:
  /// Whether the text has to do with the vote.
  bool take(std::string_view text) {
    const auto casts = casts_in(phrases_, text);
    bool any = !casts.empty();
    if (open_ != nullptr) {
      any = names(text.substr(0, casts.empty() ? text.size() : casts.front().place.begin)) || any;
    }
    for (std::size_t i = 0; i < casts.size(); ++i) {
      open_ = casts[i].rule == ActionRule::cast_for       ? &roll_.in_favour
              : casts[i].rule == ActionRule::cast_against ? &roll_.against
                                                          : &roll_.abstaining;
      const auto end = i + 1 < casts.size() ? casts[i + 1].place.begin : text.size();
      names(text.substr(casts[i].place.end, end - casts[i].place.end));
    }
    return any;
  }

  /// Whether it is a list of States.
  bool names(std::string_view text) {
    // "…, Zambia]": the bracket closes the vote.
    const auto end = text.find(']');
    const auto list = states_.list(text.substr(0, end));
    for (const auto& mention : list) {
      open_->push_back(mention.code.empty()
                           ? std::string(text.substr(mention.begin, mention.end - mention.begin))
                           : mention.code);
    }
    if (end != npos) open_ = nullptr;
    return !list.empty();
  }

  const model::Reading& reading_;
  const names::Register& states_;
  const ActionPhrases& phrases_;
  RollCall roll_;
  std::vector<std::string>* open_ = nullptr;  ///< the list that goes on
};

bool is_draft_symbol(std::string_view symbol) {
  return symbol.find("/L.") != std::string_view::npos;
}

class ActionReader {
 public:
  ActionReader(const model::Reading& reading, const names::Register& states)
      : reading_(reading), states_(states), phrases_(actions_in(reading.language)) {}

  TextActions run() {
    for (std::size_t i = 0; i < reading_.paragraphs.size(); ++i) {
      const auto& paragraph = reading_.paragraphs[i];
      if (paragraph.kind == ParagraphKind::numbered || paragraph.kind == ParagraphKind::text) {
        read(i, paragraph);
      }
    }
    return std::move(out_);
  }

 private:
  void read(std::size_t at, const Paragraph& paragraph) {
    const auto text = model::text_of(paragraph.runs);
    for (const auto& sentence : sentences_in(text)) {
      if (const auto draft = draft_in(paragraph, sentence); !draft.empty()) draft_ = draft;
      const auto words =
          std::string_view(text).substr(sentence.begin, sentence.end - sentence.begin);
      const auto bare = without_signs(words);
      const auto small = small_letters(bare);
      read_adoption(at, small, std::string_view(text).substr(sentence.begin));
      read_joined(at, bare, small);
    }
  }

  /// The first draft that the sentence names.
  [[nodiscard]] static std::string draft_in(const Paragraph& paragraph, const Stretch& sentence) {
    for (const auto& citation : paragraph.citations) {
      const bool inside = citation.begin >= sentence.begin && citation.begin < sentence.end;
      if (inside && is_draft_symbol(citation.target)) return citation.target;
    }
    return {};
  }

  [[nodiscard]] bool adopts_itself() const {
    return model::adopts(reading_.kind) && reading_.kind != model::WorkKind::draft_resolution;
  }

  /// From where the votes of a sentence are counted; nothing where it speaks of none. The counts
  /// may stand before what says how they were taken: "par 25 voix contre 2, … à l’issue d’un vote
  /// enregistré".
  [[nodiscard]] std::optional<std::size_t> beginning_of_vote(std::string_view small) const {
    const auto recorded = first_phrase(phrases_, ActionRule::recorded_vote, small);
    if (recorded && votes_from(phrases_, small, recorded->end)) return recorded->end;
    const auto between = first_phrase(phrases_, ActionRule::votes_to, small);
    const auto figures = between ? figures_before(small, between->begin) : std::nullopt;
    return !figures && recorded ? recorded->end : figures;
  }

  void read_adoption(std::size_t at, std::string_view small, std::string_view rest) {
    if (!stands_in(phrases_, ActionRule::adopted, small)) return;
    if (stands_in(phrases_, ActionRule::denied, small) || adopts_part(phrases_, small)) return;
    Adoption adoption;
    adoption.paragraph = at;
    adoption.target = adopts_itself() ? std::string() : draft_;
    if (adoption.target.empty() && !adopts_itself()) return;
    if (const auto vote = beginning_of_vote(small)) {
      const auto counts = votes_from(phrases_, small, *vote);
      // A text that as many voted against is not adopted, whatever the sentence says.
      if (!counts || (*counts)[0] <= (*counts)[1]) return;
      adoption.by_vote = true;
      std::tie(adoption.in_favour, adoption.against, adoption.abstaining) =
          std::tuple((*counts)[0], (*counts)[1], (*counts)[2]);
      adoption.roll = RollReader(reading_, states_, phrases_).read(at, without_signs(rest));
    } else if (!stands_in(phrases_, ActionRule::without_vote, small)) {
      return;
    }
    out_.adoptions.push_back(std::move(adoption));
  }

  void read_joined(std::size_t at, std::string_view words, std::string_view small) {
    if (draft_.empty() || !stands_in(phrases_, ActionRule::joined, small)) return;
    // Whoever announces it is no later sponsor.
    const auto announced = first_phrase(phrases_, ActionRule::announced, small);
    const std::size_t begin = announced ? announced->end : 0;
    JoinedSponsors joined{draft_, at, {}};
    for (const auto& mention : states_.mentions(words, reading_.language)) {
      const auto& all = joined.states;
      const bool known = std::find(all.begin(), all.end(), mention.code) != all.end();
      if (mention.begin >= begin && !known) joined.states.push_back(mention.code);
    }
    if (!joined.states.empty()) out_.joined.push_back(std::move(joined));
  }

  const model::Reading& reading_;
  const names::Register& states_;
  const ActionPhrases& phrases_;
  std::string draft_;  ///< the last that was named
  TextActions out_;
};

}  // namespace

TextActions text_actions_of(const model::Reading& reading, const names::Register& states) {
  return ActionReader(reading, states).run();
}

}  // namespace comity::grammar
