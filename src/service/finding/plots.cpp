#include "service/finding/plots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "model/review.h"
#include "search/query/number_range.h"
#include "search/segments/cross_count.h"
#include "service/finding/index_documents.h"
#include "service/finding/recorded_filters.h"
#include "service/finding/search_addresses.h"
#include "service/tags/tags.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;

/// Two facets against each other.
struct Plot {
  std::string_view name;
  std::string_view rows;
  std::string_view columns;
};

constexpr std::array kPlots = {Plot{"time", facet::kSession, facet::kPosition},
                               Plot{"positions", facet::kCycle, facet::kPosition},
                               Plot{"themes", facet::kTheme, facet::kPosition},
                               Plot{"states", facet::kState, facet::kPosition},
                               Plot{"matrix", facet::kBy, facet::kState}};

/// A table with more is printed by its rows alone; each row can be opened.
constexpr std::size_t kMostCells = 4000;

Result<Plot> plot_named(const std::string& name) {
  if (name.empty()) return kPlots.front();
  for (const auto& each : kPlots) {
    if (each.name == name) return each;
  }
  std::string known;
  for (const auto& each : plot_names()) known += (known.empty() ? "" : ", ") + each;
  return base::fail(ErrorKind::invalid_input, "there is no plot " + name, "plot",
                    "the plots are " + known);
}

/// Plots count recommendations: other texts have neither position nor theme.
SearchRequest counted_request(const SearchRequest& asked, const StateNames& states) {
  auto request = with_recorded_filters(asked, states);
  const bool told = std::any_of(request.filters.begin(), request.filters.end(),
                                [](const auto& each) { return each.first == facet::kKind; });
  if (!told) request.filters.emplace_back(facet::kKind, "recommendation");
  request.more.clear();
  return request;
}

/// The values that the question asks of a facet.
struct Chosen {
  std::set<std::string> values;
  std::vector<search::NumberRange> ranges;

  [[nodiscard]] bool any() const { return values.empty() && ranges.empty(); }
  [[nodiscard]] bool has(const std::string& value) const {
    if (values.contains(value)) return true;
    const auto number = search::number_from(value);
    return number && std::any_of(ranges.begin(), ranges.end(),
                                 [&](const auto& range) { return range.has(*number); });
  }
};

Chosen chosen_of(const SearchRequest& request, std::string_view facet) {
  Chosen chosen;
  for (const auto& [name, value] : request.filters) {
    if (name != facet || value.starts_with("-")) continue;
    if (const auto range = search::number_range_from(value)) {
      chosen.ranges.push_back(*range);
    } else {
      chosen.values.insert(value);
    }
  }
  return chosen;
}

bool is_state_facet(std::string_view facet) {
  return facet == facet::kState || facet == facet::kBy;
}

/// In the order in which people read them: positions, numbers, States and labels each in their own.
class PlotOrder {
 public:
  PlotOrder(const StateNames& states, model::Language language)
      : states_(states), language_(language) {}

  void sort(std::string_view facet, std::vector<std::string>& values) const {
    std::map<std::string, std::string> keys;
    for (const auto& value : values) keys[value] = key(facet, value);
    std::sort(values.begin(), values.end(),
              [&](const auto& a, const auto& b) { return keys[a] < keys[b]; });
  }

 private:
  [[nodiscard]] std::string key(std::string_view facet, const std::string& value) const {
    if (is_state_facet(facet)) return states_.sort_key(value, language_);
    if (facet == facet::kPosition) {
      const auto position = model::counts_as_from(value);
      return std::string(1, static_cast<char>('0' + (position ? static_cast<int>(*position) : 9)));
    }
    int number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (read.ptr == value.data() + value.size()) return std::string(12 - value.size(), '0') + value;
    return value_name(states_, language_, facet, value);
  }

  const StateNames& states_;
  model::Language language_;
};

/// What one plot shows: values in order, and how many documents have both.
struct PlotTable {
  Plot plot;
  std::uint64_t count = 0;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::map<std::string, std::uint64_t> row_counts;
  std::map<std::string, std::uint64_t> column_counts;
  std::map<std::pair<std::string, std::string>, std::uint64_t> cells;

  [[nodiscard]] std::uint64_t cell(const std::string& row, const std::string& column) const {
    const auto found = cells.find({row, column});
    return found == cells.end() ? 0 : found->second;
  }
};

