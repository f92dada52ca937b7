#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "http/pages/messages.h"
#include "http/site.h"

// What a page needs beside its answer: a title, and parts picked out of the answer. Everything here
// follows from the answer and the question alone.
namespace comity::http {

/// The template of a view ("search/page").
[[nodiscard]] std::string_view template_of(View view);

/// The page's title, without the name of the product.
[[nodiscard]] std::string title_of(const Question& question, const base::JsonObject& answer,
                                   const Catalogue& catalogue);

/// What the template looks up beside the answer: `form` (what a search form must send again) and
/// for `?view=pages` of a document `sheet`, the page asked for with the paragraphs that stand on
/// it.
[[nodiscard]] base::Json extra_of(const Question& question, const base::JsonObject& answer);

/// What the page of an import shows beside its report: `done` once there is one, `read_files[]` and
/// `unchanged_files[]` with the address of their documents, `failed_files[]` with `elsewhere` where
/// the place is more than the file.
[[nodiscard]] base::Json import_extra(bool done, const base::JsonObject& report);

/// Beside what a submission was answered: its asks by what became of them.
[[nodiscard]] base::Json asked_extra(const base::JsonObject& answer);

/// What the page of an account shows beside its answer: `made` (the answer of making a token, or
/// null), `held[]` (the tokens, each with its `last_day`), `has_tokens`, and `scopes_offered[]`.
[[nodiscard]] base::Json account_extra(const base::JsonObject& account, const base::Json& made);

/// Whether anything the answer shows is specimen.
[[nodiscard]] bool is_specimen(const base::JsonObject& answer);

}  // namespace comity::http
