#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/reading.h"
#include "render/notes.h"

namespace pugi {
class xml_node;
}

namespace comity::render::akn_parts {

/// Gives each element an `eId` of its own: "para_6__list_1__point_b".
class Names {
 public:
  /// `kind` is the abbreviation of the naming convention ("para"), `label` the printed number or
  /// empty, for which elements of a kind are counted.
  [[nodiscard]] std::string next(const std::string& parent, std::string_view kind,
                                 std::string_view label);

 private:
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, int> counts_;
};

/// Writes the text of paragraphs: styles, links, citations as `ref`, notes where they are marked.
class InlineWriter {
 public:
  explicit InlineWriter(const model::Reading& reading) : notes_(reading) {}

  void write(pugi::xml_node to, const model::Paragraph& paragraph);
  void write(pugi::xml_node to, const std::vector<model::Run>& runs);
  /// The notes that nothing has marked so far, in order.
  [[nodiscard]] std::vector<const model::Paragraph*> unmarked() const { return notes_.unmarked(); }

 private:
  void write_run(pugi::xml_node to, const model::Run& run, std::string_view text);
  void write_raised(pugi::xml_node to, const model::Paragraph& paragraph, const model::Run& run,
                    std::size_t& note);
  void write_mark(pugi::xml_node to, const Notes::Piece& piece);

  Notes notes_;
};

}  // namespace comity::render::akn_parts
