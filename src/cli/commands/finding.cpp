#include "cli/commands/finding.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "service/finding/completion.h"
#include "service/finding/saved_searches.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;
using service::Installation;

std::int64_t counted_in(const JsonObject& object, std::string_view member) {
  return base::integer_at(base::object_at(object, member), "value");
}

Result<int> complete(Installation& installation, const Invocation& invocation,
                     const Streams& streams) {
  COMITY_TRY(const auto answer, service::completions(installation, ask_of(invocation),
                                                     {invocation.words, std::nullopt}));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& each : base::array_at(answer.body, "completions")) {
    const auto& one = each.as_object();
    streams.out << base::text_at(one, "written");
    if (base::text_at(one, "kind") == "value") {
      streams.out << fmt::format("  {}  {}", base::text_at(one, "name"), counted_in(one, "count"));
    }
    streams.out << "\n";
  }
  return kDone;
}

Result<int> list_searches(Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  COMITY_TRY(const auto answer, service::saved_searches(installation, ask_of(invocation)));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer);
    return kDone;
  }
  for (const auto& each : base::array_at(answer, "searches")) {
    const auto& one = each.as_object();
    const auto problem = base::text_at(one, "problem");
    streams.out << fmt::format(
        "{}  {}  {}\n", base::text_at(one, "id"), base::text_at(one, "name"),
        problem.empty()
            ? fmt::format("{} new of {}", counted_in(one, "fresh"), counted_in(one, "count"))
            : std::string(problem));
  }
  return kDone;
}

/// The id of the owner's search that is named, by its name or its id.
Result<std::string> search_meant(Installation& installation, const Invocation& invocation) {
  COMITY_TRY(const auto names, service::saved_search_names(installation, ask_of(invocation).actor));
  for (const auto& each : names) {
    const auto& one = each.as_object();
    if (base::text_at(one, "name") == invocation.words)
      return std::string(base::text_at(one, "id"));
  }
  return invocation.words;
}

Result<int> change_search(Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  const auto owner = ask_of(invocation).actor;
  COMITY_TRY(auto id, search_meant(installation, invocation));
  switch (invocation.command) {
    case Command::searches_save: {
      service::SearchRequest request;
      request.text = invocation.words;
      request.filters = invocation.filters;
      COMITY_TRY(id,
                 service::save_search(installation, ask_of(invocation), invocation.name, request));
      break;
    }
    case Command::searches_rename:
      COMITY_CHECK(service::rename_saved_search(installation, owner, id, invocation.name));
      break;
    case Command::searches_delete:
      COMITY_CHECK(service::delete_saved_search(installation, owner, id));
      break;
    default:
      COMITY_CHECK(service::see_saved_search(installation, owner, id));
  }
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(JsonObject{{"id", id}});
  } else {
    streams.out << id << "\n";
  }
  return kDone;
}

}  // namespace

Result<int> run_finding(Installation& installation, const Invocation& invocation,
                        const Streams& streams) {
  if (invocation.command == Command::complete) {
    return complete(installation, invocation, streams);
  }
  if (invocation.command == Command::searches) {
    return list_searches(installation, invocation, streams);
  }
  return change_search(installation, invocation, streams);
}

}  // namespace comity::cli
