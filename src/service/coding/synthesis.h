#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/coding/coding.h"
#include "service/documents/documents.h"

// The synthesis of a consultation: lines that stand on passages, what no line uses, and the report
// that is made of them (docs/decisions/0028-coding-and-synthesis.md). Answers as in
// api/openapi.yaml.
namespace comity::service {

struct SynthesisQuery {
  std::string line;  ///< whose passages are shown, or none
  std::string use =
      "unused";      ///< which passages are listed: "unused", "used", "set_aside" or "stale"
  std::string code;  ///< only passages with it, or all
  int page = 1;
};

/// Lines by section, each with its sources counted, and coverage. forbidden, not_found.
[[nodiscard]] base::Result<Answer> synthesis(Installation& installation, const Ask& ask,
                                             std::string_view call, const SynthesisQuery& query);

struct LineWish {
  std::string line;  ///< to change; empty: another one
  std::string section;
  std::int64_t order = 0;  ///< 0: behind the others
  std::string text;
  std::vector<std::string> passages;
  SeenEntry seen = {};  ///< the line's last entry
};
/// Writes a line; what was changed at once is merged where both can hold, and passages that its
/// writer is not shown yet stay. `{"line": {}}`.
/// invalid_input: it stands on no passage; forbidden, not_found, conflict.
[[nodiscard]] base::Result<base::JsonObject> write_line(Installation& installation, const Ask& ask,
                                                        std::string_view call,
                                                        const LineWish& wish);
[[nodiscard]] base::Status remove_line(Installation& installation, const Ask& ask,
                                       std::string_view call, const std::string& line,
                                       SeenEntry seen);
/// Leaves a passage out for a reason; with an empty one it is taken up again.
[[nodiscard]] base::Status set_passage_aside(Installation& installation, const Ask& ask,
                                             std::string_view call, const std::string& passage,
                                             std::string_view reason, SeenEntry seen);

struct PublishReportWish {
  bool published = false;
  bool annex = false;  ///< with the passages that no line uses
  SeenEntry seen = {};
};
/// conflict: a line has lost its passages.
[[nodiscard]] base::Status publish_report(Installation& installation, const Ask& ask,
                                          std::string_view call, const PublishReportWish& wish);

/// The report, for everyone once it is published, before that for those who write it; `line`: whose
/// passages are shown, or none. Where words are not everyone's to read, none are in it. not_found.
[[nodiscard]] base::Result<Answer> report(Installation& installation, const Ask& ask,
                                          std::string_view call, std::string_view line);
enum class ReportFormat : std::uint8_t { docx, csv, ndjson };
[[nodiscard]] base::Result<StoredFile> report_file(Installation& installation, const Ask& ask,
                                                   std::string_view call, ReportFormat format);

}  // namespace comity::service
