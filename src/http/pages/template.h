#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "http/pages/messages.h"

// Pages as Mustache templates over an answer's JSON.
//
//   {{name}} {{a.b}} {{.}}      a value, escaped for HTML
//   {{{name}}}                  markup that our own code made (template_test.cpp lists where)
//   {{#name}}…{{/name}}         for each element, or once inside an object or true value
//   {{^name}}…{{/name}}         where it is absent, false, 0, "", [] or {}
//   {{#name=word}} {{^name=word}}   where the value is, or is not, that word
//   {{>part/name}}              another template, here
//   {{t id}} {{t id n=path}}    a message of the page's language, with its arguments
//   {{t kind.* path}}           the message "kind.WORD" for the word that stands there
//   {{n path}} {{date path}}    a number, a date, as the language writes them
//   {{u path}}                  percent-encoded, for a part of an address
//   {{! comment }}
namespace comity::http {

/// The templates of one language, compiled. Thread-safe.
class Templates {
 public:
  /// `sources` by name ("search/page"). Errors: corrupt, naming template and line, for an unclosed
  /// section, an unknown partial or message, a template that calls itself, or an argument a message
  /// does not take.
  [[nodiscard]] static base::Result<Templates> compile(
      const std::map<std::string, std::string_view, std::less<>>& sources,
      const Catalogue& catalogue);
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;
  ~Templates();

  [[nodiscard]] bool has(std::string_view name) const;
  /// Names are looked up in the innermost section first, then in `roots` from the last to the
  /// first. An unknown template gives an empty text.
  [[nodiscard]] std::string render(std::string_view name,
                                   const std::vector<const base::Json*>& roots) const;

 private:
  struct Impl;
  explicit Templates(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Appends text with & < > " ' as character references.
void append_escaped(std::string& out, std::string_view text);

}  // namespace comity::http
