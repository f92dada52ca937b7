// What people do with replies at once: nothing of it is lost, no line stands without a passage, and
// the tables are what the journal says, on every database behind the store.
#include "store/passages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "store/backend_fixture.h"
#include "store/calls_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using testing::ElementsAre;

const std::string kCallText = base::to_text(kCall);
const std::string kReplyText = base::to_text(reply_act("reply", 1).reply);
const ActorId kCoder{7};
const ActorId kOtherCoder{8};

model::Passage passage_at(std::string id, std::int64_t begin = 0,
                          std::vector<std::string> codes = {"obstacle"}) {
  return {std::move(id), {kReplyText, 1, "question 1", 1, begin, begin + 9}, std::move(codes)};
}

CodingAct mark(std::string id, std::int64_t begin = 0) {
  return PassageMarked{kCallText, passage_at(std::move(id), begin)};
}

CodingAct line(std::string id, std::vector<std::string> passages, std::string text = "Text") {
  return LineWritten{kCallText,
                     {std::move(id), "obstacle", 1, std::move(text), std::move(passages)}};
}

TEST(CodingPayloads, ComeBack) {
  const auto& call = kCallText;
  const CodingAct acts[] = {
      mark("P"),
      PassageUnmarked{call, "P"},
      PassageSetAside{call, "P", "said elsewhere"},
      CodingFinished{call, "", 0},
      CodingFinished{call, kReplyText, 3, 2},
      CodesWritten{call, {{"lakes", "Lakes", "theme"}}},
      line("L", {"P", "Q"}),
      LineRemoved{call, "L"},
      SynthesisPublished{call, true, true},
      ProposalDismissed{call, passage_at("P").place.in(), {"challenge", "obstacle"}},
  };
  std::set<std::string_view> verbs;
  for (const auto& act : acts) {
    const auto payload = payload_of(act);
    EXPECT_TRUE(check(act));
    const auto back = coding_act_from(verb_of(act), payload);
    ASSERT_TRUE(back) << payload;
    EXPECT_EQ(back->index(), act.index());
    EXPECT_EQ(payload_of(*back), payload);
    EXPECT_TRUE(is_of_coding(verb_of(act)));
    verbs.insert(verb_of(act));
  }
  EXPECT_EQ(verbs.size(), std::variant_size_v<CodingAct>);
}

TEST(CodingPayloads, SayThatAMachineProposedAndNothingWhereNoneDid) {
  const CodingAct accepted = PassageMarked{kCallText, passage_at("P"), true};
  const auto payload = payload_of(accepted);
  EXPECT_TRUE(std::get<PassageMarked>(*coding_act_from(kPassageMarked, payload)).proposed);
  EXPECT_EQ(payload_of(mark("P")).find("proposed"), std::string::npos)
      << "entries of before are as they were";
}

