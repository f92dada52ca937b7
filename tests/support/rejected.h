#pragma once

#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "support/unzipped.h"
#include "support/zip_writer.h"

namespace comity::test_support {

/// The file in which what was deleted is inserted and the other way round: whoever accepts its
/// changes has rejected those of the first.
[[nodiscard]] inline std::string rejected(const std::string& docx) {
  constexpr std::pair<std::string_view, const char*> kOpposites[] = {{"w:ins", "w:del"},
                                                                     {"w:del", "w:ins"},
                                                                     {"w:moveFrom", "w:moveTo"},
                                                                     {"w:moveTo", "w:moveFrom"},
                                                                     {"w:delText", "w:t"}};
  ZipFiles files;
  for (auto& [name, text] : unzipped(docx)) {
    if (name != "word/document.xml" && name != "word/footnotes.xml") {
      files.emplace_back(name, text);
      continue;
    }
    pugi::xml_document document;
    document.load_string(text.c_str(), pugi::parse_full | pugi::parse_ws_pcdata);
    for (const auto& each : document.select_nodes("//w:pPr[w:pPrChange] | //w:rPr[w:rPrChange]")) {
      // The run of a mark of the end of a paragraph, and what was said before, change places.
      auto now = each.node();
      const auto before = now.last_child().first_child();
      for (auto child = now.first_child(); child;) {
        const auto next = child.next_sibling();
        const std::string_view child_name = child.name();
        if (child_name != "w:rPr" && child_name != "w:pPrChange" && child_name != "w:rPrChange") {
          now.remove_child(child);
        }
        child = next;
      }
      auto anchor = now.prepend_child("anchor");
      for (auto child : before.children()) now.insert_copy_before(child, anchor);
      now.remove_child(anchor);
    }
    for (const auto& each : document.select_nodes("//*")) {
      for (const auto& [name_of, opposite] : kOpposites) {
        if (name_of != each.node().name()) continue;
        each.node().set_name(opposite);
        break;
      }
    }
    std::ostringstream out;
    document.save(out, "", pugi::format_raw);
    files.emplace_back(name, out.str());
  }
  return zip_of(files);
}

}  // namespace comity::test_support
