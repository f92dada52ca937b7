#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/language.h"
#include "names/register.h"

namespace comity::service {

/// The States of all registers that an installation's spaces carry: the UN's own first, then those
/// of spaces with invented States. Immutable, cheap to copy.
class StateNames {
 public:
  using Registers = std::vector<std::shared_ptr<const names::Register>>;
  explicit StateNames(Registers registers) : registers_(std::move(registers)) {}

  [[nodiscard]] const names::State* by_code(std::string_view code) const;
  /// Short name in the language; the code itself where no register knows it.
  [[nodiscard]] std::string name(std::string_view code, model::Language language) const;
  /// `{"code", "name", "address"}`; a code that no register knows has no address.
  [[nodiscard]] base::JsonObject json(std::string_view code, model::Language language) const;
  /// Bytes in whose order the States stand in the language's alphabet.
  [[nodiscard]] std::string sort_key(std::string_view code, model::Language language) const;
  [[nodiscard]] const Registers& registers() const { return registers_; }

 private:
  Registers registers_;
};

/// The same for a name that no register knows.
[[nodiscard]] base::JsonObject unknown_state_json(std::string_view name);

}  // namespace comity::service
