// Confidential and anonymous replies: who opens them, and that nothing of them lies anywhere else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "service/accounts/accounts.h"
#include "service/accounts/people.h"
#include "service/coding/coding.h"
#include "service/coding/proposals.h"
#include "service/consultation/consultations.h"
#include "service/consultation/reply_texts.h"
#include "service/sealing/sealing.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;

constexpr const char* kSealedMarker = "marker-of-a-person-at-risk";
constexpr const char* kReplyNetwork = "203.0.113.0/24";

class SealedRepliesTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "data";
    options.clock = &clock_;
    options.password_cost = PasswordCost::least;
    ASSERT_TRUE(installation_ = opened_with(options));
    CallWish wish;
    wish.title = {{model::Language::en, "Ways and means"}};
    wish.questions = *questions_from_text({{model::Language::en, "What helps?"}});
    wish.closes = "2100-12-31T18:00";
    wish.ways = {"named", "confidential", "anonymous"};
    const auto made = write_call(*installation_, owner_, "", wish);
    ASSERT_TRUE(made) << made.error().message;
    call_ = base::text_at(*made, "id");
    ASSERT_TRUE(change_call(*installation_, owner_, call_, {CallStep::open, "", 1}));
  }
  Actor somebody(const std::string& name, const std::string& role) {
    const auto made = invite(*installation_, owner_.actor, {name, role, "home"});
    const std::string link(base::text_at(*made, "link"));
    const auto signed_in = accept_invitation(
        *installation_, {link.substr(link.find('=') + 1), name, "four words to sign in"});
    EXPECT_TRUE(signed_in) << signed_in.error().message;
    return actor_of(*installation_, signed_in->session);
  }
  void name(const Actor& reader) {
    const auto done = name_readers(*installation_, reader, {call_}, {{reader.id}, 0});
    ASSERT_TRUE(done) << done.error().message;
  }
  static ReplyWish told(const std::string& way) {
    ReplyWish wish;
    wish.way = way;
    wish.language = "fr";
    wish.body = way == "anonymous" ? "" : kSealedMarker;
    wish.kind = "NGO";
    wish.answers = {{1, std::string("What ") + kSealedMarker + " says"}};
    return wish;
  }
  base::Result<base::JsonObject> send(const ReplyWish& wish) {
    return receive_reply(*installation_, {anyone()}, call_, wish);
  }
  /// Files of the installation in which the marker stands.
  std::vector<std::string> leaks() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      if (bytes.find(kSealedMarker) != std::string::npos) found.push_back(entry.path().string());
    }
    return found;
  }

  test::TestFolder folder_;
  base::ManualClock clock_{base::Time{std::int64_t{1'790'000'000} * 1'000'000 + 123'456}};
  std::unique_ptr<Installation> installation_;
  std::string call_;
  const Ask owner_{owner_of_the_folder()};
};

TEST_F(SealedRepliesTest, WithoutAReaderWhoHasAKeyTheyAreNotOffered) {
  const auto shown = consultation(*installation_, {anyone()}, call_);
  EXPECT_EQ(base::array_at(shown->body, "ways_open").size(), 1U);
  EXPECT_EQ(send(told("confidential")).error().place, "way");
  EXPECT_TRUE(send(told("named")));
  const auto health = calls_reception(*installation_);
  EXPECT_EQ(base::text_at(health->front().as_object(), "why"), "no_key");
}

TEST_F(SealedRepliesTest, TheNamedReaderAndTheReceiptOpenThemAndNobodyElse) {
  const auto ana = somebody("Ana", "editor");
  const auto ben = somebody("Ben", "reader");
  name(ana);
  for (const char* way : {"confidential", "anonymous"}) {
    const auto received = send(told(way));
    ASSERT_TRUE(received) << received.error().message;
    const std::string id(base::text_at(base::object_at(*received, "reply"), "id"));
    const auto by_ana = reply(*installation_, {ana}, call_, id);
    ASSERT_TRUE(by_ana) << by_ana.error().message;
    EXPECT_EQ(base::array_at(base::object_at(by_ana->body, "reply"), "parts").size(), 1U);
    EXPECT_EQ(base::text_at(base::object_at(by_ana->body, "reply"), "language"), "fr");
    const auto by_ben = reply(*installation_, {ben}, call_, id);
    ASSERT_TRUE(by_ben) << by_ben.error().message;
    EXPECT_EQ(base::array_at(base::object_at(by_ben->body, "reply"), "parts").size(), 0U);
    EXPECT_NE(base::text_at(base::object_at(by_ben->body, "reply"), "closed_because"), "");
    EXPECT_EQ(reply(*installation_, {anyone()}, call_, id).error().kind, ErrorKind::not_found);
    const std::string code(base::text_at(*received, "receipt"));
    const auto back = reply_of_receipt(*installation_, {anyone()}, {code, kReplyNetwork});
    ASSERT_TRUE(back) << back.error().message;
    const auto& held = base::object_at(*back->done, "reply");
    EXPECT_EQ(base::array_at(held, "parts").size(), 1U);
    EXPECT_EQ(base::text_at(held, "received").size(), std::string(way) == "anonymous" ? 10U : 20U);
    EXPECT_EQ(base::text_at(held, "received_local"),
              std::string(way) == "anonymous" ? "2026-09-21" : "2026-09-21T14:13");
  }
  EXPECT_EQ(reply_texts(*installation_, ana, call_)->size(), 2U);
  EXPECT_EQ(reply_texts(*installation_, ben, call_)->size(), 0U);
  EXPECT_THAT(leaks(), testing::IsEmpty());
}

