// Replies to a call: what is one, what of it is shown, and what the public is told.
#include "service/consultation/consultations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/hash.h"
#include "base/time_zone.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations_fixture.h"
#include "service/consultation/reply_texts.h"
#include "service/documents/documents.h"
#include "service/journal.h"
#include "service/test_fixture.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using calls_fixture::kContributorNetwork;
using testing::HasSubstr;

class RepliesTest : public calls_fixture::ConsultationsTest {};

TEST_F(RepliesTest, WhatIsNoReplyIsRefusedWithThePlace) {
  const auto id = opened();
  const auto refusal = [&](auto change) {
    auto wish = answered();
    change(wish);
    const auto received = receive(id, wish);
    return received ? base::Error{} : received.error();
  };
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.answers.clear(); }).place, "answers");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.answers.erase(1); }).place, "answer.1");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.answers[2] = "3"; }).place, "answer.2");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.answers[9] = "?"; }).place, "answer.9");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.body = " "; }).place, "body");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.kind = ""; }).place, "kind");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.way = "anonymous"; }).place, "way");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.language = "de"; }).place, "language");
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.receipt = "ABCDE"; }).place, "receipt");
  EXPECT_EQ(refusal([](ReplyWish& wish) {
              wish.answers[1] = std::string(kMostAnswerBytes + 1, 'a');
            }).kind,
            ErrorKind::too_large);
  EXPECT_EQ(refusal([](ReplyWish& wish) {
              wish.files.push_back({0, "a.txt", std::string(kMostReplyFileBytes + 1, 'a')});
            }).kind,
            ErrorKind::too_large);
  EXPECT_EQ(refusal([](ReplyWish& wish) {
              for (std::size_t i = 0; i <= kMostReplyFiles; ++i) {
                wish.files.push_back({0, "a.txt", "text"});
              }
            }).kind,
            ErrorKind::too_large);
  EXPECT_EQ(refusal([](ReplyWish& wish) { wish.files = {{1, "a.txt", "text"}}; }).place,
            "file a.txt");
  EXPECT_EQ(count_of_replies(id, owner_), 0);
}

TEST_F(RepliesTest, FilesAreReadIntoParagraphsAndWhatCannotBeIsToldAndKept) {
  const auto id = opened();
  auto wish = answered();
  wish.files = {{3, "ours.txt", "First paragraph of ours.\n\nSecond paragraph of ours.\n"},
                {0, "broken.pdf", "%PDF-1.7 nothing that a reader knows"}};
  const auto received = receive(id, wish);
  ASSERT_TRUE(received) << received.error().message;
  const auto& parts = base::array_at(base::object_at(*received, "reply"), "parts");
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(base::text_at(parts[2].as_object(), "problem"), "");
  // Whoever sent a file has it; its paragraphs are read below.
  EXPECT_TRUE(base::array_at(parts[2].as_object(), "paragraphs").empty());
  EXPECT_NE(base::text_at(parts[3].as_object(), "problem"), "");
  const auto texts = reply_texts(*installation_, owner_.actor, id);
  ASSERT_TRUE(texts);
  ASSERT_EQ(texts->size(), 1U);
  const auto& paragraphs = texts->front().paragraphs;
  ASSERT_EQ(paragraphs.size(), 5U);
  EXPECT_EQ(paragraphs[2].text, "Deux") << "a choice in the reply's language";
  EXPECT_EQ(paragraphs[4].part, "file 1");
  EXPECT_EQ(paragraphs[4].number, 2);
  const std::string reply_id(base::text_at(base::object_at(*received, "reply"), "id"));
  EXPECT_EQ(*reply_file(*installation_, owner_, id, reply_id, 1)->bytes, wish.files[0].bytes);
  EXPECT_EQ(reply_file(*installation_, owner_, id, reply_id, 2)->media_type,
            "application/octet-stream");
  EXPECT_FALSE(reply_file(*installation_, owner_, id, reply_id, 3));
  EXPECT_FALSE(reply_file(*installation_, public_, id, reply_id, 1));
  // One file goes, another comes.
  auto changed = answered();
  changed.without = {2};
  changed.files = {{0, "more.txt", "More."}};
  const auto corrected =
      correct_reply(*installation_, public_, {receipt_of(received), kContributorNetwork}, changed);
  ASSERT_TRUE(corrected) << corrected.error().message;
  EXPECT_EQ(base::integer_at(base::object_at(*corrected->done, "reply"), "file_count"), 2);
}

