#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "search/query/query.h"

// A question is understood or refused within its text, and what is marked lies within the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  // The fuzzer's bytes are seen as text.
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto parsed = search::parse_query(text, {{{"state", "state"}, {"by", "by"}}});
  if (const auto* error = std::get_if<search::QueryError>(&parsed)) {
    if (error->position > size || error->length > size) std::abort();
    return 0;
  }
  const auto& query = std::get<search::Query>(parsed);
  const auto marked = search::highlight(query, text, model::Language::fr);
  std::size_t end = 0;
  for (const auto& range : marked) {
    if (range.begin < end || range.end < range.begin || range.end > size) std::abort();
    end = range.end;
  }
  static_cast<void>(search::snippet(text, marked, 40));
  return 0;
}
