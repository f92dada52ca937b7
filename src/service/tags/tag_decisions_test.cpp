// What people say of tags: over the machine's guesses, in searches, on pages and in what is learnt.
#include "service/tags/tag_decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/finding/indexes.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/reviews/reviews.h"
#include "service/tags/decide_tags.h"
#include "service/tags/said_examples.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonObject;
using model::Language;
using store::TagRecord;
using store::TagVerdict;
using tagging::Scheme;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TagRecord record_of(std::string scheme, std::string code, TagVerdict verdict) {
  TagRecord record;
  record.text = "Keep the rivers clean";
  record.language = Language::en;
  record.tag = {std::move(scheme), std::move(code), verdict};
  return record;
}

tagging::ExplainedTag guess(Scheme scheme, std::string_view code) {
  return {{tagging::label_of(scheme, code), 0.7, tagging::Means::model}, {}};
}

std::vector<std::string> told(const std::vector<StandingTag>& tags) {
  std::vector<std::string> out;
  for (const auto& each : tags) {
    out.push_back(each.guess.tag.label->code + (each.said != nullptr ? "!" : ""));
  }
  return out;
}

TEST(StandingTags, WhatPeopleSayPrevails) {
  const auto has = record_of("theme", "Environment", TagVerdict::has);
  const auto has_not = record_of("theme", "Elections", TagVerdict::has_not);
  const auto confirmed = record_of("group", "women", TagVerdict::has);
  const auto all = standing_tags({guess(Scheme::theme, "Elections"), guess(Scheme::group, "women")},
                                 {&has, &has_not, &confirmed});
  EXPECT_THAT(told(all), ElementsAre("Environment!", "women!"));
  EXPECT_EQ(all[0].guess.tag.means, tagging::Means::person);
  EXPECT_EQ(all[1].guess.tag.means, tagging::Means::model);
}

TEST(StandingTags, AGuessThatNoThemeFitsGivesWay) {
  const auto theme = record_of("theme", "Environment", TagVerdict::has);
  EXPECT_THAT(told(standing_tags({guess(Scheme::theme, "General")}, {&theme})),
              ElementsAre("Environment!"));
  const auto none = record_of("theme", "General", TagVerdict::has);
  EXPECT_THAT(told(standing_tags({guess(Scheme::theme, "Environment")}, {&none})),
              ElementsAre("General!"));
}

TEST(StandingTags, ThereIsOneKindOfAction) {
  const auto action = record_of("action", "5", TagVerdict::has);
  EXPECT_THAT(told(standing_tags({guess(Scheme::action, "4")}, {&action})), ElementsAre("5!"));
}

TEST(StandingTags, WhatASchemeHasNoMoreIsLeftOut) {
  const auto gone = record_of("theme", "Wells", TagVerdict::has);
  EXPECT_THAT(told(standing_tags({guess(Scheme::theme, "Elections")}, {&gone})),
              ElementsAre("Elections"));
}

TEST(StillHolds, OfTheSameTextOrAnotherLanguage) {
  const auto said = record_of("theme", "Environment", TagVerdict::has);
  EXPECT_TRUE(still_holds(said, "Keep the rivers clean", Language::en));
  EXPECT_TRUE(still_holds(said, "Keep the rivers clean always", Language::en));
  EXPECT_FALSE(still_holds(said, "Abolish fees at schools", Language::en));
  EXPECT_TRUE(still_holds(said, "Garder les rivières propres", Language::fr));
}

const NamedBytes kTaggedReport{"report.md", R"(A/HRC/90/1

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Open a house for girls (Norway);

2.2. Measure the water every year (Portugal); tell the result to women (Brazil).
)"};

class TagDecisionsTest : public testing::Test {
 protected:
  void SetUp() override {
    auto installation = Installation::open({folder_.path()});
    ASSERT_TRUE(installation) << installation.error().message;
    installation_ = *std::move(installation);
    ImportOptions options;
    options.publish = true;
    const auto done = import_bytes(*installation_, owner_of_the_folder(), {kTaggedReport}, options);
    ASSERT_TRUE(done && done->failed.empty());
  }

