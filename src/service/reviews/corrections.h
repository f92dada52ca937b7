#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"
#include "service/reviews/replaced_corrections.h"
#include "store/corrections.h"

// What people correct of what was read of a recommendation, and how it stands to what is read now
// (design 2, api/openapi.yaml).
namespace comity::service {

/// What somebody wishes to correct. What is not named stays as it is.
struct CorrectionWish {
  enum class What : std::uint8_t { clause, split, merge, position } what = What::clause;
  int clause = 1;                     ///< of clause and split; of merge the first of two neighbours
  std::string with;                   ///< of merge: another recommendation's number, which goes
  std::optional<std::string> text;    ///< of clause and merge
  std::optional<std::string> states;  ///< of clause and merge: codes or names, joined by ";"
  /// Of split: the parts with an empty line between; States in square brackets at the end of one
  /// ("… on rivers [BRA; France]") are its own, else it has those of the clause. A number in square
  /// brackets before one ("[92.7] Protect …") makes it a recommendation of that number.
  std::string parts;
  std::optional<std::string> position;  ///< in the words of the State
  std::string counts_as;                ///< "supported", "noted", "pending", or empty
  std::string reason;
};

[[nodiscard]] std::optional<CorrectionWish::What> correction_from(std::string_view name);

/// Writes a correction down, in one entry of the journal. `etag` is that of the recommendation's
/// or document's answer that the person saw, or empty. Gives `{"entry", "address"}`. forbidden,
/// not_found, conflict; invalid_input: it changes nothing, or cannot be read.
[[nodiscard]] base::Result<base::JsonObject> correct(Installation& installation, const Ask& ask,
                                                     std::string_view work, std::string_view number,
                                                     const CorrectionWish& wish,
                                                     std::string_view etag);

/// What a person decides of a correction.
enum class CorrectionDecision : std::uint8_t {
  keep,       ///< it holds against what is read now
  take_back,  ///< what is read now holds
};

struct DecisionWish {
  CorrectionDecision decision = CorrectionDecision::take_back;
  std::uint64_t correction = 0;  ///< its entry
  std::string reason;
};

/// The same of a correction that holds. not_found: none such holds.
[[nodiscard]] base::Result<base::JsonObject> decide(Installation& installation, const Ask& ask,
                                                    std::string_view work, std::string_view number,
                                                    const DecisionWish& wish,
                                                    std::string_view etag);

struct CorrectionsQuery {
  std::string standing;  ///< "kept", "satisfied", "asked", "ended", or empty for all
  std::string work;      ///< or empty for all
};

/// The corrections that the asker may see. invalid_input: none stand so.
[[nodiscard]] base::Result<Answer> corrections(Installation& installation, const Ask& ask,
                                               const CorrectionsQuery& query);

/// Makes the JSON of corrections in one answer.
class CorrectionTeller {
 public:
  CorrectionTeller(Installation& installation, const store::Read& read, const Ask& ask,
                   const StateNames& states)
      : installation_(installation),
        read_(read),
        ask_(ask),
        states_(states),
        replaced_(installation, read, ask) {}

  /// That of the answer.
  [[nodiscard]] model::Language language() const { return ask_.language; }

  /// `Correction` of the contract.
  [[nodiscard]] base::Result<base::JsonObject> json(const store::CorrectionRecord& record);
  /// The same, where it is known whether it is asked of the work that replaces its own.
  [[nodiscard]] base::Result<base::JsonObject> json(const store::CorrectionRecord& record,
                                                    const std::optional<Instead>& instead);
  /// Where it is asked of the work that replaces its own.
  [[nodiscard]] base::Result<std::optional<Instead>> instead(
      const store::CorrectionRecord& record) {
    return replaced_.of(record);
  }
  /// Those of one recommendation, in the order made.
  [[nodiscard]] base::Result<base::JsonArray> of(const store::Work& work, std::string_view number);
  /// Whoever did it, when and why. People are named to those who see internal things of the space;
  /// others are told whose space it is.
  [[nodiscard]] base::Result<base::Json> deed(store::SpaceId space, const store::Deed& deed);

 private:
  [[nodiscard]] base::JsonObject value_json(const store::CorrectionValue& value,
                                            store::Corrects corrects) const;
  [[nodiscard]] base::Json instead_json(const store::CorrectionRecord& record,
                                        const std::optional<Instead>& instead) const;
  [[nodiscard]] base::Result<base::Json> read_now(const store::CorrectionRecord& record);

  Installation& installation_;
  const store::Read& read_;
  const Ask& ask_;
  const StateNames& states_;
  ReplacedCorrections replaced_;
  std::map<std::pair<store::SpaceId, store::WorkId>, std::shared_ptr<const model::Reading>>
      readings_;
};

/// The review of a work with what its corrections say of the numbers, texts and States.
[[nodiscard]] base::Result<store::CorrectedReview> shown_review(const store::Read& read,
                                                                const store::Work& work,
                                                                const model::Reading& reading);

/// What stands where a correction stands, as it is read now; nothing where nothing does. Of a
/// position what prevails without corrections. `numbers`: of a correction of numbers, all of them.
[[nodiscard]] base::Result<std::optional<store::CorrectionValue>> value_read(
    const store::Read& read, const store::Work& work, const model::Reading& reading,
    const store::CorrectionPlace& place, std::span<const std::string> numbers = {});

/// "text", "states", "clauses" and "numbers" of the marks of a clause (store/corrections.h), and
/// "position".
[[nodiscard]] std::vector<std::string> corrected_names(const store::RecommendationRecord& record,
                                                       std::size_t clause);

}  // namespace comity::service
