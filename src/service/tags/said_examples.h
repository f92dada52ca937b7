#pragma once

#include <vector>

#include "base/result.h"
#include "store/read/read.h"
#include "tagging/train.h"

// What people said of tags, as what a model learns from and is measured by.
namespace comity::service {

/// A clause for each of which somebody said something of themes or of its kind of action: partial
/// examples, in English or in no language, by the texts that people saw.
[[nodiscard]] base::Result<std::vector<tagging::Example>> said_examples(
    const store::Read& read, const store::Visibility& asker);

/// Puts what people said into a table's examples: those with the text of one, of the same session
/// where both name one, say what was said; what stands in no row is added, partial.
void put_said(std::vector<tagging::Example>& examples, std::vector<tagging::Example> said);

}  // namespace comity::service
