#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/json.h"
#include "base/result.h"
#include "model/language.h"
#include "model/reading.h"
#include "names/register.h"
#include "reading/reader.h"
#include "service/accounts/passwords.h"
#include "service/accounts/permissions.h"
#include "service/state_names.h"
#include "store/store.h"

namespace comity::service {

namespace coding {
class CodeModels;
class CodingStates;
}  // namespace coding

class Attempts;
class EarlierRoots;
class Indexes;
class KeptTexts;
class Reconciliations;

/// The name of the installation's own space, and of the specimen's.
inline constexpr std::string_view kOwnSpace = "home";
inline constexpr std::string_view kSpecimenSpace = "specimen";

/// What makes a Reading of a Document, and the version that the reading names. There is one in the
/// program; tests put a better one in its place.
struct Interpretation {
  std::string version;
  std::function<model::Reading(const model::Document&, const names::Register&)> parse;
};

/// That of this program: grammar::parse.
[[nodiscard]] Interpretation own_interpretation();

/// What was said of columns in a space, by store::ColumnMappingRecord::header (columns.h).
using ColumnsTold = std::map<std::string, model::ColumnMapping, std::less<>>;

/// One installation: a folder with its record, its indexes and its reader of files. Thread-safe.
class Installation {
 public:
  struct Options {
    std::filesystem::path folder;
    std::string database;  ///< a PostgreSQL's address; empty: embedded, in the folder
    base::FileSystem* files = &base::posix_file_system();
    const base::Clock* clock = &base::system_clock();
    reading::Limits limits;
    Interpretation interpretation = own_interpretation();
    std::filesystem::path index = {};  ///< of this process alone; empty: in the folder, shared
    PasswordCost password_cost = PasswordCost::interactive;
  };

  /// Makes the folder and the own space where they are missing. Must be called while the process
  /// has one thread (reading::Reader::create).
  [[nodiscard]] static base::Result<std::unique_ptr<Installation>> open(const Options& options);
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  [[nodiscard]] store::Store& store();
  [[nodiscard]] const store::Store& store() const;
  [[nodiscard]] const reading::Reader& reader() const;
  [[nodiscard]] Indexes& indexes();
  [[nodiscard]] Reconciliations& reconciliations();
  [[nodiscard]] KeptTexts& texts();
  [[nodiscard]] coding::CodingStates& codings();
  [[nodiscard]] coding::CodeModels& code_models();
  [[nodiscard]] Passwords& passwords();
  [[nodiscard]] Attempts& attempts();
  [[nodiscard]] EarlierRoots& earlier_roots();
  [[nodiscard]] base::FileSystem& files() const;
  [[nodiscard]] const base::Clock& clock() const;
  [[nodiscard]] const std::filesystem::path& folder() const;

  /// Reads bytes in confinement and gives their meaning, with the versions of what read them.
  /// `name` is the file's; a table is read as it was told. Errors of reading::Reader::read.
  [[nodiscard]] base::Result<std::shared_ptr<const model::Reading>> read_file(
      std::string_view bytes, std::string_view name, const names::Register& states,
      const ColumnsTold& told = {}) const;
  /// The version that a reading of now would name.
  [[nodiscard]] const std::string& reader_version() const;

  /// Whoever owns the data folder, as the journal names them.
  [[nodiscard]] store::ActorId owner() const;
  /// The register that a space's documents are read with.
  [[nodiscard]] base::Result<std::shared_ptr<const names::Register>> register_of(
      const store::Space& space);
  /// The States of all spaces.
  [[nodiscard]] base::Result<StateNames> states(const store::Read& read);

 private:
  struct Impl;
  explicit Installation(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Who asks, and in which language States are to be named.
struct Ask {
  Actor actor;
  model::Language language = model::Language::en;
};

/// What an address answers (api/openapi.yaml). `etag` is empty where the answer depends on more
/// than the record's state.
struct Answer {
  base::JsonObject body;
  std::string etag;
};

/// What the asker may see of the record.
[[nodiscard]] store::Visibility visibility_of(const Actor& actor, const store::Read& read);

/// The same for all who may see the same.
[[nodiscard]] std::string asker_key(const store::Visibility& asker);

/// Whether the asker reads what is internal to the space.
[[nodiscard]] bool reads_inside(store::SpaceId space, const store::Visibility& asker);
/// Verbs that begin so are of replies, or of the work of those who read them: by their entries
/// alone one could tell when somebody replied who is not named.
inline constexpr std::string_view kVerbsOfReplies[] = {"reply.", "passage.", "proposal.",
                                                       "coding."};
/// The last entry of the log that the asker may know of: for who does not read inside the space
/// the last that is not of replies.
[[nodiscard]] base::Result<store::EntryNumber> last_told(const store::Read& read,
                                                         const store::Head& head,
                                                         const store::Visibility& asker);
/// `at`: of each space the number of that entry; 0 where the record does not give it.
[[nodiscard]] base::JsonArray at_json(const store::Read& read, const store::Visibility& asker);
[[nodiscard]] base::JsonArray at_json(const store::Read& read, const Actor& actor);

/// Where a log stands, as it may be told.
struct ToldHead {
  store::EntryNumber entries = 0;
  base::Hash root;
};
/// For who does not read inside the space, how it stood when the day began (UTC): a number that
/// grows, or a root that changes, tells when a reply comes.
[[nodiscard]] base::Result<ToldHead> told_head(Installation& installation, const store::Read& read,
                                               const store::Head& head,
                                               const store::Visibility& asker);

/// `{"value", "address"}`.
[[nodiscard]] base::JsonObject count_json(std::uint64_t value, std::string address);

}  // namespace comity::service
