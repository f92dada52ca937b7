#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "model/language.h"
#include "model/source.h"
#include "store/calls.h"
#include "store/correction.h"
#include "store/passage.h"

// The journal's nouns (design 2; bytes in docs/formats/journal.md).
namespace comity::store {

struct SpaceTag;
struct ActorTag;
using SpaceId = base::Id<SpaceTag>;
/// Whoever acts. The name stands in an erasable table (accounts.h). 0 is an anonymous actor, whose
/// entries carry the day only.
using ActorId = base::Id<ActorTag>;
/// Counts from 1 within a space.
using EntryNumber = std::uint64_t;

/// One act, as the journal keeps it. Salt and payload lie beside it and may be withheld.
struct Entry {
  SpaceId space;
  EntryNumber number = 0;
  base::Time time;
  ActorId actor;
  std::string verb;       ///< "document.read"
  int version = 1;        ///< of the verb's payload
  std::string subject;    ///< the work or space that it is about
  base::Hash commitment;  ///< SHA-256(salt ‖ payload)
  bool operator==(const Entry&) const = default;
};

/// Where a space's log stands: its size is the number of its last entry.
struct Head {
  SpaceId space;
  EntryNumber size = 0;
  /// The last entry that the tables show; behind `size` where the log holds entries of a newer
  /// program, which this one serves around.
  EntryNumber applied = 0;
  base::Hash root;  ///< Merkle tree hash (RFC 6962) over the entries
  bool operator==(const Head&) const = default;
};

/// One body's part of an installation (design 2).
struct Space {
  SpaceId id;
  std::string name;   ///< in addresses: a-z, 0-9 and "-", at most 40
  std::string title;  ///< for people
  bool specimen = false;
  std::optional<base::Hash> register_file;  ///< its own register of States, kept as a file
  base::Time created;
  bool operator==(const Space&) const = default;
};

/// What is needed to make a space.
struct NewSpace {
  std::string name;
  std::string title;
  bool specimen = false;
  std::optional<base::Hash> register_file;
};

// The acts of which entries are made.

/// A file was read. `file` and `reading` must have been given to put_file and put_reading (or be
/// stored already). The facts of the work come from the stored reading.
struct DocumentRead {
  base::Hash file;
  std::string file_name;
  std::uint64_t bytes = 0;
  std::string media_type;
  base::Hash reading;
  std::string reader;   ///< version of the reading and grammar code
  std::string program;  ///< version of the PDF program, or empty
  model::Language language = model::Language::und;
  std::string work;    ///< canonical symbol, or new_work_id() where the file shows none
  std::string origin;  ///< how it came: "import", or the address it was fetched from
};

/// The work may be seen by all. An empty `work` means the work of the DocumentRead before it in the
/// same append.
struct DocumentPublished {
  std::string work;
};

/// The work is internal again.
struct DocumentWithdrawn {
  std::string work;
};

/// A file that the space has was read again, by another reader: `reading` takes the place of
/// `replaces`, of this copy alone. `reading` must have been given to put_reading.
struct DocumentReread {
  std::string work;
  base::Hash file;
  base::Hash reading;
  base::Hash replaces;  ///< conflict when the copy has another reading by now
  std::string reader;
  std::string program;
  model::Language language = model::Language::und;
};

/// A person chose which copy of its language is in force (copy_order.h).
struct CopyChosen {
  std::string work;
  base::Hash file;
};

/// A person corrected what the reader had read of a recommendation (corrections.h). It takes the
/// place of what was corrected there before.
struct RecommendationCorrected {
  std::string work;
  base::Hash file;  ///< the leading copy that the person saw, and its language
  model::Language language = model::Language::und;
  CorrectionPlace place;
  CorrectionValue replaces;  ///< as read
  CorrectionValue becomes;
  std::string reason;
};

/// A person took a correction back: what the reader read holds again.
struct CorrectionWithdrawn {
  std::string work;
  EntryNumber correction = 0;
  std::string reason;
};

/// A person said which clause a row of a source is, as one State made it, or that it is none.
struct RowSettled {
  std::string work;  ///< the source
  std::uint32_t row = 0;
  std::string by;    ///< the State of the row that is meant, or empty
  std::string text;  ///< of the row, as the person saw it
  std::optional<ClauseSeen> clause;
  std::string reason;
};

/// A person took that back.
struct RowUnsettled {
  std::string work;
  std::uint32_t row = 0;
  std::string by;
  std::string reason;
};

/// A person said which tags clauses of one work have and have not, in place of what was said of the
/// same tags before.
struct RecommendationTagged {
  std::string work;
  model::Language language = model::Language::und;  ///< of the texts that the person saw
  std::vector<TaggedClause> clauses;
  std::string reason;  ///< or empty
};

/// A person said what the columns of tables with one header mean; with an empty mapping, that it is
/// to be found out again.
struct ColumnsMapped {
  std::string name;   ///< for people
  base::Hash header;  ///< SHA-256 of model::header_of
  model::ColumnMapping mapping;
};

/// A person was given a role in the space, or, with an empty one, has none any more. Which rights a
/// role has is not the store's affair.
struct RoleChanged {
  ActorId person;
  std::string role;                     ///< a-z and "_"
  std::optional<std::string> was = {};  ///< as who decides saw it; conflict where it is another
};

/// A one-time link was made by which that person takes up their account.
struct LinkGiven {
  ActorId person;
};

/// A secret sealed to the public key of one person. Keys and what was sealed are hexadecimal
/// digits, which the store keeps and never opens.
struct SealedShare {
  ActorId person;
  std::string key;     ///< to which it was sealed; empty: the person had none
  std::string sealed;  ///< empty with it
  bool operator==(const SealedShare&) const = default;
};

/// A key pair of a call.
struct CallKey {
  std::string key;      ///< public
  std::string earlier;  ///< the secret of the pair before, sealed to this one; empty of the first
  bool operator==(const CallKey&) const = default;
};

/// An administrator's share, given on to a person.
struct GivenShare {
  std::uint32_t place = 0;  ///< of the administrator in CallKeyed::administrators, from 0
  SealedShare to;
  bool operator==(const GivenShare&) const = default;
};

/// The keys of a call and who opens them, whole, in place of what was said before
/// (docs/decisions/0027-sealed-replies.md). Secrets and shares are those of the last key.
struct CallKeyed {
  std::string call;
  EntryNumber replaces = 0;   ///< the entry that said it before, or 0; conflict where it is another
  std::vector<CallKey> keys;  ///< the oldest first
  std::vector<SealedShare> readers;         ///< the secret itself
  std::vector<SealedShare> administrators;  ///< shares, of which any two make the secret
  std::vector<GivenShare> given;
  bool operator==(const CallKeyed&) const = default;
};

using Act = std::variant<DocumentRead, DocumentPublished, DocumentWithdrawn, DocumentReread,
                         CopyChosen, RecommendationCorrected, CorrectionWithdrawn, RowSettled,
                         RowUnsettled, ColumnsMapped, RoleChanged, LinkGiven, RecommendationTagged,
                         CallWritten, ReplyReceived, ReplyWithdrawn, CallKeyed, CodingAct>;

struct NewEntry {
  SpaceId space;
  ActorId actor;
  Act act;
  /// The entry that last changed the work, as the person who decides on it saw it: a
  /// conflict where it has changed since. 0: nothing was there; none: whatever it is now.
  std::optional<EntryNumber> seen = {};
};

enum class Outcome : std::uint8_t {
  appended,
  unchanged,  ///< the space already has it so; nothing was written
};

/// A copy already kept that has another text under the same work, language and issue (design 4:
/// shown, not refused).
struct CopyConflict {
  base::Hash file;
  std::string file_name;
  EntryNumber entry = 0;
};

/// What became of one NewEntry.
struct Appended {
  Outcome outcome = Outcome::appended;
  SpaceId space;
  EntryNumber number = 0;  ///< of the entry; of the one that made it so where unchanged
  std::string work;        ///< the work it is about (that of the earlier copy where unchanged)
  std::optional<CopyConflict> conflict;
};

/// What journal verification found.
struct Verification {
  std::uint64_t entries = 0;
  std::uint64_t spaces = 0;
  std::uint64_t withheld = 0;  ///< entries whose salt and payload were erased
  bool valid = true;
  std::vector<Head> heads;  ///< as stored
  std::string fault;        ///< the first fault; empty when valid
  std::string place;        ///< "space NAME, entry 17"
};

/// What comparing the tables with the journal's replay found.
struct RebuildCheck {
  bool equal = true;
  std::uint64_t entries = 0;
  std::uint64_t rows = 0;  ///< compared
  std::string difference;  ///< the first one; empty when equal
  std::string place;       ///< "table works, row space=…, work=3"
};

/// "~" and 13 characters of Crockford base 32: the name of a work that shows no symbol.
[[nodiscard]] std::string new_work_id();

}  // namespace comity::store
