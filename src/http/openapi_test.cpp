// api/openapi.yaml against the table of addresses, both ways. What it says of each answer is
// checked by tests/e2e/contract.test.mjs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "http/downloads.h"
#include "http/router.h"

namespace comity::http {
namespace {

/// Media types by "GET /path".
using Operations = std::map<std::string, std::set<std::string>>;

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// The key of a line "    key: …" without quotes, or empty.
std::string key_of(std::string_view line) {
  line.remove_prefix(indent_of(line));
  const std::size_t colon =
      line.find(": ") == std::string_view::npos ? line.find_last_of(':') : line.find(": ");
  if (colon == std::string_view::npos) return {};
  std::string key(line.substr(0, colon));
  std::erase(key, '\'');
  return key;
}

/// The file is laid out as its other lines are: paths at two spaces, methods at four, statuses at
/// eight, media types at twelve.
Operations described() {
  Operations operations;
  std::string path, operation, status;
  bool within = false;
  for (const auto line : base::split(openapi_source(), '\n')) {
    if (line.empty()) continue;
    const std::size_t indent = indent_of(line);
    if (indent == 0) within = line.starts_with("paths:");
    if (!within) continue;
    const std::string key = key_of(line);
    if (indent == 2) path = key;
    if (indent == 4) {
      std::string method = key;
      for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
      operation = method + " " + path;
      operations[operation];
    }
    if (indent == 6) status.clear();
    if (indent == 8) status = key;
    if (indent == 12 && (status == "200" || status == "201") &&
        key.find('/') != std::string::npos) {
      operations[operation].insert(key);
    }
  }
  return operations;
}

std::string described_path(std::string_view pattern) {
  std::string path(pattern);
  if (const auto plus = path.find("+}"); plus != std::string::npos) path.erase(plus, 1);
  return path;
}

TEST(OpenApi, EveryRouteIsDescribedAndNothingElse) {
  const auto operations = described();
  std::set<std::string> routed;
  for (const Route& route : routes()) {
    routed.insert(std::string(name_of(route.method)) + " " + described_path(route.pattern));
  }
  std::set<std::string> named;
  for (const auto& [operation, types] : operations) named.insert(operation);
  EXPECT_EQ(named, routed);
}

TEST(OpenApi, AllThatAPersonMayHaveCorrectedIsDescribed) {
  // As service/reviews/corrections.h writes it, of a clause and of a row.
  int lists = 0;
  for (const auto line : base::split(openapi_source(), '\n')) {
    if (key_of(line) != "corrected" || line.find("enum: [") == line.npos) continue;
    ++lists;
    EXPECT_NE(line.find("enum: [text, states, clauses, numbers"), line.npos) << line;
  }
  EXPECT_EQ(lists, 2);
}

TEST(OpenApi, TheFacesOfARouteAreItsMediaTypes) {
  const auto operations = described();
  for (const Route& route : routes()) {
    const auto name = std::string(name_of(route.method)) + " " + described_path(route.pattern);
    SCOPED_TRACE(name);
    const auto found = operations.find(name);
    ASSERT_NE(found, operations.end());
    if (route.faces.front() == Face::bytes) {
      ASSERT_EQ(found->second.size(), 1U);
      EXPECT_NE(*found->second.begin(), media_type_of(Face::json));
      continue;
    }
    std::set<std::string> offered;
    for (const Face face : route.faces) offered.insert(std::string(media_type_of(face)));
    EXPECT_EQ(found->second, offered);
  }
}

}  // namespace
}  // namespace comity::http
