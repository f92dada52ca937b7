#include "grammar/reviews/positions.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "grammar/reviews/answer_numbers.h"
#include "grammar/reviews/answer_reader.h"
#include "grammar/reviews/review_paragraphs.h"
#include "model/symbol.h"

namespace comity::grammar {
namespace {

// addendum       := title answers                                    answer_reader.h
// session report := (… outcome … views-heading answers heading …)*   a State's part after another's

using model::Paragraph;
using model::ParagraphKind;

bool titles_report(const std::string& low, const ReviewWords& words) {
  return words.find(ReviewRule::title, low) || words.find(ReviewRule::outcome_report, low);
}

/// Whether plain labels number recommendations and not the document's own paragraphs: most of those
/// paragraphs answer "the recommendation" without naming it.
bool plain_labels_are_numbers(const std::vector<Paragraph>& paragraphs, const ReviewWords& words,
                              const names::Register& states) {
  constexpr std::size_t kFewest = 3;
  std::size_t labelled = 0;
  std::size_t answering = 0;
  for (const auto& paragraph : paragraphs) {
    const auto list = number_list_at(paragraph.printed, 0, words);
    if (!list || paragraph.kind != ParagraphKind::numbered ||
        list->numbers.front().find('.') != std::string::npos) {
      continue;
    }
    ++labelled;
    const auto sentences = answer_sentences(masked_text(paragraph), words, {}, states);
    if (sentences.empty()) continue;
    const auto& tokens = sentences.front().tokens;
    const auto is = [&](AnswerToken::Kind kind) {
      return std::any_of(tokens.begin(), tokens.end(),
                         [&](const AnswerToken& token) { return token.kind == kind; });
    };
    if (sentences.front().about && is(AnswerToken::Kind::answer) &&
        !is(AnswerToken::Kind::numbers)) {
      ++answering;
    }
  }
  return answering >= kFewest && answering * 2 > labelled;
}

/// "The serial numbers follow the list in paragraph 115 of the Report": the paragraph whose items
/// plain numbers count. Nothing where several are named.
std::string counted_list(const std::vector<Paragraph>& paragraphs, const ReviewWords& words) {
  std::set<std::string> lists;
  for (const auto& paragraph : paragraphs) {
    const auto low = lowered(masked_text(paragraph));
    if (!titles_report(low, words)) continue;
    for (std::size_t at = 0; const auto word = words.find(ReviewRule::paragraph_word, low, at);) {
      at = word->end;
      const auto next = low.find_first_not_of(' ', at);
      if (next == std::string::npos) break;
      const auto list = number_list_at(low, next, words);
      if (list && list->numbers.size() == 1 &&
          list->numbers.front().find_first_not_of("0123456789") == std::string::npos) {
        lists.insert(list->numbers.front());
      }
    }
  }
  return lists.size() == 1 ? *lists.begin() : std::string();
}

ListNumbers list_numbers_of(const std::vector<Paragraph>& paragraphs, std::size_t begin,
                            std::size_t end, const ReviewWords& words) {
  ListNumbers lists;
  for (std::size_t i = begin; i < end; ++i) {
    const auto& paragraph = paragraphs[i];
    if (paragraph.kind == ParagraphKind::note) continue;
    add_list_numbers(paragraph.printed, words, lists);
    add_list_numbers(masked_text(paragraph), words, lists);
    for (const auto& row : paragraph.rows) {
      for (const auto& cell : row) add_list_numbers(model::text_of(cell.runs), words, lists);
    }
  }
  return lists;
}

std::string state_in(std::string_view text, const names::Register& states) {
  for (const auto& mention : states.mentions(text)) {
    if (!mention.code.empty()) return mention.code;
  }
  return {};
}

/// The report that a paragraph cites, without suffixes: "A/HRC/28/15", not "A/HRC/WG.6/20/SVN/1".
std::string cited_report(const Paragraph& paragraph) {
  constexpr std::size_t kParts = 4;
  for (const auto& citation : paragraph.citations) {
    const auto symbol = model::Symbol::parse(citation.target);
    if (!symbol) continue;
    const auto base = symbol->base_symbol();
    if (base.parts().size() == kParts && base.parts()[1] == "HRC") return base.text();
  }
  return {};
}

void append_answers(PositionsReading& to, AnswerReader& reader) {
  auto statements = reader.finish();
  std::move(statements.begin(), statements.end(), std::back_inserter(to.statements));
  auto& findings = reader.findings();
  std::move(findings.begin(), findings.end(), std::back_inserter(to.findings));
}

}  // namespace

bool is_review_addendum(const std::vector<Paragraph>& paragraphs, model::Language language) {
  const auto& words = ReviewWords::of(language);
  const auto end = std::min(paragraphs.size(), kTitlePages);
  return std::any_of(paragraphs.begin(), paragraphs.begin() + static_cast<std::ptrdiff_t>(end),
                     [&](const Paragraph& paragraph) {
                       const bool head = paragraph.kind == ParagraphKind::masthead ||
                                         paragraph.kind == ParagraphKind::title ||
                                         paragraph.kind == ParagraphKind::heading;
                       return head && titles_report(lowered(masked_text(paragraph)), words);
                     });
}

PositionsReading read_answers(const model::Reading& reading, const names::Register& states) {
  const auto& words = ReviewWords::of(reading.language);
  const auto& paragraphs = reading.paragraphs;
  const auto lists = list_numbers_of(paragraphs, 0, paragraphs.size(), words);
  AnswerReader reader(
      states, words, lists,
      {reading.symbol.base_symbol().text(), state_in(reading.title, states),
       counted_list(paragraphs, words), plain_labels_are_numbers(paragraphs, words, states)});
  for (std::size_t i = 0; i < paragraphs.size(); ++i) reader.take(paragraphs[i], i);
  PositionsReading out;
  append_answers(out, reader);
  if (out.statements.empty()) out.findings.push_back({"positions.none", {}, {}, {}, {}});
  return out;
}

PositionsReading read_session_views(const model::Reading& reading, const names::Register& states) {
  const auto& words = ReviewWords::of(reading.language);
  const auto& paragraphs = reading.paragraphs;
  PositionsReading out;
  std::string report;
  std::string state;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const auto low = lowered(masked_text(paragraphs[i]));
    if (paragraphs[i].kind != ParagraphKind::heading) {
      if (!words.find(ReviewRule::outcome_report, low)) continue;
      if (auto cited = cited_report(paragraphs[i]); !cited.empty()) {
        report = std::move(cited);
        state = state_in(masked_text(paragraphs[i]), states);
      }
      continue;
    }
    if (!words.find(ReviewRule::views_heading, low) || report.empty()) continue;
    auto end = i + 1;
    while (end < paragraphs.size() && paragraphs[end].kind != ParagraphKind::heading) ++end;
    const auto lists = list_numbers_of(paragraphs, i + 1, end, words);
    AnswerReader reader(states, words, lists, {report, state, {}, false});
    for (auto at = i + 1; at < end; ++at) reader.take(paragraphs[at], at);
    append_answers(out, reader);
    report.clear();
  }
  return out;
}

}  // namespace comity::grammar
