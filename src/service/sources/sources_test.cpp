// Sources beside reports: the same whichever came first, seen by whom they may be seen, no row
// lost.
#include "service/sources/sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/csv.h"
#include "service/address.h"
#include "service/export.h"
#include "service/finding/indexes.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/reviews/reviews.h"
#include "service/sources/source_records.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using test::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string report(const std::string& symbol, const std::string& state,
                   const std::vector<std::string>& items) {
  std::string text =
      symbol + "\n\n**Human Rights Council**\n\n**Report of the Working Group on the " +
      "Universal Periodic Review**\n\n**" + state +
      "**\n\n## Introduction\n\n1. The Working Group on the Universal Periodic Review "
      "held its forty-eighth session from 20 to 31 January 2035. The review of " +
      state +
      " was held at the 3rd meeting, on 21 January 2035.\n\n## II. Conclusions and/or "
      "recommendations\n\n2. The recommendations listed below enjoy the support of " +
      state + ":\n";
  int number = 0;
  for (const auto& item : items) text += "\n2." + std::to_string(++number) + ". " + item + ";\n";
  return text;
}

const NamedBytes kIceland{
    "iceland.md", report("A/HRC/90/1", "Iceland",
                         {"Keep the rivers clean for all who live by them (Norway, Chile)",
                          "Keep the rivers and the lakes clean for all who live by them (Norway)",
                          "Measure the water every year (Portugal)"})};
const NamedBytes kNorway{"norway.md", report("A/HRC/90/2", "Norway",
                                             {"Open a school in every valley (Chile, Iceland)"})};

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::string csv;
  base::append_csv_row(
      csv, {"state_under_review", "recommending_state", "recommendation", "response", "session"});
  for (const auto& row : rows) base::append_csv_row(csv, row);
  return csv;
}

const NamedBytes kFirst{
    "first.csv", table({{"Iceland", "Norway", "Keep the rivers clean for all who live by them",
                         "Accepted", "48"},
                        {"Iceland", "Norway",
                         "Keep the lakes and rivers clean for all who live by them", "Noted", "48"},
                        {"Iceland", "Chile", "Keep the rivers clean for all", "Accepted", "48"},
                        {"Norway", "Peru", "Open a school in every valley", "Accepted", "48"},
                        {"Chile", "Peru", "Open a school", "Noted", "48"}})};
const NamedBytes kSecond{
    "second.csv", table({{"Norway", "Chile", "Open a school in every valley", "Accepted", "48"},
                         {"Iceland", "Portugal", "Abolish the death penalty", "Noted", "48"},
                         {"Atlantis", "Portugal", "Rise", "Noted", "48"}})};

