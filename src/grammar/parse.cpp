// Document → Reading, in this order, each step in a file of its own:
//
//   blocks → pieces → head → resolution | plain (→ review) → numbers → notes → citations → sponsors
#include "grammar/parse.h"

#include <algorithm>
#include <set>
#include <utility>

#include "grammar/bodies.h"
#include "grammar/citations/citations.h"
#include "grammar/findings.h"
#include "grammar/kind.h"
#include "grammar/language.h"
#include "grammar/mandates/occasions.h"
#include "grammar/masthead.h"
#include "grammar/notes.h"
#include "grammar/numbering.h"
#include "grammar/observations.h"
#include "grammar/piece.h"
#include "grammar/plain.h"
#include "grammar/resolutions/contained.h"
#include "grammar/resolutions/openings.h"
#include "grammar/resolutions/parts.h"
#include "grammar/resolutions/resolution.h"
#include "grammar/resolutions/sponsors.h"
#include "grammar/resolutions/statements.h"
#include "grammar/reviews/interventions.h"
#include "grammar/reviews/positions.h"
#include "grammar/reviews/review.h"
#include "grammar/scan.h"
#include "grammar/sources/source.h"

namespace comity::grammar {
namespace {

using model::ParagraphKind;
using model::Reading;
using model::WorkKind;

void append(std::vector<model::Finding>& to, std::vector<model::Finding>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool is_contents(const Piece& piece, const Words& words) {
  return words.whole(Rule::contents, small_letters(piece.text)) != nullptr;
}

/// The enacting line near the end of the head that begins a resolution, or the count of pieces.
std::size_t find_resolution(const std::vector<Piece>& pieces, std::size_t from,
                            const Words& words) {
  constexpr std::size_t kReach = 12;
  for (std::size_t i = from; i < pieces.size() && i < from + kReach; ++i) {
    if (begins_resolution(pieces, i, words)) return i;
    // A report has its table of contents before the resolutions that it holds.
    if (pieces[i].block == model::BlockKind::table || is_contents(pieces[i], words)) break;
  }
  return pieces.size();
}

std::string text_of_head(const std::vector<Piece>& pieces, std::size_t end) {
  std::string text;
  for (std::size_t i = 0; i < end && i < pieces.size(); ++i) {
    const ParagraphKind kind = pieces[i].paragraph.kind;
    if (kind == ParagraphKind::masthead || kind == ParagraphKind::title ||
        kind == ParagraphKind::sponsors) {
      text += pieces[i].text + "\n";
    }
  }
  return text;
}

/// Blocks of the head that are neither fact nor title: notes and text.
void classify_head_rest(std::vector<Piece>& pieces, std::size_t end, model::Language language) {
  for (std::size_t i = 0; i < end; ++i) {
    model::Paragraph& paragraph = pieces[i].paragraph;
    if (paragraph.kind != ParagraphKind::text) continue;
    const bool heading =
        pieces[i].block == model::BlockKind::heading || heads_preamble(pieces[i].text, language);
    if (const auto apart = kind_apart(pieces[i].block)) {
      paragraph.kind = *apart;
    } else if (heading) {
      paragraph.kind = ParagraphKind::heading;
    }
  }
}

std::vector<model::Paragraph> paragraphs_of(std::vector<Piece>&& pieces) {
  std::vector<model::Paragraph> paragraphs;
  paragraphs.reserve(pieces.size());
  for (Piece& piece : pieces) paragraphs.push_back(std::move(piece.paragraph));
  return paragraphs;
}

bool changes_another(const model::Symbol& symbol) {
  return !symbol.empty() && symbol.base_symbol().text() != symbol.text() &&
         !symbol.parts().back().starts_with("Rev.");
}

/// A resolution that shows its number ("16/21") and body but no symbol is named by both.
void infer_symbol(Head& head, WorkKind kind, const Words& words) {
  if (!head.symbol.empty() || head.number.empty()) return;
  if (!model::adopts(kind) || kind == WorkKind::draft_resolution) return;
  for (const Phrase& phrase : words.phrases(Rule::body)) {
    if (phrase.written != head.facts.body) continue;
    const Body* body = body_by_code(phrase.value);
    if (body == nullptr) return;
    const std::string series = kind == WorkKind::decision                 ? body->decisions
                               : kind == WorkKind::presidential_statement ? body->series + "/PRST"
                                                                          : body->resolutions;
    const auto symbol = model::Symbol::parse(series + "/" + head.number);
    if (!symbol) return;
    head.symbol = *symbol;
    head.findings.push_back({"masthead.symbol-inferred", "", {}, head.number, head.symbol.text()});
    return;
  }
}

/// The session of its body up to which a document may cite: its own, else the last that the body
/// opened in its year; 0 where nothing tells.
int citing_session(const Reading& reading, const Body* body) {
  if (body == nullptr || body->first_session == 0) return 0;
  if (const int own = session_of(reading.symbol); own > 0) return own;
  if (shows_session_of_body(reading.symbol)) {
    const auto& ordinals = MandateWords::of(reading.language);
    if (const int shown = leading_ordinal(reading.masthead.session, ordinals); shown > 0) {
      return shown;
    }
  }
  const auto year = number_at(reading.masthead.date, 0, 4);
  return year ? last_session_of(*body, year->value) : 0;
}

CitingContext citing_context(const Reading& reading, const Words& words) {
  CitingContext context;
  if (const Body* body = body_of(reading.symbol)) context.body = body->code;
  for (const Phrase& phrase : words.phrases(Rule::body)) {
    // The masthead names the body more closely than the series does (A/C.3: the Assembly).
    if (context.body.empty() && phrase.written == reading.masthead.body)
      context.body = phrase.value;
  }
  context.session = citing_session(reading, body_by_code(context.body));
  if (!reading.symbol.empty()) {
    context.series = reading.symbol.parts().front();
  }
  return context;
}

/// The text with spaces for raised marks, so that a mark neither ends a list of numbers nor makes
/// its last number longer; every byte stays where it was.
std::string without_marks(const std::vector<model::Run>& runs) {
  std::string text;
  for (const model::Run& run : runs) {
    text += run.style.superscript ? std::string(run.text.size(), ' ') : run.text;
  }
  return text;
}

bool may_cite(const model::Paragraph& paragraph) {
  return paragraph.kind != ParagraphKind::masthead && paragraph.kind != ParagraphKind::rule;
}

/// Whose resolutions the numbers are, as the whole document says.
StatedBodies stated_in(const Reading& reading, const CitingContext& context, const Words& words) {
  StatedBodies all;
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    if (!may_cite(paragraph)) continue;
    for (auto& [number, code] : stated_bodies(without_marks(paragraph.runs), context, words)) {
      const auto [known, fresh] = all.emplace(number, code);
      if (!fresh && known->second != code) known->second.clear();
    }
  }
  return all;
}

void cite(Reading& reading, const Words& words) {
  CitingContext context = citing_context(reading, words);
  context.language = reading.language;
  context.stated = stated_in(reading, context, words);
  // The notes stand apart from the text, and "ibid." in them means the note before.
  std::map<bool, std::string> last;
  for (model::Paragraph& paragraph : reading.paragraphs) {
    if (!may_cite(paragraph)) continue;
    const std::string text = model::text_of(paragraph.runs);
    const auto bare = without_marks(paragraph.runs);
    auto& before = last[paragraph.kind == ParagraphKind::note];
    context.last_target = before;
    paragraph.citations = citations_in(bare, context, words);
    if (!paragraph.citations.empty()) before = paragraph.citations.back().target;
    note_instruments(bare, words, context.instruments);
    for (model::Citation& citation : paragraph.citations) {
      citation.text = text.substr(citation.begin, citation.end - citation.begin);
    }
  }
}

/// Nothing but tables and the names over them, as a workbook's sheets have.
bool holds_only_tables(const model::Document& document) {
  const auto is = [](model::BlockKind kind) {
    return [kind](const model::Block& block) { return block.kind == kind; };
  };
  const auto& blocks = document.blocks;
  const auto tables = std::count_if(blocks.begin(), blocks.end(), is(model::BlockKind::table));
  const auto names = std::count_if(blocks.begin(), blocks.end(), is(model::BlockKind::heading));
  return document.pages.empty() && tables > 0 &&
         static_cast<std::size_t>(tables + names) == blocks.size();
}

/// One name over one or more tables is what they are called together.
std::string title_of_tables(const model::Document& document) {
  const auto& blocks = document.blocks;
  const bool one = std::count_if(blocks.begin(), blocks.end(), [](const model::Block& block) {
                     return block.kind == model::BlockKind::heading;
                   }) == 1;
  const bool above = blocks.front().kind == model::BlockKind::heading;
  return one && above ? model::text_of(blocks.front().runs) : std::string();
}

std::vector<model::Paragraph> tables_of(const model::Document& document) {
  std::vector<model::Paragraph> paragraphs;
  for (const model::Block& block : document.blocks) {
    model::Paragraph paragraph;
    const bool table = block.kind == model::BlockKind::table;
    paragraph.kind = table ? ParagraphKind::table : ParagraphKind::heading;
    paragraph.level = block.level;
    paragraph.runs = block.runs;
    paragraph.places = block.places;
    paragraph.rows = block.rows;
    paragraph.row_numbers = block.row_numbers;
    paragraphs.push_back(std::move(paragraph));
  }
  return paragraphs;
}

/// A number that a page prints twice names the recommendation that has it, else its first
/// paragraph; the next is "102-2". A pledge is called as its paragraph is.
void tell_apart(Reading& reading) {
  std::set<std::string> numbers;
  const auto name = [&](model::Paragraph& paragraph) {
    const std::string printed = paragraph.number;
    for (int count = 2; !printed.empty() && !numbers.insert(paragraph.number).second; ++count) {
      paragraph.number = printed + "-" + std::to_string(count);
    }
  };
  for (model::Paragraph& paragraph : reading.paragraphs) {
    if (paragraph.kind == ParagraphKind::recommendation) name(paragraph);
  }
  std::size_t pledges = 0;
  for (model::Paragraph& paragraph : reading.paragraphs) {
    if (paragraph.kind == ParagraphKind::recommendation) continue;
    name(paragraph);
    if (paragraph.kind != ParagraphKind::pledge || !reading.review) continue;
    const auto pledge = pledges++;
    if (pledge < reading.review->pledges.size()) {
      reading.review->pledges[pledge].number = paragraph.number;
    }
  }
}

/// Words that clearly tell another language than the file declares are a finding.
void take_language(Reading& reading, const model::Document& document) {
  const auto declared = document.language;
  reading.language = language_of(document);
  if (declared != model::Language::und && reading.language != declared) {
    reading.findings.push_back({"document.language-differs",
                                "",
                                {},
                                std::string(model::code_of(declared)),
                                std::string(model::code_of(reading.language))});
  }
}

/// The resolutions of a document that holds several, or one among other text; none where it is a
/// resolution itself, whatever it quotes or has in its annex.
std::vector<Contained> held_in(const std::vector<Piece>& pieces, const Head& head,
                               std::size_t enacting, const Words& words, model::Language language) {
  const auto& parts = head.symbol.parts();
  const bool adopted = std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part == "RES" || part == "DEC" || part == "PRST" || part.starts_with("draft-");
  });
  if (adopted) return {};
  auto held = contained_in(pieces, 0, words, language);
  const auto labelled =
      std::count_if(held.begin(), held.end(), [](const Contained& each) { return each.labelled; });
  // Numbered paragraphs before the enacting line are a report's, unless they open as those of a
  // resolution whose beginning is missing.
  const auto numbered = [&](const Piece& piece) {
    return plain_number(piece.paragraph.printed) > 0 && known_opening(piece.text, words).end == 0;
  };
  const auto before = pieces.begin() + static_cast<std::ptrdiff_t>(enacting);
  const bool itself = enacting < pieces.size() && std::none_of(pieces.begin(), before, numbered);
  if (itself && labelled < 2) held.clear();
  return held;
}

