#include "service/fetch/fetcher.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "service/fetch/bringing.h"

namespace comity::service::fetching {
namespace {

using base::Error;
using base::ErrorKind;
using std::chrono::microseconds;

constexpr int kMostRedirects = 5;
constexpr std::uint64_t kMostRobotsBytes = std::uint64_t{4} << 20;
/// An attempt that brought so much counts as none: a weak line gets there.
constexpr std::uint64_t kProgress = std::uint64_t{64} * 1024;
/// Whoever says to come back later than this is not waited for.
constexpr microseconds kLongestWait = std::chrono::minutes(10);

std::string plain_seconds(microseconds time) {
  return fmt::format("{} seconds", std::chrono::ceil<std::chrono::seconds>(time).count());
}

/// Sets what a status that brings no document means.
struct Verdict {
  std::optional<Error> error;
  bool again = false;
  bool of_server = false;
};

Verdict verdict_of(int status, const std::string& address) {
  const auto says = [&](ErrorKind kind, const std::string& what, std::string mend) {
    return Error{kind, what, address, std::move(mend)};
  };
  const auto answered = fmt::format("the server answered {}", status);
  if (status == 200 || status == 206 || status == 304) return {};
  if (status == 404 || status == 410) {
    return {says(ErrorKind::not_found, "there is no such document",
                 "look at the symbol, or ask for another language")};
  }
  if (status == 401 || status == 403 || status == 407 || status == 451) {
    return {says(ErrorKind::forbidden, answered + ": it does not give this document to us",
                 "fetch it in a browser, and import the file")};
  }
  const bool busy = status == 429 || status == 503;
  const bool again = busy || status == 408 || status >= 500;
  return {says(ErrorKind::unavailable, answered,
               again ? "run it again later; it goes on where it stopped"
                     : "look at the address in the settings"),
          again, busy};
}

}  // namespace

Fetcher::Turn Fetcher::persist(const Question& question, const std::stop_token& stop) {
  for (int tries = 1;;) {
    const auto before = question.arrived();
    auto turn = ask(question, stop);
    if (!turn.again || stop.stop_requested()) return turn;
    const bool too_long = turn.after && *turn.after > kLongestWait;
    if (too_long) turn.error->message += ", and wants to be left for " + plain_seconds(*turn.after);
    const auto parts = parse_web_address(turn.address);
    if (!parts) return turn;
    auto& server = servers_[parts->origin];
    if (tries >= settings_.attempts || too_long) {
      if (turn.of_server) server.given_up = turn.error;
      return turn;
    }
    const microseconds backoff = settings_.backoff * (std::int64_t{1} << std::min(tries - 1, 8));
    const auto rest = turn.after.value_or(std::min<microseconds>(backoff, kLongestWait));
    server.next = std::max(server.next, base::Time{at_.clock.now().microseconds + rest.count()});
    if (question.arrived() < before + kProgress) ++tries;
  }
}

Fetcher::Turn Fetcher::ask(const Question& question, const std::stop_token& stop) {
  auto address = question.address;
  for (int redirects = 0;; ++redirects) {
    auto turn = ask_one(question, address, stop);
    if (turn.error || turn.head.status < 300 || turn.head.status == 304 ||
        turn.head.status >= 400) {
      return turn;
    }
    const auto& next = turn.head.redirect;
    const bool less_safe = base::lower_ascii(address).starts_with("https:") &&
                           !base::lower_ascii(next).starts_with("https:");
    if (redirects == kMostRedirects) {
      turn.error = Error{ErrorKind::unsupported, "the server sends from address to address",
                         question.address, "look at the address in the settings"};
    } else if (next.empty() || less_safe) {
      turn.error = Error{less_safe && !next.empty() ? ErrorKind::forbidden : ErrorKind::unsupported,
                         next.empty() ? "the server sends on and says not where"
                                      : "the server sends on to an unprotected address, " + next,
                         address, "look at the address in the settings"};
    }
    if (turn.error) return turn;
    address = next;
  }
}

Fetcher::Turn Fetcher::ask_one(const Question& question, const std::string& address,
                               const std::stop_token& stop) {
  Turn turn;
  turn.address = address;
  const auto parts = parse_web_address(address);
  if (!parts) {
    turn.error = parts.error();
    return turn;
  }
  auto& server = servers_[parts->origin];
  turn.error = server.given_up;
  if (!turn.error && !question.of_robots) turn.error = may_ask(*parts, address, stop);
  if (turn.error) {
    turn.error->place = address;
    return turn;
  }
  pace(server, stop);
  if (stop.stop_requested()) {
    turn.error = Error{ErrorKind::unavailable, "interrupted", address, "run it again"};
    return turn;
  }
  bool taken = true;
  bool heard = false;
  const auto take = [&](const WebHead& head, std::string_view piece) {
    heard = true;
    auto status = question.take(address, head, piece);
    taken = status.has_value();
    return status;
  };
  auto head = at_.web.get({address, question.fields(address), question.most_bytes}, take, stop);
  if (!head) {
    const auto kind = head.error().kind;
    turn.error = std::move(head).error();
    const bool line = taken && (kind == ErrorKind::unavailable || kind == ErrorKind::timeout);
    turn.again = line && !stop.stop_requested();
    // A server that sends something is there: it is this document that does not get through.
    turn.of_server = line && !heard;
    return turn;
  }
  turn.head = *std::move(head);
  if (turn.head.status >= 300 && turn.head.status < 400 && turn.head.status != 304) return turn;
  auto verdict = verdict_of(turn.head.status, address);
  turn.error = std::move(verdict.error);
  turn.again = verdict.again;
  turn.of_server = verdict.of_server;
  if (turn.again) {
    turn.after = retry_after(std::string(turn.head.field("retry-after")), at_.clock.now());
  }
  return turn;
}

std::optional<Error> Fetcher::may_ask(const WebAddress& parts, const std::string& address,
                                      const std::stop_token& stop) {
  if (auto error = load_robots(parts.origin, stop)) return error;
  if (servers_[parts.origin].robots->allows(parts.path)) return std::nullopt;
  return Error{ErrorKind::forbidden,
               "robots.txt of " + parts.origin + " asks programs to keep away from this address",
               address, "fetch it in a browser, and import the file"};
}

std::optional<Error> Fetcher::load_robots(const std::string& origin, const std::stop_token& stop) {
  if (servers_[origin].robots) return std::nullopt;
  std::string text;
  Question question;
  question.address = origin + "/robots.txt";
  question.most_bytes = kMostRobotsBytes;
  question.of_robots = true;
  question.fields = [&](const std::string&) {
    text.clear();
    return std::vector<std::pair<std::string, std::string>>();
  };
  question.take = [&](const std::string&, const WebHead&, std::string_view piece) {
    text += piece;
    return base::Status();
  };
  question.arrived = [] { return std::uint64_t{0}; };
  const auto turn = persist(question, stop);
  const int status = turn.head.status;
  auto& server = servers_[origin];
  // RFC 9309, 2.3.1: no such file allows everything, one that cannot be had nothing.
  const bool none = status >= 400 && status < 500 && !turn.again;
  if (turn.error && !none) {
    auto error = *turn.error;
    if (status != 0 || error.kind == ErrorKind::unsupported) {
      error.message =
          "robots.txt of " + origin + " cannot be read, so nothing is fetched: " + error.message;
    }
    if (!stop.stop_requested()) server.given_up = error;
    return error;
  }
  server.robots = none ? Robots() : Robots::parse(text, "comity");
  return std::nullopt;
}

void Fetcher::pace(Server& server, const std::stop_token& stop) {
  const auto now = at_.clock.now();
  if (server.next > now) {
    at_.wait(microseconds(server.next.microseconds - now.microseconds), stop);
  }
  microseconds pause = settings_.pause;
  if (server.robots && server.robots->delay()) {
    pause = std::max<microseconds>(pause, *server.robots->delay());
  }
  server.next = base::Time{std::max(at_.clock.now(), server.next).microseconds + pause.count()};
}

tl::expected<Brought, Trouble> Fetcher::bring(const std::string& address, std::string_view format,
                                              const std::stop_token& stop) {
  const auto folder = at_.cache / base::sha256(address).hex().substr(0, 32);
  auto opened = Bringing::open(at_, settings_, {address, std::string(format), folder});
  if (!opened) return tl::unexpected<Trouble>(Trouble{std::move(opened).error(), true});
  auto& bringing = *opened;
  if (bringing.is_fresh()) return bringing.as_kept();
  Question question;
  question.address = address;
  question.most_bytes = settings_.most_bytes;
  question.fields = [&](const std::string& hop) { return bringing.begin(hop); };
  question.take = [&](const std::string& hop, const WebHead& head, std::string_view piece) {
    return bringing.take(hop, head, piece);
  };
  question.arrived = [&] { return bringing.arrived(); };
  while (true) {
    auto turn = persist(question, stop);
    auto settled = bringing.settle(turn.address, turn.head, turn.error);
    if (!settled) return tl::unexpected<Trouble>(Trouble{std::move(settled).error(), true});
    if (*settled == Bringing::Standing::unfinished && !stop.stop_requested()) continue;
    if (turn.error) return tl::unexpected<Trouble>(Trouble{*std::move(turn.error), false});
    return bringing.done(turn.head);
  }
}

}  // namespace comity::service::fetching
