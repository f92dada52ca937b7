#include "service/importing/keeping.h"

#include <algorithm>
#include <filesystem>

#include "base/id.h"
#include "render/akn.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::string_view kCutFrom = "cut from ";

/// "A_HRC_14_37.14-1.akn"
std::string file_name_of_part(const std::string& document, const grammar::Part& part) {
  std::string name = part.name;
  std::replace(name.begin(), name.end(), '/', '-');
  return std::filesystem::path(document).stem().string() + "." + name + ".akn";
}

}  // namespace

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
    const FileSource source{
        file_name_of_part(document.file_name, part), {}, std::string(kCutFrom) + document.work};
    COMITY_TRY(const auto alone, installation.read_file(bytes, source.name, states));
    COMITY_TRY(auto act, keep_file(installation, source, bytes, alone));
    act.work = work;
    acts.push_back(std::move(act));
  }
  return acts;
}

std::string work_of_part(const grammar::Part& part, const base::Hash& file) {
  if (!part.symbol.empty()) return part.symbol.text();
  constexpr std::size_t kBytes = 8;
  const auto hash = base::sha256(file.hex() + "/" + part.name);
  std::uint64_t id = 0;
  for (const char c : hash.view().substr(0, kBytes)) id = id << 8 | static_cast<unsigned char>(c);
  return "~" + base::crockford(std::max<std::uint64_t>(id >> 1, 1));
}

std::string_view document_of_origin(std::string_view origin) {
  return origin.starts_with(kCutFrom) ? origin.substr(kCutFrom.size()) : std::string_view();
}

}  // namespace comity::service
