#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/fuzz_seed.h"
#include "tagging/calibration.h"
#include "tagging/dual_descent.h"
#include "tagging/figures.h"
#include "tagging/linear.h"
#include "tagging/tagger.h"
#include "tagging/train.h"

namespace comity::tagging {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

std::vector<std::string> words_of(std::string_view text) {
  Tokens tokens;
  tokens.read(text);
  std::vector<std::string> out;
  for (const auto& token : tokens.all()) out.emplace_back(token.word);
  return out;
}

std::vector<std::string> codes(const Tagger& tagger, Scheme scheme, std::string_view text) {
  std::vector<std::string> out;
  for (const auto& tag : tagger.tags(text)) {
    if (tag.label->scheme == scheme) out.push_back(tag.label->code);
  }
  return out;
}

TEST(ModelSeeds, AreOfTheFormatOfToday) {
  const auto model = Model::from_bytes(test::fuzz_seed("tagging_model/whole"));
  EXPECT_TRUE(model) << model.error().message;
}

TEST(Tokens, TakeTypographicSignsForThePlainOnes) {
  EXPECT_THAT(words_of("Women\u2019s rights\u2014the \u201COP-CAT\u201D"),
              ElementsAre("women", "rights", "the", "op", "cat"));
  EXPECT_EQ(words_of("Women's rights"), words_of("Women\u2019s rights"));
  EXPECT_THAT(words_of("C\u00D4TE d'Ivoire\u00A02"), ElementsAre("c\u00F4te", "divoire", "2"));
  EXPECT_THAT(words_of("'' s'"), ElementsAre("s"));
}

TEST(Tokens, AreSafeWithBytesThatAreNoText) {
  EXPECT_THAT(words_of("\xE2\x80"), testing::SizeIs(1));
  EXPECT_THAT(words_of("a\xC3"), testing::SizeIs(1));
  EXPECT_THAT(words_of(""), testing::IsEmpty());
}

TEST(Gazetteer, TellsProtocolsFromTheirTreaties) {
  const Tagger tagger(nullptr);
  EXPECT_THAT(codes(tagger, Scheme::treaty,
                    "Ratify the Optional Protocol to the Convention against Torture and ICCPR"),
              ElementsAre("OPCAT", "ICCPR"));
  EXPECT_THAT(codes(tagger, Scheme::treaty, "Accede to OP-CAT"), ElementsAre("OPCAT"));
}

TEST(Gazetteer, FindsAcronymsInCapitalsOnly) {
  const Tagger tagger(nullptr);
  EXPECT_THAT(codes(tagger, Scheme::treaty, "Ratify CAT"), ElementsAre("CAT"));
  EXPECT_THAT(codes(tagger, Scheme::treaty, "Feed the cat"), testing::IsEmpty());
}

TEST(Gazetteer, GivesOneFormToSeveralSchemes) {
  const Tagger tagger(nullptr);
  const auto text = "Enrol all girls in schools";
  EXPECT_THAT(codes(tagger, Scheme::group, text), ElementsAre("children", "women"));
  EXPECT_THAT(codes(tagger, Scheme::goal, text), Contains("4"));
  EXPECT_THAT(codes(tagger, Scheme::theme, text), Contains("Right to education"));
}

TEST(Gazetteer, FindsTargetsByNumberAndByWhatTheyAreAbout) {
  const Tagger tagger(nullptr);
  EXPECT_THAT(codes(tagger, Scheme::target, "Achieve SDG targets 8.7 and target 16.10"),
              ElementsAre("8.7", "16.10"));
  EXPECT_THAT(
      codes(tagger, Scheme::target, "Meet target 8.7; end child, early and forced marriage"),
      ElementsAre("8.7", "5.3"));
  EXPECT_THAT(codes(tagger, Scheme::target, "Register 5.3 million voters"), testing::IsEmpty());
  EXPECT_EQ(label_of(Scheme::target, "5.3")->name, "Harmful practices");
}

TEST(Gazetteer, SaysWhichWordsItMeant) {
  const Tagger tagger(nullptr);
  const auto tags = tagger.explained("Abolish the death penalty");
  ASSERT_FALSE(tags.empty());
  EXPECT_EQ(tags.front().tag.label->code, "Death penalty");
  EXPECT_EQ(tags.front().tag.means, Means::gazetteer);
  EXPECT_THAT(tags.front().why, ElementsAre("death penalty"));
}

TEST(Labels, ThatAreImpliedOrFoundAreInTheirSchemes) {
  // Both tables are read and held against labels.csv when they are first asked for.
  EXPECT_NE(label_of(Scheme::theme, "General"), nullptr);
  EXPECT_TRUE(label_of(Scheme::theme, "General")->only_alone);
  EXPECT_EQ(label_of(Scheme::goal, "5")->name, "Gender equality");
  EXPECT_EQ(label_of(Scheme::goal, "18"), nullptr);
  for (std::size_t i = 0; i < kSchemes; ++i) {
    const auto scheme = static_cast<Scheme>(i);
    EXPECT_EQ(scheme_from(name_of(scheme)), scheme);
  }
}

TEST(Labels, AreNamedInOtherLanguagesWhereTheseNameThem) {
  const auto* const women = label_of(Scheme::treaty, "CEDAW");
  EXPECT_EQ(name_in(*women, model::Language::zh), "消除对妇女一切形式歧视公约");
  EXPECT_EQ(name_in(*label_of(Scheme::goal, "5"), model::Language::fr), "Égalité entre les sexes");
  EXPECT_EQ(name_in(*label_of(Scheme::goal, "5"), model::Language::es), "Igualdad de género");
  EXPECT_EQ(name_in(*women, model::Language::en), women->name);
  EXPECT_EQ(name_in(*women, model::Language::und), women->name);
}

/// Made up; every theme with a word of its own, kinds of action told by their first word.
std::vector<Example> invented() {
  std::vector<Example> out;
  const std::vector<std::pair<std::string, std::string>> themes = {
      {"prisons", "Detention"}, {"teachers", "Right to education"}, {"votes", "Elections"}};
  const std::vector<std::pair<std::string, int>> actions = {
      {"Continue with", 2}, {"Consider improving", 3}, {"Ratify a treaty about", 5}};
  for (int round = 0; round < 8; ++round) {
    for (const auto& [word, theme] : themes) {
      for (const auto& [opening, action] : actions) {
        Example example;
        example.text = opening + " the " + word + " of region " + std::to_string(round);
        example.themes = {theme};
        example.action = action;
        example.review = "State " + std::to_string(round);
        example.session = round + 1;
        out.push_back(std::move(example));
      }
    }
    Example general;
    general.text = "Continue with everything good in region " + std::to_string(round);
    general.themes = {"General"};
    general.action = 2;
    general.review = "State " + std::to_string(round);
    general.session = round + 1;
    out.push_back(std::move(general));
  }
  return out;
}

Model trained() {
  auto model = train(invented(), {"2020-01-01T00:00:00Z", {"invented"}, 0, 0});
  EXPECT_TRUE(model.has_value());
  return *std::move(model);
}

TEST(Training, FindsThemesAndKindsOfActionInWhatItHasNotSeen) {
  const Tagger tagger(std::make_shared<const Model>(trained()));
  EXPECT_THAT(codes(tagger, Scheme::theme, "Consider improving the prisons of the north"),
              ElementsAre("Detention"));
  EXPECT_THAT(codes(tagger, Scheme::action, "Consider improving the prisons of the north"),
              ElementsAre("3"));
  EXPECT_THAT(codes(tagger, Scheme::theme, "Ratify a treaty about the teachers and the votes"),
              testing::IsSupersetOf({"Elections", "Right to education"}));
}

TEST(Training, KnowsAWordByItsLetters) {
  const Tagger tagger(std::make_shared<const Model>(trained()));
  EXPECT_THAT(codes(tagger, Scheme::theme, "Build a prison"), ElementsAre("Detention"));
}

TEST(Training, GivesGeneralOnlyWhereNoThemeIs) {
  const Tagger tagger(std::make_shared<const Model>(trained()));
  EXPECT_THAT(codes(tagger, Scheme::theme, "Continue with everything good"),
              ElementsAre("General"));
  EXPECT_THAT(codes(tagger, Scheme::theme, "Continue with everything good of the prisons"),
              Not(Contains("General")));
}

TEST(Training, SaysWhichWordsWeighedMost) {
  const Tagger tagger(std::make_shared<const Model>(trained()));
  for (const auto& each : tagger.explained("Continue with the prisons of region 3")) {
    if (each.tag.label->scheme != Scheme::theme) continue;
    EXPECT_EQ(each.tag.means, Means::model);
    ASSERT_FALSE(each.why.empty());
    EXPECT_EQ(each.why.front(), "prisons");
    EXPECT_GT(each.tag.confidence, 0.5);
  }
}

TEST(Training, ImpliesGoalsAndGroups) {
  const Tagger tagger(std::make_shared<const Model>(trained()));
  const auto tags = tagger.tags("Consider improving the votes of the north");
  const auto goal = std::find_if(tags.begin(), tags.end(),
                                 [](const Tag& tag) { return tag.label->scheme == Scheme::goal; });
  ASSERT_NE(goal, tags.end());
  EXPECT_EQ(goal->label->code, "16");
  EXPECT_EQ(goal->means, Means::implied);
}

TEST(Training, OfTheSameExamplesGivesTheSameBytes) {
  EXPECT_EQ(trained().to_bytes(), trained().to_bytes());
}

TEST(Training, NeedsExamples) {
  const auto model = train({}, {});
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().kind, base::ErrorKind::invalid_input);
}

