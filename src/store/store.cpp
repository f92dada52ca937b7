#include "store/store.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "store/apply/apply_calls.h"
#include "store/folder_lock.h"
#include "store/journal/append.h"
#include "store/journal/log.h"
#include "store/journal/replay.h"
#include "store/journal/verbs.h"
#include "store/journal/writers.h"
#include "store/migrations.h"
#include "store/people/accounts_impl.h"
#include "store/read/read_impl.h"
#include "store/read/reading_store.h"
#include "store/sql/postgres.h"
#include "store/sql/sqlite.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// How often another process's commits are looked for.
constexpr milliseconds kLook{20};
/// Each is a connection and a thread. SQLite has one writer whatever asks it.
constexpr std::size_t kSideBySide = 4;

/// What an entry needs to be durable, and about how many bytes its payload has.
void add_needs(WriteRequest& request, const NewEntry& entry) {
  constexpr std::uint64_t kPayload = 600;
  request.bytes += kPayload;
  if (const auto* act = std::get_if<DocumentRead>(&entry.act)) {
    request.files.push_back({FileKind::original, act->file});
    request.files.push_back({FileKind::reading, act->reading});
  }
  if (const auto* act = std::get_if<DocumentReread>(&entry.act)) {
    request.files.push_back({FileKind::reading, act->reading});
  }
  if (const auto* act = std::get_if<ReplyReceived>(&entry.act)) {
    const auto named = files_of(*act);
    request.files.insert(request.files.end(), named.begin(), named.end());
  }
}

std::filesystem::path record_file(const Options& options) {
  return options.folder / "record.sqlite";
}

std::unique_ptr<sql::Database> database_of(const Options& options) {
  if (!options.database.empty()) return sql::postgres_database(options.database);
  return sql::sqlite_database(record_file(options), sql::Durability::full, options.busy_time);
}

/// A database that is thrown away, with the files it may leave.
class Scratch {
 public:
  Scratch(base::FileSystem& files, const std::filesystem::path& folder)
      : files_(files), path_(folder / ("rebuild-" + base::crockford(base::random_id()))) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) {
      const std::filesystem::path file = path_.string() + ending;
      if (files_.exists(file)) (void)files_.remove(file);
    }
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  base::FileSystem& files_;
  std::filesystem::path path_;
};

}  // namespace

struct Store::Impl {
  Impl(Options given, FolderLock taken)
      : options(std::move(given)),
        lock(std::move(taken)),
        file_store(*options.files, options.folder),
        reading_store(file_store),
        database(database_of(options)),
        readers(*database, options.readers),
        readings([this](const base::Hash& hash) { return reading_store.get(hash); }) {}

  /// Whether people and settings come along.
  enum class Accompanied : std::uint8_t { no, yes };

  base::Status start();
  base::Status take_over(Impl& other, std::uint64_t seed, Accompanied people);
  /// Runs what another process may hinder until it is done or the time is over.
  base::Status run_until_done(sql::Connection& connection,
                              const std::function<base::Status()>& work) const;
  base::Status catch_up_all(sql::Connection& connection) const;
  /// The files of withdrawn replies, within a transaction of the caller's.
  base::Status erase_released(sql::Connection& connection);
  /// What the database's own log still has of what was erased.
  base::Status empty_log() const;
  /// Those that a process which was killed left.
  base::Status take_away_released(sql::Connection& connection);
  /// Runs work in the writer's next transaction, with what every append needs.
  base::Status write(Writer& writer,
                     std::function<base::Status(sql::Connection&, const AppendContext&)> work,
                     std::vector<FileKey> files = {});
  [[nodiscard]] AppendContext context() const { return {options.clock->now(), readings}; }

  Options options;
  FolderLock lock;
  FileStore file_store;
  ReadingStore reading_store;
  std::unique_ptr<sql::Database> database;
  ReaderPool readers;
  Readings readings;
  std::unique_ptr<Writers> writers;
  std::unique_ptr<Accounts::Impl> accounts_impl;
  std::unique_ptr<Accounts> accounts;
  std::unique_ptr<Credentials> credentials;
  std::unique_ptr<ReaderKeys> reader_keys;
  std::unique_ptr<SavedSearches> saved_searches;
  std::unique_ptr<Presences> presences;
  std::unique_ptr<Answers> answers;
  std::unique_ptr<Uploads> uploads;
};

