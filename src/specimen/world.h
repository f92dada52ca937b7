#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/review.h"
#include "specimen/consultation.h"

namespace comity::specimen {

/// An invented document in UN form, as Markdown.
struct File {
  std::string name;    ///< "A_SPEC_21_5.md"
  std::string symbol;  ///< "A/SPEC/21/5"
  std::string bytes;
  /// Of a working-group report: what its text says, for tests. Where a clause stands in its
  /// paragraph (begin, end) is left 0, and `position` is the head of its list.
  std::optional<model::Review> review;
};

/// The name of the file of a document: "A/SPEC/21/5" is in "A_SPEC_21_5.md".
[[nodiscard]] std::string file_name_of(std::string_view symbol);

/// As many numbered recommendations as the default world has; about sixty documents.
constexpr std::size_t kDefaultSize = 600;

struct Plan;

/// A small world of invented States: of a seed, with `size` numbered recommendations in
/// working-group reports, and draft and adopted resolutions beside them. The same seed and size
/// give the same bytes everywhere. Cheap to copy; any number of threads may ask it.
class World {
 public:
  explicit World(std::uint64_t seed, std::size_t size = kDefaultSize);

  /// Its States, in the form of data/states.csv.
  [[nodiscard]] std::string register_csv() const;
  /// Of documents: resolutions first, then reports, each by session.
  [[nodiscard]] std::size_t count() const;
  /// Made when it is asked for, so that a world of any size needs the memory of one document.
  [[nodiscard]] File file(std::size_t index) const;
  /// The name of that file.
  [[nodiscard]] std::string name(std::size_t index) const;
  /// Its consultation: the same texts in every world, answered by the States of this one.
  [[nodiscard]] Consultation consultation() const;

 private:
  std::shared_ptr<const Plan> plan_;
};

}  // namespace comity::specimen
