#include "service/finding/index_documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/json.h"
#include "service/tags/tags.h"

namespace comity::service {
namespace {

using testing::Contains;

model::Paragraph paragraph(model::ParagraphKind kind, std::string number, std::string text) {
  model::Paragraph p;
  p.kind = kind;
  p.number = std::move(number);
  p.runs = {{std::move(text), {}, ""}};
  return p;
}

/// A report with one recommendation of two clauses.
model::Reading report() {
  model::Reading reading;
  reading.kind = model::WorkKind::working_group_report;
  reading.paragraphs = {
      paragraph(model::ParagraphKind::heading, "", "Conclusions"),
      paragraph(model::ParagraphKind::numbered, "92", "The following enjoy support:"),
      paragraph(model::ParagraphKind::recommendation, "92.1", "Ratify (X)/Accede (Y);")};
  model::Review review;
  review.session = 13;
  review.cycle = 2;
  model::Recommendation recommendation;
  recommendation.number = "92.1";
  recommendation.list = "92";
  recommendation.state_under_review = "XAA";
  recommendation.counts_as = model::CountsAs::supported;
  recommendation.clauses = {{.text = "Ratify", .states = {"XAB", "XAC"}}, {.text = "Accede"}};
  review.recommendations = {recommendation};
  reading.review = review;
  return reading;
}

store::Work work(bool published) {
  store::Work work;
  work.id = 7;
  work.name = work.symbol = "A/SPEC/1/2";
  work.title = "Report";
  work.published = published;
  return work;
}

std::vector<std::string> values(const search::IndexDocument& document, std::string_view facet) {
  std::vector<std::string> out;
  for (const auto& each : document.facets) {
    if (each.facet == facet) out.push_back(each.value);
  }
  return out;
}

TEST(IndexDocuments, FindsARecommendationByItsClausesOnly) {
  const auto documents = index_documents(work(true), report());
  ASSERT_EQ(documents.size(), 4U);  // the work, paragraph 92, two clauses
  EXPECT_EQ(values(documents[0], facet::kKind), std::vector<std::string>{"document"});
  EXPECT_EQ(values(documents[1], facet::kKind), std::vector<std::string>{"paragraph"});
  const auto& clause = documents[2];
  EXPECT_EQ(clause.text, "Ratify");
  EXPECT_EQ(values(clause, facet::kBy), (std::vector<std::string>{"XAB", "XAC"}));
  EXPECT_EQ(values(clause, facet::kPosition), std::vector<std::string>{"supported"});
  EXPECT_EQ(values(clause, facet::kSession), std::vector<std::string>{"13"});
  EXPECT_EQ(values(clause, facet::kList), std::vector<std::string>{"92"});
  EXPECT_EQ(clause.cluster, documents[3].cluster);
  EXPECT_NE(clause.cluster, 0U);
}

TEST(IndexDocuments, HasTheFacetsOfTheWorkAndTheGroupsOfItsStates) {
  auto dated = work(true);
  dated.date = "2012-07-05";
  auto reading = report();
  reading.language = model::Language::en;
  auto& recommendation = reading.review->recommendations.front();
  recommendation.state_under_review = "BRA";
  recommendation.clauses.front().states = {"FRA", "SEN", "BEL", "XAB"};
  const auto documents =
      index_documents(dated, reading, {}, {nullptr, nullptr, &names::Register::builtin()});
  for (const auto& document : documents) {
    EXPECT_EQ(values(document, facet::kYear), std::vector<std::string>{"2012"});
    EXPECT_EQ(values(document, facet::kTextLanguage), std::vector<std::string>{"en"});
    EXPECT_EQ(values(document, facet::kDocumentKind),
              std::vector<std::string>{"working_group_report"});
    EXPECT_EQ(values(document, facet::kSource), std::vector<std::string>{"un-document"});
  }
  const auto& clause = documents[2];
  EXPECT_EQ(values(clause, facet::kRegionalGroup),
            std::vector<std::string>{"Latin American and Caribbean States"});
  EXPECT_EQ(values(clause, facet::kByRegionalGroup),
            (std::vector<std::string>{"Western European and other States", "African States",
                                      "Western European and other States"}));
  EXPECT_TRUE(values(documents[1], facet::kRegionalGroup).empty());
}

TEST(IndexDocuments, EveryoneAndThoseInsideFindTheirOwnPosition) {
  const std::vector<store::PrevailingPosition> internal = {{0, true, "no", model::CountsAs::noted}};
  const auto documents = index_documents(work(true), report(), internal);
  ASSERT_EQ(documents.size(), 6U);  // the work, paragraph 92, two clauses twice
  const auto found = [&](Inside inside) {
    std::vector<std::string> positions;
    const auto classes = visible_classes(inside, ReplacedToo::no);
    for (const auto& document : documents) {
      if (!clause_of(document.id)) continue;
      if (std::find(classes.begin(), classes.end(), document.visibility) == classes.end()) continue;
      positions.push_back(values(document, facet::kPosition).front());
      EXPECT_EQ(clause_of(document.id)->ordinal, 0U);
    }
    return positions;
  };
  EXPECT_EQ(found(Inside::no), (std::vector<std::string>{"supported", "supported"}));
  EXPECT_EQ(found(Inside::yes), (std::vector<std::string>{"noted", "noted"}));
  std::set<std::uint64_t> ids;
  for (const auto& document : documents) ids.insert(document.id);
  EXPECT_EQ(ids.size(), documents.size());
}

TEST(IndexDocuments, ShowsTheSamePositionToAllOnce) {
  const std::vector<store::PrevailingPosition> both = {{0, false, "no", model::CountsAs::noted},
                                                       {0, true, "no", model::CountsAs::noted}};
  const auto documents = index_documents(work(true), report(), both);
  ASSERT_EQ(documents.size(), 4U);
  EXPECT_EQ(values(documents[2], facet::kPosition), std::vector<std::string>{"noted"});
  EXPECT_EQ(documents[2].visibility, kPublic);
}

TEST(IndexDocuments, AnIdLeadsBackToItsClause) {
  const auto documents = index_documents(work(true), report());
  const auto second = clause_of(documents[3].id);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->work, 7U);
  EXPECT_EQ(second->ordinal, 0U);
  EXPECT_EQ(second->clause, 1U);
  EXPECT_FALSE(clause_of(documents[0].id));
  EXPECT_FALSE(clause_of(documents[1].id));
}

TEST(IndexDocuments, HidesAnInternalWork) {
  for (const auto& document : index_documents(work(false), report())) {
    EXPECT_EQ(document.visibility, kInternal);
  }
}

TEST(IndexDocuments, StoresWhatAResultSays) {
  const auto documents = index_documents(work(true), report());
  const auto stored = base::parse_json(documents[2].stored);
  ASSERT_TRUE(stored);
  EXPECT_EQ(base::text_at(stored->as_object(), "work"), "A/SPEC/1/2");
  EXPECT_EQ(base::integer_at(stored->as_object(), "clauses"), 2);
}

model::Reading table(model::WorkKind kind) {
  model::Reading reading;
  reading.kind = kind;
  auto rows = paragraph(model::ParagraphKind::table, "", "");
  const auto cell = [](std::string text) { return model::Cell{{{std::move(text), {}, ""}}}; };
  rows.rows = {{cell("Well"), cell("Depth")}, {cell(""), cell("")}, {cell("Eastmere"), {}}};
  reading.paragraphs = {paragraph(model::ParagraphKind::heading, "", "Wells"), rows};
  return reading;
}

TEST(IndexDocuments, FindsATableRowByRow) {
  const auto documents = index_documents(work(true), table(model::WorkKind::table));
  ASSERT_EQ(documents.size(), 3U);  // the work, two rows that hold something
  EXPECT_EQ(values(documents[1], facet::kKind), std::vector<std::string>{"row"});
  EXPECT_EQ(documents[1].text, "Well · Depth");
  EXPECT_EQ(documents[2].text, "Eastmere");
  EXPECT_NE(documents[1].id, documents[2].id);
  EXPECT_FALSE(clause_of(documents[2].id));
  const auto stored = base::parse_json(documents[2].stored);
  ASSERT_TRUE(stored);
  EXPECT_EQ(base::text_at(stored->as_object(), "number"), "3");
  EXPECT_EQ(base::text_at(stored->as_object(), "anchor"), "p2");
}

TEST(IndexDocuments, FindsATableInATextAsOneParagraph) {
  const auto documents = index_documents(work(true), table(model::WorkKind::other));
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[1].text, "Well Depth Eastmere");
}

