// Files come out of the cleaning as they read and look, and without what told of their people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

#include "reading/archive/zip.h"
#include "reading/cleaning/clean.h"
#include "reading/office/docx.h"
#include "reading/reader_fixture.h"
#include "support/docx_writer.h"
#include "support/pdf_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using test_support::ZipFiles;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;

constexpr const char* kTell = "Marker-Of-A-Person";

ZipFiles members_of(const std::string& archive) {
  ZipFiles files;
  const auto zip = Zip::open(archive);
  EXPECT_TRUE(zip);
  for (const auto& member : zip->members())
    files.emplace_back(member.name, *zip->read(member.name));
  return files;
}

/// Whether a text stands in any part, or in the archive around them.
bool tells(const std::string& archive, const std::string& text) {
  if (archive.find(text) != std::string::npos) return true;
  const auto files = members_of(archive);
  return std::any_of(files.begin(), files.end(), [&](const auto& file) {
    return (file.first + file.second).find(text) != std::string::npos;
  });
}

/// What a document says, wherever in the file it stands.
std::string said_in(const model::Document& document) {
  std::string text;
  for (const auto& block : document.blocks) {
    text += std::to_string(static_cast<int>(block.kind)) + block.label + "|" +
            model::text_of(block.runs) + "\n";
  }
  return text;
}

std::string chunk(const std::string& name, const std::string& body) {
  const auto big = [](std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
    return bytes;
  };
  const auto checked = name + body;
  const auto sum =
      crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
  return big(static_cast<std::uint32_t>(body.size())) + checked +
         big(static_cast<std::uint32_t>(sum));
}

std::string png(const std::string& beside) {
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x08\0\0\0\0", 13)) +
         chunk("iCCP", "profile") + beside + chunk("IDAT", "data") + chunk("IEND", "");
}

std::string segment(char marker, const std::string& body) {
  const auto length = body.size() + 2;
  return std::string("\xFF") + marker + static_cast<char>(length >> 8U) +
         static_cast<char>(length & 0xFFU) + body;
}

constexpr const char* kIcc = "ICC_PROFILE\0\1\1profile";
std::string jpeg(const std::string& beside, const std::string& behind = {}) {
  return "\xFF\xD8" + segment('\xE0', std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) + beside +
         segment('\xE2', std::string(kIcc, 21)) + segment('\xDB', "tables") +
         segment('\xC0', "frame") + segment('\xDA', "scan") +
         std::string("data\xFF\0more\xFF\xD0 and\xFF\xD9", 18) + behind;
}

std::string exif(char orientation) {
  std::string body(
      "Exif\0\0MM\0\x2A\0\0\0\x08\0\2\x01\x0F\0\2\0\0\0\x12\0\0\0\0\x01\x12\0\3\0\0\0\1\0", 37);
  return segment('\xE1', body + orientation + std::string(2, '\0') + kTell);
}

TEST(CleaningPictures, KeepsOfAPngWhatIsSeen) {
  Traces traces;
  EXPECT_EQ(*clean_png(png({}), traces), png({}));
  EXPECT_THAT(traces, IsEmpty());
  const auto told = png(chunk("tEXt", std::string("Author\0", 7) + kTell) + chunk("eXIf", kTell) +
                        chunk("tIME", "1234567") + chunk("prVt", kTell)) +
                    kTell;
  EXPECT_EQ(*clean_png(told, traces), png({}));
  EXPECT_THAT(traces, ElementsAre(Trace::picture_metadata));
  auto broken = png({});
  broken[20] = 'x';
  EXPECT_EQ(clean_png(broken, traces).error().kind, ErrorKind::corrupt);
  EXPECT_FALSE(clean_png(png({}).substr(0, 50), traces));
}

