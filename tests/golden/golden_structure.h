#pragma once

#include "base/json.h"
#include "model/reading.h"

namespace comity::golden {

/// What a golden file holds of a reading: all that the text means, and neither where it stands nor
/// which program read it. Empty members are left out.
[[nodiscard]] base::Json structure_of(const model::Reading& reading);

/// The part of a structure that plain text carries, which has neither styles nor notes: its
/// numbers, verbs and texts of numbered paragraphs, and recommendations with States and positions.
[[nodiscard]] base::Json bare(const base::Json& structure);

}  // namespace comity::golden
