#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Files without what their programs wrote into them about the people who made them
// (Reader::clean; docs/decisions/0027-sealed-replies.md).
namespace comity::reading {

/// What was removed from a file. Its value is told to nobody.
enum class Trace : std::uint8_t {
  properties,        ///< title, author, company, program, times, sensitivity labels
  custom_xml,        ///< data beside the text
  thumbnail,         ///< a small picture of the first page
  identifiers,       ///< of the document and of sessions of writing it
  authors,           ///< names at comments, annotations, tracked changes and fields
  dates,             ///< times at these
  embedded_files,    ///< other files inside this one
  picture_metadata,  ///< of pictures: camera, place, time, comments
  signatures,        ///< digital ones, which no changed file keeps
  linked_paths,      ///< places on somebody's machine: templates, linked files
  scripts,           ///< what runs or sends when the file is opened
};
/// "picture_metadata".
[[nodiscard]] std::string_view name_of(Trace trace);
[[nodiscard]] std::optional<Trace> trace_from(std::string_view name);

struct Cleaned {
  std::string bytes;
  std::vector<Trace> removed;  ///< each once, in the order above
};

}  // namespace comity::reading
