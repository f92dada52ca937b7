#pragma once

#include <string>
#include <vector>

#include "model/language.h"
#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// What parse_review() makes of a report's paragraphs.
struct ReviewReading {
  /// The paragraphs given, in order, with what the review grammar knows better:
  /// - in "Conclusions and/or recommendations" every recommendation is exactly one paragraph of
  ///   kind `recommendation`, every voluntary commitment one of kind `pledge`, with canonical
  ///   `number` ("119.1"; "114.1" where the page prints "1." under 114) and `printed` as on the
  ///   page. Items that stood in one paragraph are parted, items torn over several are joined, and
  ///   the sub-items (a), (b) of one recommendation become part of its text.
  /// - theme headings inside lists become `heading`.
  /// All other paragraphs come back as they were. Runs, places, footnotes and citations of what is
  /// parted or joined go along with their text.
  std::vector<model::Paragraph> paragraphs;
  model::Review review;
  /// What the report itself says of its recommendations, list by list, then in prose. `list` is the
  /// number of the paragraph that says it; where that stands is told by place_positions().
  std::vector<model::PositionStatement> positions;
  std::vector<model::Finding> findings;
};

/// Whether these paragraphs are a report of the Working Group on the Universal Periodic Review:
/// its title on the first pages and, as its first numbered paragraph, the Working Group's own
/// sentence ("established in accordance with …"). Addenda and decisions are not.
[[nodiscard]] bool is_working_group_report(const std::vector<model::Paragraph>& paragraphs,
                                           model::Language language);

/// Whether the first pages have a report's title, standing by itself.
[[nodiscard]] bool is_titled_as_report(const std::vector<model::Paragraph>& paragraphs,
                                       model::Language language);

/// Reads a report of the Working Group: the facts of the review from its introduction, and the
/// recommendations, their States and the State's positions from its conclusions. Takes the
/// paragraphs of the body in reading order; notes (ParagraphKind::note) may be among them or last.
/// Needs of a paragraph: `kind`, `printed` (or the label at the start of its text), `runs` and
/// `places`; `number` where it is already known. Call it before canonical numbers are made unique
/// and before citations are resolved. Clause::begin and end count in text_of(runs) of the
/// recommendation's paragraph. Never fails: what is odd becomes a finding with the paragraph's
/// number and place. Pure and thread-safe; `language` und is taken as English.
[[nodiscard]] ReviewReading parse_review(std::vector<model::Paragraph> paragraphs,
                                         const names::Register& states, model::Language language);

/// Finds in the paragraphs of the whole reading where each of a report's own statements stands; one
/// that stands nowhere is left out.
[[nodiscard]] std::vector<model::PositionStatement> place_positions(
    std::vector<model::PositionStatement> statements,
    const std::vector<model::Paragraph>& paragraphs, model::Language language);

}  // namespace comity::grammar
