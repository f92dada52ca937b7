// A call from its draft to its end, and what becomes of replies on the way.
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
using calls_fixture::ConsultationsTest;
using calls_fixture::kContributorNetwork;
using testing::HasSubstr;

TEST_F(ConsultationsTest, ADraftIsSeenByItsEditorsUntilItIsOpened) {
  const auto draft = written();
  const std::string id(base::text_at(draft, "id"));
  EXPECT_EQ(base::text_at(draft, "state"), "draft");
  EXPECT_EQ(base::text_at(draft, "closes"), "2026-12-31T17:00:00Z");
  EXPECT_EQ(base::array_at(draft, "questions").size(), 3U);
  EXPECT_EQ(consultation(*installation_, public_, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(receive(id, answered()).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::open, "", 1}));
  const auto seen = consultation(*installation_, {anyone(), model::Language::fr}, id);
  ASSERT_TRUE(seen);
  EXPECT_EQ(base::text_at(seen->body, "title"), "Moyens");
  EXPECT_TRUE(base::truth_at(seen->body, "receives"));
  EXPECT_EQ(base::array_at(seen->body, "text").size(), 2U) << "in English, since not in French";
  EXPECT_FALSE(seen->body.contains("written"));
}

TEST_F(ConsultationsTest, OnlyEditorsOfItsSpaceWriteACall) {
  Ask reader{anyone()};
  reader.actor.id = base::to_text(installation_->owner());
  reader.actor.roles = {{"home", Role::reader}};
  EXPECT_EQ(write_call(*installation_, reader, "", wished()).error().kind, ErrorKind::forbidden);
  const auto id = opened();
  EXPECT_EQ(change_call(*installation_, reader, id, {CallStep::close, "", 2}).error().kind,
            ErrorKind::forbidden);
  reader.actor.roles = {{"elsewhere", Role::administrator}};
  EXPECT_EQ(change_call(*installation_, reader, id, {CallStep::close, "", 2}).error().kind,
            ErrorKind::forbidden);
  reader.actor.roles = {{"home", Role::editor}};
  EXPECT_TRUE(change_call(*installation_, reader, id, {CallStep::close, "", 2}));
}

TEST_F(ConsultationsTest, WhatCannotBeACallIsRefusedWithThePlace) {
  const auto place_of = [&](auto change) {
    auto wish = wished();
    change(wish);
    const auto made = write_call(*installation_, owner_, "", wish);
    return made ? std::string("made") : made.error().place;
  };
  EXPECT_EQ(place_of([](CallWish& wish) { wish.title.clear(); }), "title");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.closes = "soon"; }), "closes");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.closes = "2026-11-30T18:00"; }), "closes");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.time_zone = "Mars/Olympus"; }), "time_zone");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.ways = {"secret"}; }), "ways");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.terms = "some"; }), "terms");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.invited = {"ngo"}; }), "invited");
  EXPECT_EQ(place_of([](CallWish& wish) { wish.questions[1].choices.resize(1); }), "questions, 2");
  const auto other =
      questions_from_text({{model::Language::en, "One\n\nTwo"}, {model::Language::fr, "Un"}});
  EXPECT_EQ(other.error().place, "questions.fr");
}

TEST_F(ConsultationsTest, QuestionsAreWrittenAsTheyWereRead) {
  const auto questions = wished().questions;
  const auto text = questions_text(questions, model::Language::en);
  EXPECT_EQ(text, "What helps? *\n\nWhich?\n- One\n- Two\n\n[file] A document");
  EXPECT_EQ(questions_text(questions, model::Language::ru), "");
}

TEST_F(ConsultationsTest, TwoWhoCloseAndExtendAtOnceMeet) {
  const auto id = opened();
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::extend, "2027-01-31T18:00", 2}));
  EXPECT_EQ(change_call(*installation_, owner_, id, {CallStep::close, "", 2}).error().kind,
            ErrorKind::conflict);
  EXPECT_TRUE(change_call(*installation_, owner_, id, {CallStep::close, "", 3}));
  EXPECT_EQ(receive(id, answered()).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::extend, "2027-02-28T18:00", 4}));
  EXPECT_TRUE(receive(id, answered())) << "a closed call that is extended is open";
  auto fewer = wished();
  fewer.questions.pop_back();
  fewer.seen = 5;
  EXPECT_EQ(write_call(*installation_, owner_, id, fewer).error().place, "questions");
}

