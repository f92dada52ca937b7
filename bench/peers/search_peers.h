#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "search/index.h"

// The engines that bench_search is compared with, each given the same documents and questions.
namespace comity::bench {

struct PeerQuestion {
  enum class Kind { words, phrase, prefix } kind = Kind::words;
  std::vector<std::string> words;
  std::vector<std::pair<std::string, std::string>> filters;  ///< facet and value

  /// In the language of our questions.
  [[nodiscard]] std::string text() const;
};

/// The page's.
[[nodiscard]] const std::vector<std::string>& facet_names();

class Peer {
 public:
  virtual ~Peer() = default;
  [[nodiscard]] virtual const char* name() const = 0;
  virtual void add(std::span<const search::IndexDocument> documents) = 0;
  virtual void finish() = 0;
  /// The best 20, the exact count and all facets.
  virtual void ask(const PeerQuestion& question) = 0;
  /// Seconds of processor that add() and finish() took.
  [[nodiscard]] double indexing() const { return indexing_; }

 protected:
  double indexing_ = 0;
};

using Peers = std::vector<std::unique_ptr<Peer>>;

/// FTS5, and Xapian where it was there when this was built. They keep their files in the folder.
[[nodiscard]] Peers make_peers(const std::filesystem::path& folder);

}  // namespace comity::bench
