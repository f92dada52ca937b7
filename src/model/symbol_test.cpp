#include "model/symbol.h"

#include <gtest/gtest.h>

#include <random>

namespace comity::model {
namespace {

Symbol symbol(std::string_view text) {
  auto parsed = Symbol::parse(text);
  EXPECT_TRUE(parsed) << text << (parsed ? "" : ": " + parsed.error().message);
  return parsed ? *parsed : Symbol();
}

class SymbolForms : public testing::TestWithParam<const char*> {};

TEST_P(SymbolForms, AreTheirOwnCanonicalText) {
  EXPECT_EQ(symbol(GetParam()).text(), GetParam());
  EXPECT_EQ(symbol(std::string("  ") + GetParam() + "\n").text(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    OfTheField, SymbolForms,
    testing::Values(
        "A/75/53", "A/75/53/Add.1", "A/RES/73/6", "A/RES/217(III)", "A/RES/217(III)[A]",
        "A/RES/2106(XX)", "A/RES/3201(S-VI)", "A/RES/S-26/2", "A/RES/ES-10/19", "A/RES/73/262A",
        "A/HRC/21/11", "A/HRC/14/15/Add.1", "A/HRC/RES/16/21", "A/HRC/RES/S-21/1",
        "A/HRC/DEC/17/119", "A/HRC/S-31/1", "A/HRC/WG.6/13/BRA/1", "A/HRC/WG.6/7/SVN/2/Corr.1",
        "A/HRC/PRST/20/1", "A/HRC/PRST/OS/12/1", "A/HRC/21/NGO/5", "A/HRC/12/G/3", "A/HRC/WG.9/1/3",
        "A/HRC/RES/37/6", "A/HRC/10/29/Add.2", "A/C.3/75/L.12/Rev.1", "A/C.3/75/SR.12",
        "A/CONF.157/24 (Part I)", "A/CONF.157/23", "A/CONF.211/8", "A/AC.96/1/Add.1", "A/INF/75/3",
        "A/DEC/60/509", "A/73/PV.1", "A/S-26/1", "A/HRC/28/2/Summary", "E/2005/22", "E/CN.4/2001/2",
        "E/CN.4/Sub.2/2000/46", "E/CN.4/RES/2000/22", "E/RES/2005/20", "E/C.12/1/Add.87",
        "E/C.12/BRA/CO/2", "S/RES/1325(2000)", "S/PRST/2015/25", "S/PV.8000", "S/2020/100",
        "ST/SGB/2017/1", "ST/ESA/SER.A/423", "CCPR/C/21/Rev.1/Add.13", "CCPR/C/BRA/CO/2",
        "CEDAW/C/SVN/5-6", "CERD/C/SVN/CO/6-7", "CRC/C/OPAC/BRA/1", "CAT/OP/BRA/1",
        "CRPD/C/BRA/CO/1", "CMW/C/GC/2", "CED/C/BRA/1", "HRI/CORE/BRA/2003",
        "HRI/GEN/1/Rev.9 (Vol. I)", "FCCC/CP/2015/10/Add.1", "UNEP/GC.SS.XI/11", "TD/B/C.I/MEM.5/2",
        "DP/2020/1", "JIU/REP/2020/1", "CEB/2021/2", "ISBA/26/C/12", "SPLOS/30/5", "CLCS/64",
        "EC/71/SC/CRP.1", "ICCD/COP(14)/23/Add.1", "TD/B/EX(70)/2", "TD(XIV)/2",
        "LC/L.4190(CEP.2020/3)", "LC/L.4190(CEP.2020)", "IDB.48/3/Add.1", "GC.18/2",
        "A/HRC/45/36/Amend.1", "SPEC/HRC/3/4", "SPEC/RES/1/2", "SPECIMEN/1/WG/2/ABC",
        "A/75/478/Add.2/draft-resolution-2", "A/75/478/draft-decision-1", "A/86/301/decision-14"));

TEST(Symbol, AcceptsTheFormsOfPrint) {
  EXPECT_EQ(symbol("A/RES/217 (III)").text(), "A/RES/217(III)");
  EXPECT_EQ(symbol("A/RES/217(III) A").text(), "A/RES/217(III)[A]");
  EXPECT_EQ(symbol("A/RES/217 A (III)").text(), "A/RES/217(III)[A]");
  EXPECT_EQ(symbol("A/RES/73/262 A").text(), "A/RES/73/262A");
  EXPECT_EQ(symbol("S/RES/1325 (2000)").text(), "S/RES/1325(2000)");
  EXPECT_EQ(symbol("A/CONF.157/24(Part I)").text(), "A/CONF.157/24 (Part I)");
  EXPECT_EQ(symbol("A/HRC/14/15/ADD.1").text(), "A/HRC/14/15/Add.1");
  EXPECT_EQ(symbol("A/HRC/14/15/Add. 1").text(), "A/HRC/14/15/Add.1");
  EXPECT_EQ(symbol("A/ HRC/\n14 /15").text(), "A/HRC/14/15");
  EXPECT_EQ(symbol("A/RES/S\u201126/2").text(), "A/RES/S-26/2");
  EXPECT_EQ(symbol("A/RES/217\u00A0(III)").text(), "A/RES/217(III)");
}

TEST(Symbol, KeepsTheReissueMarkApart) {
  const Symbol reissued = symbol("A/HRC/11/25**");
  EXPECT_EQ(reissued.text(), "A/HRC/11/25");
  EXPECT_EQ(reissued.reissue(), 2);
  EXPECT_EQ(reissued, symbol("A/HRC/11/25"));
}

class NoSymbols : public testing::TestWithParam<const char*> {};

TEST_P(NoSymbols, AreRefusedWithTheirPlace) {
  const auto parsed = Symbol::parse(GetParam());
  ASSERT_FALSE(parsed) << parsed->text();
  EXPECT_EQ(parsed.error().kind, base::ErrorKind::invalid_input);
}

INSTANTIATE_TEST_SUITE_P(
    Words, NoSymbols,
    testing::Values("", " ", "A", "A/", "/A/75/53", "and/or", "AND/OR", "HIV/AIDS", "TCP/IP", "N/A",
                    "src/model/symbol.h", "https://www.un.org/A/75/53", "A//75", "A/HRC", "A/C.3",
                    "E/CN.4/Sub.2", "a/hrc/21/11", "A/HRC/21/11.json", "A/HRC/21/11/119.1",
                    "A/HRC/21/11/119", "A/HRC/21/11/PP3", "A/HRC/21/11/fn4", "A/HRC/21/11/6 (b)",
                    "75/53", "1/2", "A/HRC/14/15/Add.1/3", "A/C.3/75/L.12/4", "A/RES/73/6/12",
                    "A/RES/217(III)/2", "A/CONF.157/23/5", "A/75/53 see",
                    "E/CN.4/2001/2-E/CN.4/Sub.2/2000/46", "A/HRC/WG.6/13/BRA/1/5",
                    "ICCD/COP(14)/23/5", "A/HRC/21/11 (14)", "A/HRC/21/11(14)", "TD/B/EX(70",
                    "LC/L.4190(CEP/3)", "No.1/2", "C.3/75/1", "Höhe/1/2", "A/RES/73/6;"));

TEST(Symbol, NamesTheCharacterThatDoesNotFit) {
  const auto parsed = Symbol::parse("A/HRC/x1/11");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().place, "character 7");
}

TEST(Symbol, LongestInPathLeavesTheRest) {
  const auto split = [](std::string_view path) {
    const auto found = Symbol::longest_in_path(path);
    return found ? found->symbol.text() + "|" + found->rest : "none";
  };
  EXPECT_EQ(split("A/HRC/21/11/119.1"), "A/HRC/21/11|119.1");
  EXPECT_EQ(split("/A/HRC/21/11/119"), "A/HRC/21/11|119");
  EXPECT_EQ(split("A/HRC/21/11"), "A/HRC/21/11|");
  EXPECT_EQ(split("A/HRC/14/15/Add.1/92.6~2"), "A/HRC/14/15/Add.1|92.6~2");
  EXPECT_EQ(split("A/RES/73/6/PP3"), "A/RES/73/6|PP3");
  EXPECT_EQ(split("A/RES/217 (III)/1"), "A/RES/217(III)|1");
  EXPECT_EQ(split("A/C.3/75/L.12/Rev.1/6 (b)"), "A/C.3/75/L.12/Rev.1|6 (b)");
  EXPECT_EQ(split("A/CONF.157/24 (Part I)/pages/3.png"), "A/CONF.157/24 (Part I)|pages/3.png");
  EXPECT_EQ(split("LC/L.4190(CEP.2020/3)/14"), "LC/L.4190(CEP.2020/3)|14");
  EXPECT_EQ(split("TD/B/EX(70)/2/14"), "TD/B/EX(70)/2|14");
  EXPECT_EQ(split("search/words"), "none");
  EXPECT_EQ(split(""), "none");
  EXPECT_EQ(split(std::string(5000, '/')), "none");
  EXPECT_EQ(split("A/75/53/" + std::string(5000, 'x')), "A/75/53|" + std::string(5000, 'x'));
}

TEST(Symbol, BaseIsWhatSuffixesChange) {
  EXPECT_EQ(symbol("A/HRC/14/15/Add.1").base_symbol().text(), "A/HRC/14/15");
  EXPECT_EQ(symbol("A/C.3/75/L.12/Rev.1/Corr.2").base_symbol().text(), "A/C.3/75/L.12");
  EXPECT_EQ(symbol("A/HRC/14/15").base_symbol().text(), "A/HRC/14/15");
  EXPECT_TRUE(Symbol().base_symbol().empty());
}

TEST(Symbol, OrdersNumbersAsNumbers) {
  EXPECT_LT(symbol("A/HRC/9/2"), symbol("A/HRC/21/11"));
  EXPECT_LT(symbol("A/HRC/21/9"), symbol("A/HRC/21/11"));
  EXPECT_LT(symbol("A/HRC/14/15"), symbol("A/HRC/14/15/Add.1"));
  EXPECT_LT(symbol("A/HRC/14/15/Add.2"), symbol("A/HRC/14/15/Add.10"));
  EXPECT_LT(symbol("A/HRC/14/15/Add.10"), symbol("A/HRC/14/16"));
  EXPECT_LT(symbol("A/75/53"), symbol("E/2005/22"));
  EXPECT_LT(Symbol(), symbol("A/75/53"));
}

std::string random_symbol(std::mt19937& random) {
  const auto pick = [&](std::initializer_list<const char*> values) {
    return std::string(values.begin()[random() % values.size()]);
  };
  std::string text = pick({"A", "E", "S", "ST", "CCPR", "SPEC"});
  for (std::size_t i = 0, n = 1 + random() % 5; i < n; ++i) {
    text +=
        "/" + pick({"1", "02", "2", "10", "HRC", "RES", "C.3", "CN.4", "L.2", "L.12", "Add.1",
                    "Rev.2", "S-3", "4-5", "217 (III)", "217(III)A", "9B", "BRA", "24 (Part I)"});
  }
  return text;
}

TEST(SymbolProperty, ParsingItsTextGivesItselfAndOrderIsStrictAndTotal) {
  std::mt19937 random(20121107);
  std::vector<Symbol> symbols = {Symbol()};
  while (symbols.size() < 160) {
    if (auto parsed = Symbol::parse(random_symbol(random))) symbols.push_back(*parsed);
  }
  for (const Symbol& a : symbols) {
    if (!a.empty()) {
      const auto again = Symbol::parse(a.text());
      ASSERT_TRUE(again) << a.text();
      EXPECT_EQ(again->text(), a.text());
      EXPECT_EQ(again->parts(), a.parts());
    }
    for (const Symbol& b : symbols) {
      EXPECT_EQ((a <=> b) == 0, a == b) << a.text() << " " << b.text();
      EXPECT_EQ(a<b, b> a);
      for (const Symbol& c : symbols) {
        EXPECT_TRUE(!(a < b && b < c) || a < c) << a.text() << " " << b.text() << " " << c.text();
      }
    }
  }
}

TEST(SymbolAmendment, IsWhatTheLastPartSays) {
  using How = Symbol::Amendment::How;
  struct Case {
    std::string_view symbol, of;
    How how;
    int number;
  };
  for (const Case& each :
       {Case{"A/HRC/21/11/Rev.2", "A/HRC/21/11", How::replaces, 2},
        Case{"A/HRC/WG.6/7/SVN/2/Corr.1", "A/HRC/WG.6/7/SVN/2", How::corrects, 1},
        Case{"A/C.3/75/L.12/Rev.1", "A/C.3/75/L.12", How::replaces, 1},
        Case{"A/HRC/14/15/Add.1/Rev.1*", "A/HRC/14/15/Add.1", How::replaces, 1},
        Case{"A/HRC/21/11/Rev.1/Corr.3", "A/HRC/21/11/Rev.1", How::corrects, 3}}) {
    const auto amendment = Symbol::parse(each.symbol)->amendment();
    ASSERT_TRUE(amendment) << each.symbol;
    EXPECT_EQ(amendment->how, each.how) << each.symbol;
    EXPECT_EQ(amendment->of.text(), each.of);
    EXPECT_EQ(amendment->number, each.number) << each.symbol;
  }
  for (const std::string_view none : {"A/HRC/21/11", "A/HRC/14/15/Add.1", "A/HRC/11/25*"}) {
    EXPECT_FALSE(Symbol::parse(none)->amendment()) << none;
  }
  EXPECT_FALSE(Symbol().amendment());
}

}  // namespace
}  // namespace comity::model