/// What a document that holds resolutions is itself: none of them.
void read_holding(Reading& reading, std::vector<Piece>&& pieces, Head& head,
                  const std::vector<Contained>& held) {
  std::string title;
  for (std::size_t i = 0; i < std::min(head.body, held.front().begin); ++i) {
    if (pieces[i].paragraph.kind != ParagraphKind::title) continue;
    title += (title.empty() ? "" : ": ") + title_text(pieces[i].paragraph.runs);
  }
  if (held.front().begin < head.body) head.title = title;
  head.number.clear();
  append(reading.findings, structure_parts(reading, std::move(pieces), head.body, held));
  tell_apart(reading);
}

WorkKind kind_of_holder(WorkKind kind) { return model::adopts(kind) ? WorkKind::other : kind; }

/// The structure of a document that is no resolution; a working-group report with its review.
void read_plain(Reading& reading, std::vector<Piece>&& pieces, const Head& head,
                const names::Register& states, KindSigns& signs) {
  classify_plain(pieces, head.body, reading.language);
  reading.paragraphs = paragraphs_of(std::move(pieces));
  if (!changes_another(head.symbol) &&
      is_working_group_report(reading.paragraphs, reading.language)) {
    signs.working_group_report = true;
    ReviewReading review = parse_review(std::move(reading.paragraphs), states, reading.language);
    reading.paragraphs = std::move(review.paragraphs);
    reading.review = std::move(review.review);
    reading.positions = std::move(review.positions);
    append(reading.findings, std::move(review.findings));
  }
  append(reading.findings, number_plain(reading.paragraphs, reading.language));
  tell_apart(reading);
}

