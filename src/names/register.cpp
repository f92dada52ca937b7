#include "names/register.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_names.h"
#include "names/list.h"
#include "names/matcher.h"
#include "names/tokens.h"
#include "names/words.h"

namespace comity::names {
namespace {

using base::ErrorKind;
using base::Result;
using model::Language;

constexpr std::size_t kLanguages = 6;

std::size_t index_of(Language language) {
  const auto index = static_cast<std::size_t>(language);
  return index < kLanguages ? index : static_cast<std::size_t>(Language::en);
}

Languages bit_of(Language language) { return static_cast<Languages>(1U << index_of(language)); }

/// A row of the register by column names; a column that is missing is empty everywhere.
class Row {
 public:
  Row(const base::CsvTable& table, std::size_t index) : table_(table), index_(index) {}

  [[nodiscard]] std::string_view operator[](std::string_view column) const {
    const auto at = table_.column(column);
    return at == base::CsvTable::npos ? std::string_view{}
                                      : std::string_view(table_.rows[index_][at]);
  }
  [[nodiscard]] std::vector<std::string_view> several(std::string_view column) const {
    std::vector<std::string_view> parts;
    for (const auto part : base::split((*this)[column], ';')) {
      if (const auto form = base::trimmed(part); !form.empty()) parts.push_back(form);
    }
    return parts;
  }
  [[nodiscard]] std::string place() const { return "line " + std::to_string(index_ + 2); }

 private:
  const base::CsvTable& table_;
  std::size_t index_;
};

/// "fr:Macédoine" is a form of French only; without a mark a form is of every language.
std::pair<std::string_view, Languages> marked_form(std::string_view form) {
  if (form.size() > 3 && form[2] == ':') {
    if (const auto language = model::language_from(form.substr(0, 2))) {
      return {base::trimmed(form.substr(3)), bit_of(*language)};
    }
  }
  return {form, kAnyLanguage};
}

Result<int> year_of(std::string_view text, const Row& row) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (text.empty()) return 0;
  if (error != std::errc{} || end != text.data() + text.size() || year < 0) {
    return base::fail(ErrorKind::invalid_input, "\"" + std::string(text) + "\" is not a year",
                      row.place(), "write former names as name|from|until");
  }
  return year;
}

std::vector<Form> forms_in(const Row& row, std::string_view column) {
  std::vector<Form> forms;
  for (const auto entry : row.several(column)) {
    const auto [text, languages] = marked_form(entry);
    const auto language =
        languages == kAnyLanguage ? std::nullopt : model::language_from(entry.substr(0, 2));
    forms.push_back({language.value_or(Language::und), std::string(text)});
  }
  return forms;
}

Result<std::vector<FormerName>> former_names(const Row& row) {
  std::vector<FormerName> names;
  for (const auto entry : row.several("former")) {
    const auto parts = base::split(entry, '|');
    FormerName name;
    name.name = std::string(base::trimmed(parts[0]));
    if (parts.size() > 1) {
      COMITY_TRY(name.from, year_of(base::trimmed(parts[1]), row));
    }
    if (parts.size() > 2) {
      COMITY_TRY(name.until, year_of(base::trimmed(parts[2]), row));
    }
    names.push_back(std::move(name));
  }
  return names;
}

Result<Standing> standing_of(const Row& row) {
  const auto text = row["standing"];
  if (text == "member") return Standing::member;
  if (text == "observer") return Standing::observer;
  if (text == "organisation") return Standing::organisation;
  return base::fail(ErrorKind::invalid_input, "\"" + std::string(text) + "\" is not a standing",
                    row.place(), "write member, observer, organisation or none");
}

bool is_code(std::string_view code) {
  return !code.empty() && code.size() <= 16 && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<State> state_of(const Row& row) {
  State state;
  state.code = std::string(row["code"]);
  if (!is_code(state.code)) {
    return base::fail(ErrorKind::invalid_input, "\"" + state.code + "\" is not a code", row.place(),
                      "a code has capital letters, digits and hyphens only");
  }
  state.iso2 = std::string(row["iso2"]);
  state.m49 = std::string(row["m49"]);
  COMITY_TRY(state.standing, standing_of(row));
  state.regional_group = std::string(row["regional_group"]);
  COMITY_TRY(state.former, former_names(row));
  state.spellings = forms_in(row, "spellings");
  state.inflected = forms_in(row, "inflected");
  for (std::size_t i = 0; i < kLanguages; ++i) {
    const auto language = std::string(model::code_of(static_cast<Language>(i)));
    state.short_names.emplace_back(row["short_" + language]);
    state.formal_names.emplace_back(row["formal_" + language]);
  }
  for (const auto column : row.several("unverified")) state.unverified.emplace_back(column);
  if (state.short_name(Language::en).empty()) {
    return base::fail(ErrorKind::invalid_input, state.code + " has no English short name",
                      row.place(), "fill the column short_en");
  }
  return state;
}

}  // namespace

const std::string& State::short_name(Language language) const {
  const auto& name = short_names[index_of(language)];
  return name.empty() ? short_names[index_of(Language::en)] : name;
}

const std::string& State::formal_name(Language language) const {
  return formal_names[index_of(language)];
}

struct Register::Impl {
  std::vector<State> states;
  Matcher matcher;

