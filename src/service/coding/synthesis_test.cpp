// What is written from coded replies, and what of it is shown to whom.
#include "service/coding/synthesis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/coding/coding_fixture.h"
#include "service/coding/words.h"
#include "service/consultation/parts.h"
#include "support/unzipped.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonObject;
using testing::HasSubstr;
using testing::Not;

TEST_F(CodingTest, ALineStandsOnPassagesAndWhatNoLineUsesIsListed) {
  see_all();
  const auto used = mark(ana_, marked(first_, "Open dialogue helps."));
  const auto within = mark(ben_, marked(first_, "dialogue"));
  const auto left = mark(ben_, marked(second_, "Money helps"));
  EXPECT_EQ(write_line(*installation_, editor_, call_, line("Text", {})).error().place, "passages");
  EXPECT_EQ(
      write_line(*installation_, editor_, call_, line("Text", {"0000000000001"})).error().kind,
      ErrorKind::not_found);
  EXPECT_EQ(
      write_line(*installation_, editor_, call_, line("Text", {used}, "nowhere")).error().place,
      "section");
  EXPECT_EQ(write_line(*installation_, ana_, call_, line("Text", {used})).error().kind,
            ErrorKind::forbidden);
  const auto written = write(line("Dialogue helps.", {used}));
  EXPECT_EQ(base::text_at(written, "sources"), "One non-governmental organization");
  auto page = synthesised();
  EXPECT_EQ(base::integer_at(base::object_at(page, "coverage"), "used"), 2) << within;
  ASSERT_EQ(base::array_at(page, "listed").size(), 1U);
  const auto& listed = base::array_at(page, "listed").at(0).get_object();
  EXPECT_EQ(base::text_at(listed, "id"), left);
  EXPECT_EQ(base::text_at(listed, "words"), "Money helps");
  ASSERT_TRUE(set_passage_aside(*installation_, editor_, call_, left, "of another matter", 0));
  EXPECT_EQ(
      set_passage_aside(*installation_, editor_, call_, left, "said elsewhere", 0).error().kind,
      ErrorKind::conflict)
      << "the first reason is lost";
  page = synthesised({"", "set_aside", "", 1});
  EXPECT_EQ(base::text_at(base::array_at(page, "listed").at(0).get_object(), "reason"),
            "of another matter");
  EXPECT_EQ(unmark_passage(*installation_, ana_, call_, used, {}).error().kind, ErrorKind::conflict)
      << "a line stands on it";
}

TEST_F(CodingTest, TwoWritersOfOneLineLoseNothing) {
  see_all();
  const auto one = mark(ana_, marked(first_, "Open dialogue helps."));
  const auto two = mark(ana_, marked(second_, "Money helps"));
  const auto three = mark(ana_, marked(second_, "money first"));
  const auto written = write(line("Old", {one}));
  LineWish mine{std::string(base::text_at(written, "id")),
                "obstacle",
                0,
                "Old",
                {one, two},
                static_cast<std::uint64_t>(base::integer_at(written, "seen"))};
  auto theirs = mine;
  theirs.text = "New";
  theirs.passages = {one, three};
  (void)write(mine);
  const auto merged = write(theirs);
  EXPECT_EQ(base::text_at(merged, "text"), "New");
  EXPECT_EQ(base::integer_at(merged, "passage_count"), 3);
  theirs.text = "Newer";
  EXPECT_EQ(write_line(*installation_, editor_, call_, theirs).error().kind, ErrorKind::conflict);
}

TEST_F(CodingTest, WhatItsWriterIsNotShownStaysInALine) {
  const auto seen_of_line = [](const JsonObject& line) {
    return static_cast<std::uint64_t>(base::integer_at(line, "seen"));
  };
  const auto other = person_with(15, Role::editor);
  ASSERT_TRUE(finish_coding(*installation_, other, call_, ""));
  ASSERT_TRUE(finish_coding(*installation_, editor_, call_, second_));
  const auto hidden = mark(ana_, marked(first_, "Open dialogue"));
  const auto shown = mark(ana_, marked(second_, "Money helps"));
  const auto more = mark(ana_, marked(second_, "money first"));
  const auto both = write_line(*installation_, other, call_, line("Tpyo", {hidden, shown, more}));
  const auto alone = write_line(*installation_, other, call_, line("Tpyo", {hidden}));
  ASSERT_TRUE(both && alone);
  auto wish = line("Text", {shown});
  wish.line = base::text_at(base::object_at(*both, "line"), "id");
  wish.seen = seen_of_line(base::object_at(*both, "line"));
  EXPECT_EQ(base::integer_at(write(wish), "passage_count"), 2) << "one was taken out";
  wish = line("Text", {});
  wish.line = base::text_at(base::object_at(*alone, "line"), "id");
  wish.seen = seen_of_line(base::object_at(*alone, "line"));
  const auto written = write(wish);
  EXPECT_EQ(base::integer_at(written, "passage_count"), 1);
  see_all();
  wish.seen = seen_of_line(written);
  EXPECT_EQ(write_line(*installation_, editor_, call_, wish).error().place, "passages")
      << "now they take it out";
}

