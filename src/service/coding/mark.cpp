#include <algorithm>

#include "base/text.h"
#include "service/coding/coding.h"
#include "service/coding/merging.h"
#include "service/coding/parts.h"
#include "service/written.h"
#include "store/passages.h"

// Marking passages: what is refused, and what becomes of two changes at once.
namespace comity::service {
namespace coding {
namespace {

using base::ErrorKind;
using base::Result;

constexpr int kAttempts = 8;
constexpr std::size_t kMostCodes = 20;

Result<std::vector<std::string>> codes_wished(std::vector<std::string> codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::erase(codes, std::string());
  if (codes.empty()) return refuse("a passage has a code, one at least", "codes", "choose a code");
  if (codes.size() > kMostCodes) return refuse("too many codes", "codes", "choose at most 20");
  return codes;
}

Result<model::PassagePlace> place_wished(const CodingState& state, ReplyWords& words,
                                         const MarkWish& wish) {
  const auto* reply = state.reply(wish.reply);
  if (reply == nullptr) {
    return base::fail(ErrorKind::not_found, "there is no such reply", wish.reply,
                      "load the list of replies again: it may have been withdrawn");
  }
  model::PassagePlace place{wish.reply, wish.version == 0 ? reply->version : wish.version,
                            wish.part,  wish.paragraph,
                            0,          0};
  COMITY_TRY(const auto* paragraphs, words.paragraphs(*reply));
  const auto found =
      std::find_if(paragraphs->begin(), paragraphs->end(), [&](const ReplyParagraph& each) {
        return each.part == place.part && each.number == place.paragraph;
      });
  if (found == paragraphs->end()) {
    return refuse("the reply has no such paragraph that you may read", "paragraph",
                  "name a part and a paragraph of it, as the page numbers them");
  }
  const auto length = points_of(found->text);
  place.begin = wish.begin.value_or(0);
  place.end = wish.end.value_or(length);
  if (!wish.words.empty() && !wish.begin) {
    COMITY_TRY(const auto at, place_of_words(found->text, wish.words));
    place.begin = at.first;
    place.end = at.second;
  }
  if (place.begin < 0 || place.end > length || place.begin >= place.end) {
    return refuse("the paragraph has " + std::to_string(length) + " characters", "from",
                  "mark a stretch within it");
  }
  return place;
}

/// The passage as an entry of the journal said it.
Result<std::optional<model::Passage>> passage_said(const store::Read& read, store::SpaceId space,
                                                   const std::string& id,
                                                   store::EntryNumber entry) {
  COMITY_TRY(const auto payload, read.payload(space, entry));
  if (!payload) return std::optional<model::Passage>();
  const auto act = store::coding_act_from(store::kPassageMarked, *payload);
  const auto* marked = act ? std::get_if<store::PassageMarked>(&*act) : nullptr;
  if (marked == nullptr || marked->passage.id != id) return std::optional<model::Passage>();
  return std::optional(marked->passage);
}

/// What the passage becomes beside a change that came meanwhile.
Result<model::Passage> beside_the_other(const Looked& looked, const model::Passage& wished,
                                        store::EntryNumber seen, const base::Error& conflict) {
  COMITY_TRY(const auto before,
             passage_said(looked.read, looked.state->call.space, wished.id, seen));
  const auto* now = looked.state->passage(wished.id);
  const auto merged = before && now != nullptr ? merged_passage(*before, wished, *now)
                                               : std::optional<model::Passage>();
  if (!merged) return tl::unexpected<base::Error>(conflict);
  return *merged;
}

base::Status is_own_code(const std::string& code) {
  const auto word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  constexpr std::size_t kLongestCode = 40;
  const bool named = !code.empty() && code.size() <= kLongestCode && code.front() >= 'a' &&
                     code.front() <= 'z' && std::all_of(code.begin(), code.end(), word);
  if (!named) {
    return refuse("not a code: " + code, "code",
                  "use a-z, 0-9 and \"_\", a letter first, at most 40 characters");
  }
  const auto& headings = heading_codes();
  if (std::any_of(headings.begin(), headings.end(),
                  [&](const auto& each) { return each.code == code; })) {
    return refuse("this heading belongs to every call", "code", "choose another code");
  }
  return {};
}

/// The call's own codes with the one that is wished, or without it.
Result<std::vector<model::PassageCode>> table_with(const CodingState& state, const CodeWish& wish) {
  auto codes = state.record.codes;
  const auto known = std::find_if(codes.begin(), codes.end(),
                                  [&](const auto& each) { return each.code == wish.code; });
  if (base::trimmed(std::string_view(wish.title)).empty()) {
    if (known != codes.end()) codes.erase(known);
    return codes;
  }
  constexpr std::size_t kLongestTitle = 200;
  COMITY_TRY(auto title, written_text(wish.title, "title", kLongestTitle));
  if (wish.group != "theme" && wish.group != "addressee" && wish.group != "own") {
    return refuse("no such group of codes", "group", "write theme, addressee or own");
  }
  if (known == codes.end()) {
    codes.push_back({wish.code, std::move(title), wish.group});
  } else {
    *known = {wish.code, std::move(title), wish.group};
  }
  return codes;
}

}  // namespace
}  // namespace coding

base::Result<base::JsonObject> mark_passage(Installation& installation, const Ask& ask,
                                            std::string_view call, const MarkWish& wish) {
  using namespace coding;
  COMITY_TRY(auto looked, look(installation, ask, call, Action::code_replies));
  model::Passage passage;
  passage.id = wish.passage.empty() ? new_coding_id() : wish.passage;
  COMITY_TRY(passage.codes, codes_wished(wish.codes));
  {
    ReplyWords words(installation, looked.read, ask.actor, *looked.state);
    COMITY_TRY(passage.place, place_wished(*looked.state, words, wish));
  }
  auto seen = wish.seen;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const store::PassageMarked act{base::to_text(looked.state->call.id), passage, wish.proposed};
    const auto done = append_act(installation, looked, act, seen);
    COMITY_TRY(looked, look(installation, ask, call, Action::code_replies));
    if (done) {
      const auto at = looked.state->passage_at.find(passage.id);
      if (at == looked.state->passage_at.end()) break;
      ReplyWords words(installation, looked.read, ask.actor, *looked.state);
      COMITY_TRY(auto json, passage_json(words, looked, at->second));
      // Answers of posts are kept for their key; what is sealed lies nowhere open.
      if (!looked.state->reply(passage.place.reply)->named()) json["words"] = "";
      return base::JsonObject{{"passage", std::move(json)}};
    }
    const auto& error = done.error();
    const auto at = looked.state->passage_at.find(passage.id);
    // Other conflicts than a change that came meanwhile are told: it is finished, or of a version
    // that is corrected.
    const bool changed = error.kind == base::ErrorKind::conflict && seen &&
                         at != looked.state->passage_at.end() &&
                         looked.state->record_of(at->second).changed != *seen;
    if (!changed) return tl::unexpected<base::Error>(error);
    COMITY_TRY(passage, beside_the_other(looked, passage, *wish.seen, error));
    seen = looked.state->record_of(at->second).changed;
  }
  return base::fail(base::ErrorKind::conflict, "the passage is being changed by others", passage.id,
                    "load the page again and decide anew");
}