TEST_F(ConsultationsTest, WhoeverAnswersComesBackWithTheReceipt) {
  const auto id = opened();
  const auto received = receive(id, answered());
  const auto code = receipt_of(received);
  EXPECT_EQ(code.size(), 29U);
  EXPECT_FALSE(base::truth_at(*received, "unchanged"));
  // As people type it.
  std::string typed = "  ";
  for (const char c : code) {
    if (c != '-') typed += c == '0' ? 'o' : static_cast<char>(c | 0x20);
  }
  const auto back = come_back(typed);
  ASSERT_TRUE(back) << back.error().message;
  const auto& parts = base::array_at(base::object_at(*back->done, "reply"), "parts");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(base::text_at(parts[0].as_object(), "given"), "Dialogue.\nAnd patience.");
  EXPECT_EQ(base::array_at(parts[0].as_object(), "paragraphs").size(), 2U);
  auto changed = answered("Dialogue, and time.");
  const auto corrected =
      correct_reply(*installation_, public_, {code, kContributorNetwork}, changed);
  ASSERT_TRUE(corrected) << corrected.error().message;
  EXPECT_EQ(base::integer_at(base::object_at(*corrected->done, "reply"), "version"), 2);
  EXPECT_EQ(base::text_at(*corrected->done, "receipt"), code);
  EXPECT_EQ(count_of_replies(id, owner_), 1);
  const auto gone = withdraw_reply(*installation_, public_, {code, kContributorNetwork});
  ASSERT_TRUE(gone) << gone.error().message;
  EXPECT_TRUE(base::truth_at(base::object_at(*gone->done, "reply"), "withdrawn"));
  EXPECT_EQ(count_of_replies(id, owner_), 0);
  EXPECT_TRUE(reply_texts(*installation_, owner_.actor, id)->empty());
  const auto again = correct_reply(*installation_, public_, {code, kContributorNetwork}, changed);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(ConsultationsTest, TheSameFormSentAgainGetsTheSameAnswer) {
  const auto id = opened();
  auto wish = answered();
  wish.receipt = new_receipt();
  const auto first = receive(id, wish);
  EXPECT_EQ(receipt_of(first), wish.receipt);
  set_clock("2027-01-01T10:00");
  const auto second = receive(id, wish);
  EXPECT_EQ(receipt_of(second), wish.receipt) << "late, but received in time";
  EXPECT_TRUE(base::truth_at(*second, "unchanged"));
  set_clock("2026-12-02T10:00");
  wish.answers[1] = "Another text";
  const auto other = receive(id, wish);
  EXPECT_EQ(other.error().kind, ErrorKind::conflict);
  EXPECT_THAT(other.error().mend, HasSubstr(wish.receipt)) << "else it is lost";
  wish.answers.erase(1);
  const auto fewer = receive(id, wish);
  EXPECT_EQ(fewer.error().place, "answer.1");
  EXPECT_THAT(fewer.error().mend, HasSubstr(wish.receipt)) << "whatever is wrong with the other";
  EXPECT_EQ(count_of_replies(id, owner_), 1);
}

TEST_F(ConsultationsTest, AFormWhoseReplyWasWithdrawnSaysSo) {
  const auto id = opened();
  auto wish = answered();
  wish.receipt = new_receipt();
  ASSERT_TRUE(receive(id, wish));
  ASSERT_TRUE(withdraw_reply(*installation_, public_, {wish.receipt, kContributorNetwork}));
  const auto again = receive(id, wish);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
  EXPECT_THAT(again.error().message, HasSubstr("withdrawn"));
  EXPECT_THAT(again.error().mend, testing::Not(HasSubstr(wish.receipt)));
  wish.receipt = new_receipt();
  EXPECT_EQ(receipt_of(receive(id, wish)), wish.receipt) << "another form, another reply";
}

TEST_F(ConsultationsTest, TheSameReplyInAnotherFormIsKeptOnce) {
  const auto id = opened();
  (void)receipt_of(receive(id, answered()));
  const auto second = receive(id, answered());
  EXPECT_EQ(receipt_of(second), "");
  EXPECT_TRUE(base::truth_at(*second, "unchanged"));
  EXPECT_EQ(count_of_replies(id, owner_), 1);
}

TEST_F(ConsultationsTest, LateIsLateWhateverTheClockSaysLater) {
  const auto id = opened();
  set_clock("2026-12-31T17:59");
  const auto code = receipt_of(receive(id, answered()));
  set_clock("2026-12-31T18:00");
  EXPECT_EQ(receive(id, answered("Late")).error().kind, ErrorKind::conflict);
  EXPECT_EQ(correct_reply(*installation_, public_, {code, kContributorNetwork}, answered("Later"))
                .error()
                .kind,
            ErrorKind::conflict);
  const auto held = come_back(code);
  ASSERT_TRUE(held) << "it can still be looked at";
  EXPECT_FALSE(base::truth_at(*held->done, "changes"));
  set_clock("2026-12-20T10:00");
  EXPECT_EQ(receive(id, answered("By a clock that went back")).error().kind, ErrorKind::conflict);
  EXPECT_EQ(base::text_at(consultation(*installation_, public_, id)->body, "state"), "closed");
}

TEST_F(ConsultationsTest, AReplyIsTakenBackUntilTheReportIsPublished) {
  const auto id = opened();
  const auto code = receipt_of(receive(id, answered()));
  const auto other = receipt_of(receive(id, answered("Another")));
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::close, "", 2}));
  const auto held = come_back(code);
  ASSERT_TRUE(held);
  EXPECT_TRUE(base::truth_at(*held->done, "withdraws"));
  const auto gone = withdraw_reply(*installation_, public_, {code, kContributorNetwork});
  ASSERT_TRUE(gone) << gone.error().message;
  EXPECT_FALSE(base::truth_at(*gone->done, "withdraws"));
  EXPECT_EQ(count_of_replies(id, owner_), 1);
  Ask editor{anyone()};
  editor.actor.id = base::to_text(installation_->owner());
  editor.actor.roles = {{"home", Role::editor}};
  ASSERT_TRUE(publish_report(*installation_, editor, id, {true, false, 0}));
  EXPECT_FALSE(base::truth_at(*come_back(other)->done, "withdraws"));
  const auto late = withdraw_reply(*installation_, public_, {other, kContributorNetwork});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
  const auto shown = consultation(*installation_, owner_, id);
  EXPECT_THAT(late.error().mend, HasSubstr(std::string(base::text_at(shown->body, "body"))));
  EXPECT_EQ(count_of_replies(id, owner_), 1);
}

