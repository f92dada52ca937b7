#include "service/coding/state.h"

#include <algorithm>

#include "base/text.h"
#include "service/consultation/parts.h"

namespace comity::service::coding {
namespace {

constexpr std::size_t kKeptStates = 8;

using StatePointer = std::shared_ptr<const CodingState>;

void put_content(ReplyHead& head, const model::ReplyContent& content) {
  head.agrees = content.publish;
  if (!head.named()) return;
  head.body = content.body;
  head.kind = model::name_of(content.kind);
  head.sorted = base::sort_key(head.body, "en") + head.name;
}

/// The heads of all replies; what another state knows of one that has not changed is taken over, so
/// that no content is read again.
base::Status read_heads(const store::Read& read, const CodingState* before, CodingState& state) {
  COMITY_TRY(const auto records, read.reply_heads(state.call.space, state.call.id));
  for (const auto& record : records) {
    if (record.withdrawn) continue;
    ReplyHead head;
    head.id = record.id;
    head.name = base::to_text(record.id);
    head.version = static_cast<std::int64_t>(record.version);
    head.changed = record.changed;
    head.way = record.way;
    // Of a sealed reply it lies sealed with the words.
    if (head.named()) head.language = record.language;
    const auto* known = before == nullptr ? nullptr : before->reply(head.name);
    if (known != nullptr && known->changed == head.changed) {
      head = *known;
    } else {
      COMITY_TRY(const auto whole, read.reply(state.call.space, record.id));
      if (whole && whole->content) put_content(head, *whole->content);
    }
    model::ReplyContent content;
    content.publish = head.agrees;
    head.published = head.named() && model::is_published(state.call.content, head.way, content);
    state.reply_at.emplace(head.name, state.replies.size());
    state.replies.push_back(std::move(head));
  }
  return {};
}

void find_passages(CodingState& state) {
  const auto& all = state.record.passages;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& passage = all[i].passage;
    if (all[i].ended != 0 || !state.reply_at.contains(passage.place.reply)) continue;
    state.passage_at.emplace(passage.id, state.passages.size());
    state.passages_of[passage.place.reply].push_back(state.passages.size());
    state.passages.push_back(passage);
    state.recorded.push_back(i);
  }
  std::vector<model::SynthesisLine> lines;
  lines.reserve(state.record.lines.size());
  for (const auto& each : state.record.lines) lines.push_back(each.line);
  std::set<std::string, std::less<>> aside;
  for (const auto& each : state.record.set_aside) aside.insert(each.passage);
  state.uses = coverage_of(state.passages, lines, aside);
  for (std::size_t i = 0; i < state.passages.size(); ++i) {
    if (state.is_stale(i)) state.uses[i] = Use::stale;
  }
}

using CodedPlace = std::pair<std::string, std::int64_t>;  ///< of a reply: part and number
using Judged = std::map<CodedPlace, std::set<std::string>>;

/// Of a version that nobody said (0) it may be any.
bool may_be_of_one_version(std::int64_t one, std::int64_t other) {
  return one == 0 || other == 0 || one == other;
}

bool read_the_same(const store::FinishedRecord& first, const store::FinishedRecord& second) {
  return first.paragraphs == second.paragraphs &&
         may_be_of_one_version(first.version, second.version);
}

/// What a coder had marked in a reply when they finished with it, in the version that they read.
Judged judged_by(const CodingState& state, const store::FinishedRecord& finished) {
  Judged judged;
  for (const auto& each : state.record.passages) {
    const bool then = each.coder == finished.coder && each.passage.place.reply == finished.reply &&
                      may_be_of_one_version(each.passage.place.version, finished.version) &&
                      each.marked < finished.entry &&
                      (each.ended == 0 || each.ended > finished.entry);
    if (!then) continue;
    const auto& place = each.passage.place;
    judged[{place.part, place.paragraph}].insert(each.passage.codes.begin(),
                                                 each.passage.codes.end());
  }
  return judged;
}

/// The paragraphs of one reply, as two coders judged it; those that neither marked have no code.
std::vector<JudgedUnit> units_of(const Judged& first, const Judged& second,
                                 std::int64_t paragraphs) {
  std::map<CodedPlace, JudgedUnit> units;
  for (const auto& [paragraph, codes] : first) units[paragraph].first = codes;
  for (const auto& [paragraph, codes] : second) units[paragraph].second = codes;
  std::vector<JudgedUnit> all;
  all.reserve(units.size());
  for (auto& [paragraph, unit] : units) all.push_back(std::move(unit));
  all.resize(std::max(all.size(), static_cast<std::size_t>(paragraphs)));
  return all;
}

/// Whether they had finished before they could see what others marked: all of it once they had said
/// that they code no more, and what the report shows once it was public.
bool judged_alone(const CodingState& state, const std::map<store::ActorId, std::uint64_t>& done,
                  const store::FinishedRecord& finished) {
  const auto published = state.record.first_published;
  if (published != 0 && published < finished.entry) return false;
  const auto own = done.find(finished.coder);
  return own == done.end() || own->second >= finished.entry;
}

/// Since which entry each coder has coded no more; in the order of entries the first counts.
std::map<store::ActorId, std::uint64_t> coders_done(const CodingState& state) {
  std::map<store::ActorId, std::uint64_t> done;
  for (const auto& each : state.record.finished) {
    if (each.reply.empty()) done.emplace(each.coder, each.entry);
  }
  return done;
}

void find_agreement(CodingState& state) {
  std::map<std::string, std::vector<std::pair<const store::FinishedRecord*, Judged>>> by_reply;
  const auto done = coders_done(state);
  for (const auto& each : state.record.finished) {
    if (!state.is_of_now(each)) continue;
    state.finished.emplace(each.coder, each.reply);
    if (each.reply.empty() || !judged_alone(state, done, each)) continue;
    by_reply[each.reply].emplace_back(&each, Judged());
  }
  std::map<std::pair<store::ActorId, store::ActorId>, std::vector<JudgedUnit>> pairs;
  std::map<std::pair<store::ActorId, store::ActorId>, std::vector<std::string>> replies;
  for (auto& [reply, coders] : by_reply) {
    if (coders.size() < 2) continue;
    std::sort(coders.begin(), coders.end(),
              [](const auto& a, const auto& b) { return a.first->coder < b.first->coder; });
    for (auto& [finished, judged] : coders) judged = judged_by(state, *finished);
    for (std::size_t i = 0; i < coders.size(); ++i) {
      for (std::size_t j = i + 1; j < coders.size(); ++j) {
        if (!read_the_same(*coders[i].first, *coders[j].first)) continue;
        const std::pair key(coders[i].first->coder, coders[j].first->coder);
        auto units = units_of(coders[i].second, coders[j].second, coders[i].first->paragraphs);
        auto& all = pairs[key];
        all.insert(all.end(), std::make_move_iterator(units.begin()),
                   std::make_move_iterator(units.end()));
        replies[key].push_back(reply);
      }
    }
  }
  std::vector<std::string> codes;
  codes.reserve(state.codes.size());
  for (const auto& code : state.codes) codes.push_back(code.code);
  for (const auto& [key, units] : pairs) {
    state.agreement.push_back({key.first, key.second, replies[key],
                               static_cast<std::int64_t>(units.size()),
                               agreement_on(units, codes)});
  }
}

store::EntryNumber head_of(const store::Read& read, store::SpaceId space) {
  for (const auto& head : read.heads()) {
    if (head.space == space) return head.applied;
  }
  return 0;
}

base::Result<StatePointer> made_state(const store::Read& read, store::CallRecord call,
                                      const CodingState* before) {
  auto state = std::make_shared<CodingState>();
  state->head = head_of(read, call.space);
  state->call = std::move(call);
  COMITY_TRY(state->record, read.coding(state->call.space, base::to_text(state->call.id)));
  state->codes = heading_codes();
  state->codes.insert(state->codes.end(), state->record.codes.begin(), state->record.codes.end());
  COMITY_CHECK(read_heads(read, before, *state));
  find_passages(*state);
  find_agreement(*state);
  return StatePointer(std::move(state));
}

}  // namespace

