#include "service/reviews/review_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/hash.h"
#include "grammar/findings.h"
#include "render/docx.h"
#include "service/address.h"
#include "service/reviews/corrigenda.h"
#include "service/reviews/final_positions.h"
#include "service/reviews/recommendation_rows.h"
#include "service/reviews/reviews.h"
#include "service/workbooks.h"

namespace comity::service {
namespace {

using base::Result;
using model::Paragraph;
using model::ParagraphKind;
using Records = std::vector<store::RecommendationRecord>;

constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A review with all that its lists hold.
struct Whole {
  store::ReviewRecord review;
  Records recommendations;
  std::vector<model::Pledge> pledges;
};

Result<Whole> whole_review(const store::Read& read, const Ask& ask, std::string_view state,
                           int cycle) {
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto found, find_reviews(read, asker, state, cycle));
  Whole whole{std::move(found.front()), {}, {}};
  const auto& work = whole.review.work;
  COMITY_TRY(whole.recommendations, read.recommendations_of(work.space, work.id, asker));
  COMITY_TRY(whole.pledges, read.pledges_of(work.space, work.id));
  std::erase_if(whole.recommendations, [&](const auto& record) {
    return record.recommendation.state_under_review != whole.review.state;
  });
  std::erase_if(whole.pledges, [&](const auto& one) { return one.state != whole.review.state; });
  return whole;
}

/// "Sign the treaty (France, Spain);" of a recommendation that is no paragraph of its report.
Paragraph paragraph_of(const model::Recommendation& recommendation, const StateNames& states,
                       model::Language language) {
  Paragraph out;
  out.kind = ParagraphKind::recommendation;
  out.number = recommendation.number;
  const auto& label = recommendation.printed;
  out.printed = label.empty() ? recommendation.number + '.' : label;
  std::string text;
  for (const auto& clause : recommendation.clauses) {
    if (!text.empty()) text += " / ";
    text += clause.text;
    std::string names;
    for (const auto& code : clause.states) {
      names += (names.empty() ? "" : ", ") + states.name(code, language);
    }
    for (const auto& name : clause.unknown) names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) text += " (" + names + ")";
  }
  out.runs.push_back({std::move(text), {}, {}});
  return out;
}

/// Picks from a report what the lists of a review are made of, in the report's own order.
class Lists {
 public:
  explicit Lists(const Whole& whole) {
    for (const auto& record : whole.recommendations) {
      wanted_.insert(record.recommendation.number);
      wanted_.insert(record.recommendation.list);
      for (const auto& number : record.stands_in) wanted_.insert(number);
    }
    for (const auto& pledge : whole.pledges) wanted_.insert(pledge.number);
    wanted_.erase("");
  }

  [[nodiscard]] std::vector<Paragraph> of(const model::Reading& report) {
    for (const auto& paragraph : report.paragraphs) {
      if (paragraph.kind == ParagraphKind::title) {
        take(paragraph);
      } else if (paragraph.kind == ParagraphKind::heading) {
        std::erase_if(headings_, [&](const auto* open) { return open->level >= paragraph.level; });
        headings_.push_back(&paragraph);
      } else if (paragraph.kind != ParagraphKind::note && is_wanted(paragraph.number)) {
        for (const auto* heading : headings_) take(*heading);
        headings_.clear();
        take(paragraph);
      }
    }
    for (const auto& paragraph : report.paragraphs) {
      if (paragraph.kind == ParagraphKind::note && notes_.contains(paragraph.number)) {
        taken_.push_back(paragraph);
      }
    }
    return std::move(taken_);
  }

 private:
  /// A paragraph of the lists, or an item under one.
  [[nodiscard]] bool is_wanted(const std::string& number) const {
    if (number.empty()) return false;
    if (wanted_.contains(number)) return true;
    const auto open = number.rfind(" (");
    return open != std::string::npos && is_wanted(number.substr(0, open));
  }

  void take(const Paragraph& paragraph) {
    taken_.push_back(paragraph);
    notes_.insert(paragraph.footnotes.begin(), paragraph.footnotes.end());
  }

  std::set<std::string> wanted_;
  std::set<std::string> notes_;
  std::vector<const Paragraph*> headings_;
  std::vector<Paragraph> taken_;
};