TEST(CleaningPictures, KeepsOfAJpegWhatIsSeenAndHowItIsTurned) {
  Traces traces;
  EXPECT_EQ(*clean_jpeg(jpeg({}), Orientation::kept, traces), jpeg({}));
  EXPECT_THAT(traces, IsEmpty());
  const auto beside = segment('\xED', kTell) + segment('\xFE', kTell) +
                      segment('\xE2', std::string("MPF\0", 4) + kTell);
  EXPECT_EQ(*clean_jpeg(jpeg(beside, jpeg({}) + kTell), Orientation::kept, traces), jpeg({}));
  EXPECT_THAT(traces, ElementsAre(Trace::picture_metadata));
  EXPECT_EQ(*clean_jpeg(jpeg(exif(1)), Orientation::kept, traces), jpeg({}));
  EXPECT_EQ(*clean_jpeg(jpeg(exif(6)), Orientation::dropped, traces), jpeg({}));
  const auto turned = *clean_jpeg(jpeg(exif(6)), Orientation::kept, traces);
  EXPECT_EQ(turned.find(kTell), std::string::npos);
  EXPECT_EQ(turned.size(), jpeg({}).size() + 36);
  traces.clear();
  EXPECT_EQ(*clean_jpeg(turned, Orientation::kept, traces), turned) << "and stays turned";
  EXPECT_THAT(traces, IsEmpty());
  auto thumb = jpeg({});
  thumb.replace(2, 18, segment('\xE0', std::string("JFIF\0\1\1\0\0\1\0\1\1\1", 14) + kTell));
  EXPECT_EQ(*clean_jpeg(thumb, Orientation::kept, traces), jpeg({}));
  EXPECT_FALSE(clean_jpeg("\xFF\xD8\xFF", Orientation::kept, traces));
  EXPECT_FALSE(clean_jpeg(jpeg({}).substr(0, 30), Orientation::kept, traces));
}

ZipFiles told_docx() {
  test_support::DocxWriter writer;
  writer.heading("I.", "Heading");
  writer.paragraph("1.", "A paragraph with *words* in it.");
  const std::string by = " w:id=\"1\" w:author=\"" + std::string(kTell) +
                         "\" w:date=\"2019-03-04T05:06:07Z\" w:rsidR=\"00ABCDEF\"";
  writer.raw(
      "<w:p w:rsidR=\"00ABCDEF\" w:rsidRDefault=\"00ABCDEF\"><w:r><w:t>Before </w:t></w:r>"
      "<w:ins" +
      by +
      "><w:r><w:t>inserted</w:t></w:r></w:ins>"
      "<w:del" +
      by + "><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>");
  writer.part("docProps/app.xml",
              "<Properties><Company>" + std::string(kTell) + "</Company></Properties>");
  writer.part("docProps/core.xml", "<p><creator>" + std::string(kTell) + "</creator></p>");
  writer.part("customXml/item1.xml", "<a>" + std::string(kTell) + "</a>");
  writer.part("word/people.xml", "<p>" + std::string(kTell) + "</p>");
  writer.part("word/comments.xml",
              "<w:comments xmlns:w=\"w\"><w:comment w:initials=\"MK\"" + by +
                  "><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>");
  writer.part("word/settings.xml",
              "<w:settings xmlns:w=\"w\"><w:rsids><w:rsid w:val=\"00ABCDEF\"/></w:rsids>"
              "<w:attachedTemplate r:id=\"t\" xmlns:r=\"r\"/><w:zoom/></w:settings>");
  writer.relation("t", "attachedTemplate", "file:///C:/Users/" + std::string(kTell), true);
  writer.relation("h", "hyperlink", "file:///C:/Users/" + std::string(kTell), true);
  writer.relation("c", "customXml", "../customXml/item1.xml");
  auto files = members_of(writer.save());
  files.emplace_back("docProps/thumbnail.jpeg", kTell);
  files.emplace_back("word/media/image1.jpeg", jpeg(exif(3)));
  files.emplace_back("word/embeddings/sheet.xlsx", kTell);
  return files;
}

