#include "http/pages/template.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

constexpr std::string_view kMessages = R"({"language": "en", "locale": "en-GB", "name": "English",
  "direction": "ltr", "messages": {
    "plain": "A <b>",
    "many": "{count, plural, one {# State} other {# States}} of {name}",
    "share": "{part, number, percent} of it",
    "kind.draft": "Draft"}})";

class TemplateTest : public testing::Test {
 protected:
  base::Result<std::string> render(std::string_view source, std::string_view json,
                                   std::string_view part = "") {
    std::map<std::string, std::string_view, std::less<>> sources = {{"page", source}};
    if (!part.empty()) sources.emplace("part", part);
    COMITY_TRY(const auto templates, Templates::compile(sources, catalogue_));
    const base::Json root = *base::parse_json(json);
    return templates.render("page", {&root});
  }
  Catalogue catalogue_ = *Catalogue::parse(kMessages);
};

TEST_F(TemplateTest, ValuesAreEscapedAndMarkupIsNot) {
  EXPECT_EQ(render("{{a}} {{{a}}} {{b.c}}", R"({"a": "<&>\"'", "b": {"c": 7}})"),
            "&lt;&amp;&gt;&quot;&#39; <&>\"' 7");
}

TEST_F(TemplateTest, SectionsRepeatEnterAndTest) {
  EXPECT_EQ(render("{{#list}}{{.}};{{/list}}{{^none}}none{{/none}}", R"({"list": [1, 2]})"),
            "1;2;none");
  EXPECT_EQ(render("{{#o}}{{a}}{{/o}}{{#k=x}}X{{/k=x}}{{^k=y}}not y{{/k=y}}",
                   R"({"a": "outer", "o": {"a": "inner"}, "k": "x"})"),
            "innerXnot y");
}

TEST_F(TemplateTest, MessagesNumbersAndDatesAreOfTheLanguage) {
  EXPECT_EQ(
      render("{{t plain}}|{{t many count=n name=s}}|{{n n}}|{{date d}}|{{t kind.* k}}|{{u s}}",
             R"({"n": 3065, "s": "<x>", "d": "2012-07-09", "k": "draft"})"),
      "A &lt;b&gt;|3,065 States of &lt;x&gt;|3,065|9 July 2012|Draft|%3Cx%3E");
}

TEST_F(TemplateTest, SharesAreOfTheLanguageToo) {
  EXPECT_EQ(render("{{t share part=p}}", R"({"p": 0.69})"), "69% of it");
}

TEST_F(TemplateTest, PartialsStandWhereTheyAreCalled) {
  EXPECT_EQ(render("a{{#x}}{{>part}}{{/x}}b", R"({"x": {"y": 1}})", "[{{y}}]"), "a[1]b");
  EXPECT_EQ(render("{{>part}}{{>part}}", "{}", "x"), "xx");
}

TEST_F(TemplateTest, ATemplateThatCallsItselfIsRefused) {
  for (const auto& [page, part] :
       std::vector<std::pair<std::string, std::string>>{{"{{>page}}{{>page}}", "x"},
                                                        {"{{>part}}", "x{{>page}}"},
                                                        {"x", "{{#a}}{{>part}}{{/a}}"}}) {
    SCOPED_TRACE(page + " / " + part);
    const auto refused = render(page, "{}", part);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, base::ErrorKind::corrupt);
    EXPECT_NE(refused.error().message.find("calls itself"), std::string::npos);
  }
}

TEST_F(TemplateTest, WhatIsWrongIsNamedWithItsLine) {
  for (const char* source : {"{{#a}}", "{{a", "{{/a}}", "{{#a}}{{/b}}", "{{t nothing}}",
                             "{{t many count=n}}", "{{>nothing}}", "{{a b c d}}", "{{t x y}}"}) {
    SCOPED_TRACE(source);
    const auto refused = render(std::string("\n") + source, "{}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, base::ErrorKind::corrupt);
    EXPECT_NE(refused.error().place.find("page"), std::string::npos);
  }
}

// Markup that goes through unescaped is what our own code made: `html` of paragraphs, texts and
// cells, and `snippet` of results. Anything else is looked at and added here by hand.
TEST(Templates, UnescapedMarkupIsOnlyWhatOurCodeMade) {
  const std::set<std::string, std::less<>> known = {"html", "snippet"};
  for (const auto& [name, source] : template_sources()) {
    for (std::size_t at = source.find("{{{"); at != std::string_view::npos;
         at = source.find("{{{", at + 3)) {
      const auto path = base::trimmed(source.substr(at + 3, source.find("}}}", at) - at - 3));
      EXPECT_TRUE(known.contains(path)) << name << ": " << path;
    }
  }
}

TEST(Templates, TheMessagesThatCodeAsksForAreThere) {
  const auto pages = Pages::load();
  ASSERT_TRUE(pages) << pages.error().message << " " << pages.error().place;
  const auto& english = pages->catalogue("en");
  for (const char* id :
       {"home.title", "documents.title", "reviews.title", "review.title", "states.title",
        "recommendation.title", "search.title", "search.title_of", "compare.title",
        "compare.title_of", "journal.title", "help.title", "about.title", "sign_in.title"}) {
    EXPECT_TRUE(english.has(id)) << id;
  }
  for (const char* kind :
       {"invalid_input", "unauthenticated", "forbidden", "not_found", "method_not_allowed",
        "not_acceptable", "timeout", "conflict", "changed_meanwhile", "too_large",
        "address_too_long", "unsupported", "condition_required", "too_many_requests",
        "header_too_large", "not_implemented", "unavailable", "corrupt", "internal"}) {
    EXPECT_TRUE(english.has("problem." + std::string(kind))) << kind;
  }
}

TEST(Messages, EachLanguageHasTheSameIdsAndArguments) {
  const auto pages = Pages::load();
  ASSERT_TRUE(pages);
  const auto& english = pages->catalogue("en");
  for (const auto language : pages->languages()) {
    const auto& other = pages->catalogue(language);
    EXPECT_EQ(other.ids(), english.ids()) << language;
    for (const auto& id : english.ids()) {
      EXPECT_EQ(other.arguments_of(id), english.arguments_of(id)) << language << " " << id;
    }
  }
}

}  // namespace
}  // namespace comity::http
