#pragma once

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/store.h"

// The databases that the store's tests run on.
namespace comity::store {

enum class Backend : std::uint8_t {
  sqlite,
  postgres,
  /// One whose administrator asks for the strictest transactions of all.
  postgres_serializable,
};

[[nodiscard]] inline bool is_postgres(Backend backend) { return backend != Backend::sqlite; }

inline void PrintTo(Backend backend, std::ostream* out) {
  constexpr const char* kNames[] = {"Sqlite", "Postgres", "PostgresSerializable"};
  *out << kNames[static_cast<int>(backend)];
}

/// The address of a PostgreSQL in which tests may make schemas, or empty; tests/run starts one.
[[nodiscard]] inline std::string test_database() {
  const char* given = std::getenv("COMITY_TEST_DATABASE");
  return given == nullptr ? "" : given;
}

/// SQLite always; PostgreSQL where there is one, and under CI=true, where its lack is a failure.
[[nodiscard]] inline std::vector<Backend> backends() {
  const char* ci = std::getenv("CI");
  const bool must = ci != nullptr && std::string(ci) == "true";
  if (must || !test_database().empty()) {
    return {Backend::sqlite, Backend::postgres, Backend::postgres_serializable};
  }
  // GoogleTest asks once for each case.
  static std::once_flag told;
  std::call_once(told, [] { std::cout << "not run: no PostgreSQL (COMITY_TEST_DATABASE)\n"; });
  return {Backend::sqlite};
}

/// The same, one of each database.
[[nodiscard]] inline std::vector<Backend> databases() {
  auto all = backends();
  std::erase(all, Backend::postgres_serializable);
  return all;
}

/// One schema for each folder, so that tests do not meet.
[[nodiscard]] inline std::string schema_of(const std::filesystem::path& folder) {
  return "t" + base::sha256(folder.string()).hex().substr(0, 16);
}

/// Runs it as whoever made the database, and drops what it answers.
inline void run_postgres(const std::string& statement) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(test_database().c_str()),
                                                              PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(
      PQexec(connection.get(), statement.c_str()), PQclear);
  const auto status = PQresultStatus(result.get());
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      << statement << ": " << PQerrorMessage(connection.get());
}

[[nodiscard]] inline Options options_of(Backend backend, const std::filesystem::path& folder) {
  Options options;
  options.folder = folder;
  if (backend == Backend::sqlite) return options;
  const auto schema = schema_of(folder);
  run_postgres("SET client_min_messages = warning; CREATE SCHEMA IF NOT EXISTS " + schema);
  const std::string strict = backend == Backend::postgres_serializable
                                 ? " -cdefault_transaction_isolation=serializable"
                                 : "";
  options.database = test_database() + " options='-csearch_path=" + schema + strict + "'";
  return options;
}

/// Changes the tables behind the store's back.
inline void run_sql(Backend backend, const std::filesystem::path& folder,
                    const std::string& statement) {
  if (is_postgres(backend)) {
    return run_postgres("SET search_path = " + schema_of(folder) + "; " + statement);
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "record.sqlite").c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << statement << ": " << sqlite3_errmsg(database);
  sqlite3_close(database);
}

[[nodiscard]] inline std::string blob_literal(Backend backend, std::string_view hex) {
  return (backend == Backend::sqlite ? "x'" : "'\\x") + std::string(hex) + "'";
}

}  // namespace comity::store
