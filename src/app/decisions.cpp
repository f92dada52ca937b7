#include "app/decisions.h"

#include <charconv>
#include <optional>

#include "base/text.h"
#include "service/reviews/corrections.h"
#include "service/sources/settlements.h"
#include "service/tags/decide_tags.h"

namespace comity::app {
namespace {

using base::ErrorKind;
using base::fail;

std::optional<std::string> field(const http::Change& change, std::string_view name) {
  for (const auto& each : change.fields) {
    if (each.name == name) return each.value;
  }
  return std::nullopt;
}

std::string text_of(const http::Change& change, std::string_view name) {
  return field(change, name).value_or("");
}

base::Result<std::uint64_t> change_number(const http::Change& change, std::string_view name) {
  const auto text = text_of(change, name);
  std::uint64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec == std::errc{} && read.ptr == end && value > 0) return value;
  return fail(ErrorKind::invalid_input, "this is no number from 1: " + text, std::string(name),
              "give a number");
}

tl::unexpected<base::Error> unknown(std::string_view name, const std::string& value,
                                    std::string mend) {
  return fail(ErrorKind::invalid_input, "there is nothing of this name to do: " + value,
              std::string(name), std::move(mend));
}

base::Status correct(service::Installation& installation, const service::Ask& ask,
                     const http::Change& change) {
  const auto what = service::correction_from(text_of(change, "what"));
  if (!what) {
    return unknown("what", text_of(change, "what"), "clause, split, merge or position");
  }
  service::CorrectionWish wish;
  wish.what = *what;
  if (field(change, "clause")) {
    COMITY_TRY(const auto clause, change_number(change, "clause"));
    wish.clause = clause > 9999 ? 9999 : static_cast<int>(clause);
  }
  wish.with = base::collapsed(text_of(change, "with"));
  wish.text = field(change, "text");
  wish.states = field(change, "states");
  wish.parts = text_of(change, "parts");
  wish.position = field(change, "position");
  wish.counts_as = text_of(change, "counts_as");
  wish.reason = text_of(change, "reason");
  COMITY_TRY(const auto done,
             service::correct(installation, ask, change.work, change.number, wish, change.etag));
  return {};
}

base::Status decide(service::Installation& installation, const service::Ask& ask,
                    const http::Change& change) {
  const auto decision = text_of(change, "decision");
  if (decision != "keep" && decision != "take_back") {
    return unknown("decision", decision, "keep or take_back");
  }
  service::DecisionWish wish;
  wish.decision = decision == "keep" ? service::CorrectionDecision::keep
                                     : service::CorrectionDecision::take_back;
  COMITY_TRY(wish.correction, change_number(change, "correction"));
  wish.reason = text_of(change, "reason");
  COMITY_TRY(const auto done,
             service::decide(installation, ask, change.work, change.number, wish, change.etag));
  return {};
}

/// Fields `add`, `confirm`, `remove` and `take-back`, each once for each tag, as SCHEME:CODE.
base::Status tag(service::Installation& installation, const service::Ask& ask,
                 const http::Change& change) {
  auto recommendation = change.work + "/" + change.number;
  if (const auto clause = field(change, "clause"); clause && *clause != "0") {
    COMITY_TRY(const auto number, change_number(change, "clause"));
    recommendation += "~" + std::to_string(number);
  }
  std::vector<service::TagWish> wishes;
  for (const auto& [name, value] : change.fields) {
    if (value.empty() || !service::tag_action_from(name)) continue;
    wishes.push_back(service::tag_wish_from(recommendation, name, value));
  }
  COMITY_TRY(const auto done, service::decide_tags_as_seen(installation, ask, wishes,
                                                           text_of(change, "reason"), change.etag));
  return {};
}

base::Status settle(service::Installation& installation, const service::Ask& ask,
                    const http::Change& change) {
  const auto what = service::settlement_from(text_of(change, "what"));
  if (!what) return unknown("what", text_of(change, "what"), "clause, none or take_back");
  const service::SettlementWish wish{*what, text_of(change, "clause"), text_of(change, "by"),
                                     text_of(change, "reason")};
  COMITY_TRY(const auto done,
             service::settle_row(installation, ask, change.work,
                                 static_cast<std::uint32_t>(change.row), wish, change.etag));
  return {};
}

}  // namespace

base::Status write_decision(service::Installation& installation, const service::Ask& ask,
                            const http::Change& change) {
  if (change.act == http::Act::correct) return correct(installation, ask, change);
  if (change.act == http::Act::decide) return decide(installation, ask, change);
  if (change.act == http::Act::tag) return tag(installation, ask, change);
  return settle(installation, ask, change);
}

}  // namespace comity::app
