#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "service/reviews/corrections.h"
#include "service/tags/tags.h"
#include "store/store.h"

// What people said of tags, beside what the machine guesses
// (docs/decisions/0024-confirmed-tags.md).
namespace comity::service {

/// Of what was said of a tag, whether it still is of this clause: its text is recognisably the one
/// that the person saw, or stands in another language under the same number.
[[nodiscard]] bool still_holds(const store::TagRecord& said, std::string_view text,
                               model::Language language);

/// What people said of the tags of one work.
class TagsSaid {
 public:
  TagsSaid() = default;
  [[nodiscard]] static base::Result<TagsSaid> of(const store::Read& read, const store::Work& work);

  [[nodiscard]] bool empty() const { return records_.empty(); }
  /// What holds of a clause, counted from 1. The pointers live as long as this.
  [[nodiscard]] std::vector<const store::TagRecord*> of(std::string_view number,
                                                        std::uint32_t clause, std::string_view text,
                                                        model::Language language) const;
  /// All of one recommendation, in the order of its clauses.
  [[nodiscard]] std::vector<const store::TagRecord*> of(std::string_view number) const;

 private:
  std::vector<store::TagRecord> records_;  ///< by number and clause
};

/// A tag of a clause, with what a person said of it or null.
struct StandingTag {
  tagging::ExplainedTag guess;  ///< of means `person` where the machine does not give it
  const store::TagRecord* said = nullptr;
};

/// What a clause is about: what people said prevails. A person's theme leaves no room for a guess
/// that no theme fits, nor the other way round; a person's kind of action none for another.
[[nodiscard]] std::vector<StandingTag> standing_tags(
    std::vector<tagging::ExplainedTag> guessed, const std::vector<const store::TagRecord*>& said);
/// The same of a text, without what weighed.
[[nodiscard]] std::vector<StandingTag> standing_tags(
    const TextTagger& tagger, std::string_view text, model::Language language,
    const std::vector<const store::TagRecord*>& said);

/// Tags of several clauses together: each once, as a person said where one did, else with its
/// greatest confidence.
[[nodiscard]] std::vector<StandingTag> together(std::vector<std::vector<StandingTag>> clauses);

/// `tags` of a recommendation's answer: as tags_json, each with `confirmed` and `made`.
[[nodiscard]] base::Result<base::JsonArray> standing_json(const std::vector<StandingTag>& tags,
                                                          CorrectionTeller& teller);
/// `tag_decisions` of it: all that people said, `holds` where it still is of the clause's text.
[[nodiscard]] base::Result<base::JsonArray> said_json(
    const std::vector<const store::TagRecord*>& said, const std::vector<model::Clause>& clauses,
    model::Language language, CorrectionTeller& teller);

}  // namespace comity::service