std::string field_run(const std::string& inside) { return "<w:r>" + inside + "</w:r>"; }
std::string field_sign(const std::string& type) {
  return field_run("<w:rPr/><w:fldChar w:fldCharType=\"" + type + "\"/>");
}
std::string field_words(const std::string& words) { return field_run("<w:t>" + words + "</w:t>"); }
std::string instruction(const std::string& words) {
  return field_run("<w:instrText>" + words + "</w:instrText>");
}
std::string field_of(const std::string& instructions, const std::string& result) {
  return field_sign("begin") + instructions + field_sign("separate") + result + field_sign("end");
}

/// A document of one paragraph, cleaned.
base::Result<Cleaned> cleaned_paragraph(const std::string& inside) {
  test_support::DocxWriter writer;
  writer.raw("<w:p>" + field_words("Before ") + inside + field_words(" behind") + "</w:p>");
  return clean(test_support::zip_of(members_of(writer.save())));
}

TEST(CleaningDocx, DropsFieldsThatTellOfPeopleWithTheirResults) {
  const std::string tell = field_words(kTell);
  for (const auto& inside :
       {"<w:fldSimple w:instr=\" AUTHOR \\* MERGEFORMAT \">" + tell + "</w:fldSimple>",
        field_of(instruction(" AUT") + instruction("HOR  "), tell),
        field_of(instruction("lastsavedby"), field_words("Marker-") + tell + tell),
        field_of(instruction(" DOCPROPERTY Company "), tell + "</w:p><w:p>" + tell),
        field_of(instruction(" QUOTE ") + field_of(instruction(" USERNAME "), tell), tell),
        field_of(instruction(" UserInitials "), field_of(instruction(" PAGE "), tell)),
        field_of(instruction(" INFO Author "), tell),
        field_sign("begin") + instruction(" USERADDRESS ") + field_sign("end")}) {
    const auto cleaned = cleaned_paragraph(inside);
    ASSERT_TRUE(cleaned) << cleaned.error().message;
    EXPECT_FALSE(tells(cleaned->bytes, "Marker-")) << inside;
    EXPECT_FALSE(tells(cleaned->bytes, "fld")) << inside;
    EXPECT_FALSE(tells(cleaned->bytes, "instrText")) << inside;
    EXPECT_TRUE(tells(cleaned->bytes, "Before ")) << inside;
    EXPECT_TRUE(tells(cleaned->bytes, " behind")) << inside;
    EXPECT_THAT(cleaned->removed, Contains(Trace::authors)) << inside;
  }
}

TEST(CleaningDocx, DropsFieldsThatTellWhereAFileLiesAndKeepsTheOthers) {
  const auto path = cleaned_paragraph(field_of(instruction(" FILENAME \\p "), field_words(kTell)) +
                                      field_of(instruction(" TEMPLATE "), field_words(kTell)));
  ASSERT_TRUE(path);
  EXPECT_FALSE(tells(path->bytes, kTell));
  EXPECT_THAT(path->removed, Contains(Trace::linked_paths));
  const auto kept = cleaned_paragraph(
      field_of(instruction(" HYPERLINK \"https://example.org\" "),
               field_words("Link ") + field_of(instruction(" FILENAME "), field_words(kTell))) +
      "<w:fldSimple w:instr=\" AUTHORITY \">" + field_words("Nine") + "</w:fldSimple>");
  ASSERT_TRUE(kept);
  EXPECT_FALSE(tells(kept->bytes, kTell));
  for (const char* stays : {"HYPERLINK", "Link ", "AUTHORITY", "Nine", " behind"}) {
    EXPECT_TRUE(tells(kept->bytes, stays)) << stays;
  }
}

TEST(CleaningDocx, AFieldThatNothingEndsTakesItsParagraphAlone) {
  const auto cleaned =
      cleaned_paragraph(field_sign("begin") + instruction(" AUTHOR ") + field_sign("separate") +
                        field_words(kTell) + "</w:p><w:p>" + field_words("Next"));
  ASSERT_TRUE(cleaned);
  EXPECT_FALSE(tells(cleaned->bytes, kTell));
  EXPECT_TRUE(tells(cleaned->bytes, "Next"));
}

