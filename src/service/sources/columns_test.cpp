// What columns mean, said once; and what sources say by themselves: other mechanisms, pledges.
#include "service/sources/columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/documents/reread.h"
#include "service/importing/import.h"
#include "service/reviews/pledges.h"
#include "service/reviews/reviews.h"
#include "service/sources/source_records.h"
#include "service/sources/sources.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using test::TestFolder;
using testing::HasSubstr;

const NamedBytes kMatrix{"matrix.csv",
                         "Ref,Empfehlung,Wer\n119.1,Keep the rivers clean in every year,Norway\n"
                         "119.2,Measure the water in every year,Atlantis\n"};
const NamedBytes kReportFile{
    "report.md",
    "A/HRC/90/1\n\n**Human Rights Council**\n\n**Report of the Working Group on the Universal "
    "Periodic Review**\n\n**Iceland**\n\n## Introduction\n\n1. The Working Group on the Universal "
    "Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of "
    "Iceland was held at the 3rd meeting, on 21 January 2035.\n\n## II. Conclusions and/or "
    "recommendations\n\n2. The recommendations listed below enjoy the support of Iceland:\n\n"
    "2.1. Keep the rivers clean in every year (Norway);\n\n## III. Voluntary pledges and "
    "commitments\n\n3. Iceland makes the following voluntary commitments:\n\n3.1. To count the "
    "wells of every village;\n"};

class ColumnsTest : public testing::Test {
 protected:
  ColumnsTest() {
    Installation::Options options;
    options.folder = folder_.path() / "a";
    auto installation = Installation::open(options);
    EXPECT_TRUE(installation) << installation.error().message;
    installation_ = *std::move(installation);
  }

