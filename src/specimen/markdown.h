#pragma once

#include <string>
#include <string_view>

namespace comity::specimen {

/// Writes Markdown in the form that src/specimen/README.md documents: paragraphs parted by empty
/// lines, notes at the place where the page would end.
class Markdown {
 public:
  void paragraph(std::string_view text);
  void heading(int level, std::string_view text);
  /// A title: a heading in bold.
  void title(std::string_view text);
  void rule();
  /// Lines that belong together, each but the last ended by two spaces.
  void facts(std::string_view first, std::string_view second);
  /// Gives the mark of a new note, "<sup>1</sup>"; the note stands after the next flush_notes().
  [[nodiscard]] std::string note(std::string_view text);
  /// Puts the notes that wait between two rules, as at the foot of a page.
  void flush_notes();

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::string notes_;
  int count_ = 0;
};

}  // namespace comity::specimen
