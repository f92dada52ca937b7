#include "service/finding/completion.h"

#include <algorithm>

#include "base/text.h"
#include "names/register.h"
#include "search/analysis/analysis.h"
#include "search/query/facet_values.h"
#include "service/finding/index_documents.h"
#include "service/finding/search.h"
#include "service/finding/search_addresses.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kMostCompletions = 12;
/// Facets with so many values or fewer are looked through by the names of their values.
constexpr std::size_t kMostNamed = 1000;

std::size_t characters_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t byte = 0; byte < text.size(); ++count) {
    static_cast<void>(base::next_code_point(text, byte));
  }
  return count;
}

/// What is typed of one part of a question: a field and the beginning of its value, or the
/// beginning of a word.
struct Typed {
  std::size_t begin = 0;  ///< bytes; where it stands
  std::size_t end = 0;
  std::string field;
  std::string beginning;
  bool quoted_word = false;  ///< within a phrase, where no field is
};

Typed typed_before(std::string_view text, std::size_t end) {
  Typed typed;
  bool quoted = false;
  for (std::size_t i = 0; i < end; ++i) {
    if (text[i] == '"') quoted = !quoted;
    const bool parts = text[i] == ' ' || text[i] == '\t' || text[i] == '(' || text[i] == ')';
    if (parts && !quoted) typed.begin = i + 1;
  }
  if (typed.begin < end && text[typed.begin] == '-') ++typed.begin;
  typed.end = end;
  const auto part = text.substr(typed.begin, end - typed.begin);
  const auto colon = part.find(':');
  typed.quoted_word = part.starts_with('"');
  if (colon == std::string_view::npos || typed.quoted_word) {
    typed.beginning = part;
    return typed;
  }
  typed.field = part.substr(0, colon);
  auto value = part.substr(colon + 1);
  if (value.starts_with('"')) value.remove_prefix(1);
  typed.beginning = value;
  return typed;
}

/// Whether a word of it begins so; both without accents.
bool has_word(std::string_view name, std::string_view beginning) {
  for (auto at = name.find(beginning); at != std::string_view::npos;
       at = name.find(beginning, at + 1)) {
    if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-' || name[at - 1] == '(') return true;
  }
  return false;
}

using Words = std::vector<std::string>;

/// The words of a text without accents; a Han character is one. What French elides ("l'eau") falls
/// away, of names and of what is typed alike.
Words name_words(std::string_view text) {
  search::Analyzer analyzer;
  Words words;
  for (const auto& token : analyzer.analyse(text, model::Language::fr)) {
    const bool is_word =
        token.kind == search::Token::Kind::word || token.kind == search::Token::Kind::han;
    if (is_word) words.push_back(base::unaccented(token.form));
  }
  return words;
}

/// Whether the words stand there one after the other, the last of them maybe as a beginning.
bool has_words(const Words& name, const Words& typed) {
  for (std::size_t i = 0; !typed.empty() && i + typed.size() <= name.size(); ++i) {
    const auto last = typed.size() - 1;
    const auto at = name.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::equal(typed.begin(), typed.end() - 1, at) && name[i + last].starts_with(typed[last])) {
      return true;
    }
  }
  return false;
}

bool names_states(std::string_view facet) { return facet == facet::kState || facet == facet::kBy; }

/// By what else a State is known: "UK", "Vietnam", "Swaziland".
void add_other_names(std::vector<std::string>& names, const names::State& state) {
  for (const auto& form : state.spellings) names.push_back(form.text);
  for (const auto& former : state.former) names.push_back(former.name);
}

/// What a value is called, in all six languages.
std::vector<std::string> names_of_value(const StateNames& states, std::string_view facet,
                                        const std::string& value) {
  std::vector<std::string> names = {value};
  for (const auto language : {model::Language::en, model::Language::fr, model::Language::es,
                              model::Language::ru, model::Language::ar, model::Language::zh}) {
    auto name = value_name(states, language, facet, value);
    if (name != names.back() && name != value) names.push_back(std::move(name));
  }
  const auto* state = names_states(facet) ? states.by_code(value) : nullptr;
  if (state != nullptr) add_other_names(names, *state);
  return names;
}

/// As it is written in a question; empty where it cannot be.
std::string in_question(std::string_view field, std::string_view value) {
  if (value.find('"') != std::string_view::npos) return {};
  const bool bare = value.find_first_of(" \t()") == std::string_view::npos;
  return std::string(field) + ":" + (bare ? std::string(value) : "\"" + std::string(value) + "\"");
}

