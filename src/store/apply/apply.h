#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/reading.h"
#include "store/corrections.h"
#include "store/journal/log.h"
#include "store/record.h"
#include "store/sql/connection.h"

namespace comity::store {

/// Where applying finds stored readings.
using Readings =
    std::function<base::Result<std::shared_ptr<const model::Reading>>(const base::Hash&)>;

enum class Applied : std::uint8_t {
  done,
  newer,  ///< a verb, or a version of one, that this program does not know: nothing was changed
};

/// Makes the tables of the entry's space show it. Uses the stored reading, never a reader; reads
/// and writes rows of that space only. A withheld entry changes nothing, nor does one about a work
/// whose reading was withheld.
[[nodiscard]] base::Result<Applied> apply(sql::Connection& connection, const FullEntry& entry,
                                          const Readings& readings);

/// A work by its key.
struct WorkKey {
  SpaceId space;
  WorkId work = 0;
};

/// A work with its name.
struct NamedWork {
  WorkKey key;
  std::string name;
};

/// Every file of a work, in the order read.
[[nodiscard]] base::Result<std::vector<Copy>> copies_of(sql::Connection& connection,
                                                        const WorkKey& key);

/// Puts in force the copy of each language that comes first (copy_order.h), and makes the work say
/// what its leading copy says, where that is another file or reading than before.
[[nodiscard]] base::Status settle_copies(sql::Connection& connection, const NamedWork& work,
                                         const Readings& readings);

/// Writes again what the work says by its leading copy, after what people decided of it changed.
[[nodiscard]] base::Status write_again(sql::Connection& connection, const WorkKey& key,
                                       const Readings& readings);

/// What an entry says of a call's keys, in place of what was said before.
[[nodiscard]] base::Status apply_call_keyed(sql::Connection& connection, const FullEntry& full);

/// The corrections that hold, in the order made.
[[nodiscard]] base::Result<std::vector<HeldCorrection>> held_corrections(
    sql::Connection& connection, const WorkKey& key);
[[nodiscard]] base::Status write_outcomes(sql::Connection& connection, const WorkKey& key,
                                          std::span<const HeldCorrection> corrections,
                                          std::span<const CorrectionOutcome> outcomes);
/// Each adds or ends what a person decided, in its table alone.
[[nodiscard]] base::Status add_correction(sql::Connection& connection, const WorkKey& key,
                                          EntryNumber entry, const RecommendationCorrected& act);
[[nodiscard]] base::Status end_correction(sql::Connection& connection, const WorkKey& key,
                                          EntryNumber entry, const CorrectionWithdrawn& act);
[[nodiscard]] base::Status put_settlement(sql::Connection& connection, const WorkKey& key,
                                          EntryNumber entry, const RowSettled& act);
[[nodiscard]] base::Status drop_settlement(sql::Connection& connection, const WorkKey& key,
                                           const RowUnsettled& act);
[[nodiscard]] base::Status put_tags(sql::Connection& connection, const WorkKey& key,
                                    EntryNumber entry, const RecommendationTagged& act);

/// The entry of the first copy with another text under the language and issue of this one, among
/// those read before it; 0 for none.
[[nodiscard]] base::Result<EntryNumber> conflict_of(const Copy& copy,
                                                    const std::vector<Copy>& copies,
                                                    const Readings& readings);

/// Says of the work, its revisions and what it revises which other one replaces each.
[[nodiscard]] base::Status settle_replacements(sql::Connection& connection, const NamedWork& work);

/// Writes what is asked of a work's content: reviews, recommendations, pledges, citations,
/// rows of a source. Nothing
/// of it may be there. With it stands what becomes of the corrections.
[[nodiscard]] base::Status write_content(sql::Connection& connection, const WorkKey& key,
                                         const model::Reading& reading,
                                         std::span<const HeldCorrection> corrections);
/// The part of it that a table of recommendations gives.
[[nodiscard]] base::Status write_source(sql::Connection& connection, const WorkKey& key,
                                        const model::Reading& reading);
[[nodiscard]] base::Status erase_content(sql::Connection& connection, const WorkKey& key);

/// What a recommendation counts as for those who see internal things, and for everyone.
struct Reception {
  model::CountsAs inside = model::CountsAs::pending;
  model::CountsAs outside = model::CountsAs::pending;
};
/// The counts of a review, one reception for each of its recommendations. Nothing of it may be
/// there.
[[nodiscard]] base::Status write_counts(sql::Connection& connection, const WorkKey& key,
                                        const model::Review& review,
                                        const std::vector<Reception>& receptions);
[[nodiscard]] base::Status erase_counts(sql::Connection& connection, const WorkKey& key);

/// What the work says of the recommendations of other works.
[[nodiscard]] base::Status write_positions(sql::Connection& connection, const WorkKey& key,
                                           const model::Reading& reading);
/// The names of the reports whose positions hang on this work: those that it speaks of, and its
/// own where another one speaks of it.
[[nodiscard]] base::Result<std::vector<std::string>> reports_concerned(sql::Connection& connection,
                                                                       const NamedWork& work);
/// Says again, for each report of that name and its revisions in the space, which position prevails
/// on each recommendation, and counts anew. `entry` is what changed it.
[[nodiscard]] base::Status settle_positions(sql::Connection& connection, SpaceId space,
                                            const std::string& report, EntryNumber entry,
                                            const Readings& readings);

}  // namespace comity::store