/// A recommendation whose number a correction made stands behind the paragraph that it stands in;
/// a paragraph that it says is another's stands no longer by itself.
void put_in_place(model::Reading& lists, const Whole& whole, const StateNames& states,
                  model::Language language) {
  auto& paragraphs = lists.paragraphs;
  const auto at = [&](const std::string& number) {
    return std::find_if(paragraphs.begin(), paragraphs.end(),
                        [&](const auto& each) { return each.number == number; });
  };
  std::set<std::string> numbers;
  for (const auto& record : whole.recommendations) numbers.insert(record.recommendation.number);
  std::string last;
  for (const auto& record : whole.recommendations) {
    const auto& number = record.recommendation.number;
    const auto before = at(last);
    last = number;
    if (record.stands_in.empty() || at(number) != paragraphs.end()) continue;
    const auto place = before == paragraphs.end() ? at(record.stands_in.front()) : before;
    if (place == paragraphs.end()) continue;
    paragraphs.insert(place + 1, paragraph_of(record.recommendation, states, language));
  }
  for (const auto& record : whole.recommendations) {
    for (const auto& number : record.stands_in) {
      if (numbers.contains(number)) continue;
      std::erase_if(paragraphs, [&](const auto& each) { return each.number == number; });
    }
  }
}

/// What a person corrected stands in the lists as corrected, and says so.
void mark_corrected(model::Reading& lists, const Whole& whole, const StateNames& states,
                    model::Language language) {
  for (const auto& record : whole.recommendations) {
    const auto& marks = record.corrected;
    if (std::all_of(marks.begin(), marks.end(), [](auto mark) { return mark == 0; })) continue;
    for (auto& paragraph : lists.paragraphs) {
      if (paragraph.number != record.recommendation.number) continue;
      paragraph.runs = paragraph_of(record.recommendation, states, language).runs;
      paragraph.footnotes.clear();
      model::Run said;
      said.text =
          " [" + grammar::sentence_of({"recommendation.corrected", {}, {}, {}, {}}, language) + "]";
      paragraph.runs.push_back(std::move(said));
    }
  }
}

Paragraph remark(std::string text) {
  Paragraph out;
  out.runs.push_back({"[" + std::move(text) + "]", {}, {}});
  return out;
}

/// Behind the head of each list, or before the first of a list that has none: which of its
/// recommendations came to another position, and where that is said.
void tell_final_positions(model::Reading& lists, const Whole& whole,
                          const std::map<std::string, std::vector<std::string>>& told) {
  auto& paragraphs = lists.paragraphs;
  const auto at = [&](const std::string& number) {
    return std::find_if(paragraphs.begin(), paragraphs.end(), [&](const Paragraph& each) {
      return each.number == number && each.kind != ParagraphKind::note;
    });
  };
  for (const auto& [list, sentences] : told) {
    auto place = list.empty() ? paragraphs.end() : at(list);
    if (place != paragraphs.end()) {
      ++place;
    } else {
      const auto first =
          std::find_if(whole.recommendations.begin(), whole.recommendations.end(),
                       [&](const auto& record) { return record.recommendation.list == list; });
      place = at(first->recommendation.number);
    }
    for (const auto& sentence : sentences) place = paragraphs.insert(place, remark(sentence)) + 1;
  }
}

/// Behind each paragraph what corrigenda say of it, and before all those that name none.
void tell_corrigenda(model::Reading& lists, const CorrigendaOfReview& corrigenda,
                     const std::vector<model::Finding>& without_place, model::Language language) {
  std::vector<Paragraph> out;
  bool told = false;
  for (auto& paragraph : lists.paragraphs) {
    if (!told && paragraph.kind != ParagraphKind::title) {
      for (const auto& each : without_place) {
        out.push_back(remark(grammar::sentence_of(each, language)));
      }
      told = true;
    }
    const auto number = paragraph.kind == ParagraphKind::note ? std::string() : paragraph.number;
    out.push_back(std::move(paragraph));
    if (number.empty()) continue;
    for (const auto& each : corrigenda.at(number)) {
      out.push_back(remark(grammar::sentence_of(finding_of(each), language)));
    }
  }
  lists.paragraphs = std::move(out);
}

/// What the lists say since their report: final positions, corrections by people, corrigenda.
base::Status tell_what_came_after(model::Reading& lists, Installation& installation, const Ask& ask,
                                  const store::Read& read, const Whole& whole,
                                  const model::Reading& report) {
  const auto& work = whole.review.work;
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto all, read.recommendations_of(work.space, work.id, asker));
  const auto places = numbered(all);
  COMITY_TRY(auto positions, PositionsOf::read(read, work, places, asker));
  positions.hear(report);
  COMITY_TRY(const auto told,
             final_positions_told(installation, whole.recommendations, positions, ask.language));
  tell_final_positions(lists, whole, told);
  COMITY_TRY(const auto corrigenda,
             CorrigendaOfReview::read(installation, read, work, positions, asker));
  std::vector<store::Work> without_place;
  for (const auto* each : corrigenda.without_place()) without_place.push_back(each->work);
  COMITY_TRY(const auto findings, correction_findings(installation, without_place, report));
  tell_corrigenda(lists, corrigenda, findings, ask.language);
  return {};
}

