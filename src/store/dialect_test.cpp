// Every statement of the store is written in what SQLite, PostgreSQL and the databases that speak
// like it share (design 6): read from the sources, so that none is missed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/migrations.h"

namespace comity::store {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The literals of a source; those with nothing but white space between them are one.
std::vector<std::string> literals_of(const std::string& source) {
  std::vector<std::string> literals;
  std::size_t end = std::string::npos;
  for (std::size_t at = source.find('"'); at != std::string::npos; at = source.find('"', at)) {
    std::string text;
    const auto between = end < at ? source.substr(end, at - end) : "x";
    if (at > 0 && source[at - 1] == 'R') {
      const auto close = source.find(")\"", at);
      text = source.substr(at + 2, close - at - 2);
      at = close + 2;
    } else {
      for (++at; at < source.size() && source[at] != '"'; ++at) {
        if (source[at] == '\\') ++at;
        text += source[at];
      }
      ++at;
    }
    end = at;
    const bool joined = between.find_first_not_of(" \n") == std::string::npos;
    if (joined && !literals.empty()) {
      literals.back() += text;
    } else {
      literals.push_back(text);
    }
  }
  return literals;
}

bool is_statement(const std::string& text) {
  for (const char* verb :
       {"SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "DROP ", "ALTER "}) {
    if (text.starts_with(verb)) return true;
  }
  return false;
}

/// Of letters and other signs; a word of letters stands alone.
bool holds(const std::string& statement, std::string_view word) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto letter = [&](char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_'; };
  const auto same = [&](char x, char y) { return lower(x) == lower(y); };
  auto at = statement.begin();
  while (true) {
    at = std::search(at, statement.end(), word.begin(), word.end(), same);
    if (at == statement.end()) return false;
    const auto end = at + static_cast<std::ptrdiff_t>(word.size());
    const bool begins = !letter(word.front()) || at == statement.begin() || !letter(at[-1]);
    const bool ends = !letter(word.back()) || end == statement.end() || !letter(*end);
    if (begins && ends) return true;
    ++at;
  }
}

/// What some engine lacks, and what promises must not rest on (design 6).
constexpr std::string_view kForeign[] = {
    // Work done behind the store's back, and numbers that the application makes itself.
    "trigger", "procedure", "function", "extension", "view", "rule", "sequence", "serial",
    "autoincrement", "generated", "nextval", "identity", "rowid", "oid", "ctid",
    // State of a session and what pools and distributed databases cannot keep.
    "listen", "notify", "lock", "pg_advisory_lock", "pg_advisory_xact_lock", "for update",
    "for share", "skip locked", "deferrable", "set", "temp", "temporary", "unlogged", "declare",
    "cursor", "prepare", "references", "foreign key", "partition", "inherits", "truncate", "vacuum",
    "pragma", "copy",
    // Words of one engine alone.
    "ifnull", "ilike", "glob", "regexp", "similar to", "replace into", "insert or",
    "on duplicate key", "distinct on", "lateral", "full join", "full outer", "group_concat",
    "string_agg", "json_extract", "json_each", "jsonb", "unnest", "any(", "array[", "::", "->",
    "strftime", "datetime", "interval", "current_timestamp", "now(", "random(", "nulls first",
    "nulls last", "top", "limit -1", "isnull", "notnull", "with recursive"};

/// What is in a statement and not in the dialect, or empty.
std::string breach_of(const std::string& statement) {
  for (const auto word : kForeign) {
    if (word == "set" && statement.starts_with("UPDATE ")) continue;
    if (word == "set" && holds(statement, "do update set")) continue;
    if (holds(statement, word)) return std::string(word);
  }
  if (statement.find(" ? ") != std::string::npos || statement.ends_with('?')) return "?";
  return {};
}

/// The word after `before`, or empty.
std::string word_after(const std::string& statement, const std::string& before) {
  if (!statement.starts_with(before)) return {};
  const auto end = statement.find(' ', before.size());
  return statement.substr(before.size(), end - before.size());
}

bool is_of_the_record(std::string_view table) {
  for (const auto tables : {log_tables(), applied_tables()}) {
    for (const auto& each : tables) {
      if (each.name == table) return true;
    }
  }
  return false;
}

std::vector<std::string> statements(std::string_view without = {}) {
  std::vector<std::string> statements;
  const auto store = fs::path(COMITY_SOURCE_DIR) / "src/store";
  for (const auto& entry : fs::recursive_directory_iterator(store)) {
    const auto name = entry.path().filename().string();
    // The drivers' own statements are each database's.
    if (entry.path().parent_path() == store / "sql") continue;
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp") || name == without) continue;
    for (auto& literal : literals_of(content_of(entry.path()))) {
      if (is_statement(literal)) statements.push_back(std::move(literal));
    }
  }
  return statements;
}

TEST(Dialect, EveryStatementIsInIt) {
  const auto all = statements();
  EXPECT_GT(all.size(), 60U);
  for (const auto& statement : all) EXPECT_EQ(breach_of(statement), "") << statement;
}

TEST(Dialect, EveryKeyOfTheRecordBeginsWithItsSpace) {
  std::set<std::string_view> found;  // a later version may make one anew
  for (const auto& statement : statements()) {
    for (const auto tables : {log_tables(), applied_tables()}) {
      for (const auto& table : tables) {
        if (!statement.starts_with("CREATE TABLE " + std::string(table.name) + " (")) continue;
        found.insert(table.name);
        EXPECT_THAT(statement, testing::HasSubstr("PRIMARY KEY (space"));
        EXPECT_TRUE(table.key.starts_with("space"));
      }
    }
  }
  EXPECT_EQ(found.size(), log_tables().size() + applied_tables().size());
}

// So that each is kept, and each change done, where its space lies.
TEST(Dialect, EveryIndexOfTheRecordBeginsWithItsSpace) {
  std::size_t indexes = 0;
  for (const auto& statement : statements()) {
    SCOPED_TRACE(statement);
    const auto at = statement.find(" ON ");
    const bool makes = statement.starts_with("CREATE ") && holds(statement, "index");
    if (!makes || at == std::string::npos) continue;
    const auto table = word_after(statement.substr(at), " ON ");
    // What an installation calls its spaces is one list over all of them.
    if (!is_of_the_record(table) || table == "spaces") continue;
    ++indexes;
    EXPECT_TRUE(statement.substr(at + 4 + table.size()).starts_with(" (space"));
  }
  EXPECT_GT(indexes, 5U);
}

// A migration is of every space.
TEST(Dialect, EveryChangeOfTheRecordNamesItsSpace) {
  std::size_t changes = 0;
  for (const auto& statement : statements("migrations.cpp")) {
    SCOPED_TRACE(statement);
    for (const char* verb : {"UPDATE ", "DELETE FROM "}) {
      if (!is_of_the_record(word_after(statement, verb))) continue;
      ++changes;
      EXPECT_THAT(statement, testing::HasSubstr("WHERE space = $1"));
    }
  }
  EXPECT_GT(changes, 10U);
}

// Other rooms ask the store.
TEST(Dialect, NoStatementStandsOutsideTheStore) {
  const fs::path top = fs::path(COMITY_SOURCE_DIR) / "src";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(top)) {
    if (entry.path().extension() != ".cpp" ||
        entry.path().string().starts_with((top / "store").string())) {
      continue;
    }
    ++files;
    for (const auto& literal : literals_of(content_of(entry.path()))) {
      EXPECT_FALSE(is_statement(literal)) << entry.path() << ": " << literal;
    }
  }
  EXPECT_GT(files, 50U);
}

TEST(Dialect, WhatIsNotInItIsSeen) {
  EXPECT_EQ(breach_of("SELECT x::text FROM y"), "::");
  EXPECT_EQ(breach_of("INSERT OR IGNORE INTO y VALUES ($1)"), "insert or");
  EXPECT_EQ(breach_of("SELECT x FROM y WHERE z = $1 FOR UPDATE"), "for update");
  EXPECT_EQ(breach_of("CREATE TABLE y (id bigserial REFERENCES z)"), "references");
  EXPECT_EQ(breach_of("SELECT pg_advisory_lock($1)"), "pg_advisory_lock");
  EXPECT_EQ(breach_of("SELECT clocks, settings FROM viewed WHERE x = $1"), "");
  EXPECT_EQ(breach_of("SELECT x FROM y WHERE z = ?"), "?");
  EXPECT_EQ(literals_of("f(\"SELECT \"\n  \"x\", \"y\\\"z\");"),
            (std::vector<std::string>{"SELECT x", "y\"z"}));
}

}  // namespace
}  // namespace comity::store
