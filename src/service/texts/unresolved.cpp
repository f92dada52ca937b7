#include "service/texts/unresolved.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "model/symbol.h"
#include "service/address.h"
#include "service/documents/document_view.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;

constexpr std::size_t kCandidates = 5;

bool is_part_of_cited(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '/';
}

/// "1325" of "resolution 1325", "16/21" of "resolutions 16/21": the last number that stands there.
std::string cited_number(std::string_view text) {
  auto end = text.size();
  while (end > 0 && std::isdigit(static_cast<unsigned char>(text[end - 1])) == 0) --end;
  auto begin = end;
  while (begin > 0 && is_part_of_cited(text[begin - 1])) --begin;
  return std::string(text.substr(begin, end - begin));
}

/// Whether a symbol is one of a text that was adopted under that number: "S/RES/1325(2000)",
/// "A/HRC/RES/16/21".
bool bears(std::string_view symbol, const std::string& number) {
  for (const std::string_view series : {"/RES/", "/DEC/"}) {
    const auto at = symbol.find(series);
    if (at == symbol.npos) continue;
    const auto rest = symbol.substr(at + series.size());
    if (!rest.starts_with(number)) continue;
    if (rest.size() == number.size() || rest[number.size()] == '(') return true;
  }
  return false;
}

JsonObject row_of(const model::Citation& citation, const RecordTexts& record) {
  const bool told = !citation.target.empty();
  return {{"text", citation.text},
          {"target", citation.target},
          {"why", told ? "not_held" : "not_told"},
          {"fetch", fetch_words(citation.target)},
          {"candidates", told ? JsonArray() : candidates_for(citation.text, record)},
          {"paragraphs", JsonArray()}};
}

}  // namespace

std::string fetch_words(std::string_view symbol) {
  const bool document = symbol.find('/') != symbol.npos && model::Symbol::parse(symbol);
  return document ? "comity fetch " + std::string(symbol) : std::string();
}

JsonArray candidates_for(std::string_view words, const RecordTexts& record) {
  JsonArray out;
  const auto number = cited_number(words);
  if (number.empty()) return out;
  for (const auto& text : record.texts()) {
    if (!bears(text.work.symbol, number)) continue;
    out.push_back(JsonObject{{"work", text.work.name},
                             {"title", text.work.title},
                             {"address", document_address(text.work.name)}});
    if (out.size() == kCandidates) break;
  }
  return out;
}

JsonArray unresolved_json(const model::Reading& reading, std::string_view work,
                          const RecordTexts& record) {
  JsonArray rows;
  std::map<std::string, std::size_t> places;  // of a target or wording among the rows
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    for (const auto& citation : paragraph.citations) {
      const bool told = !citation.target.empty();
      if (told && record.named(citation.target) != nullptr) continue;
      const auto& key = told ? citation.target : citation.text;
      const auto [place, fresh] = places.emplace(key, rows.size());
      if (fresh) rows.push_back(row_of(citation, record));
      auto& paragraphs = rows[place->second].as_object()["paragraphs"].as_array();
      const auto anchor = anchor_of(paragraph, i + 1);
      JsonObject where{{"number", paragraph.number}, {"address", document_address(work, anchor)}};
      if (paragraphs.empty() || paragraphs.back() != base::Json(where)) {
        paragraphs.push_back(std::move(where));
      }
    }
  }
  return rows;
}

}  // namespace comity::service
