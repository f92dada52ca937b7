#include "specimen/report.h"

#include <algorithm>

#include "model/source.h"
#include "specimen/conclusions.h"
#include "specimen/markdown.h"
#include "specimen/phrases.h"
#include "specimen/random.h"

namespace comity::specimen {
namespace {

constexpr int kCouncilAhead =
    8;  // the Council's session that takes up the report, less the group's

/// Writes one report from top to bottom.
class ReportWriter {
 public:
  ReportWriter(const Plan& plan, const ReportPlan& report)
      : plan_(plan),
        report_(report),
        random_(plan.seed, "report", report.index),
        year_(first_day(report.session).year),
        reviewed_(plan.states[report.state].in_text(year_)),
        day_(shifted(first_day(report.session), static_cast<int>(random_.below(9)))),
        council_(report.session + kCouncilAhead),
        symbol_(symbol_of(report)) {}

  File run() {
    review_.states_under_review = {plan_.states[report_.state].code};
    review_.session = report_.session;
    review_.cycle = model::cycle_of_session(report_.session);
    review_.date = iso(day_);
    masthead();
    introduction();
    proceedings();
    Conclusions conclusions(plan_, report_, year_, random_);
    paragraph_ = conclusions.write(page_, review_, paragraph_);
    annex();
    return {file_name_of(symbol_), symbol_, page_.take(), std::move(review_)};
  }

 private:
  void masthead() {
    page_.paragraph("<!-- Specimen: an invented document about invented States. -->");
    page_.paragraph("**" + symbol_ + "**");
    page_.heading(1, "General Assembly");
    page_.facts("Distr.: General", printed(shifted(day_, 45)));
    page_.paragraph("Original: English");
    page_.rule();
    page_.heading(2, "Human Rights Council");
    page_.paragraph(capitalised(ordinal(council_)) + " session");
    page_.paragraph("Agenda item 6");
    page_.paragraph("Universal periodic review");
    page_.title("Report of the Working Group on the Universal Periodic Review\\*");
    page_.title(plan_.states[report_.state].name_in(year_));
    page_.rule();
    page_.paragraph("\\* The annex to the present report is circulated as received.");
    page_.rule();
  }

  void numbered(const std::string& text) {
    page_.paragraph(std::to_string(paragraph_++) + ". " + text);
  }

  void introduction() {
    const auto& phrases = Phrases::builtin();
    const auto from = first_day(report_.session);
    const auto adopted = shifted(day_, 4);
    minister_ = phrases.text("minister", random_);
    head_ = phrases.text("person", random_) + ", " + minister_;
    review_.adopted = iso(adopted);
    review_.head_of_delegation = head_;
    page_.heading(2, "Introduction");
    const auto meeting = static_cast<int>(random_.between(1, 12));
    numbered(
        "The Working Group on the Universal Periodic Review, established in accordance with Human "
        "Rights Council resolution 5/1 of 18 June 2007, held its " +
        ordinal(report_.session) + " session from " + printed(from) + " to " +
        printed(shifted(from, 14)) + ". The review of " + reviewed_ + " was held at the " +
        short_ordinal(meeting) + " meeting, on " + printed(day_) + ". The delegation of " +
        reviewed_ + " was headed by " + head_ + ". At its " + short_ordinal(meeting + 5) +
        " meeting, held on " + printed(adopted) + ", the Working Group adopted the report on " +
        reviewed_ + ".");
    const auto troika = others(3);
    for (const auto state : troika) review_.troika.push_back(plan_.states[state].code);
    numbered("On " + printed(shifted(from, -120)) +
             ", the Human Rights Council selected the following group of rapporteurs (troika) to "
             "facilitate the review of " +
             reviewed_ + ": " + joined(troika) + ".");
    documents();
    numbered("A list of questions prepared in advance by " + joined(others(random_.between(3, 7))) +
             " was transmitted to " + reviewed_ +
             " through the troika. These questions are available on the extranet of the universal "
             "periodic review.");
  }

  void documents() {
    const auto series = "A/SPEC/WG.6/" + std::to_string(report_.session) + '/' +
                        plan_.states[report_.state].code + '/';
    numbered(
        "In accordance with paragraph 15 of the annex to resolution 5/1, the following documents "
        "were issued for the review of " +
        reviewed_ + ":");
    page_.paragraph("   (a) A national report submitted in accordance with paragraph 15 (a) (" +
                    series + "1);");
    page_.paragraph(
        "   (b) A compilation prepared by the Office of the United Nations High Commissioner for "
        "Human Rights in accordance with paragraph 15 (b) (" +
        series + "2);");
    page_.paragraph(
        "   (c) A summary prepared by the Office of the United Nations High Commissioner for Human "
        "Rights in accordance with paragraph 15 (c) (" +
        series + "3).");
  }

  void proceedings() {
    const auto& phrases = Phrases::builtin();
    const Given given = {{"minister", minister_}};
    page_.heading(2, "I. Summary of the proceedings of the review process");
    page_.heading(3, "A. Presentation by the State under review");
    for (auto left = random_.between(4, 8); left > 0; --left) {
      numbered(phrases.text("presentation", random_, given));
    }
    page_.heading(3, "B. Interactive dialogue and responses by the State under review");
    const auto speakers = others(random_.between(8, 18));
    numbered("During the interactive dialogue, " + std::to_string(speakers.size()) +
             " delegations made statements. Recommendations made during the dialogue are to be "
             "found in section II of the present report.");
    for (std::size_t i = 0; i < speakers.size(); ++i) {
      numbered(phrases.text("statement", random_, {{"State", capitalised(name_of(speakers[i]))}}));
      if (i % 6 == 5) numbered(phrases.text("response", random_));
    }
  }

  void annex() {
    const auto& phrases = Phrases::builtin();
    page_.heading(2, "Annex");
    page_.heading(3, "Composition of the delegation");
    page_.paragraph("The delegation of " + reviewed_ + " was headed by " + head_ +
                    ", and composed of the following members:");
    const auto members = random_.between(3, 8);
    for (std::size_t i = 0; i < members; ++i) {
      page_.paragraph("   • " + phrases.text("person", random_) + ", " +
                      phrases.text("post", random_) + (i + 1 == members ? "." : ";"));
    }
  }

  [[nodiscard]] std::string name_of(std::size_t state) const {
    return plan_.states[state].in_text(year_);
  }

  std::vector<std::size_t> others(std::size_t count) {
    return other_states(plan_.states.size(), report_.state, count, random_);
  }

  [[nodiscard]] std::string joined(const std::vector<std::size_t>& states) const {
    std::string text;
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (i > 0) text += i + 1 == states.size() ? " and " : ", ";
      text += name_of(states[i]);
    }
    return text;
  }

  const Plan& plan_;
  const ReportPlan& report_;
  Random random_;
  int year_;
  std::string reviewed_;
  Date day_;
  int council_;
  std::string symbol_;
  std::string minister_;
  std::string head_;
  Markdown page_;
  model::Review review_;
  int paragraph_ = 1;
};

}  // namespace

std::string symbol_of(const ReportPlan& report) {
  return "A/SPEC/" + std::to_string(report.session + kCouncilAhead) + '/' +
         std::to_string(report.number);
}

File report_of(const Plan& plan, const ReportPlan& report) {
  return ReportWriter(plan, report).run();
}

}  // namespace comity::specimen
