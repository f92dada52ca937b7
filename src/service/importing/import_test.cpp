// Bringing files in: what is bad is told by name with a mend, all else is kept, and nothing is lost
// or half-written.
#include "service/importing/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "service/finding/indexes.h"
#include "service/finding/search.h"
#include "service/journal.h"
#include "service/specimen.h"
#include "service/test_fixture.h"
#include "support/docx_writer.h"
#include "support/harmful_pdf.h"
#include "support/pdf_writer.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using test::FailingFiles;
using test::TestFolder;
using test_support::DocxWriter;
using test_support::overlapping_zip;
using test_support::PdfWriter;
using test_support::zip_of;

class ImportTest : public testing::Test {
 protected:
  std::unique_ptr<Installation> opened(reading::Limits limits = {}) {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    options.files = &files_;
    options.limits = limits;
    auto installation = Installation::open(options);
    EXPECT_TRUE(installation) << installation.error().message;
    return installation ? *std::move(installation) : nullptr;
  }

  std::filesystem::path write(const std::string& name, const std::string& bytes) {
    const auto path = folder_.path() / "in" / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  ImportReport imported(Installation& installation, const std::vector<std::filesystem::path>& paths,
                        const ImportOptions& options = {}) {
    auto report = import_files(installation, owner_of_the_folder(), paths, options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *std::move(report) : ImportReport();
  }

  /// The record is whole: every commitment and root holds, the tables are the journal's.
  static void expect_whole(Installation& installation) {
    const auto verified = installation.store().verify();
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->valid) << verified->fault;
    const auto check = installation.store().rebuild_check();
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_TRUE(check->equal) << check->difference;
  }

  TestFolder folder_;
  FailingFiles files_{base::posix_file_system()};
};

/// This thread, and those it starts, meet files as somebody without privileges would; for the
/// superuser no folder is locked.
class AsNobody {
 public:
  AsNobody() : before_(setfsuid(geteuid() == 0 ? 65534 : geteuid())) {}
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() { (void)setfsuid(static_cast<uid_t>(before_)); }

