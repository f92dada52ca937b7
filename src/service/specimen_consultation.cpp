#include "service/specimen_consultation.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/json.h"
#include "base/time_zone.h"
#include "service/accounts/people.h"
#include "service/coding/coding.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::int64_t kOpenSeconds = std::int64_t{180} * 24 * 60 * 60;
constexpr std::array kCoders = {"Ilva Morane (invented)", "Osk Tarrin (invented)"};

/// The consultation while it is made.
class Making {
 public:
  Making(Installation& installation, const Actor& secretariat,
         const specimen::Consultation& invented)
      : installation_(installation), secretariat_{secretariat}, invented_(invented) {}

  base::Status made() {
    COMITY_CHECK(invite_coders());
    COMITY_CHECK(open_call());
    for (const auto& reply : invented_.replies) {
      COMITY_TRY(const auto id, received(reply));
      replies_.push_back(id);
    }
    COMITY_CHECK(change_call(installation_, secretariat_, call_, {CallStep::show, "", 2}));
    COMITY_CHECK(write_codes());
    for (std::size_t i = 0; i < replies_.size(); ++i) COMITY_CHECK(code(i));
    // Who writes codes nothing, and sees all marks.
    COMITY_CHECK(finish_coding(installation_, secretariat_, call_, ""));
    for (const auto& line : invented_.lines) COMITY_CHECK(write(line));
    return publish_report(installation_, secretariat_, call_, {true, true, 0});
  }

 private:
  base::Status invite_coders() {
    for (std::size_t i = 0; i < kCoders.size(); ++i) {
      COMITY_TRY(const auto invited, invite(installation_, secretariat_.actor,
                                            {kCoders.at(i), std::string(name_of(Role::reader)),
                                             std::string(kSpecimenSpace)}));
      auto& actor = coders_.at(i).actor;
      actor.id = base::text_at(base::object_at(invited, "person"), "id");
      actor.name = kCoders.at(i);
      actor.roles = {{std::string(kSpecimenSpace), Role::reader}};
    }
    return {};
  }

  base::Status open_call() {
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
        COMITY_TRY(const auto first, marked(coders_[0], wish, piece.first));
        COMITY_TRY(const auto second, marked(coders_[1], wish, piece.second));
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

  Result<std::string> marked(const Ask& coder, MarkWish wish,
                             const std::vector<std::string>& codes) {
    if (codes.empty()) return std::string();
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
    COMITY_CHECK(write_line(installation_, secretariat_, call_,
                            {"", line.section, 0, line.text, found->second, 0}));
    return {};
  }

  Installation& installation_;
  Ask secretariat_;
  const specimen::Consultation& invented_;
  std::array<Ask, kCoders.size()> coders_;
  std::string call_;
  std::vector<std::string> replies_;                          ///< ids, as invented
  std::map<std::string, std::vector<std::string>> passages_;  ///< by key of the line
};

}  // namespace

base::Status import_consultation(Installation& installation, const Actor& actor,
                                 const specimen::Consultation& invented) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto calls, read.calls(visibility_of(actor, read)));
  const bool there = std::any_of(calls.begin(), calls.end(), [](const auto& call) {
    return call.space_name == kSpecimenSpace;
  });
  if (there) return {};
  return Making(installation, actor, invented).made();
}

}  // namespace comity::service
