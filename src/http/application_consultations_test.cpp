// Calls for input and replies to them, from the address to the page.
#include "base/hash.h"
#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// What the page's script finds.
std::string solution_of(const std::string& challenge) {
  for (int number = 0;; ++number) {
    const auto hash = base::sha256(challenge + "." + std::to_string(number));
    if (hash.bytes[0] == 0 && hash.bytes[1] == 0) return std::to_string(number);
  }
}

class ConsultationPagesTest : public ApplicationTest {
 protected:
  static constexpr const char* kCallAddress = "/consultations/0123456789ABC";
  std::string shown(const std::string& target) { return std::string(page(target).text()); }
};

TEST_F(ConsultationPagesTest, AnyoneFindsACallAndItsForm) {
  EXPECT_THAT(shown("/consultations"), HasSubstr("Ways &lt;em&gt; and means"));
  const auto call = shown(kCallAddress);
  EXPECT_THAT(call, HasSubstr("href=\"/consultations/0123456789ABC/reply?text=en\""));
  EXPECT_THAT(call, HasSubstr("31 December 2026 18:00"));
  EXPECT_THAT(call, Not(HasSubstr("/step\"")));
  EXPECT_EQ(get(std::string(kCallAddress) + ".json").header("ETag"), "\"3\"");
  EXPECT_EQ(page("/consultations/0000000000001").status, 404);
  (void)page(std::string(kCallAddress) + "?text=ar");
  EXPECT_EQ(site_.calls.asked_language, "ar");
}

TEST_F(ConsultationPagesTest, TheFormIsOfOnePersonAndSaysItsTermsBeforeTheFirstField) {
  const Response form = page(std::string(kCallAddress) + "/reply");
  EXPECT_EQ(form.header("Cache-Control"), "no-store");
  EXPECT_EQ(form.header("ETag"), "");
  const std::string text(form.text());
  EXPECT_THAT(text, HasSubstr("name=\"receipt\" value=\"ABCDE-FGHJK-MNPQR-STVWX-YZ234\""));
  EXPECT_THAT(text, HasSubstr("name=\"answer.1\""));
  EXPECT_THAT(text, HasSubstr("name=\"file.3\""));
  EXPECT_LT(text.find("id=\"before\""), text.find("<form method=\"post\""));
  const auto named = text.find("even where the reply itself is not published");
  ASSERT_NE(named, std::string::npos);
  EXPECT_LT(named, text.find("<form method=\"post\""));
  EXPECT_THAT(text, Not(HasSubstr("value=\"State\""))) << "not invited";
}

TEST_F(ConsultationPagesTest, AReplyNeedsNoAccountAndItsReceiptIsShownOnce) {
  Request sent = request(Method::post, std::string(kCallAddress) + "/reply",
                         {{"Host", "comity.example"},
                          {"Content-Type", "multipart/form-data; boundary=x"},
                          {"Accept", "text/html"}});
  sent.body =
      "--x\r\nContent-Disposition: form-data; name=\"receipt\"\r\n\r\nTHE-CODE\r\n"
      "--x\r\nContent-Disposition: form-data; name=\"answer.1\"\r\n\r\nA\nB\r\n"
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nbytes\r\n"
      "--x\r\nContent-Disposition: form-data; name=\"file.3\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
  const Response answer = application_->handle(sent);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_THAT(std::string(answer.text()), HasSubstr("<code class=\"receipt\">THE-CODE"));
  ASSERT_EQ(site_.calls.received.files.size(), 1U) << "none was chosen in the other field";
  EXPECT_EQ(site_.calls.received.files.front().bytes, "bytes");
  EXPECT_THAT(lines_, Not(HasSubstr("THE-CODE"))) << "no receipt in the log";
}

TEST_F(ConsultationPagesTest, WhenSomebodyAnswersStandsInNoLogAndNoSeriesUnlessItFails) {
  const std::string address = std::string(kCallAddress) + "/reply";
  const std::string code = "receipt=ABCDE-FGHJK-MNPQR-STVWX-YZ234";
  (void)page(address);
  EXPECT_EQ(post(address, "answer.1=x").status, 200);
  (void)post("/consultations/receipt", code);
  (void)get(std::string(kCallAddress) + "/uploads");
  EXPECT_EQ(lines_, "");
  const auto counted = [&] { return std::string(get("/metrics").text()); };
  for (const char* route : {"reply_form", "receive", "receipt_see", "uploads"}) {
    EXPECT_THAT(counted(), Not(HasSubstr("route=\"" + std::string(route))));
  }
  site_.calls.refusal =
      base::Error{base::ErrorKind::unavailable, "the disk is full", "record", "free some space"};
  EXPECT_EQ(post(address, "answer.1=x").status, 503);
  EXPECT_THAT(lines_, HasSubstr("\"route\":\"receive\""));
  EXPECT_THAT(counted(), HasSubstr("route=\"receive\",status=\"503\""));
}

