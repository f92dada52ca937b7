#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/export.h"
#include "service/installation.h"
#include "service/texts/mandate_rows.h"

// What the texts of the record ask of whom, and what their bodies promise (api/openapi.yaml).
namespace comity::service {

struct MandatesRequest {
  std::string words;  ///< in the query language, over the paragraphs
  /// Of mandate_filter_names(); several values of one are alternatives, "-value" excludes.
  std::vector<std::pair<std::string, std::string>> filters;
  std::string view;    ///< a prepared view, of grammar/mandates/mandate_views.h
  std::string cursor;  ///< `next` of an earlier answer
};

/// addressee, body, session (that adopted), due ("s76", "GA:s76", "2025", "annual"), state, kind, verb, work.
[[nodiscard]] const std::vector<std::string>& mandate_filter_names();

/// By date of the text, latest first, then by its order. invalid_input: an unknown filter or view,
/// a cursor that is none, words that are no question.
[[nodiscard]] base::Result<Answer> mandates(Installation& installation, const Ask& ask,
                                            const MandatesRequest& request);

/// All rows that the request finds, in that order.
[[nodiscard]] base::Result<std::vector<MandateRow>> find_mandates(Installation& installation,
                                                                  const Ask& ask,
                                                                  const store::Read& read,
                                                                  const MandatesRequest& request,
                                                                  MandateJudge& judge);

/// All rows as a file: symbol, number, body, session, date, title, kind, verb,
/// addressees, addressed, action, occasions, state, reason, kept_by, text.
[[nodiscard]] base::Result<std::unique_ptr<RowStream>> mandate_rows(Installation& installation,
                                                                    const Ask& ask,
                                                                    const MandatesRequest& request,
                                                                    RowFormat format);

/// The mandates of one reading by paragraph, judged: what the document's page shows beside it.
[[nodiscard]] base::Result<std::vector<MandateRow>> mandates_in(const store::Work& work,
                                                                const model::Reading& reading,
                                                                MandateJudge& judge);

}  // namespace comity::service
