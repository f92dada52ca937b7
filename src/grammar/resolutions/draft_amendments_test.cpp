#include "grammar/resolutions/draft_amendments.h"

#include <gtest/gtest.h>

#include "grammar/resolutions/amended_text.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

constexpr std::string_view kAmendmentsHead =
    "A/C.3/86/L.40\n"
    "# Amendments to draft resolution A/C.3/86/L.12\n";

std::string told(const DraftAmendment& change) {
  std::string out = std::string(name_of(change.action)) + " " + change.place;
  if (change.action == AmendmentAction::insert_paragraph ||
      change.action == AmendmentAction::insert_words) {
    out += " " + std::string(name_of(change.where));
  }
  if (!change.number.empty()) out += " as " + change.number;
  if (change.preambular) out += " preambular";
  if (!change.old_words.empty()) out += " [-" + change.old_words + "-]";
  if (!change.new_words.empty()) out += " {+" + change.new_words + "+}";
  for (const auto& paragraph : change.paragraphs) {
    out += " | " + paragraph.printed + (paragraph.printed.empty() ? "" : " ") +
           model::text_of(paragraph.runs);
  }
  return out;
}

std::vector<std::string> told_of(std::string_view lines,
                                 model::Language language = model::Language::en) {
  const auto reading = reading_of(std::string(kAmendmentsHead) + std::string(lines), language);
  std::vector<std::string> out;
  for (const auto& change : draft_amendments_of(reading).changes) out.push_back(told(change));
  return out;
}

using Told = std::vector<std::string>;

TEST(DraftAmendments, NameTheDraftThatTheyChange) {
  const auto reading =
      reading_of(std::string(kAmendmentsHead) + "{1.} Delete operative paragraph 3.");
  EXPECT_EQ(reading.kind, model::WorkKind::draft_amendments);
  EXPECT_EQ(reading.symbol.text(), "A/C.3/86/L.40");
  EXPECT_EQ(draft_amendments_of(reading).target, "A/C.3/86/L.12");
  const auto sponsored = reading_of(
      "A/C.3/86/L.41\n# Albania: amendment to draft resolution A/C.3/86/L.12\n# Lamps\n"
      "{1.} Delete operative paragraph 3.");
  EXPECT_EQ(sponsored.kind, model::WorkKind::draft_amendments);
  EXPECT_EQ(sponsored.symbol.text(), "A/C.3/86/L.41");
  EXPECT_EQ(sponsored.sponsors, std::vector<std::string>{"ALB"});
  EXPECT_EQ(sponsored.title, "Lamps");
  EXPECT_EQ(draft_amendments_of(sponsored).target, "A/C.3/86/L.12");
}

TEST(DraftAmendments, InsertParagraphs) {
  EXPECT_EQ(told_of("{1.} After the fifth preambular paragraph, insert a new preambular paragraph "
                    "reading:\n“*Recalling* the oil of lamps,”"),
            Told{"insert_paragraph PP5 after preambular | Recalling the oil of lamps,"});
  EXPECT_EQ(told_of("{1.} Before preambular paragraph 2, insert the following paragraph:\n"
                    "*Aware* of the night,"),
            Told{"insert_paragraph PP2 before preambular | Aware of the night,"});
  EXPECT_EQ(told_of("{1.} Insert a new operative paragraph 4 bis, to read: “4 bis. *Urges* all "
                    "States to count their lamps;”"),
            Told{"insert_paragraph 4 after as 4 bis | 4 bis. Urges all States to count their "
                 "lamps;"});
  EXPECT_EQ(told_of("{1.} At the end of the preamble, add a new paragraph:\n“*Noting* the moon,”"),
            Told{"insert_paragraph  at_end preambular | Noting the moon,"});
  EXPECT_EQ(told_of("{1.} After operative paragraph 3, insert two new paragraphs:\n“4. *Invites* "
                    "States to:\n“(a) Buy oil;\n“(b) Sell wicks;”"),
            Told{"insert_paragraph 3 after | 4. Invites States to: | (a) Buy oil; | (b) Sell "
                 "wicks;"});
}

TEST(DraftAmendments, ReplaceAndDeleteParagraphs) {
  EXPECT_EQ(told_of("{1.} Replace operative paragraph 3 with the following:\n“3. *Requests* the "
                    "Secretary-General to add a report;”\n{2.} Delete preambular paragraphs 2 and "
                    "5 to 7."),
            (Told{"replace_paragraph 3 | 3. Requests the Secretary-General to add a report;",
                  "delete_paragraph PP2", "delete_paragraph PP5", "delete_paragraph PP6",
                  "delete_paragraph PP7"}));
  EXPECT_EQ(told_of("{1.} The title should read “Lamps and wicks”."),
            Told{"replace_paragraph title | Lamps and wicks"});
  EXPECT_EQ(told_of("{1.} The twenty-first preambular paragraph should be deleted."),
            Told{"delete_paragraph PP21"});
}

