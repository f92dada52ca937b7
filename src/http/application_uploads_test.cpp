// Files ahead of replies, from the address to the answer.
#include "base/hash.h"
#include "http/open_uploads.h"
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class UploadPagesTest : public ApplicationTest {
 protected:
  static constexpr const char* kUploads = "/consultations/0123456789ABC/uploads";
  static std::string one() {
    return std::string(kUploads) + "/" + std::string(SampleUploads::kUpload);
  }
  static Header secret(std::string_view value = SampleUploads::kSecret) {
    return {"Upload-Secret", std::string(value)};
  }
  Response begin(const std::string& fields, std::vector<Header> headers = {}) {
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    Request sent = request(Method::post, kUploads, std::move(headers));
    sent.body = fields;
    return application_->handle(sent);
  }
  Response part(const std::string& offset, const std::string& bytes,
                std::vector<Header> headers = {secret()}) {
    headers.push_back({"Content-Type", "application/partial-upload"});
    headers.push_back({"Upload-Offset", offset});
    Request sent = request(Method::patch, one(), std::move(headers));
    sent.body = bytes;
    return application_->handle(sent);
  }
  /// Work for one upload, as the page's script does it.
  std::string paid() {
    const auto puzzle = base::object_at(json(get(kUploads)), "puzzle");
    const std::string challenge(base::text_at(puzzle, "challenge"));
    for (int number = 0;; ++number) {
      const auto hash = base::sha256(challenge + "." + std::to_string(number));
      if (hash.bytes[0] != 0 || hash.bytes[1] != 0) continue;
      return "&challenge=" + challenge + "&solution=" + std::to_string(number);
    }
  }
};

TEST_F(UploadPagesTest, AFileArrivesInPartsThatGoOnWhereTheServerStands) {
  EXPECT_EQ(base::integer_at(json(get(kUploads)), "most_files"), 10);
  const Response made = begin("name=ours.pdf&bytes=6");
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.header("Location"), one());
  EXPECT_EQ(made.header("Upload-Offset"), "0");
  EXPECT_EQ(made.header("Cache-Control"), "no-store");
  EXPECT_EQ(base::text_at(json(made), "secret"), SampleUploads::kSecret);
  EXPECT_EQ(part("0", "abcd").header("Upload-Offset"), "4");
  const Response again = part("0", "abcd");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.header("Upload-Offset"), "4");
  const Response asked = application_->handle(request(Method::head, one(), {secret()}));
  EXPECT_EQ(asked.header("Upload-Offset"), "4");
  EXPECT_EQ(asked.header("Upload-Complete"), "?0");
  EXPECT_EQ(part("4", "ef").header("Upload-Complete"), "?1");
  EXPECT_THAT(lines_, Not(HasSubstr("secret"))) << "it stands in no log";
}

TEST_F(UploadPagesTest, WithoutTheSecretThereIsNoUpload) {
  EXPECT_EQ(get(one()).status, 404);
  EXPECT_EQ(get(one(), {secret("0000000000007.guess")}).status, 404);
  EXPECT_EQ(part("0", "abcd", {}).status, 404);
  EXPECT_EQ(part("0", "abcd", {}).header("Upload-Offset"), "");
  EXPECT_EQ(application_->handle(request(Method::post, one() + "/discard")).status, 404);
  EXPECT_EQ(get(one(), {secret()}).status, 200);
  EXPECT_EQ(application_->handle(request(Method::post, one() + "/discard", {secret()})).status,
            200);
  EXPECT_EQ(get(one(), {secret()}).status, 404);
}

TEST_F(UploadPagesTest, WhatIsNoPartIsToldSo) {
  EXPECT_EQ(part("x", "abcd").status, 400);
  EXPECT_EQ(begin("name=ours.pdf&bytes=-1").status, 400);
  EXPECT_EQ(begin("name=ours.pdf&bytes=9000000").status, 413);
  Request form = request(Method::patch, one(), {secret(), {"Upload-Offset", "0"}});
  EXPECT_EQ(application_->handle(form).status, 415);
  EXPECT_EQ(part("0", "abcd", {secret(), {"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_EQ(begin("name=ours.pdf&bytes=6", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_EQ(get("/consultations/0000000000001/uploads").status, 404);
  const auto most = [&](Method method, const std::string& target) {
    return application_->handlers().body_bytes(request(method, target));
  };
  EXPECT_GE(most(Method::patch, one()), std::size_t{1} << 20);
  EXPECT_EQ(most(Method::post, kUploads), 0U);
}

TEST_F(UploadPagesTest, BeginningOneIsGuardedLikeAReplyAndOneNetworkHasSoMany) {
  for (int i = 0; i < 6; ++i) EXPECT_EQ(begin("name=a&bytes=6").status, 201);
  EXPECT_EQ(begin("name=a&bytes=6").status, 429);
  EXPECT_EQ(begin("name=a&bytes=6" + paid()).status, 201);
  OpenUploads open(clock_);
  for (std::size_t i = 0; i < OpenUploads::kMost; ++i) {
    EXPECT_TRUE(open.may_begin("192.0.2.0/24"));
    open.add("192.0.2.0/24", std::to_string(i));
  }
  EXPECT_FALSE(open.may_begin("192.0.2.0/24"));
  EXPECT_TRUE(open.may_begin("198.51.100.0/24"));
  open.remove("3");
  EXPECT_TRUE(open.may_begin("192.0.2.0/24"));
  open.add("192.0.2.0/24", "again");
  EXPECT_FALSE(open.may_begin("192.0.2.0/24"));
  clock_.set({clock_.now().microseconds + std::int64_t{25} * 60 * 60 * 1'000'000});
  EXPECT_TRUE(open.may_begin("192.0.2.0/24")) << "what was given up is not counted for ever";
}

TEST_F(UploadPagesTest, AFormNamesWhatCameAheadAndSoDoesJson) {
  const std::string reply = "/consultations/0123456789ABC/reply";
  site_.calls.refusal = base::Error{base::ErrorKind::invalid_input, "no", "answer.1", "answer it"};
  const Response refused = post(reply, "answer.1=&upload=A.1&upload.3=B.2");
  const std::string text(refused.text());
  EXPECT_THAT(text, HasSubstr("name=\"upload\" value=\"A.1\""));
  EXPECT_THAT(text, HasSubstr("name=\"upload.3\" value=\"B.2\"")) << "they need not come again";
  site_.calls.refusal.reset();
  Request sent = request(Method::post, reply,
                         {{"Content-Type", "application/json"}, {"Accept", "application/json"}});
  sent.body = R"({"receipt": "CODE", "publish": true, "answers": {"1": "Dialogue", "2": 1},
                  "uploads": ["A.1", {"question": 3, "secret": "B.2"}], "body": null})";
  EXPECT_EQ(application_->handle(sent).status, 200);
  const auto& fields = site_.calls.received.fields;
  const auto field = [&](std::string_view name) {
    for (const auto& each : fields) {
      if (each.name == name) return each.value;
    }
    return std::string("none");
  };
  EXPECT_EQ(field("receipt"), "CODE");
  EXPECT_EQ(field("publish"), "yes");
  EXPECT_EQ(field("answer.1"), "Dialogue");
  EXPECT_EQ(field("answer.2"), "1");
  EXPECT_EQ(field("upload"), "A.1");
  EXPECT_EQ(field("upload.3"), "B.2");
  EXPECT_EQ(field("body"), "");
  sent.body = "[1]";
  EXPECT_EQ(application_->handle(sent).status, 400);
}

}  // namespace
}  // namespace comity::http
