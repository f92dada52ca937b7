#include "service/finding/indexes.h"

#include <shared_mutex>

#include "service/documents/parts.h"
#include "service/finding/index_documents.h"
#include "service/finding/reply_documents.h"
#include "service/registers.h"
#include "service/tags/tag_decisions.h"
#include "service/tags/tags.h"
#include "store/corrections.h"
#include "store/journal/verbs.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kEntriesAtOnce = 4096;
/// One segment's worth: in memory while it is built, some two thousand bytes each.
constexpr std::size_t kDocumentsAtOnce = 32'768;
constexpr milliseconds kPoll{20};

/// The entry up to which the tables show a log.
store::EntryNumber applied_in(const store::Read& read, store::SpaceId space) {
  for (const auto& head : read.heads()) {
    if (head.space == space) return head.applied;
  }
  return 0;
}

/// By whose tags, and by which version of index_documents(): raise it where that makes others.
std::uint64_t maker_of(const TextTagger& tagger) {
  constexpr std::uint64_t kDocuments = 1;
  return tagger.fingerprint() ^ kDocuments << 32;
}

/// Whether nothing in it was made another way.
bool is_of(const search::Index& index, const TextTagger& tagger) {
  return index.head() == 0 || index.maker() == maker_of(tagger);
}

}  // namespace

/// One space's index in this process: for reading, or, once its lock was had, for writing.
struct Indexes::Slot {
  std::filesystem::path folder;
  std::mutex advancing;
  mutable std::shared_mutex opening;
  std::shared_ptr<search::Index> index;
  bool writes = false;

  [[nodiscard]] std::shared_ptr<search::Index> get() const {
    const std::shared_lock lock(opening);
    return index;
  }
  void put(std::unique_ptr<search::Index> opened, bool for_writing) {
    const std::unique_lock lock(opening);
    index = std::move(opened);
    writes = for_writing;
  }
};

/// What is gathered of one stretch of the log.
struct Indexes::Step {
  const store::Read& read;
  const store::Space& space;
  MadeWith with;
  search::Index& index;
  search::Batch batch = {};
  std::set<std::string> subjects = {};
  std::set<store::WorkId> works = {};
  std::set<std::uint64_t> replies = {};    ///< by their groups
  std::vector<std::uint64_t> erased = {};  ///< of whose words nothing may stay
};

Indexes::Indexes(store::Store& store, Tags& tags, Registers& registers,
                 std::filesystem::path folder, base::FileSystem& files)
    : store_(store),
      tags_(tags),
      registers_(registers),
      folder_(std::move(folder)),
      files_(files) {}

Indexes::~Indexes() = default;

Indexes::Slot& Indexes::slot_of(store::SpaceId space) {
  const std::lock_guard lock(mutex_);
  auto& slot = slots_[space];
  if (!slot) {
    slot = std::make_unique<Slot>();
    slot->folder = folder_ / base::to_text(space);
    auto opened = search::Index::open(slot->folder, files_, {search::Access::read_only});
    if (opened) slot->put(std::move(*opened), false);
  }
  return *slot;
}

Status Indexes::open_for_writing(Slot& slot) {
  if (slot.writes) return {};
  COMITY_CHECK(files_.make_folders(slot.folder));
  auto opened = search::Index::open(slot.folder, files_);
  if (!opened && opened.error().kind == ErrorKind::corrupt) {
    // Derived data: what is damaged is made anew from the journal.
    COMITY_CHECK(search::Index::drop(slot.folder, files_));
    opened = search::Index::open(slot.folder, files_);
  }
  if (!opened) return tl::unexpected<base::Error>(opened.error());
  slot.put(std::move(*opened), true);
  return {};
}

Status Indexes::refresh(Slot& slot) {
  const std::lock_guard lock(slot.advancing);
  if (slot.writes) return {};
  if (const auto index = slot.get()) return index->refresh();
  auto opened = search::Index::open(slot.folder, files_, {search::Access::read_only});
  if (opened) slot.put(std::move(*opened), false);
  return {};
}

Status Indexes::advance(Slot& slot, const store::Space& space) {
  const std::lock_guard lock(slot.advancing);
  return bring_forward(slot, space);
}

