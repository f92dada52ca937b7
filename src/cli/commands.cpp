#include "cli/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/file_system.h"
#include "base/text.h"
#include "cli/commands/coding.h"
#include "cli/commands/compare.h"
#include "cli/commands/consultation.h"
#include "cli/commands/decisions.h"
#include "cli/commands/exports.h"
#include "cli/commands/fetch.h"
#include "cli/commands/finding.h"
#include "cli/commands/mandates.h"
#include "cli/commands/measure.h"
#include "cli/commands/people.h"
#include "cli/commands/plots.h"
#include "cli/commands/reread.h"
#include "cli/commands/show.h"
#include "cli/commands/similar.h"
#include "cli/commands/sources.h"
#include "cli/commands/tag.h"
#include "cli/commands/tags.h"
#include "cli/commands/tokens.h"
#include "cli/exit_codes.h"
#include "cli/import_report.h"
#include "cli/manual.h"
#include "cli/origin.h"
#include "cli/progress.h"
#include "service/accounts/accounts.h"
#include "service/backup.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/journal.h"
#include "service/specimen.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;
using service::Installation;

Result<int> import(Installation& installation, const Invocation& invocation, const Streams& streams,
                   std::stop_token stop) {
  service::ImportOptions options;
  if (!invocation.space.empty()) options.space = invocation.space;
  options.publish = invocation.publish;
  options.dry_run = invocation.dry_run;
  COMITY_TRY(options.columns, column_words(installation, invocation.columns));
  options.stop = std::move(stop);
  Result<service::ImportReport> report;
  {
    Progress progress(streams);
    options.progress = std::ref(progress);
    const auto owner = service::owner_of_the_folder();
    report = invocation.works.empty()
                 ? service::import_files(installation, owner, invocation.paths, options)
                 : service::import_texts_of(installation, owner, invocation.works.front(),
                                            invocation.paths, options);
  }
  if (!report) return tl::unexpected<base::Error>(report.error());
  return print_import(*report, invocation, streams);
}

/// A search's answer for programs: counts as plain numbers.
JsonObject plain(JsonObject body) {
  body["count"] = base::integer_at(base::object_at(body, "count"), "value");
  JsonObject facets;
  for (const auto& value : base::array_at(body, "facets")) {
    const auto& facet = value.as_object();
    JsonObject counts;
    for (const auto& each : base::array_at(facet, "values")) {
      counts[base::text_at(each.as_object(), "value")] =
          base::integer_at(each.as_object(), "count");
    }
    facets[base::text_at(facet, "facet")] = std::move(counts);
  }
  body["facets"] = std::move(facets);
  return body;
}

void print_result(const JsonObject& result, std::ostream& out) {
  const auto body = base::text_at(result, "body");
  out << base::text_at(result, "work");
  if (!body.empty()) out << "  " << body << ": " << base::text_at(result, "title");
  if (!base::text_at(result, "number").empty()) out << "  " << base::text_at(result, "number");
  if (base::integer_at(result, "clause") > 1) out << "~" << base::integer_at(result, "clause");
  std::string states;
  for (const auto& state : base::array_at(result, "states")) {
    states += states.empty() ? "" : ", ";
    states += base::text_at(state.as_object(), "name");
  }
  out << "\n  " << base::text_at(result, "text") << "\n";
  if (!states.empty()) {
    out << "  " << states << " to "
        << base::text_at(base::object_at(result, "state_under_review"), "name") << "; "
        << base::text_at(result, "counts_as") << "\n";
  }
}

Result<int> search(Installation& installation, const Invocation& invocation,
                   const Streams& streams) {
  service::SearchRequest request;
  request.text = invocation.words;
  request.filters = invocation.filters;
  request.facets = invocation.facets;
  request.limit = invocation.limit;
  COMITY_TRY(auto answer, service::search(installation, ask_of(invocation), request));
  const auto& error = base::object_at(answer.body, "error");
  if (!error.empty()) {
    return base::fail(base::ErrorKind::invalid_input, std::string(base::text_at(error, "message")),
                      fmt::format("character {}", base::integer_at(error, "position") + 1),
                      "words, \"phrases\", prefix*, -not, OR, field:value");
  }
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(plain(std::move(answer.body)));
    return kDone;
  }
  for (const auto& result : base::array_at(answer.body, "results")) {
    print_result(result.as_object(), streams.out);
  }
  streams.out << base::integer_at(base::object_at(answer.body, "count"), "value")
              << " found, among them " << base::integer_at(answer.body, "recommendations")
              << " recommendations\n";
  const auto& also = base::object_at(answer.body, "also");
  if (!also.empty()) {
    streams.out << "also looked for:";
    for (const auto& name : base::array_at(also, "names")) {
      streams.out << " \"" << base::text_at(name.as_object(), "text") << "\"";
    }
    streams.out << "; quotation marks around words keep them as they are\n";
  }
  const auto& suggestion = base::object_at(answer.body, "suggestion");
  if (!suggestion.empty()) {
    streams.out << "did you mean: " << base::text_at(suggestion, "query") << " ("
                << base::integer_at(base::object_at(suggestion, "count"), "value") << ")\n";
  }
  return kDone;
}

