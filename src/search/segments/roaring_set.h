#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/segments/bits.h"

namespace comity::search {

/// The documents, ascending, in the portable serialization of Roaring bitmaps, written by CRoaring
/// with runs where they are shorter.
[[nodiscard]] std::string roaring_bytes(const std::vector<std::uint32_t>& documents);

/// A serialized Roaring bitmap read in place: CRoaring trusts the bytes it is given, this does not.
class RoaringView {
 public:
  /// Nothing when the containers do not fit the bytes.
  [[nodiscard]] static std::optional<RoaringView> open(std::string_view bytes);

  [[nodiscard]] std::uint64_t cardinality() const;
  /// Adds the members of the window that begins at that document.
  void add_to(WindowBits& bits, std::uint32_t begin) const;
  /// Members below `limit`.
  [[nodiscard]] DocumentSet documents(std::uint32_t limit) const;

 private:
  enum class Form : std::uint8_t { array, bits, runs };
  struct Container {
    std::uint32_t key = 0;
    Form form = Form::array;
    std::uint32_t cardinality = 0;
    std::string_view bytes;
  };

  std::vector<Container> containers_;
};

}  // namespace comity::search
