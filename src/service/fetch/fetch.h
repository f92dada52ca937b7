#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"
#include "service/importing/import.h"
#include "service/installation.h"

// Documents by their symbols, from the United Nations' document service, a mirror or a folder.
namespace comity::service {

/// What became of one document in one language.
enum class FetchOutcome : std::uint8_t {
  fetched,    ///< it was brought just now
  unchanged,  ///< it is here already, and as it was
  not_found,
  refused,  ///< with an error that says why
  planned,  ///< in a dry run: it would be asked for
};
/// "fetched", "unchanged", "not_found", "refused", "planned".
[[nodiscard]] std::string_view name_of(FetchOutcome outcome);

struct FetchedFile {
  std::string symbol;
  model::Language language = model::Language::en;
  std::vector<std::string> addresses;  ///< that were tried, or files; the last one answered
  FetchOutcome outcome = FetchOutcome::planned;
  std::uint64_t bytes = 0;
  std::string file;   ///< its name in the import
  std::string other;  ///< another symbol that the file itself has, or empty
  base::Error error;  ///< of not_found and refused
};

struct FetchWish {
  std::vector<std::string> symbols;
  std::vector<model::Language> languages = {model::Language::en};
  std::vector<std::string> formats = {"pdf"};  ///< pdf, doc, docx; in the order they are tried
  std::string from;      ///< a folder, or the address of a mirror; empty: as the settings say
  bool dry_run = false;  ///< says what would be asked for, and asks nobody
  ImportOptions import;  ///< its space, publish and stop
  std::function<void(std::size_t done, std::size_t total, const std::string& what)> progress;
};

struct FetchReport {
  std::vector<FetchedFile> files;  ///< by symbol, then language, as they were wished for
  ImportReport import;
  bool dry_run = false;
  bool interrupted = false;
  [[nodiscard]] std::size_t count(FetchOutcome outcome) const;
};

/// Brings the documents into the folder fetch-cache of the installation, one request after the
/// other, then imports them. Run again, it goes on where it stopped. One that is not brought is
/// told and the others go on. Errors: invalid_input (a symbol, a setting, where from), forbidden,
/// those of the installation itself.
[[nodiscard]] base::Result<FetchReport> fetch(Installation& installation, const Actor& actor,
                                              const FetchWish& wish);

[[nodiscard]] base::JsonObject to_json(const FetchReport& report);

}  // namespace comity::service
