// Tracked changes are worth what they promise: accepted, the later text; rejected, the earlier one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "names/register.h"
#include "render/docx.h"
#include "service/test_fixture.h"
#include "service/texts/compare_texts.h"
#include "support/rejected.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using model::Reading;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kEarlier = R"(A/C.3/90/L.7

**Shared record of clean rivers**

*The General Assembly,*

*Recalling* its resolution 89/12 of 3 December 2034,[^1]

*Noting with appreciation* the work of river commissions[^2] in all parts of the world,

1. *Encourages* all Member States to keep a shared record of clean rivers;

2. *Welcomes* the report of the Secretary-General on bridges that were mended before winter;[^3]

3. *Requests* the Secretary-General to measure the water of every river each year, and to publish what was measured in all official languages;

4. *Takes note* of the young forests along the northern coast;

5. *Invites* the regional commissions to paint their bridges blue;

6. *Also invites* them to count the boats that pass below these bridges;

| River | Length |
| --- | --- |
| Blue | 12 |

7. *Decides* to return to the matter at its ninety-first session.

[^1]: Resolution 89/12, adopted at the ninth plenary meeting of the session.
[^2]: Listed in document A/89/1.
[^3]: A/89/300.
)";

constexpr std::string_view kLater = R"(A/C.3/91/L.9

**Shared record of clean rivers**

*The General Assembly,*

*Recalling* its resolution 90/41 of 5 December 2035,[^1]

*Noting with appreciation* the work of river commissions[^2] in all parts of the world,

1. *Takes note* of the young forests along the whole northern coast;

2. *Urges* all Member States to keep a *shared* record of clean rivers;

3. *Requests* the Secretary-General to measure the water of every river each year;

4. *Also requests* the Secretary-General to publish what was measured in all official languages;

5. *Thanks* the poets of the river valleys for their songs;[^3]

6. *Invites* the regional commissions to paint their bridges blue and to count the boats that pass below these bridges;

| River | Length |
| --- | --- |
| Blue | 13 |

7. *Decides* to return to the matter at its ninety-second session.

[^1]: Resolution 90/41, adopted at the ninth plenary meeting of the session.
[^2]: Listed in document A/89/1.
[^3]: Collected in three volumes.
)";

constexpr std::string_view kArabicEarlier = R"(A/C.3/90/L.8

**سجل مشترك للأنهار النظيفة**

*إن الجمعية العامة،*

1. *تشجع* جميع الدول على الاحتفاظ بسجل مشترك للأنهار النظيفة؛

2. *تطلب* إلى الأمين العام أن يقيس مياه كل نهر في كل عام؛

3. *تقرر* مواصلة النظر في المسألة في دورتها الحادية والتسعين.
)";

constexpr std::string_view kArabicLater = R"(A/C.3/91/L.8

**سجل مشترك للأنهار النظيفة**

*إن الجمعية العامة،*

1. *تحث* جميع الدول الأعضاء على الاحتفاظ بسجل مشترك للأنهار النظيفة؛

2. *تقرر* مواصلة النظر في المسألة في دورتها الثانية والتسعين.
)";

/// What a reader of the text sees: every paragraph with its number, looks and notes.
std::vector<std::string> seen(const Reading& reading) {
  std::vector<std::string> out;
  for (const auto& paragraph : reading.paragraphs) {
    std::string text = std::string(model::name_of(paragraph.kind)) + " " + paragraph.number + " " +
                       paragraph.printed + " [" + paragraph.verb + "] ";
    for (const auto& run : paragraph.runs) {
      text += (run.style.italic ? "_" : "") + run.text + (run.style.italic ? "_" : "");
    }
    for (const auto& row : paragraph.rows) {
      for (const auto& cell : row) text += " | " + model::text_of(cell.runs);
    }
    for (const auto& note : paragraph.footnotes) text += " {" + note + "}";
    out.push_back(std::move(text));
  }
  return out;
}

