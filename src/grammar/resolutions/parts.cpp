#include "grammar/resolutions/parts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "grammar/bodies.h"
#include "grammar/masthead.h"
#include "grammar/numbering.h"
#include "grammar/plain.h"
#include "grammar/resolutions/held_label.h"
#include "grammar/resolutions/resolution.h"
#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::Paragraph;
using model::ParagraphKind;
using model::WorkKind;

std::vector<Piece> taken(std::vector<Piece>& pieces, std::size_t begin, std::size_t end) {
  const auto first = pieces.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = pieces.begin() + static_cast<std::ptrdiff_t>(end);
  return {std::make_move_iterator(first), std::make_move_iterator(last)};
}

void put(std::vector<Paragraph>& to, std::vector<Piece>&& pieces) {
  for (Piece& piece : pieces) to.push_back(std::move(piece.paragraph));
}

/// What stands over the enacting line.
void set_over(Piece& piece) {
  piece.masthead = false;
  piece.paragraph.kind = ParagraphKind::heading;
  if (piece.block == BlockKind::note) piece.paragraph.kind = ParagraphKind::note;
  if (piece.block == BlockKind::rule) piece.paragraph.kind = ParagraphKind::rule;
  if (piece.block != BlockKind::heading) piece.paragraph.level = 2;
}

/// A resolution's pieces, its label and titles first.
std::vector<model::Finding> structure_part(std::vector<Piece>& pieces, const Contained& held,
                                           model::Language language) {
  const std::size_t enacting = held.enacting - held.begin;
  for (std::size_t i = 0; i < enacting; ++i) set_over(pieces[i]);
  auto findings = structure_resolution(pieces, enacting, language);
  const std::string prefix = held.name + ".";
  for (std::size_t i = enacting; i < pieces.size(); ++i) {
    auto& number = pieces[i].paragraph.number;
    if (!number.empty()) number.insert(0, prefix);
  }
  for (auto& finding : findings) {
    if (!finding.number.empty()) finding.number.insert(0, prefix);
  }
  return findings;
}

/// "14/1" of "14/1.PP2"; empty of numbers that are no part's.
std::string_view part_in(std::string_view number) {
  const auto dot = number.find('.');
  if (dot == std::string_view::npos) return {};
  const auto name = number.substr(0, dot);
  const bool told = name.find('/') != std::string_view::npos ||
                    name.find("resolution-") != std::string_view::npos ||
                    name.find("decision-") != std::string_view::npos;
  return told ? name : std::string_view();
}

/// Finds the parts again among the paragraphs of a reading.
class PartFinder {
 public:
  explicit PartFinder(const model::Reading& document)
      : document_(document), all_(document.paragraphs), words_(Words::of(document.language)) {}