TEST_F(SealedRepliesTest, OnlyWhoOpensOneFinishesWithIt) {
  const auto ana = somebody("Ana", "editor");
  const auto ben = somebody("Ben", "reader");
  name(ana);
  const auto received = send(told("confidential"));
  ASSERT_TRUE(received) << received.error().message;
  const std::string id(base::text_at(base::object_at(*received, "reply"), "id"));
  const auto by_ben = finish_coding(*installation_, {ben}, call_, id);
  ASSERT_FALSE(by_ben);
  EXPECT_EQ(by_ben.error().kind, ErrorKind::invalid_input);
  EXPECT_TRUE(finish_coding(*installation_, {ana}, call_, id));
}

TEST_F(SealedRepliesTest, AMachineLearnsFromThemForWhoOpensThemAndKeepsNothing) {
  const auto ana = somebody("Ana", "editor");
  const auto ben = somebody("Ben", "reader");
  name(ana);
  std::vector<std::string> all;
  for (int i = 0; i < 5; ++i) {
    auto wish = told(i % 2 == 0 ? "confidential" : "anonymous");
    wish.answers[1].clear();
    for (int j = 0; j < 3; ++j) {
      wish.answers[1] += std::string("Money is lacking, ") + kSealedMarker + " says.\n" +
                         "Rivers of the region are long.\n";
    }
    const auto received = send(wish);
    ASSERT_TRUE(received) << received.error().message;
    all.emplace_back(base::text_at(base::object_at(*received, "reply"), "id"));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    for (const std::int64_t paragraph : {1, 3, 5}) {
      MarkWish mark;
      mark.reply = all[i];
      mark.part = "question 1";
      mark.paragraph = paragraph;
      mark.codes = {"obstacle"};
      ASSERT_TRUE(mark_passage(*installation_, {ana}, call_, mark));
    }
    ASSERT_TRUE(finish_coding(*installation_, {ana}, call_, all[i]));
  }
  const auto by_ana = proposals(*installation_, {ana}, call_, all[4]);
  ASSERT_TRUE(by_ana) << by_ana.error().message;
  ASSERT_EQ(base::array_at(by_ana->body, "proposals").size(), 3U) << base::to_text(by_ana->body);
  ProposalWish wish{all[4], 1, "question 1", 1, {"obstacle"}};
  const auto accepted = accept_proposal(*installation_, {ana}, call_, wish);
  ASSERT_TRUE(accepted) << accepted.error().message;
  EXPECT_EQ(base::text_at(base::object_at(*accepted, "passage"), "words"), "")
      << "answers of posts are kept for their key";
  wish.paragraph = 3;
  ASSERT_TRUE(dismiss_proposal(*installation_, {ana}, call_, wish));
  // The same person by a token opens nothing, so nothing is learnt for it.
  auto token = ana;
  token.session.clear();
  token.scopes = {{Scope::correct}};
  const auto by_token = proposals(*installation_, {token}, call_, all[4]);
  ASSERT_TRUE(by_token) << by_token.error().message;
  EXPECT_TRUE(base::array_at(by_token->body, "proposals").empty());
  EXPECT_EQ(base::integer_at(base::object_at(by_token->body, "learnt_from"), "left_out"), 5);
  const auto by_ben = proposals(*installation_, {ben}, call_, all[4]);
  ASSERT_TRUE(by_ben);
  EXPECT_FALSE(base::truth_at(by_ben->body, "open"));
  EXPECT_THAT(leaks(), testing::IsEmpty());
}