class Completer {
 public:
  Completer(const CompletionRequest& request, const StateNames& states, model::Language language)
      : text_(request.text),
        typed_(typed_before(text_, request.at ? base::byte_of(text_, *request.at) : text_.size())),
        states_(states),
        language_(language) {}

  [[nodiscard]] JsonArray complete(const Question& question) const {
    if (typed_.quoted_word) return {};
    return typed_.field.empty() ? fields() : values(question);
  }

 private:
  /// `written` in the place of what is typed, with `after` behind it.
  [[nodiscard]] JsonObject completion(const std::string& written, std::string_view after) const {
    const auto before = text_.substr(0, typed_.begin) + written + std::string(after);
    auto rest = text_.substr(typed_.end);
    // A quotation mark that closed what was typed, and the blank that is there already.
    if (!after.empty() && rest.starts_with('"')) rest.erase(0, 1);
    if (!after.empty() && rest.starts_with(' ')) rest.erase(0, 1);
    return {{"written", written}, {"text", before + rest}, {"at", characters_in(before)}};
  }

  [[nodiscard]] JsonArray fields() const {
    std::vector<std::string> names(filter_names());
    for (const char* field : {"title", "text", "number"}) names.emplace_back(field);
    JsonArray out;
    for (const auto& name : names) {
      if (!name.starts_with(base::lower_ascii(typed_.beginning))) continue;
      auto json = completion(name + ":", "");
      json["kind"] = "field";
      json["name"] = name;
      json["count"] = nullptr;
      out.push_back(std::move(json));
    }
    return out;
  }

  [[nodiscard]] JsonArray values(const Question& question) const {
    const auto& names = filter_names();
    if (std::find(names.begin(), names.end(), typed_.field) == names.end()) return {};
    auto counts = search::facet_values(question.views, typed_.field, "", kMostNamed + 1);
    if (counts.size() > kMostNamed) {
      counts =
          search::facet_values(question.views, typed_.field, typed_.beginning, kMostCompletions);
    } else {
      keep_meant(counts);
      sort(counts);
    }
    JsonArray out;
    for (const auto& [value, count] : counts) {
      const auto written = in_question(typed_.field, value);
      if (written.empty()) continue;
      if (out.size() == kMostCompletions) break;
      auto json = completion(written, " ");
      json["kind"] = "value";
      json["name"] = value_name(states_, language_, typed_.field, value);
      json["count"] = count_json(count, search_address({{typed_.field, value}}));
      out.push_back(std::move(json));
    }
    return out;
  }

  /// Where none has all the words that are typed, those that have the last.
  void keep_meant(std::vector<search::ValueCount>& counts) const {
    auto words = name_words(typed_.beginning);
    auto meant = counts;
    std::erase_if(meant, [&](const auto& each) { return !is_meant(each.value, words); });
    if (meant.empty() && words.size() > 1) {
      words.erase(words.begin(), words.end() - 1);
      meant = std::move(counts);
      std::erase_if(meant, [&](const auto& each) { return !is_meant(each.value, words); });
    }
    counts = std::move(meant);
  }

  [[nodiscard]] bool is_meant(const std::string& value, const Words& words) const {
    const auto beginning = base::unaccented(typed_.beginning);
    const auto names = names_of_value(states_, typed_.field, value);
    return std::any_of(names.begin(), names.end(), [&](const auto& name) {
      return has_word(base::unaccented(name), beginning) || has_words(name_words(name), words);
    });
  }

  void sort(std::vector<search::ValueCount>& counts) const {
    const bool states = names_states(typed_.field);
    std::stable_sort(counts.begin(), counts.end(), [&](const auto& a, const auto& b) {
      if (!states) return a.count > b.count;
      return states_.sort_key(a.value, language_) < states_.sort_key(b.value, language_);
    });
  }

  const std::string& text_;
  const Typed typed_;
  const StateNames& states_;
  const model::Language language_;
};

}  // namespace

Result<Answer> completions(Installation& installation, const Ask& ask,
                           const CompletionRequest& request) {
  if (!base::is_utf8(request.text)) {
    return base::fail(base::ErrorKind::invalid_input, "the question is not valid UTF-8", "q");
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const Completer completer(request, states, ask.language);
  COMITY_TRY(auto found, answered(installation, ask, read, {},
                                  [&](const Question& question) -> Result<JsonArray> {
                                    return completer.complete(question);
                                  }));
  return Answer{{{"query", request.text}, {"completions", std::move(found)}}, {}};
}

}  // namespace comity::service