/// "A/HRC/28/15", "A/HRC/WG.6/20/L.13", a revision of one, or a symbol that was not found.
bool may_be_of_report(const model::Symbol& symbol) {
  constexpr std::size_t kParts = 4;
  const auto base = symbol.base_symbol();
  const auto& parts = base.parts();
  if (parts.empty()) return true;
  if (parts.size() < kParts || parts[0] != "A" || parts[1] != "HRC") return false;
  const bool numbered = plain_number(parts[2]) > 0 && plain_number(parts[3]) > 0;
  return parts[2] == "WG.6" || (parts.size() == kParts && numbered);
}

/// A report that gives no recommendation was not understood, which its reader must be told.
void note_silent_report(Reading& reading) {
  const bool read = reading.review && !reading.review->recommendations.empty();
  const bool told = std::any_of(
      reading.findings.begin(), reading.findings.end(),
      [](const model::Finding& finding) { return finding.rule == "review.no-conclusions"; });
  if (read || told) return;
  const bool titled = reading.kind == WorkKind::other && may_be_of_report(reading.symbol) &&
                      is_titled_as_report(reading.paragraphs, reading.language);
  if (!reading.review && !titled) return;
  reading.findings.push_back(
      {"review.no-recommendations", "", {}, reading.symbol.text(), "no recommendations"});
}

