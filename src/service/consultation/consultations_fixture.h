#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/time_zone.h"
#include "service/consultation/consultations.h"
#include "service/consultation/reply_texts.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

// A call for input as its tests make it, and who answers.
namespace comity::service::calls_fixture {

inline constexpr const char* kContributorNetwork = "203.0.113.0/24";

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

}  // namespace comity::service::calls_fixture
