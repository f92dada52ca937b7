// Published replies are found by everyone, and no other reply by anybody: through every change of a
// call and of its replies, whoever asks, and in the bytes of the index.
#include "service/finding/reply_documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "search/query/matches.h"
#include "service/accounts/accounts.h"
#include "service/accounts/people.h"
#include "service/finding/completion.h"
#include "service/finding/feed.h"
#include "service/finding/indexes.h"
#include "service/finding/saved_searches.h"
#include "service/finding/search.h"
#include "service/sealing/sealing.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kWhenceReplied = "203.0.113.0/24";

class FoundRepliesTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "data";
    options.password_cost = PasswordCost::least;
    auto opened = Installation::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    installation_ = *std::move(opened);
    call_ = opened_call();
    const auto reader = somebody("Ana", "editor");
    ASSERT_TRUE(name_readers(*installation_, reader, {call_}, {{reader.id}, 0}));
    askers_.push_back(reader);
    for (const char* role : {"administrator", "reader", "contributor"}) {
      askers_.push_back(somebody(std::string("One ") + role, role));
    }
    auto elsewhere = anyone();
    elsewhere.id = askers_.back().id;
    elsewhere.roles = {{"elsewhere", Role::administrator}};
    askers_.push_back(elsewhere);
    auto program = reader;
    program.scopes = std::set<Scope>{};
    askers_.push_back(program);
  }
  std::string opened_call() {
    CallWish wish;
    wish.title = {{model::Language::en, "Ways and means"}};
    wish.questions = *questions_from_text({{model::Language::en, "What helps?"}});
    wish.closes = "2100-12-31T18:00";
    wish.ways = {"named", "confidential", "anonymous"};
    const auto made = write_call(*installation_, owner_, "", wish);
    EXPECT_TRUE(made) << made.error().message;
    const std::string id(base::text_at(*made, "id"));
    EXPECT_TRUE(change_call(*installation_, owner_, id, {CallStep::open, "", 1}));
    return id;
  }
  Actor somebody(const std::string& name, const std::string& role) {
    const auto made = invite(*installation_, owner_.actor, {name, role, "home"});
    const std::string link(base::text_at(*made, "link"));
    const auto signed_in = accept_invitation(
        *installation_, {link.substr(link.find('=') + 1), name, "four words to sign in"});
    EXPECT_TRUE(signed_in) << signed_in.error().message;
    return actor_of(*installation_, signed_in->session);
  }
  void step(CallStep step, const std::string& closes = "") {
    const auto call = consultation(*installation_, owner_, call_);
    const auto seen = static_cast<std::uint64_t>(base::integer_at(call->body, "version"));
    const auto done = change_call(*installation_, owner_, call_, {step, closes, seen});
    ASSERT_TRUE(done) << done.error().message;
  }
  static ReplyWish said(const std::string& way, const std::string& text, bool publish = true) {
    ReplyWish wish;
    wish.way = way;
    wish.language = "fr";
    wish.body = way == "anonymous" ? "" : "Society of " + text;
    wish.kind = "NGO";
    wish.publish = publish;
    wish.answers = {{1, "Before it.\nWhat " + text + " says"}};
    return wish;
  }
  /// Its receipt.
  std::string send(const ReplyWish& wish) {
    const auto received = receive_reply(*installation_, {anyone()}, call_, wish);
    EXPECT_TRUE(received) << received.error().message;
    return received ? std::string(base::text_at(*received, "receipt")) : std::string();
  }
  base::JsonObject answer(const Actor& actor, const std::string& text,
                          std::vector<std::pair<std::string, std::string>> filters = {}) {
    SearchRequest request;
    request.text = text;
    request.filters = std::move(filters);
    request.limit = 500;
    request.facets = {"kind", "source", "document_kind", "text_language", "body"};
    const auto found = search(*installation_, {actor}, request);
    EXPECT_TRUE(found) << found.error().message;
    return found ? found->body : base::JsonObject{};
  }
  /// Addresses of what is found, each once, without the place in it.
  std::set<std::string> found(const Actor& actor, const std::string& text,
                              std::vector<std::pair<std::string, std::string>> filters = {}) {
    std::set<std::string> addresses;
    const auto body = answer(actor, text, std::move(filters));
    for (const auto& each : base::array_at(body, "results")) {
      const auto address = base::text_at(each.as_object(), "address");
      addresses.emplace(address.substr(0, address.find('#')));
    }
    return addresses;
  }
  /// Those that everyone may read, as the call itself lists them.
  std::set<std::string> published() {
    std::set<std::string> addresses;
    const auto all = replies(*installation_, {anyone()}, call_);
    EXPECT_TRUE(all);
    for (const auto& each : base::array_at(all->body, "replies")) {
      EXPECT_TRUE(base::truth_at(each.as_object(), "published"));
      addresses.emplace(base::text_at(each.as_object(), "address"));
    }
    return addresses;
  }
  std::size_t completed(const std::string& text) {
    const auto all = completions(*installation_, {anyone()}, {text, std::nullopt});
    EXPECT_TRUE(all);
    return base::array_at(all->body, "completions").size();
  }
  std::string suggested(const std::string& text) {
    return std::string(
        base::text_at(base::object_at(answer(anyone(), text), "suggestion"), "query"));
  }
  /// Whether the bytes stand in a file of the index, which has followed.
  bool in_index_files(const std::string& bytes) {
    EXPECT_TRUE(installation_->indexes().catch_up(kIndexPatience));
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(folder_.path() / "data" / "index")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(file), {}};
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  std::string call_;
  const Ask owner_{owner_of_the_folder()};
  std::vector<Actor> askers_{anyone(), owner_of_the_folder()};
};

