#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/reading.h"
#include "service/installation.h"

// Works that replace and correct each other, as their symbols say (model::Symbol::Amendment).
namespace comity::service {

/// What stands around a work, for those who may see it: each a list of works in the short form;
/// what the record does not hold is named with an empty address.
struct Amendments {
  base::JsonArray replaces;
  base::JsonArray replaced_by;  ///< later revisions, the last one last
  base::JsonArray corrects;
  base::JsonArray corrected_by;
  std::vector<store::Work> corrigenda;
};

[[nodiscard]] base::Result<Amendments> amendments_of(const store::Read& read,
                                                     const store::Work& work,
                                                     const store::Visibility& asker);

/// What a corrigendum says of a paragraph that it names.
struct CorrectedParagraph {
  std::string work;     ///< the corrigendum
  std::string number;   ///< canonical, of the corrected text
  std::string text;     ///< from where it names it to where it names another, shortened
  bool answer = false;  ///< it corrects what another work answers there, not the paragraph
};

/// In the order of the corrigenda and of what each says; numbers that `corrected` has not are
/// passed over.
[[nodiscard]] base::Result<std::vector<CorrectedParagraph>> corrected_paragraphs(
    const Installation& installation, const std::vector<store::Work>& corrigenda,
    const model::Reading& corrected);

/// What each corrigendum says, as findings on the work that it corrects: one of the whole, and one
/// at each paragraph that it names.
[[nodiscard]] base::Result<std::vector<model::Finding>> correction_findings(
    const Installation& installation, const std::vector<store::Work>& corrigenda,
    const model::Reading& corrected);

/// What a corrigendum says of a paragraph, as a finding there.
[[nodiscard]] model::Finding finding_of(const CorrectedParagraph& corrected);

}  // namespace comity::service
