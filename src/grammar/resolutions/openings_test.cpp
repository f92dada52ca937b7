#include "grammar/resolutions/openings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace comity::grammar {
namespace {

std::string opening(std::string_view text) {
  const Opening found = known_opening(text, Words::of(model::Language::en));
  static constexpr std::array<const char*, 4> kKinds = {"-", "PP ", "OP ", "D "};
  return kKinds[static_cast<std::size_t>(found.kind)] +
         std::string(text.substr(found.begin, found.end - found.begin));
}

TEST(Openings, OfPreambularParagraphs) {
  EXPECT_EQ(opening("Recalling also its resolution"), "PP Recalling also");
  EXPECT_EQ(opening("Deeply concerned that"), "PP Deeply concerned");
  EXPECT_EQ(opening("Bearing in mind the"), "PP Bearing in mind");
  EXPECT_EQ(opening("Taking note with appreciation of the report"),
            "PP Taking note with appreciation of");
  EXPECT_EQ(opening("Expressing its deep concern at"), "PP Expressing its deep concern");
  EXPECT_EQ(opening("Having considered the report"), "PP Having considered");
  EXPECT_EQ(opening("Noting with satisfaction that"), "PP Noting with satisfaction");
  EXPECT_EQ(opening("\u201CReaffirming, in that regard,"), "PP Reaffirming");
}

TEST(Openings, OfOperativeParagraphs) {
  EXPECT_EQ(opening("Also reaffirms the duty"), "OP Also reaffirms");
  EXPECT_EQ(opening("Calls upon Member States"), "OP Calls upon");
  EXPECT_EQ(opening("Takes note with appreciation of the"), "OP Takes note with appreciation");
  EXPECT_EQ(opening("Strongly condemns all acts"), "OP Strongly condemns");
  EXPECT_EQ(opening("Expresses its appreciation to"), "OP Expresses its appreciation");
  EXPECT_EQ(opening("Decides:"), "OP Decides");
  EXPECT_EQ(opening("We further reaffirm that"), "D We further reaffirm");
}

std::string opening_in(model::Language language, std::string_view text) {
  const Opening found = known_opening(text, Words::of(language));
  return std::string(text.substr(found.begin, found.end - found.begin));
}

TEST(Openings, OfOtherLanguages) {
  using model::Language;
  EXPECT_EQ(opening_in(Language::fr, "Ayant à l'esprit ses résolutions"), "Ayant à l'esprit");
  EXPECT_EQ(opening_in(Language::fr, "Prie de nouveau instamment les États"),
            "Prie de nouveau instamment");
  EXPECT_EQ(opening_in(Language::es, "Acogiendo con beneplácito los faroles"),
            "Acogiendo con beneplácito");
  EXPECT_EQ(opening_in(Language::ru, "с удовлетворением отмечает далее, что"),
            "с удовлетворением отмечает далее");
  EXPECT_EQ(opening_in(Language::ar, "وإذ تؤكد من جديد أن المصابيح"), "وإذ تؤكد من جديد");
  EXPECT_EQ(opening_in(Language::ar, "تقرر، في هذا الصدد"), "تقرر");
  EXPECT_EQ(opening_in(Language::zh, "又关切地注意到灯油"), "又关切地注意到");
  EXPECT_EQ(opening_in(Language::zh, "灯油的价格"), "");
  EXPECT_EQ(opening_in(Language::zh, "以《联合国宪章》为指导，"), "以《联合国宪章》为指导");
  EXPECT_EQ(opening_in(Language::zh, "以灯为伴，以灯为指导，"), "");
  EXPECT_EQ(opening_in(Language::fr, "rappelant sa résolution"), "");
}

TEST(Openings, MayHaveAnAdverbInsideThem) {
  using model::Language;
  const auto whole = [](Language language, const std::vector<std::string>& openings) {
    for (const auto& each : openings) EXPECT_EQ(opening_in(language, each + " x"), each);
  };
  whole(Language::fr,
        {"Prenant également note", "Prend également note", "Gardant également à l’esprit",
         "Ayant également à l’esprit", "Fait également sien", "Est également conscient",
         "Rend également hommage", "Attendant avec intérêt"});
  whole(Language::es, {"Tomando también nota", "Toma también nota", "Hace también hincapié",
                       "Hace también un llamamiento", "Rinde también homenaje",
                       "Aguarda con interés", "Aguardando con interés"});
  whole(Language::ar, {"وإذ يعيد أيضا تأكيد", "وإذ تعيد أيضاً تأكيد", "يعيد أيضا تأكيد",
                       "يحيط أيضا علما", "وإذ يضع أيضا في اعتباره", "وإذ تأخذ في الحسبان"});
  whole(Language::ru, {"высоко оценивает", "высоко оценивает также", "также высоко оценивает"});
  EXPECT_EQ(opening_in(Language::fr, "Parle également note"), "");
}

// A word that opens both kinds of paragraphs says neither; its place does (resolution.cpp).
TEST(Openings, OfBothKindsTellNone) {
  EXPECT_EQ(known_opening("重申灯", Words::of(model::Language::zh)).kind, OpeningKind::none);
}

TEST(Openings, OfNothingElse) {
  EXPECT_EQ(opening("Slovenia welcomed"), "-");
  EXPECT_EQ(opening("recalling its"), "-");
  EXPECT_EQ(opening(""), "-");
  EXPECT_EQ(opening("Notesheets are"), "-");
}

TEST(Openings, AreMarkedByItalicsUnlessAWholeParagraphIs) {
  const auto marked = [](const std::vector<model::Run>& runs) {
    const Opening found = italic_opening(runs);
    return model::text_of(runs).substr(found.begin, found.end - found.begin);
  };
  EXPECT_EQ(marked({{"Commends itself", {.italic = true}, ""}, {" to all;", {}, ""}}),
            "Commends itself");
  EXPECT_EQ(marked({{"Decides:", {.italic = true}, ""}, {" to go on;", {}, ""}}), "Decides");
  EXPECT_EQ(marked({{"Recalling the Charter of 1945,", {.italic = true}, ""}}), "");
  EXPECT_EQ(marked({{"Recalling the Charter,", {}, ""}}), "");
}

}  // namespace
}  // namespace comity::grammar