TEST(IndexDocuments, AnInterventionIsFoundByWhoSpeaks) {
  auto reading = report();
  reading.review->states_under_review = {"XAA"};
  reading.paragraphs.push_back(
      paragraph(model::ParagraphKind::numbered, "12", "The State of Z welcomed the lamps."));
  reading.review->dialogue = {{3, {"XAZ"}}};
  const auto documents = index_documents(work(true), reading);
  const auto found = std::find_if(documents.begin(), documents.end(), [](const auto& each) {
    return values(each, facet::kKind) == std::vector<std::string>{"statement"};
  });
  ASSERT_NE(found, documents.end());
  EXPECT_THAT(values(*found, facet::kBy), testing::ElementsAre("XAZ"));
  EXPECT_THAT(values(*found, facet::kState), testing::ElementsAre("XAA"));
  EXPECT_EQ(found->number, "12");
}

TEST(IndexDocuments, WhatATreatyBodyRecommendsIsNoRecommendation) {
  model::Reading reading;
  reading.kind = model::WorkKind::concluding_observations;
  reading.paragraphs = {paragraph(model::ParagraphKind::numbered, "5", "Count the lamps.")};
  reading.observations = model::Observations{"treaty-body:CERD", "XAA", 89, "", {{0, "Lamps"}}};
  const auto documents = index_documents(work(true), reading);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_THAT(values(documents[1], facet::kKind), testing::ElementsAre("observation"));
  EXPECT_THAT(values(documents[1], facet::kMechanism), testing::ElementsAre("treaty-body:CERD"));
  EXPECT_THAT(values(documents[1], facet::kState), testing::ElementsAre("XAA"));
  EXPECT_THAT(documents[1].stored, testing::HasSubstr(R"("subject":"Lamps")"));
  EXPECT_EQ(paragraph_of(documents[1].id), 0U);
  EXPECT_EQ(paragraph_of(documents[0].id), std::nullopt);
  EXPECT_EQ(documents[1].cluster, 0U);
}

