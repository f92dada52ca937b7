// Corrections and settled rows as people make and see them, and what becomes of them when documents
// are read again.
#include "service/reviews/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/reread.h"
#include "service/finding/indexes.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/journal.h"
#include "service/reviews/reviews.h"
#include "service/sources/settlements.h"
#include "service/sources/source_table.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonObject;
using testing::HasSubstr;
using What = CorrectionWish::What;

constexpr const char* kWork = "A/HRC/90/1";
const NamedBytes kCorrectedReport{"report.md", R"(A/HRC/90/1

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Keep the rivers clean (Norway);

2.2. Measure the water every year (Portugal, Brazil).
)"};
const NamedBytes kTable{
    "table.csv",
    "state_under_review,recommending_state,recommendation,response,session\n"
    "Iceland,Norway,Have rivers that are kept clean at all times,Accepted,48\n"};

/// A reader that reads as this program's does and then changes what it is told to.
Interpretation other(std::string version, std::function<void(model::Review&)> change) {
  auto own = own_interpretation();
  return {std::move(version), [own, change = std::move(change)](const model::Document& document,
                                                                const names::Register& states) {
            auto reading = own.parse(document, states);
            if (reading.review) change(*reading.review);
            return reading;
          }};
}
Interpretation with_text(std::string version, std::string text) {
  return other(std::move(version), [text = std::move(text)](model::Review& review) {
    review.recommendations.front().clauses.front().text = text;
  });
}

