#include "grammar/citations.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "grammar/bodies.h"
#include "grammar/dates.h"
#include "grammar/marks.h"
#include "grammar/resolution_number.h"
#include "grammar/scan.h"
#include "grammar/symbols.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kReachBack = 120;   ///< bytes in which "the Council, in its" is looked for
constexpr std::size_t kReachAhead = 160;  ///< bytes in which "by the Subcommission" is looked for

class Citer {
 public:
  Citer(std::string_view text, const CitingContext& context, const Words& words)
      : text_(text),
        small_(small_letters(text)),
        shape_(shaped(text)),
        context_(context),
        words_(words) {}

  /// As read() found them.
  [[nodiscard]] StatedBodies take_stated() { return std::move(stated_); }

  std::vector<model::Citation> read() {
    for (std::size_t at = 0; at < text_.size();) {
      const char c = small_[at];
      if (c == ';') list_.reset();
      if (const auto end = continued(at); end > at) {
        at = end;
        continue;
      }
      if ((!is_lower(c) && static_cast<unsigned char>(c) < 0x80) || !is_word_bound(text_, at)) {
        ++at;
        continue;
      }
      auto symbols = symbols_at(text_, small_, at, context_.series, words_);
      std::size_t end = symbols.end;
      std::move(symbols.found.begin(), symbols.found.end(), std::back_inserter(citations_));
      if (end == at) end = resolutions(at);
      if (end == at) end = numbered(at);
      if (end == at) {
        ++at;
        while (at < text_.size() && (is_lower(small_[at]) || is_digit(small_[at]))) ++at;
      } else {
        at = end;
      }
    }
    return std::move(citations_);
  }

