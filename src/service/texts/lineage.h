#pragma once

#include <string>

#include "service/installation.h"
#include "service/texts/record_texts.h"

// Which texts came before and after one, and through which a paragraph came (api/openapi.yaml).
namespace comity::service {

/// A text on the way of another.
struct Related {
  std::size_t text = 0;   ///< in RecordTexts::texts()
  double likeness = 0;    ///< of the titles; 0 where only citations tell
  bool title = false;     ///< the titles are alike
  bool cites = false;     ///< the one asked about cites it
  bool cited = false;     ///< it cites the one asked about
  bool promised = false;  ///< it keeps a promise of the other to continue
  bool earlier = false;
};

/// Resolutions, decisions and drafts whose titles are alike (kSameQuestion), or that cite one
/// another under titles that share half their weight; by date. The text itself is not among them.
[[nodiscard]] base::Result<std::vector<Related>> related_texts(const store::Read& read,
                                                               const store::Visibility& asker,
                                                               const RecordTexts& record,
                                                               const store::Work& work,
                                                               const model::Reading& reading);

/// The same as answers show them.
[[nodiscard]] base::Result<base::JsonArray> related_json(const store::Read& read,
                                                         const store::Visibility& asker,
                                                         const RecordTexts& record,
                                                         const store::Work& work,
                                                         const model::Reading& reading);

/// With a paragraph, the steps through which it came: itself first, the first text in which it
/// stood last. not_found: no such work or paragraph; invalid_input: none is named.
[[nodiscard]] base::Result<Answer> lineage(Installation& installation, const Ask& ask,
                                           const std::string& work, const std::string& paragraph);

}  // namespace comity::service
