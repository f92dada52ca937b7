#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"
#include "names/register.h"

// What the tests of the parsers share.
namespace comity::grammar {

/// What is read of a sketched document, in the language said.
[[nodiscard]] inline model::Reading reading_of(std::string_view text,
                                               model::Language language = model::Language::en) {
  auto document = sketch(text);
  document.language = language;
  return parse(document, names::Register::builtin());
}

/// What is read of a sketched document, in the language that its words tell.
[[nodiscard]] inline model::Reading sketched(std::string_view text) {
  return parse(sketch(text), names::Register::builtin());
}

/// One line a paragraph that has a number or a verb: "6 (b)|Decides".
[[nodiscard]] inline std::string numbers_and_verbs(const model::Reading& reading) {
  std::string all;
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    if (paragraph.number.empty() || paragraph.kind == model::ParagraphKind::note) continue;
    const std::string text = model::text_of(paragraph.runs);
    EXPECT_EQ(text.find(paragraph.verb), text.find_first_not_of("\u201C")) << text;
    all += (all.empty() ? "" : " ") + paragraph.number;
    if (!paragraph.verb.empty()) all += "|" + paragraph.verb;
  }
  return all;
}

/// The findings, each "rule@number".
[[nodiscard]] inline std::string found_rules(const model::Reading& reading) {
  std::string all;
  for (const model::Finding& finding : reading.findings) {
    all += (all.empty() ? "" : " ") + finding.rule;
    if (!finding.number.empty()) all += "@" + finding.number;
  }
  return all;
}

/// Nothing where no paragraph has the number.
[[nodiscard]] inline const model::Paragraph* paragraph_named(const model::Reading& reading,
                                                             std::string_view number) {
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    if (paragraph.number == number) return &paragraph;
  }
  return nullptr;
}

}  // namespace comity::grammar