TEST(Model, ComesBackFromItsBytes) {
  const auto model = trained();
  const auto bytes = model.to_bytes();
  auto back = Model::from_bytes(bytes);
  ASSERT_TRUE(back.has_value()) << back.error().message;
  EXPECT_EQ(back->origin().sources, model.origin().sources);
  EXPECT_EQ(back->origin().rows, 80U);
  EXPECT_EQ(back->to_bytes(), bytes);
  EXPECT_EQ(back->fingerprint(), model.fingerprint());
  const Tagger before(std::make_shared<const Model>(trained()));
  const Tagger after(std::make_shared<const Model>(*std::move(back)));
  const auto text = "Ratify a treaty about the votes in prisons";
  const auto a = before.tags(text), b = after.tags(text);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].label, b[i].label);
    EXPECT_EQ(a[i].confidence, b[i].confidence);
  }
}

TEST(Tagger, IsNamedByItsModel) {
  EXPECT_EQ(Tagger(nullptr).fingerprint(), Tagger(nullptr).fingerprint());
  const Tagger learnt(std::make_shared<const Model>(trained()));
  EXPECT_NE(learnt.fingerprint(), Tagger(nullptr).fingerprint());
  const Tagger again(std::make_shared<const Model>(trained()));
  EXPECT_EQ(again.fingerprint(), learnt.fingerprint());
}

