#include "names/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/text.h"

namespace comity::names {
namespace {

using model::Language;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Language kSix[] = {Language::ar, Language::zh, Language::en,
                             Language::fr, Language::ru, Language::es};

const Register& un() { return Register::builtin(); }

std::string code_of(std::string_view name) {
  const auto* state = un().find(name);
  return state == nullptr ? "" : state->code;
}

std::vector<std::string> codes(const std::vector<Mention>& mentions) {
  std::vector<std::string> result;
  for (const auto& mention : mentions) result.push_back(mention.code);
  return result;
}

std::vector<std::string> listed(std::string_view text) { return codes(un().list(text)); }
std::vector<std::string> mentioned(std::string_view text) { return codes(un().mentions(text)); }

std::vector<std::string> texts(std::string_view text, const std::vector<Mention>& mentions) {
  std::vector<std::string> result;
  for (const auto& m : mentions) result.emplace_back(text.substr(m.begin, m.end - m.begin));
  return result;
}

TEST(Register, HoldsTheMembersTheObserversAndTheEuropeanUnion) {
  std::map<Standing, int> standings;
  std::map<std::string, int> groups;
  for (const auto& state : un().states()) {
    ++standings[state.standing];
    ++groups[state.regional_group];
    EXPECT_FALSE(state.short_name(Language::en).empty()) << state.code;
    if (state.standing == Standing::organisation) continue;
    EXPECT_EQ(state.code.size(), 3U);
    EXPECT_EQ(state.iso2.size(), 2U) << state.code;
    EXPECT_EQ(state.m49.size(), 3U) << state.code;
    for (const auto language : kSix) {
      EXPECT_FALSE(state.short_names[static_cast<std::size_t>(language)].empty()) << state.code;
      EXPECT_FALSE(state.formal_name(language).empty()) << state.code;
    }
  }
  EXPECT_EQ(standings[Standing::member], 193);
  EXPECT_EQ(standings[Standing::observer], 2);
  EXPECT_EQ(standings[Standing::organisation], 1);
  EXPECT_EQ(groups["African States"], 54);
  EXPECT_EQ(groups["Asia-Pacific States"], 54);
  EXPECT_EQ(groups["Eastern European States"], 23);
  EXPECT_EQ(groups["Latin American and Caribbean States"], 33);
  EXPECT_EQ(groups["Western European and other States"], 29);
}

TEST(Register, KnowsNamesInSixLanguages) {
  const auto* state = un().by_code("CIV");
  ASSERT_NE(state, nullptr);
  EXPECT_EQ(state->short_name(Language::en), "Côte d'Ivoire");
  EXPECT_EQ(state->formal_name(Language::fr), "la République de Côte d'Ivoire");
  EXPECT_EQ(un().by_code("AFG")->short_name(Language::fr), "Afghanistan");
  EXPECT_EQ(un().by_code("IRN")->short_name(Language::fr), "Iran (République islamique d')");
  EXPECT_EQ(un().by_code("BHS")->short_name(Language::en), "Bahamas");
  EXPECT_EQ(un().by_code("VAT")->short_name(Language::en), "Holy See");
  EXPECT_EQ(un().by_code("BRA")->short_name(Language::und), "Brazil");
  EXPECT_EQ(un().by_code("XYZ"), nullptr);
}

TEST(Register, KnowsFormerNamesWithYears) {
  const auto* state = un().find("The former Yugoslav Republic of Macedonia");
  ASSERT_NE(state, nullptr);
  EXPECT_EQ(state->code, "MKD");
  ASSERT_FALSE(state->former.empty());
  EXPECT_EQ(state->former[0].from, 1993);
  EXPECT_EQ(state->former[0].until, 2019);
  EXPECT_EQ(code_of("Swaziland"), "SWZ");
  EXPECT_EQ(code_of("Czech Republic"), "CZE");
  EXPECT_EQ(code_of("Turkey"), "TUR");
  EXPECT_EQ(code_of("Cape Verde"), "CPV");
  EXPECT_EQ(code_of("Libyan Arab Jamahiriya"), "LBY");
  EXPECT_EQ(code_of("Zaire"), "COD");
}

// Every form that the register holds finds its own State, however it is spaced and cased.
TEST(Register, FindsEveryNameInEveryLanguage) {
  for (const auto& state : un().states()) {
    for (const auto language : kSix) {
      for (const auto* name : {&state.short_name(language), &state.formal_name(language)}) {
        if (name->empty()) continue;
        EXPECT_EQ(code_of(*name), state.code) << *name;
        EXPECT_EQ(code_of("  " + *name + "\n"), state.code) << *name;
        EXPECT_EQ(code_of(base::unaccented(*name)), state.code) << *name;
        std::string wide;
        for (const char c : *name) wide += c == ' ' ? std::string("\xC2\xA0\n") : std::string(1, c);
        EXPECT_EQ(code_of(wide), state.code) << *name;
      }
    }
    for (const auto& former : state.former) EXPECT_EQ(code_of(former.name), state.code);
  }
}

struct Spelling {
  const char* text;
  const char* code;
};

TEST(Register, FindsTheSpellingsOfDocuments) {
  constexpr Spelling kSpellings[] = {
      {"UK", "GBR"},
      {"the United Kingdom", "GBR"},
      {"USA", "USA"},
      {"U.S.", "USA"},
      {"Republic of Korea", "KOR"},
      {"DPRK", "PRK"},
      {"Democratic Republic of Korea", "PRK"},
      {"Democratic People’s Republic of Korea", "PRK"},
      {"Russia", "RUS"},
      {"Vietnam", "VNM"},
      {"Viet Nam", "VNM"},
      {"Viet  Nam", "VNM"},
      {"Syria", "SYR"},
      {"Iran", "IRN"},
      {"Iran (Islamic republic of)", "IRN"},
      {"Iran, Islamic Republic of", "IRN"},
      {"IRAN ( ISLAMIC REPUBLIC OF )", "IRN"},
      {"Lao PDR", "LAO"},
      {"Moldova", "MDA"},
      {"Tanzania", "TZA"},
      {"Brunei", "BRN"},
      {"Côte d’Ivoire", "CIV"},
      {"Cote d'Ivoire", "CIV"},
      {"Côte d'Ivoire", "CIV"},
      {"Timor Leste", "TLS"},
      {"Timor-Leste", "TLS"},
      {"Timor‑Leste", "TLS"},
      {"Palestine", "PSE"},
      {"Macedonia", "MKD"},
      {"Kyrgyz Republic", "KGZ"},
      {"Slovak Republic", "SVK"},
      {"Korea, Republic of", "KOR"},
      {"Trinidad & Tobago", "TTO"},
      {"Guinea Bissau", "GNB"},
      {"Guinea - Bissau", "GNB"},
      {"Bosnia & Herzegovina", "BIH"},
      {"Macedonia FYR", "MKD"},
      {"The Gambia", "GMB"},
      {"Netherlands", "NLD"},
      {"the Netherlands", "NLD"},
      {"Türkiye", "TUR"},
      {"EU", "EU"},
      {"刚果(布)", "COG"},
      {"刚果民主共和国", "COD"},
      {"Congo", "COG"},
      {"Democratic Republic of Congo", "COD"},
      {"São Tomé and Príncipe", "STP"},
  };
  for (const auto& spelling : kSpellings) {
    EXPECT_EQ(code_of(spelling.text), spelling.code) << spelling.text;
  }
  for (const auto* text : {"", " ", "Atlantis", "Brazil and France", "Republic", "the", "Korea"}) {
    EXPECT_EQ(code_of(text), "") << text;
  }
}

TEST(Mentions, TakeTheLongestNameAtWordBounds) {
  EXPECT_THAT(mentioned("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea"),
              ElementsAre("GIN", "GNB", "GNQ", "PNG"));
  EXPECT_THAT(mentioned("Niger and Nigeria; Nigerians"), ElementsAre("NER", "NGA"));
  EXPECT_THAT(mentioned("the Dominican Republic and Dominica"), ElementsAre("DOM", "DMA"));
  EXPECT_THAT(mentioned("the Congo and the Democratic Republic of the Congo"),
              ElementsAre("COG", "COD"));
  EXPECT_THAT(mentioned("the Democratic People’s Republic of\nKorea, the Republic of Korea"),
              ElementsAre("PRK", "KOR"));
  EXPECT_THAT(mentioned("South Sudan. Sudan"), ElementsAre("SSD", "SDN"));
}

TEST(Mentions, GiveBytesOfTheText) {
  const std::string text =
      "Thanks to Côte\xC2\xA0"
      "d’Ivoire, Iran (Islamic\n Republic of ) and the former Yugoslav Republic of Macedonia.";
  const auto found = un().mentions(text);
  EXPECT_THAT(codes(found), ElementsAre("CIV", "IRN", "MKD"));
  EXPECT_THAT(texts(text, found), ElementsAre("Côte\xC2\xA0"
                                              "d’Ivoire",
                                              "Iran (Islamic\n Republic of )",
                                              "former Yugoslav Republic of Macedonia"));
}

TEST(Mentions, LeaveOtherThingsAlone) {
  EXPECT_THAT(mentioned("She gave us turkey on china; US$ 5 million around Lake Chad, in Northern "
                        "Ireland, American Samoa and New Mexico."),
              IsEmpty());
  EXPECT_THAT(mentioned("The US and the UK"), ElementsAre("USA", "GBR"));
  EXPECT_THAT(mentioned("发展中国家和约旦河西岸"), IsEmpty());
  EXPECT_THAT(mentioned("Maurice and Dominique spoke"), IsEmpty());
  EXPECT_THAT(codes(un().mentions("Maurice et la Dominique", Language::fr)),
              ElementsAre("MUS", "DMA"));
  EXPECT_THAT(mentioned("Georgia\n\nUnited\n\nKingdom"), ElementsAre("GEO"));
}

TEST(Mentions, ReadArabicAndChinese) {
  EXPECT_THAT(mentioned("فرنسا والبرازيل وإيران (جمهورية - الإسلامية) وللأردن"),
              ElementsAre("FRA", "BRA", "IRN", "JOR"));
  EXPECT_THAT(mentioned("巴西、南苏丹、巴布亚新几内亚和几内亚比绍"),
              ElementsAre("BRA", "SSD", "PNG", "GNB"));
}

TEST(Mentions, ReadRussianCases) {
  EXPECT_THAT(
      mentioned("по просьбе Бразилии, Ирана (Исламской Республики), Объединенной Республики "
                "Танзания и бывшей югославской Республики Македония с Украиной"),
      ElementsAre("BRA", "IRN", "TZA", "MKD", "UKR"));
}

TEST(List, ReadsWhatStandsInAParenthesis) {
  EXPECT_THAT(listed("France, Iran (Islamic Republic of) and Brazil"),
              ElementsAre("FRA", "IRN", "BRA"));
  EXPECT_THAT(listed("(Antigua and Barbuda; Bosnia and Herzegovina & Trinidad and Tobago)"),
              ElementsAre("ATG", "BIH", "TTO"));
  EXPECT_THAT(listed("Sao Tome and Principe, Saint Vincent and the Grenadines as well as Mali"),
              ElementsAre("STP", "VCT", "MLI"));
  EXPECT_THAT(listed("Canada) (Austria) (the Netherlands"), ElementsAre("CAN", "AUT", "NLD"));
  EXPECT_THAT(listed("Slovenia (twice), Spain 2, Djibouti2, Cuba*"),
              ElementsAre("SVN", "ESP", "DJI", "CUB"));
  EXPECT_THAT(listed("Canada/Austria – Chile - Peru"), ElementsAre("CAN", "AUT", "CHL", "PER"));
  EXPECT_THAT(listed("Republic of Korea, Korea (Republic of), Congo, Republic of Moldova"),
              ElementsAre("KOR", "KOR", "COG", "MDA"));
  EXPECT_THAT(listed("France et Côte d'Ivoire"), ElementsAre("FRA", "CIV"));
  EXPECT_THAT(listed("España, Perú y Túnez"), ElementsAre("ESP", "PER", "TUN"));
  EXPECT_THAT(listed("Франция, Куба и Чад"), ElementsAre("FRA", "CUB", "TCD"));
  EXPECT_THAT(listed("巴西、法国和古巴"), ElementsAre("BRA", "FRA", "CUB"));
  EXPECT_THAT(listed("فرنسا، والبرازيل، وكوبا"), ElementsAre("FRA", "BRA", "CUB"));
}

TEST(List, ReadsOnBehalf) {
  EXPECT_THAT(listed("Brazil, on behalf of MERCOSUR"), ElementsAre("BRA"));
  EXPECT_THAT(listed("Brazil on behalf of MERCOSUR, Chile"), ElementsAre("BRA", "CHL"));
  EXPECT_THAT(listed("Egypt (on behalf of the African Group), Cuba"), ElementsAre("EGY", "CUB"));
  EXPECT_THAT(listed("Sweden, on behalf of the European Union and Iceland"),
              ElementsAre("SWE", "ISL"));
  EXPECT_THAT(listed("Iceland, on behalf of Denmark, Finland, Norway and Sweden"),
              ElementsAre("ISL", "DNK", "FIN", "NOR", "SWE"));
  EXPECT_THAT(listed("Canada on behalf of Australia and New Zealand"),
              ElementsAre("CAN", "AUS", "NZL"));
  EXPECT_THAT(listed("Belgium, on behalf of the Netherlands and Luxembourg"),
              ElementsAre("BEL", "NLD", "LUX"));
  EXPECT_THAT(listed("on behalf of the Movement, with the exception of Colombia and Honduras"),
              IsEmpty());
  EXPECT_THAT(listed("made by, among others, Chile,5 Mexico6 and Venezuela"),
              ElementsAre("CHL", "MEX", "VEN"));
}

TEST(List, SurvivesNamesItDoesNotKnow) {
  const std::string text = "Brasil, Frannce, the Atlantis Republic and Bolivia (Pluri. State of)";
  const auto items = un().list(text);
  EXPECT_THAT(codes(items), ElementsAre("BRA", "", "", "BOL"));
  EXPECT_THAT(texts(text, items), ElementsAre("Brasil", "Frannce", "Atlantis Republic", "Bolivia"));
}

TEST(List, IsEmptyForOtherBrackets) {
  for (const auto* text :
       {"", "()", "OPCAT", "Paris Principles", "see para. 6 above", "poverty reduction",
        "including those on the freedom of expression and association that the delegation of "
        "France and others had mentioned"}) {
    EXPECT_THAT(listed(text), IsEmpty()) << text;
  }
}

// Random lists of names, joined in the ways of documents, are split back into the same States.
TEST(List, SplitsRandomListsBack) {
  std::mt19937 random(7);
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const char* const separators[] = {", ", "; ", " / ", ",\n", " ,", ", the "};
  const std::map<Language, std::vector<const char*>> joiners = {
      {Language::en, {" and ", " & ", ", and ", " as well as "}},
      {Language::fr, {" et ", " ainsi que "}},
      {Language::es, {" y "}},
      {Language::ru, {" и ", ", а также "}},
      {Language::ar, {" و", "، و"}},
      {Language::zh, {"和", "、"}}};
  for (int round = 0; round < 3000; ++round) {
    const auto language = kSix[pick(6)];
    std::vector<std::string> expected;
    std::string text;
    const auto count = 1 + pick(14);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& state = un().states()[pick(un().states().size())];
      const auto& kinds = joiners.at(language);
      if (i > 0) text += i + 1 == count ? kinds[pick(kinds.size())] : separators[pick(6)];
      text += state.short_name(language);
      expected.push_back(state.code);
    }
    const auto items = un().list(text);
    ASSERT_EQ(codes(items), expected) << text;
    for (const auto& item : items) {
      EXPECT_EQ(code_of(std::string_view(text).substr(item.begin, item.end - item.begin)),
                item.code)
          << text;
    }
  }
}

// Whatever the bytes, offsets lie inside the text, in order, and nothing overlaps.
TEST(List, KeepsItsOffsetsInOrderOnNoise) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces = {
      "Iran",         "(",     ")",   "Islamic", " Republic", "of", ",",  ";",    " and ",
      "\xC2\xA0",     "\n",    "و",   "فرنسا",   "刚果",      "（", "布", "\xFF", "\xC3",
      "on behalf of", "Korea", "the", "2",       "*",         "-"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = 0; i < 20; ++i) text += pieces[random() % pieces.size()];
    for (const auto& items : {un().list(text), un().mentions(text)}) {
      std::size_t last = 0;
      for (const auto& item : items) {
        EXPECT_GE(item.begin, last);
        EXPECT_LT(item.begin, item.end);
        EXPECT_LE(item.end, text.size());
        last = item.end;
      }
    }
  }
}

