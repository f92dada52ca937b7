#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "grammar/mandates/mandates.h"

// Mandates of any text, as a paragraph and as an item under one, in each language: what is asked
// stands in the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  constexpr std::size_t kMostBytes = std::size_t{16} << 10;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (size > kMostBytes || !base::is_utf8(text)) return 0;
  const auto whole = base::collapsed(text);
  for (const auto language : {model::Language::en, model::Language::fr, model::Language::ru,
                              model::Language::ar, model::Language::zh}) {
    model::Reading reading;
    reading.kind = model::WorkKind::resolution;
    reading.language = language;
    for (const auto* number : {"1", "1 (a)"}) {
      model::Paragraph paragraph;
      paragraph.kind = model::ParagraphKind::operative;
      paragraph.number = number;
      paragraph.runs = {{std::string(text), {}, {}}};
      reading.paragraphs.push_back(std::move(paragraph));
    }
    for (const auto& mandate : grammar::mandates_of(reading, names::Register::builtin())) {
      if (mandate.action.empty() || whole.find(mandate.action) == std::string::npos) std::abort();
      if (mandate.paragraph >= reading.paragraphs.size()) std::abort();
    }
  }
  return 0;
}
