#include "service/tags/train_tags.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "service/tags/said_examples.h"
#include "service/tags/tags.h"
#include "tagging/linear.h"

namespace comity::service {
namespace {

using base::CsvTable;
using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using tagging::Example;
using tagging::Scheme;

int number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value > 0 ? value : 0;
}

/// A row of the table by column names; a column that is missing is empty everywhere.
class Row {
 public:
  Row(const CsvTable& table, const std::vector<std::string>& fields)
      : table_(table), fields_(fields) {}
  [[nodiscard]] std::string_view operator[](std::string_view column) const {
    const auto at = table_.column(column);
    return at == CsvTable::npos ? std::string_view{} : base::trimmed(std::string_view(fields_[at]));
  }

 private:
  const CsvTable& table_;
  const std::vector<std::string>& fields_;
};

Example example_of(const Row& row, std::set<std::string>& unknown) {
  Example example;
  example.text = row["recommendation"];
  for (const auto part : base::split(row["issues"], ';')) {
    const std::string code(base::trimmed(part));
    if (code.empty()) continue;
    if (tagging::label_of(Scheme::theme, code) == nullptr) {
      unknown.insert(code);
    } else {
      example.themes.push_back(code);
    }
  }
  if (const auto* const action = tagging::label_of(Scheme::action, row["action"])) {
    example.action = number_of(action->code);
  }
  example.session = number_of(row["session"]);
  example.review = std::string(row["state_under_review"]) + "/" + std::string(row["session"]);
  return example;
}

JsonArray json_of(const std::vector<std::string>& values) {
  JsonArray out;
  for (const auto& value : values) out.emplace_back(value);
  return out;
}

JsonArray json_of(const std::vector<int>& values) {
  JsonArray out;
  for (const auto value : values) out.emplace_back(value);
  return out;
}

JsonObject json_of(const tagging::LabelFigures& label) {
  return {{"right", label.right},           {"wrong", label.wrong},     {"missed", label.missed},
          {"precision", label.precision()}, {"recall", label.recall()}, {"f1", label.f1()}};
}

JsonObject json_of(const std::vector<tagging::SchemeFigures>& schemes) {
  JsonObject out;
  for (const auto& figures : schemes) {
    JsonArray labels;
    for (const auto& label : figures.labels) {
      auto object = json_of(label);
      object["code"] = label.code;
      labels.push_back(std::move(object));
    }
    out[tagging::name_of(figures.scheme)] = JsonObject{{"rows", figures.rows},
                                                       {"micro", json_of(figures.all())},
                                                       {"macro_f1", figures.macro_f1()},
                                                       {"accuracy", figures.accuracy()},
                                                       {"labels", std::move(labels)}};
  }
  return out;
}

/// Puts what people said of tags into the examples of a table.
base::Status add_said(Installation& installation, const Actor& actor,
                      std::vector<Example>& examples) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(auto said, said_examples(read, visibility_of(actor, read)));
  put_said(examples, std::move(said));
  return {};
}

}  // namespace

Result<TagTable> tag_table(std::string_view bytes, std::string_view name) {
  auto table = base::parse_csv(bytes);
  if (!table) {
    auto error = std::move(table).error();
    error.place = std::string(name) + ", " + error.place;
    return tl::unexpected<base::Error>(std::move(error));
  }
  const auto missing = [&](std::string_view column) {
    return table->column(column) == CsvTable::npos;
  };
  if (missing("recommendation") || (missing("issues") && missing("action"))) {
    return base::fail(ErrorKind::invalid_input,
                      missing("recommendation") ? "the table has no column recommendation"
                                                : "the table has neither issues nor action",
                      std::string(name) + ", row 1",
                      "name the columns as UPR Info's export does: recommendation, issues, action, "
                      "session, state_under_review");
  }
  TagTable out;
  std::set<std::string> unknown;
  for (const auto& fields : table->rows) {
    auto example = example_of(Row(*table, fields), unknown);
    if (example.text.empty() || (example.themes.empty() && example.action == 0)) {
      ++out.left_out;
    } else {
      out.examples.push_back(std::move(example));
    }
  }
  out.unknown.assign(unknown.begin(), unknown.end());
  return out;
}

