#include "service/texts/citations.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "service/address.h"
#include "service/answer_parts.h"
#include "service/documents/documents.h"
#include "service/texts/record_texts.h"
#include "service/texts/unresolved.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kOnPage = 50;
constexpr std::size_t kCitingShown = 3;  ///< of each symbol in the list

std::string address_of(const CitationsRequest& request, const std::string& cursor = {}) {
  return address_with("/citations",
                      {{"symbol", request.symbol}, {"q", request.words}, {"cursor", cursor}});
}

/// The words of a citation that do not tell which document they mean; empty of what is told.
std::string_view untold_words(std::string_view symbol) {
  return symbol.starts_with(store::kUntold) ? symbol.substr(store::kUntold.size())
                                            : std::string_view();
}

JsonObject row_json(const store::Cited& cited, JsonArray citing, const RecordTexts& record) {
  CitationsRequest one;
  one.symbol = cited.symbol;
  const auto words = untold_words(cited.symbol);
  return {{"symbol", words.empty() ? cited.symbol : std::string()},
          {"text", words},
          {"works", count_json(cited.works, address_of(one))},
          {"fetch", words.empty() ? fetch_words(cited.symbol) : std::string()},
          {"candidates", words.empty() ? JsonArray() : candidates_for(words, record)},
          {"citing", std::move(citing)}};
}

/// Those whose symbols have the words in them.
std::vector<store::Cited> named_by(const std::vector<store::Cited>& all, const std::string& words) {
  const auto wanted = base::lower_ascii(base::trimmed(words));
  std::vector<store::Cited> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some), [&](const store::Cited& each) {
    return base::lower_ascii(each.symbol).find(wanted) != std::string::npos;
  });
  return some;
}

Result<JsonArray> rows_of(const store::Read& read, const store::Visibility& asker,
                          MissingCitations& missing, const RecordTexts& record,
                          const std::vector<store::Cited>& all, std::size_t offset) {
  JsonArray rows;
  for (auto i = offset; i < std::min(all.size(), offset + kOnPage); ++i) {
    const auto first_citing = [&]() -> Result<JsonArray> {
      COMITY_TRY(auto citing, citing_json(read, all[i].symbol, asker));
      if (citing.size() > kCitingShown) citing.resize(kCitingShown);
      return citing;
    };
    COMITY_TRY(auto citing, missing.citing(all[i].symbol, first_citing));
    rows.push_back(row_json(all[i], std::move(citing), record));
  }
  return rows;
}

JsonObject body_of(const CitationsRequest& request, std::size_t count, JsonArray rows,
                   const store::Read& read, const store::Visibility& asker) {
  auto here = request;
  here.cursor.clear();
  const auto words = untold_words(request.symbol);
  return {{"symbol", words.empty() ? std::string_view(request.symbol) : words},
          {"query", request.words},
          {"address", ""},
          {"count", count_json(count, address_of(here))},
          {"results", std::move(rows)},
          {"next", ""},
          {"next_address", ""},
          {"at", at_json(read, asker)}};
}

}  // namespace

Result<JsonArray> citing_json(const store::Read& read, std::string_view symbol,
                              const store::Visibility& asker) {
  JsonArray out;
  if (symbol.empty()) return out;
  COMITY_TRY(const auto citing, read.citing(symbol, asker));
  for (const auto& each : citing) {
    JsonArray paragraphs;
    for (const auto& number : each.numbers) {
      paragraphs.push_back(
          JsonObject{{"number", number}, {"address", document_address(each.work.name, number)}});
    }
    auto object = work_json(each.work);
    object["paragraphs"] = std::move(paragraphs);
    out.push_back(std::move(object));
  }
  return out;
}

Result<Answer> citations(Installation& installation, const Ask& ask,
                         const CitationsRequest& request) {
  COMITY_TRY(const auto offset, offset_of(request.cursor));
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  if (!request.symbol.empty()) {
    COMITY_TRY(const auto record, installation.texts().look(read, asker));
    COMITY_TRY(auto citing, citing_json(read, request.symbol, asker));
    const auto works = citing.size();
    JsonArray rows;
    if (works > 0) rows.push_back(row_json({request.symbol, works}, std::move(citing), *record));
    const auto count = rows.size();
    auto body = body_of(request, count, std::move(rows), read, asker);
    if (record->named(request.symbol) != nullptr) {
      for (auto& row : body["results"].as_array()) row.as_object()["fetch"] = "";
      body["address"] = document_address(request.symbol);
    }
    return Answer{std::move(body), {}};
  }
  COMITY_TRY(const auto record, installation.texts().look(read, asker));
  COMITY_TRY(const auto missing, installation.texts().missing(read, asker));
  const auto all = named_by(missing->all(), request.words);
  COMITY_TRY(auto rows, rows_of(read, asker, *missing, *record, all, offset));
  auto body = body_of(request, all.size(), std::move(rows), read, asker);
  if (offset + kOnPage < all.size()) {
    const auto next = std::to_string(offset + kOnPage);
    body["next"] = next;
    body["next_address"] = address_of(request, next);
  }
  return Answer{std::move(body), {}};
}

}  // namespace comity::service
