// What each language writes in its own way asks and promises the same.
#include <gtest/gtest.h>

#include "grammar/mandates/mandates.h"

namespace comity::grammar {
namespace {

using model::Language;
using model::ParagraphKind;

/// A resolution of the Assembly of 2019 with one paragraph, and items below it.
model::Reading version_of(const std::vector<std::string>& texts, Language language) {
  model::Reading reading;
  reading.kind = model::WorkKind::resolution;
  reading.language = language;
  reading.symbol = *model::Symbol::parse("A/RES/74/1");
  reading.masthead.date = "2019-12-18";
  for (const auto& text : texts) {
    model::Paragraph paragraph;
    const auto item = reading.paragraphs.size();
    paragraph.kind = item == 0 ? ParagraphKind::operative : ParagraphKind::sub_item;
    paragraph.number =
        item == 0 ? "1" : "1 (" + std::string(1, static_cast<char>('`' + item)) + ")";
    paragraph.runs = {{text, {}, {}}};
    reading.paragraphs.push_back(std::move(paragraph));
  }
  return reading;
}

/// "request secretary-general 2022-03-31; ": verb, addressees and occasions of each mandate; a
/// session has its body before it: "HRC s50".
std::string asked_of(const std::vector<std::string>& texts, Language language) {
  std::string all;
  for (const auto& each : mandates_of(version_of(texts, language), names::Register::builtin())) {
    all += (all.empty() ? "" : "; ") + each.verb;
    for (const auto& code : each.addressees) all += " " + code;
    for (const auto& occasion : each.occasions) {
      all += (occasion.body.empty() ? " " : " " + occasion.body + " ") + code_of(occasion);
    }
  }
  return all;
}

TEST(MandateLanguages, NameDeadlines) {
  const std::string by_day = "request secretary-general 2022-03-31";
  const std::string by_year = "request secretary-general 2022";
  const auto es = [](const std::string& when) {
    return asked_of({"Solicita al Secretario General que presente un informe " + when + ";"},
                    Language::es);
  };
  EXPECT_EQ(es("a más tardar el 31 de marzo de 2022"), by_day);
  EXPECT_EQ(es("antes del 31 de marzo de 2022"), by_day);
  EXPECT_EQ(es("a más tardar en marzo de 2022"), by_year);
  EXPECT_EQ(es("antes de que finalice 2022"), by_year);
  const auto ar = [](const std::string& when) {
    return asked_of({"تطلب إلى الأمين العام أن يقدم تقريرا " + when + "؛"}, Language::ar);
  };
  EXPECT_EQ(ar("بحلول 31 آذار/مارس 2022"), by_day);
  EXPECT_EQ(ar("في موعد أقصاه 31 آذار/مارس 2022"), by_day);
  EXPECT_EQ(ar("قبل 31 آذار/مارس 2022"), by_day);
  EXPECT_EQ(ar("قبل نهاية عام 2022"), by_year);
}

TEST(MandateLanguages, ItsSessionIsThatOfTheBodyAsked) {
  const std::string expected = "recommend human-rights-council HRC s50";
  EXPECT_EQ(asked_of({"Recommends that the Human Rights Council consider the question at its "
                      "fiftieth session;"},
                     Language::en),
            expected);
  EXPECT_EQ(asked_of({"Pide al Consejo de Derechos Humanos que examine la cuestión en su 50º "
                      "período de sesiones;"},
                     Language::es),
            "request human-rights-council HRC s50");
  EXPECT_EQ(asked_of({"Prie le Conseil des droits de l’homme d’examiner la question à sa "
                      "cinquantième session;"},
                     Language::fr),
            "request human-rights-council HRC s50");
  EXPECT_EQ(asked_of({"Requests the High Commissioner to provide an oral update to the Council at "
                      "its forty-ninth session;"},
                     Language::en),
            "request high-commissioner HRC s49");
  EXPECT_EQ(asked_of({"Requests the Secretary-General to report to the Assembly at its "
                      "seventy-sixth session;"},
                     Language::en),
            "request secretary-general GA s76");
}

TEST(MandateLanguages, ArabicAsksWithAVerbWrittenTogetherWithWhomItAsks) {
  EXPECT_EQ(asked_of({"تهيب بالدول أن تعتمد تشريعات؛"}, Language::ar), "call states");
  EXPECT_EQ(asked_of({"تهيب أيضا بجميع الدول أن تعتمد تشريعات؛"}, Language::ar), "call states");
  EXPECT_EQ(
      asked_of({"تهيب بالدول القيام بما يلي:", "كفالة الضمانات؛", "منع التمييز؛"}, Language::ar),
      "call states; call states");
}

TEST(MandateLanguages, AListBelowThoseAskedHasARowForEachItem) {
  const std::string expected = "encourage states; encourage states";
  EXPECT_EQ(asked_of({"Encourages States:", "To build wells;", "To mend wells;"}, Language::en),
            expected);
  EXPECT_EQ(asked_of({"يشجع الدول على ما يلي:", "بناء الآبار؛", "إصلاح الآبار؛"}, Language::ar),
            expected);
  EXPECT_EQ(
      asked_of({"تشجع الدول على القيام بما يلي:", "بناء الآبار؛", "إصلاح الآبار؛"}, Language::ar),
      expected);
}

TEST(MandateLanguages, ASecondClauseBeginsBehindTheCommaOfItsScript) {
  EXPECT_EQ(
      asked_of({"促请各国与联合国合作，并请秘书长向大会第七十八届会议提出报告；"}, Language::zh),
      "urge states; request secretary-general GA s78");
  EXPECT_EQ(
      asked_of({"吁请各国予以合作，并邀请高级专员举办论坛，并鼓励民间社会参与；"}, Language::zh),
      "call states; invite high-commissioner; encourage civil-society");
  EXPECT_EQ(asked_of({"促请各国采取措施，鼓励妇女参与；"}, Language::zh), "urge states");
  EXPECT_EQ(asked_of({"تدعو الدول إلى القيام بذلك، وتطلب إلى الأمين العام أن يقدم تقريرا إلى "
                      "الجمعية العامة في دورتها الثامنة والسبعين؛"},
                     Language::ar),
            "invite states; request secretary-general GA s78");
  const auto mandates = mandates_of(version_of({"促请各国合作，并请秘书长报告；"}, Language::zh),
                                    names::Register::builtin());
  ASSERT_EQ(mandates.size(), 2U);
  EXPECT_EQ(mandates[0].action, "合作");
}

TEST(MandateLanguages, ThePresidentOfACouncilIsNotTheCouncil) {
  const std::string expected = "request council-president";
  EXPECT_EQ(asked_of({"请人权理事会主席召开一次会议；"}, Language::zh), expected);
  EXPECT_EQ(asked_of({"تطلب إلى رئيس مجلس حقوق الإنسان أن يعقد اجتماعا؛"}, Language::ar), expected);
  EXPECT_EQ(asked_of({"Prie la présidence du Conseil des droits de l’homme de convoquer une "
                      "réunion;"},
                     Language::fr),
            expected);
  EXPECT_EQ(asked_of({"Solicita a la Presidencia del Consejo de Derechos Humanos que convoque una "
                      "reunión;"},
                     Language::es),
            expected);
}

TEST(MandateLanguages, ChineseNamesThoseAskedLast) {
  EXPECT_EQ(asked_of({"请宗教或信仰自由问题特别报告员向大会第七十七届会议提交一份临时报告；"},
                     Language::zh),
            "request special-procedures GA s77");
}

TEST(MandateLanguages, RussianHelpersAreNotAsked) {
  EXPECT_EQ(asked_of({"просит Генерального секретаря в консультации с государствами-членами "
                      "представить доклад;"},
                     Language::ru),
            "request secretary-general");
  EXPECT_EQ(asked_of({"настоятельно призывает государства принять меры;"}, Language::ru),
            "urge states");
  EXPECT_EQ(asked_of({"также настоятельно призывает государства принять меры;"}, Language::ru),
            "urge states");
}

TEST(MandateLanguages, TwoMayBeAskedWithOneVerb) {
  const auto mandates = mandates_of(
      version_of({"Requests the Secretary-General to report no later than 1 March 2022, "
                  "and the High Commissioner to prepare a study;"},
                 Language::en),
      names::Register::builtin());
  ASSERT_EQ(mandates.size(), 2U);
  EXPECT_EQ(mandates[0].action, "report no later than 1 March 2022");
  EXPECT_EQ(mandates[0].occasions.size(), 1U);
  EXPECT_EQ(mandates[1].verb, "request");
  EXPECT_EQ(mandates[1].addressees, std::vector<std::string>{"high-commissioner"});
  EXPECT_EQ(mandates[1].action, "prepare a study");
  EXPECT_TRUE(mandates[1].occasions.empty());
  EXPECT_EQ(asked_of({"Encourages States to support the Council, and all efforts to build wells;"},
                     Language::en),
            "encourage states");
}

TEST(MandateLanguages, SayHowOftenBeforeTheVerb) {
  const auto ru = [](const std::string& often) {
    return asked_of({"просит Генерального секретаря " + often + " представлять доклад;"},
                    Language::ru);
  };
  EXPECT_EQ(ru("ежегодно"), "request secretary-general annual");
  EXPECT_EQ(ru("каждые два года"), "request secretary-general biennial");
}

}  // namespace
}  // namespace comity::grammar
