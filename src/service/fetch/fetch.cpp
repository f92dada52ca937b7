#include "service/fetch/fetch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "model/symbol.h"
#include "service/fetch/fetcher.h"
#include "service/fetch/settings.h"
#include "service/fetch/web.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::Result;
using base::Status;

/// Where a document may lie: an address, or a path below a folder.
struct FetchPlace {
  std::string format;
  std::string address;
};

void wait_unless_stopped(std::chrono::microseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  (void)never.wait_for(lock, stop, time, [] { return false; });
}

/// The same symbols in one way of writing, each once.
Result<std::vector<std::string>> parsed(const std::vector<std::string>& symbols) {
  std::vector<std::string> out;
  for (const auto& text : symbols) {
    auto symbol = model::Symbol::parse(text);
    if (!symbol) {
      return base::fail(ErrorKind::invalid_input, "this is no symbol: " + symbol.error().message,
                        text, "write it as documents print it: A/HRC/21/11");
    }
    if (std::find(out.begin(), out.end(), symbol->text()) == out.end()) {
      out.push_back(symbol->text());
    }
  }
  return out;
}

std::string name_in_import(const FetchedFile& file, std::string_view format) {
  return fetching::filled_path("{symbol_}-{language}.{format}",
                               {file.symbol, model::code_of(file.language), format});
}

/// Goes through what is wished for, document by document.
class FetchRun {
 public:
  FetchRun(Installation& installation, const FetchWish& wish, fetching::Settings settings)
      : installation_(installation), wish_(wish), settings_(std::move(settings)) {}

  Result<FetchReport> run(const std::vector<std::string>& symbols) {
    COMITY_CHECK(look_at_origin());
    for (const auto& symbol : symbols) {
      for (const auto language : wish_.languages) {
        FetchedFile file;
        file.symbol = symbol;
        file.language = language;
        report_.files.push_back(std::move(file));
      }
    }
    report_.dry_run = wish_.dry_run;
    for (std::size_t i = 0; i < report_.files.size(); ++i) {
      auto& file = report_.files[i];
      if (wish_.progress)
        wish_.progress(i, report_.files.size(), name_in_import(file, wish_.formats.front()));
      COMITY_CHECK(bring(file));
      if (!wish_.import.stop.stop_requested()) continue;
      report_.interrupted = true;
      const bool came =
          file.outcome == FetchOutcome::fetched || file.outcome == FetchOutcome::unchanged;
      report_.files.resize(came ? i + 1 : i);
    }
    return std::move(report_);
  }

  [[nodiscard]] std::vector<FileSource> sources() && { return std::move(sources_); }

 private:
  Status look_at_origin() {
    web_origin_ = wish_.from.empty() || fetching::is_web_address(wish_.from);
    std::error_code error;
    if (!web_origin_ && !std::filesystem::is_directory(wish_.from, error)) {
      return base::fail(ErrorKind::not_found, "there is no folder to fetch from", wish_.from,
                        "name a folder, or an address that begins with https://");
    }
    if (!web_origin_ || wish_.dry_run) return {};
    fetching::WebManners manners{"Comity/0.1", settings_.proxy, settings_.local, settings_.longest,
                                 settings_.silence};
    if (!settings_.contact.empty()) manners.agent += " (+" + settings_.contact + ")";
    web_ = fetching::network(std::move(manners));
    const auto cache = installation_.folder() / "fetch-cache";
    fetcher_.emplace(fetching::Surroundings{installation_.files(), installation_.clock(), *web_,
                                            wait_unless_stopped, cache},
                     settings_);
    return {};
  }

  /// In the order in which they are tried: the first format before the second.
  [[nodiscard]] std::vector<FetchPlace> places(const FetchedFile& file) const {
    std::vector<FetchPlace> places;
    const bool mirror = !wish_.from.empty();
    for (const auto& format : wish_.formats) {
      const fetching::Blanks blanks{file.symbol, model::code_of(file.language), format};
      for (const auto& pattern : mirror ? settings_.mirror : settings_.service) {
        if (!pattern.format.empty() && pattern.format != format) continue;
        if (!web_origin_) {
          const auto path = fetching::filled_path(pattern.text, blanks);
          places.push_back({format, (std::filesystem::path(wish_.from) / path).string()});
          continue;
        }
        auto address = fetching::filled_address(pattern.text, blanks);
        const bool joined = !mirror || wish_.from.ends_with('/');
        if (mirror) address.insert(0, joined ? wish_.from : wish_.from + "/");
        places.push_back({format, std::move(address)});
      }
    }
    return places;
  }

  Status bring(FetchedFile& file) {
    const auto tried = places(file);
    if (tried.empty()) {
      refuse(file, {ErrorKind::invalid_input, "the settings have no address for this format",
                    fmt::format("{}", fmt::join(wish_.formats, ",")),
                    "add a row to fetch.csv of the installation's folder"});
    }
    for (const auto& place : tried) {
      file.addresses.push_back(place.address);
      if (wish_.dry_run) continue;
      COMITY_CHECK(web_origin_ ? bring_from_web(file, place) : bring_from_folder(file, place));
      if (file.outcome != FetchOutcome::not_found) return {};
    }
    return {};
  }

