#include "grammar/resolutions/actions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::array<std::string_view, 4> kActionRules = {"adopted", "without_vote",
                                                          "recorded_vote", "joined"};
enum class ActionRule : std::uint8_t { adopted, without_vote, recorded_vote, joined };
static_assert(kActionRules.size() == static_cast<std::size_t>(ActionRule::joined) + 1);

using ActionPhrases = std::array<std::vector<std::string>, kActionRules.size()>;

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
    phrases[static_cast<std::size_t>(rule - kActionRules.begin())].push_back(
        small_letters(row[table->column("phrase")]));
  }
  return phrases;
}

const ActionPhrases& actions_in(model::Language language) {
  static ByLanguage<ActionPhrases> all;
  return all.of(language, load_actions);
}

/// Where a phrase of the rule ends in the sentence; nothing where none stands there.
std::optional<std::size_t> end_of_phrase(const ActionPhrases& phrases, ActionRule rule,
                                         std::string_view small) {
  for (const auto& phrase : phrases[static_cast<std::size_t>(rule)]) {
    const auto at = small.find(phrase);
    if (at != std::string_view::npos && is_word_bound(small, at)) return at + phrase.size();
  }
  return std::nullopt;
}

/// Bytes of a sentence.
struct ReportedSentence {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Parted at full stops before a capital or a letter of a script without them, and at "。".
std::vector<ReportedSentence> sentences_in(std::string_view text) {
  constexpr std::string_view kFullStop = "\u3002";
  std::vector<ReportedSentence> out;
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

/// The three counts behind `at`: "129 to 54, with 8 abstentions".
std::optional<std::array<int, 3>> counts_behind(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 240;  // bytes
  std::array<int, 3> counts{};
  std::size_t found = 0;
  const auto until = std::min(text.size(), at + kReach);
  while (at < until && found < counts.size()) {
    const auto number = number_at(text, at, 3);
    if (!number) {
      ++at;
      continue;
    }
    counts[found++] = number->value;
    at = number->end;
  }
  if (found < counts.size()) return std::nullopt;
  return counts;
}

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
      const auto small = small_letters(words);
      read_adoption(at, words, small);
      read_joined(at, words, small);
    }
  }

  /// The first draft that the sentence names.
  [[nodiscard]] static std::string draft_in(const Paragraph& paragraph,
                                            const ReportedSentence& sentence) {
    for (const auto& citation : paragraph.citations) {
      const bool inside = citation.begin >= sentence.begin && citation.begin < sentence.end;
      if (inside && is_draft_symbol(citation.target)) return citation.target;
    }
    return {};
  }

  [[nodiscard]] bool adopts_itself() const {
    return reading_.kind == model::WorkKind::resolution ||
           reading_.kind == model::WorkKind::decision;
  }

  void read_adoption(std::size_t at, std::string_view words, std::string_view small) {
    if (!end_of_phrase(phrases_, ActionRule::adopted, small)) return;
    Adoption adoption;
    adoption.paragraph = at;
    adoption.target = adopts_itself() ? std::string() : draft_;
    if (adoption.target.empty() && !adopts_itself()) return;
    if (const auto vote = end_of_phrase(phrases_, ActionRule::recorded_vote, small)) {
      const auto counts = counts_behind(words, *vote);
      if (!counts) return;
      adoption.by_vote = true;
      std::tie(adoption.in_favour, adoption.against, adoption.abstaining) =
          std::tuple((*counts)[0], (*counts)[1], (*counts)[2]);
    } else if (!end_of_phrase(phrases_, ActionRule::without_vote, small)) {
      return;
    }
    out_.adoptions.push_back(std::move(adoption));
  }

  void read_joined(std::size_t at, std::string_view words, std::string_view small) {
    if (draft_.empty() || !end_of_phrase(phrases_, ActionRule::joined, small)) return;
    JoinedSponsors joined{draft_, at, {}};
    for (const auto& mention : states_.mentions(words, reading_.language)) {
      const auto& all = joined.states;
      if (std::find(all.begin(), all.end(), mention.code) == all.end()) {
        joined.states.push_back(mention.code);
      }
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
