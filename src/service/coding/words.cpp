#include "service/coding/words.h"

#include <algorithm>

#include "base/text.h"
#include "service/consultation/parts.h"
#include "service/written.h"

namespace comity::service::coding {
namespace {

/// A text with its white space as single spaces, and of each of its code points where it begins.
struct Evened {
  std::u32string points;
  std::vector<std::int64_t> from;  ///< of each point, in the text's code points
};

Evened evened(std::string_view text) {
  Evened out;
  std::int64_t at = 0;
  for (std::size_t offset = 0; offset < text.size(); ++at) {
    const auto begin = offset;
    (void)base::next_code_point(text, offset);
    auto bytes = text.substr(begin, offset - begin);
    const bool space = base::trimmed(bytes).empty();
    if (space && (out.points.empty() || out.points.back() == U' ')) continue;
    std::size_t inner = 0;
    out.points += space ? U' ' : base::next_code_point(bytes, inner);
    out.from.push_back(at);
  }
  return out;
}

}  // namespace

bool ReplyWords::open(const ReplyHead& reply) const {
  return reply.published || calling::reads_all(actor_, state_.call);
}

base::Result<const std::vector<ReplyParagraph>*> ReplyWords::paragraphs(const ReplyHead& reply) {
  const auto known = read_already_.find(reply.name);
  if (known != read_already_.end()) return &known->second.paragraphs;
  Opened read{reply.language, {}};
  if (open(reply)) {
    COMITY_TRY(const auto record, read_.reply(state_.call.space, reply.id));
    // Of a sealed reply this session may have no key: its words are not open then.
    const auto sent = record ? calling::opened_by(installation_, actor_, state_.call, *record)
                             : base::Result<calling::Sent>();
    if (sent && record) {
      read = {sent->language, calling::paragraphs_of(state_.call, *sent)};
    }
  }
  return &read_already_.emplace(reply.name, std::move(read)).first->second.paragraphs;
}

model::Language ReplyWords::language(const ReplyHead& reply) const {
  const auto known = read_already_.find(reply.name);
  return known == read_already_.end() ? reply.language : known->second.language;
}

base::Result<std::optional<std::string>> ReplyWords::words(const model::PassagePlace& place) {
  const auto* reply = state_.reply(place.reply);
  if (reply == nullptr || reply->version != place.version) return std::optional<std::string>();
  COMITY_TRY(const auto* all, paragraphs(*reply));
  const auto found = std::find_if(all->begin(), all->end(), [&](const ReplyParagraph& each) {
    return each.part == place.part && each.number == place.paragraph;
  });
  if (found == all->end()) return std::optional<std::string>();
  return std::optional(std::string(stretch_of(found->text, place.begin, place.end)));
}

std::int64_t points_of(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

std::string_view stretch_of(std::string_view text, std::int64_t begin, std::int64_t end) {
  std::size_t offset = 0;
  std::size_t from = text.size();
  for (std::int64_t at = 0; offset < text.size() && at < end; ++at) {
    if (at == begin) from = offset;
    (void)base::next_code_point(text, offset);
  }
  return from >= offset ? std::string_view() : text.substr(from, offset - from);
}

base::Result<std::pair<std::int64_t, std::int64_t>> place_of_words(std::string_view text,
                                                                   std::string_view words) {
  const auto whole = evened(text);
  const auto sought = evened(base::trimmed(words)).points;
  if (sought.empty()) return refuse("no words are given", "words", "copy them from the paragraph");
  const auto at = whole.points.find(sought);
  if (at == std::u32string::npos) {
    return refuse("the paragraph has no such words", "words", "copy them from the paragraph");
  }
  if (whole.points.find(sought, at + 1) != std::u32string::npos) {
    return refuse("these words stand in the paragraph more than once", "words",
                  "give a few more of the words around them");
  }
  return std::pair(whole.from[at], whole.from[at + sought.size() - 1] + 1);
}

}  // namespace comity::service::coding