  std::vector<Part> run() {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].kind != ParagraphKind::enacting) continue;
      const auto name = name_from(i);
      // Sections "A" and "B" of one resolution are enacted each.
      if (name.empty() || (!parts.empty() && parts.back().name == name)) continue;
      parts.push_back(headed(i, name));
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto limit = i + 1 < parts.size() ? parts[i + 1].begin : all_.size();
      parts[i].end = end_of(parts[i], limit);
    }
    return parts;
  }

 private:
  [[nodiscard]] std::string name_from(std::size_t enacting) const {
    for (std::size_t i = enacting + 1; i < all_.size(); ++i) {
      const Paragraph& paragraph = all_[i];
      if (paragraph.kind == ParagraphKind::enacting) break;
      if (paragraph.kind == ParagraphKind::note || paragraph.number.empty()) continue;
      return std::string(part_in(paragraph.number));
    }
    return {};
  }

  [[nodiscard]] std::optional<HeldLabel> label_of(const Paragraph& heading) const {
    return held_label(heading.printed, title_text(heading.runs), document_.language);
  }

  [[nodiscard]] Part headed(std::size_t enacting, const std::string& name) const {
    Part part;
    part.name = name;
    part.begin = enacting;
    std::optional<HeldLabel> label;
    while (part.begin > 0 && !label) {
      const Paragraph& above = all_[part.begin - 1];
      const bool heading = above.kind == ParagraphKind::heading;
      if (heading) label = label_of(above);
      if (above.kind != ParagraphKind::rule && !heading) break;
      // What stands below the letter of a section is the title of that alone.
      if (heading && section_letter(above) != 0) {
        part.title.clear();
        --part.begin;
        continue;
      }
      if (heading && !label && !above.printed.empty()) break;
      --part.begin;
      const auto title = label ? label->title : title_text(above.runs);
      if (heading && !title.empty()) part.title.insert(0, title + (part.title.empty() ? "" : " "));
    }
    const bool decides = label && label->decides ? *label->decides
                                                 : name.find('/') != std::string::npos &&
                                                       stands_under_decisions(part.begin);
    part.kind =
        decides || name.starts_with("decision-") ? WorkKind::decision : WorkKind::resolution;
    if (name.starts_with("draft-")) part.kind = WorkKind::draft_resolution;
    part.symbol = symbol_of(part, model::text_of(all_[enacting].runs));
    return part;
  }

  /// The nearest heading above that speaks of resolutions or decisions speaks of decisions alone.
  [[nodiscard]] bool stands_under_decisions(std::size_t before) const {
    for (std::size_t i = before; i > 0; --i) {
      const Paragraph& heading = all_[i - 1];
      if (heading.kind != ParagraphKind::heading || label_of(heading)) continue;
      bool decisions = false;
      bool resolutions = false;
      const std::string small = small_letters(model::text_of(heading.runs));
      for (const Phrase& phrase : words_.phrases(Rule::resolution_noun)) {
        if (small.find(phrase.small) == std::string::npos) continue;
        (phrase.value == "decisions" ? decisions : resolutions) = true;
      }
      if (decisions || resolutions) return decisions && !resolutions;
    }
    return false;
  }

  /// "A/HRC/RES/14/1" by the body that enacts; "A/86/478/draft-resolution-2".
  [[nodiscard]] model::Symbol symbol_of(const Part& part, std::string_view enacting) const {
    model::Symbol none;
    if (part.name.find('/') == std::string::npos) {
      if (document_.symbol.empty()) return none;
      return model::Symbol::parse(document_.symbol.text() + "/" + part.name).value_or(none);
    }
    const Phrase* named = words_.within(Rule::body, small_letters(enacting));
    const Body* body = named == nullptr ? nullptr : body_by_code(named->value);
    if (body == nullptr) return none;
    const bool decides = part.kind == WorkKind::decision;
    const auto& series = decides ? body->decisions : body->resolutions;
    if (series.empty()) return none;
    return model::Symbol::parse(series + "/" + part.name).value_or(none);
  }

  [[nodiscard]] bool closes(const Paragraph& paragraph) const {
    if (paragraph.kind != ParagraphKind::text) return false;
    return closes_resolution(model::text_of(paragraph.runs), words_);
  }

  [[nodiscard]] std::size_t end_of(const Part& part, std::size_t limit) const {
    bool closed = false;
    bool annex = false;
    for (std::size_t i = part.begin; i < limit; ++i) {
      const Paragraph& paragraph = all_[i];
      if (paragraph.kind == ParagraphKind::note) return i;
      closed = closed || closes(paragraph);
      if (!paragraph.number.empty() && part_in(paragraph.number) != part.name) {
        while (i > part.begin && all_[i - 1].kind == ParagraphKind::heading) --i;
        return i;
      }
      if (paragraph.kind != ParagraphKind::heading) continue;
      annex = annex || !annex_prefix(model::text_of(paragraph.runs), document_.language).empty();
      if (closed && !annex) return i;
    }
    return limit;
  }

  const model::Reading& document_;
  const std::vector<Paragraph>& all_;
  const Words& words_;
};

}  // namespace

std::vector<model::Finding> structure_parts(model::Reading& reading, std::vector<Piece>&& pieces,
                                            std::size_t body, const std::vector<Contained>& held) {
  std::vector<model::Finding> findings;
  const auto note = [&](std::vector<model::Finding>&& found) {
    std::move(found.begin(), found.end(), std::back_inserter(findings));
  };
  std::vector<Paragraph> own;  // the document's, whose numbers know nothing of the parts
  std::vector<std::pair<std::size_t, std::vector<Paragraph>>> parts;  // with their places in it
  std::size_t at = 0;
  const auto take_own = [&](std::size_t end) {
    auto plain = taken(pieces, at, end);
    const auto head = std::min(body > at ? body - at : 0, plain.size());
    classify_plain(plain, head, reading.language);
    put(own, std::move(plain));
  };
  for (const Contained& each : held) {
    take_own(each.begin);
    auto part = taken(pieces, each.begin, each.end);
    note(structure_part(part, each, reading.language));
    put(parts.emplace_back(own.size(), std::vector<Paragraph>()).second, std::move(part));
    at = each.end;
  }
  take_own(pieces.size());
  note(number_plain(own, reading.language));

  std::size_t next = 0;
  auto& all = reading.paragraphs;
  for (auto& [place, paragraphs] : parts) {
    for (; next < place; ++next) all.push_back(std::move(own[next]));
    std::move(paragraphs.begin(), paragraphs.end(), std::back_inserter(all));
  }
  for (; next < own.size(); ++next) all.push_back(std::move(own[next]));
  return findings;
}

std::vector<Part> parts_of(const model::Reading& document) {
  return model::adopts(document.kind) ? std::vector<Part>() : PartFinder(document).run();
}

}  // namespace comity::grammar
