#include "service/coding/learning.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace comity::service::coding {
namespace {

constexpr std::size_t kKeptModels = 16;
constexpr std::size_t kKeptBytes = std::size_t{96} << 20;
constexpr std::int64_t kKeptMicroseconds = std::int64_t{30} * 60 * 1'000'000;
constexpr std::size_t kMostTextBytes = std::size_t{16} << 10;  ///< of a paragraph

/// A coder's work on one reply.
struct OwnReply {
  store::EntryNumber last = 0;  ///< of their acts on it
  bool finished = false;
  std::map<std::pair<std::string, std::int64_t>, std::vector<std::uint32_t>> codes;
};

std::map<std::string, std::uint32_t> numbers_of_codes(const CodingState& state) {
  std::map<std::string, std::uint32_t> numbers;
  for (const auto& code : state.codes) {
    numbers.emplace(code.code, static_cast<std::uint32_t>(numbers.size()));
  }
  return numbers;
}

std::map<std::string, OwnReply> own_replies(const CodingState& state, store::ActorId person) {
  const auto numbers = numbers_of_codes(state);
  std::map<std::string, OwnReply> own;
  for (std::size_t at = 0; at < state.passages.size(); ++at) {
    const auto& record = state.record_of(at);
    const auto& [id, place, codes] = state.passages[at];
    // Marks of a version that its contributor has corrected say nothing of today's words.
    if (record.coder != person || state.reply(place.reply)->version != place.version) continue;
    auto& reply = own[place.reply];
    reply.last = std::max(reply.last, record.changed);
    auto& given = reply.codes[{place.part, place.paragraph}];
    for (const auto& code : codes) {
      const auto number = numbers.find(code);
      const bool there = number == numbers.end() ||
                         std::find(given.begin(), given.end(), number->second) != given.end();
      if (!there) given.push_back(number->second);
    }
    std::sort(given.begin(), given.end());
  }
  for (const auto& each : state.record.finished) {
    if (each.coder != person || each.reply.empty() || !state.is_of_now(each)) continue;
    auto& reply = own[each.reply];
    reply.finished = true;
    reply.last = std::max(reply.last, each.entry);
  }
  return own;
}

/// Those last worked on first.
std::vector<std::pair<const ReplyHead*, const OwnReply*>> latest_first(
    const CodingState& state, const std::map<std::string, OwnReply>& own) {
  std::vector<std::pair<const ReplyHead*, const OwnReply*>> all;
  all.reserve(own.size());
  for (const auto& [name, reply] : own) all.emplace_back(state.reply(name), &reply);
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.second->last > b.second->last; });
  return all;
}

/// What of a reply the coder has judged.
std::vector<tagging::CodedText> judged(const std::vector<ReplyParagraph>& paragraphs,
                                       const OwnReply& own, std::uint32_t source) {
  std::vector<tagging::CodedText> texts;
  std::size_t last = 0;
  for (const auto& each : paragraphs) {
    tagging::CodedText text{each.text.substr(0, kMostTextBytes), {}, source};
    const auto found = own.codes.find({each.part, each.number});
    if (found != own.codes.end()) text.codes = found->second;
    texts.push_back(std::move(text));
    if (found != own.codes.end()) last = texts.size();
  }
  if (!own.finished) texts.resize(last);
  return texts;
}

/// Who learns, and, with `state`, from what. Of others' marks nothing goes in.
base::Hash name_of(const CodingState& state, const Learner& learner, bool with_work) {
  std::string name = base::to_text(state.call.id) + "|" + base::to_text(learner.person) + "|" +
                     learner.session + "|";
  if (!with_work) return base::sha256(name);
  for (const auto& code : state.codes) name += code.code + ",";
  for (const auto& [reply, own] : own_replies(state, learner.person)) {
    name += "|" + reply + ":" + std::to_string(state.reply(reply)->changed) + ":" +
            std::to_string(own.last) + (own.finished ? "!" : ":");
    for (const auto& [place, codes] : own.codes) {
      name += place.first + " " + std::to_string(place.second);
      for (const auto code : codes) name += "," + std::to_string(code);
      name += ";";
    }
  }
  return base::sha256(name);
}

}  // namespace

std::vector<OwnCodings> own_codings(const CodingState& state, store::ActorId person) {
  std::vector<OwnCodings> all(state.codes.size());
  for (const auto& [name, reply] : own_replies(state, person)) {
    std::vector<bool> here(all.size(), false);
    for (const auto& [place, codes] : reply.codes) {
      for (const auto code : codes) {
        ++all[code].paragraphs;
        if (!here[code]) ++all[code].replies;
        here[code] = true;
      }
    }
  }
  return all;
}

base::Result<Material> material_of(const CodingState& state, store::ActorId person,
                                   ReplyWords& words) {
  Material material;
  std::size_t bytes = 0;
  const auto own = own_replies(state, person);
  for (const auto& [head, reply] : latest_first(state, own)) {
    const bool full = material.texts.size() >= kMostLearntParagraphs || bytes >= kMostLearntBytes;
    if (full) {
      ++material.left_out;
      continue;
    }
    COMITY_TRY(const auto* paragraphs, words.paragraphs(*head));
    auto texts = judged(*paragraphs, *reply, static_cast<std::uint32_t>(material.replies));
    ++(texts.empty() ? material.left_out : material.replies);
    for (auto& text : texts) {
      bytes += text.text.size();
      material.texts.push_back(std::move(text));
    }
  }
  return material;
}

base::Result<std::shared_ptr<const Learnt>> CodeModels::learnt(const CodingState& state,
                                                               const Learner& learner,
                                                               ReplyWords& words, base::Time now) {
  const auto of = name_of(state, learner, true);
  if (auto known = kept(of, now)) return known;
  const std::scoped_lock one_at_a_time(learning_);
  if (auto known = kept(of, now)) return known;
  COMITY_TRY(auto material, material_of(state, learner.person, words));
  auto made = std::make_shared<Learnt>();
  made->model = tagging::CodeModel::learnt_from(material.texts,
                                                static_cast<std::uint32_t>(state.codes.size()));
  made->paragraphs = static_cast<std::int64_t>(material.texts.size());
  made->replies = material.replies;
  made->left_out = material.left_out;
  keep({of, name_of(state, learner, false), made, now});
  return std::shared_ptr<const Learnt>(std::move(made));
}

std::shared_ptr<const Learnt> CodeModels::kept(const base::Hash& of, base::Time now) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(kept_, [&](const Kept& each) {
    return each.used.microseconds + kKeptMicroseconds < now.microseconds;
  });
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& each) { return each.of == of; });
  if (found == kept_.end()) return nullptr;
  found->used = now;
  kept_.splice(kept_.begin(), kept_, found);
  return found->learnt;
}

void CodeModels::keep(Kept made) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(kept_, [&](const Kept& each) { return each.who == made.who; });
  kept_.push_front(std::move(made));
  std::size_t bytes = 0;
  std::size_t count = 0;
  // The newest is kept whatever it weighs: it is bounded by what it learnt from.
  std::erase_if(kept_, [&](const Kept& each) {
    bytes += each.learnt->model.bytes();
    return ++count > kKeptModels || (count > 1 && bytes > kKeptBytes);
  });
}

}  // namespace comity::service::coding
