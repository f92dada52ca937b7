#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "model/call.h"
#include "model/language.h"
#include "model/reply.h"

// The acts of a consultation (docs/formats/journal.md, docs/decisions/0026).
namespace comity::store {

using CallId = base::Id<struct CallTag>;
using ReplyId = base::Id<struct ReplyTag>;

/// The whole call as it now is. The first version is 1; each change is the next one of what its
/// person saw, else a conflict.
struct CallWritten {
  CallId call;
  std::uint64_t version = 0;
  model::Call content;
};

/// A reply, or, under the same receipt, what takes its place. Exactly one of `content` and `sealed`
/// is there.
struct ReplyReceived {
  CallId call;
  ReplyId reply;
  std::uint64_t version = 0;
  model::Way way = model::Way::named;
  model::Language language = model::Language::und;
  base::Time received;  ///< of an anonymous reply the start of the day
  base::Hash receipt;   ///< SHA-256 of the code, which itself is kept nowhere
  base::Hash digest;    ///< of what was sent, so that the same sent again is known
  std::optional<model::ReplyContent> content = {};
  std::optional<base::Hash> sealed = {};  ///< a file whose bytes only the named readers can open
};

/// The reply is taken back. The payloads of all its versions are erased with it, and files that
/// nothing else names.
struct ReplyWithdrawn {
  CallId call;
  ReplyId reply;
  std::uint64_t version = 0;  ///< the last
  model::Way way = model::Way::named;
  std::uint64_t first = 0;  ///< the entry that received it, which keeps its place
  base::Hash receipt;       ///< whose code still tells that it was withdrawn
};

[[nodiscard]] std::string payload_of(const CallWritten& act);
[[nodiscard]] std::string payload_of(const ReplyReceived& act);
[[nodiscard]] std::string payload_of(const ReplyWithdrawn& act);
/// corrupt when the payload is not what payload_of writes.
[[nodiscard]] base::Result<CallWritten> call_written_from(std::string_view payload);
[[nodiscard]] base::Result<ReplyReceived> reply_received_from(std::string_view payload);
[[nodiscard]] base::Result<ReplyWithdrawn> reply_withdrawn_from(std::string_view payload);

}  // namespace comity::store
