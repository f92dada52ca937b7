// Random work is what the journal makes of it, replayed in any order between spaces, on every
// database behind the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "store/backend_fixture.h"
#include "store/calls_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using model::Language;

class ReplayTest : public testing::TestWithParam<Backend> {};

/// Random work in two spaces: copies in two languages, formats and issues, works that replace each
/// other, readings that are replaced, choices, publishing, calls, their keys, replies, what
/// is done with these, withholding.
class RandomWork {
 public:
  RandomWork(Store& store, std::uint64_t seed) : store_(store), random_(seed) {
    for (const auto* name : {"one", "two"}) {
      spaces_.push_back(store.create_space({name, name, false, {}}, kOwner)->id);
    }
  }

  void step() {
    const auto kind = files_.empty() ? 0 : random_() % 19;
    if (kind > 16) {
      code();
    } else if (kind > 15) {
      name_readers();
    } else if (kind > 12) {
      consult();
    } else if (kind < 4) {
      read();
    } else if (kind == 9) {
      withhold();
    } else {
      const auto& [space, act] = files_[random_() % files_.size()];
      change(space, act, kind);
    }
  }

 private:
  model::Reading reading() {
    auto made =
        report_of("XC" + std::string(1, static_cast<char>('A' + random_() % 2)),
                  static_cast<int>(random_() % 5), "Title " + std::to_string(random_() % 3));
    if (random_() % 3 == 0) made.language = Language::fr;
    if (random_() % 4 == 0) made.symbol = *model::Symbol::parse("A/TEST/1*");
    if (random_() % 4 == 0) made.review.reset();
    return made;
  }

  void read() {
    static constexpr std::string_view kNames[] = {"A/TEST/1", "A/TEST/1/Rev.1", "A/TEST/1/Rev.2",
                                                  "A/TEST/1/Corr.1", "A/TEST/2"};
    auto act = *stored(store_, std::string(kNames[random_() % std::size(kNames)]),
                       std::to_string(random_() % 60), reading());
    if (random_() % 2 == 0) act.media_type = "application/pdf";
    const auto space = spaces_[random_() % spaces_.size()];
    const auto done = store_.append({{space, kOwner, act}});
    ASSERT_TRUE(done) << done.error().message;
    if (done->front().outcome == Outcome::appended) files_.emplace_back(space, act);
  }

  void change(SpaceId space, const DocumentRead& act, std::uint64_t kind) {
    Act wish = DocumentPublished{act.work};
    if (kind == 4) wish = DocumentWithdrawn{act.work};
    if (kind == 5) wish = CopyChosen{act.work, act.file};
    if (kind > 6) wish = *again(space, act);
    if (kind == 10) wish = correction(act);
    if (kind == 11) wish = CorrectionWithdrawn{act.work, 1 + random_() % 60, "taken back"};
    if (kind == 12) wish = tagging(act);
    const auto done = store_.append({{space, kOwner, wish}});
    // Withholding may have taken the work or the copy away.
    ASSERT_TRUE(done || done.error().kind == base::ErrorKind::not_found) << done.error().message;
  }

  /// A call is written or closed, a reply comes, is corrected or withdrawn.
  void consult() {
    const auto space = spaces_[random_() % spaces_.size()];
    const auto word = std::to_string(random_() % 3);
    const auto version = 1 + random_() % 3;
    auto reply = reply_act(word, version);
    reply.digest = base::sha256(word + " " + std::to_string(random_() % 9));
    reply.content->files.push_back({0, "a.bin", 4, "", *store_.put_file(word), {}, "not read"});
    Act wish = reply;
    if (random_() % 3 == 0) {
      auto call = call_act(version);
      call.content.shown = random_() % 2 == 0;
      call.content.state = random_() % 4 == 0 ? model::CallState::closed : model::CallState::open;
      wish = call;
    } else if (random_() % 4 == 0) {
      const auto held = *store_.read()->reply(space, reply.reply);
      wish = ReplyWithdrawn{kCall,        reply.reply, version, reply.way, held ? held->first : 1,
                            reply.receipt};
    }
    const auto done = store_.append({{space, ActorId{}, wish}});
    if (done) {
      ASSERT_TRUE(store_.erase_released());
      return;
    }
    const auto kind = done.error().kind;
    ASSERT_TRUE(kind == base::ErrorKind::conflict || kind == base::ErrorKind::not_found)
        << done.error().message;
  }

  /// The keys of a call are another's, or the decision rests on what was said before the last.
  void name_readers() {
    const auto space = spaces_[random_() % spaces_.size()];
    const auto call = "CALL " + std::to_string(random_() % 2);
    const auto now = *store_.read()->call_keys(space, call);
    CallKeyed wish{call, now ? now->changed : 0, {{"ab", ""}}, {{kOwner, "01", "02"}}, {}, {}};
    if (random_() % 2 == 0) wish.readers.push_back({ActorId{7}, "", ""});
    if (random_() % 4 == 0) ++wish.replaces;
    const auto done = store_.append({{space, kOwner, wish}});
    ASSERT_TRUE(done || done.error().kind == base::ErrorKind::conflict) << done.error().message;
  }