TEST(CodingPayloads, OfAnotherFormAreRefused) {
  EXPECT_EQ(check(line("L", {})).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(check(line("L", {"Q", "P"})).error().place, "passages");
  auto place = passage_at("P");
  place.place.end = place.place.begin;
  EXPECT_EQ(check(PassageMarked{kCallText, place}).error().place, "from, to");
  EXPECT_EQ(check(PassageMarked{kCallText, passage_at("P", 0, {})}).error().place, "codes");
  EXPECT_EQ(check(ProposalDismissed{kCallText, place.place.in(), {}}).error().place, "codes");
  EXPECT_FALSE(coding_act_from(kProposalDismissed, R"({"call":"C","reply":"R","codes":["x"]})"));
  EXPECT_FALSE(coding_act_from(kLineWritten, R"({"call":"C","line":"L","passages":[]})"));
  EXPECT_FALSE(coding_act_from(kPassageMarked, "{}"));
  EXPECT_FALSE(coding_act_from(kPassageUnmarked, "[]"));
}

class PassagesTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    auto options = options_of(GetParam(), folder_.path());
    options.clock = &clock_;
    store_ = std::make_unique<Store>(*Store::open(options));
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
    ASSERT_TRUE(
        store_->append({{space_, kOwner, call_act(1)}, {space_, {}, reply_act("reply", 1)}}));
  }

  base::Result<Appended> try_to(CodingAct act, ActorId actor = kCoder,
                                std::optional<EntryNumber> seen = {}) {
    COMITY_TRY(auto done, store_->append({{space_, actor, std::move(act), seen}}));
    return done.front();
  }
  EntryNumber done(CodingAct act, ActorId actor = kCoder, std::optional<EntryNumber> seen = {}) {
    const auto appended = try_to(std::move(act), actor, seen);
    EXPECT_TRUE(appended) << appended.error().message;
    return appended ? appended->number : 0;
  }
  ErrorKind refused(CodingAct act, ActorId actor = kCoder, std::optional<EntryNumber> seen = {}) {
    const auto appended = try_to(std::move(act), actor, seen);
    EXPECT_FALSE(appended);
    return appended ? ErrorKind::internal : appended.error().kind;
  }
  CodingRecord coding() { return *store_->read()->coding(space_, kCallText); }
  void expect_replayed() {
    const auto rebuilt = store_->rebuild_check();
    ASSERT_TRUE(rebuilt) << rebuilt.error().message;
    EXPECT_TRUE(rebuilt->equal) << rebuilt->difference << " " << rebuilt->place;
  }

  base::ManualClock clock_{kCallOpens};
  TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
};

TEST_P(PassagesTest, AProposalIsAcceptedOnceAndDismissedForOneCoder) {
  const auto place = passage_at("P").place;
  const CodingAct accepted = PassageMarked{kCallText, passage_at("P"), true};
  const CodingAct dismissed = ProposalDismissed{kCallText, place.in(), {"challenge", "obstacle"}};
  const auto first = done(dismissed);
  EXPECT_EQ(try_to(dismissed)->outcome, Outcome::unchanged) << "it was said already";
  (void)done(dismissed, kOtherCoder);
  (void)done(ProposalDismissed{kCallText, place.in(), {"obstacle", "proposal"}});
  ASSERT_EQ(coding().dismissed.size(), 5U);
  EXPECT_EQ(coding().dismissed[0].entry, first);
  EXPECT_EQ(coding().dismissed[0].place, place.in());
  (void)done(accepted);
  EXPECT_EQ(refused(PassageMarked{kCallText, passage_at("Q"), true}), ErrorKind::conflict)
      << "two clicks are one passage";
  (void)done(PassageMarked{kCallText, passage_at("R"), true}, kOtherCoder);
  EXPECT_EQ(coding().passages.size(), 2U);
  auto stale = place.in();
  stale.version = 2;
  EXPECT_EQ(refused(ProposalDismissed{kCallText, stale, {"obstacle"}}), ErrorKind::conflict);
  EXPECT_EQ(refused(ProposalDismissed{kCallText, place.in(), {"nobody"}}),
            ErrorKind::invalid_input);
  expect_replayed();
  const auto reply = *store_->read()->reply(space_, reply_act("reply", 1).reply);
  ASSERT_TRUE(store_->append(
      {{space_,
        {},
        ReplyWithdrawn{kCall, reply->id, 1, reply->way, reply->first, reply->receipt}}}));
  EXPECT_TRUE(coding().dismissed.empty()) << "they go with the reply";
  expect_replayed();
}

TEST_P(PassagesTest, AreTheirCodersAndChangeAsSeen) {
  const auto first = done(mark("P"));
  const auto second = done(mark("P", 5), kCoder, first);
  EXPECT_EQ(refused(mark("P", 7), kCoder, first), ErrorKind::conflict);
  EXPECT_EQ(refused(mark("P", 7), kOtherCoder), ErrorKind::forbidden);
  EXPECT_EQ(refused(PassageUnmarked{kCallText, "P"}, kOtherCoder), ErrorKind::forbidden);
  const auto held = coding().passages;
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].passage, passage_at("P", 5));
  EXPECT_EQ(held[0].coder, kCoder);
  EXPECT_EQ(held[0].marked, first);
  EXPECT_EQ(held[0].changed, second);
  const auto ended = done(PassageUnmarked{kCallText, "P"}, kCoder, second);
  EXPECT_EQ(coding().passages[0].ended, ended);
  EXPECT_EQ(refused(mark("P"), kCoder, second), ErrorKind::not_found);
  expect_replayed();
}

