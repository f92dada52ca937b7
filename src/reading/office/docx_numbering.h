#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reading/office/docx_styles.h"
#include "reading/office/xml.h"

namespace comity::reading::docx {

/// A number as a person sees it: "12", "c", "iv" (ECMA-376, 17.18.59); formats that are not known
/// count in figures.
[[nodiscard]] std::string counted(int value, std::string_view format);

/// A paragraph's place in a list.
struct Numbered {
  std::string label;  ///< as printed: "12.", "(a)", "•"; may be empty
  std::optional<float> left;
  std::optional<float> first;
  bool bullet = false;
};

/// The lists of a document, which count as their paragraphs come.
class Numbering {
 public:
  static constexpr std::size_t kLevels = 9;

  Numbering() = default;
  /// `root` of the numbering part.
  Numbering(XmlNode root, const Styles& styles);

  /// Counts a paragraph. `style` finds the level where the paragraph's style alone names the list.
  /// Nothing where there is no such list.
  [[nodiscard]] std::optional<Numbered> next(std::string_view list, std::optional<int> level,
                                             std::string_view style);

 private:
  struct Level {
    std::string format = "decimal";
    std::string text;
    std::string style;
    int start = 1;
    std::optional<int> restart;  ///< the level (from 1) whose number starts this one anew; 0: none
    bool figures_only = false;   ///< numbers of levels above in figures, whatever their format
    std::optional<float> left;
    std::optional<float> first;
  };
  using Levels = std::array<Level, kLevels>;
  struct Pattern {
    Levels levels;
    std::array<std::optional<int>, kLevels> counters;
    std::string of_style;  ///< the numbering style where the levels really stand
  };
  struct List {
    std::string pattern;
    std::map<std::size_t, Level> levels;  ///< its own instead of its pattern's
    std::map<std::size_t, int> starts;
    bool begun = false;
  };

  static Level read_level(XmlNode node);
  void read_list(XmlNode node);
  [[nodiscard]] std::string label(const List& list, const Pattern& pattern,
                                  std::size_t level) const;
  static const Level& level_of(const List& list, const Pattern& pattern, std::size_t level);
  static int start_of(const List& list, const Pattern& pattern, std::size_t level);

  std::map<std::string, Pattern, std::less<>> patterns_;
  std::map<std::string, List, std::less<>> lists_;
};

}  // namespace comity::reading::docx
