#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "service/importing/import.h"
#include "service/installation.h"

// What the tests of this module share.
namespace comity::service {

/// A resolution of so many among many, as Markdown.
[[nodiscard]] inline std::string draft(int number) {
  return "A/RES/89/" + std::to_string(number) +
         "\n\n*The General Assembly,*\n\n1. *Requests* all members to be kind.\n";
}

/// Null, and the test has failed, where it does not open.
[[nodiscard]] inline std::unique_ptr<Installation> opened_with(
    const Installation::Options& options) {
  auto installation = Installation::open(options);
  EXPECT_TRUE(installation) << installation.error().message << installation.error().place;
  return installation ? *std::move(installation) : nullptr;
}

/// Imports one document as the owner; the test has failed where it is not read.
inline void bring_in(Installation& installation, std::string_view name, std::string_view text,
                     const ImportOptions& options = {}) {
  const auto done = import_bytes(installation, owner_of_the_folder(),
                                 {{std::string(name), std::string(text)}}, options);
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_EQ(done->read, 1U);
}

}  // namespace comity::service
