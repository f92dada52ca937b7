#include "service/specimen_consultation.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "base/json.h"
#include "base/text.h"
#include "base/time_zone.h"
#include "service/accounts/people.h"
#include "service/accounts/sign_in.h"
#include "service/coding/coding.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::int64_t kOpenSeconds = std::int64_t{180} * 24 * 60 * 60;
constexpr std::array kCoders = {"Ilva Morane (invented)", "Osk Tarrin (invented)"};

/// Places of marks by their words, and the ids of the marks.
using Marked = std::map<std::tuple<std::string, std::int64_t, std::string>, std::string>;

/// What is there of a consultation that was begun.
struct Begun {
  store::CallRecord call;
  std::map<std::string, std::string> replies;  ///< ids by body
  store::CodingRecord coding;
};

/// The consultation while it is made. Each step is left out that was done before, so that what a
/// process began that was ended another one finishes.
class Making {
 public:
  Making(Installation& installation, const Actor& secretariat,
         const specimen::Consultation& invented, std::optional<Begun> begun)
      : installation_(installation),
        secretariat_{secretariat},
        invented_(invented),
        begun_(std::move(begun)) {}

  base::Status made() {
    COMITY_CHECK(invite_coders());
    COMITY_CHECK(open_call());
    for (const auto& reply : invented_.replies) {
      COMITY_TRY(const auto id, received(reply));
      replies_.push_back(id);
    }
    if (!begun_ || !begun_->call.content.shown) {
      COMITY_CHECK(change_call(installation_, secretariat_, call_, {CallStep::show, "", 2}));
    }
    COMITY_CHECK(write_codes());
    for (std::size_t i = 0; i < replies_.size(); ++i) COMITY_CHECK(code(i));
    // Who writes codes nothing, and sees all marks.
    COMITY_CHECK(finish_coding(installation_, secretariat_, call_, ""));
    for (const auto& line : invented_.lines) COMITY_CHECK(write(line));
    return publish_report(installation_, secretariat_, call_, {true, true, 0});
  }

 private:
  base::Status invite_coders() {
    COMITY_TRY(const auto known, installation_.store().accounts().people());
    for (std::size_t i = 0; i < kCoders.size(); ++i) {
      auto& actor = coders_.at(i).actor;
      std::string link;
      actor.name = kCoders.at(i);
      const auto found = std::find_if(known.begin(), known.end(),
                                      [&](const auto& each) { return each.name == actor.name; });
      if (found != known.end()) {
        actor.id = base::to_text(found->actor);
      } else {
        COMITY_TRY(const auto invited, invite(installation_, secretariat_.actor,
                                              {actor.name, std::string(name_of(Role::reader)),
                                               std::string(kSpecimenSpace)}));
        actor.id = base::text_at(base::object_at(invited, "person"), "id");
        link = base::text_at(invited, "link");
      }
      COMITY_CHECK(take_up(actor, std::move(link)));
      actor.roles = {{std::string(kSpecimenSpace), Role::reader}};
    }
    return {};
  }

  /// They came, as everyone does who codes, though nobody can be them.
  base::Status take_up(const Actor& coder, std::string link) {
    if (link.empty()) {
      COMITY_TRY(const auto known, person(installation_, secretariat_.actor, coder.id));
      if (base::text_at(known, "state") == "active") return {};
      COMITY_TRY(const auto given, give_link(installation_, secretariat_.actor, coder.id));
      link = base::text_at(given, "link");
    }
    return accept_for_nobody(installation_, link.substr(link.find('=') + 1), coder.name);
  }

  base::Status open_call() {
    if (begun_) {
      call_ = base::to_text(begun_->call.id);
      if (begun_->call.content.state != model::CallState::draft) return {};
      COMITY_CHECK(change_call(installation_, secretariat_, call_, {CallStep::open, "", 1}));
      return {};
    }
    COMITY_TRY(const auto json, base::parse_json(invented_.call));
    COMITY_TRY(auto wish, call_wish_from_json(json.get_object()));
    wish.space = kSpecimenSpace;
    const auto now = installation_.clock().now().microseconds;
    wish.closes = base::to_local(base::Time{now + kOpenSeconds * 1'000'000}, wish.time_zone);
    COMITY_TRY(const auto written, write_call(installation_, secretariat_, "", wish));
    call_ = base::text_at(written, "id");
    COMITY_CHECK(change_call(installation_, secretariat_, call_, {CallStep::open, "", 1}));
    return {};
  }

  Result<std::string> received(const specimen::InventedReply& reply) {
    if (begun_) {
      const auto found = begun_->replies.find(reply.body);
      if (found != begun_->replies.end()) return found->second;
    }
    ReplyWish wish;
    wish.way = "named";
    wish.language = reply.language;
    wish.body = reply.body;
    wish.kind = reply.kind;
    wish.publish = true;
    wish.answers[invented_.choice] = std::to_string(reply.choice);
    for (const auto& paragraph : reply.paragraphs) {
      auto& answer = wish.answers[paragraph.question];
      answer += (answer.empty() ? "" : "\n") + reply.text_of(paragraph);
    }
    COMITY_TRY(const auto taken, receive_reply(installation_, {anyone()}, call_, wish));
    return std::string(base::text_at(base::object_at(taken, "reply"), "id"));
  }

  base::Status write_codes() {
    for (const auto& line : invented_.lines) {
      if (line.section != "theme" && line.section != "addressee") continue;
      COMITY_CHECK(
          write_code(installation_, secretariat_, call_, {line.key, line.text, line.section}));
    }
    return {};
  }

