#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "search/segments/dictionary.h"

namespace comity::search {

/// The keys of a dictionary that are a few letters away from a word. It goes through the keys in
/// order, keeps what neighbours share, and passes over all that begin too differently.
class NearWords {
 public:
  /// `most`: letters that may be missing, added, other or exchanged with the next.
  NearWords(std::string_view word, std::size_t most);

  /// Calls with each key behind `prefix` that is near, how far it is, and its payload.
  using Found =
      std::function<void(std::string_view form, std::size_t distance, std::string_view payload)>;
  void find(const Dictionary& dictionary, const std::string& prefix, const Found& found);

 private:
  /// Brings the rows to this form; gives the bytes of its beginning that no near word has, or 0.
  [[nodiscard]] std::size_t read(std::string_view form);
  void add_row(char32_t letter);

  std::u32string word_;
  std::size_t most_;
  std::u32string letters_;                      ///< of the form that the rows are of
  std::vector<std::vector<std::size_t>> rows_;  ///< distances of beginnings, by letters read
};

}  // namespace comity::search
