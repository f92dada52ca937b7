// Calls and replies: on every database behind the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "store/backend_fixture.h"
#include "store/calls_fixture.h"

namespace comity::store {
namespace {

using base::ErrorKind;

/// How far into its day (UTC) something was last changed, in nanoseconds.
std::int64_t changed_within_its_day(const std::filesystem::path& path) {
  struct stat facts{};
  EXPECT_EQ(::stat(path.c_str(), &facts), 0) << path;
  return facts.st_mtim.tv_sec % 86'400 * 1'000'000'000 + facts.st_mtim.tv_nsec;
}

class CallsTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    clock_.set(kCallOpens);
    store_ = open(folder_);
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
  }

  std::unique_ptr<Store> open(const TestFolder& folder) {
    auto options = options_of(GetParam(), folder.path());
    options.clock = &clock_;
    auto store = Store::open(options);
    EXPECT_TRUE(store) << store.error().message;
    return store ? std::make_unique<Store>(*std::move(store)) : nullptr;
  }

  base::Result<Appended> append(Act act) {
    COMITY_TRY(const auto appended, store_->append({{space_, ActorId{}, std::move(act)}}));
    return appended.front();
  }
  void expect_whole_record() {
    const auto check = store_->rebuild_check();
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_TRUE(check->equal) << check->difference << " " << check->place;
    EXPECT_TRUE(store_->verify()->valid);
    TestFolder other;
    auto copy = open(other);
    ASSERT_TRUE(copy->copy_from(*store_)) << "files come along";
    EXPECT_EQ(*copy->dump_hash(), *store_->dump_hash());
  }

  base::ManualClock clock_{kCallOpens};
  TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
};

TEST_P(CallsTest, OfTwoWhoChangeACallAtOnceTheSecondIsTold) {
  ASSERT_TRUE(append(call_act(1)));
  EXPECT_EQ(append(call_act(1))->outcome, Outcome::unchanged);
  auto extended = call_act(2);
  extended.content.closes.microseconds += 1;
  auto closed = call_act(2);
  closed.content.state = model::CallState::closed;
  ASSERT_TRUE(append(extended));
  EXPECT_EQ(append(closed).error().kind, ErrorKind::conflict);
  closed.version = 3;
  ASSERT_TRUE(append(closed));
  const auto call = *store_->read()->call(kCall, kEveryone);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->version, 3U);
  EXPECT_EQ(call->content, closed.content);
  expect_whole_record();
}

TEST_P(CallsTest, ADraftIsForThoseInside) {
  auto draft = call_act(1);
  draft.content.state = model::CallState::draft;
  ASSERT_TRUE(append(draft));
  EXPECT_TRUE(store_->read()->calls(kEveryone)->empty());
  EXPECT_FALSE(*store_->read()->call(kCall, kEveryone));
  EXPECT_EQ(store_->read()->calls(kOwnerSees)->size(), 1U);
  EXPECT_EQ(append(reply_act("one", 1)).error().message, "the call is a draft");
}

TEST_P(CallsTest, RepliesAreTakenBetweenTheTimesAndNeverAfterTheCallWasClosed) {
  ASSERT_TRUE(append(call_act(1)));
  clock_.set({kCallOpens.microseconds - 1});
  EXPECT_EQ(append(reply_act("early", 1)).error().kind, ErrorKind::conflict);
  clock_.set({kCallCloses.microseconds - 1});
  EXPECT_TRUE(append(reply_act("in time", 1)));
  clock_.set(kCallCloses);
  EXPECT_EQ(append(reply_act("late", 1)).error().kind, ErrorKind::conflict);
  auto closed = call_act(2);
  closed.content.state = model::CallState::closed;
  ASSERT_TRUE(append(closed));
  clock_.set(kCallOpens);
  const auto back = append(reply_act("by a clock that went back", 1));
  EXPECT_EQ(back.error().kind, ErrorKind::conflict);
  EXPECT_EQ(back.error().message, "the call is closed") << "its deadline is not over";
  EXPECT_EQ(store_->read()->replies(space_, kCall)->size(), 1U);
}

