#include <memory>
#include <set>
#include <string>
#include <vector>

#include "store/apply/amendments_sql.h"
#include "store/apply/apply.h"
#include "store/positions.h"

// Works that replace others: the last revision with a review (Symbol::Amendment) is the one whose
// recommendations count, and the report of a review counts instead of what was its draft.
namespace comity::store {
namespace {

/// A work among those that replace each other.
struct Member {
  WorkId work = 0;
  std::string name;
  std::int64_t revision = 0;  ///< 0 for what they revise
  bool published = false;
  bool has_review = false;
  WorkId replaced = 0;
  WorkId replaced_publicly = 0;
};

constexpr std::string_view kColumns =
    "w.name, w.published, (SELECT count(*) FROM reviews v WHERE v.space = w.space AND "
    "v.work = w.work), w.replaced, w.replaced_publicly FROM works w WHERE w.space = $1 AND ";

base::Result<std::vector<Member>> members_from(std::unique_ptr<sql::Rows> rows) {
  std::vector<Member> members;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return members;
    members.push_back({static_cast<WorkId>(rows->integer(0)), rows->string(2), rows->integer(1),
                       rows->integer(3) != 0, rows->integer(4) != 0,
                       static_cast<WorkId>(rows->integer(5)),
                       static_cast<WorkId>(rows->integer(6))});
  }
}

base::Result<std::vector<Member>> members_of(sql::Connection& connection, SpaceId space,
                                             const std::string& revised) {
  COMITY_TRY(auto rows,
             connection.query(
                 "SELECT w.work, CASE WHEN w.name = $2 THEN 0 ELSE w.amendment END AS revision, " +
                     std::string(kColumns) + "w.work IN (" + std::string(kNamedOrRevising) +
                     ") ORDER BY revision, w.work",
                 space.value, revised));
  return members_from(std::move(rows));
}

/// What reports the same review as the work, itself with it.
base::Result<std::vector<Member>> reporting_with(sql::Connection& connection,
                                                 const NamedWork& work) {
  COMITY_TRY(auto rows, connection.query("SELECT w.work, 0 AS revision, " + std::string(kColumns) +
                                             "w.name <> $2 AND w.work IN (" +
                                             std::string(kSameReview) + ") ORDER BY w.work",
                                         work.key.space.value, std::string(), work.key.work));
  return members_from(std::move(rows));
}

base::Status say(sql::Connection& connection, SpaceId space, const Member& member, WorkId replaced,
                 WorkId publicly) {
  if (member.replaced == replaced && member.replaced_publicly == publicly) return {};
  return connection.send(
      "UPDATE works SET replaced = $3, replaced_publicly = $4 WHERE space = $1 AND work = $2",
      space.value, member.work, replaced, publicly);
}

/// No symbol says that a report replaces its draft: that they are of one State and session does.
base::Status settle_drafts(sql::Connection& connection, const NamedWork& work) {
  COMITY_TRY(const auto members, reporting_with(connection, work));
  std::set<WorkId> drafts;
  WorkId report = 0;
  WorkId published = 0;
  for (const auto& member : members) {
    if (is_draft_report(member.name)) {
      drafts.insert(member.work);
      continue;
    }
    if (member.replaced == 0) report = member.work;
    if (member.published && member.replaced_publicly == 0) published = member.work;
  }
  for (const auto& member : members) {
    if (!drafts.contains(member.work)) continue;
    // A later draft replaces an earlier one, as any revision does.
    const bool revised = drafts.contains(member.replaced);
    const bool publicly = drafts.contains(member.replaced_publicly);
    COMITY_CHECK(say(connection, work.key.space, member, revised ? member.replaced : report,
                     publicly ? member.replaced_publicly : published));
  }
  return {};
}

}  // namespace

base::Status settle_replacements(sql::Connection& connection, const NamedWork& work) {
  const auto& key = work.key;
  COMITY_TRY(const auto members, members_of(connection, key.space, report_name(work.name)));
  WorkId last = 0;
  WorkId last_published = 0;
  bool reviews = false;
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    COMITY_CHECK(say(connection, key.space, *member, last, last_published));
    reviews = reviews || member->has_review;
    if (!member->has_review) continue;
    if (last == 0) last = member->work;
    if (member->published && last_published == 0) last_published = member->work;
  }
  return reviews ? settle_drafts(connection, work) : base::Status();
}

}  // namespace comity::store