TEST_F(CodingTest, TheReportIsSeenWhenItIsPublishedAndOpensItsPassages) {
  see_all();
  const auto one = mark(ana_, marked(first_, "Open dialogue"));
  const auto two = mark(ana_, marked(second_, "Money helps", {"obstacle"}));
  (void)mark(ben_, marked(second_, "money first", {"proposal"}));
  const auto written = write(line("Dialogue and money help.", {one, two}, "ways_and_means"));
  (void)write(line("In short, both help.", {one}, "summary"));
  EXPECT_EQ(report(*installation_, public_, call_, "").error().kind, ErrorKind::not_found);
  ASSERT_TRUE(report(*installation_, editor_, call_, ""));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, 0}));
  const auto shown = report(*installation_, public_, call_, base::text_at(written, "id"));
  ASSERT_TRUE(shown) << shown.error().message;
  const auto text = base::to_text(shown->body);
  EXPECT_THAT(text, HasSubstr("One State and one non-governmental organization"));
  EXPECT_THAT(text, HasSubstr("\"words\":\"Open dialogue\""));
  EXPECT_THAT(text, HasSubstr("\"words\":\"money first\"")) << "of the annex";
  EXPECT_TRUE(
      base::truth_at(consultation(*installation_, public_, call_)->body, "report_published"));

  auto arabic = public_;
  arabic.language = model::Language::ar;
  const auto turned = report(*installation_, arabic, call_, "");
  ASSERT_TRUE(turned);
  EXPECT_THAT(base::to_text(turned->body), HasSubstr("رد \u2068Lakeland\u2069، السؤال 1"));

  const auto docx = report_file(*installation_, public_, call_, ReportFormat::docx);
  ASSERT_TRUE(docx) << docx.error().message;
  auto files = test_support::unzipped(*docx->bytes);
  EXPECT_THAT(files["word/document.xml"], HasSubstr("Dialogue and money help."));
  EXPECT_THAT(files["word/footnotes.xml"],
              HasSubstr("Reply of Lakeland, question 1, para. 1; reply of Society of Rivers, "
                        "question 1, para. 1."));
  const auto csv = report_file(*installation_, public_, call_, ReportFormat::csv);
  EXPECT_THAT(*csv->bytes, HasSubstr("Open dialogue"));
  const auto rows = report_file(*installation_, public_, call_, ReportFormat::ndjson);
  EXPECT_THAT(*rows->bytes, HasSubstr("\"body\":\"Lakeland\""));
}

TEST_F(CodingTest, ABodyThatRepliesSeveralTimesCountsOnce) {
  see_all();
  const auto again = replied("lakeland ", "State", "Money helps again.");
  const auto once_more = replied("LAKELAND", "State", "And again money.");
  const auto written = write(line("Money helps.", {mark(ana_, marked(second_, "Money helps")),
                                                   mark(ana_, marked(again, "Money helps")),
                                                   mark(ana_, marked(once_more, "money"))}));
  EXPECT_EQ(base::text_at(written, "sources"), "One State");
  EXPECT_EQ(base::text_at(written, "figures"), "States: 1");
  const auto shown = report(*installation_, editor_, call_, "");
  ASSERT_TRUE(shown);
  EXPECT_THAT(base::to_text(shown->body), HasSubstr("Named bodies that replied: 2 ("));
  const auto& listed = base::array_at(shown->body, "contributors");
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(base::array_at(listed.at(0).get_object(), "more").size(), 0U);
  EXPECT_EQ(base::array_at(listed.at(1).get_object(), "more").size(), 2U);
}

TEST_F(CodingTest, ALineOfWithdrawnRepliesLeavesNoHeadingAndNoWords) {
  see_all();
  const auto one = mark(ana_, marked(first_, "Open dialogue"));
  const auto two = mark(ana_, marked(second_, "Money helps"));
  (void)write(line("Money helps.", {two}));
  const auto words = [&] {
    return base::integer_at(report(*installation_, editor_, call_, "")->body, "word_count");
  };
  const auto before = words();
  (void)write(line("我们需要对话。Dialogue helps.", {one}, "proposal"));
  EXPECT_EQ(words(), before + 8) << "each character of Chinese is a word";
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, false, 0}));
  ASSERT_TRUE(
      withdraw_reply(*installation_, public_, {receipts_["Society of Rivers"], "203.0.113.0/24"}));
  const auto shown = report(*installation_, public_, call_, "");
  ASSERT_TRUE(shown);
  EXPECT_EQ(base::array_at(shown->body, "sections").size(), 1U);
  EXPECT_LT(words(), before + 8);
  EXPECT_THAT(base::to_text(synthesised()), HasSubstr("Dialogue helps.")) << "for its writers";
}

