// What mastheads say of a session: its days, its agenda items, and what is due at it.
#include "service/texts/session_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/test_fixture.h"
#include "service/texts/mandates.h"
#include "service/texts/sessions.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

model::Reading headed(model::Language language, std::string line) {
  model::Reading reading;
  reading.language = language;
  auto& paragraph = reading.paragraphs.emplace_back();
  paragraph.kind = model::ParagraphKind::masthead;
  paragraph.runs = {{std::move(line), {}, ""}};
  return reading;
}

struct Printed {
  model::Language language;
  const char* line;
  const char* first;
  const char* last;
};

class DaysPrinted : public testing::TestWithParam<Printed> {};

TEST_P(DaysPrinted, AreTold) {
  const auto days = days_of(headed(GetParam().language, GetParam().line));
  ASSERT_TRUE(days) << GetParam().line;
  EXPECT_EQ(days->first, GetParam().first);
  EXPECT_EQ(days->last, GetParam().last);
}

INSTANTIATE_TEST_SUITE_P(
    All, DaysPrinted,
    testing::Values(
        Printed{model::Language::en, "Geneva, 8–26 September 2014", "2014-09-08", "2014-09-26"},
        Printed{model::Language::en, "21 May–1 June 2012", "2012-05-21", "2012-06-01"},
        Printed{model::Language::en, "Geneva, 24 February–13 March and 15–23 June 2020",
                "2020-02-24", "2020-06-23"},
        Printed{model::Language::fr, "Genève, 8-26 septembre 2014", "2014-09-08", "2014-09-26"},
        Printed{model::Language::es, "Ginebra, 8-26 de septiembre de 2014", "2014-09-08",
                "2014-09-26"},
        Printed{model::Language::es, "16 de junio a 9 de julio de 2025", "2025-06-16",
                "2025-07-09"},
        Printed{model::Language::zh, "2017年6月6日至23日", "2017-06-06", "2017-06-23"},
        Printed{model::Language::zh, "2025年6月16日至7月9日", "2025-06-16", "2025-07-09"},
        Printed{model::Language::ru, "Женева, 8–26 сентября 2014 года", "2014-09-08",
                "2014-09-26"}));

TEST(DaysOfAMasthead, OneDayIsNoSession) {
  EXPECT_FALSE(days_of(headed(model::Language::en, "9 July 2012")));
  EXPECT_FALSE(days_of(headed(model::Language::en, "Geneva, 30-31 February 2012")));
  EXPECT_FALSE(days_of(headed(model::Language::en, "Agenda item 8")));
}

class SessionFactsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void bring(const std::string& symbol, const std::string& masthead, const std::string& asks = {}) {
    const auto number = std::to_string(++files_);
    bring_in(*installation_, "text" + number + ".md",
             symbol + "\n\nHuman Rights Council\n\nNinetieth session\n\n" + masthead +
                 "\n\n# Care of lamps number " + number +
                 "\n\n*The Human Rights Council,*\n\n1. *Requests* all States to light lamps" +
                 asks + ".\n");
  }
  base::JsonObject shown(std::string_view body, int number) {
    auto answer = session(*installation_, owner_, body, number);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(answer->body) : base::JsonObject();
  }
  std::string calendar_of(std::string_view body, int number) {
    const auto file = session_calendar(*installation_, owner_, body, number);
    EXPECT_TRUE(file) << file.error().message;
    return file ? *file->bytes : std::string();
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  int files_ = 0;
};

TEST_F(SessionFactsTest, MostMastheadsTellTheDays) {
  bring("A/HRC/90/L.1", "8–26 September 2035\n\nAgenda item 3");
  bring("A/HRC/90/L.2", "8–26 September 2035\n\nAgenda item 4");
  bring("A/HRC/90/L.3", "8–25 September 2035\n\nAgenda item 5");
  const auto body = shown("HRC", 90);
  const auto& days = base::object_at(body, "days");
  EXPECT_EQ(base::text_at(days, "first"), "2035-09-08");
  EXPECT_EQ(base::text_at(days, "last"), "2035-09-26");
  EXPECT_EQ(base::text_at(days, "address"), "/documents/A/HRC/90/L.1");
  const auto calendar = calendar_of("HRC", 90);
  EXPECT_THAT(calendar, HasSubstr("DTSTART;VALUE=DATE:20350908\r\nDTEND;VALUE=DATE:20350927"));
  EXPECT_THAT(calendar, HasSubstr("UID:HRC-90.session@comity"));
}

TEST_F(SessionFactsTest, WithoutDaysACalendarHasNoEvent) {
  bring("A/HRC/90/L.1", "Agenda item 3");
  EXPECT_TRUE(shown("HRC", 90).at("days").is_null());
  EXPECT_THAT(calendar_of("HRC", 90), Not(HasSubstr("VEVENT")));
  EXPECT_FALSE(session_calendar(*installation_, owner_, "HRC", 91));
}

TEST_F(SessionFactsTest, ItemsBearTheirTitles) {
  bring("A/HRC/90/L.1", "Agenda item 3\n\n**Promotion and protection of all human rights**");
  const auto body = shown("HRC", 90);
  const auto& items = base::array_at(body, "items");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(base::text_at(items[0].as_object(), "item"), "3");
  EXPECT_EQ(base::text_at(items[0].as_object(), "title"),
            "Promotion and protection of all human rights");
}

TEST_F(SessionFactsTest, WhatIsDueIsThisBodysAlone) {
  bring("A/HRC/90/L.1", "Agenda item 3",
        " and to report to the Council at its ninety-first session");
  bring_in(*installation_, "assembly.md",
           "A/RES/88/4\n\n*The General Assembly,*\n\n1. *Requests* the Secretary-General to report "
           "to the General Assembly at its ninety-first session.\n");
  const auto council = shown("HRC", 91);
  EXPECT_EQ(base::text_at(council, "due_address"), "/mandates?due=HRC:s91");
  EXPECT_EQ(base::array_at(council, "asked").size(), 1U);
  const auto found = [&](const std::string& due) {
    const auto answer = mandates(*installation_, owner_, {{}, {{"due", due}}, {}, {}});
    EXPECT_TRUE(answer);
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  };
  EXPECT_EQ(found("s91"), 2);
  EXPECT_EQ(found("HRC:s91"), 1);
  EXPECT_EQ(found("GA:s91"), 1);
}

}  // namespace
}  // namespace comity::service
