#include "cli/commands/tag.h"

#include <fmt/format.h>

#include <ostream>
#include <span>

#include "cli/exit_codes.h"
#include "service/finding/indexes.h"
#include "service/importing/import.h"
#include "service/tags/decide_tags.h"

namespace comity::cli {
namespace {

using base::Result;
using service::TagsDone;
using service::TagWish;

/// What is to be said, and of which tags.
struct TagWords {
  std::string action;
  std::span<const std::string> tags;
};

Result<TagWords> tag_words(const Invocation& invocation) {
  std::span<const std::string> words = invocation.decision.tag;
  if (!invocation.decision.found && !words.empty()) words = words.subspan(1);
  if (words.size() < 2 || !service::tag_action_from(words.front())) {
    return base::fail(base::ErrorKind::invalid_input, "this says nothing of a tag", "WORDS",
                      "write RECOMMENDATION, then add, confirm, remove or take-back, then tags: "
                      "comity tag A/HRC/21/11/119.1 confirm theme:Detention");
  }
  return TagWords{words.front(), words.subspan(1)};
}

Result<std::vector<TagWish>> wishes_of(service::Installation& installation,
                                       const Invocation& invocation, const service::Ask& ask) {
  if (!invocation.paths.empty()) {
    const auto& path = invocation.paths.front();
    COMITY_TRY(const auto bytes, installation.files().read(path, service::kMostFileBytes));
    return service::tag_wishes_from(bytes, path.filename().string());
  }
  COMITY_TRY(const auto words, tag_words(invocation));
  std::vector<TagWish> wishes;
  for (const auto& tag : words.tags) {
    const std::string of =
        invocation.decision.found ? std::string() : invocation.decision.tag.front();
    auto wish = service::tag_wish_from(of, words.action, tag);
    if (!invocation.decision.found) {
      wishes.push_back(std::move(wish));
      continue;
    }
    service::SearchRequest request;
    request.text = *invocation.decision.found;
    request.filters = invocation.filters;
    COMITY_TRY(auto found, service::tag_wishes_of_found(installation, ask, request, wish));
    wishes.insert(wishes.end(), std::make_move_iterator(found.begin()),
                  std::make_move_iterator(found.end()));
  }
  return wishes;
}

void print(const TagsDone& done, bool dry_run, std::ostream& out) {
  constexpr std::size_t kMostShown = 20;
  std::size_t shown = 0;
  for (const auto& [wish, why] : done.refused) {
    if (++shown > kMostShown) break;
    out << fmt::format("{}refused: {} {} {}:{}: {}; {}\n",
                       wish.line > 0 ? fmt::format("line {} ", wish.line) : "", wish.recommendation,
                       wish.action, wish.scheme, wish.code, why.message, why.mend);
  }
  if (done.refused.size() > kMostShown) {
    out << fmt::format("and {} more\n", done.refused.size() - kMostShown);
  }
  out << fmt::format("{} {}, {} said before, {} refused\n", done.changed,
                     dry_run ? "would change" : "changed", done.same, done.refused.size());
}

}  // namespace

Result<int> tag(service::Installation& installation, const Invocation& invocation,
                const Streams& streams) {
  const auto ask = ask_of(invocation);
  COMITY_TRY(const auto wishes, wishes_of(installation, invocation, ask));
  const auto& words = invocation.decision;
  const bool in_bulk = !invocation.paths.empty() || words.found;
  TagsDone done;
  if (in_bulk || invocation.dry_run) {
    COMITY_TRY(done, service::decide_tags(installation, ask, wishes, words.reason,
                                          invocation.dry_run ? service::TagEffect::only_tell
                                                             : service::TagEffect::record));
  } else {
    COMITY_TRY(done, service::decide_tags_as_seen(installation, ask, wishes, words.reason, {}));
  }
  if (!words.refused.empty()) {
    COMITY_CHECK(
        base::write_atomically(installation.files(), words.refused, service::refused_csv(done)));
  }
  COMITY_CHECK(installation.indexes().catch_up(service::kIndexPatience));
  if (invocation.face == Face::json) {
    auto json = service::to_json(done);
    json["dry_run"] = invocation.dry_run;
    streams.out << base::to_pretty_text(json);
  } else {
    print(done, invocation.dry_run, streams.out);
  }
  return done.refused.empty() ? kDone : kSomeFailed;
}

}  // namespace comity::cli
