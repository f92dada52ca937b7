#pragma once

#include <string>
#include <vector>

#include "http/finding.h"

// One saved search, and what was asked of it, for tests.
namespace comity::http {

class SampleFinding final : public Finding {
 public:
  static constexpr std::string_view kSearch = "0123456789ABC";

  base::Result<base::Json> saved_searches(std::string_view, const Actor&) override {
    const auto count = [](int value) {
      return base::JsonObject{{"value", value}, {"address", "/search?q=rights"}};
    };
    return base::Json(base::JsonObject{
        {"searches", base::JsonArray{base::JsonObject{{"id", kSearch},
                                                      {"name", "My <rights>"},
                                                      {"query", "rights"},
                                                      {"filters", base::JsonArray{}},
                                                      {"created", "2026-01-01T00:00:00Z"},
                                                      {"address", "/search?q=rights"},
                                                      {"atom_address", "/search.atom?q=rights"},
                                                      {"count", count(7)},
                                                      {"fresh", count(2)},
                                                      {"problem", ""}}}},
        {"at", base::JsonArray{base::JsonObject{{"space", "home"}, {"entry", 7}},
                               base::JsonObject{{"space", "law"}, {"entry", 3}}}}});
  }
  base::Status save_search(std::string_view name, const std::vector<Parameter>& question,
                           const Actor& actor) override {
    COMITY_CHECK(in_person(actor));
    decided.push_back("save " + std::string(name));
    for (const auto& [parameter, value] : question) decided.back() += " " + parameter + "=" + value;
    return {};
  }
  base::Status rename_saved_search(std::string_view id, std::string_view name,
                                   const Actor& actor) override {
    return decide(id, "rename to " + std::string(name), actor);
  }
  base::Status delete_saved_search(std::string_view id, const Actor& actor) override {
    return decide(id, "delete", actor);
  }
  base::Status see_saved_search(std::string_view id, std::string_view at,
                                const Actor& actor) override {
    return decide(id, "see " + std::string(at), actor);
  }
  base::Result<base::Json> tag_found_form(const std::vector<Parameter>& question, std::string_view,
                                          const Actor&) override {
    base::JsonObject label{{"code", "Water"}, {"label", "Water <&>"}};
    base::JsonObject scheme{{"scheme", "theme"}, {"labels", base::JsonArray{label}}};
    return base::Json(base::JsonObject{
        {"query", question.empty() ? "" : question.front().value},
        {"filters", base::JsonArray{}},
        {"clauses", base::JsonObject{{"value", 3}, {"address", "/search?q=rights"}}},
        {"choices", base::JsonArray{scheme}},
        {"actions", base::JsonArray{"confirm", "add"}}});
  }
  base::Result<base::Json> tag_found(const TagFoundWish& wish, const Actor&) override {
    tagged = wish;
    return base::Json(base::JsonObject{{"rows", 3},
                                       {"changed", 2},
                                       {"same", 1},
                                       {"refused", base::JsonArray{}},
                                       {"refused_count", 0},
                                       {"entries", base::JsonArray{}},
                                       {"done", wish.effect == Effect::record}});
  }

  std::vector<std::string> decided;
  TagFoundWish tagged;

 private:
  static base::Status in_person(const Actor& actor) {
    if (!actor.by_token()) return {};
    return base::fail(base::ErrorKind::forbidden, "a person keeps searches, no token does");
  }
  base::Status decide(std::string_view id, const std::string& what, const Actor& actor) {
    COMITY_CHECK(in_person(actor));
    if (id != kSearch) return base::fail(base::ErrorKind::not_found, "you have no such search");
    decided.push_back(what);
    return {};
  }
};

}  // namespace comity::http
