#pragma once

#include <string>
#include <string_view>

#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// The facts of a masthead, gathered line by line.
struct Facts {
  model::Masthead masthead;
  model::Symbol symbol;
  bool distribution_open = false;  ///< "Distr." was read, its word stands on another line
  bool original_open = false;      ///< likewise "Original:"
  bool agenda = false;             ///< the last thing read was the number of an agenda item
};

/// Reads a line of a masthead. Gives the bytes that were facts: the whole line, or its beginning
/// where it goes on with the title of an agenda item, or 0, and then `facts` is as before.
struct LineRead {
  Facts facts;
  std::size_t end = 0;
};
[[nodiscard]] LineRead read_line(std::string_view text, const Facts& before, const Words& words);

/// The job number that the text is ("GE.12-15115", "18-17962 (E) 021118"), without what follows it;
/// empty where it is none.
[[nodiscard]] std::string job_number(std::string_view text);

}  // namespace comity::grammar
