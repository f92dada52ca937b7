#include "store/same_text.h"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace comity::store {
namespace {

constexpr double kCloseShare = 0.9;

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/// Hashes of the words in order. Equal texts give equal lists in one program, which is all that is
/// asked: the hashes are not kept.
std::vector<std::size_t> words_of(const model::Reading& reading, Sameness sameness) {
  std::vector<std::size_t> words;
  const auto add = [&](std::string_view text) {
    const std::string folded = base::folded(text);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t begin = at;
      while (at < folded.size() && is_word_byte(folded[at])) ++at;
      if (at > begin) {
        words.push_back(
            std::hash<std::string_view>{}(std::string_view(folded).substr(begin, at - begin)));
      }
      if (at < folded.size()) ++at;
    }
  };
  for (const auto& paragraph : reading.paragraphs) {
    // What a report of many texts prints of one has no masthead of its own.
    const bool masthead = paragraph.kind == model::ParagraphKind::masthead;
    if (masthead && sameness == Sameness::close) continue;
    add(model::text_of(paragraph.runs));
    for (const auto& row : paragraph.rows) {
      for (const auto& cell : row) add(model::text_of(cell.runs));
    }
  }
  return words;
}

}  // namespace

bool same_text(const model::Reading& a, const model::Reading& b, Sameness sameness) {
  auto left = words_of(a, sameness);
  auto right = words_of(b, sameness);
  if (left == right) return true;
  if (sameness == Sameness::exact) return false;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  std::vector<std::size_t> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(common));
  return 2.0 * static_cast<double>(common.size()) >=
         kCloseShare * static_cast<double>(left.size() + right.size());
}

}  // namespace comity::store
