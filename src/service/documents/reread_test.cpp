// Reading stored files again with another reader: what it shows, what it writes, and that nothing
// is lost on the way. On both databases.
#include "service/documents/reread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "store/backend_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using store::Backend;
using test::FailingFiles;
using test::TestFolder;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Writing = RereadOptions::Writing;

std::string report(int number) {
  return "A/HRC/90/" + std::to_string(number) + R"(

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Keep the rivers clean (Norway);

2.2. Measure the water every year (Portugal, Brazil).
)";
}

/// A reader that reads as this program's does and then changes what it is told to.
Interpretation better(std::string version, std::function<void(model::Reading&)> change) {
  auto own = own_interpretation();
  return {std::move(version), [own, change = std::move(change)](const model::Document& document,
                                                                const names::Register& states) {
            auto reading = own.parse(document, states);
            change(reading);
            return reading;
          }};
}

/// Finds in the reports whose symbol ends with 1 that Brazil said something else.
Interpretation corrected() {
  return better("better", [](model::Reading& reading) {
    if (!reading.symbol.text().ends_with("1")) return;
    auto& second = reading.review->recommendations[1];
    second.clauses[0].states = {"PRT"};
    second.clauses[0].text = "Measure the snow every year";
    second.counts_as = model::CountsAs::noted;
    reading.findings.push_back({"review.no-date", "2", {}, "", ""});
  });
}

class RereadTest : public testing::TestWithParam<Backend> {
 protected:
  std::unique_ptr<Installation> opened(Interpretation interpretation = own_interpretation()) {
    Installation::Options options;
    options.folder = folder_.path();
    options.files = &files_;
    options.database = store::options_of(GetParam(), folder_.path()).database;
    options.interpretation = std::move(interpretation);
    auto installation = Installation::open(options);
    EXPECT_TRUE(installation) << installation.error().message;
    return installation ? *std::move(installation) : nullptr;
  }

  void bring_in(int reports) {
    const auto installation = opened();
    std::vector<NamedBytes> files;
    for (int i = 1; i <= reports; ++i) files.push_back({std::to_string(i) + ".md", report(i)});
    ImportOptions options;
    options.publish = true;
    const auto done = import_bytes(*installation, owner_of_the_folder(), files, options);
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_EQ(done->read, static_cast<std::uint64_t>(reports));
  }

  static RereadReport again(Installation& installation, const RereadOptions& options = {}) {
    auto report = reread(installation, owner_of_the_folder(), options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *std::move(report) : RereadReport();
  }

  static std::uint64_t entries(Installation& installation) {
    return installation.store().heads()->front().size;
  }
  static std::int64_t found(Installation& installation, const std::string& text) {
    SearchRequest request;
    request.text = text;
    const auto answer = search(installation, {anyone()}, request);
    EXPECT_TRUE(answer);
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  }
  static void expect_whole(Installation& installation) {
    const auto verified = installation.store().verify();
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->valid) << verified->fault;
    const auto check = installation.store().rebuild_check();
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_TRUE(check->equal) << check->difference << " " << check->place;
  }

  TestFolder folder_;
  FailingFiles files_{base::posix_file_system()};
};

TEST_P(RereadTest, TheSameReaderHasNothingToDo) {
  bring_in(2);
  const auto installation = opened();
  const auto before = entries(*installation);
  const auto report = again(*installation);
  EXPECT_EQ(report.current, 2U);
  EXPECT_EQ(report.same, 0U);
  EXPECT_EQ(entries(*installation), before);
}

TEST_P(RereadTest, AReaderWithTheSameOutcomeWritesNothing) {
  bring_in(2);
  const auto installation = opened(better("newer", [](model::Reading&) {}));
  const auto before = entries(*installation);
  const auto report = again(*installation);
  EXPECT_EQ(report.same, 2U);
  EXPECT_EQ(report.written, 0U);
  EXPECT_THAT(report.changed, IsEmpty());
  EXPECT_EQ(entries(*installation), before);
}

TEST_P(RereadTest, ADryRunShowsEachChangeAndWritesNone) {
  bring_in(2);
  const auto installation = opened(corrected());
  const auto before = *installation->store().dump_hash();
  RereadOptions options;
  options.writing = Writing::only_show;
  const auto report = again(*installation, options);
  EXPECT_EQ(report.same, 1U);
  EXPECT_EQ(report.written, 0U);
  ASSERT_THAT(report.changed, SizeIs(1));
  const auto& copy = report.changed.front();
  EXPECT_EQ(copy.work, "A/HRC/90/1");
  EXPECT_EQ(copy.reader.from, own_interpretation().version);
  EXPECT_EQ(copy.reader.to, "better");
  EXPECT_EQ(copy.findings.to, copy.findings.from + 1);
  EXPECT_THAT(copy.new_findings, SizeIs(1));
  EXPECT_THAT(copy.gone_findings, IsEmpty());
  EXPECT_EQ(copy.recommendations.from, 2U);
  EXPECT_THAT(
      copy.recommendation_changes,
      ElementsAre(Difference{"2.2", 1, Change::text, "Measure the water every year",
                             "Measure the snow every year"},
                  Difference{"2.2", 1, Change::states, "PRT, BRA", "PRT"},
                  Difference{"2.2", 0, Change::position, "supported (enjoy the support of Iceland)",
                             "noted (enjoy the support of Iceland)"}));
  EXPECT_EQ(*installation->store().dump_hash(), before);
  const auto json = to_json(report, options.writing, model::Language::en);
  EXPECT_TRUE(base::truth_at(json, "dry_run"));
  const auto& first = base::array_at(json, "changed").front().as_object();
  EXPECT_THAT(base::array_at(base::object_at(first, "recommendations"), "changes"), SizeIs(3));
}

