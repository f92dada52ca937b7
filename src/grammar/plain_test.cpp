// Papers of which the paragraphs alone are wanted.
#include "grammar/plain.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

constexpr std::string_view kWells = R"(# General Assembly
Distr.: Limited
3 November 2031
Original: English
---
## Eighty-sixth session
### Third Committee
Agenda item 9 (c)
#### _Keeping wells open to all who pass_
*The General Assembly,*
*Recalling its resolution 80/1 of 2 May 2030,*
1. *Requests all States to keep wells open;*
2. *Decides to remain seized of the matter.*)";

std::string words_of(const model::Reading& reading) {
  std::string all;
  for (const auto& paragraph : reading.paragraphs) {
    all += paragraph.printed + model::text_of(paragraph.runs);
  }
  std::erase(all, ' ');
  return all;
}

TEST(Plain, WhatIsReadPlainlyHasTheSameWordsAndNoMore) {
  const auto document = sketch(kWells);
  const auto plain = read_plainly(document);
  const auto whole = parse(document, names::Register::builtin());
  EXPECT_EQ(words_of(plain), words_of(whole));
  EXPECT_NE(words_of(plain).find("keepwellsopen"), std::string::npos);
  const auto cites = [](const model::Paragraph& each) { return !each.citations.empty(); };
  EXPECT_TRUE(std::any_of(whole.paragraphs.begin(), whole.paragraphs.end(), cites));
  EXPECT_TRUE(std::none_of(plain.paragraphs.begin(), plain.paragraphs.end(), cites));
}

}  // namespace
}  // namespace comity::grammar
