#include "service/backup.h"

#include <algorithm>

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

Result<store::Store> opened(const Installation::Options& options) {
  store::Options wanted;
  wanted.folder = options.folder;
  wanted.database = options.database;
  wanted.files = options.files;
  wanted.clock = options.clock;
  return store::Store::open(wanted);
}

/// Nothing is called a copy before it was read again from where it lies.
Result<Copied> checked(const store::Store& from, const store::Store& to) {
  COMITY_TRY(const auto verification, to.verify());
  COMITY_TRY(const auto check, to.rebuild_check());
  if (!verification.valid || !check.equal) {
    return fail(ErrorKind::corrupt,
                "the copy is not whole: " + verification.fault + check.difference,
                verification.place + check.place, "check the disk and copy again");
  }
  COMITY_TRY(const auto heads, from.heads());
  for (const auto& head : verification.heads) {
    // The original may have grown meanwhile, and a space may be new; no log may be another.
    const auto same = std::find_if(heads.begin(), heads.end(), [&](const store::Head& other) {
      return other.space == head.space && other.size >= head.size;
    });
    if (same == heads.end()) {
      return fail(ErrorKind::corrupt, "the copy holds a log that the record does not",
                  base::to_text(head.space), "copy again into a new folder");
    }
  }
  return Copied{verification.spaces, verification.entries, verification.heads};
}

Result<Copied> copied(const store::Store& from, store::Store& to) {
  COMITY_CHECK(to.copy_from(from));
  return checked(from, to);
}

}  // namespace

Result<Copied> back_up(Installation& installation, const Actor& actor,
                       const std::filesystem::path& folder) {
  COMITY_CHECK(must_be_allowed(actor, Action::back_up, kOwnSpace,
                               "only the owner of the folder may copy the record",
                               folder.string()));
  COMITY_CHECK(base::make_lasting_folders(installation.files(), folder));
  COMITY_TRY(const auto names, installation.files().list(folder));
  if (!names.empty()) {
    return fail(ErrorKind::conflict, "the folder is not empty", folder.string(),
                "name a new folder");
  }
  COMITY_TRY(auto copy, opened({folder, {}, &installation.files(), &installation.clock(), {}}));
  return copied(installation.store(), copy);
}

Result<Copied> restore(const Installation::Options& into, const std::filesystem::path& folder) {
  if (!into.files->exists(folder / "record.sqlite")) {
    return fail(ErrorKind::not_found, "no backup lies here", folder.string(),
                "name a folder that comity backup has written");
  }
  COMITY_TRY(const auto from, opened({folder, {}, into.files, into.clock, {}}));
  COMITY_TRY(const auto heads, from.heads());
  if (heads.empty()) {
    return fail(ErrorKind::not_found, "the backup was not finished and holds no record",
                folder.string(), "name a folder whose backup ended well");
  }
  COMITY_TRY(auto to, opened(into));
  return copied(from, to);
}

base::JsonObject to_json(const Copied& copied) {
  base::JsonArray heads;
  for (const auto& head : copied.heads) {
    heads.push_back(base::JsonObject{
        {"space", base::to_text(head.space)}, {"entries", head.size}, {"root", head.root.hex()}});
  }
  return {{"spaces", copied.spaces}, {"entries", copied.entries}, {"heads", std::move(heads)}};
}

}  // namespace comity::service
