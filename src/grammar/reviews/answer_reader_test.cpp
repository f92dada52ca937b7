// Forms in which States answer, as a text has them.
#include "grammar/reviews/answer_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/number_list.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;
using testing::ElementsAre;
using testing::IsEmpty;

std::string_view addendum_title(Language language) {
  switch (language) {
    case Language::fr:
      return "Rapport du Groupe de travail sur l’Examen périodique universel";
    case Language::es:
      return "Informe del Grupo de Trabajo sobre el Examen Periódico Universal";
    case Language::ru:
      return "Доклад Рабочей группы по универсальному периодическому обзору";
    case Language::ar:
      return "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل";
    case Language::zh:
      return "普遍定期审议工作组报告";
    default:
      return "Report of the Working Group on the Universal Periodic Review";
  }
}

model::Reading read_answer(const std::string& text, Language language = Language::en) {
  return reading_of(
      "A/HRC/14/15/Add.1\n# " + std::string(addendum_title(language)) + "\n" + text + "\n",
      language);
}

/// "98.1–98.3: supported", "98.4: remark", "98.5: supported in part".
std::vector<std::string> answered(const std::string& text, Language language = Language::en) {
  std::vector<std::string> out;
  for (const auto& statement : read_answer(text, language).positions) {
    out.push_back(number_list_text(statement.numbers) + ": " +
                  (statement.counts_as ? std::string(model::name_of(*statement.counts_as))
                                       : std::string("remark")) +
                  (statement.partial ? " in part" : ""));
  }
  return out;
}

TEST(AnswerReader, TakesWhatStandsApartInOnePhraseForOneAnswer) {
  EXPECT_THAT(answered("98.15. Фиджи принимает эту рекомендацию к сведению.", Language::ru),
              ElementsAre("98.15: noted"));
  EXPECT_THAT(
      answered("{1.} Фиджи принимает рекомендации 98.1, 98.3 и 98.5 к сведению.", Language::ru),
      ElementsAre("98.1, 98.3, 98.5: noted"));
  EXPECT_THAT(answered("{1.} Фиджи принимает рекомендацию 98.1 и принимает к сведению "
                       "рекомендацию 98.2.",
                       Language::ru),
              ElementsAre("98.1: supported", "98.2: noted"));
  EXPECT_THAT(answered("{1.} تحيط فيجي علماً بالتوصيات 98-1 و98-2.", Language::ar),
              ElementsAre("98.1, 98.2: noted"));
  EXPECT_THAT(answered("{1.} أحاطت فيجي علماً بالتوصية 98-1.", Language::ar),
              ElementsAre("98.1: noted"));
  EXPECT_THAT(answered("{1.} لا تحظى التوصيات التالية بتأييد فيجي: 98-2 و98-1.", Language::ar),
              ElementsAre("98.2, 98.1: noted"));
  EXPECT_THAT(answered("{1.} تقبل فيجي جزئياً التوصية 98-1.", Language::ar),
              ElementsAre("98.1: supported in part"));
}

}  // namespace
}  // namespace comity::grammar
