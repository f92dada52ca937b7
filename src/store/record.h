#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "model/language.h"
#include "model/reading.h"
#include "model/review.h"
#include "model/source.h"
#include "store/correction.h"
#include "store/journal/journal.h"

// What the tables say: the rows of the record as plain values.
namespace comity::store {

/// Who asks: everyone sees what is published; beside that, whoever belongs to a space sees its
/// internal things.
struct Visibility {
  enum class Scope : std::uint8_t {
    published,   ///< and the internal things of `spaces`
    everything,  ///< the owner of the installation
  };
  Scope scope = Scope::published;
  std::vector<SpaceId> spaces;  ///< the asker's own, whose copies come first

  [[nodiscard]] static Visibility published() { return {}; }
  [[nodiscard]] static Visibility everything() { return {Scope::everything, {}}; }
  [[nodiscard]] static Visibility member_of(std::vector<SpaceId> own) {
    return {Scope::published, std::move(own)};
  }
};

/// The key of a work inside its space: the number of the entry that first read it.
using WorkId = std::uint64_t;

/// A work as one space holds it. Its facts are those of its leading copy: the copy in force in
/// English, else in the language that came first.
struct Work {
  SpaceId space;
  std::string space_name;
  bool specimen = false;
  WorkId id = 0;
  std::string name;    ///< what addresses carry: the symbol, or "~id"
  std::string symbol;  ///< empty where it has none
  model::WorkKind kind = model::WorkKind::other;
  std::string title;
  std::string date;     ///< ISO 8601, or empty
  std::string session;  ///< as printed: "Twenty-first session"
  std::string agenda_item;
  model::Language language = model::Language::und;  ///< of the leading copy
  bool published = false;
  std::uint32_t findings = 0;  ///< of the leading copy's reading
  std::uint32_t copies = 0;
  std::uint32_t conflicts = 0;  ///< copies with another text under one language and issue
  EntryNumber changed = 0;      ///< the entry that last changed it: its version
  base::Time read;              ///< when it was first read
  base::Hash file;              ///< of the leading copy
  base::Hash reading;
  /// The work of this space, with a review, that replaces this one (Symbol::Amendment), or 0: as
  /// those see it who see internal things, and as everyone does. Its recommendations are then not
  /// counted beside those that replace them.
  WorkId replaced = 0;
  WorkId replaced_publicly = 0;
  /// The entry that last changed what prevails of the answers to its recommendations, or 0.
  EntryNumber positions_changed = 0;
};

/// One file of a work.
struct Copy {
  base::Hash file;
  std::string file_name;
  std::uint64_t bytes = 0;
  std::string media_type;
  model::Language language = model::Language::und;
  int issue = 0;  ///< stars of the symbol
  base::Hash reading;
  std::string reader;
  std::string program;
  std::string origin;
  EntryNumber entry = 0;
  base::Time time;
  bool in_force = false;   ///< of its language: the first in the order of copy_order.h
  EntryNumber chosen = 0;  ///< the entry by which a person chose it, or 0
  /// The first copy that has another text under the same language and issue, or 0.
  EntryNumber conflicts_with = 0;
};

/// Which works are listed.
struct WorkFilter {
  std::optional<SpaceId> space;
  std::optional<model::WorkKind> kind;
  std::string words;  ///< each must stand in the title or the name; accents and case aside
};

enum class WorkOrder : std::uint8_t {
  symbol,  ///< works without one last
  title,   ///< by the alphabet of the text's language
  newest,  ///< last read first
};

struct KindCount {
  model::WorkKind kind = model::WorkKind::other;
  std::uint64_t count = 0;
};

/// A part of a list. `next` is an opaque cursor, stable under inserts; empty at the end.
struct WorkPage {
  std::vector<Work> works;
  std::uint64_t count = 0;  ///< of the whole list
  std::string next;
};

/// The three counts (design 4) and how the numbered recommendations are received.
struct Counts {
  std::uint64_t recommendations = 0;  ///< numbered
  std::uint64_t clauses = 0;
  std::uint64_t clause_states = 0;
  std::uint64_t supported = 0;  ///< of the numbered
  std::uint64_t noted = 0;
  std::uint64_t pending = 0;
  std::uint64_t pledges = 0;
  bool operator==(const Counts&) const = default;
};

/// The review of one State in one work.
struct ReviewRecord {
  Work work;
  std::string state;  ///< under review
  int cycle = 0;
  int session = 0;
  std::string date;
  std::string adopted;
  std::string head_of_delegation;
  std::vector<std::string> troika;
  Counts counts;
};

enum class Replaced : std::uint8_t { left_out, included };

struct ReviewFilter {
  Replaced replaced = Replaced::left_out;  ///< reviews of works that another one replaces
  std::optional<SpaceId> space;
  std::string state;
  std::optional<int> cycle;
  std::optional<int> session;
};

/// A statement of one work about the recommendations of a report.
struct StatedPosition {
  WorkId work = 0;
  std::string name;  ///< of the work
  std::string title;
  std::string date;  ///< ISO 8601, or empty
  bool published = false;
  base::Hash reading;
  model::PositionStatement statement;
};

/// A position from another work that prevails over the report's own, for one kind of asker.
struct PrevailingPosition {
  std::uint32_t ordinal = 0;  ///< of the recommendation
  bool inside = false;        ///< for those who see internal things, else for everyone
  std::string words;
  model::CountsAs counts_as = model::CountsAs::pending;
  bool operator==(const PrevailingPosition&) const = default;
};

/// A recommendation with what its list and review say, and the position that prevails for the
/// asker.
struct RecommendationRecord {
  SpaceId space;
  WorkId work_id = 0;
  std::string work;  ///< name
  std::string symbol;
  std::uint32_t ordinal = 0;  ///< from 0, as the work lists them
  int cycle = 0;
  int session = 0;
  std::string mechanism = "upr";
  model::Recommendation recommendation;  ///< as the report has it
  std::string position;  ///< in the words of the latest that states one: the report or another work
  model::CountsAs counts_as = model::CountsAs::pending;
  WorkId position_from = 0;             ///< the work that states it; 0 for the report itself
  std::vector<std::uint8_t> corrected;  ///< of each clause, what a person corrected (corrections.h)
  EntryNumber position_corrected = 0;   ///< the correction that says the position, or 0
  std::vector<std::string>
      stands_in;  ///< numbers of its paragraphs, or none: its own (corrections.h)
};

/// A call as its last entry says.
struct CallRecord {
  SpaceId space;
  std::string space_name;
  std::string space_title;
  bool specimen = false;
  CallId id;
  std::uint64_t version = 0;
  EntryNumber changed = 0;
  model::Call content;
};

/// A reply as its last entry says. Of a withdrawn one nothing but its place is left; of a sealed
/// one there is no content.
struct ReplyRecord {
  SpaceId space;
  ReplyId id;
  CallId call;
  std::uint64_t version = 0;
  model::Way way = model::Way::named;
  model::Language language = model::Language::und;
  base::Time received;
  base::Hash receipt;
  EntryNumber first = 0;    ///< that received it
  EntryNumber changed = 0;  ///< that received its last version, or withdrew it
  bool withdrawn = false;
  std::optional<model::ReplyContent> content;
  std::optional<base::Hash> sealed;
};

/// How a correction stands to what the reader reads now.
enum class CorrectionStanding : std::uint8_t {
  kept,       ///< it still reads what the correction replaces
  satisfied,  ///< it reads what the correction says: nothing is left to correct
  asked,      ///< it reads something else: a person decides
};
[[nodiscard]] std::string_view name_of(CorrectionStanding standing);

/// Why a person is asked.
enum class AskedBecause : std::uint8_t {
  nothing,
  changed,        ///< another value is read there
  another,        ///< another clause stands there
  other_clauses,  ///< the paragraph falls into other clauses
  gone,           ///< nothing stands there
  language,       ///< the copy that leads is in another language
};
[[nodiscard]] std::string_view name_of(AskedBecause because);

/// Who did something, when.
struct Deed {
  EntryNumber entry = 0;  ///< 0: nobody yet
  ActorId actor;
  base::Time time;
  std::string reason;
};

/// A correction as it stands. Each is of one recommendation, by its number, or of several.
struct CorrectionRecord {
  SpaceId space;
  WorkId work_id = 0;
  std::string work;         ///< name
  std::string title;        ///< of the work
  EntryNumber changed = 0;  ///< the work's version
  Deed made;
  base::Hash file;
  model::Language language = model::Language::und;
  CorrectionPlace place;
  CorrectionValue replaces;
  CorrectionValue becomes;
  CorrectionStanding standing = CorrectionStanding::kept;
  AskedBecause because = AskedBecause::nothing;
  bool applied = false;   ///< the record shows what it says
  bool told = false;      ///< also to those outside the space
  Deed ended;             ///< where it was taken back or another took its place
  bool replaced = false;  ///< by another correction, which `ended` names
  [[nodiscard]] bool held() const { return ended.entry == 0; }
};

struct CorrectionFilter {
  std::optional<SpaceId> space;
  std::optional<WorkId> work;  ///< with `space`
  std::string number;          ///< with `work`: those that are of it, whichever number they name
};

/// What a person said a row of a source is.
struct Settlement {
  SpaceId space;
  WorkId work_id = 0;  ///< of the source
  std::uint32_t row = 0;
  std::string by;
  std::string text;
  std::optional<ClauseSeen> clause;  ///< nothing: the row is no clause
  Deed made;
};

/// What people said last of a tag of a clause, and did not take back.
struct TagRecord {
  SpaceId space;
  WorkId work_id = 0;
  std::string work;  ///< name
  std::string number;
  std::uint32_t clause = 1;
  std::string text;  ///< of the clause, as the person saw it
  model::Language language = model::Language::und;
  TagSaid tag;
  Deed made;
};

struct TagFilter {
  std::optional<SpaceId> space;
  std::optional<WorkId> work;  ///< with `space`
  std::string number;
};

/// The keys of a call as they now are, with the entry that says so.
struct CallKeysRecord {
  CallKeyed keys;
  EntryNumber changed = 0;
};

struct RecommendationFilter {
  std::optional<SpaceId> space;
  std::string work;   ///< name; without one, those of replaced works are left out
  std::string state;  ///< under review
  std::string by;     ///< a recommending State
  std::optional<int> cycle;
  std::optional<int> session;
  std::optional<model::CountsAs> counts_as;
};

/// What a State was recommended and what it recommended.
struct StateTotals {
  std::string state;
  std::uint64_t reviews = 0;
  Counts received;  ///< as State under review
  Counts made;      ///< as recommending State; clause_states = its share, pledges = 0
};

/// A table of recommendations that others have drawn up.
struct SourceRecord {
  Work work;
  std::uint64_t taken = 0;    ///< rows
  std::uint64_t refused = 0;  ///< rows
  std::string family;         ///< equal of tables whose columns have the same names
};

/// A row of a source.
struct SourceRowRecord {
  enum class Kind : std::uint8_t { recommendation, pledge };