TEST_P(PassagesTest, HoldTheLinesThatStandOnThem) {
  EXPECT_EQ(refused(line("L", {"P"})), ErrorKind::not_found);
  (void)done(mark("P"));
  (void)done(mark("Q", 20));
  const auto written = done(line("L", {"P", "Q"}));
  EXPECT_EQ(refused(PassageUnmarked{kCallText, "P"}), ErrorKind::conflict);
  EXPECT_EQ(refused(line("L", {"P"}), kCoder, written - 1), ErrorKind::conflict);
  const auto again = done(line("L", {"Q"}, "Other"), kOtherCoder, written);
  (void)done(PassageUnmarked{kCallText, "P"});
  const auto lines = coding().lines;
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0].line.passages, ElementsAre("Q"));
  EXPECT_EQ(lines[0].line.text, "Other");
  EXPECT_EQ(lines[0].writer, kOtherCoder);
  EXPECT_EQ(refused(LineRemoved{kCallText, "L"}, kCoder, written), ErrorKind::conflict);
  (void)done(LineRemoved{kCallText, "L"}, kCoder, again);
  EXPECT_EQ(refused(LineRemoved{kCallText, "L"}), ErrorKind::not_found);
  EXPECT_TRUE(coding().lines.empty());
  expect_replayed();
}

TEST_P(PassagesTest, StayWhereALineStandsOnThem) {
  auto moved = passage_at("P", 5);
  const auto coded = [](std::vector<std::string> codes) -> CodingAct {
    return PassageMarked{kCallText, passage_at("P", 0, std::move(codes))};
  };
  (void)done(mark("P"));
  (void)done(line("L", {"P"}));
  EXPECT_EQ(refused(mark("P", 5)), ErrorKind::conflict) << "other words";
  (void)done(coded({"challenge"}));
  (void)done(SynthesisPublished{kCallText, true, false});
  EXPECT_EQ(refused(coded({"obstacle"})), ErrorKind::conflict) << "everyone reads its codes";
  (void)done(LineRemoved{kCallText, "L"});
  (void)done(coded({"obstacle"}));
  (void)done(PassageMarked{kCallText, moved});
  expect_replayed();
}

TEST_P(PassagesTest, OfAnEarlierVersionBearNoLineAndNoReport) {
  (void)done(mark("P"));
  (void)done(mark("Q", 20));
  (void)done(line("L", {"P"}));
  auto next = reply_act("reply", 2);
  next.digest = base::sha256("another text");
  ASSERT_TRUE(store_->append({{space_, {}, next}}));
  EXPECT_EQ(refused(SynthesisPublished{kCallText, true, false}), ErrorKind::conflict);
  EXPECT_EQ(refused(line("M", {"Q"})), ErrorKind::conflict);
  auto anew = passage_at("R");
  anew.place.version = 2;
  (void)done(PassageMarked{kCallText, anew});
  (void)done(line("L", {"R"}));
  (void)done(SynthesisPublished{kCallText, true, false});
  expect_replayed();
}

TEST_P(PassagesTest, StayInTheirParagraph) {
  ASSERT_TRUE(store_->append({{space_, {}, reply_act("another", 1)}}));
  (void)done(mark("P"));
  const auto refused_where = [&](auto change) {
    auto moved = passage_at("P");
    change(moved.place);
    EXPECT_EQ(refused(PassageMarked{kCallText, moved}), ErrorKind::conflict);
  };
  refused_where([](auto& place) { place.reply = base::to_text(reply_act("another", 1).reply); });
  refused_where([](auto& place) { place.part = "question 2"; });
  refused_where([](auto& place) { place.paragraph = 2; });
  // Nor does it leave a reply with which its coder has finished.
  (void)done(CodingFinished{kCallText, kReplyText, 1});
  refused_where([](auto& place) { place.reply = base::to_text(reply_act("another", 1).reply); });
  expect_replayed();
}

