#include "service/sources/settlements.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "service/sources/sources.h"
#include "service/written.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonObject;
using base::Result;
using SettlementWhat = SettlementWish::What;

/// A clause as a person names it.
struct ClauseName {
  std::string work;
  std::string number;
  int clause = 1;
};

Result<ClauseName> clause_from(std::string_view given) {
  auto text = base::trimmed(given);
  for (const std::string_view before : {"/recommendations/", "/documents/"}) {
    const auto at = text.find(before);
    if (at != std::string_view::npos) text.remove_prefix(at + before.size());
  }
  const auto parted = text.find_last_of("/#");
  const auto broken = [&] {
    return refuse("this names no clause: " + std::string(given), "clause",
                  "write WORK/NUMBER, as A/HRC/21/11/119.1, or A/HRC/21/11/92.6~2 for a clause");
  };
  if (parted == std::string_view::npos || parted == 0 || parted + 1 == text.size()) return broken();
  ClauseName name{std::string(text.substr(0, parted)), std::string(text.substr(parted + 1))};
  const auto tilde = name.number.rfind('~');
  if (tilde == std::string::npos) return name;
  const auto digits = std::string_view(name.number).substr(tilde + 1);
  const auto* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, name.clause);
  if (read.ec != std::errc() || read.ptr != end || name.clause < 1 || tilde == 0) return broken();
  name.number.resize(tilde);
  return name;
}

/// The clause among what the reports of the row's review say; of several States the row's own.
Result<store::ClauseSeen> seen_clause(const store::Read& read, const store::Visibility& asker,
                                      const store::SourceRowRecord& record, const std::string& by,
                                      const ClauseName& name) {
  COMITY_TRY(const auto content, review_content(read, asker, record.row.state, record.row.cycle));
  const bool pledge = record.kind == store::SourceRowRecord::Kind::pledge;
  const SaidClause* found = nullptr;
  for (const auto& clause : pledge ? content.pledges : content.clauses) {
    if (clause.work != name.work || clause.number != name.number || clause.clause != name.clause) {
      continue;
    }
    if (found == nullptr || clause.by == by) found = &clause;
  }
  if (found == nullptr) {
    return fail(ErrorKind::not_found,
                "no report of the row's review has the clause " + name.number + "~" +
                    std::to_string(name.clause),
                name.work,
                "name a clause of " + review_address(record.row.state, record.row.cycle));
  }
  return store::ClauseSeen{found->work, found->number, static_cast<std::uint32_t>(found->clause),
                           found->by, found->text};
}

/// The State of the row that is meant.
Result<std::string> voice_of(const store::SourceRowRecord& record, const std::string& by) {
  const auto& all = record.row.by;
  if (all.empty() && by.empty()) return std::string();
  if (by.empty() && all.size() == 1) return all.front();
  if (std::find(all.begin(), all.end(), by) != all.end()) return by;
  return refuse(by.empty() ? "the row names several States" : "the row does not name " + by, "by",
                "name one of its States by its code");
}

}  // namespace

std::optional<SettlementWhat> settlement_from(std::string_view name) {
  if (name == "clause") return SettlementWhat::clause;
  if (name == "none") return SettlementWhat::none;
  if (name == "take_back") return SettlementWhat::take_back;
  return std::nullopt;
}

Result<JsonObject> settle_row(Installation& installation, const Ask& ask, std::string_view source,
                              std::uint32_t row, const SettlementWish& wish,
                              std::string_view etag) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(const auto named, source_named(sight, source));
  COMITY_TRY(const auto work, work_to_change(read, ask, named.work.name, Action::correct, etag));
  COMITY_TRY(const auto record, read.source_row(work.space, work.id, row));
  const auto address = source_address(work.name) + "/rows";
  if (!record) {
    return fail(ErrorKind::not_found, "the source has no row " + std::to_string(row), address,
                "its list of rows has their numbers");
  }
  COMITY_TRY(const auto by, voice_of(*record, wish.by));
  COMITY_TRY(const auto reason, written_reason(wish.reason));
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  store::NewEntry entry{work.space, person, store::RowUnsettled{work.name, row, by, reason}};
  if (wish.what != SettlementWhat::take_back) {
    store::RowSettled act{work.name, row, by, record->row.text, {}, reason};
    if (wish.what == SettlementWhat::clause) {
      COMITY_TRY(const auto name, clause_from(wish.clause));
      COMITY_TRY(act.clause, seen_clause(read, visibility_of(ask.actor, read), *record, by, name));
    }
    entry.act = std::move(act);
  } else {
    COMITY_TRY(const auto all, read.settlements(store::Visibility::everything()));
    const bool said = std::any_of(all.begin(), all.end(), [&](const auto& each) {
      return each.space == work.space && each.work_id == work.id && each.row == row &&
             each.by == by;
    });
    if (!said) {
      return fail(ErrorKind::not_found, "nobody settled the row " + std::to_string(row), address,
                  "the rows that are settled are listed with standing=settled");
    }
  }
  if (!etag.empty()) entry.seen = work.changed;
  COMITY_TRY(const auto appended, installation.store().append({std::move(entry)}));
  return JsonObject{{"entry", appended.front().number}, {"address", address}};
}

Result<base::Json> settlement_json(const RowVerdict& row, CorrectionTeller& teller) {
  if (!row.settlement) return base::Json(nullptr);
  const auto& said = *row.settlement;
  COMITY_TRY(auto made, teller.deed(said.space, said.made));
  base::Json clause = nullptr;
  if (said.clause) {
    clause =
        JsonObject{{"work", said.clause->work},
                   {"number", said.clause->number},
                   {"clause", said.clause->clause},
                   {"text", said.clause->text},
                   {"address", recommendation_address(said.clause->work, said.clause->number, 0)}};
  }
  return base::Json(JsonObject{{"standing", name_of(row.settled)},
                               {"clause", std::move(clause)},
                               {"made", std::move(made)}});
}

}  // namespace comity::service
