#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/reading.h"

// What the tests of the writers share.
namespace comity::render {

[[nodiscard]] inline model::Paragraph paragraph(model::ParagraphKind kind, std::string number,
                                                std::string printed, std::vector<model::Run> runs) {
  model::Paragraph out;
  out.kind = kind;
  out.number = std::move(number);
  out.printed = std::move(printed);
  out.runs = std::move(runs);
  return out;
}

}  // namespace comity::render
