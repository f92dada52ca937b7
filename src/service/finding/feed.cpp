#include "service/finding/feed.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/hash.h"
#include "render/atom.h"
#include "search/query/matches.h"
#include "service/address.h"
#include "service/finding/index_documents.h"
#include "service/finding/reply_documents.h"
#include "store/journal/verbs.h"

namespace comity::service {
namespace {

using base::JsonObject;
using base::Result;

constexpr std::size_t kMostEntriesRead = 100'000;  ///< of the journal

/// A work, or a reply, in which something was found.
struct FeedArrival {
  std::size_t space = 0;   ///< which of the question's
  std::string_view facet;  ///< by which what is of it is found
  std::string name;
  base::Time time;
  std::size_t found = 0;
};

/// When works came to be seen by everyone: published last. Of a call when it was last changed, and
/// so, at the latest, when its replies were shown.
using Publishings = std::map<std::pair<store::SpaceId, std::string>, base::Time>;

Result<Publishings> publishings_of(const store::Read& read) {
  COMITY_TRY(const auto entries, read.recent_entries(kMostEntriesRead));
  Publishings times;
  for (const auto& entry : entries) {  // newest first
    if (entry.verb == "document.published" || entry.verb == store::kCallWritten) {
      times.emplace(std::pair(entry.space, entry.subject), entry.time);
    }
  }
  return times;
}

Result<std::optional<FeedArrival>> arrival_of_work(const store::Read& read, store::SpaceId space,
                                                   std::uint64_t group,
                                                   const Publishings* published) {
  COMITY_TRY(const auto work, read.work(space, group));
  if (!work) return std::optional<FeedArrival>{};
  auto time = work->read;
  if (published != nullptr) {
    const auto found = published->find(std::pair(space, work->name));
    if (found != published->end()) time = found->second;
  }
  return std::optional(FeedArrival{0, facet::kWork, work->name, time, 0});
}

Result<std::optional<FeedArrival>> arrival_of_reply(const store::Read& read, store::SpaceId space,
                                                    store::EntryNumber entry,
                                                    const Publishings& published) {
  COMITY_TRY(const auto entries, read.entries(space, entry - 1, 1));
  const auto id = entries.empty() ? base::Result<std::uint64_t>(0)
                                  : base::from_crockford(entries.front().subject);
  if (!id) return std::optional<FeedArrival>{};
  COMITY_TRY(const auto reply, read.reply(space, {*id}));
  if (!reply) return std::optional<FeedArrival>{};
  auto time = reply->received;
  const auto shown = published.find(std::pair(space, base::to_text(reply->call)));
  if (shown != published.end())
    time.microseconds = std::max(time.microseconds, shown->second.microseconds);
  return std::optional(FeedArrival{0, facet::kReplyId, base::to_text(reply->id), time, 0});
}

/// The newest first; of one time by name, so that the order is always the same.
Result<std::vector<FeedArrival>> arrivals_of(const store::Read& read, const Ask& ask,
                                             const Question& question) {
  std::vector<FeedArrival> arrivals;
  std::optional<Publishings> published;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto& space = question.spaces[i];
    COMITY_TRY(const auto matches,
               search::Matches::find(question.views[i], question.query, question.filters));
    const bool inside = may(ask.actor, Action::read_internal, space.name);
    const auto groups = matches.groups();
    const bool replies = std::any_of(groups.begin(), groups.end(), [](const auto group) {
      return received_by(group).has_value();
    });
    if (!published && (!inside || replies)) {
      COMITY_TRY(published, publishings_of(read));
    }
    for (const auto group : groups) {
      const auto reply = received_by(group);
      COMITY_TRY(auto arrival,
                 reply ? arrival_of_reply(read, space.id, *reply, *published)
                       : arrival_of_work(read, space.id, group, inside ? nullptr : &*published));
      if (!arrival) continue;
      arrival->space = i;
      arrival->found = matches.ids_in(group).size();
      arrivals.push_back(*std::move(arrival));
    }
  }
  std::sort(arrivals.begin(), arrivals.end(), [](const FeedArrival& a, const FeedArrival& b) {
    if (a.time.microseconds != b.time.microseconds) {
      return a.time.microseconds > b.time.microseconds;
    }
    return std::tie(a.name, a.space) < std::tie(b.name, b.space);
  });
  return arrivals;
}

/// A name-based UUID (RFC 9562, version 8) as an IRI.
std::string id_of(std::string_view scope, std::string_view name) {
  auto hex = base::sha256({scope, "\n", name}).hex().substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
  return "urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string title_of(const JsonObject& result) {
  const auto number = base::text_at(result, "number");
  if (base::text_at(result, "kind") == "document" && number.empty()) {
    const auto title = base::text_at(result, "title");
    if (!title.empty()) return std::string(title);
  }
  if (base::text_at(result, "kind") == "reply") {
    return std::string(base::text_at(result, "body")) + ": " +
           std::string(base::text_at(result, "title"));
  }
  std::string title(base::text_at(result, "symbol"));
  if (title.empty()) title = base::text_at(result, "work");
  if (!number.empty()) title += ", " + std::string(number);
  const auto* const state = result.if_contains("state_under_review");
  if (state != nullptr && state->is_object()) {
    title += ": " + std::string(base::text_at(state->get_object(), "name"));
  }
  return title;
}

render::FeedEntry entry_of(const JsonObject& result, const std::string& scope, base::Time time) {
  const std::string address(base::text_at(result, "address"));
  return {id_of(scope, address),
          title_of(result),
          address,
          std::string(base::text_at(result, "text")),
          std::string(base::text_at(result, "kind")),
          time};
}

/// Takes the entries from `first` on, work by work.
Result<std::vector<render::FeedEntry>> entries_of(const Question& question,
                                                  const std::vector<FeedArrival>& arrivals,
                                                  std::size_t first, const StateNames& states,
                                                  model::Language language) {
  std::vector<render::FeedEntry> entries;
  for (const auto& arrival : arrivals) {
    if (entries.size() == kFeedEntries) break;
    if (first >= arrival.found) {
      first -= arrival.found;
      continue;
    }
    search::SearchOptions options;
    options.limit = std::min(arrival.found, first + kFeedEntries - entries.size());
    options.filters = question.filters;
    options.filters.push_back(
        {search::Filter::Kind::any_of, std::string(arrival.facet), {arrival.name}});
    COMITY_TRY(const auto answer,
               search::search({&question.views[arrival.space], 1}, question.query, options));
    for (std::size_t i = first; i < answer.hits.size(); ++i) {
      COMITY_TRY(const auto result, result_json(answer.hits[i], states, language));
      entries.push_back(
          entry_of(result, base::to_text(question.spaces[arrival.space].id), arrival.time));
    }
    first = 0;
  }
  return entries;
}

Parameters parameters_of(const SearchRequest& request) {
  Parameters parameters = {{"q", request.text}};
  parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
  return parameters;
}

std::string feed_address(const SearchRequest& request, int page) {
  auto parameters = parameters_of(request);
  if (page > 1) parameters.emplace_back("page", std::to_string(page));
  return address_with("/search.atom", parameters);
}

std::string feed_title(const SearchRequest& request) {
  std::string title = "Comity";
  if (!request.text.empty()) title += ": " + request.text;
  for (const auto& [name, value] : request.filters) title += " · " + name + ": " + value;
  return title;
}

/// When the record last changed, unless that is in this very second.
Result<base::Time> last_change(const Installation& installation, const store::Read& read) {
  constexpr std::int64_t kSecond = 1'000'000;
  COMITY_TRY(const auto entries, read.recent_entries(1));
  if (entries.empty()) return base::Time{};
  const auto time = entries.front().time;
  const auto now = installation.clock().now();
  return now.microseconds / kSecond > time.microseconds / kSecond ? time : base::Time{};
}

}  // namespace