TEST_F(ConsultationPagesTest, WhatWasWrittenStandsInTheFormThatIsRefused) {
  site_.calls.refusal = base::Error{base::ErrorKind::invalid_input, "question 1 is not answered",
                                    "answer.1", "answer it"};
  const Response refused = post(std::string(kCallAddress) + "/reply",
                                "receipt=CODE&body=Ours+%3Cb%3E&answer.1=Kept+words&answer.2=1");
  EXPECT_EQ(refused.status, 400);
  const std::string text(refused.text());
  EXPECT_THAT(text, HasSubstr("question 1 is not answered"));
  EXPECT_THAT(text, HasSubstr(">Kept words</textarea>"));
  EXPECT_THAT(text, HasSubstr("value=\"Ours &lt;b&gt;\""));
  EXPECT_THAT(text, HasSubstr("name=\"receipt\" value=\"CODE\""));
  EXPECT_EQ(
      post(std::string(kCallAddress) + "/reply", "answer.1=x", {{"Sec-Fetch-Site", "cross-site"}})
          .status,
      403);
}

TEST_F(ConsultationPagesTest, WhoSolvesTheFormsPuzzleAnswersMoreOften) {
  const std::string address = std::string(kCallAddress) + "/reply";
  const auto puzzle = base::object_at(json(get(address + ".json")), "puzzle");
  const std::string challenge(base::text_at(puzzle, "challenge"));
  EXPECT_EQ(base::integer_at(puzzle, "bits"), 16);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(post(address, "answer.1=x").status, 200);
  const Response slowed = post(address, "answer.1=Kept+words&challenge=" + challenge);
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(slowed.header("Retry-After"), "10");
  const std::string form(slowed.text());
  EXPECT_THAT(form, HasSubstr("Wait 10 seconds"));
  EXPECT_THAT(form, HasSubstr(">Kept words</textarea>"));
  EXPECT_THAT(form, HasSubstr("data-bits=\"16\""));
  EXPECT_THAT(form, Not(HasSubstr("data-challenge=\"" + challenge))) << "a puzzle of its own";
  const auto work = "&challenge=" + challenge + "&solution=" + solution_of(challenge);
  EXPECT_EQ(post(address, "answer.1=x" + work).status, 200);
  EXPECT_EQ(post(address, "answer.1=x" + work).status, 429) << "good once";
  const auto told = base::object_at(json(get("/healthz")), "public_forms");
  EXPECT_EQ(base::integer_at(told, "unsolved_a_minute"), 6);
}

TEST_F(ConsultationPagesTest, WhoHasTheCodeSeesCorrectsAndWithdraws) {
  const std::string code = "receipt=ABCDE-FGHJK-MNPQR-STVWX-YZ234";
  const std::string text(post("/consultations/receipt", code).text());
  EXPECT_THAT(text, HasSubstr("Dialogue &lt;b&gt;"));
  EXPECT_THAT(text, HasSubstr("action=\"/consultations/receipt/withdraw\""));
  EXPECT_THAT(text, HasSubstr(">Dialogue &lt;b&gt;</textarea>"));
  EXPECT_THAT(text, HasSubstr("<option value=\"en\" selected>"));
  EXPECT_THAT(text, HasSubstr("name=\"version\" value=\"1\"")) << "of the reply, not of its call";
  EXPECT_EQ(post("/consultations/receipt/correct", code + "&answer.1=Other").status, 200);
  EXPECT_EQ(post("/consultations/receipt/withdraw", code).status, 200);
  EXPECT_THAT(site_.calls.decided, ElementsAre("see", "correct", "withdraw"));
  EXPECT_EQ(site_.calls.asked_from, "192.0.2.0/24");
  site_.calls.wait = 55;
  const Response slow = post("/consultations/receipt", code);
  EXPECT_EQ(slow.status, 429);
  EXPECT_EQ(slow.header("Retry-After"), "55");
}

