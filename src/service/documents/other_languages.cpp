#include "service/documents/other_languages.h"

#include <algorithm>

#include "service/address.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;

std::string text_in(const model::Reading& reading, std::string_view number) {
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.number == number && paragraph.kind != model::ParagraphKind::note) {
      return model::text_of(paragraph.runs);
    }
  }
  return {};
}

}  // namespace

base::Result<JsonArray> in_other_languages(const Installation& installation,
                                           const store::Read& read, const store::Work& work,
                                           std::string_view number) {
  JsonArray out;
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  for (const auto& copy : copies) {
    if (!copy.in_force || copy.reading == work.reading) continue;
    COMITY_TRY(const auto reading, installation.store().reading(copy.reading));
    const auto text = text_in(*reading, number);
    if (text.empty()) continue;
    const std::string language(model::code_of(copy.language));
    out.push_back(
        JsonObject{{"language", language},
                   {"direction", copy.language == model::Language::ar ? "rtl" : "ltr"},
                   {"text", text},
                   {"address", address_with(document_address(work.name), {{"language", language}}) +
                                   '#' + encode_path(number)}});
  }
  std::sort(out.begin(), out.end(), [](const base::Json& a, const base::Json& b) {
    return base::text_at(a.as_object(), "language") < base::text_at(b.as_object(), "language");
  });
  return out;
}

}  // namespace comity::service