class SourcesTest : public testing::Test {
 protected:
  void open(const std::string& folder = "a") {
    installation_.reset();
    Installation::Options options;
    options.folder = folder_.path() / folder;
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void import(const NamedBytes& file) {
    const auto done = import_bytes(*installation_, owner_of_the_folder(), {file}, {});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_TRUE(done->failed.empty());
  }
  [[nodiscard]] base::JsonObject listed(const Ask& ask) const {
    const auto answer = sources(*installation_, ask);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  }
  [[nodiscard]] base::JsonObject rows(std::string_view work,
                                      const SourceRowsQuery& query = {}) const {
    const auto answer = source_rows(*installation_, owner_, work, query);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  }
  /// Everything said of every row, without the names that an import makes at random.
  [[nodiscard]] std::multiset<std::string> said() const {
    std::multiset<std::string> all;
    for (const auto* title : {"first", "second"}) {
      auto body = rows(title);
      for (auto& value : body["rows"].as_array()) {
        auto& row = value.as_object();
        row.erase("source");
        row.erase("settle");
        row.erase("address");
        all.insert(std::string(title) + " " + base::to_text(row));
      }
    }
    return all;
  }
  static std::int64_t count(const base::JsonObject& source, std::string_view name) {
    return base::integer_at(base::object_at(base::object_at(source, "counts"), name), "value");
  }
  const base::JsonObject& first_of(const base::JsonObject& body) {
    return base::array_at(body, "sources").front().as_object();
  }

  Ask owner_{owner_of_the_folder()};
  Ask public_{anyone()};
  TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(SourcesTest, TheOrderOfFilesChangesNothing) {
  const std::vector<NamedBytes> files = {kIceland, kNorway, kFirst, kSecond};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  std::multiset<std::string> expected;
  int round = 0;
  do {
    if (round++ % 5 != 0) continue;  // five orders of the 24
    open("order" + std::to_string(round));
    for (const auto at : order) {
      import(files[at]);
      (void)listed(owner_);  // what is kept in memory must not outlive a change
    }
    const auto now = said();
    EXPECT_EQ(now.size(), 7U);
    if (expected.empty()) expected = now;
    EXPECT_EQ(now, expected) << "order " << order[0] << order[1] << order[2] << order[3];
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(SourcesTest, RowsAreFoundByThePositionThatTheirSourceStates) {
  open();
  import(kFirst);
  ASSERT_TRUE(installation_->indexes().catch_up(kIndexPatience));
  const auto found = [&](const std::string& position) {
    SearchRequest request;
    request.filters = {{"kind", "row"}, {"position", position}};
    const auto answer = search(*installation_, owner_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  };
  EXPECT_EQ(base::integer_at(base::object_at(found("noted"), "count"), "value"), 2);
  const auto supported = found("supported");
  ASSERT_THAT(base::array_at(supported, "results"), SizeIs(3));
  const auto& first = base::array_at(supported, "results").front().as_object();
  EXPECT_EQ(base::text_at(first, "counts_as"), "supported");
  EXPECT_EQ(base::text_at(first, "position"), "Accepted");
}

TEST_F(SourcesTest, ARowFoundLeadsToItsOwnPage) {
  open();
  import(kFirst);
  ASSERT_TRUE(installation_->indexes().catch_up(kIndexPatience));
  for (const char* kind : {"row", "-document"}) {
    SearchRequest request{"lakes"};
    request.filters = {{"kind", kind}};
    const auto answer = search(*installation_, owner_, request);
    ASSERT_TRUE(answer) << answer.error().message;
    const auto& results = base::array_at(answer->body, "results");
    ASSERT_THAT(results, SizeIs(1));
    const auto& found = results.front().as_object();
    const auto work = base::text_at(found, "work");
    EXPECT_EQ(base::text_at(found, "address"), source_row_address(work, 3));
    EXPECT_TRUE(source_record(*installation_, owner_, work, 3));
  }
}

TEST_F(SourcesTest, RowsHaveStatesAndSessionForWhoAsksForRows) {
  open();
  for (const auto& file : {kFirst, kIceland}) import(file);
  ASSERT_TRUE(installation_->indexes().catch_up(kIndexPatience));
  const auto count_of = [&](const std::string& text,
                            std::vector<std::pair<std::string, std::string>> filters) {
    SearchRequest request{text};
    request.filters = std::move(filters);
    const auto answer = search(*installation_, owner_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? base::integer_at(base::object_at(answer->body, "count"), "value") : -1;
  };
  EXPECT_EQ(count_of("", {{"kind", "row"}, {"state", "ISL"}}), 3);
  EXPECT_EQ(count_of("kind:row", {{"by", "NOR"}}), 2);
  EXPECT_EQ(count_of("kind:row by:Chile", {}), 1);
  EXPECT_EQ(count_of("", {{"kind", "row"}, {"session", "48"}, {"cycle", "1..9"}}), 5);
  EXPECT_EQ(count_of("", {{"kind", "row"}}), 6) << "with the names of the columns";
  EXPECT_EQ(count_of("rivers", {}), 5) << "two clauses and three rows, each once";
  EXPECT_EQ(count_of("", {{"state", "ISL"}}), 3) << "the clauses: no recommendation counts twice";
  EXPECT_EQ(count_of("", {{"position", "noted"}}), 0);
}

TEST_F(SourcesTest, CountsAreThoseOfTheRowsThatTheyLeadTo) {
  open();
  for (const auto& file : {kFirst, kSecond, kIceland, kNorway}) import(file);
  const auto list = listed(owner_);
  ASSERT_THAT(base::array_at(list, "sources"), SizeIs(2));
  std::int64_t all = 0;
  for (const auto& value : base::array_at(list, "sources")) {
    const auto& source = value.as_object();
    const auto work = base::text_at(base::object_at(source, "work"), "work");
    for (const auto* standing : {"agreed", "doubtful", "unmatched", "waiting"}) {
      const auto body = rows(work, {standing, {}, 0, {}, 50});
      EXPECT_EQ(static_cast<std::int64_t>(base::array_at(body, "rows").size()),
                count(source, standing))
          << standing;
      EXPECT_EQ(base::integer_at(base::object_at(body, "count"), "value"), count(source, standing));
      all += count(source, standing);
    }
  }
  EXPECT_EQ(all, 7) << "no row is lost";
  const auto& first = first_of(list);
  EXPECT_EQ(count(first, "agreed"), 2);
  EXPECT_EQ(count(first, "doubtful"), 2);
  EXPECT_EQ(count(first, "waiting"), 1);
}

TEST_F(SourcesTest, ARowsOwnPageSaysHowItStands) {
  open();
  for (const auto& file : {kFirst, kIceland}) import(file);
  const auto work =
      std::string(base::text_at(base::object_at(first_of(listed(owner_)), "work"), "work"));
  const auto list = rows(work, {{}, {}, 0, {}, 50});
  for (const auto& listed_row : base::array_at(list, "rows")) {
    const auto& row = listed_row.as_object();
    const auto number = static_cast<std::uint32_t>(base::integer_at(row, "row"));
    const auto own = source_record(*installation_, owner_, work, number);
    ASSERT_TRUE(own) << own.error().message;
    EXPECT_EQ(base::array_at(own->body, "standings"), base::JsonArray{row}) << number;
  }
}

TEST_F(SourcesTest, PagesHaveEveryRowOnce) {
  open();
  for (const auto& file : {kFirst, kIceland, kNorway}) import(file);
  std::vector<std::int64_t> seen;
  std::string cursor;
  do {
    const auto body = rows("first", {{}, {}, 0, cursor, 2});
    EXPECT_EQ(base::integer_at(base::object_at(body, "count"), "value"), 5);
    for (const auto& row : base::array_at(body, "rows")) {
      seen.push_back(base::integer_at(row.as_object(), "row"));
    }
    const auto next = base::text_at(body, "next_address");
    const auto at = next.find("cursor=");
    cursor = at == next.npos ? std::string() : std::string(next.substr(at + 7));
  } while (!cursor.empty() && seen.size() < 20);
  EXPECT_THAT(seen, ElementsAre(6, 2, 3, 4, 5)) << "by State and row";
  EXPECT_EQ(source_rows(*installation_, owner_, "first", {{}, {}, 0, "none", 2}).error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(source_rows(*installation_, owner_, "first", {"well", {}, 0, {}, 2}).error().kind,
            ErrorKind::invalid_input);
}

TEST_F(SourcesTest, WhatIsInternalIsInNoAnswerToThePublic) {
  open();
  ImportOptions published;
  published.publish = true;
  ASSERT_TRUE(import_bytes(*installation_, owner_of_the_folder(), {kIceland}, published));
  import(kFirst);
  EXPECT_THAT(base::array_at(listed(public_), "sources"), SizeIs(0));
  const auto seen = [&](const Ask& ask) {
    const auto answer = recommendation(*installation_, ask, "A/HRC/90/1", "2.1", 0);
    return base::array_at(answer->body, "sources").size();
  };
  EXPECT_EQ(seen(owner_), 2U);
  EXPECT_EQ(seen(public_), 0U);
  const auto work =
      std::string(base::text_at(base::object_at(first_of(listed(owner_)), "work"), "work"));
  EXPECT_EQ(source(*installation_, public_, work).error().kind, ErrorKind::not_found);
  EXPECT_EQ(refused_rows(*installation_, public_, work).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(set_publication(*installation_, owner_, work, Publication::publish, {}));
  EXPECT_EQ(seen(public_), 2U);
  EXPECT_EQ(count(first_of(listed(public_)), "agreed"), 2);
  // A report that is withdrawn leaves the public's rows waiting, and nobody else's.
  ASSERT_TRUE(set_publication(*installation_, owner_, "A/HRC/90/1", Publication::withdraw, {}));
  EXPECT_EQ(count(first_of(listed(public_)), "agreed"), 0);
  EXPECT_EQ(count(first_of(listed(public_)), "waiting"), 5);
  EXPECT_EQ(count(first_of(listed(owner_)), "agreed"), 2);
}

TEST_F(SourcesTest, AnExportNamesTheSourcesThatAgree) {
  open();
  for (const auto& file : {kFirst, kIceland}) import(file);
  const auto work =
      std::string(base::text_at(base::object_at(first_of(listed(owner_)), "work"), "work"));
  const auto stream =
      found_rows(*installation_, owner_, {}, RowKind::recommendations, RowFormat::csv);
  ASSERT_TRUE(stream);
  std::string csv;
  for (auto piece = (*stream)->next(); piece && !piece->empty(); piece = (*stream)->next()) {
    csv += *piece;
  }
  const auto exported = base::parse_csv(csv);
  ASSERT_TRUE(exported);
  ASSERT_THAT(exported->rows, SizeIs(3));
  const auto column = exported->column("sources");
  EXPECT_EQ(exported->rows[0][column], "A/HRC/90/1;" + work);
  EXPECT_EQ(exported->rows[2][column], "A/HRC/90/1") << "no row says it";
}

TEST_F(SourcesTest, RefusedRowsGivenAgainAreRefusedForTheSameReason) {
  open();
  import(kSecond);
  const auto refused = refused_rows(*installation_, owner_, "second");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->name, "second-refused.csv");
  EXPECT_THAT(*refused->bytes, HasSubstr("Atlantis,Portugal,Rise,Noted,48,"));
  const NamedBytes again{"again.csv", *refused->bytes};
  const auto done = import_bytes(*installation_, owner_of_the_folder(), {again}, {});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->files.front().rows, 0U);
  EXPECT_EQ(done->files.front().refused_rows, 1U);
  // But for the place: the row stands elsewhere in the file that is given again.
  auto said = *refused->bytes;
  const auto place = said.find("(row 4)");
  ASSERT_NE(place, std::string::npos);
  said.replace(place, 7, "(row 2)");
  EXPECT_EQ(*refused_rows(*installation_, owner_, "again")->bytes, said);
}

}  // namespace
}  // namespace comity::service
