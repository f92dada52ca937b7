// Codes learnt from few texts in any language, and what is said of how good they are.
#include "tagging/coded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tagging/scripts.h"
#include "tagging/tokens.h"

namespace comity::tagging {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> written_words(std::string_view text) {
  std::vector<std::string> out;
  const auto words = script_words(text);
  for (const auto& place : words.places) {
    out.emplace_back(text.substr(place.begin, place.end - place.begin));
  }
  return out;
}

TEST(ScriptWords, AreThoseOfEachScript) {
  EXPECT_THAT(written_words("L’État, 3 fois — naïve!"),
              ElementsAre("L", "État", "3", "fois", "naïve"));
  EXPECT_THAT(written_words("Вода и диалог"), ElementsAre("Вода", "и", "диалог"));
  EXPECT_THAT(written_words("الحوار المفتوح، نعم"), ElementsAre("الحوار", "المفتوح", "نعم"));
  EXPECT_THAT(written_words("对话需要时间。OK"),
              ElementsAre("对", "话", "需", "要", "时", "间", "OK"));
  EXPECT_THAT(written_words("\xFF ab\xC2"), ElementsAre("ab"));
  EXPECT_THAT(written_words(" ,; "), IsEmpty());
}

TEST(ScriptWords, HaveOneTokenEachAndOneByteALetter) {
  for (const std::string_view text :
       {"L’État est là, e\u0301crit", "Вода и диалог, Ёлка, ЪЫ", "الْحِوَارُ المـــفتوح ،ك، ك\u0600ق",
        "对话需要时间，ひらがなカタカナ", "ελληνικά Łódź ſtraße ﬁne", "тиأ قР ½ ㍿ ﷺ"}) {
    const auto words = script_words(text);
    Tokens tokens;
    tokens.read(words.coded);
    EXPECT_EQ(tokens.size(), words.places.size()) << text;
  }
  EXPECT_EQ(script_words("диалог").coded.size(), 7U);
  EXPECT_EQ(script_words("حوار").coded.size(), 5U);
  EXPECT_EQ(script_words("État").coded, "etat ");
  EXPECT_EQ(script_words("الْحِوَارُ").coded, script_words("الحوار").coded) << "without its marks";
}

/// Texts of two kinds in a language, and of none of them: of each source as many.
struct Kinds {
  const char* language;
  std::vector<const char*> money;
  std::vector<const char*> talk;
  std::vector<const char*> rest;
};

std::vector<CodedText> texts_of(const Kinds& kinds, std::uint32_t sources) {
  std::vector<CodedText> texts;
  std::mt19937 random(1);
  const auto sentence = [&](const std::vector<const char*>& words) {
    std::string text;
    for (int i = 0; i < 6; ++i) text += std::string(words[random() % words.size()]) + " ";
    return text + kinds.rest[random() % kinds.rest.size()];
  };
  for (std::uint32_t source = 0; source < sources; ++source) {
    for (int i = 0; i < 3; ++i) {
      texts.push_back({sentence(kinds.money), {0}, source});
      texts.push_back({sentence(kinds.talk), {1}, source});
      texts.push_back({sentence(kinds.rest), {}, source});
    }
  }
  return texts;
}

const std::vector<Kinds>& languages() {
  static const std::vector<Kinds> all = {
      {"en",
       {"money", "funds", "budgets"},
       {"dialogue", "talks", "meetings"},
       {"river", "is", "long", "wide", "blue"}},
      {"fr",
       {"l’argent", "fonds", "crédits"},
       {"dialogue", "réunions", "échanges"},
       {"fleuve", "est", "long", "large", "bleu"}},
      {"es",
       {"dinero", "fondos", "presupuesto"},
       {"diálogo", "reuniones", "consultas"},
       {"río", "es", "largo", "ancho", "azul"}},
      {"ru",
       {"деньги", "средства", "бюджет"},
       {"диалог", "встречи", "переговоры"},
       {"река", "длинная", "широкая", "синяя"}},
      {"ar",
       {"المال", "التمويل", "الميزانية"},
       {"الحوار", "اللقاءات", "المشاورات"},
       {"النهر", "طويل", "عريض", "أزرق"}},
      {"zh", {"资金", "经费", "预算"}, {"对话", "会议", "磋商"}, {"河流", "很长", "很宽", "蓝色"}},
  };
  return all;
}

TEST(CodeModel, LearnsInEachOfTheSixLanguages) {
  for (const auto& kinds : languages()) {
    const auto model = CodeModel::learnt_from(texts_of(kinds, 5), 3);
    const auto& money = model.known()[0];
    EXPECT_EQ(money.texts, 15U);
    EXPECT_EQ(money.sources, 5U);
    EXPECT_TRUE(money.learnt && money.proposed()) << kinds.language;
    EXPECT_GT(money.f1(), 0.8) << kinds.language;
    EXPECT_EQ(money.right + money.missed, money.texts) << "each is held out once";
    EXPECT_FALSE(model.known()[2].learnt) << "nobody gave it";
    const auto guessed =
        model.guesses(std::string(kinds.talk[0]) + " " + kinds.talk[1] + " " + kinds.rest[0]);
    ASSERT_EQ(guessed.size(), 1U) << kinds.language;
    EXPECT_EQ(guessed[0].code, 1U);
    EXPECT_GT(guessed[0].confidence, 0.5);
    EXPECT_LE(guessed[0].confidence, 1.0);
    ASSERT_FALSE(guessed[0].words.empty());
    for (const auto& word : guessed[0].words) {
      EXPECT_THAT((std::string(kinds.talk[0]) + " " + kinds.talk[1] + " " + kinds.rest[0]),
                  HasSubstr(word))
          << "as it is written";
    }
    EXPECT_GT(model.bytes(), 1000U);
  }
}

TEST(CodeModel, NeedsAStatedNumberOfTextsAndSources) {
  auto texts = texts_of(languages()[0], 3);
  EXPECT_TRUE(CodeModel::learnt_from(texts, 2).known()[0].learnt);
  for (auto& text : texts) text.source = std::min(text.source, 1U);
  EXPECT_FALSE(CodeModel::learnt_from(texts, 2).known()[0].learnt) << "two sources";
  texts = texts_of(languages()[0], 3);
  int left = 0;
  std::erase_if(texts, [&](const CodedText& text) {
    return text.codes == std::vector<std::uint32_t>{0} && ++left > 7;
  });
  const auto few = CodeModel::learnt_from(texts, 2);
  EXPECT_EQ(few.known()[0].texts, 7U);
  EXPECT_FALSE(few.known()[0].learnt);
  EXPECT_TRUE(few.known()[1].learnt);
  for (const auto& guess : few.guesses("money funds budgets money")) EXPECT_NE(guess.code, 0U);
  std::erase_if(texts, [](const CodedText& text) { return text.codes.empty(); });
  std::erase_if(texts,
                [](const CodedText& text) { return text.codes == std::vector<std::uint32_t>{0}; });
  EXPECT_FALSE(CodeModel::learnt_from(texts, 2).known()[1].learnt) << "all have it";
  EXPECT_THAT(CodeModel::learnt_from({}, 4).guesses("money"), IsEmpty());
}

TEST(CodeModel, OfTheSameTextsIsTheSame) {
  const auto texts = texts_of(languages()[0], 4);
  const auto one = CodeModel::learnt_from(texts, 2);
  const auto other = CodeModel::learnt_from(texts, 2);
  for (const auto& text : texts) {
    const auto a = one.guesses(text.text);
    const auto b = other.guesses(text.text);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].code, b[i].code);
      EXPECT_EQ(a[i].confidence, b[i].confidence);
      EXPECT_EQ(a[i].words, b[i].words);
    }
  }
}

TEST(CodeModel, SaysHonestlyThatCodesGivenByChanceAreNotLearnt) {
  auto texts = texts_of(languages()[0], 6);
  std::mt19937 random(7);
  for (auto& text : texts) {
    text.codes.clear();
    if (random() % 4 == 0) text.codes = {0};
  }
  const auto model = CodeModel::learnt_from(texts, 1);
  const auto& known = model.known()[0];
  ASSERT_TRUE(known.learnt);
  EXPECT_LT(known.f1(), 0.6);
}

}  // namespace
}  // namespace comity::tagging