TEST(IndexDocuments, SaysWhatRecommendationsOfEveryMechanismAreAbout) {
  const TextTagger tagger(nullptr);
  auto reading = report();
  reading.language = model::Language::en;
  reading.review->recommendations[0].clauses[0].text =
      "Ratify the Convention against Torture and protect girls";
  reading.review->recommendations[0].clauses[1].text = "Accede";
  const auto documents = index_documents(work(true), reading, {}, {&tagger});
  ASSERT_EQ(documents.size(), 4U);
  EXPECT_THAT(values(documents[2], facet::kTreaty), testing::ElementsAre("CAT"));
  EXPECT_THAT(values(documents[2], facet::kGroup), Contains("women"));
  EXPECT_THAT(values(documents[2], facet::kAction), testing::IsEmpty());  // only a model knows
  EXPECT_THAT(values(documents[3], facet::kTreaty), testing::IsEmpty());
  for (const auto& document : index_documents(work(true), reading)) {
    EXPECT_THAT(values(document, facet::kTreaty), testing::IsEmpty());
  }

  model::Reading observations;
  observations.kind = model::WorkKind::concluding_observations;
  observations.paragraphs = {
      paragraph(model::ParagraphKind::numbered, "4", "CAT is in force for the State."),
      paragraph(model::ParagraphKind::numbered, "5", "Implement CAT.")};
  observations.observations = model::Observations{"treaty-body:CAT", "XAA", 89, "", {{1, ""}}};
  const auto found = index_documents(work(true), observations, {}, {&tagger});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(values(found[1], facet::kTreaty), testing::IsEmpty());
  EXPECT_THAT(values(found[2], facet::kTreaty), testing::ElementsAre("CAT"));
}

}  // namespace
}  // namespace comity::service