  /// A passage is marked, taken back or set aside, a line written or removed, and what goes with
  /// it.
  void code() {
    const auto space = spaces_[random_() % spaces_.size()];
    const auto call = base::to_text(kCall);
    const auto reply = base::to_text(reply_act(std::to_string(random_() % 3), 1).reply);
    const auto passage = "P" + std::to_string(random_() % 4);
    const auto line = "L" + std::to_string(random_() % 3);
    const auto version = static_cast<std::int64_t>(1 + random_() % 2);
    const CodingAct wishes[] = {
        PassageMarked{call, {passage, {reply, version, "question 1", 1, 0, 4}, {"obstacle"}}},
        PassageMarked{call, {passage, {reply, version, "question 1", 1, 1, 4}, {"lakes"}}},
        PassageUnmarked{call, passage},
        PassageSetAside{call, passage, random_() % 2 == 0 ? "why" : ""},
        CodingFinished{call, reply, 2, version},
        CodesWritten{call, {{"lakes", "Lakes " + line, "theme"}}},
        LineWritten{call, {line, "obstacle", version, "Text", {passage}}},
        LineWritten{call, {line, "proposal", version, "Text", {passage}}},
        LineRemoved{call, line},
        SynthesisPublished{call, random_() % 2 == 0, random_() % 2 == 0},
        ProposalDismissed{call, {reply, version, "question 1", 1}, {"obstacle"}},
    };
    const auto done = store_.append({{space, kOwner, wishes[random_() % std::size(wishes)]}});
    const auto kind = done ? base::ErrorKind::not_found : done.error().kind;
    ASSERT_TRUE(kind == base::ErrorKind::conflict || kind == base::ErrorKind::not_found)
        << done.error().message;
  }

  RecommendationTagged tagging(const DocumentRead& act) {
    RecommendationTagged wish{act.work, Language::en, {}, random_() % 2 == 0 ? "why" : ""};
    for (std::uint64_t i = 0; i <= random_() % 3; ++i) {
      const auto matter = std::to_string(1 + random_() % 3);
      wish.clauses.push_back({"10." + matter,
                              static_cast<std::uint32_t>(1 + random_() % 2),
                              "Improve matter " + matter,
                              {{"theme", "Matter " + std::to_string(random_() % 3),
                                static_cast<TagVerdict>(random_() % 3)}}});
    }
    return wish;
  }

  RecommendationCorrected correction(const DocumentRead& act) {
    RecommendationCorrected wish{
        act.work, act.file, random_() % 3 == 0 ? Language::fr : Language::en, {}, {}, {}, "why"};
    const auto matter = std::to_string(1 + random_() % 4);
    wish.place = {static_cast<Corrects>(random_() % 4), "10." + matter, 0, 1};
    if (wish.place.corrects == Corrects::clause) wish.place.clause = 1;
    wish.replaces.clauses = {{"Improve matter " + matter, {"XAA"}, {}}};
    wish.replaces.position = "noted";
    wish.replaces.counts_as = model::CountsAs::supported;
    wish.becomes = wish.replaces;
    wish.becomes.clauses.front().text += random_() % 2 == 0 ? " soon" : " now";
    wish.becomes.clauses.front().states = {"XBB"};
    wish.becomes.position = "noted in part";
    if (wish.place.corrects == Corrects::numbers) renumber(wish);
    return wish;
  }

  /// The recommendation and another one are one, or a part of it is another one.
  void renumber(RecommendationCorrected& wish) {
    const auto& number = wish.place.number;
    const auto other = "10." + std::to_string(1 + random_() % 6);
    wish.replaces.numbers = {number};
    wish.becomes.numbers = {number};
    if (other == number) return;
    auto& value = random_() % 2 == 0 ? wish.replaces : wish.becomes;
    value.clauses.push_back({"Improve matter " + other.substr(3), {"XAA"}, {}});
    value.numbers.push_back(other);
  }

  std::optional<DocumentReread> again(SpaceId space, const DocumentRead& act) {
    DocumentReread wish{act.work, act.file, {}, {}, "2", "", Language::en};
    const auto now = reading();
    wish.reading = *store_.put_reading(now);
    wish.language = now.language;
    const auto snapshot = store_.read();
    const auto work = *snapshot->work_of_file(space, act.file);
    if (!work) return wish;
    const auto copies = snapshot->copies(space, work->id);
    for (const auto& copy : *copies) {
      if (copy.file == act.file) wish.replaces = copy.reading;
    }
    return wish;
  }

  void withhold() {
    const auto head = store_.heads()->at(random_() % 2);
    if (head.size < 2) return;
    const auto withheld = store_.withhold(head.space, 2 + random_() % (head.size - 1));
    ASSERT_TRUE(withheld) << withheld.error().message;
  }

  Store& store_;
  std::mt19937_64 random_;
  std::vector<SpaceId> spaces_;
  std::vector<std::pair<SpaceId, DocumentRead>> files_;
};

TEST_P(ReplayTest, RandomWorkIsReplayedInAnyOrderBetweenSpaces) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    TestFolder folder;
    auto store = Store::open(options_of(GetParam(), folder.path()));
    ASSERT_TRUE(store);
    RandomWork work(*store, seed);
    for (int i = 0; i < 60; ++i) work.step();
    const auto check = store->rebuild_check();
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_TRUE(check->equal) << check->difference << " " << check->place;
    TestFolder other;
    auto copy = Store::open(options_of(GetParam(), other.path()));
    ASSERT_TRUE(copy->replay_from(*store, seed));
    EXPECT_EQ(*copy->dump_hash(), *store->dump_hash());
    EXPECT_TRUE(copy->verify()->valid);
  }
}

INSTANTIATE_TEST_SUITE_P(On, ReplayTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