std::vector<std::string> plotted_values(const std::vector<search::ValueCount>& counts,
                                        const Chosen& chosen,
                                        std::map<std::string, std::uint64_t>& into) {
  std::vector<std::string> values;
  for (const auto& each : counts) {
    // Of texts with several values the others are no answer to a question for these.
    if (!chosen.any() && !chosen.has(each.value)) continue;
    values.push_back(each.value);
    into[each.value] = each.count;
  }
  return values;
}

/// A State of which nothing is found has a row as every other: no screen leaves a Member out.
void add_members(const StateNames& states, std::vector<std::string>& codes) {
  std::set<std::string> there(codes.begin(), codes.end());
  for (const auto& each : states.registers()) {
    const auto all = each->states();
    const bool in_use = std::any_of(all.begin(), all.end(),
                                    [&](const auto& state) { return there.contains(state.code); });
    if (!in_use) continue;
    for (const auto& state : all) {
      if (state.standing == names::Standing::member && there.insert(state.code).second) {
        codes.push_back(state.code);
      }
    }
  }
}

Result<PlotTable> plot_table_of(Installation& installation, const Ask& ask, const store::Read& read,
                                const StateNames& states, const PlotRequest& request) {
  COMITY_TRY(const auto plot, plot_named(request.plot));
  COMITY_TRY(const auto counts,
             answered(installation, ask, read, request.search, [&](const Question& question) {
               return search::cross_count(question.views, question.query, question.filters,
                                          std::string(plot.rows), std::string(plot.columns));
             }));
  PlotTable table{plot, counts.count, {}, {}, {}, {}, {}};
  const auto chosen = chosen_of(request.search, plot.rows);
  table.rows = plotted_values(counts.rows, chosen, table.row_counts);
  table.columns =
      plotted_values(counts.columns, chosen_of(request.search, plot.columns), table.column_counts);
  for (const auto& each : counts.cells) table.cells[{each.row, each.column}] = each.count;
  if (plot.rows == facet::kState && chosen.any()) add_members(states, table.rows);
  const PlotOrder order(states, ask.language);
  order.sort(plot.rows, table.rows);
  if (plot.rows == facet::kTheme) {
    std::stable_sort(table.rows.begin(), table.rows.end(), [&](const auto& a, const auto& b) {
      return table.row_counts[a] > table.row_counts[b];
    });
  }
  order.sort(plot.columns, table.columns);
  return table;
}

class TableJson {
 public:
  TableJson(const PlotTable& table, const SearchRequest& request, const StateNames& states,
            model::Language language)
      : table_(table),
        counted_("/search", request),
        opened_("/plots", request, {{"plot", std::string(table.plot.name)}}),
        states_(states),
        language_(language) {}

  /// Whether the cells are told one by one.
  [[nodiscard]] bool whole() const {
    return table_.rows.size() * table_.columns.size() <= kMostCells;
  }

  [[nodiscard]] JsonArray columns() const {
    JsonArray out;
    for (const auto& column : table_.columns) {
      out.push_back(value_json(table_.plot.columns, column, table_.column_counts.at(column)));
    }
    return out;
  }

  [[nodiscard]] JsonArray rows() const {
    JsonArray out;
    for (const auto& row : table_.rows) {
      const auto count = table_.row_counts.find(row);
      auto json =
          value_json(table_.plot.rows, row, count == table_.row_counts.end() ? 0 : count->second);
      add_cells(row, json);
      out.push_back(std::move(json));
    }
    return out;
  }

 private:
  [[nodiscard]] JsonObject value_json(std::string_view facet, const std::string& value,
                                      std::uint64_t count) const {
    const std::string name(facet);
    JsonObject json{{"value", value},
                    {"name", value_name(states_, language_, facet, value)},
                    {"count", count_json(count, counted_.only(name, value))},
                    {"opened", opened_.only(name, value)}};
    if (!is_state_facet(facet)) return json;
    const auto* state = states_.by_code(value);
    json["group"] = state == nullptr ? "" : state->regional_group;
    json["state"] = states_.json(value, language_);
    return json;
  }

  void add_cells(const std::string& row, JsonObject& json) const {
    JsonArray counts, cells;
    for (const auto& column : table_.columns) {
      const auto count = table_.cell(row, column);
      counts.push_back(static_cast<std::int64_t>(count));
      if (!whole()) continue;
      const std::pair<std::string, std::string> of_row{table_.plot.rows, row};
      const std::pair<std::string, std::string> of_column{table_.plot.columns, column};
      cells.push_back(count_json(count, count == 0 ? "" : counted_.only(of_row, of_column)));
    }
    json["counts"] = std::move(counts);
    json["cells"] = std::move(cells);
  }