TEST_P(PassagesTest, AreSetAsideWithAReasonAndTakenUpAgain) {
  const auto& call = kCallText;
  (void)done(mark("P"));
  const auto aside = done(PassageSetAside{call, "P", "of another matter"});
  EXPECT_EQ(try_to(PassageSetAside{call, "P", "of another matter"})->outcome, Outcome::unchanged);
  EXPECT_EQ(coding().set_aside.at(0).reason, "of another matter");
  EXPECT_EQ(refused(PassageSetAside{call, "P", "why"}, kCoder, aside + 1), ErrorKind::conflict);
  EXPECT_EQ(refused(PassageSetAside{call, "P", "why"}, kOtherCoder, 0), ErrorKind::conflict)
      << "nothing was there when they saw it";
  (void)done(PassageSetAside{call, "P", ""}, kOtherCoder, aside);
  EXPECT_EQ(try_to(PassageSetAside{call, "P", ""})->outcome, Outcome::unchanged);
  EXPECT_TRUE(coding().set_aside.empty());
  EXPECT_EQ(refused(PassageSetAside{call, "X", "why"}), ErrorKind::not_found);
  (void)done(PassageSetAside{call, "P", "again"});
  (void)done(PassageUnmarked{call, "P"});
  EXPECT_TRUE(coding().set_aside.empty());
  expect_replayed();
}

TEST_P(PassagesTest, HaveCodesAnEndAndAReport) {
  const auto& call = kCallText;
  (void)done(CodingFinished{call, kReplyText, 3});
  EXPECT_EQ(try_to(CodingFinished{call, kReplyText, 3})->outcome, Outcome::unchanged);
  (void)done(CodingFinished{call, kReplyText, 3}, kOtherCoder);
  (void)done(CodingFinished{call, "", 0}, kOtherCoder);
  const auto codes = done(CodesWritten{call, {{"lakes", "Lakes", "theme"}}});
  EXPECT_EQ(refused(CodesWritten{call, {}}, kCoder, codes + 1), ErrorKind::conflict);
  EXPECT_EQ(refused(CodesWritten{call, {{"rivers", "Rivers", "theme"}}}, kOtherCoder, 0),
            ErrorKind::conflict);
  const auto published = done(SynthesisPublished{call, true, true}, kCoder, 0);
  EXPECT_EQ(try_to(SynthesisPublished{call, true, true}, kCoder, 0)->outcome, Outcome::unchanged);
  EXPECT_EQ(refused(SynthesisPublished{call, true, false}, kOtherCoder, 0), ErrorKind::conflict);
  auto all = coding();
  EXPECT_EQ(all.finished.size(), 3U);
  EXPECT_THAT(all.codes, ElementsAre(model::PassageCode{"lakes", "Lakes", "theme"}));
  EXPECT_EQ(all.codes_changed, codes);
  EXPECT_TRUE(all.published && all.annex);
  (void)done(SynthesisPublished{call, false, false}, kCoder, published);
  EXPECT_FALSE(coding().published);
  (void)done(SynthesisPublished{call, true, false});
  EXPECT_EQ(coding().first_published, published) << "everyone could read it since then";
  EXPECT_TRUE(store_->read()->coding(space_, "ANOTHER")->finished.empty());
  expect_replayed();
}

TEST_P(PassagesTest, AreFinishedInAVersionOfTheirReply) {
  (void)done(CodingFinished{kCallText, kReplyText, 3, 2});
  EXPECT_EQ(coding().finished.at(0).version, 2);
  EXPECT_EQ(coding().finished.at(0).paragraphs, 3);
  expect_replayed();
  const auto old = coding_act_from(kCodingFinished, R"({"call":"C","reply":"R","paragraphs":3})");
  ASSERT_TRUE(old);
  EXPECT_EQ(std::get<CodingFinished>(*old).version, 0) << "an older entry does not say";
}