  static void refuse(FetchedFile& file, base::Error error) {
    file.outcome =
        error.kind == ErrorKind::not_found ? FetchOutcome::not_found : FetchOutcome::refused;
    file.error = std::move(error);
  }

  /// The file's turn in the import comes when all are here.
  void take(FetchedFile& file, const FetchPlace& place, std::filesystem::path path) {
    file.file = web_origin_ ? name_in_import(file, place.format) : place.address;
    file.error = {};
    FileSource source;
    source.name = file.file;
    // A folder's name is this machine's own affair.
    if (web_origin_) source.origin = place.address;
    source.bytes = [&files = installation_.files(), path = std::move(path)] {
      return files.read(path, kMostFileBytes);
    };
    sources_.push_back(std::move(source));
  }

  Status bring_from_web(FetchedFile& file, const FetchPlace& place) {
    auto brought = fetcher_->bring(place.address, place.format, wish_.import.stop);
    if (!brought) {
      auto& trouble = brought.error();
      if (trouble.own) return tl::unexpected<base::Error>(std::move(trouble.error));
      refuse(file, std::move(trouble.error));
      return {};
    }
    file.outcome = brought->news ? FetchOutcome::fetched : FetchOutcome::unchanged;
    file.bytes = brought->bytes;
    take(file, place, brought->folder / "body");
    return {};
  }

  Status bring_from_folder(FetchedFile& file, const FetchPlace& place) {
    const auto bytes = installation_.files().read(place.address, kMostFileBytes);
    if (!bytes) {
      refuse(file, bytes.error());
      if (file.outcome == FetchOutcome::not_found) {
        file.error = {ErrorKind::not_found, "the folder has no such document", place.address,
                      "look at how the folder is laid out: mirror in fetch.csv says it"};
      }
      return {};
    }
    file.outcome = FetchOutcome::fetched;
    file.bytes = bytes->size();
    take(file, place, place.address);
    return {};
  }

  Installation& installation_;
  const FetchWish& wish_;
  const fetching::Settings settings_;
  bool web_origin_ = true;
  std::unique_ptr<fetching::Web> web_;
  std::optional<fetching::Fetcher> fetcher_;
  std::vector<FileSource> sources_;
  FetchReport report_;
};

/// A document that says of itself that it is another one is told, and kept as what it says.
void compare_symbols(FetchReport& report) {
  for (auto& file : report.files) {
    for (const auto& read : report.import.files) {
      if (file.file.empty() || read.file != file.file) continue;
      if (!read.work.empty() && read.work != file.symbol) file.other = read.work;
    }
  }
}

}  // namespace

std::string_view name_of(FetchOutcome outcome) {
  switch (outcome) {
    case FetchOutcome::fetched:
      return "fetched";
    case FetchOutcome::unchanged:
      return "unchanged";
    case FetchOutcome::not_found:
      return "not_found";
    case FetchOutcome::refused:
      return "refused";
    case FetchOutcome::planned:
      return "planned";
  }
  return "refused";
}

std::size_t FetchReport::count(FetchOutcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(),
                    [&](const FetchedFile& file) { return file.outcome == outcome; }));
}

Result<FetchReport> fetch(Installation& installation, const Actor& actor, const FetchWish& wish) {
  COMITY_CHECK(must_be_allowed(actor, Action::import_document, wish.import.space,
                               "only an editor may fetch into the space " + wish.import.space,
                               wish.import.space));
  COMITY_ASSERT(!wish.formats.empty());
  COMITY_TRY(const auto symbols, parsed(wish.symbols));
  COMITY_TRY(auto settings, fetching::settings_of(installation.files(), installation.folder()));
  FetchRun run(installation, wish, std::move(settings));
  COMITY_TRY(auto report, run.run(symbols));
  auto sources = std::move(run).sources();
  if (report.dry_run || report.interrupted || sources.empty()) return report;
  COMITY_TRY(report.import, import_sources(installation, actor, std::move(sources), wish.import));
  report.interrupted = report.import.interrupted;
  compare_symbols(report);
  return report;
}

base::JsonObject to_json(const FetchReport& report) {
  base::JsonObject out{{"dry_run", report.dry_run}};
  for (const auto outcome : {FetchOutcome::fetched, FetchOutcome::unchanged,
                             FetchOutcome::not_found, FetchOutcome::refused}) {
    out[name_of(outcome)] = report.count(outcome);
  }
  base::JsonArray files;
  for (const auto& file : report.files) {
    base::JsonArray addresses;
    for (const auto& address : file.addresses) addresses.push_back(base::Json(address));
    base::JsonObject row{{"symbol", file.symbol},
                         {"language", model::code_of(file.language)},
                         {"outcome", name_of(file.outcome)},
                         {"addresses", std::move(addresses)},
                         {"bytes", file.bytes}};
    if (!file.file.empty()) row["file"] = file.file;
    if (!file.other.empty()) row["other"] = file.other;
    if (!file.error.message.empty()) {
      row["kind"] = base::name_of(file.error.kind);
      row["place"] = file.error.place;
      row["message"] = file.error.message;
      row["mend"] = file.error.mend;
    }
    files.push_back(std::move(row));
  }
  out["files"] = std::move(files);
  out["import"] = to_json(report.import);
  out["interrupted"] = report.interrupted;
  return out;
}

}  // namespace comity::service
