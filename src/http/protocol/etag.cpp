#include "http/protocol/etag.h"

#include <vector>

#include "base/hash.h"
#include "base/text.h"

namespace comity::http {
namespace {

std::string_view opaque(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return {};
  return tag.substr(1, tag.size() - 2);
}

// The members of a list of entity tags. A tag may hold a comma, so quotes decide.
std::vector<std::string_view> members(std::string_view header) {
  std::vector<std::string_view> list;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= header.size(); ++at) {
    if (at < header.size() && header[at] == '"') quoted = !quoted;
    if (at == header.size() || (header[at] == ',' && !quoted)) {
      const auto member = base::trimmed(header.substr(begin, at - begin));
      if (!member.empty()) list.push_back(member);
      begin = at + 1;
    }
  }
  return list;
}

}  // namespace

std::string tag_of_text(std::string_view text) {
  constexpr std::size_t kLength = 24;
  return base::sha256(text).hex().substr(0, kLength);
}

bool none_match_names(std::string_view header, std::string_view tag) {
  for (const std::string_view member : members(header)) {
    if (member == "*") return true;
    if (!opaque(member).empty() && opaque(member) == opaque(tag)) return true;
  }
  return false;
}

Precondition match_names(std::string_view header, std::string_view answer_etag) {
  const auto list = members(header);
  if (list.empty()) return Precondition::missing;
  for (const std::string_view member : list) {
    if (member == "*") return Precondition::met;
    const std::string_view named = opaque(member);
    if (named.empty() || answer_etag.empty()) continue;
    if (named == answer_etag) return Precondition::met;
    if (named.size() > answer_etag.size() && named.starts_with(answer_etag) &&
        named[answer_etag.size()] == '-') {
      return Precondition::met;
    }
  }
  return Precondition::failed;
}

std::string strong_tag(std::string_view answer_etag, std::string_view face) {
  return "\"" + std::string(answer_etag) + "-" + std::string(face) + "\"";
}

std::string weak_tag(std::string_view answer_etag, std::string_view face) {
  return "W/" + strong_tag(answer_etag, face);
}

}  // namespace comity::http
