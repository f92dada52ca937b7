// Several people read, code and synthesise the replies to one call.
#include "service/coding/coding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <thread>

#include "base/time_zone.h"
#include "service/coding/synthesis.h"
#include "service/coding/words.h"
#include "service/consultation/consultations.h"
#include "service/test_fixture.h"
#include "support/test_files.h"
#include "support/unzipped.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using testing::HasSubstr;
using testing::Not;

Ask person_with(std::uint64_t id, Role role) {
  Actor actor{base::crockford(id), "P" + std::to_string(id), "", {}};
  actor.roles = {{"home", role}};
  return {actor};
}

class CodingTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "data";
    options.clock = &clock_;
    ASSERT_TRUE(installation_ = opened_with(options));
    CallWish wish;
    wish.title = {{model::Language::en, "Ways and means"}};
    wish.questions = *questions_from_text({{model::Language::en, "What helps?\n\nWhat hinders?"}});
    wish.closes = "2026-12-31T18:00";
    wish.time_zone = "Europe/Zurich";
    wish.ways = {"named"};
    call_ = base::text_at(*write_call(*installation_, editor_, "", wish), "id");
    ASSERT_TRUE(change_call(*installation_, editor_, call_, {CallStep::open, "", 1}));
    first_ =
        replied("Society of Rivers", "NGO", "Open dialogue helps.\nIt must be open, and long.");
    second_ = replied("Lakeland", "State", "Money helps: money first.");
    ASSERT_TRUE(change_call(*installation_, editor_, call_, {CallStep::show, "", 2}));
  }

  std::string replied(const std::string& body, const std::string& kind, const std::string& text) {
    ReplyWish wish;
    wish.way = "named";
    wish.language = "en";
    wish.body = body;
    wish.kind = kind;
    wish.publish = true;
    wish.answers = {{1, text}};
    const auto received = receive_reply(*installation_, public_, call_, wish);
    EXPECT_TRUE(received) << received.error().message;
    receipts_[body] = base::text_at(*received, "receipt");
    return std::string(base::text_at(base::object_at(*received, "reply"), "id"));
  }
  /// A reply in confidence, as it is kept once a named reader has opened it.
  std::string confided(std::uint64_t id, const std::string& text) {
    store::ReplyReceived act;
    act.call = {*base::from_crockford(call_)};
    act.reply = {id};
    act.version = 1;
    act.way = model::Way::confidential;
    act.language = model::Language::en;
    act.received = clock_.now();
    act.receipt = base::sha256("receipt " + std::to_string(id));
    act.digest = base::sha256("digest " + std::to_string(id));
    act.content = model::ReplyContent{
        "Secret Body " + std::to_string(id), model::BodyKind::ngo, false, {{1, text, 0}}, {}};
    const auto read = installation_->store().read();
    EXPECT_TRUE(installation_->store().append({{read->space("home")->id, {}, act}}));
    return base::crockford(id);
  }

  MarkWish marked(const std::string& reply, const std::string& words,
                  std::vector<std::string> codes = {"obstacle"}, std::int64_t paragraph = 1) {
    MarkWish wish;
    wish.reply = reply;
    wish.part = "question 1";
    wish.paragraph = paragraph;
    wish.words = words;
    wish.codes = std::move(codes);
    return wish;
  }
  std::string mark(const Ask& who, const MarkWish& wish) {
    const auto done = mark_passage(*installation_, who, call_, wish);
    EXPECT_TRUE(done) << done.error().message << " " << done.error().place;
    return done ? std::string(base::text_at(base::object_at(*done, "passage"), "id"))
                : std::string();
  }
  std::uint64_t seen_of(const Ask& who, const MarkWish& wish, std::string& id) {
    const auto done = mark_passage(*installation_, who, call_, wish);
    EXPECT_TRUE(done) << done.error().message;
    const auto& passage = base::object_at(*done, "passage");
    id = base::text_at(passage, "id");
    return static_cast<std::uint64_t>(base::integer_at(passage, "seen"));
  }
  JsonObject write(const LineWish& wish) {
    const auto done = write_line(*installation_, editor_, call_, wish);
    EXPECT_TRUE(done) << done.error().message;
    return done ? base::object_at(*done, "line") : JsonObject();
  }
  LineWish line(const std::string& text, std::vector<std::string> passages,
                const std::string& section = "obstacle") {
    return {"", section, 0, text, std::move(passages), {}};
  }
  JsonObject reading(const Ask& who, const std::string& reply) {
    const auto page = passages(*installation_, who, call_, {reply, "", "", 1});
    EXPECT_TRUE(page) << page.error().message;
    return base::array_at(page->body, "reading").at(0).get_object();
  }
  std::size_t marks_seen(const Ask& who, const std::string& reply) {
    std::size_t count = 0;
    const auto read = reading(who, reply);
    for (const auto& each : base::array_at(read, "paragraphs")) {
      count += base::array_at(each.get_object(), "marks").size();
    }
    return count;
  }
  JsonObject synthesised(const SynthesisQuery& query = {}) {
    const auto page = synthesis(*installation_, editor_, call_, query);
    EXPECT_TRUE(page) << page.error().message;
    return page->body;
  }
  void see_all() { ASSERT_TRUE(finish_coding(*installation_, editor_, call_, "")); }

  test::TestFolder folder_;
  base::ManualClock clock_{*base::time_from_local("2026-12-01T09:00", "Europe/Zurich")};
  std::unique_ptr<Installation> installation_;
  std::map<std::string, std::string> receipts_;
  std::string call_;
  std::string first_;
  std::string second_;
  const Ask editor_ = person_with(11, Role::editor);
  const Ask ana_ = person_with(12, Role::reader);
  const Ask ben_ = person_with(13, Role::reader);
  const Ask public_{anyone()};
};