 private:
  void add(std::size_t begin, std::size_t end, std::string target) {
    citations_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                          std::string(text_.substr(begin, end - begin)), std::move(target)});
  }

  /// A list of resolutions that begins with the noun at `at`.
  std::size_t resolutions(std::size_t at) {
    const auto noun = words_.at(Rule::resolution_noun, small_, at);
    if (!noun) return at;
    const bool decisions = noun->phrase->value == "decisions";
    std::size_t next = past_space(text_, noun->end);
    Named before = body_before(at);
    list_ = List{decisions, before};
    // "قرار مجلس حقوق الإنسان ٤٤/١٨", "resoluciones del Consejo de Seguridad 1267 (1999)": the body
    // between the noun and the number.
    const auto of = words_.at(Rule::by_body, small_, next);
    if (const auto [code, name] = body_at(of ? past_space(text_, of->end) : next); !code.empty()) {
      before = {code, before.begin, false};
      list_ = List{decisions, before};
      next = past_space(text_, name);
    }
    auto number = number_of_resolution(shape_, next);
    if (!number && !decisions) number = short_number(next);
    if (!number) return at;
    std::size_t begin = before.begin;
    std::size_t end = at;
    while (number) {
      add(begin, number->end, target(*number, decisions, before, number->end));
      end = number->end;
      next = past_joint(end);
      const bool joined = next > end;
      if (!joined) next = past_space(text_, end);
      number = number_of_resolution(shape_, next);
      // A comma may be missing between numbers that cannot be anything else.
      if (number && !joined && number->form != ResolutionNumber::Form::bracket_year) break;
      begin = next;
    }
    return end;
  }

  /// A number with its date, after whatever is said of the one before: "resolutions 71/167 of 19
  /// December 2016 on …, 71/168 of 19 December 2016 on …"; "resolutions, including 69/158 of …".
  std::size_t continued(std::size_t at) {
    const bool begins = list_ && is_digit(small_[at]) && is_word_bound(text_, at) &&
                        (at == 0 || text_[at - 1] == ' ');
    if (!begins) return at;
    const auto number = number_of_resolution(shape_, at);
    if (!number || number->form != ResolutionNumber::Form::session) return at;
    if (past_date(number->end) == number->end) return at;
    add(at, number->end, target(*number, list_->decisions, list_->before, number->end));
    return number->end;
  }

  /// "resolution 1325", "United Nations resolution 1325": the number alone.
  [[nodiscard]] std::optional<ResolutionNumber> short_number(std::size_t at) const {
    if (const auto un = words_.at(Rule::united_nations, small_, at)) {
      at = past_space(text_, un->end);
    }
    return lone_number(shape_, at);
  }

  /// A list of resolutions whose noun follows on the numbers: "第60/1号和第60/251号决议".
  std::size_t numbered(std::size_t at) {
    struct Numbered {
      std::size_t begin;
      ResolutionNumber number;
    };
    std::vector<Numbered> list;
    for (std::size_t next = at;;) {
      const auto lead = words_.at(Rule::number_lead, small_, next);
      if (!lead && list.empty()) return at;
      const auto digits = lead ? past_space(text_, lead->end) : next;
      auto number = number_of_resolution(shape_, digits);
      if (!number && lead) number = lone_number(shape_, digits);
      if (!number) return at;
      list.push_back({next, *number});
      std::size_t end = number->end;
      if (const auto tail = words_.at(Rule::number_end, small_, end)) end = tail->end;
      auto noun = words_.at(Rule::resolution_noun, small_, number->end);
      if (!noun) noun = words_.at(Rule::resolution_noun, small_, past_space(text_, end));
      if (noun) {
        const bool decisions = noun->phrase->value == "decisions";
        const Named before = body_before(before_date(at));
        for (const auto& [begin, each] : list) {
          const bool last = begin == list.back().begin;
          add(begin, last ? noun->end : each.end, target(each, decisions, before, noun->end));
        }
        return noun->end;
      }
      next = past_joint(end);
      if (next == end) return at;
    }
  }

  /// Where the date begins that ends right before `at`; `at` where none does.
  [[nodiscard]] std::size_t before_date(std::size_t at) const {
    constexpr std::size_t kLongestDate = 24;
    for (std::size_t from = at - std::min(at, kLongestDate); from < at; ++from) {
      const bool begins = is_digit(small_[from]) && (from == 0 || !is_digit(small_[from - 1]));
      if (!begins) continue;
      if (const auto date = date_at(small_, from, words_); date && date->end == at) return from;
    }
    return at;
  }

  /// Past "of 18 June 2007"; `end` where no date follows.
  [[nodiscard]] std::size_t past_date(std::size_t end) const {
    const std::size_t at = past_space(text_, end);
    // The date follows one word ("of", "المؤرخ"), whatever the language.
    constexpr std::size_t kLongestWord = 14;
    const std::size_t word = std::min(small_.find(' ', at), small_.size());
    const auto date = date_at(small_, past_space(small_, word), words_);
    return date && word - at <= kLongestWord ? date->end : end;
  }

  /// Past "of 18 June 2007 and", ", " or "and" to where another number may stand.
  [[nodiscard]] std::size_t past_joint(std::size_t end) const {
    std::size_t at = past_space(text_, past_date(end));
    bool joined = false;
    if (at < shape_.size() && (shape_[at] == ',' || shape_[at] == ';')) {
      at = past_space(shape_, at + 1);
      joined = true;
    }
    if (const auto word = words_.at(Rule::conjunction, small_, at)) {
      at = past_space(text_, word->end);
      joined = true;
    }
    return joined ? at : end;
  }

  struct Named {
    std::string body;             ///< code, or empty
    std::size_t begin = 0;        ///< where the body's name, or the noun, begins
    bool own = false;             ///< "its resolution"
    std::string_view meant = {};  ///< codes that its short name may mean
  };

  /// The body whose name ends right before `at`, or the owner that "its" stands for.
  [[nodiscard]] Named body_before(std::size_t at) const {
    Named named{"", at, false};
    std::size_t end = at;
    while (end > 0 && small_[end - 1] == ' ') --end;
    if (const auto found = ending_at(Rule::body, end)) {
      return {found->phrase->value, found->end, false};
    }
    if (const auto found = ending_at(Rule::body_short, end)) {
      return {short_body(found->phrase->value), found->end, false, found->phrase->value};
    }
    if (const auto found = ending_at(Rule::own, end)) {
      named.own = true;
      named.body = owner(found->end);
    }
    return named;
  }

  /// The phrase that ends at `end` (a possessive aside); `Found::end` is where it begins.
  [[nodiscard]] std::optional<Found> ending_at(Rule rule, std::size_t end) const {
    std::string_view head = std::string_view(small_).substr(0, end);
    for (const std::string_view possessive : {"\u2019s", "'s"}) {
      if (head.ends_with(possessive)) head.remove_suffix(possessive.size());
    }
    for (const Phrase& phrase : words_.phrases(rule)) {
      if (head.ends_with(phrase.small) && is_word_bound(text_, head.size() - phrase.small.size())) {
        return Found{head.size() - phrase.small.size(), &phrase};
      }
    }
    return std::nullopt;
  }

  /// Among the bodies that a short name may mean, the document's own, else the first.
  [[nodiscard]] std::string short_body(std::string_view codes) const {
    std::string first;
    for (std::size_t at = 0; at < codes.size();) {
      const std::size_t end = std::min(codes.find(' ', at), codes.size());
      const std::string code(codes.substr(at, end - at));
      if (code == context_.body) return code;
      if (first.empty()) first = code;
      at = end + 1;
    }
    return first;
  }

  /// Whose resolution "its" means: a body named shortly before in the same clause, else the
  /// document's own.
  [[nodiscard]] std::string owner(std::size_t its) const {
    auto body = named_before(its);
    return body.empty() ? context_.body : body;
  }

  /// The body named last in the same clause, shortly before `its`; empty where none is.
  [[nodiscard]] std::string named_before(std::size_t its) const {
    const std::size_t from = its > kReachBack ? its - kReachBack : 0;
    std::string_view reach = std::string_view(small_).substr(from, its - from);
    if (const std::size_t clause = reach.find_last_of(";."); clause != std::string_view::npos) {
      reach.remove_prefix(clause + 1);
    }
    std::size_t best = 0;
    std::string body;
    const auto look = [&](Rule rule) {
      for (const Phrase& phrase : words_.phrases(rule)) {
        const std::size_t at = reach.rfind(phrase.small);
        if (at == std::string_view::npos || !is_word_bound(reach, at)) continue;
        const std::size_t end = at + phrase.small.size();
        if (end <= best || !is_word_bound(reach, end)) continue;
        best = end;
        body = rule == Rule::body ? phrase.value : short_body(phrase.value);
      }
    };
    look(Rule::body);
    look(Rule::body_short);
    return body;
  }

  struct BodyAt {
    std::string code;
    std::size_t end = 0;
  };

  /// The body whose name, long or short, stands at `at`; an empty code where none does.
  [[nodiscard]] BodyAt body_at(std::size_t at) const {
    if (const auto found = words_.at(Rule::body, small_, at)) {
      return {found->phrase->value, found->end};
    }
    if (const auto found = words_.at(Rule::body_short, small_, at)) {
      return {short_body(found->phrase->value), found->end};
    }
    return {};
  }

  /// "44/18 du Conseil des droits de l’homme": the body right behind the number.
  [[nodiscard]] std::string body_right_after(std::size_t end) const {
    const std::size_t at = past_space(text_, end);
    const auto by = words_.at(Rule::by_body, small_, at);
    return body_at(by ? past_space(text_, by->end) : at).code;
  }

  /// "… of 18 August 2000, on …, by the Subcommission": a body named after the number.
  [[nodiscard]] std::string body_after(std::size_t end) const {
    std::string_view reach = std::string_view(small_).substr(end, kReachAhead);
    if (const std::size_t clause = reach.find(';'); clause != std::string_view::npos) {
      reach = reach.substr(0, clause);
    }
    for (std::size_t at = 0; at < reach.size(); ++at) {
      if (at > 0 && reach[at - 1] != ' ') continue;
      const auto by = words_.at(Rule::by_body, reach, at);
      if (!by) continue;
      auto found = body_at(end + past_space(reach, by->end));
      if (!found.code.empty()) return std::move(found.code);
    }
    return {};
  }

  [[nodiscard]] std::string target(const ResolutionNumber& number, bool decisions,
                                   const Named& named, std::size_t end) {
    std::string code = named.body;
    switch (number.form) {
      case ResolutionNumber::Form::bracket_year:
        code = "SC";
        break;
      case ResolutionNumber::Form::roman:
        // The Assembly counted so to its thirtieth session, the Council to its sixty-third.
        if (code.empty()) code = body_right_after(end);
        if (code.empty() || code == "HRC" || code == "SC") code = "GA";
        if (number.session > 30 && code == "GA") code = "ECOSOC";
        break;
      case ResolutionNumber::Form::year:
        if (code.empty() || named.own) {
          const std::string after = body_after(end);
          if (!after.empty() && after != "GA" && after != "HRC") code = after;
        }
        if (code.empty()) code = named_before(named.begin);
        // "Council resolution 1989/64": the one that numbers by year.
        if (named.meant.find("ECOSOC") != std::string_view::npos) code = "ECOSOC";
        // Neither body numbered its resolutions by year.
        if (code == "HRC") code = "CHR";
        if (code == "GA" || code == "SC") code.clear();
        break;
      case ResolutionNumber::Form::alone:
        return {};
      case ResolutionNumber::Form::special:
        if (code.empty()) code = number.text.starts_with("ES-") ? "GA" : context_.body;
        break;
      case ResolutionNumber::Form::session:
        if (code.empty()) code = body_right_after(end);
        if (!code.empty() && !named.own) state(number.text, code);
        if (code.empty()) code = stated_elsewhere(number.text);
        code = by_session(number, {code, named.begin, named.own});
        break;
    }
    const Body* body = body_by_code(code);
    if (body == nullptr) return {};
    const std::string& series = decisions ? body->decisions : body->resolutions;
    if (series.empty()) return {};
    const auto symbol = model::Symbol::parse(series + "/" + number.text);
    return symbol ? symbol->text() : std::string();
  }

  void state(const std::string& number, const std::string& code) {
    const auto [known, fresh] = stated_.emplace(number, code);
    if (!fresh && known->second != code) known->second.clear();
  }

  [[nodiscard]] std::string stated_elsewhere(const std::string& number) const {
    const auto known = context_.stated.find(number);
    return known == context_.stated.end() ? std::string() : known->second;
  }

  /// The Assembly numbers so since its thirty-first session, the Human Rights Council since its
  /// first; a number that lies before the one or after the session of the other tells them apart.
  [[nodiscard]] std::string by_session(const ResolutionNumber& number, const Named& named) const {
    std::string code = named.body;
    const bool stated = !code.empty() && !named.own;
    if (code.empty()) code = context_.body;
    if (stated) return code;
    const Body* assembly = body_by_code("GA");
    if (code == "GA" && assembly != nullptr && number.session < assembly->first_session)
      return "HRC";
    // The Council has about three sessions in each of the Assembly's, since the sixty-first.
    if (code == "HRC" && context_.body == "GA" && number.session > 3 * (context_.session - 60) + 3)
      return "GA";
    const bool council = code == "HRC" && context_.session > 0;
    if (council && number.session > context_.session) return "GA";
    if (code == "SC" || code == "ECOSOC" || code == "CHR" || code == "SUBCHR") return "GA";
    return code;
  }

  std::string_view text_;
  std::string small_;
  std::string shape_;  ///< with the marks of every language as ASCII
  const CitingContext& context_;
  const Words& words_;
  std::vector<model::Citation> citations_;
  StatedBodies stated_;
  struct List {
    bool decisions = false;
    Named before;
  };
  std::optional<List> list_;  ///< the last one that began in this clause
};

}  // namespace

std::vector<model::Citation> citations_in(std::string_view text, const CitingContext& context,
                                          const Words& words) {
  return Citer(text, context, words).read();
}

StatedBodies stated_bodies(std::string_view text, const CitingContext& context,
                           const Words& words) {
  Citer citer(text, context, words);
  static_cast<void>(citer.read());
  return citer.take_stated();
}

}  // namespace comity::grammar
