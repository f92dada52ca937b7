#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compare/compare.h"
#include "model/review.h"
#include "store/store.h"

namespace comity::service {

/// A clause of a recommendation as one State made it, or a pledge: what a source's row is compared
/// with.
struct SaidClause {
  std::string work;    ///< name
  std::string number;  ///< canonical
  int clause = 1;      ///< from 1
  std::string by;      ///< register code, else the name as printed; empty where none is named
  std::string text;
  std::string position;
  model::CountsAs counts_as = model::CountsAs::pending;
};

/// What the reports of one review say, each report once whatever spaces hold it.
struct ReviewContent {
  std::vector<std::string> works;  ///< their names
  int session = 0;
  std::vector<SaidClause> clauses;  ///< each once for each State that made it
  std::vector<SaidClause> pledges;
};

/// Of the reports that the asker may see and that no other replaces; nothing in it where there is
/// none.
[[nodiscard]] base::Result<ReviewContent> review_content(const store::Read& read,
                                                         const store::Visibility& asker,
                                                         std::string_view state, int cycle);

[[nodiscard]] std::vector<compare::Statement> statements_of(const std::vector<SaidClause>& clauses);

}  // namespace comity::service
