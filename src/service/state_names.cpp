#include "service/state_names.h"

#include "base/text.h"
#include "service/address.h"

namespace comity::service {

const names::State* StateNames::by_code(std::string_view code) const {
  for (const auto& each : registers_) {
    if (const auto* state = each->by_code(code)) return state;
  }
  return nullptr;
}

std::string StateNames::name(std::string_view code, model::Language language) const {
  const auto* state = by_code(code);
  return state == nullptr ? std::string(code) : state->short_name(language);
}

base::JsonObject StateNames::json(std::string_view code, model::Language language) const {
  const bool known = by_code(code) != nullptr;
  return {{"code", code},
          {"name", name(code, language)},
          {"address", known ? state_address(code) : std::string()}};
}

std::string StateNames::sort_key(std::string_view code, model::Language language) const {
  return base::sort_key(name(code, language), model::code_of(language));
}

base::JsonObject unknown_state_json(std::string_view name) {
  return {{"code", ""}, {"name", name}, {"address", ""}};
}

}  // namespace comity::service
