#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "service/address.h"
#include "service/finding/search.h"

// A question of the search as addresses and words: the search page and what is drawn from it.
namespace comity::service {

/// Addresses of the same question with other filters. It keeps the request that it is given.
class SearchAddresses {
 public:
  /// `path` shows the question; `kept` are parameters of that page alone.
  SearchAddresses(std::string_view path, const SearchRequest& request, Parameters kept = {})
      : path_(path), request_(request), kept_(std::move(kept)) {}

  /// With this value as the facet's only one: the count beside it is of exactly that.
  [[nodiscard]] std::string only(const std::string& name, const std::string& value) const;
  /// The same of two facets.
  [[nodiscard]] std::string only(const std::pair<std::string, std::string>& one,
                                 const std::pair<std::string, std::string>& other) const;
  [[nodiscard]] std::string without(const std::string& name, const std::string& value) const;
  [[nodiscard]] std::string page(const std::string& cursor) const;
  [[nodiscard]] std::string opening(std::string_view facet) const;
  [[nodiscard]] std::string here() const;
  [[nodiscard]] bool has(const std::string& name, const std::string& value) const;

 private:
  [[nodiscard]] Parameters all() const;

  std::string path_;
  const SearchRequest& request_;
  Parameters kept_;
};

/// What a value of a facet is called: a State by its name, a tag by its label, else itself.
[[nodiscard]] std::string value_name(const StateNames& states, model::Language language,
                                     std::string_view facet, std::string_view value);

/// The filters of a question, each with the address without it.
[[nodiscard]] base::JsonArray chips_json(const SearchRequest& request,
                                         const SearchAddresses& addresses, const StateNames& states,
                                         model::Language language);

}  // namespace comity::service
