// Who tables a draft, and for whom.
#include "grammar/resolutions/sponsors.h"

#include <gtest/gtest.h>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

/// "AZE | on behalf of …"
std::string told_sponsors(std::string_view line, std::string_view rest = {},
                          model::Language language = model::Language::en) {
  const auto reading = reading_of("A/HRC/86/L.7\n# " + std::string(line) +
                                      "\n# Lamps\n*The Human Rights Council,*\n" +
                                      "{1.} *Decides* to light them.\n" + std::string(rest),
                                  language);
  std::string told;
  for (const auto& state : reading.sponsors) told += state + " ";
  return told + "| " + reading.sponsors_note;
}

TEST(Sponsors, SayOnWhoseBehalfTheyTable) {
  EXPECT_EQ(
      told_sponsors("Azerbaijan, on behalf of the States Members of the United Nations that are "
                    "members of the Movement of Non-Aligned Countries: draft resolution"),
      "AZE | on behalf of the States Members of the United Nations that are members of the "
      "Movement of Non-Aligned Countries");
  EXPECT_EQ(
      told_sponsors("Burkina Faso (on behalf of the Group of African States): draft resolution"),
      "BFA | on behalf of the Group of African States");
  EXPECT_EQ(told_sponsors("Burkina Faso (on behalf of the Group of African States), Norway and "
                          "Türkiye: draft resolution"),
            "BFA NOR TUR | on behalf of the Group of African States");
}

TEST(Sponsors, SayItBesideTheNoteOfAMark) {
  EXPECT_EQ(
      told_sponsors("Azerbaijan,\\* on behalf of the Movement of Non-Aligned Countries, Chile: "
                    "draft resolution",
                    "> * State not a member of the Human Rights Council."),
      "AZE CHL | on behalf of the Movement of Non-Aligned Countries; State not a member of the "
      "Human Rights Council.");
}

TEST(Sponsors, SayItInOtherLanguages) {
  using model::Language;
  EXPECT_EQ(
      told_sponsors("Burkina Faso (au nom du Groupe des États d’Afrique) : projet de résolution",
                    {}, Language::fr),
      "BFA | au nom du Groupe des États d’Afrique");
  EXPECT_EQ(
      told_sponsors("Burkina Faso (en nombre del Grupo de los Estados de África): proyecto de "
                    "resolución",
                    {}, Language::es),
      "BFA | en nombre del Grupo de los Estados de África");
}

}  // namespace
}  // namespace comity::grammar
