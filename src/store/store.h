#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/hash.h"
#include "base/result.h"
#include "model/reading.h"
#include "store/journal/journal.h"
#include "store/people/accounts.h"
#include "store/people/answers.h"
#include "store/people/credentials.h"
#include "store/people/presences.h"
#include "store/people/reader_keys.h"
#include "store/people/saved_searches.h"
#include "store/people/uploads.h"
#include "store/read/read.h"
#include "store/record.h"

namespace comity::store {

/// How a Store is opened. `files` and `clock` must outlive it.
struct Options {
  std::filesystem::path folder;  ///< the installation's; made where it is missing
  std::string database;          ///< a PostgreSQL's address; empty: embedded, in the folder
  base::FileSystem* files = &base::posix_file_system();
  const base::Clock* clock = &base::system_clock();
  std::chrono::milliseconds group_time{200};           ///< a group takes no more after this,
  std::uint64_t group_bytes = std::uint64_t{4} << 20;  ///< nor after as much payload
  std::chrono::milliseconds busy_time{30'000};  ///< how long a write waits for another process
  std::size_t readers = 8;                      ///< connections kept open for Read
};

/// The record of one installation: journal, tables and files (design 2 and 6).
///
/// Thread-safe. Several processes may have the same folder open, to read and to write: writes take
/// turns. Its writer threads start with the first write, so that a process which only opened it can
/// still fork.
///
/// Errors of every call: unavailable (the disk is full or fails, another process holds the database
/// for longer than busy_time), corrupt (the database or a file is damaged).
class Store {
 public:
  /// Makes or migrates the tables. unsupported: the folder was written by a newer program.
  [[nodiscard]] static base::Result<Store> open(Options options);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  /// Finishes what was submitted.
  ~Store();

  // Spaces.

  /// conflict: the name is taken; invalid_input: not a name.
  [[nodiscard]] base::Result<Space> create_space(const NewSpace& space, ActorId actor);

  // Files by hash. A file or reading is durable when the entry that names it is; one that no entry
  // names is gone after the Store is closed.

  [[nodiscard]] base::Result<base::Hash> put_file(std::string_view bytes);
  /// Serialised, compressed and hashed in the caller's thread.
  [[nodiscard]] base::Result<base::Hash> put_reading(const model::Reading& reading);
  [[nodiscard]] base::Result<base::Hash> put_reading(std::shared_ptr<const model::Reading> reading);
  /// not_found; corrupt when the bytes do not have the hash.
  [[nodiscard]] base::Result<std::string> file(const base::Hash& hash) const;
  [[nodiscard]] base::Result<std::shared_ptr<const model::Reading>> reading(
      const base::Hash& hash) const;
  /// Where a file lies, for programs that want a path. It may be missing.
  [[nodiscard]] std::filesystem::path path_of_file(const base::Hash& hash) const;

  // The one write path.

  /// Appends the entries and applies them to the tables, all or none, durable when it returns.
  /// Gives one Appended for each. invalid_input, not_found (no such space, work, file or reading),
  /// conflict (NewEntry::seen), unsupported (the space holds entries of a newer program).
  [[nodiscard]] base::Result<std::vector<Appended>> append(std::vector<NewEntry> entries);
  /// The same with what is written of people and uploads beside the journal: all or none.
  [[nodiscard]] base::Result<std::vector<Appended>> append(std::vector<NewEntry> entries,
                                                           PeopleChange people);
  /// The same without waiting: what is submitted while the space's writer is busy shares its next
  /// commit.
  [[nodiscard]] std::future<base::Result<std::vector<Appended>>> submit(
      std::vector<NewEntry> entries);
  /// Erases salt and payload of an entry; every other proof still holds, and the tables become what
  /// the remaining payloads say.
  [[nodiscard]] base::Status withhold(SpaceId space, EntryNumber number);

  /// Takes away the files of replies that were withdrawn, where nothing else names them. Asked
  /// after a withdrawal; also done when the store is opened.
  [[nodiscard]] base::Status erase_released();
  /// Takes away the files that were put for a reply which was not taken, where nothing names them.
  [[nodiscard]] base::Status let_go(const ReplyReceived& act);

  // Reading.

  [[nodiscard]] base::Result<Read> read() const;
  /// The heads alone, from a fresh snapshot: cheap enough to ask on a timer or before an answer.
  [[nodiscard]] base::Result<std::vector<Head>> heads() const;
  /// Waits until the log has this entry (true) or the time is over.
  [[nodiscard]] base::Result<bool> wait_for(SpaceId space, EntryNumber number,
                                            std::chrono::milliseconds time) const;
  /// Waits until something was committed by this Store after the call began, or the time is over;
  /// other processes' commits are seen by asking heads().
  void wait_for_change(std::chrono::milliseconds time) const;

  [[nodiscard]] Accounts& accounts();
  [[nodiscard]] Credentials& credentials();
  [[nodiscard]] ReaderKeys& reader_keys();
  [[nodiscard]] SavedSearches& saved_searches();
  [[nodiscard]] Presences& presences();
  [[nodiscard]] Answers& answers();
  [[nodiscard]] Uploads& uploads();

  // Truth.

  /// Recomputes commitments, trees and heads (Read::verify on a fresh snapshot).
  [[nodiscard]] base::Result<Verification> verify() const;
  /// Replays the journal into an empty database beside and compares every table.
  [[nodiscard]] base::Result<RebuildCheck> rebuild_check() const;
  /// Empties the tables and replays the journal into them, in one transaction.
  [[nodiscard]] base::Status rebuild();
  /// Copies the other store's journal, files and readings into this one, which must be empty,
  /// taking entries of different spaces in an order made from the seed: the test that no promise
  /// rests on the order between spaces. conflict: it is not empty.
  [[nodiscard]] base::Status replay_from(const Store& other, std::uint64_t seed = 0);
  /// The same with people and settings, which are in no journal: for backup and restore. Sessions,
  /// one-time links, tokens, kept answers, uploads and how people sign in stay behind; the keys by
  /// which they read sealed replies come along, wrapped by their passwords.
  [[nodiscard]] base::Status copy_from(const Store& other);
  /// Hash of the canonical dump of every table made by the journal.
  [[nodiscard]] base::Result<base::Hash> dump_hash() const;

 private:
  struct Impl;
  [[nodiscard]] std::future<base::Result<std::vector<Appended>>> submit_with(
      std::vector<NewEntry> entries, PeopleChange people);
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::store