TEST(PlaceOfWords, IsInCodePointsAndTellsWhatIsNotThere) {
  using coding::place_of_words;
  EXPECT_EQ(place_of_words("Der é öffnet  sich", "öffnet sich")->first, 6);
  EXPECT_EQ(place_of_words("Der é öffnet  sich", "öffnet sich")->second, 18);
  EXPECT_EQ(place_of_words("حوار مفتوح", "مفتوح")->first, 5);
  EXPECT_EQ(place_of_words("one two", "three").error().place, "words");
  EXPECT_EQ(place_of_words("one one", "one").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(coding::stretch_of("Der é öffnet", 4, 5), "é");
  EXPECT_EQ(coding::stretch_of("Der", 5, 9), "");
  EXPECT_EQ(coding::points_of("é中"), 2);
}

TEST_F(CodingTest, APassageIsMarkedByItsWordsAndRefusedWithThePlace) {
  const auto id = mark(ana_, marked(first_, "Open dialogue", {"ways_and_means", "obstacle"}));
  const auto read = reading(ana_, first_);
  const auto& paragraph = base::array_at(read, "paragraphs").at(0).get_object();
  EXPECT_EQ(base::text_at(base::array_at(paragraph, "pieces").at(0).get_object(), "text"),
            "Open dialogue");
  EXPECT_EQ(base::text_at(base::array_at(paragraph, "marks").at(0).get_object(), "id"), id);
  const auto refused = [&](const MarkWish& wish) {
    const auto done = mark_passage(*installation_, ana_, call_, wish);
    EXPECT_FALSE(done);
    return done ? std::string() : done.error().place;
  };
  EXPECT_EQ(refused(marked(first_, "no such words")), "words");
  EXPECT_EQ(refused(marked(first_, "", {})), "codes");
  EXPECT_EQ(refused(marked(first_, "", {"nobody's"})), "codes");
  EXPECT_EQ(refused(marked(first_, "", {"obstacle"}, 9)), "paragraph");
  EXPECT_EQ(refused(marked("0000000000001", "x")), "0000000000001");
  EXPECT_EQ(mark_passage(*installation_, public_, call_, marked(first_, "")).error().kind,
            ErrorKind::forbidden);
  EXPECT_EQ(
      mark_passage(*installation_, person_with(14, Role::contributor), call_, marked(first_, ""))
          .error()
          .kind,
      ErrorKind::forbidden);
}

TEST_F(CodingTest, ASecondCoderSeesNothingOfTheFirstBeforeTheyHaveFinished) {
  (void)mark(ana_, marked(first_, "Open dialogue"));
  (void)mark(ana_, marked(first_, "", {"challenge"}, 2));
  EXPECT_EQ(marks_seen(ben_, first_), 0U);
  (void)mark(ben_, marked(first_, "dialogue helps"));
  EXPECT_EQ(marks_seen(ben_, first_), 1U);
  ASSERT_TRUE(finish_coding(*installation_, ben_, call_, first_));
  EXPECT_EQ(marks_seen(ben_, first_), 3U);
  EXPECT_EQ(marks_seen(ana_, first_), 2U) << "who has not finished";
  // What is marked after looking is no part of the agreement.
  (void)mark(ben_, marked(first_, "", {"challenge"}, 2));
  ASSERT_TRUE(finish_coding(*installation_, ana_, call_, first_));
  const auto page = passages(*installation_, ana_, call_, {});
  const auto& pair = base::array_at(page->body, "agreement").at(0).get_object();
  EXPECT_EQ(base::integer_at(pair, "units"), 2);
  for (const auto& each : base::array_at(pair, "codes")) {
    const auto& code = each.get_object();
    if (base::text_at(code, "code") == "obstacle") {
      EXPECT_EQ(base::integer_at(code, "both"), 1);
      EXPECT_EQ(base::integer_at(code, "neither"), 1);
      EXPECT_EQ(base::number_at(code, "kappa"), 1);
    }
    if (base::text_at(code, "code") == "challenge") {
      EXPECT_EQ(base::integer_at(code, "first_only") + base::integer_at(code, "second_only"), 1);
      EXPECT_EQ(base::number_at(code, "kappa"), 0);
    }
  }
}

TEST_F(CodingTest, TwoChangesOfOnePassageAtOnceAreMerged) {
  auto wish = marked(first_, "Open dialogue");
  const auto seen = seen_of(ana_, wish, wish.passage);
  wish.seen = seen;
  wish.codes = {"obstacle", "challenge"};
  (void)mark(ana_, wish);
  wish.codes = {"obstacle", "proposal"};
  const auto merged = mark_passage(*installation_, ana_, call_, wish);
  ASSERT_TRUE(merged) << merged.error().message;
  EXPECT_EQ(base::array_at(base::object_at(*merged, "passage"), "codes").size(), 3U);
  wish.words = "dialogue helps";
  (void)mark(ana_, wish);
  wish.words = "Open";
  EXPECT_EQ(mark_passage(*installation_, ana_, call_, wish).error().kind, ErrorKind::conflict);
  EXPECT_EQ(mark_passage(*installation_, ben_, call_, wish).error().kind, ErrorKind::forbidden);
}

TEST_F(CodingTest, WhyAMarkCannotBeChangedIsTold) {
  auto wish = marked(first_, "Open dialogue");
  wish.seen = seen_of(ana_, wish, wish.passage);
  wish.codes = {"challenge"};
  ASSERT_TRUE(finish_coding(*installation_, ana_, call_, first_));
  const auto changed = mark_passage(*installation_, ana_, call_, wish);
  EXPECT_EQ(changed.error().kind, ErrorKind::conflict);
  EXPECT_THAT(changed.error().message, HasSubstr("finished"));
}

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

TEST_F(CodingTest, CodesOfTheCallAreItsOwn) {
  EXPECT_EQ(write_code(*installation_, ana_, call_, {"lakes", "Lakes", "theme"}).error().kind,
            ErrorKind::forbidden);
  ASSERT_TRUE(write_code(*installation_, editor_, call_, {"lakes", "Lakes", "theme"}));
  EXPECT_EQ(write_code(*installation_, editor_, call_, {"obstacle", "X", "own"}).error().place,
            "code");
  EXPECT_EQ(write_code(*installation_, editor_, call_, {"a b", "X", "own"}).error().place, "code");
  EXPECT_EQ(write_code(*installation_, editor_, call_, {"x", "X", "heading"}).error().place,
            "group");
  (void)mark(ana_, marked(first_, "", {"lakes"}));
  EXPECT_EQ(write_code(*installation_, editor_, call_, {"lakes", "", ""}).error().kind,
            ErrorKind::conflict)
      << "a passage has it";
  ASSERT_TRUE(write_code(*installation_, editor_, call_, {"lakes", "Great lakes", "own"}));
  std::vector<std::thread> editors;
  for (const char* code : {"rivers", "seas", "wells", "rain"}) {
    editors.emplace_back([this, code] {
      EXPECT_TRUE(write_code(*installation_, editor_, call_, {code, "Water", "theme"}));
    });
  }
  for (auto& each : editors) each.join();
  EXPECT_EQ(base::array_at(passages(*installation_, ana_, call_, {})->body, "codes").size(), 9U)
      << "of those added at once one is lost";
  const auto page = passages(*installation_, ana_, call_, {"", "", "lakes", 1});
  EXPECT_EQ(base::array_at(page->body, "replies").size(), 1U);
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

TEST_F(CodingTest, WhoHasNotFinishedIsToldNothingOfOthersByAgreementOrADraft) {
  const auto others = person_with(15, Role::editor);
  ASSERT_TRUE(finish_coding(*installation_, others, call_, ""));
  const auto used = mark(ana_, marked(first_, "It must be open", {"challenge"}, 2));
  (void)mark(ana_, marked(first_, "Open dialogue", {"proposal"}));
  for (const auto& who : {ana_, ben_})
    ASSERT_TRUE(finish_coding(*installation_, who, call_, first_));
  ASSERT_TRUE(write_line(*installation_, others, call_, line("It is hard.", {used})));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {false, true, 0}));
  const auto told = [&](const Ask& who) {
    auto files =
        test_support::unzipped(*report_file(*installation_, who, call_, ReportFormat::docx)->bytes);
    return base::to_text(report(*installation_, who, call_, "")->body) +
           base::to_text(
               base::array_at(passages(*installation_, who, call_, {})->body, "agreement")) +
           files["word/footnotes.xml"] + files["word/document.xml"];
  };
  for (const char* code : {"proposal", "obstacle"}) {
    const auto page = synthesised({"", "unused", code, 1});
    EXPECT_EQ(base::integer_at(base::object_at(page, "coverage"), "hidden"), 1) << code;
  }
  for (const char* secret : {"para. 2", "para. 1", "\"both\":", "Proposals)"}) {
    EXPECT_THAT(told(editor_), Not(HasSubstr(secret)));
    EXPECT_THAT(told(others), HasSubstr(secret));
  }
  EXPECT_THAT(told(editor_), HasSubstr("Reply of Society of Rivers."));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, {}}));
  EXPECT_THAT(told(editor_), HasSubstr("para. 2")) << "everyone reads it now";
}