TEST_F(FoundRepliesTest, APublishedReplyIsFoundAtItsParagraph) {
  (void)send(said("named", "zqwombats"));
  step(CallStep::show);
  const auto body = answer(anyone(), "zqwombats says", {{"kind", "reply"}});
  const auto& results = base::array_at(body, "results");
  ASSERT_EQ(results.size(), 1U);
  const auto& result = results.front().as_object();
  EXPECT_EQ(base::text_at(result, "kind"), "reply");
  EXPECT_EQ(base::text_at(result, "work"), call_);
  EXPECT_EQ(base::text_at(result, "body"), "Society of zqwombats");
  EXPECT_EQ(base::text_at(result, "title"), "Ways and means");
  EXPECT_THAT(std::string(base::text_at(result, "snippet")), HasSubstr("<mark>zqwombats</mark>"));
  EXPECT_EQ(base::text_at(result, "address"), *published().begin() + "#question-1-2");
  for (const auto& facet : base::array_at(body, "facets")) {
    EXPECT_EQ(base::array_at(facet.as_object(), "values").size(), 1U)
        << base::text_at(facet.as_object(), "facet");
  }
  EXPECT_EQ(found(anyone(), "society zqwombats text_language:fr source:reply work:" + call_).size(),
            1U)
      << "by its body's name too";
  EXPECT_EQ(found(anyone(), "zqwombats", {{"document_kind", "resolution"}}).size(), 0U);
}

TEST_F(FoundRepliesTest, WhatIsNotPublishedIsFoundByNobodyAndStandsInNoFileOfTheIndex) {
  (void)send(said("named", "zqallowed"));
  (void)send(said("named", "zqrefused", false));
  (void)send(said("confidential", "zqconfided"));
  (void)send(said("anonymous", "zqanonymous"));
  const std::vector<std::string> all = {"zqallowed", "zqrefused", "zqconfided", "zqanonymous"};
  for (const auto& asker : askers_) {
    EXPECT_THAT(found(asker, "zq*"), IsEmpty()) << asker.name << ": nothing is published yet";
  }
  for (const auto& word : all) EXPECT_FALSE(in_index_files(word)) << word;
  EXPECT_EQ(completed("body:soc"), 0U);
  EXPECT_EQ(suggested("zqalowed"), "");
  step(CallStep::show);
  for (const auto& asker : askers_) {
    for (const auto& word : all) {
      EXPECT_EQ(found(asker, word).size(), word == "zqallowed" ? 1U : 0U) << asker.name << word;
    }
    EXPECT_EQ(found(asker, "", {{"kind", "reply"}}), published()) << asker.name;
  }
  EXPECT_EQ(completed("body:soc"), 1U);
  EXPECT_EQ(suggested("zqalowed"), "zqallowed");
  EXPECT_EQ(suggested("zqrefusd"), "");
  EXPECT_TRUE(in_index_files("zqallowed")) << "or it could not be seen that the others are absent";
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_FALSE(in_index_files(all[i])) << all[i];
  step(CallStep::hide);
  for (const auto& asker : askers_) EXPECT_THAT(found(asker, "zq*"), IsEmpty()) << asker.name;
  EXPECT_FALSE(in_index_files("zqallowed"));
}