  /// What both coders make of a reply.
  base::Status code(std::size_t at) {
    const auto& reply = invented_.replies[at];
    std::array<Marked, kCoders.size()> before;
    for (std::size_t i = 0; i < kCoders.size(); ++i) {
      COMITY_TRY(before.at(i), marked_before(coders_.at(i), replies_[at]));
    }
    std::map<unsigned, std::int64_t> numbers;
    for (const auto& paragraph : reply.paragraphs) {
      const auto number = ++numbers[paragraph.question];
      for (const auto& piece : paragraph.pieces) {
        MarkWish wish;
        wish.reply = replies_[at];
        wish.version = 1;
        wish.part = "question " + std::to_string(paragraph.question);
        wish.paragraph = number;
        wish.words = piece.text;
        COMITY_TRY(const auto first, marked(coders_[0], wish, piece.first, before[0]));
        COMITY_TRY(const auto second, marked(coders_[1], wish, piece.second, before[1]));
        const auto& stands = first.empty() ? second : first;
        if (!stands.empty() && !piece.line.empty()) passages_[piece.line].push_back(stands);
      }
    }
    if (reply.first_done) {
      COMITY_CHECK(finish_coding(installation_, coders_[0], call_, replies_[at]));
    }
    if (reply.second_done) {
      COMITY_CHECK(finish_coding(installation_, coders_[1], call_, replies_[at]));
    }
    return {};
  }

  /// What the coder had marked in the reply, of a consultation that was begun.
  Result<Marked> marked_before(const Ask& coder, const std::string& reply) {
    Marked marked;
    if (!begun_) return marked;
    COMITY_TRY(const auto page, passages(installation_, coder, call_, {reply, "", "", 1}));
    for (const auto& reading : base::array_at(page.body, "reading")) {
      for (const auto& each : base::array_at(reading.get_object(), "paragraphs")) {
        const auto& paragraph = each.get_object();
        for (const auto& one : base::array_at(paragraph, "marks")) {
          const auto& mark = one.get_object();
          if (!base::truth_at(mark, "own")) continue;
          marked.emplace(std::tuple(std::string(base::text_at(paragraph, "part")),
                                    base::integer_at(paragraph, "number"),
                                    base::collapsed(base::text_at(mark, "words"))),
                         std::string(base::text_at(mark, "id")));
        }
      }
    }
    return marked;
  }

  Result<std::string> marked(const Ask& coder, MarkWish wish, const std::vector<std::string>& codes,
                             const Marked& before) {
    if (codes.empty()) return std::string();
    const auto known =
        before.find(std::tuple(wish.part, wish.paragraph, base::collapsed(wish.words)));
    if (known != before.end()) return known->second;
    wish.codes = codes;
    COMITY_TRY(const auto done, mark_passage(installation_, coder, call_, wish));
    return std::string(base::text_at(base::object_at(done, "passage"), "id"));
  }

  base::Status write(const specimen::InventedLine& line) {
    const auto found = passages_.find(line.key);
    if (found == passages_.end()) return {};
    if (line.section == "aside") {
      for (const auto& passage : found->second) {
        COMITY_CHECK(set_passage_aside(installation_, secretariat_, call_, passage, line.text, 0));
      }
      return {};
    }
    if (begun_) {
      const auto& lines = begun_->coding.lines;
      const bool written = std::any_of(lines.begin(), lines.end(), [&](const auto& each) {
        return each.line.section == line.section && each.line.text == line.text;
      });
      if (written) return {};
    }
    COMITY_CHECK(write_line(installation_, secretariat_, call_,
                            {"", line.section, 0, line.text, found->second, 0}));
    return {};
  }

  Installation& installation_;
  Ask secretariat_;
  const specimen::Consultation& invented_;
  std::optional<Begun> begun_;
  std::array<Ask, kCoders.size()> coders_;
  std::string call_;
  std::vector<std::string> replies_;                          ///< ids, as invented
  std::map<std::string, std::vector<std::string>> passages_;  ///< by key of the line
};

/// What was begun of the invented consultation, and whether it, or another one in its place, needs
/// nothing more.
struct Found {
  std::optional<Begun> begun;
  bool whole = false;
};

Result<Found> found_in(Installation& installation, const Actor& actor,
                       const specimen::Consultation& invented) {
  COMITY_TRY(const auto json, base::parse_json(invented.call));
  COMITY_TRY(const auto wish, call_wish_from_json(json.get_object()));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto calls, read.calls(visibility_of(actor, read)));
  Found found;
  for (const auto& call : calls) {
    if (call.space_name != kSpecimenSpace) continue;
    found.whole = true;
    if (call.content.title != wish.title) continue;
    Begun begun{call, {}, {}};
    COMITY_TRY(begun.coding, read.coding(call.space, base::to_text(call.id)));
    // It ends with the report that is published: whatever people make of it afterwards.
    found.whole = begun.coding.published_changed != 0;
    COMITY_TRY(const auto replies, read.replies(call.space, call.id));
    for (const auto& reply : replies) {
      if (reply.content) begun.replies.emplace(reply.content->body, base::to_text(reply.id));
    }
    found.begun = std::move(begun);
    return found;
  }
  return found;
}

}  // namespace

Result<ConsultationHeld> consultation_held(Installation& installation, const Actor& actor,
                                           const specimen::Consultation& invented) {
  COMITY_TRY(const auto found, found_in(installation, actor, invented));
  if (found.whole) return ConsultationHeld::whole;
  return found.begun ? ConsultationHeld::begun : ConsultationHeld::not_yet;
}

base::Status import_consultation(Installation& installation, const Actor& actor,
                                 const specimen::Consultation& invented) {
  COMITY_TRY(auto found, found_in(installation, actor, invented));
  if (found.whole) return {};
  return Making(installation, actor, invented, std::move(found.begun)).made();
}

}  // namespace comity::service
