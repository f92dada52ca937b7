#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grammar/sources/text_repair.h"
#include "model/source.h"
#include "names/register.h"

namespace comity::grammar {

/// Reads the rows of a table of recommendations, one after the other, into a SourceTable whose
/// columns are known.
class SourceRows {
 public:
  SourceRows(model::SourceTable& source, std::vector<std::string> names,
             const names::Register& states)
      : source_(source), names_(std::move(names)), states_(states) {}

  /// Takes the row, or says why not.
  void take(std::uint32_t row, const std::vector<std::string>& cells);
  void refuse(std::uint32_t row, std::string rule);

  /// What was mended and found out, in findings of the whole table.
  [[nodiscard]] std::vector<model::Finding> findings() const;

 private:
  using Cells = std::vector<std::string>;
  using Refusal = std::optional<model::RefusedRow>;

  [[nodiscard]] Refusal refusal_of(const Cells& cells, model::SaidRow& said);
  [[nodiscard]] bool is_heading(const Cells& cells) const;
  [[nodiscard]] Refusal read_text(const Cells& cells, model::SaidRow& said);
  [[nodiscard]] Refusal read_mechanism(const Cells& cells, model::SaidRow& said);
  [[nodiscard]] Refusal read_state(const Cells& cells, model::SaidRow& said);
  [[nodiscard]] Refusal read_by(const Cells& cells, model::SaidRow& said);
  [[nodiscard]] Refusal read_cycle(const Cells& cells, model::SaidRow& said) const;
  void take_text_apart(std::string_view text, model::SaidRow& said) const;
  void learn_answer(const Cells& cells);
  void count(const Cells& cells, const model::SaidRow& said);

  [[nodiscard]] model::RefusedRow refusal(std::string_view rule, model::SourceColumn column,
                                          std::string_view saw) const;
  [[nodiscard]] std::string name_of(model::SourceColumn column) const;
  [[nodiscard]] bool has(model::SourceColumn column) const;
  /// Null where the row has no such cell, or the table no such column.
  [[nodiscard]] const std::string* cell(const Cells& cells, model::SourceColumn column) const;
  [[nodiscard]] std::string_view text_in(const Cells& cells, model::SourceColumn column) const;
  [[nodiscard]] const std::vector<std::string>* codes_in(const std::string& names);
  [[nodiscard]] std::vector<std::string> codes_of(const std::string& names) const;
  [[nodiscard]] std::vector<std::string> codes_named(std::string_view name) const;

  model::SourceTable& source_;
  std::vector<std::string> names_;
  const names::Register& states_;
  std::set<std::string> unknown_;
  std::set<std::string> unknown_answers_;
  std::string mechanism_;                  ///< of the row that is being read
  std::string state_;                      ///< the same
  std::array<std::uint64_t, 6> mended_{};  ///< rows, by what was mended
  std::uint64_t mended_rows_ = 0;
  std::uint64_t states_by_symbol_ = 0;
  std::uint64_t without_type_ = 0;
};

}  // namespace comity::grammar
