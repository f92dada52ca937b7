#include "service/reviews/measure.h"

#include <algorithm>
#include <map>
#include <set>

#include "grammar/findings.h"
#include "service/reviews/review_content.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::SourceAnswer;

/// A review by its State and cycle.
using ReviewKey = std::pair<std::string, int>;

/// A row as one State's.
struct ReferenceRow {
  std::uint32_t row = 0;
  std::string by;
  std::string text;
  std::optional<SourceAnswer> answer;
  std::string response;
};

struct Reference {
  std::map<ReviewKey, std::vector<ReferenceRow>> reviews;
  std::uint64_t pledges = 0;
  std::vector<RefusedReference> refused;
};

double part(double a, double b) { return b == 0 ? 0 : a / b; }

Result<Reference> reference_from(const model::Reading& reading, std::string_view name) {
  if (!reading.source) {
    const auto missing =
        std::find_if(reading.findings.begin(), reading.findings.end(),
                     [](const auto& each) { return each.rule == "source.missing-column"; });
    if (missing != reading.findings.end()) {
      return base::fail(ErrorKind::invalid_input, "the table has no column " + missing->saw,
                        std::string(name) + ", row 1",
                        "name the column " + missing->saw + " in the first row");
    }
    return base::fail(ErrorKind::invalid_input, "this is no table of recommendations",
                      std::string(name) + ", row 1",
                      "its first row must name the columns state_under_review, recommending_state, "
                      "recommendation and session (as UPR Info's), or be that of an export");
  }
  Reference reference;
  model::each_source_row(reading, [&](model::SourceRow row) {
    if (row.answer == SourceAnswer::pledge) {
      ++reference.pledges;
      return;
    }
    auto& rows = reference.reviews[{row.state, row.cycle}];
    if (row.by.empty()) row.by.emplace_back();
    for (const auto& by : row.by) rows.push_back({row.row, by, row.text, row.answer, row.response});
  });
  for (const auto& row : reading.source->refused) {
    reference.refused.push_back(
        {row.row,
         grammar::sentence_of({row.rule, "", {}, row.saw, row.column}, model::Language::en)});
  }
  return reference;
}

