#include "names/treaties.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_names.h"

namespace comity::names {
namespace {

struct Form {
  std::string treaty;  ///< the short name
  std::string language;
  std::string form;
  std::string small;  ///< the form in small letters; of an acronym the form itself
  bool acronym = false;
  bool bound = true;  ///< stands between other words as a word of its own
};

bool is_acronym(std::string_view form) {
  return std::all_of(form.begin(), form.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ' ';
  });
}

Form form_of(std::string treaty, const std::string& language, std::string form) {
  const bool acronym = is_acronym(form);
  // Arabic writes small words together with the next, Chinese has no spaces.
  const bool bound = language != "ar" && language != "zh";
  auto small = acronym ? form : base::lower_ascii(form);
  return {std::move(treaty), language, std::move(form), std::move(small), acronym, bound};
}

/// The form as it is also written: with the other apostrophe, or behind the Arabic "to the".
std::string written_otherwise(const std::string& language, std::string form) {
  constexpr std::string_view kArticle = "ال";
  if (language == "ar") {
    return form.starts_with(kArticle) ? "لل" + form.substr(kArticle.size()) : std::string();
  }
  std::string out;
  for (const char c : form) out += c == '\'' ? "’" : std::string(1, c);
  return out == form ? std::string() : out;
}

/// The forms by their first byte; where several begin at one place the longest is meant.
struct Forms {
  std::vector<Form> all;
  std::array<std::vector<const Form*>, 256> by_first;
  /// Short names in small letters, and as they are.
  std::array<std::map<std::string, std::string_view>, 256> by_short_name;
};

Forms load() {
  Forms forms;
  const auto table = base::parse_csv(embedded("data/treaties.csv"));
  COMITY_ASSERT(table.has_value());
  for (const auto& row : table->rows) {
    const auto& treaty = row[table->column("treaty")];
    const auto& language = row[table->column("language")];
    const auto& form = row[table->column("form")];
    forms.all.push_back(form_of(treaty, language, form));
    auto other = written_otherwise(language, form);
    if (!other.empty()) forms.all.push_back(form_of(treaty, language, std::move(other)));
  }
  std::stable_sort(forms.all.begin(), forms.all.end(),
                   [](const Form& a, const Form& b) { return a.form.size() > b.form.size(); });
  for (const auto& form : forms.all) {
    forms.by_first[static_cast<unsigned char>(form.small.front())].push_back(&form);
  }
  for (const auto& form : forms.all) {
    auto small = base::lower_ascii(form.treaty);
    auto& some = forms.by_short_name[static_cast<unsigned char>(small.front())];
    some.emplace(std::move(small), form.treaty);
  }
  return forms;
}

const Forms& forms() {
  static const auto kForms = load();
  return kForms;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

const Form* form_among(const std::vector<const Form*>& some, std::string_view text, std::size_t at,
                       bool inside_word) {
  if (at + 1 >= text.size()) return nullptr;
  for (const auto* each : some) {
    // Few that begin alike go on alike.
    if (each->small[1] != text[at + 1] || (each->bound && inside_word)) continue;
    if (!text.substr(at).starts_with(each->small)) continue;
    const auto end = at + each->small.size();
    if (!each->bound || end == text.size() || !is_word(text[end])) return each;
  }
  return nullptr;
}

/// The form that stands at a place of a text.
const Form* form_at(std::string_view text, std::string_view small, std::size_t at) {
  const bool inside_word = at > 0 && (is_word(text[at - 1]) || text[at - 1] == '-');
  const auto& by_first = forms().by_first;
  const auto& printed = by_first[static_cast<unsigned char>(text[at])];
  if (const auto* found = form_among(printed, text, at, inside_word)) return found;
  if (text[at] == small[at]) return nullptr;
  return form_among(by_first[static_cast<unsigned char>(small[at])], small, at, inside_word);
}

/// The languages in which a text names treaties, and English, of which the short names are.
std::set<std::string_view> languages_in(std::string_view text) {
  std::set<std::string_view> languages = {"en"};
  const auto small = base::lower_ascii(text);
  for (std::size_t at = 0; at < text.size();) {
    const auto* found = form_at(text, small, at);
    if (found != nullptr && !found->acronym) languages.insert(found->language);
    at += found == nullptr ? 1 : found->small.size();
  }
  return languages;
}

}  // namespace

std::string with_short_treaties(std::string_view text) {
  const auto small = base::lower_ascii(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto* found = form_at(text, small, at);
    if (found == nullptr) {
      out += text[at++];
      continue;
    }
    // The short name is a word of its own, whatever it is written together with.
    if (!out.empty() && is_word(out.back())) out += ' ';
    out += found->treaty;
    at += found->small.size();
    if (at < text.size() && is_word(text[at])) out += ' ';
  }
  return out;
}

std::optional<TreatyAt> treaty_at(std::string_view text, std::string_view small, std::size_t at) {
  std::optional<TreatyAt> best;
  if (const auto* form = form_at(text, small, at)) best = {form->treaty, at + form->small.size()};
  // The short name is one of the forms where it is a title as well.
  const auto& first = forms().by_short_name[static_cast<unsigned char>(small[at])];
  for (const auto& [name, treaty] : first) {
    const auto end = at + name.size();
    if (best && end <= best->end) continue;
    const bool begins = at == 0 || !is_word(text[at - 1]);
    const bool ends = end >= text.size() || !is_word(text[end]);
    if (begins && ends && small.substr(at).starts_with(name)) best = {treaty, end};
  }
  return best;
}

std::vector<std::string_view> treaties_named(std::string_view with_short_names) {
  const auto small = base::lower_ascii(with_short_names);
  std::vector<std::string_view> named;
  for (const auto& each : forms().all) {
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
  const auto languages = languages_in(text);
  std::string out;
  const auto add = [&](std::string_view form) {
    if (!out.empty()) out += ' ';
    out += form;
  };
  for (const auto treaty : named) add(treaty);
  for (const auto& each : forms().all) {
    const bool spoken = languages.contains(each.language);
    if (spoken && std::binary_search(named.begin(), named.end(), each.treaty)) add(each.form);
  }
  return out;
}

}  // namespace comity::names
