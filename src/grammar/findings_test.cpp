#include "grammar/findings.h"

#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

TEST(Findings, SayWhatWasSeenAndAssumed) {
  EXPECT_EQ(sentence_of({"numbering.gap", "84", {}, "84", "82"}, model::Language::en),
            "The number printed is 84, where 82 would follow.");
  EXPECT_EQ(sentence_of({"notes.mark-without-note", "3", {}, "{saw} {assumed}", "x"},
                        model::Language::en),
            "The mark “{saw} {assumed}” leads to no note.");
}

TEST(Findings, AreSaidInTheLanguageAsked) {
  const model::Finding finding{"numbering.gap", "84", {}, "84", "82"};
  EXPECT_EQ(sentence_of(finding, model::Language::ru),
            "Напечатан номер 84, хотя за предыдущим следовал бы 82.");
  EXPECT_EQ(sentence_of(finding, model::Language::zh), "印出的编号为84，按顺序应为82。");
  EXPECT_EQ(sentence_of(finding, model::Language::fr),
            "Le numéro imprimé est 84, alors que 82 aurait dû suivre.");
  EXPECT_EQ(sentence_of(finding, model::Language::es),
            "El número impreso es 84, cuando debería seguir 82.");
  EXPECT_EQ(mend_of(finding, model::Language::zh), "请从82起重新编号，或补上缺漏。");
}

TEST(Findings, AreInEnglishWhereALanguageHasNoTable) {
  const model::Finding finding{"review.no-date", "", {}, "", "unknown"};
  EXPECT_EQ(sentence_of(finding, model::Language::und), sentence_of(finding, model::Language::en));
}

TEST(Findings, WithAnUnknownRuleSayWhatTheyHold) {
  EXPECT_EQ(sentence_of({"new.rule", "", {}, "saw", "assumed"}, model::Language::en),
            "saw → assumed");
}

TEST(Findings, OfADoubtfulTextAreSentences) {
  const auto reading = parse(sketch("# Report\n{1.} One.\n{2.} Two.^7^\n{4.} Four.\n{4.} Four.\n"),
                             names::Register::builtin());
  ASSERT_GE(reading.findings.size(), 3U);
  for (const auto& finding : reading.findings) {
    const auto sentence = sentence_of(finding, model::Language::en);
    EXPECT_TRUE(sentence.ends_with('.')) << finding.rule << ": " << sentence;
    EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
  }
}

TEST(Findings, AreFewWhereOneRuleHasMany) {
  std::vector<model::Finding> all{{"other", "1", {}, "", ""}};
  for (int i = 1; i <= 10; ++i) all.push_back({"rule", std::to_string(i), {}, "", ""});
  EXPECT_EQ(few_of(all), all);
  all.push_back({"rule", "11", {}, "", ""});
  const auto few = few_of(all);
  ASSERT_EQ(few.size(), 7U);
  EXPECT_EQ(few[5].number, "5");
  EXPECT_EQ(few[6].rule, "findings.more");
  EXPECT_EQ(few[6].number, "6");
  EXPECT_EQ(sentence_of(few[6], model::Language::en),
            "From here on 6 more places show the same as the places before.");
}

}  // namespace
}  // namespace comity::grammar
