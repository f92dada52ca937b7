#include "grammar/observations.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/reviews/review_facts.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/reviews/review_words.h"
#include "model/mechanism.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

/// A treaty body and how its symbols begin.
struct TreatyBody {
  std::string code;
  std::string series;
};

const std::vector<TreatyBody>& treaty_bodies() {
  static const std::vector<TreatyBody> kBodies = [] {
    const auto table = base::parse_csv(embedded("data/grammar/treaty_bodies.csv"));
    COMITY_ASSERT(table.has_value());
    std::vector<TreatyBody> bodies;
    for (const auto& row : table->rows) {
      bodies.push_back({row[table->column("code")], row[table->column("series")]});
    }
    return bodies;
  }();
  return kBodies;
}

const TreatyBody* body_of_symbol(const model::Symbol& symbol) {
  const auto& text = symbol.text();
  for (const auto& body : treaty_bodies()) {
    if (text.starts_with(body.series + '/')) return &body;
  }
  return nullptr;
}

/// The State party: by its code in the symbol, else the one that the title names.
std::string state_party(const model::Reading& reading, const names::Register& states) {
  for (const auto& part : reading.symbol.parts()) {
    if (part.size() == 3 && states.by_code(part) != nullptr) return part;
  }
  for (const auto& mention : states.mentions(reading.title, reading.language)) {
    if (!mention.code.empty()) return mention.code;
  }
  return {};
}

class ObservationReader {
 public:
  ObservationReader(const model::Reading& reading, const ReviewWords& words)
      : paragraphs_(reading.paragraphs), words_(words) {}

  model::Observations read() {
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) take(paragraphs_[i], i);
    return std::move(out_);
  }

 private:
  void take(const Paragraph& paragraph, std::size_t index) {
    switch (paragraph.kind) {
      case ParagraphKind::heading:
        theme_ = base::collapsed(masked_text(paragraph));
        lead_ = false;
        return;
      case ParagraphKind::numbered:
        return numbered(paragraph, index);
      case ParagraphKind::sub_item:
        return sub_item(index);
      default:
        return;
    }
  }

  void numbered(const Paragraph& paragraph, std::size_t index) {
    const auto text = lowered(shaped_text(paragraph));
    facts(text);
    const auto found = words_.find(ReviewRule::committee_recommends, text);
    lead_ = false;
    if (!found) return;
    // What ends with a colon only leads to its sub-items.
    lead_ = has_sub_items(index);
    if (!lead_ || !base::trimmed(text).ends_with(':')) add(index);
  }

  void sub_item(std::size_t index) {
    if (lead_) add(index);
  }

  [[nodiscard]] bool has_sub_items(std::size_t index) const {
    const auto next =
        std::find_if(paragraphs_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                     paragraphs_.end(), [](const Paragraph& each) {
                       return each.kind != ParagraphKind::note && each.kind != ParagraphKind::rule;
                     });
    return next != paragraphs_.end() && next->kind == ParagraphKind::sub_item;
  }

  void add(std::size_t index) {
    out_.recommendations.push_back({static_cast<std::uint32_t>(index), theme_});
  }

  /// "At its 2300th meeting, held on 7 May 2014, it adopted the present concluding observations."
  void facts(const std::string& text) {
    if (out_.session == 0 && words_.find(ReviewRule::committee_considered, text)) {
      out_.session = session_of(text, words_);
    }
    const auto adopted = words_.find(ReviewRule::observations_adopted, text);
    if (!adopted || !out_.adopted.empty()) return;
    auto begin = std::string_view(text).rfind(". ", adopted->begin);
    begin = begin == std::string_view::npos ? 0 : begin + 2;
    const auto sentence = std::string_view(text).substr(begin);
    out_.adopted = first_date(sentence, words_);
  }

  const std::vector<Paragraph>& paragraphs_;
  const ReviewWords& words_;
  model::Observations out_;
  std::string theme_;
  bool lead_ = false;  ///< the last numbered paragraph recommends what its sub-items say
};

}  // namespace

bool is_of_concluding_observations(const model::Symbol& symbol) {
  const auto& parts = symbol.parts();
  const auto observations = std::find(parts.begin(), parts.end(), "CO");
  if (observations == parts.end() || body_of_symbol(symbol) == nullptr) return false;
  // Replies and follow-up have their own: "…/CO/16/Add.1".
  return !parts.back().starts_with("Add.");
}

std::optional<model::Observations> observations_in(const model::Reading& reading,
                                                   const names::Register& states,
                                                   std::vector<model::Finding>& findings) {
  if (reading.kind != model::WorkKind::concluding_observations) return std::nullopt;
  const auto& words = ReviewWords::of(reading.language);
  auto out = ObservationReader(reading, words).read();
  const auto* body = body_of_symbol(reading.symbol);
  if (body == nullptr) return std::nullopt;
  out.mechanism = model::treaty_body(body->code);
  out.state = state_party(reading, states);
  if (out.session == 0) out.session = session_of(reading.masthead.session, words);
  if (out.state.empty()) {
    findings.push_back({"observations.no-state", {}, {}, reading.title, "unknown"});
  }
  if (out.recommendations.empty()) {
    findings.push_back({"observations.none", {}, {}, {}, "no recommendations"});
  }
  return out;
}

}  // namespace comity::grammar
