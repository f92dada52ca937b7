#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/journal/journal.h"
#include "store/record.h"

namespace comity::store {

struct HeldCorrection;

/// One snapshot of the record: everything asked of it agrees with its heads, whatever is written
/// meanwhile. Short-lived; for one thread at a time; must end before its Store. Not finding a thing
/// that may be seen is an empty answer, never an error; errors are corrupt, unavailable.
class Read {
 public:
  struct Impl;
  explicit Read(std::unique_ptr<Impl> impl);
  Read(Read&&) noexcept;
  Read& operator=(Read&&) noexcept;
  ~Read();

  /// Where every log stands in this snapshot, ordered by the spaces' names.
  [[nodiscard]] const std::vector<Head>& heads() const;
  /// All spaces, ordered by name.
  [[nodiscard]] const std::vector<Space>& spaces() const;
  [[nodiscard]] const Space* space(std::string_view name) const;
  [[nodiscard]] const Space* space(SpaceId id) const;

  // Works.

  /// The work of that name in every space where the asker may see it: the asker's own spaces first,
  /// then by the time it was first read. The first is the one its address shows.
  [[nodiscard]] base::Result<std::vector<Work>> works_named(std::string_view name,
                                                            const Visibility& asker) const;
  /// The first of works_named.
  [[nodiscard]] base::Result<std::optional<Work>> work(std::string_view name,
                                                       const Visibility& asker) const;
  [[nodiscard]] base::Result<std::optional<Work>> work(SpaceId space, std::string_view name,
                                                       const Visibility& asker) const;
  /// For those that follow the journal: any work, internal ones too.
  [[nodiscard]] base::Result<std::optional<Work>> work(SpaceId space, WorkId id) const;
  /// A list with its exact count. A cursor comes from a page of the same filter and order, else
  /// invalid_input. `limit` is at least 1.
  [[nodiscard]] base::Result<WorkPage> works(const WorkFilter& filter, WorkOrder order,
                                             const Visibility& asker, std::string_view cursor = {},
                                             std::size_t limit = 50) const;
  /// How many works of each kind the filter (its kind aside) lists, most first.
  [[nodiscard]] base::Result<std::vector<KindCount>> kinds(const WorkFilter& filter,
                                                           const Visibility& asker) const;
  /// Every file of the work, in the order read.
  [[nodiscard]] base::Result<std::vector<Copy>> copies(SpaceId space, WorkId id) const;
  /// The work that has this file, in that space: what an import asks before it reads.
  [[nodiscard]] base::Result<std::optional<Work>> work_of_file(SpaceId space,
                                                               const base::Hash& file) const;
  /// Which of the names are works that the asker may see, for links; sorted.
  [[nodiscard]] base::Result<std::vector<std::string>> known(std::span<const std::string> names,
                                                             const Visibility& asker) const;
  /// The works that cite the symbol, ordered by symbol.
  [[nodiscard]] base::Result<std::vector<Citing>> citing(std::string_view symbol,
                                                         const Visibility& asker) const;
  /// Everything that works which the asker may see cite, most cited first, then by bytes.
  [[nodiscard]] base::Result<std::vector<Cited>> cited(const Visibility& asker) const;
  /// The works that say by their symbols that they replace or correct the one of that name, by
  /// space and symbol.
  [[nodiscard]] base::Result<std::vector<Work>> amending(std::string_view name,
                                                         const Visibility& asker) const;
  /// The other works of its space that revise it, or what it revises with the other revisions, and
  /// those that report the same review, for those that follow the journal: a change of one changes
  /// which of them is replaced.
  [[nodiscard]] base::Result<std::vector<Work>> revisions_of(const Work& work) const;
  /// The other works of its space that report the same review in the same session, by symbol: the
  /// report where the work is its draft.
  [[nodiscard]] base::Result<std::vector<Work>> same_review(const Work& work,
                                                            const Visibility& asker) const;
  /// The works of the space whose positions entries after `after`, up to `until`, may have changed
  /// though they are about another work, for those that follow the journal.
  [[nodiscard]] base::Result<std::vector<Work>> positions_changed(SpaceId space, EntryNumber after,
                                                                  EntryNumber until) const;
  /// The names of works of the space that entries after `after` are about, or whose positions they
  /// changed.
  [[nodiscard]] base::Result<std::vector<std::string>> changed_since(SpaceId space,
                                                                     EntryNumber after) const;
  /// Works of every space in order of id: `visit` returns false to stop.
  [[nodiscard]] base::Status each_work(SpaceId space,
                                       const std::function<bool(const Work&)>& visit) const;

