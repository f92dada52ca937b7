// Copies on the answers: which is shown, what differs, who may choose; and works that replace
// others, for the public and for those who see internal things.
#include "service/documents/copies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "store/backend_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using store::Backend;
using test::TestFolder;
using testing::ElementsAre;
using testing::SizeIs;

std::string draft_on_meetings(const std::string& second) {
  return "A/RES/89/1\n\n*The General Assembly,*\n\n1. *Requests* all members to be kind;\n\n2. "
         "*Decides* to " +
         second + ".\n";
}

std::string report(const std::string& symbol, int recommendations) {
  std::string text = symbol + R"(

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:
)";
  for (int i = 1; i <= recommendations; ++i) {
    text += "\n2." + std::to_string(i) + ". Keep river number " + std::to_string(i) +
            " clean (Norway);\n";
  }
  return text;
}

class CopiesAnswerTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    options.database = store::options_of(GetParam(), folder_.path()).database;
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void import(const std::string& name, const std::string& text) {
    bring_in(*installation_, name, text);
  }
  void publish(const std::string& work, Publication wish = Publication::publish) {
    ASSERT_TRUE(set_publication(*installation_, owner_, work, wish, {}));
  }
  base::JsonObject shown(const std::string& work, const CopyWish& wish = {}) {
    const auto answer = document(*installation_, owner_, work, wish);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  }
  static std::string second_paragraph(const base::JsonObject& body) {
    for (const auto& each : base::array_at(body, "paragraphs")) {
      if (base::text_at(each.as_object(), "number") == "2") {
        return std::string(base::text_at(each.as_object(), "text"));
      }
    }
    return {};
  }
  /// Recommendations that a search finds: for the public, and for the owner.
  std::pair<std::int64_t, std::int64_t> found(const std::string& work = {}) {
    SearchRequest request;
    request.filters = {{"kind", "recommendation"}};
    if (!work.empty()) request.filters.emplace_back("work", work);
    const auto count = [&](const Ask& ask) {
      const auto answer = search(*installation_, ask, request);
      EXPECT_TRUE(answer);
      return base::integer_at(answer->body, "recommendations");
    };
    return {count({anyone()}), count(owner_)};
  }
  /// What the first page says there is, and its link's search finds.
  std::pair<std::int64_t, std::int64_t> counted() {
    const auto count = [&](const Ask& ask) {
      const auto answer = home(*installation_, ask);
      EXPECT_TRUE(answer);
      const auto& counts = base::object_at(answer->body, "counts");
      return base::integer_at(base::object_at(counts, "recommendations"), "value");
    };
    return {count({anyone()}), count(owner_)};
  }

  const Ask owner_{owner_of_the_folder()};
  TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

using Pair = std::pair<std::int64_t, std::int64_t>;

