#include "service/documents/parts.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/address.h"
#include "service/documents/copies.h"
#include "service/documents/document_view.h"
#include "service/importing/keeping.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

std::string address_if(const std::vector<std::string>& known, const std::string& work) {
  const bool there = std::binary_search(known.begin(), known.end(), work);
  return there ? document_address(work) : std::string();
}

/// A copy of a document with pages, and the part that a work is of it.
struct PagedPart {
  store::Copy copy;
  std::shared_ptr<const model::Reading> reading;
  grammar::Part part;
};

Result<std::optional<PagedPart>> paged_part(const Installation& installation,
                                            const store::Read& read, const store::Work& document,
                                            const store::Work& work, model::Language language) {
  COMITY_TRY(const auto copies, read.copies(document.space, document.id));
  for (const auto& copy : copies) {
    if (copy.media_type != "application/pdf" || copy.language != language) continue;
    COMITY_TRY(auto reading, installation.store().reading(copy.reading));
    for (auto& part : grammar::parts_of(*reading)) {
      if (work_of_part(part, copy.file) != work.name) continue;
      return PagedPart{copy, std::move(reading), std::move(part)};
    }
  }
  return std::optional<PagedPart>();
}

/// The part's own reading with the places that its paragraphs have in the document.
model::Reading with_places(model::Reading alone, const PagedPart& paged) {
  alone.pages = paged.reading->pages;
  const auto& all = paged.reading->paragraphs;
  const auto end = std::min(paged.part.end, all.size());
  auto next = paged.part.begin;
  for (auto& paragraph : alone.paragraphs) {
    const auto text = model::text_of(paragraph.runs);
    if (text.empty() && paragraph.rows.empty()) continue;
    for (auto at = next; at < end; ++at) {
      const bool same = all[at].rows == paragraph.rows && model::text_of(all[at].runs) == text;
      if (!same) continue;
      paragraph.places = all[at].places;
      next = at + 1;
      break;
    }
  }
  return alone;
}

}  // namespace

Result<JsonArray> pages_of_document(const Installation& installation, const store::Read& read,
                                    const store::Visibility& asker, const store::Work& work,
                                    const store::Copy& shown, const model::Reading& reading) {
  JsonArray pages;
  const auto name = document_of_origin(shown.origin);
  if (name.empty()) return pages;
  COMITY_TRY(const auto document, read.work(work.space, name, asker));
  if (!document) return pages;
  COMITY_TRY(const auto paged, paged_part(installation, read, *document, work, shown.language));
  if (!paged) return pages;
  const bool leading = document->file == paged->copy.file;
  for (auto& page : pages_json(with_places(reading, *paged), document->name,
                               leading ? std::string() : copy_query(paged->copy))) {
    if (!base::array_at(page.as_object(), "marks").empty()) pages.push_back(std::move(page));
  }
  return pages;
}

Result<std::vector<bool>> found_in_parts(const store::Read& read, const store::Work& document,
                                         const model::Reading& reading) {
  std::vector<bool> found(reading.paragraphs.size());
  for (const auto& part : grammar::parts_of(reading)) {
    COMITY_TRY(const auto work, read.work(document.space, work_of_part(part, document.file),
                                          store::Visibility::everything()));
    if (!work || work->published != document.published) continue;
    for (auto at = part.begin; at < std::min(part.end, found.size()); ++at) found[at] = true;
  }
  return found;
}

Result<std::vector<store::Work>> documents_of_part(const store::Read& read,
                                                   const store::Work& work) {
  std::vector<store::Work> documents;
  if (!model::adopts(work.kind)) return documents;
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  std::set<std::string, std::less<>> names;
  for (const auto& copy : copies) {
    const auto name = document_of_origin(copy.origin);
    if (name.empty() || !names.emplace(name).second) continue;
    COMITY_TRY(auto document, read.work(work.space, name, store::Visibility::everything()));
    if (document) documents.push_back(*std::move(document));
  }
  return documents;
}

Result<JsonArray> parts_json(const store::Read& read, const store::Visibility& asker,
                             const model::Reading& reading, const base::Hash& file) {
  const auto parts = grammar::parts_of(reading);
  std::vector<std::string> works;
  works.reserve(parts.size());
  for (const auto& part : parts) works.push_back(work_of_part(part, file));
  COMITY_TRY(const auto known, read.known(works, asker));
  JsonArray out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = parts[i];
    out.push_back(JsonObject{{"name", part.name},
                             {"kind", model::name_of(part.kind)},
                             {"title", part.title},
                             {"work", works[i]},
                             {"symbol", part.symbol.text()},
                             {"anchor", anchor_of(reading.paragraphs[part.begin], part.begin + 1)},
                             {"address", address_if(known, works[i])}});
  }
  return out;
}

void number_in_parts(const JsonArray& parts, JsonArray& paragraphs) {
  std::set<std::string, std::less<>> names;
  for (const auto& part : parts) names.emplace(base::text_at(part.as_object(), "name"));
  for (auto& value : paragraphs) {
    auto& paragraph = value.as_object();
    const std::string number(base::text_at(paragraph, "number"));
    const auto dot = number.find('.');
    if (dot == std::string::npos || !names.contains(number.substr(0, dot))) continue;
    paragraph["in_part"] = number.substr(dot + 1);
  }
}

Result<std::vector<store::Work>> works_cut_from(const Installation& installation,
                                                const store::Read& read,
                                                const store::Work& document) {
  COMITY_TRY(const auto copies, read.copies(document.space, document.id));
  std::set<std::string> names;
  for (const auto& copy : copies) {
    COMITY_TRY(const auto reading, installation.store().reading(copy.reading));
    for (const auto& part : grammar::parts_of(*reading)) {
      names.insert(work_of_part(part, copy.file));
    }
  }
  std::vector<store::Work> works;
  for (const auto& name : names) {
    COMITY_TRY(auto work, read.work(document.space, name, store::Visibility::everything()));
    if (!work) continue;
    COMITY_TRY(const auto own, read.copies(work->space, work->id));
    const bool cut = std::all_of(own.begin(), own.end(), [&](const store::Copy& copy) {
      return document_of_origin(copy.origin) == document.name;
    });
    if (cut) works.push_back(*std::move(work));
  }
  return works;
}

base::Status publish_with_parts(Installation& installation, const store::Work& document,
                                store::ActorId person) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto parts, works_cut_from(installation, read, document));
  std::vector<store::NewEntry> entries;
  const auto publish = [&](const std::string& name) {
    entries.push_back({document.space, person, store::DocumentPublished{name}});
  };
  publish(document.name);
  for (const auto& part : parts) {
    if (!part.published) publish(part.name);
  }
  COMITY_TRY(const auto appended, installation.store().append(std::move(entries)));
  return {};
}

Result<JsonArray> printed_in_json(const store::Read& read, const store::Visibility& asker,
                                  std::span<const store::Copy> copies) {
  std::vector<std::string> documents;
  for (const auto& copy : copies) {
    const auto document = document_of_origin(copy.origin);
    if (!document.empty()) documents.emplace_back(document);
  }
  COMITY_TRY(const auto known, read.known(documents, asker));
  JsonArray out;
  for (const auto& document : known) {
    out.push_back(JsonObject{{"work", document}, {"address", document_address(document)}});
  }
  return out;
}

}  // namespace comity::service