TEST(CleaningDocx, KeepsTheTextAndNothingOfItsPeople) {
  const auto told = test_support::zip_of(told_docx());
  ASSERT_TRUE(tells(told, kTell));
  const auto cleaned = clean(told);
  ASSERT_TRUE(cleaned) << cleaned.error().message << cleaned.error().place;
  for (const char* trace : {kTell, "00ABCDEF", "2019-03-04", "\"MK\"", "customXml", "docProps",
                            "thumbnail", "file:", "attachedTemplate"}) {
    EXPECT_FALSE(tells(cleaned->bytes, trace)) << trace;
  }
  EXPECT_TRUE(tells(cleaned->bytes, "Why?")) << "what was said stays";
  EXPECT_THAT(cleaned->removed,
              ElementsAre(Trace::properties, Trace::custom_xml, Trace::thumbnail,
                          Trace::identifiers, Trace::authors, Trace::dates, Trace::embedded_files,
                          Trace::picture_metadata, Trace::linked_paths));
  EXPECT_EQ(said_in(*read_docx(cleaned->bytes)), said_in(*read_docx(told)));
  const auto again = clean(cleaned->bytes);
  ASSERT_TRUE(again);
  EXPECT_THAT(again->removed, IsEmpty());
  EXPECT_TRUE(again->bytes == cleaned->bytes);
}

