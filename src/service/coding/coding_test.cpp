// Several people read and code the replies to one call.
#include "service/coding/coding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <thread>

#include "service/coding/coding_fixture.h"
#include "service/coding/words.h"
#include "support/unzipped.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

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

class CodedVersionsTest : public CodingTest {
 protected:
  /// The contributor of the first reply sends another version, of as many paragraphs.
  void corrected() {
    ReplyWish wish;
    wish.language = "en";
    wish.body = "Society of Rivers";
    wish.kind = "NGO";
    wish.answers = {{1, "Money alone helps.\nThere must be more, and soon."}};
    ASSERT_TRUE(
        correct_reply(*installation_, public_, {receipts_["Society of Rivers"], "net"}, wish));
  }
  void finish(const Ask& who) { ASSERT_TRUE(finish_coding(*installation_, who, call_, first_)); }
  base::JsonArray agreement() {
    return base::array_at(passages(*installation_, ana_, call_, {})->body, "agreement");
  }
};

TEST_F(CodedVersionsTest, WhoReadAnotherVersionIsComparedWithNobody) {
  (void)mark(ana_, marked(first_, "Open dialogue"));
  finish(ana_);
  corrected();
  (void)mark(ben_, marked(first_, "Money alone"));
  finish(ben_);
  EXPECT_TRUE(agreement().empty());
}

TEST_F(CodedVersionsTest, MarksOfAnEarlierVersionCountInNoAgreement) {
  (void)mark(ana_, marked(first_, "Open dialogue"));
  corrected();
  (void)mark(ana_, marked(first_, "There must be more", {"obstacle"}, 2));
  (void)mark(ben_, marked(first_, "There must be more", {"obstacle"}, 2));
  finish(ana_);
  finish(ben_);
  const auto pairs = agreement();
  ASSERT_EQ(pairs.size(), 1U);
  const auto& pair = pairs.at(0).get_object();
  EXPECT_EQ(base::integer_at(pair, "units"), 2);
  for (const auto& each : base::array_at(pair, "codes")) {
    const auto& code = each.get_object();
    if (base::text_at(code, "code") != "obstacle") continue;
    EXPECT_EQ(base::integer_at(code, "both"), 1);
    EXPECT_EQ(base::integer_at(code, "neither"), 1);
  }
}

TEST_F(CodedVersionsTest, WhoHadFinishedCodesANewVersionBlindAndFinishesIt) {
  (void)mark(ana_, marked(first_, "Open dialogue"));
  (void)mark(ben_, marked(first_, "Open dialogue", {"challenge"}));
  finish(ana_);
  finish(ben_);
  ASSERT_EQ(agreement().size(), 1U);
  corrected();
  EXPECT_TRUE(agreement().empty()) << "of words that nobody stands by any more";
  (void)mark(ben_, marked(first_, "Money alone"));
  EXPECT_EQ(marks_seen(ana_, first_), 0U);
  EXPECT_FALSE(base::truth_at(reading(ana_, first_), "finished"));
  auto own = marked(first_, "Money alone");
  own.seen = seen_of(ana_, own, own.passage);
  own.codes = {"challenge"};
  EXPECT_TRUE(mark_passage(*installation_, ana_, call_, own)) << "they have not finished with it";
  finish(ana_);
  EXPECT_TRUE(base::truth_at(reading(ana_, first_), "finished"));
  EXPECT_EQ(marks_seen(ana_, first_), 2U);
  finish(ben_);
  ASSERT_EQ(agreement().size(), 1U);
  EXPECT_EQ(base::integer_at(agreement().at(0).get_object(), "units"), 2);
}

TEST_F(CodedVersionsTest, WhoHadSeenTheOthersMarksIsComparedWithNobody) {
  (void)mark(ana_, marked(first_, "Open dialogue"));
  finish(ana_);
  ASSERT_TRUE(finish_coding(*installation_, ben_, call_, ""));
  (void)mark(ben_, marked(first_, "Open dialogue"));
  finish(ben_);
  EXPECT_TRUE(agreement().empty()) << "of a copy";
  const auto late = person_with(16, Role::reader);
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, 0}));
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {false, true, {}}));
  (void)mark(late, marked(first_, "Open dialogue"));
  finish(late);
  EXPECT_TRUE(agreement().empty()) << "the report was public in between";
}

TEST_F(CodedVersionsTest, WhoSeesAllAfterTheyFinishedIsComparedStill) {
  for (const auto& who : {ana_, ben_}) {
    (void)mark(who, marked(first_, "Open dialogue"));
    finish(who);
    ASSERT_TRUE(finish_coding(*installation_, who, call_, ""));
  }
  ASSERT_TRUE(publish_report(*installation_, editor_, call_, {true, true, 0}));
  EXPECT_EQ(agreement().size(), 1U);
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