TEST_F(ConsultationsTest, ACallThatClosedByItselfIsExtendedByWhoSawItClosed) {
  const auto id = opened();
  set_clock("2027-01-01T09:00");
  const auto seen = consultation(*installation_, owner_, id);
  ASSERT_TRUE(seen);
  EXPECT_EQ(base::text_at(seen->body, "state"), "closed");
  const auto version = static_cast<std::uint64_t>(base::integer_at(seen->body, "version"));
  EXPECT_TRUE(
      change_call(*installation_, owner_, id, {CallStep::extend, "2027-02-28T18:00", version}));
}

TEST_F(ConsultationsTest, ItsTextIsMendedAfterItsDeadlineToo) {
  const auto id = opened();
  set_clock("2027-01-01T09:00");
  auto wish = wished();
  wish.text = {{model::Language::en, "What helped?"}};
  wish.seen = 2;
  const auto mended = write_call(*installation_, owner_, id, wish);
  ASSERT_TRUE(mended) << mended.error().message;
  EXPECT_EQ(base::text_at(*mended, "opens"), "2026-12-01T08:00:00Z");
  EXPECT_EQ(base::text_at(*mended, "state"), "closed");
}

TEST_F(ConsultationsTest, WhatWasAskedKeepsItsWordsOnceTheCallIsPublic) {
  const auto id = opened();
  const auto given = [&] {
    const auto texts = reply_texts(*installation_, owner_.actor, id);
    return texts->front().paragraphs.back().text;
  };
  (void)receipt_of(receive(id, answered()));
  EXPECT_EQ(given(), "Deux");
  const auto place_of = [&](auto change) {
    auto wish = wished();
    wish.seen = 2;
    change(wish.questions);
    const auto made = write_call(*installation_, owner_, id, wish);
    return made ? std::string("made") : made.error().place;
  };
  using model::Language;
  EXPECT_EQ(place_of([](auto& all) { all[1].choices[1][Language::fr] = "Aucun"; }), "questions");
  EXPECT_EQ(place_of([](auto& all) { all[0].text[Language::en] = "What hurts?"; }), "questions");
  EXPECT_EQ(place_of([](auto& all) { all[1].choices[1].erase(Language::fr); }), "questions");
  EXPECT_EQ(place_of([](auto& all) { std::swap(all[1].choices[0], all[1].choices[1]); }),
            "questions");
  EXPECT_EQ(given(), "Deux");
}

