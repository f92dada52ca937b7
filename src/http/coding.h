#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/consultations.h"

namespace comity::http {

/// What people do with replies and lines.
enum class CodingStep : std::uint8_t {
  mark,         ///< fields passage, reply, version, part, paragraph, words, from, to, code…
  unmark,       ///< passage
  finish,       ///< reply, or none: with the whole call
  accept,       ///< of what a machine proposes: reply, version, part, paragraph, code…
  dismiss,      ///< the same
  be_present,   ///< reply, or none: at the list
  write_code,   ///< code, title, group
  write_line,   ///< line, section, order, text, passage…
  remove_line,  ///< line
  set_aside,    ///< passage, reason
  publish,      ///< published, annex
};

/// What is asked for, and as it was put.
struct CodingQuestion {
  std::string_view call;
  std::vector<Parameter> asked;
};

/// The part of a Site that knows passages, the synthesis and the report; api/openapi.yaml has the
/// answers.
class ReplyCoding {
 public:
  virtual ~ReplyCoding() = default;
  /// forbidden, not_found.
  [[nodiscard]] virtual base::Result<base::Json> passages(const CodingQuestion& question,
                                                          const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<base::Json> proposals(const CodingQuestion& question,
                                                           const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<base::Json> presence(const CodingQuestion& question,
                                                          const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<base::Json> synthesis(const CodingQuestion& question,
                                                           const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<base::Json> report(const CodingQuestion& question,
                                                        const Reader& reader) = 0;
  /// "docx", "csv", "ndjson".
  [[nodiscard]] virtual base::Result<File> report_file(std::string_view call,
                                                       std::string_view format,
                                                       const Reader& reader) = 0;
  /// `fields` with `seen`, the last entry of what is changed, 0 where nothing was there; "*" or
  /// none: whatever it is. forbidden, invalid_input, not_found, conflict.
  [[nodiscard]] virtual base::Result<base::Json> take(CodingStep step, std::string_view call,
                                                      const std::vector<Parameter>& fields,
                                                      const Reader& reader) = 0;
};

}  // namespace comity::http