std::optional<SourceAnswer> answer_of(model::CountsAs counts_as) {
  switch (counts_as) {
    case model::CountsAs::supported:
      return SourceAnswer::supported;
    case model::CountsAs::noted:
      return SourceAnswer::noted;
    case model::CountsAs::pending:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Compares one review and adds what comes of it.
class ReviewMeasurer {
 public:
  ReviewMeasurer(const ReviewKey& key, const std::vector<ReferenceRow>& rows,
                 const ReviewContent& content, Measurement& out)
      : key_(key), rows_(rows), content_(content), out_(out) {
    for (const auto& row : rows) said_.push_back({row.by, row.text});
    heard_ = statements_of(content.clauses);
  }

  void run() {
    const auto assigned = compare::assign(said_, heard_);
    figures_.rows = rows_.size();
    figures_.clauses = content_.clauses.size();
    figures_.found = assigned.found.size();
    for (const auto& match : assigned.found) compare_answers(match);
    const auto instead = said_by_others(assigned);
    for (const auto row : assigned.missing) add_missing(row, instead);
    for (const auto clause : assigned.extra) {
      auto difference = of_clause(MeasuredAs::extra, clause);
      difference.text = content_.clauses[clause].text;
      out_.differences.push_back(std::move(difference));
    }
    out_.reviews.push_back({key_.first, key_.second, content_.session, content_.works, figures_});
  }

 private:
  MeasuredDifference of_clause(MeasuredAs what, std::size_t index) const {
    const auto& clause = content_.clauses[index];
    MeasuredDifference difference;
    difference.what = what;
    difference.state = key_.first;
    difference.cycle = key_.second;
    difference.work = clause.work;
    difference.number = clause.number;
    difference.clause = clause.clause;
    difference.by = clause.by;
    return difference;
  }

  void compare_answers(const compare::Match& match) {
    const auto& row = rows_[match.row];
    const auto ours = answer_of(content_.clauses[match.clause].counts_as);
    if (!ours || !row.answer || *row.answer == SourceAnswer::pending) return;
    ++figures_.stated;
    if (*ours == *row.answer) {
      ++figures_.agreed;
      return;
    }
    auto difference = of_clause(MeasuredAs::position, match.clause);
    difference.row = row.row;
    difference.text = row.text;
    difference.table = row.response;
    difference.record = model::name_of(content_.clauses[match.clause].counts_as);
    out_.differences.push_back(std::move(difference));
  }

  /// The clause, left over, that says the row's text by another State.
  std::map<std::size_t, std::size_t> said_by_others(const compare::Assignment& assigned) {
    std::vector<compare::Statement> rows, clauses;
    for (const auto row : assigned.missing) rows.push_back({{}, said_[row].text});
    for (const auto clause : assigned.extra) clauses.push_back({{}, heard_[clause].text});
    std::map<std::size_t, std::size_t> instead;
    for (const auto& match : compare::assign(rows, clauses).found) {
      instead[assigned.missing[match.row]] = assigned.extra[match.clause];
    }
    figures_.other_state = instead.size();
    return instead;
  }

  void add_missing(std::size_t row, const std::map<std::size_t, std::size_t>& instead) {
    const auto found = instead.find(row);
    MeasuredDifference difference;
    if (found != instead.end()) {
      difference = of_clause(MeasuredAs::missing, found->second);
      difference.instead = std::exchange(difference.by, {});
    }
    difference.state = key_.first;
    difference.cycle = key_.second;
    difference.row = rows_[row].row;
    difference.by = rows_[row].by;
    difference.text = rows_[row].text;
    out_.differences.push_back(std::move(difference));
  }

  const ReviewKey& key_;
  const std::vector<ReferenceRow>& rows_;
  const ReviewContent& content_;
  Measurement& out_;
  std::vector<compare::Statement> said_;
  std::vector<compare::Statement> heard_;
  Figures figures_;
};

void add(Figures& sum, const Figures& one) {
  sum.rows += one.rows;
  sum.clauses += one.clauses;
  sum.found += one.found;
  sum.other_state += one.other_state;
  sum.stated += one.stated;
  sum.agreed += one.agreed;
}

JsonObject figures_json(const Figures& figures) {
  return {{"rows", figures.rows},
          {"clauses", figures.clauses},
          {"found", figures.found},
          {"precision", figures.precision()},
          {"recall", figures.recall()},
          {"f1", figures.f1()},
          {"other_state", figures.other_state},
          {"positions", JsonObject{{"compared", figures.stated}, {"equal", figures.agreed}}}};
}

JsonArray left_out_json(const std::vector<LeftOut>& list) {
  JsonArray out;
  for (const auto& each : list) {
    out.push_back(JsonObject{{"state", each.state}, {"cycle", each.cycle}, {"count", each.count}});
  }
  return out;
}

JsonObject difference_json(const MeasuredDifference& difference) {
  return {{"what", name_of(difference.what)}, {"state", difference.state},
          {"cycle", difference.cycle},        {"row", difference.row},
          {"work", difference.work},          {"number", difference.number},
          {"clause", difference.clause},      {"by", difference.by},
          {"text", difference.text},          {"table", difference.table},
          {"record", difference.record},      {"instead", difference.instead}};
}

}  // namespace

double Figures::precision() const {
  return part(static_cast<double>(found), static_cast<double>(clauses));
}
double Figures::recall() const {
  return part(static_cast<double>(found), static_cast<double>(rows));
}
double Figures::f1() const {
  return part(2 * static_cast<double>(found), static_cast<double>(rows + clauses));
}

std::string_view name_of(MeasuredAs what) {
  switch (what) {
    case MeasuredAs::missing:
      return "missing";
    case MeasuredAs::extra:
      return "extra";
    case MeasuredAs::position:
      return "position";
  }
  return "";
}

Result<Measurement> measure(Installation& installation, const Actor& actor, std::string_view bytes,
                            std::string_view name) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto* home = read.space(kOwnSpace);
  COMITY_TRY(const auto states, installation.register_of(home == nullptr ? store::Space{} : *home));
  COMITY_TRY(const auto reading, installation.read_file(bytes, name, *states));
  COMITY_TRY(auto reference, reference_from(*reading, name));

  const auto asker = visibility_of(actor, read);
  COMITY_TRY(const auto reviews, read.reviews({}, asker));
  std::set<ReviewKey> held;
  for (const auto& review : reviews) held.emplace(review.state, review.cycle);

  Measurement out;
  out.pledges = reference.pledges;
  out.refused = std::move(reference.refused);
  for (const auto& [key, rows] : reference.reviews) {
    if (!held.contains(key)) out.only_in_table.push_back({key.first, key.second, rows.size()});
  }
  for (const auto& key : held) {
    COMITY_TRY(const auto content, review_content(read, asker, key.first, key.second));
    const auto rows = reference.reviews.find(key);
    if (rows == reference.reviews.end()) {
      out.only_in_record.push_back({key.first, key.second, content.clauses.size()});
      continue;
    }
    ReviewMeasurer(key, rows->second, content, out).run();
    add(out.figures, out.reviews.back().figures);
  }
  return out;
}

JsonObject to_json(const Measurement& measurement) {
  JsonArray reviews, differences, refused;
  for (const auto& review : measurement.reviews) {
    JsonArray works;
    for (const auto& work : review.works) works.emplace_back(work);
    auto object = figures_json(review.figures);
    object["state"] = review.state;
    object["cycle"] = review.cycle;
    object["session"] = review.session;
    object["works"] = std::move(works);
    reviews.push_back(std::move(object));
  }
  for (const auto& each : measurement.differences) differences.push_back(difference_json(each));
  for (const auto& row : measurement.refused) {
    refused.push_back(JsonObject{{"row", row.row}, {"message", row.message}});
  }
  auto object = figures_json(measurement.figures);
  object["reviews"] = std::move(reviews);
  object["differences"] = std::move(differences);
  object["only_in_table"] = left_out_json(measurement.only_in_table);
  object["only_in_record"] = left_out_json(measurement.only_in_record);
  object["pledges"] = measurement.pledges;
  object["refused"] = std::move(refused);
  return object;
}

}  // namespace comity::service
