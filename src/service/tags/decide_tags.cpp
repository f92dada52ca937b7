#include "service/tags/decide_tags.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "service/export.h"
#include "service/reviews/recommendation_name.h"
#include "service/tags/tag_decisions.h"
#include "service/written.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using store::TagVerdict;
using tagging::Label;
using tagging::Scheme;

constexpr std::size_t kMostFound = 100'000;
constexpr std::array kTagColumns{"id", "scheme", "code", "action"};

constexpr std::array<std::pair<TagAction, std::string_view>, 4> kActionNames{{
    {TagAction::add, "add"},
    {TagAction::confirm, "confirm"},
    {TagAction::remove, "remove"},
    {TagAction::take_back, "take-back"},
}};

/// The schemes of which people say something.
std::vector<Scheme> schemes_said() {
  std::vector<Scheme> out;
  for (std::size_t i = 0; i < tagging::kSchemes; ++i) {
    const auto scheme = static_cast<Scheme>(i);
    if (!facet_of(scheme).empty()) out.push_back(scheme);
  }
  return out;
}

Result<const Label*> label_wished(const TagWish& wish) {
  std::string known;
  for (const auto scheme : schemes_said()) {
    const bool named = wish.scheme == tagging::name_of(scheme) || wish.scheme == facet_of(scheme);
    if (!named) {
      known += (known.empty() ? "" : ", ") + std::string(tagging::name_of(scheme));
      continue;
    }
    const auto* const label = tagging::label_of(scheme, wish.code);
    if (label != nullptr) return label;
    return refuse("the scheme " + wish.scheme + " has no code " + wish.code, "code",
                  "the recommendation's page lists the codes there are");
  }
  return refuse("tags have no scheme " + wish.scheme, "scheme", "the schemes are " + known);
}

/// A recommendation with what is said of its tags.
struct TagSubject {
  store::Work work;
  std::vector<model::Clause> clauses;
  std::string address;
};

/// A work with what was said of its tags before.
struct WorkSaid {
  store::Work work;
  TagsSaid said;
};

/// A tag of a clause.
using TagPlace =
    std::tuple<store::SpaceId, store::WorkId, std::string, std::uint32_t, const Label*>;

/// Makes entries of wishes.
class TagDecider {
 public:
  TagDecider(Installation& installation, const store::Read& read, const Ask& ask)
      : read_(read), ask_(ask), tagger_(tags_of(installation).current()) {}

  /// Whether it changes anything. An error leaves nothing of the wish behind.
  Result<bool> take(const TagWish& wish) {
    const auto action = tag_action_from(wish.action);
    if (!action) {
      return refuse("tags are not for this: " + wish.action, "action",
                    "add, confirm, remove or take-back");
    }
    COMITY_TRY(const auto* label, label_wished(wish));
    const auto name = recommendation_named(wish.recommendation);
    if (!name) {
      return refuse("this names no recommendation: " + wish.recommendation, "id",
                    "name one as its page does: A/HRC/21/11/119.1");
    }
    COMITY_TRY(const auto subject, subject_of(*name));
    std::vector<std::uint32_t> clauses;
    for (std::uint32_t clause = 1; clause <= subject.clauses.size(); ++clause) {
      if (name->clause != 0 && name->clause != static_cast<int>(clause)) continue;
      COMITY_TRY(const bool concerns, concerned(*action, subject, name->number, clause, label));
      if (concerns) clauses.push_back(clause);
    }
    if (clauses.empty()) return nothing_there(*action, *label, subject.address);
    COMITY_CHECK(agrees(*action, subject, name->number, clauses, label, wish));
    bool changed = false;
    for (const auto clause : clauses) {
      changed |= write(*action, subject, name->number, clause, label, wish);
    }
    return changed;
  }

  /// One for each work, in the order of spaces.
  [[nodiscard]] std::vector<store::NewEntry> entries(store::ActorId person,
                                                     const std::string& reason) {
    std::vector<store::NewEntry> out;
    for (auto& [key, act] : acts_) {
      act.reason = reason;
      out.push_back({key.first, person, std::move(act)});
    }
    return out;
  }

 private:
  Result<const WorkSaid*> work_of(const std::string& name) {
    const auto known = works_.find(name);
    if (known != works_.end()) return &known->second;
    WorkSaid found;
    COMITY_TRY(found.work, work_to_change(read_, ask_, name, Action::correct, {}));
    COMITY_TRY(found.said, TagsSaid::of(read_, found.work));
    return &works_.emplace(name, std::move(found)).first->second;
  }