TEST_P(CallsTest, TheSameReplyIsKeptOnceAndAnotherTakesItsPlace) {
  ASSERT_TRUE(append(call_act(1)));
  const auto first = append(reply_act("one", 1));
  ASSERT_TRUE(first);
  EXPECT_EQ(append(reply_act("one", 1))->outcome, Outcome::unchanged);
  auto again = reply_act("one", 1);
  again.reply = {77};
  again.receipt = base::sha256("another receipt");
  EXPECT_EQ(append(again)->number, first->number) << "whatever receipt it comes with";
  auto other_text = reply_act("one", 1);
  other_text.reply = {78};
  other_text.digest = base::sha256("another text");
  EXPECT_EQ(append(other_text).error().kind, ErrorKind::conflict) << "one form, one reply";
  auto corrected = reply_act("one", 2);
  corrected.content->answers.front().text = "Corrected";
  corrected.digest = base::sha256("Corrected");
  ASSERT_TRUE(append(corrected));
  corrected.content->answers.front().text = "Lost";
  corrected.digest = base::sha256("Lost");
  EXPECT_EQ(append(corrected).error().kind, ErrorKind::conflict) << "of two, the second is told";
  const auto replies = store_->read()->replies(space_, kCall);
  ASSERT_EQ(replies->size(), 1U);
  EXPECT_EQ(replies->front().content->answers.front().text, "Corrected");
  EXPECT_EQ(replies->front().first, first->number);
  expect_whole_record();
}

TEST_P(CallsTest, AFormIsHeldAgainstItsOwnReplyWhicheverOtherSaysTheSame) {
  ASSERT_TRUE(append(call_act(1)));
  const std::pair<const char*, const char*> forms[] = {{"one", "two"}, {"two", "one"}};
  for (const auto& [word, other] : forms) ASSERT_TRUE(append(reply_act(word, 1)));
  for (const auto& [word, other] : forms) {
    auto again = reply_act(word, 1);
    again.reply = {79};
    EXPECT_EQ(append(again)->outcome, Outcome::unchanged);
    again.digest = reply_act(other, 1).digest;
    const auto refused = append(again);
    ASSERT_FALSE(refused) << word << " was told that it stands with the text of " << other;
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  }
}

TEST_P(CallsTest, WhatIsWithdrawnIsErasedInEveryVersionWithItsFiles) {
  ASSERT_TRUE(append(call_act(1)));
  const auto with_file = [&](const std::string& name, const std::string& bytes,
                             std::uint64_t version) {
    auto act = reply_act(name, version);
    act.digest = base::sha256(name + bytes);
    act.content->files.push_back(
        {0, "a.bin", bytes.size(), "", *store_->put_file(bytes), {}, "not read"});
    return act;
  };
  const auto first = append(with_file("one", "first file", 1));
  ASSERT_TRUE(first);
  const auto second = append(with_file("one", "shared file", 2));
  ASSERT_TRUE(second);
  ASSERT_TRUE(append(with_file("two", "shared file", 1)));
  const ReplyWithdrawn withdrawal{kCall,         reply_act("one", 1).reply,  2, model::Way::named,
                                  first->number, reply_act("one", 1).receipt};
  ASSERT_TRUE(append(withdrawal));
  ASSERT_TRUE(store_->erase_released());
  EXPECT_FALSE(*store_->read()->payload(space_, first->number));
  EXPECT_FALSE(*store_->read()->payload(space_, second->number));
  EXPECT_EQ(store_->file(base::sha256("first file")).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(store_->file(base::sha256("shared file"))) << "another reply names it";
  const auto left = *store_->read()->reply_of(withdrawal.receipt);
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->withdrawn);
  EXPECT_FALSE(left->content);
  EXPECT_EQ(append(withdrawal)->outcome, Outcome::unchanged);
  EXPECT_EQ(append(with_file("one", "again", 3)).error().kind, ErrorKind::conflict);
  expect_whole_record();
}

