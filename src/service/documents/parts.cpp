#include "service/documents/parts.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "service/address.h"
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

}  // namespace

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
