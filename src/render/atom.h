#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.h"

namespace comity::render {

struct FeedEntry {
  std::string id;  ///< an IRI, the same as long as it is the same thing
  std::string title;
  std::string address;  ///< where it stands, relative to the feed's own address
  std::string summary;
  std::string category;
  base::Time published;
};

struct Feed {
  std::string id;  ///< as of an entry
  std::string title;
  std::string author;
  base::Time updated;
  // Addresses, relative to where the feed was read; the last two are empty where there is none.
  std::string self;
  std::string alternate;
  std::string next;
  std::string previous;
  std::vector<FeedEntry> entries;
};

inline constexpr std::string_view kAtomType = "application/atom+xml; charset=utf-8";

/// A feed as RFC 4287 has it, its pages linked as in RFC 5005. What XML cannot hold is left out.
[[nodiscard]] std::string atom(const Feed& feed);

}  // namespace comity::render
