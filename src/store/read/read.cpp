#include "store/read/read.h"

#include <algorithm>

#include "store/journal/merkle.h"
#include "store/read/read_impl.h"

namespace comity::store {

Read::Read(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Read::Read(Read&&) noexcept = default;
Read& Read::operator=(Read&&) noexcept = default;
Read::~Read() = default;

base::Result<std::vector<Head>> heads_of(sql::Connection& connection) {
  return all_rows(connection,
                  "SELECT h.space, h.size, h.applied, h.root FROM heads h LEFT JOIN spaces s ON "
                  "s.space = h.space ORDER BY s.name",
                  {}, head_from);
}

base::Result<std::unique_ptr<Read::Impl>> begin_read(ReaderPool& pool) {
  COMITY_TRY(auto loan, pool.lend());
  auto read = std::make_unique<Read::Impl>(std::move(loan));
  COMITY_CHECK(read->connection().begin(sql::Intent::read));
  COMITY_TRY(read->heads, heads_of(read->connection()));
  const auto space_from_row = [](const sql::Rows& rows) -> base::Result<Space> {
    Space space;
    space.id.value = static_cast<std::uint64_t>(rows.integer(0));
    space.name = rows.string(1);
    space.title = rows.string(2);
    space.specimen = rows.integer(3) != 0;
    if (!rows.is_null(4)) {
      COMITY_TRY(space.register_file, rows.hash(4));
    }
    space.created.microseconds = rows.integer(5);
    return space;
  };
  COMITY_TRY(read->spaces,
             all_rows(read->connection(),
                      "SELECT space, name, title, specimen, register_file, created FROM spaces "
                      "ORDER BY name",
                      {}, space_from_row));
  return read;
}

const Space* Read::Impl::space(SpaceId id) const {
  const auto found =
      std::find_if(spaces.begin(), spaces.end(), [&](const Space& one) { return one.id == id; });
  return found == spaces.end() ? nullptr : &*found;
}

const std::vector<Head>& Read::heads() const { return impl_->heads; }
const std::vector<Space>& Read::spaces() const { return impl_->spaces; }
const Space* Read::space(SpaceId id) const { return impl_->space(id); }

const Space* Read::space(std::string_view name) const {
  const auto& all = impl_->spaces;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Space& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

void Where::add(std::string_view condition, std::initializer_list<sql::Value> values) {
  text_ += text_.empty() ? " WHERE " : " AND ";
  const auto* next = values.begin();
  for (const char c : condition) {
    if (c != '?') {
      text_ += c;
      continue;
    }
    COMITY_ASSERT(next != values.end());
    text_ += bind(*next++);
  }
}

void Where::add_visible(const Visibility& asker) {
  if (asker.scope == Visibility::Scope::everything) return;
  std::string condition = "w.published > 0";
  if (!asker.spaces.empty()) {
    condition = "(" + condition + " OR w.space IN (" + own_spaces(asker) + "))";
  }
  text_ += (text_.empty() ? " WHERE " : " AND ") + condition;
}

void Where::add_unreplaced(const Visibility& asker) {
  std::string column = "w.replaced_publicly";
  if (asker.scope == Visibility::Scope::everything) {
    column = "w.replaced";
  } else if (!asker.spaces.empty()) {
    column =
        "CASE WHEN w.space IN (" + own_spaces(asker) + ") THEN w.replaced ELSE " + column + " END";
  }
  text_ += (text_.empty() ? " WHERE " : " AND ") + column + " = 0";
}

std::string Where::counted_column(const Visibility& asker, std::string_view table,
                                  std::string_view column) {
  const auto of = [&](std::string_view name) {
    return std::string(table) + "." + std::string(name);
  };
  auto open = of("public_" + std::string(column));
  if (asker.scope == Visibility::Scope::everything) return of(column);
  if (asker.spaces.empty()) return open;
  return "CASE WHEN " + of("space") + " IN (" + own_spaces(asker) + ") THEN " + of(column) +
         " ELSE " + open + " END";
}

bool sees_inside(const Visibility& asker, SpaceId space) {
  return asker.scope == Visibility::Scope::everything ||
         std::find(asker.spaces.begin(), asker.spaces.end(), space) != asker.spaces.end();
}

std::string Where::own_spaces(const Visibility& asker) {
  std::string marks;
  for (const auto space : asker.spaces) {
    marks += (marks.empty() ? "" : ", ") + bind(sql::to_value(space.value));
  }
  return marks;
}

std::string Where::text() const { return text_; }

std::string Where::bind(sql::Value value) {
  values_.push_back(value);
  return "$" + std::to_string(values_.size());
}

std::vector<std::string> list_from(std::string_view json) {
  std::vector<std::string> list;
  if (json == "[]") return list;
  const auto value = base::parse_json(json);
  if (!value || !value->is_array()) return list;
  for (const auto& item : value->get_array()) {
    if (item.is_string()) list.emplace_back(item.get_string());
  }
  return list;
}

base::Result<std::vector<Entry>> Read::entries(SpaceId space, EntryNumber after,
                                               std::size_t limit) const {
  const std::string statement = "SELECT " + std::string(kEntryColumns) +
                                " FROM entries e WHERE e.space = $1 AND e.number > $2 "
                                "ORDER BY e.number LIMIT $3";
  return all_rows(impl_->connection(), statement,
                  {sql::to_value(space.value), sql::to_value(after), sql::to_value(limit)},
                  entry_from);
}

base::Result<std::vector<Entry>> Read::recent_entries(std::size_t limit) const {
  std::vector<Entry> all;
  // Each log's end is quick to find; together they are few.
  for (const auto& head : impl_->heads) {
    const EntryNumber after = head.size > limit ? head.size - limit : 0;
    COMITY_TRY(auto some, entries(head.space, after, limit));
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
    return std::tuple(b.time, b.space, b.number) < std::tuple(a.time, a.space, a.number);
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

base::Result<EntryNumber> Read::last_entry_beside(SpaceId space,
                                                  std::span<const std::string_view> verbs) const {
  Where where;
  where.add("space = ?", {sql::to_value(space.value)});
  std::vector<std::string> patterns;
  patterns.reserve(verbs.size());
  for (const auto verb : verbs) {
    patterns.push_back(std::string(verb) + "%");
    where.add("verb NOT LIKE ?", {sql::to_value(patterns.back())});
  }
  // From the end: MAX would look at every entry.
  const auto statement =
      "SELECT number FROM entries" + where.text() + " ORDER BY number DESC LIMIT 1";
  COMITY_TRY(const auto rows, impl_->connection().run(statement, where.values()));
  COMITY_TRY(const bool found, rows->next());
  return found ? static_cast<EntryNumber>(rows->integer(0)) : EntryNumber{0};
}

base::Result<EntryNumber> Read::last_entry_before(SpaceId space, base::Time time) const {
  COMITY_TRY(const auto number,
             impl_->connection().integer("SELECT number FROM entries WHERE space = $1 AND time < "
                                         "$2 ORDER BY number DESC LIMIT 1",
                                         space.value, time.microseconds));
  return static_cast<EntryNumber>(number.value_or(0));
}

base::Result<std::optional<std::string>> Read::payload(SpaceId space, EntryNumber number) const {
  COMITY_TRY(const auto rows, impl_->connection().query(
                                  "SELECT payload FROM payloads WHERE space = $1 AND number = $2",
                                  space.value, number));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<std::string>{};
  return std::optional<std::string>{std::string(rows->blob(0))};
}

base::Result<base::Hash> Read::root_at(SpaceId space, EntryNumber size) const {
  MerkleTree tree;
  LogReader log(impl_->connection(), space);
  while (tree.size() < size) {
    COMITY_TRY(const auto next, log.next());
    if (!next) {
      return base::fail(base::ErrorKind::not_found,
                        "the log has " + std::to_string(tree.size()) + " entries",
                        "entry " + std::to_string(size));
    }
    tree.append(leaf_hash(canonical_bytes(next->entry)));
  }
  return tree.root();
}

namespace {

/// Checks one log against its head; empty text when all holds.
struct LogCheck {
  std::uint64_t withheld = 0;
  std::string fault;
  std::string place;
};

base::Result<LogCheck> check_log(sql::Connection& connection, const Head& head,
                                 const std::string& name) {
  LogCheck check;
  MerkleTree tree;
  LogReader log(connection, head.space);
  const auto fault = [&](std::string what, EntryNumber number) {
    check.fault = std::move(what);
    check.place = "space " + name + ", entry " + std::to_string(number);
    return check;
  };
  while (true) {
    COMITY_TRY(const auto next, log.next());
    if (!next) break;
    const auto& [entry, sealed] = *next;
    if (entry.number != tree.size() + 1) return fault("an entry is missing", tree.size() + 1);
    if (entry.number > head.size) return fault("an entry stands beyond the head", entry.number);
    if (!sealed) ++check.withheld;
    if (sealed && commitment_of(*sealed) != entry.commitment) {
      return fault("the payload does not have the entry's commitment", entry.number);
    }
    tree.append(leaf_hash(canonical_bytes(entry)));
  }
  if (tree.size() != head.size) return fault("an entry is missing", tree.size() + 1);
  if (tree.root() != head.root) return fault("the entries do not have the head's root", head.size);
  // The tree that the next append grows must be this one.
  COMITY_TRY(const auto end, log_end(connection, head.space, EndFor::reading));
  if (end.tree.frontier() != tree.frontier()) {
    return fault("the tree kept beside the head is another", head.size);
  }
  return check;
}

}  // namespace

base::Result<Verification> Read::verify() const {
  Verification result;
  result.heads = heads();
  result.spaces = result.heads.size();
  for (const auto& head : result.heads) {
    const auto* known = space(head.space);
    const std::string name = known == nullptr ? base::to_text(head.space) : known->name;
    auto check = check_log(impl_->connection(), head, name);
    if (!check && check.error().kind == base::ErrorKind::corrupt) {
      check = LogCheck{0, check.error().message, "space " + name};
    }
    if (!check) return tl::unexpected(check.error());
    result.entries += head.size;
    result.withheld += check->withheld;
    if (check->fault.empty() || !result.valid) continue;
    result.valid = false;
    result.fault = check->fault;
    result.place = check->place;
  }
  // What lies under no head at all would never be looked at.
  for (const std::string_view table : {"entries", "payloads"}) {
    COMITY_TRY(const auto strays,
               impl_->connection().integer(
                   "SELECT count(*) FROM " + std::string(table) +
                   " t LEFT JOIN heads h ON h.space = t.space WHERE h.space IS NULL OR "
                   "t.number > h.size"));
    if (strays.value_or(0) == 0 || !result.valid) continue;
    result.valid = false;
    result.fault = "rows belong to no log";
    result.place = "table " + std::string(table);
  }
  return result;
}

}  // namespace comity::store
