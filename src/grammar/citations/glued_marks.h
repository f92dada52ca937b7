#pragma once

#include <string>
#include <string_view>

namespace comity::grammar {

/// The text with spaces for figures that end a word of small letters or a title: note marks of a
/// text whose raised letters were lost ("Convention on the Rights of the Child1", "правах1",
/// "《公约》1第三十条"). Every byte keeps its place.
[[nodiscard]] std::string without_glued_marks(std::string_view text);

}  // namespace comity::grammar
