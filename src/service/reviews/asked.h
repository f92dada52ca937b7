#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "service/installation.h"

// What somebody asked for in a submission of their own, beside the recommendations of a review
// (api/openapi.yaml). Nothing of the submission is kept: not in the record, the index or the log.
namespace comity::service {

/// The review that a submission is about; what is not said is guessed.
struct ReviewMeant {
  std::string state;  ///< register code
  int cycle = 0;
};

/// "BRA/2"; empty: to be guessed. invalid_input.
[[nodiscard]] base::Result<ReviewMeant> review_meant(std::string_view text);

/// The answer before anything is given: the reviews that there are to choose from.
[[nodiscard]] base::Result<Answer> asked_form(Installation& installation, const Ask& ask);

/// The asks of a submission. Errors of reading a file; not_found: no such review, or none that the
/// submission could be about; invalid_input: nothing in it asks for anything.
[[nodiscard]] base::Result<Answer> asked_in_bytes(Installation& installation, const Ask& ask,
                                                  std::string_view bytes, std::string_view name,
                                                  const ReviewMeant& meant);
[[nodiscard]] base::Result<Answer> asked_in_file(Installation& installation, const Ask& ask,
                                                 const std::filesystem::path& file,
                                                 const ReviewMeant& meant);

}  // namespace comity::service
