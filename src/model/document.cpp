#include "model/document.h"

namespace comity::model {

std::string text_of(const std::vector<Run>& runs) {
  std::size_t size = 0;
  for (const Run& run : runs) size += run.text.size();
  std::string text;
  text.reserve(size);
  for (const Run& run : runs) text += run.text;
  return text;
}

}  // namespace comity::model
