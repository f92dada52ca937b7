// Completion, suggestions, saved searches and tags of all that is found, over a small record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/finding/completion.h"
#include "service/finding/indexes.h"
#include "service/finding/saved_searches.h"
#include "service/finding/tag_found.h"
#include "service/importing/import.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::string finding_report(const std::string& symbol, const std::string& extra) {
  return symbol + R"(

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Prevent torture in prisons (Germany);

2.2. Open schools for girls (Norway);

)" + extra;
}

class FindingTest : public testing::Test {
 protected:
  void SetUp() override {
    auto installation = Installation::open({folder_.path()});
    ASSERT_TRUE(installation) << installation.error().message;
    installation_ = *std::move(installation);
    bring("report.md", finding_report("A/HRC/90/1", "2.3. Measure the water (Algeria)."), true);
  }

  void bring(const std::string& name, const std::string& text, bool publish) {
    ImportOptions options;
    options.publish = publish;
    const auto done = import_bytes(*installation_, owner_of_the_folder(), {{name, text}}, options);
    ASSERT_TRUE(done && done->failed.empty());
    ASSERT_TRUE(installation_->indexes().catch_up(kIndexPatience));
  }

  std::vector<std::string> completed(const Ask& ask, const std::string& text,
                                     std::string_view member = "written") {
    const auto answer = completions(*installation_, ask, {text, std::nullopt});
    EXPECT_TRUE(answer) << answer.error().message;
    std::vector<std::string> out;
    for (const auto& each : base::array_at(answer->body, "completions")) {
      out.emplace_back(base::text_at(each.as_object(), member));
    }
    return out;
  }