TEST_F(SealedRepliesTest, TheyAreCorrectedAndWithdrawnWithTheReceipt) {
  name(somebody("Ana", "editor"));
  auto wish = told("anonymous");
  wish.receipt = new_receipt();
  ASSERT_TRUE(send(wish));
  const auto again = send(wish);
  ASSERT_TRUE(again);
  EXPECT_TRUE(base::truth_at(*again, "unchanged"));
  EXPECT_EQ(base::text_at(*again, "receipt"), wish.receipt);
  auto other = wish;
  other.answers = {{1, "Something else"}};
  const auto refused = send(other);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_THAT(refused.error().mend, testing::HasSubstr(wish.receipt)) << "else it is lost";
  const ReceiptHeld held{wish.receipt, kReplyNetwork};
  wish.answers = {{1, "Another text"}};
  const auto corrected = correct_reply(*installation_, {anyone()}, held, wish);
  ASSERT_TRUE(corrected) << corrected.error().message;
  const auto& parts = base::array_at(base::object_at(*corrected->done, "reply"), "parts");
  EXPECT_EQ(base::text_at(parts.front().as_object(), "given"), "Another text");
  ASSERT_TRUE(withdraw_reply(*installation_, {anyone()}, held));
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(SealedRepliesTest, AFormSentTwiceLeavesNothingThatNoWithdrawalFinds) {
  name(somebody("Ana", "editor"));
  auto wish = told("confidential");
  wish.receipt = new_receipt();
  ASSERT_TRUE(send(wish));
  ASSERT_TRUE(send(wish));
  const auto files = [&] {
    std::size_t count = 0;
    const auto folder = folder_.path() / "data" / "files";
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
      count += each.is_regular_file() ? 1U : 0U;
    }
    return count;
  };
  EXPECT_EQ(files(), 1U);
  ASSERT_TRUE(withdraw_reply(*installation_, {anyone()}, {wish.receipt, kReplyNetwork}));
  EXPECT_EQ(files(), 0U);
}

TEST_F(SealedRepliesTest, WhatWasWithdrawnIsInNoFileAnyMore) {
  auto wish = told("named");
  wish.receipt = new_receipt();
  std::string longer;
  for (int i = 0; i < 2000; ++i) longer += kSealedMarker + std::to_string(i * i) + " ";
  wish.answers = {{1, longer}};  // over pages of its own
  wish.files = {{0, "ours.md", std::string(kSealedMarker) + " in a file\n"}};
  auto other = told("named");
  for (int i = 0; i < 20; ++i) {
    other.body = "Body " + std::to_string(i);
    other.answers = {{1, "Another text of " + other.body}};
    ASSERT_TRUE(send(other));
    if (i == 10) {
      ASSERT_TRUE(send(wish));
    }
  }
  const ReceiptHeld held{wish.receipt, kReplyNetwork};
  wish.files.clear();
  wish.body = kSealedMarker + std::string(" corrected");
  ASSERT_TRUE(correct_reply(*installation_, {anyone()}, held, wish));
  ASSERT_GE(leaks().size(), 2U) << "a named reply lies in plain: in the database and as a file";
  ASSERT_TRUE(withdraw_reply(*installation_, {anyone()}, held));
  EXPECT_THAT(leaks(), testing::IsEmpty());
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(SealedRepliesTest, WhatCannotBeCleanedIsRefusedUnlessItsSenderIsNamed) {
  name(somebody("Ana", "editor"));
  auto wish = told("anonymous");
  wish.files = {{0, "ours.bin", "nothing that can be cleaned"}};
  const auto refused = send(wish);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().place, "file 1") << "its name tells of its sender";
  EXPECT_NE(refused.error().mend, "");
  wish = told("named");
  wish.files = {{0, "ours.bin", "nothing that can be cleaned"}};
  EXPECT_TRUE(send(wish));
}

TEST_F(SealedRepliesTest, FilesOfWhoIsNotNamedAreCalledByTheirNumber) {
  const auto ana = somebody("Ana", "editor");
  name(ana);
  const auto bytes = *invitation_letter(*installation_, owner_, call_, "All", "https://x")->bytes;
  auto wish = told("anonymous");
  wish.files = {{0, std::string(kSealedMarker) + ", final.DOCX", bytes},
                {0, std::string("Ours.") + kSealedMarker, bytes}};
  const auto received = send(wish);
  ASSERT_TRUE(received) << received.error().message;
  const std::string code(base::text_at(*received, "receipt"));
  const std::string id(base::text_at(base::object_at(*received, "reply"), "id"));
  const auto titles = [&] {
    std::vector<std::string> all;
    const auto opened = reply(*installation_, {ana}, call_, id);
    for (const auto& part : base::array_at(base::object_at(opened->body, "reply"), "parts")) {
      if (base::text_at(part.as_object(), "kind") != "file") continue;
      all.emplace_back(base::text_at(part.as_object(), "title"));
    }
    return all;
  };
  EXPECT_THAT(titles(), testing::ElementsAre("file 1.docx", "file 2"));
  EXPECT_EQ(reply_file(*installation_, {ana}, call_, id, 1)->name, "file 1.docx");
  wish.without = {1};
  wish.files = {{0, "mine.docx", bytes}};
  ASSERT_TRUE(correct_reply(*installation_, {anyone()}, {code, kReplyNetwork}, wish));
  EXPECT_THAT(titles(), testing::ElementsAre("file 1", "file 2.docx")) << "by their places";
}

}  // namespace
}  // namespace comity::service
