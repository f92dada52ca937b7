#include "reading/archive/archive.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "reading/archive/zip.h"

namespace comity::reading {
namespace {

// All files together; they go back to the parent in one answer.
constexpr std::uint64_t kMostUnpacked = std::uint64_t{160} << 20;

bool is_of_a_system(std::string_view name) {
  const auto steps = base::split(name, '/');
  return std::any_of(steps.begin(), steps.end(), [](std::string_view step) {
    return step.starts_with('.') || step == "__MACOSX";
  });
}

}  // namespace

base::Result<std::vector<Member>> unpack(std::string_view bytes) {
  ZipLimits limits;
  limits.inflated_bytes = kMostUnpacked;
  COMITY_TRY(const auto zip, Zip::open(bytes, limits));
  std::vector<Member> members;
  for (const auto& file : zip.members()) {
    if (is_of_a_system(file.name)) continue;
    members.push_back({file.name, zip.read(file.name)});
  }
  if (members.empty()) {
    return base::fail(base::ErrorKind::corrupt, "the archive holds no file", {},
                      "get a whole copy of the archive");
  }
  return members;
}

}  // namespace comity::reading