  TagsDone decide(const std::vector<TagWish>& wishes, TagEffect effect = TagEffect::record) {
    auto done = decide_tags(*installation_, owner_, wishes, "", effect);
    EXPECT_TRUE(done) << done.error().message;
    return done ? *std::move(done) : TagsDone();
  }
  TagsDone say(std::string_view recommendation, std::string_view action, std::string_view tag) {
    return decide({tag_wish_from(recommendation, action, tag)});
  }

  std::uint64_t found(std::string text) {
    EXPECT_TRUE(installation_->indexes().catch_up(kIndexPatience));
    SearchRequest request;
    request.text = std::move(text);
    const auto answer = search(*installation_, owner_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    if (!answer) return 0;
    return static_cast<std::uint64_t>(
        base::integer_at(base::object_at(answer->body, "count"), "value"));
  }

  JsonObject shown(const Ask& ask, std::string_view number, int clause = 0) {
    const auto answer = recommendation(*installation_, ask, "A/HRC/90/1", number, clause);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : JsonObject();
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  Ask owner_{owner_of_the_folder()};
  Ask public_{anyone()};
};

TEST_F(TagDecisionsTest, AreFacetsAtOnceAndTakenBackByTheContrary) {
  EXPECT_EQ(found("group:women tagged:machine"), found("group:women"));
  EXPECT_EQ(found("tagged:confirmed"), 0U);
  const auto women = found("group:women kind:recommendation");

  auto done = say("A/HRC/90/1/2.1", "add", "theme:Right to education");
  EXPECT_EQ(done.changed, 1U);
  ASSERT_EQ(done.entries.size(), 1U);
  EXPECT_EQ(found("theme:\"Right to education\" tagged:confirmed"), 1U);
  EXPECT_EQ(say("A/HRC/90/1/2.1", "add", "theme:Right to education").same, 1U);

  EXPECT_EQ(say("A/HRC/90/1/2.1", "remove", "group:women").changed, 1U);
  EXPECT_EQ(found("group:women kind:recommendation"), women - 1);
  EXPECT_EQ(say("A/HRC/90/1/2.1", "take-back", "group:women").changed, 1U);
  EXPECT_EQ(found("group:women kind:recommendation"), women);

  EXPECT_EQ(say("A/HRC/90/1/2.1", "remove", "theme:Right to education").changed, 1U);
  EXPECT_EQ(found("theme:\"Right to education\" tagged:confirmed"), 0U);
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(TagDecisionsTest, OfOneClauseAreNotOfTheOthers) {
  EXPECT_EQ(say("A/HRC/90/1/2.2~1", "add", "goal:6").changed, 1U);
  EXPECT_EQ(found("goal:6"), 1U);
  EXPECT_EQ(base::array_at(shown(owner_, "2.2", 2), "tag_decisions").size(), 0U);
  const auto whole = shown(owner_, "2.2");
  ASSERT_EQ(base::array_at(whole, "tag_decisions").size(), 1U);
  EXPECT_EQ(say("A/HRC/90/1/2.2", "add", "goal:6").changed, 1U);
  EXPECT_EQ(found("goal:6"), 2U);
  // Of all its clauses only those have it confirmed that have it.
  EXPECT_EQ(say("A/HRC/90/1/2.2", "confirm", "group:women").changed, 1U);
  EXPECT_EQ(base::array_at(shown(owner_, "2.2", 1), "tag_decisions").size(), 1U);
}

TEST_F(TagDecisionsTest, PeopleAreNamedToThoseWithinAlone) {
  say("A/HRC/90/1/2.1", "confirm", "group:women");
  const auto mine = shown(owner_, "2.1");
  const auto theirs = shown(public_, "2.1");
  const auto of = [](const JsonObject& body) {
    for (const auto& each : base::array_at(body, "tags")) {
      if (base::text_at(each.as_object(), "code") == "women") return each.as_object();
    }
    return JsonObject();
  };
  EXPECT_TRUE(base::truth_at(of(mine), "confirmed"));
  EXPECT_TRUE(base::truth_at(of(theirs), "confirmed"));
  EXPECT_NE(base::text_at(base::object_at(of(mine), "made"), "who"),
            base::text_at(base::object_at(of(theirs), "made"), "who"));
  EXPECT_EQ(base::text_at(mine, "tag"), "/recommendations/A/HRC/90/1/2.1/tags");
  EXPECT_EQ(base::text_at(theirs, "tag"), "");
  EXPECT_THAT(base::array_at(theirs, "tag_choices"), IsEmpty());
  EXPECT_FALSE(base::array_at(mine, "tag_choices").empty());
}

TEST_F(TagDecisionsTest, OneKindOfActionTakesThePlaceOfAnother) {
  say("A/HRC/90/1/2.1", "add", "action:3");
  say("A/HRC/90/1/2.1", "add", "action:4");
  EXPECT_EQ(found("action:3"), 0U);
  EXPECT_EQ(found("action:4"), 1U);
}

TEST_F(TagDecisionsTest, BadRowsAreRefusedWithReasonsAndTheOthersDone) {
  const auto wishes = tag_wishes_from(
      "action,code,scheme,id\nconfirm,women,group,A/HRC/90/1/2.1\nadd,Wells,theme,A/HRC/90/1/2.1\n"
      "add,6,wells,A/HRC/90/1/2.1\nadd,6,goal,A/HRC/90/1/9.9\nadd,6,goal,here\n"
      "paint,6,goal,A/HRC/90/1/2.1\nremove,women,group,A/HRC/90/1/2.1\nconfirm,17,goal,"
      "A/HRC/90/1/2.1\nadd,6\ntake-back,6,goal,A/HRC/90/1/2.1\nadd,6,goal,A/HRC/90/1/2.2~3\n"
      "add,CAT,named,A/HRC/90/1/2.1\n",
      "decisions.csv");
  ASSERT_TRUE(wishes) << wishes.error().message;
  const auto done = decide(*wishes);
  EXPECT_EQ(done.changed, 2U);
  std::vector<std::string> why;
  for (const auto& each : done.refused) {
    why.push_back(std::to_string(each.wish.line) + " " + each.why.message);
  }
  EXPECT_THAT(why, ElementsAre(HasSubstr("3 the scheme theme has no code Wells"),
                               HasSubstr("4 tags have no scheme wells"),
                               HasSubstr("5 the record holds no recommendation 9.9"),
                               HasSubstr("6 this names no recommendation"),
                               HasSubstr("7 tags are not for this: paint"),
                               HasSubstr("8 another row says otherwise of the same tag: line 2"),
                               HasSubstr("9 the recommendation does not have the tag goal:17"),
                               HasSubstr("10 "), HasSubstr("11 nobody said anything"),
                               HasSubstr("12 the record holds no recommendation 2.2~3")));
  EXPECT_EQ(done.entries.size(), 1U);
  EXPECT_THAT(refused_csv(done), HasSubstr("A/HRC/90/1/2.1,theme,Wells,add,the scheme theme"));
  EXPECT_EQ(base::integer_at(to_json(done), "rows"), 12);
  // What was refused can be given again.
  const auto again = tag_wishes_from(refused_csv(done), "again.csv");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->size(), 10U);
}

TEST_F(TagDecisionsTest, ATableWithoutItsColumnsIsRefusedWhole) {
  const auto missing = tag_wishes_from("id,scheme,code\na,b,c\n", "decisions.csv");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("no column action"));
  EXPECT_EQ(missing.error().place, "decisions.csv, row 1");
  EXPECT_THAT(tag_wishes_from("id,scheme,code,action\n", "d.csv").error().message,
              HasSubstr("no rows"));
}

TEST_F(TagDecisionsTest, AllThatASearchFindsIsSaidOfAtOnce) {
  ASSERT_TRUE(installation_->indexes().catch_up(kIndexPatience));
  SearchRequest request;
  request.filters = {{"group", "women"}};
  const auto wishes = tag_wishes_of_found(*installation_, owner_, request,
                                          tag_wish_from("", "confirm", "group:women"));
  ASSERT_TRUE(wishes) << wishes.error().message;
  ASSERT_EQ(wishes->size(), 2U);
  EXPECT_EQ(decide(*wishes, TagEffect::only_tell).changed, 2U);
  EXPECT_EQ(found("tagged:confirmed"), 0U);
  const auto done = decide(*wishes);
  EXPECT_EQ(done.changed, 2U);
  EXPECT_EQ(done.entries.size(), 1U);
  EXPECT_EQ(found("tagged:confirmed"), 2U);
}

TEST_F(TagDecisionsTest, OnlyTheOwnerSaysSomething) {
  const auto refused = decide_tags(*installation_, public_,
                                   {tag_wish_from("A/HRC/90/1/2.1", "confirm", "group:women")}, "",
                                   TagEffect::record);
  ASSERT_TRUE(refused);
  ASSERT_EQ(refused->refused.size(), 1U);
  EXPECT_EQ(refused->refused.front().why.kind, ErrorKind::forbidden);
}

TEST_F(TagDecisionsTest, OfWhatWasSeenAllOrNothing) {
  const auto before = recommendation(*installation_, owner_, "A/HRC/90/1", "2.1", 0);
  ASSERT_TRUE(before);
  const std::vector<TagWish> wishes = {tag_wish_from("A/HRC/90/1/2.1", "confirm", "group:women"),
                                       tag_wish_from("A/HRC/90/1/2.1", "add", "theme:Wells")};
  EXPECT_EQ(decide_tags_as_seen(*installation_, owner_, wishes, "", before->etag).error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(found("tagged:confirmed"), 0U);
  ASSERT_TRUE(
      decide_tags_as_seen(*installation_, owner_, {wishes.front()}, "as read", before->etag));
  EXPECT_EQ(
      decide_tags_as_seen(*installation_, owner_, {wishes.front()}, "", before->etag).error().kind,
      ErrorKind::conflict);
  const auto now = shown(owner_, "2.1");
  const auto& said = base::array_at(now, "tag_decisions");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(base::text_at(base::object_at(said[0].as_object(), "made"), "reason"), "as read");
  EXPECT_TRUE(base::truth_at(said[0].as_object(), "holds"));
}

TEST_F(TagDecisionsTest, AreExamplesToLearnFrom) {
  say("A/HRC/90/1/2.1", "add", "theme:Right to education");
  say("A/HRC/90/1/2.1", "remove", "theme:Elections");
  say("A/HRC/90/1/2.1", "add", "action:4");
  say("A/HRC/90/1/2.2~1", "add", "goal:6");
  const auto read = installation_->store().read();
  const auto said = said_examples(*read, store::Visibility::everything());
  ASSERT_TRUE(said);
  ASSERT_EQ(said->size(), 1U);  // of goals nothing is learnt
  EXPECT_EQ(said->front().text, "Open a house for girls");
  EXPECT_THAT(said->front().themes, ElementsAre("Right to education"));
  EXPECT_THAT(said->front().not_themes, ElementsAre("Elections"));
  EXPECT_EQ(said->front().action, 4);
  EXPECT_EQ(said->front().session, 48);
  EXPECT_TRUE(said->front().confirmed && said->front().partial);
  EXPECT_THAT(*said_examples(*read, visibility_of(anyone(), *read)), testing::SizeIs(1));
}

TEST(PutSaid, CorrectsTheRowsThatHaveItsText) {
  std::vector<tagging::Example> table = {
      {"Open a house, for GIRLS", {"Elections", "Detention"}, 2, "Iceland/48", 48},
      {"Open a house for girls", {"General"}, 2, "Iceland/47", 47},
      {"Keep the rivers clean", {"Environment"}, 2, "Iceland/48", 48}};
  tagging::Example said{"Open a house for girls", {"Right to education"}, 4, "ISL/48", 48};
  said.not_themes = {"Elections"};
  said.confirmed = said.partial = true;
  auto other = said;
  other.text = "Mend the roads";
  put_said(table, {said, other});
  ASSERT_EQ(table.size(), 4U);
  EXPECT_THAT(table[0].themes, ElementsAre("Detention", "Right to education"));
  EXPECT_EQ(table[0].action, 4);
  EXPECT_TRUE(table[0].confirmed);
  EXPECT_FALSE(table[0].partial);
  EXPECT_THAT(table[1].themes, ElementsAre("General"));
  EXPECT_FALSE(table[1].confirmed);
  EXPECT_TRUE(table[3].partial);
}

}  // namespace
}  // namespace comity::service