  const PlotTable& table_;
  const SearchAddresses counted_;
  const SearchAddresses opened_;
  const StateNames& states_;
  model::Language language_;
};

JsonArray plots_json(const Plot& shown, const SearchRequest& request) {
  JsonArray out;
  for (const auto& each : kPlots) {
    const SearchAddresses address("/plots", request, {{"plot", std::string(each.name)}});
    out.push_back(JsonObject{
        {"plot", each.name}, {"address", address.here()}, {"selected", each.name == shown.name}});
  }
  return out;
}

constexpr std::array<render::Column, 6> kPlotColumns = {
    {{"plot", "which plot", 10},
     {"row", "value of its rows' facet", 14},
     {"row_name", "what it is called", 30},
     {"column", "value of its columns' facet", 14},
     {"column_name", "what it is called", 30},
     {"count", "clauses of recommendations with both", 10}}};

/// The cells that count anything, row by row.
class CellSource final : public RowSource {
 public:
  CellSource(store::Read read, PlotTable table, StateNames states, model::Language language)
      : read_(std::move(read)),
        table_(std::move(table)),
        states_(std::move(states)),
        language_(language) {}

  [[nodiscard]] std::span<const render::Column> columns() const override { return kPlotColumns; }
  Result<bool> next(const Take& take) override {
    if (at_ == table_.rows.size()) return false;
    const auto& row = table_.rows[at_++];
    const auto row_name = value_name(states_, language_, table_.plot.rows, row);
    for (const auto& column : table_.columns) {
      const auto count = table_.cell(row, column);
      if (count == 0) continue;
      const auto column_name = value_name(states_, language_, table_.plot.columns, column);
      const std::array<render::Field, kPlotColumns.size()> fields = {
          table_.plot.name, row, row_name, column, column_name, static_cast<int>(count)};
      COMITY_CHECK(take(fields));
    }
    return at_ < table_.rows.size();
  }
  [[nodiscard]] const store::Read& read() const override { return read_; }

 private:
  store::Read read_;
  PlotTable table_;
  StateNames states_;
  model::Language language_;
  std::size_t at_ = 0;
};

}  // namespace

const std::vector<std::string>& plot_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(kPlots.size());
    for (const auto& each : kPlots) all.emplace_back(each.name);
    return all;
  }();
  return names;
}

Result<Answer> plot(Installation& installation, const Ask& ask, const PlotRequest& request) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(auto body, plot_json(installation, ask, read, states, request));
  return Answer{std::move(body), {}};
}

Result<JsonObject> plot_json(Installation& installation, const Ask& ask, const store::Read& read,
                             const StateNames& states, const PlotRequest& request) {
  const PlotRequest counted{counted_request(request.search, states), request.plot};
  COMITY_TRY(const auto table, plot_table_of(installation, ask, read, states, counted));
  const std::string name(table.plot.name);
  const SearchAddresses here("/plots", counted.search, {{"plot", name}});
  const SearchAddresses found("/search", counted.search);
  const TableJson json(table, counted.search, states, ask.language);
  JsonObject body{{"plot", name},
                  {"query", counted.search.text},
                  {"count", count_json(table.count, found.here())},
                  {"row_facet", table.plot.rows},
                  {"column_facet", table.plot.columns},
                  {"whole", json.whole()}};
  body["tagged_by"] = tagged_by(tags_of(installation).current()->by_model(model::Language::en));
  body["plots"] = plots_json(table.plot, counted.search);
  body["filters"] = chips_json(counted.search, here, states, ask.language);
  body["columns"] = json.columns();
  body["rows"] = json.rows();
  body["at"] = at_json(read, ask.actor);
  return body;
}

Result<std::unique_ptr<RowStream>> plot_rows(Installation& installation, const Ask& ask,
                                             const PlotRequest& request, RowFormat format) {
  COMITY_TRY(auto read, installation.store().read());
  COMITY_TRY(auto states, installation.states(read));
  const PlotRequest counted{counted_request(request.search, states), request.plot};
  COMITY_TRY(auto table, plot_table_of(installation, ask, read, states, counted));
  const SearchAddresses here("/plots", counted.search, {{"plot", std::string(table.plot.name)}});
  auto address = here.here();
  return stream_of(installation, ask,
                   std::make_unique<CellSource>(std::move(read), std::move(table),
                                                std::move(states), ask.language),
                   {"counts", std::move(address)}, format);
}

}  // namespace comity::service
