#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/zip_writer.h"

namespace comity::test_support {

/// How a document's numbers and headings are made: as UN secretariats type them, or as Word's own
/// lists and styles make them.
enum class DocxForm : std::uint8_t { typed, automatic };

/// Writes Word documents for tests. Text is UTF-8 and may be marked: *italic*, **bold**, ^raised^;
/// a raised mark to which note() gives a text becomes a footnote.
class DocxWriter {
 public:
  explicit DocxWriter(DocxForm form = DocxForm::typed) : form_(form) {}

  /// A line of the masthead, which is a table at the head of the document.
  void masthead(std::string_view line);
  void heading(std::string_view label, std::string_view text);
  void paragraph(std::string_view label, std::string_view text);
  void item(std::string_view label, std::string_view text);
  void row(const std::vector<std::string>& cells);
  /// The text of a footnote; a mark in figures is counted by Word, another one is typed.
  void note(std::string_view mark, std::string_view text);
  void running_head(std::string_view text);
  /// Elements put into the body as they are.
  void raw(std::string_view xml);
  /// A part beside those that are written, or instead of one.
  void part(const std::string& name, const std::string& xml);
  /// A relation of the main part.
  void relation(std::string_view id, std::string_view kind, std::string_view target,
                bool external = false);

  [[nodiscard]] std::string save();

 private:
  struct Line {
    std::string kind;  ///< "masthead", "heading", …
    std::string label;
    std::string text;
    std::vector<std::string> cells;
  };
  struct Note {
    std::string mark;
    std::string text;
    bool used = false;
  };

  [[nodiscard]] std::string runs_of(std::string_view marked, std::string_view properties = {});
  [[nodiscard]] std::string note_reference(std::string_view mark);
  [[nodiscard]] std::string paragraph_xml(const Line& line);
  [[nodiscard]] std::string body();
  [[nodiscard]] std::string footnotes();
  [[nodiscard]] std::string list_of(const std::string& label, int level);

  DocxForm form_;
  std::vector<Line> lines_;
  std::vector<Note> notes_;
  std::vector<std::string> lists_;  ///< the list that goes on, of paragraphs and of items
  std::vector<std::string> nums_;   ///< lists with a start of their own
  int next_[2] = {1, 1};            ///< the number that follows in each
  std::string header_;
  std::string relations_;
  ZipFiles parts_;
};

}  // namespace comity::test_support
