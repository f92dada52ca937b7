#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "service/documents/copies.h"
#include "service/installation.h"

// Texts: lists of works, one document as structure, its pages and its file (api/openapi.yaml).
namespace comity::service {

struct DocumentsQuery {
  std::string kind;
  std::string words;
  std::string cursor;
};

/// invalid_input: no such kind, or a cursor of another list.
[[nodiscard]] base::Result<Answer> home(Installation& installation, const Ask& ask);
[[nodiscard]] base::Result<Answer> documents(Installation& installation, const Ask& ask,
                                             const DocumentsQuery& query);
/// not_found: no such work or copy, or none that the asker may see.
[[nodiscard]] base::Result<Answer> document(Installation& installation, const Ask& ask,
                                            std::string_view work, const CopyWish& wish = {});

/// The same with one paragraph and its items alone. not_found: also where there is none of that
/// number, nor one with that anchor.
[[nodiscard]] base::Result<Answer> paragraph(Installation& installation, const Ask& ask,
                                             std::string_view work, std::string_view number,
                                             const CopyWish& wish = {});

/// not_found: no such work, or none that the actor may see.
[[nodiscard]] base::Result<store::Work> find_work(const store::Read& read, const Actor& actor,
                                                  std::string_view work);

/// A stored file, or an image made of one of its pages.
struct StoredFile {
  std::string media_type;
  std::string name;
  std::string etag;
  std::shared_ptr<const std::string> bytes;
};

[[nodiscard]] base::Result<StoredFile> original(Installation& installation, const Ask& ask,
                                                std::string_view work, const CopyWish& wish = {});
/// The original's page, from 1, as PNG. invalid_input: no such page; unsupported: no pages.
[[nodiscard]] base::Result<StoredFile> page_image(Installation& installation, const Ask& ask,
                                                  std::string_view work, int page,
                                                  const CopyWish& wish = {});

enum class Publication : std::uint8_t { publish, withdraw };

/// Makes a work public or internal again, and with it what is cut out of it (works_cut_from), in
/// one transaction; returns when it is in the record. `etag` is that of the
/// document's answer that the person saw: conflict when the work has changed since; empty to act on
/// whatever is there. forbidden, not_found.
[[nodiscard]] base::Status set_publication(Installation& installation, const Ask& ask,
                                           std::string_view work, Publication wish,
                                           std::string_view etag);

/// The state of a work, with which the tags of answers about it begin, before a ".".
[[nodiscard]] std::string etag_of(const store::Work& work);
/// The tag of an answer about it that depends on more than the work.
[[nodiscard]] std::string etag_of(const store::Work& work, const base::JsonObject& body);

/// The state of a work as forms send it back: work_to_change() takes it for an etag.
[[nodiscard]] std::string state_of_work(const store::Work& work);
/// The work that somebody wishes to change. `etag` is that of the document's answer that they saw,
/// or empty: forbidden, not_found, conflict.
[[nodiscard]] base::Result<store::Work> work_to_change(const store::Read& read, const Ask& ask,
                                                       std::string_view work, Action action,
                                                       std::string_view etag);

/// The work of that symbol or "~ID" that the asker may see; else not_found.
[[nodiscard]] base::Result<store::Work> find_work(const store::Read& read, const Actor& actor,
                                                  std::string_view name);

/// The short form of a work.
[[nodiscard]] base::JsonObject work_json(const store::Work& work);

}  // namespace comity::service
