#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "specimen/states.h"

namespace comity::specimen {

/// A stretch of a paragraph of a reply, with what was made of it.
struct Piece {
  std::string text;
  std::vector<std::string> first;   ///< codes that the first coder gives it; none: not marked
  std::vector<std::string> second;  ///< likewise the second
  std::string line;                 ///< key of the line that stands on it, or of a reason
};

struct InventedParagraph {
  unsigned question = 0;
  std::vector<Piece> pieces;
};

struct InventedReply {
  std::string body;
  std::string kind;      ///< "State", "agency", "NGO", "institution", "other"
  std::string language;  ///< "en"
  unsigned choice = 0;   ///< the answer to the question that offers choices
  bool first_done = false;
  bool second_done = false;  ///< whether that coder has finished with it
  std::vector<InventedParagraph> paragraphs;

  /// A paragraph as it was sent.
  [[nodiscard]] std::string text_of(const InventedParagraph& paragraph) const;
};

/// A line of the synthesis; in "theme" or "addressee" a code of the call, in "aside" a reason for
/// setting passages aside.
struct InventedLine {
  std::string key;
  std::string section;
  std::string text;
};

/// An invented consultation: a call, the replies to it, and what two coders and a writer made of
/// them.
struct Consultation {
  std::string call;     ///< as the JSON in which editors write calls, without a deadline
  unsigned choice = 0;  ///< number of the question that offers choices
  std::vector<InventedReply> replies;
  std::vector<InventedLine> lines;
};

/// That of data/specimen, answered by the given States.
[[nodiscard]] Consultation consultation_of(const std::vector<InventedState>& states);

}  // namespace comity::specimen
