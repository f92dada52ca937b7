// What is compared, for whom, and in which language. How texts are compared is tested in compare.
#include "service/texts/compare_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "service/documents/documents.h"
#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::IsEmpty;
using testing::SizeIs;

std::string draft_with_verb(const std::string& symbol, const std::string& verb,
                            const std::string& after) {
  return symbol + "\n\n**Clean rivers**\n\n*The General Assembly,*\n\n1. *" + verb +
         "* all States to keep the rivers clean;\n\n2. *Decides* to meet again" + after + ".\n";
}

std::string french(const std::string& symbol, const std::string& verb) {
  return symbol + "\n\n**Des rivières propres**\n\n*L’Assemblée générale,*\n\n1. *" + verb +
         "* tous les États à garder les rivières propres dans toutes les régions du monde;\n\n2. "
         "*Décide* de se réunir à nouveau pour examiner la question.\n";
}

class CompareTextsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
    import("one.md", draft_with_verb("A/C.3/89/L.1", "Encourages", ""));
    import("two.md", draft_with_verb("A/C.3/90/L.1", "Urges", " in the spring"));
  }
  void import(const std::string& name, const std::string& text) {
    const auto done = import_bytes(*installation_, owner_.actor, {{name, text}}, {});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_EQ(done->read, 1U);
  }
  base::Result<Answer> compared(const Ask& ask, ComparedText from, ComparedText to,
                                std::string language = {}, std::string show = {}) {
    return compare_texts(*installation_, ask,
                         {std::move(from), std::move(to), std::move(language), std::move(show)});
  }
  base::JsonObject body(ComparedText from, ComparedText to, std::string show = {}) {
    const auto answer = compared(owner_, std::move(from), std::move(to), {}, std::move(show));
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject();
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(CompareTextsTest, WorksStandBesideEachOtherWithTheirAddresses) {
  const auto both = body({"A/C.3/89/L.1"}, {"A/C.3/90/L.1"});
  const auto& pair = base::array_at(both, "pairs").at(2).as_object();
  EXPECT_EQ(base::text_at(pair, "from_address"), "/documents/A/C.3/89/L.1#1");
  EXPECT_EQ(base::text_at(pair, "kind"), "changed");
  EXPECT_EQ(base::text_at(base::object_at(pair, "verb"), "strength"), "stronger");
  EXPECT_EQ(base::text_at(both, "swap_address"), "/compare?from=A/C.3/90/L.1&to=A/C.3/89/L.1");
}

TEST_F(CompareTextsTest, CountsAreOfWhatTheirAddressesShow) {
  const auto both = body({"A/C.3/89/L.1"}, {"A/C.3/90/L.1"});
  for (const auto& [show, count] : base::object_at(both, "counts")) {
    const auto shown = body({"A/C.3/89/L.1"}, {"A/C.3/90/L.1"}, std::string(show));
    EXPECT_EQ(base::array_at(shown, "pairs").size(),
              static_cast<std::size_t>(base::integer_at(count.as_object(), "value")))
        << std::string(show);
  }
  EXPECT_EQ(compared(owner_, {"A/C.3/89/L.1"}, {"A/C.3/90/L.1"}, {}, "odd").error().kind,
            ErrorKind::invalid_input);
}

TEST_F(CompareTextsTest, WhatIsInternalIsNotThereForThePublic) {
  EXPECT_EQ(compared({anyone()}, {"A/C.3/89/L.1"}, {"A/C.3/90/L.1"}).error().kind,
            ErrorKind::not_found);
  ASSERT_TRUE(set_publication(*installation_, owner_, "A/C.3/89/L.1", Publication::publish, {}));
  const auto one = compared({anyone()}, {"A/C.3/89/L.1"}, {});
  ASSERT_TRUE(one);
  EXPECT_THAT(base::array_at(one->body, "proposals"), IsEmpty());
}

TEST_F(CompareTextsTest, WorksOfTheSameTitleAreProposed) {
  const auto from = body({"A/C.3/89/L.1"}, {});
  ASSERT_THAT(base::array_at(from, "proposals"), SizeIs(1));
  EXPECT_EQ(base::text_at(base::array_at(from, "proposals")[0].as_object(), "address"),
            "/compare?from=A/C.3/89/L.1&to=A/C.3/90/L.1");
  EXPECT_TRUE(from.at("to").is_null());
  const auto to = body({}, {"A/C.3/89/L.1"});
  EXPECT_EQ(base::text_at(base::array_at(to, "proposals")[0].as_object(), "address"),
            "/compare?from=A/C.3/90/L.1&to=A/C.3/89/L.1");
  EXPECT_THAT(base::array_at(body({}, {}), "proposals"), IsEmpty());
}

TEST_F(CompareTextsTest, TheSecondIsInTheLanguageOfTheFirst) {
  import("two.fr.md", french("A/C.3/90/L.1", "Exhorte"));
  import("three.fr.md", french("A/C.3/88/L.1", "Encourage"));
  const auto both = body({"A/C.3/88/L.1"}, {"A/C.3/90/L.1"});
  EXPECT_EQ(base::text_at(base::object_at(both, "to"), "language"), "fr");
  EXPECT_EQ(base::integer_at(base::object_at(base::object_at(both, "counts"), "changed"), "value"),
            1);
  const auto english = compared(owner_, {"A/C.3/88/L.1"}, {"A/C.3/89/L.1"});
  EXPECT_EQ(english.error().kind, ErrorKind::invalid_input);
  EXPECT_FALSE(english.error().mend.empty());
}

TEST_F(CompareTextsTest, FilesAreReadAndNotKept) {
  const auto file = folder_.path() / "draft.md";
  std::ofstream(file) << draft_with_verb("A/C.3/91/L.1", "Urges", "");
  const auto works = installation_->store().read()->heads();
  const auto both = body({"A/C.3/89/L.1"}, {{}, file});
  EXPECT_EQ(base::text_at(base::object_at(both, "to"), "file"), "draft.md");
  EXPECT_EQ(base::text_at(base::array_at(both, "pairs").at(2).as_object(), "to_address"), "");
  const auto after = installation_->store().read()->heads();
  ASSERT_EQ(after.size(), works.size());
  for (std::size_t i = 0; i < works.size(); ++i) EXPECT_EQ(after[i].size, works[i].size);
  EXPECT_EQ(compared(owner_, {{}, folder_.path() / "none.md"}, {"A/C.3/89/L.1"}).error().kind,
            ErrorKind::not_found);
}

}  // namespace
}  // namespace comity::service
