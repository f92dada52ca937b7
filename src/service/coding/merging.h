#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/passage.h"
#include "model/synthesis.h"

// What becomes of changes that were made at once, from one state that both saw.
namespace comity::service::coding {

/// A list of names, each once, with what either side added and without what either took away;
/// sorted.
[[nodiscard]] std::vector<std::string> merged_names(const std::vector<std::string>& seen,
                                                    const std::vector<std::string>& wished,
                                                    const std::vector<std::string>& now);

/// A passage that was changed twice at once: the codes of both. None where both moved it, to
/// different places: a person must choose.
[[nodiscard]] std::optional<model::Passage> merged_passage(const model::Passage& seen,
                                                           const model::Passage& wished,
                                                           const model::Passage& now);

/// A line that was changed twice at once. None where both changed its text, section or order to
/// different ones, or nothing would be left for it to stand on.
[[nodiscard]] std::optional<model::SynthesisLine> merged_line(const model::SynthesisLine& seen,
                                                              const model::SynthesisLine& wished,
                                                              const model::SynthesisLine& now);

/// Passages at one place, whoever marked them: what is read, counted and quoted as one.
struct MergedPassage {
  model::PassagePlace place;
  std::vector<std::string> codes;    ///< of all, sorted, each once
  std::vector<std::size_t> members;  ///< places in what was given, in its order
};

/// In the order in which each place comes first.
[[nodiscard]] std::vector<MergedPassage> merged_by_place(std::span<const model::Passage> passages);

}  // namespace comity::service::coding
