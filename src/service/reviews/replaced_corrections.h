#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "service/installation.h"
#include "store/corrections.h"

// Corrections of works that others replace: of a draft whose report came, of a report that was
// revised (docs/decisions/0047-a-correction-of-a-draft-is-asked-of-the-report.md).
namespace comity::service {

/// Where a correction would stand in the work that replaces its own.
struct Instead {
  store::Work work;          ///< the last of those that replace it
  std::string number;        ///< empty where nothing there is recognisably the same, or several are
  std::uint32_t clause = 0;  ///< of that number, from 1; 0 where the correction is of no clause
  store::CorrectionValue reads;  ///< what is shown there
};

/// Asks of corrections whether they apply to what replaces their works, in one answer.
class ReplacedCorrections {
 public:
  ReplacedCorrections(const Installation& installation, const store::Read& read, const Ask& ask)
      : installation_(installation), read_(read), ask_(ask) {}

  /// Nothing where a person is not asked: the work is not replaced, what replaces it says what the
  /// correction says, or a person corrected it there.
  [[nodiscard]] base::Result<std::optional<Instead>> of(const store::CorrectionRecord& record);

 private:
  /// The work that counts, as it is shown.
  struct Report {
    store::Work work;
    store::CorrectedReview shown;
  };
  using Key = std::pair<store::SpaceId, store::WorkId>;

  [[nodiscard]] base::Result<std::shared_ptr<const Report>> report_for(const Key& replaced);
  [[nodiscard]] base::Result<std::shared_ptr<const Report>> last_replacing(const Key& replaced);
  /// Whether a person has nothing to decide there; says in `instead` where.
  [[nodiscard]] base::Result<bool> is_settled(const Report& report,
                                              const store::CorrectionRecord& record,
                                              Instead& instead) const;

  const Installation& installation_;
  const store::Read& read_;
  const Ask& ask_;
  std::map<Key, std::shared_ptr<const Report>> reports_;  ///< null: it is not replaced
};

}  // namespace comity::service
