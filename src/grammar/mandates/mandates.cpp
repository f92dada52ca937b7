#include "grammar/mandates/mandates.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "grammar/bodies.h"
#include "grammar/mandates/addressees.h"
#include "grammar/mandates/mandate_clauses.h"
#include "grammar/resolutions/statements.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

/// "6 (a) (ii)" stands under "6 (a)", that under "6"; empty at the top, where "6 bis" stands too.
std::string_view above(std::string_view number) {
  const auto space = number.rfind(" (");
  return space == std::string_view::npos ? std::string_view() : number.substr(0, space);
}

class MandateReader {
 public:
  MandateReader(const model::Reading& reading, const names::Register& states)
      : reading_(reading),
        context_(occasion_context(reading)),
        grammar_(reading.language, context_, states) {}

  std::vector<Mandate> run() {
    for (std::size_t i = 0; i < reading_.paragraphs.size(); ++i) {
      const auto kind = reading_.paragraphs[i].kind;
      if (kind == ParagraphKind::operative || kind == ParagraphKind::sub_item) take(i);
    }
    return std::move(out_);
  }

 private:
  void take(std::size_t position) {
    const Paragraph& paragraph = reading_.paragraphs[position];
    auto text = model::text_of(paragraph.runs);
    if (reading_.kind == model::WorkKind::presidential_statement) {
      text = without_subject(text, Words::of(reading_.language));
    }
    const auto lead = leads_.find(above(paragraph.number));
    const Lead* under = lead == leads_.end() ? nullptr : &lead->second;
    Read read = under != nullptr ? grammar_.item(text, *under) : grammar_.paragraph(text);
    if (read.lead && !paragraph.number.empty()) leads_[paragraph.number] = *read.lead;
    for (Mandate& mandate : read.mandates) {
      mandate.paragraph = position;
      mandate.number = paragraph.number;
      out_.push_back(std::move(mandate));
    }
  }

  const model::Reading& reading_;
  OccasionContext context_;
  MandateGrammar grammar_;
  std::map<std::string, Lead, std::less<>> leads_;  ///< by number
  std::vector<Mandate> out_;
};

}  // namespace

std::string_view name_of(Mandate::Kind kind) {
  return kind == Mandate::Kind::promise ? "promise" : "request";
}

OccasionContext occasion_context(const model::Reading& reading) {
  OccasionContext context;
  const Body* body = body_of(reading.symbol);
  const auto& words = MandateWords::of(reading.language);
  if (body != nullptr) {
    context.body = body->code;
    if (!reading.symbol.parts().empty() && model::adopts(reading.kind)) {
      context.session = session_of(reading.symbol);
    }
  } else if (const auto named = addressees_in(reading.masthead.body, {}, NamesTaken::all, words,
                                              names::Register::builtin(), reading.language);
             !named.codes.empty()) {
    context.body = body_of_addressee(named.codes.front());
  }
  if (context.session == 0 && shows_session_of_body(reading.symbol)) {
    context.session = leading_ordinal(reading.masthead.session, words);
  }
  if (const auto year = number_at(reading.masthead.date, 0, 4)) {
    context.year = year->value;
  } else if (const auto* own = body_by_code(context.body)) {
    context.year = year_of_session(*own, context.session);
  }
  return context;
}

std::vector<Mandate> mandates_of(const model::Reading& reading, const names::Register& states) {
  if (!model::adopts(reading.kind)) return {};
  return MandateReader(reading, states).run();
}

}  // namespace comity::grammar
