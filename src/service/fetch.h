#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "model/language.h"
#include "service/import.h"
#include "service/transfer.h"

// Documents by their symbols, from the United Nations' document service, a mirror of it or a
// folder.
namespace comity::service {

/// Where a document is asked for: `{symbol}` and `{language}` ("en") are put in. Those that are
/// built in are data/fetch/addresses.csv; a file `fetch.csv` of that form in an installation's
/// folder takes their place.
struct FetchAddress {
  std::string name;
  std::string address;
};
/// Of `name,address` and further columns. invalid_input, naming file and line.
[[nodiscard]] base::Result<std::vector<FetchAddress>> fetch_addresses(std::string_view csv,
                                                                      std::string_view file);

struct FetchOptions {
  std::vector<std::string> symbols;
  std::vector<model::Language> languages;  ///< each symbol in each of them; none: English
  /// A folder, or the address of a mirror, laid out as LANGUAGE/SYMBOL (docs/operations.md), or an
  /// address with {symbol} and {language}; empty: as the installation is told.
  std::string from;
  Reach reach = Reach::public_only;
  std::chrono::milliseconds pause{1'000};  ///< between two requests to one site
  ImportOptions import;                    ///< of what came; its `stop` stops the fetching too
  /// Called before each document.
  std::function<void(std::size_t done, std::size_t total, const std::string& name)> progress;
};

/// A document that came.
struct FetchedDocument {
  std::string symbol;
  model::Language language = model::Language::en;
  std::string file;        ///< as it is called in the import
  std::string address;     ///< where it was found, or the path
  bool unchanged = false;  ///< the service says that it is as it was the last time
};

struct FetchReport {
  std::vector<FetchedDocument> documents;
  std::vector<FailedFile> missing;  ///< what did not come; the file is "A/RES/74/153 (fr)"
  ImportReport import;
};

/// Brings the documents, then imports them like files. One that does not come is told, and the
/// others go on. invalid_input: no symbol, or an address or file of addresses that is none.
[[nodiscard]] base::Result<FetchReport> fetch(Installation& installation, const Actor& actor,
                                              const FetchOptions& options);

/// The report of the import, what did not come among its failed files, with `documents`.
[[nodiscard]] base::JsonObject to_json(const FetchReport& report);

}  // namespace comity::service
