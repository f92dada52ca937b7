#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "base/text.h"
#include "service/accounts/attempts.h"
#include "service/consultation/parts.h"
#include "service/written.h"

// Replies as they come: received, looked at again with their receipt, corrected and withdrawn.
namespace comity::service {
namespace calling {
namespace {

using base::ErrorKind;
using base::JsonObject;
using base::Result;

constexpr std::size_t kReceiptLetters = 25;
constexpr std::size_t kGroup = 5;
constexpr std::string_view kReceiptAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kReceiptPlace = "/consultations/receipt";

std::string grouped(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % kGroup == 0) text += '-';
    text += code[i];
  }
  return text;
}

Result<model::Way> way_wished(Installation& installation, const store::CallRecord& call,
                              const std::string& name) {
  const auto way = model::way_from(name);
  const auto open = ways_open(installation, call);
  const bool offered = way && std::find(open.begin(), open.end(), *way) != open.end();
  if (!offered) return refuse("the call offers no such way to answer", "way", "choose one");
  return *way;
}

Result<model::Language> language_wished(const std::string& code) {
  const auto language = model::language_from(code);
  if (!language || *language == model::Language::und) {
    return refuse("say in which language the reply is", "language",
                  "choose ar, zh, en, fr, ru or es");
  }
  return *language;
}

/// A reply with its call, as both stand now.
struct Held {
  store::ReplyRecord reply;
  store::CallRecord call;
  bool reported = false;  ///< the report on the call is published
};

Result<std::optional<Held>> held_by(const store::Read& read, const base::Hash& receipt) {
  COMITY_TRY(auto reply, read.reply_of(receipt));
  if (!reply) return std::optional<Held>{};
  COMITY_TRY(auto call, read.call(reply->call, store::Visibility::everything()));
  if (!call) return std::optional<Held>{};
  COMITY_TRY(const bool reported, read.is_reported(call->space, base::to_text(call->id)));
  return std::optional(Held{*std::move(reply), *std::move(call), reported});
}

/// While the call takes replies, and then until its report is published: a contributor whom an
/// answer endangers takes it back though the call is closed.
bool can_withdraw(const Installation& installation, const Held& held) {
  return !held.reported || takes_replies(installation, held.call.content);
}

/// `sent` as it was opened; of a withdrawn one nothing.
JsonObject held_json(Installation& installation, const Ask& ask, const Held& held,
                     const Sent& sent) {
  base::JsonArray parts;
  if (!held.reply.withdrawn) parts = parts_json(held.call, held.reply, sent);
  auto reply = reply_json(held.call, held.reply, held.reply.withdrawn ? nullptr : &sent);
  reply["parts"] = std::move(parts);
  reply["closed_because"] = "";
  const bool changes = !held.reply.withdrawn && takes_replies(installation, held.call.content);
  return JsonObject{{"reply", std::move(reply)},
                    {"call", call_json(installation, ask, held.call)},
                    {"changes", changes},
                    {"withdraws", !held.reply.withdrawn && can_withdraw(installation, held)}};
}

/// Files are left out by their place: what was decided on one version would take another file out
/// of the next, and what is sent again would add its own a second time.
base::Status as_corrector_saw(const store::ReplyRecord& reply, const ReplyWish& wish) {
  if (!wish.seen || *wish.seen == reply.version) return {};
  return base::fail(ErrorKind::conflict,
                    "the reply has been changed since you saw it: it is version " +
                        std::to_string(reply.version) + " now",
                    std::string(kReceiptPlace),
                    "look whether it stands as you wish; if not, correct it as it is now");
}

base::Status must_let_go(const Installation& installation, const Held& held) {
  if (can_withdraw(installation, held)) return {};
  return base::fail(
      ErrorKind::conflict, "the report on the call is published, and counts your reply",
      std::string(kReceiptPlace), "write to " + held.call.space_title + ", which made the call");
}

/// Looks a code up; wrong ones are counted against its first letters, as names are at sign-in.
Result<Tried<Held>> tried_code(Installation& installation, const ReceiptHeld& given) {
  COMITY_TRY(const auto code, receipt_from(given.code));
  const auto account = "receipt " + code.substr(0, 2 * kGroup);
  auto& attempts = installation.attempts();
  if (const auto wait = attempts.wait_of(account, given.network); wait > 0) {
    return Tried<Held>{std::nullopt, wait};
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(auto held, held_by(read, receipt_hash(code)));
  if (!held) {
    return base::fail(ErrorKind::not_found, "no reply goes by this receipt code",
                      std::string(kReceiptPlace), "look whether each letter is as on the receipt");
  }
  attempts.right(account, given.network);
  return Tried<Held>{std::move(held), 0};
}

base::Time time_received(const Installation& installation, model::Way way) {
  const auto now = installation.clock().now();
  return way == model::Way::anonymous ? base::start_of_day(now) : now;
}

/// Puts what was sent into the act: in plain where the body is named, else sealed.
base::Status put_sent(Installation& installation, const store::CallRecord& call,
                      std::string_view code, const Sent& sent, store::ReplyReceived& act) {
  act.digest = digest_of(call, act.way, sent);
  if (act.way == model::Way::named) {
    act.language = sent.language;
    act.content = sent.content;
    return {};
  }
  // By a hash of what was sent alone, whoever steals the record could try guesses.
  act.digest = base::sha256({code, act.digest.view()});
  COMITY_TRY(act.sealed, kept_sealed(installation, call, code, sent));
  return {};
}

/// Puts it into the record, and with it lets go of what was sent ahead. Nothing stays of the files
/// of a reply that is not taken, or that had come before: they were written for it alone, and no
/// withdrawal would find them.
Result<store::Outcome> take(Installation& installation, store::SpaceId space,
                            const store::ReplyReceived& act,
                            std::vector<store::TakenUpload> uploads) {
  store::PeopleChange beside;
  beside.uploads = std::move(uploads);
  const auto done = installation.store().append({{space, {}, act}}, std::move(beside));
  if (done && done->front().outcome != store::Outcome::unchanged) return done->front().outcome;
  COMITY_CHECK(installation.store().let_go(act));
  if (!done) return tl::unexpected<base::Error>(done.error());
  return done->front().outcome;
}

/// A form that is sent again names files that went with the reply the first time: they stand where
/// they stood, as the record has them.
base::Status keep_sent(Installation& installation, std::string_view code, const Brought& brought,
                       Sent& sent) {
  if (brought.before.empty()) return {};
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto held, held_by(read, receipt_hash(code)));
  if (!held || held->reply.withdrawn) {
    return refuse("a file that was sent ahead has gone with this form before", "files",
                  "take the file out of the form and choose it again");
  }
  COMITY_TRY(auto known, opened_with(installation, code, held->reply));
  for (const auto place : brought.before) {
    if (place >= known.content.files.size()) continue;
    sent.content.files.push_back(std::move(known.content.files[place]));
    sent.texts.push_back(std::move(known.texts[place]));
    sent.bytes.push_back(std::move(known.bytes[place]));
  }
  return {};
}

/// Whoever never saw the answer to a form, and sends it again with another text, has the code of
/// the reply that came with it in that form alone.
tl::unexpected<base::Error> with_its_code(base::Error error, std::string_view code) {
  if (!error.mend.empty()) error.mend += "; ";
  error.mend += "the reply that came with this form before has the receipt code " + grouped(code);
  return tl::unexpected<base::Error>(std::move(error));
}

/// What was sent ahead comes before what came with the form.
void add_brought(ReplyWish& wish, Brought& brought) {
  wish.files.insert(wish.files.begin(), std::make_move_iterator(brought.files.begin()),
                    std::make_move_iterator(brought.files.end()));
}

/// A reply that was received, with its code.
struct Received {
  store::ReplyReceived act;
  std::string code;
  Sent sent;
};

// Without what stands in its files: whoever sent them has them, and sees them with the code.
Result<JsonObject> received_json(Installation& installation, const Ask& ask, Received received,
                                 store::Outcome outcome) {
  auto& [act, code, sent] = received;
  for (auto& texts : sent.texts) texts.clear();
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto held, held_by(read, act.receipt));
  const bool unchanged = outcome == store::Outcome::unchanged;
  JsonObject json;
  if (held) {
    json = held_json(installation, ask, *held, sent);
  } else {
    // The same reply had come before, and is known by the receipt that was given then.
    COMITY_TRY(const auto call, read.call(act.call, store::Visibility::everything()));
    if (call) json["call"] = call_json(installation, ask, *call);
    json["reply"] = nullptr;
    json["changes"] = false;
    json["withdraws"] = false;
  }
  json["receipt"] = held ? grouped(code) : std::string();
  json["unchanged"] = unchanged;
  return json;
}

