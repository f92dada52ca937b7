// Copies of a work, which of them is in force, readings that take the place of others, and works
// that replace works: on every database behind the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/apply/copy_order.h"
#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using model::Language;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A file to read: what its reading is like.
struct Given {
  std::string bytes;
  model::Reading reading;
  std::string media_type = "text/markdown";
};

model::Reading in(Language language, model::Reading reading) {
  reading.language = language;
  return reading;
}

model::Reading issue(std::string_view symbol, model::Reading reading) {
  reading.symbol = *model::Symbol::parse(symbol);
  return reading;
}

class CopiesTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    store_ = open();
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
  }

  std::unique_ptr<Store> open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return store ? std::make_unique<Store>(*std::move(store)) : nullptr;
  }

  Appended append(Act act) { return append_to(space_, std::move(act)); }
  Appended append_to(SpaceId space, Act act) {
    const auto appended = store_->append({{space, kOwner, std::move(act)}});
    EXPECT_TRUE(appended) << appended.error().message;
    return appended ? appended->front() : Appended();
  }
  base::Hash import(const std::string& work, const Given& given) {
    auto act = stored(*store_, work, given.bytes, given.reading);
    EXPECT_TRUE(act);
    act->media_type = given.media_type;
    (void)append(*act);
    return act->file;
  }
  DocumentReread reread(const std::string& work, const base::Hash& file,
                        const model::Reading& before, const model::Reading& now) {
    return {work, file,        *store_->put_reading(now), *store_->put_reading(before), "2",
            "",   now.language};
  }

  Work work(const std::string& name) {
    const auto found = store_->read()->work(name, Visibility::everything());
    EXPECT_TRUE(found && *found);
    return **found;
  }
  std::vector<Copy> copies(const std::string& name) {
    const auto of = work(name);
    return *store_->read()->copies(of.space, of.id);
  }
  /// The bytes' hashes of the copies in force, with why.
  std::vector<std::pair<base::Hash, Standing>> in_force(const std::string& name) {
    std::vector<std::pair<base::Hash, Standing>> found;
    const auto all = copies(name);
    for (const auto& copy : all) {
      if (copy.in_force) found.emplace_back(copy.file, standing_of(copy, all));
    }
    return found;
  }
  void expect_whole() {
    const auto check = store_->rebuild_check();
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_TRUE(check->equal) << check->difference << " " << check->place;
    EXPECT_TRUE(store_->verify()->valid);
  }

  TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
};

TEST_P(CopiesTest, OneCopyALanguageIsInForceByIssueThenFormatThenTheFirst) {
  using Is = std::pair<base::Hash, Standing>;
  const auto report = report_of("XCC", 3);
  const auto first = import("A/TEST/1", {"md", report});
  EXPECT_THAT(in_force("A/TEST/1"), ElementsAre(Is{first, Standing::only}));
  (void)import("A/TEST/1", {"md2", report});
  EXPECT_THAT(in_force("A/TEST/1"), ElementsAre(Is{first, Standing::first_read}));
  const auto pdf = import("A/TEST/1", {"pdf", report, std::string(kPdf)});
  EXPECT_THAT(in_force("A/TEST/1"), ElementsAre(Is{pdf, Standing::format}));
  const auto docx = import("A/TEST/1", {"docx", report, std::string(kDocx)});
  EXPECT_THAT(in_force("A/TEST/1"), ElementsAre(Is{docx, Standing::format}));
  const auto reissued = import("A/TEST/1", {"star", issue("A/TEST/1*", report_of("XCC", 4))});
  EXPECT_THAT(in_force("A/TEST/1"), ElementsAre(Is{reissued, Standing::later_issue}));
  const auto french = import("A/TEST/1", {"fr", in(Language::fr, report_of("XCC", 3, "Rapport"))});
  EXPECT_THAT(in_force("A/TEST/1"),
              ElementsAre(Is{reissued, Standing::later_issue}, Is{french, Standing::only}));
  EXPECT_EQ(work("A/TEST/1").title, "Report") << "English leads";
  EXPECT_EQ(work("A/TEST/1").file, reissued);
  EXPECT_EQ(work("A/TEST/1").copies, 6U);
  EXPECT_EQ(work("A/TEST/1").conflicts, 0U) << "another issue and another language may differ";
  EXPECT_EQ(store_->read()->totals(Visibility::everything())->counts.recommendations, 4U);
  expect_whole();
}

