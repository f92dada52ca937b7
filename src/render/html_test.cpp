#include "render/html.h"

#include <gtest/gtest.h>

namespace comity::render {
namespace {

model::Paragraph paragraph_of(std::vector<model::Run> runs) {
  model::Paragraph p;
  p.runs = std::move(runs);
  return p;
}

TEST(Html, EscapesEveryCharacterThatMeansSomething) {
  EXPECT_EQ(escape_html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
}

TEST(Html, KeepsItalicAndBold) {
  const auto p =
      paragraph_of({{"Urges", {.italic = true}, ""}, {" all ", {}, ""}, {"X", {.bold = true}, ""}});
  EXPECT_EQ(paragraph_html(p, {}), "<em>Urges</em> all <strong>X</strong>");
}

TEST(Html, LinksMarksToTheirNotesInOrder) {
  auto p = paragraph_of({{"one", {}, ""},
                         {"1", {.superscript = true}, ""},
                         {" two", {}, ""},
                         {"2, *", {.superscript = true}, ""}});
  p.footnotes = {"fn1", "fn2", "fn*"};
  EXPECT_EQ(paragraph_html(p, {.address_of = {}, .anchor = "PP1"}),
            "one<sup><a class=\"mark\" id=\"ref-fn1-PP1\" href=\"#fn1\">1</a></sup> two<sup>"
            "<a class=\"mark\" id=\"ref-fn2-PP1\" href=\"#fn2\">2</a>, "
            "<a class=\"mark\" id=\"ref-fn*-PP1\" href=\"#fn*\">*</a></sup>");
}

TEST(Html, LinksACitationThatSpansStyles) {
  auto p = paragraph_of(
      {{"its resolution ", {}, ""}, {"7", {.italic = true}, ""}, {"4/153, and", {}, ""}});
  p.citations = {{.begin = 4, .end = 21, .text = "resolution 74/153", .target = "A/RES/74/153"}};
  const HtmlContext context{[](const model::Citation&) { return std::string("/d"); }, ""};
  EXPECT_EQ(paragraph_html(p, context),
            "its <a class=\"citation\" href=\"/d\">resolution <em>7</em>4/153</a>, and");
}

TEST(Html, LeavesAnUnresolvedCitationAsText) {
  auto p = paragraph_of({{"see A/1/2 there", {}, ""}});
  p.citations = {{.begin = 4, .end = 9, .text = "A/1/2", .target = "A/1/2"}};
  const HtmlContext context{[](const model::Citation&) { return std::string(); }, ""};
  EXPECT_EQ(paragraph_html(p, context), "see A/1/2 there");
}

}  // namespace
}  // namespace comity::render
