#pragma once

#include <string_view>

#include "grammar/masthead.h"
#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// What the parsers found that tells the kind of a work, beside its symbol.
struct KindSigns {
  bool resolution = false;            ///< an enacting line with paragraphs after it
  bool statement = false;             ///< paragraphs that each name the Council that speaks
  bool working_group_report = false;  ///< by its title and first paragraph
};

/// Whether symbol or title say that the President of a Council speaks on its behalf.
[[nodiscard]] bool is_presidential(const Head& head, std::string_view head_text,
                                   const Words& words);

/// The kind of a work: by the series of its symbol, by what was found, by the words of its head.
[[nodiscard]] model::WorkKind kind_of(const Head& head, std::string_view head_text,
                                      const KindSigns& signs, const Words& words);

}  // namespace comity::grammar
