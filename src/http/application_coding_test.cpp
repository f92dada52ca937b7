// Passages, synthesis and report over sample answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/samples/application_fixture.h"

namespace comity::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class CodingPagesTest : public ApplicationTest {
 protected:
  static constexpr const char* kCall = "/consultations/0123456789ABC";

  std::string read(const std::string& address, const std::vector<Header>& headers = {}) {
    const Response response = page(address, headers);
    EXPECT_EQ(response.status, 200) << address;
    return std::string(response.text());
  }
};

TEST_F(CodingPagesTest, RepliesAreReadAndMarkedByAForm) {
  const std::string page_text = read(std::string(kCall) + "/passages?reply=R", {owner()});
  EXPECT_THAT(page_text, HasSubstr("<mark>Open &lt;em&gt;</mark> words"));
  EXPECT_THAT(page_text, HasSubstr("<option value=\"question 1|1\">"));
  EXPECT_THAT(page_text, HasSubstr("name=\"code\" value=\"obstacle\""));
  EXPECT_THAT(page_text, HasSubstr("<td>0.5</td>"));
  EXPECT_THAT(page_text, Not(HasSubstr("<em>")));
  EXPECT_EQ(page(std::string(kCall) + "/passages").status, 401);
}

TEST_F(CodingPagesTest, LinesStandWithTheirSourcesAndWhatIsNotUsedIsListed) {
  const std::string page_text = read(std::string(kCall) + "/synthesis?line=L", {owner()});
  EXPECT_THAT(page_text, HasSubstr("One non-governmental organization"));
  EXPECT_THAT(page_text, HasSubstr("action=\"/consultations/0123456789ABC/synthesis/set-aside\""));
  EXPECT_THAT(page_text, HasSubstr("It is &lt;em&gt; hard."));
}

TEST_F(CodingPagesTest, TheReportIsForEveryoneInFourForms) {
  EXPECT_THAT(read(std::string(kCall) + "/report?line=L"), HasSubstr("<q lang=\"en\""));
  for (const char* form : {"docx", "csv", "ndjson"}) {
    const Response file = page(std::string(kCall) + "/report." + form);
    EXPECT_EQ(file.status, 200);
    EXPECT_THAT(file.header("Content-Disposition"),
                HasSubstr(std::string("report-0123456789ABC.") + form));
  }
}

TEST_F(CodingPagesTest, AChangeNamesWhatItRestsOnAndLeadsBack) {
  const std::string csrf = "csrf=" + form_token();
  const std::string mark = csrf + "&reply=R&place=question+1%7C1&code=obstacle";
  const Response marked =
      post(std::string(kCall) + "/passages",
           mark + "&return=%2Fconsultations%2F0123456789ABC%2Fpassages%3Freply%3DR", {owner()});
  EXPECT_EQ(marked.status, 303);
  EXPECT_EQ(marked.header("Location"), "/consultations/0123456789ABC/passages?reply=R");
  EXPECT_EQ(site_.coded.taken, CodingStep::mark);
  const Response elsewhere = post(std::string(kCall) + "/passages",
                                  mark + "&return=https%3A%2F%2Fx.example%2F", {owner()});
  EXPECT_EQ(elsewhere.header("Location"), "/consultations/0123456789ABC/passages");
  EXPECT_EQ(post(std::string(kCall) + "/passages/unmark", csrf + "&passage=P", {owner()}).status,
            428);
  EXPECT_EQ(
      post(std::string(kCall) + "/passages/unmark", csrf + "&passage=P&seen=7", {owner()}).status,
      303);
  for (const char* seen : {"x", "57x", "-1", "9999999999999999999"}) {
    const auto answer =
        post(std::string(kCall) + "/synthesis", csrf + "&line=L&text=x&seen=" + seen, {owner()});
    EXPECT_EQ(answer.status, 400) << seen;
  }
  const auto matched = [&](const std::string& tag) {
    return post(std::string(kCall) + "/synthesis", csrf + "&line=L&text=x",
                {owner(), {"If-Match", tag}})
        .status;
  };
  EXPECT_EQ(matched("W/\"57\""), 400);
  EXPECT_EQ(matched("\"57\""), 303);
  EXPECT_EQ(matched("*"), 303);
  EXPECT_EQ(post(std::string(kCall) + "/synthesis", csrf + "&line=L&text=x", {owner()}).status,
            428);
  EXPECT_EQ(post(std::string(kCall) + "/report", csrf + "&published=yes", {owner()}).status, 303);
  EXPECT_EQ(site_.coded.taken, CodingStep::publish);
  EXPECT_EQ(post(std::string(kCall) + "/report", "published=yes").status, 401);
}

