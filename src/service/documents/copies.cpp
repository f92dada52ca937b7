#include "service/documents/copies.h"

#include <algorithm>
#include <set>

#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/beside.h"
#include "service/documents/differences.h"
#include "service/documents/documents.h"
#include "store/apply/copy_order.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using store::Copy;

constexpr std::size_t kShortestHash = 8;
constexpr std::size_t kShownHash = 16;         ///< digits in addresses
constexpr std::size_t kShownDifferences = 20;  ///< of one copy, one by one

Result<const Copy*> copy_named(const store::Work& work, std::span<const Copy> copies,
                               std::string_view hash) {
  const Copy* found = nullptr;
  for (const auto& copy : copies) {
    if (hash.size() >= kShortestHash && copy.file.hex().starts_with(hash)) found = &copy;
  }
  if (found == nullptr) {
    return fail(ErrorKind::not_found, "the document has no copy " + std::string(hash),
                document_address(work.name), "its page lists the copies there are");
  }
  return found;
}

/// The paragraphs in which `other` differs from `shown`.
std::vector<model::Finding> findings_on(const model::Reading& shown, const model::Reading& other,
                                        const std::string& name, Compared compared) {
  std::vector<model::Finding> findings;
  const auto differences = paragraph_differences(shown, other, compared);
  for (const auto& each : differences) {
    if (findings.size() == kShownDifferences) {
      const auto left = std::to_string(differences.size() - kShownDifferences);
      findings.push_back({"copy.more", {}, {}, name, left});
      break;
    }
    switch (each.change) {
      case Change::added:
        findings.push_back({"copy.adds", {}, {}, name, each.number});
        break;
      case Change::removed:
        findings.push_back({"copy.lacks", each.number, {}, name, {}});
        break;
      default:
        findings.push_back({"copy.differs", each.number, {}, name, {}});
    }
  }
  return findings;
}

}  // namespace

Result<ShownCopy> shown_copy(const store::Work& work, std::span<const Copy> copies,
                             const CopyWish& wish) {
  const auto leading = std::find_if(copies.begin(), copies.end(),
                                    [&](const Copy& copy) { return copy.file == work.file; });
  COMITY_ASSERT(leading != copies.end());
  if (!wish.copy.empty()) {
    COMITY_TRY(const auto* const named, copy_named(work, copies, wish.copy));
    return ShownCopy{*named, named->file == work.file, {}};
  }
  if (wish.language.empty()) return ShownCopy{*leading, true, {}};
  for (const auto& copy : copies) {
    if (copy.in_force && model::code_of(copy.language) == wish.language) {
      return ShownCopy{copy, copy.file == work.file, {}};
    }
  }
  return ShownCopy{*leading, true, wish.language};
}

std::string copy_query(const Copy& copy) { return "copy=" + copy.file.hex().substr(0, kShownHash); }

JsonArray copies_json(const store::Work& work, std::span<const Copy> copies, const ShownCopy& shown,
                      const Actor& actor) {
  const bool may_choose = may(actor, Action::choose_copy, work.space_name);
  const auto choose = document_address(work.name) + "/choose";
  JsonArray out;
  for (const auto& copy : copies) {
    const auto standing = copy.in_force ? name_of(standing_of(copy, copies)) : std::string_view();
    out.push_back(JsonObject{{"name", copy.file_name},
                             {"hash", copy.file.hex()},
                             {"language", model::code_of(copy.language)},
                             {"media_type", copy.media_type},
                             {"format", store::format_of(copy.media_type)},
                             {"bytes", copy.bytes},
                             {"issue", copy.issue},
                             {"in_force", copy.in_force},
                             {"standing", standing},
                             {"shown", copy.file == shown.copy.file},
                             {"conflict", copy.conflicts_with != 0},
                             {"choose", may_choose && !copy.in_force ? choose : std::string()},
                             {"read", base::to_rfc3339(copy.time)},
                             {"address", document_address(work.name) + "?" + copy_query(copy)}});
  }
  return out;
}

JsonArray languages_json(const store::Work& work, std::span<const Copy> copies,
                         const ShownCopy& shown, std::string_view beside) {
  std::set<model::Language> languages;
  for (const auto& copy : copies) languages.insert(copy.language);
  JsonArray out;
  for (const auto language : languages) {
    const std::string code(model::code_of(language));
    out.push_back(
        JsonObject{{"language", code},
                   {"shown", language == shown.copy.language},
                   {"beside", beside_address(work, shown, language)},
                   {"is_beside", code == beside},
                   {"address", address_with(document_address(work.name), {{"language", code}})}});
  }
  return out;
}

Result<std::vector<model::Finding>> copy_findings(const Installation& installation,
                                                  std::span<const Copy> copies, const Copy& shown) {
  std::vector<model::Finding> findings;
  COMITY_TRY(const auto reading, installation.store().reading(shown.reading));
  for (const auto& copy : copies) {
    const bool apart = copy.language != shown.language || copy.reading == shown.reading;
    // What was cut before, of the same document, was read worse: nobody need look at it.
    const bool cut_before =
        !store::cut_from(copy.origin).empty() && copy.origin == shown.origin && !copy.in_force;
    if (apart || cut_before || (!shown.in_force && !copy.in_force)) continue;
    COMITY_TRY(const auto other, installation.store().reading(copy.reading));
    const bool one_format = copy.media_type == shown.media_type;
    auto found = findings_on(*reading, *other, copy.file_name,
                             one_format ? Compared::to_the_letter : Compared::by_words);
    std::move(found.begin(), found.end(), std::back_inserter(findings));
  }
  return findings;
}

base::Status choose_copy(Installation& installation, const Ask& ask, std::string_view name,
                         std::string_view hash, std::string_view etag) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto work, work_to_change(read, ask, name, Action::choose_copy, etag));
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto* const copy, copy_named(work, copies, hash));
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  store::NewEntry entry{work.space, person, store::CopyChosen{work.name, copy->file}};
  if (!etag.empty()) entry.seen = work.changed;
  COMITY_TRY(const auto appended, installation.store().append({std::move(entry)}));
  return {};
}

}  // namespace comity::service
