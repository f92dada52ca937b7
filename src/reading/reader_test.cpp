#include "reading/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "reading/reader_fixture.h"
#include "support/docx_writer.h"
#include "support/pdf_writer.h"
#include "support/test_files.h"
#include "support/xlsx_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using test_support::DocxWriter;
using test_support::PdfWriter;
using test_support::zip_of;
using ::testing::HasSubstr;

std::string small_pdf() {
  PdfWriter writer;
  writer.paragraph("1.", "One paragraph.");
  writer.new_page();
  writer.paragraph("2.", "Another.");
  return writer.save();
}

TEST(ReaderTest, ReadsEachType) {
  const auto pdf = shared_reader().read(small_pdf(), "a.pdf");
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pdf->media_type, "application/pdf");
  EXPECT_THAT(pdf->producer, HasSubstr("Haru"));
  EXPECT_EQ(pdf->pages.size(), 2U);
  const auto markdown = shared_reader().read("# Title\n\n1. *Decides*.\n", "a.md");
  ASSERT_TRUE(markdown);
  EXPECT_EQ(markdown->media_type, "text/markdown");
  const auto text = shared_reader().read("Title\n\n1. Decides.\n", "a.txt");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->media_type, "text/plain");
  EXPECT_EQ(text_of_label(*text, "1."), "Decides.");
  DocxWriter writer;
  writer.paragraph("1.", "*Decides*.");
  const auto docx = shared_reader().read(writer.save(), "a");
  ASSERT_TRUE(docx) << docx.error().message;
  EXPECT_THAT(docx->media_type, HasSubstr("wordprocessingml"));
  EXPECT_EQ(text_of_label(*docx, "1."), "Decides.");
}

// The head of a Word 97 document, as far as its type can be told.
std::string word_97() {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  for (const char c : std::string_view("WordDocument")) bytes += {c, '\0'};
  return bytes;
}

// A folder with a program of that name.
class ProgramFolder {
 public:
  ProgramFolder(const std::string& name, const std::string& script) {
    const auto program = folder_.path() / name;
    std::ofstream(program) << "#!/bin/sh\n" << script;
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }

  base::Result<model::Document> read(const std::string& bytes, const std::string& name) const {
    Limits limits;
    limits.program_folders = {folder_.path().string()};
    const auto reader = Reader::create(limits);
    EXPECT_TRUE(reader);
    return reader->read(bytes, name);
  }

 private:
  test::TestFolder folder_;
};

TEST(ReaderTest, ReadsWord97ThroughItsProgram) {
  const ProgramFolder folder("antiword", "echo '1. Decides to go on.'; echo; echo \"$1 $2 $3 $4\"");
  const auto document = folder.read(word_97(), "a.doc");
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->media_type, "application/msword");
  EXPECT_EQ(text_of_label(*document, "1."), "Decides to go on.");
  EXPECT_EQ(model::text_of(document->blocks.back().runs), "-w 0 -m UTF-8.txt");
}

TEST(ReaderTest, SaysWhichPackageReadsWord97) {
  const ProgramFolder folder("another", "exit 0");
  const auto document = folder.read(word_97(), "a.doc");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(document.error().message, HasSubstr("DOC"));
  EXPECT_THAT(document.error().mend, HasSubstr("antiword"));
  EXPECT_EQ(document.error().place, "a.doc");
}

TEST(ReaderTest, TellsWord97ThatItsProgramRefuses) {
  const ProgramFolder refusing("antiword", "exit 1");
  const auto damaged = refusing.read(word_97(), "a.doc");
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().kind, ErrorKind::corrupt);
  const ProgramFolder silent("antiword", "exit 0");
  const auto empty = silent.read(word_97(), "a.doc");
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, ErrorKind::corrupt);
  // The program itself, where it is installed, sees that this is no more than a head.
  const auto cut = shared_reader().read(word_97(), "a.doc");
  ASSERT_FALSE(cut);
  EXPECT_NE(cut.error().kind, ErrorKind::internal);
}

TEST(ReaderTest, ReadsPagesTablesAndMarkup) {
  const auto page = shared_reader().read("<html><body><p>1. Text</p>", "a.html");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->media_type, "text/html");
  EXPECT_EQ(text_of_label(*page, "1."), "Text");
  const auto table = shared_reader().read("a;b\n1;caf\x8E\n", "a.csv");
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->media_type, "text/csv");
  EXPECT_EQ(table->findings.size(), 2U);
  const auto tabs = shared_reader().read("a\tb\n1\t2\n", "a.tsv");
  ASSERT_TRUE(tabs);
  EXPECT_EQ(tabs->media_type, "text/tab-separated-values");
  const auto book = shared_reader().read(
      test_support::xlsx_of({{"A", "<row><c><v>1</v></c></row>", ""}}), "a.xlsx");
  ASSERT_TRUE(book) << book.error().message;
  EXPECT_EQ(book->blocks.size(), 1U);
  const auto akn = shared_reader().read(
      "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><doc><p>Text</p>"
      "</doc></akomaNtoso>",
      "a.akn");
  ASSERT_TRUE(akn) << akn.error().message;
  EXPECT_EQ(akn->media_type, "application/akn+xml");
  const auto latin = shared_reader().read("Libert\xE9 et \xE9galit\xE9\n", "a.txt");
  ASSERT_TRUE(latin) << latin.error().message;
  EXPECT_EQ(texts_of(*latin, model::BlockKind::paragraph),
            std::vector<std::string>{"Liberté et égalité"});
  ASSERT_EQ(latin->findings.size(), 1U);
  EXPECT_EQ(latin->findings[0].assumed, "Windows-1252");
}

