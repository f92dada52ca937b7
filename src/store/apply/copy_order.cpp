#include "store/apply/copy_order.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace comity::store {
namespace {

struct Format {
  std::string_view media_type;
  std::string_view name;
};

constexpr std::array kFormats = {
    Format{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    Format{"application/pdf", "pdf"},
    Format{"text/html", "html"},
    Format{"application/akn+xml", "akn"},
    Format{"text/markdown", "markdown"},
    Format{"text/plain", "text"},
    Format{"application/msword", "doc"},
    Format{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    Format{"text/csv", "csv"},
    Format{"text/tab-separated-values", "tsv"},
};

}  // namespace

int format_rank(std::string_view media_type) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(),
                   [&](const Format& format) { return format.media_type == media_type; });
  return static_cast<int>(found - kFormats.begin());
}

std::string_view format_of(std::string_view media_type) {
  const auto rank = static_cast<std::size_t>(format_rank(media_type));
  return rank < kFormats.size() ? kFormats.at(rank).name : "other";
}

std::string_view cut_from(std::string_view origin) {
  return origin.starts_with(kCutFrom) ? origin.substr(kCutFrom.size()) : std::string_view();
}

bool precedes(const Copy& a, const Copy& b) {
  const auto rank = [](const Copy& copy) {
    // What was cut out of a document anew takes the place of what was cut before.
    const bool cut = !cut_from(copy.origin).empty();
    const auto entry = static_cast<std::int64_t>(copy.entry);
    return std::tuple(-static_cast<std::int64_t>(copy.chosen), -copy.issue,
                      format_rank(copy.media_type), cut, cut ? -entry : entry);
  };
  return rank(a) < rank(b);
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::only:
      return "only";
    case Standing::chosen:
      return "chosen";
    case Standing::later_issue:
      return "later_issue";
    case Standing::format:
      return "format";
    case Standing::later_cut:
      return "later_cut";
    case Standing::first_read:
      break;
  }
  return "first_read";
}

Standing standing_of(const Copy& in_force, std::span<const Copy> copies) {
  const Copy* next = nullptr;
  for (const auto& copy : copies) {
    if (copy.language != in_force.language || copy.entry == in_force.entry) continue;
    if (next == nullptr || precedes(copy, *next)) next = &copy;
  }
  if (next == nullptr) return Standing::only;
  if (in_force.chosen != 0) return Standing::chosen;
  if (in_force.issue > next->issue) return Standing::later_issue;
  const bool better = format_rank(in_force.media_type) < format_rank(next->media_type);
  if (better) return Standing::format;
  return cut_from(next->origin).empty() || cut_from(in_force.origin).empty() ? Standing::first_read
                                                                             : Standing::later_cut;
}

}  // namespace comity::store