// Neither body nor kind nor words, and no figure below five, in any face of the report.
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

// Coders and writers at once, each with what they last saw: what was answered as done holds, every
// line stands on passages that are there, and each passage is used, set aside or listed.
TEST_F(CodingTest, RandomConcurrentWorkLosesNoPassageAndLeavesNoLineWithoutSource) {
  see_all();
  constexpr int kCoders = 3;
  constexpr int kSteps = 25;
  std::vector<std::set<std::string>> made(kCoders);
  std::vector<std::set<std::string>> gone(kCoders);
  const auto coder = [&](int who) {
    std::mt19937 random(static_cast<std::uint32_t>(who));
    const auto ask = person_with(20U + static_cast<unsigned>(who), Role::editor);
    auto& mine = made[static_cast<std::size_t>(who)];
    EXPECT_TRUE(finish_coding(*installation_, ask, call_, first_));
    for (int step = 0; step < kSteps; ++step) {
      const auto kind = random() % 4;
      if (kind < 2) {
        auto wish = marked(second_, "");
        wish.begin = static_cast<std::int64_t>(random() % 5);
        wish.end = 6 + static_cast<std::int64_t>(random() % 10);
        const auto done = mark_passage(*installation_, ask, call_, wish);
        ASSERT_TRUE(done) << done.error().message;
        mine.emplace(base::text_at(base::object_at(*done, "passage"), "id"));
      } else if (kind == 2 && !mine.empty()) {
        const auto one = *std::next(mine.begin(), static_cast<long>(random() % mine.size()));
        if (unmark_passage(*installation_, ask, call_, one, {})) {
          gone[static_cast<std::size_t>(who)].insert(one);
        }
      } else if (!mine.empty()) {
        const auto one = *std::next(mine.begin(), static_cast<long>(random() % mine.size()));
        (void)write_line(*installation_, ask, call_, line("Text", {one}));
      }
    }
  };
  std::vector<std::thread> coders;
  for (int who = 0; who < kCoders; ++who) coders.emplace_back(coder, who);
  for (auto& each : coders) each.join();
  std::size_t standing = 0;
  for (int who = 0; who < kCoders; ++who) {
    standing +=
        made[static_cast<std::size_t>(who)].size() - gone[static_cast<std::size_t>(who)].size();
  }
  const auto page = synthesised();
  const auto& coverage = base::object_at(page, "coverage");
  EXPECT_EQ(base::integer_at(coverage, "passages"), static_cast<std::int64_t>(standing));
  EXPECT_EQ(base::integer_at(coverage, "used") + base::integer_at(coverage, "unused"),
            static_cast<std::int64_t>(standing));
  EXPECT_EQ(base::integer_at(page, "broken"), 0);
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

}  // namespace
}  // namespace comity::service