TEST_F(RepliesTest, ACorrectionIsOfTheVersionThatWasSeen) {
  const auto id = opened();
  auto wish = answered();
  wish.files = {{0, "one.txt", "One."}, {0, "two.txt", "Two."}, {0, "three.txt", "Three."}};
  const auto code = receipt_of(receive(id, wish));
  auto changed = answered("Another text");
  changed.without = {2};
  changed.files = {{0, "four.txt", "Four."}};
  changed.seen = 1;
  const auto correct = [&] {
    return correct_reply(*installation_, public_, {code, kContributorNetwork}, changed);
  };
  ASSERT_TRUE(correct());
  // Its answer was lost, and it is sent again.
  EXPECT_EQ(correct().error().kind, ErrorKind::conflict);
  const auto held = come_back(code);
  ASSERT_TRUE(held);
  EXPECT_EQ(base::integer_at(base::object_at(*held->done, "reply"), "version"), 2);
  EXPECT_EQ(base::integer_at(base::object_at(*held->done, "reply"), "file_count"), 3);
  changed.seen = 2;
  EXPECT_TRUE(correct());
  changed.seen = {};
  EXPECT_TRUE(correct()) << "whoever says no version corrects what stands";
}

TEST_F(RepliesTest, WhatMayBePublishedIsShownToAllOnceTheSecretariatSaysSo) {
  const auto id = opened();
  (void)receipt_of(receive(id, answered()));
  auto silent = answered("Not for all");
  silent.publish = false;
  (void)receipt_of(receive(id, silent));
  EXPECT_EQ(count_of_replies(id, owner_), 2);
  EXPECT_EQ(count_of_replies(id, public_), 0);
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::show, "", 2}));
  EXPECT_EQ(count_of_replies(id, public_), 1);
  EXPECT_EQ(reply_texts(*installation_, anyone(), id)->size(), 1U);
  EXPECT_EQ(reply_texts(*installation_, owner_.actor, id)->size(), 2U);
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::hide, "", 3}));
  EXPECT_EQ(count_of_replies(id, public_), 0);
}

TEST_F(RepliesTest, ACallThatTakesNoRepliesSaysWhy) {
  const std::string draft(base::text_at(written(), "id"));
  EXPECT_EQ(receive_reply(*installation_, owner_, draft, answered()).error().message,
            "the call is a draft");
  const auto id = opened();
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::close, "", 2}));
  EXPECT_EQ(receive(id, answered()).error().message, "the call is closed");
  set_clock("2027-01-01T10:00");
  EXPECT_EQ(receive(id, answered()).error().message, "the call is closed: its deadline is over");
}

TEST_F(RepliesTest, ConsentIsAWordThatSaysSo) {
  for (const char* word : {"yes", "true", "1", "on", "Yes"}) {
    EXPECT_TRUE(consent_from("publish", word).value()) << word;
  }
  for (const char* word : {"", "false", "no", "0", "off"}) {
    EXPECT_FALSE(consent_from("publish", word).value()) << word;
  }
  const auto other = consent_from("publish", "perhaps");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(other.error().place, "publish");
}

TEST_F(RepliesTest, OfAWithdrawnReplyTheDayAloneIsTold) {
  const auto id = opened();
  const auto code = receipt_of(receive(id, answered()));
  ASSERT_TRUE(withdraw_reply(*installation_, public_, {code, kContributorNetwork}));
  const auto held = come_back(code);
  ASSERT_TRUE(held);
  const auto& reply = base::object_at(*held->done, "reply");
  EXPECT_EQ(base::text_at(reply, "received"), "2026-12-01");
  EXPECT_EQ(base::text_at(reply, "received_local"), "2026-12-01");
}