 private:
  int before_;
};

struct Bad {
  std::string name;
  std::string bytes;
  ErrorKind kind;
};

std::vector<Bad> bad_files() {
  PdfWriter writer;
  writer.paragraph("1.", "One paragraph.");
  const auto pdf = writer.save();
  PdfWriter secret;
  secret.paragraph("1.", "Secret.");
  secret.encrypt("open");
  return {{"cut.pdf", pdf.substr(0, pdf.size() / 3), ErrorKind::corrupt},
          {"secret.pdf", secret.save(), ErrorKind::corrupt},
          {"scan.pdf", PdfWriter().save(), ErrorKind::unsupported},
          {"empty.md", "", ErrorKind::corrupt},
          {"russian.txt", "\xCF\xF0\xE8\xE2\xE5\xF2", ErrorKind::unsupported},
          {"program.txt", std::string("A\0\0\0R\0\1\2\0\0", 10), ErrorKind::unsupported},
          {"table.csv", "a,\"b\n1,2\n", ErrorKind::corrupt},
          {"other.xml", "<wells/>", ErrorKind::unsupported},
          {"letter.docx", "PK\x03\x04 word/", ErrorKind::corrupt},
          {"sheet.xls", "\xD0\xCF\x11\xE0 and so on", ErrorKind::unsupported},
          {"bomb.zip", overlapping_zip(100, std::string(100'000, '\0')), ErrorKind::corrupt},
          {"enormous.txt", std::string(2'000'000, 'x'), ErrorKind::too_large},
          {"hanging.pdf", test::unfolding_pdf("q Q"), ErrorKind::timeout}};
}

TEST_F(ImportTest, EachBadFileIsToldAndTheOthersGoOn) {
  reading::Limits limits;
  limits.file_bytes = 1'000'000;
  limits.wall = std::chrono::seconds(2);
  const auto installation = opened(limits);
  const auto bad = bad_files();
  write("a-good.md", draft(1));
  write("z-good.md", draft(2));
  std::map<std::string, ErrorKind> expected = {{"gone.pdf", ErrorKind::not_found}};
  for (const auto& each : bad) {
    write(each.name, each.bytes);
    expected[each.name] = each.kind;
  }
  const auto gone = folder_.path() / "gone.pdf";
  const auto report = imported(*installation, {folder_.path() / "in", gone});
  EXPECT_EQ(report.read, 2U);
  EXPECT_EQ(report.unchanged, 0U);
  EXPECT_EQ(report.read + report.unchanged + report.failed.size(), bad.size() + 3);
  for (const auto& failed : report.failed) {
    const auto name = std::filesystem::path(failed.file).filename().string();
    SCOPED_TRACE(name);
    ASSERT_TRUE(expected.contains(name));
    EXPECT_EQ(base::name_of(failed.error.kind), base::name_of(expected[name]));
    EXPECT_THAT(failed.error.place, testing::HasSubstr(name));
    EXPECT_FALSE(failed.error.message.empty());
    EXPECT_FALSE(failed.error.mend.empty());
    expected.erase(name);
  }
  EXPECT_TRUE(expected.empty());
  expect_whole(*installation);
}

#ifndef COMITY_SANITIZED  // sanitizers need more memory than a reader is given here
TEST_F(ImportTest, AReaderThatIsKilledTakesNothingWithIt) {
  reading::Limits limits;
  limits.memory_bytes = std::uint64_t{200} << 20;
  const auto installation = opened(limits);
  write("eating.pdf", test::unfolding_pdf("BT /F 9 Tf 50 500 Td (aaaaaaaaaaaaaaaaaaaa) Tj ET"));
  write("good.md", draft(1));
  const auto report = imported(*installation, {folder_.path() / "in"});
  EXPECT_EQ(report.read, 1U);
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(base::name_of(report.failed[0].error.kind), base::name_of(ErrorKind::corrupt));
  EXPECT_THAT(report.failed[0].error.place, testing::EndsWith("eating.pdf"));
  EXPECT_FALSE(report.failed[0].error.mend.empty());
  expect_whole(*installation);
}

TEST_F(ImportTest, AWorkerThatRunsOutOfMemoryRefusesOneFileAndTheOthersGoOn) {
  reading::Limits limits;
  limits.memory_bytes = std::uint64_t{200} << 20;
  const auto installation = opened(limits);
  std::string lines;
  for (int i = 0; i < 1'200'000; ++i) lines += "line\n\n";
  write("lines.txt", lines);
  for (int file = 1; file <= 6; ++file) write(std::to_string(file) + ".md", draft(file));
  write("z-lines.txt", lines + "end\n");
  const auto report = imported(*installation, {folder_.path() / "in"});
  EXPECT_EQ(report.read, 6U);
  ASSERT_EQ(report.failed.size(), 2U);
  for (const auto& failed : report.failed) {
    EXPECT_EQ(base::name_of(failed.error.kind), base::name_of(ErrorKind::too_large));
    EXPECT_THAT(failed.error.place, testing::EndsWith("lines.txt"));
    EXPECT_FALSE(failed.error.mend.empty());
  }
  expect_whole(*installation);
}
#endif

TEST_F(ImportTest, TwoTextsThatClaimOneWorkAreBothKeptAndSaid) {
  const auto installation = opened();
  const auto first = write("first.md", draft(1));
  const auto second = write("second.md",
                            "A/RES/89/1\n\n*The General Assembly,*\n\n1. *Decides* something else "
                            "altogether, and at some length, of the rivers and of the mills.\n");
  EXPECT_EQ(imported(*installation, {first}).files.at(0).conflict, "");
  const auto report = imported(*installation, {second});
  EXPECT_EQ(report.read, 1U);
  EXPECT_EQ(report.files.at(0).conflict, "first.md");
  expect_whole(*installation);
}

TEST_F(ImportTest, EachFileOfAnArchiveIsImportedByItself) {
  const auto installation = opened();
  PdfWriter pdf;
  pdf.paragraph("1.", "One paragraph.");
  const auto inner = zip_of({{"c.md", draft(3)}});
  const auto archive = write("all.zip", zip_of({{"a.md", draft(1)},
                                                {"folder/b.pdf", pdf.save()},
                                                {"folder/again.md", draft(1)},
                                                {"russian.txt", "\xCF\xF0\xE8\xE2\xE5\xF2"},
                                                {"inner.zip", inner},
                                                {".DS_Store", "x"}}));
  write("z.md", draft(4));
  ImportOptions options;
  std::size_t done = 0;
  std::size_t total = 0;
  options.progress = [&](std::size_t d, std::size_t t, const std::string&) {
    done = d;
    total = t;
  };
  const auto report = imported(*installation, {folder_.path() / "in"}, options);
  EXPECT_EQ(report.read + report.unchanged, 4U);
  EXPECT_EQ(done, 6U);
  EXPECT_EQ(total, 6U);
  std::vector<std::string> files;
  for (const auto& each : report.files) files.push_back(each.file);
  EXPECT_THAT(files,
              testing::ElementsAre(archive.string() + "/a.md", archive.string() + "/folder/b.pdf",
                                   archive.string() + "/folder/again.md",
                                   (folder_.path() / "in" / "z.md").string()));
  ASSERT_EQ(report.failed.size(), 2U);
  EXPECT_EQ(report.failed[0].file, archive.string() + "/russian.txt");
  EXPECT_EQ(report.failed[1].file, archive.string() + "/inner.zip");
  for (const auto& failed : report.failed) {
    EXPECT_EQ(failed.error.kind, ErrorKind::unsupported);
    EXPECT_THAT(failed.error.place, testing::StartsWith(failed.file));
    EXPECT_FALSE(failed.error.mend.empty());
  }
  EXPECT_EQ(imported(*installation, {archive}).unchanged, 3U) << "the same archive changes nothing";
  const auto report_of_bytes =
      import_bytes(*installation, owner_of_the_folder(), {{"up.zip", inner}}, {});
  ASSERT_TRUE(report_of_bytes);
  EXPECT_EQ(report_of_bytes->read, 1U);
  EXPECT_EQ(report_of_bytes->files.at(0).file, "up.zip/c.md");
  expect_whole(*installation);
}

TEST_F(ImportTest, SeveralArchivesAtOnceAreTakenOneAfterTheOther) {
  const auto installation = opened();
  std::vector<std::filesystem::path> paths;
  std::vector<std::string> wanted;
  for (int archive = 0; archive < 6; ++archive) {
    std::vector<std::pair<std::string, std::string>> files;
    for (int file = 0; file < 7; ++file) {
      files.emplace_back(std::to_string(file) + ".md", draft(100 * archive + file));
    }
    paths.push_back(write("all" + std::to_string(archive) + ".zip", zip_of(files)));
    for (const auto& file : files) wanted.push_back(paths.back().string() + "/" + file.first);
    if (archive == 2) paths.push_back(write("broken.zip", "PK\x03\x04 and nothing more"));
    if (archive == 4) paths.push_back(write("beside.md", draft(9000)));
  }
  ImportOptions options;
  options.threads = 4;
  std::size_t total = 0;
  options.progress = [&](std::size_t, std::size_t t, const std::string&) { total = t; };
  const auto report = imported(*installation, paths, options);
  EXPECT_EQ(report.read, 6U * 7U + 1U);
  EXPECT_EQ(total, 6U * 7U + 2U);
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed.front().file, paths[3].string());
  std::vector<std::string> members;
  for (const auto& each : report.files) {
    if (each.file.find(".zip/") != std::string::npos) members.push_back(each.file);
  }
  EXPECT_EQ(members, wanted) << "each once, in the order given";
  EXPECT_FALSE(report.interrupted);
}

TEST_F(ImportTest, AnArchiveIsUnpackedWhileOthersWait) {
  const auto installation = opened();
  std::vector<std::pair<std::string, std::string>> files;
  for (int file = 0; file < 60; ++file)
    files.emplace_back(std::to_string(file) + ".md", draft(file));
  ImportOptions options;
  options.threads = 4;
  const auto report = imported(*installation, {write("sixty.zip", zip_of(files))}, options);
  EXPECT_EQ(report.read, 60U);
  EXPECT_TRUE(report.failed.empty());
  EXPECT_FALSE(report.interrupted);
  expect_whole(*installation);
}

TEST_F(ImportTest, OfAPdfAndAWordDocumentOfOneWorkTheSecondIsInForce) {
  PdfWriter pdf;
  DocxWriter word;
  pdf.put({}, "A/RES/89/1");
  word.masthead("A/RES/89/1");
  for (const auto* text : {"*The General Assembly,*", "*Recalling* its resolutions on kindness,"}) {
    pdf.paragraph("", text);
    word.paragraph("", text);
  }
  pdf.paragraph("1.", "*Requests* all members to be kind.");
  word.paragraph("1.", "*Requests* all members to be kind.");
  const auto a = write("a.pdf", pdf.save());
  const auto b = write("b.docx", word.save());
  for (const auto& order : {std::vector{a, b}, std::vector{b, a}}) {
    std::filesystem::remove_all(folder_.path() / "record");
    const auto installation = opened();
    std::string work;
    for (const auto& path : order) {
      const auto report = imported(*installation, {path});
      ASSERT_EQ(report.read, 1U);
      EXPECT_EQ(report.files[0].conflict, "") << "they say the same";
      EXPECT_TRUE(work.empty() || work == report.files[0].work);
      work = report.files[0].work;
    }
    EXPECT_EQ(work, "A/RES/89/1");
    const auto read = installation->store().read();
    const auto known = read->work_of_file(read->spaces().front().id, base::sha256(word.save()));
    ASSERT_TRUE(known && *known);
    EXPECT_EQ((*known)->copies, 2U);
    EXPECT_EQ((*known)->file, base::sha256(word.save()));
    expect_whole(*installation);
  }
}

TEST_F(ImportTest, OnAFullDiskNothingIsHalfWrittenAndTheNextImportGoesOn) {
  for (int file = 1; file <= 4; ++file) write(std::to_string(file) + ".md", draft(file));
  const std::vector<std::filesystem::path> paths = {folder_.path() / "in"};
  ImportOptions options;
  options.threads = 1;
  std::uint64_t kept = 0;
  for (int changes = 0; kept < 4; changes += test::step_of(test::Fault::full)) {
    ASSERT_LT(changes, 200);
    SCOPED_TRACE(changes);
    const auto installation = opened();
    ASSERT_TRUE(installation);
    files_.fail_after(changes);
    const auto report = import_files(*installation, owner_of_the_folder(), paths, options);
    files_.fail_after(-1);
    if (report) {
      EXPECT_EQ(report->read + report->unchanged + report->failed.size(), 4U);
      EXPECT_GE(report->unchanged, kept) << "what was kept stays";
      for (const auto& failed : report->failed) {
        EXPECT_EQ(failed.error.kind, ErrorKind::unavailable);
        EXPECT_FALSE(failed.error.place.empty());
        EXPECT_FALSE(failed.error.mend.empty());
      }
      kept = report->read + report->unchanged;
    } else {
      EXPECT_EQ(report.error().kind, ErrorKind::unavailable);
    }
    expect_whole(*installation);
  }
}

TEST_F(ImportTest, AFileThatVanishesWhileOthersAreReadIsTold) {
  for (int file = 1; file <= 3; ++file) write(std::to_string(file) + ".md", draft(file));
  const auto last = folder_.path() / "in" / "3.md";
  const auto installation = opened();
  // Those not yet finished when it is told of are beyond the first, which fails at once.
  const std::vector<std::filesystem::path> paths = {folder_.path() / "gone.md",
                                                    folder_.path() / "in"};
  ImportOptions options;
  options.threads = 1;
  options.progress = [&](std::size_t done, std::size_t, const std::string&) {
    if (done == 1) std::filesystem::remove(last);
  };
  const auto report = imported(*installation, paths, options);
  EXPECT_EQ(report.read, 2U);
  ASSERT_EQ(report.failed.size(), 2U);
  EXPECT_EQ(report.failed[1].error.kind, ErrorKind::not_found);
  EXPECT_EQ(report.failed[1].error.place, last.string());
  EXPECT_FALSE(report.failed[1].error.mend.empty());
  expect_whole(*installation);
}

TEST_F(ImportTest, AFolderThatCannotBeOpenedIsToldAndTheOthersGoOn) {
  write("a.md", draft(1));
  write("locked/b.md", draft(2));
  write("z.md", draft(3));
  const auto locked = folder_.path() / "in" / "locked";
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  const auto installation = opened();
  // Whoever imports here is not who made the record.
  for (const auto& each :
       std::filesystem::recursive_directory_iterator(folder_.path() / "record")) {
    std::filesystem::permissions(each, std::filesystem::perms::all);
  }
  std::filesystem::permissions(folder_.path() / "record", std::filesystem::perms::all);
  ImportReport report;
  std::vector<std::filesystem::path> inside;
  {
    const AsNobody nobody;
    inside = files_under({locked});
    report = imported(*installation, {folder_.path() / "in"});
  }
  std::filesystem::permissions(locked, std::filesystem::perms::owner_all);
  EXPECT_THAT(inside, testing::ElementsAre(locked)) << "named alone it is told too";
  EXPECT_EQ(report.read, 2U);
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed[0].error.kind, ErrorKind::forbidden);
  EXPECT_EQ(report.failed[0].error.place, locked.string());
  EXPECT_FALSE(report.failed[0].error.mend.empty());
  expect_whole(*installation);
}

TEST_F(ImportTest, AnInterruptedImportIsFinishedByTheNext) {
  for (int file = 1; file <= 80; ++file) write(std::to_string(file) + ".md", draft(file));
  const std::vector<std::filesystem::path> paths = {folder_.path() / "in"};
  const auto installation = opened();
  std::stop_source stop;
  ImportOptions options;
  options.threads = 1;
  options.stop = stop.get_token();
  options.progress = [&](std::size_t done, std::size_t, const std::string&) {
    if (done >= 1) stop.request_stop();
  };
  const auto first = imported(*installation, paths, options);
  EXPECT_TRUE(first.interrupted);
  EXPECT_GE(first.read, 1U);
  const auto second = imported(*installation, paths);
  EXPECT_FALSE(second.interrupted);
  EXPECT_EQ(second.unchanged, first.read);
  EXPECT_EQ(second.read, 80 - first.read);
  const auto third = imported(*installation, paths);
  EXPECT_EQ(third.unchanged, 80U);
  EXPECT_EQ(third.read, 0U);
  const auto heads = installation->store().heads();
  ASSERT_TRUE(heads);
  EXPECT_EQ(heads->front().size, 81U) << "the space and each file once";
  expect_whole(*installation);
}

TEST_F(ImportTest, AnInterruptedSpecimenIsFinishedByTheNext) {
  const auto installation = opened();
  std::stop_source stop;
  ImportOptions options;
  options.threads = 1;
  options.stop = stop.get_token();
  options.progress = [&](std::size_t, std::size_t, const std::string&) { stop.request_stop(); };
  const SpecimenOptions specimen;
  const auto owner = owner_of_the_folder();
  const auto first = import_specimen(*installation, owner, specimen, options);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(first->interrupted);
  EXPECT_GE(first->read, 1U);
  const auto second = import_specimen(*installation, owner, specimen, {});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_FALSE(second->interrupted);
  EXPECT_TRUE(second->failed.empty());
  EXPECT_EQ(second->unchanged, first->read);
  EXPECT_GT(second->read, 0U);
  const auto size = installation->store().heads()->front().size;
  const auto third = import_specimen(*installation, owner, specimen, {});
  ASSERT_TRUE(third) << third.error().message;
  EXPECT_EQ(third->unchanged, first->read + second->read);
  EXPECT_EQ(installation->store().heads()->front().size, size);
  expect_whole(*installation);
}

TEST_F(ImportTest, TheIndexHasAllOfALargeImport) {
  const auto installation = opened();
  std::vector<std::filesystem::path> paths;
  for (int i = 1; i <= 40; ++i) paths.push_back(write(std::to_string(i) + ".md", draft(i)));
  EXPECT_EQ(imported(*installation, paths).read, 40U);
  const auto behind = installation->indexes().behind();
  ASSERT_TRUE(behind);
  EXPECT_EQ(*behind, 0U);
  SearchRequest request;
  request.text = "kind";
  const auto answer = search(*installation, {owner_of_the_folder()}, request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(base::integer_at(base::object_at(answer->body, "count"), "value"), 40);
}

TEST_F(ImportTest, ThePublicBringsNothingIn) {
  const auto installation = opened();
  const auto refused = import_bytes(*installation, anyone(), {{"a.md", draft(1)}}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_FALSE(refused.error().mend.empty());
}

}  // namespace
}  // namespace comity::service
