#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/document_sketch.h"
#include "grammar/number_list.h"
#include "grammar/reviews/positions.h"

namespace {

using namespace comity;

void check_list(std::string_view bytes, const grammar::ReviewWords& words) {
  const auto list = grammar::number_list_at(bytes, 0, words);
  if (!list) return;
  if (list->end > bytes.size() || list->numbers.empty()) std::abort();
  const auto again = grammar::number_list_at(grammar::number_list_text(list->numbers), 0, words);
  if (!again || again->numbers != list->numbers) std::abort();
}

void check_places(const model::Reading& reading) {
  for (const auto& statement :
       grammar::read_answers(reading, names::Register::builtin()).statements) {
    if (statement.numbers.empty() || statement.paragraph >= reading.paragraphs.size()) std::abort();
    const auto& paragraph = reading.paragraphs[statement.paragraph];
    const auto& runs = statement.row == 0
                           ? paragraph.runs
                           : paragraph.rows.at(statement.row - 1).at(statement.cell - 1).runs;
    if (statement.begin > statement.end || statement.end > model::text_of(runs).size()) {
      std::abort();
    }
  }
}

}  // namespace

// Any text as a list of numbers (written and read again, it is the same) and, in each language, as
// the paragraphs of an addendum: what is said stands within its paragraph and names numbers. The
// first byte chooses the language.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  if (size == 0 || size > kMostBytes) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!base::is_utf8(bytes)) return 0;
  constexpr auto kLanguages = static_cast<unsigned>(model::Language::und);
  model::Reading reading;
  reading.language = static_cast<model::Language>(data[0] % kLanguages);
  check_list(grammar::lowered(bytes), grammar::ReviewWords::of(reading.language));
  for (const model::Block& block : grammar::sketch(bytes).blocks) {
    model::Paragraph paragraph;
    if (block.kind == model::BlockKind::heading) paragraph.kind = model::ParagraphKind::heading;
    if (block.kind == model::BlockKind::table) paragraph.kind = model::ParagraphKind::table;
    paragraph.printed = block.label;
    paragraph.runs = block.runs;
    paragraph.rows = block.rows;
    reading.paragraphs.push_back(std::move(paragraph));
  }
  check_places(reading);
  return 0;
}
