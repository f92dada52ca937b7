#pragma once

#include <string>
#include <vector>

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

struct PositionsReading {
  std::vector<model::PositionStatement> statements;
  std::vector<model::Finding> findings;
};

/// Whether the paragraphs are an addendum to a report of the Working Group on the Universal
/// Periodic Review, by the title on their first page.
[[nodiscard]] bool is_review_addendum(const std::vector<model::Paragraph>& paragraphs,
                                      model::Language language);

/// What an addendum says of the recommendations that it names ("Views on conclusions and/or
/// recommendations … presented by the State under review"). A recommendation on which it takes no
/// position gets none; what it adds to one without a position is a remark.
[[nodiscard]] PositionsReading read_answers(const model::Reading& reading,
                                            const names::Register& states);

/// What the States under review said, by a session's report of the Council, of the recommendations
/// that they named by number.
[[nodiscard]] PositionsReading read_session_views(const model::Reading& reading,
                                                  const names::Register& states);

}  // namespace comity::grammar