TEST_P(CallsTest, AReplyIsTakenBackAfterTheDeadlineUntilTheReportIsPublished) {
  ASSERT_TRUE(append(call_act(1)));
  const auto withdrawal_of = [&](const char* word) {
    const auto act = reply_act(word, 1);
    const auto received = append(act);
    EXPECT_TRUE(received) << word;
    return ReplyWithdrawn{kCall, act.reply, 1, act.way, received->number, act.receipt};
  };
  const auto one = withdrawal_of("one");
  const auto two = withdrawal_of("two");
  const auto three = withdrawal_of("three");
  const auto publish = [&] {
    return append(CodingAct(SynthesisPublished{base::to_text(kCall), true, false}));
  };
  ASSERT_TRUE(publish());
  EXPECT_TRUE(append(one)) << "the call still takes replies";
  clock_.set(kCallCloses);
  EXPECT_EQ(append(two).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(append(CodingAct(SynthesisPublished{base::to_text(kCall), false, false})));
  EXPECT_TRUE(append(two));
  ASSERT_TRUE(publish());
  EXPECT_EQ(append(three).error().kind, ErrorKind::conflict);
  expect_whole_record();
}

TEST_P(CallsTest, FilesOfAWithdrawnReplyGoAlsoWhereTheProcessEndedBefore) {
  ASSERT_TRUE(append(call_act(1)));
  auto act = reply_act("one", 1);
  act.content->files.push_back({0, "a.bin", 4, "", *store_->put_file("gone"), {}, "not read"});
  const auto received = append(act);
  ASSERT_TRUE(received);
  ASSERT_TRUE(append(ReplyWithdrawn{kCall, act.reply, 1, act.way, received->number, act.receipt}));
  EXPECT_TRUE(store_->file(base::sha256("gone")));
  store_.reset();
  store_ = open(folder_);
  EXPECT_EQ(store_->file(base::sha256("gone")).error().kind, ErrorKind::not_found);
}

TEST_P(CallsTest, AnAnonymousEntryCarriesItsDayAlone) {
  ASSERT_TRUE(append(call_act(1)));
  clock_.set({kCallOpens.microseconds + 12'345'678});
  const auto received = append(reply_act("one", 1));
  const auto entries = store_->read()->entries(space_, received->number - 1, 1);
  EXPECT_EQ(entries->front().time, base::start_of_day(kCallOpens));
}

TEST_P(CallsTest, AnonymousRepliesStandBeforeTheOthersOfTheirDayAndTellNoHour) {
  ASSERT_TRUE(append(call_act(1)));
  constexpr std::int64_t kHour = 3'600'000'000;
  const auto day = base::start_of_day({kCallOpens.microseconds + 24 * kHour}).microseconds;
  const auto comes = [&](std::uint64_t id, std::int64_t hour, model::Way way) {
    clock_.set({day + hour * kHour});
    auto act = reply_act(std::to_string(id), 1);
    act.reply = {id};
    act.way = way;
    ASSERT_TRUE(append(act));
  };
  comes(90, 9, model::Way::named);
  comes(60, 10, model::Way::anonymous);
  comes(80, 11, model::Way::confidential);
  comes(50, 12, model::Way::anonymous);
  comes(70, 13, model::Way::named);
  comes(10, 25, model::Way::named);
  comes(20, 26, model::Way::anonymous);
  const auto ids_of = [](const std::vector<ReplyRecord>& all) {
    std::vector<std::uint64_t> ids;
    for (const auto& each : all) ids.push_back(each.id.value);
    return ids;
  };
  const auto read = store_->read();
  const auto in_order = testing::ElementsAre(50U, 60U, 90U, 80U, 70U, 20U, 10U);
  EXPECT_THAT(ids_of(*read->replies(space_, kCall)), in_order);
  EXPECT_THAT(ids_of(*read->reply_heads(space_, kCall)), in_order);
}

TEST_P(CallsTest, OfAReplysFileTheDayAloneCanBeSeen) {
  ASSERT_TRUE(append(call_act(1)));
  auto act = reply_act("one", 1);
  act.way = model::Way::anonymous;
  act.content.reset();
  act.sealed = *store_->put_file("sealed");
  const auto received = append(act);
  ASSERT_TRUE(received);
  const auto file = store_->path_of_file(*act.sealed);
  const auto folder = file.parent_path();
  const auto all = folder.parent_path();
  for (const auto& each : {file, folder, all, all.parent_path() / "incoming"}) {
    EXPECT_EQ(changed_within_its_day(each), 0) << each;
  }
  ASSERT_TRUE(append(ReplyWithdrawn{kCall, act.reply, 1, act.way, received->number, act.receipt}));
  ASSERT_TRUE(store_->erase_released());
  EXPECT_EQ(changed_within_its_day(folder), 0) << "nor when it was withdrawn";
}

TEST_P(CallsTest, PayloadsComeBack) {
  auto act = reply_act("one", 3);
  act.content->files.push_back({2, "a.docx", 4, "x/y", base::sha256("f"), base::sha256("r"), ""});
  const auto back = reply_received_from(payload_of(act));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->content, act.content);
  EXPECT_EQ(back->received, act.received);
  const auto call = call_written_from(payload_of(call_act(4)));
  ASSERT_TRUE(call);
  EXPECT_EQ(call->content, call_act(4).content);
  EXPECT_EQ(call->version, 4U);
  act.sealed = base::sha256("sealed");
  EXPECT_FALSE(reply_received_from(payload_of(act))) << "in plain and sealed at once";
  act.content.reset();
  EXPECT_TRUE(reply_received_from(payload_of(act)));
  EXPECT_FALSE(reply_received_from("{}"));
  EXPECT_FALSE(call_written_from(R"({"call":"0000000000001","version":0})"));
  EXPECT_FALSE(reply_withdrawn_from("[]"));
}

INSTANTIATE_TEST_SUITE_P(On, CallsTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
