#include "search/query/query.h"

namespace comity::search {

std::string_view name_of(QueryFault fault) {
  constexpr std::string_view kNames[] = {
      "too_long",         "not_utf8",      "too_deep",
      "not_opened",       "not_closed",    "quotation_not_closed",
      "alone_or",         "short_prefix",  "unknown_field",
      "several_of_field", "value_missing", "backward_range",
      "no_value"};
  return kNames[static_cast<std::size_t>(fault)];
}

}  // namespace comity::search
