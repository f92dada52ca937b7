#include "specimen/conclusions.h"

#include <algorithm>
#include <utility>

#include "specimen/phrases.h"

namespace comity::specimen {
namespace {

using model::CountsAs;

constexpr std::size_t kLayouts = 8;
constexpr std::size_t kThemeEvery = 5;  // recommendations under one theme heading

const char* rule_of(CountsAs counts_as) {
  switch (counts_as) {
    case CountsAs::supported:
      return "supported";
    case CountsAs::pending:
      return "pending";
    case CountsAs::noted:
      return "noted";
  }
  return "";
}

}  // namespace

std::vector<std::size_t> other_states(std::size_t states, std::size_t but, std::size_t count,
                                      Random& random) {
  std::vector<std::size_t> result;
  const auto most = std::min(count, states - 1);
  while (result.size() < most) {
    const auto state = random.below(states);
    if (state == but || std::find(result.begin(), result.end(), state) != result.end()) continue;
    result.push_back(state);
  }
  return result;
}

Conclusions::Conclusions(const Plan& plan, const ReportPlan& report, int year, Random& random)
    : plan_(plan), report_(report), year_(year), random_(random) {
  // The layouts take turns, so that even a small world has them all.
  const auto layout = report.index % kLayouts;
  numbering_ = layout == 1 || layout == 6 ? Numbering::anew : Numbering::dotted;
  brackets_ = layout == 2   ? Brackets::apart
              : layout == 3 ? Brackets::conjunction
                            : Brackets::commas;
  themes_ = layout == 3 || layout == 7;
  clauses_ = layout == 4 || layout == 7;
  notes_ = layout == 5;
  pledges_ = layout == 5;
}

int Conclusions::write(Markdown& page, model::Review& review, int paragraph) {
  page.heading(2, "II. Conclusions and/or recommendations\\*\\*");
  page.paragraph("\\*\\* Conclusions and recommendations have not been edited.");
  for (const auto& [counts_as, items] : lists()) {
    write_list(page, review, counts_as, items, paragraph++);
  }
  page.paragraph(std::to_string(paragraph++) +
                 ". All conclusions and/or recommendations contained in the present report reflect "
                 "the position of the submitting State(s) and/or the State under review. They "
                 "should not be construed as endorsed by the Working Group as a whole.");
  if (pledges_) write_pledges(page, review, paragraph++);
  return paragraph;
}

/// How many recommendations each list has; a report has one list, two or three.
std::vector<std::pair<CountsAs, std::size_t>> Conclusions::lists() const {
  const auto all = report_.recommendations;
  std::vector<std::pair<CountsAs, std::size_t>> result;
  switch (report_.index % 3) {
    case 0:
      result = {{CountsAs::supported, all - all / 4 - all / 5},
                {CountsAs::pending, all / 4},
                {CountsAs::noted, all / 5}};
      break;
    case 1:
      result = {{CountsAs::pending, all}};
      break;
    default:
      result = {{CountsAs::supported, all - all / 3}, {CountsAs::noted, all / 3}};
      break;
  }
  std::erase_if(result, [](const auto& list) { return list.second == 0; });
  return result;
}

std::string Conclusions::head(CountsAs counts_as) {
  const auto council = report_.session + 8;
  const auto answer = shifted(first_day(report_.session), 120);
  return Phrases::builtin().text(rule_of(counts_as), random_,
                                 {{"Reviewed", reviewed()},
                                  {"answer", ordinal(council)},
                                  {"answer_month", month_and_year(answer)}});
}

void Conclusions::write_list(Markdown& page, model::Review& review, CountsAs counts_as,
                             std::size_t items, int number) {
  const auto list = std::to_string(number);
  const auto position = head(counts_as);
  page.paragraph(list + ". " + position);
  std::string theme;
  for (std::size_t i = 0; i < items; ++i) {
    if (themes_ && i % kThemeEvery == 0) {
      theme = Phrases::builtin().text("theme", random_);
      page.paragraph("*" + theme + "*");
    }
    model::Recommendation made;
    made.number = list + '.' + std::to_string(i + 1);
    made.printed =
        numbering_ == Numbering::dotted ? made.number + '.' : std::to_string(i + 1) + '.';
    made.list = list;
    made.state_under_review = plan_.states[report_.state].code;
    made.position = position;
    made.counts_as = counts_as;
    made.theme = theme;
    std::string text;
    for (const auto& clause : recommendation()) {
      if (!text.empty()) text += " / ";
      text += clause.text + bracket(clause.states);
      model::Clause said;
      said.text = clause.text;
      for (const auto state : clause.states) said.states.push_back(plan_.states[state].code);
      made.clauses.push_back(std::move(said));
    }
    if (notes_ && i % 7 == 2) {
      text += page.note(Phrases::builtin().text("note", random_));
    }
    page.paragraph("   " + made.printed + ' ' + text + (i + 1 == items ? "." : ";"));
    if (notes_ && i % 7 == 5) page.flush_notes();
    review.recommendations.push_back(std::move(made));
  }
  page.flush_notes();
}

void Conclusions::write_pledges(Markdown& page, model::Review& review, int number) {
  page.heading(2, "III. Voluntary pledges and commitments");
  page.paragraph(std::to_string(number) + ". " + capitalised(reviewed()) +
                 " made the following voluntary pledges and commitments:");
  for (std::size_t i = 1; i <= 3; ++i) {
    model::Pledge pledge;
    pledge.number = std::to_string(number) + '.' + std::to_string(i);
    pledge.state = plan_.states[report_.state].code;
    pledge.text = Phrases::builtin().text("pledge", random_);
    page.paragraph("   " + pledge.number + ". " + pledge.text + (i == 3 ? "." : ";"));
    review.pledges.push_back(std::move(pledge));
  }
}

std::vector<Conclusions::Made> Conclusions::recommendation() {
  if (clauses_ && random_.one_in(4)) {
    std::vector<Made> made;
    auto states = recommending(random_.between(2, 5));
    while (!states.empty()) {
      const auto take = std::min<std::size_t>(states.size(), random_.between(1, 2));
      made.push_back(
          {text_of_one(), {states.end() - static_cast<std::ptrdiff_t>(take), states.end()}});
      states.resize(states.size() - take);
    }
    return made;
  }
  const auto states = random_.one_in(3) ? random_.between(2, 6) : 1;
  return {{text_of_one(), recommending(states)}};
}

/// Some States recommend much and most little, as in the world.
std::vector<std::size_t> Conclusions::recommending(std::size_t count) {
  std::vector<std::size_t> states;
  const auto most = std::min(count, plan_.states.size() - 1);
  while (states.size() < most) {
    const auto all = plan_.active.size();
    const auto state = plan_.active[random_.one_in(2) ? random_.skewed(all) : random_.below(all)];
    const bool named = std::find(states.begin(), states.end(), state) != states.end();
    if (state != report_.state && !named) states.push_back(state);
  }
  return states;
}

std::string Conclusions::text_of_one() {
  constexpr int kTries = 8;
  const auto& phrases = Phrases::builtin();
  std::string text;
  for (int i = 0; i < kTries; ++i) {
    text = phrases.text(random_.one_in(40) ? "sub_items" : "recommendation", random_);
    if (!random_.one_in(3)) text += phrases.text("details", random_);
    if (said_.insert(text).second) break;
  }
  return text;
}

std::string Conclusions::bracket(const std::vector<std::size_t>& states) const {
  std::string text = " (";
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (i > 0) {
      const bool last = i + 1 == states.size();
      if (brackets_ == Brackets::apart) {
        text += ") (";
      } else {
        text += last && brackets_ == Brackets::conjunction ? " and " : ", ";
      }
    }
    text += name_of(states[i]);
  }
  return text + ')';
}

std::string Conclusions::reviewed() const { return plan_.states[report_.state].in_text(year_); }

const std::string& Conclusions::name_of(std::size_t state) const {
  return plan_.states[state].name_in(year_);
}

}  // namespace comity::specimen
