// Files that come ahead of a reply, in parts: over lines that break, for whoever has the secret.
#include "service/consultation/uploads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <random>

#include "base/time_zone.h"
#include "service/accounts/accounts.h"
#include "service/accounts/people.h"
#include "service/backup.h"
#include "service/sealing/sealing.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

constexpr const char* kUploadMarker = "marker-of-a-file-that-never-came-whole";

class ReplyUploadsTest : public testing::Test {
 protected:
  void SetUp() override {
    options_.folder = folder_.path() / "data";
    options_.clock = &clock_;
    options_.password_cost = PasswordCost::least;
    ASSERT_TRUE(installation_ = opened_with(options_));
    CallWish wish;
    wish.title = {{model::Language::en, "Ways and means"}};
    wish.questions = *questions_from_text({{model::Language::en, "What helps?\n\n[file] What?"}});
    wish.closes = "2026-12-31T18:00";
    wish.ways = {"named", "confidential"};
    const auto made = write_call(*installation_, owner_, "", wish);
    ASSERT_TRUE(made) << made.error().message;
    call_ = base::text_at(*made, "id");
    ASSERT_TRUE(change_call(*installation_, owner_, call_, {CallStep::open, "", 1}));
  }
  UploadKey begun(const UploadWish& wish) {
    const auto made = begin_upload(*installation_, public_, call_, wish);
    EXPECT_TRUE(made) << made.error().message;
    if (!made) return {};
    return {call_, std::string(base::text_at(*made, "id")),
            std::string(base::text_at(*made, "secret"))};
  }
  base::Result<base::JsonObject> add(const UploadKey& key, std::uint64_t offset,
                                     std::string_view bytes) {
    return append_upload(*installation_, public_, key, offset, bytes);
  }
  std::int64_t offset_of(const UploadKey& key) {
    const auto state = upload_state(*installation_, public_, key);
    EXPECT_TRUE(state) << state.error().message;
    return state ? base::integer_at(*state, "offset") : -1;
  }
  UploadKey whole(const std::string& name, const std::string& bytes) {
    const auto key = begun({name, bytes.size(), base::sha256(bytes).hex()});
    EXPECT_TRUE(add(key, 0, bytes));
    return key;
  }
  static ReplyWish naming(const std::vector<UploadKey>& keys) {
    ReplyWish wish;
    wish.way = "named";
    wish.language = "en";
    wish.body = "Society of Rivers";
    wish.kind = "NGO";
    wish.answers = {{1, "Dialogue."}};
    wish.receipt = new_receipt();
    for (const auto& key : keys) wish.uploads.push_back({2, key.secret});
    return wish;
  }
  base::Result<base::JsonObject> send(const ReplyWish& wish) {
    return receive_reply(*installation_, public_, call_, wish);
  }
  /// What the record has of the files of a reply, in their order.
  std::vector<std::string> files_of_reply(const std::string& code) {
    std::vector<std::string> files;
    const auto held = reply_of_receipt(*installation_, public_, {code, "203.0.113.0/24"});
    EXPECT_TRUE(held) << held.error().message;
    for (const auto& part : base::array_at(base::object_at(*held->done, "reply"), "parts")) {
      const auto& object = part.as_object();
      if (base::text_at(object, "kind") != "file") continue;
      const auto& paragraphs = base::array_at(object, "paragraphs");
      files.push_back(std::string(base::text_at(object, "title")) + ": " +
                      (paragraphs.empty()
                           ? std::string()
                           : std::string(base::text_at(paragraphs[0].as_object(), "text"))));
    }
    return files;
  }
  /// Files below a folder in which the marker stands.
  static std::vector<std::string> leaks(const std::filesystem::path& folder) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      if (bytes.find(kUploadMarker) != std::string::npos) found.push_back(entry.path().string());
    }
    return found;
  }

  test::TestFolder folder_;
  base::ManualClock clock_{*base::time_from_local("2026-12-01T09:00", "UTC")};
  Installation::Options options_;
  std::unique_ptr<Installation> installation_;
  std::string call_;
  const Ask owner_{owner_of_the_folder()};
  const Ask public_{anyone()};
};

