#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/mandates.h"
#include "service/texts/answering_documents.h"
#include "service/texts/record_texts.h"

// How a mandate stands, as far as the record shows.
namespace comity::service {

enum class MandateState : std::uint8_t {
  due,       ///< its time has not come by what the record holds, or it names none
  kept,      ///< a text of the record keeps it
  not_seen,  ///< its time has come, and nothing in the record keeps it
};
inline constexpr std::size_t kMandateStates = 3;
[[nodiscard]] std::string_view name_of(MandateState state);
[[nodiscard]] std::optional<MandateState> mandate_state_from(std::string_view name);

/// A text that asks or promises.
struct MandatingText {
  std::string work;
  std::string symbol;
  std::string title;
  std::string date;
  std::string body;  ///< code of data/grammar/bodies.csv
  int session = 0;
};

/// With the reason, as the catalogue has it ("mandate_reason.…"), and the work that keeps it.
struct MandateVerdict {
  struct By {
    std::string work;
    std::string title;
    std::string date;
  };
  MandateState state = MandateState::due;
  std::string_view reason;
  std::optional<By> by;
};

/// Judges by one snapshot, which must outlive it:
///
///   promise with a session   kept by a text of that session of the body on the question, or that
///                            cites the text; not seen where the record holds a text of that
///                            session or a later one and none of these; else due
///   promise without one      kept by a later text of the body on the question; else due
///   request with a session   kept by a document of that session that answers it
///   (AnsweringDocuments or a year                says which do); not seen where the record reaches
///   so far; else due other requests           due: they name no time
///
/// Several occasions: kept when the last is, and judged by the first that is not.
class MandateJudge {
 public:
  [[nodiscard]] static base::Result<MandateJudge> look(Installation& installation,
                                                       const store::Read& read,
                                                       const store::Visibility& asker);
  [[nodiscard]] base::Result<MandateVerdict> judge(const MandatingText& text,
                                                   const grammar::Mandate& mandate);
  [[nodiscard]] const RecordTexts& record() const { return *record_; }

 private:
  /// What the record has on the question of one text.
  struct Surroundings {
    std::vector<std::size_t> texts;    ///< on the question, the text itself aside
    std::vector<std::size_t> reports;  ///< documents on it by their titles
    std::vector<std::size_t> citing;   ///< the other documents that cite the text
  };
  MandateJudge(const Installation& installation, const store::Read& read,
               const store::Visibility& asker, std::shared_ptr<const RecordTexts> record)
      : read_(read), asker_(asker), record_(std::move(record)), documents_(installation) {}

  [[nodiscard]] base::Result<const Surroundings*> around(const MandatingText& text);
  [[nodiscard]] base::Result<MandateVerdict> of_occasion(const MandatingText& text,
                                                         const grammar::Mandate& mandate,
                                                         const grammar::Occasion& occasion,
                                                         const Surroundings& around);
  [[nodiscard]] base::Result<MandateVerdict> without_time(const MandatingText& text,
                                                          const grammar::Mandate& mandate,
                                                          const Surroundings& around);
  /// The first of those around that is in time and keeps the mandate, or null.
  template <typename InTime>
  [[nodiscard]] base::Result<const TextOfRecord*> first_that_keeps(const MandatingText& text,
                                                                   const grammar::Mandate& mandate,
                                                                   const Surroundings& around,
                                                                   const InTime& in_time);

  const store::Read& read_;
  const store::Visibility& asker_;
  std::shared_ptr<const RecordTexts> record_;
  AnsweringDocuments documents_;
  std::map<std::string, Surroundings, std::less<>> known_;  ///< by work
};

}  // namespace comity::service