  Result<TagSubject> subject_of(const RecommendationName& name) {
    COMITY_TRY(const auto* of, work_of(name.work));
    TagSubject subject{of->work, {}, recommendation_address(name.work, name.number, name.clause)};
    COMITY_TRY(const auto record,
               read_.recommendation(subject.work.space, subject.work.id, name.number,
                                    store::Visibility::everything()));
    const auto clause = static_cast<std::size_t>(name.clause);
    if (!record || clause > record->recommendation.clauses.size()) {
      return base::fail(ErrorKind::not_found,
                        "the record holds no recommendation " + name.number +
                            (name.clause > 0 ? "~" + std::to_string(name.clause) : "") + " in " +
                            name.work,
                        subject.address, "look at the review's lists");
    }
    subject.clauses = record->recommendation.clauses;
    return subject;
  }

  /// What holds of a clause.
  [[nodiscard]] std::vector<const store::TagRecord*> said_of(const TagSubject& subject,
                                                             const std::string& number,
                                                             std::uint32_t clause) const {
    return works_.at(subject.work.name)
        .said.of(number, clause, subject.clauses[clause - 1].text, subject.work.language);
  }

  static const store::TagRecord* said_of_label(const std::vector<const store::TagRecord*>& said,
                                               const Label& label) {
    for (const auto* each : said) {
      if (each->tag.scheme == tagging::name_of(label.scheme) && each->tag.code == label.code) {
        return each;
      }
    }
    return nullptr;
  }

  /// Whether there is something to do of the clause: to confirm a tag it must be there, to take
  /// back what was said it must have been said, of this text or an earlier one.
  [[nodiscard]] Result<bool> concerned(TagAction action, const TagSubject& subject,
                                       const std::string& number, std::uint32_t clause,
                                       const Label* label) const {
    if (action == TagAction::take_back) {
      auto said = works_.at(subject.work.name).said.of(number);
      std::erase_if(said, [&](const auto* each) { return each->clause != clause; });
      return said_of_label(said, *label) != nullptr;
    }
    if (action != TagAction::confirm) return true;
    const auto standing = standing_tags(*tagger_, subject.clauses[clause - 1].text,
                                        subject.work.language, said_of(subject, number, clause));
    return std::any_of(standing.begin(), standing.end(),
                       [&](const StandingTag& tag) { return tag.guess.tag.label == label; });
  }

  static tl::unexpected<base::Error> nothing_there(TagAction action, const Label& label,
                                                   const std::string& address) {
    const auto tag = std::string(tagging::name_of(label.scheme)) + ":" + label.code;
    if (action == TagAction::take_back) {
      return base::fail(ErrorKind::not_found, "nobody said anything of the tag " + tag, address,
                        "its page shows what was said");
    }
    return base::fail(ErrorKind::conflict, "the recommendation does not have the tag " + tag,
                      address, "to give it one that the machine does not, add it");
  }

  static TagVerdict verdict_of(TagAction action) {
    if (action == TagAction::take_back) return TagVerdict::withdrawn;
    return action == TagAction::remove ? TagVerdict::has_not : TagVerdict::has;
  }

  /// That no wish before says otherwise of the same.
  base::Status agrees(TagAction action, const TagSubject& subject, const std::string& number,
                      const std::vector<std::uint32_t>& clauses, const Label* label,
                      const TagWish& wish) const {
    for (const auto clause : clauses) {
      const auto before =
          wished_.find({subject.work.space, subject.work.id, number, clause, label});
      if (before == wished_.end() || before->second.first == verdict_of(action)) continue;
      const auto line = before->second.second;
      return refuse("another row says otherwise of the same tag" +
                        (line > 0 ? ": line " + std::to_string(line) : std::string()),
                    "action", "leave one of the two: " + wish.recommendation);
    }
    return {};
  }

  bool write(TagAction action, const TagSubject& subject, const std::string& number,
             std::uint32_t clause, const Label* label, const TagWish& wish) {
    const auto verdict = verdict_of(action);
    const auto [at, first] = wished_.insert(
        {{subject.work.space, subject.work.id, number, clause, label}, {verdict, wish.line}});
    if (!first) return false;
    const auto said = said_of(subject, number, clause);
    const auto* const before = said_of_label(said, *label);
    if (before != nullptr && before->tag.verdict == verdict) return false;
    auto& tags = tags_of_clause(subject, number, clause);
    // A recommendation is of one kind of action.
    if (verdict == TagVerdict::has && label->scheme == Scheme::action) {
      for (const auto* each : said) {
        const bool other = each->tag.scheme == tagging::name_of(Scheme::action) &&
                           each->tag.verdict == TagVerdict::has;
        if (other) tags.push_back({each->tag.scheme, each->tag.code, TagVerdict::withdrawn});
      }
    }
    tags.push_back({std::string(tagging::name_of(label->scheme)), label->code, verdict});
    return true;
  }

