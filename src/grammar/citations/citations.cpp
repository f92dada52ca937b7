#include "grammar/citations/citations.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "grammar/bodies.h"
#include "grammar/citations/cited_bodies.h"
#include "grammar/citations/cited_records.h"
#include "grammar/citations/glued_marks.h"
#include "grammar/citations/number_body.h"
#include "grammar/citations/provisions.h"
#include "grammar/citations/resolution_number.h"
#include "grammar/citations/symbols.h"
#include "grammar/dates.h"
#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

class Citer {
 public:
  Citer(std::string_view text, const CitingContext& context, const Words& words)
      : text_(text),
        plain_(without_glued_marks(text)),
        small_(small_letters(plain_)),
        shape_(shaped(plain_)),
        forms_{plain_, small_, shape_},
        context_(context),
        words_(words),
        bodies_{text_, small_, context.body, words} {}

  /// As read() found them.
  [[nodiscard]] StatedBodies take_stated() { return std::move(stated_); }

  std::vector<model::Citation> read() {
    for (std::size_t at = 0; at < text_.size();) {
      const char c = small_[at];
      if (c == ';') list_.reset();
      if (const auto end = continued(at); end > at) {
        at = placed(end);
        continue;
      }
      if (const auto end = more_places(at); end > at) {
        at = end;
        continue;
      }
      if ((!is_lower(c) && static_cast<unsigned char>(c) < 0x80) || !is_word_bound(text_, at)) {
        ++at;
        continue;
      }
      const auto begin = past_glued_joint(forms_, at, words_);
      const std::size_t end = cited_at(begin);
      if (end == begin) {
        ++at;
        // A Chinese character is a word: what stands behind it begins another.
        const bool latin = is_lower(c);
        while (latin && at < text_.size() && (is_lower(small_[at]) || is_digit(small_[at]))) ++at;
      } else {
        at = end;
      }
    }
    return std::move(citations_);
  }

 private:
  /// What the word at `at` begins to cite; where that ends.
  std::size_t cited_at(std::size_t at) {
    auto symbols = symbols_at(text_, small_, at, context_.series, words_);
    if (symbols.end > at) {
      take(std::move(symbols.found));
      return placed(symbols.end);
    }
    for (const auto read : {&Citer::resolutions, &Citer::numbered}) {
      if (const auto end = (this->*read)(at); end > at) return placed(end);
    }
    auto records = records_at(forms_, at, context_.language, words_);
    if (records.end > at) {
      const bool cites = !records.found.empty();
      take(std::move(records.found));
      return cites ? placed(records.end) : records.end;
    }
    if (const auto end = ibid(at); end > at) return end;
    auto provisions = provisions_at(forms_, at, context_.instruments, words_);
    take(std::move(provisions.found));
    if (!provisions.place.empty()) awaiting_ = {std::move(provisions.place), provisions.end};
    return provisions.end;
  }

  /// "paragraphs 1 to 5 of its resolution 71/177 and 1 to 10 of its resolution 68/147": numbers
  /// whose noun stood before the last citation.
  std::size_t more_places(std::size_t at) {
    constexpr std::string_view kParagraphs = "para. ";
    const bool may = is_digit(small_[at]) && !citations_.empty() &&
                     citations_.back().place.starts_with(kParagraphs) &&
                     past_joint(citations_.back().end) == at;
    if (!may) return at;
    const auto numbers = numbers_at(forms_, at, "para.", words_);
    const auto of = past_space(text_, numbers.end);
    if (numbers.items.empty() || !words_.at(Rule::provision_of, small_, of)) return at;
    awaiting_ = {numbers.text(), numbers.end};
    return numbers.end;
  }

  void take(std::vector<model::Citation> found) {
    if (!found.empty() && found.front().place.empty()) {
      found.front().place = place_before(found.front().begin);
    }
    for (auto& each : found) {
      each.text = text_.substr(each.begin, each.end - each.begin);
      citations_.push_back(std::move(each));
    }
  }

  /// The place that "paragraph 5 of the" gave for the document that follows on it.
  std::string place_before(std::size_t begin) {
    if (awaiting_.place.empty() || begin < awaiting_.end) return {};
    auto at = past_space(text_, awaiting_.end);
    if (const auto of = words_.at(Rule::provision_of, small_, at)) at = past_space(text_, of->end);
    if (const auto own = words_.at(Rule::own, small_, at)) at = past_space(text_, own->end);
    auto place = std::move(awaiting_.place);
    awaiting_ = {};
    return at == begin ? place : std::string();
  }