TEST_F(ConsultationsTest, APublicCallIsAskedInAnotherLanguageAndAsksFurther) {
  const auto id = opened();
  auto wish = wished();
  wish.seen = 2;
  wish.questions[0].text[model::Language::es] = "¿Qué ayuda?";
  wish.questions.push_back({model::QuestionKind::text, {{model::Language::en, "And else?"}}, {}});
  const auto made = write_call(*installation_, owner_, id, wish);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(base::array_at(*made, "questions").size(), 4U);
  wish.seen = 3;
  wish.questions[0].text[model::Language::es] = "¿Qué no ayuda?";
  const auto reworded = write_call(*installation_, owner_, id, wish);
  ASSERT_FALSE(reworded) << "nobody has answered, and the refusal must not tell";
  EXPECT_THAT(reworded.error().mend, HasSubstr("another call"));
}

TEST_F(ConsultationsTest, WhoeverIsInvitedNoLongerCorrectsTheirReply) {
  const auto id = opened();
  const auto code = receipt_of(receive(id, answered()));
  auto narrower = wished();
  narrower.invited = {"State"};
  narrower.seen = 2;
  ASSERT_TRUE(write_call(*installation_, owner_, id, narrower));
  EXPECT_EQ(receive(id, answered("Another reply")).error().place, "kind");
  auto changed = answered("Dialogue, and time.");
  const auto corrected = [&] {
    return correct_reply(*installation_, public_, {code, kContributorNetwork}, changed);
  };
  const auto done = corrected();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(base::text_at(base::object_at(*done->done, "reply"), "kind"), "NGO");
  changed.kind = "agency";
  EXPECT_EQ(corrected().error().place, "kind") << "neither invited nor what it was";
}

TEST_F(ConsultationsTest, ALetterNamesTheCallAndItsAddress) {
  const auto id = opened();
  const auto letter =
      invitation_letter(*installation_, owner_, id, "Ministry of Lakes", "https://x.example");
  ASSERT_TRUE(letter) << letter.error().message;
  const auto read = installation_->reader().read(*letter->bytes, letter->name);
  ASSERT_TRUE(read) << read.error().message;
  std::string text;
  for (const auto& block : read->blocks) text += model::text_of(block.runs) + "\n";
  EXPECT_THAT(text, HasSubstr("Ministry of Lakes"));
  EXPECT_THAT(text, HasSubstr("https://x.example/consultations/" + id));
  EXPECT_THAT(text, HasSubstr("The deadline for replies is 2026-12-31 18:00 (Europe/Zurich)."));
  EXPECT_THAT(text, HasSubstr("\nWhat helps? (an answer is required)"));
  EXPECT_THAT(text, HasSubstr("Ways of answering: under the name of the body."));
}

TEST_F(ConsultationsTest, ALetterIsInALanguageOfTheCall) {
  const auto id = opened();
  const auto text_in = [&](model::Language language) {
    const auto letter =
        invitation_letter(*installation_, {owner_.actor, language}, id, "", "https://x.example");
    const auto read = installation_->reader().read(*letter->bytes, letter->name);
    std::string text;
    for (const auto& block : read->blocks) text += model::text_of(block.runs) + "\n";
    return text;
  };
  EXPECT_THAT(text_in(model::Language::fr), HasSubstr("La date limite de réponse est le"));
  EXPECT_THAT(text_in(model::Language::ar), HasSubstr("The deadline for replies is"));
}

TEST_F(ConsultationsTest, HealthSaysWhetherEachOpenCallCanReceive) {
  const auto id = opened();
  (void)written();
  auto calls = calls_reception(*installation_);
  ASSERT_EQ(calls->size(), 1U);
  EXPECT_TRUE(base::truth_at(calls->front().as_object(), "receives"));
  set_clock("2027-01-01T10:00");
  calls = calls_reception(*installation_);
  EXPECT_EQ(base::text_at(calls->front().as_object(), "why"), "closed");
}

}  // namespace
}  // namespace comity::service
