#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/site.h"

namespace comity::http {

/// What is to be said of all that a search finds.
struct TagFoundWish {
  std::vector<Parameter> search;  ///< the question, as an address of the search has it
  std::string action;
  std::vector<std::string> tags;
  std::string reason;
  std::string told;  ///< how many decisions the person was told of; empty: however many
  Effect effect = Effect::dry_run;
};

/// The part of a Site that keeps searches and acts on what they find; api/openapi.yaml has the
/// answers.
class Finding {
 public:
  virtual ~Finding() = default;

  /// What a person keeps. forbidden: the public.
  [[nodiscard]] virtual base::Result<base::Json> saved_searches(std::string_view language,
                                                                const Actor& actor) = 0;
  /// The question is the parameters of an address of the search. invalid_input, conflict,
  /// forbidden: by a token.
  [[nodiscard]] virtual base::Status save_search(std::string_view name,
                                                 const std::vector<Parameter>& question,
                                                 const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status rename_saved_search(std::string_view id, std::string_view name,
                                                         const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status delete_saved_search(std::string_view id,
                                                         const Actor& actor) = 0;
  /// `at`: SPACE:ENTRY, with commas, of the page that was seen; empty: now. invalid_input.
  [[nodiscard]] virtual base::Status see_saved_search(std::string_view id, std::string_view at,
                                                      const Actor& actor) = 0;

  /// What can be said of what a search finds. forbidden.
  [[nodiscard]] virtual base::Result<base::Json> tag_found_form(
      const std::vector<Parameter>& question, std::string_view language, const Actor& actor) = 0;
  /// forbidden, invalid_input, conflict: another number than was told.
  [[nodiscard]] virtual base::Result<base::Json> tag_found(const TagFoundWish& wish,
                                                           const Actor& actor) = 0;
};

}  // namespace comity::http
