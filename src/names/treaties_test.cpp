#include "names/treaties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::names {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Treaties, HaveOneShortNameInWhateverForm) {
  const auto full = with_short_treaties(
      "Ratify the Optional Protocol to the Convention against Torture and Other Cruel, Inhuman or "
      "Degrading Treatment or Punishment");
  EXPECT_EQ(full, "Ratify the Optional Protocol to the Convention against Torture");
  EXPECT_EQ(with_short_treaties("Ratify the OP-CAT"), full);
  EXPECT_EQ(with_short_treaties("Ratify the OPCAT"), full);
}

TEST(Treaties, HaveOneShortNameInSixLanguages) {
  for (const std::string_view text :
       {"Ratifier le Protocole facultatif se rapportant à la Convention contre la torture",
        "Ratificar el Protocolo Facultativo de la Convención contra la Tortura",
        "Ратифицировать Факультативный протокол к Конвенции против пыток",
        "批准《禁止酷刑公约》任择议定书",
        "التصديق على البروتوكول الاختياري لاتفاقية مناهضة التعذيب"}) {
    EXPECT_THAT(treaties_named(with_short_treaties(text)),
                Contains("Optional Protocol to the Convention against Torture"))
        << text;
  }
  EXPECT_EQ(with_short_treaties("Signer la Convention relative aux droits de l’enfant"),
            "Signer la Convention on the Rights of the Child");
  EXPECT_EQ(with_short_treaties("落实儿童权利公约的"),
            "落实 Convention on the Rights of the Child 的");
  EXPECT_EQ(
      with_short_treaties("الانضمام للاتفاقية الدولية لحماية جميع الأشخاص من الاختفاء القسري"),
      "الانضمام Convention on Enforced Disappearance");
}

TEST(Treaties, AreNoPartsOfOtherWords) {
  EXPECT_EQ(with_short_treaties("the cat of CATALONIA, and NON-CAT"),
            "the cat of CATALONIA, and NON-CAT");
  EXPECT_EQ(with_short_treaties(""), "");
  EXPECT_EQ(with_short_treaties("CAT"), "Convention against Torture");
}

TEST(Treaties, AreNamedWithWhatTheyBelongTo) {
  EXPECT_THAT(treaties_named(with_short_treaties("sign OP-CAT, CRPD")),
              ElementsAre("Convention against Torture",
                          "Convention on the Rights of Persons with Disabilities",
                          "Optional Protocol to the Convention against Torture"));
  EXPECT_THAT(treaties_named("Mend the bridges"), IsEmpty());
}

TEST(Treaties, AreAskedForInTheirOtherForms) {
  EXPECT_THAT(other_treaty_forms("Ratify the Optional Protocol to the Convention against Torture"),
              HasSubstr("OPCAT"));
  EXPECT_THAT(other_treaty_forms("ratify CRPD"),
              HasSubstr("Convention on the Rights of Persons with Disabilities"));
  EXPECT_THAT(other_treaty_forms("Mend the bridges"), IsEmpty());
}

TEST(Treaties, BeginAtAPlace) {
  const auto at = [](std::string_view text, std::size_t place) {
    const auto found = treaty_at(text, text, place);
    return found ? std::string(found->treaty) + " " + std::to_string(found->end) : std::string();
  };
  EXPECT_EQ(at("the CRC, art. 3", 4), "Convention on the Rights of the Child 7");
  EXPECT_EQ(at("the CRCs", 4), "");
  const std::string_view title = "convention on the rights of the child";
  EXPECT_EQ(at(title, 0), "Convention on the Rights of the Child 37");
  EXPECT_EQ(at("convention on the rights of the children", 0), "");
}

}  // namespace
}  // namespace comity::names