/// Puts what the record now says of the work in the place of what the index has, once.
Status Indexes::add(Step& step, const store::Work& work) {
  if (!step.works.insert(work.id).second) return {};
  const auto& read = step.read;
  COMITY_TRY(const auto reading, store_.reading(work.reading));
  COMITY_TRY(const auto prevailing, read.prevailing(work.space, work.id));
  step.batch.deleted_groups.push_back(work.id);
  COMITY_TRY(const auto corrections, read.held_corrections(work.space, work.id));
  // Paragraphs are found as read, recommendations as they were corrected.
  auto shown = reading;
  if (!corrections.empty() && reading->review) {
    auto changed = std::make_shared<model::Reading>(*reading);
    changed->review = store::corrected(*reading->review, reading->language, corrections).review;
    shown = std::move(changed);
  }
  COMITY_TRY(const auto said, TagsSaid::of(read, work));
  COMITY_TRY(const auto elsewhere, found_in_parts(read, work, *reading));
  auto documents = index_documents(work, *shown, prevailing,
                                   {step.with.tagger, &said, step.with.states, &elsewhere});
  std::move(documents.begin(), documents.end(), std::back_inserter(step.batch.added));
  return {};
}

Status Indexes::add_reply(Step& step, const store::CallRecord& call,
                          const store::ReplyRecord& reply) {
  const auto group = group_of(reply);
  if (!step.replies.insert(group).second) return {};
  step.erased.push_back(group);
  if (!is_found(call, reply)) return {};
  COMITY_TRY(const auto sent, calling::sent_in_plain(store_, reply));
  auto documents = reply_documents(call, reply, sent);
  std::move(documents.begin(), documents.end(), std::back_inserter(step.batch.added));
  return {};
}

Status Indexes::add_replies_of(Step& step, std::string_view name) {
  const auto id = base::from_crockford(name);
  if (!id) return {};
  COMITY_TRY(const auto call, step.read.call({*id}, store::Visibility::everything()));
  if (!call) return {};
  COMITY_TRY(const auto heads, step.read.reply_heads(step.space.id, call->id));
  for (const auto& head : heads) {
    // Without the content: of a call that shows nothing no word is read.
    auto reply = std::optional(head);
    if (call->content.shown && !head.withdrawn && head.way == model::Way::named) {
      COMITY_TRY(reply, step.read.reply(step.space.id, head.id));
    }
    if (reply) COMITY_CHECK(add_reply(step, *call, *reply));
    if (step.batch.added.size() >= kDocumentsAtOnce) COMITY_CHECK(apply(step, step.index.head()));
  }
  return {};
}

Status Indexes::add_reply_named(Step& step, std::string_view name) {
  const auto id = base::from_crockford(name);
  if (!id) return {};
  COMITY_TRY(const auto reply, step.read.reply(step.space.id, {*id}));
  if (!reply) return {};
  COMITY_TRY(const auto call, step.read.call(reply->call, store::Visibility::everything()));
  return call ? add_reply(step, *call, *reply) : Status();
}

Status Indexes::follow_entry(Step& step, const store::Entry& entry) {
  if (entry.verb.starts_with("space.")) return {};
  const bool of_call = entry.verb == store::kCallWritten;
  if (!step.subjects.insert(of_call ? entry.verb + " " + entry.subject : entry.subject).second) {
    return {};
  }
  if (of_call) return add_replies_of(step, entry.subject);
  if (entry.verb == store::kReplyReceived || entry.verb == store::kReplyWithdrawn) {
    return add_reply_named(step, entry.subject);
  }
  COMITY_TRY(const auto work,
             step.read.work(step.space.id, entry.subject, store::Visibility::everything()));
  if (!work) return {};
  COMITY_TRY(auto works, step.read.revisions_of(*work));
  COMITY_TRY(auto documents, documents_of_part(step.read, *work));
  std::move(documents.begin(), documents.end(), std::back_inserter(works));
  works.push_back(*work);
  for (const auto& each : works) COMITY_CHECK(add(step, each));
  return {};
}

Status Indexes::apply(Step& step, store::EntryNumber head) {
  auto& batch = step.batch;
  const auto before = step.index.snapshot();
  std::erase_if(step.erased, [&](const auto group) { return !before.holds(group); });
  if (!step.erased.empty()) {
    // Gone from every answer at once, then from the files; only then has the index followed.
    batch.head = before.head();
    batch.deleted_groups.insert(batch.deleted_groups.end(), step.erased.begin(), step.erased.end());
    COMITY_CHECK(step.index.apply(batch));
    COMITY_CHECK(step.index.erase(step.erased));
    batch = {};
    step.erased.clear();
  }
  batch.head = head;
  COMITY_CHECK(step.index.apply(batch));
  batch = {};
  return {};
}

