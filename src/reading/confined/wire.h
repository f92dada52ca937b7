#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "reading/reader.h"

namespace comity::reading {

/// A document as bytes, for the way from a worker to its parent: not kept anywhere, without a
/// version. Numbers are variable-length, texts are length and bytes.
[[nodiscard]] std::string encode(const model::Document& document);
[[nodiscard]] std::string encode(const base::Error& error);
[[nodiscard]] std::string encode(const std::vector<Member>& members);

/// Reads it back without trust: every length is checked against what is left, every text is UTF-8,
/// every enum in range, every place within its block's text. Error: corrupt.
[[nodiscard]] base::Result<model::Document> decode(std::string_view bytes);
/// The same of an archive's files; their bytes may be any.
[[nodiscard]] base::Result<std::vector<Member>> decode_members(std::string_view bytes);
/// An error; where the bytes are none, one that says so.
[[nodiscard]] base::Error decode_error(std::string_view bytes);

}  // namespace comity::reading