/// Takes what a form brings under its code, or finds that it is there already.
Result<JsonObject> taken_from_form(Installation& installation, const Ask& ask,
                                   const store::CallRecord& record, const std::string& code,
                                   ReplyWish wish) {
  store::ReplyReceived act;
  act.receipt = receipt_hash(code);
  act.call = record.id;
  act.reply = {base::random_id()};
  act.version = 1;
  COMITY_TRY(act.way, way_wished(installation, record, wish.way));
  Sent sent;
  COMITY_TRY(sent.language, language_wished(wish.language));
  act.received = time_received(installation, act.way);
  COMITY_TRY(auto brought, brought_by(installation, record, code, wish));
  COMITY_CHECK(keep_sent(installation, code, brought, sent));
  add_brought(wish, brought);
  COMITY_TRY(sent, sent_by(installation, record, wish, std::move(sent)));
  COMITY_CHECK(put_sent(installation, record, code, sent, act));
  COMITY_TRY(const auto outcome, take(installation, record.space, act, brought.uploads));
  return received_json(installation, ask, {act, code, std::move(sent)}, outcome);
}

}  // namespace

base::Status must_take(Installation& installation, const store::CallRecord& record) {
  (void)close_if_over(installation, record);
  const auto& call = record.content;
  if (takes_replies(installation, call)) return {};
  const bool early =
      call.state == model::CallState::open && installation.clock().now() < call.opens;
  if (early) {
    return base::fail(ErrorKind::conflict, "the call does not take replies yet",
                      call_address(record.id), "come back when it has opened");
  }
  if (call.state == model::CallState::draft) {
    return base::fail(ErrorKind::conflict, "the call is a draft", call_address(record.id),
                      "open it first");
  }
  const bool over = installation.clock().now() >= call.closes;
  return base::fail(
      ErrorKind::conflict, over ? "the call is closed: its deadline is over" : "the call is closed",
      call_address(record.id), "write to the body that made the call; it can extend the deadline");
}

