#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

namespace comity::tagging {

/// The lists that tags are taken from. A tag's code means something within its scheme only.
enum class Scheme : std::uint8_t {
  theme,      ///< the issues of UPR Info's database; code: its name there
  action,     ///< UPR Info's category of action, "1" (least demanding) to "5"
  group,      ///< groups of persons; codes of data/tagging/labels.csv
  goal,       ///< Sustainable Development Goals, "1" to "17" (A/RES/70/1)
  target,     ///< their targets, "1.1" to "17.19", "1.a" (the same)
  treaty,     ///< acronyms as the Office of the High Commissioner for Human Rights writes them
  mechanism,  ///< bodies and procedures of the United Nations
  state,      ///< States named in the text; code of the register
};
inline constexpr std::size_t kSchemes = 8;

[[nodiscard]] std::string_view name_of(Scheme scheme);
[[nodiscard]] std::optional<Scheme> scheme_from(std::string_view name);

/// An entry of a scheme.
struct Label {
  Scheme scheme = Scheme::theme;
  std::string code;
  std::string name;  ///< in English, as its source writes it
  /// Of a theme: it says that no other theme fits ("General"), and never stands beside one.
  bool only_alone = false;
  std::map<model::Language, std::string> names = {};  ///< in other languages, where there are any
};

/// All entries of all schemes but `state`, as data/tagging/labels.csv lists them.
[[nodiscard]] std::span<const Label> labels();
/// Null where the scheme has no such code.
[[nodiscard]] const Label* label_of(Scheme scheme, std::string_view code);
/// As data/tagging/labels.<language>.csv names it; in English where that does not.
[[nodiscard]] const std::string& name_in(const Label& label, model::Language language);

}  // namespace comity::tagging