  std::string suggested(const Ask& ask, const std::string& text) {
    SearchRequest request;
    request.text = text;
    const auto answer = search(*installation_, ask, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return std::string(base::text_at(base::object_at(answer->body, "suggestion"), "query"));
  }

  base::JsonObject only_saved(const Ask& ask) {
    const auto answer = saved_searches(*installation_, ask);
    EXPECT_TRUE(answer) << answer.error().message;
    const auto& searches = base::array_at(*answer, "searches");
    EXPECT_EQ(searches.size(), 1U);
    return searches.empty() ? base::JsonObject() : searches.front().as_object();
  }
  static std::int64_t count_of_member(const base::JsonObject& search, std::string_view member) {
    return base::integer_at(base::object_at(search, member), "value");
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  Ask owner_{owner_of_the_folder()};
  Ask public_{anyone()};
};

TEST_F(FindingTest, AValueThatIsNoneIsRefusedWithWhatWasMeant) {
  const auto perhaps = [&](const std::string& text) {
    SearchRequest request;
    request.text = text;
    const auto answer = search(*installation_, public_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return std::string(base::text_at(base::object_at(answer->body, "error"), "perhaps"));
  };
  const auto error_value = [&](const std::string& text) {
    SearchRequest request;
    request.text = text;
    const auto answer = search(*installation_, public_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return std::string(base::text_at(base::object_at(answer->body, "error"), "value"));
  };
  EXPECT_EQ(perhaps("water position:accepted"), "supported");
  EXPECT_EQ(perhaps("position:rejetée"), "noted");
  EXPECT_EQ(perhaps("kind:recommendations"), "recommendation");
  EXPECT_EQ(perhaps("mechanism:uprr"), "upr");
  EXPECT_EQ(perhaps("group:woman"), "women");
  EXPECT_EQ(perhaps("by:Germnay"), "DEU");
  EXPECT_EQ(perhaps("by:\"Viet Namm\""), "VNM");
  EXPECT_EQ(error_value("state:XXX"), "XXX") << "a State that no register has";
  EXPECT_EQ(error_value("by:Nowhere"), "Nowhere");
  for (const char* text :
       {"position:Supported", "mechanism:treaty-body:cedaw", "kind:mandate",
        "mechanism:treaty-body:NEW", "document_kind:resolution", "text_language:und",
        "tagged:machine", "goal:1..5", "by:deu", "state:Germany", "by:Swaziland"}) {
    SearchRequest request;
    request.text = text;
    const auto answer = search(*installation_, public_, request);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->body.at("error").is_null()) << text;
  }
  SearchRequest request;
  request.filters = {{"position", "-accepted"}};
  const auto refused = search(*installation_, public_, request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid_input);
  EXPECT_EQ(refused.error().place, "position");
  EXPECT_EQ(refused.error().mend, "position=supported");
  request.filters = {{"state", "Germnay"}};
  const auto misspelt = search(*installation_, public_, request);
  ASSERT_FALSE(misspelt);
  EXPECT_EQ(misspelt.error().mend, "state=DEU");
  request.filters = {{"by", "-Germany"}, {"state", "isl"}};
  EXPECT_TRUE(search(*installation_, public_, request));
}

TEST_F(FindingTest, AStateIsFoundByAllItsNames) {
  bring("lands.md", finding_report("A/HRC/90/7", R"(
2.3. Receive persons from the Syrian Arab Republic (Algeria);

2.4. Learn with candour from Brazil, Nigeria and Viet Nam (Algeria);

2.5. Answer the United Kingdom of Great Britain and Northern Ireland (Algeria).
)"),
        true);
  const auto count = [&](const std::string& text) {
    SearchRequest request;
    request.text = text;
    const auto answer = search(*installation_, public_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  };
  for (const auto* name : {"Syria", "Syrie", "Siria", "Сирия", "Сирии", "سوريا", "叙利亚"}) {
    EXPECT_EQ(count(name), count("\"Syrian Arab Republic\"")) << name;
    EXPECT_GT(count(name), 0) << name;
  }
  for (const auto* name : {"Brésil", "bresil", "Brasil", "Бразилия", "البرازيل", "巴西"}) {
    EXPECT_EQ(count(name), count("Brazil")) << name;
    EXPECT_GT(count(name), 0) << name;
  }
  EXPECT_GT(count("Vietnam"), 0);
  EXPECT_GT(count("UK"), 0);
  EXPECT_GT(count("Royaume-Uni"), 0);
  EXPECT_EQ(count("Нигер"), 0);
  EXPECT_EQ(count("us candour"), count("candour"));
}

TEST_F(FindingTest, AFilterTakesAValueInEveryCaseAndAStateByItsName) {
  const auto found = [&](const std::string& name, const std::string& value) {
    SearchRequest request;
    request.filters = {{"kind", "Recommendation"}, {name, value}};
    const auto answer = search(*installation_, public_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  };
  EXPECT_EQ(found("position", "Supported"), 3);
  EXPECT_EQ(found("position", "-Supported"), 0);
  EXPECT_EQ(found("mechanism", "UPR"), 3);
  EXPECT_EQ(found("by", "Germany"), 1);
  EXPECT_EQ(found("by", "-Allemagne"), 2);
  EXPECT_EQ(found("by", "deu"), 1);
  EXPECT_EQ(found("state", "Iceland"), 3);
  EXPECT_EQ(found("work", "a/hrc/90/1"), 3);
  EXPECT_EQ(found("by_regional_group", "african states"), 1);
}

TEST_F(FindingTest, AFilterIsShownAsTheRecordHasItsValue) {
  SearchRequest request;
  request.filters = {{"by", "-Germany"}, {"position", "SUPPORTED"}};
  const auto answer = search(*installation_, public_, request);
  ASSERT_TRUE(answer) << answer.error().message;
  const auto& chips = base::array_at(answer->body, "filters");
  ASSERT_EQ(chips.size(), 2U);
  EXPECT_EQ(base::text_at(chips[0].as_object(), "value"), "-DEU");
  EXPECT_EQ(base::text_at(chips[1].as_object(), "value"), "supported");
}

TEST_F(FindingTest, NumbersAreFoundByTheirBeginning) {
  const auto found = [&](const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.filters = {{"kind", "recommendation"}};
    const auto answer = search(*installation_, public_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body.at("error").is_null(), text != "number:*") << text;
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  };
  EXPECT_EQ(found("number:2.*"), 3);
  EXPECT_EQ(found("number:2.2*"), 1);
  EXPECT_EQ(found("number:2*"), 3);
  EXPECT_EQ(found("number:2.2"), 1);
  EXPECT_EQ(found("number:2"), 0);
  EXPECT_EQ(found("number:*"), 0);
}

TEST_F(FindingTest, NamesOfFieldsAreCompleted) {
  EXPECT_THAT(completed(public_, "water the"), ElementsAre("theme:"));
  EXPECT_THAT(completed(public_, "water -by"), ElementsAre("by:", "by_regional_group:"));
  EXPECT_THAT(completed(public_, "water zz"), IsEmpty());
  EXPECT_THAT(completed(public_, "\"the"), IsEmpty());
  EXPECT_THAT(completed(public_, "water the", "text"), ElementsAre("water theme:"));
}

TEST_F(FindingTest, ValuesAreCompletedBehindAnElisionAndWithinChinese) {
  auto french = public_;
  french.language = model::Language::fr;
  EXPECT_THAT(completed(french, "goal:l'édu"), ElementsAre("goal:4"));
  EXPECT_THAT(completed(french, "eau goal:\"l’educ"), ElementsAre("goal:4"));
  EXPECT_THAT(completed(french, "theme:d'édu"), Contains("theme:\"Right to education\""));
  EXPECT_THAT(completed(french, "theme:édu"), Contains("theme:\"Right to education\""));
  EXPECT_THAT(completed(french, "theme:l'zz"), IsEmpty());
  auto chinese = public_;
  chinese.language = model::Language::zh;
  EXPECT_THAT(completed(chinese, "goal:教"), ElementsAre("goal:4"));
  EXPECT_THAT(completed(chinese, "goal:优质教"), ElementsAre("goal:4"));
  EXPECT_THAT(completed(chinese, "goal:关于教"), ElementsAre("goal:4"))
      << "the last word where no value has all";
  EXPECT_THAT(completed(chinese, "group:女童"), Contains("group:women"));
}

TEST_F(FindingTest, ValuesAreCompletedByCodeAndByNameInAnyLanguage) {
  EXPECT_THAT(completed(public_, "by:DEU"), ElementsAre("by:DEU"));
  EXPECT_THAT(completed(public_, "by:ger"), ElementsAre("by:DEU"));
  EXPECT_THAT(completed(public_, "by:alle"), ElementsAre("by:DEU"));
  EXPECT_THAT(completed(public_, "by:الم"), ElementsAre("by:DEU"));
  EXPECT_THAT(completed(public_, "by:"), ElementsAre("by:DZA", "by:DEU", "by:NOR"))
      << "States stand by name";
  EXPECT_THAT(completed(public_, "by_regional_group:\"west"),
              ElementsAre("by_regional_group:\"Western European and other States\""));
  EXPECT_THAT(completed(public_, "(by:nor", "text"), ElementsAre("(by:NOR "));
  EXPECT_THAT(completed(public_, "colour:red"), IsEmpty());
  const auto within = completions(*installation_, public_, {"by:nor) water", 6});
  ASSERT_TRUE(within);
  const auto& first = base::array_at(within->body, "completions").front().as_object();
  EXPECT_EQ(base::text_at(first, "text"), "by:NOR ) water");
  EXPECT_EQ(base::integer_at(first, "at"), 7);
}

TEST_F(FindingTest, StatesAreCompletedByShortNamesToo) {
  EXPECT_THAT(completed(public_, "state:islandia"), ElementsAre("state:ISL"));
  bring("other.md", finding_report("A/HRC/90/8", R"(
2.3. Mend the roads (United Kingdom of Great Britain and Northern Ireland);

2.4. Mend the bridges (Viet Nam);

2.5. Mend the boats (Ukraine).
)"),
        true);
  EXPECT_THAT(completed(public_, "by:uk"), testing::UnorderedElementsAre("by:GBR", "by:UKR"));
  EXPECT_THAT(completed(public_, "by:vietn"), ElementsAre("by:VNM"));
}

TEST_F(FindingTest, OfWhatIsHiddenNothingIsCompletedOrSuggested) {
  bring("hidden.md", finding_report("A/HRC/90/2", "2.3. Protect giraffes (Bhutan)."), false);
  EXPECT_THAT(completed(public_, "by:bhu"), IsEmpty());
  EXPECT_THAT(completed(owner_, "by:bhu"), ElementsAre("by:BTN"));
  EXPECT_EQ(suggested(public_, "girafes"), "");
  EXPECT_EQ(suggested(owner_, "girafes"), "giraffes");
}

TEST_F(FindingTest, ASpellingThatFindsMoreIsSuggested) {
  EXPECT_EQ(suggested(public_, "tortrue"), "torture");
  EXPECT_EQ(suggested(public_, "prevent tortrue by:DEU"), "prevent torture by:DEU");
  EXPECT_EQ(suggested(public_, "tortrue by:NOR"), "") << "it finds nothing either";
  EXPECT_EQ(suggested(public_, "torture"), "");
}

TEST_F(FindingTest, ASavedSearchSaysWhatIsNewUntilItIsSeen) {
  SearchRequest request;
  request.text = "torture";
  request.filters = {{"kind", "recommendation"}};
  const auto id = save_search(*installation_, owner_, " Torture  in prisons ", request);
  ASSERT_TRUE(id) << id.error().message;
  auto saved = only_saved(owner_);
  EXPECT_EQ(base::text_at(saved, "name"), "Torture in prisons");
  EXPECT_EQ(count_of_member(saved, "count"), 1);
  EXPECT_EQ(count_of_member(saved, "fresh"), 0);
  bring("second.md", finding_report("A/HRC/90/2", "2.3. End torture (Bhutan)."), true);
  bring("third.md", "A/RES/89/1\n\n*The General Assembly,*\n\n1. *Requests* kindness.\n", true);
  saved = only_saved(owner_);
  EXPECT_EQ(count_of_member(saved, "count"), 3);
  EXPECT_EQ(count_of_member(saved, "fresh"), 2);
  ASSERT_TRUE(see_saved_search(*installation_, owner_.actor, *id));
  EXPECT_EQ(count_of_member(only_saved(owner_), "fresh"), 0);

  // What came between a page and its button was on no page.
  bring("fourth.md", finding_report("A/HRC/90/4", "2.3. End torture (Chad)."), true);
  const auto page = *saved_searches(*installation_, owner_);
  std::string at;
  for (const auto& each : base::array_at(page, "at")) {
    const auto& space = each.as_object();
    at += (at.empty() ? "" : ",") + std::string(base::text_at(space, "space")) + ":" +
          std::to_string(base::integer_at(space, "entry"));
  }
  bring("fifth.md", finding_report("A/HRC/90/5", "2.3. End torture (Peru)."), true);
  EXPECT_EQ(count_of_member(only_saved(owner_), "fresh"), 4);
  ASSERT_TRUE(see_saved_search(*installation_, owner_.actor, *id, at));
  EXPECT_EQ(count_of_member(only_saved(owner_), "fresh"), 2);
  ASSERT_TRUE(see_saved_search(*installation_, owner_.actor, *id, "home:1"));
  EXPECT_EQ(count_of_member(only_saved(owner_), "fresh"), 2) << "what was seen stays so";
  ASSERT_TRUE(see_saved_search(*installation_, owner_.actor, *id, "home:999999"));
  bring("sixth.md", finding_report("A/HRC/90/6", "2.3. End torture (Fiji)."), true);
  EXPECT_EQ(count_of_member(only_saved(owner_), "fresh"), 2)
      << "nothing is seen before it is there";
  EXPECT_EQ(see_saved_search(*installation_, owner_.actor, *id, "home").error().kind,
            base::ErrorKind::invalid_input);

  ASSERT_TRUE(rename_saved_search(*installation_, owner_.actor, *id, "Torture"));
  EXPECT_EQ(base::text_at(only_saved(owner_), "name"), "Torture");
  EXPECT_EQ(save_search(*installation_, owner_, "Torture", request).error().kind,
            base::ErrorKind::conflict);
  ASSERT_TRUE(delete_saved_search(*installation_, owner_.actor, *id));
  EXPECT_EQ(delete_saved_search(*installation_, owner_.actor, *id).error().kind,
            base::ErrorKind::not_found);
  EXPECT_THAT(base::array_at(*saved_searches(*installation_, owner_), "searches"), IsEmpty());
}

TEST_F(FindingTest, APersonKeepsSearchesAndNobodyElseDoes) {
  SearchRequest request;
  request.text = "torture";
  EXPECT_EQ(save_search(*installation_, public_, "Mine", request).error().kind,
            base::ErrorKind::forbidden);
  auto program = owner_;
  program.actor.scopes = {Scope::read};
  EXPECT_EQ(save_search(*installation_, program, "Mine", request).error().kind,
            base::ErrorKind::forbidden);
  EXPECT_FALSE(saved_searches(*installation_, public_));
  EXPECT_TRUE(saved_searches(*installation_, program));
  program.actor.scopes = {Scope::import};
  EXPECT_EQ(saved_searches(*installation_, program).error().kind, base::ErrorKind::forbidden);
  request.text = "torture (";
  EXPECT_EQ(save_search(*installation_, owner_, "Mine", request).error().kind,
            base::ErrorKind::invalid_input);
  request.text = "torture";
  EXPECT_FALSE(save_search(*installation_, owner_, "  ", request));
  ASSERT_TRUE(save_search(*installation_, owner_, "Mine", request));
  EXPECT_EQ(saved_search_names(*installation_, owner_.actor)->size(), 1U);
  EXPECT_THAT(*saved_search_names(*installation_, program.actor), IsEmpty());
  Ask other{{"0000000000009", "Guest", "", {}}};
  EXPECT_THAT(base::array_at(*saved_searches(*installation_, other), "searches"), IsEmpty());
}

TEST_F(FindingTest, SinceIsReadAsItIsWritten) {
  SearchRequest request;
  request.since = "home:1x";
  EXPECT_EQ(search(*installation_, owner_, request).error().place, "since");
  request.since = "home:0";
  EXPECT_GT(base::integer_at(
                base::object_at(search(*installation_, owner_, request)->body, "count"), "value"),
            3);
  request.since = "home:999999";
  EXPECT_EQ(base::integer_at(
                base::object_at(search(*installation_, owner_, request)->body, "count"), "value"),
            0);
}

TEST_F(FindingTest, TagsOfAllThatIsFoundAreToldAndThenDone) {
  TagFoundWish wish;
  wish.search.text = "girls OR water";
  wish.action = "add";
  wish.tags = {"goal:4"};
  const auto told = tag_found(*installation_, owner_, wish);
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_EQ(base::integer_at(*told, "changed"), 2);
  EXPECT_FALSE(base::truth_at(*told, "done"));
  EXPECT_EQ(suggested(owner_, "tagged:confirmed"), "");
  wish.effect = TagEffect::record;
  wish.told = 3;
  EXPECT_EQ(tag_found(*installation_, owner_, wish).error().kind, base::ErrorKind::conflict);
  wish.told = 2;
  const auto done = tag_found(*installation_, owner_, wish);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(base::truth_at(*done, "done"));
  EXPECT_EQ(base::array_at(*done, "entries").size(), 1U);
  wish.told = std::nullopt;
  wish.effect = TagEffect::only_tell;
  EXPECT_EQ(base::integer_at(*tag_found(*installation_, owner_, wish), "same"), 2);
}

TEST_F(FindingTest, WhoMayCorrectNothingSaysNothingOfWhatIsFound) {
  EXPECT_EQ(tag_found_form(*installation_, public_, {}).error().kind, base::ErrorKind::forbidden);
  EXPECT_EQ(tag_found(*installation_, public_, {}).error().kind, base::ErrorKind::forbidden);
  TagFoundWish wish;
  wish.action = "paint";
  wish.tags = {"goal:4"};
  EXPECT_EQ(tag_found(*installation_, owner_, wish).error().place, "action");
  wish.action = "add";
  wish.tags = {};
  EXPECT_EQ(tag_found(*installation_, owner_, wish).error().place, "tag");
  const auto form = tag_found_form(*installation_, owner_, {});
  ASSERT_TRUE(form);
  EXPECT_EQ(base::integer_at(base::object_at(*form, "clauses"), "value"), 3);
}

TEST_F(FindingTest, OfOtherKindsNothingCanBeTagged) {
  const auto clauses = [&](std::vector<std::pair<std::string, std::string>> kinds) {
    SearchRequest request;
    request.filters = std::move(kinds);
    const auto form = tag_found_form(*installation_, owner_, request);
    EXPECT_TRUE(form) << form.error().message;
    return base::integer_at(base::object_at(*form, "clauses"), "value");
  };
  EXPECT_EQ(clauses({{"kind", "statement"}}), 0);
  EXPECT_EQ(clauses({{"kind", "statement"}, {"kind", "recommendation"}}), 3);
  EXPECT_EQ(clauses({{"kind", "-statement"}}), 3);
}

}  // namespace
}  // namespace comity::service