TEST_P(CopiesTest, AChoiceHoldsUntilALaterIssue) {
  const auto markdown = import("A/TEST/1", {"md", report_of("XCC", 2, "Markdown")});
  const auto pdf = import("A/TEST/1", {"pdf", report_of("XCC", 3, "Printed"), std::string(kPdf)});
  EXPECT_EQ(work("A/TEST/1").title, "Printed");
  const auto chosen = append(CopyChosen{"A/TEST/1", markdown});
  EXPECT_EQ(chosen.outcome, Outcome::appended);
  EXPECT_EQ(work("A/TEST/1").title, "Markdown");
  EXPECT_EQ(work("A/TEST/1").changed, chosen.number);
  EXPECT_EQ(store_->read()->totals(Visibility::everything())->counts.recommendations, 2U);
  EXPECT_EQ(append(CopyChosen{"A/TEST/1", markdown}).outcome, Outcome::unchanged);
  (void)import("A/TEST/1", {"docx", report_of("XCC", 4, "Written"), std::string(kDocx)});
  EXPECT_EQ(work("A/TEST/1").title, "Markdown");
  (void)append(CopyChosen{"A/TEST/1", pdf});
  EXPECT_EQ(work("A/TEST/1").title, "Printed");
  (void)import("A/TEST/1", {"star", issue("A/TEST/1*", report_of("XCC", 5, "Reissued"))});
  EXPECT_EQ(work("A/TEST/1").title, "Reissued");
  EXPECT_EQ(
      store_->append({{space_, kOwner, CopyChosen{"A/TEST/1", base::sha256("none")}}}).error().kind,
      base::ErrorKind::not_found);
  EXPECT_EQ(store_->append({{space_, kOwner, CopyChosen{"A/TEST/2", pdf}}}).error().kind,
            base::ErrorKind::not_found);
  expect_whole();
}

TEST_P(CopiesTest, ANewReadingTakesTheOldOnesPlaceAndNothingElse) {
  const auto before = report_of("XCC", 3, "Read badly");
  const auto now = report_of("XCC", 5, "Read well");
  const auto file = import("A/TEST/1", {"bytes", before});
  (void)append(DocumentPublished{"A/TEST/1"});
  const auto act = reread("A/TEST/1", file, before, now);
  const auto done = append(act);
  EXPECT_EQ(done.outcome, Outcome::appended);
  EXPECT_EQ(work("A/TEST/1").title, "Read well");
  EXPECT_TRUE(work("A/TEST/1").published);
  EXPECT_EQ(work("A/TEST/1").changed, done.number);
  EXPECT_EQ(copies("A/TEST/1").front().reader, "2");
  EXPECT_EQ(copies("A/TEST/1").front().file_name, "A/TEST/1.md");
  EXPECT_EQ(store_->read()->totals(Visibility::published())->counts.recommendations, 5U);
  EXPECT_EQ(append(act).outcome, Outcome::unchanged);
  const auto stale = reread("A/TEST/1", file, before, report_of("XCC", 9));
  EXPECT_EQ(store_->append({{space_, kOwner, stale}}).error().kind, base::ErrorKind::conflict);
  auto missing = act;
  missing.file = base::sha256("none");
  EXPECT_EQ(store_->append({{space_, kOwner, missing}}).error().kind, base::ErrorKind::not_found);
  // The journal still holds what was read before.
  EXPECT_NE(store_->read()->payload(space_, 2)->value().find(act.replaces.hex()),
            std::string::npos);
  expect_whole();
  TestFolder other;
  auto copy = Store::open(options_of(GetParam(), other.path()));
  ASSERT_TRUE(copy);
  ASSERT_TRUE(copy->copy_from(*store_)) << "the files and readings come along";
  EXPECT_EQ(*copy->dump_hash(), *store_->dump_hash());
  // Without the entry the table says again what the payloads left say.
  ASSERT_TRUE(store_->withhold(space_, done.number));
  EXPECT_EQ(work("A/TEST/1").title, "Read badly");
  ASSERT_TRUE(store_->withhold(space_, 2));
  EXPECT_FALSE(*store_->read()->work("A/TEST/1", Visibility::everything()));
  expect_whole();
}