base::Status unmark_passage(Installation& installation, const Ask& ask, std::string_view call,
                            const std::string& passage, SeenEntry seen) {
  COMITY_TRY(const auto looked, coding::look(installation, ask, call, Action::code_replies));
  COMITY_CHECK(coding::append_act(
      installation, looked, store::PassageUnmarked{base::to_text(looked.state->call.id), passage},
      seen));
  return {};
}

base::Status finish_coding(Installation& installation, const Ask& ask, std::string_view call,
                           const std::string& reply) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  store::CodingFinished act{base::to_text(looked.state->call.id), reply, 0, 0};
  if (!reply.empty()) {
    const auto* head = looked.state->reply(reply);
    if (head == nullptr) {
      return base::fail(base::ErrorKind::not_found, "there is no such reply", reply,
                        "load the list of replies again: it may have been withdrawn");
    }
    ReplyWords words(installation, looked.read, ask.actor, *looked.state);
    COMITY_TRY(const auto* paragraphs, words.paragraphs(*head));
    // What is said here stays for good, and kappa would count it as read.
    if (paragraphs->empty() && !head->named()) {
      return refuse("the reply has no paragraph that you may read", "reply",
                    "sign in as one of its named readers, or leave it to them");
    }
    act.paragraphs = static_cast<std::int64_t>(paragraphs->size());
    act.version = head->version;
  }
  COMITY_CHECK(append_act(installation, looked, std::move(act), {}));
  return {};
}

base::Status write_code(Installation& installation, const Ask& ask, std::string_view call,
                        const CodeWish& wish) {
  using namespace coding;
  COMITY_CHECK(is_own_code(wish.code));
  base::Status done;
  SeenEntry seen;
  // Of two who change the table at once the second changes what the first made of it.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    COMITY_TRY(const auto looked, look(installation, ask, call, Action::write_synthesis));
    const auto& record = looked.state->record;
    if (seen == record.codes_changed) break;
    seen = record.codes_changed;
    COMITY_TRY(auto codes, table_with(*looked.state, wish));
    if (codes == record.codes) return {};
    const auto written = append_act(
        installation, looked,
        store::CodesWritten{base::to_text(looked.state->call.id), std::move(codes)}, seen);
    if (written) return {};
    done = tl::unexpected<base::Error>(written.error());
    if (written.error().kind != ErrorKind::conflict) break;
  }
  return done;
}

}  // namespace comity::service