TEST_F(ReplyUploadsTest, AReplyTakesAlongWhatCameAheadOfIt) {
  const auto first = whole("ours.md", "What we found.\n");
  const auto second = whole("theirs.md", "What they found.\n");
  auto wish = naming({first, second});
  wish.uploads[1].question = 0;
  wish.files = {{0, "late.md", "With the form.\n"}};
  const auto received = send(wish);
  ASSERT_TRUE(received) << received.error().message << received.error().place;
  EXPECT_THAT(files_of_reply(wish.receipt),
              testing::ElementsAre("ours.md: What we found.", "theirs.md: What they found.",
                                   "late.md: With the form."));
  EXPECT_EQ(upload_state(*installation_, public_, first).error().kind, ErrorKind::not_found);
  const auto text = base::to_text(*received);
  EXPECT_THAT(text, HasSubstr("ours.md"));
  EXPECT_THAT(text, testing::Not(HasSubstr("What we found."))) << "the answer is lean";
  // The line broke before the answer came: the same form once more.
  const auto again = send(wish);
  ASSERT_TRUE(again) << again.error().message << again.error().place;
  EXPECT_TRUE(base::truth_at(*again, "unchanged"));
  EXPECT_EQ(base::text_at(*again, "receipt"), wish.receipt);
  auto other = wish;
  other.answers = {{1, "Something else."}};
  EXPECT_EQ(send(other).error().kind, ErrorKind::conflict) << "another text";
  auto stranger = naming({first});
  EXPECT_EQ(send(stranger).error().kind, ErrorKind::invalid_input) << "gone with another reply";
  ASSERT_TRUE(change_call(*installation_, owner_, call_, {CallStep::close, "", 2}));
  EXPECT_TRUE(base::truth_at(*send(wish), "unchanged")) << "late, but received in time";
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(ReplyUploadsTest, AFormThatIsSentTwiceAtOnceIsReceivedOnce) {
  for (int turn = 0; turn < 8; ++turn) {
    auto wish = naming({whole("ours.md", "What we found.\n"), whole("more.md", "And more.\n")});
    wish.body = "Body " + std::to_string(turn);
    const auto first = std::async(std::launch::async, [&] { return send(wish); }).share();
    const auto second = send(wish);
    ASSERT_TRUE(second) << second.error().message << second.error().place;
    ASSERT_TRUE(first.get()) << first.get().error().message;
    EXPECT_EQ(files_of_reply(wish.receipt).size(), 2U);
  }
  EXPECT_EQ(base::integer_at(replies(*installation_, owner_, call_)->body, "count"), 8);
}

TEST_F(ReplyUploadsTest, ACorrectionTakesThemToo) {
  auto wish = naming({});
  ASSERT_TRUE(send(wish));
  const auto key = whole("more.md", "More of it.\n");
  auto corrected = naming({key});
  const ReceiptHeld held{wish.receipt, "203.0.113.0/24"};
  for (int i = 0; i < 2; ++i) {
    const auto done = correct_reply(*installation_, public_, held, corrected);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(files_of_reply(wish.receipt), std::vector<std::string>{"more.md: More of it."});
  }
}

TEST_F(ReplyUploadsTest, WhateverIsWrongIsToldAndNothingIsLost) {
  const auto key = begun({"ours.md", 10, ""});
  ASSERT_TRUE(add(key, 0, "01234"));
  EXPECT_EQ(add(key, 0, "01234").error().kind, ErrorKind::conflict) << "sent twice";
  EXPECT_EQ(add(key, 6, "6789").error().kind, ErrorKind::conflict) << "out of order";
  EXPECT_EQ(add(key, 5, "567890").error().kind, ErrorKind::invalid_input) << "too long";
  EXPECT_EQ(add(key, 5, std::string((1 << 20) + 1, 'x')).error().kind, ErrorKind::too_large);
  EXPECT_TRUE(add(key, 5, "")) << "asks how far";
  auto guessed = key;
  guessed.secret.back() = guessed.secret.back() == '0' ? '1' : '0';
  EXPECT_EQ(add(guessed, 5, "5").error().kind, ErrorKind::not_found);
  EXPECT_EQ(discard_upload(*installation_, public_, guessed).error().kind, ErrorKind::not_found);
  EXPECT_EQ(send(naming({guessed})).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(send(naming({key})).error().kind, ErrorKind::conflict) << "not whole";
  EXPECT_EQ(offset_of(key), 5);
  ASSERT_TRUE(add(key, 5, "56789"));
  EXPECT_EQ(send(naming({key, key})).error().kind, ErrorKind::invalid_input) << "named twice";
  EXPECT_TRUE(send(naming({key})));

  const auto refusal = [&](const UploadWish& wish) {
    return begin_upload(*installation_, public_, call_, wish).error().kind;
  };
  EXPECT_EQ(refusal({" ", 1, ""}), ErrorKind::invalid_input);
  EXPECT_EQ(refusal({"a.md", 0, ""}), ErrorKind::invalid_input);
  EXPECT_EQ(refusal({"a.md", 1, "12"}), ErrorKind::invalid_input);
  EXPECT_EQ(refusal({"a.md", kMostReplyFileBytes + 1, ""}), ErrorKind::too_large);
  const auto false_digest = begun({"a.md", 3, base::sha256("abc").hex()});
  ASSERT_TRUE(add(false_digest, 0, "abd"));
  EXPECT_THAT(send(naming({false_digest})).error().message, HasSubstr("not what was told"));
}

TEST_F(ReplyUploadsTest, WhatIsOnItsWayIsBoundedAndLeavesTheDiskRoomForReplies) {
  UploadLimits limits;
  limits.count = 1;
  ASSERT_TRUE(begin_upload(*installation_, public_, call_, {"a.md", 5, ""}, limits));
  EXPECT_EQ(begin_upload(*installation_, public_, call_, {"b.md", 5, ""}, limits).error().kind,
            ErrorKind::unavailable);
  const auto key = begun({"b.md", 5, ""});
  limits = {};
  limits.reserve = std::uint64_t{1} << 62;
  EXPECT_EQ(begin_upload(*installation_, public_, call_, {"c.md", 5, ""}, limits).error().kind,
            ErrorKind::unavailable);
  EXPECT_EQ(append_upload(*installation_, public_, key, 0, "01234", limits).error().kind,
            ErrorKind::unavailable);
  auto wish = naming({});
  wish.files = {{2, "with.md", "With the form.\n"}};
  EXPECT_TRUE(send(wish)) << "a reply with its files is received all the same";
  const auto health = [&](std::uint64_t room) {
    return std::string(
        base::text_at(calls_reception(*installation_, room)->front().as_object(), "why"));
  };
  EXPECT_EQ(health(kRoomForReplies), "no_key") << "of confidential ones";
  EXPECT_EQ(health(std::uint64_t{1} << 62), "no_space");
}

TEST_F(ReplyUploadsTest, ItExpiresThreeDaysAfterTheDayOfItsLastPartAndWithItsCall) {
  const auto key = begun({"ours.md", 4, ""});
  clock_.set(*base::time_from_local("2026-12-04T23:59", "UTC"));
  ASSERT_TRUE(add(key, 0, "ab"));
  clock_.set(*base::time_from_local("2026-12-07T23:59", "UTC"));
  EXPECT_EQ(offset_of(key), 2);
  ASSERT_TRUE(sweep_uploads(*installation_));
  EXPECT_EQ(offset_of(key), 2);
  clock_.set(*base::time_from_local("2026-12-08T00:00", "UTC"));
  EXPECT_EQ(add(key, 2, "cd").error().kind, ErrorKind::not_found);
  ASSERT_TRUE(sweep_uploads(*installation_));
  EXPECT_EQ(send(naming({key})).error().kind, ErrorKind::invalid_input);
  const auto later = begun({"ours.md", 4, ""});
  ASSERT_TRUE(change_call(*installation_, owner_, call_, {CallStep::close, "", 2}));
  EXPECT_EQ(add(later, 0, "ab").error().kind, ErrorKind::not_found) << "gone with its call";
  EXPECT_EQ(begin_upload(*installation_, public_, call_, {"a.md", 5, ""}).error().kind,
            ErrorKind::conflict);
}

TEST_F(ReplyUploadsTest, ItOutlivesADeadlineThatIsExtendedAndGoesWithTheLast) {
  clock_.set(*base::time_from_local("2026-12-31T17:00", "UTC"));
  const auto key = begun({"ours.md", 4, ""});
  ASSERT_TRUE(add(key, 0, "ab"));
  ASSERT_TRUE(
      change_call(*installation_, owner_, call_, {CallStep::extend, "2027-01-02T18:00", 2}));
  clock_.set(*base::time_from_local("2027-01-02T17:59", "UTC"));
  ASSERT_TRUE(sweep_uploads(*installation_));
  EXPECT_EQ(offset_of(key), 2);
  clock_.set(*base::time_from_local("2027-01-02T18:00", "UTC"));
  ASSERT_TRUE(sweep_uploads(*installation_));
  EXPECT_EQ(upload_state(*installation_, public_, key).error().kind, ErrorKind::not_found);
}

TEST_F(ReplyUploadsTest, WhatBrokeOffIsInNoFileAndInNoBackup) {
  const std::string marked = std::string(kUploadMarker) + std::string(200'000, 'x') + kUploadMarker;
  const auto broken = begun({std::string(kUploadMarker) + ".md", marked.size() + 10, ""});
  for (std::size_t at = 0; at < marked.size(); at += 50'000) {
    ASSERT_TRUE(add(broken, at, std::string_view(marked).substr(at, 50'000)));
  }
  EXPECT_THAT(leaks(folder_.path()), testing::IsEmpty()) << "while it is on its way";
  test::TestFolder elsewhere;
  ASSERT_TRUE(back_up(*installation_, owner_.actor, elsewhere.path() / "copy"));
  EXPECT_THAT(leaks(elsewhere.path()), testing::IsEmpty());
  ASSERT_TRUE(discard_upload(*installation_, public_, broken));
  EXPECT_THAT(leaks(folder_.path()), testing::IsEmpty());
  installation_.reset();
  EXPECT_THAT(leaks(folder_.path()), testing::IsEmpty()) << "the program has ended";
}

TEST_F(ReplyUploadsTest, ASealedReplyTakesThemAlongAndTheyAreInNoFile) {
  const auto made = invite(*installation_, owner_.actor, {"Ana", "editor", "home"});
  const std::string link(base::text_at(*made, "link"));
  const auto signed_in = accept_invitation(
      *installation_, {link.substr(link.find('=') + 1), "Ana", "four words to sign in"});
  ASSERT_TRUE(signed_in) << signed_in.error().message;
  const auto ana = actor_of(*installation_, signed_in->session);
  ASSERT_TRUE(name_readers(*installation_, ana, {call_}, {{ana.id}, 0}));
  // A file that can be cleaned: any other is refused where its sender is not named.
  const auto letter = invitation_letter(*installation_, owner_, call_, kUploadMarker, "https://x");
  ASSERT_TRUE(letter) << letter.error().message;
  auto wish = naming({whole(std::string(kUploadMarker) + ".docx", *letter->bytes)});
  wish.way = "confidential";
  const auto received = send(wish);
  ASSERT_TRUE(received) << received.error().message;
  const auto again = send(wish);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(base::truth_at(*again, "unchanged"));
  const auto files = files_of_reply(wish.receipt);
  ASSERT_EQ(files.size(), 1U);
  EXPECT_THAT(files[0], testing::StartsWith("file 1.docx: "));
  EXPECT_THAT(leaks(folder_.path()), testing::IsEmpty());
}

/// A sender who knows nothing but what the server answers, over a line that loses requests and
/// answers: whatever happens, the file arrives as it was.
TEST_F(ReplyUploadsTest, OverAnyLineAFileArrivesAsItWas) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto one_of = [&](std::size_t count) {
      return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
    };
    std::string bytes = "# Ours\n\n";
    const auto size = 1 + one_of(60'000);
    while (bytes.size() < size) bytes += static_cast<char>('a' + one_of(26));
    const auto key = begun({"ours.md", bytes.size(), base::sha256(bytes).hex()});
    std::size_t offset = 0;
    std::size_t known = 0;  // what was answered: never less than what is there
    for (int step = 0; step < 400 && known < bytes.size(); ++step) {
      const auto length = 1 + one_of(one_of(2) == 0 ? 200 : 12'000);
      const auto at = one_of(8) == 0 ? one_of(bytes.size()) : offset;
      const auto part = std::string_view(bytes).substr(at, length);
      if (one_of(6) > 0) {  // else the request is lost
        const auto done = add(key, at, part);
        EXPECT_EQ(done.has_value(), at == known) << at << " " << known;
        if (done) known = at + part.size();
      }
      // The answer is lost, the server is killed, or all is well.
      if (one_of(25) == 0) {
        installation_.reset();
        ASSERT_TRUE(installation_ = opened_with(options_));
      }
      if (one_of(3) > 0) offset = static_cast<std::size_t>(offset_of(key));
      EXPECT_EQ(offset_of(key), static_cast<std::int64_t>(known));
      if (offset >= bytes.size()) offset = known;
    }
    if (known < bytes.size()) {
      while (known < bytes.size()) {
        const auto part = std::string_view(bytes).substr(known, 1 << 20);
        ASSERT_TRUE(add(key, known, part));
        known += part.size();
      }
    }
    auto wish = naming({key});
    wish.body = "Body " + std::to_string(seed);
    const auto received = send(wish);
    ASSERT_TRUE(received) << received.error().message << received.error().place;
    const auto& parts = base::array_at(base::object_at(*received, "reply"), "parts");
    EXPECT_EQ(base::integer_at(parts.back().as_object(), "bytes"),
              static_cast<std::int64_t>(bytes.size()))
        << "held against its digest, too";
  }
}

}  // namespace
}  // namespace comity::service
