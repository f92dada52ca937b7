#include "service/texts/record_texts.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "compare/compare.h"
#include "grammar/bodies.h"
#include "grammar/mandates/occasions.h"
#include "grammar/scan.h"
#include "model/symbol.h"

namespace comity::service {
namespace {

/// So many kinds of askers are served without looking again: what was published, and the texts of
/// a few members.
constexpr std::size_t kAskers = 8;

bool may_see(const store::Work& work, const store::Visibility& asker) {
  return work.published || asker.scope == store::Visibility::Scope::everything ||
         std::find(asker.spaces.begin(), asker.spaces.end(), work.space) != asker.spaces.end();
}

int year_of(std::string_view date) {
  int year = 0;
  for (std::size_t i = 0; i < 4 && i < date.size(); ++i) {
    if (date[i] < '0' || date[i] > '9') return 0;
    year = year * 10 + (date[i] - '0');
  }
  return date.size() < 4 ? 0 : year;
}

TextOfRecord text_of(store::Work work) {
  TextOfRecord text;
  text.adopts = model::adopts(work.kind);
  text.year = year_of(work.date);
  bool counted = true;
  if (const auto symbol = model::Symbol::parse(work.symbol)) {
    if (const auto* body = grammar::body_of(*symbol)) text.body = body->code;
    text.session = grammar::session_of(*symbol);
    counted = grammar::shows_session_of_body(*symbol);
  }
  if (text.session == 0 && counted) {
    text.session = grammar::leading_ordinal(work.session, grammar::MandateWords::of(work.language));
  }
  text.time = time_of(work.date, text.body, text.session);
  text.work = std::move(work);
  return text;
}

std::set<std::string> distinct_words(std::string_view title) {
  const auto words = compare::words_of(title);
  return {words.begin(), words.end()};
}

}  // namespace

std::string time_of(std::string_view date, std::string_view body, int session) {
  if (!date.empty()) return std::string(date);
  const auto* known = grammar::body_by_code(body);
  return known == nullptr ? std::string() : grammar::opening_of_session(*known, session);
}

base::Result<RecordTexts> RecordTexts::look(const store::Read& read,
                                            const store::Visibility& asker) {
  RecordTexts record;
  const auto take = [&](store::SpaceId space) {
    return read.each_work(space, [&](const store::Work& work) {
      if (may_see(work, asker) && work.kind != model::WorkKind::table) record.add(work);
      return true;
    });
  };
  // The asker's own copy of a work is the one that its address shows.
  for (const auto space : asker.spaces) COMITY_CHECK(take(space));
  for (const auto& head : read.heads()) COMITY_CHECK(take(head.space));
  record.index();
  return record;
}

base::Result<std::shared_ptr<const RecordTexts>> KeptTexts::look(const store::Read& read,
                                                                 const store::Visibility& asker) {
  const auto who = asker_key(asker);
  const auto& heads = read.heads();
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(recent_.begin(), recent_.end(),
                                    [&](const Kept& each) { return each.asker == who; });
    if (found != recent_.end() && found->heads == heads) {
      recent_.splice(recent_.begin(), recent_, found);
      return found->texts;
    }
  }
  COMITY_TRY(auto record, RecordTexts::look(read, asker));
  auto texts = std::make_shared<const RecordTexts>(std::move(record));
  const std::lock_guard lock(mutex_);
  recent_.remove_if([&](const Kept& each) { return each.asker == who; });
  recent_.push_front({who, heads, texts, nullptr});
  if (recent_.size() > kAskers) recent_.pop_back();
  return texts;
}

std::shared_ptr<MissingCitations> KeptTexts::kept_missing(const std::string& who,
                                                          const std::vector<store::Head>& heads) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(recent_.begin(), recent_.end(), [&](const Kept& each) {
    return each.asker == who && each.heads == heads;
  });
  return found == recent_.end() ? nullptr : found->missing;
}

base::Result<std::shared_ptr<MissingCitations>> KeptTexts::missing(const store::Read& read,
                                                                   const store::Visibility& asker) {
  const auto who = asker_key(asker);
  COMITY_TRY(const auto texts, look(read, asker));
  if (auto kept = kept_missing(who, read.heads())) return kept;
  COMITY_TRY(auto all, read.cited(asker));
  std::erase_if(all,
                [&](const store::Cited& each) { return texts->named(each.symbol) != nullptr; });
  // What can be fetched before words that do not tell what they mean, where both are cited as
  // often.
  std::stable_sort(all.begin(), all.end(), [](const store::Cited& a, const store::Cited& b) {
    const auto order = [](const store::Cited& each) {
      return std::pair(each.symbol.starts_with(store::kUntold), std::string_view(each.symbol));
    };
    return a.works != b.works ? a.works > b.works : order(a) < order(b);
  });
  auto missing = std::make_shared<MissingCitations>(std::move(all));
  const std::lock_guard lock(mutex_);
  for (auto& each : recent_) {
    if (each.asker == who && each.texts == texts) each.missing = missing;
  }
  return missing;
}

