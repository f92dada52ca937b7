#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/document_sketch.h"
#include "grammar/parse.h"

// Any text, seen as a document of blocks, gives a reading whose numbers are unique, whose citations
// lie within their paragraphs, and which its own JSON gives back.
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
  const auto again = model::reading_from_json(model::to_json(reading));
  if (!again || !(*again == reading)) std::abort();
  return 0;
}
