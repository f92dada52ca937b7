#pragma once

#include <string>
#include <string_view>

#include "service/documents/documents.h"
#include "service/installation.h"
#include "service/texts/record_texts.h"

// Sessions of the bodies whose texts the record holds: their items, and what was promised for them
// (api/openapi.yaml).
namespace comity::service {

/// Every session of which the record holds a text, by body, latest first.
[[nodiscard]] base::Result<Answer> sessions(Installation& installation, const Ask& ask);

/// One session, by the body's code in data/grammar/bodies.csv: its texts by agenda item, and what
/// texts promise or ask for it; who sponsored them and what came of each. With a sponsor (a State's
/// code, or a name as printed) only its texts. not_found: no such body, or nothing of or for that
/// session.
[[nodiscard]] base::Result<Answer> session(Installation& installation, const Ask& ask,
                                           std::string_view body, int number,
                                           std::string_view sponsor = {});

/// Its days as a calendar, as mastheads of its texts state them; without an event where none does.
/// Errors as session().
[[nodiscard]] base::Result<StoredFile> session_calendar(Installation& installation, const Ask& ask,
                                                        std::string_view body, int number);

/// "/sessions/HRC/48"; empty where a text tells no session.
[[nodiscard]] std::string session_address(const TextOfRecord& text);

}  // namespace comity::service
