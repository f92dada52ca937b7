// Where the bytes of an import come from: files, long ones piece by piece, and bytes in memory.
#include "service/importing/import.h"
#include "service/importing/long_files.h"

namespace comity::service {
namespace {

/// Of a file longer than an import takes at once: what each piece, parted again into tables, has
/// room for.
constexpr std::uint64_t kPieceBytes = std::uint64_t{96} << 20;

std::vector<FileSource> sources_of(Installation& installation,
                                   const std::vector<std::filesystem::path>& paths) {
  std::vector<FileSource> sources;
  for (const auto& path : files_under(paths)) {
    FileSource source{path.string(), [&installation, path] {
                        return installation.files().read(path, kMostFileBytes);
                      }};
    std::error_code unknown;  // then the size is the largest, and what is not there is told at once
    source.size = std::filesystem::file_size(path, unknown);
    if (!unknown && source.size > kMostFileBytes) {
      // Where it cannot be read, it says so itself when its turn comes.
      const auto pieces = pieces_of(path, kPieceBytes).value_or(std::vector<LongPiece>());
      for (const auto& piece : pieces) {
        sources.push_back({path.string() + "/" + piece.name,
                           [path, piece] { return bytes_of(path, piece); }, "import",
                           piece.end - piece.begin});
      }
      if (!pieces.empty()) continue;
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace

using base::Result;

Result<ImportReport> import_files(Installation& installation, const Actor& actor,
                                  const std::vector<std::filesystem::path>& paths,
                                  const ImportOptions& options) {
  return import_sources(installation, actor, sources_of(installation, paths), options);
}

Result<ImportReport> import_texts_of(Installation& installation, const Actor& actor,
                                     const std::string& as,
                                     const std::vector<std::filesystem::path>& paths,
                                     const ImportOptions& options) {
  COMITY_TRY(const auto symbol, model::Symbol::parse(as));
  return import_sources(installation, actor, sources_of(installation, paths), options,
                        symbol.text());
}

Result<ImportReport> import_bytes(Installation& installation, const Actor& actor,
                                  std::vector<NamedBytes> files, const ImportOptions& options) {
  std::vector<FileSource> sources;
  sources.reserve(files.size());
  for (auto& file : files) {
    sources.push_back({std::move(file.name),
                       [bytes = std::move(file.bytes)] { return Result<std::string>(bytes); }});
  }
  return import_sources(installation, actor, std::move(sources), options);
}

}  // namespace comity::service
