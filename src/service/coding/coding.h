#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// Replies read together: passages marked and coded, by several people who do not see each other's
// marks before they have finished, and how far they agree
// (docs/decisions/0028-coding-and-synthesis.md). Answers as in api/openapi.yaml.
namespace comity::service {

/// The entry that last changed what is changed now, as its person saw it: conflict where another
/// has since. 0: nothing was there; none: whatever it is.
using SeenEntry = std::optional<store::EntryNumber>;

struct PassagesQuery {
  std::string reply;   ///< to read, or none
  std::string beside;  ///< another, side by side
  std::string code;    ///< only replies with such a mark, or all
  int page = 1;
};

/// The replies to a call with what was marked in them. forbidden: not for readers of submissions;
/// not_found: no such call or reply.
[[nodiscard]] base::Result<Answer> passages(Installation& installation, const Ask& ask,
                                            std::string_view call, const PassagesQuery& query);

struct MarkWish {
  std::string passage;  ///< one's own to change; empty: another one
  std::string reply;
  std::int64_t version = 0;  ///< of the reply, as it was read
  std::string part;
  std::int64_t paragraph = 0;
  std::string words;  ///< of the paragraph; empty, without begin and end: all of it
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
  std::vector<std::string> codes;
  SeenEntry seen = {};    ///< the passage's last entry
  bool proposed = false;  ///< a machine proposed it: accept_proposal() says so, nobody else
};

/// Marks a passage, or changes one; what was changed at once is merged where both can hold.
/// `{"passage": {}}`, without the words of a sealed reply. forbidden, invalid_input, not_found,
/// conflict.
[[nodiscard]] base::Result<base::JsonObject> mark_passage(Installation& installation,
                                                          const Ask& ask, std::string_view call,
                                                          const MarkWish& wish);
[[nodiscard]] base::Status unmark_passage(Installation& installation, const Ask& ask,
                                          std::string_view call, const std::string& passage,
                                          SeenEntry seen);
/// The actor has done with a reply, or, with an empty one, codes nothing (more) of the call.
/// invalid_input: nothing of the reply is open to them; forbidden, not_found.
[[nodiscard]] base::Status finish_coding(Installation& installation, const Ask& ask,
                                         std::string_view call, const std::string& reply);

struct CodeWish {
  std::string code;
  std::string title;  ///< empty: the code is taken away, where no passage has it
  std::string group;  ///< "theme", "addressee" or "own"
};
/// Adds a code to the call's own, renames it or takes it away. conflict: a passage has it.
[[nodiscard]] base::Status write_code(Installation& installation, const Ask& ask,
                                      std::string_view call, const CodeWish& wish);

}  // namespace comity::service