  base::Status add_form(std::string_view form, std::size_t state, Languages languages,
                        const Row& row) {
    if (form.empty()) return {};
    const auto other = matcher.add(form, static_cast<std::int32_t>(state), languages);
    if (!other) return {};
    return base::fail(ErrorKind::invalid_input,
                      "\"" + std::string(form) + "\" names both " + states[state].code + " and " +
                          states[static_cast<std::size_t>(*other)].code,
                      row.place(), "leave the form to one of them");
  }

  base::Status add_forms(std::size_t index, const Row& row) {
    const auto& state = states[index];
    for (std::size_t i = 0; i < kLanguages; ++i) {
      const auto languages = bit_of(static_cast<Language>(i));
      COMITY_CHECK(add_form(state.short_names[i], index, languages, row));
      COMITY_CHECK(add_form(state.formal_names[i], index, languages, row));
    }
    for (const auto& former : state.former) {
      COMITY_CHECK(add_form(former.name, index, kAnyLanguage, row));
    }
    for (const auto* column : {"spellings", "inflected"}) {
      for (const auto entry : row.several(column)) {
        const auto [form, languages] = marked_form(entry);
        COMITY_CHECK(add_form(form, index, languages, row));
      }
    }
    return {};
  }

  void add_blocks(const Row& row) {
    for (const auto entry : row.several("spellings")) {
      const auto [form, languages] = marked_form(entry);
      // A phrase that is a State's name after all stays one.
      static_cast<void>(matcher.add(form, kBlock, languages));
    }
  }
};

Register::Register(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;
Register::~Register() = default;

Result<Register> Register::load(std::string_view csv) {
  COMITY_TRY(const auto table, base::parse_csv(csv));
  for (const auto* column : {"code", "standing", "short_en"}) {
    if (table.column(column) == base::CsvTable::npos) {
      return base::fail(ErrorKind::invalid_input,
                        "the register has no column \"" + std::string(column) + "\"", "line 1",
                        "begin with the columns of data/states.csv");
    }
  }
  auto impl = std::make_unique<Impl>();
  std::vector<std::pair<State, std::size_t>> read;
  std::vector<std::size_t> blocks;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row row(table, i);
    if (row["standing"] == "none") {
      blocks.push_back(i);
      continue;
    }
    COMITY_TRY(auto state, state_of(row));
    read.emplace_back(std::move(state), i);
  }
  std::stable_sort(read.begin(), read.end(),
                   [](const auto& a, const auto& b) { return a.first.code < b.first.code; });
  for (auto& [state, line] : read) {
    if (!impl->states.empty() && impl->states.back().code == state.code) {
      return base::fail(ErrorKind::invalid_input, "the code " + state.code + " stands twice",
                        Row(table, line).place(), "give each entry a code of its own");
    }
    impl->states.push_back(std::move(state));
    COMITY_CHECK(impl->add_forms(impl->states.size() - 1, Row(table, line)));
  }
  for (const auto line : blocks) impl->add_blocks(Row(table, line));
  return Register(std::move(impl));
}

const Register& Register::builtin() {
  static const Register kBuiltin = [] {
    auto loaded = load(embedded("data/states.csv"));
    COMITY_ASSERT(loaded.has_value());
    return *std::move(loaded);
  }();
  return kBuiltin;
}

std::span<const State> Register::states() const { return impl_->states; }

const State* Register::by_code(std::string_view code) const {
  const auto& all = impl_->states;
  const auto found = std::lower_bound(
      all.begin(), all.end(), code,
      [](const State& state, std::string_view wanted) { return state.code < wanted; });
  return found != all.end() && found->code == code ? &*found : nullptr;
}

const State* Register::find(std::string_view name) const {
  const auto tokens = tokenised(name);
  auto state = impl_->matcher.whole(name, tokens, 0);
  if (!state && tokens.size() > 1 && words().is_article(tokens.word(0))) {
    state = impl_->matcher.whole(name, tokens, 1);
  }
  return state ? &impl_->states[static_cast<std::size_t>(*state)] : nullptr;
}

std::vector<Mention> Register::mentions(std::string_view text, Language language) const {
  Demand demand;
  demand.letters = Demand::Letters::as_written;
  demand.known_language = language != Language::und;
  if (demand.known_language) demand.languages = bit_of(language);
  const auto tokens = tokenised(text);
  std::vector<Mention> result;
  for (std::size_t at = 0; at < tokens.size();) {
    const auto found = impl_->matcher.longest(text, tokens, at, demand);
    if (!found) {
      ++at;
      continue;
    }
    at += found->tokens;
    // "US$" is money.
    const bool money = found->end < text.size() && text[found->end] == '$';
    if (found->state == kBlock || money) continue;
    result.push_back(
        {found->begin, found->end, impl_->states[static_cast<std::size_t>(found->state)].code});
  }
  return result;
}

std::vector<Mention> Register::list(std::string_view text) const {
  std::vector<Mention> result;
  const IsGroup is_group = [&](std::int32_t state) {
    return impl_->states[static_cast<std::size_t>(state)].standing == Standing::organisation;
  };
  for (const auto& item : read_list(text, impl_->matcher, is_group)) {
    result.push_back({item.begin, item.end,
                      item.state < 0 ? std::string()
                                     : impl_->states[static_cast<std::size_t>(item.state)].code});
  }
  return result;
}

}  // namespace comity::names
