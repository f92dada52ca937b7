#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/finding/search.h"
#include "service/installation.h"

// What people say of tags: confirmed, removed, added and taken back, one by one or in bulk
// (docs/decisions/0024-confirmed-tags.md).
namespace comity::service {

/// What somebody wishes to say of a tag.
enum class TagAction : std::uint8_t {
  add,        ///< the recommendation has it, whatever the machine guesses
  confirm,    ///< it has it, as the machine guesses
  remove,     ///< it has it not
  take_back,  ///< what was said of it is said no more
};
[[nodiscard]] std::optional<TagAction> tag_action_from(std::string_view name);

/// A wish as it was written.
struct TagWish {
  std::string recommendation;  ///< "A/HRC/21/11/119.1", of all its clauses; "…/92.6~2" of one
  std::string scheme;          ///< by its name or that of its facet
  std::string code;
  std::string action;
  std::size_t line = 0;  ///< in its file, from 1; 0 where it comes from none
};

/// A wish that was not done.
struct RefusedTag {
  TagWish wish;
  base::Error why;
};

/// What became of wishes: each is counted once.
struct TagsDone {
  std::uint64_t changed = 0;
  std::uint64_t same = 0;  ///< somebody has said so before
  std::vector<RefusedTag> refused;
  std::vector<std::pair<std::string, store::EntryNumber>> entries;  ///< by work
};
[[nodiscard]] base::JsonObject to_json(const TagsDone& done);
/// The refused ones with their columns as given, and the reason behind each.
[[nodiscard]] std::string refused_csv(const TagsDone& done);

enum class TagEffect : std::uint8_t { record, only_tell };

/// Does what can be done of the wishes, in the order given: one entry of the journal for each work,
/// all of one space in one transaction. Of two wishes about one tag of a clause the second is
/// refused where it says otherwise.
[[nodiscard]] base::Result<TagsDone> decide_tags(Installation& installation, const Ask& ask,
                                                 const std::vector<TagWish>& wishes,
                                                 std::string_view reason, TagEffect effect);

/// The same of one recommendation, all or nothing. `etag` is that of the recommendation's answer
/// that the person saw, or empty. Errors: of the first wish that is refused; conflict.
[[nodiscard]] base::Result<TagsDone> decide_tags_as_seen(Installation& installation, const Ask& ask,
                                                         const std::vector<TagWish>& wishes,
                                                         std::string_view reason,
                                                         std::string_view etag);

/// The rows of a CSV with columns id, scheme, code and action. A row that does not fit its header
/// has its text as `recommendation`, and is refused like any that names nothing. invalid_input: a
/// column is missing; no rows.
[[nodiscard]] base::Result<std::vector<TagWish>> tag_wishes_from(std::string_view bytes,
                                                                 std::string_view name);

/// The same wish of every clause that a search finds. invalid_input: it finds more than 100,000.
[[nodiscard]] base::Result<std::vector<TagWish>> tag_wishes_of_found(Installation& installation,
                                                                     const Ask& ask,
                                                                     const SearchRequest& request,
                                                                     const TagWish& wish);

/// "theme:Elections" in its parts; what has no colon is a scheme without a code.
[[nodiscard]] TagWish tag_wish_from(std::string_view recommendation, std::string_view action,
                                    std::string_view tag);

/// The labels that can be said of a recommendation, by scheme: `[{"scheme", "labels": [{"code",
/// "label"}]}]`.
[[nodiscard]] base::JsonArray tag_choices(model::Language language);

}  // namespace comity::service
