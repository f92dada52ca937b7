// Every statement of the store is written in what SQLite, PostgreSQL and the databases that speak
// like it share (design 6): read from the sources, so that none is missed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
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

/// What is in a statement and not in the dialect, or empty.
std::string breach_of(const std::string& statement) {
  for (const char* word :
       {"TRIGGER",    "PROCEDURE", "FUNCTION",   "SEQUENCE",    "SERIAL",     "AUTOINCREMENT",
        "LISTEN",     "NOTIFY",    "LOCK TABLE", "pg_advisory", "DEFERRABLE", "EXTENSION",
        "PRAGMA",     "rowid",     "IFNULL",     "ILIKE",       "GLOB ",      "REPLACE INTO",
        "INSERT OR ", "::",        "json_",      "strftime",    "now()",      "random()",
        "ANY(",       "unnest"}) {
    if (statement.find(word) != std::string::npos) return word;
  }
  if (statement.find(" ? ") != std::string::npos || statement.ends_with('?')) return "?";
  return {};
}

std::vector<std::string> statements() {
  std::vector<std::string> statements;
  for (const auto& entry : fs::directory_iterator(fs::path(COMITY_SOURCE_DIR) / "src/store")) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
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
  std::size_t found = 0;
  for (const auto& statement : statements()) {
    for (const auto tables : {log_tables(), applied_tables()}) {
      for (const auto& table : tables) {
        if (!statement.starts_with("CREATE TABLE " + std::string(table.name) + " (")) continue;
        ++found;
        EXPECT_THAT(statement, testing::HasSubstr("PRIMARY KEY (space"));
        EXPECT_TRUE(table.key.starts_with("space"));
      }
    }
  }
  EXPECT_EQ(found, log_tables().size() + applied_tables().size());
}

TEST(Dialect, WhatIsNotInItIsSeen) {
  EXPECT_EQ(breach_of("SELECT x::text FROM y"), "::");
  EXPECT_EQ(breach_of("INSERT OR IGNORE INTO y VALUES ($1)"), "INSERT OR ");
  EXPECT_EQ(breach_of("SELECT x FROM y WHERE z = ?"), "?");
  EXPECT_EQ(literals_of("f(\"SELECT \"\n  \"x\", \"y\\\"z\");"),
            (std::vector<std::string>{"SELECT x", "y\"z"}));
}

}  // namespace
}  // namespace comity::store