TEST_P(PassagesTest, AreFinishedAnewWithEachVersionOfTheirReply) {
  (void)done(mark("P"));
  (void)done(CodingFinished{kCallText, kReplyText, 3, 1});
  EXPECT_EQ(refused(mark("P", 5)), ErrorKind::conflict);
  auto next = reply_act("reply", 2);
  next.digest = base::sha256("another text");
  ASSERT_TRUE(store_->append({{space_, {}, next}}));
  const auto in_second = [](std::string id, std::int64_t begin) {
    auto passage = passage_at(std::move(id), begin);
    passage.place.version = 2;
    return PassageMarked{kCallText, passage};
  };
  EXPECT_EQ(refused(in_second("P", 5)), ErrorKind::conflict) << "what stood when they finished";
  (void)done(in_second("Q", 0));
  (void)done(in_second("Q", 5));
  (void)done(CodingFinished{kCallText, kReplyText, 2, 2});
  EXPECT_EQ(try_to(CodingFinished{kCallText, kReplyText, 2, 2})->outcome, Outcome::unchanged);
  EXPECT_EQ(refused(in_second("Q", 7)), ErrorKind::conflict);
  EXPECT_EQ(coding().finished.size(), 2U);
  expect_replayed();
}

TEST_P(PassagesTest, HaveCodesThatTheCallHas) {
  const auto coded = [](std::string id, std::vector<std::string> codes) -> CodingAct {
    return PassageMarked{kCallText, passage_at(std::move(id), 0, std::move(codes))};
  };
  const auto table = [](std::vector<std::string> codes) -> CodingAct {
    CodesWritten act{kCallText, {}};
    for (auto& code : codes) act.codes.push_back({code, "Title", "theme"});
    return act;
  };
  EXPECT_EQ(refused(coded("P", {"a_b"})), ErrorKind::invalid_input);
  (void)done(table({"a_b", "axb"}));
  const auto marked = done(coded("P", {"axb", "obstacle"}));
  (void)done(table({"axb"}));
  EXPECT_EQ(refused(coded("Q", {"a_b"})), ErrorKind::invalid_input);
  EXPECT_EQ(refused(table({"a_b"})), ErrorKind::conflict);
  (void)done(coded("P", {"obstacle"}), kCoder, marked);
  (void)done(table({}));
  expect_replayed();
}

TEST_P(PassagesTest, GoWithTheirReplyAndLeaveTheLines) {
  auto elsewhere = passage_at("X");
  elsewhere.place.reply = base::to_text(reply_act("another", 1).reply);
  EXPECT_EQ(refused(PassageMarked{kCallText, elsewhere}), ErrorKind::not_found);
  ASSERT_TRUE(store_->append({{space_, {}, reply_act("another", 1)}}));
  (void)done(mark("P"));
  (void)done(PassageMarked{kCallText, elsewhere});
  (void)done(PassageSetAside{kCallText, "P", "why"});
  (void)done(CodingFinished{kCallText, kReplyText, 1});
  (void)done(line("L", {"P", "X"}));
  const auto reply = *store_->read()->reply(space_, reply_act("reply", 1).reply);
  ASSERT_TRUE(store_->append(
      {{space_,
        {},
        ReplyWithdrawn{kCall, reply->id, 1, reply->way, reply->first, reply->receipt}}}));
  const auto left = coding();
  ASSERT_EQ(left.passages.size(), 1U);
  EXPECT_EQ(left.passages[0].passage.id, "X");
  EXPECT_TRUE(left.set_aside.empty());
  EXPECT_TRUE(left.finished.empty());
  EXPECT_THAT(left.lines.at(0).line.passages, ElementsAre("P", "X"));
  EXPECT_EQ(refused(SynthesisPublished{kCallText, true, false}), ErrorKind::conflict);
  (void)done(SynthesisPublished{kCallText, false, true});
  (void)done(line("L", {"X"}));
  (void)done(SynthesisPublished{kCallText, true, true});
  EXPECT_EQ(refused(mark("P")), ErrorKind::not_found);
  expect_replayed();
}

