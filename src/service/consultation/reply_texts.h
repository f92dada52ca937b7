#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/installation.h"

// Replies to a call as text to read and to code: what a mark's place refers to.
namespace comity::service {

struct ReplyParagraph {
  std::string part;         ///< "question 2", or "file 1"
  std::int64_t number = 0;  ///< within the part, from 1
  std::string text;
};

/// Where a page of the reply shows it: "question-2-1".
[[nodiscard]] std::string anchor_of(const ReplyParagraph& paragraph);

struct ReplyText {
  std::string id;
  std::string call;
  std::string way;       ///< named, confidential, anonymous
  std::string language;  ///< "en"
  std::string body;      ///< name of the body; empty where it is not named
  std::string kind;      ///< State, agency, NGO, institution, other
  std::int64_t version = 0;
  bool published = false;
  std::vector<ReplyParagraph> paragraphs;
};

/// The replies of a call that the actor may read, by the day of receipt. not_found: the call, for
/// whom it is not.
[[nodiscard]] base::Result<std::vector<ReplyText>> reply_texts(Installation& installation,
                                                               const Actor& actor,
                                                               std::string_view call);

}  // namespace comity::service