class TrackedComparison : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
  }

  std::filesystem::path file(const std::string& name, std::string_view text) {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string tracked(const std::filesystem::path& from, const std::filesystem::path& to) {
    const auto file =
        tracked_comparison(*installation_, {owner_of_the_folder()}, {{{}, from}, {{}, to}, {}, {}});
    EXPECT_TRUE(file) << file.error().message;
    return file ? *file->bytes : std::string();
  }
  std::vector<std::string> read(std::string_view bytes) {
    const auto reading =
        installation_->read_file(bytes, "tracked.docx", names::Register::builtin());
    EXPECT_TRUE(reading) << reading.error().message;
    return reading ? seen(**reading) : std::vector<std::string>();
  }
  /// As the text reads when it is written and read again without any comparison.
  std::vector<std::string> plain(const std::filesystem::path& path) {
    const auto reading = read_apart(*installation_, path);
    EXPECT_TRUE(reading) << reading.error().message;
    return read(render::docx(**reading, (*reading)->symbol.text()).value());
  }
  void expect_both_texts(const std::filesystem::path& from, const std::filesystem::path& to) {
    const auto bytes = tracked(from, to);
    EXPECT_EQ(read(bytes), plain(to));
    EXPECT_EQ(read(test_support::rejected(bytes)), plain(from));
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(TrackedComparison, IsTheLaterTextAcceptedAndTheEarlierOneRejected) {
  const auto from = file("earlier.md", kEarlier);
  const auto to = file("later.md", kLater);
  expect_both_texts(from, to);
  expect_both_texts(to, from);
  expect_both_texts(from, from);
  expect_both_texts(file("a.md", kArabicEarlier), file("b.md", kArabicLater));
}

TEST_F(TrackedComparison, ShowsChangesAsAPersonWouldHaveMadeThem) {
  const auto files =
      test_support::unzipped(tracked(file("earlier.md", kEarlier), file("later.md", kLater)));
  const auto& body = files.at("word/document.xml");
  EXPECT_THAT(body, HasSubstr("w:author=\"A/C.3/91/L.9\""));
  EXPECT_THAT(body, HasSubstr("<w:delText xml:space=\"preserve\">Encourages</w:delText>"));
  EXPECT_THAT(body, HasSubstr("<w:moveFromRangeStart"));
  EXPECT_THAT(body, HasSubstr("<w:moveToRangeStart"));
  EXPECT_THAT(body, HasSubstr("<w:rPrChange"));
  // One paragraph became two: an end was inserted, and one of two was deleted.
  EXPECT_THAT(body, testing::ContainsRegex("<w:pPr><w:rPr><w:ins [^>]*></w:rPr></w:pPr><w:r>"));
  EXPECT_THAT(body, testing::ContainsRegex("<w:rPr><w:del [^>]*></w:rPr></w:pPr><w:del "));
  // A note whose mark stays is one note, in which words changed.
  const auto& notes = files.at("word/footnotes.xml");
  EXPECT_THAT(notes, HasSubstr("<w:delText xml:space=\"preserve\">89/12</w:delText>"));
  EXPECT_THAT(notes, HasSubstr("Listed in document A/89/1."));
}

TEST_F(TrackedComparison, OfATextWithItselfHasNoChanges) {
  const auto path = file("earlier.md", kEarlier);
  const auto files = test_support::unzipped(tracked(path, path));
  EXPECT_THAT(files.at("word/document.xml"), Not(HasSubstr("w:author")));
  EXPECT_THAT(files.at("word/footnotes.xml"), Not(HasSubstr("w:author")));
}

TEST_F(TrackedComparison, NeedsBothTexts) {
  const auto path = file("earlier.md", kEarlier);
  const auto one =
      tracked_comparison(*installation_, {owner_of_the_folder()}, {{{}, path}, {}, {}, {}});
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().kind, base::ErrorKind::invalid_input);
  EXPECT_EQ(one.error().place, "to");
}

}  // namespace
}  // namespace comity::service
