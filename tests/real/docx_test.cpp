// Real documents as DOCX: the same structure when read again.
#include "render/docx.h"

#include <gtest/gtest.h>

#include <iterator>

#include "real/read_again.h"

namespace comity {
namespace {

using model::Reading;

/// Notes that a paragraph marks, in the order of their texts: one on the same page may be marked
/// later and stand before.
std::vector<std::string> notes_of(const Reading& reading) {
  std::vector<std::string> marked;
  for (const auto& paragraph : reading.paragraphs) {
    marked.insert(marked.end(), paragraph.footnotes.begin(), paragraph.footnotes.end());
  }
  std::vector<std::string> out;
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind != model::ParagraphKind::note) continue;
    if (std::find(marked.begin(), marked.end(), paragraph.number) == marked.end()) continue;
    out.push_back(paragraph.printed + " " + real::text_with_marks(paragraph.runs));
  }
  std::sort(out.begin(), out.end());
  return out;
}

class RealDocx : public testing::TestWithParam<const char*> {};

TEST_P(RealDocx, ComesBack) {
  const auto data = real::data();
  if (!data) return;
  real::each_document(*data / GetParam(), [](const Reading& first, const std::string& work,
                                             const std::string& name, reading::Reader& reader) {
    const auto bytes = render::docx(first, work);
    ASSERT_TRUE(bytes) << name;
    const auto second = real::read_again(reader, *bytes, "export.docx");
    ASSERT_TRUE(second) << name;
    EXPECT_EQ(second->symbol, first.symbol) << name;
    EXPECT_EQ(second->kind, first.kind) << name;
    real::expect_equal(real::numbered(first), real::numbered(*second), name);
    const auto before = notes_of(first);
    const auto after = notes_of(*second);
    std::vector<std::string> lost;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(lost));
    EXPECT_TRUE(lost.empty()) << name << ": " << lost.front();
  });
}

INSTANTIATE_TEST_SUITE_P(Folders, RealDocx,
                         testing::Values("resolutions", "upr-reports", "slovenia"),
                         [](const auto& named) {
                           std::string name = named.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace comity
