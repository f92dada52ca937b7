// Codes proposed by a machine: from one's own codings alone, and nowhere counted before somebody
// accepts them.
#include "service/coding/proposals.h"

#include <random>

#include "service/coding/coding_fixture.h"
#include "service/coding/learning.h"
#include "tagging/coded.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

class ProposalsTest : public CodingTest {
 protected:
  /// Four replies of which each third paragraph is on money and another on dialogue, and a fifth
  /// of the same kind that nobody has read yet.
  void SetUp() override {
    CodingTest::SetUp();
    for (int i = 0; i < 5; ++i) {
      const auto n = std::to_string(i);
      std::string text;
      for (int j = 0; j < 3; ++j) {
        const auto m = std::to_string(j);
        text += "Lack of money and funds hinders year " + n + m + ".\n";
        text += "Open dialogue and talks helped place " + n + m + ".\n";
        text += "The river of region " + n + m + " is long.\n";
      }
      similar_.push_back(replied("Body " + n, "NGO", text));
    }
  }

  /// The coder codes a reply as a person would: money hinders, dialogue helps.
  void code(const Ask& who, const std::string& reply) {
    for (std::int64_t at = 0; at < 3; ++at) {
      (void)mark(who, marked(reply, "", {"obstacle"}, 3 * at + 1));
      (void)mark(who, marked(reply, "", {"ways_and_means"}, 3 * at + 2));
    }
    ASSERT_TRUE(finish_coding(*installation_, who, call_, reply));
  }
  void code_four(const Ask& who) {
    for (std::size_t i = 0; i < 4; ++i) code(who, similar_[i]);
  }

  base::JsonObject proposed(const Ask& who, const std::string& reply) {
    const auto answer = proposals(*installation_, who, call_, reply);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  }
  /// Without the entry that the record stands on, which any work moves.
  std::string said(const Ask& who, const std::string& reply) {
    auto body = proposed(who, reply);
    body.erase("at");
    return base::to_text(body);
  }
  static base::JsonObject of_code(const base::JsonObject& body, std::string_view code) {
    for (const auto& each : base::array_at(body, "codes")) {
      if (base::text_at(each.get_object(), "code") == code) return each.get_object();
    }
    return {};
  }
  ProposalWish first_of(const base::JsonObject& body, const std::string& reply) {
    const auto& proposal = base::array_at(body, "proposals").at(0).get_object();
    ProposalWish wish;
    wish.reply = reply;
    wish.part = base::text_at(proposal, "part");
    wish.paragraph = base::integer_at(proposal, "paragraph");
    for (const auto& each : base::array_at(proposal, "codes")) {
      wish.codes.emplace_back(base::text_at(each.get_object(), "code"));
    }
    return wish;
  }

  std::vector<std::string> similar_;
};