TEST(Load, TakesAnotherRegister) {
  const auto loaded = Register::load(
      "code,standing,short_en,short_fr,spellings,former\n"
      "ZZB,member,Borealand (Federation of),Boréalie (Fédération de),Borealand,Old Bore|1950|1960\n"
      "ZZA,observer,Aa and Bb,,,\n"
      "-,none,,,Lake Borealand,\n");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->states().size(), 2U);
  EXPECT_EQ(loaded->states()[0].code, "ZZA");
  EXPECT_EQ(loaded->by_code("ZZA")->short_name(Language::fr), "Aa and Bb");
  EXPECT_EQ(loaded->find("Old Bore")->code, "ZZB");
  EXPECT_EQ(loaded->find("France"), nullptr);
  EXPECT_THAT(codes(loaded->list("Aa and Bb and Borealand")), ElementsAre("ZZA", "ZZB"));
  EXPECT_THAT(codes(loaded->mentions("Lake Borealand in Borealand")), ElementsAre("ZZB"));
}

TEST(Load, NamesTheLineThatIsWrong) {
  const auto place = [](const char* csv) {
    const auto loaded = Register::load(csv);
    return loaded ? std::string("no error") : loaded.error().place;
  };
  EXPECT_EQ(place("code,short_en\nA,B\n"), "line 1");
  EXPECT_EQ(place("code,standing,short_en\nAAA,member,Aa\nAAA,member,Bb\n"), "line 3");
  EXPECT_EQ(place("code,standing,short_en\nAAA,member,Aa\nBBB,member,aa\n"), "line 3");
  EXPECT_EQ(place("code,standing,short_en\nAAA,king,Aa\n"), "line 2");
  EXPECT_EQ(place("code,standing,short_en\naaa,member,Aa\n"), "line 2");
  EXPECT_EQ(place("code,standing,short_en\nAAA,member,\n"), "line 2");
  EXPECT_EQ(place("code,standing,short_en,former\nAAA,member,Aa,Bb|x\n"), "line 2");
}

}  // namespace
}  // namespace comity::names
