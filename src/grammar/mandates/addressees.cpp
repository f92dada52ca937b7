#include "grammar/mandates/addressees.h"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

/// Bodies by the code under which they are addressed.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBodies = {
    {{"general-assembly", "GA"},
     {"human-rights-council", "HRC"},
     {"security-council", "SC"},
     {"economic-and-social-council", "ECOSOC"}}};

class List {
 public:
  List(std::string_view text, std::string_view own, NamesTaken taken, const MandateWords& words,
       const names::Register& states, model::Language language)
      : text_(text),
        small_(small_letters(text)),
        own_(own),
        taken_(taken),
        words_(words),
        mentions_(states.mentions(text, language)) {}

  Addressees run() {
    const auto until = taken_ == NamesTaken::all ? text_.size() : end_of_list();
    for (std::size_t at = 0; at < until;) {
      at = step(at, until);
    }
    return std::move(out_);
  }

 private:
  /// Where the list of those asked ends and something is said of them.
  [[nodiscard]] std::size_t end_of_list() const {
    std::size_t at = 0;
    while (const auto stop =
               words_.find(MandateRule::addressee_ends, text_, small_, at, text_.size())) {
      const auto more = words_.at(MandateRule::addressee_goes_on, text_, small_, stop->begin);
      if (!more) return stop->begin;
      at = more->end;
    }
    return text_.size();
  }

  std::size_t step(std::size_t at, std::size_t until) {
    if (words_.bound() && !is_word_bound(small_, at)) return at + 1;
    if (const auto* state = mention(at)) {
      take_state(*state);
      return state->end;
    }
    const auto found = words_.at(MandateRule::addressee, text_, small_, at);
    if (!found || found->end > until) return at + 1;
    const bool free = taken_ == NamesTaken::all || !is_dependent(at);
    if (free && !names_state(found->end)) take(found->value, found->end);
    return found->end;
  }

  [[nodiscard]] const names::Mention* mention(std::size_t at) const {
    for (const auto& each : mentions_) {
      if (each.begin == at && !each.code.empty()) return &each;
    }
    return nullptr;
  }

  /// "the Government of | France": the State is asked.
  [[nodiscard]] bool names_state(std::size_t end) const {
    return std::any_of(mentions_.begin(), mentions_.end(), [&](const names::Mention& each) {
      if (each.begin < end || each.begin > end + 8) return false;
      const auto between = text_.substr(end, each.begin - end);
      return between == " of " || between == " of the ";
    });
  }

  void take_state(const names::Mention& state) {
    const auto before = std::string_view(small_).substr(0, state.begin);
    const bool government =
        before.ends_with("government of ") || before.ends_with("government of the ") ||
        before.ends_with("authorities of ") || before.ends_with("authorities of the ");
    if (!government && is_dependent(state.begin)) return;
    // "the Myanmar armed forces": the name says whose.
    const auto next = past_space(text_, state.end);
    const bool adjective = next > state.end && next < text_.size() && is_lower(text_[next]) &&
                           !words_.at(MandateRule::conjunction, text_, small_, next) &&
                           !words_.at(MandateRule::dependent, text_, small_, next) &&
                           !words_.at(MandateRule::addressee_goes_on, text_, small_, next);
    if (adjective && !government && words_.at(MandateRule::addressee, text_, small_, next)) return;
    take("state:" + state.code, state.end);
  }

  /// Whether the words before say that the name belongs to another: "… of the Council".
  [[nodiscard]] bool is_dependent(std::size_t at) const {
    auto end = at;
    for (int i = 0; i < 3; ++i) {
      while (end > 0 && small_[end - 1] == ' ') --end;
      auto begin = end;
      while (begin > 0 && small_[begin - 1] != ' ') --begin;
      const auto word = std::string_view(small_).substr(begin, end - begin);
      if (word.empty()) return false;
      if (words_.is(MandateRule::dependent, word)) return true;
      if (!words_.is(MandateRule::article, word)) return false;
      end = begin;
    }
    return false;
  }

  void take(std::string_view value, std::size_t end) {
    std::string code(value);
    if (code == "council")
      code = own_ == "ECOSOC" ? "economic-and-social-council" : "human-rights-council";
    if (std::find(out_.codes.begin(), out_.codes.end(), code) == out_.codes.end()) {
      out_.codes.push_back(std::move(code));
    }
    out_.end = end;
  }

  std::string_view text_;
  std::string small_;
  std::string_view own_;
  NamesTaken taken_;
  const MandateWords& words_;
  std::vector<names::Mention> mentions_;
  Addressees out_;
};

}  // namespace

Addressees addressees_in(std::string_view text, std::string_view own, NamesTaken taken,
                         const MandateWords& words, const names::Register& states,
                         model::Language language) {
  return List(text, own, taken, words, states, language).run();
}

std::string_view addressee_of_body(std::string_view body) {
  for (const auto& [addressee, code] : kBodies) {
    if (code == body) return addressee;
  }
  return {};
}

std::string_view body_of_addressee(std::string_view code) {
  for (const auto& [addressee, body] : kBodies) {
    if (addressee == code) return body;
  }
  return {};
}

}  // namespace comity::grammar
