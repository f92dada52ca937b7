#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "render/docx/inked.h"
#include "render/docx/steps.h"

namespace comity::render::docx_parts {

/// One of two texts that are compared, as it is printed.
struct Side {
  explicit Side(const model::Reading& text);
  /// The words of a paragraph, without the marks of its notes.
  [[nodiscard]] std::string words(std::size_t at) const;

  const model::Reading& reading;
  Standing standing;
  std::vector<std::vector<Inked>> inked;  ///< of each paragraph; none of a table
  std::map<std::size_t, std::vector<std::vector<std::vector<Inked>>>> rows;  ///< of tables
  std::vector<std::size_t> depth;                                            ///< of each paragraph
  std::map<const model::Paragraph*, std::size_t> places;
};

/// Where one is in the print of a paragraph.
class Cursor {
 public:
  explicit Cursor(const std::vector<Inked>& pieces) : pieces_(&pieces) { skip(); }

  [[nodiscard]] bool ended() const { return at_ == pieces_->size(); }
  [[nodiscard]] bool at_mark() const { return !ended() && (*pieces_)[at_].mark; }
  [[nodiscard]] const Inked& piece() const { return (*pieces_)[at_]; }
  /// The words of the piece that are left.
  [[nodiscard]] std::string_view words() const {
    return ended() || at_mark() ? std::string_view()
                                : std::string_view((*pieces_)[at_].run.text).substr(offset_);
  }
  void pass_mark() {
    ++at_;
    skip();
  }
  void pass(std::size_t bytes) {
    offset_ += bytes;
    skip();
  }

 private:
  void skip() {
    while (!ended() && !(*pieces_)[at_].mark && offset_ == (*pieces_)[at_].run.text.size()) {
      ++at_;
      offset_ = 0;
    }
  }

  const std::vector<Inked>* pieces_;
  std::size_t at_ = 0;
  std::size_t offset_ = 0;
};

/// The pairs whose words are what their paragraphs say as they are printed, and of tables those
/// that are the same: what can be shown word by word.
[[nodiscard]] std::vector<TrackedPair> told_pairs(const Tracked& texts, const Side& from,
                                                  const Side& to);

}  // namespace comity::render::docx_parts