TEST_F(ConsultationPagesTest, WhatWasWrittenStandsInTheCorrectionThatIsRefused) {
  site_.calls.refusal = base::Error{base::ErrorKind::invalid_input, "question 1 is not answered",
                                    "answer.1", "answer it"};
  const Response refused =
      post("/consultations/receipt/correct",
           "receipt=ABCDE-FGHJK-MNPQR-STVWX-YZ234&body=Ours&answer.1=Kept+words&language=fr");
  EXPECT_EQ(refused.status, 400);
  const std::string text(refused.text());
  EXPECT_THAT(text, HasSubstr("question 1 is not answered"));
  EXPECT_THAT(text, HasSubstr(">Kept words</textarea>"));
  EXPECT_THAT(text, HasSubstr("<option value=\"fr\" selected>"));
}

TEST_F(ConsultationPagesTest, GuessesAreSlowedByNetwork) {
  int slowed = 0;
  for (int i = 0; i < 12; ++i) {
    const auto status = post("/consultations/receipt", "receipt=WRONG").status;
    EXPECT_TRUE(status == 404 || status == 429);
    slowed += status == 429 ? 1 : 0;
  }
  EXPECT_EQ(slowed, 2);
}

TEST_F(ConsultationPagesTest, EditorsDecideOnTheVersionTheySaw) {
  const std::string csrf = "csrf=" + form_token();
  EXPECT_EQ(post("/consultations", csrf + "&title.en=New", {owner()}).status, 303);
  EXPECT_EQ(post(kCallAddress, csrf + "&title.en=Again", {owner()}).status, 428);
  EXPECT_EQ(post(kCallAddress, csrf + "&title.en=Again&version=3", {owner()}).status, 303);
  EXPECT_EQ(post(std::string(kCallAddress) + "/step", csrf + "&step=close",
                 {owner(), {"If-Match", "\"3\""}})
                .status,
            303);
  EXPECT_THAT(
      site_.calls.decided,
      ElementsAre("write  New over ", "write 0123456789ABC Again over 3", "step close over 3"));
  EXPECT_EQ(post(std::string(kCallAddress) + "/step", "step=close&version=3").status, 401);
  EXPECT_EQ(post(std::string(kCallAddress) + "/step", "step=close&version=3", {owner()}).status,
            403)
      << "a form of our own";
  EXPECT_EQ(page("/consultations/new", {owner()}).status, 200);
  EXPECT_EQ(page(std::string(kCallAddress) + "/edit", {owner()}).status, 200);
  EXPECT_EQ(page("/consultations/new").status, 401);
}

TEST_F(ConsultationPagesTest, FilesOfRepliesAreKeptAndNotShown) {
  const Response file = page(std::string(kCallAddress) + "/replies/0000000000009/files/1");
  EXPECT_EQ(file.status, 200);
  EXPECT_THAT(std::string(file.header("Content-Disposition")), HasSubstr("attachment"));
  EXPECT_EQ(page(std::string(kCallAddress) + "/replies/0000000000009/files/x").status, 404);
  EXPECT_THAT(shown(std::string(kCallAddress) + "/replies"),
              HasSubstr("Society of &lt;Rivers&gt;"));
  const auto reply = shown(std::string(kCallAddress) + "/replies/0000000000009");
  EXPECT_THAT(reply, HasSubstr("Dialogue &lt;b&gt;"));
  EXPECT_THAT(reply,
              HasSubstr("\"2026-02-01T09:30:00Z\">1 February 2026 10:30</time> (Europe/Zurich)"));
  const Response letter = get(std::string(kCallAddress) + "/letter.docx?to=Ours");
  EXPECT_EQ(letter.status, 200);
  EXPECT_THAT(site_.calls.decided.back(), HasSubstr("letter to Ours from http"));
}

TEST_F(ConsultationPagesTest, AReplyMayBeLargeAndATokenIsNotNeededForIt) {
  const auto most = [&](const std::string& target) {
    return application_->handlers().body_bytes(request(Method::post, target));
  };
  EXPECT_GT(most(std::string(kCallAddress) + "/reply"), std::size_t{16} << 20);
  EXPECT_EQ(most("/consultations/receipt"), 0U);
  const Response large = application_->handlers().refuse(
      413, request(Method::post, std::string(kCallAddress) + "/reply"));
  EXPECT_EQ(large.status, 413);
}

}  // namespace
}  // namespace comity::http
