#include "grammar/sources/source_rows.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "grammar/reviews/review_clauses.h"
#include "grammar/sources/source_columns.h"

namespace comity::grammar {
namespace {

using model::SaidRow;
using model::SourceColumn;

/// What a source writes where it does not know who recommended.
constexpr std::string_view kUnknown[] = {"(unknown)", "unknown", "-"};
constexpr int kMostSessions = 99;

bool is_session(std::string_view text) {
  int value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end && value > 0 && value <= kMostSessions;
}

bool says_nobody(std::string_view name) {
  const auto low = base::lower_ascii(name);
  return std::find(std::begin(kUnknown), std::end(kUnknown), low) != std::end(kUnknown);
}

bool is_empty(const SaidRow& said) {
  SaidRow none;
  none.row = said.row;
  return said == none;
}

}  // namespace

void SourceRows::take(std::uint32_t row, const Cells& cells) {
  SaidRow said;
  said.row = row;
  if (auto refused = refusal_of(cells, said)) {
    refused->row = row;
    source_.refused.push_back(*std::move(refused));
    return;
  }
  learn_answer(cells);
  count(cells, said);
  if (!is_empty(said)) source_.said.push_back(std::move(said));
}

void SourceRows::refuse(std::uint32_t row, std::string rule) {
  source_.refused.push_back({row, std::move(rule), "", ""});
}

SourceRows::Refusal SourceRows::refusal_of(const Cells& cells, SaidRow& said) {
  if (is_heading(cells)) return refusal("source.heading", SourceColumn::text, cells.front());
  if (auto refused = read_text(cells, said)) return refused;
  if (auto refused = read_mechanism(cells, said)) return refused;
  if (auto refused = read_state(cells, said)) return refused;
  // What only the universal periodic review has.
  if (mechanism_ != model::kUpr) return std::nullopt;
  if (auto refused = read_by(cells, said)) return refused;
  return read_cycle(cells, said);
}

/// "Theme: Acceptance of international norms", alone over the rows that it is about.
bool SourceRows::is_heading(const Cells& cells) const {
  constexpr std::size_t kFewColumns = 2;
  if (names_.size() <= kFewColumns || cells.empty() || cells.front().empty()) return false;
  const bool alone = std::all_of(cells.begin() + 1, cells.end(),
                                 [](const std::string& cell) { return cell.empty(); });
  const auto text = source_.columns.find(SourceColumn::text);
  const bool in_text = text != source_.columns.end() && text->second == 0;
  return alone && in_text && number_before(cells.front()).end == 0;
}

SourceRows::Refusal SourceRows::read_text(const Cells& cells, SaidRow& said) {
  const auto* text = cell(cells, SourceColumn::text);
  if (text == nullptr) {
    return refusal("source.few-cells", SourceColumn::text, std::to_string(cells.size()));
  }
  auto mended = mended_text(*text);
  if (mended.text.empty()) return refusal("source.empty", SourceColumn::text, "");
  if (mended.mended.empty()) return std::nullopt;
  said.text = std::move(mended.text);
  for (const auto each : mended.mended) {
    if (!said.mending.empty()) said.mending += ' ';
    said.mending += grammar::name_of(each);
  }
  return std::nullopt;
}

SourceRows::Refusal SourceRows::read_mechanism(const Cells& cells, SaidRow& said) {
  mechanism_ = model::kUpr;
  const auto symbol = text_in(cells, SourceColumn::symbol);
  const std::string name(text_in(cells, SourceColumn::mechanism));
  if (!name.empty()) {
    auto known = source_.mechanisms.find(name);
    if (known == source_.mechanisms.end()) {
      auto mechanism = model::is_mechanism(name) ? name : mechanism_by_name(name);
      if (!mechanism.empty()) known = source_.mechanisms.emplace(name, std::move(mechanism)).first;
    }
    if (known != source_.mechanisms.end()) {
      mechanism_ = known->second;
      return std::nullopt;
    }
  }
  auto mechanism = mechanism_by_symbol(symbol);
  if (mechanism.empty() && has(SourceColumn::mechanism)) {
    return refusal("source.unknown-mechanism", SourceColumn::mechanism, name);
  }
  if (mechanism.empty()) return std::nullopt;
  mechanism_ = mechanism;
  if (mechanism != model::kUpr) said.mechanism = std::move(mechanism);
  return std::nullopt;
}

SourceRows::Refusal SourceRows::read_state(const Cells& cells, SaidRow& said) {
  const auto* name = cell(cells, SourceColumn::state);
  if (name == nullptr || name->empty()) {
    said.state = state_by_symbol(text_in(cells, SourceColumn::symbol), states_);
    state_ = said.state;
    if (!state_.empty()) return std::nullopt;
    return refusal(
        name == nullptr && has(SourceColumn::state) ? "source.few-cells" : "source.empty",
        SourceColumn::state, name == nullptr ? std::to_string(cells.size()) : "");
  }
  const auto* codes = codes_in(*name);
  if (codes == nullptr) return refusal("source.unknown-state", SourceColumn::state, *name);
  if (codes->size() > 1) return refusal("source.several-states", SourceColumn::state, *name);
  if (codes->empty()) return refusal("source.unknown-state", SourceColumn::state, *name);
  state_ = codes->front();
  return std::nullopt;
}

SourceRows::Refusal SourceRows::read_by(const Cells& cells, SaidRow& said) {
  if (!has(SourceColumn::by)) {
    const std::string text = said.text.empty() ? *cell(cells, SourceColumn::text) : said.text;
    take_text_apart(text, said);
    return std::nullopt;
  }
  const auto* name = cell(cells, SourceColumn::by);
  if (name == nullptr) {
    return refusal("source.few-cells", SourceColumn::by, std::to_string(cells.size()));
  }
  if (name->empty()) return refusal("source.empty", SourceColumn::by, "");
  if (codes_in(*name) != nullptr) return std::nullopt;
  if (!says_nobody(*name)) return refusal("source.unknown-state", SourceColumn::by, *name);
  source_.states.emplace(*name, std::vector<std::string>());
  return std::nullopt;
}

/// "118.12 Ratify the Covenant (Chile);": number and States stand in the text itself.
void SourceRows::take_text_apart(std::string_view text, SaidRow& said) const {
  if (const auto from = position_from(text); from.begin != std::string_view::npos) {
    text = base::trimmed(text.substr(0, from.begin));
    said.text = text;
    said.cycle = cycle_by_symbol(from.symbol);
  }
  const auto before = number_before(text);
  if (before.end > 0) {
    if (!has(SourceColumn::number)) said.number = before.number;
    text.remove_prefix(before.end);
    said.text = text;
  }
  const std::string under_review[] = {state_};
  const auto clauses =
      clauses_of(text, states_, ReviewWords::of(model::Language::en), under_review);
  for (const auto& clause : clauses) {
    for (const auto& state : clause.states) {
      if (std::find(said.by.begin(), said.by.end(), state) == said.by.end()) {
        said.by.push_back(state);
      }
    }
  }
  const bool whole = clauses.size() == 1 && !clauses.front().text.empty();
  if (whole && clauses.front().text != text) said.text = clauses.front().text;
}

SourceRows::Refusal SourceRows::read_cycle(const Cells& cells, SaidRow& said) const {
  auto session = text_in(cells, SourceColumn::session);
  if (session.empty()) {
    session = text_in(cells, SourceColumn::cycle);
    const int named = is_session(session) ? 0 : cycle_by_words(session);
    if (named > 0) {
      said.cycle = named;
      return std::nullopt;
    }
  }
  if (is_session(session)) {
    said.cycle = 0;
    return std::nullopt;
  }
  if (session.empty() && said.cycle > 0) return std::nullopt;
  if (session.empty()) {
    said.cycle = cycle_by_symbol(text_in(cells, SourceColumn::symbol));
    if (said.cycle == 0) said.cycle = cycle_by_date(text_in(cells, SourceColumn::date));
    if (said.cycle > 0) return std::nullopt;
  }
  return refusal("source.no-session", SourceColumn::session, session);
}

void SourceRows::learn_answer(const Cells& cells) {
  const std::string response(text_in(cells, SourceColumn::response));
  if (response.empty() || source_.answers.contains(response)) return;
  if (unknown_answers_.contains(response)) return;
  if (const auto answer = answer_by_word(response)) {
    source_.answers.emplace(response, *answer);
  } else {
    unknown_answers_.insert(response);
  }
}

void SourceRows::count(const Cells& cells, const SaidRow& said) {
  if (!said.mending.empty()) ++mended_rows_;
  for (const auto word : base::split(said.mending, ' ')) {
    for (std::size_t i = 0; i < mended_.size(); ++i) {
      if (grammar::name_of(static_cast<Mending>(i)) == word) ++mended_[i];
    }
  }
  if (!said.state.empty()) ++states_by_symbol_;
  if (!has(SourceColumn::type)) return;
  const auto type = text_in(cells, SourceColumn::type);
  if (type.empty() || model::is_uuid(type)) ++without_type_;
}

std::vector<model::Finding> SourceRows::findings() const {
  std::vector<model::Finding> findings;
  if (mended_rows_ > 0) {
    std::string kinds;
    for (std::size_t i = 0; i < mended_.size(); ++i) {
      if (mended_[i] == 0) continue;
      if (!kinds.empty()) kinds += ", ";
      kinds +=
          std::string(grammar::name_of(static_cast<Mending>(i))) + " " + std::to_string(mended_[i]);
    }
    findings.push_back({"source.mended", "", {}, std::to_string(mended_rows_), std::move(kinds)});
  }
  const auto add = [&](std::string_view rule, std::uint64_t rows) {
    if (rows > 0) findings.push_back({std::string(rule), "", {}, std::to_string(rows), ""});
  };
  add("source.state-by-symbol", states_by_symbol_);
  add("source.no-type", without_type_);
  if (!unknown_answers_.empty()) {
    constexpr std::size_t kShown = 5;
    std::string some;
    std::size_t shown = 0;
    for (const auto& answer : unknown_answers_) {
      if (shown++ == kShown) break;
      some += (some.empty() ? "“" : ", “") + answer + "”";
    }
    findings.push_back({"source.unknown-answer",
                        "",
                        {},
                        std::move(some),
                        std::to_string(unknown_answers_.size())});
  }
  return findings;
}

model::RefusedRow SourceRows::refusal(std::string_view rule, SourceColumn column,
                                      std::string_view saw) const {
  return {0, std::string(rule), name_of(column), std::string(saw)};
}

/// A column as the table itself calls it.
std::string SourceRows::name_of(SourceColumn column) const {
  const auto found = source_.columns.find(column);
  const bool named = found != source_.columns.end() && found->second < names_.size();
  return named ? names_[found->second] : std::string(model::name_of(column));
}

bool SourceRows::has(SourceColumn column) const {
  return source_.columns.contains(column) || source_.constants.contains(column);
}

const std::string* SourceRows::cell(const Cells& cells, SourceColumn column) const {
  const auto found = source_.columns.find(column);
  if (found != source_.columns.end()) {
    return found->second < cells.size() ? &cells[found->second] : nullptr;
  }
  const auto constant = source_.constants.find(column);
  return constant == source_.constants.end() ? nullptr : &constant->second;
}

std::string_view SourceRows::text_in(const Cells& cells, SourceColumn column) const {
  const auto* text = cell(cells, column);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// The States that a cell names, which it then means from now on; null where one is not known.
const std::vector<std::string>* SourceRows::codes_in(const std::string& names) {
  if (const auto known = source_.states.find(names); known != source_.states.end()) {
    return &known->second;
  }
  if (unknown_.contains(names)) return nullptr;
  auto codes = codes_of(names);
  if (codes.empty()) codes = codes_of(mended_text(names).text);
  if (codes.empty()) {
    unknown_.insert(names);
    return nullptr;
  }
  return &source_.states.emplace(names, std::move(codes)).first->second;
}

/// Names and codes between semicolons, dashes of a list ("- Albania - Chile") or as texts join them
/// ("France, Germany and Chile", "France / Chile"); none where one of them is not known.
std::vector<std::string> SourceRows::codes_of(const std::string& names) const {
  std::vector<std::string> codes;
  for (const auto part : base::split(names, ';')) {
    for (auto name = base::trimmed(part);;) {
      while (name.starts_with("- ")) name.remove_prefix(2);
      // A name may have a dash of its own: only what is no name as a whole is parted.
      const auto whole = codes_named(name);
      const auto dash = whole.empty() ? name.find(" - ") : std::string_view::npos;
      const auto named = dash == std::string_view::npos ? whole : codes_named(name.substr(0, dash));
      if (named.empty()) return {};
      codes.insert(codes.end(), named.begin(), named.end());
      if (dash == std::string_view::npos) break;
      name = base::trimmed(name.substr(dash + 1));
    }
  }
  return codes;
}

/// The State of that code or name, or all those of a list in which every name is known.
std::vector<std::string> SourceRows::codes_named(std::string_view name) const {
  const auto* state = states_.by_code(name);
  if (state == nullptr) state = states_.find(name);
  if (state != nullptr) return {state->code};
  std::vector<std::string> codes;
  for (const auto& item : states_.list(name)) {
    if (item.code.empty()) return {};
    if (std::find(codes.begin(), codes.end(), item.code) == codes.end()) codes.push_back(item.code);
  }
  return codes;
}

}  // namespace comity::grammar
