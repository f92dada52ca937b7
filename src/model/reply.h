#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/json.h"
#include "base/result.h"
#include "model/call.h"

// What somebody answers to a call.
namespace comity::model {

struct ReplyAnswer {
  std::uint32_t question = 0;  ///< its place in the call, from 1
  std::string text;            ///< of a free text; paragraphs parted by line ends
  std::uint32_t choice = 0;    ///< of a choice, from 1
  bool operator==(const ReplyAnswer&) const = default;
};

/// An attached file, kept by its hash.
struct ReplyFile {
  std::uint32_t question = 0;  ///< which asks for it; 0: attached to the whole
  std::string name;
  std::uint64_t bytes = 0;
  std::string media_type;  ///< empty where it could not be read
  base::Hash file;
  std::optional<base::Hash> reading;      ///< nothing: in quarantine
  std::string problem;                    ///< why it could not be read; empty where it could
  std::vector<std::string> removed = {};  ///< of its metadata, by reading::name_of(Trace)
  bool cleaned = false;                   ///< its metadata was looked for
  bool operator==(const ReplyFile&) const = default;
};

/// A reply in plain.
struct ReplyContent {
  std::string body;  ///< as its contributor writes it
  BodyKind kind = BodyKind::other;
  bool publish = false;              ///< the contributor agrees to it being published
  std::vector<ReplyAnswer> answers;  ///< by question
  std::vector<ReplyFile> files;
  bool operator==(const ReplyContent&) const = default;
};

[[nodiscard]] base::JsonObject to_json(const ReplyContent& content);
/// corrupt when it is not what to_json writes.
[[nodiscard]] base::Result<ReplyContent> reply_content_from_json(const base::JsonObject& object);

/// Whether everyone may read it.
[[nodiscard]] bool is_published(const Call& call, Way way, const ReplyContent& content);

}  // namespace comity::model
