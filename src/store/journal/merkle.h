#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace comity::store {

/// SHA-256(0x00 ‖ bytes): a leaf of the tree (RFC 6962, 2.1).
[[nodiscard]] base::Hash leaf_hash(std::string_view bytes);
/// SHA-256(0x01 ‖ left ‖ right): an inner node.
[[nodiscard]] base::Hash node_hash(const base::Hash& left, const base::Hash& right);

/// A growing Merkle tree (RFC 6962) of which only the roots of its complete subtrees are kept,
/// largest first, one for each bit set in its size: appending and the root cost O(log n).
class MerkleTree {
 public:
  MerkleTree() = default;
  /// What frontier() gave for a tree of that size; corrupt when it does not fit.
  [[nodiscard]] static base::Result<MerkleTree> from_frontier(std::uint64_t size,
                                                              std::string_view frontier);

  void append(const base::Hash& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The tree's head; SHA-256 of nothing for an empty one.
  [[nodiscard]] base::Hash root() const;
  /// 32 bytes for each complete subtree.
  [[nodiscard]] std::string frontier() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<base::Hash> subtrees_;
};

}  // namespace comity::store
