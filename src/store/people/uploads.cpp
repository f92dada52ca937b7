#include "store/people/uploads.h"

#include "store/people/accounts_impl.h"

namespace comity::store {
namespace {

using base::Result;
using base::Status;

/// The uploads go first and their parts after them: a part that is being added at this moment is
/// waited for, and goes too.
Status drop_orphans(sql::Connection& connection) {
  COMITY_CHECK(connection.execute(
      "DELETE FROM upload_parts WHERE NOT EXISTS (SELECT u.upload FROM uploads u WHERE u.upload = "
      "upload_parts.upload)"));
  return {};
}

Status sweep_in(sql::Connection& connection, base::Time now) {
  COMITY_TRY(const auto gone,
             connection.execute("DELETE FROM uploads WHERE expires <= $1", now.microseconds));
  return gone > 0 ? drop_orphans(connection) : Status();
}

Status begin_in(sql::Connection& connection, const Upload& upload, const UploadBounds& bounds,
                base::Time now) {
  COMITY_CHECK(sweep_in(connection, now));
  COMITY_TRY(const auto count,
             connection.integer("SELECT count(*) FROM uploads WHERE taken IS NULL"));
  COMITY_TRY(const auto bytes, connection.integer("SELECT CAST(coalesce(sum(bytes), 0) AS bigint) "
                                                  "FROM uploads WHERE taken IS NULL"));
  const bool full = static_cast<std::uint64_t>(count.value_or(0)) + 1 > bounds.count ||
                    static_cast<std::uint64_t>(bytes.value_or(0)) + upload.bytes > bounds.bytes;
  if (full) {
    return base::fail(base::ErrorKind::unavailable, "too many files are on their way at this time",
                      {}, "send the file with the form, or come again in an hour");
  }
  COMITY_CHECK(connection.execute(
      "INSERT INTO uploads (upload, space, call, proof, bytes, arrived, expires, told) VALUES "
      "($1, $2, $3, $4, $5, 0, $6, $7)",
      upload.id.value, upload.space.value, upload.call.value, upload.proof, upload.bytes,
      upload.expires.microseconds, sql::Blob{upload.told}));
  return {};
}

Result<std::optional<Upload>> upload_at(sql::Rows& rows) {
  COMITY_TRY(const bool found, rows.next());
  if (!found) return std::optional<Upload>{};
  Upload upload;
  upload.id = {static_cast<std::uint64_t>(rows.integer(0))};
  upload.space = {static_cast<std::uint64_t>(rows.integer(1))};
  upload.call = {static_cast<std::uint64_t>(rows.integer(2))};
  COMITY_TRY(upload.proof, rows.hash(3));
  upload.bytes = static_cast<std::uint64_t>(rows.integer(4));
  upload.arrived = static_cast<std::uint64_t>(rows.integer(5));
  upload.expires = {rows.integer(6)};
  upload.told = std::string(rows.blob(7));
  if (!rows.is_null(8)) {
    COMITY_TRY(upload.taken, rows.hash(8));
  }
  return std::optional(std::move(upload));
}

Status discard_in(sql::Connection& connection, UploadId id) {
  COMITY_CHECK(connection.execute("DELETE FROM uploads WHERE upload = $1", id.value));
  COMITY_CHECK(connection.execute("DELETE FROM upload_parts WHERE upload = $1", id.value));
  return {};
}

}  // namespace

Status Uploads::begin(const Upload& upload, const UploadBounds& bounds, base::Time now) {
  return impl_->writer.run(
      [&](sql::Connection& connection) { return begin_in(connection, upload, bounds, now); });
}

Result<std::optional<Upload>> Uploads::of(UploadId id, base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(
      const auto rows,
      (*loan).query("SELECT upload, space, call, proof, bytes, arrived, expires, told, taken "
                    "FROM uploads WHERE upload = $1 AND expires > $2",
                    id.value, now.microseconds));
  return upload_at(*rows);
}

Result<bool> Uploads::append(UploadId id, const UploadPart& part, base::Time expires) {
  bool added = false;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_TRY(
        const auto changed,
        connection.execute("UPDATE uploads SET arrived = $1, expires = $2 WHERE upload = $3 "
                           "AND arrived = $4 AND bytes >= $1 AND taken IS NULL",
                           part.begins + part.bytes, expires.microseconds, id.value, part.begins));
    added = changed > 0;
    if (!added) return {};
    COMITY_CHECK(
        connection.execute("INSERT INTO upload_parts (upload, begins, sealed) VALUES ($1, $2, $3)",
                           id.value, part.begins, sql::Blob{part.sealed}));
    return {};
  });
  COMITY_CHECK(done);
  return added;
}

Result<std::vector<UploadPart>> Uploads::parts(UploadId id) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows, (*loan).query("SELECT begins, sealed FROM upload_parts WHERE "
                                            "upload = $1 ORDER BY begins",
                                            id.value));
  std::vector<UploadPart> parts;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return parts;
    parts.push_back({static_cast<std::uint64_t>(rows->integer(0)), 0, std::string(rows->blob(1))});
  }
}

Status Uploads::discard(UploadId id) {
  return impl_->writer.run([&](sql::Connection& connection) { return discard_in(connection, id); });
}

Status Uploads::discard_of(SpaceId space, CallId call) {
  return impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_TRY(
        const auto gone,
        connection.execute("DELETE FROM uploads WHERE space = $1 AND call = $2 AND taken IS NULL",
                           space.value, call.value));
    return gone > 0 ? drop_orphans(connection) : Status();
  });
}

Status Uploads::sweep(base::Time now) {
  {
    // Most times there is nothing, and then nothing is written.
    COMITY_TRY(const auto loan, impl_->readers.lend());
    COMITY_TRY(const auto count, (*loan).integer("SELECT count(*) FROM uploads WHERE expires <= $1",
                                                 now.microseconds));
    if (count.value_or(0) == 0) return {};
  }
  return impl_->writer.run([&](sql::Connection& connection) { return sweep_in(connection, now); });
}

Status take_upload(sql::Connection& connection, const TakenUpload& upload) {
  COMITY_CHECK(
      connection.execute("DELETE FROM upload_parts WHERE upload = $1", upload.upload.value));
  COMITY_CHECK(connection.execute(
      "UPDATE uploads SET taken = $2, expires = $3, bytes = 0, arrived = 0, told = $4 WHERE "
      "upload = $1 AND taken IS NULL",
      upload.upload.value, upload.mark, upload.expires.microseconds, sql::Blob{""}));
  return {};
}

}  // namespace comity::store
