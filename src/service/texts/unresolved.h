#pragma once

#include "model/reading.h"
#include "service/texts/record_texts.h"

// The citations of one text that lead nowhere yet, and what would resolve them.
namespace comity::service {

/// What is typed to bring a document in; empty of what no document service gives: instruments that
/// are cited by name, drafts without a symbol.
[[nodiscard]] std::string fetch_words(std::string_view symbol);

/// The documents of the record that bear the number in the words of a citation: `[{work, title,
/// address}]`, a few.
[[nodiscard]] base::JsonArray candidates_for(std::string_view words, const RecordTexts& record);

/// `[{text, target, why, fetch, candidates, paragraphs}]`, each target or wording once, in the
/// order of the text. `why` is "not_held" where the record holds no document of that symbol,
/// "not_told" where the words do not tell which document they mean: `candidates` are then those of
/// the record that bear the number.
[[nodiscard]] base::JsonArray unresolved_json(const model::Reading& reading, std::string_view work,
                                              const RecordTexts& record);

}  // namespace comity::service
