// Documents of our own writing, with the structure that must come out of them.
#include "grammar/parse.h"

#include <gtest/gtest.h>

#include <set>

#include "grammar/document_sketch.h"
#include "grammar/resolutions/parts.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Reading;

constexpr std::string_view kDraft = R"(# General Assembly
Distr.: Limited
3 November 2031
Original: English
---
## Eighty-sixth session
### Third Committee
Agenda item 9 (c)
#### _Shared wells and the law_
#### _Brazil, Fiji\* and Viet Nam: draft resolution_
#### _Keeping wells open to all who pass_
*The General Assembly,*
*Recalling its resolution 80/1 of 2 May 2030,^1^ on wells and the people*
> * On behalf of the keepers of wells.
> 1 See A/80/49 (Vol. I).
---
of the dry lands,
*Bearing in mind* the long roads between wells,
{1.} *Also reaffirms* that a well has no door;
{2.} *Calls upon* all keepers:
{(a)} To mend the rope;
{(b)} To answer those who ask,
{(i)} By day;
{(ii)} By night;
{3.} *Decides* to come back to the question
at its next session.
)";

TEST(ParseDraft, ReadsItsHead) {
  const Reading reading = sketched(kDraft);
  EXPECT_EQ(reading.kind, model::WorkKind::draft_resolution);
  EXPECT_EQ(reading.title, "Keeping wells open to all who pass");
  const model::Masthead expected{"General Assembly",
                                 "Third Committee",
                                 "Limited",
                                 "2031-11-03",
                                 "English",
                                 "Eighty-sixth session",
                                 "9 (c)",
                                 "Shared wells and the law",
                                 ""};
  EXPECT_EQ(reading.masthead, expected);
  EXPECT_EQ(reading.sponsors, (std::vector<std::string>{"BRA", "FJI", "VNM"}));
  EXPECT_EQ(reading.sponsors_note, "On behalf of the keepers of wells.");
  EXPECT_TRUE(reading.symbol.empty());
  EXPECT_EQ(reading.language, model::Language::en);
}

TEST(ParseDraft, MayMarkItsSponsorsBehindTheColon) {
  const Reading reading = sketched(R"(A/C.3/86/L.9
# Third Committee
Agenda item 9 (c)
#### _Fiji:\* draft resolution_
#### _Keeping wells open_
*The General Assembly,*
{1.} *Calls upon* all keepers.
> * On behalf of the keepers of wells.
)");
  EXPECT_EQ(reading.sponsors, std::vector<std::string>{"FJI"});
  EXPECT_EQ(reading.title, "Keeping wells open");
}

TEST(ParseDraft, ReadsItsParagraphs) {
  const Reading reading = sketched(kDraft);
  EXPECT_EQ(numbers_and_verbs(reading),
            "PP1|Recalling PP2|Bearing in mind 1|Also reaffirms 2|Calls upon 2 (a) 2 (b) 2 (b) (i) "
            "2 (b) (ii) 3|Decides");
  EXPECT_EQ(found_rules(reading), "masthead.no-symbol");
  const auto* torn = paragraph_named(reading, "PP1");
  ASSERT_NE(torn, nullptr);
  EXPECT_TRUE(model::text_of(torn->runs).ends_with("people of the dry lands,"));
  EXPECT_EQ(torn->footnotes, std::vector<std::string>{"fn1"});
  ASSERT_EQ(torn->citations.size(), 1U);
  EXPECT_EQ(torn->citations[0].target, "A/RES/80/1");
  ASSERT_EQ(torn->places.size(), 2U);
  EXPECT_EQ(model::text_of(torn->runs).substr(torn->places[1].begin), "of the dry lands,");
}

TEST(ParseDraft, PutsNotesLast) {
  const Reading reading = sketched(kDraft);
  ASSERT_GE(reading.paragraphs.size(), 2U);
  EXPECT_EQ(reading.paragraphs[reading.paragraphs.size() - 2].number, "fn*");
  EXPECT_EQ(reading.paragraphs.back().number, "fn1");
  EXPECT_EQ(reading.paragraphs.back().citations.at(0).target, "A/80/49 (Vol. I)");
}

