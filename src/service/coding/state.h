#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "service/coding/agreement.h"
#include "service/coding/coverage.h"
#include "service/installation.h"

// All that is known of the coding of one call at one moment, without a word of a reply.
namespace comity::service::coding {

/// What a list says of a reply.
struct ReplyHead {
  store::ReplyId id;
  std::string name;  ///< the id as text
  std::int64_t version = 0;
  store::EntryNumber changed = 0;
  model::Way way = model::Way::named;
  model::Language language = model::Language::und;
  std::string body;        ///< empty where it is not named
  std::string kind;        ///< likewise
  std::string sorted;      ///< the order of named bodies by the alphabet
  bool agrees = false;     ///< its contributor agrees to it being published
  bool published = false;  ///< everyone may read it
  [[nodiscard]] bool named() const { return way == model::Way::named; }
};

/// How far two coders agree, over the replies that both have finished.
struct PairAgreement {
  store::ActorId first;
  store::ActorId second;
  std::vector<std::string> replies;
  std::int64_t units = 0;  ///< paragraphs of these
  std::vector<Agreement> codes;
};

struct CodingState {
  store::EntryNumber head = 0;  ///< of the space's log
  store::CallRecord call;
  store::CodingRecord record;
  std::vector<model::PassageCode> codes;  ///< the four headings, then the call's own
  std::vector<ReplyHead> replies;         ///< by the day of receipt, without those withdrawn
  std::unordered_map<std::string, std::size_t> reply_at;
  std::vector<model::Passage> passages;  ///< those that stand, in the order marked
  std::vector<std::size_t> recorded;     ///< of each its place in record.passages
  std::vector<Use> uses;                 ///< of each
  std::unordered_map<std::string, std::size_t> passage_at;
  std::unordered_map<std::string, std::vector<std::size_t>> passages_of;  ///< a reply
  std::vector<PairAgreement> agreement;
  /// Who has done with which replies as they are now, or, where it is empty, with the whole call.
  std::set<std::pair<store::ActorId, std::string>, std::less<>> finished;

  [[nodiscard]] const ReplyHead* reply(const std::string& id) const;
  /// The passage, where it stands.
  [[nodiscard]] const model::Passage* passage(const std::string& id) const;
  [[nodiscard]] const store::PassageRecord& record_of(std::size_t passage) const {
    return record.passages[recorded[passage]];
  }
  /// Whether the reply was corrected since it was marked.
  [[nodiscard]] bool is_stale(std::size_t passage) const;
  /// Whether a line can stand on it: it is there, in what its reply says now.
  [[nodiscard]] bool stands(const std::string& passage) const;
  /// Whether it is of what the reply says now, or of the whole call; of a version that nobody said
  /// (0) it may be.
  [[nodiscard]] bool is_of_now(const store::FinishedRecord& finished) const;
  /// Whether the person has done with the reply as it is now, or with the whole call.
  [[nodiscard]] bool has_finished(store::ActorId person, const std::string& reply) const;
  /// The rule: a mark is shown to its coder, and to others once they have finished with the reply,
  /// so that whoever codes it does so without seeing how others did.
  [[nodiscard]] bool shown_to(store::ActorId person, std::size_t passage) const;
  /// Whether they may know how far two agree: it tells what these marked in each of the replies.
  [[nodiscard]] bool shown_to(store::ActorId person, const PairAgreement& pair) const;
  [[nodiscard]] const store::SetAsideRecord* set_aside(const std::string& passage) const;
};

/// The four headings of every call: ways_and_means, obstacle, challenge, proposal.
[[nodiscard]] const std::vector<model::PassageCode>& heading_codes();

/// The states last asked for. Thread-safe.
class CodingStates {
 public:
  /// That of the snapshot. not_found as for the call.
  [[nodiscard]] base::Result<std::shared_ptr<const CodingState>> look(const store::Read& read,
                                                                      const Actor& actor,
                                                                      std::string_view call);

 private:
  std::mutex mutex_;
  std::list<std::shared_ptr<const CodingState>> kept_;  ///< the last used first
};

}  // namespace comity::service::coding
