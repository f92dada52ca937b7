#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/mandates.h"
#include "service/texts/record_texts.h"

// Which documents answer a request: not each one that names the resolution somewhere.
namespace comity::service {

/// Looks into documents, into each once.
class AnsweringDocuments {
 public:
  explicit AnsweringDocuments(const Installation& installation) : installation_(installation) {}

  /// Whether the document is what resolution `symbol` asked for:
  ///
  ///   it names the resolution before its fourth numbered paragraph ("submitted pursuant to
  ///   resolution 75/178"), or in a note there; or its title is on the question and says that it
  ///   is by one of those who were asked ("Report of the Secretary-General")
  ///
  /// A report of a session or of a committee that prints texts, a paper of a review and proposed
  /// amendments answer nothing, whatever they name.
  [[nodiscard]] base::Result<bool> answers(const TextOfRecord& document, bool on_question,
                                           std::string_view symbol,
                                           const grammar::Mandate& mandate);

 private:
  /// What the beginning of a document says.
  struct Opening {
    bool holds_texts = false;  ///< prints resolutions or drafts
    std::set<std::string, std::less<>> cited;
    std::vector<std::string> authors;  ///< as addressees, States aside
  };
  [[nodiscard]] base::Result<const Opening*> opening_of(const TextOfRecord& document);

  const Installation& installation_;
  std::map<std::string, Opening, std::less<>> known_;  ///< by work
};

}  // namespace comity::service