TEST_P(PassagesTest, StayAsTheyWereWhenTheirCoderFinished) {
  const auto first = done(mark("P"));
  (void)done(CodingFinished{kCallText, kReplyText, 3});
  EXPECT_EQ(refused(mark("P", 5), kCoder, first), ErrorKind::conflict);
  (void)done(mark("Q", 5));
  (void)done(PassageUnmarked{kCallText, "P"}, kCoder, first);
  expect_replayed();
}

TEST_P(PassagesTest, AreOfTheVersionThatWasRead) {
  auto next = reply_act("reply", 2);
  next.digest = base::sha256("another text");
  ASSERT_TRUE(store_->append({{space_, {}, next}}));
  EXPECT_EQ(refused(mark("P")), ErrorKind::conflict);
}

/// What one of several people did, as they were told.
struct Done {
  std::set<std::string> marked;
  std::set<std::string> unmarked;
};

// Several people at once: what was answered as done holds, and no line stands on nothing.
TEST_P(PassagesTest, UnderRandomConcurrentWorkLoseNothing) {
  constexpr int kPeople = 4;
  constexpr int kSteps = 40;
  const auto& call = kCallText;
  std::vector<Done> all(kPeople);
  const auto person = [&](int who) {
    std::mt19937 random(static_cast<std::uint32_t>(who + 1));
    const ActorId actor{100U + static_cast<unsigned>(who)};
    auto& mine = all[static_cast<std::size_t>(who)];
    const auto name = [&](int of) {
      return std::to_string(of) + "-" + std::to_string(random() % 6);
    };
    for (int step = 0; step < kSteps; ++step) {
      const auto own = name(who);
      const auto any = name(static_cast<int>(random() % kPeople));
      const auto kind = random() % 6;
      if (kind < 2) {
        if (try_to(mark(own, static_cast<std::int64_t>(random() % 50)), actor)) {
          mine.marked.insert(own);
        }
      } else if (kind == 2) {
        if (try_to(PassageUnmarked{call, own}, actor)) mine.unmarked.insert(own);
      } else if (kind == 3) {
        (void)try_to(PassageSetAside{call, any, random() % 2 == 0 ? "why" : ""}, actor);
      } else if (kind == 4) {
        std::set<std::string> on{any, name(who)};
        (void)try_to(line("L" + std::to_string(random() % 5), {on.begin(), on.end()}), actor);
      } else {
        (void)try_to(LineRemoved{call, "L" + std::to_string(random() % 5)}, actor);
      }
      // The same tables are seen whole at any moment.
      const auto seen = coding();
      std::set<std::string> there;
      for (const auto& each : seen.passages) {
        if (each.ended == 0) there.insert(each.passage.id);
      }
      for (const auto& each : seen.lines) {
        EXPECT_FALSE(each.line.passages.empty());
        for (const auto& on : each.line.passages) EXPECT_TRUE(there.contains(on)) << on;
      }
    }
  };
  std::vector<std::thread> people;
  people.reserve(kPeople);
  for (int who = 0; who < kPeople; ++who) people.emplace_back(person, who);
  for (auto& each : people) each.join();
  std::set<std::string> there;
  std::set<std::string> ended;
  for (const auto& each : coding().passages) {
    (each.ended == 0 ? there : ended).insert(each.passage.id);
  }
  for (const auto& each : all) {
    for (const auto& id : each.marked) {
      EXPECT_TRUE(each.unmarked.contains(id) ? ended.contains(id) : there.contains(id)) << id;
    }
  }
  expect_replayed();
}

INSTANTIATE_TEST_SUITE_P(On, PassagesTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
