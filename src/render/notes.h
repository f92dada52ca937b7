#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/reading.h"

namespace comity::render {

/// What marks a note, without the brackets around it.
[[nodiscard]] std::string bare_mark(std::string_view printed);

/// The notes of a work and where its paragraphs mark them.
class Notes {
 public:
  explicit Notes(const model::Reading& reading);

  /// A part of a raised run: the mark of a note, or other text where `note` is null. The first mark
  /// of a note carries the note, later ones point back to it.
  struct Piece {
    std::string_view text;
    const model::Paragraph* note = nullptr;
    bool first = false;
  };
  /// Cuts a raised run of a paragraph: "7, 8" are two marks. `next` counts the marks that the
  /// paragraph had so far, and is counted on.
  [[nodiscard]] std::vector<Piece> pieces(const model::Paragraph& paragraph,
                                          std::string_view raised, std::size_t& next);
  /// The mark of a note, or empty where there is none of that number.
  [[nodiscard]] std::string mark_of(const std::string& number) const;
  /// The notes that nothing has marked so far, in order.
  [[nodiscard]] std::vector<const model::Paragraph*> unmarked() const;

 private:
  const model::Paragraph* marked_by(const model::Paragraph& paragraph, std::string_view mark,
                                    std::size_t next) const;

  std::vector<const model::Paragraph*> notes_;
  std::unordered_map<std::string, const model::Paragraph*> by_number_;
  std::unordered_set<const model::Paragraph*> marked_;
};

}  // namespace comity::render
