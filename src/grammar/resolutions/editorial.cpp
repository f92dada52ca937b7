#include "grammar/resolutions/editorial.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "grammar/dates.h"
#include "grammar/resolutions/openings.h"
#include "grammar/resolutions/statements.h"
#include "grammar/resolutions/strength.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::size_t kLine = 160;  ///< bytes of a line before or after the text

/// How a paragraph opens, for the sequence.
struct Opened {
  SequencedVerb verb;   ///< without what makes it preambular in Arabic
  std::string head;     ///< its first word that is no adverb: "takes" of "takes note with interest"
  std::string next;     ///< the words behind it, by which one sees who is addressed
  std::string printed;  ///< all of it, in small letters
};

/// The first words of `text`.
std::string folded_first_words(std::string_view text) {
  constexpr int kWords = 3;
  std::size_t at = 0;
  for (int i = 0; i < kWords && at < text.size(); ++i) {
    at = std::min(text.find(' ', past_space(text, at)), text.size());
  }
  return base::folded(text.substr(0, at));
}

Opened opened(const Paragraph& paragraph, model::Language language) {
  Opened result{sequenced(paragraph.verb, language), {}, {}, base::folded(paragraph.verb)};
  const auto text = model::text_of(paragraph.runs);
  if (const auto verb_at = text.find(paragraph.verb); verb_at != std::string::npos) {
    result.next =
        folded_first_words(std::string_view(text).substr(verb_at + paragraph.verb.size()));
  }
  const auto& words = Words::of(language);
  std::string& verb = result.verb.verb;
  if (const auto lead = words.at(Rule::opening_lead, verb, 0)) {
    verb.erase(0, past_space(verb, lead->end));
  }
  std::size_t at = 0;
  while (const auto adverb = words.at(Rule::adverb, verb, at)) at = past_space(verb, adverb->end);
  result.head = verb.substr(at, verb.find(' ', at) - at);
  return result;
}

/// The rule that the second of two neighbours breaks, or empty. English alone has one word for the
/// second and one for the third; elsewhere several serve ("asimismo", "además"), and only the same
/// word twice is marked.
std::string_view broken_rule(const Opened* before, const Opened& now, bool strict) {
  const bool same_head = before != nullptr && before->head == now.head;
  switch (now.verb.rank) {
    case 0: {
      // Another addressee may be asked with the same verb again.
      const bool same =
          before != nullptr && before->verb.verb == now.verb.verb && before->next == now.next;
      if (same && before->verb.rank == 0) return "check.also-missing";
      const bool again = strict ? before != nullptr && before->verb.rank == 1
                                : before != nullptr && before->verb.rank > 0;
      return same && again ? "check.further-missing" : std::string_view();
    }
    case 1:
      if (!same_head) return "check.also-without-first";
      if (!strict && before->printed != now.printed) return {};
      return before->verb.rank == 1 ? "check.also-twice" : std::string_view();
    default:
      if (!same_head) return "check.further-without-first";
      if (!strict) return {};
      return before->verb.rank == 1 ? std::string_view() : "check.further-without-also";
  }
}

model::Finding finding(std::string_view rule, const Paragraph& paragraph, const Paragraph* before) {
  return {std::string(rule), paragraph.number,
          paragraph.places.empty() ? model::Place{} : paragraph.places.front(), paragraph.verb,
          before == nullptr ? std::string() : before->verb};
}

bool opens_text(const Paragraph& paragraph) {
  const bool opens =
      paragraph.kind == ParagraphKind::operative || paragraph.kind == ParagraphKind::preambular;
  return opens && !paragraph.verb.empty();
}

/// Whether the paragraph opens as paragraphs in that language do. English stands behind every
/// table.
bool opens_in(model::Language language, std::string_view text) {
  const auto known = [&](model::Language each) {
    return known_opening(text, Words::of(each)).end > 0;
  };
  const auto english = model::Language::en;
  return language == english ? known(english) : known(language) && !known(english);
}

