#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "compare/compare.h"
#include "service/reviews/review_content.h"
#include "store/store.h"

// What became of the rows of sources: found again among the clauses of the reports, review by
// review. Derived from a snapshot of the record whenever it is asked, so that it does not matter
// which of the two came first; kept in memory until one of them changes.
namespace comity::service {

enum class RowStanding : std::uint8_t {
  agreed,     ///< a clause of the same State says it
  doubtful,   ///< a clause may say it
  unmatched,  ///< no clause of the review says it
  settled,    ///< a person said which clause it is, or that it is none
  waiting,    ///< the record holds no report of the review
  repeated,   ///< another table with the same columns has it already: it counts there
};
inline constexpr std::size_t kRowStandings = 6;
[[nodiscard]] std::string_view name_of(RowStanding standing);
[[nodiscard]] std::optional<RowStanding> row_standing_from(std::string_view name);

/// How what a person said of a row stands to what is read now.
enum class SettlementStanding : std::uint8_t {
  none,  ///< nobody said anything
  holds,
  row_changed,  ///< the row says something else now
  clause_gone,  ///< the clause is not there any more
};
[[nodiscard]] std::string_view name_of(SettlementStanding standing);

/// A row, once for each State that it names.
struct RowVerdict {
  std::string source;  ///< name of the work
  store::SourceRowRecord record;
  std::string by;  ///< register code, or empty
  RowStanding standing = RowStanding::waiting;
  compare::Doubt doubt = compare::Doubt::none;
  double likeness = 0;
  double confidence = 0;
  std::optional<SaidClause> clause;  ///< of one that agrees or may
  SettlementStanding settled = SettlementStanding::none;
  std::optional<store::Settlement> settlement;
  /// Of a repeated one: the row that it repeats, and how that one stands.
  std::string repeats_source = {};
  std::uint32_t repeats_row = 0;
  RowStanding original = RowStanding::repeated;

  /// Whether the source says what the clause says, here or in the table that it repeats.
  [[nodiscard]] bool agrees() const {
    const bool said = standing == RowStanding::settled && clause.has_value();
    return standing == RowStanding::agreed || said || original == RowStanding::agreed;
  }
};

/// The rows about one review, ordered by source and row, with what the reports say.
struct ReviewSources {
  ReviewContent content;
  std::vector<RowVerdict> rows;
};

struct StandingCounts {
  std::array<std::uint64_t, kRowStandings> of{};
  void add(const StandingCounts& other);
  [[nodiscard]] std::uint64_t count(RowStanding standing) const {
    return of[static_cast<std::size_t>(standing)];
  }
  [[nodiscard]] std::uint64_t all() const;
};
/// By the source's name.
using CountsBySource = std::map<std::string, StandingCounts, std::less<>>;

/// Keeps what was derived. Thread-safe.
class Reconciliations {
 public:
  /// What an answer rests on; another one makes it out of date.
  struct Key {
    std::string asker;
    std::string state;
    int cycle = 0;
    auto operator<=>(const Key&) const = default;
  };
  [[nodiscard]] std::shared_ptr<const ReviewSources> find(const Key& key, const std::string& basis);
  [[nodiscard]] std::optional<CountsBySource> find_counts(const Key& key, const std::string& basis);
  void keep(const Key& key, const std::string& basis, std::shared_ptr<const ReviewSources> value,
            CountsBySource counts);

 private:
  struct Kept {
    Key key;
    std::string basis;
    std::shared_ptr<const ReviewSources> value;
  };
  std::mutex mutex_;
  std::list<Kept> recent_;  ///< the last used first
  std::map<Key, std::pair<std::string, CountsBySource>> counts_;
};

/// The sources that an asker sees in one snapshot. `read` must outlive it.
class SourcesInSight {
 public:
  [[nodiscard]] static base::Result<SourcesInSight> look(Reconciliations& kept,
                                                         const store::Read& read,
                                                         store::Visibility asker);

  [[nodiscard]] const std::vector<store::SourceRecord>& list() const { return list_; }
  [[nodiscard]] bool none() const { return list_.empty(); }
  /// Whether tables with the same columns may hold the same rows.
  [[nodiscard]] bool overlapping() const { return overlapping_; }
  /// Never null.
  [[nodiscard]] base::Result<std::shared_ptr<const ReviewSources>> review(std::string_view state,
                                                                          int cycle) const;
  [[nodiscard]] base::Result<CountsBySource> counts(std::string_view state, int cycle) const;
  [[nodiscard]] const store::Visibility& asker() const { return asker_; }

 private:
  SourcesInSight(Reconciliations& kept, const store::Read& read, store::Visibility asker)
      : kept_(&kept), read_(&read), asker_(std::move(asker)) {}
  [[nodiscard]] base::Result<std::string> basis_of(std::string_view state, int cycle) const;
  [[nodiscard]] Reconciliations::Key key_of(std::string_view state, int cycle) const;

  Reconciliations* kept_;
  const store::Read* read_;
  store::Visibility asker_;
  std::string asker_key_;
  std::string sources_basis_;
  std::vector<store::SourceRecord> list_;
  /// By space, source, row and State.
  std::map<std::tuple<store::SpaceId, store::WorkId, std::uint32_t, std::string>, store::Settlement>
      settlements_;
  bool overlapping_ = false;
};

}  // namespace comity::service