TEST(ReaderTest, SaysWhatHoldsAndWhatReads) {
  EXPECT_TRUE(shared_reader().confinement().limits);
  EXPECT_TRUE(shared_reader().confinement().seccomp);
  EXPECT_THAT(shared_reader().program_version(), HasSubstr("pdftohtml version"));
  EXPECT_FALSE(version().empty());
}

struct Bad {
  std::string bytes;
  std::string name;
  ErrorKind kind;
  std::string message;
};

TEST(ReaderTest, GivesOneErrorForEachBadFile) {
  const auto pdf = small_pdf();
  PdfWriter secret;
  secret.paragraph("1.", "Secret.");
  secret.encrypt("open");
  PdfWriter scan;
  const Bad cases[] = {
      {pdf.substr(0, pdf.size() / 3), "cut.pdf", ErrorKind::corrupt, "damaged"},
      {"%PDF-1.4\nnothing follows", "head.pdf", ErrorKind::corrupt, "damaged"},
      {secret.save(), "secret.pdf", ErrorKind::corrupt, "encrypted"},
      {scan.save(), "scan.pdf", ErrorKind::unsupported, "no text layer"},
      {"", "empty.pdf", ErrorKind::corrupt, "empty"},
      {zip_of({{"a.txt", "Words."}}), "a.zip", ErrorKind::unsupported, "ZIP archive"},
      {"PK\x03\x04 word/", "a.docx", ErrorKind::unsupported, "ZIP archive"},
      {"\xCF\xF0\xE8\xE2\xE5\xF2", "russian.txt", ErrorKind::unsupported, "encoding"},
      {"<?xml version=\"1.0\"?><iati/>", "a.xml", ErrorKind::unsupported, "<iati>"},
      {"<akomaNtoso><p>", "a.akn", ErrorKind::corrupt, "not well formed"},
      {"a,\"b\n", "a.csv", ErrorKind::corrupt, "not closed"},
  };
  for (const auto& each : cases) {
    const auto document = shared_reader().read(each.bytes, each.name);
    ASSERT_FALSE(document) << each.name;
    EXPECT_EQ(document.error().kind, each.kind) << each.name << ": " << document.error().message;
    EXPECT_THAT(document.error().message, HasSubstr(each.message));
    EXPECT_THAT(document.error().place, testing::StartsWith(each.name));
    EXPECT_FALSE(document.error().mend.empty()) << each.name;
  }
  EXPECT_TRUE(shared_reader().read(pdf, "good.pdf")) << "the reader lives on";
}

TEST(ReaderTest, RefusesWhatIsEnormous) {
  Limits limits;
  limits.file_bytes = 1000;
  limits.pages = 1;
  const auto reader = Reader::create(limits);
  ASSERT_TRUE(reader);
  const auto large = reader->read(std::string(1001, 'x'), "large.txt");
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, ErrorKind::too_large);
  limits.file_bytes = 1 << 20;
  const auto few = Reader::create(limits);
  const auto pages = few->read(small_pdf(), "pages.pdf");
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().kind, ErrorKind::too_large);
  EXPECT_THAT(pages.error().message, HasSubstr("2 pages"));
}

TEST(ReaderTest, StopsWhenThereIsTooMuchText) {
  Limits limits;
  limits.output_bytes = 2000;
  const auto reader = Reader::create(limits);
  ASSERT_TRUE(reader);
  PdfWriter writer;
  for (int i = 0; i < 200; ++i) writer.paragraph("", "A line of text that adds up with others.");
  const auto document = reader->read(writer.save(), "much.pdf");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::too_large) << document.error().message;
}

TEST(ReaderTest, StopsAtTheDeadline) {
  Limits limits;
  limits.wall = std::chrono::seconds(0);
  const auto reader = Reader::create(limits);
  ASSERT_TRUE(reader);
  const auto document = reader->read(small_pdf(), "slow.pdf");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::timeout);
  EXPECT_EQ(document.error().place, "slow.pdf");
}

#ifndef COMITY_SANITIZED  // sanitizers need more memory than a reader is given here
TEST(ReaderTest, SurvivesWhatTakesTooMuchMemory) {
  Limits limits;
  limits.memory_bytes = std::uint64_t{200} << 20;
  const auto reader = Reader::create(limits);
  ASSERT_TRUE(reader);
  std::string text;
  for (int i = 0; i < 1'200'000; ++i) text += "line\n\n";
  const auto document = reader->read(text, "lines.txt");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::too_large) << document.error().message;
  EXPECT_TRUE(reader->read("A text.", "a.txt"));
}
#endif

TEST(ReaderTest, ReadsForManyCallersAtOnce) {
  const auto pdf = small_pdf();
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 3; ++round) {
        const auto document = i % 2 == 0 ? shared_reader().read(pdf, "a.pdf")
                                         : shared_reader().read("1. Text.\n", "a.txt");
        if (document && !document->blocks.empty()) ++good;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 36);
}

TEST(ReaderTest, DrawsPages) {
  const auto pdf = small_pdf();
  const auto image = shared_reader().page_image(pdf, 2, 200);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_THAT(*image, testing::StartsWith("\x89PNG"));
  // The width stands in the header, big-endian.
  EXPECT_EQ(static_cast<unsigned char>((*image)[19]), 200);
  const auto missing = shared_reader().page_image(pdf, 3, 200);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found) << missing.error().message;
  EXPECT_EQ(shared_reader().page_image(pdf, 0, 200).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(shared_reader().page_image(pdf, 1, 1 << 30).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(shared_reader().page_image("no PDF", 1, 200).error().kind, ErrorKind::corrupt);
}

}  // namespace
}  // namespace comity::reading