Result<std::string> document_of(Installation& installation, const Ask& ask, const store::Read& read,
                                const Whole& whole) {
  COMITY_TRY(const auto report, installation.store().reading(whole.review.work.reading));
  COMITY_TRY(const auto states, installation.states(read));
  model::Reading lists;
  lists.language = report->language;
  lists.title = report->title;
  Lists picked(whole);
  lists.paragraphs = picked.of(*report);
  put_in_place(lists, whole, states, ask.language);
  const auto notes = std::find_if(lists.paragraphs.begin(), lists.paragraphs.end(),
                                  [](const auto& one) { return one.kind == ParagraphKind::note; });
  std::vector<Paragraph> missing;
  for (const auto& record : whole.recommendations) {
    const auto& number = record.recommendation.number;
    if (std::any_of(lists.paragraphs.begin(), lists.paragraphs.end(),
                    [&](const auto& each) { return each.number == number; })) {
      continue;
    }
    missing.push_back(paragraph_of(record.recommendation, states, ask.language));
  }
  lists.paragraphs.insert(notes, missing.begin(), missing.end());
  mark_corrected(lists, whole, states, ask.language);
  COMITY_CHECK(tell_what_came_after(lists, installation, ask, read, whole, *report));
  // Not the symbol alone, by which it would be taken for the report itself.
  return render::docx(lists, whole.review.state + " " + std::to_string(whole.review.cycle) + " – " +
                                 whole.review.work.name);
}

/// What a list's sheet is called: by its number, and by the position where all of it have one.
std::string sheet_of(const Records& all, const std::string& list) {
  std::optional<std::string_view> position;
  for (const auto& record : all) {
    if (record.recommendation.list != list) continue;
    const auto name = model::name_of(record.counts_as);
    if (position && *position != name) return list;
    position = name;
  }
  return position ? list + " " + std::string(*position) : list;
}

base::Status add_lists(render::Xlsx& workbook, const Whole& whole, RecommendationRows& maker,
                       std::uint64_t& rows) {
  COMITY_CHECK(maker.turn_to(whole.review.work));
  const std::string* list = nullptr;
  for (const auto& record : whole.recommendations) {
    const auto& recommendation = record.recommendation;
    if (list == nullptr || recommendation.list != *list) {
      list = &recommendation.list;
      COMITY_CHECK(render::begin_recommendations(workbook, sheet_of(whole.recommendations, *list)));
    }
    for (std::size_t i = 0; i < recommendation.clauses.size(); ++i) {
      COMITY_CHECK(render::add_recommendation(workbook, maker.row(record, i)));
      ++rows;
    }
  }
  return {};
}

base::Status add_pledges(render::Xlsx& workbook, const std::vector<model::Pledge>& pledges) {
  using render::XlsxCell;
  if (pledges.empty()) return {};
  COMITY_CHECK(workbook.begin_sheet("pledges", {{"number", 10}, {"state", 10}, {"text", 80}}));
  for (const auto& pledge : pledges) {
    const std::array<XlsxCell, 3> cells = {std::string_view(pledge.number),
                                           std::string_view(pledge.state),
                                           std::string_view(pledge.text)};
    COMITY_CHECK(workbook.add_row(cells));
  }
  return {};
}

Result<std::string> workbook_of(Installation& installation, const Ask& ask, const store::Read& read,
                                const Whole& whole) {
  COMITY_TRY(auto workbook, new_workbook());
  RecommendationRows maker(installation, read, visibility_of(ask.actor, read));
  AboutWorkbook about{whole.review.work.name,
                      review_address(whole.review.state, whole.review.cycle),
                      installation.clock().now(), render::recommendation_columns()};
  about.asker = visibility_of(ask.actor, read);
  COMITY_CHECK(add_lists(workbook, whole, maker, about.rows));
  COMITY_CHECK(add_pledges(workbook, whole.pledges));
  COMITY_CHECK(finish_workbook(workbook, read, about));
  return render::bytes_of(workbook);
}

}  // namespace

Result<StoredFile> written_review(Installation& installation, const Ask& ask,
                                  std::string_view state, int cycle, ReviewFormat format) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto whole, whole_review(read, ask, state, cycle));
  const bool docx = format == ReviewFormat::docx;
  COMITY_TRY(auto bytes, docx ? document_of(installation, ask, read, whole)
                              : workbook_of(installation, ask, read, whole));
  auto tag = base::sha256(bytes).hex();
  return StoredFile{
      std::string(docx ? kDocx : kXlsx),
      whole.review.state + "_" + std::to_string(whole.review.cycle) + (docx ? ".docx" : ".xlsx"),
      std::move(tag), std::make_shared<const std::string>(std::move(bytes))};
}

Result<SearchRequest> search_of_review(Installation& installation, const Ask& ask,
                                       std::string_view state, int cycle) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto found, find_reviews(read, visibility_of(ask.actor, read), state, cycle));
  SearchRequest request;
  request.filters = filters_of(found.front());
  return request;
}

}  // namespace comity::service
