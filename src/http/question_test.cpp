#include "http/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::http {
namespace {

using testing::ElementsAre;

/// The parameters of a search as everything behind the address knows them.
std::vector<std::string> understood(std::string_view query) {
  const auto target = parse_target("/search?" + std::string(query));
  EXPECT_TRUE(target);
  const auto question = question_of({}, *target, View::search, "en");
  EXPECT_TRUE(question);
  std::vector<std::string> out;
  for (const auto& each : question->parameters) out.push_back(each.name + "=" + each.value);
  return out;
}

TEST(Question, ATickStandsInThePlaceOfTheRange) {
  EXPECT_THAT(understood("year=2008..2014&year=2012&any=year"), ElementsAre("year=2012"));
  EXPECT_THAT(understood("year=2008..&session=3&any=year"), ElementsAre("year=2008..", "session=3"))
      << "nothing is ticked";
  EXPECT_THAT(understood("year=2008..2014&year=2012"), ElementsAre("year=2008..2014", "year=2012"))
      << "an address that a person wrote";
}

TEST(Question, WhatIsNotWantedIsTakenOutOfTheRange) {
  EXPECT_THAT(understood("year=2008..2014&year=2012&not=year"),
              ElementsAre("year=2008..2014", "year=-2012"));
  EXPECT_THAT(understood("by=FRA&by=-NOR&not=by"), ElementsAre("by=-FRA", "by=-NOR"));
  EXPECT_THAT(understood("source=A..b&not=source"), ElementsAre("source=-A..b"));
}

}  // namespace
}  // namespace comity::http
