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
  /// Seconds that the best 20, the exact count and all facets take: of this thread's processor, or,
  /// of a server, as they pass.
  [[nodiscard]] virtual double ask(const PeerQuestion& question) = 0;
  /// Seconds that add() and finish() took, counted likewise.
  [[nodiscard]] double indexing() const { return indexing_; }

 protected:
  double indexing_ = 0;
};

using Peers = std::vector<std::unique_ptr<Peer>>;

/// FTS5; Xapian and Sphinx where they were there when this was built; PostgreSQL where
/// COMITY_TEST_DATABASE names one. They keep their files in the folder.
[[nodiscard]] Peers make_peers(const std::filesystem::path& folder);

}  // namespace comity::bench
