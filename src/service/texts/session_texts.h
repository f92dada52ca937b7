#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "grammar/resolutions/actions.h"
#include "service/state_names.h"
#include "service/texts/record_texts.h"

// Who sponsored the texts of a session, when they were tabled and later, and what came of them
// (api/openapi.yaml), as the texts and the reports that cite them say.
namespace comity::service {

/// One text of a session.
struct SessionText {
  const store::Work* work = nullptr;
  std::vector<std::string> tabled;  ///< register codes, or names as printed
  /// Who joined later, with the address of the paragraph that says so.
  std::map<std::string, std::string> joined;
  base::Json action;  ///< SessionAction of api/openapi.yaml without its roll, or null
  grammar::RollCall roll;
};

/// The texts in that order.
[[nodiscard]] base::Result<std::vector<SessionText>> session_texts(
    const Installation& installation, const store::Read& read, const store::Visibility& asker,
    const std::vector<const TextOfRecord*>& texts);

/// What came of one text and who voted how: SessionAction of api/openapi.yaml, or null.
[[nodiscard]] base::Result<base::Json> action_of(const Installation& installation,
                                                 const store::Read& read,
                                                 const store::Visibility& asker,
                                                 const TextOfRecord& text, const StateNames& states,
                                                 model::Language language);

/// Whether it is a sponsor of the text, from the beginning or later.
[[nodiscard]] bool sponsors(const SessionText& text, std::string_view code);

/// The short form of the work with its sponsors and what came of it.
[[nodiscard]] base::JsonObject to_json(const SessionText& text, const StateNames& states,
                                       model::Language language);

/// The sponsors of all texts by name, each with how many it tabled and joined; `address` is the
/// session's, to which `sponsor=CODE` is put.
[[nodiscard]] base::JsonArray sponsors_json(const std::vector<SessionText>& texts,
                                            const StateNames& states, model::Language language,
                                            const std::string& address);

}  // namespace comity::service