base::Status Store::Impl::run_until_done(sql::Connection& connection,
                                         const std::function<base::Status()>& work) const {
  constexpr milliseconds kPause{20};
  const auto deadline = steady_clock::now() + options.busy_time;
  while (true) {
    auto status = work();
    if (status || connection.trouble() != sql::Trouble::again) return status;
    if (steady_clock::now() >= deadline) return status;
    std::this_thread::sleep_for(kPause);
  }
}

base::Status Store::Impl::catch_up_all(sql::Connection& connection) const {
  COMITY_TRY(const auto heads, heads_of(connection));
  for (const auto& head : heads) {
    if (head.applied == head.size) continue;
    COMITY_TRY(auto transaction, sql::Transaction::begin(connection, sql::Intent::write));
    COMITY_CHECK(catch_up(connection, head.space, readings));
    COMITY_CHECK(transaction.commit());
  }
  return {};
}

base::Status Store::Impl::erase_released(sql::Connection& connection) {
  COMITY_TRY(const auto keys, take_released(connection));
  for (const auto& key : keys) COMITY_CHECK(file_store.erase(key));
  return {};
}

base::Status Store::Impl::empty_log() const {
  if (options.database.empty()) COMITY_CHECK(sql::empty_log(record_file(options)));
  return {};
}

base::Status Store::Impl::take_away_released(sql::Connection& connection) {
  COMITY_TRY(const auto waiting, connection.integer("SELECT count(*) FROM released_files"));
  if (waiting.value_or(0) == 0) return {};
  COMITY_TRY(auto transaction, sql::Transaction::begin(connection, sql::Intent::write));
  COMITY_CHECK(erase_released(connection));
  return transaction.commit();
}

base::Status Store::Impl::start() {
  COMITY_CHECK(file_store.prepare(lock.alone() ? FileStore::Tidy::yes : FileStore::Tidy::no));
  COMITY_TRY(auto connection, database->connect(sql::Intent::write));
  // Another process may be making the tables at this very moment.
  COMITY_CHECK(
      run_until_done(*connection, [&] { return migrate(*connection, options.clock->now()); }));
  // What an older program could not apply, this one may.
  COMITY_CHECK(run_until_done(*connection, [&] { return catch_up_all(*connection); }));
  COMITY_CHECK(run_until_done(*connection, [&] { return take_away_released(*connection); }));
  if (lock.alone()) COMITY_CHECK(empty_log());  // else one would wait for who reads
  lock.share();
  writers = std::make_unique<Writers>(
      *database, file_store,
      Writer::Limits{options.group_time, options.group_bytes, options.busy_time},
      options.database.empty() ? 0 : kSideBySide);
  accounts_impl = std::make_unique<Accounts::Impl>(Accounts::Impl{writers->general(), readers});
  accounts = std::make_unique<Accounts>(*accounts_impl);
  credentials = std::make_unique<Credentials>(*accounts_impl);
  reader_keys = std::make_unique<ReaderKeys>(*accounts_impl);
  saved_searches = std::make_unique<SavedSearches>(*accounts_impl);
  presences = std::make_unique<Presences>(*accounts_impl);
  answers = std::make_unique<Answers>(*accounts_impl);
  uploads = std::make_unique<Uploads>(*accounts_impl);
  return {};
}

