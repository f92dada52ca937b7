#include "service/finding/closed_facets.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "grammar/sources/source_columns.h"
#include "model/mechanism.h"
#include "names/register.h"
#include "service/finding/index_documents.h"
#include "service/tags/tags.h"
#include "tagging/scheme.h"

namespace comity::service {
namespace {

using Values = std::vector<std::string>;

constexpr auto kLanguages = std::to_array(
    {model::Language::ar, model::Language::zh, model::Language::en, model::Language::fr,
     model::Language::ru, model::Language::es, model::Language::und});

Values positions() {
  Values values;
  for (const auto each :
       {model::CountsAs::supported, model::CountsAs::noted, model::CountsAs::pending}) {
    values.emplace_back(model::name_of(each));
  }
  return values;
}

Values languages() {
  Values values;
  for (const auto language : kLanguages) values.emplace_back(model::code_of(language));
  return values;
}

Values document_kinds() {
  Values values;
  for (int i = 0; i <= static_cast<int>(model::WorkKind::presidential_statement); ++i) {
    values.emplace_back(model::name_of(static_cast<model::WorkKind>(i)));
  }
  values.emplace_back(facet::kReply);
  return values;
}

Values mechanisms() {
  Values values{std::string(model::kUpr), std::string(model::kSpecialProcedure)};
  for (const char* body :
       {"CERD", "CCPR", "CESCR", "CEDAW", "CAT", "SPT", "CRC", "CMW", "CRPD", "CED"}) {
    values.push_back(model::treaty_body(body));
  }
  return values;
}

std::map<std::string, Values, std::less<>> closed_lists() {
  std::map<std::string, Values, std::less<>> lists;
  const auto add = [&](std::string_view facet, Values values) {
    lists.emplace(facet, std::move(values));
  };
  add(facet::kPosition, positions());
  add(facet::kKind, Values(kKinds.begin(), kKinds.end()));
  add(facet::kTextLanguage, languages());
  add(facet::kDocumentKind, document_kinds());
  add(facet::kMechanism, mechanisms());
  add(facet::kTagged, {std::string(facet::kConfirmed), std::string(facet::kMachine)});
  for (const auto& label : tagging::labels()) {
    const auto facet = facet_of(label.scheme);
    if (!facet.empty()) lists[std::string(facet)].push_back(label.code);
  }
  return lists;
}

std::string position_meant(std::string_view word) {
  const auto answer = grammar::answer_by_word(word);
  if (!answer || *answer == model::SourceAnswer::pledge) return {};
  return std::string(model::name_of(*answer));
}

/// The tag that has the name in one of the languages.
std::string tag_meant(std::string_view facet, std::string_view name) {
  const auto wanted = base::folded(name);
  for (const auto& label : tagging::labels()) {
    if (facet_of(label.scheme) != facet) continue;
    for (const auto language : kLanguages) {
      if (base::folded(tagging::name_in(label, language)) == wanted) return label.code;
    }
  }
  return {};
}

const Values& state_codes() {
  static const auto codes = [] {
    Values values;
    for (const auto& state : names::Register::builtin().states()) values.push_back(state.code);
    return values;
  }();
  return codes;
}

/// The code of the State that a text names.
std::string state_meant(const StateNames& states, std::string_view name) {
  for (const auto& each : states.registers()) {
    if (const auto* state = each->find(name)) return state->code;
  }
  return {};
}

/// The code of the State that a misspelt name names.
std::string state_like(const StateNames& states, std::string_view typed) {
  Values names;
  for (const auto& each : states.registers()) {
    for (const auto& state : each->states()) {
      names.insert(names.end(), state.short_names.begin(), state.short_names.end());
      for (const auto& form : state.spellings) names.push_back(form.text);
    }
  }
  // Of names that several languages have alike one is enough.
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::erase(names, std::string());
  return state_meant(states, search::value_like(names, typed));
}

void close_states(search::SchemaField& field, const StateNames& states) {
  field.values = state_codes();
  field.told = search::SchemaField::Told::none;
  field.value_too = [states](std::string_view code) {
    const auto same = [&](const names::State& state) {
      return base::folded(state.code) == base::folded(code);
    };
    const auto& all = states.registers();
    return std::any_of(all.begin(), all.end(), [&](const auto& each) {
      return std::any_of(each->states().begin(), each->states().end(), same);
    });
  };
  field.meant = [states](std::string_view typed) {
    auto code = state_meant(states, typed);
    return code.empty() ? std::string(typed) : code;
  };
  field.perhaps = [states](std::string_view typed) {
    auto code = state_meant(states, typed);
    return code.empty() ? state_like(states, typed) : code;
  };
}

}  // namespace

void close_values(search::SchemaField& field, const StateNames& states) {
  if (field.facet == facet::kState || field.facet == facet::kBy) {
    close_states(field, states);
    return;
  }
  static const auto lists = closed_lists();
  const auto found = lists.find(field.facet);
  if (found == lists.end()) return;
  field.values = found->second;
  if (field.facet == facet::kPosition) {
    field.perhaps = position_meant;
  } else if (field.facet == facet::kMechanism) {
    // Sources may have recommendations of further treaty bodies.
    field.value_too = model::is_mechanism;
  } else {
    field.perhaps = [facet = field.facet](std::string_view name) { return tag_meant(facet, name); };
  }
}

}  // namespace comity::service
