// Imports that outlive their request: what arrives in parts is there whole or not at all, a dry run
// writes nothing, and whatever ends a run, the next one finishes it.
#include "service/importing/import_jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "service/test_fixture.h"
#include "support/pdf_writer.h"
#include "support/test_files.h"
#include "support/zip_writer.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const Actor kOwner = owner_of_the_folder();

class ImportJobsTest : public testing::Test {
 protected:
  void SetUp() override { start(); }

  /// As a new process would find the folder.
  void start(JobLimits limits = {}) {
    jobs_.reset();
    installation_.reset();
    Installation::Options options;
    options.folder = folder_.path();
    options.files = &files_;
    options.clock = &clock_;
    ASSERT_TRUE(installation_ = opened_with(options));
    auto jobs = ImportJobs::open(*installation_, limits);
    ASSERT_TRUE(jobs) << jobs.error().message;
    jobs_ = *std::move(jobs);
  }

  std::string created() {
    auto id = jobs_->create(kOwner, std::string(kOwnSpace));
    EXPECT_TRUE(id) << id.error().message;
    return id.value_or("");
  }

  /// Tells of a file and sends it in parts of so many bytes; gives its place in the job.
  std::size_t sent(const std::string& id, const std::string& name, const std::string& bytes,
                   std::size_t part = 40) {
    const auto rows = jobs_->add(kOwner, id, {{name, bytes.size(), ""}});
    EXPECT_TRUE(rows) << rows.error().message;
    const auto file = static_cast<std::size_t>(base::integer_at(rows->front().as_object(), "file"));
    for (std::size_t at = 0; at < bytes.size(); at += part) {
      const auto arrival = jobs_->append(kOwner, id, file, at, bytes.substr(at, part));
      EXPECT_TRUE(arrival) << arrival.error().message;
    }
    return file;
  }

  base::JsonObject told(const std::string& id) {
    auto answer = jobs_->job(kOwner, id);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(base::JsonObject{});
  }
  std::string state(const std::string& id) { return std::string(base::text_at(told(id), "state")); }
  base::JsonObject row(const std::string& id, std::size_t file) {
    return base::array_at(told(id), "files").at(file).as_object();
  }
  base::JsonObject outcome(const std::string& id, std::size_t file) {
    return base::array_at(row(id, file), "outcomes").at(0).as_object();
  }
  std::int64_t count(const std::string& id, std::string_view name) {
    const auto job = told(id);
    return base::integer_at(base::object_at(job, "counts"), name);
  }

  /// Runs it and waits for the end; gives the state.
  std::string ran(const std::string& id, JobWish wish) {
    const auto status = jobs_->run(kOwner, id, wish);
    EXPECT_TRUE(status) << status.error().message;
    while (status && state(id) == "running")
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return state(id);
  }

  store::EntryNumber entries() {
    store::EntryNumber sum = 0;
    const auto heads = installation_->store().heads();
    for (const auto& head : *heads) sum += head.size;
    return sum;
  }

  std::size_t parts(const std::string& id) {
    std::size_t count = 0;
    for (const auto& each : std::filesystem::directory_iterator(folder_.path() / "imports" / id)) {
      if (part_from(each.path().filename().string())) ++count;
    }
    return count;
  }