TEST_F(ProposalsTest, SayHowMuchIsLackingAndThenProposeWithTheirReasons) {
  const auto empty = proposed(ana_, similar_[4]);
  EXPECT_TRUE(base::array_at(empty, "proposals").empty());
  EXPECT_EQ(base::integer_at(of_code(empty, "obstacle"), "more_paragraphs"), 8);
  EXPECT_EQ(base::integer_at(of_code(empty, "obstacle"), "more_replies"), 3);
  code(ana_, similar_[0]);
  const auto some = of_code(proposed(ana_, similar_[4]), "obstacle");
  EXPECT_EQ(base::integer_at(some, "more_paragraphs"), 5);
  EXPECT_EQ(base::integer_at(some, "more_replies"), 2);
  EXPECT_EQ(base::integer_at(some, "more_without"), 2);
  EXPECT_TRUE(some.at("held_out").is_null());
  for (std::size_t i = 1; i < 4; ++i) code(ana_, similar_[i]);
  const auto body = proposed(ana_, similar_[4]);
  const auto& all = base::array_at(body, "proposals");
  ASSERT_EQ(all.size(), 6U) << base::to_text(body);
  const auto& first = all.at(0).get_object();
  EXPECT_EQ(base::integer_at(first, "paragraph"), 1);
  const auto& guess = base::array_at(first, "codes").at(0).get_object();
  EXPECT_EQ(base::text_at(guess, "code"), "obstacle");
  EXPECT_GT(base::number_at(guess, "confidence"), 0.5);
  EXPECT_THAT(base::to_text(guess.at("words")), HasSubstr("money"));
  const auto obstacle = of_code(body, "obstacle");
  EXPECT_TRUE(base::truth_at(obstacle, "proposed"));
  const auto& held = base::object_at(obstacle, "held_out");
  EXPECT_EQ(base::integer_at(held, "right") + base::integer_at(held, "missed"), 12);
  EXPECT_GT(base::number_at(held, "f1"), 0.8);
  EXPECT_EQ(base::integer_at(base::object_at(body, "learnt_from"), "paragraphs"), 36);
  EXPECT_TRUE(base::array_at(proposed(ana_, similar_[0]), "proposals").empty())
      << "who has finished has judged every paragraph";
  EXPECT_EQ(proposals(*installation_, public_, call_, "").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(proposals(*installation_, ana_, call_, "0000000000001").error().kind,
            ErrorKind::not_found);
}

TEST_F(ProposalsTest, CountNowhereUntilAPersonAcceptsThemAsTheirOwn) {
  code_four(ana_);
  see_all();
  const auto before = base::integer_at(base::object_at(synthesised(), "coverage"), "passages");
  const auto body = proposed(ana_, similar_[4]);
  const auto wish = first_of(body, similar_[4]);
  EXPECT_EQ(base::integer_at(base::object_at(synthesised(), "coverage"), "passages"), before);
  EXPECT_EQ(marks_seen(ana_, similar_[4]), 0U);
  EXPECT_EQ(marks_seen(editor_, similar_[4]), 0U) << "nor does anybody else see them";
  const auto accepted = accept_proposal(*installation_, ana_, call_, wish);
  ASSERT_TRUE(accepted) << accepted.error().message;
  EXPECT_EQ(marks_seen(ana_, similar_[4]), 1U);
  EXPECT_EQ(base::integer_at(base::object_at(synthesised(), "coverage"), "passages"), before + 1);
  const auto entry = static_cast<store::EntryNumber>(
      base::integer_at(base::object_at(*accepted, "passage"), "seen"));
  const auto read = installation_->store().read();
  const auto payload = read->payload(read->space("home")->id, entry);
  EXPECT_THAT(**payload, HasSubstr("\"proposed\":true"));
  EXPECT_THAT(**payload, Not(HasSubstr("money"))) << "never a word of a reply";
  EXPECT_EQ(accept_proposal(*installation_, ana_, call_, wish).error().kind, ErrorKind::conflict);
  EXPECT_EQ(base::array_at(proposed(ana_, similar_[4]), "proposals").size(), 5U);
}

TEST_F(ProposalsTest, OnceDismissedStayDismissedForThatCoder) {
  code_four(ana_);
  code_four(ben_);
  const auto wish = first_of(proposed(ana_, similar_[4]), similar_[4]);
  const auto of_ben = said(ben_, similar_[4]);
  ASSERT_TRUE(dismiss_proposal(*installation_, ana_, call_, wish));
  ASSERT_TRUE(dismiss_proposal(*installation_, ana_, call_, wish)) << "said twice is said";
  const auto left = proposed(ana_, similar_[4]);
  EXPECT_EQ(base::array_at(left, "proposals").size(), 5U);
  EXPECT_NE(first_of(left, similar_[4]).paragraph, wish.paragraph);
  EXPECT_EQ(said(ben_, similar_[4]), of_ben);
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(ProposalsTest, WhatCannotHaveBeenProposedIsNotAccepted) {
  ProposalWish wish{similar_[4], 1, "question 1", 1, {"obstacle"}};
  const auto refused = [&](const Ask& who) {
    const auto done = accept_proposal(*installation_, who, call_, wish);
    const auto other = dismiss_proposal(*installation_, who, call_, wish);
    EXPECT_FALSE(done || other);
    EXPECT_EQ(done.error().kind, other.error().kind);
    return done ? ErrorKind::internal : done.error().kind;
  };
  EXPECT_EQ(refused(ana_), ErrorKind::conflict) << "nothing has learnt yet";
  EXPECT_EQ(refused(public_), ErrorKind::forbidden);
  code_four(ana_);
  wish.paragraph = 99;
  EXPECT_EQ(refused(ana_), ErrorKind::invalid_input);
  wish.paragraph = 1;
  wish.codes = {"", ""};
  EXPECT_EQ(refused(ana_), ErrorKind::invalid_input);
  wish.codes = {"proposal"};
  EXPECT_EQ(refused(ana_), ErrorKind::conflict) << "a code that they never gave";
  wish.codes = {"obstacle"};
  wish.reply = "0000000000001";
  EXPECT_EQ(refused(ana_), ErrorKind::not_found);
  wish.reply = similar_[4];
  wish.version = 2;
  EXPECT_EQ(refused(ana_), ErrorKind::conflict) << "another version";
  wish.version = 1;
  ASSERT_TRUE(finish_coding(*installation_, ana_, call_, similar_[4]));
  EXPECT_EQ(refused(ana_), ErrorKind::conflict) << "they have finished";
}

TEST_F(ProposalsTest, AreTheSameWhateverOthersMark) {
  code_four(ben_);
  std::mt19937 random(11);
  // Ben goes on with the last reply, so that not all of it is finished.
  (void)mark(ben_, marked(similar_[4], "", {"obstacle"}, 4));
  const auto before = said(ben_, similar_[4]);
  EXPECT_THAT(before, HasSubstr("\"paragraph\":1"));
  const std::vector<std::string> codes = {"obstacle", "challenge", "proposal", "ways_and_means"};
  std::vector<std::string> made;
  for (int step = 0; step < 60; ++step) {
    const auto& reply = similar_[random() % similar_.size()];
    switch (random() % 5) {
      case 0:
        if (!made.empty()) {
          (void)unmark_passage(*installation_, ana_, call_, made[random() % made.size()], {});
        }
        break;
      case 1:
        if (step > 40) {
          ASSERT_TRUE(finish_coding(*installation_, ana_, call_, reply));
        }
        break;
      default:
        made.push_back(mark(ana_, marked(reply, "", {codes[random() % codes.size()]},
                                         1 + static_cast<std::int64_t>(random() % 9))));
    }
    if (step % 10 == 9) {
      ASSERT_EQ(said(ben_, similar_[4]), before) << step;
    }
  }
  ASSERT_TRUE(finish_coding(*installation_, ana_, call_, ""));
  EXPECT_EQ(said(ben_, similar_[4]), before);
  // Nor by a model that another process learns anew.
  coding::CodeModels elsewhere;
  const auto read = installation_->store().read();
  const auto state = installation_->codings().look(*read, ben_.actor, call_);
  coding::ReplyWords words(*installation_, *read, ben_.actor, **state);
  const auto learnt = elsewhere.learnt(**state, {{13}, ""}, words, installation_->clock().now());
  ASSERT_TRUE(learnt);
  EXPECT_EQ((*learnt)->paragraphs, 40) << "four replies, and the last up to their mark";
  // What one marks oneself changes them.
  (void)mark(ben_, marked(similar_[4], "", {"obstacle"}, 1));
  EXPECT_NE(said(ben_, similar_[4]), before);
}

}  // namespace
}  // namespace comity::service
