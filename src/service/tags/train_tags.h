#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"
#include "tagging/figures.h"
#include "tagging/train.h"

// Models of tags: learnt from a table that the operator has, kept in the installation's folder,
// measured on rows that they have not seen.
namespace comity::service {

/// Rows of a table as examples.
struct TagTable {
  std::vector<tagging::Example> examples;
  std::uint64_t left_out = 0;  ///< rows without a text, or that say neither themes nor action
  /// Themes that the scheme does not have, each once; their rows are kept without them.
  std::vector<std::string> unknown;
};

/// Reads a CSV of UPR Info's form: columns recommendation and issues (several parted by ";") or
/// action; state_under_review and session tell reviews apart where they are there. Errors:
/// invalid_input, with the column that is missing or the line.
[[nodiscard]] base::Result<TagTable> tag_table(std::string_view bytes, std::string_view name);

struct TrainedTags {
  tagging::ModelOrigin origin;
  std::uint64_t left_out = 0;
  std::vector<std::string> unknown;
  std::uint64_t bytes = 0;                                    ///< of the model's file
  std::vector<std::pair<std::string, std::uint64_t>> labels;  ///< learnt, with their examples
};

/// Learns from the table and from what people said of tags, which prevails and weighs more, and
/// puts the model into the installation's folder, in place of the one there. forbidden: the actor
/// does not own the installation.
[[nodiscard]] base::Result<TrainedTags> train_tags(Installation& installation, const Actor& actor,
                                                   std::string_view bytes, std::string_view name,
                                                   const tagging::TrainProgress& progress = {});

struct MeasuredTags {
  std::vector<int> learnt_from;  ///< sessions, ascending
  std::vector<int> held_out;
  std::uint64_t learnt_rows = 0;
  std::uint64_t held_rows = 0;
  std::uint64_t left_out = 0;
  // What people said of tags:
  std::uint64_t confirmed_learnt = 0;  ///< rows and clauses that it was learnt from
  std::uint64_t confirmed_held = 0;    ///< rows held out whose reference it corrected or confirmed
  /// Clauses of the sessions held out that the table does not have. They are in no figure: of
  /// their other tags nobody said anything.
  std::uint64_t confirmed_apart = 0;
  std::vector<tagging::SchemeFigures> figures;
  /// The same rows by gazetteers alone.
  std::vector<tagging::SchemeFigures> gazetteers;
};

/// Learns from the table's earlier sessions and measures on its last `sessions`; nothing is kept.
/// Where people said something of a row's tags, that is the reference.
/// invalid_input: the table has no sessions, or not more than are to be held out.
[[nodiscard]] base::Result<MeasuredTags> measure_tags(Installation& installation,
                                                      const Actor& actor, std::string_view bytes,
                                                      std::string_view name, int sessions,
                                                      const tagging::TrainProgress& progress = {});

[[nodiscard]] base::JsonObject to_json(const TrainedTags& trained);
[[nodiscard]] base::JsonObject to_json(const MeasuredTags& measured);

}  // namespace comity::service