TEST_F(CodingTest, WhatIsSetAsideIsListedWithItsReasonAndAPlaceCountsOnce) {
  see_all();
  const auto used = mark(ana_, marked(first_, "Open dialogue"));
  (void)mark(ben_, marked(first_, "Open dialogue"));
  const auto aside = mark(ana_, marked(second_, "Money helps"));
  (void)mark(ben_, marked(second_, "Money helps"));
  (void)write(line("Dialogue helps.", {used}));
  ASSERT_TRUE(set_passage_aside(*installation_, editor_, call_, aside, "of another matter", 0));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, 0}));
  const auto shown = report(*installation_, public_, call_, "");
  ASSERT_TRUE(shown);
  EXPECT_THAT(base::to_text(shown->body),
              HasSubstr("Passages coded in named replies: 2; used: 1; set aside with a reason: 1; "
                        "not used: 0."));
  const auto& listed = base::array_at(shown->body, "set_aside");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(base::text_at(listed.at(0).get_object(), "reason"), "of another matter");
  for (const auto format : {ReportFormat::csv, ReportFormat::ndjson}) {
    EXPECT_THAT(*report_file(*installation_, public_, call_, format)->bytes,
                HasSubstr("of another matter"));
  }
  auto files = test_support::unzipped(
      *report_file(*installation_, public_, call_, ReportFormat::docx)->bytes);
  EXPECT_THAT(files["word/document.xml"], HasSubstr("of another matter"));
  EXPECT_THAT(files["word/document.xml"], Not(HasSubstr("passages that are not used")));
}

TEST_F(CodingTest, WhoIsNotNamedIsToldByNothing) {
  see_all();
  std::vector<std::string> marks;
  for (std::uint64_t id = 101; id <= 104; ++id) {
    marks.push_back(
        mark(ana_, marked(confided(id, "Fear hinders " + std::to_string(id) + "."), "")));
  }
  marks.push_back(mark(ana_, marked(second_, "Money helps")));
  const auto answer =
      mark_passage(*installation_, ana_, call_, marked(base::crockford(101), "hinders"));
  EXPECT_THAT(base::to_text(*answer), Not(HasSubstr("hinders"))) << "answers are kept for keys";
  ASSERT_TRUE(unmark_passage(*installation_, ana_, call_,
                             std::string(base::text_at(base::object_at(*answer, "passage"), "id")),
                             {}));
  const auto written = write(line("It is hard.", marks));
  EXPECT_EQ(base::text_at(written, "figures"), "States: 1, contributors who are not named");
  (void)mark(ana_, marked(confided(105, "Unused."), ""));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, 0}));
  for (const auto& who : {public_, editor_}) {
    const auto shown = report(*installation_, who, call_, base::text_at(written, "id"));
    ASSERT_TRUE(shown);
    const auto text = base::to_text(shown->body);
    for (const char* secret : {"Secret Body", "Fear hinders", "Unused", "000000000035"}) {
      EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
    for (const auto format : {ReportFormat::csv, ReportFormat::ndjson}) {
      EXPECT_THAT(*report_file(*installation_, who, call_, format)->bytes,
                  Not(HasSubstr("Secret Body")));
    }
    auto files =
        test_support::unzipped(*report_file(*installation_, who, call_, ReportFormat::docx)->bytes);
    for (const auto& [name, content] : files) EXPECT_THAT(content, Not(HasSubstr("Secret Body")));
    EXPECT_THAT(files["word/footnotes.xml"], HasSubstr("contributors who are not named"));
  }
  EXPECT_EQ(
      base::text_at(
          base::array_at(reading(ana_, base::crockford(101)), "paragraphs").at(0).get_object(),
          "text"),
      "Fear hinders 101.")
      << "readers of submissions read it";
}

TEST_F(CodingTest, NeitherPassagesNorWithdrawalsOfWhoIsNotNamedAreCounted) {
  see_all();
  const auto named = mark(ana_, marked(second_, "Money helps"));
  const auto told = [&] {
    auto body = report(*installation_, public_, call_, "")->body;
    body.erase("at");
    return base::to_text(body);
  };
  const auto other = mark(ana_, marked(confided(101, "Fear hinders."), ""));
  (void)write(line("Money helps.", {named}));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, false, 0}));
  const auto before = told();
  EXPECT_THAT(before, HasSubstr("Passages coded in named replies: 1; used: 1;"));
  EXPECT_THAT(before, HasSubstr("Confidential replies: fewer than five"));
  EXPECT_THAT(before, Not(HasSubstr("lost_count")));
  ASSERT_TRUE(unmark_passage(*installation_, ana_, call_, other, {}));
  EXPECT_EQ(told(), before);
}

