#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/document.h"
#include "reading/office/xml.h"

namespace comity::reading::docx {

/// What is said of a stretch of text; nothing where nothing is said.
struct RunFormat {
  std::optional<bool> bold;
  std::optional<bool> italic;
  std::optional<bool> raised;
  std::optional<bool> hidden;
  std::optional<float> size;  ///< points

  /// What `nearer` says prevails.
  void put(const RunFormat& nearer);
};

/// What is said of a paragraph.
struct ParagraphFormat {
  std::optional<bool> centred;
  std::optional<float> left;        ///< points from the margin
  std::optional<float> first;       ///< points from `left` to the first line's start, or below 0
  std::optional<std::string> list;  ///< id in the numbering part; "0" for none
  std::optional<int> list_level;    ///< from 0
  std::optional<int> outline;       ///< of a heading, from 0; 9 is text
  std::optional<bool> dotted;       ///< a tabulator is filled with dots, as in a table of contents
  std::optional<bool> ruled;        ///< a line is drawn over or under it
  bool list_of_style = false;       ///< `list` comes from a style

  void put(const ParagraphFormat& nearer);
};

/// A switch: "<w:b/>" is on, "<w:b w:val="0"/>" is off.
[[nodiscard]] bool is_on(XmlNode node);
[[nodiscard]] RunFormat run_format(XmlNode properties);
[[nodiscard]] ParagraphFormat paragraph_format(XmlNode properties);

/// The styles of a document, each with what it takes over from those it is based on.
class Styles {
 public:
  Styles() = default;
  /// `root` of the styles part.
  explicit Styles(XmlNode root);

  /// What the style says of paragraphs, with the document's defaults; for an id that is empty or
  /// unknown, the default style.
  [[nodiscard]] const ParagraphFormat& paragraph(std::string_view id) const;
  /// The format of a run: bold and italic of a paragraph's style and of a run's own cancel each
  /// other out (ECMA-376, 17.7.3); what the run says itself prevails.
  [[nodiscard]] RunFormat run(std::string_view paragraph_style, std::string_view run_style,
                              const RunFormat& own) const;
  /// The style's id, where it is known, else the default paragraph style's.
  [[nodiscard]] const std::string& known(std::string_view id) const;
  /// The list that a numbering style stands for, or empty.
  [[nodiscard]] std::string_view list_of(std::string_view id) const;

 private:
  struct Style {
    std::string based_on;
    RunFormat run;
    ParagraphFormat paragraph;
    bool resolved = false;
  };
  void read(XmlNode node);
  void resolve(Style& style, int depth);
  [[nodiscard]] const Style* find(std::string_view id) const;

  std::map<std::string, Style, std::less<>> styles_;
  std::string default_paragraph_;
  RunFormat default_run_;
  ParagraphFormat default_format_;
};

}  // namespace comity::reading::docx
