#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/words.h"

namespace comity::grammar {

/// One number of a list of places: "14 (1)", "25 (c)", "3-6", "XXVIII".
struct PlaceNumber {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string number;
};

/// Places of one kind that a text names one after the other.
struct PlaceNumbers {
  std::string label;  ///< "art.", "para.", "chap.", "sect.", "annex", "table", "part"; "sub."
  std::vector<PlaceNumber> items;
  std::size_t begin = 0;
  std::size_t end = 0;
  /// "art. 14 (1)", "para. 4, 5".
  [[nodiscard]] std::string text() const;
};

/// The text in the forms in which the grammars look at it.
struct TextForms {
  std::string_view text;
  std::string_view small;  ///< small_letters()
  std::string_view shape;  ///< shaped()
};

/// The places at `at`, by the words of the language:
///
///   places = noun number *( joint number ) | lead number *( joint [ lead ] number ) unit [ lead
///            number unit ]                          "第33条第2款"
///   number = figures | numeral | roman [ letter | "bis" ] *( "(" … ")" ) [ "," noun number ]
///            [ dash number ]
///
/// No items where none stand there; an annex may have no number.
[[nodiscard]] PlaceNumbers places_at(const TextForms& forms, std::size_t at, const Words& words);

/// The same list where its noun stood before: "… and 1 to 10 of its resolution 68/147".
[[nodiscard]] PlaceNumbers numbers_at(const TextForms& forms, std::size_t at,
                                      const std::string& label, const Words& words);

/// Past "," or "and" between two numbers; `at` where nothing joins.
[[nodiscard]] std::size_t past_list_joint(const TextForms& forms, std::size_t at,
                                          const Words& words);
/// Past the "and" that Arabic writes together with the number or symbol behind it; `at` where none
/// stands.
[[nodiscard]] std::size_t past_glued_joint(const TextForms& forms, std::size_t at,
                                           const Words& words);
/// Past a dash or "to" between the ends of a range; `at` where none stands there.
[[nodiscard]] std::size_t past_range(const TextForms& forms, std::size_t at, const Words& words);

}  // namespace comity::grammar
