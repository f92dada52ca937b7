#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

// The words in which draft amendments are proposed ("After the fifth preambular paragraph, insert
// …"), by the tables data/grammar/draft_amendments.LANGUAGE.csv.
namespace comity::grammar {

/// What a token of an instruction is; the names up to `ordinal` are the rules of the tables.
enum class InstructionToken : std::uint8_t {
  preambular,    ///< "preambular paragraph", "preamble"
  operative,     ///< "operative paragraph"
  paragraph,     ///< "paragraph"
  subparagraph,  ///< "subparagraph"
  title,
  is_new,       ///< "new": of a paragraph that is proposed
  join,         ///< between the parts of a place: "of the"
  conjunction,  ///< between two numbers: "and"
  range,        ///< "to"
  after,        ///< before what it speaks of
  before,
  end,       ///< "at the end of"
  start,     ///< "at the beginning of"
  after_it,  ///< behind what it speaks of: "之后"
  before_it,
  end_of_it,
  start_of_it,
  words,       ///< "the words": what is quoted next is no paragraph
  insert,      ///< what is done
  replace,     ///< the old words stand before the new ones
  substitute,  ///< the new words stand before the old ones
  remove,
  renumber,
  reads,    ///< "should read": replaces, where nothing else is done
  bis,      ///< behind a number; value: "bis", "ter"
  ordinal,  ///< value: the number, or "last"
  number,   ///< a cardinal
  item,     ///< "(b)"
  quote,    ///< what stands between quotation marks
  stop,     ///< the end of a sentence or a semicolon
};

/// A word of an instruction, in bytes of its text.
struct InstructionWord {
  InstructionToken token = InstructionToken::stop;
  std::size_t begin = 0;
  std::size_t end = 0;
  /// Of numbers their figures or "last", of items their letter as "(b)"; of a quotation what it
  /// holds.
  std::string value;
  std::size_t value_begin = 0;  ///< of what a quotation holds, in bytes of the text
};

[[nodiscard]] constexpr bool is_action(InstructionToken token) {
  return token >= InstructionToken::insert && token <= InstructionToken::reads;
}

/// The words that the language's table knows, with numbers and quotations, in their order;
/// everything else is passed over. A quotation that is not closed goes to the end of the text.
[[nodiscard]] std::vector<InstructionWord> instruction_words(std::string_view text,
                                                             model::Language language);

/// Bytes of the mark that opens a quotation at the start of the text ("“", "«"), with the spaces
/// behind it; 0 where none does.
[[nodiscard]] std::size_t opening_of_quotation(std::string_view text);
/// Where the quotation ends that opens at the start of the text: its closing mark, or the end of
/// the text where that is missing.
struct QuotationEnd {
  std::size_t inner = 0;  ///< where what it holds ends
  std::size_t end = 0;    ///< behind the mark
  bool closed = false;
};
[[nodiscard]] QuotationEnd end_of_quotation(std::string_view text);

}  // namespace comity::grammar