TEST_F(RepliesTest, TheJournalOfThePublicListsNoReplies) {
  const auto id = opened();
  const auto code = receipt_of(receive(id, answered()));
  ASSERT_TRUE(withdraw_reply(*installation_, public_, {code, kContributorNetwork}));
  const auto listed = [&](const Ask& ask) {
    return base::to_text(base::array_at(journal(*installation_, ask)->body, "recent"));
  };
  EXPECT_THAT(listed(public_), testing::Not(HasSubstr("reply.")));
  EXPECT_THAT(listed(public_), HasSubstr("call.written"));
  EXPECT_THAT(listed(owner_), HasSubstr("reply.received"));
  EXPECT_THAT(listed(owner_), HasSubstr("reply.withdrawn"));
}

TEST_F(RepliesTest, NothingThatThePublicIsToldMovesWhenAReplyComes) {
  const auto id = opened();
  const auto said_to = [&](const Ask& ask) {
    std::string all = base::to_text(journal(*installation_, ask)->body);
    const auto told_home = home(*installation_, ask)->body;
    all += base::to_text(base::array_at(told_home, "journal"));
    return all + base::to_text(base::array_at(told_home, "at"));
  };
  const auto before = said_to(public_);
  const auto before_inside = said_to(owner_);
  const auto code = receipt_of(receive(id, answered()));
  EXPECT_EQ(said_to(public_), before);
  EXPECT_NE(said_to(owner_), before_inside);
  ASSERT_TRUE(withdraw_reply(*installation_, public_, {code, kContributorNetwork}));
  EXPECT_EQ(said_to(public_), before);
}

TEST_F(RepliesTest, ThePublicHasTheJournalToTheEndOfYesterday) {
  const auto id = opened();
  const auto log = [&](const Ask& ask) {
    const auto told = journal(*installation_, ask);
    return base::array_at(told->body, "spaces").at(0).as_object();
  };
  EXPECT_EQ(base::integer_at(log(public_), "entries"), 0);
  EXPECT_EQ(base::text_at(log(public_), "root"), base::sha256("").hex());
  (void)receipt_of(receive(id, answered()));
  const auto evening = log(owner_);
  set_clock("2026-12-02T09:00");
  EXPECT_EQ(log(public_), evening);
  (void)receipt_of(receive(id, answered("Another reply")));
  EXPECT_EQ(log(public_), evening);
  EXPECT_NE(log(owner_), evening);
  const auto told = journal(*installation_, public_);
  EXPECT_TRUE(base::truth_at(told->body, "to_yesterday"));
  EXPECT_FALSE(base::truth_at(journal(*installation_, owner_)->body, "to_yesterday"));
  for (const auto& entry : base::array_at(told->body, "recent")) {
    EXPECT_FALSE(entry.as_object().contains("number"));
  }
}

TEST_F(RepliesTest, GuessesAtAReceiptAreSlowedAndItsHolderIsNot) {
  const auto id = opened();
  const auto code = receipt_of(receive(id, answered()));
  ASSERT_TRUE(come_back(code)->done);
  std::string wrong = code;
  wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
  std::int64_t waits = 0;
  for (int i = 0; i < 30; ++i) {
    const auto tried = reply_of_receipt(*installation_, public_, {wrong, "192.0.2.0/24"});
    if (tried) {
      EXPECT_FALSE(tried->done);
      ++waits;
    } else {
      EXPECT_EQ(tried.error().kind, ErrorKind::not_found);
    }
  }
  EXPECT_GT(waits, 15);
  EXPECT_TRUE(come_back(code)->done) << "from a network that knows it";
  EXPECT_EQ(come_back("not a code").error().kind, ErrorKind::invalid_input);
}

TEST_F(RepliesTest, NoTwoReceiptsAreAlike) {
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) codes.insert(new_receipt());
  EXPECT_EQ(codes.size(), 1000U);
}

}  // namespace
}  // namespace comity::service
