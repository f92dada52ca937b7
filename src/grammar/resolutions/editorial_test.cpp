#include "grammar/resolutions/editorial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/findings.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

model::Reading resolution(const std::string& paragraphs) {
  return parse(sketch("A/RES/90/12\nResolution adopted by the General Assembly on 3 May 2036\n"
                      "# Clean rivers\n*The General Assembly,*\n" +
                      paragraphs),
               names::Register::builtin());
}

std::vector<std::string> marks(const std::string& paragraphs) {
  std::vector<std::string> list;
  for (const auto& finding : editorial_findings(resolution(paragraphs))) {
    EXPECT_TRUE(sentence_of(finding, model::Language::en).ends_with('.')) << finding.rule;
    EXPECT_FALSE(mend_of(finding, model::Language::en).empty()) << finding.rule;
    list.push_back(finding.number + " " + finding.rule);
  }
  return list;
}

TEST(Sequence, OfOneTwoAndThreeIsRight) {
  EXPECT_THAT(marks("*Recalling* the record,\n*Recalling also* the rivers,\n"
                    "{1.} *Urges* all to act;\n{2.} *Also urges* all to act;\n"
                    "{3.} *Further urges* all to act;\n{4.} *Urges* all to rest;\n"
                    "{5.} *Takes note* of the report;\n"
                    "{6.} *Also takes note with appreciation* of the record;\n"
                    "{7.} *Strongly encourages* all;\n{8.} *Also encourages* some.\n"),
              IsEmpty());
}

TEST(Sequence, WithoutAFirstIsMarked) {
  EXPECT_THAT(marks("*Recalling also* the record,\n"
                    "{1.} *Urges* all to act;\n{2.} *Also encourages* all to act;\n"
                    "{3.} *Further requests* all to act;\n"),
              ElementsAre("PP1 check.also-without-first", "2 check.also-without-first",
                          "3 check.further-without-first"));
}

TEST(Sequence, ThatSkipsOrRepeatsIsMarked) {
  EXPECT_THAT(marks("{1.} *Urges* all States to act;\n{2.} *Urges* all States to rest;\n"
                    "{3.} *Further urges* none;\n{4.} *Requests* all;\n"
                    "{5.} *Also requests* all;\n{6.} *Also requests* all States to sing;\n"
                    "{7.} *Requests* all States to act;\n"),
              ElementsAre("2 check.also-missing", "3 check.further-without-also",
                          "6 check.also-twice", "7 check.further-missing"));
}

TEST(Repertoire, MarksVerbsThatNoTableKnows) {
  EXPECT_THAT(
      marks("*Bewitching* the rivers,\n{1.} *Befriends* the poets of the valleys;\n"
            "{2.} *Also urges* all.\n"),
      ElementsAre("PP1 check.unusual-verb", "1 check.unusual-verb", "2 check.also-without-first"));
}

TEST(Repertoire, MarksParagraphsInAnotherLanguage) {
  EXPECT_THAT(marks("*Recalling* the record of the rivers and of all that is in the record,\n"
                    "*Rappelant* sa résolution,\n{1.} *Prie* le Secrétaire général;\n"
                    "{2.} *Urges* all the States of the region to act on the record;\n"),
              ElementsAre("PP2 check.other-language", "1 check.other-language"));
}

TEST(Languages, AreThoseOfTheWordsWhateverAFileDeclares) {
  auto document = sketch(
      "A/RES/90/12\n# Clean rivers\n*The General Assembly,*\n"
      "{1.} *Urges* all the States of the region to act on the record;\n");
  document.language = model::Language::fr;
  const auto reading = parse(document, names::Register::builtin());
  EXPECT_EQ(reading.language, model::Language::en);
  ASSERT_FALSE(reading.findings.empty());
  EXPECT_EQ(reading.findings.front().rule, "document.language-differs");
  EXPECT_EQ(sentence_of(reading.findings.front(), model::Language::en),
            "The file says that its language is fr; its words are those of en.");
}

TEST(Sequence, BeginsAnewWithAnotherAddressee) {
  EXPECT_THAT(marks("{1.} *Requests* the Council to act;\n{2.} *Requests* the Office to rest;\n"),
              IsEmpty());
}

TEST(Sequence, OfForeignParagraphsIsNotJudged) {
  auto reading = resolution("{1.} *Urges* all States to act;\n{2.} *Urges* all States to sing.\n");
  const auto in_english = editorial_findings(reading);
  ASSERT_EQ(in_english.size(), 1U);
  reading.language = model::Language::fr;
  for (const auto& finding : editorial_findings(reading)) {
    EXPECT_NE(finding.rule, in_english.front().rule);
  }
}

