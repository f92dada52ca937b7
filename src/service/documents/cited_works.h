#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "service/installation.h"

namespace comity::service {

/// The addresses of those cited works that the asker's record holds, asked once for a text.
class CitedWorks {
 public:
  [[nodiscard]] static base::Result<CitedWorks> of(std::span<const model::Paragraph> paragraphs,
                                                   const store::Read& read,
                                                   const store::Visibility& asker);

  /// Empty where the record does not hold it, or nothing of the text cites it.
  [[nodiscard]] std::string address_of(std::string_view symbol) const;

 private:
  std::vector<std::string> known_;
};

}  // namespace comity::service
