#include "service/tags/tag_decisions.h"

#include <algorithm>

#include "store/corrections.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using store::TagRecord;
using store::TagVerdict;
using tagging::ExplainedTag;
using tagging::Label;
using tagging::Scheme;

/// The label that is meant, or null where the scheme has it no more.
const Label* label_said(const TagRecord& said) {
  const auto scheme = tagging::scheme_from(said.tag.scheme);
  return scheme ? tagging::label_of(*scheme, said.tag.code) : nullptr;
}

/// Whether a person's tag leaves no room for this guess.
bool excludes(const Label& said, const Label& guess) {
  if (said.scheme != guess.scheme) return false;
  if (said.scheme == Scheme::action) return true;
  return said.scheme == Scheme::theme && said.only_alone != guess.only_alone;
}

}  // namespace

bool still_holds(const TagRecord& said, std::string_view text, model::Language language) {
  return said.language != language || said.text == text || store::is_same_clause(said.text, text);
}

Result<TagsSaid> TagsSaid::of(const store::Read& read, const store::Work& work) {
  TagsSaid all;
  store::TagFilter filter;
  filter.space = work.space;
  filter.work = work.id;
  COMITY_TRY(all.records_, read.tags_said(filter, store::Visibility::everything()));
  return all;
}

std::vector<const TagRecord*> TagsSaid::of(std::string_view number, std::uint32_t clause,
                                           std::string_view text, model::Language language) const {
  auto found = of(number);
  std::erase_if(found, [&](const TagRecord* each) {
    return each->clause != clause || !still_holds(*each, text, language);
  });
  return found;
}

std::vector<const TagRecord*> TagsSaid::of(std::string_view number) const {
  std::vector<const TagRecord*> found;
  for (const auto& each : records_) {
    if (each.number == number) found.push_back(&each);
  }
  return found;
}

std::vector<StandingTag> standing_tags(std::vector<ExplainedTag> guessed,
                                       const std::vector<const TagRecord*>& said) {
  std::vector<StandingTag> out;
  out.reserve(guessed.size() + said.size());
  for (auto& each : guessed) out.push_back({std::move(each), nullptr});
  for (const auto* one : said) {
    const auto* const label = label_said(*one);
    if (label == nullptr) continue;
    const auto is_it = [&](const StandingTag& tag) { return tag.guess.tag.label == label; };
    if (one->tag.verdict == TagVerdict::has_not) {
      std::erase_if(out, is_it);
      continue;
    }
    std::erase_if(out, [&](const StandingTag& tag) {
      return tag.said == nullptr && !is_it(tag) && excludes(*label, *tag.guess.tag.label);
    });
    const auto found = std::find_if(out.begin(), out.end(), is_it);
    if (found != out.end()) {
      found->said = one;
    } else {
      out.push_back({{{label, 1, tagging::Means::person}, {}}, one});
    }
  }
  if (!said.empty()) {
    std::stable_sort(out.begin(), out.end(), [](const StandingTag& a, const StandingTag& b) {
      return a.guess.tag.label->scheme < b.guess.tag.label->scheme;
    });
  }
  return out;
}

std::vector<StandingTag> standing_tags(const TextTagger& tagger, std::string_view text,
                                       model::Language language,
                                       const std::vector<const TagRecord*>& said) {
  std::vector<ExplainedTag> guessed;
  for (const auto& tag : tagger.tags(text, language)) guessed.push_back({tag, {}});
  return standing_tags(std::move(guessed), said);
}

std::vector<StandingTag> together(std::vector<std::vector<StandingTag>> clauses) {
  std::vector<StandingTag> out;
  for (auto& clause : clauses) {
    for (auto& each : clause) {
      const auto same = std::find_if(out.begin(), out.end(), [&](const StandingTag& other) {
        return other.guess.tag.label == each.guess.tag.label;
      });
      if (same == out.end()) {
        out.push_back(std::move(each));
        continue;
      }
      if (same->said == nullptr) same->said = each.said;
      const bool guessed = each.guess.tag.means != tagging::Means::person;
      const bool by_hand = same->guess.tag.means == tagging::Means::person;
      if (guessed && (by_hand || each.guess.tag.confidence > same->guess.tag.confidence)) {
        same->guess = std::move(each.guess);
      }
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const StandingTag& a, const StandingTag& b) {
    return a.guess.tag.label->scheme < b.guess.tag.label->scheme;
  });
  return out;
}

Result<JsonArray> standing_json(const std::vector<StandingTag>& tags, CorrectionTeller& teller) {
  JsonArray out;
  for (const auto& [guess, said] : tags) {
    auto json = tag_json(guess, teller.language());
    json["confirmed"] = said != nullptr;
    json["made"] = nullptr;
    if (said != nullptr) {
      COMITY_TRY(json["made"], teller.deed(said->space, said->made));
    }
    out.push_back(std::move(json));
  }
  return out;
}

Result<JsonArray> said_json(const std::vector<const TagRecord*>& said,
                            const std::vector<model::Clause>& clauses, model::Language language,
                            CorrectionTeller& teller) {
  JsonArray out;
  for (const auto* one : said) {
    const auto* const label = label_said(*one);
    const bool there = one->clause <= clauses.size();
    JsonObject json{
        {"scheme", one->tag.scheme},
        {"code", one->tag.code},
        {"label", label != nullptr ? tagging::name_in(*label, teller.language()) : one->tag.code},
        {"clause", one->clause},
        {"verdict", store::name_of(one->tag.verdict)},
        {"holds",
         there && label != nullptr && still_holds(*one, clauses[one->clause - 1].text, language)}};
    COMITY_TRY(json["made"], teller.deed(one->space, one->made));
    out.push_back(std::move(json));
  }
  return out;
}

}  // namespace comity::service
