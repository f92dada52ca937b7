#include <gtest/gtest.h>

#include "search/query/number_range.h"
#include "search/query/query.h"
#include "search/query/query_node.h"

namespace comity::search {
namespace {

const Schema kStateSchema{{{"state", "state"}}};

Query parsed(std::string_view text) {
  auto query = parse_query(text, kStateSchema);
  const auto* error = std::get_if<QueryError>(&query);
  EXPECT_EQ(error, nullptr) << text << ": " << (error == nullptr ? "" : error->message);
  return error == nullptr ? std::get<Query>(std::move(query)) : Query();
}

QueryError refused(std::string_view text) {
  auto query = parse_query(text, kStateSchema);
  const auto* error = std::get_if<QueryError>(&query);
  EXPECT_NE(error, nullptr) << text;
  return error == nullptr ? QueryError{} : *error;
}

TEST(ParseQuery, WhiteTextAsksForEverything) {
  EXPECT_TRUE(parsed("").empty());
  EXPECT_TRUE(parsed(" \t ").empty());
  EXPECT_TRUE(parsed("!?").empty());
}

TEST(ParseQuery, ReadsWordsPhrasesPrefixesAndFields) {
  const auto query = parsed("torture \"death penalty\" discriminat* -prison state:BRA");
  const auto& root = *query.root();
  ASSERT_EQ(root.kind, QueryNode::Kind::conjunction);
  ASSERT_EQ(root.children.size(), 5U);
  EXPECT_EQ(root.children[0].kind, QueryNode::Kind::word);
  EXPECT_EQ(root.children[1].kind, QueryNode::Kind::phrase);
  EXPECT_EQ(root.children[1].terms[1].offset, 1U);
  EXPECT_EQ(root.children[2].kind, QueryNode::Kind::prefix);
  EXPECT_EQ(root.children[3].kind, QueryNode::Kind::negation);
  EXPECT_EQ(root.children[4].facet, "state");
  EXPECT_EQ(root.children[4].value, "BRA");
}

TEST(ParseQuery, OrBindsWeakerThanWordsSideBySide) {
  const auto query = parsed("a1 b1 OR c1");
  ASSERT_EQ(query.root()->kind, QueryNode::Kind::disjunction);
  EXPECT_EQ(query.root()->children[0].kind, QueryNode::Kind::conjunction);
  const auto grouped = parsed("a1 (b1 OR c1)");
  ASSERT_EQ(grouped.root()->kind, QueryNode::Kind::conjunction);
  EXPECT_EQ(grouped.root()->children[1].kind, QueryNode::Kind::disjunction);
}

TEST(ParseQuery, TypographicQuotationMarksAreQuotationMarks) {
  EXPECT_EQ(describe(*parsed("“death penalty”").root()),
            describe(*parsed("\"death penalty\"").root()));
}

TEST(ParseQuery, MarksOfOtherKeyboardsAreThoseOfTheLanguage) {
  const auto same = [](std::string_view typed, std::string_view meant) {
    EXPECT_EQ(describe(*parsed(typed).root()), describe(*parsed(meant).root())) << typed;
  };
  same("儿童、难民", "儿童 难民");
  same("儿童（难民 OR 妇女）", "儿童 (难民 OR 妇女)");
  same("「儿童」", "\"儿童\"");
  same("state：BRA", "state:BRA");
  same("الأطفال، المرأة", "الأطفال المرأة");
  same("children −torture", "children -torture");
  same("children –torture", "children -torture");
  same("children NOT torture", "children -torture");
  same("well–being", "well-being");
}

TEST(ParseQuery, AFieldOfSeveralThingsIsRefusedAndNeverLeftOut) {
  for (const auto* text : {"title:(torture)", "-title:(torture)", "children -text:(a1 OR b1)"}) {
    EXPECT_EQ(refused(text).message, "a field takes one word or a \"phrase\"") << text;
  }
  EXPECT_EQ(refused("-title:(torture)").position, 7U);
}

TEST(ParseQuery, AValueMayBeTypedAsItIsMeant) {
  Schema schema = kStateSchema;
  schema.fields[0].meant = [](std::string_view typed) {
    return typed == "Brazil" ? std::string("BRA") : std::string(typed);
  };
  const auto value = [&](std::string_view text) {
    return std::get<Query>(parse_query(text, schema)).root()->value;
  };
  EXPECT_EQ(value("state:Brazil"), "BRA");
  EXPECT_EQ(value("state:BRA"), "BRA");
}

TEST(ParseQuery, AValueThatIsNotOfAClosedListIsAnErrorThatNamesTheList) {
  const std::vector<std::string> values = {"supported", "noted", "pending"};
  Schema schema = kStateSchema;
  schema.fields[0].values = values;
  schema.fields[0].value_too = [](std::string_view text) { return text == "other"; };
  schema.fields[0].perhaps = [](std::string_view text) {
    return text == "accepted" ? std::string("supported") : std::string();
  };
  const auto error = [&](std::string_view text) {
    const auto read = parse_query(text, schema);
    return std::holds_alternative<QueryError>(read) ? std::get<QueryError>(read) : QueryError();
  };
  const auto refusal = error("вода -state:accepted rights");
  EXPECT_EQ(refusal.position, 12U);
  EXPECT_EQ(refusal.length, 8U);
  EXPECT_EQ(refusal.message,
            "state has no value \"accepted\"; there are supported, noted, pending; "
            "\"supported\" was probably meant");
  EXPECT_EQ(refusal.values, values);
  EXPECT_EQ(error("state:suported").perhaps, "supported");
  EXPECT_EQ(error("state:pen").perhaps, "pending");
  EXPECT_EQ(error("state:xyz").message,
            "state has no value \"xyz\"; there are supported, noted, pending");
  for (const auto* text : {"state:Supported", "state:\"noted\"", "state:other", "state:1..2"}) {
    EXPECT_EQ(error(text).message, "") << text;
  }
}

TEST(ParseQuery, ASymbolIsOneWordAndACompoundAPhrase) {
  EXPECT_EQ(parsed("A/HRC/21/11").root()->terms.at(0).form, "a/hrc/21/11");
  EXPECT_EQ(parsed("A/HRC/21/11").root()->kind, QueryNode::Kind::word);
  EXPECT_EQ(parsed("death-penalty").root()->kind, QueryNode::Kind::phrase);
}

TEST(ParseQuery, FunctionWordsNeedNotBeFoundUnlessTheyAreAllThatIsAsked) {
  EXPECT_EQ(parsed("rights of the child").root()->children.size(), 2U);
  EXPECT_EQ(parsed("the").root()->kind, QueryNode::Kind::word);
  EXPECT_EQ(parsed("son preference").root()->children.size(), 2U);
}

TEST(ParseQuery, ErrorsPointAtTheCharacter) {
  EXPECT_EQ(refused("prison \"reform").position, 7U);
  EXPECT_EQ(refused("prison (reform").position, 7U);
  EXPECT_EQ(refused("prison) reform").position, 6U);
  EXPECT_EQ(refused("прав OR").position, 5U);
  EXPECT_EQ(refused("OR rights").position, 0U);
  EXPECT_EQ(refused("x*").position, 0U);
  const auto unknown = refused("rights colour:red");
  EXPECT_EQ(unknown.position, 7U);
  EXPECT_EQ(unknown.length, 6U);
  EXPECT_NE(unknown.message.find("state"), std::string::npos);
}

TEST(ParseQuery, ErrorsHaveACodeForWhoSpeaksAnotherLanguage) {
  const auto code = [](std::string_view text) { return name_of(refused(text).fault); };
  EXPECT_EQ(code("prison \"reform"), "quotation_not_closed");
  EXPECT_EQ(code("prison (reform"), "not_closed");
  EXPECT_EQ(code("prison) reform"), "not_opened");
  EXPECT_EQ(code("rights OR"), "alone_or");
  EXPECT_EQ(code("x*"), "short_prefix");
  EXPECT_EQ(code("title:(torture)"), "several_of_field");
  EXPECT_EQ(code("state:9..2"), "backward_range");
  EXPECT_EQ(code("state:\"\""), "value_missing");
  EXPECT_EQ(code(std::string(5000, 'a')), "too_long");
  EXPECT_EQ(code(std::string(100, '(') + "a1" + std::string(100, ')')), "too_deep");
  const auto unknown = refused("rights stat:red");
  EXPECT_EQ(name_of(unknown.fault), "unknown_field");
  EXPECT_EQ(unknown.value, "stat");
  EXPECT_EQ(unknown.perhaps, "state");
  EXPECT_EQ(unknown.values.back(), "state");
}

TEST(ParseQuery, DepthAndLengthAreLimited) {
  refused(std::string(100, '(') + "a1" + std::string(100, ')'));
  refused(std::string(5000, 'a'));
}

TEST(Highlight, MarksFormsPhrasesAndPrefixesButNothingElse) {
  const auto marked = [](std::string_view question, std::string_view text) {
    std::string all;
    for (const auto& range : highlight(parsed(question), text, model::Language::en)) {
      all += "[" + std::string(text.substr(range.begin, range.end - range.begin)) + "]";
    }
    return all;
  };
  EXPECT_EQ(marked("abolish", "Abolishing and abolished things"), "[Abolishing][abolished]");
  EXPECT_EQ(marked("\"death penalty\"", "penalty, death penalty"), "[death penalty]");
  EXPECT_EQ(marked("prison*", "Prisons and imprisonment"), "[Prisons]");
  EXPECT_EQ(marked("state:BRA", "BRA state"), "");
  EXPECT_EQ(marked("-prison", "prison"), "");
}

TEST(Snippet, ShowsTheThickestPartAndSaysWhatWasLeftOut) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "filler words stand here ";
  text += "the death penalty was abolished";
  const auto ranges = highlight(parsed("\"death penalty\""), text, model::Language::en);
  const auto pieces = snippet(text, ranges, 80);
  ASSERT_GE(pieces.size(), 3U);
  EXPECT_EQ(pieces.front().kind, SnippetPiece::Kind::gap);
  bool marked = false;
  std::size_t length = 0;
  for (const auto& piece : pieces) {
    marked = marked || (piece.kind == SnippetPiece::Kind::marked && piece.text == "death penalty");
    length += piece.text.size();
  }
  EXPECT_TRUE(marked);
  EXPECT_LT(length, 160U);
}

TEST(ParseQuery, ReadsRangesOfNumbers) {
  EXPECT_EQ(parsed("state:2008..2014").root()->value, "2008..2014");
  EXPECT_EQ(number_range_from("2008..")->first, 2008U);
  EXPECT_TRUE(number_range_from("..2014")->has(0));
  EXPECT_FALSE(number_range_from(".."));
  EXPECT_FALSE(number_range_from("2008..x"));
  EXPECT_FALSE(number_range_from("-1..4"));
  EXPECT_FALSE(number_range_from("2014"));
  const auto error = refused("water state:2014..2008");
  EXPECT_EQ(error.position, 12U);
  EXPECT_EQ(error.length, 10U);
}

TEST(AsksFacet, ButNotWithAMinus) {
  const auto asks = [](std::string_view text) {
    const auto parsed = parse_query(text, {{{"work", "work"}, {"by", "by"}}});
    return asks_facet(std::get<Query>(parsed), "work");
  };
  EXPECT_TRUE(asks("water work:A"));
  EXPECT_TRUE(asks("water OR (rivers by:FRA work:A)"));
  EXPECT_FALSE(asks("water by:FRA"));
  EXPECT_FALSE(asks("water -work:A"));
  EXPECT_FALSE(asks("work"));
  EXPECT_FALSE(asks(""));
}

}  // namespace
}  // namespace comity::search