TEST_P(RereadTest, WhatChangedIsKeptPublishedAndFound) {
  bring_in(2);
  const auto installation = opened(corrected());
  EXPECT_EQ(found(*installation, "snow"), 0);
  const auto before = entries(*installation);
  const auto report = again(*installation);
  EXPECT_EQ(report.written, 1U);
  EXPECT_EQ(entries(*installation), before + 1);
  // The clause; the paragraph is not found by itself.
  EXPECT_EQ(found(*installation, "snow"), 1) << "for everyone: it stays published";
  const auto shown = document(*installation, {anyone()}, "A/HRC/90/1");
  ASSERT_TRUE(shown);
  EXPECT_EQ(base::text_at(shown->body, "reader"), "better");
  const auto once_more = again(*installation);
  EXPECT_EQ(once_more.current, 1U);
  EXPECT_EQ(once_more.same, 1U);
  EXPECT_EQ(entries(*installation), before + 1);
  expect_whole(*installation);
  const auto read = installation->store().read();
  const auto last = read->entries(installation->store().heads()->front().space, before, 1);
  EXPECT_EQ(last->front().verb, "document.reread");
  EXPECT_EQ(last->front().subject, "A/HRC/90/1");
}

TEST_P(RereadTest, OnlyTheNamedWorksAreRead) {
  bring_in(2);
  const auto installation = opened(corrected());
  RereadOptions options;
  options.works = {"A/HRC/90/2", "A/HRC/90/2"};
  EXPECT_EQ(again(*installation, options).same, 1U);
  options.works = {"A/HRC/99/99"};
  EXPECT_EQ(reread(*installation, owner_of_the_folder(), options).error().kind,
            base::ErrorKind::not_found);
  EXPECT_EQ(reread(*installation, anyone(), {}).error().kind, base::ErrorKind::forbidden);
  options.works = {"A/HRC/90/1"};
  EXPECT_EQ(reread(*installation, anyone(), options).error().kind, base::ErrorKind::forbidden);
}

TEST_P(RereadTest, InterruptedItIsTakenUpWhereItStopped) {
  bring_in(6);
  const auto installation =
      opened(better("newer", [](model::Reading& reading) { reading.title += " of the Council"; }));
  const auto before = entries(*installation);
  std::stop_source wish;
  RereadOptions options;
  options.threads = 1;
  options.stop = wish.get_token();
  options.progress = [&](std::size_t done, std::size_t, const std::string&) {
    if (done == 2) wish.request_stop();
  };
  const auto first = again(*installation, options);
  EXPECT_TRUE(first.interrupted);
  EXPECT_EQ(first.written, 2U);
  EXPECT_EQ(entries(*installation), before + 2);
  expect_whole(*installation);
  const auto rest = again(*installation);
  EXPECT_FALSE(rest.interrupted);
  EXPECT_EQ(rest.current, 2U);
  EXPECT_EQ(rest.written, 4U);
  EXPECT_EQ(found(*installation, "\"of the Council\""), 6);
  expect_whole(*installation);
}

TEST_P(RereadTest, AFileThatCannotBeReadNowKeepsItsReading) {
  bring_in(2);
  const auto installation = opened(corrected());
  const auto read = installation->store().read();
  const auto work = *read->work("A/HRC/90/1", store::Visibility::everything());
  std::filesystem::remove(installation->store().path_of_file(work->file));
  const auto report = again(*installation);
  ASSERT_THAT(report.failed, SizeIs(1));
  EXPECT_EQ(report.failed.front().work, "A/HRC/90/1");
  EXPECT_EQ(report.same, 1U);
  EXPECT_TRUE(document(*installation, {anyone()}, "A/HRC/90/1"));
}

TEST_P(RereadTest, AFullDiskLeavesEachReadingOldOrNew) {
  bring_in(3);
  const auto installation =
      opened(better("newer", [](model::Reading& reading) { reading.title += " again"; }));
  const auto before = entries(*installation);
  RereadOptions options;
  options.threads = 1;
  files_.fail_after(4);
  const auto hindered = reread(*installation, owner_of_the_folder(), options);
  files_.fail_after(-1);
  const auto written = entries(*installation) - before;
  EXPECT_LT(written, 3U);
  if (hindered) {
    EXPECT_EQ(hindered->written, written);
  }
  expect_whole(*installation);
  EXPECT_EQ(again(*installation).written + written, 3U);
  expect_whole(*installation);
}

INSTANTIATE_TEST_SUITE_P(On, RereadTest, testing::ValuesIn(store::backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::service
