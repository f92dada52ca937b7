#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "search/index.h"
#include "store/store.h"

namespace comity::service {

class Registers;
class Tags;
class TextTagger;

/// How long a command waits for the index to follow what it wrote.
inline constexpr std::chrono::milliseconds kIndexPatience{60'000};

/// The index of each space, following its journal. Thread-safe. One process at a time writes an
/// index; the others wait for it and read. What is damaged is made anew without being told to: seen
/// when an index is opened, in the background once after (follow), or by a question
/// (service/search). So is an index whose tags are of another tagger, when it is opened or the
/// tagger changes.
class Indexes {
 public:
  Indexes(store::Store& store, Tags& tags, Registers& registers, std::filesystem::path folder,
          base::FileSystem& files);
  ~Indexes();
  Indexes(const Indexes&) = delete;
  Indexes& operator=(const Indexes&) = delete;

  /// Brings every index to the head of its log, building anew what is damaged. Where another
  /// process writes an index, waits for that process; `unavailable` when it does not come along in
  /// `patience`.
  [[nodiscard]] base::Status catch_up(std::chrono::milliseconds patience);

  /// Follows the journal in a thread of its own until destroyed; begins by mending every index.
  /// Call at most once.
  void follow();

  /// Compares every byte of a space's index with its checksums and, where they differ, builds it
  /// anew from the journal. conflict: it is damaged and another process writes it.
  [[nodiscard]] base::Status mend(const store::Space& space);

  /// The snapshot of a space's index; empty where there is none yet. Waits up to `patience` until
  /// it has followed to `entry`.
  [[nodiscard]] base::Result<search::Snapshot> snapshot(const store::Space& space,
                                                        store::EntryNumber entry,
                                                        std::chrono::milliseconds patience);

  /// Puts tables of near-duplicates that these spaces' indexes lack into files, where this process
  /// writes them; where that fails, each question makes its own.
  void keep_near_tables(std::span<const store::Space> spaces);

  /// What the recommendations in them are about is by these.
  [[nodiscard]] Tags& tags() { return tags_; }

  /// Entries of all spaces that no index shows yet.
  [[nodiscard]] base::Result<std::uint64_t> behind();

 private:
  struct Slot;
  struct Step;
  Slot& slot_of(store::SpaceId space);
  base::Status advance(Slot& slot, const store::Space& space);
  base::Status open_for_writing(Slot& slot);
  /// To the head of the space's log. Under slot.advancing.
  base::Status bring_forward(Slot& slot, const store::Space& space);
  /// What the record now says of what the entry is about, into the step.
  base::Status follow_entry(Step& step, const store::Entry& entry);
  base::Status add(Step& step, const store::Work& work);
  /// Every reply to the call of that id.
  base::Status add_replies_of(Step& step, std::string_view call);
  base::Status add_reply_named(Step& step, std::string_view reply);
  base::Status add_reply(Step& step, const store::CallRecord& call,
                         const store::ReplyRecord& reply);
  /// Puts what was gathered into the index, which then says that it followed to `head`.
  static base::Status apply(Step& step, store::EntryNumber head);
  void mend_all(const std::stop_token& stop);
  /// Takes up what the process that writes the index has committed.
  base::Status refresh(Slot& slot);

  store::Store& store_;
  Tags& tags_;
  Registers& registers_;
  std::filesystem::path folder_;
  base::FileSystem& files_;
  std::mutex mutex_;
  std::map<store::SpaceId, std::unique_ptr<Slot>> slots_;
  std::jthread follower_;
};

}  // namespace comity::service
