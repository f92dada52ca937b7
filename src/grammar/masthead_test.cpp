// The heads of resolutions and drafts as papers of the six languages print them.
#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;

TEST(Masthead, ChineseNamesMayBeSetWide) {
  for (const std::string_view names :
       {"联 合 国\tA/C.3/86/L.28\n大  会\n", "联　合　国 A/C.3/86/L.28\n大　会\n"}) {
    const auto reading = reading_of(std::string(names) + R"(Distr.: Limited
11 November 2031
Chinese
Original: English
第八十六届会议
第三委员会
议程项目74(b)
古巴：决议草案
井
大会，
1. 请秘书长清点水井；
)",
                                    Language::zh);
    EXPECT_EQ(reading.symbol.text(), "A/C.3/86/L.28");
    EXPECT_EQ(reading.masthead.body, "大会");
    EXPECT_EQ(reading.title, "井");
  }
}

TEST(Masthead, ChineseTellsTheAdoptionBehindTheDay) {
  const auto assembly = reading_of(R"(联合国 A/RES/86/6
大会
Distr.: General
第八十六届会议
议程项目72(b)
2031年12月16日大会决议
86/6. 井
大会，
1. 请秘书长清点水井；
)",
                                   Language::zh);
  EXPECT_EQ(assembly.title, "井");
  EXPECT_EQ(assembly.masthead.agenda_title, "");
  const auto council = reading_of(R"(联合国 A/HRC/RES/88/13
大会
Distr.: General
人权理事会
第八十八届会议
议程项目3
2031年10月8日人权理事会通过的决议
88/13. 灯
人权理事会，
1. 决定继续处理此案。
)",
                                  Language::zh);
  EXPECT_EQ(council.title, "灯");
  EXPECT_EQ(council.masthead.agenda_title, "");
}

TEST(Masthead, KnowsTheSixMainCommitteesInEachLanguage) {
  const auto committee_of = [](std::string_view line, Language language) {
    return reading_of("A/C.3/86/L.28\nDistr.: Limited\n" + std::string(line) + "\n", language)
        .masthead.committee;
  };
  constexpr std::pair<Language, std::array<std::string_view, 6>> kCommittees[] = {
      {Language::en,
       {"First Committee", "Second Committee", "Third Committee", "Fourth Committee",
        "Fifth Committee", "Sixth Committee"}},
      {Language::fr,
       {"Première Commission", "Deuxième Commission", "Troisième Commission",
        "Quatrième Commission", "Cinquième Commission", "Sixième Commission"}},
      {Language::es,
       {"Primera Comisión", "Segunda Comisión", "Tercera Comisión", "Cuarta Comisión",
        "Quinta Comisión", "Sexta Comisión"}},
      {Language::ru,
       {"Первый комитет", "Второй комитет", "Третий комитет", "Четвертый комитет", "Пятый комитет",
        "Шестой комитет"}},
      {Language::ar,
       {"اللجنة الأولى", "اللجنة الثانية", "اللجنة الثالثة", "اللجنة الرابعة", "اللجنة الخامسة",
        "اللجنة السادسة"}},
      {Language::zh,
       {"第一委员会", "第二委员会", "第三委员会", "第四委员会", "第五委员会", "第六委员会"}},
  };
  for (const auto& [language, names] : kCommittees) {
    for (const auto name : names) EXPECT_EQ(committee_of(name, language), name);
  }
}

TEST(Masthead, ReadsSessionsOfSeveralWords) {
  const auto session_of = [](std::string_view line, Language language) {
    return reading_of("A/86/28\nDistr.: Limited\n" + std::string(line) + "\n", language)
        .masthead.session;
  };
  for (const std::string_view line :
       {"Soixante-seizième session", "Soixante et unième session",
        "Vingt-huitième session extraordinaire", "Onzième session extraordinaire d’urgence"}) {
    EXPECT_EQ(session_of(line, Language::fr), line);
  }
  for (const std::string_view line :
       {"Septuagésimo sexto período de sesiones", "Undécimo período extraordinario de sesiones",
        "Décimo período extraordinario de sesiones de emergencia"}) {
    EXPECT_EQ(session_of(line, Language::es), line);
  }
}

}  // namespace
}  // namespace comity::grammar
