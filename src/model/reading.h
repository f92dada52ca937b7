#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/document.h"
#include "model/review.h"
#include "model/source.h"
#include "model/symbol.h"

namespace comity::model {

enum class WorkKind : std::uint8_t {
  resolution,
  draft_resolution,
  decision,
  working_group_report,  ///< of the Working Group on the Universal Periodic Review
  addendum,
  corrigendum,
  national_report,
  compilation,
  stakeholder_summary,
  session_report,
  concluding_observations,  ///< of a treaty body on the report of a State party
  draft_amendments,         ///< to a draft: "Amendments to draft resolution A/C.3/…"
  table,                    ///< nothing but tables: a CSV file, a workbook
  other,
  presidential_statement,  ///< of the President of a Council on its behalf: S/PRST/2021/22
};

/// "resolution", "draft_resolution", "working_group_report", … as written in JSON.
[[nodiscard]] std::string_view name_of(WorkKind kind);
[[nodiscard]] std::optional<WorkKind> work_kind_from(std::string_view name);
/// Whether works of the kind are what a body adopts, or drafts of it: texts with verbs, mandates
/// and a lineage.
[[nodiscard]] bool adopts(WorkKind kind);

/// The facts at the head of a UN document, as printed; empty where it shows none.
struct Masthead {
  std::string body;               ///< "General Assembly", "Human Rights Council"
  std::string committee;          ///< "Third Committee"
  std::string distribution;       ///< "General", "Limited"
  std::string date;               ///< ISO 8601, "2012-07-09"
  std::string original_language;  ///< "English"; "English/French"
  std::string session;            ///< "Twenty-first session"
  std::string agenda_item;        ///< "Agenda item 72 (b)" without the words: "72 (b)"
  std::string agenda_title;
  std::string job_number;  ///< "GE.12-15115"
  bool operator==(const Masthead&) const = default;
};

/// A place where a text names another text.
struct Citation {
  std::uint32_t begin = 0;  ///< bytes in the paragraph's text
  std::uint32_t end = 0;
  std::string text;  ///< as printed
  /// Canonical symbol ("A/RES/74/153"), or the name of an instrument that has none ("Charter of the
  /// United Nations"); empty where the text does not tell.
  std::string target;
  std::string place = {};  ///< in the target: "para. 5", "ICCPR, art. 14 (1)", "Goal 16"; or empty
  bool operator==(const Citation&) const = default;
};

enum class ParagraphKind : std::uint8_t {
  masthead,
  title,
  sponsors,
  enacting,  ///< "The General Assembly,"
  heading,
  preambular,
  operative,
  sub_item,
  numbered,  ///< a numbered paragraph of a report
  recommendation,
  pledge,
  text,  ///< unnumbered
  table,
  note,
  rule,
};

[[nodiscard]] std::string_view name_of(ParagraphKind kind);
[[nodiscard]] std::optional<ParagraphKind> paragraph_kind_from(std::string_view name);

/// One paragraph of a work: what the document page shows and an address can name.
struct Paragraph {
  ParagraphKind kind = ParagraphKind::text;
  std::string number;   ///< canonical, unique in the work: "PP3", "1", "6 (b)", "119.1", "fn4";
                        ///< empty for unnumbered
  std::string printed;  ///< the label as on the page: "1.", "(b)"
  std::uint8_t level = 0;
  std::string verb;  ///< operative verb or preambular opening as printed: "Also emphasizes"
  std::vector<Run> runs;
  std::vector<Place> places;
  std::vector<std::string> footnotes;  ///< canonical numbers of the notes it marks, in order
  std::vector<Citation> citations;
  std::vector<std::vector<Cell>> rows;
  std::vector<RowNumber> row_numbers;  ///< of a table, as of Block
  bool operator==(const Paragraph&) const = default;
};

/// What reading one file gave (design 2): structure and findings, as stored beside the file and
/// named by the journal. Everything a page shows of a document comes from here.
struct Reading {
  std::string reader;   ///< version of the reading and grammar code
  std::string program;  ///< version of the PDF program, or empty
  std::string media_type;
  Language language = Language::und;
  WorkKind kind = WorkKind::other;
  Symbol symbol;  ///< empty where the file shows none
  std::string title;
  Masthead masthead;
  std::vector<std::string> sponsors;  ///< State codes where known, else as printed
  std::string sponsors_note;  ///< "On behalf of the States Members … Non-Aligned Countries."
  std::vector<Page> pages;
  std::vector<Paragraph> paragraphs;  ///< in order; notes last
  std::optional<Review> review;
  std::optional<Observations> observations;
  std::optional<SourceTable> source;         ///< of a table of recommendations
  std::vector<PositionStatement> positions;  ///< in the order stated
  std::vector<Finding> findings;
  bool operator==(const Reading&) const = default;
};

[[nodiscard]] base::Json to_json(const Reading& reading);
/// corrupt when the JSON is not what to_json writes.
[[nodiscard]] base::Result<Reading> reading_from_json(const base::Json& json);

}  // namespace comity::model
