#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// Codes that a machine proposes to one coder, learnt from how they alone have coded so far, for
// paragraphs that they have not coded yet. It counts nowhere before a person accepts it
// (docs/decisions/0038-proposals-by-a-machine.md). Answers as in api/openapi.yaml.
namespace comity::service {

/// What is proposed for a reply, and for each code how much it was learnt from and how often it was
/// right on what was held out; without a reply the latter alone. forbidden: not for readers of
/// submissions; not_found: no such call or reply.
[[nodiscard]] base::Result<Answer> proposals(Installation& installation, const Ask& ask,
                                             std::string_view call, const std::string& reply);

/// Codes proposed for a paragraph.
struct ProposalWish {
  std::string reply;
  std::int64_t version = 0;  ///< of the reply, as it was read
  std::string part;
  std::int64_t paragraph = 0;
  std::vector<std::string> codes;
};
/// The paragraph becomes the actor's own passage with these codes; the journal says that they were
/// proposed. `{"passage": {}}`. forbidden, invalid_input, not_found; conflict: they have coded it
/// already or finished with the reply, or nothing can have proposed that yet.
[[nodiscard]] base::Result<base::JsonObject> accept_proposal(Installation& installation,
                                                             const Ask& ask, std::string_view call,
                                                             const ProposalWish& wish);
/// These codes are not proposed to the actor for the paragraph again. Errors as above.
[[nodiscard]] base::Status dismiss_proposal(Installation& installation, const Ask& ask,
                                            std::string_view call, const ProposalWish& wish);

}  // namespace comity::service