  test::TestFolder folder_;
  test::FailingFiles files_{base::posix_file_system()};
  base::ManualClock clock_{base::Time{1'700'000'000'000'000}};
  std::unique_ptr<Installation> installation_;
  std::unique_ptr<ImportJobs> jobs_;
};

TEST_F(ImportJobsTest, ADryRunTellsWhatWouldChangeAndWritesNothing) {
  const auto id = created();
  sent(id, "a.md", draft(1));
  sent(id, "again.md", draft(1));
  sent(id, "other.md", draft(1) + "2. *Decides* something else at some length altogether.\n");
  sent(id, "b.md", draft(2));
  sent(id, "broken.csv", "\"a,b\n1,2\n");
  const auto before = entries();
  EXPECT_EQ(ran(id, {true, true}), "checked");
  EXPECT_EQ(entries(), before);
  EXPECT_EQ(count(id, "read"), 3);
  EXPECT_EQ(count(id, "unchanged"), 1) << "the same bytes earlier in the import";
  EXPECT_EQ(count(id, "failed"), 1);
  EXPECT_EQ(count(id, "new_works"), 2);
  EXPECT_EQ(count(id, "new_copies"), 1);
  EXPECT_EQ(count(id, "conflicts"), 1);
  EXPECT_EQ(count(id, "published"), 2);
  EXPECT_TRUE(base::truth_at(row(id, 3), "foreseen"));

  // What the dry run told is what the import does.
  EXPECT_EQ(ran(id, {false, true}), "done");
  EXPECT_EQ(count(id, "read"), 3);
  EXPECT_EQ(count(id, "unchanged"), 1);
  // Of two files with the same bytes that are read at once, either may be called the work's first.
  EXPECT_EQ(count(id, "new_works") + count(id, "new_copies"), 3);
  EXPECT_EQ(count(id, "conflicts"), 1);
  EXPECT_EQ(entries(), before + 5) << "three files, two works made public";
  EXPECT_EQ(base::text_at(outcome(id, 3), "address"), "/documents/A/RES/89/2");
  jobs_.reset();
  EXPECT_EQ(parts(id), 0U) << "the record has the bytes";
}

/// What became of an archive's files, by name: their state, and the kind of what failed.
std::map<std::string, std::string> members(const base::JsonObject& row) {
  std::map<std::string, std::string> states;
  for (const auto& each : base::array_at(row, "outcomes")) {
    const auto& outcome = each.as_object();
    const auto kind = base::text_at(outcome, "kind");
    const auto path =
        std::string(base::text_at(row, "name")) + "/" + std::string(base::text_at(outcome, "name"));
    EXPECT_TRUE(states.emplace(path, kind.empty() ? base::text_at(outcome, "state") : kind).second)
        << path << " is told once";
  }
  return states;
}

TEST_F(ImportJobsTest, AnArchiveIsReadFileByFile) {
  test_support::PdfWriter pdf;
  pdf.paragraph("1.", "One paragraph.");
  const auto archive =
      test_support::zip_of({{"a.md", draft(1)},
                            {"folder/inner.pdf", pdf.save()},
                            {"folder/bad.pdf", "%PDF-1.4\n1 0 obj\n"},
                            {"c.zip", test_support::zip_of({{"d.md", draft(4)}})}});
  std::map<std::string, std::string> told = {{"archive.zip/a.md", "read"},
                                             {"archive.zip/folder/inner.pdf", "read"},
                                             {"archive.zip/folder/bad.pdf", "corrupt"},
                                             {"archive.zip/c.zip", "unsupported"}};
  const auto id = created();
  sent(id, "archive.zip", archive, 100);
  sent(id, "beside.md", draft(2));
  const auto before = entries();
  EXPECT_EQ(ran(id, {true, false}), "checked");
  EXPECT_EQ(entries(), before) << "a dry run";
  EXPECT_EQ(members(row(id, 0)), told) << base::to_text(row(id, 0));
  EXPECT_EQ(base::text_at(row(id, 0), "state"), "read") << "what is bad within fails alone";
  EXPECT_EQ(count(id, "new_works"), 3);

  EXPECT_EQ(ran(id, {false, false}), "done");
  EXPECT_EQ(entries(), before + 3);
  EXPECT_EQ(members(row(id, 0)), told);
  EXPECT_EQ(count(id, "read"), 3);
  EXPECT_EQ(count(id, "failed"), 2);

  const auto again = created();
  sent(again, "archive.zip", archive, 100);
  EXPECT_EQ(ran(again, {false, false}), "done");
  told["archive.zip/a.md"] = told["archive.zip/folder/inner.pdf"] = "unchanged";
  EXPECT_EQ(members(row(again, 0)), told);
  EXPECT_EQ(entries(), before + 3);
}

TEST_F(ImportJobsTest, PartsFollowEachOtherOrAreRefused) {
  const auto id = created();
  const auto bytes = draft(1);
  ASSERT_TRUE(jobs_->add(kOwner, id, {{"a.md", bytes.size(), ""}}));
  ASSERT_TRUE(jobs_->append(kOwner, id, 0, 0, bytes.substr(0, 30)));
  for (const std::uint64_t wrong : {0, 29, 31}) {
    const auto refused = jobs_->append(kOwner, id, 0, wrong, bytes.substr(30, 10));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  }
  const auto longer = jobs_->append(kOwner, id, 0, 30, bytes);
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(jobs_->arrival(kOwner, id, 0)->offset, 30U);
  EXPECT_EQ(jobs_->append(kOwner, id, 1, 0, "x").error().kind, ErrorKind::not_found);
  const auto none = jobs_->run(kOwner, id, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::invalid_input);
  EXPECT_TRUE(jobs_->append(kOwner, id, 0, 30, bytes.substr(30)));
  EXPECT_EQ(ran(id, {false, false}), "done");
  EXPECT_EQ(jobs_->append(kOwner, id, 0, bytes.size(), "").error().kind, ErrorKind::conflict);
}

TEST_F(ImportJobsTest, WhatHasArrivedStaysThroughARestartAndGoesOn) {
  const auto id = created();
  const auto bytes = draft(1);
  const std::vector<NewJobFile> file = {{"folder/a.md", bytes.size(), "170"}};
  ASSERT_TRUE(jobs_->add(kOwner, id, file));
  ASSERT_TRUE(jobs_->append(kOwner, id, 0, 0, bytes.substr(0, 30)));
  ASSERT_TRUE(jobs_->append(kOwner, id, 0, 30, bytes.substr(30, 5)));
  start();
  EXPECT_EQ(state(id), "receiving");
  const auto rows = jobs_->add(kOwner, id, file);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->size(), 1U);
  EXPECT_EQ(base::integer_at(rows->front().as_object(), "file"), 0) << "told once";
  EXPECT_EQ(base::integer_at(rows->front().as_object(), "offset"), 35);
  ASSERT_TRUE(jobs_->append(kOwner, id, 0, 35, bytes.substr(35)));
  EXPECT_EQ(ran(id, {false, false}), "done");
  EXPECT_EQ(count(id, "read"), 1);
  start();
  EXPECT_EQ(state(id), "done");
  EXPECT_EQ(base::text_at(row(id, 0), "state"), "read");
  EXPECT_EQ(base::text_at(outcome(id, 0), "work"), "A/RES/89/1");
}

TEST_F(ImportJobsTest, ARunThatIsStoppedGoesOnAndTellsEachFileOnce) {
  const auto id = created();
  for (int file = 1; file <= 40; ++file) {
    sent(id, std::to_string(file) + ".md", draft(file), 1'000);
  }
  ASSERT_TRUE(jobs_->run(kOwner, id, {false, false}));
  while (base::text_at(row(id, 0), "state") == "arrived") std::this_thread::yield();
  start();  // the end of the process
  EXPECT_EQ(state(id), "interrupted");
  const auto told_before = count(id, "read");
  EXPECT_GE(told_before, 1);
  EXPECT_EQ(ran(id, {false, false}), "done");
  EXPECT_EQ(count(id, "settled"), 40);
  EXPECT_EQ(count(id, "read"), 40) << "what was told before is not told as unchanged";
  EXPECT_EQ(entries(), 41U) << "the space and each file once";
}

TEST_F(ImportJobsTest, AKilledRunIsInterruptedAndNothingIsReadTwice) {
  const auto id = created();
  sent(id, "1.md", draft(1));
  sent(id, "2.md", draft(2));
  ImportJob killed;
  killed.id = id;
  {
    auto text = base::posix_file_system().read(folder_.path() / "imports" / id / "job.json", 9999);
    ASSERT_TRUE(text);
    ASSERT_TRUE(restore(*text, killed));
  }
  killed.state = JobState::running;
  killed.wish = {false, false};
  ASSERT_TRUE(import_bytes(*installation_, kOwner, {{"1.md", draft(1)}}, {}));
  ASSERT_TRUE(base::write_atomically(base::posix_file_system(),
                                     folder_.path() / "imports" / id / "job.json", stored(killed)));
  start();
  EXPECT_EQ(state(id), "interrupted");
  EXPECT_EQ(ran(id, {false, false}), "done");
  EXPECT_EQ(count(id, "unchanged"), 1);
  EXPECT_EQ(count(id, "read"), 1);
  EXPECT_EQ(entries(), 3U);
}

TEST_F(ImportJobsTest, OnAFullDiskNothingIsHalfWrittenAndTheSameGoesOn) {
  const auto bytes = draft(1);
  const auto id = created();
  ASSERT_TRUE(jobs_->add(kOwner, id, {{"a.md", bytes.size(), ""}}));
  for (int changes = 0; changes < 3; ++changes) {
    files_.fail_after(changes);
    const auto refused = jobs_->append(kOwner, id, 0, 0, bytes);
    files_.fail_after(-1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(jobs_->arrival(kOwner, id, 0)->offset, 0U);
    EXPECT_EQ(parts(id), 0U);
  }
  ASSERT_TRUE(jobs_->append(kOwner, id, 0, 0, bytes));
  files_.fail_after(2);
  EXPECT_EQ(jobs_->run(kOwner, id, {false, false}).error().kind, ErrorKind::unavailable);
  files_.fail_after(5);  // room for job.json alone
  EXPECT_EQ(ran(id, {false, false}), "interrupted");
  files_.fail_after(-1);
  EXPECT_EQ(entries(), 1U);
  EXPECT_EQ(ran(id, {false, false}), "done");
  EXPECT_EQ(count(id, "read"), 1);
}

TEST_F(ImportJobsTest, WhoMayNotImportSeesNoJob) {
  const auto id = created();
  const Actor other{"7", "", "", {"other"}};
  for (const auto& actor : {anyone(), other}) {
    EXPECT_EQ(jobs_->create(actor, std::string(kOwnSpace)).error().kind, ErrorKind::forbidden);
    EXPECT_TRUE(jobs_->jobs(actor).empty());
    for (const auto& error :
         {jobs_->job(actor, id).error(), jobs_->add(actor, id, {}).error(),
          jobs_->arrival(actor, id, 0).error(), jobs_->append(actor, id, 0, 0, "x").error(),
          jobs_->run(actor, id, {}).error(), jobs_->stop(actor, id).error(),
          jobs_->discard(actor, id).error(), jobs_->watch(actor, id, "").error()}) {
      EXPECT_EQ(error.kind, ErrorKind::not_found);
    }
  }
  EXPECT_EQ(jobs_->jobs(kOwner).size(), 1U);
}

TEST_F(ImportJobsTest, UploadsHaveLimitsAndEnd) {
  JobLimits limits;
  limits.bytes = 1'000;
  limits.part_bytes = 100;
  limits.files = 4;
  limits.jobs = 2;
  start(limits);
  const auto id = created();
  const auto rows = jobs_->add(kOwner, id, {{"huge.pdf", kMostFileBytes + 1, ""}});
  ASSERT_TRUE(rows);
  EXPECT_EQ(base::text_at(rows->front().as_object(), "state"), "failed");
  EXPECT_EQ(jobs_->append(kOwner, id, 0, 0, "x").error().kind, ErrorKind::too_large);
  ASSERT_TRUE(jobs_->add(kOwner, id, {{"a", 900, ""}}));
  EXPECT_EQ(jobs_->append(kOwner, id, 1, 0, std::string(101, 'x')).error().kind,
            ErrorKind::too_large);
  const auto second = created();
  EXPECT_EQ(jobs_->add(kOwner, second, {{"b", 200, ""}}).error().kind, ErrorKind::too_large);
  EXPECT_EQ(jobs_->add(kOwner, id, {{"", 1, ""}}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(jobs_->add(kOwner, id, {{"1", 1, ""}, {"2", 1, ""}, {"3", 1, ""}}).error().kind,
            ErrorKind::too_large);
  EXPECT_EQ(jobs_->create(kOwner, std::string(kOwnSpace)).error().kind, ErrorKind::too_large);
  ASSERT_TRUE(jobs_->discard(kOwner, id));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "imports" / id));
  ASSERT_TRUE(jobs_->add(kOwner, second, {{"b", 200, ""}}));
  clock_.set({clock_.now().microseconds + std::chrono::microseconds(limits.keep).count()});
  start(limits);
  EXPECT_TRUE(jobs_->jobs(kOwner).empty());
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "imports" / second));
}

TEST_F(ImportJobsTest, AWatcherHearsWhatChangedAfterWhatItKnows) {
  const auto id = created();
  sent(id, "a.md", draft(1));
  sent(id, "b.md", draft(2));
  auto watch = jobs_->watch(kOwner, id, "");
  ASSERT_TRUE(watch);
  ASSERT_TRUE(watch->ready());
  const auto all = watch->next();
  EXPECT_EQ(all.files.size(), 2U);
  EXPECT_FALSE(watch->ready());
  EXPECT_EQ(ran(id, {true, false}), "checked");
  EXPECT_TRUE(watch->ready());
  EXPECT_EQ(watch->next().files.size(), 2U);
  EXPECT_FALSE(watch->ready());

  auto again = jobs_->watch(kOwner, id, all.files.front().id);
  EXPECT_EQ(again->next().files.size(), 2U);
  sent(id, "c.md", draft(3));
  auto later = jobs_->watch(kOwner, id, again->next().job.id);
  EXPECT_FALSE(later->ready());
  const auto known = jobs_->watch(kOwner, id, "OTHER-99");
  EXPECT_TRUE(known->ready()) << "of another process: all is told";
  ASSERT_TRUE(jobs_->discard(kOwner, id));
  EXPECT_EQ(base::text_at(later->next().job.body, "state"), "discarded");
}

TEST_F(ImportJobsTest, OneProcessTakesTheUploads) {
  const auto second = ImportJobs::open(*installation_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(second.error().place, StartsWith(folder_.path().string()));
}

TEST(ImportJobPart, IsNamedSoThatTheWholeIsFoundAgain) {
  EXPECT_EQ(name_of(JobPart{3, 10, 25}), "3-10-25");
  for (const char* wrong : {"", "job.json", "3-10", "3-10-10", "3-x-20", "3-1-2-3", "3--1-2",
                            "3-10-25.tmp-0123456789ab", "99999999999999999999999-0-1"}) {
    EXPECT_FALSE(part_from(wrong)) << wrong;
  }
  // After a gap nothing counts, whatever order the names come in.
  const auto chain = parts_of({"1-0-5", "0-7-9", "0-10-12", "0-0-7", "lock"}, 0);
  ASSERT_EQ(chain.size(), 2U);
  EXPECT_EQ(chain.back().end, 9U);
}

}  // namespace
}  // namespace comity::service