base::Status Store::Impl::write(
    Writer& writer, std::function<base::Status(sql::Connection&, const AppendContext&)> work,
    std::vector<FileKey> files) {
  std::promise<base::Status> promise;
  auto future = promise.get_future();
  writer.submit({0, std::move(files),
                 [this, &work](sql::Connection& connection) { return work(connection, context()); },
                 [&promise](base::Status status) { promise.set_value(std::move(status)); }});
  return future.get();
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

base::Result<Store> Store::open(Options options) {
  COMITY_CHECK(base::make_lasting_folders(*options.files, options.folder));
  COMITY_TRY(auto lock, FolderLock::open(options.folder));
  auto impl = std::make_unique<Impl>(std::move(options), std::move(lock));
  COMITY_CHECK(impl->start());
  return Store(std::move(impl));
}

base::Result<Space> Store::create_space(const NewSpace& wanted, ActorId actor) {
  if (!is_space_name(wanted.name)) {
    return base::fail(ErrorKind::invalid_input, "not a name for a space", wanted.name,
                      "use a-z, 0-9 and \"-\", a letter first, at most 40 characters");
  }
  Space space{{base::random_id()}, wanted.name,          wanted.title,
              wanted.specimen,     wanted.register_file, {}};
  std::vector<FileKey> files;
  if (wanted.register_file) files.push_back({FileKind::original, *wanted.register_file});
  COMITY_CHECK(impl_->write(
      impl_->writers->general(),
      [&](sql::Connection& connection, const AppendContext& context) {
        space.created = actor ? context.now : base::start_of_day(context.now);
        return append_space(connection, space, actor, context);
      },
      std::move(files)));
  return space;
}

base::Result<base::Hash> Store::put_file(std::string_view bytes) {
  COMITY_TRY(const auto key, impl_->file_store.put(FileKind::original, bytes));
  return key.hash;
}

base::Result<base::Hash> Store::put_reading(const model::Reading& reading) {
  return put_reading(std::make_shared<const model::Reading>(reading));
}

base::Result<base::Hash> Store::put_reading(std::shared_ptr<const model::Reading> reading) {
  return impl_->reading_store.put(std::move(reading));
}

base::Result<std::string> Store::file(const base::Hash& hash) const {
  return impl_->file_store.get({FileKind::original, hash});
}

base::Result<std::shared_ptr<const model::Reading>> Store::reading(const base::Hash& hash) const {
  return impl_->reading_store.get(hash);
}

std::filesystem::path Store::path_of_file(const base::Hash& hash) const {
  return impl_->file_store.path_of({FileKind::original, hash});
}

base::Result<std::vector<Appended>> Store::append(std::vector<NewEntry> entries) {
  return submit(std::move(entries)).get();
}

base::Result<std::vector<Appended>> Store::append(std::vector<NewEntry> entries,
                                                  PeopleChange people) {
  return submit_with(std::move(entries), std::move(people)).get();
}

std::future<base::Result<std::vector<Appended>>> Store::submit(std::vector<NewEntry> entries) {
  return submit_with(std::move(entries), {});
}

std::future<base::Result<std::vector<Appended>>> Store::submit_with(std::vector<NewEntry> entries,
                                                                    PeopleChange people) {
  using Outcomes = base::Result<std::vector<Appended>>;
  struct Job {
    std::vector<NewEntry> entries;
    PeopleChange people;
    std::vector<Appended> appended;
    std::promise<Outcomes> promise;
  };
  auto job = std::make_shared<Job>();
  auto future = job->promise.get_future();
  for (const auto& entry : entries) {
    if (auto checked = check(entry); !checked) {
      job->promise.set_value(tl::unexpected(std::move(checked).error()));
      return future;
    }
  }
  WriteRequest request;
  for (const auto& entry : entries) add_needs(request, entry);
  job->entries = std::move(entries);
  job->people = std::move(people);
  request.work = [impl = impl_.get(), job](sql::Connection& connection) -> base::Status {
    const auto context = impl->context();
    COMITY_TRY(job->appended, append_all(connection, job->entries, context));
    return write_people(connection, job->people);
  };
  request.done = [job](base::Status status) {
    job->promise.set_value(status ? Outcomes(std::move(job->appended))
                                  : Outcomes(tl::unexpected(std::move(status).error())));
  };
  const auto space = job->entries.empty() ? SpaceId{} : job->entries.front().space;
  impl_->writers->of(space).submit(std::move(request));
  return future;
}

base::Status Store::withhold(SpaceId space, EntryNumber number) {
  return impl_->write(
      impl_->writers->of(space),
      [&](sql::Connection& connection, const AppendContext& context) -> base::Status {
        COMITY_TRY(const auto end, log_end(connection, space));
        const std::string place = "entry " + std::to_string(number);
        if (number == 0 || number > end.head.size) {
          return base::fail(ErrorKind::not_found, "the log has no such entry", place);
        }
        if (number == 1) {
          return base::fail(ErrorKind::invalid_input,
                            "the entry that made the space cannot be erased", place,
                            "erase the space as a whole");
        }
        COMITY_CHECK(connection.execute("DELETE FROM payloads WHERE space = $1 AND number = $2",
                                        space.value, number));
        return reapply(connection, space, context.readings);
      });
}

base::Status Store::erase_released() {
  COMITY_CHECK(impl_->write(impl_->writers->general(),
                            [this](sql::Connection& connection, const AppendContext&) {
                              return impl_->erase_released(connection);
                            }));
  COMITY_CHECK(impl_->empty_log());
  return {};
}

base::Status Store::let_go(const ReplyReceived& act) {
  return impl_->write(
      impl_->writers->general(),
      [this, &act](sql::Connection& connection, const AppendContext&) -> base::Status {
        COMITY_CHECK(release_files(connection, files_of(act)));
        return impl_->erase_released(connection);
      });
}

base::Result<Read> Store::read() const {
  COMITY_TRY(auto read, begin_read(impl_->readers));
  return Read(std::move(read));
}

base::Result<std::vector<Head>> Store::heads() const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  return heads_of(*loan);
}