  // Reviews and recommendations.

  /// Ordered by session, then State's code.
  [[nodiscard]] base::Result<std::vector<ReviewRecord>> reviews(const ReviewFilter& filter,
                                                                const Visibility& asker) const;
  /// The reviews (usually one) that the work reports.
  [[nodiscard]] base::Result<std::vector<ReviewRecord>> reviews_of(SpaceId space, WorkId id,
                                                                   const Visibility& asker) const;
  /// As the work lists them.
  [[nodiscard]] base::Result<std::vector<RecommendationRecord>> recommendations_of(
      SpaceId space, WorkId id, const Visibility& asker) const;
  [[nodiscard]] base::Result<std::optional<RecommendationRecord>> recommendation(
      SpaceId space, WorkId id, std::string_view number, const Visibility& asker) const;
  /// What the works of its space that the asker may see say of the report's recommendations, by
  /// date, symbol and the order in which they say it.
  [[nodiscard]] base::Result<std::vector<StatedPosition>> stated_positions(
      const Work& work, const Visibility& asker) const;
  /// For those that follow the journal: by ordinal, for everyone before for those inside.
  [[nodiscard]] base::Result<std::vector<PrevailingPosition>> prevailing(SpaceId space,
                                                                         WorkId id) const;
  /// The numbers before and after an ordinal in its work; empty at the ends.
  struct Neighbours {
    std::string previous;
    std::string next;
  };
  [[nodiscard]] base::Result<Neighbours> neighbours(SpaceId space, WorkId id,
                                                    std::uint32_t ordinal) const;
  [[nodiscard]] base::Result<std::vector<model::Pledge>> pledges_of(SpaceId space, WorkId id) const;
  /// Every recommendation that the filter holds, ordered by symbol and ordinal, without keeping
  /// them in memory: `visit` returns false to stop.
  [[nodiscard]] base::Status each_recommendation(
      const RecommendationFilter& filter, const Visibility& asker,
      const std::function<bool(const RecommendationRecord&)>& visit) const;

  /// For those that follow the journal: the corrections that hold, in the order made.
  [[nodiscard]] base::Result<std::vector<HeldCorrection>> held_corrections(SpaceId space,
                                                                           WorkId id) const;
  /// Every correction, also those that ended, by work and the order in which they were made.
  [[nodiscard]] base::Result<std::vector<CorrectionRecord>> corrections(
      const CorrectionFilter& filter, const Visibility& asker) const;

  // Sources.

  /// Ordered by title.
  [[nodiscard]] base::Result<std::vector<SourceRecord>> sources(const Visibility& asker) const;
  /// The reviews that the sources are about, by State, cycle, space and source.
  [[nodiscard]] base::Result<std::vector<SourceShare>> source_shares(const Visibility& asker) const;
  /// Every row about one review, by space, source and row.
  [[nodiscard]] base::Result<std::vector<SourceRowRecord>> source_rows(
      std::string_view state, int cycle, const Visibility& asker) const;
  /// One row of a source, of whatever mechanism.
  [[nodiscard]] base::Result<std::optional<SourceRowRecord>> source_row(SpaceId space, WorkId id,
                                                                        std::uint32_t row) const;
  /// The rows of other mechanisms than the universal periodic review; of one State, or of all, by
  /// State, mechanism, space and source.
  [[nodiscard]] base::Result<std::vector<MechanismShare>> mechanism_shares(
      std::string_view state, const Visibility& asker) const;
  /// The pledges of a State in all sources, by cycle, space, source and row.
  [[nodiscard]] base::Result<std::vector<SourceRowRecord>> source_pledges(
      std::string_view state, const Visibility& asker) const;
  /// What people of a space said of columns, by name.
  [[nodiscard]] base::Result<std::vector<ColumnMappingRecord>> column_mappings(SpaceId space) const;