TEST_F(FoundRepliesTest, OfAWithdrawnReplyNothingIsLeftInTheIndex) {
  const auto receipt = send(said("named", "zqwithdrawn"));
  (void)send(said("named", "zqkept"));
  step(CallStep::show);
  ASSERT_EQ(found(anyone(), "zqwithdrawn").size(), 1U);
  ASSERT_TRUE(in_index_files("zqwithdrawn"));
  auto other = said("named", "zqcorrected");
  ASSERT_TRUE(correct_reply(*installation_, {anyone()}, {receipt, kWhenceReplied}, other));
  EXPECT_EQ(found(anyone(), "zqcorrected").size(), 1U);
  EXPECT_FALSE(in_index_files("zqwithdrawn")) << "of the version before";
  ASSERT_TRUE(withdraw_reply(*installation_, {anyone()}, {receipt, kWhenceReplied}));
  for (const auto& asker : askers_) EXPECT_THAT(found(asker, "zqcorrected"), IsEmpty());
  EXPECT_EQ(completed("body:zqcorr"), 0U);
  EXPECT_EQ(suggested("zqcorrectd"), "");
  EXPECT_FALSE(in_index_files("zqcorrected"));
  EXPECT_EQ(found(anyone(), "zqkept").size(), 1U);
  EXPECT_TRUE(in_index_files("zqkept"));
}

TEST_F(FoundRepliesTest, AFeedAndASavedSearchTellOfNewReplies) {
  SearchRequest request;
  request.filters = {{"kind", "reply"}};
  (void)send(said("named", "zqfirst"));
  step(CallStep::show);
  const auto& person = askers_[2];
  ASSERT_TRUE(save_search(*installation_, {person}, "Replies", request));
  (void)send(said("named", "zqsecond"));
  (void)send(said("confidential", "zqhidden"));
  const auto saved = saved_searches(*installation_, {person});
  ASSERT_TRUE(saved);
  const auto& first = base::array_at(*saved, "searches").front().as_object();
  EXPECT_EQ(base::integer_at(base::object_at(first, "count"), "value"), 6);
  EXPECT_EQ(base::integer_at(base::object_at(first, "fresh"), "value"), 3) << "of one reply";
  const auto feed = search_feed(*installation_, {anyone()}, request, 1);
  ASSERT_TRUE(feed) << feed.error().message;
  EXPECT_THAT(*feed->file.bytes, HasSubstr("Society of zqsecond: Ways and means"));
  EXPECT_THAT(*feed->file.bytes, Not(HasSubstr("zqhidden")));
}

TEST_F(FoundRepliesTest, ThroughEveryChangeExactlyThePublishedOnesAreFound) {
  std::mt19937 random(7);
  const auto one_of = [&](std::size_t count) { return random() % count; };
  std::vector<std::pair<std::string, std::string>> sent;  ///< way and receipt
  const std::vector<std::string> ways = {"named", "named", "confidential", "anonymous"};
  for (int i = 0; i < 60; ++i) {
    const auto word = "zq" + std::to_string(i);
    const bool publish = one_of(3) != 0;
    const auto what = one_of(10);
    if (what < 4 || sent.empty()) {
      const auto& way = ways[one_of(ways.size())];
      sent.emplace_back(way, send(said(way, word, publish)));
    } else if (what < 6) {
      const auto& [way, receipt] = sent[one_of(sent.size())];
      (void)correct_reply(*installation_, {anyone()}, {receipt, kWhenceReplied},
                          said(way, word, publish));
    } else if (what == 6) {
      const auto at = sent.begin() + static_cast<std::ptrdiff_t>(one_of(sent.size()));
      (void)withdraw_reply(*installation_, {anyone()}, {at->second, kWhenceReplied});
      sent.erase(at);
    } else if (what == 7) {
      step(CallStep::extend, "2100-12-" + std::to_string(10 + i % 20) + "T18:00");
    } else {
      step(what == 8 ? CallStep::show : CallStep::hide);
    }
    const auto wanted = published();
    for (const auto& asker : askers_) {
      ASSERT_EQ(found(asker, "zq*"), wanted) << asker.name << ", step " << i;
    }
  }
  const auto before = found(anyone(), "", {{"kind", "reply"}});
  const auto read = *installation_->store().read();
  for (const auto& space : read.spaces()) {
    const auto index =
        search::Index::open(folder_.path() / "data" / "index" / base::to_text(space.id),
                            base::posix_file_system(), {search::Access::read_only});
    ASSERT_TRUE(index);
    EXPECT_EQ((*index)->head(), (*installation_->indexes().snapshot(space, 0, {})).head());
    // Whatever their class: there is no document of another reply that is merely hidden.
    std::vector<std::uint8_t> every(256);
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = static_cast<std::uint8_t>(i);
    const std::vector<search::SpaceView> views{{(*index)->snapshot(), every}};
    const auto states = installation_->states(read);
    ASSERT_TRUE(states);
    const auto query = search::parse_query("kind:reply", search_schema(*states));
    const auto matches = search::Matches::find(views.front(), std::get<search::Query>(query), {});
    ASSERT_TRUE(matches);
    EXPECT_EQ(matches->groups().size(), space.name == "home" ? before.size() : 0U);
  }
}

}  // namespace
}  // namespace comity::service
