#include "grammar/kind.h"

#include <algorithm>

#include "grammar/observations.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::WorkKind;

bool has_part(const std::vector<std::string>& parts, std::string_view part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

/// The papers of a review are numbered: A/HRC/WG.6/13/BRA/1 national report, 2 compilation, 3
/// summary.
WorkKind review_paper(const std::vector<std::string>& parts) {
  if (parts.size() != 6 || parts[2] != "WG.6") return WorkKind::other;
  if (parts[5] == "1") return WorkKind::national_report;
  if (parts[5] == "2") return WorkKind::compilation;
  return parts[5] == "3" ? WorkKind::stakeholder_summary : WorkKind::other;
}

/// What is circulated with a limited number (A/C.3/75/L.12): drafts as their line says, and what
/// reads as a resolution; but programmes of work, budget implications and draft reports too.
WorkKind limited_paper(const KindSigns& signs, std::string_view draft) {
  if (!draft.empty()) return model::work_kind_from(draft).value_or(WorkKind::other);
  return signs.resolution ? WorkKind::draft_resolution : WorkKind::other;
}

WorkKind by_symbol(const model::Symbol& symbol, const KindSigns& signs, std::string_view draft) {
  const auto& parts = symbol.parts();
  if (parts.empty()) return WorkKind::other;
  if (parts.back().starts_with("Corr.")) return WorkKind::corrigendum;
  if (parts.back().starts_with("Add.")) return WorkKind::addendum;
  if (parts.back().starts_with("draft-")) return WorkKind::draft_resolution;
  if (parts.back().starts_with("decision-")) return WorkKind::decision;
  const bool limited = std::any_of(parts.begin(), parts.end(),
                                   [](const std::string& part) { return part.starts_with("L."); });
  if (limited) return limited_paper(signs, draft);
  if (has_part(parts, "RES")) return WorkKind::resolution;
  if (has_part(parts, "DEC")) return WorkKind::decision;
  if (has_part(parts, "PRST")) return WorkKind::presidential_statement;
  if (is_of_concluding_observations(symbol)) return WorkKind::concluding_observations;
  return review_paper(parts);
}

/// A phrase with "…" stands for the words between as well, which are few: the number of the
/// session.
bool fits(const Phrase& phrase, std::string_view small) {
  constexpr std::string_view kGap = "…";
  constexpr std::size_t kLongestGap = 40;
  const auto gap = phrase.small.find(kGap);
  if (gap == std::string::npos) return false;
  const auto start = std::string_view(phrase.small).substr(0, gap);
  const auto end = std::string_view(phrase.small).substr(gap + kGap.size());
  for (auto at = small.find(start); at != npos; at = small.find(start, at + 1)) {
    const auto rest = small.substr(at + start.size(), kLongestGap + end.size());
    if (rest.find(end) != npos) return true;
  }
  return false;
}

const Phrase* kind_phrase(std::string_view small, const Words& words) {
  if (const Phrase* phrase = words.within(Rule::kind, small)) return phrase;
  for (const Phrase& phrase : words.phrases(Rule::kind)) {
    if (fits(phrase, small)) return &phrase;
  }
  return nullptr;
}

}  // namespace

bool is_presidential(const Head& head, std::string_view head_text, const Words& words) {
  return has_part(head.symbol.parts(), "PRST") ||
         words.within(Rule::statement, small_letters(head_text)) != nullptr;
}

WorkKind kind_of(const Head& head, std::string_view head_text, const KindSigns& signs,
                 const Words& words) {
  const WorkKind known = by_symbol(head.symbol, signs, head.draft);
  if (known != WorkKind::other) return known;
  if (signs.working_group_report) return WorkKind::working_group_report;
  if (!head.draft.empty()) {
    return model::work_kind_from(head.draft).value_or(WorkKind::other);
  }
  const std::string small = small_letters(head_text);
  // A change of another document is named after that one's own title.
  for (const std::string_view change : {"corrigendum", "addendum"}) {
    for (const Phrase& phrase : words.phrases(Rule::kind)) {
      if (phrase.value == change && small.find(phrase.small) != std::string::npos) {
        return *model::work_kind_from(change);
      }
    }
  }
  if (is_presidential(head, head_text, words)) {
    // A letter about a statement, or a debate on one, has no paragraphs as it has.
    return signs.resolution || signs.statement ? WorkKind::presidential_statement : WorkKind::other;
  }
  if (const Phrase* phrase = kind_phrase(small, words)) {
    return model::work_kind_from(phrase->value).value_or(WorkKind::other);
  }
  return signs.resolution ? WorkKind::resolution : WorkKind::other;
}

}  // namespace comity::grammar
