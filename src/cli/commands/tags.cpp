#include "cli/commands/tags.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "cli/progress.h"
#include "service/importing/import.h"
#include "service/reviews/recommendation_name.h"
#include "service/reviews/reviews.h"
#include "service/tags/tags.h"
#include "service/tags/train_tags.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using service::MeasuredTags;
using service::TrainedTags;
using tagging::LabelFigures;
using tagging::SchemeFigures;

/// "1–14" of numbers that follow each other, else all of them.
std::string sessions_of(const std::vector<int>& sessions) {
  std::string out;
  for (std::size_t i = 0; i < sessions.size();) {
    auto end = i;
    while (end + 1 < sessions.size() && sessions[end + 1] == sessions[end] + 1) ++end;
    out += out.empty() ? "" : ", ";
    out += std::to_string(sessions[i]);
    if (end > i) out += "–" + std::to_string(sessions[end]);
    i = end + 1;
  }
  return out;
}

std::string line_of(const LabelFigures& label) {
  return fmt::format("{:5.3f} {:9.3f} {:6.3f} {:6}", label.f1(), label.precision(), label.recall(),
                     label.right + label.missed);
}

void print(const SchemeFigures& figures, std::ostream& out) {
  out << fmt::format("{:<45} {:>5} {:>9} {:>6} {:>6}\n", tagging::name_of(figures.scheme), "F1",
                     "precision", "recall", "rows");
  for (const auto& label : figures.labels) {
    out << fmt::format("  {:<43} {}\n", label.code, line_of(label));
  }
  out << fmt::format("  {:<43} {}\n  {:<43} {:5.3f}\n", "micro", line_of(figures.all()), "macro",
                     figures.macro_f1());
  if (figures.scheme == tagging::Scheme::action) {
    out << fmt::format("  {:<43} {:5.3f}\n", "accuracy", figures.accuracy());
  }
}

void print(const MeasuredTags& measured, std::ostream& out) {
  out << fmt::format("learnt from {} rows of sessions {}, measured on {} rows of sessions {}\n",
                     measured.learnt_rows, sessions_of(measured.learnt_from), measured.held_rows,
                     sessions_of(measured.held_out));
  if (measured.confirmed_held + measured.confirmed_learnt + measured.confirmed_apart > 0) {
    out << fmt::format(
        "as people confirmed and corrected: {} rows learnt from, {} of those measured on; {} "
        "clauses "
        "of these sessions are not in the table and not measured\n",
        measured.confirmed_learnt, measured.confirmed_held, measured.confirmed_apart);
  }
  for (const auto& figures : measured.figures) print(figures, out);
  for (const auto& figures : measured.gazetteers) {
    if (figures.all().right == 0) continue;
    out << fmt::format("gazetteers alone, {}: micro-F1 {:.3f}, macro-F1 {:.3f}, precision {:.3f}\n",
                       tagging::name_of(figures.scheme), figures.all().f1(), figures.macro_f1(),
                       figures.all().precision());
  }
  if (measured.left_out > 0) {
    out << fmt::format("left out: {} rows without text or tags\n", measured.left_out);
  }
}

void print(const TrainedTags& trained, std::ostream& out) {
  out << fmt::format("learnt {} labels from {} rows; the model has {:.1f} MB\n",
                     trained.labels.size(), trained.origin.rows,
                     static_cast<double>(trained.bytes) / 1e6);
  if (trained.origin.confirmed > 0) {
    out << fmt::format("of the rows {} as people confirmed and corrected them\n",
                       trained.origin.confirmed);
  }
  if (trained.left_out > 0) {
    out << fmt::format("left out: {} rows without text or tags\n", trained.left_out);
  }
  for (const auto& code : trained.unknown) {
    out << fmt::format("left out: the theme \"{}\", which the scheme does not have\n", code);
  }
}

void print(const JsonObject& tag, std::ostream& out) {
  std::string why;
  for (const auto& word : base::array_at(tag, "why")) {
    why += (why.empty() ? "" : ", ") + std::string(word.as_string());
  }
  out << fmt::format("{:<10} {} ({:.0f} %, {}): {}\n", base::text_at(tag, "scheme"),
                     base::text_at(tag, "label"), 100 * tag.at("confidence").to_number<double>(),
                     base::text_at(tag, "origin"), why);
}

/// `tags` and `tagged_by` of the text, or of the recommendation of the record.
base::Result<JsonObject> tags_asked(service::Installation& installation,
                                    const Invocation& invocation) {
  if (invocation.number.empty()) {
    COMITY_TRY(const auto found, service::text_tags(installation, invocation.words));
    return service::to_json(found);
  }
  const auto name = service::recommendation_named(invocation.number);
  if (!name) {
    return base::fail(base::ErrorKind::invalid_input,
                      "this names no recommendation: " + invocation.number, "--of",
                      "name one as its page does: A/HRC/21/11/119.1");
  }
  COMITY_TRY(auto answer, service::recommendation(installation, ask_of(invocation), name->work,
                                                  name->number, name->clause));
  return JsonObject{{"tagged_by", std::move(answer.body["tagged_by"])},
                    {"tags", std::move(answer.body["tags"])}};
}

/// The table, with its name.
base::Result<std::string> table_of(service::Installation& installation,
                                   const Invocation& invocation) {
  return installation.files().read(invocation.paths.front(), service::kMostFileBytes);
}

}  // namespace

base::Result<int> train(service::Installation& installation, const Invocation& invocation,
                        const Streams& streams) {
  COMITY_TRY(const auto bytes, table_of(installation, invocation));
  const auto name = invocation.paths.front().filename().string();
  TrainedTags trained;
  {
    Progress progress(streams);
    COMITY_TRY(trained, service::train_tags(installation, service::owner_of_the_folder(), bytes,
                                            name, [&](int done, int whole) {
                                              progress(static_cast<std::size_t>(done),
                                                       static_cast<std::size_t>(whole), name);
                                            }));
  }
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(trained));
  } else {
    print(trained, streams.out);
  }
  return kDone;
}

base::Result<int> tags(service::Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  COMITY_TRY(const auto found, tags_asked(installation, invocation));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(found);
    return kDone;
  }
  for (const auto& each : base::array_at(found, "tags")) print(each.as_object(), streams.out);
  if (base::text_at(found, "tagged_by") == "model") return kDone;
  const bool learnt = service::tags_of(installation).current()->by_model(model::Language::en);
  streams.out << (learnt ? "by acronyms alone: the model knows English\n"
                         : "by tables of names and phrases alone: comity train learns from a "
                           "table of yours\n");
  return kDone;
}

base::Result<int> measure_tags(service::Installation& installation, const Invocation& invocation,
                               const Streams& streams) {
  COMITY_TRY(const auto bytes, table_of(installation, invocation));
  const auto name = invocation.paths.front().filename().string();
  MeasuredTags measured;
  {
    Progress progress(streams);
    COMITY_TRY(measured, service::measure_tags(installation, service::owner_of_the_folder(), bytes,
                                               name, invocation.held_out, [&](int done, int whole) {
                                                 progress(static_cast<std::size_t>(done),
                                                          static_cast<std::size_t>(whole), name);
                                               }));
  }
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(measured));
  } else {
    print(measured, streams.out);
  }
  return kDone;
}

}  // namespace comity::cli
