#include <string>
#include <vector>

#include "store/apply/amendments_sql.h"
#include "store/apply/apply.h"
#include "store/positions.h"

// Works that replace others (Symbol::Amendment): the last revision with a review is the one whose
// recommendations count.
namespace comity::store {
namespace {

/// A work among those that replace each other.
struct Member {
  WorkId work = 0;
  std::int64_t revision = 0;  ///< 0 for what they revise
  bool published = false;
  bool has_review = false;
  WorkId replaced = 0;
  WorkId replaced_publicly = 0;
};

base::Result<std::vector<Member>> members_of(sql::Connection& connection, SpaceId space,
                                             const std::string& revised) {
  COMITY_TRY(const auto rows,
             connection.query(
                 "SELECT w.work, CASE WHEN w.name = $2 THEN 0 ELSE w.amendment END AS revision, "
                 "w.published, (SELECT count(*) FROM reviews v WHERE v.space = w.space AND "
                 "v.work = w.work), w.replaced, w.replaced_publicly FROM works w WHERE "
                 "w.space = $1 AND w.work IN (" +
                     std::string(kNamedOrRevising) + ") ORDER BY revision, w.work",
                 space.value, revised));
  std::vector<Member> members;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return members;
    members.push_back({static_cast<WorkId>(rows->integer(0)), rows->integer(1),
                       rows->integer(2) != 0, rows->integer(3) != 0,
                       static_cast<WorkId>(rows->integer(4)),
                       static_cast<WorkId>(rows->integer(5))});
  }
}

}  // namespace

base::Status settle_replacements(sql::Connection& connection, const NamedWork& work) {
  const auto& key = work.key;
  COMITY_TRY(const auto members, members_of(connection, key.space, report_name(work.name)));
  WorkId last = 0;
  WorkId last_published = 0;
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->replaced != last || member->replaced_publicly != last_published) {
      COMITY_CHECK(connection.send(
          "UPDATE works SET replaced = $3, replaced_publicly = $4 WHERE space = $1 AND work = $2",
          key.space.value, member->work, last, last_published));
    }
    if (!member->has_review) continue;
    if (last == 0) last = member->work;
    if (member->published && last_published == 0) last_published = member->work;
  }
  return {};
}

}  // namespace comity::store
