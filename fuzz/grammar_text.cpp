#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/document_sketch.h"
#include "grammar/parse.h"
#include "grammar/resolutions/parts.h"

// Any text, seen as a document of blocks, gives a reading whose numbers are unique, whose citations
// lie within their paragraphs, whose parts lie apart and have unique numbers alone too, and which
// its own JSON gives back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Readers give valid UTF-8; what is not never reaches the grammar.
  if (size > kMostBytes || !base::is_utf8(bytes)) return 0;
  const model::Document document = grammar::sketch(bytes);
  const model::Reading reading = grammar::parse(document, names::Register::builtin());
  std::set<std::string> numbers;
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    if (!paragraph.number.empty() && !numbers.insert(paragraph.number).second) std::abort();
    const std::size_t length = model::text_of(paragraph.runs).size();
    for (const model::Citation& citation : paragraph.citations) {
      if (citation.begin >= citation.end || citation.end > length) std::abort();
    }
  }
  std::size_t last = 0;
  std::set<std::string> names;
  for (const grammar::Part& part : grammar::parts_of(reading)) {
    if (part.begin < last || part.begin >= part.end || part.end > reading.paragraphs.size() ||
        !names.insert(part.name).second) {
      std::abort();
    }
    last = part.end;
    numbers.clear();
    for (const model::Paragraph& paragraph : grammar::part_alone(reading, part).paragraphs) {
      if (!paragraph.number.empty() && !numbers.insert(paragraph.number).second) std::abort();
    }
  }
  const auto again = model::reading_from_json(model::to_json(reading));
  if (!again || !(*again == reading)) std::abort();
  return 0;
}
