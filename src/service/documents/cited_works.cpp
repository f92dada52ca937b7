#include "service/documents/cited_works.h"

#include <algorithm>
#include <set>

#include "service/address.h"

namespace comity::service {

base::Result<CitedWorks> CitedWorks::of(std::span<const model::Paragraph> paragraphs,
                                        const store::Read& read, const store::Visibility& asker) {
  std::set<std::string> targets;
  for (const auto& paragraph : paragraphs) {
    for (const auto& citation : paragraph.citations) {
      if (!citation.target.empty()) targets.insert(citation.target);
    }
  }
  const std::vector<std::string> names(targets.begin(), targets.end());
  CitedWorks works;
  COMITY_TRY(works.known_, read.known(names, asker));
  return works;
}

std::string CitedWorks::address_of(std::string_view symbol) const {
  const bool known = std::binary_search(known_.begin(), known_.end(), symbol);
  return known ? document_address(symbol) : std::string();
}

}  // namespace comity::service
