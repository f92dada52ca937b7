// What the encoder wrote is what the cursor reads, whatever the numbers.
#include "search/segments/postings.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "search/segments/packed_column.h"

namespace comity::search {
namespace {

struct Posting {
  std::vector<std::uint32_t> positions;
  std::uint8_t length = 0;
};
using Written = std::map<std::uint32_t, Posting>;

constexpr std::uint32_t kLimit = 400'000;

Written random_postings(std::mt19937& random, std::size_t documents, std::uint32_t gap) {
  Written written;
  std::uint32_t document = random() % gap;
  for (std::size_t i = 0; i < documents; ++i, document += 1 + random() % gap) {
    auto& posting = written[document];
    posting.length = static_cast<std::uint8_t>(random());
    std::uint32_t position = random() % 30;
    // Few are long; in some blocks there is one, in some there are many.
    const auto step = random() % (i < 1000 ? 90 : 9) == 0 ? 60'000U : 40U;
    for (auto count = 1 + random() % 3 * (random() % 4); count > 0; --count) {
      posting.positions.push_back(position);
      position += 1 + random() % step;
    }
  }
  return written;
}

std::string encoded(const Written& written) {
  PostingsEncoder encoder;
  for (const auto& [document, posting] : written) {
    encoder.add(document, posting.positions, posting.length);
  }
  return std::string(encoder.finish());
}

TEST(Postings, AreReadAsTheyWereWritten) {
  std::mt19937 random(4);
  for (const std::size_t documents : {1, 127, 128, 129, 1000, 5000}) {
    const auto written = random_postings(random, documents, 70);
    const auto bytes = encoded(written);
    const PostingList list{static_cast<std::uint32_t>(documents), bytes};
    PostingCursor cursor(list, kLimit);
    Written read;
    for (std::uint32_t from = 0; cursor.seek(from); from = cursor.documents().back() + 1) {
      for (std::size_t i = 0; i < cursor.documents().size(); ++i) {
        const auto document = cursor.documents()[i];
        const auto positions = cursor.positions(i);
        EXPECT_EQ(cursor.counts()[i], positions.size());
        read[document].positions.assign(positions.begin(), positions.end());
      }
      std::map<std::uint32_t, std::vector<std::uint32_t>> walked;
      cursor.for_each_position([&](std::uint32_t document, std::uint32_t position) {
        walked[document].push_back(position);
      });
      for (const auto& [document, positions] : walked) {
        EXPECT_EQ(positions, read[document].positions);
      }
    }
    EXPECT_FALSE(cursor.damaged());
    ASSERT_EQ(read.size(), written.size());
    for (const auto& [document, posting] : written) {
      EXPECT_EQ(read[document].positions, posting.positions) << document;
    }
  }
}

TEST(Postings, NoDocumentExceedsTheMaximumOfItsBlock) {
  std::mt19937 random(5);
  const auto written = random_postings(random, 3000, 20);
  const auto bytes = encoded(written);
  PostingCursor cursor({3000, bytes}, kLimit);
  std::size_t seen = 0;
  for (std::uint32_t begin = 0; begin < kLimit; begin += kWindow) {
    cursor.for_each_maximum(
        begin, begin + kWindow,
        [&](std::uint32_t first, std::uint32_t last, const BlockMaximum& maximum) {
          for (auto at = written.lower_bound(std::max(first, begin));
               at != written.end() && at->first <= std::min(last, begin + kWindow - 1); ++at) {
            ++seen;
            EXPECT_LE(at->second.positions.size(), maximum.occurrences);
            EXPECT_GE(at->second.length, maximum.shortest);
          }
        });
  }
  EXPECT_EQ(seen, written.size());
}

TEST(Postings, FindsWithinAWindowWhatTheListHas) {
  std::mt19937 random(6);
  const auto written = random_postings(random, 4000, 30);
  const auto bytes = encoded(written);
  PostingCursor cursor({4000, bytes}, kLimit);
  for (std::uint32_t begin = 0; begin < kLimit; begin += kWindow) {
    WindowBits within, found, wanted;
    for (std::uint32_t offset = 0; offset < kWindow; offset += 1 + random() % 900) {
      for (std::uint32_t i = offset; i < std::min(kWindow, offset + 40); ++i) {
        within.set(i);
        if (written.contains(begin + i)) wanted.set(i);
      }
    }
    cursor.find(begin, within, found);
    EXPECT_EQ(found.words, wanted.words) << begin;
  }
}

TEST(PackedColumn, GivesEachNumberBack) {
  std::mt19937_64 random(7);
  for (const unsigned bits : {0U, 1U, 7U, 24U, 56U, 57U, 64U}) {
    std::vector<std::uint64_t> numbers;
    std::string bytes;
    PackedColumnWriter writer;
    for (std::size_t i = 0; i < 1000; ++i) {
      numbers.push_back(bits == 0 ? 42 : random() >> (64 - bits));
      bytes += writer.add(numbers.back());
    }
    bytes += writer.finish();
    ASSERT_TRUE(PackedColumn::fits(bytes, numbers.size()));
    const PackedColumn column(bytes, numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(column[i], numbers[i]) << bits;
  }
}

}  // namespace
}  // namespace comity::search