  SpaceId space;
  WorkId work_id = 0;
  Kind kind = Kind::recommendation;
  std::optional<model::CountsAs> counts_as;  ///< what its response comes to
  model::SourceRow row;                      ///< without `answer`
};

/// How many rows of a source speak of one State for a mechanism other than the universal periodic
/// review.
struct MechanismShare {
  SpaceId space;
  WorkId work_id = 0;
  std::string state;  ///< addressed
  std::string mechanism;
  std::uint64_t rows = 0;
};

/// What people said of the columns of tables with one header.
struct ColumnMappingRecord {
  std::string header;  ///< SHA-256 of model::header_of, in hexadecimal digits
  std::string name;
  model::ColumnMapping mapping;
  EntryNumber changed = 0;
};

/// How many rows of a source are about one review, each once for each State that it names. Of the
/// universal periodic review, as is all that is counted beside reports.
struct SourceShare {
  SpaceId space;
  WorkId work_id = 0;
  std::string state;
  int cycle = 0;
  std::uint64_t rows = 0;
};

struct StateCount {
  std::string state;
  std::uint64_t recommendations = 0;  ///< numbered
};

/// A paragraph that cites a work.
struct Citing {
  Work work;
  std::vector<std::string>
      numbers;  ///< canonical numbers of the paragraphs, in order; "" once for unnumbered ones
};

/// What the record keeps of a citation whose words do not tell which document they mean:
/// "?resolution 1325".
inline constexpr std::string_view kUntold = "?";
[[nodiscard]] inline std::string untold(std::string_view words) {
  return std::string(kUntold) + std::string(words);
}

/// What is cited, by its symbol or as untold() has it, and in how many works of all spaces.
struct Cited {
  std::string symbol;
  std::uint64_t works = 0;
};

struct Totals {
  std::uint64_t works = 0;
  std::uint64_t reviews = 0;
  std::uint64_t states = 0;  ///< under review or recommending
  Counts counts;
};

}  // namespace comity::store
