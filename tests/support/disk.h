#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// A disk that fails on purpose, for tests: FailingFiles and SqliteOnDisk tell it what they do.
namespace comity::test {

enum class Fault : std::uint8_t {
  full,         ///< there is no more room: from then on nothing is made or lengthened, nor synced
  io_error,     ///< one call fails, those after it do not
  failed_sync,  ///< one sync fails, and no later one keeps what it should have kept
  lost_power,   ///< from then on nothing works, until lose_power() says what is left
};

/// From one call that fails to the next one that is tried. Calls are many and alike: tests try
/// every third, and under sanitizers, which take five times as long, every ninth; of syncs, which
/// are few, each, and there every third.
constexpr int step_of(Fault fault) {
#ifdef COMITY_SANITIZED
  return fault == Fault::failed_sync ? 3 : 9;
#else
  return fault == Fault::failed_sync ? 1 : 3;
#endif
}

/// The first call that fails: with each fault another, so that they do not all miss the same ones.
constexpr int first_of(Fault fault) { return static_cast<int>(fault) % step_of(fault); }

enum class Call : std::uint8_t { read, change, remove, sync };

/// Counts calls and says which of them fail; knows of every file which bytes and which name would
/// outlive the power. It holds nothing itself: files lie where they always do. Thread-safe.
class Disk {
 public:
  using Path = std::filesystem::path;

  /// The fault comes after so many calls of those that it can befall; negative: never.
  void fail_after(int calls, Fault fault);
  /// Whether the fault has come.
  [[nodiscard]] bool has_failed() const;
  /// Whether a call succeeds; to be asked before each.
  [[nodiscard]] bool allows(Call call);
  [[nodiscard]] Fault fault() const;

  // What is done, to be told before it is.

  /// A new or emptied file.
  void create(const Path& path);
  /// A file that is opened to be changed; a new one where there is none.
  void open(const Path& path);
  void write(const Path& path, std::uint64_t offset, std::string_view bytes);
  void cut(const Path& path, std::uint64_t size);
  void sync(const Path& path);
  void fail_to_sync(const Path& path);
  void rename(const Path& from, const Path& to);
  void remove(const Path& path);
  void make_folder(const Path& path);
  void sync_folder(const Path& path);

  /// The power goes and comes back: of what was not synced, each change, each name by itself, is
  /// there or not, a write also in part. Whatever has files open must be closed before.
  void lose_power(std::uint64_t seed);

 private:
  struct Change {
    std::uint64_t offset = 0;
    std::string bytes;
    bool cuts = false;
  };
  struct File {
    bool folder = false;
    std::string kept;  ///< what was synced
    std::vector<Change> pending;
  };
  using Pointer = std::shared_ptr<File>;  ///< none: nothing has that name
  /// What a name may stand for after the power went; the first was synced, the last is seen now.
  using Name = std::vector<Pointer>;

  Name& name_of(const Path& path);
  static void apply(std::string& content, const Change& change);
  static std::string survivor(const File& file, std::mt19937_64& random);

  mutable std::mutex mutex_;
  int left_ = -1;
  bool failed_ = false;
  Fault fault_ = Fault::full;
  std::map<Path, Name> names_;
};

}  // namespace comity::test
