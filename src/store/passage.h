#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/id.h"
#include "model/passage.h"
#include "model/synthesis.h"

// What people do with the replies to a call: passages marked, lines written from them, and what
// holds of both (docs/decisions/0028-coding-and-synthesis.md). Calls and replies are named by their
// ids; nothing here has a word of a reply.
namespace comity::store {

// The acts.

/// A coder marked a passage, or gave one that they had marked other codes or another place.
struct PassageMarked {
  std::string call;
  model::Passage passage;
  bool proposed = false;  ///< a machine proposed it, and the coder accepted
};

/// A coder does not want what a machine proposed for a paragraph; it is not proposed to them again.
struct ProposalDismissed {
  std::string call;
  model::ParagraphPlace place;
  std::vector<std::string> codes;  ///< sorted, each once
};

/// They took it back. conflict: a line stands on it.
struct PassageUnmarked {
  std::string call;
  std::string passage;
};

/// The passage is left out of the synthesis for that reason; with an empty one, it is not any more.
struct PassageSetAside {
  std::string call;
  std::string passage;
  std::string reason;
};

/// A coder has done with a reply, or, where it is empty, with the whole call: from now on they are
/// shown what others marked there.
struct CodingFinished {
  std::string call;
  std::string reply;
  std::int64_t paragraphs = 0;  ///< of the reply, as they read it: units of their agreement
  std::int64_t version = 0;     ///< of the reply, as they read it; 0 where it is the whole call
};

/// The call's own codes, all of them, in their order.
struct CodesWritten {
  std::string call;
  std::vector<model::PassageCode> codes;
};

/// A line of the synthesis as it now is. invalid_input: it stands on no passage; not_found: one of
/// its passages is not there.
struct LineWritten {
  std::string call;
  model::SynthesisLine line;
};

struct LineRemoved {
  std::string call;
  std::string line;
};

/// The report is shown to all, or to those inside only.
struct SynthesisPublished {
  std::string call;
  bool published = false;
  bool annex = false;  ///< it lists the passages that no line uses
};

using CodingAct =
    std::variant<PassageMarked, PassageUnmarked, PassageSetAside, CodingFinished, CodesWritten,
                 LineWritten, LineRemoved, SynthesisPublished, ProposalDismissed>;

// What holds of them.

struct ActorTag;

/// A passage with who marked it. Entries are numbers in the log of the call's space.
struct PassageRecord {
  model::Passage passage;
  base::Id<ActorTag> coder;
  std::uint64_t marked = 0;   ///< the entry that made it
  std::uint64_t changed = 0;  ///< the last that changed it
  std::uint64_t ended = 0;    ///< the one that took it back, or 0
};

struct FinishedRecord {
  base::Id<ActorTag> coder;
  std::string reply;  ///< empty: the whole call
  std::int64_t paragraphs = 0;
  std::int64_t version = 0;  ///< of the reply, as they read it; 0: an older entry did not say
  std::uint64_t entry = 0;
};

struct DismissedRecord {
  base::Id<ActorTag> coder;
  model::ParagraphPlace place;
  std::string code;
  std::uint64_t entry = 0;
};

struct LineRecord {
  model::SynthesisLine line;
  base::Id<ActorTag> writer;
  std::uint64_t changed = 0;
};

struct SetAsideRecord {
  std::string passage;
  std::string reason;
  base::Id<ActorTag> writer;
  std::uint64_t changed = 0;
};

/// All of one call.
struct CodingRecord {
  std::vector<PassageRecord> passages;   ///< in the order marked, also those taken back
  std::vector<FinishedRecord> finished;  ///< in the order in which they finished
  std::vector<DismissedRecord> dismissed;
  std::vector<LineRecord> lines;  ///< by section's name, order and id
  std::vector<SetAsideRecord> set_aside;
  std::vector<model::PassageCode> codes;
  std::uint64_t codes_changed = 0;
  bool published = false;
  bool annex = false;
  std::uint64_t published_changed = 0;
  std::uint64_t first_published = 0;  ///< the entry since which everyone could read it, or 0
};

}  // namespace comity::store
