#include "service/reviews/final_positions.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

#include "grammar/findings.h"

namespace comity::service {
namespace {

using base::Result;
using model::Language;

std::string sentence(std::string rule, std::string saw, std::string assumed, Language language) {
  return grammar::sentence_of({std::move(rule), {}, {}, std::move(saw), std::move(assumed)},
                              language);
}

/// "A/HRC/21/11/Add.1, para. 4"; of a paragraph without a number the page, else the work alone.
std::string place_told(const SaidAt& said, const model::Reading& reading, Language language) {
  if (said.paragraph >= reading.paragraphs.size()) return said.work;
  const auto& paragraph = reading.paragraphs[said.paragraph];
  if (!paragraph.number.empty()) {
    return sentence("position.at-paragraph", said.work, paragraph.number, language);
  }
  const int page = paragraph.places.empty() ? 0 : paragraph.places.front().page;
  if (page == 0) return said.work;
  return sentence("position.at-page", said.work, std::to_string(page), language);
}

/// Recommendations of one list that are answered alike in one place.
struct Answered {
  std::string rule;
  std::string place;
  std::vector<std::size_t> at;  ///< among the recommendations, ascending
};

std::string rule_of(model::CountsAs counts_as, bool partial) {
  if (partial) return "position.final-partial";
  return "position.final-" + std::string(model::name_of(counts_as));
}

/// "98.3–98.5, 98.9": what stands one behind the other in the report is a range.
std::string numbers_told(const std::vector<std::size_t>& at,
                         std::span<const store::RecommendationRecord> records) {
  std::string out;
  for (std::size_t first = 0; first < at.size();) {
    std::size_t last = first;
    while (last + 1 < at.size() && at[last + 1] == at[last] + 1) ++last;
    if (!out.empty()) out += ", ";
    out += records[at[first]].recommendation.number;
    if (last > first) {
      out += last == first + 1 ? ", " : "–";
      out += records[at[last]].recommendation.number;
    }
    first = last + 1;
  }
  return out;
}

}  // namespace

Result<std::map<std::string, std::vector<std::string>>> final_positions_told(
    const Installation& installation, std::span<const store::RecommendationRecord> records,
    const PositionsOf& positions, Language language) {
  std::map<std::string, std::vector<Answered>> lists;
  std::map<base::Hash, std::shared_ptr<const model::Reading>> readings;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    const auto& own = record.recommendation;
    const bool corrected = record.position_corrected != 0;
    const bool partial = positions.is_partial(record);
    if (!corrected && record.position_from == 0) continue;
    if (record.counts_as == own.counts_as && partial == positions.is_own_in_part(own.number)) {
      continue;
    }
    std::string place;
    if (corrected) {
      place = sentence("position.by-person", {}, {}, language);
    } else if (const auto said = positions.said_at(record)) {
      auto& reading = readings[said->reading];
      if (!reading) {
        COMITY_TRY(reading, installation.store().reading(said->reading));
      }
      place = place_told(*said, *reading, language);
    }
    const auto rule = rule_of(record.counts_as, partial);
    auto& answers = lists[own.list];
    auto same = std::find_if(answers.begin(), answers.end(), [&](const Answered& each) {
      return std::tie(each.rule, each.place) == std::tie(rule, place);
    });
    if (same == answers.end()) same = answers.insert(answers.end(), Answered{rule, place, {}});
    same->at.push_back(i);
  }
  std::map<std::string, std::vector<std::string>> told;
  for (const auto& [list, answers] : lists) {
    for (const auto& each : answers) {
      told[list].push_back(
          sentence(each.rule, numbers_told(each.at, records), each.place, language));
    }
  }
  return told;
}

}  // namespace comity::service
