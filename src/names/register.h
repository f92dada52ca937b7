#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/language.h"

namespace comity::names {

/// What an entry of the register is.
enum class Standing : std::uint8_t { member, observer, organisation };

/// A former name with the years in which the UN used it; 0 where open.
struct FormerName {
  std::string name;
  int from = 0;
  int until = 0;
};

/// A further form of a name, in one language or (`und`) in any; for finding, never for showing.
struct Form {
  model::Language language = model::Language::und;
  std::string text;
};

/// A State (or an organisation that makes recommendations, as the European Union) as the UN names
/// it. Codes: ISO 3166-1 alpha-3, "EU" and the like by register code; M49 as three digits.
struct State {
  std::string code;
  std::string iso2;  ///< ISO 3166-1 alpha-2, or empty
  std::string m49;
  Standing standing = Standing::member;
  std::string regional_group;  ///< "African States", … ; empty where the register does not say
  std::vector<FormerName> former;
  std::vector<Form> spellings;  ///< as documents print it: "Syria", "UK"
  std::vector<Form> inflected;  ///< as sentences bend it: "Сирии"

  /// The short name as the UN writes it in running text ("Iran (Islamic Republic of)"), in the
  /// language, else English.
  [[nodiscard]] const std::string& short_name(model::Language language) const;
  /// "the Islamic Republic of Iran"; empty where the register has none in the language.
  [[nodiscard]] const std::string& formal_name(model::Language language) const;

  std::vector<std::string> short_names;   ///< by Language, six
  std::vector<std::string> formal_names;  ///< by Language, six
  std::vector<std::string> unverified;    ///< columns of the register that no source confirms
};

/// A State's name found in a text.
struct Mention {
  std::size_t begin = 0;  ///< bytes in the text
  std::size_t end = 0;
  std::string code;  ///< empty for a name in a list that the register does not know
};

/// The register of States: forms in six languages, and matching inside text. Immutable and
/// thread-safe once loaded. It is data: a space may carry another.
class Register {
 public:
  /// From the CSV in the form of data/states.csv. Errors name the line.
  [[nodiscard]] static base::Result<Register> load(std::string_view csv);
  /// The one built into the program.
  [[nodiscard]] static const Register& builtin();

  Register(Register&&) noexcept;
  Register& operator=(Register&&) noexcept;
  ~Register();

  [[nodiscard]] std::span<const State> states() const;  ///< ordered by code
  [[nodiscard]] const State* by_code(std::string_view code) const;
  /// The State that a whole text names (short, formal or former name, any known spelling, any of
  /// the six languages; case, accents, white space and leading article aside).
  [[nodiscard]] const State* find(std::string_view name) const;

  /// Every name inside running text, longest match first, at word bounds, not overlapping.
  /// A name written with a small first letter is not one. `language` is the text's: forms of other
  /// languages are then left out ("Maurice" is a State in French only); `und` takes all but those
  /// that are common words elsewhere.
  [[nodiscard]] std::vector<Mention> mentions(
      std::string_view text, model::Language language = model::Language::und) const;

  /// A text that should be a list of States only ("France, Iran (Islamic Republic of) and Brazil"),
  /// as in the parenthesis at the end of a recommendation, brackets around it or not. Gives each
  /// item in order; one whose `code` is empty is a name not known. What follows a name in brackets
  /// or after "on behalf of" a group belongs to it; footnote marks are passed over. Empty when the
  /// text is not such a list at all: no item is a known name, or one is longer than a name can be.
  [[nodiscard]] std::vector<Mention> list(std::string_view text) const;

 private:
  struct Impl;
  explicit Register(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::names
