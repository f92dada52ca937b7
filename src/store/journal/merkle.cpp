#include "store/journal/merkle.h"

#include <bit>
#include <cstring>

namespace comity::store {

base::Hash leaf_hash(std::string_view bytes) {
  return base::sha256({std::string_view("\0", 1), bytes});
}

base::Hash node_hash(const base::Hash& left, const base::Hash& right) {
  return base::sha256({std::string_view("\1", 1), left.view(), right.view()});
}

base::Result<MerkleTree> MerkleTree::from_frontier(std::uint64_t size, std::string_view frontier) {
  MerkleTree tree;
  tree.size_ = size;
  tree.subtrees_.resize(static_cast<std::size_t>(std::popcount(size)));
  constexpr std::size_t kHashBytes = sizeof(base::Hash::bytes);
  if (frontier.size() != tree.subtrees_.size() * kHashBytes) {
    return base::fail(base::ErrorKind::corrupt,
                      "the tree kept beside a head does not fit its size");
  }
  for (std::size_t i = 0; i < tree.subtrees_.size(); ++i) {
    std::memcpy(tree.subtrees_[i].bytes.data(), frontier.data() + i * kHashBytes, kHashBytes);
  }
  return tree;
}

void MerkleTree::append(const base::Hash& leaf) {
  base::Hash node = leaf;
  // Each trailing one of the size is a complete subtree as large as the one just made.
  for (std::uint64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    node = node_hash(subtrees_.back(), node);
    subtrees_.pop_back();
  }
  subtrees_.push_back(node);
  ++size_;
}

base::Hash MerkleTree::root() const {
  if (subtrees_.empty()) return base::sha256("");
  base::Hash node = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) node = node_hash(subtrees_[i], node);
  return node;
}

std::string MerkleTree::frontier() const {
  std::string bytes;
  for (const auto& subtree : subtrees_) bytes += subtree.view();
  return bytes;
}

}  // namespace comity::store
