#pragma once

#include <span>
#include <vector>

#include "base/json.h"
#include "service/documents/documents.h"

namespace comity::service {

/// The resolutions that a document holds, with the addresses of those that the asker may see as
/// works of their own. `file` is that of the copy whose reading it is.
[[nodiscard]] base::Result<base::JsonArray> parts_json(const store::Read& read,
                                                       const store::Visibility& asker,
                                                       const model::Reading& reading,
                                                       const base::Hash& file);

/// Gives the paragraphs of parts the numbers that they have there ("2 (a)") beside the document's
/// ("14/1.2 (a)"), as `in_part`.
void number_in_parts(const base::JsonArray& parts, base::JsonArray& paragraphs);

/// The works of its space that are cut out of the document and that no other file holds: what
/// becomes of the document becomes of them.
[[nodiscard]] base::Result<std::vector<store::Work>> works_cut_from(
    const Installation& installation, const store::Read& read, const store::Work& document);

/// Makes a document public and what is cut out of it, in one transaction.
[[nodiscard]] base::Status publish_with_parts(Installation& installation,
                                              const store::Work& document, store::ActorId person);

/// The pages of the document out of which the shown copy was cut, with its paragraphs marked on
/// them (Page of api/openapi.yaml); none where the copy was not cut, or the document has no pages.
[[nodiscard]] base::Result<base::JsonArray> pages_of_document(
    const Installation& installation, const store::Read& read, const store::Visibility& asker,
    const store::Work& work, const store::Copy& shown, const model::Reading& reading);

/// What of the document is found in its parts, paragraph by paragraph: where a part is a work that
/// everyone may see who may see the document, a search need not find both.
[[nodiscard]] base::Result<std::vector<bool>> found_in_parts(const store::Read& read,
                                                             const store::Work& document,
                                                             const model::Reading& reading);

/// The documents out of which copies of the work are cut, in its space.
[[nodiscard]] base::Result<std::vector<store::Work>> documents_of_part(const store::Read& read,
                                                                       const store::Work& work);

/// The documents in which a work is printed among others, as far as the asker may see them.
[[nodiscard]] base::Result<base::JsonArray> printed_in_json(const store::Read& read,
                                                            const store::Visibility& asker,
                                                            std::span<const store::Copy> copies);

}  // namespace comity::service
