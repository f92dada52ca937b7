#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::model {

/// A paragraph of one version of a reply.
struct ParagraphPlace {
  std::string reply;
  std::int64_t version = 0;
  std::string part;            ///< "question 2", or "file 1"
  std::int64_t paragraph = 0;  ///< within the part, from 1
  auto operator<=>(const ParagraphPlace&) const = default;
};

/// A stretch of one paragraph of a reply, in code points: what a coder marked. It never holds the
/// words themselves.
struct PassagePlace {
  std::string reply;
  std::int64_t version = 0;    ///< of the reply, as the coder read it
  std::string part;            ///< "question 2", or "file 1"
  std::int64_t paragraph = 0;  ///< within the part, from 1
  std::int64_t begin = 0;
  std::int64_t end = 0;  ///< behind the last
  bool operator==(const PassagePlace&) const = default;

  /// Whether all of the other stretch lies in this one.
  [[nodiscard]] bool holds(const PassagePlace& other) const {
    return same_paragraph(other) && begin <= other.begin && other.end <= end;
  }
  [[nodiscard]] bool same_paragraph(const PassagePlace& other) const { return in() == other.in(); }
  [[nodiscard]] ParagraphPlace in() const { return {reply, version, part, paragraph}; }
};

/// A passage with the codes that one coder gave it.
struct Passage {
  std::string id;
  PassagePlace place;
  std::vector<std::string> codes;  ///< sorted, each once
  bool operator==(const Passage&) const = default;
};

/// The headings of every call, in their order.
inline constexpr std::string_view kHeadingCodes[] = {"ways_and_means", "obstacle", "challenge",
                                                     "proposal"};

/// What a passage can be said to be: one of the four headings of every call, or of the call's own
/// table.
struct PassageCode {
  std::string code;   ///< a-z, 0-9 and "_", a letter first
  std::string title;  ///< for people; the four headings have theirs in the messages
  std::string group;  ///< "heading", "theme", "addressee" or "own"
  bool operator==(const PassageCode&) const = default;
};

}  // namespace comity::model
