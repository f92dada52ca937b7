// One resolution, and one statement of the Security Council's President, in the six official
// languages (languages/resolution.LANGUAGE.source, languages/statement.LANGUAGE.source): the tree
// is the same in each, and each verb and citation stands where it stands in the others.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "golden_fixture.h"
#include "golden_source.h"
#include "grammar/mandates/mandates.h"
#include "grammar/parse.h"
#include "names/register.h"
#include "reading/reader.h"

namespace comity::golden {
namespace {

using test_support::DocxForm;
using test_support::PdfLayout;

/// A line for each paragraph: its kind and number, and the symbols it cites.
std::string tree_of(const model::Reading& reading) {
  std::string tree;
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind == model::ParagraphKind::masthead) continue;
    tree += std::string(model::name_of(paragraph.kind)) + " " + paragraph.number;
    for (const auto& citation : paragraph.citations) tree += " " + citation.target;
    tree += "\n";
  }
  return tree;
}

std::string verbs_of(const model::Reading& reading) {
  std::string verbs;
  for (const auto& paragraph : reading.paragraphs) {
    if (!paragraph.verb.empty()) verbs += (verbs.empty() ? "" : "|") + paragraph.verb;
  }
  return verbs;
}

constexpr const char* kStatement =
    "title \n"
    "text \n"
    "operative 1 S/RES/2000(2011)\n"
    "operative 2\n"
    "operative 3\n"
    "operative 4\n"
    "operative 5\n";

constexpr const char* kTree =
    "title \n"
    "enacting \n"
    "preambular PP1 A/RES/85/12\n"
    "preambular PP2 A/HRC/RES/44/18\n"
    "preambular PP3\n"
    "preambular PP4\n"
    "operative 1\n"
    "operative 2\n"
    "operative 3\n"
    "operative 4\n"
    "sub_item 4 (a)\n"
    "sub_item 4 (b)\n"
    "operative 5\n"
    "operative 6\n";

struct Version {
  model::Language language;
  const char* verbs;
};

class ResolutionLanguages : public testing::TestWithParam<Version> {
 protected:
  const std::string code_{model::code_of(GetParam().language)};
  const Source source_ =
      parse_source(content_of(folder() / ("languages/resolution." + code_ + ".source")));

  void expect(const model::Reading& reading) const {
    EXPECT_EQ(reading.language, GetParam().language);
    EXPECT_EQ(reading.kind, model::WorkKind::resolution);
    EXPECT_EQ(reading.symbol.text(), "A/RES/86/41");
    EXPECT_EQ(reading.masthead.agenda_item, "9 (c)");
    EXPECT_EQ(tree_of(reading), kTree);
    EXPECT_EQ(verbs_of(reading), GetParam().verbs);
  }
};

TEST_P(ResolutionLanguages, HaveOneTreeInMarkdown) {
  expect(read(markdown_of(source_), "text.md"));
}

TEST_P(ResolutionLanguages, HaveOneTreeInWord) {
  expect(read(docx_of(source_, DocxForm::typed), "text.docx"));
}

TEST_P(ResolutionLanguages, HaveOneTreeInHtml) { expect(read(html_of(source_), "text.html")); }

TEST_P(ResolutionLanguages, HaveOneTreeInAkomaNtoso) { expect(read(akn_of(source_), "text.akn")); }

TEST_P(ResolutionLanguages, HaveOneTreeInPlainText) {
  expect(read(plain_text_of(source_), "text.txt"));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, ResolutionLanguages,
    testing::Values(
        Version{model::Language::en,
                "Recalling|Recalling also|Noting with appreciation|Deeply concerned|Reaffirms|"
                "Takes note with concern|Requests|Invites|Strongly urges|Decides"},
        Version{model::Language::fr,
                "Rappelant|Rappelant également|Prenant note avec satisfaction|Profondément "
                "préoccupée|Réaffirme|Prend note avec préoccupation|Prie|Invite|Demande "
                "instamment|Décide"},
        Version{model::Language::es,
                "Recordando|Recordando también|Tomando nota con aprecio|Profundamente preocupada|"
                "Reafirma|Toma nota con preocupación|Solicita|Invita|Insta encarecidamente|Decide"},
        Version{model::Language::ru,
                "ссылаясь|ссылаясь также|с признательностью принимая к сведению|будучи глубоко "
                "обеспокоена|вновь подтверждает|с озабоченностью отмечает|просит|предлагает|"
                "настоятельно призывает|постановляет"},
        Version{model::Language::ar,
                "إذ تشير|وإذ تشير أيضا|وإذ تحيط علما مع التقدير|وإذ يساورها بالغ القلق|تعيد تأكيد|"
                "تحيط علما مع القلق|تطلب|تدعو|تحث بقوة|تقرر"},
        Version{model::Language::zh,
                "回顾|又回顾|赞赏地注意到|深为关切|重申|关切地注意到|请|邀请|强烈敦促|决定"}),
    [](const auto& given) { return std::string(model::code_of(given.param.language)); });

class StatementLanguages : public testing::TestWithParam<Version> {
 protected:
  const std::string code_{model::code_of(GetParam().language)};
  const Source source_ =
      parse_source(content_of(folder() / ("languages/statement." + code_ + ".source")));

  void expect(const model::Reading& reading) const {
    EXPECT_EQ(reading.language, GetParam().language);
    EXPECT_EQ(reading.kind, model::WorkKind::presidential_statement);
    EXPECT_EQ(reading.symbol.text(), "S/PRST/2032/4");
    EXPECT_EQ(tree_of(reading), kStatement);
    EXPECT_EQ(verbs_of(reading), GetParam().verbs);
    const auto mandates = grammar::mandates_of(reading, names::Register::builtin());
    std::string asked;
    for (const auto& each : mandates) asked += each.number + " " + each.addressed + "\n";
    EXPECT_EQ(asked.substr(0, 2), "3 ") << asked;
    EXPECT_NE(asked.find("\n4 "), std::string::npos) << asked;
  }
};

TEST_P(StatementLanguages, HaveOneTreeInEveryFormat) {
  expect(read(markdown_of(source_), "text.md"));
  expect(read(docx_of(source_, DocxForm::typed), "text.docx"));
  expect(read(html_of(source_), "text.html"));
  expect(read(akn_of(source_), "text.akn"));
  expect(read(plain_text_of(source_), "text.txt"));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, StatementLanguages,
    testing::Values(
        Version{model::Language::en, "recalls|also reaffirms|requests|encourages|will continue"},
        Version{model::Language::fr, "rappelle|réaffirme également|prie|encourage|continuera"},
        Version{model::Language::es, "recuerda|reafirma también|solicita|alienta|seguirá"},
        Version{model::Language::ru,
                "ссылается|вновь подтверждает|просит|призывает|будет и впредь"},
        Version{model::Language::ar, "يشير|يؤكد|يطلب|يشجع|سيواصل"},
        Version{model::Language::zh, "回顾|还重申|请|鼓励|将继续"}),
    [](const auto& given) { return std::string(model::code_of(given.param.language)); });

}  // namespace
}  // namespace comity::golden