Result<FeedFile> search_feed(Installation& installation, const Ask& ask,
                             const SearchRequest& request, int page) {
  if (page < 1 || page > kFeedPages) {
    return base::fail(base::ErrorKind::invalid_input, "a feed has no page " + std::to_string(page),
                      "page",
                      "its pages are 1 to " + std::to_string(kFeedPages) +
                          "; narrow the search, or take all of it as CSV");
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto first = static_cast<std::size_t>(page - 1) * kFeedEntries;
  render::Feed feed;
  std::size_t all = 0;
  const auto made =
      answered(installation, ask, read, request, [&](const Question& question) -> Result<bool> {
        COMITY_TRY(const auto arrivals, arrivals_of(read, ask, question));
        COMITY_TRY(feed.entries, entries_of(question, arrivals, first, states, ask.language));
        all = 0;
        for (const auto& each : arrivals) all += each.found;
        if (!arrivals.empty()) feed.updated = arrivals.front().time;
        return true;
      });
  if (!made) return tl::unexpected<base::Error>(made.error());
  feed.id = id_of("feed", feed_address(request, 1));
  feed.title = feed_title(request);
  feed.author = "Comity";
  feed.self = feed_address(request, page);
  feed.alternate = search_address(parameters_of(request));
  if (page < kFeedPages && first + feed.entries.size() < all) {
    feed.next = feed_address(request, page + 1);
  }
  if (page > 1) feed.previous = feed_address(request, page - 1);
  FeedFile out;
  COMITY_TRY(out.modified, last_change(installation, read));
  out.file.media_type = render::kAtomType;
  out.file.name = "search.atom";
  out.file.bytes = std::make_shared<const std::string>(render::atom(feed));
  return out;
}

}  // namespace comity::service
