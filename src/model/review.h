#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::model {

/// What a position comes to, by the rule in docs/glossary.md.
enum class CountsAs : std::uint8_t { supported, noted, pending };

[[nodiscard]] std::string_view name_of(CountsAs value);
[[nodiscard]] std::optional<CountsAs> counts_as_from(std::string_view name);

/// One text of a recommendation with the States that made it (design 4: where a number holds
/// several texts by several States, each is a clause; address `92.6~2`).
struct Clause {
  std::string text;                  ///< without the States' parentheses
  std::vector<std::string> states;   ///< register codes in the order printed
  std::vector<std::string> unknown;  ///< names that the register does not know, as printed
  std::uint32_t begin = 0;           ///< bytes in the paragraph's text that the clause covers,
  std::uint32_t end = 0;             ///<   States included
  bool operator==(const Clause&) const = default;
};

/// A numbered recommendation with its clauses.
struct Recommendation {
  std::string number;   ///< canonical: "119.1"; "114.1" where the page prints only "1." under 114
  std::string printed;  ///< label as printed: "119.1.", "1."
  std::string list;     ///< canonical number of the paragraph that heads its list: "119"
  std::string state_under_review;  ///< register code
  std::vector<Clause> clauses;     ///< at least one
  std::string position;            ///< the list's own words: "enjoy the support of Brazil"
  CountsAs counts_as = CountsAs::pending;
  std::vector<std::string> refers_to;  ///< paragraphs named instead of a text ("27 (b)", "97")
  std::string theme;                   ///< the list's own theme heading in brackets, or empty
  bool operator==(const Recommendation&) const = default;
};

/// A voluntary commitment of the State under review.
struct Pledge {
  std::string number;
  std::string state;
  std::string text;
  bool operator==(const Pledge&) const = default;
};

/// What PositionStatement::numbers holds where a text names a set: all recommendations, or all that
/// it names nowhere else; an exception is the number after kAllBut ("!119.3").
inline constexpr std::string_view kAllNumbers = "all";
inline constexpr std::string_view kOtherNumbers = "other";
inline constexpr char kAllBut = '!';

/// What a document says of recommendations in one breath: which it names, and how the State under
/// review receives them.
struct PositionStatement {
  std::string report;  ///< the report whose recommendations are meant, a symbol without suffixes
  std::string state;   ///< under review, by register code, or empty
  std::string list;    ///< the paragraph whose items plain numbers count ("115"), or empty
  std::vector<std::string> numbers;   ///< as named, canonical, ranges written out; or a set
  std::string words;                  ///< the State's own
  std::optional<CountsAs> counts_as;  ///< nothing: a remark, which is no position
  bool partial = false;               ///< received in part; counts as supported
  std::uint32_t paragraph = 0;        ///< where it stands: an index into Reading::paragraphs,
  std::uint32_t row = 0;              ///<   of a table the row and cell, from 1, else 0,
  std::uint32_t cell = 0;
  std::uint32_t begin = 0;  ///<   and bytes in the text of the paragraph or cell
  std::uint32_t end = 0;
  bool operator==(const PositionStatement&) const = default;
};

/// A paragraph of the interactive dialogue and who speaks in it.
struct Intervention {
  std::uint32_t paragraph = 0;      ///< an index into Reading::paragraphs
  std::vector<std::string> states;  ///< register codes in the order printed, at least one
  bool operator==(const Intervention&) const = default;
};

/// What a treaty body recommends to a State party in one paragraph or sub-item.
struct Observation {
  std::uint32_t paragraph = 0;  ///< an index into Reading::paragraphs; number and text stand there
  std::string theme;            ///< the heading that it stands under, or empty
  bool operator==(const Observation&) const = default;
};

/// What concluding observations say of the examination of a State's report. Its recommendations are
/// never counted among those of the universal periodic review.
struct Observations {
  std::string mechanism;  ///< mechanism.h: "treaty-body:CERD"
  std::string state;      ///< the addressee: register code of the State party, or empty
  int session = 0;        ///< of the committee; 0 unknown
  std::string adopted;    ///< ISO 8601, or empty
  std::vector<Observation> recommendations;
  bool operator==(const Observations&) const = default;
};

/// What a working-group report says of a review.
struct Review {
  std::vector<std::string> states_under_review;  ///< register codes; usually one
  int cycle = 0;                                 ///< 1, 2, 3, …; 0 unknown
  int session = 0;                               ///< of the Working Group: 13
  std::string date;                              ///< of the review, ISO 8601
  std::string adopted;                           ///< of the report's adoption by the Working Group
  std::vector<std::string> troika;               ///< register codes
  std::string head_of_delegation;
  std::vector<Recommendation> recommendations;
  std::vector<Pledge> pledges;
  std::vector<Intervention> dialogue;
  bool operator==(const Review&) const = default;
};

}  // namespace comity::model
