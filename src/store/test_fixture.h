#pragma once

#include <string>
#include <vector>

#include "model/reading.h"
#include "store/store.h"
#include "support/test_files.h"

// What the tests of the record share.
namespace comity::store {

using test::FailingFiles;
using test::TestFolder;

inline const ActorId kOwner{42};
inline const Visibility kEveryone = Visibility::published();
inline const Visibility kOwnerSees = Visibility::everything();

/// A report of a review with so many recommendations, every third of them noted.
[[nodiscard]] inline model::Reading report_of(const std::string& state, int count,
                                              const std::string& title = "Report") {
  model::Reading reading;
  reading.language = model::Language::en;
  reading.kind = model::WorkKind::working_group_report;
  reading.title = title;
  reading.masthead.date = "2021-05-04";
  model::Review review;
  review.states_under_review = {state};
  review.cycle = 3;
  review.session = 38;
  review.date = "2021-05-04";
  review.troika = {"XAA", "XBB"};
  for (int i = 1; i <= count; ++i) {
    model::Recommendation item;
    item.number = "10." + std::to_string(i);
    item.printed = item.number;
    item.list = "10";
    item.state_under_review = state;
    item.position = "noted";
    item.counts_as = i % 3 == 0 ? model::CountsAs::noted : model::CountsAs::supported;
    item.clauses.push_back({"Improve matter " + std::to_string(i), {"XAA"}, {}, 0, 10});
    if (i % 5 == 0) item.clauses.push_back({"And another", {"XAA", "XBB"}, {}, 10, 20});
    model::Paragraph paragraph;
    paragraph.kind = model::ParagraphKind::recommendation;
    paragraph.number = item.number;
    paragraph.runs.push_back({"Improve matter " + std::to_string(i) + "; and another", {}});
    reading.paragraphs.push_back(std::move(paragraph));
    review.recommendations.push_back(std::move(item));
  }
  review.pledges.push_back({"11", state, "To go on"});
  reading.review = std::move(review);
  return reading;
}

/// Puts file and reading and gives the act that names them.
[[nodiscard]] inline base::Result<DocumentRead> stored(Store& store, const std::string& work,
                                                       const std::string& bytes,
                                                       const model::Reading& reading) {
  DocumentRead act;
  COMITY_TRY(act.file, store.put_file(bytes));
  COMITY_TRY(act.reading, store.put_reading(reading));
  act.file_name = work + ".md";
  act.bytes = bytes.size();
  act.media_type = "text/markdown";
  act.reader = "1";
  act.language = reading.language;
  act.work = work;
  act.origin = "import";
  return act;
}

}  // namespace comity::store
