#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compare/compare.h"
#include "compare/resemblance.h"
#include "model/review.h"
#include "search/likeness/neighbours.h"
#include "service/finding/search.h"
#include "service/installation.h"

namespace comity::service {

/// A text that recommendations are compared with.
struct AskedText {
  std::string text;
  model::Language language = model::Language::en;
  /// The clause that it is, which is not told as alike to itself; empty for a text from elsewhere.
  std::string work;
  std::string number;
  int clause = 0;
};

/// A clause that is like it.
struct Alike {
  search::Hit hit;
  store::SpaceId space{};
  base::JsonObject stored;  ///< what the index keeps of it
  compare::Resemblance resemblance;

  [[nodiscard]] std::string_view work() const { return base::text_at(stored, "work"); }
  [[nodiscard]] std::string_view number() const { return base::text_at(stored, "number"); }
  [[nodiscard]] int clause() const { return static_cast<int>(base::integer_at(stored, "clause")); }
  [[nodiscard]] std::string_view state() const { return base::text_at(stored, "state"); }
  [[nodiscard]] std::string_view counts_as() const { return base::text_at(stored, "counts_as"); }
  [[nodiscard]] int cycle() const;
};

/// How far is looked.
struct AlikeWish {
  std::vector<std::pair<std::string, std::string>> filters;  ///< as SearchRequest
  std::size_t by_words = 200;                                ///< as search::NeighbourOptions
  std::size_t near = 200;
};

struct AlikeFound {
  std::vector<Alike> all;  ///< the likest first, then by symbol and number; each clause once
  bool complete = true;    ///< whether nothing was left out by the wish's limits
};

/// The clauses of recommendations that are like a text, of those that the asker may see.
[[nodiscard]] base::Result<AlikeFound> alike(Installation& installation, const Ask& ask,
                                             const store::Read& read, const AskedText& asked,
                                             const AlikeWish& wish);

/// One text beside many: treaties count by what they are, not by how they are named, and texts that
/// name treaties of which none is the same are the less alike.
class TextBeside {
 public:
  TextBeside(std::string_view text, model::Language language);
  [[nodiscard]] compare::Resemblance with(std::string_view other);

 private:
  std::string short_;  ///< with treaties by short names
  std::vector<std::string_view> treaties_;
  std::vector<std::string> words_;  ///< as they stand
  compare::Compared compared_;
};

/// One of them with what a search tells of it, and `likeness`, `confidence`, `relation`, and, where
/// `words` says so, the two texts word by word (`words[]{kind, text}`: same, removed, added).
enum class WordsToo : std::uint8_t { no, yes };
[[nodiscard]] base::Result<base::JsonObject> alike_json(const Alike& one, const AskedText& asked,
                                                        const StateNames& states,
                                                        model::Language language, WordsToo words);

/// `[{kind, text}]`: same, removed (only in the first), added (only in the second).
[[nodiscard]] base::JsonArray words_json(const std::vector<compare::Piece>& words);

/// A likeness or share with two digits.
[[nodiscard]] double rounded(double share);

}  // namespace comity::service
