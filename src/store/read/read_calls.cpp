#include "store/read/read_impl.h"

// Calls for input and what was answered.
namespace comity::store {
namespace {

constexpr std::string_view kReplyColumns =
    "r.space, r.reply, r.call, r.version, r.way, r.language, r.received, r.receipt, "
    "r.first_entry, r.changed, r.withdrawn, r.content, r.sealed";

// Entries of replies have the day alone. An anonymous reply that stood between two timed ones would
// tell its hour, and two anonymous ones which came first: of a day they come before the others, in
// the order of their ids, which are random.
constexpr std::string_view kRepliesInOrder =
    " FROM replies r JOIN entries e ON e.space = r.space AND e.number = r.first_entry "
    "WHERE r.space = $1 AND r.call = $2 ORDER BY e.time, "
    "CASE WHEN r.way = 'anonymous' THEN 0 ELSE r.first_entry END, r.reply";

std::uint64_t unsigned_at(const sql::Rows& rows, int column) {
  return static_cast<std::uint64_t>(rows.integer(column));
}

base::Result<base::JsonObject> stored_object(std::string_view text) {
  auto json = base::parse_json(text);
  if (!json || !json->is_object()) {
    return base::fail(base::ErrorKind::corrupt, "a row of a consultation is no JSON object");
  }
  return std::move(json->get_object());
}

base::Result<CallRecord> call_from(const Read::Impl& read, const sql::Rows& rows) {
  CallRecord record;
  record.space.value = unsigned_at(rows, 0);
  if (const auto* space = read.space(record.space); space != nullptr) {
    record.space_name = space->name;
    record.space_title = space->title;
    record.specimen = space->specimen;
  }
  record.id.value = unsigned_at(rows, 1);
  record.version = unsigned_at(rows, 2);
  record.changed = unsigned_at(rows, 3);
  COMITY_TRY(const auto object, stored_object(rows.text(4)));
  COMITY_TRY(record.content, model::call_from_json(object));
  return record;
}

base::Result<ReplyRecord> reply_from(const sql::Rows& rows) {
  ReplyRecord record;
  record.space.value = unsigned_at(rows, 0);
  record.id.value = unsigned_at(rows, 1);
  record.call.value = unsigned_at(rows, 2);
  record.version = unsigned_at(rows, 3);
  record.way = model::way_from(rows.text(4)).value_or(model::Way::confidential);
  record.language = model::language_from(rows.text(5)).value_or(model::Language::und);
  record.received.microseconds = rows.integer(6);
  COMITY_TRY(record.receipt, rows.hash(7));
  record.first = unsigned_at(rows, 8);
  record.changed = unsigned_at(rows, 9);
  record.withdrawn = rows.integer(10) != 0;
  if (!rows.text(11).empty()) {
    COMITY_TRY(const auto object, stored_object(rows.text(11)));
    COMITY_TRY(record.content, model::reply_content_from_json(object));
  }
  if (!rows.is_null(12)) {
    COMITY_TRY(record.sealed, rows.hash(12));
  }
  return record;
}

template <typename T>
std::optional<T> first_of(std::vector<T> all) {
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

}  // namespace

base::Result<std::vector<CallRecord>> Read::calls(const Visibility& asker) const {
  COMITY_TRY(auto all,
             all_rows(impl_->connection(),
                      "SELECT c.space, c.call, c.version, c.changed, c.content FROM "
                      "calls c ORDER BY c.closes DESC, c.space, c.call",
                      {}, [&](const sql::Rows& rows) { return call_from(*impl_, rows); }));
  std::erase_if(all, [&](const CallRecord& each) {
    return each.content.state == model::CallState::draft && !sees_inside(asker, each.space);
  });
  return all;
}

base::Result<std::optional<CallRecord>> Read::call(CallId id, const Visibility& asker) const {
  COMITY_TRY(auto all,
             all_rows(impl_->connection(),
                      "SELECT c.space, c.call, c.version, c.changed, c.content FROM calls c "
                      "WHERE c.call = $1",
                      {sql::to_value(id.value)},
                      [&](const sql::Rows& rows) { return call_from(*impl_, rows); }));
  std::erase_if(all, [&](const CallRecord& each) {
    return each.content.state == model::CallState::draft && !sees_inside(asker, each.space);
  });
  return first_of(std::move(all));
}

base::Result<std::vector<ReplyRecord>> Read::replies(SpaceId space, CallId call) const {
  return all_rows(impl_->connection(),
                  "SELECT " + std::string(kReplyColumns) + std::string(kRepliesInOrder),
                  {sql::to_value(space.value), sql::to_value(call.value)}, reply_from);
}

base::Result<std::vector<ReplyRecord>> Read::reply_heads(SpaceId space, CallId call) const {
  return all_rows(impl_->connection(),
                  "SELECT r.space, r.reply, r.call, r.version, r.way, r.language, r.received, "
                  "r.receipt, r.first_entry, r.changed, r.withdrawn, '', r.sealed" +
                      std::string(kRepliesInOrder),
                  {sql::to_value(space.value), sql::to_value(call.value)}, reply_from);
}

base::Result<std::optional<ReplyRecord>> Read::reply(SpaceId space, ReplyId id) const {
  COMITY_TRY(auto all, all_rows(impl_->connection(),
                                "SELECT " + std::string(kReplyColumns) +
                                    " FROM replies r WHERE r.space = $1 AND r.reply = $2",
                                {sql::to_value(space.value), sql::to_value(id.value)}, reply_from));
  return first_of(std::move(all));
}

base::Result<std::optional<ReplyRecord>> Read::reply_of(const base::Hash& receipt) const {
  for (const auto& space : impl_->spaces) {
    COMITY_TRY(auto all,
               all_rows(impl_->connection(),
                        "SELECT " + std::string(kReplyColumns) +
                            " FROM replies r WHERE r.space = $1 AND r.receipt = $2",
                        {sql::to_value(space.id.value), sql::to_value(receipt)}, reply_from));
    if (!all.empty()) return first_of(std::move(all));
  }
  return std::optional<ReplyRecord>{};
}

}  // namespace comity::store
