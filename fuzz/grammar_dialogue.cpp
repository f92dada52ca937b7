#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "grammar/asks.h"
#include "grammar/document_sketch.h"
#include "grammar/observations.h"
#include "grammar/reviews/interventions.h"

namespace {

using namespace comity;

model::ParagraphKind kind_of(const model::Block& block) {
  if (block.kind == model::BlockKind::heading) return model::ParagraphKind::heading;
  if (block.kind == model::BlockKind::table) return model::ParagraphKind::table;
  if (block.label.empty()) return model::ParagraphKind::text;
  return block.label.starts_with('(') ? model::ParagraphKind::sub_item
                                      : model::ParagraphKind::numbered;
}

model::Reading reading_of(std::string_view text, model::Language language) {
  model::Reading reading;
  reading.kind = model::WorkKind::concluding_observations;
  reading.language = language;
  const auto symbol = model::Symbol::parse("CERD/C/FJI/CO/16");
  if (!symbol) std::abort();
  reading.symbol = *symbol;
  for (const model::Block& block : grammar::sketch(text).blocks) {
    model::Paragraph paragraph;
    paragraph.kind = kind_of(block);
    paragraph.printed = block.label;
    paragraph.level = block.level;
    paragraph.runs = block.runs;
    paragraph.rows = block.rows;
    reading.paragraphs.push_back(std::move(paragraph));
  }
  return reading;
}

/// Who speaks: numbered paragraphs in their order, each with somebody.
void check_dialogue(const model::Reading& reading) {
  model::Review review;
  review.states_under_review = {"FJI"};
  std::size_t next = 0;
  for (const auto& each : grammar::interventions_in(reading.paragraphs, names::Register::builtin(),
                                                    reading.language, review)) {
    if (each.paragraph < next || each.paragraph >= reading.paragraphs.size()) std::abort();
    next = each.paragraph + std::size_t{1};
    const auto kind = reading.paragraphs[each.paragraph].kind;
    if (each.states.empty() || kind != model::ParagraphKind::numbered) std::abort();
  }
}

void check_observations(const model::Reading& reading) {
  std::vector<model::Finding> findings;
  const auto read = grammar::observations_in(reading, names::Register::builtin(), findings);
  if (!read || read->state != "FJI") std::abort();
  std::size_t next = 0;
  for (const auto& each : read->recommendations) {
    if (each.paragraph < next || each.paragraph >= reading.paragraphs.size()) std::abort();
    next = each.paragraph + std::size_t{1};
  }
}

void check_asks(const model::Reading& reading, std::string_view text) {
  const auto asks = grammar::asks_of(reading);
  if (asks.size() > grammar::kMostAsks) std::abort();
  for (const auto& ask : asks) {
    if (ask.text.empty() || ask.by.empty()) std::abort();
    if (!base::is_utf8(ask.text) || !base::is_utf8(ask.core)) std::abort();
  }
  const char* from = text.data();
  for (const auto sentence : grammar::sentences_of(text)) {
    if (sentence.empty() || sentence.data() < from) std::abort();
    from = sentence.data() + sentence.size();
    if (from > text.data() + text.size()) std::abort();
  }
}

}  // namespace

// Any text, in each language, as an interactive dialogue, as concluding observations and as a
// submission: what is said and asked stands in its paragraphs, in their order. The first byte
// chooses the language.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  if (size == 0 || size > kMostBytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!base::is_utf8(text)) return 0;
  constexpr auto kLanguages = static_cast<unsigned>(model::Language::und);
  const auto reading = reading_of(text, static_cast<model::Language>(data[0] % kLanguages));
  check_dialogue(reading);
  check_observations(reading);
  check_asks(reading, text);
  return 0;
}