Result<std::string> receipt_from(std::string_view written) {
  std::string code;
  for (char c : written) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    code += c;
  }
  const bool spelt = code.find_first_not_of(kReceiptAlphabet) == std::string::npos;
  if (code.size() != kReceiptLetters || !spelt) {
    return refuse("this is no receipt code", "receipt",
                  "it has 25 letters and digits, as in ABCDE-FGHJK-MNPQR-STVWX-YZ234");
  }
  return code;
}

base::Hash receipt_hash(std::string_view code) { return base::sha256(code); }

}  // namespace calling

using calling::Held;

base::Result<bool> consent_from(std::string_view field, std::string_view written) {
  const auto word = base::lower_ascii(written);
  for (const std::string_view yes : {"yes", "true", "1", "on"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"", "no", "false", "0", "off"}) {
    if (word == no) return false;
  }
  return refuse("this says neither yes nor no", std::string(field), "write yes or no");
}

std::string new_receipt() {
  std::string code;
  for (const char byte : base::random_bytes(calling::kReceiptLetters)) {
    code += calling::kReceiptAlphabet[static_cast<unsigned char>(byte) % 32U];
  }
  return calling::grouped(code);
}

base::Result<base::JsonObject> receive_reply(Installation& installation, const Ask& ask,
                                             std::string_view call, ReplyWish wish) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, calling::call_named(read, ask, call));
  COMITY_TRY(const auto code,
             calling::receipt_from(wish.receipt.empty() ? new_receipt() : wish.receipt));
  COMITY_TRY(const auto before, calling::held_by(read, calling::receipt_hash(code)));
  if (!before) {
    COMITY_CHECK(calling::must_take(installation, record));
    return calling::taken_from_form(installation, ask, record, code, std::move(wish));
  }
  // Whoever sends a form again is told what became of it, late or not.
  if (before->reply.withdrawn) {
    return base::fail(base::ErrorKind::conflict, "the reply that came with this form was withdrawn",
                      calling::call_address(record.id), "open the form anew for another reply");
  }
  auto again = calling::taken_from_form(installation, ask, record, code, std::move(wish));
  if (!again) return calling::with_its_code(again.error(), code);
  return again;
}

