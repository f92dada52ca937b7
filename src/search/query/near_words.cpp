#include "search/query/near_words.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace comity::search {

NearWords::NearWords(std::string_view word, std::size_t most) : most_(most) {
  for (std::size_t at = 0; at < word.size();) word_ += base::next_code_point(word, at);
  rows_.emplace_back(word_.size() + 1);
  std::iota(rows_.front().begin(), rows_.front().end(), std::size_t{0});
}

void NearWords::add_row(char32_t letter) {
  const auto& above = rows_.back();
  std::vector<std::size_t> row(word_.size() + 1);
  row[0] = rows_.size();
  for (std::size_t i = 1; i <= word_.size(); ++i) {
    const std::size_t other = word_[i - 1] == letter ? 0 : 1;
    row[i] = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + other});
    const bool exchanged =
        i > 1 && !letters_.empty() && word_[i - 1] == letters_.back() && word_[i - 2] == letter;
    if (exchanged) row[i] = std::min(row[i], rows_[rows_.size() - 2][i - 2] + 1);
  }
  rows_.push_back(std::move(row));
  letters_ += letter;
}

std::size_t NearWords::read(std::string_view form) {
  std::size_t same = 0;
  bool differs = false;
  for (std::size_t at = 0; at < form.size();) {
    const auto letter = base::next_code_point(form, at);
    if (!differs && same < letters_.size() && letters_[same] == letter) {
      ++same;
    } else {
      if (!differs) {
        letters_.resize(same);
        rows_.resize(same + 1);
        differs = true;
      }
      add_row(letter);
    }
    const auto& row = rows_[differs ? letters_.size() : same];
    if (*std::min_element(row.begin(), row.end()) > most_) {
      if (!differs) letters_.resize(same), rows_.resize(same + 1);
      return at;
    }
  }
  if (!differs) letters_.resize(same), rows_.resize(same + 1);
  return 0;
}

void NearWords::find(const Dictionary& dictionary, const std::string& prefix, const Found& found) {
  auto at = dictionary.lower_bound(prefix);
  while (at.valid() && at.key().starts_with(prefix)) {
    const auto form = std::string_view(at.key()).substr(prefix.size());
    if (const auto too_far = read(form); too_far > 0) {
      // Behind all that begin so: no byte of UTF-8 is so high.
      at = dictionary.lower_bound(prefix + std::string(form.substr(0, too_far)) + '\xff');
      continue;
    }
    const auto distance = rows_.back().back();
    if (distance <= most_) found(form, distance, at.payload());
    at.next();
  }
}

}  // namespace comity::search