  std::vector<store::TagSaid>& tags_of_clause(const TagSubject& subject, const std::string& number,
                                              std::uint32_t clause) {
    auto& act = acts_[{subject.work.space, subject.work.id}];
    act.work = subject.work.name;
    act.language = subject.work.language;
    for (auto each = act.clauses.rbegin(); each != act.clauses.rend(); ++each) {
      if (each->number == number && each->clause == clause) return each->tags;
    }
    act.clauses.push_back({number, clause, subject.clauses[clause - 1].text, {}});
    return act.clauses.back().tags;
  }

  const store::Read& read_;
  const Ask& ask_;
  std::shared_ptr<const TextTagger> tagger_;
  std::map<std::string, WorkSaid> works_;
  std::map<TagPlace, std::pair<TagVerdict, std::size_t>> wished_;
  std::map<std::pair<store::SpaceId, store::WorkId>, store::RecommendationTagged> acts_;
};

/// Reasons of tags may be left out.
Result<std::string> reason_of(std::string_view given) {
  if (base::trimmed(given).empty()) return std::string();
  return written_reason(given);
}

base::Status append(Installation& installation, std::vector<store::NewEntry> entries,
                    TagsDone& done) {
  // What is of one space is one transaction; the entries are in the order of spaces.
  for (auto first = entries.begin(); first != entries.end();) {
    const auto last = std::find_if(first, entries.end(),
                                   [&](const auto& each) { return each.space != first->space; });
    COMITY_TRY(const auto appended, installation.store().append({std::make_move_iterator(first),
                                                                 std::make_move_iterator(last)}));
    for (const auto& each : appended) done.entries.emplace_back(each.work, each.number);
    first = last;
  }
  return {};
}

}  // namespace

std::optional<TagAction> tag_action_from(std::string_view name) {
  for (const auto& [action, known] : kActionNames) {
    if (name == known) return action;
  }
  return std::nullopt;
}

JsonObject to_json(const TagsDone& done) {
  JsonArray refused;
  for (const auto& [wish, why] : done.refused) {
    refused.push_back(JsonObject{{"line", wish.line},
                                 {"id", wish.recommendation},
                                 {"scheme", wish.scheme},
                                 {"code", wish.code},
                                 {"action", wish.action},
                                 {"reason", why.message},
                                 {"mend", why.mend}});
  }
  JsonArray entries;
  for (const auto& [work, entry] : done.entries) {
    entries.push_back(JsonObject{{"work", work}, {"entry", entry}});
  }
  return {{"rows", done.changed + done.same + done.refused.size()},
          {"changed", done.changed},
          {"same", done.same},
          {"refused", std::move(refused)},
          {"entries", std::move(entries)}};
}

std::string refused_csv(const TagsDone& done) {
  std::string out;
  base::append_csv_row(out, {"id", "scheme", "code", "action", "reason"});
  for (const auto& [wish, why] : done.refused) {
    base::append_csv_row(out, {base::defused(wish.recommendation), base::defused(wish.scheme),
                               base::defused(wish.code), base::defused(wish.action),
                               why.message + (why.mend.empty() ? "" : "; " + why.mend)});
  }
  return out;
}

Result<TagsDone> decide_tags(Installation& installation, const Ask& ask,
                             const std::vector<TagWish>& wishes, std::string_view reason,
                             TagEffect effect) {
  COMITY_TRY(const auto why, reason_of(reason));
  COMITY_TRY(const auto read, installation.store().read());
  TagDecider decider(installation, read, ask);
  TagsDone done;
  for (const auto& wish : wishes) {
    auto taken = decider.take(wish);
    if (!taken) {
      done.refused.push_back({wish, std::move(taken).error()});
    } else {
      ++(*taken ? done.changed : done.same);
    }
  }
  if (effect == TagEffect::only_tell || done.changed == 0) return done;
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  COMITY_CHECK(append(installation, decider.entries(person, why), done));
  return done;
}

