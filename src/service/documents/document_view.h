#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "model/reading.h"
#include "service/state_names.h"

namespace comity::service {

/// What the view of a document needs to know of the record around it.
struct ViewContext {
  const StateNames& states;
  model::Language language = model::Language::en;  ///< in which States are named
  std::string work;                                ///< symbol or "~ID"
  std::string
      copy_query;  ///< of addresses that are the shown copy's own; empty for the leading one
  /// The address of a work by symbol, or empty where the asker's record does not hold it.
  std::function<std::string(std::string_view)> address_of_symbol;
};

/// The anchor of each paragraph: its canonical number, or "p12" by position from 1.
[[nodiscard]] std::string anchor_of(const model::Paragraph& paragraph, std::size_t position);

/// One paragraph (Paragraph of api/openapi.yaml), without what is found beside it. Links back from
/// notes lead to the anchor.
[[nodiscard]] base::JsonObject paragraph_json(const model::Paragraph& paragraph,
                                              const std::string& anchor,
                                              const ViewContext& context);

/// What a reading alone says of a document: masthead, sponsors, paragraphs, notes, outline,
/// findings, pages with their marks (api/openapi.yaml).
[[nodiscard]] base::JsonObject reading_json(const model::Reading& reading,
                                            const ViewContext& context);
/// The pages of a work's file with the marks of the reading's paragraphs on them; `copy_query` asks
/// for the file where it is not the leading copy.
[[nodiscard]] base::JsonArray pages_json(const model::Reading& reading, const std::string& work,
                                         const std::string& copy_query);
/// One finding with its sentence.
[[nodiscard]] base::JsonObject finding_json(const model::Finding& finding,
                                            model::Language language);

}  // namespace comity::service