Result<int> verify(Installation& installation, const Invocation& invocation,
                   const Streams& streams) {
  COMITY_TRY(const auto verification, installation.store().verify());
  COMITY_TRY(const auto read, installation.store().read());
  const auto json = service::to_json(verification, read);
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(json);
  } else {
    streams.out << fmt::format("{} entries in {} spaces, {} withheld: {}\n", verification.entries,
                               verification.spaces, verification.withheld,
                               verification.valid ? "valid" : "NOT VALID");
    if (!verification.valid) {
      streams.out << verification.fault << " (" << verification.place << ")\n";
    }
  }
  return verification.valid ? kDone : exit_code_of(base::ErrorKind::corrupt);
}

Result<int> rebuild(Installation& installation, const Invocation& invocation,
                    const Streams& streams) {
  if (!invocation.check) {
    COMITY_CHECK(installation.store().rebuild());
    if (invocation.face == Face::text) streams.out << "rebuilt\n";
  }
  COMITY_TRY(const auto check, installation.store().rebuild_check());
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(check));
  } else {
    streams.out << fmt::format("{} entries, {} rows: {}\n", check.entries, check.rows,
                               check.equal ? "the tables equal the journal's replay"
                                           : check.difference + " (" + check.place + ")");
  }
  return check.equal ? kDone : exit_code_of(base::ErrorKind::corrupt);
}

Result<int> generate(Installation& installation, const Invocation& invocation,
                     const Streams& streams, std::stop_token stop) {
  const service::SpecimenOptions options{invocation.seed, invocation.recommendations};
  if (!invocation.into_installation) {
    COMITY_TRY(const auto files,
               service::write_specimen(invocation.out, installation.files(), options));
    if (invocation.face == Face::json) {
      streams.out << base::to_pretty_text(JsonObject{{"files", files}});
    } else {
      streams.out << files << " files in " << invocation.out.string() << "\n";
    }
    return kDone;
  }
  service::ImportOptions wishes;
  wishes.stop = std::move(stop);
  Progress progress(streams);
  wishes.progress = std::ref(progress);
  COMITY_TRY(const auto report, service::import_specimen(
                                    installation, service::owner_of_the_folder(), options, wishes));
  return print_import(report, invocation, streams);
}

/// Imports the one file and serves it.
Result<int> open(Installation& installation, const Invocation& invocation, const Program& program,
                 const Streams& streams, std::stop_token stop) {
  service::ImportOptions options;
  options.publish = true;
  COMITY_TRY(const auto report, service::import_files(installation, service::owner_of_the_folder(),
                                                      invocation.paths, options));
  if (!report.failed.empty()) {
    auto error = report.failed.front().error;
    if (error.place.empty()) error.place = report.failed.front().file;
    return tl::unexpected<base::Error>(std::move(error));
  }
  (void)streams;
  COMITY_CHECK(program.serve(installation, invocation, "/documents/" + report.files.front().work,
                             std::move(stop)));
  return kDone;
}

std::string dashed(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

int print_copied(const service::Copied& copied, const char* what, const Invocation& invocation,
                 const Streams& streams) {
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(copied));
  } else {
    streams.out << fmt::format("{} entries in {} spaces {}, and found whole\n", copied.entries,
                               copied.spaces, what);
  }
  return kDone;
}

Result<int> backup(Installation& installation, const Invocation& invocation,
                   const Streams& streams) {
  COMITY_TRY(const auto copied, service::back_up(installation, service::owner_of_the_folder(),
                                                 invocation.paths.front()));
  return print_copied(copied, "copied", invocation, streams);
}

Result<int> admin_link(Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  COMITY_TRY(const auto token, service::make_owner_token(installation));
  const auto link = link_origin(installation, invocation) + "/sign-in?token=" + token;
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(base::JsonObject{{"link", link}});
  } else {
    streams.out << link << "\n";
  }
  return kDone;
}

