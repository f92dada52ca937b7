#include "grammar/reviews/review_paragraphs.h"

#include <algorithm>
#include <iterator>

#include "grammar/marks.h"

namespace comity::grammar {
namespace {

bool is_raised_mark(std::string_view raised) {
  return !raised.empty() && raised.size() <= 4 &&
         raised.find_first_not_of("0123456789*, ") == std::string_view::npos;
}

void append_text(std::vector<model::Run>& runs, std::string_view text) {
  if (text.empty()) return;
  if (!runs.empty() && !runs.back().style.superscript && runs.back().link.empty()) {
    runs.back().text += text;
  } else {
    runs.push_back({std::string(text), {}, {}});
  }
}

std::size_t size_of(const std::vector<model::Run>& runs) {
  std::size_t size = 0;
  for (const auto& run : runs) size += run.text.size();
  return size;
}

}  // namespace

std::string masked_text(const model::Paragraph& paragraph) {
  std::string text;
  for (const auto& run : paragraph.runs) {
    if (run.style.superscript && is_raised_mark(run.text)) {
      text.append(run.text.size(), ' ');
    } else {
      text += run.text;
    }
  }
  return text;
}

std::string shaped_text(const model::Paragraph& paragraph) {
  return shaped(masked_text(paragraph));
}

std::pair<model::Paragraph, model::Paragraph> parted(const model::Paragraph& paragraph,
                                                     std::size_t at) {
  model::Paragraph first = paragraph;
  model::Paragraph second = paragraph;
  for (auto* part : {&first, &second}) {
    part->runs.clear();
    part->places.clear();
    part->citations.clear();
  }
  second.footnotes.clear();
  second.number.clear();
  second.printed.clear();

  std::size_t offset = 0;
  for (const auto& run : paragraph.runs) {
    const auto cut = at <= offset ? 0 : std::min(run.text.size(), at - offset);
    if (cut > 0) first.runs.push_back({run.text.substr(0, cut), run.style, run.link});
    if (cut < run.text.size()) second.runs.push_back({run.text.substr(cut), run.style, run.link});
    offset += run.text.size();
  }
  const auto cut = static_cast<std::uint32_t>(at);
  for (auto place : paragraph.places) {
    if (place.begin < cut || (place.begin == cut && place.end == cut)) {
      auto own = place;
      own.end = std::min(own.end, cut);
      first.places.push_back(own);
    }
    if (place.end > cut) {
      place.begin = place.begin > cut ? place.begin - cut : 0;
      place.end -= cut;
      second.places.push_back(place);
    }
  }
  for (auto citation : paragraph.citations) {
    if (citation.end <= cut) {
      first.citations.push_back(citation);
    } else if (citation.begin >= cut) {
      citation.begin -= cut;
      citation.end -= cut;
      second.citations.push_back(citation);
    }
  }
  return {std::move(first), std::move(second)};
}

model::Paragraph joined(model::Paragraph first, const model::Paragraph& second,
                        std::string_view between) {
  const auto length = size_of(first.runs);
  const bool together = length > 0 && between.empty() && !second.runs.empty() &&
                        runs_together(first.runs.back().text, second.runs.front().text);
  if (length > 0 && !together && first.runs.back().text.back() != ' ') {
    append_text(first.runs, " ");
  }
  append_text(first.runs, between);
  const auto shift = static_cast<std::uint32_t>(size_of(first.runs));
  first.runs.insert(first.runs.end(), second.runs.begin(), second.runs.end());
  for (auto place : second.places) {
    place.begin += shift;
    place.end += shift;
    first.places.push_back(place);
  }
  for (auto citation : second.citations) {
    citation.begin += shift;
    citation.end += shift;
    first.citations.push_back(citation);
  }
  first.footnotes.insert(first.footnotes.end(), second.footnotes.begin(), second.footnotes.end());
  return first;
}

model::Place place_of(const model::Paragraph& paragraph) {
  return paragraph.places.empty() ? model::Place{} : paragraph.places.front();
}

}  // namespace comity::grammar