TEST(ParseResolution, NumbersASingleOperativeParagraph) {
  const Reading reading = sketched(R"(@1
A/HRC/DEC/9/101
# Human Rights Council
## Decision adopted by the Human Rights Council on 3 May 2030
# 9/101. A short decision
*The Human Rights Council*,
*Having considered* the matter,
*Adopts* what was said.
*7th meeting 3 May 2030*
[Adopted without a vote.]
)");
  EXPECT_EQ(reading.kind, model::WorkKind::decision);
  EXPECT_EQ(reading.title, "A short decision");
  EXPECT_EQ(numbers_and_verbs(reading), "PP1|Having considered 1|Adopts");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(ParseResolution, GivesAnnexesTheirOwnNumbers) {
  const Reading reading = sketched(R"(A/RES/90/2
Resolution adopted by the General Assembly
90/2. Two annexes
The General Assembly,
Noting the need,
1. Adopts the annexes;
2. Requests all to read them.
Annex I
Of ropes
1. A rope is long.
2. A rope is strong:
(a) When dry;
(b) When wet.
Annex II
1. A bucket is deep.
)");
  EXPECT_EQ(numbers_and_verbs(reading),
            "PP1|Noting 1|Adopts 2|Requests annexI.1 annexI.2 annexI.2 (a) annexI.2 (b) annexII.1");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(ParseResolution, ReadsParagraphsThatWerePutInBetween) {
  const Reading reading = sketched(R"(A/C.3/90/L.2
# Wells
*The General Assembly*,
{1.} *Adopts* the rules;
{1 bis.} *Requests* all:
{(a)} To keep them;
{2.} *Decides* to meet again.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "1|Adopts 1 bis|Requests 1 bis (a) 2|Decides");
}

TEST(ParseResolution, NumbersPartsOfAnnexesUnderThem) {
  const Reading reading = sketched(R"(A/RES/90/2
# 90/2. Wells
*The General Assembly*,
*Noting* the wells,
{1.} *Adopts* the rules;
{2.} *Requests* all to keep them.
Annex II
{A.} Ropes
{1.} A rope is long.
{2.} A rope is strong.
{B.} Buckets
{1.} A bucket is deep.
{2.} A bucket is wide.
{3.} A bucket is whole.
)");
  EXPECT_EQ(
      numbers_and_verbs(reading),
      "PP1|Noting 1|Adopts 2|Requests annexII.1 annexII.2 annexII.B.1 annexII.B.2 annexII.B.3");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(ParseResolution, ReadsADeclarationThatItAdopts) {
  const Reading reading = sketched(R"(A/RES/90/3
# 90/3. Declaration
*The General Assembly*
*Adopts* the following declaration:
# Declaration on wells
We, the keepers, assembled at the well, therefore:
{1.} Reaffirm that wells are open;
{2.} Further commit ourselves to keep them so.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "1|Reaffirm 2|Further commit ourselves");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(ParseResolution, NamesAVerbItDoesNotKnow) {
  const Reading reading = sketched(R"(A/RES/90/4
# 90/4. Odd verbs
*The General Assembly*,
*Recalling* itself,
{1.} Wobbles on its legs;
{3.} *Urges* calm.
)");
  EXPECT_EQ(found_rules(reading), "resolution.unknown-verb@1 numbering.gap@3");
}

TEST(ParseResolution, KeepsItsStructureWhereTheFirstVerbIsNotKnown) {
  const Reading reading = sketched(R"(A/RES/90/4
# 90/4. Odd verbs
The General Assembly,
Wobbling on its legs,
Recalling itself,
{1.} Urges calm.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "PP1 PP2|Recalling 1|Urges");
  EXPECT_EQ(found_rules(reading), "resolution.unknown-verb@PP1");
}

TEST(ParseResolution, NumbersItsTitleAsArabicDoes) {
  for (const std::string_view hyphen : {"-", " -"}) {
    const auto reading = reading_of("A/HRC/RES/52/32\n# 52/32" + std::string(hyphen) +
                                        " ولاية المقرر الخاص\nمجلس حقوق الإنسان،\n"
                                        "{1-} يقرر أن يبقي المسألة قيد نظره.\n",
                                    model::Language::ar);
    EXPECT_EQ(reading.title, "ولاية المقرر الخاص");
  }
}

TEST(ParseResolution, TellsItsAdoptionApartFromItsTitle) {
  const Reading council = sketched(R"(S/RES/2720 (2023)
# Resolution 2720 (2023)
# Adopted by the Security Council at its 9520th meeting, on 22 December 2023
*The Security Council*,
*Reaffirming* the Charter,
{1.} *Decides* to remain seized of the matter.
)");
  EXPECT_EQ(council.title, "Resolution 2720 (2023)");
  const auto chinese = reading_of(R"(A/HRC/RES/59/32
# 人权理事会2025年7月8日通过的决议
# 59/32. 人权与气候变化
人权理事会，
{1.} 决定继续处理此案。
)",
                                  model::Language::zh);
  EXPECT_EQ(chinese.title, "人权与气候变化");
}

TEST(ParseResolution, ATitleOverSeveralLinesIsWhole) {
  const Reading resolution = sketched(R"(A/RES/59/193
Resolution adopted by the General Assembly on
20 December 2004
[on the report of the Third Committee
(A/59/503/Add.2)]
59/193. Promotion of a Democratic and
Equitable International Order,
Peace and Wells
The General Assembly,
Recalling its earlier words,
1. Decides to remain seized of the matter.
)");
  EXPECT_EQ(resolution.title,
            "Promotion of a Democratic and Equitable International Order, Peace and Wells");
  EXPECT_EQ(resolution.masthead.date, "2004-12-20");
  EXPECT_EQ(numbers_and_verbs(resolution), "PP1|Recalling 1|Decides");
  const Reading headed = sketched(R"(A/HRC/9/12
# Water at the wayside
# Report of the Secretary-General
{1.} Wells were dug.
)");
  EXPECT_EQ(headed.title, "Water at the wayside: Report of the Secretary-General");
  const auto chinese = reading_of(R"(A/HRC/RES/59/32
59/32. 人权与
气候变化
人权理事会，
{1.} 决定继续处理此案。
)",
                                  model::Language::zh);
  EXPECT_EQ(chinese.title, "人权与气候变化");
}

TEST(ParseResolution, InfersTheSymbolFromBodyAndNumber) {
  const Reading reading = sketched(R"(Human Rights Council
Fifth session
Agenda item 3
Of wells
Resolution adopted by the Human Rights Council
5/77 Wells and roads
The Human Rights Council,
Recalling its earlier words,
1. Decides to remain seized of the matter.
)");
  EXPECT_EQ(reading.symbol.text(), "A/HRC/RES/5/77");
  EXPECT_EQ(reading.title, "Wells and roads");
  EXPECT_EQ(reading.masthead.agenda_title, "Of wells");
  EXPECT_EQ(reading.masthead.session, "Fifth session");
  EXPECT_EQ(found_rules(reading), "masthead.symbol-inferred");
}

TEST(ParseResolution, KeepsAQuotedDraftUnderItsParagraph) {
  const Reading reading = sketched(R"(A/HRC/RES/5/78
# 5/78. A recommendation to the Assembly
*The Human Rights Council*,
*Recalling* the wells,
{1.} *Decides* to write;
{2.} *Recommends* that the Assembly adopt the following:
“*The General Assembly*,
“*Recalling* the letter,
{1.} *Adopts* it;
{2.} *Thanks* its writers.”
{3.} *Requests* an answer.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "PP1|Recalling 1|Decides 2|Recommends 2.1 2.2 3|Requests");
}

TEST(Parse, KnowsKindsBySymbol) {
  const auto kind = [](const std::string& symbol) { return sketched(symbol + "\n# Title").kind; };
  EXPECT_EQ(kind("A/HRC/WG.6/9/BRA/1"), model::WorkKind::national_report);
  EXPECT_EQ(kind("A/HRC/WG.6/9/BRA/2"), model::WorkKind::compilation);
  EXPECT_EQ(kind("A/HRC/WG.6/9/BRA/3"), model::WorkKind::stakeholder_summary);
  EXPECT_EQ(kind("A/HRC/WG.6/9/BRA/3/Corr.1"), model::WorkKind::corrigendum);
  EXPECT_EQ(kind("A/HRC/9/12/Add.1"), model::WorkKind::addendum);
  EXPECT_EQ(kind("A/RES/90/1"), model::WorkKind::resolution);
  EXPECT_EQ(kind("A/HRC/DEC/9/101"), model::WorkKind::decision);
  EXPECT_EQ(kind("ST/SGB/2031/1"), model::WorkKind::other);
}

TEST(Parse, KnowsWhatIsADraftAmongLimitedPapers) {
  const auto kind = [](const std::string& text) { return sketched(text).kind; };
  EXPECT_EQ(kind("A/C.3/75/L.3\n# Cuba: draft resolution\n# Lamps\n"),
            model::WorkKind::draft_resolution);
  EXPECT_EQ(kind("A/C.3/75/L.3\n# Lamps\n*The General Assembly,*\n{1.} *Decides* to light them."),
            model::WorkKind::draft_resolution);
  EXPECT_EQ(kind("A/C.3/75/L.1\n# Organization of work of the Third Committee\n{1.} It meets."),
            model::WorkKind::other);
  EXPECT_EQ(kind("A/C.3/75/L.60\n# Programme budget implications\n{1.} The cost is none."),
            model::WorkKind::other);
  EXPECT_EQ(
      kind("A/HRC/WG.6/41/L.3\n# Draft report of the Working Group on the Universal Periodic "
           "Review\n# Albania\n{1.} The Working Group on the Universal Periodic Review held its "
           "forty-first session. The review of Albania was held at the 3rd meeting.\n"),
      model::WorkKind::working_group_report);
}

TEST(Parse, TellsLanguages) {
  EXPECT_EQ(sketched("Le droit de tous les peuples et des nations que la loi reconnaît").language,
            model::Language::fr);
  EXPECT_EQ(sketched("Право каждого человека на воду").language, model::Language::ru);
  EXPECT_EQ(sketched("人人有权用水").language, model::Language::zh);
  EXPECT_EQ(sketched("الحق في الماء").language, model::Language::ar);
  EXPECT_EQ(sketched("x y z").language, model::Language::und);
}

TEST(Parse, TakesNothingButTablesForATable) {
  const Reading one =
      sketched("| State | Text |\n| Eastmere | the rule of law and of the people |");
  EXPECT_EQ(one.kind, model::WorkKind::table);
  EXPECT_EQ(one.language, model::Language::en);
  ASSERT_EQ(one.paragraphs.size(), 2U);
  for (const auto& each : one.paragraphs) EXPECT_EQ(each.kind, model::ParagraphKind::table);
  EXPECT_TRUE(one.title.empty());
  EXPECT_TRUE(one.findings.empty());
  EXPECT_EQ(sketched("# Votes\n| A | yes |").title, "Votes");
  const Reading two = sketched("## First\n| A | yes |\n## Second\n| B | no |");
  EXPECT_EQ(two.kind, model::WorkKind::table);
  EXPECT_TRUE(two.title.empty());
  EXPECT_EQ(two.paragraphs[2].kind, model::ParagraphKind::heading);
  EXPECT_EQ(sketched("A text before it\n| A | yes |").kind, model::WorkKind::other);
}

TEST(Parse, OfNothingGivesNothing) {
  const Reading reading = parse({}, names::Register::builtin());
  EXPECT_TRUE(reading.paragraphs.empty());
  EXPECT_EQ(reading.kind, model::WorkKind::other);
}

TEST(ParseProperty, NumbersAreUniqueAndReadingsComeBack) {
  for (const std::string_view text :
       {kDraft, std::string_view("{1.} a.\n{1.} b.\n{1.} c.\n{(a)} d")}) {
    const Reading reading = sketched(text);
    std::set<std::string> seen;
    for (const model::Paragraph& paragraph : reading.paragraphs) {
      if (!paragraph.number.empty()) {
        EXPECT_TRUE(seen.insert(paragraph.number).second) << paragraph.number;
      }
    }
    const auto again = model::reading_from_json(model::to_json(reading));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, reading);
  }
}

TEST(ParseHead, NamesAResolutionByTheBodyThatAdoptedIt) {
  const Reading reading = sketched(R"(Resolution adopted by the General Assembly on 3 May 2031
[on the report of the Committee on Wells
(Third Committee) (A/86/1)]
86/7.
Wells of the dry lands
The General Assembly,
Recalling its resolution 80/1,
{1.} Decides to meet again.
)");
  EXPECT_EQ(reading.symbol.text(), "A/RES/86/7");
  EXPECT_EQ(reading.title, "Wells of the dry lands");
  EXPECT_EQ(found_rules(reading), "masthead.symbol-inferred");
}

TEST(ParseHead, KnowsFactsThatAreSetOddly) {
  const Reading reading = sketched(R"(Human Rights Council
Seventeenth session
24 February–13 March and 15–23 June 2031
Agenda item
Universal periodic review
Resolution adopted by the Human Rights Council
17/6. Wells
The Human Rights Council,
Recalling its resolution 16/1,
{1.} Decides to meet again.
)");
  EXPECT_EQ(reading.title, "Wells");
  EXPECT_EQ(reading.masthead.agenda_title, "Universal periodic review");
}

TEST(ParseHead, TellsAStatementFromAResolution) {
  const Reading reading = sketched(R"(Human Rights Council
Twelfth cycle
Statement by the President
PRST OS/12/1. Order of the day
The Human Rights Council,
Noting the hour,
{1.} Decides to meet again.
)");
  EXPECT_EQ(reading.kind, model::WorkKind::presidential_statement);
  EXPECT_EQ(reading.symbol.text(), "A/HRC/PRST/OS/12/1");
  EXPECT_EQ(reading.paragraphs.back().verb, "Decides");
}

TEST(ParseParts, ABodysOwnNumbersNameResolutionsInOneFile) {
  const Reading reading = sketched(
      "A/HRC/34/2\n# 34/1. Wells\n*The Human Rights Council*,\n*Recalling* the wells,\n"
      "{1.} *Decides* to dig;\n{2.} *Requests* ropes.\n23 March 2017\n[Adopted without a vote.]\n"
      "# 34/2. Lamps\n*The Human Rights Council*,\n{1.} *Decides* to light them.\n");
  EXPECT_EQ(numbers_and_verbs(reading),
            "34/1.PP1|Recalling 34/1.1|Decides 34/1.2|Requests 34/2.1|Decides");
  const auto parts = parts_of(reading);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].symbol.text(), "A/HRC/RES/34/1");
  EXPECT_EQ(parts[0].title, "Wells");
  EXPECT_EQ(parts[1].symbol.text(), "A/HRC/RES/34/2");
  EXPECT_EQ(parts[1].title, "Lamps");
}