void check_sequence(const model::Reading& reading, ParagraphKind kind,
                    std::vector<model::Finding>& findings) {
  const auto& words = Words::of(reading.language);
  const bool strict = reading.language == model::Language::en;
  const Paragraph* before = nullptr;
  Opened opening;
  for (const auto& paragraph : reading.paragraphs) {
    // A heading or another text begins a sequence anew.
    if (paragraph.kind == ParagraphKind::heading || paragraph.kind == ParagraphKind::enacting) {
      before = nullptr;
    }
    if (paragraph.kind != kind) continue;
    // A declaration ("We reaffirm") is not written to this rule.
    const auto text = model::text_of(paragraph.runs);
    const auto known = known_opening(text, words);
    if (known.kind == OpeningKind::declaration || !opens_in(reading.language, text)) {
      before = nullptr;
      continue;
    }
    auto now = opened(paragraph, reading.language);
    const auto rule = broken_rule(before == nullptr ? nullptr : &opening, now, strict);
    if (!rule.empty()) {
      findings.push_back(finding(rule, paragraph, before));
    }
    before = &paragraph;
    opening = std::move(now);
  }
}

/// Paragraphs that open in another language than the text.
void check_languages(const model::Reading& reading, std::vector<model::Finding>& findings) {
  using model::Language;
  constexpr std::array kLanguages = {Language::ar, Language::zh, Language::en,
                                     Language::fr, Language::ru, Language::es};
  for (const auto& paragraph : reading.paragraphs) {
    if (!opens_text(paragraph)) continue;
    const auto text = model::text_of(paragraph.runs);
    if (opens_in(reading.language, text)) continue;
    const auto* const other =
        std::find_if(kLanguages.begin(), kLanguages.end(), [&](Language language) {
          return language != reading.language && opens_in(language, text);
        });
    if (other == kLanguages.end()) continue;
    auto found = finding("check.other-language", paragraph, nullptr);
    found.assumed = model::code_of(*other);
    findings.push_back(std::move(found));
  }
}

/// Verbs that only their italics show: the tables do not know them.
void check_repertoire(const model::Reading& reading, std::vector<model::Finding>& findings) {
  const auto& words = Words::of(reading.language);
  for (const auto& paragraph : reading.paragraphs) {
    if (!opens_text(paragraph)) continue;
    const auto text = model::text_of(paragraph.runs);
    const bool stated = reading.kind == model::WorkKind::presidential_statement &&
                        stated_opening(text, words).end > 0;
    const bool known =
        stated || known_opening(text, words).end > 0 || declared_opening(text, words).end > 0;
    const bool foreign =
        std::any_of(findings.begin(), findings.end(), [&](const model::Finding& found) {
          return found.number == paragraph.number && found.rule == "check.other-language";
        });
    if (!known && !foreign) findings.push_back(finding("check.unusual-verb", paragraph, nullptr));
  }
}

/// Every date in a line.
void add_dates(std::string_view text, const Words& words, std::vector<std::string>& dates) {
  const auto small = base::folded(text);
  for (std::size_t at = 0; at < small.size(); ++at) {
    if (!is_digit(small[at]) || (at > 0 && is_digit(small[at - 1]))) continue;
    if (const auto date = date_at(small, at, words)) dates.push_back(date->iso);
  }
}

}  // namespace

std::vector<model::Finding> editorial_findings(const model::Reading& reading) {
  std::vector<model::Finding> findings;
  check_languages(reading, findings);
  check_repertoire(reading, findings);
  check_sequence(reading, ParagraphKind::preambular, findings);
  check_sequence(reading, ParagraphKind::operative, findings);
  return findings;
}

std::vector<std::string> own_dates(const model::Reading& reading) {
  const auto& words = Words::of(reading.language);
  std::vector<std::string> dates;
  if (!reading.masthead.date.empty()) dates.push_back(reading.masthead.date);
  for (const auto& paragraph : reading.paragraphs) {
    const auto text = model::text_of(paragraph.runs);
    const bool line =
        paragraph.kind == ParagraphKind::masthead || paragraph.kind == ParagraphKind::title ||
        paragraph.kind == ParagraphKind::heading || paragraph.kind == ParagraphKind::text;
    if (line && text.size() <= kLine) add_dates(text, words, dates);
  }
  return dates;
}

}  // namespace comity::grammar
