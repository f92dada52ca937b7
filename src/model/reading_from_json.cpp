// The way back from to_json. Strict: a member of another name or type, a number out of its range, a
// place outside its text is corrupt, so that what the record holds is what a reader once wrote.
#include <algorithm>
#include <unordered_map>

#include "model/json_source_internal.h"
#include "model/reading.h"
#include "model/row_numbers_internal.h"

namespace comity::model {
namespace {

Run read_run(Source& s, const Json& json) {
  Run run;
  if (json.is_string()) {
    run.text = s.text(json, "runs");
    return run;
  }
  s.object(json, "runs", [&](std::string_view key, const Json& value) {
    if (key == "text") {
      run.text = s.text(value, key);
    } else if (key == "style") {
      for (const char letter : s.text(value, key)) {
        if (letter == 'i')
          run.style.italic = true;
        else if (letter == 'b')
          run.style.bold = true;
        else if (letter == 's')
          run.style.superscript = true;
        else
          s.refuse("has a style of unknown name", key);
      }
    } else if (key == "link") {
      run.link = s.text(value, key);
    } else {
      return false;
    }
    return true;
  });
  return run;
}

std::vector<Run> read_runs(Source& s, const Json& json) {
  return s.all<Run>(json, "runs", read_run);
}

Place read_place(Source& s, const Json& json) {
  Place place;
  const JsonArray& values = s.array(json, "places");
  if (values.size() != 3 && values.size() != 7 && values.size() != 8) {
    s.refuse("has a place that is none", "places");
    return place;
  }
  place.begin = s.integer<std::uint32_t>(values[0], "places");
  place.end = s.integer<std::uint32_t>(values[1], "places");
  if (values.size() == 3) {
    place.offset = s.integer<std::uint64_t>(values[2], "places");
    return place;
  }
  place.page = s.integer<std::int32_t>(values[2], "places");
  place.box = {s.decimal(values[3], "places"), s.decimal(values[4], "places"),
               s.decimal(values[5], "places"), s.decimal(values[6], "places")};
  if (values.size() == 8) place.offset = s.integer<std::uint64_t>(values[7], "places");
  return place;
}

Citation read_citation(Source& s, const Json& json) {
  Citation citation;
  s.object(json, "citations", [&](std::string_view key, const Json& value) {
    if (key == "begin")
      citation.begin = s.integer<std::uint32_t>(value, key);
    else if (key == "end")
      citation.end = s.integer<std::uint32_t>(value, key);
    else if (key == "text")
      citation.text = s.text(value, key);
    else if (key == "target")
      citation.target = s.text(value, key);
    else if (key == "place")
      citation.place = s.text(value, key);
    else
      return false;
    return true;
  });
  return citation;
}

std::vector<Cell> read_row(Source& s, const Json& json) {
  return s.all<Cell>(
      json, "rows", [](Source& source, const Json& cell) { return Cell{read_runs(source, cell)}; });
}

void check_ranges(Source& s, const Paragraph& paragraph) {
  std::size_t size = 0;
  for (const Run& run : paragraph.runs) size += run.text.size();
  for (const Citation& citation : paragraph.citations) {
    if (citation.begin > citation.end || citation.end > size) {
      s.refuse("cites outside its text", "citations");
    }
  }
}

Paragraph read_paragraph(Source& s, const Json& json) {
  Paragraph paragraph;
  bool kind = false;
  s.object(json, "paragraphs", [&](std::string_view key, const Json& value) {
    if (key == "kind") {
      paragraph.kind = s.named<ParagraphKind>(value, key, paragraph_kind_from);
      kind = true;
    } else if (key == "number") {
      paragraph.number = s.text(value, key);
    } else if (key == "printed") {
      paragraph.printed = s.text(value, key);
    } else if (key == "level") {
      paragraph.level = s.integer<std::uint8_t>(value, key);
    } else if (key == "verb") {
      paragraph.verb = s.text(value, key);
    } else if (key == "runs") {
      paragraph.runs = read_runs(s, value);
    } else if (key == "places") {
      paragraph.places = s.all<Place>(value, key, read_place);
    } else if (key == "footnotes") {
      paragraph.footnotes = s.texts(value, key);
    } else if (key == "citations") {
      paragraph.citations = s.all<Citation>(value, key, read_citation);
    } else if (key == "rows") {
      paragraph.rows = s.all<std::vector<Cell>>(value, key, read_row);
    } else if (key == "row_numbers") {
      paragraph.row_numbers = read_row_numbers(s, value);
    } else {
      return false;
    }
    return true;
  });
  if (!kind) s.refuse("has a paragraph without its kind", "paragraphs");
  check_ranges(s, paragraph);
  check_row_numbers(s, paragraph.row_numbers, paragraph.rows.size());
  return paragraph;
}

Clause read_clause(Source& s, const Json& json) {
  Clause clause;
  s.object(json, "clauses", [&](std::string_view key, const Json& value) {
    if (key == "text")
      clause.text = s.text(value, key);
    else if (key == "states")
      clause.states = s.texts(value, key);
    else if (key == "unknown")
      clause.unknown = s.texts(value, key);
    else if (key == "begin")
      clause.begin = s.integer<std::uint32_t>(value, key);
    else if (key == "end")
      clause.end = s.integer<std::uint32_t>(value, key);
    else
      return false;
    return true;
  });
  if (clause.begin > clause.end) s.refuse("has a clause that ends before it begins", "clauses");
  return clause;
}

Recommendation read_recommendation(Source& s, const Json& json) {
  Recommendation item;
  s.object(json, "recommendations", [&](std::string_view key, const Json& value) {
    if (key == "number")
      item.number = s.text(value, key);
    else if (key == "printed")
      item.printed = s.text(value, key);
    else if (key == "list")
      item.list = s.text(value, key);
    else if (key == "state")
      item.state_under_review = s.text(value, key);
    else if (key == "clauses")
      item.clauses = s.all<Clause>(value, key, read_clause);
    else if (key == "position")
      item.position = s.text(value, key);
    else if (key == "counts_as")
      item.counts_as = s.named<CountsAs>(value, key, counts_as_from);
    else if (key == "refers_to")
      item.refers_to = s.texts(value, key);
    else if (key == "theme")
      item.theme = s.text(value, key);
    else
      return false;
    return true;
  });
  return item;
}

PositionStatement read_position(Source& s, const Json& json) {
  PositionStatement statement;
  s.object(json, "positions", [&](std::string_view key, const Json& value) {
    if (key == "report")
      statement.report = s.text(value, key);
    else if (key == "state")
      statement.state = s.text(value, key);
    else if (key == "list")
      statement.list = s.text(value, key);
    else if (key == "numbers")
      statement.numbers = s.texts(value, key);
    else if (key == "words")
      statement.words = s.text(value, key);
    else if (key == "counts_as")
      statement.counts_as = s.named<CountsAs>(value, key, counts_as_from);
    else if (key == "partial")
      statement.partial = s.truth(value, key);
    else if (key == "paragraph")
      statement.paragraph = s.integer<std::uint32_t>(value, key);
    else if (key == "row")
      statement.row = s.integer<std::uint32_t>(value, key);
    else if (key == "cell")
      statement.cell = s.integer<std::uint32_t>(value, key);
    else if (key == "begin")
      statement.begin = s.integer<std::uint32_t>(value, key);
    else if (key == "end")
      statement.end = s.integer<std::uint32_t>(value, key);
    else
      return false;
    return true;
  });
  return statement;
}

Pledge read_pledge(Source& s, const Json& json) {
  Pledge pledge;
  s.object(json, "pledges", [&](std::string_view key, const Json& value) {
    if (key == "number")
      pledge.number = s.text(value, key);
    else if (key == "state")
      pledge.state = s.text(value, key);
    else if (key == "text")
      pledge.text = s.text(value, key);
    else
      return false;
    return true;
  });
  return pledge;
}

Intervention read_intervention(Source& s, const Json& json) {
  Intervention intervention;
  s.object(json, "dialogue", [&](std::string_view key, const Json& value) {
    if (key == "paragraph")
      intervention.paragraph = s.integer<std::uint32_t>(value, key);
    else if (key == "states")
      intervention.states = s.texts(value, key);
    else
      return false;
    return true;
  });
  return intervention;
}

Observation read_observation(Source& s, const Json& json) {
  Observation observation;
  s.object(json, "recommendations", [&](std::string_view key, const Json& value) {
    if (key == "paragraph")
      observation.paragraph = s.integer<std::uint32_t>(value, key);
    else if (key == "theme")
      observation.theme = s.text(value, key);
    else
      return false;
    return true;
  });
  return observation;
}

Observations read_observations(Source& s, const Json& json) {
  Observations observations;
  s.object(json, "observations", [&](std::string_view key, const Json& value) {
    if (key == "mechanism")
      observations.mechanism = s.text(value, key);
    else if (key == "state")
      observations.state = s.text(value, key);
    else if (key == "session")
      observations.session = s.integer<std::int32_t>(value, key);
    else if (key == "adopted")
      observations.adopted = s.text(value, key);
    else if (key == "recommendations")
      observations.recommendations = s.all<Observation>(value, key, read_observation);
    else
      return false;
    return true;
  });
  return observations;
}

Review read_review(Source& s, const Json& json) {
  Review review;
  s.object(json, "review", [&](std::string_view key, const Json& value) {
    if (key == "states")
      review.states_under_review = s.texts(value, key);
    else if (key == "cycle")
      review.cycle = s.integer<std::int32_t>(value, key);
    else if (key == "session")
      review.session = s.integer<std::int32_t>(value, key);
    else if (key == "date")
      review.date = s.text(value, key);
    else if (key == "adopted")
      review.adopted = s.text(value, key);
    else if (key == "troika")
      review.troika = s.texts(value, key);
    else if (key == "head_of_delegation")
      review.head_of_delegation = s.text(value, key);
    else if (key == "recommendations")
      review.recommendations = s.all<Recommendation>(value, key, read_recommendation);
    else if (key == "pledges")
      review.pledges = s.all<Pledge>(value, key, read_pledge);
    else if (key == "dialogue")
      review.dialogue = s.all<Intervention>(value, key, read_intervention);
    else
      return false;
    return true;
  });
  return review;
}

Masthead read_masthead(Source& s, const Json& json) {
  Masthead masthead;
  s.object(json, "masthead", [&](std::string_view key, const Json& value) {
    if (key == "body")
      masthead.body = s.text(value, key);
    else if (key == "committee")
      masthead.committee = s.text(value, key);
    else if (key == "distribution")
      masthead.distribution = s.text(value, key);
    else if (key == "date")
      masthead.date = s.text(value, key);
    else if (key == "original_language")
      masthead.original_language = s.text(value, key);
    else if (key == "session")
      masthead.session = s.text(value, key);
    else if (key == "agenda_item")
      masthead.agenda_item = s.text(value, key);
    else if (key == "agenda_title")
      masthead.agenda_title = s.text(value, key);
    else if (key == "job_number")
      masthead.job_number = s.text(value, key);
    else
      return false;
    return true;
  });
  return masthead;
}

Finding read_finding(Source& s, const Json& json) {
  Finding finding;
  s.object(json, "findings", [&](std::string_view key, const Json& value) {
    if (key == "rule")
      finding.rule = s.text(value, key);
    else if (key == "number")
      finding.number = s.text(value, key);
    else if (key == "place")
      finding.place = read_place(s, value);
    else if (key == "saw")
      finding.saw = s.text(value, key);
    else if (key == "assumed")
      finding.assumed = s.text(value, key);
    else
      return false;
    return true;
  });
  return finding;
}

Page read_page(Source& s, const Json& json) {
  const JsonArray& values = s.array(json, "pages");
  if (values.size() != 2) {
    s.refuse("has a page without width and height", "pages");
    return {};
  }
  return {s.decimal(values[0], "pages"), s.decimal(values[1], "pages")};
}

Symbol read_symbol(Source& s, const Json& json) {
  auto symbol = Symbol::parse(s.text(json, "symbol"));
  if (!symbol) s.refuse("has a symbol that is none", "symbol");
  return symbol ? *std::move(symbol) : Symbol();
}

std::optional<SourceTable> read_source(Source& s, const Json& json) {
  auto source = source_from_json(json);
  if (source) return *std::move(source);
  s.refuse("has a source that is none", "source");
  return std::nullopt;
}

/// Clauses are cut out of their paragraph's text by whoever shows them.
void check_clauses(Source& s, const Reading& reading) {
  if (!reading.review) return;
  std::unordered_map<std::string_view, std::size_t> sizes;
  for (const Paragraph& paragraph : reading.paragraphs) {
    if (!paragraph.number.empty()) sizes.emplace(paragraph.number, text_of(paragraph.runs).size());
  }
  for (const Recommendation& item : reading.review->recommendations) {
    const auto size = sizes.find(item.number);
    for (const Clause& clause : item.clauses) {
      if (size != sizes.end() && clause.end > size->second) {
        s.refuse("has a clause outside its paragraph", "clauses");
      }
    }
  }
}

/// The text in which a statement stands, or nothing.
std::optional<std::size_t> size_of_place(const Reading& reading, const PositionStatement& at) {
  if (at.paragraph >= reading.paragraphs.size()) return std::nullopt;
  const Paragraph& paragraph = reading.paragraphs[at.paragraph];
  if (at.row == 0) return text_of(paragraph.runs).size();
  if (at.row > paragraph.rows.size()) return std::nullopt;
  const auto& cells = paragraph.rows[at.row - 1];
  if (at.cell == 0 || at.cell > cells.size()) return std::nullopt;
  return text_of(cells[at.cell - 1].runs).size();
}

/// Positions are marked in the text that they stand in by whoever shows them.
void check_positions(Source& s, const Reading& reading) {
  for (const PositionStatement& statement : reading.positions) {
    const auto size = size_of_place(reading, statement);
    if (!size || statement.begin > statement.end || statement.end > *size) {
      s.refuse("has a position outside its paragraph", "positions");
    }
  }
}

/// What is said of paragraphs is said of some that are there.
void check_paragraphs(Source& s, const Reading& reading) {
  const auto inside = [&](const auto& each) { return each.paragraph < reading.paragraphs.size(); };
  if (reading.review &&
      !std::all_of(reading.review->dialogue.begin(), reading.review->dialogue.end(), inside)) {
    s.refuse("has a statement outside its paragraphs", "dialogue");
  }
  if (!reading.observations) return;
  const auto& made = reading.observations->recommendations;
  if (!std::all_of(made.begin(), made.end(), inside)) {
    s.refuse("has a recommendation outside its paragraphs", "observations");
  }
}

bool read_list_member(Source& s, Reading& reading, std::string_view key, const Json& value) {
  if (key == "sponsors")
    reading.sponsors = s.texts(value, key);
  else if (key == "pages")
    reading.pages = s.all<Page>(value, key, read_page);
  else if (key == "paragraphs")
    reading.paragraphs = s.all<Paragraph>(value, key, read_paragraph);
  else if (key == "review")
    reading.review = read_review(s, value);
  else if (key == "observations")
    reading.observations = read_observations(s, value);
  else if (key == "source")
    reading.source = read_source(s, value);
  else if (key == "positions")
    reading.positions = s.all<PositionStatement>(value, key, read_position);
  else if (key == "findings")
    reading.findings = s.all<Finding>(value, key, read_finding);
  else
    return false;
  return true;
}

}  // namespace

base::Result<Reading> reading_from_json(const base::Json& json) {
  Source s;
  Reading reading;
  int needed = 0;
  s.object(json, "reading", [&](std::string_view key, const Json& value) {
    if (key == "reader")
      reading.reader = s.text(value, key);
    else if (key == "program")
      reading.program = s.text(value, key);
    else if (key == "media_type")
      reading.media_type = s.text(value, key);
    else if (key == "language") {
      reading.language = s.named<Language>(value, key, language_from);
      ++needed;
    } else if (key == "kind") {
      reading.kind = s.named<WorkKind>(value, key, work_kind_from);
      ++needed;
    } else if (key == "symbol")
      reading.symbol = read_symbol(s, value);
    else if (key == "title")
      reading.title = s.text(value, key);
    else if (key == "masthead")
      reading.masthead = read_masthead(s, value);
    else if (key == "sponsors_note")
      reading.sponsors_note = s.text(value, key);
    else
      return read_list_member(s, reading, key, value);
    return true;
  });
  if (needed != 2) s.refuse("is without its language or kind", "reading");
  if (s.ok()) check_clauses(s, reading);
  if (s.ok()) check_positions(s, reading);
  if (s.ok()) check_paragraphs(s, reading);
  if (!s.ok()) return tl::unexpected<base::Error>(s.error());
  return reading;
}

}  // namespace comity::model
