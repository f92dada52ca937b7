#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/time_zone.h"
#include "service/coding/coding.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

// What the tests of coding and of what is written from it share.
namespace comity::service {

inline Ask person_with(std::uint64_t id, Role role) {
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
  base::JsonObject write(const LineWish& wish) {
    const auto done = write_line(*installation_, editor_, call_, wish);
    EXPECT_TRUE(done) << done.error().message;
    return done ? base::object_at(*done, "line") : base::JsonObject();
  }
  LineWish line(const std::string& text, std::vector<std::string> passages,
                const std::string& section = "obstacle") {
    return {"", section, 0, text, std::move(passages), {}};
  }
  base::JsonObject reading(const Ask& who, const std::string& reply) {
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
  base::JsonObject synthesised(const SynthesisQuery& query = {}) {
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

}  // namespace comity::service
