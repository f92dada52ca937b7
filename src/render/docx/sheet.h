#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "render/docx/package.h"

namespace pugi {
class xml_node;
}

namespace comity::render::docx_parts {

/// Adds `<name w:val="text"/>`.
void value(pugi::xml_node to, const char* name, const std::string& text);

/// How many numbered paragraphs each paragraph of a work stands under.
class Depths {
 public:
  /// Of the next paragraph of the work.
  std::size_t next(const model::Paragraph& paragraph);

 private:
  std::vector<std::string> above_;
};

/// What w:pPr says of a paragraph that is no table: its style, its line where it is a rule, how far
/// it is set in.
void describe(pugi::xml_node properties, const model::Paragraph& paragraph, std::size_t depth);

/// The text and the notes of a document while they are written.
class Sheet {
 public:
  explicit Sheet(model::Language language);
  ~Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  [[nodiscard]] pugi::xml_node body() const;

  /// A run of that text under `node`; `element` is what holds its words.
  pugi::xml_node run(pugi::xml_node node, const model::Run& run, std::string_view text,
                     const char* element = "w:t") const;
  /// What a run of text says of how it looks, under `out`, which is a w:r or a w:rPrChange; none
  /// where it looks as all text does.
  pugi::xml_node look(pugi::xml_node out, const model::Run& run) const;
  /// Where the run is to stand: in a link under `node` if it has one, else `node`.
  pugi::xml_node linked(pugi::xml_node node, const model::Run& run);
  /// The mark of a note under `node`, counted by the word processor or typed as `mark`; gives the
  /// note's own paragraph, behind its mark. What is written until end_note() is the note's.
  /// `element` is what holds a typed mark.
  pugi::xml_node begin_note(pugi::xml_node node, std::string_view mark, bool counted,
                            const char* element = "w:t");
  void end_note() { in_note_ = false; }
  /// A table of so many columns under the body, without rows.
  pugi::xml_node table(std::size_t columns);
  /// A cell of a row of `cells`, the last of which takes the columns that the row lacks; gives its
  /// paragraph.
  static pugi::xml_node cell(pugi::xml_node row, std::size_t at, std::size_t cells,
                             std::size_t columns);

  /// The whole; nothing is written behind it. internal: it could not be packed.
  [[nodiscard]] base::Result<std::string> packed(const std::string& title, std::string_view work);

 private:
  struct Parts;  ///< the XML of both

  void separators();
  void section();

  model::Language language_;
  bool right_to_left_;
  std::unique_ptr<Parts> parts_;
  std::vector<std::string> links_;
  std::vector<std::string> note_links_;  // relations are a part's own
  bool in_note_ = false;
  int note_id_ = 0;
};

/// The most cells that a row has; at least one.
[[nodiscard]] std::size_t columns_of(const model::Paragraph& table);

}  // namespace comity::render::docx_parts