TEST(DraftAmendments, ChangeWords) {
  EXPECT_EQ(
      told_of("{1.} In operative paragraph 7, delete the words “of oil” and replace “all "
              "States” with “Member States”."),
      (Told{"delete_words 7 [-of oil-]", "replace_words 7 [-all States-] {+Member States+}"}));
  EXPECT_EQ(told_of("{1.} In operative paragraph 6 (b), after the words “a lamp”, insert the words "
                    "“and a wick”."),
            Told{"insert_words 6 (b) after [-a lamp-] {+and a wick+}"});
  EXPECT_EQ(told_of("{1.} In preambular paragraph 3, insert “two” before “lamps”."),
            Told{"insert_words PP3 before [-lamps-] {+two+}"});
  EXPECT_EQ(told_of("{1.} At the end of operative paragraph 2, add “, and of wicks”."),
            Told{"insert_words 2 at_end {+, and of wicks+}"});
  EXPECT_EQ(told_of("{1.} In operative paragraph 2, substitute “oil” for “water”."),
            Told{"replace_words 2 [-water-] {+oil+}"});
}

TEST(DraftAmendments, StandUnderTheNameOfAParagraph) {
  EXPECT_EQ(told_of("# Operative paragraph 4\nReplace the word “oil” by “gas”.\n# Preambular "
                    "paragraph 2\nDelete the paragraph."),
            (Told{"replace_words 4 [-oil-] {+gas+}", "delete_paragraph PP2"}));
}

