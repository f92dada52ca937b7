#include "service/importing/keeping.h"

#include <algorithm>
#include <filesystem>

#include "base/id.h"
#include "render/akn.h"
#include "store/apply/copy_order.h"

namespace comity::service {
namespace {

using base::Result;

/// "A_HRC_14_37.14-1.akn"
std::string file_name_of_part(const std::string& document, const grammar::Part& part) {
  std::string name = part.name;
  std::replace(name.begin(), name.end(), '/', '-');
  return std::filesystem::path(document).stem().string() + "." + name + ".akn";
}

/// In no order. A folder that cannot be opened stands for itself: a walk that passed over it would
/// say that all was read.
std::vector<std::filesystem::path> files_of_folder(const std::filesystem::path& top) {
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> folders = {top};
  while (!folders.empty()) {
    const auto folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    std::filesystem::directory_iterator it(folder, error);
    for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
      if (it->path().filename().string().starts_with(".")) continue;
      std::error_code unknown;
      if (!it->is_directory(unknown)) {
        files.push_back(it->path());
      } else if (!it->is_symlink(unknown)) {
        folders.push_back(it->path());
      }
    }
    if (error) files.push_back(folder);
  }
  return files;
}

}  // namespace

std::vector<std::filesystem::path> files_under(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    auto found = files_of_folder(path);
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

Result<store::DocumentRead> keep_file(Installation& installation, const FileSource& source,
                                      std::string_view bytes,
                                      const std::shared_ptr<const model::Reading>& reading) {
  store::DocumentRead act;
  COMITY_TRY(act.file, installation.store().put_file(bytes));
  COMITY_TRY(act.reading, installation.store().put_reading(reading));
  act.file_name = std::filesystem::path(source.name).filename().string();
  act.bytes = bytes.size();
  act.media_type = reading->media_type;
  act.reader = reading->reader;
  act.program = reading->program;
  act.language = reading->language;
  act.work = reading->symbol.empty() ? store::new_work_id() : reading->symbol.text();
  act.origin = source.origin;
  return act;
}

Result<std::vector<store::DocumentRead>> keep_parts(Installation& installation,
                                                    const store::DocumentRead& document,
                                                    const model::Reading& reading,
                                                    const names::Register& states) {
  std::vector<store::DocumentRead> acts;
  for (const auto& part : grammar::parts_of(reading)) {
    const auto work = work_of_part(part, document.file);
    const auto bytes = render::akn(grammar::part_alone(reading, part), work);
    const FileSource source{file_name_of_part(document.file_name, part),
                            {},
                            std::string(store::kCutFrom) + document.work};
    COMITY_TRY(const auto alone, installation.read_file(bytes, source.name, states));
    COMITY_TRY(auto act, keep_file(installation, source, bytes, alone));
    act.work = work;
    acts.push_back(std::move(act));
  }
  return acts;
}

std::shared_ptr<const model::Reading> with_symbol(const model::Reading& reading,
                                                  const model::Symbol& symbol) {
  auto told = std::make_shared<model::Reading>(reading);
  told->symbol = symbol;
  std::erase_if(told->findings,
                [](const auto& finding) { return finding.rule == "masthead.no-symbol"; });
  return told;
}

Result<std::shared_ptr<const model::Reading>> as_told(std::shared_ptr<const model::Reading> reading,
                                                      const std::string& as,
                                                      const std::string& file) {
  if (as.empty()) return reading;
  COMITY_TRY(const auto symbol, model::Symbol::parse(as));
  if (reading->symbol.empty()) return with_symbol(*reading, symbol);
  if (reading->symbol == symbol) return reading;
  return base::fail(
      base::ErrorKind::conflict,
      "the file shows the symbol " + reading->symbol.text() + ", not " + symbol.text(), file,
      "import it without --as");
}

base::Status must_be_of(const store::Work& known, const std::string& as, const std::string& file) {
  if (as.empty()) return {};
  COMITY_TRY(const auto symbol, model::Symbol::parse(as));
  if (known.name == symbol.text()) return {};
  return base::fail(base::ErrorKind::conflict,
                    "the file is in the record as " + known.name + ", not as " + symbol.text(),
                    file,
                    "the very same file stays where it is: save it anew or in another format and "
                    "import that with --as; what is published as " +
                        known.name + " can be withdrawn on its page");
}

std::string work_of_part(const grammar::Part& part, const base::Hash& file) {
  if (!part.symbol.empty()) return part.symbol.text();
  constexpr std::size_t kBytes = 8;
  const auto hash = base::sha256(file.hex() + "/" + part.name);
  std::uint64_t id = 0;
  for (const char c : hash.view().substr(0, kBytes)) id = id << 8 | static_cast<unsigned char>(c);
  return "~" + base::crockford(std::max<std::uint64_t>(id >> 1, 1));
}

std::string_view document_of_origin(std::string_view origin) { return store::cut_from(origin); }

}  // namespace comity::service
