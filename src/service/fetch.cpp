#include "service/fetch.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_service.h"
#include "model/symbol.h"
#include "service/address.h"
#include "service/fetcher.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using model::Language;
using model::Symbol;

constexpr std::string_view kBuiltIn = "data/fetch/addresses.csv";
constexpr std::string_view kOwnAddresses = "fetch.csv";
constexpr std::string_view kKept = "fetched";
constexpr std::uint64_t kAddressesBytes = std::uint64_t{1} << 20;

/// What is wanted: one symbol in one language.
struct Wanted {
  Symbol symbol;
  Language language = Language::en;

  [[nodiscard]] std::string name() const {
    return symbol.text() + " (" + std::string(model::code_of(language)) + ")";
  }
  /// "A_RES_74_153-en"
  [[nodiscard]] std::string file_stem() const {
    auto stem = symbol.text() + "-" + std::string(model::code_of(language));
    std::replace(stem.begin(), stem.end(), '/', '_');
    return stem;
  }
};

/// A document that came, and its bytes when they are asked for.
struct Came {
  FetchedDocument about;
  std::function<Result<std::string>()> bytes;
};

class Origin {
 public:
  virtual ~Origin() = default;
  [[nodiscard]] virtual Result<Came> bring(const Wanted& wanted) = 0;
};

std::string replaced(std::string text, std::string_view name, const std::string& value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    text.replace(at, name.size(), value);
    at += value.size();
  }
  return text;
}

class FolderOrigin final : public Origin {
 public:
  FolderOrigin(base::FileSystem& files, std::filesystem::path folder)
      : files_(files), folder_(std::move(folder)) {}

  Result<Came> bring(const Wanted& wanted) override {
    const std::string language(model::code_of(wanted.language));
    auto flat = wanted.symbol.text();
    std::replace(flat.begin(), flat.end(), '/', '_');
    for (const auto& stem :
         {language + "/" + wanted.symbol.text(), language + "/" + flat, wanted.file_stem()}) {
      for (const auto* extension :
           {".docx", ".pdf", ".doc", ".akn", ".html", ".htm", ".md", ".txt"}) {
        const auto path = folder_ / (stem + extension);
        std::error_code error;
        if (!std::filesystem::is_regular_file(path, error)) continue;
        return Came{{wanted.symbol.text(), wanted.language, wanted.file_stem() + extension,
                     path.string(), false},
                    [&files = files_, path] { return files.read(path, kMostFileBytes); }};
      }
    }
    return fail(ErrorKind::not_found, "the folder has no such document",
                (folder_ / language / wanted.symbol.text()).string(),
                "it is to be called LANGUAGE/SYMBOL with its extension: en/A/RES/74/153.pdf");
  }

 private:
  base::FileSystem& files_;
  std::filesystem::path folder_;
};

class ServiceOrigin final : public Origin {
 public:
  ServiceOrigin(Installation& installation, const FetchOptions& options,
                std::vector<FetchAddress> addresses)
      : addresses_(std::move(addresses)),
        transfers_(network_transfers(options.reach, {}, options.import.stop)),
        cache_(installation.files(), installation.folder() / kKept),
        fetcher_(*transfers_, cache_, installation.clock(), waiting(options.import.stop),
                 manners_of(options)) {}

  Result<Came> bring(const Wanted& wanted) override {
    std::optional<base::Error> error;
    for (const auto& [name, pattern] : addresses_) {
      const auto address =
          replaced(replaced(pattern, "{language}", std::string(model::code_of(wanted.language))),
                   "{symbol}", encode_path(wanted.symbol.text()));
      auto document = fetcher_.document(address);
      if (document) {
        // Many may come: they wait on the disk, not in memory.
        return Came{{wanted.symbol.text(), wanted.language,
                     wanted.file_stem() + std::string(document->extension), document->address,
                     document->unchanged},
                    [cache = cache_, at = document->address]() -> Result<std::string> {
                      auto kept = cache.find(at);
                      if (kept) return std::move(kept->body);
                      return fail(ErrorKind::unavailable, "what was fetched is gone", at,
                                  "fetch again");
                    }};
      }
      // Of several reasons the one that says more than that it is not there.
      if (!error || error->kind == ErrorKind::not_found) error = document.error();
    }
    return tl::unexpected<base::Error>(*std::move(error));
  }

 private:
  static Manners manners_of(const FetchOptions& options) {
    Manners manners;
    manners.pause = options.pause;
    return manners;
  }

  static Fetcher::Wait waiting(std::stop_token stop) {
    return [stop = std::move(stop)](std::chrono::milliseconds time) {
      std::mutex mutex;
      std::condition_variable_any woken;
      std::unique_lock lock(mutex);
      woken.wait_for(lock, stop, time, [] { return false; });
      return !stop.stop_requested();
    };
  }

