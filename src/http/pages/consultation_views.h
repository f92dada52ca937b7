#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/site.h"

// What pages of consultations need beside their answers (src/http/README.md).
namespace comity::http {

/// Of a call: `texts[]{code, language_address, chosen}` where it is in several languages.
[[nodiscard]] base::Json call_extra(const base::JsonObject& call);

/// Of the form in which a call is written: `is_new`, `texts[]`, and what may be chosen.
[[nodiscard]] base::Json editor_extra(const base::JsonObject& answer, bool is_new);

/// Of a reply's form with what is filled in: `fields[]` (questions), `kinds[]`, `languages[]`,
/// `ways_offered[]`, `body_value`, `publish_value`, `uploads[]{field, secret}`, `kept_files[]`.
[[nodiscard]] base::Json reply_form_extra(const base::JsonObject& call,
                                          const std::vector<Parameter>& filled,
                                          const base::JsonArray& parts);
/// Whether a field names a file that was sent ahead: "upload", or "upload.N" of a question.
[[nodiscard]] bool is_upload(std::string_view field);
/// What a reply says, as its form would send it.
[[nodiscard]] std::vector<Parameter> fields_of_reply(const base::JsonObject& reply);

}  // namespace comity::http