/// The marks in a text of another language.
std::vector<std::string> marks_in(model::Language language, const std::string& enacting,
                                  const std::string& paragraphs) {
  auto document = sketch("A/RES/90/12\n# …\n*" + enacting + "*\n" + paragraphs);
  document.language = language;
  const auto reading = parse(document, names::Register::builtin());
  EXPECT_EQ(reading.language, language);
  std::vector<std::string> list;
  for (const auto& finding : editorial_findings(reading)) {
    list.push_back(finding.number + " " + finding.rule);
  }
  return list;
}

/// A text whose second and third paragraph have what they should, then one that lacks it, one that
/// has it without a first, and one with a verb that nobody knows.
struct SequenceIn {
  model::Language language;
  const char* enacting;
  const char* paragraphs;
};

TEST(Sequence, IsJudgedInEachLanguage) {
  using model::Language;
  const SequenceIn kTexts[] = {
      {Language::fr, "L’Assemblée générale,",
       "{1.} *Prie* tous les États d’agir dans les vallées de la région ;\n"
       "{2.} *Prie également* tous les États de chanter avec les autres ;\n"
       "{3.} *Prie en outre* tous les États de dormir pendant la nuit ;\n"
       "{4.} *Invite* tous les États à agir dans la région ;\n"
       "{5.} *Invite* tous les États à chanter dans la région ;\n"
       "{6.} *Encourage également* les poètes ;\n{7.} *Ensorcelle* les rivières.\n"},
      {Language::es, "La Asamblea General,",
       "{1.} *Solicita* a todos los Estados que actúen en los valles de la región;\n"
       "{2.} *Solicita también* a todos los Estados que canten con los demás;\n"
       "{3.} *Solicita además* a todos los Estados que duerman por la noche;\n"
       "{4.} *Invita* a todos los Estados a actuar en la región;\n"
       "{5.} *Invita* a todos los Estados a cantar en la región;\n"
       "{6.} *Alienta también* a los poetas;\n{7.} *Embruja* a los ríos.\n"},
      {Language::ru, "Генеральная Ассамблея,",
       "{1.} *просит* все государства действовать в долинах региона;\n"
       "{2.} *просит также* все государства петь вместе с другими;\n"
       "{3.} *просит далее* все государства спать по ночам;\n"
       "{4.} *предлагает* всем государствам региона действовать;\n"
       "{5.} *предлагает* всем государствам региона петь;\n"
       "{6.} *призывает также* поэтов;\n{7.} *заколдовывает* реки.\n"},
      {Language::ar, "إن الجمعية العامة،",
       "{1.} *تطلب* إلى جميع الدول أن تعمل في أودية المنطقة؛\n"
       "{2.} *تطلب أيضا* إلى جميع الدول أن تغني مع غيرها؛\n"
       "{3.} *تطلب كذلك* إلى جميع الدول أن تنام ليلا؛\n"
       "{4.} *تدعو* جميع الدول إلى العمل؛\n{5.} *تدعو* جميع الدول إلى الغناء؛\n"
       "{6.} *تشجع أيضا* الشعراء؛\n{7.} *تسحر* الأنهار.\n"},
      {Language::zh, "大会，",
       "{1.} *请*所有国家在该区域采取行动；\n{2.} *又请*所有国家与其他国家一起歌唱；\n"
       "{3.} *还请*所有国家在夜间休息；\n{4.} *敦促*各国；\n{5.} *还鼓励*诗人；\n"
       "{6.} *迷惑*河流。\n"},
  };
  for (const auto& [language, enacting, paragraphs] : kTexts) {
    SCOPED_TRACE(model::code_of(language));
    const auto marked = marks_in(language, enacting, paragraphs);
    if (language == Language::zh) {
      EXPECT_THAT(marked, ElementsAre("6 check.unusual-verb", "5 check.further-without-first"));
    } else {
      EXPECT_THAT(marked, ElementsAre("7 check.unusual-verb", "5 check.also-missing",
                                      "6 check.also-without-first"));
    }
  }
}

TEST(OwnDates, AreThoseOfTheHeadAndTheEnd) {
  EXPECT_THAT(own_dates(resolution("*Recalling* its resolution 74/153 of 18 December 2019,\n"
                                   "{1.} *Decides* to act.\n\n41st plenary meeting\n4 May 2036\n")),
              testing::IsSupersetOf({"2036-05-03", "2036-05-04"}));
}

}  // namespace
}  // namespace comity::grammar