TEST(DraftAmendments, SayWhatIsNotUnderstood) {
  const auto of = [](std::string_view line) {
    return draft_amendments_of(reading_of(std::string(kAmendmentsHead) + std::string(line)))
        .findings;
  };
  auto findings = of("{1.} Make operative paragraph 3 shorter.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "amendments.unread");
  EXPECT_EQ(findings[0].number, "1");
  findings = of("{1.} Insert “oil” in operative paragraph 3.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "amendments.unread");
  findings =
      of("{1.} Replace operative paragraph 3 with the following:\n{2.} Delete operative "
         "paragraph 4.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "amendments.no-text");
  EXPECT_TRUE(of("{1.} Delete operative paragraph 4.\n{2.} Renumber the subsequent paragraphs "
                 "accordingly.")
                  .empty());
}

struct InLanguage {
  model::Language language;
  std::string_view lines;
};

class AmendmentLanguages : public testing::TestWithParam<InLanguage> {};

// The same four proposals in each language.
TEST_P(AmendmentLanguages, ProposeTheSame) {
  const auto [language, lines] = GetParam();
  const auto reading = reading_of(lines, language);
  EXPECT_EQ(reading.kind, model::WorkKind::draft_amendments);
  const auto proposed = draft_amendments_of(reading);
  EXPECT_EQ(proposed.target, "A/C.3/86/L.12");
  EXPECT_TRUE(proposed.renumber);
  EXPECT_TRUE(proposed.findings.empty());
  ASSERT_EQ(proposed.changes.size(), 5U);
  const auto& changes = proposed.changes;
  EXPECT_EQ(changes[0].action, AmendmentAction::insert_paragraph);
  EXPECT_EQ(changes[0].place, "PP5");
  EXPECT_EQ(changes[0].where, AmendmentWhere::after);
  EXPECT_TRUE(changes[0].preambular);
  EXPECT_EQ(changes[0].paragraphs.size(), 1U);
  EXPECT_EQ(changes[1].action, AmendmentAction::replace_paragraph);
  EXPECT_EQ(changes[1].place, "3");
  ASSERT_EQ(changes[1].paragraphs.size(), 1U);
  EXPECT_NE(changes[1].paragraphs[0].printed, "");
  EXPECT_EQ(changes[2].action, AmendmentAction::delete_words);
  EXPECT_EQ(changes[2].place, "7");
  EXPECT_NE(changes[2].old_words, "");
  EXPECT_EQ(changes[3].action, AmendmentAction::replace_words);
  EXPECT_EQ(changes[3].place, "PP12");
  EXPECT_NE(changes[3].old_words, changes[3].new_words);
  EXPECT_EQ(changes[4].action, AmendmentAction::delete_paragraph);
  EXPECT_EQ(changes[4].place, "6 (b)");
}

INSTANTIATE_TEST_SUITE_P(
    Six, AmendmentLanguages,
    testing::Values(
        InLanguage{model::Language::en,
                   "A/C.3/86/L.40\n# Amendments to draft resolution A/C.3/86/L.12\n"
                   "{1.} After the fifth preambular paragraph, insert a new paragraph:\n"
                   "“*Recalling* the oil of lamps,”\n"
                   "{2.} Replace operative paragraph 3 with the following:\n“3. *Invites* all;”\n"
                   "{3.} In operative paragraph 7, delete the words “of oil”.\n"
                   "{4.} In the twelfth preambular paragraph, replace “all” with “most”.\n"
                   "{5.} Delete operative paragraph 6 (b) and renumber the remaining paragraphs "
                   "accordingly."},
        InLanguage{model::Language::fr,
                   "A/C.3/86/L.40\n# Amendements au projet de résolution A/C.3/86/L.12\n"
                   "{1.} Après le cinquième alinéa du préambule, insérer un nouvel alinéa libellé "
                   "comme suit :\n«\u00A0*Rappelant* l’huile des lampes,\u00A0»\n"
                   "{2.} Remplacer le paragraphe 3 du dispositif par le texte suivant :\n"
                   "«\u00A03. *Invite* tous les États ;\u00A0»\n"
                   "{3.} Au paragraphe 7, supprimer les mots «\u00A0d’huile\u00A0».\n"
                   "{4.} Au douzième alinéa du préambule, remplacer «\u00A0tous\u00A0» par "
                   "«\u00A0la plupart\u00A0».\n"
                   "{5.} Supprimer le paragraphe 6 (b) et renuméroter les paragraphes suivants en "
                   "conséquence."},
        InLanguage{model::Language::es,
                   "A/C.3/86/L.40\n# Enmiendas al proyecto de resolución A/C.3/86/L.12\n"
                   "{1.} Después del quinto párrafo del preámbulo, insértese un nuevo párrafo:\n"
                   "“*Recordando* el aceite,”\n"
                   "{2.} Sustitúyase el párrafo 3 de la parte dispositiva por el texto siguiente:\n"
                   "“3. *Invita* a todos;”\n"
                   "{3.} En el párrafo 7, suprímanse las palabras “de aceite”.\n"
                   "{4.} En el duodécimo párrafo del preámbulo, sustitúyase “todos” por “muchos”.\n"
                   "{5.} Suprímase el párrafo 6 (b) y reenumérense los párrafos siguientes."},
        InLanguage{model::Language::ru,
                   "A/C.3/86/L.40\n# Поправки к проекту резолюции A/C.3/86/L.12\n"
                   "{1.} После пятого пункта преамбулы включить новый пункт следующего "
                   "содержания:\n«*ссылаясь* на масло для ламп,»\n"
                   "{2.} Заменить пункт 3 постановляющей части следующим текстом:\n"
                   "«3. *предлагает* всем;»\n"
                   "{3.} В пункте 7 исключить слова «для масла».\n"
                   "{4.} В двенадцатом пункте преамбулы заменить слово «все» словом «многие».\n"
                   "{5.} Исключить пункт 6 (b) и изменить нумерацию последующих пунктов."},
        InLanguage{model::Language::ar,
                   "A/C.3/86/L.40\n# تعديلات على مشروع القرار A/C.3/86/L.12\n"
                   "{1.} بعد الفقرة الخامسة من الديباجة، تدرج فقرة جديدة نصها كالتالي:\n"
                   "\"*وإذ تشير* إلى زيت المصابيح،\"\n"
                   "{2.} يستعاض عن الفقرة 3 من المنطوق بما يلي:\n\"3. *تدعو* الجميع؛\"\n"
                   "{3.} في الفقرة 7 من المنطوق، تحذف عبارة \"من الزيت\".\n"
                   "{4.} في الفقرة الثانية عشرة من الديباجة، يستعاض عن كلمة \"جميع\" بكلمة "
                   "\"معظم\".\n"
                   "{5.} تحذف الفقرة 6 (ب) من المنطوق ويعاد ترقيم الفقرات اللاحقة."},
        InLanguage{model::Language::zh,
                   "A/C.3/86/L.40\n# 对决议草案A/C.3/86/L.12的修正案\n"
                   "{1.} 在序言部分第五段之后，插入新的一段，内容如下：\n“*回顾*灯油，”\n"
                   "{2.} 将执行部分第3段替换为：\n“3. *邀请*所有国家；”\n"
                   "{3.} 在执行部分第7段中，删除“灯油”等字。\n"
                   "{4.} 在序言部分第十二段中，将“所有”改为“多数”。\n"
                   "{5.} 删除执行部分第6段(b)；其后各段相应重新编号。"}),
    [](const auto& given) { return std::string(model::code_of(given.param.language)); });

constexpr std::string_view kAmendedDraft =
    "A/C.3/86/L.12\n"
    "# Lamps on the roads\n"
    "The General Assembly,\n"
    "*Recalling* the State’s lamps,^1^\n"
    "*Noting* the wicks,\n"
    "{1.} *Encourages* all States to keep lamps and to lend lamps;\n"
    "{2.} *Invites* States:\n"
    "{(a)} To count their lamps;\n"
    "{(b)} To sell oil;\n"
    "{3.} *Decides* to remain seized of the matter.";

struct AmendedDraft {
  std::vector<std::string> paragraphs;  ///< "1 Encourages: text"
  std::vector<std::string> rules;       ///< of outcomes
  std::string title;
};

AmendedDraft amended(std::string_view lines) {
  const auto draft = reading_of(kAmendedDraft);
  const auto proposing = reading_of(std::string(kAmendmentsHead) + std::string(lines));
  const auto proposed = draft_amendments_of(proposing);
  const auto result = amended_text(draft, proposed);
  AmendedDraft out;
  for (const auto& paragraph : result.reading.paragraphs) {
    if (paragraph.number.empty()) continue;
    out.paragraphs.push_back(paragraph.number + " " + model::text_of(paragraph.runs));
  }
  for (const auto& outcome : result.outcomes) out.rules.push_back(outcome.rule);
  out.title = result.reading.title;
  EXPECT_EQ(
      outcome_findings(proposing, proposed, result).size(),
      static_cast<std::size_t>(std::count_if(out.rules.begin(), out.rules.end(),
                                             [](const auto& rule) { return !rule.empty(); })));
  return out;
}

TEST(AmendedText, HasWhatIsProposed) {
  const auto text = amended(
      "{1.} After preambular paragraph 1, insert a new paragraph:\n“*Aware* of the night,”\n"
      "{2.} In operative paragraph 1, replace “Encourages” with “Urges”.\n"
      "{3.} Delete operative paragraph 2 (b).\n"
      "{4.} In preambular paragraph 1, after “State's lamps”, add “and oil”.\n"
      "{5.} After operative paragraph 2, insert “*Thanks* the poets;” as a new paragraph.\n"
      "{6.} Renumber the subsequent paragraphs accordingly.");
  EXPECT_EQ(text.rules, std::vector<std::string>(5));
  EXPECT_EQ(text.paragraphs,
            (Told{"PP1 Recalling the State’s lamps and oil,1", "PP2 Aware of the night,",
                  "PP3 Noting the wicks,", "1 Urges all States to keep lamps and to lend lamps;",
                  "2 Invites States:", "2 (a) To count their lamps;", "3 Thanks the poets;",
                  "4 Decides to remain seized of the matter."}));
}

TEST(AmendedText, KeepsNumbersUnlessTheyAreRenumbered) {
  EXPECT_EQ(amended("{1.} After operative paragraph 1, insert two new paragraphs:\n“*Thanks* "
                    "all;”\n“*Thanks* the moon;”\n{2.} Delete operative paragraph 2.")
                .paragraphs,
            (Told{"PP1 Recalling the State’s lamps,1", "PP2 Noting the wicks,",
                  "1 Encourages all States to keep lamps and to lend lamps;", "1 bis Thanks all;",
                  "1 ter Thanks the moon;", "3 Decides to remain seized of the matter."}));
}

TEST(AmendedText, FindsNothingWhereNothingIs) {
  const auto text = amended(
      "{1.} Delete operative paragraph 9.\n"
      "{2.} In operative paragraph 1, delete “lamps”.\n"
      "{3.} In operative paragraph 1, delete “candles”.\n"
      "{4.} Replace the title with “Lamps and candles”.");
  EXPECT_EQ(text.rules,
            (Told{"amendments.no-place", "amendments.several-places", "amendments.no-words", ""}));
  EXPECT_EQ(text.title, "Lamps and candles");
  EXPECT_EQ(text.paragraphs.size(), 7U);
}

}  // namespace
}  // namespace comity::grammar