base::Result<bool> Store::wait_for(SpaceId space, EntryNumber number, milliseconds time) const {
  const auto end = steady_clock::now() + time;
  while (true) {
    const auto commits = impl_->writers->commits().count();
    COMITY_TRY(const auto all, heads());
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Head& head) { return head.space == space; });
    if (found != all.end() && found->size >= number) return true;
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    if (left.count() <= 0) return false;
    impl_->writers->commits().wait(commits, std::min(left, kLook));
  }
}

void Store::wait_for_change(milliseconds time) const {
  const auto& commits = impl_->writers->commits();
  commits.wait(commits.count(), time);
}

Accounts& Store::accounts() { return *impl_->accounts; }
Credentials& Store::credentials() { return *impl_->credentials; }
ReaderKeys& Store::reader_keys() { return *impl_->reader_keys; }
SavedSearches& Store::saved_searches() { return *impl_->saved_searches; }
Presences& Store::presences() { return *impl_->presences; }
Answers& Store::answers() { return *impl_->answers; }
Uploads& Store::uploads() { return *impl_->uploads; }

base::Result<Verification> Store::verify() const {
  COMITY_TRY(const auto snapshot, read());
  return snapshot.verify();
}

base::Result<RebuildCheck> Store::rebuild_check() const {
  const Scratch scratch(*impl_->options.files, impl_->options.folder);
  const auto database =
      sql::sqlite_database(scratch.path(), sql::Durability::none, impl_->options.busy_time);
  COMITY_TRY(const auto beside, database->connect(sql::Intent::write));
  COMITY_CHECK(migrate(*beside, impl_->options.clock->now()));
  COMITY_TRY(const auto snapshot, begin_read(impl_->readers));
  {
    COMITY_TRY(auto transaction, sql::Transaction::begin(*beside, sql::Intent::write));
    COMITY_CHECK(replay(snapshot->connection(), *beside, impl_->readings, 0));
    COMITY_CHECK(transaction.commit());
  }
  COMITY_TRY(auto check, compare_tables(snapshot->connection(), *beside));
  for (const auto& head : snapshot->heads) check.entries += head.size;
  return check;
}

base::Status Store::rebuild() {
  return impl_->write(impl_->writers->general(),
                      [](sql::Connection& connection, const AppendContext& context) {
                        return reapply_all(connection, context.readings);
                      });
}

base::Status Store::replay_from(const Store& other, std::uint64_t seed) {
  return impl_->take_over(*other.impl_, seed, Impl::Accompanied::no);
}

base::Status Store::copy_from(const Store& other) {
  return impl_->take_over(*other.impl_, 0, Impl::Accompanied::yes);
}

base::Status Store::Impl::take_over(Impl& other, std::uint64_t seed, Accompanied people) {
  COMITY_TRY(const auto snapshot, begin_read(other.readers));
  std::vector<FileKey> files;
  for (const auto& head : snapshot->heads) {
    COMITY_TRY(const auto keys, files_of_log(snapshot->connection(), head.space));
    for (const auto& key : keys) {
      COMITY_TRY(const auto bytes, other.file_store.get(key));
      COMITY_TRY(const auto put, file_store.put(key.kind, bytes));
      files.push_back(put);
    }
  }
  return write(
      writers->general(),
      [&](sql::Connection& connection, const AppendContext& context) -> base::Status {
        COMITY_TRY(const auto heads, heads_of(connection));
        if (!heads.empty()) {
          return base::fail(ErrorKind::conflict, "the record is not empty", options.folder.string(),
                            "choose a new folder");
        }
        COMITY_CHECK(replay(snapshot->connection(), connection, context.readings, seed));
        if (people == Accompanied::no) return {};
        return copy_people(snapshot->connection(), connection);
      },
      std::move(files));
}

base::Result<base::Hash> Store::dump_hash() const {
  COMITY_TRY(const auto snapshot, begin_read(impl_->readers));
  return dump_of(snapshot->connection());
}

}  // namespace comity::store
