#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/coding/state.h"
#include "service/consultation/reply_texts.h"

// The words behind marks, for those who may read them.
namespace comity::service::coding {

/// Replies as the actor may read them, each read once.
class ReplyWords {
 public:
  ReplyWords(Installation& installation, const store::Read& read, const Actor& actor,
             const CodingState& state)
      : installation_(installation), read_(read), actor_(actor), state_(state) {}

  /// Whether the actor may read the reply.
  [[nodiscard]] bool open(const ReplyHead& reply) const;
  /// None of a reply that the actor may not read, or whose words this session cannot open.
  [[nodiscard]] base::Result<const std::vector<ReplyParagraph>*> paragraphs(const ReplyHead& reply);
  /// In which it is written; of a sealed one known once its words were read.
  [[nodiscard]] model::Language language(const ReplyHead& reply) const;
  /// The marked words; nothing where they are not the actor's to read, or the reply has another
  /// version by now.
  [[nodiscard]] base::Result<std::optional<std::string>> words(const model::PassagePlace& place);

 private:
  Installation& installation_;
  const store::Read& read_;
  const Actor& actor_;
  const CodingState& state_;
  struct Opened {
    model::Language language = model::Language::und;
    std::vector<ReplyParagraph> paragraphs;
  };
  std::map<std::string, Opened, std::less<>> read_already_;
};

/// How many code points a text has.
[[nodiscard]] std::int64_t points_of(std::string_view text);
/// The stretch of a text by code points; what lies behind its end is left out.
[[nodiscard]] std::string_view stretch_of(std::string_view text, std::int64_t begin,
                                          std::int64_t end);
/// Where the words stand in the text, in code points from where to behind their last. White space
/// is told from none, but not from other. invalid_input: nowhere, or more than once.
[[nodiscard]] base::Result<std::pair<std::int64_t, std::int64_t>> place_of_words(
    std::string_view text, std::string_view words);

}  // namespace comity::service::coding
