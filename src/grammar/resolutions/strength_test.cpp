#include "grammar/resolutions/strength.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/csv.h"

namespace comity::grammar {
namespace {

using model::Language;

Strength strength(std::string_view from, std::string_view to, Language language = Language::en) {
  return change_of_verb(from, to, language).strength;
}

TEST(Strength, IsSaidWhereASourceSaysIt) {
  const auto change = change_of_verb("Encourages", "Urges", Language::en);
  EXPECT_EQ(change.strength, Strength::stronger);
  ASSERT_EQ(change.sources.size(), 1U);
  EXPECT_EQ(change.sources.front()->id, "model_diplomat");
  EXPECT_FALSE(change.sources.front()->citation.empty());
  EXPECT_EQ(strength("Urges", "Encourages"), Strength::weaker);
  EXPECT_EQ(strength("Condemning", "Deploring"), Strength::weaker);
}

TEST(Strength, FollowsWithinASource) {
  EXPECT_EQ(strength("Invites", "Demands"), Strength::stronger);
}

TEST(Strength, DiffersWithoutASource) {
  const auto change = change_of_verb("Takes note", "Welcomes", Language::en);
  EXPECT_EQ(change.strength, Strength::differs);
  EXPECT_TRUE(change.sources.empty());
  EXPECT_EQ(strength("Urges", "Strongly urges"), Strength::differs);
  EXPECT_EQ(strength("Encourage", "Exhorte", Language::fr), Strength::differs);
  // Each follows from another source; nobody says both.
  EXPECT_EQ(strength("Invites", "Warns"), Strength::differs);
}

TEST(Strength, DiffersWhereSourcesContradictEachOther) {
  const auto change = change_of_verb("Calls upon", "Urges", Language::en);
  EXPECT_EQ(change.strength, Strength::differs);
  EXPECT_EQ(change.sources.size(), 2U);
}

TEST(Strength, OfOneVerbIsTheSame) {
  EXPECT_EQ(strength("Encourages", "Encourages"), Strength::same);
  EXPECT_EQ(strength("Encourages", "Also encourages"), Strength::same);
  EXPECT_EQ(strength("Recalling also", "Recalling"), Strength::same);
  EXPECT_EQ(strength("Prie", "Prie également", Language::fr), Strength::same);
  EXPECT_EQ(strength("Solicita", "Solicita también", Language::es), Strength::same);
  EXPECT_EQ(strength("Просит", "Просит также", Language::ru), Strength::same);
}

TEST(Strength, IsTheSameBehindTheSequenceWordsOfEachLanguage) {
  EXPECT_EQ(strength("Prie également", "Prie par ailleurs", Language::fr), Strength::same);
  EXPECT_EQ(strength("Solicita asimismo", "Solicita igualmente", Language::es), Strength::same);
  EXPECT_EQ(strength("просит далее", "кроме того, просит", Language::ru), Strength::same);
  EXPECT_EQ(strength("تطلب", "تطلب أيضا", Language::ar), Strength::same);
  EXPECT_EQ(strength("تطلب أيضاً", "تطلب كذلك", Language::ar), Strength::same);
  EXPECT_EQ(strength("请", "又请", Language::zh), Strength::same);
  EXPECT_EQ(strength("还请", "请", Language::zh), Strength::same);
  EXPECT_EQ(strength("又鼓励", "还敦促", Language::zh), Strength::differs);
  EXPECT_EQ(strength("تشجع أيضا", "تحث كذلك", Language::ar), Strength::differs);
  // "Once again" is no word of sequence.
  EXPECT_EQ(strength("重申", "再次重申", Language::zh), Strength::differs);
}

TEST(Strength, OfSequenceIsApart) {
  EXPECT_EQ(sequenced("Also strongly urges", Language::en).verb, "strongly urges");
  EXPECT_EQ(sequenced("Also strongly urges", Language::en).rank, 1);
  EXPECT_EQ(sequenced("Noting further", Language::en).rank, 2);
  EXPECT_EQ(sequenced("Urges", Language::en).rank, 0);
}

base::CsvTable table(std::string_view name) {
  std::ifstream in(COMITY_SOURCE_DIR "/data/grammar/" + std::string(name), std::ios::binary);
  return base::parse_csv(std::string(std::istreambuf_iterator<char>(in), {})).value();
}

TEST(Strength, TablesKnowEachOther) {
  const auto forms = table("strength_forms.en.csv");
  const auto known = table("strength_sources.csv");
  const auto pairs = table("strength.en.csv");
  std::set<std::string> verbs, sources;
  for (const auto& row : forms.rows) verbs.insert(row[0]);
  for (const auto& row : known.rows) {
    sources.insert(row[0]);
    EXPECT_TRUE(row[3].starts_with("https://")) << row[0];
  }
  for (const auto& row : pairs.rows) {
    EXPECT_TRUE(verbs.contains(row[0])) << row[0];
    EXPECT_TRUE(verbs.contains(row[1])) << row[1];
    EXPECT_TRUE(sources.contains(row[2])) << row[2];
  }
}

TEST(Strength, NoSourceContradictsItself) {
  const auto forms = table("strength_forms.en.csv");
  for (const auto& a : forms.rows) {
    for (const auto& b : forms.rows) {
      const auto there = change_of_verb(a[1], b[1], Language::en);
      const auto back = change_of_verb(b[1], a[1], Language::en);
      EXPECT_EQ(there.strength == Strength::stronger, back.strength == Strength::weaker)
          << a[1] << " " << b[1];
      if (there.strength == Strength::differs && there.sources.size() == 1) {
        ADD_FAILURE() << there.sources.front()->id << " contradicts itself: " << a[1] << " "
                      << b[1];
      }
    }
  }
}

}  // namespace
}  // namespace comity::grammar
