#pragma once

#include <vector>

#include "base/json.h"
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

/// What each corrigendum says, as a finding on the work that it corrects.
[[nodiscard]] base::Result<std::vector<model::Finding>> correction_findings(
    const Installation& installation, const std::vector<store::Work>& corrigenda);

}  // namespace comity::service
