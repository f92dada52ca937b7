#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "service/documents/differences.h"
#include "service/installation.h"

// Reading again what is stored, after the reader changed: the only way by which a new reader
// changes the record (design 2).
namespace comity::service {

struct RereadOptions {
  std::vector<std::string> works;  ///< symbols or ~ids; empty for all
  enum class Writing : std::uint8_t { keep, only_show } writing = Writing::keep;
  unsigned threads = 0;  ///< 0: one for each core
  /// Called from one thread at a time after each file.
  std::function<void(std::size_t done, std::size_t total, const std::string& file)> progress;
  std::stop_token stop;  ///< asked for, files not yet begun are left for the next time
};

struct FromTo {
  std::string from;
  std::string to;
};

struct Numbers {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

/// A correction beside another reading.
struct CorrectionForeseen {
  store::EntryNumber entry = 0;
  store::CorrectionPlace place;
  store::CorrectionStanding standing = store::CorrectionStanding::kept;
  store::AskedBecause because = store::AskedBecause::nothing;
};

/// A file whose reading is another now.
struct RereadCopy {
  std::string work;
  std::string space;
  std::string file;  ///< its name
  base::Hash hash;
  FromTo reader;
  FromTo language;  ///< codes
  FromTo symbol;    ///< as printed; the copy stays with the work that it was read as
  Numbers findings;
  Numbers paragraphs;
  Numbers recommendations;
  std::vector<model::Finding> new_findings;
  std::vector<model::Finding> gone_findings;
  std::vector<Difference> paragraph_changes;
  std::vector<Difference> recommendation_changes;
  /// Of the copy that leads: how the corrections that hold stand to the new reading.
  std::vector<CorrectionForeseen> corrections;
};

struct RereadFailure {
  std::string work;
  std::string file;
  base::Error error;
};

struct RereadReport {
  std::uint64_t current = 0;          ///< files that this reader has read already
  std::uint64_t same = 0;             ///< read again with the same outcome: nothing to write
  std::uint64_t written = 0;          ///< of `changed`
  std::vector<RereadCopy> changed;    ///< in the order of the works' names
  std::vector<RereadFailure> failed;  ///< their reading stays as it was
  bool interrupted = false;
};

/// Reads the files of the named works again, each in confinement and outside any transaction, and
/// keeps what is another reading now, each in one entry (document.reread). What was written stays
/// written when it is interrupted, and is not read once more. Nothing else of a work changes, its
/// publication included. Durable and indexed when it returns. forbidden; not_found: no such work.
[[nodiscard]] base::Result<RereadReport> reread(Installation& installation, const Actor& actor,
                                                const RereadOptions& options);

[[nodiscard]] base::JsonObject to_json(const RereadReport& report, RereadOptions::Writing writing,
                                       model::Language language);

}  // namespace comity::service