TEST_F(CodingTest, NoReplyInConfidenceIsToldAsFewAreWhereTheCallTakesSome) {
  CallWish wish;
  wish.title = {{model::Language::en, "In confidence"}};
  wish.questions = *questions_from_text({{model::Language::en, "What helps?"}});
  wish.closes = "2026-12-31T18:00";
  wish.ways = {"named", "confidential"};
  const auto call = write_call(*installation_, editor_, "", wish);
  ASSERT_TRUE(call) << call.error().message;
  const auto shown = report(*installation_, editor_, base::text_at(*call, "id"), "");
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_THAT(base::to_text(shown->body),
              HasSubstr("Confidential replies: fewer than five, or not shown beside such; "
                        "anonymous replies: 0."));
}

TEST_F(CodingTest, AWithdrawnReplyTakesItsPassagesAndItsLinesSaySo) {
  see_all();
  const auto one = mark(ana_, marked(first_, "Open dialogue"));
  const auto two = mark(ana_, marked(second_, "Money helps"));
  const auto both = write(line("Both help.", {one, two}));
  const auto alone = write(line("Dialogue helps.", {one}));
  ASSERT_TRUE(
      withdraw_reply(*installation_, public_, {receipts_["Society of Rivers"], "203.0.113.0/24"}));
  const auto page = synthesised();
  EXPECT_EQ(base::integer_at(page, "broken"), 2);
  const auto text = base::to_text(page);
  EXPECT_THAT(text, HasSubstr("\"stands\":false"));
  EXPECT_EQ(publish_report(*installation_, editor_, call_, {true, false, 0}).error().kind,
            ErrorKind::conflict);
  (void)write({std::string(base::text_at(both, "id")),
               "obstacle",
               0,
               "Money helps.",
               {two},
               static_cast<std::uint64_t>(base::integer_at(both, "seen"))});
  ASSERT_TRUE(
      remove_line(*installation_, editor_, call_, std::string(base::text_at(alone, "id")), {}));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, false, 0}));
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(CodingTest, NothingStandsOnWhatItsBodyHasTakenBackByACorrection) {
  see_all();
  const auto one = mark(ana_, marked(first_, "Open dialogue"));
  const auto two = mark(ana_, marked(second_, "Money helps"));
  const auto both = write(line("Both help.", {one, two}));
  (void)write(line("Dialogue helps.", {one}));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, 0}));
  ReplyWish wish;
  wish.language = "en";
  wish.body = "Society of Rivers";
  wish.kind = "NGO";
  wish.publish = true;
  wish.answers = {{1, "We do not say so any more."}};
  ASSERT_TRUE(correct_reply(*installation_, public_,
                            {receipts_["Society of Rivers"], "203.0.113.0/24"}, wish));
  auto page = synthesised({"", "stale", "", 1});
  EXPECT_EQ(base::integer_at(page, "broken"), 2);
  const auto& coverage = base::object_at(page, "coverage");
  EXPECT_EQ(base::integer_at(coverage, "stale"), 1);
  EXPECT_EQ(base::integer_at(coverage, "used"), 1);
  EXPECT_EQ(base::integer_at(coverage, "unused"), 0);
  EXPECT_EQ(base::text_at(base::array_at(page, "listed").at(0).get_object(), "id"), one);
  const auto shown = base::to_text(report(*installation_, public_, call_, "")->body);
  EXPECT_THAT(shown, HasSubstr("Both help."));
  EXPECT_THAT(shown, HasSubstr("\"sources\":\"One State\"")) << "the other says it no more";
  EXPECT_THAT(shown, Not(HasSubstr("Dialogue helps."))) << "it stands on nothing";
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {false, true, {}}));
  EXPECT_EQ(publish_report(*installation_, editor_, call_, {true, true, {}}).error().kind,
            ErrorKind::conflict);
  EXPECT_EQ(write_line(*installation_, editor_, call_, line("Again.", {one})).error().kind,
            ErrorKind::conflict);
  auto anew = line("Money helps.", {two});
  anew.line = base::text_at(both, "id");
  (void)write(anew);
  page = synthesised();
  EXPECT_EQ(base::integer_at(page, "broken"), 1);
}

TEST(DirectionOfText, IsThatOfMostLettersWhateverStandsFirst) {
  EXPECT_EQ(calling::direction_of_text("A/HRC/21/11 يطلب إلى الدول التعاون"), "rtl");
  EXPECT_EQ(calling::direction_of_text("(التعاون): a word of another script"), "ltr");
  EXPECT_EQ(calling::direction_of_text("对话、合作 – диалог"), "ltr");
  EXPECT_EQ(calling::direction_of_text("119.1"), "ltr");
}

}  // namespace
}  // namespace comity::service
