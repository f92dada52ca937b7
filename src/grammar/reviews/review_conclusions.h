#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "grammar/reviews/review_lists.h"
#include "grammar/reviews/review_paragraphs.h"

namespace comity::grammar {

/// An item that is being read.
struct OpenItem {
  model::Paragraph paragraph;
  std::string number;
  std::string printed;
  std::vector<model::Paragraph> subs;  ///< "(a)", "(b)" as they stood
  bool pledge = false;
};

/// What stands between items without being one.
[[nodiscard]] inline bool is_furniture(const model::Paragraph& p) {
  return p.kind == model::ParagraphKind::note || p.kind == model::ParagraphKind::rule ||
         p.kind == model::ParagraphKind::table;
}

/// Writes what a reader of lists finds: every paragraph once, and what is an item beside.
class ConclusionsWriter {
 protected:
  enum class KeptAs : std::uint8_t { recommendation, pledge };

  void pass(model::Paragraph paragraph) { out_.paragraphs.push_back(std::move(paragraph)); }

  /// A paragraph that is an item of the last list, or a pledge.
  void keep(model::Paragraph paragraph, ListItem item, KeptAs as) {
    const bool pledge = as == KeptAs::pledge;
    item.number = unique(std::move(item.number), paragraph);
    paragraph.kind = pledge ? model::ParagraphKind::pledge : model::ParagraphKind::recommendation;
    paragraph.number = item.number;
    paragraph.printed = item.printed;
    item.paragraph = out_.paragraphs.size();
    pass(std::move(paragraph));
    if (pledge) {
      out_.pledges.push_back(std::move(item));
      return;
    }
    out_.items.push_back(std::move(item));
    out_.lists.back().items.push_back(out_.items.size() - 1);
  }

  void note_finding(std::string rule, std::string number, const model::Paragraph& paragraph,
                    std::string saw, std::string assumed) {
    out_.findings.push_back({std::move(rule), std::move(number), place_of(paragraph),
                             std::move(saw), std::move(assumed)});
  }

  Conclusions out_;

 private:
  /// An address names one item: a number that comes again gets "-2" and a finding.
  std::string unique(std::string number, const model::Paragraph& paragraph) {
    if (taken_.insert(number).second) return number;
    std::string other;
    for (int n = 2; other.empty() || !taken_.insert(other).second; ++n) {
      other = number + "-" + std::to_string(n);
    }
    note_finding("numbering.duplicate", other, paragraph, number, other);
    return other;
  }

  std::set<std::string> taken_;
};

}  // namespace comity::grammar
