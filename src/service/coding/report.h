#pragma once

#include <string>
#include <vector>

#include "service/coding/counting.h"
#include "service/coding/parts.h"

// What a report says, before it is a page or a file.
namespace comity::service::coding {

/// The sections of every synthesis, in their order: "summary", the four headings, "conclusions".
/// Their titles are ReportWords' "section.summary", ….
[[nodiscard]] const std::vector<std::string>& sections();

/// A line with what it stands on.
struct ReportLine {
  const store::LineRecord* record = nullptr;
  std::size_t number = 0;               ///< of its paragraph in the report; 0: it stands on nothing
  std::vector<std::size_t> passages;    ///< in the state, those that stand
  std::vector<std::size_t> shown;       ///< of these, those of which the reader may know
  std::vector<std::string> lost;        ///< ids of those that do not
  std::string sources;                  ///< "Several States"
  std::string figures;                  ///< "States: 7"; empty where there is no figure to tell
  std::vector<const ReplyHead*> named;  ///< bodies, by name
  std::size_t not_named = 0;            ///< replies
};

struct ReportSection {
  std::string code;
  std::string title;
  std::vector<ReportLine> lines;
};

/// The replies of one named body, one at least.
using Contributor = std::vector<const ReplyHead*>;

struct Report {
  std::vector<ReportSection> sections;  ///< those with lines, the summary apart
  std::vector<ReportLine> summary;
  std::vector<std::string> introduction;  ///< paragraphs of facts, numbered before the lines
  std::vector<std::string> method;
  std::vector<Contributor> contributors;  ///< by kind and name
  std::size_t words = 0;
  std::size_t broken = 0;              ///< lines that stand on nothing, or have lost a passage
  std::vector<std::size_t> unused;     ///< passages, in the state
  std::vector<std::size_t> set_aside;  ///< likewise
};

[[nodiscard]] Report report_of(const Ask& ask, const CodingState& state);
/// The same for its reader: without lines that stand on nothing, with what each line has `shown`,
/// and of `unused` and `set_aside` that alone.
[[nodiscard]] Report report_for(const Ask& ask, const Looked& looked);
[[nodiscard]] base::JsonObject line_json(const ReportLine& line);
/// How names of bodies that go in another direction than the language stand in its text.
enum class Names : std::uint8_t {
  plain,
  isolated,  ///< between U+2068 and U+2069, which pages understand and not every word processor
};
/// "Reply of X, question 2, para. 3; contributors who are not named.", with the places `shown`.
[[nodiscard]] std::string footnote_of(model::Language language, const CodingState& state,
                                      const ReportLine& line, Names names);
/// The report as a work in the United Nations' form: numbered paragraphs, footnotes to replies.
[[nodiscard]] model::Reading report_paper(const Ask& ask, const CodingState& state,
                                          const Report& report);
/// Passages, those together that several marked at the same place; in the order of their firsts.
[[nodiscard]] std::vector<std::vector<std::size_t>> at_one_place(
    const CodingState& state, const std::vector<std::size_t>& passages);
/// Why what was marked at one place is set aside; one of the passages has the reason.
[[nodiscard]] std::string reason_of(const CodingState& state,
                                    const std::vector<std::size_t>& group);
/// The codes of all of them, each once.
[[nodiscard]] std::vector<std::string> codes_of(const CodingState& state,
                                                const std::vector<std::size_t>& passages);
/// Of the passages those that the person is shown by now: all, once the report is published.
[[nodiscard]] std::vector<std::size_t> shown_passages(const Looked& looked,
                                                      const std::vector<std::size_t>& passages);

}  // namespace comity::service::coding