TEST_P(CopiesTest, ANewReadingMayEndAConflictAndChangeLanguageOrIssue) {
  const auto good = report_of("XCC", 3);
  const auto bad = report_of("XCC", 9, "Other");
  (void)import("A/TEST/1", {"one", good});
  const auto second = import("A/TEST/1", {"two", bad});
  EXPECT_EQ(work("A/TEST/1").conflicts, 1U);
  (void)append(reread("A/TEST/1", second, bad, report_of("XCC", 3, "The same")));
  EXPECT_EQ(work("A/TEST/1").conflicts, 0U);
  const auto french = in(Language::fr, report_of("XCC", 3, "Rapport"));
  (void)append(reread("A/TEST/1", second, report_of("XCC", 3, "The same"), french));
  EXPECT_EQ(in_force("A/TEST/1").size(), 2U);
  EXPECT_EQ(work("A/TEST/1").title, "Report");
  (void)append(reread("A/TEST/1", second, french, issue("A/TEST/1**", bad)));
  EXPECT_EQ(in_force("A/TEST/1").front().second, Standing::later_issue);
  EXPECT_EQ(work("A/TEST/1").title, "Other");
  expect_whole();
}

/// Recommendations counted, by everybody and by the space's own people.
using Counted = std::pair<std::uint64_t, std::uint64_t>;

TEST_P(CopiesTest, ARevisionTakesThePlaceOfWhatItRevisesForThoseWhoSeeIt) {
  const auto counted = [&]() -> Counted {
    const auto read = store_->read();
    const auto of = [&](const Visibility& asker) {
      const auto total = read->totals(asker)->counts.recommendations;
      // Every way of counting says the same.
      EXPECT_EQ(read->state("XCC", asker)->received.recommendations, total);
      const auto made = *read->made_to("XAA", asker);
      EXPECT_EQ(made.empty() ? 0 : made.front().recommendations, total);
      const auto asked = *read->asked_by("XCC", asker);
      EXPECT_EQ(asked.empty() ? 0 : asked.front().recommendations, total);
      std::uint64_t listed = 0, visited = 0;
      const auto reviews = read->reviews({}, asker);
      for (const auto& review : *reviews) listed += review.counts.recommendations;
      EXPECT_EQ(listed, total);
      EXPECT_TRUE(read->each_recommendation({}, asker, [&](const auto&) { return ++visited > 0; }));
      EXPECT_EQ(visited, total);
      return total;
    };
    EXPECT_EQ(of(Visibility::everything()), of(Visibility::member_of({space_})));
    return {of(Visibility::published()), of(Visibility::everything())};
  };
  (void)import("A/TEST/1", {"original", report_of("XCC", 3)});
  (void)append(DocumentPublished{"A/TEST/1"});
  EXPECT_EQ(counted(), (Counted{3, 3}));
  (void)import("A/TEST/1/Rev.1", {"first", report_of("XCC", 4)});
  EXPECT_EQ(counted(), (Counted{3, 4})) << "an internal revision hides nothing from the public";
  (void)append(DocumentPublished{"A/TEST/1/Rev.1"});
  EXPECT_EQ(counted(), (Counted{4, 4}));
  (void)import("A/TEST/1/Rev.2", {"second", report_of("XCC", 2)});
  EXPECT_EQ(counted(), (Counted{4, 2}));
  (void)append(DocumentPublished{"A/TEST/1/Rev.2"});
  EXPECT_EQ(counted(), (Counted{2, 2}));
  (void)import("A/TEST/1/Corr.1", {"corrigendum", report_of("XDD", 0)});
  EXPECT_EQ(counted().second, 2U) << "a corrigendum takes the place of nothing";
  (void)append(DocumentWithdrawn{"A/TEST/1"});
  EXPECT_EQ(counted(), (Counted{2, 2}));
  (void)append(DocumentWithdrawn{"A/TEST/1/Rev.2"});
  EXPECT_EQ(counted(), (Counted{4, 2}));
  (void)append(DocumentWithdrawn{"A/TEST/1/Rev.1"});
  EXPECT_EQ(counted(), (Counted{0, 2})) << "all are internal";
  (void)append(DocumentPublished{"A/TEST/1"});
  EXPECT_EQ(counted(), (Counted{3, 2}));
  ReviewFilter all;
  all.replaced = Replaced::included;
  EXPECT_EQ(store_->read()->reviews(all, Visibility::everything())->size(), 4U);
  RecommendationFilter named;
  named.work = "A/TEST/1";
  int visited = 0;
  EXPECT_TRUE(store_->read()->each_recommendation(named, Visibility::everything(),
                                                  [&](const auto&) { return ++visited > 0; }));
  EXPECT_EQ(visited, 3) << "who names the work asks for what it holds";
  expect_whole();
}