  /// What people said of tags, by space, work, number, clause and the order in which it was said.
  [[nodiscard]] base::Result<std::vector<TagRecord>> tags_said(const TagFilter& filter,
                                                               const Visibility& asker) const;

  /// What people do with the replies to a call of the space; empty where nobody has begun.
  [[nodiscard]] base::Result<CodingRecord> coding(SpaceId space, std::string_view call) const;
  /// Whether everyone can read the report on the call now.
  [[nodiscard]] base::Result<bool> is_reported(SpaceId space, std::string_view call) const;

  /// What people said of rows of the sources, by space, source and row.
  [[nodiscard]] base::Result<std::vector<Settlement>> settlements(const Visibility& asker) const;

  // Consultations.

  /// Every call, those that close last first. Drafts are for who sees inside their space.
  [[nodiscard]] base::Result<std::vector<CallRecord>> calls(const Visibility& asker) const;
  [[nodiscard]] base::Result<std::optional<CallRecord>> call(CallId id,
                                                             const Visibility& asker) const;
  /// Every reply to a call, also those withdrawn, by the day of receipt; of a day the anonymous
  /// ones first, by id, then the others as they came. Who may read which is not the store's affair.
  [[nodiscard]] base::Result<std::vector<ReplyRecord>> replies(SpaceId space, CallId call) const;
  /// The same without their contents.
  [[nodiscard]] base::Result<std::vector<ReplyRecord>> reply_heads(SpaceId space,
                                                                   CallId call) const;
  [[nodiscard]] base::Result<std::optional<ReplyRecord>> reply(SpaceId space, ReplyId id) const;
  /// The reply that a receipt code is for, in any space.
  [[nodiscard]] base::Result<std::optional<ReplyRecord>> reply_of(const base::Hash& receipt) const;
  // Calls.

  /// The keys of a call, where its readers were named.
  [[nodiscard]] base::Result<std::optional<CallKeysRecord>> call_keys(SpaceId space,
                                                                      std::string_view call) const;

  // Counts.

  [[nodiscard]] base::Result<Totals> totals(const Visibility& asker) const;
  /// Every State that was reviewed or recommended something, by code.
  [[nodiscard]] base::Result<std::vector<StateTotals>> states(const Visibility& asker) const;
  [[nodiscard]] base::Result<StateTotals> state(std::string_view code,
                                                const Visibility& asker) const;
  /// To whom the State recommended how much, by code.
  [[nodiscard]] base::Result<std::vector<StateCount>> made_to(std::string_view state,
                                                              const Visibility& asker) const;
  /// Who recommended how much to the State, by code; one review, or all.
  [[nodiscard]] base::Result<std::vector<StateCount>> asked_by(
      std::string_view state, const Visibility& asker,
      std::optional<int> cycle = std::nullopt) const;

  // The journal.

  /// Entries after a number, in order, at most `limit`.
  [[nodiscard]] base::Result<std::vector<Entry>> entries(SpaceId space, EntryNumber after,
                                                         std::size_t limit) const;
  /// The last entries of all spaces, newest first.
  [[nodiscard]] base::Result<std::vector<Entry>> recent_entries(std::size_t limit) const;
  /// The number of the log's last entry whose verb begins with none of these; 0 where there is
  /// none.
  [[nodiscard]] base::Result<EntryNumber> last_entry_beside(
      SpaceId space, std::span<const std::string_view> verbs) const;
  /// The number of the log's last entry of before that time; 0 where there is none.
  [[nodiscard]] base::Result<EntryNumber> last_entry_before(SpaceId space, base::Time time) const;
  /// The payload's canonical JSON; nothing where it was withheld.
  [[nodiscard]] base::Result<std::optional<std::string>> payload(SpaceId space,
                                                                 EntryNumber number) const;
  /// The root when the log had `size` entries, for whoever kept an earlier head; not_found where
  /// the log was never so long.
  [[nodiscard]] base::Result<base::Hash> root_at(SpaceId space, EntryNumber size) const;
  /// Recomputes every commitment, tree and head.
  [[nodiscard]] base::Result<Verification> verify() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::store