  std::vector<FetchAddress> addresses_;
  std::unique_ptr<Transfers> transfers_;
  FetchCache cache_;
  Fetcher fetcher_;
};

Result<std::vector<FetchAddress>> addresses_for(Installation& installation,
                                                const std::string& from) {
  if (!from.empty()) {
    if (from.find("{symbol}") != std::string::npos) return {{{from, from}}};
    auto root = from;
    while (root.ends_with('/')) root.pop_back();
    root += "/{language}/{symbol}";
    return {{{from, root}, {from, root + ".docx"}, {from, root + ".pdf"}}};
  }
  const auto own = installation.folder() / kOwnAddresses;
  if (!installation.files().exists(own)) return fetch_addresses(embedded(kBuiltIn), kBuiltIn);
  COMITY_TRY(const auto text, installation.files().read(own, kAddressesBytes));
  return fetch_addresses(text, own.string());
}

Result<std::unique_ptr<Origin>> origin_of(Installation& installation, const FetchOptions& options) {
  std::error_code error;
  if (!options.from.empty() && options.from.find("://") == std::string::npos) {
    if (std::filesystem::is_directory(options.from, error)) {
      return std::make_unique<FolderOrigin>(installation.files(), options.from);
    }
    return fail(ErrorKind::not_found, "there is no such folder", options.from,
                "a folder, or an address: https://…");
  }
  COMITY_TRY(auto addresses, addresses_for(installation, options.from));
  return std::make_unique<ServiceOrigin>(installation, options, std::move(addresses));
}

Result<std::vector<Wanted>> wanted_of(const FetchOptions& options) {
  auto languages = options.languages;
  if (languages.empty()) languages = {Language::en};
  std::vector<Wanted> wanted;
  for (const auto& text : options.symbols) {
    auto symbol = Symbol::parse(text);
    if (!symbol) {
      return fail(ErrorKind::invalid_input, text + " is no symbol: " + symbol.error().message, text,
                  "as it is printed on the document: A/RES/74/153");
    }
    for (const auto language : languages) wanted.push_back({*symbol, language});
  }
  return wanted;
}

}  // namespace

Result<std::vector<FetchAddress>> fetch_addresses(std::string_view csv, std::string_view file) {
  base::CsvRows rows(csv);
  std::vector<std::string> row;
  std::vector<FetchAddress> addresses;
  const auto wrong = [&](std::string why) {
    return fail(ErrorKind::invalid_input, std::move(why),
                std::string(file) + ", line " + std::to_string(rows.line()),
                "name,address with https://…{symbol}…{language}… in each line");
  };
  for (bool first = true;; first = false) {
    COMITY_TRY(const bool more, rows.next(row));
    if (!more) break;
    if (row.size() == 1 && row.front().empty()) continue;
    if (row.size() < 2) return wrong("a line has a name and an address");
    if (first) {
      if (row[0] != "name" || row[1] != "address") return wrong("the first line names the columns");
      continue;
    }
    if (row[1].find("{symbol}") == std::string::npos) {
      return wrong("an address says where the symbol belongs");
    }
    addresses.push_back({row[0], row[1]});
  }
  if (addresses.empty()) return wrong("there is no address");
  return addresses;
}

Result<FetchReport> fetch(Installation& installation, const Actor& actor,
                          const FetchOptions& options) {
  COMITY_TRY(const auto wanted, wanted_of(options));
  COMITY_TRY(const auto origin, origin_of(installation, options));
  FetchReport report;
  std::vector<FileSource> sources;
  for (std::size_t i = 0; i < wanted.size() && !options.import.stop.stop_requested(); ++i) {
    if (options.progress) options.progress(i, wanted.size(), wanted[i].name());
    auto came = origin->bring(wanted[i]);
    if (!came) {
      report.missing.push_back({wanted[i].name(), came.error()});
      continue;
    }
    sources.push_back({came->about.file, std::move(came->bytes)});
    report.documents.push_back(std::move(came->about));
  }
  COMITY_TRY(report.import,
             import_sources(installation, actor, std::move(sources), options.import));
  return report;
}

base::JsonObject to_json(const FetchReport& report) {
  auto json = to_json(report.import);
  base::JsonArray documents;
  for (const auto& each : report.documents) {
    documents.push_back(base::JsonObject{{"symbol", each.symbol},
                                         {"language", model::code_of(each.language)},
                                         {"file", each.file},
                                         {"address", each.address},
                                         {"unchanged", each.unchanged}});
  }
  json["documents"] = std::move(documents);
  auto& failed = json["failed"].as_array();
  for (const auto& each : report.missing) failed.push_back(to_json(FileOutcome(each)));
  return json;
}

}  // namespace comity::service
