#include "grammar/reviews/interventions.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/reviews/review_words.h"

namespace comity::grammar {
namespace {

using model::ParagraphKind;

constexpr std::size_t kHead = 90;     ///< bytes at the head of a paragraph where its speaker stands
constexpr std::size_t kReach = 200;   ///< bytes after the States within which the verb stands
constexpr std::size_t kAnswer = 240;  ///< bytes within which "the delegation" makes it an answer

/// Where the dialogue begins, or the count of paragraphs.
std::size_t dialogue_at(const std::vector<model::Paragraph>& paragraphs, const ReviewWords& words) {
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (paragraphs[i].kind != ParagraphKind::heading) continue;
    const auto low = lowered(shaped_text(paragraphs[i]));
    if (words.find(ReviewRule::conclusions_heading, low)) break;
    if (low.find("....") == std::string::npos && words.find(ReviewRule::dialogue_heading, low)) {
      return i + 1;
    }
  }
  return paragraphs.size();
}

bool only_joints(std::string_view between, const ReviewWords& words) {
  const auto low = lowered(between);
  std::string_view rest = base::trimmed(low);
  while (!rest.empty()) {
    if (rest.front() == ',' || rest.front() == ' ') {
      rest.remove_prefix(1);
    } else if (const auto word = words.at_start(ReviewRule::list_join, rest)) {
      rest.remove_prefix(word->end);
    } else if (const auto prefix = words.begins(ReviewRule::prefix_join, rest)) {
      rest.remove_prefix(*prefix);
    } else {
      break;
    }
  }
  return rest.empty() || words.is(ReviewRule::name_article, base::trimmed(rest));
}

/// "Nunes" of "Ms. Maria do Rosario Nunes, Minister, …"; empty where it is too short to tell.
std::string surname_in(const std::string& head_of_delegation) {
  constexpr std::size_t kShortest = 4;
  const auto name = std::string_view(head_of_delegation).substr(0, head_of_delegation.find(','));
  const auto space = name.rfind(' ');
  const auto last = space == std::string_view::npos ? std::string_view{} : name.substr(space + 1);
  return last.size() < kShortest ? std::string{} : std::string(last);
}

bool names_person(std::string_view text, const std::string& surname) {
  return !surname.empty() && text.find(' ' + surname + ' ') != std::string_view::npos;
}

class Speakers {
 public:
  Speakers(const names::Register& states, const ReviewWords& words)
      : states_(states), words_(words) {}

  /// The States that speak at the head of a text; none where it begins otherwise.
  [[nodiscard]] std::vector<std::string> of(std::string_view text) const {
    const auto low = lowered(text);
    const auto named = states_.mentions(text.substr(0, kHead + kReach), words_.language());
    std::vector<std::string> codes;
    std::size_t end = 0;
    for (const auto& mention : named) {
      const auto before = text.substr(end, mention.begin - end);
      const bool fits =
          codes.empty() ? opens(lowered(before), mention.begin) : only_joints(before, words_);
      if (!fits) break;
      codes.push_back(mention.code);
      end = mention.end;
    }
    if (codes.empty()) return {};
    const auto head = std::string_view(low).substr(0, end);
    const auto after = std::string_view(low).substr(end, kReach);
    const bool spoken = words_.find(ReviewRule::speech_verb, after).has_value() ||
                        words_.at_start(ReviewRule::speech_verb, head).has_value();
    return spoken ? codes : std::vector<std::string>{};
  }

 private:
  /// Whether only an article, the verb or the speaker's office stands before the first State.
  [[nodiscard]] bool opens(std::string_view before, std::size_t begin) const {
    if (begin > kHead) return false;
    const auto head = base::trimmed(before);
    if (head.empty() || words_.is(ReviewRule::name_article, head)) return true;
    if (words_.at_start(ReviewRule::speaker_of, head)) return true;
    return words_.at_start(ReviewRule::speech_verb, head).has_value();
  }

  const names::Register& states_;
  const ReviewWords& words_;
};

}  // namespace

std::vector<model::Intervention> interventions_in(const std::vector<model::Paragraph>& paragraphs,
                                                  const names::Register& states,
                                                  model::Language language,
                                                  const model::Review& review) {
  const auto& words = ReviewWords::of(language);
  const Speakers speakers(states, words);
  const auto& under_review = review.states_under_review;
  const auto head_of_delegation = surname_in(review.head_of_delegation);
  std::vector<model::Intervention> out;
  bool answering = false;
  for (auto i = dialogue_at(paragraphs, words); i < paragraphs.size(); ++i) {
    const auto& paragraph = paragraphs[i];
    const auto text = shaped_text(paragraph);
    const auto low = lowered(text);
    if (paragraph.kind == ParagraphKind::heading) {
      if (words.find(ReviewRule::conclusions_heading, low)) break;
      continue;
    }
    if (paragraph.kind != ParagraphKind::numbered) continue;
    auto codes = speakers.of(text);
    const auto head = std::string_view(low).substr(0, kAnswer);
    const bool delegation = words.find(ReviewRule::delegation_word, head).has_value() ||
                            names_person(text.substr(0, kAnswer), head_of_delegation);
    if (!codes.empty()) {
      answering = codes == under_review;
    } else if (delegation || answering) {
      codes = under_review;
      answering = true;
    }
    if (codes.empty()) continue;
    out.push_back({static_cast<std::uint32_t>(i), std::move(codes)});
  }
  return out;
}

}  // namespace comity::grammar
