// A call from its draft to its end, and what becomes of replies on the way.
#include "service/consultation/consultations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/hash.h"
#include "base/time_zone.h"
#include "service/coding/synthesis.h"
#include "service/consultation/reply_texts.h"
#include "service/documents/documents.h"
#include "service/journal.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

constexpr const char* kContributorNetwork = "203.0.113.0/24";

class ConsultationsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "data";
    options.clock = &clock_;
    ASSERT_TRUE(installation_ = opened_with(options));
  }

  static CallWish wished() {
    CallWish wish;
    wish.title = {{model::Language::en, "Ways and means"}, {model::Language::fr, "Moyens"}};
    wish.text = {{model::Language::en, "What helps?\n\nAnd what hinders?"}};
    wish.questions = *questions_from_text(
        {{model::Language::en, "What helps?\n*\n\nWhich?\n- One\n- Two\n\n[file] A document"},
         {model::Language::fr, "Qu'est-ce qui aide ?\n\nLequel ?\n- Un\n- Deux\n\n[file] Un"}});
    wish.closes = "2026-12-31T18:00";
    wish.time_zone = "Europe/Zurich";
    wish.ways = {"named"};
    return wish;
  }
  base::JsonObject written(const CallWish& wish = wished()) {
    const auto made = write_call(*installation_, owner_, "", wish);
    EXPECT_TRUE(made) << made.error().message << made.error().place;
    return *made;
  }
  /// An open call's id.
  std::string opened() {
    const std::string id(base::text_at(written(), "id"));
    const auto open = change_call(*installation_, owner_, id, {CallStep::open, "", 1});
    EXPECT_TRUE(open) << open.error().message;
    return id;
  }
  static ReplyWish answered(const std::string& text = "Dialogue.\nAnd patience.") {
    ReplyWish wish;
    wish.way = "named";
    wish.language = "fr";
    wish.body = "Society of Rivers";
    wish.kind = "NGO";
    wish.publish = true;
    wish.answers = {{1, text}, {2, "2"}};
    return wish;
  }
  base::Result<base::JsonObject> receive(const std::string& call, ReplyWish wish) {
    return receive_reply(*installation_, public_, call, std::move(wish));
  }
  static std::string receipt_of(const base::Result<base::JsonObject>& received) {
    EXPECT_TRUE(received) << received.error().message;
    return received ? std::string(base::text_at(*received, "receipt")) : std::string();
  }
  base::Result<Tried<base::JsonObject>> come_back(const std::string& code) {
    return reply_of_receipt(*installation_, public_, {code, kContributorNetwork});
  }
  void set_clock(const std::string& local) {
    clock_.set(*base::time_from_local(local, "Europe/Zurich"));
  }
  std::int64_t count_of_replies(const std::string& call, const Ask& ask) {
    const auto all = replies(*installation_, ask, call);
    EXPECT_TRUE(all) << all.error().message;
    return base::integer_at(all->body, "count");
  }

  test::TestFolder folder_;
  base::ManualClock clock_{*base::time_from_local("2026-12-01T09:00", "Europe/Zurich")};
  std::unique_ptr<Installation> installation_;
  const Ask owner_{owner_of_the_folder()};
  const Ask public_{anyone()};
};

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

TEST_F(ConsultationsTest, WhatIsNoReplyIsRefusedWithThePlace) {
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

TEST_F(ConsultationsTest, FilesAreReadIntoParagraphsAndWhatCannotBeIsToldAndKept) {
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

TEST_F(ConsultationsTest, ACorrectionIsOfTheVersionThatWasSeen) {
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

TEST_F(ConsultationsTest, WhatMayBePublishedIsShownToAllOnceTheSecretariatSaysSo) {
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

TEST_F(ConsultationsTest, ACallThatTakesNoRepliesSaysWhy) {
  const std::string draft(base::text_at(written(), "id"));
  EXPECT_EQ(receive_reply(*installation_, owner_, draft, answered()).error().message,
            "the call is a draft");
  const auto id = opened();
  ASSERT_TRUE(change_call(*installation_, owner_, id, {CallStep::close, "", 2}));
  EXPECT_EQ(receive(id, answered()).error().message, "the call is closed");
  set_clock("2027-01-01T10:00");
  EXPECT_EQ(receive(id, answered()).error().message, "the call is closed: its deadline is over");
}

TEST_F(ConsultationsTest, ConsentIsAWordThatSaysSo) {
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

TEST_F(ConsultationsTest, OfAWithdrawnReplyTheDayAloneIsTold) {
  const auto id = opened();
  const auto code = receipt_of(receive(id, answered()));
  ASSERT_TRUE(withdraw_reply(*installation_, public_, {code, kContributorNetwork}));
  const auto held = come_back(code);
  ASSERT_TRUE(held);
  const auto& reply = base::object_at(*held->done, "reply");
  EXPECT_EQ(base::text_at(reply, "received"), "2026-12-01");
  EXPECT_EQ(base::text_at(reply, "received_local"), "2026-12-01");
}

TEST_F(ConsultationsTest, TheJournalOfThePublicListsNoReplies) {
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

TEST_F(ConsultationsTest, NothingThatThePublicIsToldMovesWhenAReplyComes) {
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

TEST_F(ConsultationsTest, ThePublicHasTheJournalToTheEndOfYesterday) {
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

TEST_F(ConsultationsTest, GuessesAtAReceiptAreSlowedAndItsHolderIsNot) {
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

TEST_F(ConsultationsTest, NoTwoReceiptsAreAlike) {
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) codes.insert(new_receipt());
  EXPECT_EQ(codes.size(), 1000U);
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
  EXPECT_THAT(text, HasSubstr("1. What helps? (an answer is required)"));
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
