#include "cli/commands/show.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "service/documents/documents.h"
#include "service/reviews/recommendation_name.h"
#include "service/reviews/reviews.h"

namespace comity::cli {
namespace {

using base::ErrorKind;
using base::JsonObject;
using base::Result;
using service::Answer;

/// "Replaced by A/HRC/21/11/Rev.1".
void print_relations(const JsonObject& body, std::ostream& out) {
  constexpr std::pair<const char*, const char*> kRelations[] = {
      {"printed_in", "Printed in"},     {"parts", "Holds"},
      {"replaced_by", "Replaced by"},   {"replaces", "Replaces"},
      {"corrected_by", "Corrected by"}, {"corrects", "Corrects"}};
  for (const auto& [member, words] : kRelations) {
    for (const auto& work : base::array_at(body, member)) {
      out << words << " " << base::text_at(work.as_object(), "work") << "\n";
    }
  }
}

void print_findings(const JsonObject& of, std::ostream& out) {
  for (const auto& finding : base::array_at(of, "findings")) {
    out << "    ? " << base::text_at(finding.as_object(), "text") << "\n";
  }
}

/// What a document proposes to change in a draft, and what others propose to change in it.
void print_proposals(const JsonObject& body, std::ostream& out) {
  const auto& proposed = base::object_at(body, "draft_amendments");
  if (!proposed.empty()) {
    out << fmt::format("Proposes {} amendments to {}\n", base::integer_at(proposed, "count"),
                       base::text_at(proposed, "draft"));
  }
  for (const auto& value : base::array_at(proposed, "changes")) {
    const auto& change = value.as_object();
    const auto old_words = base::text_at(change, "old_words");
    std::string words = old_words.empty() ? "" : fmt::format(" [-{}-]", old_words);
    if (!base::text_at(change, "where").empty() && !old_words.empty()) {
      words = fmt::format(" … {} …", old_words);
    }
    if (const auto fresh = base::text_at(change, "new_words"); !fresh.empty()) {
      words += fmt::format(" {{+{}+}}", fresh);
    }
    for (const auto& paragraph : base::array_at(change, "paragraphs")) {
      words += fmt::format(" {{+{}+}}", base::text_at(paragraph.as_object(), "text"));
    }
    out << fmt::format(
        "  {}  {}{}{}:{}\n", base::text_at(change, "number"), base::text_at(change, "action"),
        base::text_at(change, "where").empty() ? ""
                                               : fmt::format(" {}", base::text_at(change, "where")),
        base::text_at(change, "place").empty() ? ""
                                               : fmt::format(" {}", base::text_at(change, "place")),
        words);
  }
  for (const auto& value : base::array_at(body, "amendments_proposed")) {
    const auto& by = value.as_object();
    out << fmt::format("Amendments proposed by {}: {} of {} have a place\n",
                       base::text_at(base::object_at(by, "document"), "work"),
                       base::integer_at(by, "applied"), base::integer_at(by, "count"));
  }
}

std::string names_of(const JsonObject& of, std::string_view member) {
  std::string names;
  for (const auto& state : base::array_at(of, member)) {
    names += names.empty() ? "" : ", ";
    names += base::text_at(state.as_object(), "name");
  }
  return names;
}

/// What came of a text, and who voted how.
void print_outcome(const JsonObject& body, std::ostream& out) {
  const auto& action = base::object_at(body, "action");
  if (action.empty()) return;
  if (base::truth_at(action, "by_vote")) {
    out << fmt::format("Adopted by a recorded vote: {} in favour, {} against, {} abstaining",
                       base::integer_at(action, "in_favour"), base::integer_at(action, "against"),
                       base::integer_at(action, "abstaining"));
  } else {
    out << "Adopted without a vote";
  }
  out << " (" << base::text_at(action, "work") << ")\n";
  constexpr std::pair<const char*, const char*> kCasts[] = {
      {"in_favour", "In favour"}, {"against", "Against"}, {"abstaining", "Abstaining"}};
  for (const auto& value : base::array_at(action, "roll")) {
    const auto& list = value.as_object();
    for (const auto& [cast, words] : kCasts) {
      if (base::text_at(list, "cast") != cast) continue;
      out << "  " << words << (base::truth_at(list, "complete") ? "" : " (not all)") << ": "
          << names_of(list, "states") << "\n";
    }
  }
}

void print_document(const JsonObject& body, std::ostream& out) {
  out << base::text_at(body, "work") << "\n" << base::text_at(body, "title") << "\n";
  print_relations(body, out);
  print_proposals(body, out);
  print_outcome(body, out);
  if (const auto missing = base::text_at(body, "missing_language"); !missing.empty()) {
    out << "There is no copy in " << missing << "; this one is in "
        << base::text_at(body, "language") << "\n";
  }
  out << "\n";
  for (const auto& value : base::array_at(body, "paragraphs")) {
    const auto& paragraph = value.as_object();
    const auto number = base::text_at(paragraph, "number");
    const auto printed = base::text_at(paragraph, "printed");
    out << (number.empty() ? printed : number) << (number.empty() && printed.empty() ? "" : "  ")
        << base::text_at(paragraph, "text") << "\n";
    print_findings(paragraph, out);
  }
}

/// Two versions: each paragraph under its number, once in each language.
void print_beside(const JsonObject& body, std::ostream& out) {
  const auto& beside = base::object_at(body, "beside");
  out << base::text_at(body, "work") << "\n";
  const auto language_of = [&](std::string_view which) {
    return base::text_at(base::object_at(beside, which), "language");
  };
  for (const char* which : {"first", "second"}) {
    out << language_of(which) << "  " << base::text_at(base::object_at(beside, which), "title")
        << "\n";
  }
  for (const auto& value : base::array_at(beside, "rows")) {
    const auto& row = value.as_object();
    const auto number = base::text_at(row, "number");
    out << "\n" << number << (number.empty() ? "" : "\n");
    for (const char* which : {"first", "second"}) {
      const auto& paragraph = base::object_at(row, which);
      out << language_of(which) << "  "
          << (paragraph.empty() ? "-" : base::text_at(paragraph, "text")) << "\n";
    }
  }
}

void print_recommendation(const JsonObject& body, std::ostream& out) {
  const auto& work = base::object_at(body, "work");
  out << fmt::format("{} {}\n{}\n", base::text_at(work, "work"), base::text_at(body, "number"),
                     base::text_at(work, "title"));
  print_relations(body, out);
  out << "\n";
  const auto& clauses = base::array_at(body, "clauses");
  const auto wanted = base::integer_at(body, "clause");
  for (const auto& value : clauses) {
    const auto& clause = value.as_object();
    const auto place = base::integer_at(clause, "clause");
    if (wanted > 0 && place != wanted) continue;
    if (clauses.size() > 1) out << fmt::format("~{}  ", place);
    out << base::text_at(clause, "text") << "\n";
    if (const auto states = names_of(clause, "states"); !states.empty()) {
      out << fmt::format("  {} to {}\n", states,
                         base::text_at(base::object_at(body, "state_under_review"), "name"));
    }
  }
  for (const auto& value : base::array_at(body, "positions")) {
    const auto& said = value.as_object();
    const auto counts_as = base::text_at(said, "counts_as");
    out << fmt::format("{}: {} ({}){}\n", base::text_at(said, "work"), base::text_at(said, "words"),
                       counts_as.empty() ? "remark" : counts_as,
                       base::truth_at(said, "prevails") ? " prevails" : "");
  }
  if (base::truth_at(body, "position_corrected")) {
    out << fmt::format("corrected: {} ({})\n", base::text_at(body, "position"),
                       base::text_at(body, "counts_as"));
  }
  print_findings(body, out);
}

/// What is meant, in the shapes of addresses: "A/HRC/21/11", "A/HRC/21/11#119",
/// "A/HRC/21/11/119.1", each also behind "/documents/" or "/recommendations/".
struct Meant {
  std::string work;
  std::string paragraph;
  std::optional<service::RecommendationName> recommendation;
};

Meant meant_by(std::string_view given) {
  for (const std::string_view before : {"/documents/", "/recommendations/"}) {
    if (given.starts_with(before)) given.remove_prefix(before.size());
  }
  Meant meant;
  const auto mark = given.find('#');
  meant.work = std::string(given.substr(0, mark));
  if (mark != std::string_view::npos) {
    meant.paragraph = std::string(given.substr(mark + 1));
  } else {
    meant.recommendation = service::recommendation_named(given);
  }
  return meant;
}

/// A document of the name, else the recommendation, else the paragraph.
Result<Answer> answer_of(service::Installation& installation, const Invocation& invocation) {
  const auto ask = ask_of(invocation);
  const auto meant = meant_by(invocation.words);
  const service::CopyWish wish{{}, invocation.text_language, invocation.beside};
  if (!meant.paragraph.empty()) {
    return service::paragraph(installation, ask, meant.work, meant.paragraph, wish);
  }
  auto whole = service::document(installation, ask, meant.work, wish);
  const auto missing = [](const Result<Answer>& answer) {
    return !answer && answer.error().kind == ErrorKind::not_found;
  };
  if (!missing(whole) || !meant.recommendation) return whole;
  const auto& [work, number, clause] = *meant.recommendation;
  if (missing(service::document(installation, ask, work, wish))) return whole;
  auto recommendation = service::recommendation(installation, ask, work, number, clause);
  if (!missing(recommendation) || clause > 0) return recommendation;
  return service::paragraph(installation, ask, work, number, wish);
}

}  // namespace

Result<int> show(service::Installation& installation, const Invocation& invocation,
                 const Streams& streams) {
  COMITY_TRY(const auto answer, answer_of(installation, invocation));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
  } else if (answer.body.contains("clauses")) {
    print_recommendation(answer.body, streams.out);
  } else if (!base::object_at(answer.body, "beside").empty()) {
    print_beside(answer.body, streams.out);
  } else {
    print_document(answer.body, streams.out);
  }
  return kDone;
}

}  // namespace comity::cli