base::Result<base::JsonArray> MissingCitations::citing(
    const std::string& symbol, const std::function<base::Result<base::JsonArray>()>& find) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = citing_.find(symbol);
    if (known != citing_.end()) return known->second;
  }
  COMITY_TRY(auto found, find());
  const std::lock_guard lock(mutex_);
  return citing_.try_emplace(symbol, std::move(found)).first->second;
}

void RecordTexts::add(store::Work work) {
  if (!by_name_.emplace(work.name, texts_.size()).second) return;
  texts_.push_back(text_of(std::move(work)));
  const auto& text = texts_.back();
  if (text.body.empty()) return;
  auto& session = sessions_[text.body];
  session = std::max(session, text.session);
  auto& year = years_[text.body];
  year = std::max(year, text.year);
}

void RecordTexts::index() {
  std::map<std::vector<Word>, std::size_t> known;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    std::vector<Word> words;
    for (const auto& word : distinct_words(texts_[i].work.title)) {
      words.push_back(
          vocabulary_.try_emplace(word, static_cast<Word>(vocabulary_.size())).first->second);
    }
    if (words.empty()) continue;
    std::sort(words.begin(), words.end());
    const auto [at, fresh] = known.try_emplace(words, groups_.size());
    if (fresh) groups_.push_back({std::move(words), {}});
    groups_[at->second].texts.push_back(i);
  }
  groups_with_.resize(vocabulary_.size());
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    for (const auto word : groups_[i].words) groups_with_[word].push_back(i);
  }
  // By distinct titles: a question of forty sessions makes its words no commoner.
  for (const auto& groups : groups_with_) {
    weights_.push_back(
        std::log1p(static_cast<double>(groups_.size()) / static_cast<double>(groups.size())));
  }
}

const TextOfRecord* RecordTexts::named(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &texts_[found->second];
}

RecordTexts::Asked RecordTexts::asked(std::string_view title) const {
  Asked out;
  for (const auto& word : distinct_words(title)) {
    const auto found = vocabulary_.find(word);
    if (found == vocabulary_.end()) {
      out.weight += std::log1p(static_cast<double>(groups_.size()));
      continue;
    }
    out.words.push_back(found->second);
    out.weight += weights_[found->second];
  }
  std::sort(out.words.begin(), out.words.end(),
            [&](Word a, Word b) { return std::tie(weights_[b], a) < std::tie(weights_[a], b); });
  return out;
}

double RecordTexts::weight_of(const std::vector<Word>& words) const {
  double sum = 0;
  for (const auto word : words) sum += weights_[word];
  return sum;
}

std::vector<OnQuestion> RecordTexts::on_question(std::string_view title, double least) const {
  const auto question = asked(title);
  std::map<std::size_t, double> shared;  // by group
  double rest = weight_of(question.words);
  for (const auto word : question.words) {
    // A title that has none of the rarer words cannot come to the likeness any more.
    const bool may_begin = rest >= least * question.weight;
    for (const auto group : groups_with_[word]) {
      const auto found = shared.find(group);
      if (found != shared.end()) {
        found->second += weights_[word];
      } else if (may_begin) {
        shared.emplace(group, weights_[word]);
      }
    }
    rest -= weights_[word];
  }
  std::vector<OnQuestion> out;
  for (const auto& [group, both] : shared) {
    const double either = question.weight + weight_of(groups_[group].words) - both;
    const double likeness = either > 0 ? both / either : 0;
    if (likeness < least) continue;
    for (const auto text : groups_[group].texts) out.push_back({text, likeness});
  }
  const auto key = [&](const OnQuestion& each) {
    const auto& text = texts_[each.text];
    return std::tuple(text.time.empty(), std::string_view(text.time), text.session,
                      std::string_view(text.work.name));
  };
  std::sort(out.begin(), out.end(),
            [&](const OnQuestion& a, const OnQuestion& b) { return key(a) < key(b); });
  return out;
}

std::vector<std::size_t> RecordTexts::reports_on(std::string_view title) const {
  const auto question = asked(title);
  std::vector<std::size_t> out;
  if (question.words.size() < 2) return out;
  for (const auto group : groups_with_[question.words.front()]) {
    const auto& words = groups_[group].words;
    const bool all = std::all_of(question.words.begin(), question.words.end(), [&](Word word) {
      return std::binary_search(words.begin(), words.end(), word);
    });
    if (!all || question.weight > weight_of(words) + 1e-9) continue;
    for (const auto text : groups_[group].texts) {
      if (!texts_[text].adopts) out.push_back(text);
    }
  }
  return out;
}

int RecordTexts::last_session(std::string_view body) const {
  const auto found = sessions_.find(body);
  return found == sessions_.end() ? 0 : found->second;
}

int RecordTexts::last_year(std::string_view body) const {
  const auto found = years_.find(body);
  return found == years_.end() ? 0 : found->second;
}

}  // namespace comity::service