/// What a work beside the report says of its recommendations.
void read_positions(Reading& reading, const names::Register& states) {
  PositionsReading read;
  if (reading.kind == WorkKind::addendum &&
      is_review_addendum(reading.paragraphs, reading.language)) {
    read = read_answers(reading, states);
  } else if (reading.kind == WorkKind::session_report) {
    read = read_session_views(reading, states);
  } else {
    reading.positions =
        place_positions(std::move(reading.positions), reading.paragraphs, reading.language);
    return;
  }
  reading.positions = std::move(read.statements);
  append(reading.findings, few_of(std::move(read.findings)));
}

}  // namespace

std::string_view version() { return "14"; }

Reading parse(const model::Document& document, const names::Register& states) {
  Reading reading;
  reading.reader = version();
  reading.media_type = document.media_type;
  reading.pages = document.pages;
  reading.findings = document.findings;
  take_language(reading, document);
  if (holds_only_tables(document)) {
    reading.kind = WorkKind::table;
    reading.title = title_of_tables(document);
    reading.paragraphs = tables_of(document);
    read_source(reading, states);
    reading.findings = few_of(std::move(reading.findings));
    return reading;
  }
  const Words& words = Words::of(reading.language);

  std::vector<Piece> pieces = pieces_of(document);
  Head head = read_head(pieces, document, reading.language);
  classify_head_rest(pieces, head.body, reading.language);
  const std::string head_text = text_of_head(pieces, head.body);

  KindSigns signs;
  const std::size_t enacting = find_resolution(pieces, head.body, words);
  const auto held = held_in(pieces, head, enacting, words, reading.language);
  signs.resolution = held.empty() && enacting < pieces.size();
  const bool presidential = held.empty() && is_presidential(head, head_text, words);
  const std::size_t stated =
      presidential ? find_statement(pieces, head.body, words) : pieces.size();
  signs.statement = !signs.resolution && stated < pieces.size();
  if (!held.empty()) {
    read_holding(reading, std::move(pieces), head, held);
  } else if (signs.resolution) {
    classify_head_rest(pieces, enacting, reading.language);
    append(reading.findings, structure_resolution(pieces, enacting, reading.language));
    reading.paragraphs = paragraphs_of(std::move(pieces));
  } else if (signs.statement) {
    classify_head_rest(pieces, stated, reading.language);
    append(reading.findings, structure_statement(pieces, stated, reading.language));
    reading.paragraphs = paragraphs_of(std::move(pieces));
  } else {
    read_plain(reading, std::move(pieces), head, states, signs);
  }

  reading.kind = kind_of(head, head_text, signs, words);
  if (!held.empty()) reading.kind = kind_of_holder(reading.kind);
  infer_symbol(head, reading.kind, words);
  if (head.symbol.empty()) {
    head.findings.push_back({"masthead.no-symbol",
                             "",
                             {},
                             "no symbol in the masthead or the running heads",
                             "a work without a symbol"});
  }
  reading.symbol = head.symbol;
  reading.title = std::move(head.title);
  reading.masthead = std::move(head.facts);
  append(reading.findings, std::move(head.findings));
  note_silent_report(reading);
  append(reading.findings, link_notes(reading.paragraphs));
  reading.findings = few_of(std::move(reading.findings));
  cite(reading, words);
  read_positions(reading, states);
  // Whoever names paragraphs by their place comes after the notes have found theirs.
  if (reading.review) {
    reading.review->dialogue =
        interventions_in(reading.paragraphs, states, reading.language, *reading.review);
  }
  reading.observations = observations_in(reading, states, reading.findings);
  Sponsors sponsors = sponsors_of(reading.paragraphs, states);
  reading.sponsors = std::move(sponsors.states);
  reading.sponsors_note = std::move(sponsors.note);
  return reading;
}

}  // namespace comity::grammar