class CorrectionsTest : public testing::Test {
 protected:
  void open(Interpretation interpretation = own_interpretation()) {
    installation_.reset();
    Installation::Options options;
    options.folder = folder_.path();
    options.interpretation = std::move(interpretation);
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void import(const NamedBytes& file, bool publish) {
    ImportOptions options;
    options.publish = publish;
    const auto done = import_bytes(*installation_, owner_of_the_folder(), {file}, options);
    ASSERT_TRUE(done && done->failed.empty());
  }
  /// How the correction would stand, and after it was read again stands.
  std::string foreseen_;
  /// The same record, read again by another reader.
  void read_again(Interpretation interpretation) {
    open(std::move(interpretation));
    RereadOptions options;
    options.writing = RereadOptions::Writing::only_show;
    const auto dry = reread(*installation_, owner_of_the_folder(), options);
    ASSERT_TRUE(dry) << dry.error().message;
    ASSERT_EQ(dry->changed.size(), 1U);
    const auto& corrections = dry->changed.front().corrections;
    foreseen_ = corrections.empty() ? "" : name_of(corrections.front().standing);
    const auto done = reread(*installation_, owner_of_the_folder(), {});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_EQ(done->written, 1U);
  }
  std::uint64_t correct_text(const std::string& text) {
    CorrectionWish wish;
    wish.text = text;
    wish.reason = "as on the page";
    const auto done = correct(*installation_, owner_, kWork, "2.1", wish, {});
    EXPECT_TRUE(done) << done.error().message;
    return done ? static_cast<std::uint64_t>(base::integer_at(*done, "entry")) : 0;
  }
  [[nodiscard]] JsonObject shown(const Ask& ask, const char* number = "2.1") const {
    const auto answer = recommendation(*installation_, ask, kWork, number, 0);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : JsonObject();
  }
  [[nodiscard]] std::string text(const Ask& ask) const {
    const auto body = shown(ask);
    return std::string(base::text_at(base::array_at(body, "clauses").front().as_object(), "text"));
  }
  [[nodiscard]] JsonObject only_correction(const Ask& ask) const {
    const auto body = shown(ask);
    const auto& all = base::array_at(body, "corrections");
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? JsonObject() : all.front().as_object();
  }
  [[nodiscard]] std::int64_t found(const std::string& words) {
    EXPECT_TRUE(installation_->indexes().catch_up(std::chrono::milliseconds{60'000}));
    SearchRequest request;
    request.text = words;
    request.filters = {{"kind", "recommendation"}};
    const auto answer = search(*installation_, owner_, request);
    EXPECT_TRUE(answer);
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  }

  Ask owner_{owner_of_the_folder()};
  Ask public_{anyone()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(CorrectionsTest, AreShownToAllAndTheirPersonToThoseInside) {
  open();
  import(kCorrectedReport, true);
  correct_text("Keep the rivers clear");
  EXPECT_EQ(text(public_), "Keep the rivers clear");
  const auto told = only_correction(public_);
  EXPECT_EQ(base::text_at(told, "kind"), "text");
  EXPECT_EQ(base::text_at(told, "decide"), "");
  EXPECT_EQ(base::text_at(base::object_at(told, "made"), "reason"), "as on the page");
  const auto inside = only_correction(owner_);
  EXPECT_NE(base::text_at(inside, "decide"), "");
  EXPECT_NE(base::text_at(base::object_at(inside, "made"), "who"),
            base::text_at(base::object_at(told, "made"), "who"));
  EXPECT_EQ(base::text_at(shown(public_), "correct"), "");
  EXPECT_EQ(base::text_at(shown(owner_), "correct"), "/recommendations/A/HRC/90/1/2.1/correct");
}

TEST_F(CorrectionsTest, AreMadeByWhoMay) {
  open();
  import(kCorrectedReport, true);
  CorrectionWish wish;
  wish.text = "Anything";
  wish.reason = "x";
  const auto refused = correct(*installation_, public_, kWork, "2.1", wish, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  auto reader = owner_;
  reader.actor.scopes = {Scope::publish};
  EXPECT_EQ(correct(*installation_, reader, kWork, "2.1", wish, {}).error().kind,
            ErrorKind::forbidden);
  reader.actor.scopes = {Scope::correct};
  EXPECT_TRUE(correct(*installation_, reader, kWork, "2.1", wish, {}));
}

TEST_F(CorrectionsTest, OfWhatHasChangedSinceAreRefused) {
  open();
  import(kCorrectedReport, true);
  const auto seen = recommendation(*installation_, owner_, kWork, "2.1", 0);
  ASSERT_TRUE(seen);
  correct_text("Keep the rivers clear");
  CorrectionWish wish;
  wish.text = "Anything";
  wish.reason = "x";
  const auto late = correct(*installation_, owner_, kWork, "2.1", wish, seen->etag);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
  const auto now = recommendation(*installation_, owner_, kWork, "2.1", 0);
  EXPECT_TRUE(correct(*installation_, owner_, kWork, "2.1", wish, now->etag));
}

TEST_F(CorrectionsTest, NothingOfAnInternalWorkIsInTheJournalOfThePublic) {
  open();
  import(kCorrectedReport, false);
  correct_text("Keep the rivers clear");
  const auto entries = journal(*installation_, public_);
  ASSERT_TRUE(entries);
  EXPECT_THAT(base::to_text(entries->body), testing::Not(HasSubstr(kWork)));
  const auto list = corrections(*installation_, public_, {});
  EXPECT_EQ(base::array_at(list->body, "corrections").size(), 0U);
}

TEST_F(CorrectionsTest, AreKeptSatisfiedOrAskedWhenReadAgain) {
  open();
  import(kCorrectedReport, true);
  const auto entry = correct_text("Keep the rivers clear");
  read_again(other("2", [](model::Review& review) { review.session = 49; }));
  EXPECT_EQ(base::text_at(only_correction(public_), "standing"), "kept");
  EXPECT_EQ(text(public_), "Keep the rivers clear");
  EXPECT_EQ(found("clear"), 1);

  EXPECT_EQ(foreseen_, "kept");
  read_again(with_text("3", "Keep the rivers clear"));
  EXPECT_EQ(foreseen_, "satisfied");
  EXPECT_EQ(base::text_at(only_correction(public_), "standing"), "satisfied");

  read_again(with_text("4", "Keep all the rivers clean"));
  EXPECT_EQ(foreseen_, "asked");
  auto now = only_correction(owner_);
  EXPECT_EQ(base::text_at(now, "standing"), "asked");
  EXPECT_EQ(base::text_at(now, "because"), "changed");
  EXPECT_TRUE(base::truth_at(now, "can_keep"));
  EXPECT_EQ(text(public_), "Keep the rivers clear");
  EXPECT_EQ(base::to_text(base::object_at(now, "read_now")).find("Keep all the rivers clean") ==
                std::string::npos,
            false);
  const auto asked = corrections(*installation_, owner_, {"asked", ""});
  ASSERT_TRUE(asked);
  EXPECT_EQ(base::array_at(asked->body, "corrections").size(), 1U);

  // A person decides that it holds against what is read now.
  const auto kept = decide(*installation_, owner_, kWork, "2.1",
                           {CorrectionDecision::keep, entry, "still wrong"}, {});
  ASSERT_TRUE(kept) << kept.error().message;
  const auto body = shown(owner_);
  const auto& all = base::array_at(body, "corrections");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(base::text_at(all[0].as_object(), "standing"), "ended");
  EXPECT_EQ(base::text_at(all[1].as_object(), "standing"), "kept");

  read_again(with_text("5", "Abolish the fees of all schools"));
  EXPECT_EQ(text(public_), "Abolish the fees of all schools") << "never moved to another clause";
  EXPECT_EQ(found("clear"), 0);
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

/// What a reader reads that takes the two for one.
void read_as_one(model::Review& review) {
  auto& items = review.recommendations;
  items.front().clauses = {{"Keep the rivers clean and measured", {"NOR", "PRT", "BRA"}, {}}};
  items.resize(1);
}

TEST_F(CorrectionsTest, OfNumbersSurviveReadingAgainAndAreTakenBack) {
  open();
  import(kCorrectedReport, true);
  CorrectionWish wish;
  wish.what = What::merge;
  wish.with = "2.2";
  wish.text = "Keep the rivers clean and measured";
  wish.reason = "one sentence over two pages";
  const auto done = correct(*installation_, owner_, kWork, "2.1", wish, {});
  ASSERT_TRUE(done) << done.error().message;
  const auto entry = static_cast<std::uint64_t>(base::integer_at(*done, "entry"));
  // Both paragraphs are its sources, and the number that went leads to it.
  const auto body = shown(public_, "2.2");
  EXPECT_EQ(base::text_at(body, "number"), "2.1");
  EXPECT_EQ(base::array_at(body, "paragraphs").size(), 2U);
  EXPECT_EQ(base::text_at(body, "next"), "");
  EXPECT_EQ(found("measured"), 1);
  EXPECT_EQ(found("Measure"), 1);
  EXPECT_EQ(base::text_at(only_correction(public_), "kind"), "merge_numbers");

  read_again(other("2", [](model::Review& review) { review.session = 49; }));
  EXPECT_EQ(foreseen_, "kept");
  EXPECT_EQ(text(public_), "Keep the rivers clean and measured");
  read_again(other("3", read_as_one));
  EXPECT_EQ(foreseen_, "satisfied");
  EXPECT_EQ(base::text_at(only_correction(owner_), "standing"), "satisfied");
  read_again(with_text("4", "Keep all the rivers clean"));
  EXPECT_EQ(foreseen_, "asked");
  const auto now = only_correction(owner_);
  EXPECT_EQ(base::text_at(now, "because"), "changed");
  EXPECT_TRUE(base::truth_at(now, "can_keep"));
  const auto kept = decide(*installation_, owner_, kWork, "2.1",
                           {CorrectionDecision::keep, entry, "still one"}, {});
  ASSERT_TRUE(kept) << kept.error().message;
  const auto second = static_cast<std::uint64_t>(base::integer_at(*kept, "entry"));
  EXPECT_EQ(text(public_), "Keep the rivers clean and measured");
  // Taken back by either number.
  const auto back = decide(*installation_, owner_, kWork, "2.2",
                           {CorrectionDecision::take_back, second, "two after all"}, {});
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(text(public_), "Keep all the rivers clean");
  EXPECT_EQ(base::text_at(shown(public_, "2.2"), "number"), "2.2");
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(CorrectionsTest, APartMayHaveANumberOfItsOwn) {
  open();
  import(kCorrectedReport, true);
  CorrectionWish wish;
  wish.what = What::split;
  wish.parts = "Measure the water [PRT]\n\n[2.3] every year [BRA]";
  wish.reason = "a number was lost";
  ASSERT_TRUE(correct(*installation_, owner_, kWork, "2.2", wish, {}));
  const auto made = shown(public_, "2.3");
  EXPECT_EQ(base::text_at(made, "counts_as"), "supported");
  EXPECT_EQ(base::text_at(made, "previous"), "/recommendations/A/HRC/90/1/2.2");
  EXPECT_EQ(base::text_at(made, "document_address"), "/documents/A/HRC/90/1#2.2");
  ASSERT_EQ(base::array_at(made, "paragraphs").size(), 1U);
  // What is corrected of it then goes with the whole.
  CorrectionWish text;
  text.text = "each and every year";
  text.reason = "as on the page";
  ASSERT_TRUE(correct(*installation_, owner_, kWork, "2.3", text, {}));
  EXPECT_EQ(base::array_at(shown(public_, "2.3"), "clauses").size(), 1U);
  EXPECT_EQ(found("each"), 1);
  CorrectionsQuery kept{"kept", ""};
  const auto list = corrections(*installation_, owner_, kept);
  EXPECT_EQ(base::array_at(list->body, "corrections").size(), 1U);
  wish.parts = "Measure\n\n[2.1] x";
  const auto taken = correct(*installation_, owner_, kWork, "2.2", wish, {});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().place, "parts");
  EXPECT_TRUE(installation_->store().rebuild_check()->equal);
}

TEST_F(CorrectionsTest, SettledRowsFollowTheirClauseAndAskWhenItIsGone) {
  open();
  import(kCorrectedReport, true);
  import(kTable, true);
  SettlementWish wish;
  wish.clause = "A/HRC/90/1/2.1";
  wish.reason = "the same";
  const auto done = settle_row(*installation_, owner_, "table", 2, wish, {});
  ASSERT_TRUE(done) << done.error().message;
  const auto row = [&] {
    const auto answer = source_rows(*installation_, public_, "table", {});
    EXPECT_TRUE(answer);
    return base::array_at(answer->body, "rows").front().as_object();
  };
  EXPECT_EQ(base::text_at(row(), "standing"), "settled");
  EXPECT_EQ(base::text_at(row(), "settle"), "");
  read_again(with_text("2", "Keep the rivers very clean"));
  EXPECT_EQ(base::text_at(row(), "standing"), "settled") << "recognisably the same clause";
  read_again(with_text("3", "Abolish the fees of all schools"));
  EXPECT_EQ(base::text_at(row(), "standing"), "doubtful");
  EXPECT_EQ(base::text_at(row(), "doubt"), "settled");
  const auto file = source_rows_file(*installation_, owner_, "table", {});
  ASSERT_TRUE(file);
  EXPECT_THAT(*file->bytes, HasSubstr("doubtful,settled,"));
  EXPECT_THAT(*file->bytes, HasSubstr("clause_gone,"));
  EXPECT_EQ(settle_row(*installation_, public_, "table", 2, wish, {}).error().kind,
            ErrorKind::forbidden);
}

}  // namespace
}  // namespace comity::service