TEST(Model, RefusesWhatIsDamaged) {
  const auto bytes = trained().to_bytes();
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{7}, std::size_t{20}, bytes.size() / 2, bytes.size() - 1}) {
    const auto cut = Model::from_bytes(std::string_view(bytes).substr(0, length));
    ASSERT_FALSE(cut.has_value());
    EXPECT_EQ(cut.error().kind, base::ErrorKind::corrupt);
  }
  auto changed = bytes;
  changed[changed.size() / 2] ^= 1;
  EXPECT_FALSE(Model::from_bytes(changed).has_value());
}

TEST(Linear, GivesTheSameScoreWordByWordAsInOne) {
  const auto model = trained();
  ASSERT_EQ(model.parts().size(), 2U);
  TextFeatures text;
  text.read("Ratify the OP-CAT about prisons, prisons and unheardof votes");
  std::vector<float> scores;
  for (const auto& part : model.parts()) {
    part.score(text, scores);
    for (std::size_t label = 0; label < scores.size(); ++label) {
      float sum = part.data().labels[label].bias;
      for (const auto value : part.by_token(text, label)) sum += value;
      EXPECT_NEAR(sum, scores[label], 1e-4);
    }
  }
}

TEST(DualDescent, PartsWhatAPlaneCanPart) {
  // Two features, two labels: the first label is the first feature, the second its opposite.
  SparseRows rows;
  Truth truth;
  truth.lanes = kLanes;
  for (int i = 0; i < 20; ++i) {
    const bool one = i % 2 == 0;
    rows.column.push_back(one ? 0 : 1);
    rows.value.push_back(1);
    rows.begin.push_back(static_cast<std::uint32_t>(rows.column.size()));
    truth.has.resize(truth.has.size() + kLanes, 0);
    truth.has[truth.has.size() - kLanes + (one ? 0 : 1)] = 1;
  }
  rows.columns = 2;
  std::vector<std::uint32_t> use(20);
  for (std::uint32_t i = 0; i < use.size(); ++i) use[i] = i;
  const auto weights = solve(rows, truth, use, 1, 20);
  std::vector<float> scores(kLanes);
  weights.score(rows, 0, scores);
  EXPECT_GT(scores[0], 0.5);
  EXPECT_LT(scores[1], -0.5);
}

TEST(DualDescent, LearnsNothingFromWhatIsUnsaid) {
  // Two features; rows of the second say nothing, and one of them would say the contrary.
  SparseRows rows;
  rows.columns = 2;
  Truth truth;
  truth.lanes = kLanes;
  const auto add = [&](std::uint32_t column, char has) {
    rows.column.push_back(column);
    rows.value.push_back(1);
    rows.begin.push_back(static_cast<std::uint32_t>(rows.column.size()));
    truth.has.push_back(has);
    truth.has.insert(truth.has.end(), kLanes - 1, Truth::kUnsaid);
  };
  add(0, Truth::kYes);
  add(1, Truth::kUnsaid);
  add(0, Truth::kYes);
  const std::vector<std::uint32_t> all = {0, 1, 2};
  const auto weights = solve(rows, truth, all, 1, 8);
  EXPECT_GT(weights.of_feature[0], 0.1F);
  EXPECT_EQ(weights.of_feature[kLanes], 0.0F);
  EXPECT_EQ(weights.of_feature[1], 0.0F) << "a label of which no row says anything";
}