TEST_P(CopiesTest, WhatReplacesAndCorrectsIsFoundByTheName) {
  (void)import("A/TEST/1/Rev.1", {"revision", report_of("XCC", 3)});
  (void)import("A/TEST/1/Corr.1", {"corrigendum", report_of("XCC", 0)});
  (void)import("A/TEST/1/Add.1", {"addendum", report_of("XCC", 0)});
  const auto names = [&](const Visibility& asker) {
    std::vector<std::string> found;
    const auto works = store_->read()->amending("A/TEST/1", asker);
    for (const auto& each : *works) found.push_back(each.name);
    return found;
  };
  EXPECT_THAT(names(Visibility::everything()), ElementsAre("A/TEST/1/Corr.1", "A/TEST/1/Rev.1"));
  EXPECT_THAT(names(Visibility::published()), IsEmpty());
  EXPECT_THAT(*store_->read()->revisions_of(work("A/TEST/1/Rev.1")), IsEmpty());
  (void)import("A/TEST/1", {"original", report_of("XCC", 3)});
  EXPECT_EQ(store_->read()->revisions_of(work("A/TEST/1/Rev.1"))->front().name, "A/TEST/1");
  EXPECT_EQ(store_->read()->revisions_of(work("A/TEST/1"))->front().name, "A/TEST/1/Rev.1");
}

TEST_P(CopiesTest, WhatIsCutAnewTakesThePlaceOfWhatWasCut) {
  const auto cut = [&](const std::string& bytes, const std::string& title) {
    auto act = stored(*store_, "A/TEST/RES/1", bytes, report_of("XCC", 0, title));
    EXPECT_TRUE(act);
    act->media_type = "application/akn+xml";
    act->origin = "cut from A/TEST/9";
    (void)append(*act);
    return act->file;
  };
  (void)cut("first", "Read badly");
  const auto second = cut("second", "Read better");
  EXPECT_THAT(in_force("A/TEST/RES/1"), ElementsAre(std::pair(second, Standing::later_cut)));
  EXPECT_EQ(work("A/TEST/RES/1").title, "Read better");
  EXPECT_EQ(work("A/TEST/RES/1").conflicts, 0U) << "it is the same text of one document";
  const auto own = import("A/TEST/RES/1", {"own", report_of("XCC", 0, "Alone"), "text/html"});
  EXPECT_THAT(in_force("A/TEST/RES/1"), ElementsAre(std::pair(own, Standing::format)));
  expect_whole();
}

TEST_P(CopiesTest, TheReportOfAReviewReplacesItsDraft) {
  const std::string draft = "A/HRC/WG.6/38/L.3";
  const auto replaced = [&](const std::string& name) { return work(name).replaced; };
  const auto counted = [&](const Visibility& asker) {
    return store_->read()->totals(asker)->counts.recommendations;
  };
  (void)import(draft, {"draft", report_of("XCC", 3)});
  (void)import("A/HRC/WG.6/38/L.4", {"another State's", report_of("XDD", 2)});
  EXPECT_EQ(replaced(draft), 0U);
  (void)import(draft + "/Rev.1", {"revised", report_of("XCC", 4)});
  EXPECT_EQ(replaced(draft), work(draft + "/Rev.1").id);
  (void)import("A/HRC/50/6", {"report", report_of("XCC", 5)});
  const auto report = work("A/HRC/50/6").id;
  EXPECT_EQ(replaced(draft), work(draft + "/Rev.1").id);
  EXPECT_EQ(replaced(draft + "/Rev.1"), report);
  EXPECT_EQ(replaced("A/HRC/WG.6/38/L.4"), 0U);
  EXPECT_EQ(replaced("A/HRC/50/6"), 0U);
  EXPECT_EQ(counted(Visibility::everything()), 7U) << "each recommendation once";
  EXPECT_EQ(store_->read()->revisions_of(work("A/HRC/50/6")).value().size(), 2U);
  EXPECT_EQ(store_->read()->same_review(work(draft), Visibility::everything())->back().name,
            "A/HRC/WG.6/38/L.3/Rev.1");
  EXPECT_THAT(*store_->read()->same_review(work("A/HRC/50/6"), Visibility::published()), IsEmpty());

  (void)append(DocumentPublished{draft});
  EXPECT_EQ(counted(Visibility::published()), 3U) << "the report is internal";
  (void)append(DocumentPublished{"A/HRC/50/6"});
  EXPECT_EQ(work(draft).replaced_publicly, report);
  EXPECT_EQ(counted(Visibility::published()), 5U);
  (void)append(DocumentWithdrawn{"A/HRC/50/6"});
  EXPECT_EQ(counted(Visibility::published()), 3U);
  expect_whole();
}

