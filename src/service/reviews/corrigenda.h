#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "service/installation.h"
#include "service/reviews/positions.h"
#include "service/texts/amendments.h"

// Corrigenda of a report and of the works that answer its recommendations.
namespace comity::service {

struct Corrigendum {
  store::Work work;
  std::string corrects;  ///< the report, or the work that answers, by its name
};

/// What an asker may see of them.
class CorrigendaOfReview {
 public:
  /// `positions` are the report's.
  [[nodiscard]] static base::Result<CorrigendaOfReview> read(const Installation& installation,
                                                             const store::Read& read,
                                                             const store::Work& report,
                                                             const PositionsOf& positions,
                                                             const store::Visibility& asker);

  /// What they say of one paragraph of the report.
  [[nodiscard]] std::vector<CorrectedParagraph> at(std::string_view number) const;
  /// Their names, where they say something of that paragraph, each once.
  [[nodiscard]] std::vector<std::string> names_at(std::string_view number) const;
  /// Those of which nothing is said at any of the numbers of the report.
  [[nodiscard]] std::vector<const Corrigendum*> without_place() const;
  /// In the short form, each with what it `corrects` and the `numbers` of the report that it names.
  [[nodiscard]] base::JsonArray json() const;
  /// In the short form alone.
  [[nodiscard]] base::JsonArray works_json() const;

 private:
  std::string report_;
  std::vector<Corrigendum> corrigenda_;
  std::vector<CorrectedParagraph> said_;
};

}  // namespace comity::service
