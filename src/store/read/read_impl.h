#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/journal/log.h"
#include "store/read/read.h"
#include "store/read/reader_pool.h"
#include "store/sql/connection.h"

// What the parts of Read share.
namespace comity::store {

struct Read::Impl {
  explicit Impl(ReaderPool::Loan lent) : loan(std::move(lent)) {}
  ~Impl() {
    if ((*loan).in_transaction()) (*loan).roll_back();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ReaderPool::Loan loan;
  std::vector<Head> heads;
  std::vector<Space> spaces;

  [[nodiscard]] sql::Connection& connection() const { return *loan; }
  [[nodiscard]] const Space* space(SpaceId id) const;
};

/// Begins the snapshot.
[[nodiscard]] base::Result<std::unique_ptr<Read::Impl>> begin_read(ReaderPool& pool);
[[nodiscard]] base::Result<std::vector<Head>> heads_of(sql::Connection& connection);

/// The conditions of a statement with the values they bind. Texts given must outlive it.
class Where {
 public:
  /// "c.state = ?": each "?" becomes the next $n and takes the next value.
  void add(std::string_view condition, std::initializer_list<sql::Value> values = {});
  /// What the asker may see, for works as `w`.
  void add_visible(const Visibility& asker);
  /// What of that is counted: not what another one replaces.
  void add_counted(const Visibility& asker) {
    add_visible(asker);
    add_unreplaced(asker);
  }
  /// That none of the works the asker may see replaces `w`.
  void add_unreplaced(const Visibility& asker);
  /// The column of a row of `table` that the asker counts: `column`, or, in spaces that are not the
  /// asker's, the public one.
  [[nodiscard]] std::string counted_column(const Visibility& asker, std::string_view table,
                                           std::string_view column);
  /// " WHERE a AND b", or nothing.
  [[nodiscard]] std::string text() const;
  /// The next value's "$n", for the rest of the statement.
  [[nodiscard]] std::string bind(sql::Value value);
  [[nodiscard]] const std::vector<sql::Value>& values() const { return values_; }

 private:
  [[nodiscard]] std::string own_spaces(const Visibility& asker);

  std::string text_;
  std::vector<sql::Value> values_;
};

inline constexpr std::string_view kWorkColumns =
    "w.space, w.work, w.name, w.symbol, w.kind, w.title, w.date, w.session, w.agenda_item, "
    "w.language, w.published, w.findings, w.copies, w.conflicts, w.changed, w.read_time, w.file, "
    "w.reading, w.replaced, w.replaced_publicly, w.positions_changed";
inline constexpr int kWorkColumnCount = 21;
/// From a row whose columns from `first` on are kWorkColumns.
[[nodiscard]] base::Result<Work> work_from(const Read::Impl& read, const sql::Rows& rows,
                                           int first = 0);

/// Whether the asker sees the internal things of the space.
[[nodiscard]] bool sees_inside(const Visibility& asker, SpaceId space);

/// Strings of a JSON array that apply() wrote.
[[nodiscard]] std::vector<std::string> list_from(std::string_view json);

/// Every row of a statement, made into a value each.
template <typename Make>
[[nodiscard]] auto all_rows(sql::Connection& connection, std::string_view statement,
                            const std::vector<sql::Value>& values, Make make)
    -> base::Result<
        std::vector<typename decltype(make(std::declval<const sql::Rows&>()))::value_type>> {
  std::vector<typename decltype(make(std::declval<const sql::Rows&>()))::value_type> all;
  COMITY_TRY(const auto rows, connection.run(statement, values));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    COMITY_TRY(auto one, make(*rows));
    all.push_back(std::move(one));
  }
}

}  // namespace comity::store
