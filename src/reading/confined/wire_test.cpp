#include "reading/confined/wire.h"

#include <gtest/gtest.h>

#include <random>

#include "support/fuzz_seed.h"

namespace comity::reading {
namespace {

model::Document sample() {
  model::Document document;
  document.media_type = "application/pdf";
  document.producer = "Word";
  document.language = model::Language::fr;
  document.pages = {{595, 842}, {612, 792}};
  model::Block block;
  block.kind = model::BlockKind::list_item;
  block.level = 2;
  block.label = "95.1.";
  block.runs = {{"Ratifier ", {.italic = true}, ""},
                {"A/1", {.superscript = true}, "https://x.int"}};
  block.places = {{0, 5, 1, {1, 2, 3, 4}, 0}, {5, 12, 2, {5, 6, 7, 8}, 99}};
  block.indent = 142.5F;
  block.centred = true;
  document.blocks = {block, {}};
  document.blocks[1].kind = model::BlockKind::table;
  document.blocks[1].rows = {{{{{"a", {}, ""}}}, {}}, {}};
  document.blocks[1].row_numbers = {{1, 3}, {2, 300}};
  document.furniture = {{}};
  document.findings = {{"reading.x", "1", {0, 0, 1, {}, 0}, "saw", "took"}};
  return document;
}

TEST(WireTest, GivesBackWhatWasSent) {
  const auto document = sample();
  const auto back = decode(encode(document));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, document);
  const base::Error error{base::ErrorKind::too_large, "a", "b", "c"};
  const auto other = decode_error(encode(error));
  EXPECT_EQ(other.kind, error.kind);
  EXPECT_EQ(other.mend, "c");
}

TEST(WireTest, RefusesWhatIsCutOff) {
  const auto bytes = encode(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, i))) << i;
  }
  EXPECT_FALSE(decode(bytes + "x"));
}

TEST(WireTest, SurvivesAnyBytes) {
  const auto bytes = encode(sample());
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    auto changed = bytes;
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
    const auto back = decode(changed);
    if (!back) continue;
    for (const auto& block : back->blocks) {
      for (const auto& place : block.places) {
        EXPECT_LE(place.end, model::text_of(block.runs).size());
      }
    }
  }
}

TEST(WireSeeds, AreOfTheFormatOfToday) {
  const auto document = decode(test::fuzz_seed("reading_wire/document.bin"));
  EXPECT_TRUE(document) << document.error().message;
}

TEST(WireTest, RefusesPlacesOutsideTheText) {
  auto document = sample();
  document.blocks[0].places[1].end = 13;
  EXPECT_FALSE(decode(encode(document)));
}

TEST(WireTest, RefusesNumbersOfRowsThatAreNotThere) {
  auto document = sample();
  document.blocks[1].row_numbers = {{1, 3}, {3, 4}};
  EXPECT_FALSE(decode(encode(document)));
  document.blocks[1].row_numbers = {{2, 3}, {1, 4}};
  EXPECT_FALSE(decode(encode(document)));
}

TEST(WireTest, RefusesTextThatIsNotUtf8) {
  auto document = sample();
  document.blocks[0].label = "\xFF";
  EXPECT_FALSE(decode(encode(document)));
}

}  // namespace
}  // namespace comity::reading