base::Result<Tried<base::JsonObject>> reply_of_receipt(Installation& installation, const Ask& ask,
                                                       const ReceiptHeld& held) {
  COMITY_TRY(const auto tried, calling::tried_code(installation, held));
  if (!tried.done) return Tried<base::JsonObject>{std::nullopt, tried.wait};
  COMITY_TRY(const auto code, calling::receipt_from(held.code));
  calling::Sent sent;
  if (!tried.done->reply.withdrawn) {
    COMITY_TRY(sent, calling::opened_with(installation, code, tried.done->reply));
  }
  return Tried<base::JsonObject>{calling::held_json(installation, ask, *tried.done, sent), 0};
}

base::Result<Tried<base::JsonObject>> correct_reply(Installation& installation, const Ask& ask,
                                                    const ReceiptHeld& given, ReplyWish wish) {
  COMITY_TRY(const auto tried, calling::tried_code(installation, given));
  if (!tried.done) return Tried<base::JsonObject>{std::nullopt, tried.wait};
  const auto& reply = tried.done->reply;
  const auto& call = tried.done->call;
  COMITY_CHECK(calling::must_take(installation, call));
  COMITY_CHECK(calling::as_corrector_saw(reply, wish));
  COMITY_TRY(const auto code, calling::receipt_from(given.code));
  COMITY_TRY(const auto before, calling::opened_with(installation, code, reply));
  calling::Sent sent;
  COMITY_TRY(sent.language, calling::language_wished(wish.language));
  for (std::size_t i = 0; i < before.content.files.size(); ++i) {
    const bool leaves =
        std::find(wish.without.begin(), wish.without.end(), i + 1) != wish.without.end();
    if (leaves) continue;
    sent.content.files.push_back(before.content.files[i]);
    sent.texts.push_back(before.texts[i]);
    sent.bytes.push_back(before.bytes[i]);
  }
  store::ReplyReceived act;
  act.call = call.id;
  act.reply = reply.id;
  act.version = reply.version + 1;
  act.way = reply.way;
  wish.way = model::name_of(reply.way);
  act.received = calling::time_received(installation, act.way);
  act.receipt = reply.receipt;
  // What went with this correction when it was sent before is among the files that there are.
  COMITY_TRY(auto brought, calling::brought_by(installation, call, code, wish));
  calling::add_brought(wish, brought);
  COMITY_TRY(sent,
             calling::sent_by(installation, call, wish, std::move(sent), before.content.kind));
  COMITY_CHECK(calling::put_sent(installation, call, code, sent, act));
  COMITY_TRY(const auto outcome, calling::take(installation, call.space, act, brought.uploads));
  COMITY_TRY(auto json,
             calling::received_json(installation, ask, {act, code, std::move(sent)}, outcome));
  return Tried<base::JsonObject>{std::move(json), 0};
}

base::Result<Tried<base::JsonObject>> withdraw_reply(Installation& installation, const Ask& ask,
                                                     const ReceiptHeld& given) {
  COMITY_TRY(const auto tried, calling::tried_code(installation, given));
  if (!tried.done) return Tried<base::JsonObject>{std::nullopt, tried.wait};
  const auto& reply = tried.done->reply;
  const auto& call = tried.done->call;
  if (!reply.withdrawn) {
    COMITY_CHECK(calling::must_let_go(installation, *tried.done));
    const store::ReplyWithdrawn act{call.id,   reply.id,    reply.version,
                                    reply.way, reply.first, reply.receipt};
    COMITY_CHECK(installation.store().append({{call.space, {}, act}}));
    COMITY_CHECK(installation.store().erase_released());
  }
  return reply_of_receipt(installation, ask, given);
}

}  // namespace comity::service
