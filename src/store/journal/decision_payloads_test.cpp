// What entries of decisions say comes back from their payloads, and nothing else is taken for one.
#include <gtest/gtest.h>

#include "store/corrections.h"
#include "store/journal/verbs.h"

namespace comity::store {
namespace {

using model::CountsAs;

TEST(DecisionPayloads, OfTagsComeBack) {
  const RecommendationTagged act{
      "A/TEST/1",
      model::Language::fr,
      {{"10.1",
        2,
        "Texte",
        {{"theme", "Water", TagVerdict::has}, {"goal", "6", TagVerdict::has_not}}},
       {"10.2", 1, "Autre", {{"goal", "6", TagVerdict::withdrawn}}}},
      ""};
  const auto back = recommendation_tagged_from(payload_of(act));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->work, act.work);
  EXPECT_EQ(back->language, act.language);
  EXPECT_EQ(back->clauses, act.clauses);
  const auto broken = [](const std::string& clause) {
    return !recommendation_tagged_from(R"({"work":"A","language":"en","clauses":[)" + clause +
                                       "]}");
  };
  EXPECT_TRUE(broken(""));
  EXPECT_TRUE(broken(R"({"number":"1","clause":1,"tags":[]})"));
  EXPECT_TRUE(
      broken(R"({"number":"1","clause":0,"tags":[{"scheme":"a","code":"b","verdict":"has"}]})"));
  EXPECT_TRUE(
      broken(R"({"number":"1","clause":1,"tags":[{"scheme":"a","code":"b","verdict":"x"}]})"));
  EXPECT_FALSE(
      broken(R"({"number":"1","clause":1,"tags":[{"scheme":"a","code":"b","verdict":"has"}]})"));
}

TEST(DecisionPayloads, OfKeysComeBack) {
  const CallKeyed act{"CALL",
                      7,
                      {{"ab", ""}, {"cd", "ef"}},
                      {{ActorId{1}, "01", "02"}, {ActorId{2}, "", ""}},
                      {{ActorId{3}, "03", "04"}, {ActorId{4}, "05", "06"}},
                      {{1, {ActorId{2}, "07", "08"}}}};
  const auto back = call_keyed_from(payload_of(act));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, act);
  auto odd = act;
  odd.given.front().place = 2;
  EXPECT_FALSE(call_keyed_from(payload_of(odd))) << "no such administrator";
  odd = act;
  odd.readers.front().key = "0";
  EXPECT_FALSE(call_keyed_from(payload_of(odd))) << "not whole bytes";
  odd = act;
  odd.readers.front().sealed.clear();
  EXPECT_FALSE(call_keyed_from(payload_of(odd)));
  odd = act;
  odd.keys.clear();
  EXPECT_FALSE(call_keyed_from(payload_of(odd)));
  EXPECT_FALSE(call_keyed_from("{}"));
}

TEST(DecisionPayloads, ComeBack) {
  RecommendationCorrected act;
  act.work = "A/TEST/1";
  act.file = base::sha256("x");
  act.language = model::Language::en;
  act.place = {Corrects::clause, "10.1", 2, 3};
  act.replaces = {
      {{"Ratify the convention on lakes", {"XAA"}, {"Bee"}}}, {}, "", CountsAs::pending};
  act.becomes = {{{"Ratify the Convention on Lakes", {"XAA"}, {}}}, {}, "", CountsAs::pending};
  act.reason = "why";
  const auto back = recommendation_corrected_from(payload_of(act));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->place, act.place);
  EXPECT_EQ(back->replaces, act.replaces);
  EXPECT_EQ(back->becomes, act.becomes);
  EXPECT_FALSE(recommendation_corrected_from("{}"));
  EXPECT_FALSE(correction_withdrawn_from(R"({"work":"A"})"));
  EXPECT_FALSE(row_settled_from(R"({"work":"A","row":1,"clause":{}})"));
  EXPECT_FALSE(row_unsettled_from("[]"));
}

}  // namespace
}  // namespace comity::store