TEST_F(CodingPagesTest, WhatAMachineProposesIsMarkedAndDecidedByAForm) {
  const std::string page_text = read(std::string(kCall) + "/proposals?reply=R", {owner()});
  EXPECT_THAT(page_text, HasSubstr("Proposed by a machine"));
  EXPECT_THAT(page_text, HasSubstr("71 % sure"));
  EXPECT_THAT(page_text, HasSubstr("<q dir=\"auto\">&lt;em&gt;</q>"));
  EXPECT_THAT(page_text, HasSubstr("type=\"checkbox\" name=\"code\" value=\"challenge\" checked"));
  EXPECT_THAT(page_text,
              HasSubstr("formaction=\"/consultations/0123456789ABC/proposals/dismiss\""));
  EXPECT_THAT(page_text, HasSubstr("3 more paragraphs with it"));
  EXPECT_THAT(page_text, HasSubstr("<td>0.71</td>"));
  EXPECT_THAT(page_text, Not(HasSubstr("<em>")));
  EXPECT_EQ(page(std::string(kCall) + "/proposals").status, 401);
  const std::string accept = "csrf=" + form_token() + "&reply=R&part=question+1&paragraph=1&code=x";
  const Response accepted = post(
      std::string(kCall) + "/proposals/accept",
      accept + "&return=%2Fconsultations%2F0123456789ABC%2Fpassages%3Freply%3DR%23next", {owner()});
  EXPECT_EQ(accepted.header("Location"), "/consultations/0123456789ABC/passages?reply=R#next");
  EXPECT_EQ(site_.coded.taken, CodingStep::accept);
  EXPECT_EQ(post(std::string(kCall) + "/proposals/dismiss", accept, {owner()}).status, 303);
  EXPECT_EQ(site_.coded.taken, CodingStep::dismiss);
  EXPECT_EQ(post(std::string(kCall) + "/proposals/accept", "reply=R", {owner()}).status, 403)
      << "without the form's token";
}

TEST_F(CodingPagesTest, WhoeverLoadsAPageIsThereAndSeesWhoElseIs) {
  const std::string passages = read(std::string(kCall) + "/passages?reply=R", {owner()});
  EXPECT_THAT(passages, HasSubstr("<bdi>Ben &lt;em&gt;</bdi> <span class=\"count\">for 3 minutes"));
  EXPECT_EQ(site_.coded.taken, CodingStep::be_present);
  ASSERT_EQ(site_.coded.given.size(), 1U);
  EXPECT_EQ(site_.coded.given[0].value, "R");
  site_.coded.taken = CodingStep::publish;
  (void)read(std::string(kCall) + "/passages.json?reply=R", {owner()});
  EXPECT_EQ(site_.coded.taken, CodingStep::publish) << "a program is not there";
  EXPECT_THAT(read(std::string(kCall) + "/presence?reply=R", {owner()}),
              HasSubstr("no sign for 2 minutes"));
  const Response said =
      post(std::string(kCall) + "/presence", "csrf=" + form_token() + "&reply=R", {owner()});
  EXPECT_EQ(said.header("Location"), "/consultations/0123456789ABC/presence");
  EXPECT_EQ(site_.coded.taken, CodingStep::be_present);
}

TEST_F(CodingPagesTest, APostThatIsSentAgainIsDoneOnce) {
  const std::string csrf = "csrf=" + form_token();
  const Header key{"Idempotency-Key", "coding-1"};
  const std::string mark = csrf + "&reply=R&place=question+1%7C1&code=obstacle";
  EXPECT_EQ(post(std::string(kCall) + "/passages", mark, {owner(), key}).status, 303);
  site_.coded.taken = CodingStep::publish;
  const Response again = post(std::string(kCall) + "/passages", mark, {owner(), key});
  EXPECT_EQ(again.status, 303);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(site_.coded.taken, CodingStep::publish) << "it was done again";
  EXPECT_EQ(post(std::string(kCall) + "/synthesis", csrf + "&text=x", {owner(), key}).status, 422);
}

}  // namespace
}  // namespace comity::http
