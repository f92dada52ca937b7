#pragma once

#include "service/documents/documents.h"
#include "service/finding/search.h"

namespace comity::service {

/// A feed as a file; `modified` is when the record last changed, 0 where that is so short ago that
/// it may change once more within the same second.
struct FeedFile {
  StoredFile file;
  base::Time modified;
};

inline constexpr std::size_t kFeedEntries = 50;  ///< on a page
inline constexpr int kFeedPages = 20;

/// What a search finds, as an Atom feed (RFC 4287): what came last into the record as the asker
/// sees it first, by works; for those outside a space a work comes when it is published. An entry's
/// id is the same as long as its address is. Pages from 1. invalid_input: the question cannot be
/// read, or there is no such page.
[[nodiscard]] base::Result<FeedFile> search_feed(Installation& installation, const Ask& ask,
                                                 const SearchRequest& request, int page);

}  // namespace comity::service
