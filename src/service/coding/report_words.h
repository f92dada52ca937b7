#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/language.h"

// The words that a report has of its own, in the six languages (data/consultation/words.csv).
namespace comity::service::coding {

class ReportWords {
 public:
  using Given = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Those of the language, in English where there are none.
  [[nodiscard]] static const ReportWords& in(model::Language language);
  [[nodiscard]] static const std::array<model::Language, 6>& languages();

  /// The text with each {name} as given; the id itself where there is no such text.
  [[nodiscard]] std::string text(std::string_view id, Given given = {}) const;
  [[nodiscard]] std::string number(std::string_view id, std::string_view name,
                                   std::int64_t value) const;
  [[nodiscard]] bool has(std::string_view id) const { return texts_.contains(id); }
  /// "Several States and one national institution": the first letter large.
  [[nodiscard]] std::string list(const std::vector<std::string>& parts) const;
  /// "States: 7, national institutions: 1", likewise.
  [[nodiscard]] std::string figures(const std::vector<std::string>& parts) const;
  /// "question 2, para. 3": where a passage stands.
  [[nodiscard]] std::string place(std::string_view part, std::int64_t paragraph) const;
  /// "question 2", of the part by its name in the record.
  [[nodiscard]] std::string part(std::string_view name) const;
  [[nodiscard]] model::Language language() const { return language_; }
  [[nodiscard]] std::vector<std::string> ids() const;

 private:
  model::Language language_ = model::Language::en;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace comity::service::coding