const ReplyHead* CodingState::reply(const std::string& id) const {
  const auto found = reply_at.find(id);
  return found == reply_at.end() ? nullptr : &replies[found->second];
}

const model::Passage* CodingState::passage(const std::string& id) const {
  const auto found = passage_at.find(id);
  return found == passage_at.end() ? nullptr : &passages[found->second];
}

bool CodingState::is_stale(std::size_t passage) const {
  const auto& place = passages[passage].place;
  return reply(place.reply)->version != place.version;
}

bool CodingState::stands(const std::string& passage) const {
  const auto found = passage_at.find(passage);
  return found != passage_at.end() && !is_stale(found->second);
}

bool CodingState::is_of_now(const store::FinishedRecord& finished) const {
  if (finished.reply.empty()) return true;
  const auto* head = reply(finished.reply);
  return head != nullptr && may_be_of_one_version(finished.version, head->version);
}

bool CodingState::has_finished(store::ActorId person, const std::string& reply) const {
  return finished.contains(std::pair(person, reply)) ||
         finished.contains(std::pair(person, std::string()));
}

bool CodingState::shown_to(store::ActorId person, std::size_t passage) const {
  return record_of(passage).coder == person || has_finished(person, passages[passage].place.reply);
}

bool CodingState::shown_to(store::ActorId person, const PairAgreement& pair) const {
  return record.published ||
         std::all_of(pair.replies.begin(), pair.replies.end(),
                     [&](const std::string& reply) { return has_finished(person, reply); });
}

const store::SetAsideRecord* CodingState::set_aside(const std::string& passage) const {
  const auto found =
      std::lower_bound(record.set_aside.begin(), record.set_aside.end(), passage,
                       [](const auto& each, const auto& id) { return each.passage < id; });
  return found == record.set_aside.end() || found->passage != passage ? nullptr : &*found;
}

const std::vector<model::PassageCode>& heading_codes() {
  static const std::vector<model::PassageCode> codes = {
      {std::string(model::kHeadingCodes[0]), "Ways and means", "heading"},
      {std::string(model::kHeadingCodes[1]), "Obstacles", "heading"},
      {std::string(model::kHeadingCodes[2]), "Challenges", "heading"},
      {std::string(model::kHeadingCodes[3]), "Proposals", "heading"}};
  return codes;
}

base::Result<StatePointer> CodingStates::look(const store::Read& read, const Actor& actor,
                                              std::string_view call) {
  COMITY_TRY(auto record, calling::call_named(read, {actor}, call));
  const auto head = head_of(read, record.space);
  StatePointer before;
  {
    const std::scoped_lock lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at) {
      if ((*at)->call.id != record.id) continue;
      before = *at;
      kept_.splice(kept_.begin(), kept_, at);
      break;
    }
  }
  if (before && before->head == head) return before;
  COMITY_TRY(auto state, made_state(read, std::move(record), before.get()));
  const std::scoped_lock lock(mutex_);
  std::erase_if(kept_, [&](const StatePointer& each) {
    return each->call.id == state->call.id && each->head < state->head;
  });
  kept_.push_front(state);
  if (kept_.size() > kKeptStates) kept_.pop_back();
  return state;
}

}  // namespace comity::service::coding