Result<TrainedTags> train_tags(Installation& installation, const Actor& actor,
                               std::string_view bytes, std::string_view name,
                               const tagging::TrainProgress& progress) {
  COMITY_CHECK(must_be_allowed(actor, Action::reread, kOwnSpace,
                               "only the owner may train a model of tags", std::string(name)));
  COMITY_TRY(auto table, tag_table(bytes, name));
  COMITY_CHECK(add_said(installation, actor, table.examples));
  tagging::ModelOrigin origin;
  origin.made = base::to_rfc3339(installation.clock().now());
  origin.sources.emplace_back(name);
  COMITY_TRY(const auto model, tagging::train(table.examples, std::move(origin), {}, progress));
  const auto file = model.to_bytes();
  COMITY_CHECK(
      base::write_atomically(installation.files(), tag_model_path(installation.folder()), file));
  TrainedTags out;
  out.origin = model.origin();
  out.left_out = table.left_out;
  out.unknown = std::move(table.unknown);
  out.bytes = file.size();
  for (const auto& part : model.parts()) {
    for (const auto& label : part.data().labels) {
      out.labels.emplace_back(std::string(tagging::name_of(part.data().scheme)) + ":" + label.code,
                              label.examples);
    }
  }
  return out;
}

Result<MeasuredTags> measure_tags(Installation& installation, const Actor& actor,
                                  std::string_view bytes, std::string_view name, int sessions,
                                  const tagging::TrainProgress& progress) {
  COMITY_TRY(auto table, tag_table(bytes, name));
  std::set<int> all;
  for (const auto& example : table.examples) {
    if (example.session > 0) all.insert(example.session);
  }
  if (all.size() <= static_cast<std::size_t>(sessions)) {
    return base::fail(ErrorKind::invalid_input,
                      "the table has " + std::to_string(all.size()) +
                          " sessions: too few to hold out " + std::to_string(sessions),
                      std::string(name) + ", column session",
                      "give a table of more sessions, or hold out fewer");
  }
  MeasuredTags out;
  out.left_out = table.left_out;
  const auto first = *std::prev(all.end(), sessions);
  for (const auto session : all)
    (session < first ? out.learnt_from : out.held_out).push_back(session);
  std::vector<Example> learnt, held;
  COMITY_CHECK(add_said(installation, actor, table.examples));
  for (const auto& example : table.examples) {
    if (example.session == 0) continue;
    const bool is_held = example.session >= first;
    if (is_held && example.partial) {
      ++out.confirmed_apart;
      continue;
    }
    (is_held ? held : learnt).push_back(example);
    if (example.confirmed) ++(is_held ? out.confirmed_held : out.confirmed_learnt);
  }
  out.learnt_rows = learnt.size();
  out.held_rows = held.size();
  COMITY_TRY(auto model, tagging::train(learnt, {}, {}, progress));
  const tagging::Tagger tagger(std::make_shared<const tagging::Model>(std::move(model)));
  out.figures = tagging::measured(tagger, held);
  out.gazetteers = tagging::measured(tagging::Tagger(nullptr), held);
  return out;
}

JsonObject to_json(const TrainedTags& trained) {
  JsonArray labels;
  for (const auto& [label, examples] : trained.labels) {
    labels.push_back(JsonObject{{"label", label}, {"examples", examples}});
  }
  return {{"made", trained.origin.made},  {"sources", json_of(trained.origin.sources)},
          {"rows", trained.origin.rows},  {"confirmed", trained.origin.confirmed},
          {"left_out", trained.left_out}, {"unknown", json_of(trained.unknown)},
          {"bytes", trained.bytes},       {"labels", std::move(labels)}};
}

JsonObject to_json(const MeasuredTags& measured) {
  return {{"learnt_from", json_of(measured.learnt_from)},
          {"held_out", json_of(measured.held_out)},
          {"learnt_rows", measured.learnt_rows},
          {"held_rows", measured.held_rows},
          {"left_out", measured.left_out},
          {"confirmed", JsonObject{{"learnt", measured.confirmed_learnt},
                                   {"held", measured.confirmed_held},
                                   {"apart", measured.confirmed_apart}}},
          {"model", json_of(measured.figures)},
          {"gazetteers", json_of(measured.gazetteers)}};
}

}  // namespace comity::service