TEST(ParseParts, SectionsOfOneResolutionAreNone) {
  const Reading reading = sketched(
      "A/RES/73/262\n# Wells and lamps\n*The General Assembly*,\n{1.} *Decides* to dig;\n# B\n"
      "*The General Assembly*,\n{1.} *Decides* to light them.\n");
  EXPECT_TRUE(parts_of(reading).empty());
  EXPECT_EQ(reading.kind, model::WorkKind::resolution);
}

TEST(ParseParts, ALoneDraftOfACommitteesReportIsOne) {
  const Reading reading = sketched(
      "A/75/478\n# Report of the Third Committee\n{1.} It met.\n{2.} It recommends the adoption of "
      "the following draft resolution:\n# Wells\n*The General Assembly*,\n{1.} *Decides* to dig;\n"
      "{2.} *Requests* ropes.\n{3.} The Committee closed its debate.\n");
  EXPECT_EQ(numbers_and_verbs(reading),
            "1 2 draft-resolution-1.1|Decides draft-resolution-1.2|Requests 3");
  const auto parts = parts_of(reading);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].symbol.text(), "A/75/478/draft-resolution-1");
  EXPECT_EQ(parts[0].kind, model::WorkKind::draft_resolution);
}

}  // namespace
}  // namespace comity::grammar