TEST_P(CopiesTest, ADraftThatComesAfterItsReportIsReplacedToo) {
  (void)import("A/HRC/50/6", {"report", report_of("XCC", 5)});
  (void)import("A/HRC/WG.6/38/L.3", {"draft", report_of("XCC", 3)});
  EXPECT_EQ(work("A/HRC/WG.6/38/L.3").replaced, work("A/HRC/50/6").id);
  auto earlier = report_of("XCC", 2);
  earlier.review->session = 37;
  (void)import("A/HRC/WG.6/37/L.1", {"of another session", earlier});
  EXPECT_EQ(work("A/HRC/WG.6/37/L.1").replaced, 0U);
  expect_whole();
}

TEST_P(CopiesTest, ARevisionWithoutAReviewAndOneOfAnotherSpaceHideNothing) {
  (void)import("A/TEST/1", {"original", report_of("XCC", 3)});
  auto plain = report_of("XCC", 3);
  plain.review.reset();
  (void)import("A/TEST/1/Rev.1", {"plain", plain});
  EXPECT_EQ(store_->read()->totals(Visibility::everything())->counts.recommendations, 3U);
  const auto other = store_->create_space({"other", "Other", false, {}}, kOwner)->id;
  (void)append_to(other, *stored(*store_, "A/TEST/1/Rev.1", "theirs", report_of("XCC", 5)));
  EXPECT_EQ(store_->read()->totals(Visibility::everything())->counts.recommendations, 8U);
}

TEST_P(CopiesTest, TablesOfTheVersionBeforeAreMadeAnewFromTheJournal) {
  (void)import("A/TEST/1", {"original", report_of("XCC", 3)});
  (void)import("A/TEST/1/Rev.1", {"revision", report_of("XCC", 4)});
  const auto before = *store_->dump_hash();
  store_.reset();
  std::string back =
      "DELETE FROM schema_version WHERE version >= 2; DROP INDEX works_amends; "
      "DROP TABLE tokens; DROP TABLE answers; DROP TABLE sources; DROP TABLE source_rows; "
      "DROP TABLE column_mappings; DROP TABLE tag_decisions; "
      "DROP TABLE roles; DROP TABLE credentials; DROP TABLE recovery_codes; DROP TABLE "
      "saved_searches; DROP TABLE dismissals; DROP TABLE presences; DROP TABLE uploads; "
      "DROP TABLE upload_parts; "
      "DROP TABLE passages; DROP TABLE codings; DROP TABLE code_tables; "
      "DROP TABLE synthesis_lines; DROP TABLE set_asides; DROP TABLE syntheses; "
      "DROP TABLE calls; DROP TABLE replies; DROP TABLE reply_files; DROP TABLE released_files; "
      "DROP TABLE reader_keys; DROP TABLE call_keys; ALTER TABLE sessions DROP COLUMN held; "
      "ALTER TABLE sessions DROP COLUMN how; ALTER TABLE recommendations DROP COLUMN stands_in; "
      "DROP TABLE positions; DROP TABLE final_positions; "
      "DROP TABLE corrections; DROP TABLE settlements; ALTER TABLE clauses DROP COLUMN corrected; "
      "DROP INDEX works_positions; DROP INDEX shares_recommender; CREATE INDEX shares_recommender "
      "ON shares (space, recommender); ALTER TABLE works DROP COLUMN positions_changed;";
  for (const std::string table : {"reviews", "shares"}) {
    for (const std::string column : {"public_supported", "public_noted", "public_pending"}) {
      back.append("ALTER TABLE ").append(table).append(" DROP COLUMN ").append(column).append(";");
    }
  }
  for (const char* column :
       {"amends", "amends_how", "amendment", "replaced", "replaced_publicly"}) {
    back += "ALTER TABLE works DROP COLUMN " + std::string(column) + ";";
  }
  run_sql(GetParam(), folder_.path(), back + "ALTER TABLE copies DROP COLUMN chosen;");
  store_ = open();
  EXPECT_EQ(*store_->dump_hash(), before);
  expect_whole();
}

INSTANTIATE_TEST_SUITE_P(On, CopiesTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
