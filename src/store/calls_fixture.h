#pragma once

#include <string>

#include "store/test_fixture.h"

// A call and replies to it, for tests.
namespace comity::store {

inline constexpr CallId kCall{4711};
inline constexpr base::Time kCallOpens{1'790'000'000'000'000};
inline constexpr base::Time kCallCloses{1'800'000'000'000'000};

[[nodiscard]] inline CallWritten call_act(std::uint64_t version) {
  CallWritten act{kCall, version, {}};
  auto& call = act.content;
  call.state = model::CallState::open;
  call.title = {{model::Language::en, "Rivers"}, {model::Language::fr, "Rivières"}};
  call.text = {{model::Language::en, "What helps?"}};
  call.questions = {{model::QuestionKind::text, {{model::Language::en, "What?"}}, {}, true},
                    {model::QuestionKind::choice,
                     {{model::Language::en, "Which?"}},
                     {{{model::Language::en, "One"}}, {{model::Language::en, "Two"}}},
                     false}};
  call.invited = {model::BodyKind::state, model::BodyKind::ngo};
  call.opens = kCallOpens;
  call.closes = kCallCloses;
  call.time_zone = "Europe/Zurich";
  call.ways = {model::Way::named};
  return act;
}

/// The reply that goes by a word; its receipt is of that word too.
[[nodiscard]] inline ReplyReceived reply_act(const std::string& word, std::uint64_t version) {
  ReplyReceived act;
  act.call = kCall;
  const auto digits = base::sha256(word).hex().substr(0, 10);
  act.reply = {std::stoull(digits, nullptr, 16) + 1};
  act.version = version;
  act.language = model::Language::en;
  act.received = kCallOpens;
  act.receipt = base::sha256("receipt of " + word);
  act.digest = base::sha256("digest of " + word);
  act.content = model::ReplyContent{word, model::BodyKind::ngo, true, {{1, word, 0}}, {}};
  return act;
}

}  // namespace comity::store
