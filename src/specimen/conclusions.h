#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/review.h"
#include "specimen/markdown.h"
#include "specimen/plan.h"
#include "specimen/random.h"

namespace comity::specimen {

/// That many States but one, in random order; fewer where there are not so many.
[[nodiscard]] std::vector<std::size_t> other_states(std::size_t states, std::size_t but,
                                                    std::size_t count, Random& random);

/// The section "Conclusions and/or recommendations" in one of the layouts that real reports have.
class Conclusions {
 public:
  Conclusions(const Plan& plan, const ReportPlan& report, int year, Random& random);

  /// Writes the section, its first paragraph numbered `paragraph`, and puts what it says into
  /// `review`. Gives the number of the paragraph after it.
  int write(Markdown& page, model::Review& review, int paragraph);

 private:
  enum class Numbering : std::uint8_t { dotted, anew };
  enum class Brackets : std::uint8_t { commas, conjunction, apart };

  /// A text with the States that make it.
  struct Made {
    std::string text;
    std::vector<std::size_t> states;
  };

  [[nodiscard]] std::vector<std::pair<model::CountsAs, std::size_t>> lists() const;
  void write_list(Markdown& page, model::Review& review, model::CountsAs counts_as,
                  std::size_t items, int number);
  void write_pledges(Markdown& page, model::Review& review, int number);
  [[nodiscard]] std::string head(model::CountsAs counts_as);
  [[nodiscard]] std::vector<Made> recommendation();
  [[nodiscard]] std::string text_of_one();
  [[nodiscard]] std::vector<std::size_t> recommending(std::size_t count);
  [[nodiscard]] std::string bracket(const std::vector<std::size_t>& states) const;
  [[nodiscard]] std::string reviewed() const;
  [[nodiscard]] const std::string& name_of(std::size_t state) const;

  const Plan& plan_;
  const ReportPlan& report_;
  int year_;
  Random& random_;
  Numbering numbering_;
  Brackets brackets_;
  bool themes_ = false;
  bool clauses_ = false;
  bool notes_ = false;
  bool pledges_ = false;
  std::set<std::string> said_;  ///< texts of this report, so that few come twice
};

}  // namespace comity::specimen