TEST(DualDescent, HeavierRowsWinOverLighterOnes) {
  const auto score_where_first_weighs = [](float weight) {
    SparseRows rows;
    rows.columns = 1;
    Truth truth;
    truth.lanes = kLanes;
    for (const char has : {Truth::kYes, Truth::kNo}) {
      rows.column.push_back(0);
      rows.value.push_back(1);
      rows.begin.push_back(static_cast<std::uint32_t>(rows.column.size()));
      truth.has.push_back(has);
      truth.has.insert(truth.has.end(), kLanes - 1, Truth::kUnsaid);
    }
    truth.weight = {weight, 1};
    const std::vector<std::uint32_t> all = {0, 1};
    const auto weights = solve(rows, truth, all, 1, 100);
    std::vector<float> scores(kLanes);
    weights.score(rows, 0, scores);
    return scores.front();
  };
  EXPECT_NEAR(score_where_first_weighs(1), 0, 0.05);
  EXPECT_GT(score_where_first_weighs(3), 0.2);
  EXPECT_LT(score_where_first_weighs(1.0F / 3), -0.2);
}

TEST(Training, TakesWhatAPersonSaidOfOneThemeAlone) {
  auto examples = invented();
  const auto plain = train(examples, {});
  ASSERT_TRUE(plain.has_value());
  // A text that many say is about the theme; of its other themes nothing is said.
  for (int i = 0; i < 8; ++i) {
    Example said{"Lanterns for the harbour",
                 {examples.front().themes.front()},
                 0,
                 "said/" + std::to_string(i),
                 1};
    said.confirmed = said.partial = true;
    examples.push_back(std::move(said));
    Example denied{"Whistles for the harbour", {}, 0, "said/" + std::to_string(i), 1};
    denied.not_themes = {examples.front().themes.front()};
    denied.confirmed = denied.partial = true;
    examples.push_back(std::move(denied));
  }
  auto model = train(examples, {});
  ASSERT_TRUE(model.has_value()) << model.error().message;
  EXPECT_EQ(model->origin().confirmed, 16U);
  const Tagger tagger(std::make_shared<const Model>(*std::move(model)));
  const auto has = [&](std::string_view text) {
    const auto tags = tagger.tags(text);
    return std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) {
      return tag.label->scheme == Scheme::theme &&
             tag.label->code == examples.front().themes.front();
    });
  };
  EXPECT_TRUE(has("Lanterns for the harbour"));
  EXPECT_FALSE(has("Whistles for the harbour"));
}

TEST(Calibration, PutsTheThresholdWhereF1IsHighest) {
  const std::vector<Judged> rows = {{0.9F, true}, {0.7F, true}, {0.4F, false}, {0.2F, false}};
  const auto threshold = best_threshold(rows);
  EXPECT_GT(threshold, 0.4F);
  EXPECT_LT(threshold, 0.7F);
}

TEST(Calibration, GivesProbabilitiesThatAgreeWithShares) {
  std::vector<Judged> rows;
  for (int i = 0; i < 1000; ++i) {
    // A score of 1 is right in three of four rows, a score of -1 in one of four.
    rows.push_back({1, i % 4 != 0});
    rows.push_back({-1, i % 4 == 0});
  }
  const auto found = calibrate(rows);
  EXPECT_NEAR(1 / (1 + std::exp(-(found.slope + found.offset))), 0.75, 0.01);
  EXPECT_NEAR(1 / (1 + std::exp(found.slope - found.offset)), 0.25, 0.01);
}

TEST(Figures, CountWhatWasRightWrongAndMissed) {
  const Tagger tagger(nullptr);
  Example example;
  example.text = "Abolish the death penalty";
  example.themes = {"Death penalty", "Elections"};
  const std::vector<Example> held = {example};
  const auto figures = measured(tagger, held);
  ASSERT_EQ(figures.size(), 1U);
  EXPECT_EQ(figures[0].all().right, 1U);
  EXPECT_EQ(figures[0].all().missed, 1U);
  EXPECT_EQ(figures[0].all().wrong, 0U);
  EXPECT_DOUBLE_EQ(figures[0].all().recall(), 0.5);
  EXPECT_DOUBLE_EQ(figures[0].macro_f1(), 0.5);
  EXPECT_EQ(figures[0].whole, 0U);
}

}  // namespace
}  // namespace comity::tagging