Result<TagsDone> decide_tags_as_seen(Installation& installation, const Ask& ask,
                                     const std::vector<TagWish>& wishes, std::string_view reason,
                                     std::string_view etag) {
  if (wishes.empty()) {
    return refuse("nothing is said of any tag", "add", "name one as SCHEME:CODE");
  }
  COMITY_TRY(const auto why, reason_of(reason));
  COMITY_TRY(const auto read, installation.store().read());
  TagDecider decider(installation, read, ask);
  TagsDone done;
  for (const auto& wish : wishes) {
    COMITY_TRY(const bool changed, decider.take(wish));
    ++(changed ? done.changed : done.same);
  }
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  auto entries = decider.entries(person, why);
  if (!etag.empty()) {
    const auto name = recommendation_named(wishes.front().recommendation);
    COMITY_ASSERT(name.has_value());
    COMITY_TRY(const auto work, work_to_change(read, ask, name->work, Action::correct, etag));
    for (auto& entry : entries) entry.seen = work.changed;
  }
  COMITY_CHECK(append(installation, std::move(entries), done));
  return done;
}

Result<std::vector<TagWish>> tag_wishes_from(std::string_view bytes, std::string_view name) {
  base::CsvRows rows(bytes);
  std::vector<std::string> row;
  const auto located = [&](base::Error error) {
    error.place = std::string(name) + ", " + error.place;
    return tl::unexpected<base::Error>(std::move(error));
  };
  auto header = rows.next(row);
  if (!header) return located(std::move(header).error());
  const std::vector<std::string> columns = *header ? row : std::vector<std::string>{};
  std::array<std::size_t, kTagColumns.size()> at{};
  for (std::size_t i = 0; i < kTagColumns.size(); ++i) {
    const auto found = std::find(columns.begin(), columns.end(), kTagColumns[i]);
    if (found == columns.end()) {
      return base::fail(
          ErrorKind::invalid_input, "the table has no column " + std::string(kTagColumns[i]),
          std::string(name) + ", row 1", "name the columns id, scheme, code and action");
    }
    at[i] = static_cast<std::size_t>(found - columns.begin());
  }
  std::vector<TagWish> wishes;
  while (true) {
    auto more = rows.next(row);
    if (!more) {
      wishes.push_back({std::string(rows.skip_line()), "", "", "", rows.line()});
      continue;
    }
    if (!*more) break;
    if (row.size() != columns.size()) {
      std::string whole;
      base::append_csv_row(whole, row);
      wishes.push_back({std::string(base::trimmed(whole)), "", "", "", rows.line()});
      continue;
    }
    const auto field = [&](std::size_t i) {
      return std::string(base::trimmed(base::from_defused(row[at[i]])));
    };
    wishes.push_back({field(0), field(1), field(2), field(3), rows.line()});
  }
  if (!wishes.empty()) return wishes;
  return base::fail(ErrorKind::invalid_input, "the table has no rows", std::string(name),
                    "write a row for each tag: id, scheme, code, action");
}

Result<std::vector<TagWish>> tag_wishes_of_found(Installation& installation, const Ask& ask,
                                                 const SearchRequest& request,
                                                 const TagWish& wish) {
  COMITY_TRY(const auto found, found_clauses(installation, ask, request, kMostFound + 1));
  if (found.size() > kMostFound) {
    return refuse("the search finds more than 100,000 clauses", "q", "narrow it by a filter");
  }
  std::vector<TagWish> wishes;
  wishes.reserve(found.size());
  for (const auto& clause : found) {
    wishes.push_back(wish);
    wishes.back().recommendation =
        clause.work + "/" + clause.number + "~" + std::to_string(clause.clause);
  }
  return wishes;
}

TagWish tag_wish_from(std::string_view recommendation, std::string_view action,
                      std::string_view tag) {
  const auto colon = tag.find(':');
  TagWish wish{std::string(recommendation), std::string(base::trimmed(tag.substr(0, colon))), "",
               std::string(action)};
  if (colon != std::string_view::npos) wish.code = base::trimmed(tag.substr(colon + 1));
  return wish;
}

JsonArray tag_choices(model::Language language) {
  JsonArray out;
  for (const auto scheme : schemes_said()) {
    JsonArray labels;
    for (const auto& label : tagging::labels()) {
      if (label.scheme != scheme) continue;
      labels.push_back(
          JsonObject{{"code", label.code}, {"label", tagging::name_in(label, language)}});
    }
    out.push_back(JsonObject{{"scheme", tagging::name_of(scheme)}, {"labels", std::move(labels)}});
  }
  return out;
}

}  // namespace comity::service