TEST_P(CopiesAnswerTest, TheOwnerChoosesWhichCopyIsInForce) {
  import("one.md", draft_on_meetings("meet every year"));
  import("two.md", draft_on_meetings("meet every other year"));
  const auto before = document(*installation_, owner_, "A/RES/89/1");
  ASSERT_TRUE(before);
  EXPECT_EQ(second_paragraph(before->body), "Decides to meet every year.");
  const auto& copies = base::array_at(before->body, "copies");
  ASSERT_THAT(copies, SizeIs(2));
  const std::string hash(base::text_at(copies[1].as_object(), "hash"));
  EXPECT_EQ(base::text_at(copies[1].as_object(), "choose"), "/documents/A/RES/89/1/choose");
  EXPECT_EQ(base::text_at(copies[0].as_object(), "choose"), "") << "it is in force";
  const auto wish = [&](const Ask& ask, std::string_view copy, std::string_view etag) {
    return choose_copy(*installation_, ask, "A/RES/89/1", copy, etag);
  };
  EXPECT_EQ(wish({anyone()}, hash, {}).error().kind, ErrorKind::not_found) << "it is internal";
  publish("A/RES/89/1");
  EXPECT_EQ(wish({anyone()}, hash, {}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(wish(owner_, hash, before->etag).error().kind, ErrorKind::conflict);
  EXPECT_EQ(wish(owner_, "0123456789abcdef", {}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(wish(owner_, hash.substr(0, 7), {}).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(
      wish(owner_, hash.substr(0, 16), document(*installation_, owner_, "A/RES/89/1")->etag));
  const auto body = shown("A/RES/89/1");
  EXPECT_EQ(second_paragraph(body), "Decides to meet every other year.");
  EXPECT_EQ(base::text_at(base::array_at(body, "copies")[1].as_object(), "standing"), "chosen");
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
  SearchRequest request;
  request.text = "\"other year\"";
  EXPECT_EQ(
      base::integer_at(base::object_at(search(*installation_, {anyone()}, request)->body, "count"),
                       "value"),
      1);
}

TEST_P(CopiesAnswerTest, EachCopyCanBeLookedAt) {
  import("one.md", draft_on_meetings("meet every year"));
  import("two.md", draft_on_meetings("meet every other year"));
  const auto first = shown("A/RES/89/1");
  const auto& copies = base::array_at(first, "copies");
  const std::string hash(base::text_at(copies[1].as_object(), "hash"));
  EXPECT_EQ(base::text_at(copies[1].as_object(), "address"),
            "/documents/A/RES/89/1?copy=" + hash.substr(0, 16));
  const auto second = shown("A/RES/89/1", {hash.substr(0, 16), {}});
  EXPECT_EQ(second_paragraph(second), "Decides to meet every other year.");
  EXPECT_EQ(base::text_at(base::object_at(second, "file"), "address"),
            "/documents/A/RES/89/1/original?copy=" + hash.substr(0, 16));
  EXPECT_EQ(*original(*installation_, owner_, "A/RES/89/1", {hash, {}})->bytes,
            draft_on_meetings("meet every other year"));
  EXPECT_EQ(document(*installation_, owner_, "A/RES/89/1", {"0123456789abcdef", {}}).error().kind,
            ErrorKind::not_found);
  EXPECT_NE(document(*installation_, owner_, "A/RES/89/1")->etag,
            document(*installation_, owner_, "A/RES/89/1", {hash, {}})->etag);
  const auto french = shown("A/RES/89/1", {{}, "fr"});
  EXPECT_EQ(base::text_at(french, "missing_language"), "fr");
  EXPECT_EQ(base::text_at(french, "language"), "en");
}

TEST_P(CopiesAnswerTest, ARevisionIsCountedInsteadForThoseWhoSeeIt) {
  import("report.md", report("A/HRC/90/3", 2));
  publish("A/HRC/90/3");
  EXPECT_EQ(found(), (Pair{2, 2}));
  import("revision.md", report("A/HRC/90/3/Rev.1", 3));
  EXPECT_EQ(found(), (Pair{2, 3})) << "an internal revision hides nothing from the public";
  EXPECT_EQ(counted(), (Pair{2, 3}));
  EXPECT_EQ(found("A/HRC/90/3"), (Pair{2, 2})) << "who names a work asks what it holds";
  EXPECT_EQ(found("A/HRC/90/3/Rev.1"), (Pair{0, 3}));
  publish("A/HRC/90/3/Rev.1");
  EXPECT_EQ(found(), (Pair{3, 3}));
  EXPECT_EQ(counted(), (Pair{3, 3}));
  EXPECT_EQ(found("A/HRC/90/3"), (Pair{2, 2}));
  publish("A/HRC/90/3", Publication::withdraw);
  EXPECT_EQ(found("A/HRC/90/3"), (Pair{0, 2}));
  publish("A/HRC/90/3");
  publish("A/HRC/90/3/Rev.1", Publication::withdraw);
  EXPECT_EQ(found(), (Pair{2, 3}));
  EXPECT_EQ(counted(), (Pair{2, 3}));
}

TEST_P(CopiesAnswerTest, TheReviewIsThatOfTheRevision) {
  import("report.md", report("A/HRC/90/3", 2));
  import("revision.md", report("A/HRC/90/3/Rev.1", 3));
  publish("A/HRC/90/3");
  const auto of = [&](const Ask& ask) {
    const auto read = installation_->store().read();
    const auto found = read->reviews({}, visibility_of(ask.actor, *read));
    EXPECT_THAT(*found, SizeIs(1));
    const auto answer = review(*installation_, ask, "ISL", found->front().cycle);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  };
  const auto inside = of(owner_);
  EXPECT_EQ(base::text_at(base::object_at(inside, "work"), "work"), "A/HRC/90/3/Rev.1");
  ASSERT_THAT(base::array_at(inside, "other_works"), SizeIs(1));
  const auto outside = of({anyone()});
  EXPECT_EQ(base::text_at(base::object_at(outside, "work"), "work"), "A/HRC/90/3");
  EXPECT_THAT(base::array_at(outside, "other_works"), SizeIs(0));
  const auto one = recommendation(*installation_, owner_, "A/HRC/90/3", "2.1", 0);
  ASSERT_TRUE(one);
  EXPECT_THAT(base::array_at(one->body, "replaced_by"), SizeIs(1));
  const auto public_one = recommendation(*installation_, {anyone()}, "A/HRC/90/3", "2.1", 0);
  EXPECT_THAT(base::array_at(public_one->body, "replaced_by"), SizeIs(0));
}

INSTANTIATE_TEST_SUITE_P(On, CopiesAnswerTest, testing::ValuesIn(store::backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::service