TEST(CleaningDocx, RefusesWhatItCannotClean) {
  const auto with = [](const std::string& name, const std::string& part) {
    auto files = told_docx();
    files.emplace_back(name, part);
    return clean(test_support::zip_of(files));
  };
  EXPECT_THAT(with("word/vbaProject.bin", "x").error().message, HasSubstr("macros"));
  EXPECT_EQ(with("word/activeX/activeX1.xml", "<a/>").error().kind, ErrorKind::unsupported);
  const auto tiff = with("word/media/image2.tiff", "II*");
  EXPECT_EQ(tiff.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(tiff.error().place, "word/media/image2.tiff");
  EXPECT_FALSE(tiff.error().mend.empty());
  EXPECT_EQ(with("word/media/image2.jpeg", "\xFF\xD8\xFF").error().kind, ErrorKind::corrupt);
  EXPECT_EQ(with("word/odd.xml", "<!DOCTYPE a><a/>").error().kind, ErrorKind::corrupt);
  EXPECT_EQ(clean(test_support::zip_of({{"a.txt", "text"}})).error().kind, ErrorKind::unsupported);
  EXPECT_EQ(clean("plain text").error().kind, ErrorKind::unsupported);
  EXPECT_THAT(clean("\xD0\xCF\x11\xE0 old").error().mend, HasSubstr("DOCX"));
}

/// A PDF without a table of its objects, as a damaged one: it is found anew.
std::string told_pdf(const std::string& more = {}) {
  const std::string tell(kTell);
  const auto stream = [](const std::string& keys, const std::string& bytes) {
    return "<<" + keys + "/Length " + std::to_string(bytes.size()) + ">>stream\n" + bytes +
           "\nendstream endobj\n";
  };
  return "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/Metadata 7 0 "
         "R/Names<</EmbeddedFiles<</Names[(" +
         tell + ")8 0 R]>>/JavaScript<</Names[(a)<</S/JavaScript/JS(" + tell +
         ")>>]>>>>/OpenAction<</S/JavaScript/JS(" + tell +
         ")>>/AF[8 0 R]>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/LastModified(" +
         tell + ")/PieceInfo<</A(" + tell +
         ")>>/Contents 4 0 R/Annots[6 0 R 10 0 R]/Resources<</Font<</F "
         "5 0 R>>/XObject<</I 11 0 R>>>>>>endobj\n"
         "4 0 obj" +
         stream("", "BT /F 12 Tf 20 200 Td (Words that stay on the page) Tj ET") +
         "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
         "6 0 obj<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(" +
         tell + ")/M(" + tell + ")/NM(" + tell +
         ")/Contents(A remark that stays)>>endobj\n"
         "7 0 obj" +
         stream("/Type/Metadata/Subtype/XML", "<x>" + tell + "</x>") +
         "8 0 obj<</Type/Filespec/F(" + tell +
         ")/EF<</F 9 0 R>>>>endobj\n"
         "9 0 obj" +
         stream("/Type/EmbeddedFile", tell) +
         "10 0 obj<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 8 0 R>>endobj\n"
         "11 0 obj" +
         stream("/Type/XObject/Subtype/Image/Filter/DCTDecode/Width 1/Height 1", jpeg(exif(6))) +
         "12 0 obj<</Author(" + tell + ")>>endobj\n13 0 obj(" + tell +
         " nobody refers to)endobj\n"
         "trailer<</Root 1 0 R/Info 12 0 R/ID[(" +
         tell + ")(" + tell + ")]" + more + ">>\n%%EOF\n";
}

TEST(CleaningPdf, KeepsThePagesAndNothingOfItsPeople) {
  const auto cleaned = clean(told_pdf());
  ASSERT_TRUE(cleaned) << cleaned.error().message;
  EXPECT_EQ(cleaned->bytes.find(kTell), std::string::npos);
  EXPECT_THAT(cleaned->removed,
              ElementsAre(Trace::properties, Trace::identifiers, Trace::authors, Trace::dates,
                          Trace::embedded_files, Trace::picture_metadata, Trace::scripts));
  const auto document = shared_reader().read(cleaned->bytes, "a.pdf");
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_EQ(model::text_of(document->blocks.front().runs), "Words that stay on the page");
  const auto again = clean(cleaned->bytes);
  ASSERT_TRUE(again);
  EXPECT_THAT(again->removed, ElementsAre(Trace::identifiers)) << "made of the content alone";
}

/// A PDF of one page whose catalogue has those keys, with more objects from 5 on.
std::string pdf_with(const std::string& catalogue, const std::string& objects) {
  return "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalogue +
         ">>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</XObject<</I 5 0 "
         "R>>>>>>endobj\n" +
         objects + "trailer<</Root 1 0 R>>\n%%EOF\n";
}

std::string picture_object(const std::string& keys, const std::string& bytes) {
  return "5 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1" + keys + "/Length " +
         std::to_string(bytes.size()) + ">>stream\n" + bytes + "\nendstream endobj\n";
}

TEST(CleaningPdf, FindsPicturesThatArePackedOnceMore) {
  static constexpr const char* kHexDigits = "0123456789ABCDEF";
  std::string hex;
  for (const char byte : jpeg(exif(6))) {
    const auto value = static_cast<unsigned char>(byte);
    hex += {kHexDigits[value >> 4U], kHexDigits[value & 15U]};
  }
  hex += ">";
  const auto picture = jpeg(exif(6));
  std::string flate(compressBound(picture.size()), '\0');
  uLongf size = flate.size();
  ASSERT_EQ(compress(reinterpret_cast<Bytef*>(flate.data()), &size,
                     reinterpret_cast<const Bytef*>(picture.data()), picture.size()),
            Z_OK);
  flate.resize(size);
  const std::pair<const char*, const std::string&> packed[] = {
      {"[/ASCIIHexDecode/DCTDecode]", hex},
      {"[/AHx/DCT]/DecodeParms[null null]", hex},
      {"[/FlateDecode/DCTDecode]", flate},
  };
  for (const auto& [filters, bytes] : packed) {
    const auto cleaned =
        clean(pdf_with("", picture_object("/Filter" + std::string(filters), bytes)));
    ASSERT_TRUE(cleaned) << cleaned.error().message;
    EXPECT_THAT(cleaned->removed, Contains(Trace::picture_metadata)) << filters;
    EXPECT_EQ(cleaned->bytes.find(bytes), std::string::npos);
    EXPECT_NE(cleaned->bytes.find(jpeg({})), std::string::npos) << "the picture stays";
  }
  for (const char* filters :
       {"[/JBIG2Decode/DCTDecode]", "[/DCTDecode/FlateDecode]", "[/DCTDecode/DCTDecode]"}) {
    const auto refused =
        clean(pdf_with("", picture_object("/Filter" + std::string(filters), jpeg(exif(6)))));
    ASSERT_FALSE(refused) << filters;
    EXPECT_EQ(refused.error().kind, ErrorKind::unsupported) << filters;
    EXPECT_THAT(refused.error().mend, HasSubstr("print"));
  }
}

TEST(CleaningPdf, LeavesNoNameOfWhoSignedOrCollected) {
  const std::string tell(kTell);
  const auto cleaned = clean(pdf_with(
      "/DSS<</Certs[6 0 R]>>/URI<</Base(" + tell + ")>>/Names<</URLS<</Names[(" + tell +
          ")null]>>>>/Threads[<</F 7 0 R/I<</Author(" + tell + ")>>>>]/AcroForm<</Fields[8 0 R]>>",
      picture_object("/OPI<</2.0<</F(" + tell + ")>>>>", "x") + "6 0 obj<</Length " +
          std::to_string(tell.size()) + ">>stream\n" + tell +
          "\nendstream endobj\n7 0 obj<</R[0 0 9 9]>>endobj\n"
          "8 0 obj<</FT/Sig/T(Signature)/SV<</Cert<</SubjectDN[<</CN(" +
          tell +
          ")>>]>>>>/Kids[9 0 R]>>endobj\n"
          "9 0 obj<</Parent 8 0 R/V<</Type/Sig/ByteRange[0 1 2 3]/Name(" +
          tell + ")>>>>endobj\n"));
  ASSERT_TRUE(cleaned) << cleaned.error().message;
  EXPECT_EQ(cleaned->bytes.find(kTell), std::string::npos);
  EXPECT_THAT(cleaned->removed,
              IsSupersetOf({Trace::properties, Trace::signatures, Trace::linked_paths}));
}

TEST(CleaningPdf, RefusesWhatItCannotClean) {
  test_support::PdfWriter writer;
  writer.paragraph("1.", "A paragraph.");
  writer.encrypt("password");
  const auto locked = clean(writer.save());
  EXPECT_EQ(locked.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(locked.error().mend, HasSubstr("password"));
  EXPECT_EQ(clean("%PDF-1.7\nnothing").error().kind, ErrorKind::corrupt);
}

TEST(Cleaning, RunsInConfinement) {
  const auto& reader = shared_reader();
  const auto cleaned = reader.clean(test_support::zip_of(told_docx()), "a.docx");
  ASSERT_TRUE(cleaned) << cleaned.error().message;
  EXPECT_FALSE(tells(cleaned->bytes, kTell));
  EXPECT_EQ(cleaned->removed.front(), Trace::properties);
  const auto pdf = reader.clean(told_pdf(), "a.pdf");
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_EQ(pdf->bytes.find(kTell), std::string::npos);
  EXPECT_EQ(reader.clean(jpeg(exif(1)), "a.jpg")->bytes, jpeg({}));
  const auto refused = reader.clean("text", "a.txt");
  EXPECT_EQ(refused.error().place, "a.txt");
}

TEST(Cleaning, EveryTraceHasItsName) {
  for (int i = 0; i <= static_cast<int>(Trace::scripts); ++i) {
    const auto trace = static_cast<Trace>(i);
    EXPECT_EQ(trace_from(name_of(trace)), trace);
  }
  EXPECT_FALSE(trace_from("nothing"));
}

}  // namespace
}  // namespace comity::reading
