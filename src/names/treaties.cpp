#include "names/treaties.h"

#include <algorithm>
#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_names.h"

namespace comity::names {
namespace {

struct Form {
  std::string treaty;  ///< the short name
  std::string form;
  std::string small;  ///< the form in small letters; of an acronym the form itself
  bool acronym = false;
};

bool is_acronym(std::string_view form) {
  return std::none_of(form.begin(), form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<Form> load() {
  std::vector<Form> forms;
  const auto table = base::parse_csv(embedded("data/treaties.csv"));
  COMITY_ASSERT(table.has_value());
  for (const auto& row : table->rows) {
    const auto& form = row[table->column("form")];
    const bool acronym = is_acronym(form);
    forms.push_back(
        {row[table->column("treaty")], form, acronym ? form : base::lower_ascii(form), acronym});
  }
  // Where several begin at one place the longest is meant.
  std::stable_sort(forms.begin(), forms.end(),
                   [](const Form& a, const Form& b) { return a.form.size() > b.form.size(); });
  return forms;
}

const std::vector<Form>& forms() {
  static const auto kForms = load();
  return kForms;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// The form that stands at a place of a text.
const Form* form_at(std::string_view text, std::string_view small, std::size_t at) {
  if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '-')) return nullptr;
  for (const auto& each : forms()) {
    const auto& where = each.acronym ? text : small;
    if (where[at] != each.small.front() || !where.substr(at).starts_with(each.small)) continue;
    const auto end = at + each.small.size();
    if (end == text.size() || !is_word(text[end])) return &each;
  }
  return nullptr;
}

}  // namespace

std::string with_short_treaties(std::string_view text) {
  const auto small = base::lower_ascii(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto* found = form_at(text, small, at)) {
      out += found->treaty;
      at += found->small.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::vector<std::string_view> treaties_named(std::string_view with_short_names) {
  const auto small = base::lower_ascii(with_short_names);
  std::vector<std::string_view> named;
  for (const auto& each : forms()) {
    if (small.find(base::lower_ascii(each.treaty)) != std::string::npos) {
      named.emplace_back(each.treaty);
    }
  }
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

std::string other_treaty_forms(std::string_view text) {
  // An optional protocol is named by what it is a protocol to.
  const auto named = treaties_named(with_short_treaties(text));
  std::string out;
  const auto add = [&](std::string_view form) {
    if (!out.empty()) out += ' ';
    out += form;
  };
  for (const auto treaty : named) add(treaty);
  for (const auto& each : forms()) {
    if (std::binary_search(named.begin(), named.end(), each.treaty)) add(each.form);
  }
  return out;
}

}  // namespace comity::names