  /// The place behind what was cited last; where that ends.
  std::size_t placed(std::size_t end) {
    if (citations_.empty()) return end;
    const auto behind = place_behind(forms_, past_date(end), words_);
    if (behind.place.empty()) return end;
    auto& place = citations_.back().place;
    place += (place.empty() ? "" : ", ") + behind.place;
    return behind.end;
  }

  /// "Ibid., paras. 4 and 5": what was cited last. Where a symbol follows, that is cited instead.
  std::size_t ibid(std::size_t at) {
    const auto word = words_.at(Rule::ibid, small_, at);
    if (!word) return at;
    const auto clause = std::min(small_.find(';', word->end), small_.size());
    for (auto next = word->end; next < clause; ++next) {
      const bool names = is_upper(text_[next]) && is_word_bound(text_, next);
      const bool symbol =
          names && symbols_at(text_, small_, next, context_.series, words_).end > next;
      if (symbol || words_.at(Rule::supplement, small_, next)) return word->end;
      if (shape_[next] == ')') break;
    }
    add(at, word->end, citations_.empty() ? context_.last_target : citations_.back().target);
    return placed(word->end);
  }

  void add(std::size_t begin, std::size_t end, std::string target) {
    auto place = place_before(begin);
    citations_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                          std::string(text_.substr(begin, end - begin)), std::move(target),
                          std::move(place)});
  }

  /// A list of resolutions that begins with the noun at `at`.
  std::size_t resolutions(std::size_t at) {
    const auto noun = words_.at(Rule::resolution_noun, small_, at);
    if (!noun) return at;
    const bool decisions = noun->phrase->value == "decisions";
    // Where plurals do not end so, the form of the noun does not tell.
    const char ending = noun->phrase->small.back();
    const bool several = ending == 's' || static_cast<unsigned char>(ending) >= 0x80;
    std::size_t next = past_space(text_, noun->end);
    NamedBody before = bodies_.body_before(at);
    list_ = List{decisions, before, several};
    // "قرار مجلس حقوق الإنسان ٤٤/١٨", "resoluciones del Consejo de Seguridad 1267 (1999)": the body
    // between the noun and the number.
    const auto of = words_.at(Rule::by_body, small_, next);
    if (const auto body = bodies_.body_at(of ? past_space(text_, of->end) : next);
        !body.code.empty()) {
      before = {body.code, before.begin, false, body.meant};
      list_ = List{decisions, before, several};
      next = past_space(text_, body.end);
    }
    const auto numbers = numbers_of_list(before.begin, next, decisions);
    if (numbers.empty()) return at;
    before = body_of_list(before, numbers.back().number.end);
    for (const auto& [begin, number] : numbers) {
      add(begin, number.end, target(number, decisions, before, number.end));
    }
    return numbers.back().number.end;
  }

  /// A number of a list, and where its citation begins.
  struct Listed {
    std::size_t begin;
    ResolutionNumber number;
  };

  /// The numbers from `next` on; the first one's citation begins at `begin`.
  [[nodiscard]] std::vector<Listed> numbers_of_list(std::size_t begin, std::size_t next,
                                                    bool decisions) const {
    std::vector<Listed> numbers;
    auto number = number_of_resolution(shape_, next);
    if (!number && !decisions) number = short_number(next);
    while (number) {
      const auto end = number->end;
      numbers.push_back({begin, *number});
      next = past_joint(end);
      const bool joined = next > end;
      if (!joined) next = past_space(text_, end);
      number = number_of_resolution(shape_, next);
      // A comma may be missing between numbers that cannot be anything else.
      if (number && !joined && number->form != ResolutionNumber::Form::bracket_year) break;
      begin = next;
    }
    return numbers;
  }

  /// "resolutions 31/32, 34/5 and 43/16 of the Human Rights Council": where none is named before a
  /// list, the body that is named behind its last number is that of all.
  [[nodiscard]] NamedBody body_of_list(NamedBody before, std::size_t last) const {
    if (!before.body.empty() || before.own) return before;
    const auto behind = body_behind(last);
    return {behind.code, before.begin, false, behind.meant};
  }

  /// The body that is named right behind a number and its date.
  [[nodiscard]] BodyAt body_behind(std::size_t end) const {
    return bodies_.body_right_after(past_date(end));
  }

  /// A number with its date, after whatever is said of the one before: "resolutions 71/167 of 19
  /// December 2016 on …, 71/168 of 19 December 2016 on …"; "resolutions, including 69/158 of …".
  std::size_t continued(std::size_t at) {
    if (!list_ || !is_word_bound(text_, at) || (at > 0 && text_[at - 1] != ' ')) return at;
    const auto figures = past_glued_joint(forms_, at, words_);
    if (figures == at && !is_digit(small_[at]) && !is_upper(text_[at])) return at;
    const auto number = number_of_resolution(shape_, figures);
    if (!number) return at;
    const bool may_be_dated = list_->several || number->form == ResolutionNumber::Form::session;
    const bool dated = may_be_dated && past_date(number->end) != number->end;
    if (!dated && !is_last_of_list(at, figures, *number)) return at;
    add(figures, number->end, target(*number, list_->decisions, list_->before, number->end));
    return number->end;
  }

  /// "resolutions 5/1, on …, and 5/2, on …"; "resolutions S-23/2, annex, and S-23/3, annex": a
  /// number behind "and", which may be written together with its figures.
  [[nodiscard]] bool is_last_of_list(std::size_t at, std::size_t figures,
                                     const ResolutionNumber& number) const {
    constexpr std::size_t kLongestWord = 12;
    constexpr std::string_view kBehind = ", .;)";
    const auto end = number.end;
    const bool ends = end >= shape_.size() || kBehind.find(shape_[end]) != npos;
    if (!list_->several || !ends || is_fraction(number)) return false;
    // "and 2019/20 budgets".
    const bool years = number.form == ResolutionNumber::Form::year;
    if (years && end < shape_.size() && shape_[end] == ' ') return false;
    if (figures > at) return true;
    const auto from = at - std::min(at, kLongestWord);
    for (auto word = from; word < at; ++word) {
      if (!is_word_bound(text_, word)) continue;
      const auto joined = words_.at(Rule::conjunction, small_, word);
      if (joined && past_space(text_, joined->end) == at) return true;
    }
    return false;
  }

  /// "3/4 of all".
  [[nodiscard]] static bool is_fraction(const ResolutionNumber& number) {
    constexpr std::size_t kOneByOne = 3;
    return number.form == ResolutionNumber::Form::session && number.text.size() == kOneByOne &&
           number.text.front() < number.text.back();
  }

  /// "resolution 1325", "United Nations resolution 1325": the number alone.
  [[nodiscard]] std::optional<ResolutionNumber> short_number(std::size_t at) const {
    if (const auto un = words_.at(Rule::united_nations, small_, at)) {
      at = past_space(text_, un->end);
    }
    return lone_number(shape_, at);
  }

  /// Behind the date before a number: "2008年3月27日第7/5号".
  [[nodiscard]] std::size_t past_date_before(std::size_t at) const {
    const auto date = date_at(small_, at, words_);
    return date ? past_space(text_, date->end) : at;
  }

  /// A list of resolutions whose noun follows on the numbers: "第60/1号和第60/251号决议"; a date
  /// may stand before each.
  std::size_t numbered(std::size_t at) {
    std::vector<Listed> list;
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
        const NamedBody before = body_before_numbers(before_date(at));
        for (const auto& [begin, each] : list) {
          const bool last = begin == list.back().begin;
          add(begin, last ? noun->end : each.end, target(each, decisions, before, noun->end));
        }
        return noun->end;
      }
      next = past_joint(end);
      if (next == end) return at;
      next = past_date_before(next);
    }
  }

  /// The body right before, else the one that opens the phrase.
  [[nodiscard]] NamedBody body_before_numbers(std::size_t at) const {
    auto before = bodies_.body_before(at);
    if (!before.body.empty() || before.own) return before;
    return bodies_.first_between(citations_.empty() ? 0 : citations_.back().end, at);
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

  /// Past "of 18 June 2007", ", de 9 de diciembre de 1998", "en date du 9 décembre 1998"; `end`
  /// where no date follows.
  [[nodiscard]] std::size_t past_date(std::size_t end) const {
    // Few words lead to the date, whatever the language, and none of them is a number.
    constexpr std::size_t kLongestLead = 24;
    constexpr int kMostWords = 3;
    std::size_t at = past_space(shape_, end);
    if (at < shape_.size() && shape_[at] == ',') at = past_space(shape_, at + 1);
    const std::size_t lead = at;
    for (int words = 0; words < kMostWords; ++words) {
      const std::size_t word = std::min(shape_.find(' ', at), shape_.size());
      if (word - lead > kLongestLead || !may_lead_date(at, word)) return end;
      at = past_space(shape_, word);
      if (const auto date = date_at(small_, at, words_)) return date->end;
    }
    return end;
  }

  /// Whether a word has neither figures nor a mark that ends what stands before it.
  [[nodiscard]] bool may_lead_date(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin; at < end; ++at) {
      if (std::string_view(",;.:()").find(shape_[at]) != npos || digit_at(shape_, at)) return false;
    }
    return end > begin;
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
    } else if (const auto number = past_glued_joint(forms_, at, words_); number > at) {
      at = number;
      joined = true;
    }
    if (!joined) at = past_range(forms_, past_date(end), words_);
    return joined || number_of_resolution(shape_, at) ? at : end;
  }

  [[nodiscard]] std::string target(const ResolutionNumber& number, bool decisions,
                                   const NamedBody& named, std::size_t end) {
    std::string code = named.body;
    switch (number.form) {
      case ResolutionNumber::Form::bracket_year:
        code = "SC";
        break;
      case ResolutionNumber::Form::roman:
        // The Assembly counted so to its thirtieth session, the Council to its sixty-third.
        if (code.empty()) code = body_behind(end).code;
        if (code.empty() || code == "HRC" || code == "SC") code = "GA";
        if (number.session > 30 && code == "GA") code = "ECOSOC";
        break;
      case ResolutionNumber::Form::year:
        code = by_year(named, end);
        break;
      case ResolutionNumber::Form::alone:
        return {};
      case ResolutionNumber::Form::parties:
      case ResolutionNumber::Form::health:
        return (decisions ? "decision " : "resolution ") + number.text;
      case ResolutionNumber::Form::special:
        // The Assembly alone meets in emergency special sessions; two have no special ones.
        if (number.text.starts_with("ES-")) code = "GA";
        if (code.empty()) code = body_behind(end).code;
        if (code.empty()) code = context_.body;
        if (code == "SC" || code == "ECOSOC") code.clear();
        break;
      case ResolutionNumber::Form::session:
        if (code.empty()) code = body_behind(end).code;
        if (!code.empty() && !named.own) state(number.text, code);
        if (code.empty()) code = stated_elsewhere(number.text);
        code = body_by_session(number, {code, named.begin, named.own}, context_);
        break;
    }
    const Body* body = body_by_code(code);
    if (body == nullptr) return {};
    const std::string& series = decisions ? body->decisions : body->resolutions;
    if (series.empty()) return {};
    const auto symbol = model::Symbol::parse(series + "/" + number.text);
    return symbol ? symbol->text() : std::string();
  }

  /// Whose a number is that begins with a year, as neither Assembly nor Security Council nor Human
  /// Rights Council has any.
  [[nodiscard]] std::string by_year(const NamedBody& named, std::size_t end) const {
    constexpr std::string_view kCouncil = "ECOSOC";
    // "Council resolution 1989/64": the one that numbers by year.
    if (named.meant.find(kCouncil) != npos) return std::string(kCouncil);
    std::string code = named.body == kOtherBody ? std::string() : named.body;
    const bool stated = !named.body.empty() && !named.own;
    if (!stated && !numbers_by_year(code)) {
      const auto behind = body_behind(end);
      const auto after = behind.code.empty() ? bodies_.body_after(end) : behind.code;
      if (!after.empty() && after != "GA" && after != "HRC") code = after;
    }
    if (code.empty()) code = bodies_.named_before(named.begin);
    const bool unknown = code.empty() || code == "GA" || code == "SC";
    if (unknown) code = !stated && numbers_by_year(context_.body) ? context_.body : std::string();
    return code == "HRC" ? "CHR" : code;
  }

  void state(const std::string& number, const std::string& code) {
    const auto [known, fresh] = stated_.emplace(number, code);
    if (!fresh && known->second != code) known->second.clear();
  }

  [[nodiscard]] std::string stated_elsewhere(const std::string& number) const {
    const auto known = context_.stated.find(number);
    return known == context_.stated.end() ? std::string() : known->second;
  }

  std::string_view text_;
  std::string plain_;  ///< without note marks that are written together with words
  std::string small_;
  std::string shape_;  ///< with the marks of every language as ASCII
  TextForms forms_;
  const CitingContext& context_;
  const Words& words_;
  CitedBodies bodies_;
  std::vector<model::Citation> citations_;
  StatedBodies stated_;
  struct List {
    bool decisions = false;
    NamedBody before;
    bool several = false;  ///< "resolutions"
  };
  struct Awaiting {
    std::string place;
    std::size_t end = 0;
  };
  Awaiting awaiting_;         ///< a place whose document follows
  std::optional<List> list_;  ///< the last one that began in this clause
};

}  // namespace

std::vector<model::Citation> citations_in(std::string_view text, const CitingContext& context,
                                          const Words& words) {
  return Citer(text, context, words).read();
}

StatedBodies stated_bodies(std::string_view text, const CitingContext& context,
                           const Words& words) {
  // Those that a body is told for are numbered by session, "74/153".
  if (shaped(text).find('/') == npos) return {};
  Citer citer(text, context, words);
  static_cast<void>(citer.read());
  return citer.take_stated();
}

}  // namespace comity::grammar
