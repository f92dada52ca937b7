#include "service/tags/tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "service/importing/import.h"
#include "service/tags/tag_decisions.h"
#include "service/tags/train_tags.h"
#include "support/test_files.h"
#include "tagging/train.h"

namespace comity::service {
namespace {

using model::Language;
using testing::ElementsAre;
using testing::IsEmpty;

/// Bytes of a model that gives every text one theme.
std::string model_of(const std::string& theme) {
  std::vector<tagging::Example> examples;
  for (int i = 0; i < 6; ++i) {
    examples.push_back({"Keep the lamps", {theme}, 4, std::to_string(i), i + 1});
  }
  const auto model = tagging::train(examples, {});
  EXPECT_TRUE(model) << model.error().message;
  return model ? model->to_bytes() : "";
}

std::vector<std::string> codes(const std::vector<tagging::Tag>& tags, tagging::Scheme scheme) {
  std::vector<std::string> out;
  for (const auto& tag : tags) {
    if (tag.label->scheme == scheme) out.push_back(tag.label->code);
  }
  return out;
}

std::vector<std::string> themes(const TextTagger& tagger) {
  return codes(tagger.tags("Keep the lamps", Language::en), tagging::Scheme::theme);
}

TEST(Tags, AreByTheModelInTheFolderAsSoonAsItIsThere) {
  const test::TestFolder folder;
  const auto path = tag_model_path(folder.path());
  Tags tags(path, base::posix_file_system());
  const auto before = tags.current();
  EXPECT_FALSE(before->by_model(Language::en));
  EXPECT_EQ(before, tags.current());
  EXPECT_TRUE(tags.problem());

  ASSERT_TRUE(base::write_atomically(base::posix_file_system(), path, model_of("Elections")));
  const auto first = tags.current();
  EXPECT_TRUE(first->by_model(Language::en));
  EXPECT_THAT(themes(*first), ElementsAre("Elections"));
  EXPECT_THAT(themes(*before), IsEmpty());
  EXPECT_NE(first->fingerprint(), before->fingerprint());

  ASSERT_TRUE(base::write_atomically(base::posix_file_system(), path, model_of("Corruption")));
  EXPECT_THAT(themes(*tags.current()), ElementsAre("Corruption"));
}

TEST(Tags, OfAModelThatCannotBeReadAreByGazetteersAndItsFileIsNamed) {
  const test::TestFolder folder;
  const auto path = tag_model_path(folder.path());
  std::ofstream(path) << "no model";
  Tags tags(path, base::posix_file_system());
  EXPECT_FALSE(tags.current()->by_model(Language::en));
  const auto problem = tags.problem();
  ASSERT_FALSE(problem);
  EXPECT_EQ(problem.error().kind, base::ErrorKind::corrupt);
  EXPECT_EQ(problem.error().place, path.string());
}

TEST(TextTagger, AsksTheModelForEnglishOnly) {
  auto model = tagging::Model::from_bytes(model_of("Elections"));
  ASSERT_TRUE(model);
  const TextTagger tagger(std::make_shared<const tagging::Model>(*std::move(model)));
  EXPECT_TRUE(tagger.by_model(Language::und));
  EXPECT_FALSE(tagger.by_model(Language::fr));
  const auto english = tagger.tags("Keep the lamps of CEDAW", Language::en);
  EXPECT_THAT(codes(english, tagging::Scheme::theme), ElementsAre("Elections"));
  const auto french = tagger.tags("Garder les lampes (CEDAW)", Language::fr);
  EXPECT_THAT(codes(french, tagging::Scheme::theme), IsEmpty());
  EXPECT_FALSE(french.empty());
}

TEST(TextTagger, TakesOneTagOfSeveralTexts) {
  const TextTagger tagger(nullptr);
  const auto of = [&](std::string_view text) {
    return standing_tags(tagger.explained(text, Language::en), {});
  };
  const auto all = together({of("Ratify CAT and protect girls"), of("Protect girls")});
  std::vector<tagging::Tag> tags;
  for (const auto& each : all) tags.push_back(each.guess.tag);
  EXPECT_THAT(codes(tags, tagging::Scheme::group), ElementsAre("children", "women"));
  EXPECT_THAT(codes(tags, tagging::Scheme::treaty), ElementsAre("CAT"));
}

TEST(TagNames, AreShortInListsOfValues) {
  EXPECT_EQ(tag_name("goal", "5", Language::en), "5 Gender equality");
  EXPECT_EQ(tag_name("treaty", "CAT", Language::en), "CAT");
  EXPECT_EQ(tag_name("named", "CAT", Language::en), "Committee against Torture");
  EXPECT_EQ(tag_name("goal", "5", Language::ru), "5 Гендерное равенство");
  EXPECT_EQ(tag_name("named", "CAT", Language::zh), "禁止酷刑委员会");
  EXPECT_EQ(tag_name("group", "roma", Language::en), "Roma");
  EXPECT_EQ(tag_name("group", "nobody", Language::en), "nobody");
  EXPECT_EQ(tag_name("session", "13", Language::en), "13");
}

}  // namespace
}  // namespace comity::service
