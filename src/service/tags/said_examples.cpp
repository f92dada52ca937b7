#include "service/tags/said_examples.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "base/ascii.h"
#include "base/text.h"

namespace comity::service {
namespace {

using base::Result;
using tagging::Example;
using tagging::Scheme;

/// Texts that differ in case, spaces and marks alone are one.
std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : base::lower_ascii(text)) {
    const bool letter = base::is_letter(c) || base::is_digit(c) || static_cast<signed char>(c) < 0;
    if (letter) {
      key += c;
    } else if (!key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

int kind_of_action(std::string_view code) {
  int value = 0;
  std::from_chars(code.data(), code.data() + code.size(), value);
  return value;
}

void say(Example& example, const store::TagSaid& tag) {
  const bool has = tag.verdict == store::TagVerdict::has;
  if (tag.scheme == tagging::name_of(Scheme::theme)) {
    (has ? example.themes : example.not_themes).push_back(tag.code);
  } else if (has) {
    example.action = kind_of_action(tag.code);
  }
}

bool is_alone(const std::string& theme) {
  const auto* const label = tagging::label_of(Scheme::theme, theme);
  return label != nullptr && label->only_alone;
}

/// What the table says, as a person corrected it.
void correct(Example& row, const Example& said) {
  std::erase_if(row.themes, [&](const std::string& theme) {
    const auto& out = said.not_themes;
    const bool denied = std::find(out.begin(), out.end(), theme) != out.end();
    return denied || (!said.themes.empty() && is_alone(theme) != is_alone(said.themes.front()));
  });
  for (const auto& theme : said.themes) {
    const auto& all = row.themes;
    if (std::find(all.begin(), all.end(), theme) == all.end()) row.themes.push_back(theme);
  }
  if (said.action > 0) row.action = said.action;
  row.confirmed = true;
}

}  // namespace

Result<std::vector<Example>> said_examples(const store::Read& read,
                                           const store::Visibility& asker) {
  COMITY_TRY(const auto all, read.tags_said({}, asker));
  using Place = std::tuple<store::SpaceId, store::WorkId, std::string, std::uint32_t>;
  std::map<Place, Example> examples;
  for (const auto& each : all) {
    const bool english =
        each.language == model::Language::en || each.language == model::Language::und;
    const bool learnt = each.tag.scheme == tagging::name_of(Scheme::theme) ||
                        (each.tag.scheme == tagging::name_of(Scheme::action) &&
                         each.tag.verdict == store::TagVerdict::has);
    if (!english || !learnt) continue;
    auto& example = examples[{each.space, each.work_id, each.number, each.clause}];
    example.text = each.text;
    say(example, each.tag);
  }
  std::vector<Example> out;
  for (auto& [place, example] : examples) {
    const auto& [space, work, number, clause] = place;
    COMITY_TRY(const auto record, read.recommendation(space, work, number, asker));
    if (record) {
      example.session = record->session;
      example.review =
          record->recommendation.state_under_review + "/" + std::to_string(record->session);
    }
    example.confirmed = true;
    example.partial = true;
    out.push_back(std::move(example));
  }
  return out;
}

void put_said(std::vector<Example>& examples, std::vector<Example> said) {
  std::unordered_multimap<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < examples.size(); ++i) rows.emplace(key_of(examples[i].text), i);
  for (auto& one : said) {
    const auto [first, last] = rows.equal_range(key_of(one.text));
    bool found = false;
    for (auto each = first; each != last; ++each) {
      auto& row = examples[each->second];
      if (row.session != one.session && row.session > 0 && one.session > 0) continue;
      correct(row, one);
      found = true;
    }
    if (!found) examples.push_back(std::move(one));
  }
}

}  // namespace comity::service