  ImportReport import(std::vector<NamedBytes> files, const std::string& columns = {},
                      bool dry_run = false) {
    ImportOptions options;
    options.dry_run = dry_run;
    options.columns = *column_words_from(columns);
    auto report = import_bytes(*installation_, owner_.actor, std::move(files), options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ImportReport{};
  }
  base::JsonObject columns_of(const std::string& work) {
    auto answer = columns(*installation_, owner_, work);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject{};
  }

  TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  const Ask owner_{owner_of_the_folder()};
  const Ask public_{anyone()};
};

TEST_F(ColumnsTest, AreSaidByNumberOrNameAndForEveryRow) {
  const auto words = column_words_from("text=2, state:Iceland\n# a remark\nby=wer,cycle:3");
  ASSERT_TRUE(words);
  const auto mapping = mapping_of(*words, {"Ref", "Empfehlung", "Wer"});
  ASSERT_TRUE(mapping);
  EXPECT_EQ(mapping->columns.at(model::SourceColumn::text), 1U);
  EXPECT_EQ(mapping->columns.at(model::SourceColumn::by), 2U);
  EXPECT_EQ(mapping->constants.at(model::SourceColumn::state), "Iceland");
  EXPECT_EQ(column_words_from("colour=2").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(column_words_from("text").error().kind, ErrorKind::invalid_input);
  EXPECT_THAT(mapping_of({{model::SourceColumn::text, false, "4"}}, {"a"}).error().message,
              HasSubstr("no column 4"));
}

TEST_F(ColumnsTest, AreAskedOfATableAndSaidByWhoMayImport) {
  const auto work = import({kMatrix}).files.front().work;
  auto body = columns_of(work);
  EXPECT_FALSE(base::truth_at(body, "is_source"));
  EXPECT_EQ(base::array_at(body, "columns").size(), 3U);
  EXPECT_EQ(base::array_at(body, "rows").size(), 2U);
  EXPECT_EQ(columns(*installation_, public_, work).error().kind, ErrorKind::not_found);
  ColumnsWish wish{work, "ours", *column_words_from("number=1,text=2,by=3,state:Iceland,cycle:3"),
                   std::string(base::text_at(body, "etag"))};
  EXPECT_FALSE(map_columns(*installation_, public_, wish));
  const auto done = map_columns(*installation_, owner_, wish);
  ASSERT_TRUE(done) << done.error().message;
  body = columns_of(work);
  EXPECT_TRUE(base::truth_at(body, "told"));
  EXPECT_EQ(base::text_at(body, "name"), "ours");
  EXPECT_EQ(base::integer_at(body, "taken"), 1);
  EXPECT_EQ(base::integer_at(body, "refused"), 1);
  EXPECT_EQ(map_columns(*installation_, owner_, wish).error().kind, ErrorKind::conflict)
      << "it changed since";
  // A better reader reads by it too.
  RereadOptions again;
  ASSERT_TRUE(reread(*installation_, owner_.actor, again));
  EXPECT_TRUE(base::truth_at(columns_of(work), "told"));
  // Found out again: it names too little.
  wish.etag.clear();
  wish.words.clear();
  ASSERT_TRUE(map_columns(*installation_, owner_, wish));
  EXPECT_FALSE(base::truth_at(columns_of(work), "is_source"));
}

TEST_F(ColumnsTest, AreKeptForTablesWithTheSameHeader) {
  const std::string said = "number=1,text=2,by=3,state:Iceland,cycle:3";
  EXPECT_EQ(import({kMatrix}, said, true).files.front().rows, 1U) << "a dry run reads by it";
  EXPECT_FALSE(import({kMatrix}, {}, true).files.front().rows) << "and keeps nothing";
  EXPECT_EQ(import({kMatrix}, said).files.front().rows, 1U);
  const NamedBytes next{"next.csv", "Ref,EMPFEHLUNG,Wer,reason\n119.3,Open a school soon,Peru,x\n"};
  EXPECT_EQ(import({next}).files.front().rows, 1U) << "case and reasons aside";
  const NamedBytes other{"other.csv", "Ref,Text,Wer\n119.3,Open a school soon,Peru\n"};
  EXPECT_FALSE(import({other}).files.front().rows);
  const auto failed = import({other, kReportFile}, "text=9");
  EXPECT_EQ(failed.read + failed.unchanged, 1U) << "what is no table has no columns";
  const auto check = installation_->store().rebuild_check();
  EXPECT_TRUE(check && check->equal);
}

TEST_F(ColumnsTest, PledgesOfReportsAndSourcesStandTogetherOnce) {
  const NamedBytes pledges{
      "pledges.csv",
      "state_under_review,recommending_state,recommendation,response,session\n"
      "Iceland,Iceland,To count the wells of every village,Voluntary Pledge,48\n"
      "Iceland,Iceland,\"=Build bridges, and more bridges\",Voluntary Pledge,48\n"
      "Norway,Norway,To go on,Voluntary Pledge,48\n"};
  NamedBytes again = pledges;
  again.name = "again.csv";
  again.bytes += "Norway,Norway,To begin,Voluntary Pledge,48\n";
  import({kReportFile, pledges, again});
  const auto iceland = state(*installation_, owner_, "ISL");
  ASSERT_TRUE(iceland);
  const auto& said = base::array_at(iceland->body, "pledges");
  ASSERT_EQ(said.size(), 2U);
  EXPECT_TRUE(base::truth_at(said[0].as_object(), "in_report"));
  EXPECT_EQ(base::integer_at(said[0].as_object(), "sources"), 2) << "both tables";
  EXPECT_FALSE(base::truth_at(said[1].as_object(), "in_report"));
  EXPECT_EQ(base::integer_at(said[1].as_object(), "sources"), 1) << "the table that repeats it";
  const auto file = pledges_file(*installation_, owner_, {}, PledgesFormat::csv);
  ASSERT_TRUE(file);
  EXPECT_THAT(*file->bytes, HasSubstr("A/HRC/90/1,3.1,ISL,4,48,To count the wells"));
  EXPECT_THAT(*file->bytes, HasSubstr("\"'=Build bridges, and more bridges\""));
  EXPECT_THAT(*file->bytes, HasSubstr("To begin"));
  EXPECT_EQ(pledges_file(*installation_, owner_, {"QQQ", 0}, PledgesFormat::csv).error().kind,
            ErrorKind::not_found);
  const auto review = service::review(*installation_, owner_, "ISL", 4);
  ASSERT_TRUE(review);
  EXPECT_EQ(base::array_at(review->body, "other_pledges").size(), 1U);
}

TEST_F(ColumnsTest, OtherMechanismsStandApart) {
  const NamedBytes index{
      "index.ndjson",
      R"({"Symbol":"CEDAW/C/ISL/CO/7","Text":"Count wells &amp; schools","Countries":["Iceland"],"Body":"CEDAW","Themes":["Water"],"PublicationDate":"2035-03-02"})"
      "\n"};
  const auto work = import({kReportFile, index}).files.back().work;
  const auto iceland = state(*installation_, owner_, "ISL");
  ASSERT_TRUE(iceland);
  const auto& mechanisms = base::array_at(iceland->body, "mechanisms");
  ASSERT_EQ(mechanisms.size(), 1U);
  EXPECT_EQ(base::text_at(mechanisms[0].as_object(), "mechanism"), "treaty-body:CEDAW");
  const auto& received = base::object_at(iceland->body, "received");
  EXPECT_EQ(base::integer_at(base::object_at(received, "recommendations"), "value"), 1);
  const auto record = source_record(*installation_, owner_, work, 2);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(base::text_at(record->body, "text"), "Count wells & schools");
  EXPECT_EQ(base::text_at(record->body, "text_in_table"), "Count wells &amp; schools");
  EXPECT_EQ(source_record(*installation_, owner_, work, 9).error().kind, ErrorKind::not_found);
  EXPECT_EQ(source_record(*installation_, public_, work, 2).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace comity::service