Status Indexes::bring_forward(Slot& slot, const store::Space& space) {
  const auto tagger = tags_.current();
  while (true) {
    const auto index = slot.get();
    COMITY_TRY(const auto read, store_.read());
    const auto target = applied_in(read, space.id);
    if (index && index->head() == target && is_of(*index, *tagger)) return {};
    if (!slot.writes) {
      // The process that wrote it until now may have gone on since it was looked at.
      COMITY_CHECK(open_for_writing(slot));
      continue;
    }
    // Ahead of it, it followed another log: the record was restored from an older copy.
    if (index->head() > target || index->maker() != maker_of(*tagger)) {
      COMITY_CHECK(index->clear(maker_of(*tagger)));
      continue;
    }
    COMITY_TRY(const auto entries, read.entries(space.id, index->head(), kEntriesAtOnce));
    COMITY_TRY(const auto states, registers_.of(space));
    Step step{read, space, {tagger.get(), nullptr, states.get()}, *index};
    auto head = index->head();
    for (const auto& entry : entries) {
      if (entry.number > target || step.batch.added.size() >= kDocumentsAtOnce) break;
      head = entry.number;
      COMITY_CHECK(follow_entry(step, entry));
    }
    // Reports on whose recommendations one of the works takes a position.
    COMITY_TRY(const auto answered, read.positions_changed(space.id, index->head(), head));
    for (const auto& each : answered) COMITY_CHECK(add(step, each));
    if (head == index->head()) return {};
    COMITY_CHECK(apply(step, head));
  }
}

Status Indexes::catch_up(milliseconds patience) {
  const auto until = steady_clock::now() + patience;
  COMITY_TRY(const auto read, store_.read());
  for (const auto& space : read.spaces()) {
    auto& slot = slot_of(space.id);
    while (true) {
      auto advanced = advance(slot, space);
      if (advanced) break;
      if (advanced.error().kind != ErrorKind::conflict) return advanced;
      // Another process writes this index and follows the same journal.
      COMITY_CHECK(refresh(slot));
      const auto index = slot.get();
      if (index && index->head() >= applied_in(read, space.id)) break;
      if (steady_clock::now() > until) {
        return fail(ErrorKind::unavailable, "another process keeps the index and is behind",
                    slot.folder.string(), "wait until the other process is done");
      }
      std::this_thread::sleep_for(kPoll);
    }
  }
  return {};
}

Status Indexes::mend(const store::Space& space) {
  auto& slot = slot_of(space.id);
  const std::lock_guard lock(slot.advancing);
  const auto index = slot.get();
  if (index && index->verify()) return {};
  COMITY_CHECK(open_for_writing(slot));
  COMITY_CHECK(slot.get()->clear());
  return bring_forward(slot, space);
}

void Indexes::mend_all(const std::stop_token& stop) {
  const auto read = store_.read();
  if (!read) return;
  for (const auto& space : read->spaces()) {
    // What cannot be mended now is told to whoever asks.
    if (!stop.stop_requested()) (void)mend(space);
  }
}

void Indexes::follow() {
  follower_ = std::jthread([this](const std::stop_token& stop) {
    mend_all(stop);
    while (!stop.stop_requested()) {
      if (const auto done = catch_up(milliseconds{0}); !done) {
        // Whoever waits for the index learns why; the follower tries again.
        std::this_thread::sleep_for(kPoll * 5);
      } else if (const auto read = store_.read()) {
        keep_near_tables(read->spaces());
      }
      store_.wait_for_change(milliseconds{100});
    }
  });
}

Result<search::Snapshot> Indexes::snapshot(const store::Space& space, store::EntryNumber entry,
                                           milliseconds patience) {
  auto& slot = slot_of(space.id);
  const auto until = steady_clock::now() + patience;
  while (true) {
    const auto index = slot.get();
    const bool follows = index && index->head() >= entry;
    if (follows && is_of(*index, *tags_.current())) return index->snapshot();
    if (steady_clock::now() >= until) {
      return index ? index->snapshot() : search::Snapshot();
    }
    if (const auto advanced = advance(slot, space); !advanced) {
      if (advanced.error().kind != ErrorKind::conflict) {
        return tl::unexpected<base::Error>(advanced.error());
      }
      COMITY_CHECK(refresh(slot));
    }
    // What another process writes has that process's tags.
    const auto now = slot.get();
    if (now && now->head() >= entry) return now->snapshot();
    std::this_thread::sleep_for(kPoll);
  }
}

void Indexes::keep_near_tables(std::span<const store::Space> spaces) {
  for (const auto& space : spaces) {
    const auto index = slot_of(space.id).get();
    if (index) (void)index->keep_near_tables();
  }
}

Result<std::uint64_t> Indexes::behind() {
  COMITY_TRY(const auto heads, store_.heads());
  std::uint64_t entries = 0;
  for (const auto& head : heads) {
    const auto index = slot_of(head.space).get();
    const auto followed = index ? index->head() : 0;
    if (head.applied > followed) entries += head.applied - followed;
  }
  return entries;
}

}  // namespace comity::service
