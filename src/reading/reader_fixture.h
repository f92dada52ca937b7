#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "model/document.h"
#include "reading/reader.h"

namespace comity::reading {

inline constexpr std::size_t kMegabyte = std::size_t{1} << 20;

/// One reader for all tests of a program: it is forked before the first test runs.
[[nodiscard]] inline const Reader& shared_reader() {
  static const auto reader = Reader::create();
  EXPECT_TRUE(reader) << (reader ? "" : reader.error().message);
  return *reader;
}

/// The first block with this label; fails the test where there is none.
[[nodiscard]] inline model::Block labelled(const model::Document& document,
                                           const std::string& label) {
  for (const auto& block : document.blocks) {
    if (block.label == label) return block;
  }
  ADD_FAILURE() << "no block " << label;
  return {};
}

[[nodiscard]] inline std::string text_of_label(const model::Document& document,
                                               const std::string& label) {
  return model::text_of(labelled(document, label).runs);
}

/// The texts of all blocks of a kind.
[[nodiscard]] inline std::vector<std::string> texts_of(const model::Document& document,
                                                       model::BlockKind kind) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) {
    if (block.kind == kind) out.push_back(model::text_of(block.runs));
  }
  return out;
}

/// Every place lies within its block's text, in order, and on a page that is there.
inline void expect_sound_places(const model::Document& document) {
  for (const auto& block : document.blocks) {
    const auto size = model::text_of(block.runs).size();
    std::uint32_t before = 0;
    for (const auto& place : block.places) {
      EXPECT_LE(place.begin, place.end);
      EXPECT_LE(place.end, size) << model::text_of(block.runs);
      EXPECT_GE(place.begin, before);
      before = place.end;
      if (document.pages.empty()) {
        EXPECT_EQ(place.page, 0);
        continue;
      }
      ASSERT_GE(place.page, 1);
      ASSERT_LE(static_cast<std::size_t>(place.page), document.pages.size());
      EXPECT_GE(place.box.width, 0);
      EXPECT_GE(place.box.height, 0);
    }
  }
}

/// The document, which must have been read and have sound places.
[[nodiscard]] inline model::Document sound(base::Result<model::Document> document) {
  EXPECT_TRUE(document) << (document ? "" : document.error().message);
  if (!document) return {};
  expect_sound_places(*document);
  return *std::move(document);
}

}  // namespace comity::reading
