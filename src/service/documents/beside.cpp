#include "service/documents/beside.h"

#include <algorithm>
#include <vector>

#include "service/address.h"
#include "service/documents/beside_rows.h"
#include "service/documents/cited_works.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::Paragraph;
using model::Reading;

// Anchors of the second version's own: those of the first are the page's.
constexpr std::string_view kOwnAnchor = "beside-";

std::string own_address(const store::Work& work, const ShownCopy& shown) {
  return document_address(work.name) + (shown.leading ? "" : "?" + copy_query(shown.copy));
}

JsonObject version_json(const Reading& reading, const store::Copy& copy, std::string address) {
  return {{"language", model::code_of(copy.language)},
          {"direction", copy.language == model::Language::ar ? "rtl" : "ltr"},
          {"title", reading.title},
          {"file", copy.file_name},
          {"address", std::move(address)}};
}

/// The two readings with what their markup needs to know.
struct Versions {
  const Reading& first;
  const Reading& second;
  const ViewContext& first_context;
  const ViewContext& second_context;
};

JsonObject row_json(const Versions& versions, const BesideRow& row) {
  JsonObject json{
      {"number", ""}, {"anchor", ""}, {"kind", ""}, {"first", nullptr}, {"second", nullptr}};
  const auto tell = [&](const Paragraph& paragraph, const std::string& anchor) {
    json["number"] = paragraph.number;
    json["anchor"] = anchor;
    json["kind"] = model::name_of(paragraph.kind);
  };
  if (row.second != BesideRow::kNone) {
    const auto& paragraph = versions.second.paragraphs[row.second];
    const auto anchor = std::string(kOwnAnchor) + anchor_of(paragraph, row.second + 1);
    tell(paragraph, paragraph.number.empty() ? anchor : paragraph.number);
    json["second"] = paragraph_json(paragraph, anchor, versions.second_context);
  }
  if (row.first != BesideRow::kNone) {
    const auto& paragraph = versions.first.paragraphs[row.first];
    const auto anchor = anchor_of(paragraph, row.first + 1);
    tell(paragraph, anchor);
    json["first"] = paragraph_json(paragraph, anchor, versions.first_context);
  }
  return json;
}

base::Status must_be_another(const store::Work& work, const ShownCopy& shown,
                             std::string_view language) {
  if (!model::language_from(language)) {
    return fail(ErrorKind::invalid_input, "there is no language " + std::string(language), "beside",
                "name one of ar, zh, en, fr, ru and es");
  }
  if (model::code_of(shown.copy.language) != language) return {};
  return fail(ErrorKind::invalid_input,
              work.name + " is shown in " + std::string(language) +
                  " already, and is not set beside itself",
              "beside", "name another of its languages; its page lists them");
}

}  // namespace

Result<base::Json> beside_json(const Installation& installation, const BesideWish& wish,
                               std::string_view language, const ViewContext& context) {
  COMITY_CHECK(must_be_another(wish.work, wish.shown, language));
  const auto copy = std::find_if(wish.copies.begin(), wish.copies.end(), [&](const auto& each) {
    return each.in_force && model::code_of(each.language) == language;
  });
  if (copy == wish.copies.end()) return base::Json(nullptr);
  COMITY_TRY(const auto first, installation.store().reading(wish.shown.copy.reading));
  COMITY_TRY(const auto second, installation.store().reading(copy->reading));
  COMITY_TRY(const auto cited, CitedWorks::of(second->paragraphs, wish.read, wish.asker));
  auto second_context = context;
  second_context.copy_query = copy_query(*copy);
  second_context.address_of_symbol = [&](std::string_view symbol) {
    return cited.address_of(symbol);
  };
  const Versions versions{*first, *second, context, second_context};
  JsonArray rows;
  JsonArray alone;  // the numbers that one of the two has alone
  for (const auto& row : beside_rows(*first, *second)) {
    auto json = row_json(versions, row);
    const bool lonely = row.first == BesideRow::kNone || row.second == BesideRow::kNone;
    if (lonely && !json["number"].as_string().empty()) alone.push_back(json["number"]);
    rows.push_back(std::move(json));
  }
  const auto other =
      address_with(document_address(wish.work.name), {{"language", std::string(language)}});
  return base::Json(JsonObject{
      {"first", version_json(*first, wish.shown.copy, own_address(wish.work, wish.shown))},
      {"second", version_json(*second, *copy, other)},
      {"rows", std::move(rows)},
      {"alone", std::move(alone)}});
}

std::string beside_address(const store::Work& work, const ShownCopy& shown,
                           model::Language language) {
  if (language == shown.copy.language) return {};
  const std::string code(model::code_of(language));
  const auto address = own_address(work, shown);
  return address + (shown.leading ? "?" : "&") + "beside=" + code;
}

}  // namespace comity::service
