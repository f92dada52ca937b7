// A work in two languages on its answer: which text stands beside which, and what is refused.
#include "service/documents/beside.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "service/documents/documents.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kEnglish = R"(A/RES/89/1

# Lamps on the roads that people walk at night

*The General Assembly*,

*Recalling* its resolution 88/12 of 18 December 2033,

1. *Reaffirms* that a lamp serves whoever passes;

2. *Requests* the Secretary-General to report on lamps to the General Assembly at its ninetieth session;

3. *Decides* to continue its consideration of the question.
)";

constexpr const char* kFrench = R"(A/RES/89/1

# Lampes sur les routes parcourues de nuit

*L’Assemblée générale*,

*Rappelant* sa résolution 88/12 du 18 décembre 2033,

1. *Réaffirme* qu’une lampe sert à quiconque passe ;

2. *Prie* le Secrétaire général de lui faire rapport sur les lampes à sa quatre-vingt-dixième session.
)";

constexpr const char* kArabic = R"(A/RES/89/1

# المصابيح على الطرق التي يسلكها الناس ليلا

*إن الجمعية العامة*،

*إذ تشير* إلى قرارها ٨٨/١٢ المؤرخ ١٨ كانون الأول/ديسمبر ٢٠٣٣،

١ - *تعيد تأكيد* أن المصباح يخدم كل من يمر؛

٢ - *تطلب* إلى الأمين العام أن يقدم إليها تقريرا عن المصابيح في دورتها التسعين؛

٣ - *تقرر* أن تواصل النظر في المسألة.
)";

class BesideAnswer : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(*installation_, "english.md", kEnglish);
    bring_in(*installation_, "french.md", kFrench);
    bring_in(*installation_, "arabic.md", kArabic);
  }
  base::Result<Answer> ask(const CopyWish& wish) {
    return document(*installation_, owner_, "A/RES/89/1", wish);
  }
  base::JsonObject shown(const CopyWish& wish) {
    const auto answer = ask(wish);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  }
  /// "1 Reaffirms… | Réaffirme…"
  static std::vector<std::string> rows_of(const base::JsonObject& body) {
    std::vector<std::string> rows;
    for (const auto& value : base::array_at(base::object_at(body, "beside"), "rows")) {
      const auto& row = value.as_object();
      std::string line(base::text_at(row, "number"));
      for (const char* which : {"first", "second"}) {
        const auto verb = base::text_at(base::object_at(row, which), "verb");
        line += "|" + (row.at(which).is_null() ? "-" : std::string(verb));
      }
      if (!base::text_at(row, "number").empty()) rows.push_back(line);
    }
    return rows;
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(BesideAnswer, PairsVersionsByNumber) {
  const auto body = shown({{}, {}, "ar"});
  EXPECT_THAT(rows_of(body), ElementsAre("PP1|Recalling|إذ تشير", "1|Reaffirms|تعيد تأكيد",
                                         "2|Requests|تطلب", "3|Decides|تقرر"));
  const auto& beside = base::object_at(body, "beside");
  EXPECT_THAT(base::array_at(beside, "alone"), IsEmpty());
  const auto& second = base::object_at(beside, "second");
  EXPECT_EQ(base::text_at(second, "language"), "ar");
  EXPECT_EQ(base::text_at(second, "direction"), "rtl");
  EXPECT_EQ(base::text_at(second, "address"), "/documents/A/RES/89/1?language=ar");
  EXPECT_EQ(base::text_at(base::object_at(beside, "first"), "address"), "/documents/A/RES/89/1");
  EXPECT_EQ(base::text_at(body, "missing_language"), "");
}

TEST_F(BesideAnswer, TellsWhatOneVersionHasAlone) {
  const auto body = shown({{}, {}, "fr"});
  EXPECT_THAT(rows_of(body), testing::Contains("3|Decides|-"));
  const auto& alone = base::array_at(base::object_at(body, "beside"), "alone");
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].as_string(), "3");
}

TEST_F(BesideAnswer, LeadsToEachOtherLanguageFromTheTextThatIsShown) {
  const auto beside = [](const base::JsonObject& body) {
    std::set<std::string> addresses;
    for (const auto& each : base::array_at(body, "languages")) {
      addresses.emplace(base::text_at(each.as_object(), "beside"));
    }
    return addresses;
  };
  EXPECT_EQ(beside(shown({})), (std::set<std::string>{"", "/documents/A/RES/89/1?beside=ar",
                                                      "/documents/A/RES/89/1?beside=fr"}));
  const auto french = shown({{}, "fr", "ar"});
  EXPECT_THAT(rows_of(french), testing::Contains("1|Réaffirme|تعيد تأكيد"));
  const auto own = std::string(base::text_at(french, "copy_query"));
  EXPECT_TRUE(beside(french).contains("/documents/A/RES/89/1?" + own + "&beside=en"));
}

TEST_F(BesideAnswer, NoAnchorIsThereTwice) {
  const auto body = shown({{}, {}, "fr"});
  std::set<std::string> anchors;
  for (const auto& value : base::array_at(base::object_at(body, "beside"), "rows")) {
    const auto& row = value.as_object();
    const auto anchor = std::string(base::text_at(row, "anchor"));
    EXPECT_FALSE(anchor.empty());
    EXPECT_TRUE(anchors.insert(anchor).second) << anchor;
    const auto& second = base::object_at(row, "second");
    if (second.empty()) continue;
    EXPECT_THAT(std::string(base::text_at(second, "anchor")), HasSubstr("beside-"));
  }
}

TEST_F(BesideAnswer, LinksOfEitherTextLeadToWhatTheRecordHolds) {
  bring_in(*installation_, "earlier.md",
           "A/RES/88/12\n\n*The General Assembly,*\n\n1. *Welcomes* the lamps.\n");
  const auto body = shown({{}, {}, "fr"});
  for (const auto& value : base::array_at(base::object_at(body, "beside"), "rows")) {
    const auto& row = value.as_object();
    if (base::text_at(row, "number") != "PP1") continue;
    for (const char* which : {"first", "second"}) {
      EXPECT_THAT(std::string(base::text_at(base::object_at(row, which), "html")),
                  HasSubstr("href=\"/documents/A/RES/88/12\""));
    }
  }
}

TEST_F(BesideAnswer, ALanguageThatIsNotThereIsSaid) {
  const auto body = shown({{}, {}, "ru"});
  EXPECT_TRUE(body.at("beside").is_null());
  EXPECT_EQ(base::text_at(body, "missing_language"), "ru");
  const auto own = ask({{}, {}, "en"});
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().kind, ErrorKind::invalid_input);
  const auto none = ask({{}, {}, "de"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::invalid_input);
  EXPECT_THAT(none.error().mend, HasSubstr("fr"));
}

TEST_F(BesideAnswer, APageInTheSecondLanguageKeepsTheFirstText) {
  EXPECT_THAT(rows_of(shown({{}, "fr", "fr"})), testing::Contains("1|Reaffirms|Réaffirme"));
}

TEST_F(BesideAnswer, TheTagTellsWhatStandsBeside) {
  std::set<std::string> tags;
  for (const char* language : {"", "fr", "ar"}) tags.insert(ask({{}, {}, language})->etag);
  EXPECT_EQ(tags.size(), 3U);
}

TEST_F(BesideAnswer, OneParagraphAlone) {
  const auto answer = paragraph(*installation_, owner_, "A/RES/89/1", "2", {{}, {}, "fr"});
  ASSERT_TRUE(answer);
  EXPECT_THAT(rows_of(answer->body), ElementsAre("2|Requests|Prie"));
}

}  // namespace
}  // namespace comity::service