Result<int> dispatch(Installation& installation, const Invocation& invocation,
                     const Program& program, const Streams& streams, std::stop_token stop) {
  switch (invocation.command) {
    case Command::serve:
      COMITY_CHECK(program.serve(installation, invocation, "/", std::move(stop)));
      return kDone;
    case Command::open:
      return open(installation, invocation, program, streams, std::move(stop));
    case Command::import:
      return import(installation, invocation, streams, std::move(stop));
    case Command::fetch:
      return fetch(installation, invocation, streams, std::move(stop));
    case Command::reread:
      return reread(installation, invocation, streams, std::move(stop));
    case Command::search:
      return search(installation, invocation, streams);
    case Command::complete:
    case Command::searches:
    case Command::searches_save:
    case Command::searches_rename:
    case Command::searches_delete:
    case Command::searches_seen:
      return run_finding(installation, invocation, streams);
    case Command::show:
      return show(installation, invocation, streams);
    case Command::compare:
      return compare(installation, invocation, streams);
    case Command::check:
      return check(installation, invocation, streams);
    case Command::citations:
      return citations(installation, invocation, streams);
    case Command::session:
      return session(installation, invocation, streams);
    case Command::lineage:
      return lineage(installation, invocation, streams);
    case Command::plot:
      return plot(installation, invocation, streams);
    case Command::mandates:
      return mandates(installation, invocation, streams);
    case Command::similar:
      return similar(installation, invocation, streams);
    case Command::asked:
      return asked(installation, invocation, streams);
    case Command::measure:
      return measure(installation, invocation, streams);
    case Command::measure_tags:
      return measure_tags(installation, invocation, streams);
    case Command::train:
      return train(installation, invocation, streams);
    case Command::tags:
      return tags(installation, invocation, streams);
    case Command::tag:
      return tag(installation, invocation, streams);
    case Command::sources_list:
    case Command::sources_rows:
    case Command::sources_refused:
    case Command::sources_columns:
      return run_sources(installation, invocation, streams);
    case Command::correct_clause:
    case Command::correct_split:
    case Command::correct_merge:
    case Command::correct_position:
    case Command::correct_list:
    case Command::correct_keep:
    case Command::correct_take_back:
    case Command::settle:
      return run_decision(installation, invocation, streams);
    case Command::export_recommendations:
    case Command::export_observations:
    case Command::export_statements:
    case Command::export_document:
    case Command::export_review:
    case Command::export_mandates:
    case Command::export_pledges:
      return run_export(installation, invocation, streams);
    case Command::journal_verify:
      return verify(installation, invocation, streams);
    case Command::rebuild:
      return rebuild(installation, invocation, streams);
    case Command::backup:
      return backup(installation, invocation, streams);
    case Command::admin_link:
      return admin_link(installation, invocation, streams);
    case Command::token_create:
    case Command::token_list:
    case Command::token_revoke:
      return run_token(installation, invocation, streams);
    case Command::people:
    case Command::people_show:
    case Command::people_invite:
    case Command::people_link:
    case Command::people_role:
    case Command::people_sign_out:
    case Command::people_close:
      return run_people(installation, invocation, streams);
    case Command::consultation:
    case Command::consultation_show:
    case Command::consultation_write:
    case Command::consultation_open:
    case Command::consultation_extend:
    case Command::consultation_close:
    case Command::consultation_publish:
    case Command::consultation_replies:
    case Command::consultation_letters:
      return run_consultation(installation, invocation, streams);
    case Command::consultation_passages:
    case Command::consultation_proposals:
    case Command::consultation_synthesis:
    case Command::consultation_report:
      return run_coding(installation, invocation, streams);
    case Command::restore:
    case Command::manual:
    case Command::completion:
      break;  // run_restore() and run_manual(): there is no installation
    case Command::generate:
      return generate(installation, invocation, streams, std::move(stop));
  }
  return kDone;
}

}  // namespace

service::Ask ask_of(const Invocation& invocation) {
  return {service::owner_of_the_folder(),
          model::language_from(invocation.language).value_or(model::Language::en)};
}

int report(const base::Error& error, std::ostream& out) {
  out << "comity: " << error.message;
  if (!error.place.empty()) out << " (" << error.place << ")";
  out << "\n";
  if (!error.mend.empty()) out << "mend: " << error.mend << "\n";
  return exit_code_of(error.kind);
}

int run_manual(const Invocation& invocation, const Streams& streams) {
  const auto whole = described_command_line();
  if (invocation.command == Command::completion) {
    streams.out << completion(whole, invocation.words);
    return kDone;
  }
  auto& files = base::posix_file_system();
  const auto wanted = invocation.words.empty() ? "comity" : "comity " + invocation.words;
  for (const auto& [name, page] : manual_pages(whole)) {
    if (!invocation.out.empty()) {
      auto written = files.make_folders(invocation.out);
      if (written) written = base::write_atomically(files, invocation.out / name, page);
      if (!written) return report(written.error(), streams.error);
    } else if (base::split(name, '.').front() == dashed(wanted)) {
      streams.out << page;
      return kDone;
    }
  }
  if (!invocation.out.empty()) return kDone;
  return report({base::ErrorKind::not_found, "there is no command " + invocation.words,
                 invocation.words, "comity --help lists them"},
                streams.error);
}

int run_restore(const Installation::Options& into, const Invocation& invocation,
                const Streams& streams) {
  const auto copied = service::restore(into, invocation.paths.front());
  return copied ? print_copied(*copied, "restored", invocation, streams)
                : report(copied.error(), streams.error);
}

int run(Installation& installation, const Invocation& invocation, const Program& program,
        const Streams& streams, std::stop_token stop) {
  const auto code = dispatch(installation, invocation, program, streams, std::move(stop));
  return code ? *code : report(code.error(), streams.error);
}

}  // namespace comity::cli
