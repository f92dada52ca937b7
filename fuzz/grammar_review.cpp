#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/document_sketch.h"
#include "grammar/reviews/review.h"

namespace {

using namespace comity;

model::ParagraphKind kind_of(const model::Block& block) {
  switch (block.kind) {
    case model::BlockKind::heading:
      return model::ParagraphKind::heading;
    case model::BlockKind::note:
      return model::ParagraphKind::note;
    case model::BlockKind::table:
      return model::ParagraphKind::table;
    case model::BlockKind::rule:
      return model::ParagraphKind::rule;
    default:
      return model::ParagraphKind::text;
  }
}

std::vector<model::Paragraph> paragraphs_of(const model::Document& document) {
  std::vector<model::Paragraph> paragraphs;
  for (const model::Block& block : document.blocks) {
    model::Paragraph paragraph;
    paragraph.kind = kind_of(block);
    paragraph.printed = block.label;
    paragraph.runs = block.runs;
    paragraph.places = block.places;
    paragraphs.push_back(std::move(paragraph));
  }
  return paragraphs;
}

/// English, and by the input's length now and then another of the six languages.
model::Language language_of(std::size_t size) {
  constexpr std::size_t kLanguages = 6;
  return size % 2 == 0 ? model::Language::en : static_cast<model::Language>(size / 2 % kLanguages);
}

}  // namespace

// The paragraphs of any text, taken as a report's: each recommendation has a number of
// its own and one paragraph of that number, and its clauses lie within that paragraph's text, one
// after the other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (size > kMostBytes || !base::is_utf8(bytes)) return 0;
  const auto read = grammar::parse_review(paragraphs_of(grammar::sketch(bytes)),
                                          names::Register::builtin(), language_of(size));
  std::set<std::string> numbers;
  for (const auto& recommendation : read.review.recommendations) {
    if (!numbers.insert(recommendation.number).second) std::abort();
    if (!recommendation.refers_to.empty()) continue;  // its text stands elsewhere
    const auto paragraph = std::find_if(
        read.paragraphs.begin(), read.paragraphs.end(), [&](const model::Paragraph& each) {
          return each.kind == model::ParagraphKind::recommendation &&
                 each.number == recommendation.number;
        });
    if (paragraph == read.paragraphs.end()) std::abort();
    const std::size_t length = model::text_of(paragraph->runs).size();
    std::size_t from = 0;
    for (const auto& clause : recommendation.clauses) {
      if (clause.begin < from || clause.end < clause.begin || clause.end > length) std::abort();
      from = clause.begin;
    }
  }
  return 0;
}
